"""The sentences and labels of the November page; what the engine says itself is in `calendar`."""

import datetime as dt
from collections.abc import Sequence

from analysis.ballot_calendar import FULL_COUNT, BallotCalendar, Finish, PathOdds
from analysis.forecast import Forecast
from analysis.language import mark, t
from analysis.november import Choice
from analysis.scenario import Scenario
from analysis.wording import interface
from analysis.wording.calendar import (
    USUAL_MEETINGS,
    WEEKDAY_NAMES,
    ballot_sentence,
    why_they_differ,
)
from analysis.wording.numbers import ap_date, list_of, short_date
from analysis.wording.odds import bare_phrase, percent_number, percent_phrase
from analysis.wording.sentences import headline as headline_of_enough

PATH_NAMES = {
    "sample_sufficient": mark("The sample is enough"),
    FULL_COUNT: mark("A full count finds enough"),
}
EITHER = mark("Either")


def headline(scenario: Scenario, result: Forecast) -> str:
    """The odds of the ballot in words; where there are none, those of enough signatures.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> scenario = read("model=2026-11").scenario
    >>> headline(scenario, forecast(scenario))
    'The odds of a place on the ballot of Nov. 8, 2022 are about 1 in 100'
    """
    found, election = result.ballot, scenario.election
    if found is None or election is None:
        return headline_of_enough(result)
    if _fails(result):
        return t("Decided: an insufficient petition leads to no election")
    return t(
        "The odds of a place on the ballot of {election} are {odds}",
        election=ap_date(election),
        odds=percent_phrase(found.on_ballot),
    )


def numbers(result: Forecast) -> tuple[tuple[str, str], ...]:
    """The two odds side by side, each with its label; none where a count has decided against it."""
    found = []
    if result.ballot is not None and not _fails(result):
        found.append((t(interface.ON_BALLOT), percent_number(result.ballot.on_ballot)))
    if not result.decided:
        found.append((t(interface.ENOUGH), percent_number(result.sufficient)))
    return tuple(found)


def under_headline(scenario: Scenario, result: Forecast) -> str:
    """Why the two odds differ, or why there are none of the ballot."""
    if result.ballot is None:
        return ballot_sentence(scenario, result)
    return why_they_differ(scenario, result)


def _fails(result: Forecast) -> bool:
    return result.decided and result.qualifies < 0.5


def calendar_title(scenario: Scenario, result: Forecast) -> str:
    """The finding of the calendar: by when the check must end, and whether it does."""
    calendar = _calendar(result)
    if calendar.in_time is None or calendar.last_day is None:
        return t("No meeting leads to an order in time for that ballot")
    full, sampled = calendar.full_count, _sample_decides(result)
    if sampled and calendar.sample is not None:
        ended = t("the sample ended it {day}", day=ap_date(calendar.sample.days[0]))
        return f"{_must_end(scenario, calendar)}; {ended}"
    if result.counted_out and len(full.days) == 1:
        ended = t("the full count ended {day}", day=ap_date(full.days[0]))
        return f"{_had_to_end(scenario, calendar)}; {ended}"
    odds = percent_phrase(calendar.full_count_in_time)
    can = t("the odds that a full count does are {odds}", odds=odds)
    return f"{_must_end(scenario, calendar)}; {can}"


def _sample_decides(result: Forecast) -> bool:
    return result.decided and not result.counted_out


def _must_end(scenario: Scenario, calendar: BallotCalendar) -> str:
    """The days that work."""
    first, last = _works(scenario, calendar)
    if not first:
        return t("The check must end by {last}", last=last)
    return t("The check must end from {first} to {last}", first=first, last=last)


def _had_to_end(scenario: Scenario, calendar: BallotCalendar) -> str:
    """The days that would have worked."""
    first, last = _works(scenario, calendar)
    if not first:
        return t("The check had to end by {last}", last=last)
    return t("The check had to end from {first} to {last}", first=first, last=last)


def _works(scenario: Scenario, calendar: BallotCalendar) -> tuple[str, str]:
    """The first day that works, empty if that is from the filing on, and the last."""
    assert calendar.in_time is not None
    assert calendar.last_day is not None
    first = calendar.in_time.first
    return "" if first <= scenario.filed else ap_date(first), ap_date(calendar.last_day)


