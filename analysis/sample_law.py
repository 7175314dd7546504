"""What a random sample of signatures shows: how many are valid, and how many repeats are seen.

A sample of n of N signatures is drawn without putting back. Of the otherwise valid signatures Y, y
are drawn: hypergeometric, whatever repeats there are. A repeat is seen only if both copies are
drawn; of the voters who signed twice (pairs), d are. ``valid`` in the sample is v = y - d.

Sources: Goodman (1949), Annals of Mathematical Statistics 20, 572-579; Deming and Glasser (1959),
Journal of the American Statistical Association 54, 403-415.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from analysis.validity import Floats

_REACH_SD = 9.0  # of y, on either side, that a sum over the sample's outcomes takes in


@dataclass(frozen=True, slots=True)
class SampleMoments:
    """Means, variances and covariances of y, v and d. Signatures, and their squares."""

    mean_y: float
    var_y: float
    mean_v: float
    var_v: float
    mean_d: float
    var_d: float
    cov_yd: float
    cov_vd: float


def sample_moments(*, raw: int, sample: int, voters_by_copies: Mapping[int, int]) -> SampleMoments:
    """Exact moments of a sample.

    Parameters
    ----------
    raw, sample : int
        N and n, signatures.
    voters_by_copies : mapping
        F_k: how many voters have exactly k otherwise valid signatures.

    Examples
    --------
    >>> seen = sample_moments(raw=715833, sample=35793, voters_by_copies={1: 476457, 2: 43593})
    >>> round(seen.mean_v, 3), round(seen.mean_d, 3)
    (28074.225, 108.988)
    """
    valid = sum(copies * voters for copies, voters in voters_by_copies.items())
    q = sample / raw
    mean_y = q * valid
    var_y = mean_y * (1.0 - valid / raw) * (raw - sample) / max(raw - 1, 1)
    missed = {copies: _all_missed(copies, raw, sample) for copies in voters_by_copies}
    mean_v = sum(voters * (1.0 - missed[k]) for k, voters in voters_by_copies.items())
    var_v = sum(voters * missed[k] * (1.0 - missed[k]) for k, voters in voters_by_copies.items())
    for k, voters in voters_by_copies.items():
        for other, others in voters_by_copies.items():
            together = _all_missed(k + other, raw, sample) - missed[k] * missed[other]
            var_v += voters * (others - (k == other)) * together
    cov_yv = -sum(
        voters * missed[k] * (sample * (valid - k) / (raw - k) - mean_y)
        for k, voters in voters_by_copies.items()
        if raw > k
    )
    var_d = var_y + var_v - 2.0 * cov_yv
    return SampleMoments(
        mean_y, var_y, mean_v, var_v, mean_y - mean_v, var_d, var_y - cov_yv, cov_yv - var_v
    )


def _all_missed(copies: int, raw: int, sample: int) -> float:
    """Chance that given signatures are all missed."""
    at = np.arange(copies)
    return float(np.prod(np.maximum(raw - sample - at, 0) / np.maximum(raw - at, 1)))


@dataclass(frozen=True, slots=True)
class Seen:
    """Means, variances and covariance of y and d for pairs, as arrays over s and delta."""

    mean_y: Floats
    var_y: Floats
    mean_d: Floats
    var_d: Floats
    cov_yd: Floats


def seen_in_sample(
    *, raw: Floats | float, size: Floats | float, valid: Floats, pairs: Floats
) -> Seen:
    """Exact moments of a sample in which repeats are pairs; arguments broadcast."""
    q, ones = size / raw, np.maximum(raw - 1.0, 1.0)
    two = size * (size - 1.0) / (raw * ones)
    four = two * (size - 2.0) * (size - 3.0) / np.maximum((raw - 2.0) * (raw - 3.0), 1.0)
    mean_y = q * valid
    var_y = mean_y * (1.0 - valid / raw) * (raw - size) / ones
    mean_d = pairs * two
    var_d = mean_d * (1.0 - two) + pairs * np.maximum(pairs - 1.0, 0.0) * (four - two * two)
    others = 2.0 + (size - 2.0) * (valid - 2.0) / np.maximum(raw - 2.0, 1.0)
    return Seen(mean_y, np.maximum(var_y, 1e-9), mean_d, var_d, mean_d * (others - mean_y))


def joint_pmf(*, raw: int, sample: int, voters_by_copies: Mapping[int, int]) -> NDArray[np.float64]:
    """Exact law of (y, d) for a small petition, by generating functions.

    Returns
    -------
    numpy.ndarray
        P(y, d) at [y, d], of shape (n + 1, n + 1).

    Examples
    --------
    >>> joint_pmf(raw=2, sample=2, voters_by_copies={2: 1})[2, 1].item()
    1.0
    """
    ways = np.zeros((sample + 1, sample + 1), dtype=object)
    ways[0, 0] = 1
    for copies, voters in voters_by_copies.items():
        for _ in range(voters):
            ways = _with_voter(ways, copies)
    valid = sum(copies * voters for copies, voters in voters_by_copies.items())
    rest = np.array([comb(raw - valid, sample - y) for y in range(sample + 1)], dtype=object)
    total = comb(raw, sample)
    return np.array(
        [
            [int(way) * int(other) / total for way in row]
            for row, other in zip(ways, rest, strict=True)
        ]
    )


def _with_voter(ways: NDArray[np.object_], copies: int) -> NDArray[np.object_]:
    """Ways to draw once another voter's signatures may be drawn: j of them show j - 1 repeats."""
    found = ways.copy()
    size = len(ways)
    for drawn in range(1, min(copies, size - 1) + 1):
        seen = drawn - 1
        found[drawn:, seen:] += comb(copies, drawn) * ways[: size - drawn, : size - seen]
    return found


