"""From the filing to the election: deadlines of the check, the meeting, the order, the election.

California, recall of a local officer. The check ends within working days of the filing (Elections
Code 11224, 11225); the certificate goes to the governing body at its next regular meeting (11227);
the body orders the election within 14 days of that meeting (11240); and the election is 88 to 125
days after the order, at an election in that window if there is one (11242; up to 180 days since
2023, AB 2584). The numbers of each rule set are those of ``data/rules.toml``.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from analysis.ballot_calendar.working_days import (
    DEFAULT_OFFICE,
    DayOff,
    Office,
    days_taken_out,
    is_working_day,
    working_day,
)
from analysis.rules import BallotRule, RuleSet

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Body:
    """The body that orders the election: its regular meetings, and how soon it orders.

    Attributes
    ----------
    weekday : int or None
        It meets every week on that day, Monday being 0, holidays included; None where dates are
        given. Tuesday is an assumption: Los Angeles County's board met on Tuesdays.
    dates : tuple of date
        Its meetings, in order; there are no others.
    order_lag_days : int
        From the meeting to the order.
    """

    weekday: int | None = 1
    dates: tuple[dt.date, ...] = ()
    order_lag_days: int = 0

    def meeting_after(self, day: dt.date) -> dt.date | None:
        """The next meeting after a day, strictly: a certificate of that day is too late for it.

        Examples
        --------
        >>> import datetime as dt
        >>> Body().meeting_after(dt.date(2022, 8, 8)).isoformat()
        '2022-08-09'
        >>> Body().meeting_after(dt.date(2022, 8, 9)).isoformat()
        '2022-08-16'
        """
        if self.weekday is not None:
            return day + dt.timedelta(days=(self.weekday - day.weekday() - 1) % 7 + 1)
        place = bisect_right(self.dates, day)
        return self.dates[place] if place < len(self.dates) else None

    def meeting_before(self, day: dt.date) -> dt.date | None:
        """The last meeting before a day, strictly; None where no such date is given."""
        if self.weekday is not None:
            return day - dt.timedelta(days=(day.weekday() - self.weekday - 1) % 7 + 1)
        place = bisect_left(self.dates, day)
        return self.dates[place - 1] if place else None

    def order_after(self, day: dt.date) -> dt.date | None:
        """When the election is ordered after a check that ended on a day; None if not known."""
        meeting = self.meeting_after(day)
        return None if meeting is None else meeting + dt.timedelta(days=self.order_lag_days)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when the check must end.

    Attributes
    ----------
    sample, full_count : date
        Last days; ``sample`` is None where the law in hand takes no sample.
    sample_days, full_count_days : int
        The same as working days after the filing.
    short_track : bool
        Whether the shorter limit holds because the longer one could cost the election.
    taken_out : tuple of DayOff
        Weekdays that do not count, from the filing to the end of the full count's time.
    """

    filed: dt.date
    sample: dt.date | None
    full_count: dt.date
    sample_days: int | None
    full_count_days: int
    short_track: bool
    taken_out: tuple[DayOff, ...]


TUESDAYS = Body()


def order_window(*, election: dt.date, rule: BallotRule) -> Span:
    """Days on which an order puts the recall on the ballot of an election.

    Examples
    --------
    >>> import datetime as dt
    >>> from analysis.rules import rule_sets
    >>> rule = rule_sets()["ca-local-recall-2022"].ballot
    >>> window = order_window(election=dt.date(2022, 11, 8), rule=rule)
    >>> window.first.isoformat(), window.last.isoformat()
    ('2022-07-06', '2022-08-12')
    """
    return Span(
        election - dt.timedelta(days=rule.first_order_days),
        election - dt.timedelta(days=rule.last_order_days),
    )


def special_election(*, order: dt.date, rule: BallotRule) -> Span:
    """When a special election is held that was ordered on a day.

    Examples
    --------
    >>> import datetime as dt
    >>> from analysis.rules import rule_sets
    >>> rule = rule_sets()["ca-local-recall-2022"].ballot
    >>> held = special_election(order=dt.date(2022, 9, 13), rule=rule)
    >>> held.first.isoformat(), held.last.isoformat()
    ('2022-12-10', '2023-01-16')
    """
    return Span(
        order + dt.timedelta(days=rule.special_first_days),
        order + dt.timedelta(days=rule.special_last_days),
    )


def ends_in_time(*, window: Span, body: Body) -> Span | None:
    """Days on which the check can end so that the order after it falls in the window.

    The order never comes sooner after a check that ends later, so they are one span. None if no
    meeting leads to an order in the window.

    Examples
    --------
    >>> import datetime as dt
    >>> span = ends_in_time(window=Span(dt.date(2022, 7, 6), dt.date(2022, 8, 12)), body=Body())
    >>> span.first.isoformat(), span.last.isoformat()
    ('2022-07-05', '2022-08-08')
    """
    lag = dt.timedelta(days=body.order_lag_days)
    first = body.meeting_after(window.first - lag - _DAY)
    last = body.meeting_before(window.last - lag + _DAY)
    if first is None or last is None or last < first:
        return None
    before = body.meeting_before(first)
    return Span(dt.date.min if before is None else before, last - _DAY)


def last_working_day(span: Span | None, *, office: Office = DEFAULT_OFFICE) -> dt.date | None:
    """The last working day of a span: by then the check must end; None if it has none.

    Examples
    --------
    >>> import datetime as dt
    >>> last_working_day(Span(dt.date(2022, 7, 5), dt.date(2022, 7, 10))).isoformat()
    '2022-07-08'
    """
    day = span.last if span is not None else dt.date.min
    while span is not None and day >= span.first:
        if is_working_day(day, office=office):
            return day
        day -= _DAY
    return None


def deadlines(
    *,
    rules: RuleSet,
    filed: dt.date,
    election: dt.date | None,
    sampled: bool,
    office: Office = DEFAULT_OFFICE,
    body: Body = TUESDAYS,
) -> Deadlines | None:
    """The deadlines of a petition; None where the rule set has none in working days.

    Since 2024 the check of a local recall in California has 60 working days, and 30 "if the
    elections official determines" that the longer process could make the recall ineligible for
    consolidation with the next regular election (Elections Code 11225(b)): here, where the order
    that follows working day 60 would fall after the last day for it, or no meeting is known.

    Parameters
    ----------
    sampled : bool
        Whether a sample is taken; without one another section can set the limit (11224).

    Examples
    --------
    >>> import datetime as dt
    >>> from analysis.rules import rule_sets
    >>> found = deadlines(rules=rule_sets()["ca-local-recall-2022"], filed=dt.date(2022, 7, 6),
    ...                   election=dt.date(2022, 11, 8), sampled=True)
    >>> found.full_count.isoformat(), found.taken_out
    ('2022-08-17', ())
    """
    sample_days, full_days = rules.sample_days_limit, rules.full_count_days_limit
    if full_days is None:
        return None
    short = False
    if not sampled:
        sample_days, full_days = None, rules.unsampled_days_limit or full_days
    elif rules.short_days_limit and rules.ballot and election:
        order = body.order_after(working_day(filed, full_days, office=office))
        last = order_window(election=election, rule=rules.ballot).last
        short = order is None or order > last
        if short:
            sample_days = full_days = rules.short_days_limit
    full_count = working_day(filed, full_days, office=office)
    return Deadlines(
        filed=filed,
        sample=working_day(filed, sample_days, office=office) if sample_days else None,
        full_count=full_count,
        sample_days=sample_days,
        full_count_days=full_days,
        short_track=short,
        taken_out=days_taken_out(filed, full_count, office=office),
    )
