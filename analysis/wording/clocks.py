"""Sentences of the calendar's clocks: days and deadlines, and what is assumed of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis.ballot_calendar import DayOff, Deadlines, Span
from analysis.language import mark, t
from analysis.rules import BallotRule, RuleSet, rule_sets
from analysis.scenario import Scenario
from analysis.versions import versions
from analysis.wording.numbers import ap_date, list_of

WEEKDAY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "mon": mark("Monday"),
        "tue": mark("Tuesday"),
        "wed": mark("Wednesday"),
        "thu": mark("Thursday"),
        "fri": mark("Friday"),
    }
)
SILENT = (
    mark(
        "Whether a holiday means the state's list (Government Code 6700, 6701) or the days on "
        "which the county's office is closed: no text in hand decides it, and county schedules "
        "differ."
    ),
    mark(
        "What happens if the petition is filed on a day of rest: here day 1 is the next working "
        "day."
    ),
    mark(
        "Whether a regular meeting that falls on a holiday is held, moved or dropped: here it is "
        "held."
    ),
    mark(
        "Whether the county must finish in time for an election within reach: here it need not, "
        "and works to its own deadline."
    ),
)
"""Where the law in hand is silent, and what is taken instead."""


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
        day = scenario.sample_days
        said.append(t("Assumption: the sample's result comes on working day {day}.", day=day))
    if scenario.speed is None and not scenario.decided:
        said.append(
            t(
                "Assumption: the rest of the count goes at the speed so far, with days that differ "
                "by a quarter."
            )
            if scenario.counted
            else t(
                "Assumption: a full count ends a few days before its deadline, two working days on "
                "average."
            )
        )
    if _may(scenario):
        said.append(t("Assumption: a recall that may go on the ballot of that election does."))
    return (*meeting_assumptions(scenario), *said)


USUAL_MEETINGS = ("tue",)
"""The default, which is assumed: Los Angeles County's agendas show Tuesdays."""


def meeting_assumptions(scenario: Scenario) -> tuple[str, ...]:
    """What is assumed of the meetings; days that a reader sets are no assumption."""
    said = []
    day = scenario.meetings[0] if scenario.meetings else ""
    if isinstance(day, str) and scenario.meetings == USUAL_MEETINGS:
        said.append(
            t(
                "Assumption: the body that orders the election meets every {weekday}.",
                weekday=t(WEEKDAY_NAMES[day]),
            )
        )
    if scenario.order_lag == 0:
        said.append(
            t(
                "Assumption: the order is made at the first regular meeting after the check has "
                "ended."
            )
        )
    return tuple(said)


def _may(scenario: Scenario) -> bool:
    rule = rule_sets()[scenario.rules].ballot
    return rule is not None and rule.consolidation == "may"


def taken_out_sentence(taken_out: Sequence[DayOff]) -> str:
    """The weekdays that do not count, by name.

    Examples
    --------
    >>> import datetime as dt
    >>> taken_out_sentence([DayOff(dt.date(2021, 5, 31), "Memorial Day")])
    'Days taken out besides Saturdays and Sundays: Memorial Day (May 31, 2021).'
    """
    if not taken_out:
        return t("Days taken out besides Saturdays and Sundays: none.")
    names = list_of([f"{t(off.name)} ({ap_date(off.day)})" for off in taken_out])
    return t("Days taken out besides Saturdays and Sundays: {names}.", names=names)


def deadline_sentence(due: Deadlines) -> str:
    """By when the check must end."""
    said = [
        t(
            "From the filing on {filed}, the check has until {due}, working day {day}; the day of "
            "filing does not count.",
            filed=ap_date(due.filed),
            due=ap_date(due.full_count),
            day=due.full_count_days,
        )
    ]
    if due.sample is not None and due.sample != due.full_count:
        said.append(
            t(
                "The sample must end by {due}, working day {day}.",
                due=ap_date(due.sample),
                day=due.sample_days,
            )
        )
    if due.short_track:
        said.append(
            t("The shorter limit holds, because the longer one could cost the place on the ballot.")
        )
    return " ".join(said)


def order_sentence(
    rule: BallotRule, *, window: Span, election: dt.date, filed: dt.date, working_day: int
) -> str:
    """When the election must be ordered, with the section that says so."""
    values = {
        "election": ap_date(election),
        "first": ap_date(window.first),
        "first_days": rule.first_order_days,
        "last": ap_date(window.last),
        "last_days": rule.last_order_days,
        "statute": t(rule.window_statute),
    }
    if window.last > filed:
        return t(
            "To be on the ballot of {election}, the election must be ordered from {first} "
            "({first_days} days before) to {last} ({last_days} days before, working day {day}): "
            "{statute}.",
            day=working_day,
            **values,
        )
    return t(
        "To be on the ballot of {election}, the election must be ordered from {first} "
        "({first_days} days before) to {last} ({last_days} days before, before the filing): "
        "{statute}.",
        **values,
    )


def last_day_sentence(last_day: dt.date | None, *, filed: dt.date) -> str:
    """The day by which the check must end, or that no day will do."""
    if last_day is None:
        return t("No meeting leads to an order on one of these days.")
    said = t("For that, the check must end by {day}.", day=ap_date(last_day))
    if last_day <= filed:
        said += " " + t("That day is not after the filing.")
    return said


def periods_lines(law: RuleSet) -> tuple[str, ...]:
    """What else a law counts in working days, and from when."""
    return tuple(
        t(
            "{days} working days from {start}: {what}.",
            days=period.working_days,
            start=t(period.counted_from),
            what=t(period.what),
        )
        for period in law.periods
    )
