"""A petition that is not filed yet: by which day, and with what odds of the ballot.

Each filing day has its own deadlines, and so its own clocks (California Elections Code 11225,
11242). The odds of enough signatures stay as they are: what more days of collecting would bring is
not in them. The rule set stays the same too, even where another one is law from some day on.
"""

import datetime as dt
from dataclasses import dataclass, replace

from analysis.ballot_calendar.ballot import Race, ballot_calendar
from analysis.ballot_calendar.deadlines import order_window
from analysis.ballot_calendar.working_days import is_working_day
from analysis.rules import rule_sets

_LONGEST_CHECK = dt.timedelta(days=140)  # of 60 working days with meeting and order, and to spare
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FilingDay:
    """A working day on which a petition could be filed.

    Attributes
    ----------
    on_ballot : float
        P(on the ballot).
    sample_in_time, full_count_in_time : float
        P(the order is in the window | path).
    """

    day: dt.date
    on_ballot: float
    sample_in_time: float
    full_count_in_time: float


@dataclass(frozen=True, slots=True)
class FilingDays:
    """The filing days that can lead to the ballot of an election.

    Attributes
    ----------
    days : tuple of FilingDay
        Working days, in order, from the first to the last with a chance.
    last_possible : date or None
        The last day from which any path still leads to the ballot; None if no day does.
    sure : tuple of date
        The days from which every path leads there, even if the check takes all its time. A day
        before them can be too early.
    """

    days: tuple[FilingDay, ...]
    last_possible: dt.date | None
    sure: tuple[dt.date, ...]

    @property
    def last_sure(self) -> dt.date | None:
        """The last of the sure days; None if there is none."""
        return self.sure[-1] if self.sure else None


def odds_by_filing_day(
    race: Race, *, sample_sufficient: float, full_count_sufficient: float
) -> FilingDays:
    """The odds of the ballot for each day on which the petition could be filed.

    Parameters
    ----------
    race : Race
        Its filing date and progress are passed over: nothing has begun.
    sample_sufficient, full_count_sufficient : float
        Joint probabilities, as in ``ballot_odds``.

    Raises
    ------
    ValueError
        If the rule set has no ``ballot``.

    Examples
    --------
    >>> import datetime as dt
    >>> race = Race("ca-local-recall-2022", dt.date(2022, 7, 6), dt.date(2022, 11, 8),
    ...             raw=715833, sample=35792, sample_day=10)
    >>> found = odds_by_filing_day(race, sample_sufficient=0.0, full_count_sufficient=0.12)
    >>> found.last_sure.isoformat(), found.last_possible.isoformat()
    ('2022-06-24', '2022-07-25')
    """
    law = rule_sets()[race.rules]
    if law.ballot is None:
        raise ValueError(f"the rule set {race.rules} has no ballot calendar")
    window = order_window(election=race.election, rule=law.ballot)
    first = window.first - _LONGEST_CHECK
    calendar_days = (first + n * _DAY for n in range((window.last - first).days + 1))
    chances = (sample_sufficient, full_count_sufficient)
    days = [
        _filed_on(race, day, *chances)
        for day in calendar_days
        if is_working_day(day, office=race.office)
    ]
    works = [place for place, day in enumerate(days) if _has_a_chance(day)]
    if not works:
        return FilingDays((), None, ())
    days = days[works[0] : works[-1] + 1]
    sure = tuple(day.day for day in days if _is_sure(day, sampled=race.sample > 0))
    return FilingDays(tuple(days), days[-1].day, sure)


def _filed_on(
    race: Race, day: dt.date, sample_sufficient: float, full_count_sufficient: float
) -> FilingDay:
    fresh = replace(race, filed=day, counted=0, known_on=None, under_way=False, ended=None)
    found = ballot_calendar(fresh)
    sample, full = found.sample_in_time, found.full_count_in_time
    odds = sample_sufficient * sample + full_count_sufficient * full
    return FilingDay(day, odds, sample, full)


def _has_a_chance(day: FilingDay) -> bool:
    return max(day.sample_in_time, day.full_count_in_time) > 0.0


_ALL = 1.0 - 1e-12


def _is_sure(day: FilingDay, *, sampled: bool) -> bool:
    return day.full_count_in_time >= _ALL and (day.sample_in_time >= _ALL or not sampled)
