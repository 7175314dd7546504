"""Past official checks: projections with the count that followed, and counts day by day.

Typed access to ``data/sample_and_count.csv`` and ``data/running_counts.csv``, checked on load. A
bad value is named by file, row and column.
"""

import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, model_validator

from analysis.data_files import DATA, DataError, OfPetition, Row, read_named, read_rows

SAMPLES_FILE = "sample_and_count.csv"
COUNTS_FILE = "running_counts.csv"
R71 = "wa_2009_r71"


class SampleAndCount(OfPetition):
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


class CountReport(Row):
    """What officials had published of a full count by a day: a running total. Signatures.

    ``valid`` are the distinct valid signers found so far, ``repeats`` the copies struck so far.
    """

    petition_id: str
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
    return read_named(folder, SAMPLES_FILE, SampleAndCount)


@cache
def running_counts(folder: Path = DATA) -> tuple[CountReport, ...]:
    """Reports of full counts while they went on, each petition's in the order of their dates.

    Raises
    ------
    DataError
        If a row breaks the schema, or a petition's total falls.
    """
    rows = read_rows(folder, COUNTS_FILE, CountReport)
    for number, (before, row) in enumerate(pairwise(rows), start=3):
        if before.petition_id != row.petition_id:
            continue
        for column in ("date", "checked", "valid"):
            if getattr(row, column) < getattr(before, column):
                raise DataError(
                    f"data/{COUNTS_FILE}, row {number}, {column}: falls from the row above"
                )
    return rows


@cache
def r71_count(folder: Path = DATA) -> tuple[CountReport, ...]:
    """The full count of Washington's Referendum 71 as it was published in August 2009.

    The last row is the certified result. A part of the rejected signatures was looked at again
    during the count, so the rows are no random order.

    Examples
    --------
    >>> r71_count()[-1].valid
    122007
    """
    return tuple(row for row in running_counts(folder) if row.petition_id == R71)
