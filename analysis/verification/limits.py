"""Which gates the numbers of a sample allow, and where the cut-offs are."""

import math
from collections.abc import Callable
from functools import cache, lru_cache

from analysis.rules import RuleSet
from analysis.verification.projection import (
    FULL_COUNT,
    INSUFFICIENT,
    SUFFICIENT,
    project,
    thresholds,
)


# A page reads several scenarios that differ elsewhere: this was a third of a light page's time.
@lru_cache(maxsize=1024)
def gates_possible(
    *,
    rules: RuleSet,
    raw: int,
    required: int,
    sample: int,
    sample_valid: int,
    sample_repeats: int | None,
    statistic: str,
    rounding: str,
) -> frozenset[str]:
    """Which announcements the numbers of a sample allow.

    With ``sample_repeats`` None, not published, those of any number of repeats that the sample can
    hold: each is one of the ``n - v`` struck, and a copy of one of the ``v``.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> sorted(gates_possible(
    ...     rules=rule_sets()["ca-local-recall-2022"], raw=715_833, required=566_857,
    ...     sample=35_793, sample_valid=27_983, sample_repeats=None, statistic="corrected",
    ...     rounding="worksheet"))
    ['full_count', 'insufficient']
    """
    if sample_repeats is not None:
        found = project(
            rules=rules,
            raw=raw,
            required=required,
            sample=sample,
            sample_valid=sample_valid,
            sample_repeats=sample_repeats,
            statistic=statistic,
            rounding=rounding,
        )
        return frozenset({found.gate})
    most, fewest = repeats_for_gate(
        rules=rules,
        raw=raw,
        required=required,
        sample=sample,
        sample_valid=sample_valid,
        statistic=statistic,
        rounding=rounding,
    )
    possible = {
        SUFFICIENT: most >= 0,
        FULL_COUNT: fewest - most > 1,
        INSUFFICIENT: fewest <= most_repeats(sample=sample, sample_valid=sample_valid),
    }
    return frozenset(gate for gate, allowed in possible.items() if allowed)


def most_repeats(*, sample: int, sample_valid: int) -> int:
    """The most repeats that a sample can show, if nobody signed three times.

    Examples
    --------
    >>> most_repeats(sample=500, sample_valid=262)
    238
    """
    return min(sample - sample_valid, sample_valid)


def repeats_for_gate(
    *,
    rules: RuleSet,
    raw: int,
    required: int,
    sample: int,
    sample_valid: int,
    statistic: str,
    rounding: str,
) -> tuple[int, int]:
    """Up to how many repeats the gate says sufficient, and from how many on insufficient.

    More repeats never help: a projection only falls with them. (In the test of pairs a repeat is
    also one invalid signature less, which outweighs it at most where two fifths or more of the
    petition are sampled.)

    Returns
    -------
    tuple of int
        The most repeats with which the gate is "sufficient", -1 if it is not even with 0; and the
        fewest with which it is "insufficient", ``most_repeats`` + 1 if it never is.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> repeats_for_gate(
    ...     rules=rule_sets()["ca-local-recall-2022"], raw=715_833, required=566_857,
    ...     sample=35_793, sample_valid=27_983, statistic="corrected", rounding="worksheet")
    (-1, 131)
    """

    @cache
    def gate(repeats: int) -> str:
        return project(
            rules=rules,
            raw=raw,
            required=required,
            sample=sample,
            sample_valid=sample_valid,
            sample_repeats=repeats,
            statistic=statistic,
            rounding=rounding,
        ).gate

    end = most_repeats(sample=sample, sample_valid=sample_valid) + 1
    not_sufficient = _first(lambda repeats: gate(repeats) != SUFFICIENT, end=end)
    insufficient = _first(
        lambda repeats: gate(repeats) == INSUFFICIENT, start=not_sufficient, end=end
    )
    return not_sufficient - 1, insufficient


def cut_offs(*, rules: RuleSet, raw: int, required: int, sample: int) -> tuple[int, int]:
    """The cut-offs on the valid signatures in the sample, as counties publish them.

    Without repeats and without rounding: where Nv/n passes the thresholds.

    Returns
    -------
    tuple of int
        Insufficient below the first, sufficient from the second on.

    Raises
    ------
    ValueError
        Under a rule set without thresholds.

    Examples
    --------
    Published by Los Angeles County on July 14, 2022:

    >>> from analysis.rules import rule_sets
    >>> cut_offs(rules=rule_sets()["ca-local-recall-2022"], raw=715_833, required=566_857,
    ...          sample=35_793)
    (25510, 31179)
    """
    high, low = (limit * sample / raw for limit in thresholds(rules, required))
    assert rules.gate is not None, "it has thresholds"
    fail_below = math.ceil(low) if rules.gate.insufficient_strict else math.floor(low) + 1
    sufficient_from = math.floor(high) + 1 if rules.gate.sufficient_strict else math.ceil(high)
    return fail_below, sufficient_from


def _first(test: Callable[[int], bool], *, end: int, start: int = 0) -> int:
    """The first number from ``start`` that passes a test that all later ones pass; else ``end``."""
    low, high = start, end
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle + 1, high)
    return low
