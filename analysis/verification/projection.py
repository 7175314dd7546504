"""The projection of a sample, 2 CCR 20530 to 20532 with the example of 20540, and its gate.

The regulation does not say how its percentage is rounded, nor how three signatures of one person
count: here it is half up, and as two repeats. Exact arithmetic: a threshold hangs on it.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analysis.rules import RuleSet
from analysis.verification.pairs import pair_test

SUFFICIENT = "sufficient"
FULL_COUNT = "full_count"
INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Projection:
    """The official projection, step by step, in signatures unless said otherwise.

    Attributes
    ----------
    percent : Decimal
        v/n in per cent, two decimals, half up (20530(c)).
    uncorrected : int
        The projection before the duplicate term (20530(d)). Regulation: N times ``percent``,
        rounded up. Worksheet: Nv/n, rounded as the rule set says.
    value : Decimal
        What one signature of the sample stands for, A = N/n, four decimals (20531(a)).
    weight : Decimal
        What one repeat takes off, A(A-1), unrounded (20531(b)).
    repeats : int or Decimal
        The duplicate term d·A(A-1) (20531(c)). Regulation: rounded up. Worksheet: unrounded.
        0 where the uncorrected projection is judged.
    projected : int
        What the gate judges (20532), rounded up. Not held at 0: a sample full of repeats can
        project fewer than none.
    of_required : Fraction
        ``projected`` as a share of the requirement.
    gate : {"sufficient", "full_count", "insufficient"}
        What follows.
    """

    percent: Decimal
    uncorrected: int
    value: Decimal
    weight: Decimal
    repeats: int | Decimal
    projected: int
    of_required: Fraction
    gate: str


def project(
    *,
    rules: RuleSet,
    raw: int,
    required: int,
    sample: int,
    sample_valid: int,
    sample_repeats: int,
    statistic: str,
    rounding: str,
) -> Projection:
    """The official projection of a sample, and its gate (2 CCR 20530 to 20532).

    Parameters
    ----------
    rules : RuleSet
        Its thresholds judge the projection; under Washington's the test of pairs gives the gate.
    raw, required, sample, sample_valid, sample_repeats : int
        Signatures: N, R, n, v and d.
    statistic : {"corrected", "uncorrected"}
        With the duplicate term, or without.
    rounding : {"regulation", "worksheet"}
        As the regulation's text rounds, or as counties' worksheets do: those leave the share valid
        and the duplicate term unrounded. Both take A to four decimals, as 20531(a) has it; every
        published worksheet in hand comes out the same with A in full.

    Returns
    -------
    Projection
        In signatures.

    Examples
    --------
    The example of 2 CCR 20540, on a requirement of 15,000:

    >>> from analysis.rules import rule_sets
    >>> found = project(
    ...     rules=rule_sets()["ca-county-initiative"], raw=24_034, required=15_000, sample=722,
    ...     sample_valid=516, sample_repeats=2, statistic="corrected", rounding="regulation")
    >>> str(found.percent), found.uncorrected, str(found.value), found.repeats, found.projected
    ('71.47', 17178, '33.2881', 2150, 15028)
    >>> found.gate
    'full_count'
    """
    by_text = rounding == "regulation"
    percent = _half_up(Fraction(100 * sample_valid, sample), places=2)
    share = Fraction(percent) / 100 if by_text else Fraction(sample_valid, sample)
    up = by_text or rules.whole == "up"
    uncorrected = math.ceil(raw * share) if up else _nearest(raw * share)
    value = _half_up(Fraction(raw, sample), places=4)
    weight = value * (value - 1)
    term = sample_repeats * weight if statistic == "corrected" else Decimal(0)
    repeats = math.ceil(term) if by_text else term
    projected = math.ceil(uncorrected - repeats)
    gate = (
        _gate_by_pairs(raw, required, sample, sample_valid, sample_repeats)
        if rules.gate is not None and rules.gate.kind == "pairs"
        else gate_of(rules=rules, projected=projected, required=required)
    )
    return Projection(
        percent=percent,
        uncorrected=uncorrected,
        value=value,
        weight=weight,
        repeats=repeats,
        projected=projected,
        of_required=Fraction(projected, required),
        gate=gate,
    )


def gate_of(*, rules: RuleSet, projected: int | Fraction, required: int) -> str:
    """What the thresholds of a rule set say of a projection, with their strictness.

    Returns
    -------
    {"sufficient", "full_count", "insufficient"}
        "full_count" under a rule set without thresholds: each signature is checked.

    Raises
    ------
    ValueError
        Under Washington's rule set, which judges the pairs and not the projection.

    Examples
    --------
    California's ends are strict, Elections Code 11225: exactly 110% and exactly 90% are both
    checked in full.

    >>> from analysis.rules import rule_sets
    >>> recall = rule_sets()["ca-local-recall-2022"]
    >>> [gate_of(rules=recall, projected=k, required=1000) for k in (1101, 1100, 900, 899)]
    ['sufficient', 'full_count', 'full_count', 'insufficient']
    """
    if rules.gate is None:
        return FULL_COUNT
    high, low = thresholds(rules, required)
    if projected > high or (projected == high and not rules.gate.sufficient_strict):
        return SUFFICIENT
    if projected < low or (projected == low and not rules.gate.insufficient_strict):
        return INSUFFICIENT
    return FULL_COUNT


def thresholds(rules: RuleSet, required: int) -> tuple[Fraction, Fraction]:
    """The upper and the lower threshold, exact, in signatures.

    Raises
    ------
    ValueError
        Under a rule set without thresholds.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> [float(limit) for limit in thresholds(rule_sets()["ca-local-recall-2022"], 566_857)]
    [623542.7, 510171.3]
    """
    gate = rules.gate
    if gate is None or gate.sufficient_at is None or gate.insufficient_at is None:
        raise ValueError(f"the rule set {rules.id} has no thresholds")
    return Fraction(gate.sufficient_at) * required, Fraction(gate.insufficient_at) * required


def _gate_by_pairs(raw: int, required: int, sample: int, valid: int, repeats: int) -> str:
    found = pair_test(
        raw=raw,
        required=required,
        sample=sample,
        sample_invalid=sample - valid - repeats,
        sample_repeats=repeats,
    )
    return SUFFICIENT if found.accepted else FULL_COUNT


def _half_up(number: Fraction, *, places: int) -> Decimal:
    return Decimal(_nearest(number * 10**places)).scaleb(-places)


def _nearest(number: Fraction) -> int:
    return math.floor(number + Fraction(1, 2))
