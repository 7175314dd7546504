"""The bridge from one scenario to another: what each factor adds, in odds and in signatures.

Each factor gets its Shapley value, so no order of them counts more than another. The reasons of
invalidity enter through their sum alone; its value is split among them in proportion to each one's
change, as Aumann-Shapley prices are for a function of a sum (Billera and Heath 1982). Where their
changes cancel, the sum's mean slope takes the place of its change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from analysis.compare.corners import Worth, corners, worth
from analysis.compare.factors import FACTORS, Group, groups
from analysis.compare.shapley import nearest, shapley, whole_parts, with_rest
from analysis.forecast import forecast
from analysis.scenario import REASONS, Reading, Scenario

_NANO = 10**9  # rates are held to 1e-9 percent
_CANCEL = _NANO // 1000  # points of change of the sum below which its own slope is used
_SHIFT = 0.05  # points to either side over which that slope is taken
_LEAST = 1  # tenths of a point from 0 and from 100% that odds are shown at, before a full count


@dataclass(frozen=True, slots=True)
class Side:
    """A scenario of a bridge and its invalid rate by reason, in % of raw.

    ``assumed`` where the scenario has one rate: the split is then that of past petitions.
    """

    scenario: Scenario
    reasons: tuple[float, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What one group of factors, or one reason, adds.

    ``odds`` are exact, as a probability, ``signatures`` those of the expected margin; ``tenths``
    (of a point) and ``whole`` are what is shown, rounded so that the steps of a bridge, and the
    parts of a step, add up.
    """

    name: str
    factors: tuple[str, ...]
    odds: Fraction
    signatures: Fraction
    tenths: int
    whole: int
    parts: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bridge: P(M >= R), the mean of M less R, and how both are shown.

    Odds are shown as 0 or 100% after a complete count only.
    """

    odds: Fraction
    signatures: Fraction
    tenths: int
    whole: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """From ``start`` to ``end``; the steps, and so their shown values, add up to the difference.

    ``assumed`` says of either end whether its reasons are past petitions' and not its own.
    """

    start: End
    end: End
    steps: tuple[Step, ...]
    assumed: tuple[bool, bool]

    def step(self, name: str) -> Step | None:
        """The step of a group; None where there is none."""
        return next((step for step in self.steps if step.name == name), None)


def side_of(reading: Reading) -> Side:
    """A reading as one side of a bridge.

    Raises
    ------
    ValueError
        If the reading has no scenario.
    """
    scenario = reading.scenario
    if scenario is None:
        raise ValueError("a reading without a scenario cannot be bridged")
    if scenario.by_reason:
        own = tuple(getattr(scenario, reason) or 0.0 for reason in REASONS)
        return Side(scenario, own, assumed=False)
    shares = reading.defaults.prior.reasons
    split = tuple(scenario.invalid * share for share in shares)
    return Side(scenario, split, assumed=True)


def bridge(start: Side, end: Side) -> Bridge:
    """The bridge between two sides.

    Back again it is the same, every sign turned: both are worked out in one order of the pair.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> campaign, county = (side_of(read(f"model=2026-11&invalid={rate}")) for rate in (20, 27))
    >>> found = bridge(campaign, county)
    >>> [(step.name, step.tenths, step.whole) for step in found.steps]
    [('invalid', -238, -44730)]
    """
    turned = repr(start) > repr(end)
    found = _worked_out(end, start) if turned else _worked_out(start, end)
    if not turned:
        return found
    return Bridge(
        start=found.end,
        end=found.start,
        steps=tuple(_turned(step) for step in found.steps),
        assumed=(found.assumed[1], found.assumed[0]),
    )


def _turned(step: Step) -> Step:
    return Step(
        name=step.name,
        factors=step.factors,
        odds=-step.odds,
        signatures=-step.signatures,
        tenths=-step.tenths,
        whole=-step.whole,
        parts=tuple(_turned(part) for part in step.parts),
    )


@lru_cache(maxsize=256)
def _worked_out(start: Side, end: Side) -> Bridge:
    a, b = start.scenario, end.scenario
    ends = _end(a), _end(b)
    moved = groups(a, b)
    shares = _shares(worth(corners(a, b, moved))) if moved else Worth((), ())
    # The odds of many corners at once may differ in the seventh place from a forecast's own.
    odds = with_rest(shares.odds, ends[1].odds - ends[0].odds)
    signatures = with_rest(shares.signatures, ends[1].signatures - ends[0].signatures)
    steps = _rounded(
        [(group.name, group.factors) for group in moved],
        Worth(odds, signatures),
        tenths=ends[1].tenths - ends[0].tenths,
        whole=ends[1].whole - ends[0].whole,
    )
    return Bridge(
        start=ends[0],
        end=ends[1],
        steps=_with_reasons(steps, start, end, moved),
        assumed=(start.assumed, end.assumed),
    )


def _end(scenario: Scenario) -> End:
    result = forecast(scenario)
    odds = Fraction(result.sufficient)
    signatures = Fraction(result.valid.mean) - result.required
    tenths = nearest(1000 * odds)
    if not scenario.counted_out:
        tenths = min(max(tenths, _LEAST), 1000 - _LEAST)
    return End(odds, signatures, tenths=tenths, whole=nearest(signatures))


def _shares(values: Worth) -> Worth:
    return Worth(shapley(values.odds), shapley(values.signatures))


def _rounded(
    names: Sequence[tuple[str, tuple[str, ...]]], shares: Worth, *, tenths: int, whole: int
) -> tuple[Step, ...]:
    """Steps whose shown values add up to the totals given.

    What the rounding of the totals takes or adds goes to the largest, so that no small step is
    shown with the wrong sign.
    """
    points_each = with_rest([1000 * odds for odds in shares.odds], Fraction(tenths))
    shown_tenths = whole_parts(points_each, tenths)
    shown_whole = whole_parts(with_rest(shares.signatures, Fraction(whole)), whole)
    return tuple(
        Step(name, factors, odds, signatures, tenths=points, whole=count)
        for (name, factors), odds, signatures, points, count in zip(
            names, shares.odds, shares.signatures, shown_tenths, shown_whole, strict=True
        )
    )


def _with_reasons(
    steps: tuple[Step, ...], start: Side, end: Side, moved: Sequence[Group]
) -> tuple[Step, ...]:
    """The step of the invalid rate split by reason; put in where the reasons' changes cancel."""
    changes = _changes(start, end)
    place = next((i for i, step in enumerate(steps) if step.name == "invalid"), None)
    if not any(changes):
        return steps
    if place is None:
        if start.assumed or end.assumed:
            return steps
        place = sum(list(FACTORS).index(step.factors[0]) < 2 for step in steps)
        none = Step("invalid", ("invalid",), Fraction(0), Fraction(0), 0, 0)
        steps = (*steps[:place], none, *steps[place:])
    step = steps[place]
    changed = [(reason, change) for reason, change in zip(REASONS, changes, strict=True) if change]
    parts = _rounded(
        [(reason, (reason,)) for reason, _ in changed],
        _by_reason(step, [change for _, change in changed], start, end, moved),
        tenths=step.tenths,
        whole=step.whole,
    )
    return (*steps[:place], replace(step, parts=parts), *steps[place + 1 :])