def pairs_seen_pmf(*, valid: int, pairs: int, drawn: int) -> Floats:
    """Exact law of the pairs seen among ``drawn`` of the otherwise valid signatures.

    Parameters
    ----------
    valid, pairs, drawn : int
        Y, F_2 and y.

    Returns
    -------
    numpy.ndarray
        P(d | y) for d from 0 to min(F_2, y // 2).

    Examples
    --------
    >>> pairs_seen_pmf(valid=2, pairs=1, drawn=2)
    array([0., 1.])
    """
    singles = valid - 2 * pairs
    seen = np.arange(min(pairs, drawn // 2) + 1)[:, None]
    halves = np.arange(min(pairs, drawn) + 1)[None, :]
    rest = drawn - 2 * seen - halves
    possible = (rest >= 0) & (rest <= singles) & (seen + halves <= pairs)
    log_ways = (
        _log_choose(pairs, seen)
        + _log_choose(np.maximum(pairs - seen, 0), halves)
        + halves * np.log(2.0)
        + _log_choose(singles, np.clip(rest, 0, singles))
    )
    log_ways = np.where(possible, log_ways, -np.inf) - _log_choose(valid, drawn)
    pmf = np.exp(special.logsumexp(log_ways, axis=1))
    return np.asarray(pmf / pmf.sum())


def pairs_log_pmf(
    *, seen: ArrayLike, drawn: ArrayLike, valid: ArrayLike, pairs: ArrayLike
) -> Floats:
    """Log law of pairs seen, by the binomial that has the exact mean and variance.

    Total variation from the exact law is 2.1e-6 at the size of Los Angeles County; a Poisson law
    is off by 4e-3. Arguments broadcast; ``valid`` and ``pairs`` need not be whole.
    """
    d, y = np.asarray(seen, dtype=float), np.asarray(drawn, dtype=float)
    mean, size = _matched(y, np.asarray(valid, dtype=float), np.asarray(pairs, dtype=float))
    share = np.minimum(mean / size, 1.0)
    possible = (d <= size) & (mean > 0.0)
    size_in, share_in = np.where(possible, size, d + 1.0), np.where(possible, share, 0.5)
    log_pmf = (
        special.gammaln(size_in + 1.0)
        - special.gammaln(d + 1.0)
        - special.gammaln(size_in - d + 1.0)
        + special.xlogy(d, share_in)
        + special.xlog1py(size_in - d, -share_in)
    )
    none = np.where((d == 0.0) & (mean <= 0.0), 0.0, -np.inf)
    return np.asarray(np.where(possible, log_pmf, none))


def _matched(y: Floats, valid: Floats, pairs: Floats) -> tuple[Floats, Floats]:
    """Mean of the pairs seen, and the size of the binomial with their variance."""
    valid = np.maximum(valid, 4.0)
    two = y * (y - 1.0) / (valid * (valid - 1.0))
    four = two * np.maximum((y - 2.0) * (y - 3.0), 0.0) / ((valid - 2.0) * (valid - 3.0))
    mean = pairs * two
    below = np.maximum(mean * mean - pairs * (pairs - 1.0) * four, 1e-12)
    return mean, np.maximum(mean * mean / below, np.maximum(mean, 1e-12))


def sample_odds(
    *,
    raw: int,
    sample: int,
    valid: int,
    pairs: int,
    most_repeats: ArrayLike,
) -> float:
    """Chance that a sample shows fewer repeats than a limit that depends on y.

    Sums the exact hypergeometric law of y with the matched binomial law of d given y.

    Parameters
    ----------
    raw, sample, valid, pairs : int
        N, n, Y and the pairs among the Y.
    most_repeats : array_like
        For y from 0 to n: the largest d that still counts; -1 where none does.

    Returns
    -------
    float
        P(d <= most_repeats[y]).
    """
    law = stats.hypergeom(raw, valid, sample)
    reach = _REACH_SD * float(law.std()) + 2.0
    low = max(int(law.mean() - reach), 0, sample - (raw - valid))
    high = min(int(law.mean() + reach) + 1, sample, valid)
    y = np.arange(low, high + 1)
    limit = np.asarray(most_repeats, dtype=float)[y]
    mean, size = _matched(y.astype(float), np.asarray(float(valid)), np.asarray(float(pairs)))
    share = np.minimum(mean / size, 1.0)
    inside = np.minimum(np.maximum(np.floor(limit), 0.0), np.maximum(size - 1e-9, 0.0))
    within = special.betainc(np.maximum(size - inside, 1e-9), inside + 1.0, 1.0 - share)
    within = np.where(limit >= size, 1.0, np.where(limit < 0.0, 0.0, within))
    if pairs == 0:
        within = (limit >= 0.0).astype(float)
    weight = law.pmf(y)
    return float(weight @ within / weight.sum())


def _log_choose(n: ArrayLike, k: ArrayLike) -> Floats:
    top, chosen = np.asarray(n, dtype=float), np.asarray(k, dtype=float)
    return np.asarray(
        special.gammaln(top + 1.0)
        - special.gammaln(chosen + 1.0)
        - special.gammaln(np.maximum(top - chosen, 0.0) + 1.0)
    )
