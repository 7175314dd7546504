"""Sentences of the ballot calendar: for the page, the answer and ``recall-odds deadline``."""

import datetime as dt
from collections.abc import Sequence

from analysis.ballot_calendar import (
    FULL_COUNT,
    BallotCalendar,
    DayOff,
    Deadlines,
    FilingDays,
    PathOdds,
    Span,
)
from analysis.forecast import Forecast
from analysis.rules import BallotRule, RuleSet, rule_sets
from analysis.scenario import NoCalendar, Scenario
from analysis.versions import versions
from analysis.wording.numbers import ap_date, list_of
from analysis.wording.odds import odds_phrase, percent_phrase

WEEKDAY_NAMES = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
                 "fri": "Friday"}  # fmt: skip
SILENT = (
    (
        "Whether a holiday means the state's list (Government Code 6700, 6701) or the days on "
        "which the county's office is closed: no text in hand decides it, and county schedules "
        "differ."
    ),
    "What happens if the petition is filed on a day of rest: here day 1 is the next working day.",
    "Whether a regular meeting that falls on a holiday is held, moved or dropped: here it is held.",
    (
        "Whether the county must finish in time for an election within reach: here it need not, "
        "and works to its own deadline."
    ),
)
"""Where the law in hand is silent, and what is taken instead."""

_NO_BALLOT: dict[NoCalendar, str] = {
    "law": ("No odds of the ballot: when the election is ordered under “{law}” is not in hand."),
    "election": "No odds of the ballot: no election date is set.",
    "filed": "No odds of the ballot: only the year of filing is known, not the day.",
}
_PATHS = {
    "sample_sufficient": "if the sample is enough",
    FULL_COUNT: "if it takes a full count",
}


def no_ballot_sentence(scenario: Scenario, because: NoCalendar) -> str:
    """Why there are no odds of the ballot; empty if there are.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> no_ballot_sentence(read("").scenario, "election")
    'No odds of the ballot: no election date is set.'
    """
    law = rule_sets()[scenario.rules].name
    return _NO_BALLOT[because].format(law=law) if because else ""


def ballot_sentence(scenario: Scenario, result: Forecast) -> str:
    """The odds of the ballot, or why there are none."""
    found, election = result.ballot, scenario.election
    if found is None or election is None:
        return no_ballot_sentence(scenario, result.no_calendar)
    if result.decided and result.qualifies < 0.5:
        return "An insufficient petition leads to no election."
    return f"On the ballot of {ap_date(election)}: {odds_phrase(found.on_ballot)}."


def why_they_differ(scenario: Scenario, result: Forecast) -> str:
    """Why enough signatures is not a place on the ballot; empty without odds."""
    found, election = result.ballot, scenario.election
    if found is None or election is None:
        return ""
    calendar, day = found.calendar, ap_date(election)
    start = "Enough signatures is not a place on the ballot: "
    last, due = calendar.last_day, calendar.deadlines.full_count
    if calendar.in_time is None or last is None:
        return (
            f"{start}no meeting in hand leads to an order from {_span(calendar.window)}, the days "
            f"for the election of {day}."
        )
    if due < calendar.in_time.first:
        return (
            f"{start}an order before {ap_date(calendar.window.first)} is too early for the "
            f"election of {day}, and the check ends by {ap_date(due)}."
        )
    early = _too_early(result, calendar)
    if due <= last and early:
        return f"{start}{early}"
    if due <= last:
        return (
            f"{start}the election of {day} must also be ordered by "
            f"{ap_date(calendar.window.last)}, which a check that ends by its deadline, "
            f"{ap_date(due)}, leaves time for."
        )
    return (
        f"{start}for the election of {day} the check must end by {ap_date(last)}, so that the "
        f"order can come by {ap_date(calendar.window.last)}, while the law gives the check until "
        f"{ap_date(due)}." + (f" {early[:1].upper()}{early[1:]}" if early else "")
    )


def _too_early(result: Forecast, calendar: BallotCalendar) -> str:
    """That the sample would lead to an order before the window; empty where it would not."""
    if calendar.sample is None or calendar.in_time is None or result.path.sample_sufficient <= 0.0:
        return ""
    day = calendar.sample.days[0]
    if day >= calendar.in_time.first:
        return ""
    return (
        f"a sample that is enough on {ap_date(day)} leads to an order before "
        f"{ap_date(calendar.window.first)}, too early for that ballot."
    )


def path_sentence(path: PathOdds) -> str:
    """A path to the ballot: how likely its order is in time.

    Examples
    --------
    >>> path_sentence(PathOdds("sample_sufficient", 0.5, 1.0))
    'In time if the sample is enough: more than 999 in 1,000.'
    """
    return f"In time {_PATHS[path.name]}: {percent_phrase(path.in_time)}."


def assumptions(scenario: Scenario) -> tuple[str, ...]:
    """What is assumed of the clocks because nothing is sourced; what the reader set is not.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> assumptions(read("").scenario)[0]
    'Assumption: the body that orders the election meets every Tuesday.'
    """
    said = []
    usual = scenario.sample_days == versions()[scenario.model].sample_days
    if usual and not (scenario.sample or scenario.counted or scenario.decided):
        said.append(f"the sample's result comes on working day {scenario.sample_days}")
    if scenario.speed is None and not scenario.decided:
        said.append(
            "the rest of the count goes at the speed so far, with days that differ by a quarter"
            if scenario.counted
            else "a full count ends a few days before its deadline, two working days on average"
        )
    if _may(scenario):
        said.append("a recall that may go on the ballot of that election does")
    return (*meeting_assumptions(scenario), *(f"Assumption: {sentence}." for sentence in said))


