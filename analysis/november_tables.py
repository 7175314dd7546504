"""The numbers of the November page as tables."""

import datetime as dt

from analysis.ballot_calendar import Ballot, FilingDays
from analysis.forecast import Forecast, forecast
from analysis.language import pt, t
from analysis.november import meetings_of
from analysis.on_ballot import filing_days_of
from analysis.scenario import Reading, Scenario
from analysis.table import Cell, Table
from analysis.wording.november import EITHER, PATH_NAMES, path_row, sum_row


def _calendar() -> tuple[str, ...]:
    return (
        t("what"), pt("time", "from"), pt("time", "to"), t("probability"), t("in time"),
    )  # fmt: skip


def _ballot() -> tuple[str, ...]:
    return t("path"), t("found sufficient"), t("in time if so"), t("on the ballot")


def _filing() -> tuple[str, ...]:
    return (
        pt("column", "filed"), t("odds of the ballot"), t("sample in time"),
        t("full count in time"),
    )  # fmt: skip


def calendar_table(scenario: Scenario, result: Forecast) -> Table:
    """Every date of the calendar, and every day on which a path can end the check."""
    if result.ballot is None:
        return Table(_calendar(), ())
    found = result.ballot.calendar
    due, special, span = found.deadlines, found.special, found.in_time
    rows: list[tuple[Cell, ...]] = [
        _row(pt("column", "filed"), scenario.filed),
        *([_row(t("deadline of the sample"), due.sample)] if due.sample else []),
        _row(t("deadline of the check"), due.full_count),
        *(_row(t("day taken out: {name}", name=t(off.name)), off.day) for off in due.taken_out),
        _row(t("order for the ballot"), found.window.first, found.window.last),
        _row(t("last day that works"), found.last_day),
        _row(t("election"), scenario.election),
        *(
            [_row(t("special election if it misses"), special.first, special.last)]
            if special
            else []
        ),
        *(
            (*_row(t("meeting"), one.day, one.order)[:4], _yes(one.works))
            for one in meetings_of(scenario, found)
        ),
    ]
    finishes = ((t("sample ends"), found.sample), (t("full count ends"), found.full_count))
    rows += [
        (name, day.isoformat(), day.isoformat(), round(odds, 6), _yes(span is not None
            and span.holds(day)))
        for name, finish in finishes
        if finish is not None
        for day, odds in zip(finish.days, finish.odds, strict=True)
    ]  # fmt: skip
    return Table(_calendar(), tuple(rows))


def _row(what: str, first: dt.date | None, last: dt.date | None = None) -> tuple[Cell, ...]:
    start = first.isoformat() if first else ""
    return (what, start, last.isoformat() if last else start, "", "")


def _yes(works: bool) -> str:
    return t("yes") if works else t("no")


def ballot_table(found: Ballot | None) -> Table:
    """The odds of the ballot by path as numbers, and their sum."""
    if found is None:
        return Table(_ballot(), ())
    rows: list[tuple[Cell, ...]] = [
        (
            t(PATH_NAMES[path.name]),
            round(path.sufficient, 6),
            round(path.in_time, 6),
            round(path.on_ballot, 6),
        )
        for path in found.paths
    ]
    total = sum(path.sufficient for path in found.paths)
    rows.append((t(EITHER), round(total, 6), "", round(found.on_ballot, 6)))
    return Table(_ballot(), tuple(rows))


def ballot_in_words(found: Ballot) -> Table:
    """The same in odds, for the page."""
    rows = (*(path_row(path) for path in found.paths), sum_row(found.paths))
    return Table((t("Way"), t("Enough"), t("In time"), t("Ballot")), rows)


def filing_days_table(found: FilingDays) -> Table:
    """The odds of the ballot for each filing day."""
    rows = (
        (
            one.day.isoformat(),
            round(one.on_ballot, 6),
            round(one.sample_in_time, 6),
            round(one.full_count_in_time, 6),
        )
        for one in found.days
    )
    return Table(_filing(), tuple(rows))


def calendar_of(reading: Reading) -> Table:
    """The calendar of a reading; no rows without one."""
    scenario = reading.scenario
    return calendar_table(scenario, forecast(scenario)) if scenario else Table(_calendar(), ())


def ballot_of_reading(reading: Reading) -> Table:
    """The odds by path of a reading; no rows without a calendar."""
    return ballot_table(forecast(reading.scenario).ballot if reading.scenario else None)


def filing_days_of_reading(reading: Reading) -> Table:
    """The filing days of a reading; no rows without a calendar."""
    scenario = reading.scenario
    found = filing_days_of(scenario, forecast(scenario).path) if scenario else None
    return filing_days_table(found) if found else Table(_filing(), ())