def _changes(start: Side, end: Side) -> tuple[int, ...]:
    """By how much each reason changes, in billionths of a per cent.

    Where neither side names its reasons, both are split alike: the change is that of the sum.
    """
    before, after = start.reasons, end.reasons
    if start.assumed and end.assumed:
        scale = end.scenario.invalid / start.scenario.invalid if start.scenario.invalid else 0.0
        if scale:
            after = tuple(scale * rate for rate in before)
    return tuple(
        round(_NANO * there) - round(_NANO * here)
        for here, there in zip(before, after, strict=True)
    )


def _by_reason(
    step: Step, changes: Sequence[int], start: Side, end: Side, moved: Sequence[Group]
) -> Worth:
    """A step's values in proportion to the reasons' changes, adding up to it."""
    total = sum(changes)
    if abs(total) >= _CANCEL:
        slopes = step.odds / total, step.signatures / total
    else:
        slopes = _slopes(start.scenario, end.scenario, moved)
    return Worth(
        odds=with_rest([slopes[0] * change for change in changes], step.odds),
        signatures=with_rest([slopes[1] * change for change in changes], step.signatures),
    )


def _slopes(a: Scenario, b: Scenario, moved: Sequence[Group]) -> tuple[Fraction, Fraction]:
    """What a billionth of a per cent of the invalid rate does, on the mean over all orders."""
    low = max(min(a.invalid, b.invalid) - _SHIFT, 0.0)
    high = min(max(a.invalid, b.invalid) + _SHIFT, 100.0)
    others = [group for group in moved if group.name != "invalid"]
    with_invalid = [Group("invalid", ("invalid",)), *others]
    ends = replace(a, invalid=low), replace(b, invalid=high)
    shares = _shares(worth(corners(*ends, with_invalid)))
    change = round(_NANO * high) - round(_NANO * low)
    return shares.odds[0] / change, shares.signatures[0] / change
