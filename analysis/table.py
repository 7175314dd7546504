"""A table: columns and rows, and its CSV."""

import csv
import io
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        r"""The table as CSV (RFC 4180), a header line first.

        A text that a spreadsheet would take for a formula gets an apostrophe before it.

        Examples
        --------
        >>> Table(("a", "b"), ((1, "x,y"),)).csv()
        'a,b\r\n1,"x,y"\r\n'
        """
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows([_harmless(cell) for cell in row] for row in self.rows)
        return text.getvalue()


def _harmless(cell: Cell) -> Cell:
    risky = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if risky else cell
