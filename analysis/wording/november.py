"""The sentences and labels of the November page; what the engine says itself is in `calendar`."""

import datetime as dt
from collections.abc import Sequence

from analysis.ballot_calendar import FULL_COUNT, BallotCalendar, FilingDays, Finish, PathOdds
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
from analysis.wording.numbers import ap_date, list_of
from analysis.wording.odds import percent_number, percent_phrase
from analysis.wording.sentences import headline as headline_of_enough

PATH_NAMES = {
    "sample_sufficient": "The sample is enough",
    FULL_COUNT: "A full count finds enough",
}
EITHER = mark("Either")
NOTHING_SURE = 0.001


def ap_day(day: dt.date) -> str:
    """A date without its year.

    Examples
    --------
    >>> import datetime as dt
    >>> ap_day(dt.date(2022, 8, 9))
    'Aug. 9'
    """
    return ap_date(day).rpartition(",")[0]


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
        return "Decided: an insufficient petition leads to no election"
    odds = percent_phrase(found.on_ballot)
    return f"The odds of a place on the ballot of {ap_date(election)} are {odds}"


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
    by = _must_end(scenario, calendar)
    if not by:
        return "No meeting leads to an order in time for that ballot"
    full, sampled = calendar.full_count, _sample_decides(result)
    if sampled and calendar.sample is not None:
        return f"The check {by}; the sample ended it {ap_date(calendar.sample.days[0])}"
    if result.counted_out and len(full.days) == 1:
        return f"The check {_had(by)}; the full count ended {ap_date(full.days[0])}"
    odds = percent_phrase(calendar.full_count_in_time)
    return f"The check {by}; the odds that a full count does are {odds}"


def _had(by: str) -> str:
    return by.replace("must", "had to", 1)


def _sample_decides(result: Forecast) -> bool:
    return result.decided and not result.counted_out


def _must_end(scenario: Scenario, calendar: BallotCalendar) -> str:
    """The days that work, as a verb; empty if there are none."""
    if calendar.in_time is None or calendar.last_day is None:
        return ""
    first, last = calendar.in_time.first, calendar.last_day
    if first <= scenario.filed:
        return f"must end by {ap_date(last)}"
    return f"must end from {ap_date(first)} to {ap_date(last)}"


def calendar_alt(scenario: Scenario, result: Forecast) -> str:
    """The calendar in words."""
    calendar = _calendar(result)
    rows = [filed_label(scenario), check_label(calendar), meetings_label(scenario)]
    rows += [order_label(calendar), election_label(scenario)]
    if calendar.sample is not None:
        rows.append(finish_label(calendar.sample, "sample", calendar))
    rows.append(finish_label(calendar.full_count, "full_count", calendar))
    return f"Calendar of the check. {calendar_title(scenario, result)}. {'; '.join(rows)}."


def filed_label(scenario: Scenario) -> str:
    """The filing."""
    return f"Filed {ap_date(scenario.filed)}"


def check_label(calendar: BallotCalendar) -> str:
    """The time that the law gives the check."""
    return f"Deadline of the check: {ap_day(calendar.deadlines.full_count)}"


def meetings_label(scenario: Scenario) -> str:
    """When the governing body meets; a weekday is an assumption."""
    day = scenario.meetings[0] if scenario.meetings else ""
    if isinstance(day, str) and day in WEEKDAY_NAMES:
        assumed = " (assumed)" if scenario.meetings == USUAL_MEETINGS else ""
        return f"Meetings: {WEEKDAY_NAMES[day]}s{assumed}"
    return "Meetings on the given dates"


def order_label(calendar: BallotCalendar) -> str:
    """The window of the order."""
    window = calendar.window
    return f"Order for it: {ap_day(window.first)} to {ap_day(window.last)}"


def election_label(scenario: Scenario) -> str:
    """The election."""
    return f"Election {ap_date(scenario.election)}" if scenario.election else ""


def finish_label(finish: Finish, path: str, calendar: BallotCalendar) -> str:
    """A path's finishing days: which day, or how many of 100 are in time."""
    name = "Sample" if path == "sample" else "Full count"
    if len(finish.days) == 1:
        return f"{name} ends {ap_day(finish.days[0])}, {_when(finish.days[0], calendar)}"
    return f"{name}: {_in_time(calendar.full_count_in_time)}"


