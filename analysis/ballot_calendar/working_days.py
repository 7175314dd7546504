"""Working days: "30 days from the date of filing …, excluding Saturdays, Sundays and holidays".

California Elections Code 11224 and 11225 count so, the day of filing left out. Which days are
holidays is Government Code 6700 and 6701 and what a county's office keeps: no text in hand says
which of the two the Elections Code means, so the days that decide are named and a reader can add
and remove some. By default: the federal ones as observed (the ``holidays`` library), Juneteenth
from 2022 on, and the day after Thanksgiving. That reproduces every published deadline in hand.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import holidays
import numpy as np

from analysis.language import mark

JUNETEENTH_FROM = 2022
"""Friday, June 18, 2021 was a federal day off and counted in California's recall of that year."""

CHAVEZ = mark("Cesar Chavez Day")
_SATURDAY = 5
_LATER_TEXT_FROM = 2020  # the text of 2015 to 2019 lacked Lunar New Year and April 24


@dataclass(frozen=True, slots=True, order=True)
class DayOff:
    """A day on which the office is closed, and its name, a message."""

    day: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Office:
    """How an office's schedule differs from the default.

    Attributes
    ----------
    closed : tuple of date
        Days off besides. They go before ``opened``.
    opened : tuple of date
        Default holidays on which the office works. A Saturday or Sunday stays out: the law
        excludes them whether the office works or not.
    """

    closed: tuple[dt.date, ...] = ()
    opened: tuple[dt.date, ...] = ()


DEFAULT_OFFICE = Office()
ADDED = mark("added by the reader")


@lru_cache(maxsize=256)
def default_holidays(year: int) -> Mapping[dt.date, str]:
    """The holidays of a year by default, Saturdays and Sundays among them, with their names.

    Examples
    --------
    >>> import datetime as dt
    >>> default_holidays(2022)[dt.date(2022, 6, 20)]
    'Juneteenth National Independence Day (observed)'
    >>> [day.isoformat() for day in default_holidays(2021) if day.month in (6, 7)]
    ['2021-07-04', '2021-07-05']
    """
    found = dict(sorted(holidays.country_holidays("US", years=year).items()))
    if year < JUNETEENTH_FROM:
        found = {day: name for day, name in found.items() if "Juneteenth" not in name}
    thanksgiving = next((day for day, name in found.items() if "Thanksgiving" in name), None)
    if thanksgiving is not None:
        found[thanksgiving + dt.timedelta(days=1)] = mark("Day after Thanksgiving")
    return MappingProxyType(dict(sorted(found.items())))


def usual_days_off(year: int) -> tuple[DayOff, ...]:
    """The default holidays of a year that fall on a weekday: those that a deadline feels.

    Examples
    --------
    >>> len(usual_days_off(2022)), usual_days_off(2022)[0].name
    (11, 'Martin Luther King Jr. Day')
    """
    found = default_holidays(year).items()
    return tuple(DayOff(day, name) for day, name in found if day.weekday() < _SATURDAY)


@lru_cache(maxsize=256)
def named_differences(year: int) -> tuple[DayOff, ...]:
    """Days of Government Code 6700 that are off by default, on weekdays, in order.

    County schedules differ; each is one click away. By section 6701 February 12, March 31 and
    September 9 move to Monday when they are a Sunday. Good Friday is a holiday from noon to 3.

    Examples
    --------
    >>> [(off.day.isoformat(), off.name) for off in named_differences(2024)][:3]
    [('2024-02-12', 'Lincoln Day'), ('2024-03-29', 'Good Friday (noon to 3 p.m.)'),
     ('2024-04-01', 'Cesar Chavez Day')]
    """
    friday = dt.date(year, 9, 1)
    friday += dt.timedelta(days=(4 - friday.weekday()) % 7 + 21)
    found = [
        DayOff(_not_sunday(dt.date(year, 2, 12)), mark("Lincoln Day")),
        DayOff(_not_sunday(dt.date(year, 3, 31)), CHAVEZ),
        DayOff(_not_sunday(dt.date(year, 9, 9)), mark("Admission Day")),
        DayOff(friday, mark("Native American Day")),
        *_looked_up("Good Friday", mark("Good Friday (noon to 3 p.m.)"), "US", "CT", year=year),
    ]
    if year >= _LATER_TEXT_FROM:
        found.append(DayOff(dt.date(year, 4, 24), mark("Genocide Remembrance Day")))
        found.extend(_looked_up("Chinese New Year", mark("Lunar New Year"), "SG", year=year))
    return tuple(sorted(off for off in found if off.day.weekday() < _SATURDAY))


def _not_sunday(day: dt.date) -> dt.date:
    """Government Code 6701: the Monday after, if it is a Sunday."""
    return day + dt.timedelta(days=1) if day.weekday() == _SATURDAY + 1 else day