USUAL_MEETINGS = ("tue",)
"""The default, which is assumed: Los Angeles County's agendas show Tuesdays."""


def meeting_assumptions(scenario: Scenario) -> tuple[str, ...]:
    """What is assumed of the meetings; days that a reader sets are no assumption."""
    said = []
    day = scenario.meetings[0] if scenario.meetings else ""
    if isinstance(day, str) and scenario.meetings == USUAL_MEETINGS:
        said.append(f"the body that orders the election meets every {WEEKDAY_NAMES[day]}")
    if scenario.order_lag == 0:
        said.append("the order is made at the first regular meeting after the check has ended")
    return tuple(f"Assumption: {sentence}." for sentence in said)


def _may(scenario: Scenario) -> bool:
    rule = rule_sets()[scenario.rules].ballot
    return rule is not None and rule.consolidation == "may"


def if_it_misses(scenario: Scenario, calendar: BallotCalendar) -> str:
    """What follows if the order comes too late, or too early, for the ballot."""
    rule = rule_sets()[scenario.rules].ballot
    if rule is None:
        return ""
    general = (
        "If it is sufficient but misses the ballot, a special election is held "
        f"{rule.special_first_days} to {rule.special_last_days} days after the order "
        f"({rule.window_statute})"
    )
    order, held = calendar.order_at_deadline, calendar.special
    if order is None or held is None:
        return f"{general}."
    if calendar.window.holds(order):
        return (
            f"{general}. Even a check that takes all its time is ordered in time, {ap_date(order)}."
        )
    return (
        f"{general}: after a check that takes all its time, ordered {ap_date(order)}, that is "
        f"{_span(held)}."
    )


def filing_sentence(scenario: Scenario, found: FilingDays) -> str:
    """By which day to file for the ballot, and with what odds."""
    if scenario.election is None or not found.days or found.last_possible is None:
        return "No filing day leads to that ballot."
    odds = {day.day: day.on_ballot for day in found.days}
    ballot = f"the ballot of {ap_date(scenario.election)}"
    last = (
        f"The last day that can still lead to {ballot} is {ap_date(found.last_possible)}, with "
        f"odds of {percent_phrase(odds[found.last_possible])}."
    )
    if found.last_sure is None:
        return last
    when = f"by {ap_date(found.last_sure)}"
    if found.sure[0] != found.days[0].day:  # before them an order can come too early
        when = f"from {ap_date(found.sure[0])} to {ap_date(found.last_sure)}"
    return (
        f"Filed {when}, a sufficient petition reaches {ballot} even if the check takes all its "
        f"time: {percent_phrase(odds[found.last_sure])}. {last}"
    )


def _span(span: Span) -> str:
    return f"{ap_date(span.first)} to {ap_date(span.last)}"


def taken_out_sentence(taken_out: Sequence[DayOff]) -> str:
    """The weekdays that do not count, by name.

    Examples
    --------
    >>> import datetime as dt
    >>> taken_out_sentence([DayOff(dt.date(2021, 5, 31), "Memorial Day")])
    'Days taken out besides Saturdays and Sundays: Memorial Day (May 31, 2021).'
    """
    if not taken_out:
        return "Days taken out besides Saturdays and Sundays: none."
    names = list_of([f"{off.name} ({ap_date(off.day)})" for off in taken_out])
    return f"Days taken out besides Saturdays and Sundays: {names}."


def deadline_sentence(due: Deadlines) -> str:
    """By when the check must end."""
    sample = ""
    if due.sample is not None and due.sample != due.full_count:
        sample = f" The sample must end by {ap_date(due.sample)}, working day {due.sample_days}."
    short = (
        " The shorter limit holds, because the longer one could cost the place on the ballot."
        if due.short_track
        else ""
    )
    return (
        f"From the filing on {ap_date(due.filed)}, the check has until {ap_date(due.full_count)}, "
        f"working day {due.full_count_days}; the day of filing does not count.{sample}{short}"
    )


def order_sentence(
    rule: BallotRule, *, window: Span, election: dt.date, filed: dt.date, working_day: int
) -> str:
    """When the election must be ordered, with the section that says so."""
    number = f", working day {working_day}" if window.last > filed else ", before the filing"
    return (
        f"To be on the ballot of {ap_date(election)}, the election must be ordered from "
        f"{ap_date(window.first)} ({rule.first_order_days} days before) to {ap_date(window.last)} "
        f"({rule.last_order_days} days before{number}): {rule.window_statute}."
    )


def last_day_sentence(last_day: dt.date | None, *, filed: dt.date) -> str:
    """The day by which the check must end, or that no day will do."""
    if last_day is None:
        return "No meeting leads to an order on one of these days."
    late = " That day is not after the filing." if last_day <= filed else ""
    return f"For that, the check must end by {ap_date(last_day)}.{late}"


def periods_lines(law: RuleSet) -> tuple[str, ...]:
    """What else a law counts in working days, and from when."""
    return tuple(
        f"{period.working_days} working days from {period.counted_from}: {period.what}."
        for period in law.periods
    )