def _when(day: dt.date, calendar: BallotCalendar) -> str:
    span = calendar.in_time
    if span is not None and span.holds(day):
        return "in time"
    return "too early" if span is not None and day < span.first else "too late"


def _in_time(odds: float) -> str:
    if odds <= 0.0:
        return "no day in time"
    return f"{percent_number(odds)} in time"


def last_day_label(day: dt.date) -> str:
    """The last day that works."""
    return f"Last day that works: {ap_day(day)}"


def month_label(day: dt.date, *, with_year: bool) -> str:
    """A tick of the time axis."""
    name = ap_date(day).partition(" ")[0]
    return f"{name}<br>{day.year}" if with_year else name


def path_row(path: PathOdds) -> tuple[str, str, str, str]:
    """A path in words: found sufficient on it, in time if so, on the ballot by it."""
    return (
        PATH_NAMES[path.name],
        _or("none", path.sufficient),
        _or("never", path.in_time),
        _or("none", path.on_ballot),
    )


def sum_row(paths: Sequence[PathOdds]) -> tuple[str, str, str, str]:
    """The sum of the paths in words."""
    sufficient = sum(path.sufficient for path in paths)
    return (
        t(EITHER),
        _or("none", sufficient),
        "",
        _or("none", sum(path.on_ballot for path in paths)),
    )


def _or(none: str, odds: float) -> str:
    # Without the "about", which the caption says: four columns stand side by side on a phone.
    return percent_phrase(odds).removeprefix("about ") if odds > 0.0 else none


def choice_name(choice: Choice) -> str:
    """A day of the schedule as a button.

    Examples
    --------
    >>> import datetime as dt
    >>> choice_name(Choice(dt.date(2022, 9, 9), "Admission Day", off=False, usual=False))
    'Admission Day, Sept. 9'
    """
    return ", ".join(filter(None, (choice.name, ap_day(choice.day))))


def schedule_sentence(choices: Sequence[Choice]) -> str:
    """Where the reader's schedule differs from the usual one; empty if it does not."""
    added = [choice_name(one) for one in choices if one.off and not one.usual]
    worked = [choice_name(one) for one in choices if one.usual and not one.off]
    said = []
    if added:
        said.append(f"Closed besides: {list_of(added)}.")
    if worked:
        said.append(f"Worked all the same: {list_of(worked)}.")
    return " ".join(said)


def filing_title(found: FilingDays) -> str:
    """The finding of the filing days."""
    if found.last_possible is None:
        return "No filing day leads to that ballot"
    end = f"after {ap_date(found.last_possible)} no path leads there"
    if max(day.on_ballot for day in found.days) < NOTHING_SURE:
        return f"Whatever the filing day, fewer than 1 in 1,000; {end}"
    sure = found.sure
    if not sure:
        return f"No filing day is sure to leave time for that ballot; {end}"
    if sure[0] == found.days[0].day:
        return f"File by {ap_date(sure[-1])} to leave time for all of the check; {end}"
    return (
        f"File from {ap_day(sure[0])} to {ap_date(sure[-1])}: before, the sample can lead to an "
        f"order too early; {end}"
    )


def filing_alt(found: FilingDays) -> str:
    """The filing days in words."""
    if not found.days:
        return f"Odds of the ballot by filing day. {filing_title(found)}."
    first, last = found.days[0], found.days[-1]
    best = max(found.days, key=lambda day: day.on_ballot)
    return (
        f"Bars of the odds of the ballot by filing day, from {ap_date(first.day)} to "
        f"{ap_date(last.day)}. {filing_title(found)}. Best: {percent_phrase(best.on_ballot)}, "
        f"filed {ap_date(best.day)}; on the last day {percent_phrase(last.on_ballot)}."
    )


def sure_label(day: dt.date) -> str:
    """The last day that leaves time for all of the check."""
    return f"Time for all the check: {ap_day(day)}"


def possible_label(day: dt.date) -> str:
    """The last day with a chance."""
    return f"Last chance: {ap_day(day)}"


def now_filed_label(day: dt.date) -> str:
    """The filing day of the scenario."""
    return f"Here: {ap_day(day)}"


def ceiling_label(qualifies: float) -> str:
    """The odds of being found sufficient, which no filing day can beat."""
    return f"Found sufficient: {percent_number(qualifies)}"


def _calendar(result: Forecast) -> BallotCalendar:
    if result.ballot is None:
        raise ValueError("a scenario without a ballot calendar has no picture of it")
    return result.ballot.calendar
