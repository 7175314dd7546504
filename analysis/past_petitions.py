"""Past petitions: what was filed, what officials found, and whether it may inform others.

Typed access to ``data/petitions.csv``, checked on load: types and ranges, a part no larger than
the whole, an outcome that agrees with the numbers. Where a check must not hold, the row names it
and the reason. A bad value is named by file, row and column.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, HttpUrl, model_validator

from analysis.data_files import DATA, OfPetition, read_named

FILE = "petitions.csv"

Kind = Literal["recall", "initiative", "referendum"]
Level = Literal["state", "county", "city", "district", "school", "nation"]
Outcome = Literal[
    "qualified_full", "qualified_on_sample", "qualified", "failed_full", "failed_on_sample",
    "failed", "failed_raw", "failed_form", "not_submitted", "open", "unknown",
]  # fmt: skip
EXCEPTIONS = ("outcome", "over_raw", "invalid_sum")
"""Checks that a row may be excepted from, its reason given."""

ABOUT_SIGNERS = ("qualified_full", "qualified_on_sample", "qualified",
                 "failed_full", "failed_on_sample", "failed")  # fmt: skip
"""Outcomes that were decided by how many signers were found valid."""

_FULL_SHARE = 0.5  # an unfinished count says something of the whole from here on


class PastPetition(OfPetition):
    """A petition, and what is known of its check. Counts in signatures; None is not known."""

    petition_id: str = Field(pattern="^[a-z0-9_]+$")
    title: str = Field(min_length=3)
    kind: Kind
    country: str = Field(pattern="^[A-Z]{2}$")
    state: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    level: Level
    jurisdiction: str
    campaign: str = Field(pattern="^[a-z0-9_]+$")
    year: int | None = Field(ge=1900, le=2100)
    filed: dt.date | None
    decided_on: dt.date | None
    required: int | None = Field(ge=1)
    raw: int | None = Field(ge=1)
    raw_is: Literal["official", "campaign", "rounded", "derived", "pooled"] | None
    sample: int | None = Field(ge=1)
    sample_valid: int | None = Field(ge=0)
    sample_repeats: int | None = Field(ge=0)
    projected: int | None = Field(ge=0)
    projected_is: Literal["corrected", "uncorrected", "unknown"] | None
    count: Literal["whole", "stopped", "partial", "none", "unknown"]
    checked: int | None = Field(ge=1)
    valid: int | None = Field(ge=0)
    invalid: int | None = Field(ge=0)
    repeats: int | None = Field(ge=0)
    outcome: Outcome
    exception: str | None
    use: Literal["yes", "result", "no"]
    why_not: str | None
    source_url: HttpUrl
    source_url_2: HttpUrl | None
    note: str | None = Field(max_length=200)

    @model_validator(mode="after")
    def _is_sound(self) -> "PastPetition":
        for problem in unsound(self):
            raise ValueError(problem)
        return self

    @property
    def preset_id(self) -> str:
        """The id by which a scenario names this petition."""
        return self.petition_id.replace("_", "-")

    @property
    def place(self) -> str:
        """The state; a country other than the United States with its province."""
        if self.country == "US":
            return self.state or "US"
        return f"{self.country}-{self.state}" if self.state else self.country

    @property
    def looked_at(self) -> int | None:
        """Signatures that the count looked at."""
        return self.checked or (self.raw if self.count == "whole" else None)

    @property
    def known_from(self) -> dt.date | None:
        """The day from which its result counts as known: the last of the year if only that is."""
        if self.decided_on is not None:
            return self.decided_on
        return dt.date(self.year, 12, 31) if self.year else None

    @property
    def exceptions(self) -> Mapping[str, str]:
        """The checks that it is excepted from, with the reason."""
        parts = (part.partition(":") for part in (self.exception or "").split("|") if part.strip())
        return MappingProxyType({code.strip(): reason.strip() for code, _, reason in parts})

    @property
    def qualified(self) -> bool | None:
        """Whether officials found it sufficient; None where its signers did not decide."""
        return self.outcome.startswith("qualified") if self.outcome in ABOUT_SIGNERS else None


def unsound(row: PastPetition) -> Iterator[str]:
    """What does not fit together in a row, as "column: what is wrong"."""
    yield from _words(row)
    yield from _sizes(row)
    if "outcome" not in row.exceptions:
        yield from _outcome(row)
    yield from _use(row)


def _words(row: PastPetition) -> Iterator[str]:
    """Columns that go with one another."""
    if row.country == "US" and row.state is None:
        yield "state: needed in the United States"
    if (row.raw is None) is not (row.raw_is is None):
        yield "raw_is: where raw is, and only there"
    if (row.projected is None) is not (row.projected_is is None):
        yield "projected_is: where projected is, and only there"
    if (row.use == "yes") is not (row.why_not is None):
        yield "why_not: a reason where use is not yes, and only there"
    if row.filed and row.decided_on and row.decided_on < row.filed:
        yield f"decided_on: before filed, {row.filed}"
    for code, reason in row.exceptions.items():
        if code not in EXCEPTIONS or not reason:
            yield f"exception: one of {', '.join(EXCEPTIONS)}, a colon, and the reason"


def _sizes(row: PastPetition) -> Iterator[str]:
    """No part is larger than its whole."""
    over_raw = "over_raw" in row.exceptions
    wholes: Sequence[tuple[str, str, int | None]] = (
        ("sample_valid", "sample", row.sample),
        ("sample_repeats", "sample", row.sample),
        ("valid", "the signatures looked at", row.looked_at),
        ("repeats", "the signatures looked at", row.looked_at),
        *(() if over_raw else tuple(
            (part, "raw", row.raw) for part in ("sample", "checked", "projected", "valid")
        )),
    )  # fmt: skip
    for part, name, whole in wholes:
        size = getattr(row, part)
        if size is not None and whole is not None and size > whole:
            yield f"{part}: at most {name}, {whole}"
    looked_at = row.looked_at
    if row.valid is None or row.invalid is None or looked_at is None:
        return
    if "invalid_sum" not in row.exceptions and row.valid + row.invalid != looked_at:
        yield f"invalid: with valid it adds up to {looked_at}"


def _outcome(row: PastPetition) -> Iterator[str]:
    """An outcome agrees with the numbers."""
    if row.required is None or row.qualified is None:
        if row.outcome == "failed_raw" and row.required and row.raw and row.raw >= row.required:
            yield "outcome: raw is not below required"
        return
    on_sample = row.outcome.endswith("on_sample")
    found = row.projected if on_sample else row.valid if row.count == "whole" else None
    if found is not None and (found >= row.required) is not row.qualified:
        yield f"outcome: {row.outcome} does not agree with {found} of {row.required}"
    if row.qualified and row.raw is not None and row.raw < row.required:
        yield "outcome: raw is below required"


def _use(row: PastPetition) -> Iterator[str]:
    """A row that informs others has a share of valid signatures, or a finding about it."""
    if row.use == "no":
        return
    if row.year is None:
        yield f"year: needed where use is {row.use}"
    if row.country != "US":
        yield "use: no where the law is another country's"
    if row.use == "result":
        if row.raw is None or row.required is None or row.qualified is None:
            yield "use: result needs raw, required and a finding about the signers"
        elif row.raw < row.required or row.raw_is == "pooled":
            yield "use: result needs a raw count of its own that reaches required"
        return
    looked_at = row.looked_at
    counted = row.valid is not None and looked_at is not None
    if counted and row.count != "whole" and row.raw and looked_at:
        counted = looked_at >= _FULL_SHARE * row.raw
    sampled = row.sample is not None and row.sample_valid is not None
    projected = row.projected is not None and row.raw is not None
    if not (counted or sampled or projected):
        yield "use: yes needs a count, a sample or a projection"


@cache
def past_petitions(folder: Path = DATA) -> tuple[PastPetition, ...]:
    """All past petitions, in the file's order; not all of them may inform others.

    Raises
    ------
    DataError
        If a row breaks the schema, or an id stands twice.

    Examples
    --------
    >>> next(row for row in past_petitions() if row.petition_id == "gascon_2022").valid
    520050
    """
    return read_named(folder, FILE, PastPetition)


@cache
def by_preset() -> Mapping[str, PastPetition]:
    """Past petitions by the id that a scenario names them by."""
    return MappingProxyType({row.preset_id: row for row in past_petitions()})
