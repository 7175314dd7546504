"""The words of the odds of the ballot by filing day."""

import datetime as dt

from analysis.ballot_calendar import FilingDays
from analysis.language import t
from analysis.wording.numbers import ap_date, short_date
from analysis.wording.odds import percent_number, percent_phrase

NOTHING_SURE = 0.001


def filing_title(found: FilingDays) -> str:
    """The finding of the filing days."""
    if found.last_possible is None:
        return t("No filing day leads to that ballot")
    end = t("after {day} no path leads there", day=ap_date(found.last_possible))
    return f"{_best_days(found)}; {end}"


def _best_days(found: FilingDays) -> str:
    if max(day.on_ballot for day in found.days) < NOTHING_SURE:
        return t("Whatever the filing day, fewer than 1 in 1,000")
    sure = found.sure
    if not sure:
        return t("No filing day is sure to leave time for that ballot")
    last = ap_date(sure[-1])
    if sure[0] == found.days[0].day:
        return t("File by {last} to leave time for all of the check", last=last)
    return t(
        "File from {first} to {last}: before, the sample can lead to an order too early",
        first=short_date(sure[0]),
        last=last,
    )


def filing_alt(found: FilingDays) -> str:
    """The filing days in words."""
    title = filing_title(found)
    if not found.days:
        return t("Odds of the ballot by filing day. {title}.", title=title)
    first, last = found.days[0], found.days[-1]
    best = max(found.days, key=lambda day: day.on_ballot)
    return t(
        "Bars of the odds of the ballot by filing day, from {first} to {last}. {title}. Best: "
        "{best}, filed {best_day}; on the last day {end}.",
        first=ap_date(first.day),
        last=ap_date(last.day),
        title=title,
        best=percent_phrase(best.on_ballot),
        best_day=ap_date(best.day),
        end=percent_phrase(last.on_ballot),
    )


def sure_label(day: dt.date) -> str:
    """The last day that leaves time for all of the check."""
    return t("Time for all the check: {day}", day=short_date(day))


def possible_label(day: dt.date) -> str:
    """The last day with a chance."""
    return t("Last chance: {day}", day=short_date(day))


def now_filed_label(day: dt.date) -> str:
    """The filing day of the scenario."""
    return t("Here: {day}", day=short_date(day))


def ceiling_label(qualifies: float) -> str:
    """The odds of being found sufficient, which no filing day can beat."""
    return t("Found sufficient: {percent}", percent=percent_number(qualifies))
