"""The deadlines of a scenario's check: what ``python -m analysis deadline`` answers."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from analysis.answer import SCHEMA
from analysis.ballot_calendar import (
    BallotCalendar,
    Deadlines,
    ballot_calendar,
    working_days_between,
)
from analysis.language import t
from analysis.on_ballot import deadlines_of, office_of, race_of
from analysis.rules import RuleSet, rule_sets
from analysis.scenario import NoCalendar, Problem, Reading, Scenario, no_calendar_because
from analysis.wording import calendar as words


@dataclass(frozen=True, slots=True)
class Told:
    """The deadlines of a scenario, and the way to the ballot.

    Attributes
    ----------
    calendar : BallotCalendar or None
        None where the law of the order is not in hand, or no election is set.
    working_day_of_last_order : int or None
        Working days from the filing to the last day for the order.
    """

    scenario: Scenario
    rules: RuleSet
    due: Deadlines
    calendar: BallotCalendar | None
    no_calendar: NoCalendar
    working_day_of_last_order: int | None


def with_deadline(reading: Reading) -> Reading:
    """The reading, with a problem if nothing else is wrong and its law has no such deadline.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> with_deadline(read("rules=wa")).problems[0].field
    'rules'
    """
    scenario = reading.scenario
    if reading.problems or scenario is None:
        return reading
    if no_calendar_because(scenario) == "filed":
        given, field, allowed = scenario.filed.isoformat(), "filed", "the day of filing"
    elif rule_sets()[scenario.rules].full_count_days_limit is None:
        known = [law.id for law in rule_sets().values() if law.full_count_days_limit]
        given, field = scenario.rules, "rules"
        allowed = f"a rule set whose check has a limit of working days: {', '.join(known)}"
    else:
        return reading
    return replace(
        reading, problems=(Problem(field=field, given=given, allowed=allowed, used=None),)
    )


def tell(scenario: Scenario) -> Told:
    """The deadlines of a scenario.

    Raises
    ------
    ValueError
        If its rule set has none in working days.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = tell(read("petition=gascon-2022").scenario)
    >>> found.due.full_count.isoformat(), found.calendar.last_day.isoformat()
    ('2022-08-17', '2022-08-08')
    """
    due, race = deadlines_of(scenario), race_of(scenario)
    if due is None:
        raise ValueError(f"the rule set {scenario.rules} has no deadline in working days")
    found = ballot_calendar(race) if race else None
    number = None
    if found is not None:
        number = working_days_between(scenario.filed, found.window.last, office=office_of(scenario))
    because = no_calendar_because(scenario)
    return Told(scenario, rule_sets()[scenario.rules], due, found, because, number)


def body(told: Told) -> dict[str, Any]:
    """The answer, ready for ``json.dumps``: ISO dates; null where it is not known."""
    due, found, scenario = told.due, told.calendar, told.scenario
    return {
        "schema": SCHEMA,
        "petition": scenario.petition,
        "rules": told.rules.id,
        "filed": _iso(scenario.filed),
        "election": _iso(scenario.election),
        "deadline": _iso(due.full_count),
        "working_days": due.full_count_days,
        "skipped": [{"date": _iso(off.day), "name": off.name} for off in due.taken_out],
        "last_order": _iso(found.window.last if found else None),
        "first_order": _iso(found.window.first if found else None),
        "last_day_for_ballot": _iso(found.last_day if found else None),
        "sample_deadline": _iso(due.sample),
        "sample_working_days": due.sample_days,
        "short_track": due.short_track,
        "working_day_of_last_order": told.working_day_of_last_order,
        "order_at_deadline": _iso(found.order_at_deadline if found else None),
        "special_election": (
            {"first": _iso(found.special.first), "last": _iso(found.special.last)}
            if found and found.special
            else None
        ),
        "notes": _notes(told),
    }


def lines(told: Told) -> list[str]:
    """The answer as text: the deadline, the days taken out, the way to the ballot."""
    due, found, scenario = told.due, told.calendar, told.scenario
    told_lines = [
        f"{t(told.rules.name)}. {t(told.rules.statute)}.",
        words.deadline_sentence(due),
        words.taken_out_sentence(due.taken_out),
    ]
    rule = told.rules.ballot
    if found is not None and rule is not None and scenario.election is not None:
        told_lines += [
            words.order_sentence(
                rule, window=found.window, election=scenario.election, filed=scenario.filed,
                working_day=told.working_day_of_last_order or 0,
            ),
            words.last_day_sentence(found.last_day, filed=scenario.filed),
            words.if_it_misses(scenario, found),
        ]  # fmt: skip
    return [*told_lines, *_notes(told)]


def _notes(told: Told) -> list[str]:
    """Why there is no ballot, what is assumed, what else is counted in working days."""
    if told.calendar is None:
        no_ballot = words.no_ballot_sentence(told.scenario, told.no_calendar)
        return [no_ballot, *words.periods_lines(told.rules)]
    return [*words.meeting_assumptions(told.scenario)]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
