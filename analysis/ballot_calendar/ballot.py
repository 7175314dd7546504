"""On the ballot: P = sum over the paths of P(path) times P(the order is in time | path).

Each path has its own clock. A petition that is sufficient on the sample is ordered after the
sample's day; one that is sufficient by a full count, after the count's. An order too early misses
the election as surely as one too late (California Elections Code 11242). Sums over days, exact.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.ballot_calendar.clocks import (
    by_work,
    done_within,
    done_within_of_progress,
    log_sd,
    near_deadline,
    not_over_by,
)
from analysis.ballot_calendar.deadlines import (
    TUESDAYS,
    Body,
    Deadlines,
    Span,
    deadlines,
    ends_in_time,
    last_working_day,
    order_window,
    special_election,
)
from analysis.ballot_calendar.working_days import (
    DEFAULT_OFFICE,
    Office,
    working_days,
    working_days_between,
)
from analysis.rules import rule_sets
from analysis.validity import Floats

SAMPLE, FULL_COUNT = "sample_sufficient", "full_count_sufficient"


@dataclass(frozen=True, slots=True)
class Race:
    """A petition against the calendar.

    Attributes
    ----------
    rules : str
        Id of a rule set that has a ``ballot``.
    filed, election : date
    raw, sample : int
        Signatures; in the sample, 0 where none is taken.
    sample_day : int
        Working day on which the sample's result comes.
    counted : int
        Signatures that a full count has looked at by ``known_on``.
    speed, speed_pm : float or None
        Signatures checked a working day, and half its 90% width in %; None: not given.
    known_on : date or None
        What a running count has done, it has done by then; None: it is not known by when.
    under_way : bool
        Whether the full count is known not to have ended by ``known_on``.
    ended : date or None
        The day on which the full count ended.
    office, body : Office, Body
    """

    rules: str
    filed: dt.date
    election: dt.date
    raw: int
    sample: int
    sample_day: int
    counted: int = 0
    speed: float | None = None
    speed_pm: float | None = None
    known_on: dt.date | None = None
    under_way: bool = False
    ended: dt.date | None = None
    office: Office = DEFAULT_OFFICE
    body: Body = TUESDAYS


@dataclass(frozen=True, slots=True)
class Finish:
    """When the check ends on a path: days in order, and the chance of each, which sum to 1."""

    days: tuple[dt.date, ...]
    odds: tuple[float, ...]

    def by(self, day: dt.date) -> float:
        """P(the check has ended by a day)."""
        return sum(odds for end, odds in zip(self.days, self.odds, strict=True) if end <= day)


@dataclass(frozen=True, slots=True)
class BallotCalendar:
    """The dates of a race, and how long each path takes. No odds of enough signatures in it.

    Attributes
    ----------
    window : Span
        Days on which an order puts the petition on the ballot.
    in_time : Span or None
        Days on which the check can end for that; None if no meeting leads to such an order.
    last_day : date or None
        The last working day of them: the day by which the check must end.
    sample, full_count : Finish
        ``sample`` is None where none is taken.
    sample_in_time, full_count_in_time : float
        P(the order is in the window | path).
    order_at_deadline : date or None
        The order after a check that takes all its time; None if no meeting is known.
    special : Span or None
        When a special election after that order is held.
    """

    deadlines: Deadlines
    window: Span
    in_time: Span | None
    last_day: dt.date | None
    sample: Finish | None
    full_count: Finish
    sample_in_time: float
    full_count_in_time: float
    order_at_deadline: dt.date | None
    special: Span | None


@dataclass(frozen=True, slots=True)
class PathOdds:
    """A path to the ballot.

    Attributes
    ----------
    name : {"sample_sufficient", "full_count_sufficient"}
    sufficient : float
        P(the petition is found sufficient on this path).
    in_time : float
        P(the order is in the window | path).
    """

    name: str
    sufficient: float
    in_time: float

    @property
    def on_ballot(self) -> float:
        """P(on the ballot by this path): a joint probability."""
        return self.sufficient * self.in_time


@dataclass(frozen=True, slots=True)
class Ballot:
    """The odds of the ballot, path by path, and the calendar behind them."""

    calendar: BallotCalendar
    paths: tuple[PathOdds, PathOdds]

    @property
    def on_ballot(self) -> float:
        """P(on the ballot)."""
        return sum(path.on_ballot for path in self.paths)


def full_count_days(race: Race, *, deadline: int) -> Floats:
    """P(the full count ends on working day k), k from 0.

    Parameters
    ----------
    deadline : int
        Working day of the full count's deadline.
    """
    start = race.sample_day if race.sample else 0
    known = 0
    if race.known_on is not None:
        known = working_days_between(race.filed, race.known_on, office=race.office)
    speed, left = race.speed, float(race.raw - (race.counted or race.sample))
    if race.counted:
        days_so_far, start = known - start, max(known, start)
        if speed is None and days_so_far > 0:
            ahead = np.arange(1, max(deadline - start, 1) + 1)
            within = done_within_of_progress(
                ahead, left=left, done=float(race.counted), days_so_far=float(days_so_far)
            )
            return by_work(within, start=start, deadline=deadline)
    if speed is not None and left > 0.0:
        sd = log_sd(pm_percent=race.speed_pm or 0.0)
        ahead = np.arange(1, max(deadline - start, 1) + 1)
        within = done_within(ahead, left=left, speed=speed, sd=sd)
        odds = by_work(within, start=start, deadline=deadline)
    else:
        odds = near_deadline(deadline=deadline, earliest=max(start, 1))
    return not_over_by(odds, day=known) if race.under_way else odds


@lru_cache(maxsize=1024)
def ballot_calendar(race: Race) -> BallotCalendar:
    """The calendar of a race.

    Raises
    ------
    ValueError
        If its rule set has no ``ballot``.

    Examples
    --------
    A full count of the petition of July 6, 2022 had to end by August 8 for November 8.

    >>> import datetime as dt
    >>> found = ballot_calendar(Race("ca-local-recall-2022", dt.date(2022, 7, 6),
    ...                              dt.date(2022, 11, 8), raw=715833, sample=35792, sample_day=10))
    >>> found.last_day.isoformat(), found.sample_in_time, round(found.full_count_in_time, 4)
    ('2022-08-08', 1.0, 0.0585)
    """
    law = rule_sets()[race.rules]
    due = deadlines(
        rules=law, filed=race.filed, election=race.election, sampled=race.sample > 0,
        office=race.office, body=race.body,
    )  # fmt: skip
    if law.ballot is None or due is None:
        raise ValueError(f"the rule set {race.rules} has no ballot calendar")
    window = order_window(election=race.election, rule=law.ballot)
    in_time = ends_in_time(window=window, body=race.body)
    sample, full_count = _finishes(race, due)
    order = race.body.order_after(due.full_count)
    return BallotCalendar(
        deadlines=due,
        window=window,
        in_time=in_time,
        last_day=last_working_day(in_time, office=race.office),
        sample=sample,
        full_count=full_count,
        sample_in_time=_share_in(in_time, sample),
        full_count_in_time=_share_in(in_time, full_count),
        order_at_deadline=order,
        special=special_election(order=order, rule=law.ballot) if order else None,
    )


def _finishes(race: Race, due: Deadlines) -> tuple[Finish | None, Finish]:
    """When the sample and the full count end."""
    odds = full_count_days(race, deadline=due.full_count_days)
    numbers = np.flatnonzero(odds)
    furthest = max(int(numbers[-1]), race.sample_day)
    days = working_days(race.filed, count=furthest, office=race.office)
    sample = Finish((days[race.sample_day],), (1.0,)) if race.sample else None
    if race.ended is not None:
        return sample, Finish((race.ended,), (1.0,))
    ends = tuple(days[number] for number in numbers)
    return sample, Finish(ends, tuple(odds[numbers].tolist()))


def _share_in(span: Span | None, finish: Finish | None) -> float:
    if span is None or finish is None:
        return 0.0
    odds = zip(finish.days, finish.odds, strict=True)
    return min(sum((chance for day, chance in odds if span.holds(day)), 0.0), 1.0)


def ballot_odds(race: Race, *, sample_sufficient: float, full_count_sufficient: float) -> Ballot:
    """The odds of the ballot.

    Parameters
    ----------
    sample_sufficient, full_count_sufficient : float
        P(found sufficient on the sample), P(found sufficient by a full count): joint
        probabilities, which do not sum to 1.

    Examples
    --------
    >>> import datetime as dt
    >>> found = ballot_odds(
    ...     Race("ca-local-recall-2022", dt.date(2022, 7, 6), dt.date(2022, 11, 8),
    ...          raw=715833, sample=35792, sample_day=10),
    ...     sample_sufficient=0.003709, full_count_sufficient=0.119325,
    ... )
    >>> round(found.on_ballot, 5)
    0.01069
    """
    found = ballot_calendar(race)
    return Ballot(
        found,
        (
            PathOdds(SAMPLE, sample_sufficient, found.sample_in_time),
            PathOdds(FULL_COUNT, full_count_sufficient, found.full_count_in_time),
        ),
    )