def _looked_up(
    there: str, here: str, country: str, subdivision: str | None = None, *, year: int
) -> list[DayOff]:
    """A movable day that the library knows as another place's holiday."""
    found = holidays.country_holidays(country, subdiv=subdivision, years=year).items()
    days = sorted(day for day, name in found if name == there)
    return [DayOff(days[0], here)] if days else []


def name_of_day_off(day: dt.date, *, office: Office = DEFAULT_OFFICE) -> str:
    """Why a day is taken out; empty on a working day and at weekends.

    Examples
    --------
    >>> import datetime as dt
    >>> name_of_day_off(dt.date(2022, 9, 5)), name_of_day_off(dt.date(2022, 9, 6))
    ('Labor Day', '')
    """
    if day.weekday() >= _SATURDAY:
        return ""
    usual = default_holidays(day.year).get(day, "")
    if day in office.closed:
        known = (off.name for off in named_differences(day.year) if off.day == day)
        return usual or next(known, ADDED)
    return "" if day in office.opened else usual


@lru_cache(maxsize=512)
def _calendar(first_year: int, last_year: int, office: Office) -> np.busdaycalendar:
    """Weekdays less the holidays of these years."""
    days = {day for year in range(first_year, last_year + 1) for day in default_holidays(year)}
    return np.busdaycalendar(holidays=sorted(days - {*office.opened} | {*office.closed}))


def _around(start: dt.date, end: dt.date, office: Office) -> np.busdaycalendar:
    # A year on both sides: a span starts on a day of rest, or ends on the next year's holidays.
    return _calendar(start.year - 1, end.year + 1, office)


def is_working_day(day: dt.date, *, office: Office = DEFAULT_OFFICE) -> bool:
    """Whether the office works, neither at a weekend nor on a holiday."""
    return bool(np.is_busday(day, busdaycal=_around(day, day, office)))


def working_days(
    start: dt.date, *, count: int, office: Office = DEFAULT_OFFICE
) -> tuple[dt.date, ...]:
    """The working days 0 to ``count`` after a day; number 0 is that day itself.

    Examples
    --------
    >>> import datetime as dt
    >>> [day.isoformat() for day in working_days(dt.date(2022, 7, 1), count=2)]
    ['2022-07-01', '2022-07-05', '2022-07-06']
    """
    return (start, *_offsets(start, range(1, count + 1), office))


def _offsets(start: dt.date, numbers: range, office: Office) -> list[dt.date]:
    # Rolled back to a working day first, so that day 1 is the first working day after the start.
    span = _around(start, start + dt.timedelta(days=366), office)
    days = np.busday_offset([start], [*numbers], roll="backward", busdaycal=span)
    return [day for day in days.tolist() if isinstance(day, dt.date)]


def working_day(start: dt.date, n: int, *, office: Office = DEFAULT_OFFICE) -> dt.date:
    """The n-th working day after a day, that day not counted.

    Parameters
    ----------
    start : date
        The day of filing; it may be a weekend or a holiday.
    n : int
        From 1 to 200.

    Raises
    ------
    ValueError
        If n is out of these bounds.

    Examples
    --------
    Los Angeles County announced August 17 as its last day for a petition filed on July 6.

    >>> import datetime as dt
    >>> working_day(dt.date(2022, 7, 6), 30).isoformat()
    '2022-08-17'
    """
    if not 1 <= n <= _MOST:
        raise ValueError(f"n must be from 1 to {_MOST}, not {n}")
    return _offsets(start, range(n, n + 1), office)[0]


_MOST = 200  # working days: less than the year of holidays that `_offsets` looks ahead


def working_days_between(start: dt.date, end: dt.date, *, office: Office = DEFAULT_OFFICE) -> int:
    """How many working days lie after ``start``, up to and with ``end``; 0 if it is not later.

    Examples
    --------
    August 12, 2022, 88 days before the election, was working day 27 of a petition of July 6.

    >>> import datetime as dt
    >>> working_days_between(dt.date(2022, 7, 6), dt.date(2022, 8, 12))
    27
    """
    if end <= start:
        return 0
    day = dt.timedelta(days=1)
    return int(np.busday_count(start + day, end + day, busdaycal=_around(start, end, office)))


def days_taken_out(
    start: dt.date, end: dt.date, *, office: Office = DEFAULT_OFFICE
) -> tuple[DayOff, ...]:
    """The weekdays after ``start``, up to and with ``end``, that do not count, with their names.

    Examples
    --------
    >>> import datetime as dt
    >>> days_taken_out(dt.date(2021, 4, 26), dt.date(2021, 6, 8))
    (DayOff(day=datetime.date(2021, 5, 31), name='Memorial Day'),)
    """
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    named = ((day, name_of_day_off(day, office=office)) for day in days)
    return tuple(DayOff(day, name) for day, name in named if name)
