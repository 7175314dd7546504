"""A running count as text: what is read, and what is named instead.

A few columns that anyone can paste from a spreadsheet: date, checked, valid, repeats.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from analysis.language import nt, t

MOST_ROWS = 200
MOST_CHARACTERS = 20_000
COLUMNS = ("date", "checked", "valid", "repeats")

_NAMES: Mapping[str, str] = MappingProxyType(
    {**{name: name for name in COLUMNS}, "counted": "checked"}
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,3}|[0-9]{1,12}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SHOWN = 40  # characters of a bad value

_Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A report: signatures looked at, distinct valid signers found, repeats struck, all so far.

    ``line`` is where it stands in the text, from 1; ``repeats`` None is not published.
    """

    line: int
    date: dt.date | None
    checked: int
    valid: int
    repeats: int | None


@dataclass(frozen=True, slots=True)
class TallyProblem:
    """What cannot be used: its line, its column (or ``row``, ``header``, ``text``), and why."""

    line: int
    column: str
    given: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The good rows of a text, and a problem for everything else in it."""

    rows: tuple[TallyRow, ...]
    problems: tuple[TallyProblem, ...]


def read_tally(text: str, *, raw: int) -> Tally:
    r"""Read a running count: date, checked, valid, repeats, one report a line.

    The header is optional, and names the columns in any order; without it a first cell that is a
    whole number says that there are no dates. Cells are parted by commas, semicolons or tabs. Blank
    lines are passed over; nothing else is dropped without a problem that names it. Never raises.

    Parameters
    ----------
    text : str
        At most 20,000 characters and 200 rows.
    raw : int
        Raw signatures, which no count exceeds.

    Examples
    --------
    >>> tally = read_tally("date,checked,valid\n2009-08-12,\"48,289\",43147\n,many,1", raw=137881)
    >>> tally.rows[0].checked, tally.problems[0].line, tally.problems[0].column
    (48289, 3, 'checked')
    """
    if len(text) > MOST_CHARACTERS:
        allowed = t("at most {count} characters", count=f"{MOST_CHARACTERS:,}")
        given = t("{count} characters", count=f"{len(text):,}")
        return Tally((), (TallyProblem(1, "text", given, allowed),))
    problems: list[TallyProblem] = []
    lines = list(_cells(text.removeprefix("\ufeff"), problems))
    columns, has_header = _columns(lines[0], problems) if lines else (COLUMNS, False)
    body = lines[1:] if has_header else lines
    if not {"checked", "valid"} <= set(columns):
        return Tally((), _sorted(problems))
    rows: list[TallyRow] = []
    for line, cells in body[:MOST_ROWS]:
        row = _row(line, cells, columns, problems)
        if row is not None and _holds(row, rows, raw, problems):
            rows.append(row)
    if len(body) > MOST_ROWS:
        given = t("{count} rows", count=f"{len(body):,}")
        allowed = t("at most {count}", count=MOST_ROWS)
        problems.append(TallyProblem(body[MOST_ROWS][0], "text", given, allowed))
    return Tally(tuple(rows), _sorted(problems))


def write_tally(rows: Iterable[TallyRow]) -> str:
    r"""The rows as text that ``read_tally`` reads.

    Examples
    --------
    >>> write_tally([TallyRow(2, dt.date(2009, 8, 7), 35296, 31199, None)])
    'date,checked,valid,repeats\n2009-08-07,35296,31199,\n'
    """
    lines = [",".join(COLUMNS)]
    for row in rows:
        values = (row.date.isoformat() if row.date else None, row.checked, row.valid, row.repeats)
        lines.append(",".join("" if value is None else str(value) for value in values))
    return "\n".join(lines) + "\n"


def _cells(text: str, problems: list[TallyProblem]) -> Iterable[_Line]:
    """Every line that holds something, with its number, cut into cells."""
    lines = [(number, line) for number, line in enumerate(_LINE_END.split(text), 1) if line.strip()]
    first = lines[0][1] if lines else ""
    parted_by = next((sign for sign in "\t;" if sign in first), ",")
    for number, line in lines:
        try:
            cells = next(csv.reader([line], delimiter=parted_by, strict=True), [])
        except csv.Error:
            allowed = t("quotes in pairs, around whole cells")
            problems.append(_problem(number, "row", line, allowed))
            continue
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield number, cells


def _columns(line: _Line, problems: list[TallyProblem]) -> tuple[tuple[str, ...], bool]:
    """What the columns hold, and whether the first line is a header. "" is a column not used."""
    number, cells = line
    names = [_NAMES.get(cell.casefold(), "") for cell in cells]
    if not any(names):
        return (COLUMNS[1:] if _WHOLE.fullmatch(cells[0]) else COLUMNS), False
    for place, (name, cell) in enumerate(zip(names, cells, strict=True)):
        if not name and cell:
            allowed = t("date, checked (or counted), valid, repeats; this column is not used")
            problems.append(_problem(number, "header", cell, allowed))
        elif name and name in names[:place]:
            allowed = t("{name} once; the first is used", name=name)
            problems.append(_problem(number, "header", cell, allowed))
            names[place] = ""
    for missing in ("checked", "valid"):
        if missing not in names:
            given = ", ".join(cells)
            problems.append(_problem(number, "header", given, t("a column {name}", name=missing)))
    # A column without any name at all may stay empty, and no more.
    return tuple(
        name or ("not used" if cell else "") for name, cell in zip(names, cells, strict=True)
    ), True


def _row(
    line: int, cells: list[str], columns: tuple[str, ...], problems: list[TallyProblem]
) -> TallyRow | None:
    """A row, each cell good in itself; or None, with a problem for each cell that is not."""
    named = dict(zip(columns, cells, strict=False))
    beyond = [cell for cell, name in zip_longest(cells, columns[: len(cells)]) if not name]
    known = len(problems)
    if any(beyond):
        allowed = t("as many cells as columns; numbers with commas stand in quotes")
        problems.append(_problem(line, "row", ", ".join(cells), allowed))
        return None
    date = _date(line, named.get("date", ""), problems)
    counts = {name: _whole(line, name, named.get(name, ""), problems) for name in COLUMNS[1:]}
    checked, valid = counts["checked"], counts["valid"]
    if len(problems) > known or checked is None or valid is None:
        return None
    return TallyRow(line, date, checked, valid, counts["repeats"])


def _date(line: int, given: str, problems: list[TallyProblem]) -> dt.date | None:
    if not given:
        return None
    try:
        if _DATE.fullmatch(given):
            return dt.date.fromisoformat(given)
    except ValueError:
        pass
    problems.append(_problem(line, "date", given, t("a date as 2009-08-12, or empty")))
    return None


def _whole(line: int, column: str, given: str, problems: list[TallyProblem]) -> int | None:
    if not given and column == "repeats":
        return None
    if _WHOLE.fullmatch(given):
        return int(given.replace(",", ""))
    allowed = t("a whole number from 0")
    if column == "repeats":
        allowed = t("{allowed}, or empty", allowed=allowed)
    problems.append(_problem(line, column, given, allowed))
    return None


def _holds(
    row: TallyRow, before: Sequence[TallyRow], raw: int, problems: list[TallyProblem]
) -> bool:
    """Whether a row fits in itself, and goes on from the good rows before it."""
    last = before[-1] if before else TallyRow(0, None, 0, 0, None)
    struck = max((earlier.repeats or 0 for earlier in before), default=0)
    days = [earlier.date for earlier in before if earlier.date is not None]
    found: tuple[str, str, str] | None = None
    if row.checked > raw:
        found = "checked", f"{row.checked:,}", at_most_raw(raw)
    elif row.valid + (row.repeats or 0) > row.checked:
        found = "valid", _with_repeats(row), _at_most_checked(row.checked)
    elif row.checked < last.checked:
        found = "checked", f"{row.checked:,}", _not_below("checked", last.checked, last.line)
    elif row.valid < last.valid:
        found = "valid", f"{row.valid:,}", _not_below("valid", last.valid, last.line)
    elif row.repeats is not None and row.repeats < struck:
        line = next(earlier.line for earlier in before if earlier.repeats == struck)
        found = "repeats", f"{row.repeats:,}", _not_below("repeats", struck, line)
    elif row.date is not None and days and row.date < days[-1]:
        found = "date", row.date.isoformat(), _not_before(days[-1])
    if found is not None:
        problems.append(_problem(row.line, *found))
    return found is None


def _not_below(column: str, count: int, line: int) -> str:
    return t(
        "at least the {count} of line {line}: {column} is a running total",
        count=f"{count:,}",
        line=line,
        column=column,
    )


def _not_before(day: dt.date) -> str:
    return t("no day before {date}, above it", date=day.isoformat())


def at_most_raw(raw: int) -> str:
    """What is allowed of a count that exceeds the raw signatures."""
    return t("at most the {raw} raw signatures", raw=f"{raw:,}")


def _at_most_checked(checked: int) -> str:
    return t("with repeats at most checked, {count}", count=f"{checked:,}")


def _with_repeats(row: TallyRow) -> str:
    repeats = row.repeats or 0
    return nt(
        "{valid} and {repeats} repeats",
        "{valid} and {repeats} repeats",
        repeats,
        valid=f"{row.valid:,}",
        repeats=f"{repeats:,}",
    )


def _problem(line: int, column: str, given: str, allowed: str) -> TallyProblem:
    shown = given if len(given) <= _SHOWN else given[: _SHOWN - 1] + "…"
    return TallyProblem(line, column, shown, allowed)


def _sorted(problems: list[TallyProblem]) -> tuple[TallyProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))
