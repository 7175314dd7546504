"""From a scenario to its race against the calendar: what stands in the way of it, or the odds.

What is known by ``as_of`` counts, never how the petition ended: a count under way teaches its own
speed, and a preset's count that has not ended by then ends later.
"""

import datetime as dt
from functools import lru_cache

from analysis.ballot_calendar import (
    Ballot,
    Body,
    Deadlines,
    FilingDays,
    Office,
    Race,
    ballot_odds,
    deadlines,
    odds_by_filing_day,
    working_days_between,
)
from analysis.outlook import Path
from analysis.petitions import presets
from analysis.rules import rule_sets
from analysis.scenario import WEEKDAYS, Scenario, no_calendar_because


def office_of(scenario: Scenario) -> Office:
    """The office's schedule as the scenario has it."""
    return Office(closed=scenario.holidays_add, opened=scenario.holidays_drop)


def body_of(scenario: Scenario) -> Body:
    """The meetings of the body that orders the election, and its lag.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> body_of(read("meetings=fri&order_lag=3").scenario)
    Body(weekday=4, dates=(), order_lag_days=3)
    """
    weekdays = [WEEKDAYS.index(day) for day in scenario.meetings if isinstance(day, str)]
    dates = tuple(day for day in scenario.meetings if isinstance(day, dt.date))
    return Body(
        weekday=weekdays[0] if weekdays else None,
        dates=dates,
        order_lag_days=scenario.order_lag,
    )


def sample_of(scenario: Scenario) -> int:
    """Signatures in the sample: the announced one, or what the law takes; 0 where it takes none."""
    rule = rule_sets()[scenario.rules].sample
    return scenario.sample or (rule.size(scenario.raw) if rule else 0)


def deadlines_of(scenario: Scenario) -> Deadlines | None:
    """The deadlines of the check; None where the law in hand has none in working days.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> deadlines_of(read("").scenario).full_count.isoformat()
    '2022-08-17'
    """
    return deadlines(
        rules=rule_sets()[scenario.rules],
        filed=scenario.filed,
        election=scenario.election,
        sampled=sample_of(scenario) > 0,
        office=office_of(scenario),
        body=body_of(scenario),
    )


def known_on(scenario: Scenario) -> dt.date:
    """The day as of which things are known; a custom petition without a date: its filing."""
    if isinstance(scenario.as_of, dt.date):
        return scenario.as_of
    preset = presets().get(scenario.petition)
    step = preset.step(scenario.as_of) if preset else None
    return step.date if step else scenario.filed


@lru_cache(maxsize=1024)
def race_of(scenario: Scenario) -> Race | None:
    """The race of a scenario; None where there is no calendar: see ``no_calendar_because``.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> race_of(read("as_of=sample").scenario).sample_day
    6
    """
    if scenario.election is None or no_calendar_because(scenario):
        return None
    day, office = known_on(scenario), office_of(scenario)
    is_preset = scenario.petition in presets()
    announced = bool(scenario.sample or scenario.counted or scenario.gate != "unknown")
    sample_day = scenario.sample_days
    if is_preset and not announced:
        past = working_days_between(scenario.filed, day, office=office)
        sample_day = max(sample_day, past + 1)  # it would have been announced
    return Race(
        rules=scenario.rules,
        filed=scenario.filed,
        election=scenario.election,
        raw=scenario.raw,
        sample=sample_of(scenario),
        sample_day=sample_day,
        counted=0 if scenario.counted_out else scenario.counted,
        speed=scenario.speed,
        speed_pm=scenario.speed_pm,
        known_on=day,
        # Of a custom petition ``as_of`` says only which past petitions are known.
        under_way=is_preset and not scenario.decided,
        ended=_ended(scenario, day),
        office=office,
        body=body_of(scenario),
    )


def _ended(scenario: Scenario, day: dt.date) -> dt.date | None:
    """When a complete count ended, as far as it is known."""
    if not scenario.counted_out:
        return None
    preset = presets().get(scenario.petition)
    outcome = preset.step("outcome") if preset else None
    if outcome is not None and outcome.date <= day:
        return outcome.date
    return day if isinstance(scenario.as_of, dt.date) else None


def ballot_of(scenario: Scenario, path: Path) -> Ballot | None:
    """The odds of the ballot along a path; None where there is no calendar.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> scenario = read("").scenario
    >>> found = ballot_of(scenario, Path(0.0, 0.0, 1.0, 0.0, 0.5, 0.5))
    >>> round(found.on_ballot, 6)
    0.029264
    """
    race = race_of(scenario)
    if race is None:
        return None
    return ballot_odds(
        race,
        sample_sufficient=path.sample_sufficient,
        full_count_sufficient=path.full_count_sufficient,
    )


def filing_days_of(scenario: Scenario, path: Path) -> FilingDays | None:
    """Which filing days lead to the ballot, with what odds; None where there is no calendar.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = filing_days_of(read("").scenario, Path(0.0, 0.0, 1.0, 0.0, 0.5, 0.5))
    >>> found.last_sure.isoformat()
    '2022-06-24'
    """
    race = race_of(scenario)
    if race is None:
        return None
    return odds_by_filing_day(
        race,
        sample_sufficient=path.sample_sufficient,
        full_count_sufficient=path.full_count_sufficient,
    )
