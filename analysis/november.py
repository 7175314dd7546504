"""What the November page asks of the engine: its meetings, its days off, whether to ask by when."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.ballot_calendar import (
    BallotCalendar,
    DayOff,
    named_differences,
    usual_days_off,
)
from analysis.forecast import Forecast
from analysis.on_ballot import body_of
from analysis.scenario import Scenario, write

MOST_MEETINGS = 80
_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A regular meeting, and whether an order after it puts the petition on the ballot."""

    day: dt.date
    order: dt.date
    works: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that an office may close on: whether it does, and whether it does by default."""

    day: dt.date
    name: str
    off: bool
    usual: bool


def meetings_of(scenario: Scenario, calendar: BallotCalendar) -> tuple[Meeting, ...]:
    """The meetings from the filing to the one after the deadline, or after the last order.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> scenario = read("").scenario
    >>> found = meetings_of(scenario, forecast(scenario).ballot.calendar)
    >>> [one.day.isoformat() for one in found if one.works][-1]
    '2022-08-09'
    """
    body, lag = body_of(scenario), dt.timedelta(days=scenario.order_lag)
    last = max(calendar.window.last, calendar.order_at_deadline or calendar.window.last)
    found: list[Meeting] = []
    day = body.meeting_after(scenario.filed)
    while day is not None and day + lag <= last and len(found) < MOST_MEETINGS:
        found.append(Meeting(day, day + lag, calendar.window.holds(day + lag)))
        day = body.meeting_after(day)
    return tuple(found)


def days_to_choose(scenario: Scenario) -> tuple[Choice, ...]:
    """The days off by default, the named differences and the reader's, filing to election, a year.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> [one.name for one in days_to_choose(read("").scenario) if not one.off]
    ['Admission Day', 'Native American Day']
    """
    start = scenario.filed
    end = min(scenario.election or start + _YEAR, start + _YEAR)
    years = range(start.year, end.year + 1)
    usual = {off.day: off for year in years for off in usual_days_off(year)}
    named = {off.day: off for year in years for off in named_differences(year)}
    hers = {day: DayOff(day, "") for day in scenario.holidays_add}
    known = hers | named | usual
    return tuple(
        Choice(day, known[day].name, _is_off(scenario, day, usual=day in usual), day in usual)
        for day in sorted(known)
        if start < day <= end
    )


def _is_off(scenario: Scenario, day: dt.date, *, usual: bool) -> bool:
    if day in scenario.holidays_add:
        return True
    return usual and day not in scenario.holidays_drop


def keys_of_days_off(scenario: Scenario, off: Collection[dt.date]) -> Mapping[str, str | None]:
    """The keys of a schedule on which exactly these of the days to choose are off.

    Examples
    --------
    >>> import datetime as dt
    >>> from analysis.scenario import read
    >>> scenario = read("").scenario
    >>> days = [one.day for one in days_to_choose(scenario) if one.off]
    >>> keys_of_days_off(scenario, [*days, dt.date(2022, 9, 9)])["holidays_add"]
    '2022-09-09'
    """
    offered = days_to_choose(scenario)
    here = {one.day for one in offered}
    usual = {one.day for one in offered if one.usual}
    added = ({*off} & here) - usual | ({*scenario.holidays_add} - here)
    dropped = usual - {*off} | ({*scenario.holidays_drop} - here)
    return {
        "holidays_add": write(tuple(sorted(added))) if added else None,
        "holidays_drop": write(tuple(sorted(dropped))) if dropped else None,
    }


def asks_when_to_file(result: Forecast) -> bool:
    """Whether the filing day is still a question: nothing official is known of the petition."""
    return result.ballot is not None and not result.has_evidence
