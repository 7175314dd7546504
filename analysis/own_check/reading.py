"""A check's file, read: counts by unit, and a line for everything that is not used.

A row that contradicts itself is left out and named; the rest are used. A file with a person's data
is refused whole. No fault repeats a word of the file but the known ones of its header.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.csv_fault import Words
from analysis.csv_text import (
    CsvFault,
    CsvFaultError,
    CsvRows,
    NotACountError,
    count_of,
    open_csv,
)
from analysis.csv_text import too_many as too_many_cells
from analysis.language import mark
from analysis.own_check.columns import Columns, columns_of
from analysis.own_check.counts import OwnCheck
from analysis.own_check.people import (
    USE_CODES,
    USE_SHORT_CODES,
    is_address,
    is_contact,
    is_name,
)
from analysis.own_check.row import by_reason_of, code_fault, contradiction, total_of
from analysis.scenario import REASONS

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1_000_000
MOST_ROWS = 250_000
MOST_FAULTS = 10  # that are named one by one
MOST_CHECKED = 100_000_000  # as many as the scenario's key takes
_LIKE_A_NUMBER = re.compile(r"[-+−]?[0-9][0-9.,' ]{0,14}%?", re.ASCII)
_TOTALS = frozenset({"total", "totals", "sum", "all", "grand total", "subtotal"})


@dataclass(frozen=True, slots=True)
class ReadCheck:
    """What came of a file.

    Attributes
    ----------
    check : OwnCheck or None
        None if the file is refused, or has no row that can be used.
    refused : CsvFault or None
        Why the whole file is refused.
    faults : tuple of CsvFault
        The first rows left out, and why; ``left_out`` says how many there are.
    rows : int
        Rows used.
    totals : int
        Rows of totals, passed over.
    passed_over : tuple of str
        Columns that are not used: a name of known words, or the place ("column 4").
    encoding : str
        As ``analysis.csv_text`` found it.
    """

    check: OwnCheck | None
    refused: CsvFault | None = None
    faults: tuple[CsvFault, ...] = ()
    left_out: int = 0
    rows: int = 0
    totals: int = 0
    passed_over: tuple[str, ...] = ()
    encoding: str = "UTF-8"


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, line: int, column: str, given: str, allowed: str) -> None:
        self.fault = CsvFault(line, column, given, allowed)


def read_check(data: bytes) -> ReadCheck:
    r"""Read the counts of a campaign's own check from a CSV. Never raises.

    The columns: a unit (``circulator``, ``day`` or ``sheet``), ``checked``, and ``valid``,
    ``invalid`` or counts by reason; ``repeats`` if they were looked for. What ``valid`` holds
    beside ``repeats`` are signers, each once; repeats are added to them, as the model strikes
    repeats by itself.

    Parameters
    ----------
    data : bytes
        At most 20 MB and 250,000 rows.

    Examples
    --------
    >>> found = read_check(b"sheet,checked,valid,repeats\nS-1,20,15,1\nS-2,20,21,0")
    >>> found.check.size, found.check.valid, found.faults[0].line
    (20, 16, 3)
    >>> read_check(b"sheet,checked,valid,voter id\n").refused.column
    'voter id'
    """
    if len(data) > MOST_BYTES:
        return ReadCheck(None, _refuse_size(len(data)))
    try:
        rows = open_csv(data)
        columns = columns_of(rows.header, line=rows.header_line)
        if isinstance(columns, CsvFault):
            return ReadCheck(None, columns)
        return _Reader(rows, columns).read()
    except CsvFaultError as error:
        return ReadCheck(None, error.fault)
    except _Refused as refused:
        return ReadCheck(None, refused.fault)


def _refuse_size(size: int) -> CsvFault:
    """Why a file of so many bytes is not read."""
    allowed = Words(
        mark("at most {size} MB and {rows} rows; counts by circulator take less"),
        size=str(MOST_MEGABYTES),
        rows=f"{MOST_ROWS:,}",
    )
    return CsvFault(1, "file", f"{size / 1e6:,.0f} MB", allowed)


class _Reader:
    """Goes through the rows once and adds them up by unit."""

    def __init__(self, rows: CsvRows, columns: Columns) -> None:
        self.rows = rows
        self.columns = columns
        self.faults: list[CsvFault] = []
        self.left_out = self.used = self.totals = 0
        self.names: dict[str, str] = {}
        self.sums: dict[str, list[int]] = {}  # checked, invalid, repeats, then by reason

    def read(self) -> ReadCheck:
        for place, (line, cells) in enumerate(self.rows):
            if place == MOST_ROWS:
                most = f"{MOST_ROWS:,}"
                given = Words(mark("more than {n} rows"), n=most)
                raise _Refused(line, "file", given, Words(mark("at most {n} rows"), n=most))
            self._row(line, cells)
        return ReadCheck(
            check=self._check(),
            refused=None if self.sums else self._nothing(),
            faults=tuple(self.faults),
            left_out=self.left_out,
            rows=self.used,
            totals=self.totals,
            passed_over=self.columns.passed_over,
            encoding=self.rows.encoding,
        )

    def _nothing(self) -> CsvFault:
        found = self.left_out or self.used or self.totals
        given = mark("no row that can be used") if found else mark("no row below the header")
        allowed = Words(mark("a row for each unit, with counts"))
        return CsvFault(self.rows.header_line, "file", Words(given), allowed)

    def _row(self, line: int, cells: list[str]) -> None:
        unit = cells[self.columns.unit_place] if self.columns.unit else ""
        if unit.casefold() in _TOTALS:
            self.totals += 1
            return
        self._refuse_people(line, cells)
        counts: dict[str, int] = {}
        fault = (
            too_many_cells(self.rows.header, line, cells)
            or code_fault(line, unit, self.columns.unit)
            or self._counts(line, cells, counts)
            or contradiction(line, counts, self.columns)
        )
        if fault is None:
            self._add(unit, counts)
            return
        self.left_out += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def _refuse_people(self, line: int, cells: list[str]) -> None:
        """Refuse the file for a cell with a contact, an address, or a name for a unit."""
        shown = self.columns.shown
        if any(map(is_contact, cells)):
            place = next(place for place, cell in enumerate(cells) if is_contact(cell))
            name = shown[place] if place < len(shown) else "row"
            given = Words(mark("what looks like a person's contact"))
            raise _Refused(line, name, given, USE_CODES)
        unit, at = self.columns.unit, self.columns.unit_place
        if unit is not None and is_name(cells[at], unit=unit):
            allowed = USE_SHORT_CODES if unit == "circulator" else USE_CODES
            given = Words(mark("what looks like a person's name"))
            raise _Refused(line, shown[at], given, allowed)
        address = self.columns.places.get("address")
        if address is not None and is_address(cells[address : address + 1]):
            given = Words(mark("what looks like a person's address"))
            allowed = Words(mark("how many have a different address"))
            raise _Refused(line, shown[address], given, allowed)

    def _counts(self, line: int, cells: list[str], counts: dict[str, int]) -> CsvFault | None:
        """Read a row into ``counts``; empty is 0 but for what must be there."""
        for name, place in self.columns.places.items():
            cell = cells[place]
            if cell.isascii() and cell.isdigit() and len(cell) < 10:
                counts[name] = int(cell)
            elif not cell and name not in ("checked", "valid", "invalid"):
                counts[name] = 0
            else:
                try:
                    counts[name] = count_of(cell, delimiter=self.rows.delimiter)
                except NotACountError as error:
                    shown = self.columns.shown[place]
                    return CsvFault(line, shown, _shown(cell), error.allowed)
        return None

    def _add(self, unit: str, counts: Mapping[str, int]) -> None:
        self.used += 1
        if not counts["checked"]:
            return
        key = unit.casefold()
        self.names.setdefault(key, unit)
        sums = self.sums.setdefault(key, [0] * (3 + len(REASONS)))
        by_reason = by_reason_of(counts, self.columns)
        added = (counts["checked"], sum(by_reason), counts.get("repeats", 0), *by_reason)
        self.sums[key] = [one + more for one, more in zip(sums, added, strict=True)]

    def _check(self) -> OwnCheck | None:
        if not self.sums:
            return None
        table = np.array(list(self.sums.values()), dtype=np.int64)
        if table[:, 0].sum() > MOST_CHECKED:
            allowed = Words(mark("at most {n} signatures"), n=f"{MOST_CHECKED:,}")
            raise _Refused(1, "checked", total_of(int(table[:, 0].sum())), allowed)
        return OwnCheck(
            unit=self.columns.unit,
            names=tuple(self.names.values()) if self.columns.unit else (),
            checked=table[:, 0],
            invalid=table[:, 1],
            by_reason=table[:, 3:] if self.columns.reasons else None,
            repeats=int(table[:, 2].sum()) if "repeats" in self.columns.places else None,
            reasons=self.columns.reasons,
        )


def _shown(cell: str) -> str:
    """A cell that is no count, as a fault may repeat it: what is no number is "text"."""
    return cell if not cell or _LIKE_A_NUMBER.fullmatch(cell) else Words(mark("text"))
