"""Past official checks: projections with the count that followed, and a count day by day.

Typed access to ``data/sample_and_count.csv`` and ``data/r71_count.csv``, checked on load. A bad
value is named by file, row and column.
"""

import csv
import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from analysis.petitions import DATA, DataError


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SampleAndCount(_Row):
    """An official projection from a sample, and the full count that followed. Signatures.

    Attributes
    ----------
    raw_is : str
        ``implied`` is computed from the projection and the validity printed beside it.
    sample : int or None
        Sample size, if printed.
    law_share : float or None
        The share of signatures that the law of the petition has sampled.
    repeats_term : str
        Whether the projection allows for repeats, as 2 CCR 20531 does: ``corrected``.
    full_is : str
        ``at_least`` while a part is still to report, ``extrapolated`` where the count stopped.
    use : str
        Whether the two can be compared; ``why_not`` says why they cannot.
    """

    petition_id: str
    title: str
    state: str = Field(pattern="^[A-Z]{2}$")
    kind: Literal["recall", "initiative", "referendum"]
    level: Literal["state", "county", "city", "district", "school"]
    year: int = Field(ge=1900, le=2100)
    required: int = Field(ge=1)
    raw: int = Field(ge=1)
    raw_is: Literal["official", "implied", "claim"]
    sample: int | None = Field(ge=1)
    law_share: float | None = Field(gt=0.0, lt=1.0)
    projected: int = Field(ge=1)
    repeats_term: Literal["corrected", "none", "unknown"]
    full_valid: int = Field(ge=1)
    full_is: Literal["exact", "at_least", "extrapolated"]
    use: Literal["yes", "no"]
    why_not: str | None
    source_url: HttpUrl
    note: str | None

    @model_validator(mode="after")
    def _hangs_together(self) -> "SampleAndCount":
        for name in ("sample", "projected", "full_valid"):
            if (getattr(self, name) or 0) >= self.raw:
                raise ValueError(f"{name}: must be below raw, {self.raw}")
        if (self.use == "no") != (self.why_not is not None):
            raise ValueError("why_not: a reason where use is no, and only there")
        if self.use == "yes":
            if self.repeats_term != "corrected" or self.full_is == "extrapolated":
                raise ValueError("use: only a corrected projection and a full count compare")
            if self.sample is None and self.law_share is None:
                raise ValueError("sample: its size, or law_share, is needed")
        return self


class CountReport(_Row):
    """What officials had published of a full count by a day: a running total. Signatures.

    ``valid`` are the distinct valid signers found so far, ``repeats`` the copies struck so far.
    """

    date: dt.date
    checked: int = Field(ge=1)
    valid: int = Field(ge=0)
    repeats: int | None = Field(ge=0)
    source_url: HttpUrl
    note: str | None

    @model_validator(mode="after")
    def _fits(self) -> "CountReport":
        if self.valid + (self.repeats or 0) > self.checked:
            raise ValueError("valid: with repeats at most checked")
        return self


_Record = TypeVar("_Record", SampleAndCount, CountReport)


def _read(folder: Path, file: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """The rows of a file, none of them bad."""
    rows = []
    with (folder / file).open(encoding="utf-8", newline="") as text:
        for number, record in enumerate(csv.DictReader(text, restkey="too many cells"), start=2):
            try:
                rows.append(
                    kind.model_validate({key: cell or None for key, cell in record.items()})
                )
            except ValidationError as error:
                raise DataError(f"data/{file}, row {number}, {_named(error)}") from error
    return tuple(rows)


def _named(error: ValidationError) -> str:
    """The column and what is wrong; a check between columns names its column itself."""
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"])
    return f"{column}: {first['msg']}" if column else first["msg"].removeprefix("Value error, ")


@cache
def samples_and_counts(folder: Path = DATA) -> tuple[SampleAndCount, ...]:
    """Projections and the full counts that followed, in the file's order; not all of them compare.

    Raises
    ------
    DataError
        If a row breaks the schema, or a petition stands twice.

    Examples
    --------
    >>> [row.petition_id for row in samples_and_counts() if row.use == "yes"][:2]
    ['ravitch_2021', 'engardio_2025']
    """
    file = "sample_and_count.csv"
    rows = _read(folder, file, SampleAndCount)
    ids = [row.petition_id for row in rows]
    for number, name in enumerate(ids, start=2):
        if name in ids[: number - 2]:
            raise DataError(f"data/{file}, row {number}, petition_id: {name!r} stands twice")
    return rows


@cache
def r71_count(folder: Path = DATA) -> tuple[CountReport, ...]:
    """The full count of Washington's Referendum 71 as it was published in August 2009.

    The last row is the certified result. A part of the rejected signatures was looked at again
    during the count, so the rows are no random order.

    Raises
    ------
    DataError
        If a row breaks the schema, or a total falls.

    Examples
    --------
    >>> r71_count()[-1].valid
    122007
    """
    file = "r71_count.csv"
    rows = _read(folder, file, CountReport)
    for number, (before, row) in enumerate(pairwise(rows), start=3):
        for column in ("date", "checked", "valid"):
            if getattr(row, column) < getattr(before, column):
                raise DataError(f"data/{file}, row {number}, {column}: falls from the row above")
    return rows
