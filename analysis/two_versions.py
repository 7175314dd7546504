"""A link of an earlier model version: what it gives under its own version, and under today's.

Under today's version what the sender changed is kept, and what was only the earlier version's
default is today's. So the difference is the model's own, and ``analysis.compare.bridge`` shares it
among the defaults that differ.
"""

from dataclasses import dataclass

from analysis.compare import FACTORS, Step, bridge, side_of
from analysis.forecast import Forecast, forecast
from analysis.scenario import REASONS, Change, Reading, address_values, by_reason, read
from analysis.scenario.keys import Value
from analysis.versions import ModelVersion, computable, since, today

WIDEST = "widest_sd"
"""The one constant that is no key of the scenario string."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Defaults that differ, and what they add together to the odds of enough.

    ``changes`` go from the link's version to today's. ``odds`` is exact, as a probability;
    ``tenths`` of a percentage point are rounded so that the causes add up.
    """

    changes: tuple[Change, ...]
    odds: float
    tenths: int


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A link under its own version and under today's.

    Attributes
    ----------
    then, now : Reading
        As the link was made, and the same with today's defaults for what nobody had set.
    then_result : Forecast or None
        None where a later version changed a formula: the number of then is not worked out any more.
    now_result : Forecast or None
        None where today's version cannot take what the sender set.
    since : tuple of ModelVersion
        The versions after the link's, today's last.
    """

    then: Reading
    now: Reading
    then_result: Forecast | None
    now_result: Forecast | None
    since: tuple[ModelVersion, ...]

    @property
    def differ(self) -> tuple[Change, ...]:
        """Defaults and constants that differ, in the order of the keys."""
        return _differences(self.then, self.now)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What the difference of the odds comes from, the largest first.

        Empty where either number is missing or officials have decided.
        """
        if self.then_result is None or self.now_result is None or self.then_result.decided:
            return ()
        return _causes(self.then, self.now)

    @property
    def others(self) -> tuple[Change, ...]:
        """What differs and is no cause: it moves the ballot's odds alone, or nothing here."""
        told = {change.key for cause in self.causes for change in cause.changes}
        if told & set(REASONS):
            told.add("invalid")
        return tuple(change for change in self.differ if change.key not in told)


def two_versions(reading: Reading) -> TwoVersions | None:
    """A link under both versions; None for one of today's, or without a scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> both = two_versions(read("model=2026-11"))
    >>> round(both.then_result.sufficient, 3), round(both.now_result.sufficient, 3)
    (0.123, 0.285)
    >>> [(cause.changes[0].key, cause.tenths) for cause in both.causes]
    [('invalid', 183), ('invalid_pm', -20), ('repeats_pm', -7), ('repeats', 6)]
    """
    version = reading.defaults.version.id
    if version == today().id or reading.scenario is None:
        return None
    now = todays(reading)
    fits = now.scenario is not None and not now.problems
    return TwoVersions(
        then=reading,
        now=now,
        then_result=forecast(reading.scenario) if computable(version) else None,
        now_result=forecast(now.scenario) if fits and now.scenario is not None else None,
        since=since(version),
    )


def todays(reading: Reading) -> Reading:
    """The same petition, date and changes under today's version.

    Values that are the earlier version's defaults are today's, also where the link spells them
    out. A rate by reason is one statement: it is kept whole if any reason was changed.

    Examples
    --------
    >>> from analysis.scenario import full_link, read
    >>> later = todays(read(full_link(read("model=2026-11&repeats=4"))))
    >>> [(change.key, change.after) for change in later.changed]
    [('repeats', 4.0)]
    """
    texts = {**address_values(reading), "v": "1", "model": today().id}
    default_split = (
        reading.scenario is not None
        and reading.scenario.by_reason
        and not any(change.key in REASONS for change in reading.changed)
    )
    if not default_split:
        return read(texts.items())
    later = read([(key, text) for key, text in texts.items() if key not in REASONS])
    return by_reason(later, on=True)


def standing(reading: Reading) -> Reading:
    """The reading whose number can be given: a link's own, or today's where its formulas are gone.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> standing(read("model=2026-11")).defaults.version.id
    '2026-11'
    """
    return reading if computable(reading.defaults.version.id) else todays(reading)


def _differences(then: Reading, now: Reading) -> tuple[Change, ...]:
    before, after = _values(then), _values(now)
    return tuple(
        Change(key=key, before=before[key], after=after[key])
        for key in before
        if before[key] != after[key]
    )


def _values(reading: Reading) -> dict[str, Value]:
    assert reading.scenario is not None, "raw and required are kept from version to version"
    values = reading.scenario.values() | {WIDEST: reading.defaults.version.widest_sd}
    del values["model"]
    return values


def _causes(then: Reading, now: Reading) -> tuple[Cause, ...]:
    differ = {change.key: change for change in _differences(then, now)}
    found = bridge(side_of(then), side_of(now))
    by_reasons = not any(found.assumed)
    steps: list[Step] = []
    for step in found.steps:
        steps += step.parts if step.parts and by_reasons else (step,)
    causes = [
        Cause(
            changes=tuple(differ[key] for key in _keys(step) if key in differ),
            odds=float(step.odds),
            tenths=step.tenths,
        )
        for step in steps
    ]
    return tuple(sorted(causes, key=lambda cause: -abs(cause.odds)))


def _keys(step: Step) -> tuple[str, ...]:
    """The keys of the scenario that a step moves; a reason is its own key."""
    return tuple(key for factor in step.factors for key in FACTORS.get(factor, (factor,)))
