"""Washington's test of the pairs in a sample, WAC 434-379-010."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PairTest:
    """Washington's test, WAC 434-379-010 (3) to (8).

    Attributes
    ----------
    allowance : float
        For the luck of the sample, 1.5 times the root of the invalid signatures in it (3).
    invalid_bound : float
        U, the most invalid signatures allowed for in the petition (4).
    most_pairs : float
        P, the most pairs that the petition can hold and have enough (5).
    expected : float
        E, the pairs that the sample would then be expected to show (6).
    acceptable : float
        E less 1.65 times its root (7); E itself where it is below 0.
    pairs : int
        Pairs found in the sample.
    accepted : bool
        Whether the pairs found are no more than is acceptable (8).
    """

    allowance: float
    invalid_bound: float
    most_pairs: float
    expected: float
    acceptable: float
    pairs: int
    accepted: bool


def pair_test(
    *, raw: int, required: int, sample: int, sample_invalid: int, sample_repeats: int
) -> PairTest:
    """Washington's test of the pairs in a sample, WAC 434-379-010 (3) to (8).

    Parameters
    ----------
    raw, required, sample : int
        Signatures submitted N, required R and sampled n.
    sample_invalid : int
        Signatures of the sample that are invalid, repeats not among them.
    sample_repeats : int
        Pairs found in the sample.

    Examples
    --------
    Initiative 1351, 2014:

    >>> found = pair_test(
    ...     raw=348_072, required=246_372, sample=10_512, sample_invalid=897, sample_repeats=9)
    >>> round(found.invalid_bound, 3), round(found.acceptable, 3), found.accepted
    (31188.898, 51.08, True)
    """
    share = sample / raw
    allowance = 1.5 * math.sqrt(sample_invalid)
    invalid_bound = (sample_invalid + allowance) / share
    most_pairs = raw - (required + invalid_bound)
    expected = share**2 * most_pairs
    # Below 0 there are too few signatures even without a pair, and no root: no pairs are too many.
    acceptable = expected - 1.65 * math.sqrt(expected) if expected >= 0.0 else expected
    return PairTest(
        allowance=allowance,
        invalid_bound=invalid_bound,
        most_pairs=most_pairs,
        expected=expected,
        acceptable=acceptable,
        pairs=sample_repeats,
        accepted=sample_repeats <= acceptable,
    )
