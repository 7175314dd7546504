"""Sentences of the ballot calendar: for the page, the answer and ``recall-odds deadline``."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from analysis.ballot_calendar import (
    FULL_COUNT,
    BallotCalendar,
    FilingDays,
    PathOdds,
    Span,
)
from analysis.forecast import Forecast
from analysis.language import capital, mark, pt, t
from analysis.rules import rule_sets
from analysis.scenario import NoCalendar, Scenario
from analysis.wording.clocks import (
    SILENT,
    USUAL_MEETINGS,
    WEEKDAY_NAMES,
    assumptions,
    deadline_sentence,
    last_day_sentence,
    meeting_assumptions,
    order_sentence,
    periods_lines,
    taken_out_sentence,
)
from analysis.wording.numbers import ap_date
from analysis.wording.odds import odds_phrase, percent_phrase

__all__ = [
    "SILENT",
    "USUAL_MEETINGS",
    "WEEKDAY_NAMES",
    "assumptions",
    "ballot_sentence",
    "deadline_sentence",
    "filing_sentence",
    "if_it_misses",
    "last_day_sentence",
    "meeting_assumptions",
    "no_ballot_sentence",
    "order_sentence",
    "path_sentence",
    "periods_lines",
    "taken_out_sentence",
    "why_they_differ",
]

_NO_BALLOT: Mapping[NoCalendar, str] = MappingProxyType(
    {
        "law": mark(
            "No odds of the ballot: when the election is ordered under “{law}” is not in hand."
        ),
        "election": mark("No odds of the ballot: no election date is set."),
        "filed": mark("No odds of the ballot: only the year of filing is known, not the day."),
    }
)
_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "sample_sufficient": mark("In time if the sample is enough: {odds}."),
        FULL_COUNT: mark("In time if it takes a full count: {odds}."),
    }
)


def no_ballot_sentence(scenario: Scenario, because: NoCalendar) -> str:
    """Why there are no odds of the ballot; empty if there are.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> no_ballot_sentence(read("").scenario, "election")
    'No odds of the ballot: no election date is set.'
    """
    law = t(rule_sets()[scenario.rules].name)
    return t(_NO_BALLOT[because], law=law) if because else ""


def ballot_sentence(scenario: Scenario, result: Forecast) -> str:
    """The odds of the ballot, or why there are none."""
    found, election = result.ballot, scenario.election
    if found is None or election is None:
        return no_ballot_sentence(scenario, result.no_calendar)
    if result.decided and result.qualifies < 0.5:
        return t("An insufficient petition leads to no election.")
    return t(
        "On the ballot of {date}: {odds}.",
        date=ap_date(election),
        odds=odds_phrase(found.on_ballot),
    )


def why_they_differ(scenario: Scenario, result: Forecast) -> str:
    """Why enough signatures is not a place on the ballot; empty without odds."""
    found, election = result.ballot, scenario.election
    if found is None or election is None:
        return ""
    why, early = _why(found.calendar, election), _too_early(result, found.calendar)
    last, due = found.calendar.last_day, found.calendar.deadlines.full_count
    if early and last is not None and due <= last:
        why = early
    said = t("Enough signatures is not a place on the ballot: {why}", why=why)
    if early and last is not None and due > last:
        return f"{said} {capital(early)}"
    return said


def _why(calendar: BallotCalendar, election: dt.date) -> str:
    """What the days of the order have to do with the days of the check, as a clause."""
    last, due = calendar.last_day, calendar.deadlines.full_count
    if calendar.in_time is None or last is None:
        return t(
            "no meeting in hand leads to an order from {window}, the days for the election of "
            "{election}.",
            window=_span(calendar.window),
            election=ap_date(election),
        )
    if due < calendar.in_time.first:
        return t(
            "an order before {first} is too early for the election of {election}, and the check "
            "ends by {due}.",
            first=ap_date(calendar.window.first),
            election=ap_date(election),
            due=ap_date(due),
        )
    days = {
        "election": ap_date(election), "order": ap_date(calendar.window.last), "due": ap_date(due),
    }  # fmt: skip
    if due <= last:
        return t(
            "the election of {election} must also be ordered by {order}, which a check that ends "
            "by its deadline, {due}, leaves time for.",
            **days,
        )
    return t(
        "for the election of {election} the check must end by {last}, so that the order can come "
        "by {order}, while the law gives the check until {due}.",
        last=ap_date(last),
        **days,
    )


def _too_early(result: Forecast, calendar: BallotCalendar) -> str:
    """That the sample would lead to an order before the window; empty where it would not."""
    due, span = calendar.deadlines.full_count, calendar.in_time
    if calendar.sample is None or span is None or result.path.sample_sufficient <= 0.0:
        return ""
    if due < span.first:  # whatever the check finds
        return ""
    day = calendar.sample.days[0]
    if day >= span.first:
        return ""
    return t(
        "a sample that is enough on {day} leads to an order before {first}, too early for that "
        "ballot.",
        day=ap_date(day),
        first=ap_date(calendar.window.first),
    )


def path_sentence(path: PathOdds) -> str:
    """A path to the ballot: how likely its order is in time.

    Examples
    --------
    >>> path_sentence(PathOdds("sample_sufficient", 0.5, 1.0))
    'In time if the sample is enough: more than 999 in 1,000.'
    """
    return t(_PATHS[path.name], odds=percent_phrase(path.in_time))


def if_it_misses(scenario: Scenario, calendar: BallotCalendar) -> str:
    """What follows if the order comes too late, or too early, for the ballot."""
    rule = rule_sets()[scenario.rules].ballot
    if rule is None:
        return ""
    general = t(
        "If it is sufficient but misses the ballot, a special election is held {first} to {last} "
        "days after the order ({statute})",
        first=rule.special_first_days,
        last=rule.special_last_days,
        statute=t(rule.window_statute),
    )
    order, held = calendar.order_at_deadline, calendar.special
    if order is None or held is None:
        return f"{general}."
    if calendar.window.holds(order):
        return t(
            "{general}. Even a check that takes all its time is ordered in time, {order}.",
            general=general,
            order=ap_date(order),
        )
    return t(
        "{general}: after a check that takes all its time, ordered {order}, that is {held}.",
        general=general,
        order=ap_date(order),
        held=_span(held),
    )


def filing_sentence(scenario: Scenario, found: FilingDays) -> str:
    """By which day to file for the ballot, and with what odds."""
    if scenario.election is None or not found.days or found.last_possible is None:
        return t("No filing day leads to that ballot.")
    odds = {day.day: day.on_ballot for day in found.days}
    ballot = ap_date(scenario.election)
    last = t(
        "The last day that can still lead to the ballot of {election} is {day}, with odds of "
        "{odds}.",
        election=ballot,
        day=ap_date(found.last_possible),
        odds=percent_phrase(odds[found.last_possible]),
    )
    if found.last_sure is None:
        return last
    sure = {
        "to": ap_date(found.last_sure), "election": ballot,
        "odds": percent_phrase(odds[found.last_sure]),
    }  # fmt: skip
    if found.sure[0] == found.days[0].day:
        first = t(
            "Filed by {to}, a sufficient petition reaches the ballot of {election} even if the "
            "check takes all its time: {odds}.",
            **sure,
        )
    else:  # before them an order can come too early
        first = t(
            "Filed from {start} to {to}, a sufficient petition reaches the ballot of {election} "
            "even if the check takes all its time: {odds}.",
            start=ap_date(found.sure[0]),
            **sure,
        )
    return f"{first} {last}"


def _span(span: Span) -> str:
    return pt("dates", "{first} to {last}", first=ap_date(span.first), last=ap_date(span.last))