def calendar_alt(scenario: Scenario, result: Forecast) -> str:
    """The calendar in words."""
    calendar = _calendar(result)
    rows = [filed_label(scenario), check_label(calendar), meetings_label(scenario)]
    rows += [order_label(calendar), election_label(scenario)]
    if calendar.sample is not None:
        rows.append(finish_label(calendar.sample, "sample", calendar))
    rows.append(finish_label(calendar.full_count, "full_count", calendar))
    return t(
        "Calendar of the check. {title}. {rows}.",
        title=calendar_title(scenario, result),
        rows="; ".join(rows),
    )


def filed_label(scenario: Scenario) -> str:
    """The filing."""
    return t("Filed {day}", day=ap_date(scenario.filed))


def check_label(calendar: BallotCalendar) -> str:
    """The time that the law gives the check."""
    return t("Deadline of the check: {day}", day=short_date(calendar.deadlines.full_count))


def meetings_label(scenario: Scenario) -> str:
    """When the governing body meets; a weekday is an assumption."""
    day = scenario.meetings[0] if scenario.meetings else ""
    if isinstance(day, str) and day in WEEKDAY_NAMES:
        weekday = t(WEEKDAY_NAMES[day])
        if scenario.meetings == USUAL_MEETINGS:
            return t("Meetings: {weekday}s (assumed)", weekday=weekday)
        return t("Meetings: {weekday}s", weekday=weekday)
    return t("Meetings on the given dates")


def order_label(calendar: BallotCalendar) -> str:
    """The window of the order."""
    window = calendar.window
    first, last = short_date(window.first), short_date(window.last)
    return t("Order for it: {first} to {last}", first=first, last=last)


def election_label(scenario: Scenario) -> str:
    """The election."""
    return t("Election {day}", day=ap_date(scenario.election)) if scenario.election else ""


def finish_label(finish: Finish, path: str, calendar: BallotCalendar) -> str:
    """A path's finishing days: which day, or how many of 100 are in time."""
    sampled = path == "sample"
    if len(finish.days) == 1:
        day, when = short_date(finish.days[0]), _when(finish.days[0], calendar)
        if sampled:
            return t("Sample ends {day}, {when}", day=day, when=when)
        return t("Full count ends {day}, {when}", day=day, when=when)
    part = _in_time(calendar.full_count_in_time)
    return t("Sample: {part}", part=part) if sampled else t("Full count: {part}", part=part)


def _when(day: dt.date, calendar: BallotCalendar) -> str:
    span = calendar.in_time
    if span is not None and span.holds(day):
        return t("in time")
    return t("too early") if span is not None and day < span.first else t("too late")


def _in_time(odds: float) -> str:
    if odds <= 0.0:
        return t("no day in time")
    return t("{percent} in time", percent=percent_number(odds))


def last_day_label(day: dt.date) -> str:
    """The last day that works."""
    return t("Last day that works: {day}", day=short_date(day))


def path_row(path: PathOdds) -> tuple[str, str, str, str]:
    """A path in words: found sufficient on it, in time if so, on the ballot by it."""
    return (
        t(PATH_NAMES[path.name]),
        _or(t("none"), path.sufficient),
        _or(t("never"), path.in_time),
        _or(t("none"), path.on_ballot),
    )


def sum_row(paths: Sequence[PathOdds]) -> tuple[str, str, str, str]:
    """The sum of the paths in words."""
    sufficient = sum(path.sufficient for path in paths)
    return (
        t(EITHER),
        _or(t("none"), sufficient),
        "",
        _or(t("none"), sum(path.on_ballot for path in paths)),
    )


def _or(none: str, odds: float) -> str:
    # Without the "about", which the caption says: four columns stand side by side on a phone.
    return bare_phrase(odds) if odds > 0.0 else none


def choice_name(choice: Choice) -> str:
    """A day of the schedule as a button.

    Examples
    --------
    >>> import datetime as dt
    >>> choice_name(Choice(dt.date(2022, 9, 9), "Admission Day", off=False, usual=False))
    'Admission Day, Sept. 9'
    """
    return ", ".join(filter(None, (t(choice.name) if choice.name else "", short_date(choice.day))))


def schedule_sentence(choices: Sequence[Choice]) -> str:
    """Where the reader's schedule differs from the usual one; empty if it does not."""
    added = [choice_name(one) for one in choices if one.off and not one.usual]
    worked = [choice_name(one) for one in choices if one.usual and not one.off]
    said = []
    if added:
        said.append(t("Closed besides: {days}.", days=list_of(added)))
    if worked:
        said.append(t("Worked all the same: {days}.", days=list_of(worked)))
    return " ".join(said)


def _calendar(result: Forecast) -> BallotCalendar:
    if result.ballot is None:
        raise ValueError("a scenario without a ballot calendar has no picture of it")
    return result.ballot.calendar
