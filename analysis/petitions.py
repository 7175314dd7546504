"""Petitions: the presets that are told step by step, and the past petitions with their numbers.

Typed access to ``data/presets.toml`` and ``data/past_petitions.csv``, checked on load. A bad value
is named by file, row and column.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    StrictBool,
    ValidationError,
    model_validator,
)

DATA = Path(__file__).resolve().parent.parent / "data"
ASSUMED_KEPT = 0.95
"""Share left after repeats that turns a net validity into a gross one in the past petitions."""


class DataError(ValueError):
    """A file in data/ does not hold what it must: the message names file, row and column."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Row):
    """What became known of a petition on one day."""

    name: Literal["announced", "filed", "raw", "sample", "outcome"]
    date: dt.date
    says: str
    source: HttpUrl
    raw: int | None = Field(default=None, ge=1)
    raw_is: Literal["more_than", "claim", "official"] = "official"
    evidence: Mapping[str, int | str] = {}


class Outcome(_Row):
    """How a petition ended: signatures checked and found valid."""

    date: dt.date
    checked: int = Field(ge=1)
    valid: int = Field(ge=0)
    source: HttpUrl


class Preset(_Row):
    """A petition that opens as a scenario."""

    id: str
    title: str
    short: str
    state: str = Field(pattern="^[A-Z]{2}$")
    kind: str
    level: str
    required: int = Field(ge=1)
    required_source: HttpUrl
    required_note: str = ""
    filed: dt.date
    filed_source: HttpUrl
    filed_to: Literal["day", "year"] = "day"
    election: dt.date | None = None
    election_source: HttpUrl | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
    outcome: Outcome | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Preset":
        dates = [step.date for step in self.steps]
        if dates != sorted(dates):
            raise ValueError("steps must be in the order of their dates")
        if self.steps[0].raw is None:
            raise ValueError("the first step must say how many raw signatures there are")
        return self

    def step(self, name: str) -> Step | None:
        """The step of that name, or None."""
        return next((step for step in self.steps if step.name == name), None)

    def known_by(self, name: str) -> tuple[Step, ...]:
        """The steps up to and including the named one."""
        names: list[str] = [step.name for step in self.steps]
        return self.steps[: names.index(name) + 1]


class PastPetition(_Row):
    """A decided petition and the gross validity that its numbers imply."""

    petition_id: str
    title: str
    state: str = Field(pattern="^[A-Z]{2}$")
    kind: Literal["recall", "initiative", "referendum"]
    level: Literal["state", "county", "city", "district", "school"]
    filed: dt.date | None
    year: int = Field(ge=1900, le=2100)
    decided_on: dt.date
    decided_to: Literal["day", "year"]
    required: int = Field(ge=1)
    raw: int = Field(ge=1)
    sample: int | None = Field(ge=1)
    sample_valid: int | None = Field(ge=0)
    projected: int | None = Field(ge=0)
    valid: int | None = Field(ge=0)
    whole_count: StrictBool
    basis: Literal["sample", "count", "projection"]
    gross: float = Field(gt=0.0, lt=1.0)
    source_url: HttpUrl

    @model_validator(mode="after")
    def _gross_follows(self) -> "PastPetition":
        part, whole, kept = {
            "sample": (self.sample_valid, self.sample, 1.0),
            "count": (self.valid, self.raw, ASSUMED_KEPT),
            "projection": (self.projected, self.raw, ASSUMED_KEPT),
        }[self.basis]
        if part is None or whole is None:
            raise ValueError(f"gross: the counts of its basis {self.basis!r} are missing")
        if abs(part / whole / kept - self.gross) > 1e-6:
            raise ValueError(f"gross: {self.gross} is not {part} / {whole} / {kept}")
        return self

    @property
    def preset_id(self) -> str:
        """The id by which a scenario names this petition."""
        return self.petition_id.lower().replace("_", "-")


_MARKS = {"yes": True, "": False}


def _explain(error: ValidationError, *, file: str, row: str) -> DataError:
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"]) or "row"
    return DataError(f"data/{file}, {row}, {column}: {first['msg']}")


@cache
def past_petitions(folder: Path = DATA) -> tuple[PastPetition, ...]:
    """Past petitions, oldest decision first.

    Raises
    ------
    DataError
        If a row of ``past_petitions.csv`` breaks the schema.
    """
    file = "past_petitions.csv"
    try:
        table = pd.read_csv(folder / file, dtype=str, keep_default_na=False, index_col=False)
    except pd.errors.ParserError as error:
        raise DataError(f"data/{file}: {error}") from error
    rows = []
    for number, record in enumerate(table.to_dict("records"), start=2):
        cells: dict[str, Any] = {str(key): value or None for key, value in record.items()}
        cells["whole_count"] = _MARKS.get(str(record.get("whole_count")), record.get("whole_count"))
        try:
            rows.append(PastPetition.model_validate(cells))
        except ValidationError as error:
            raise _explain(error, file=file, row=f"row {number}") from error
    ids = [row.petition_id for row in rows]
    repeated = sorted({name for name in ids if ids.count(name) > 1})
    if repeated:
        raise DataError(f"data/{file}, petition_id: {repeated[0]!r} stands twice")
    return tuple(sorted(rows, key=lambda row: (row.decided_on, row.petition_id)))


@cache
def presets(folder: Path = DATA) -> Mapping[str, Preset]:
    """Petitions that open as a scenario, by id; those told step by step come first."""
    file = "presets.toml"
    found: dict[str, Preset] = {}
    for name, table in tomllib.loads((folder / file).read_text("utf-8")).items():
        try:
            found[name] = Preset.model_validate({"id": name, **table})
        except ValidationError as error:
            raise _explain(error, file=file, row=f"table {name}") from error
    for past in past_petitions(folder):
        found.setdefault(past.preset_id, _as_preset(past))
    return MappingProxyType(found)


def _as_preset(past: PastPetition) -> Preset:
    """A past petition as a scenario: its raw count at filing and, if complete, its count."""
    filed = past.filed or dt.date(past.year, 1, 1)
    source = str(past.source_url)
    steps = [
        {"name": "raw", "date": filed, "says": f"{past.raw:,} signatures are filed.",
         "source": source, "raw": past.raw}
    ]  # fmt: skip
    outcome = None
    if past.whole_count and past.valid is not None:
        says = f"The full count finds {past.valid:,} of {past.raw:,} signatures valid."
        evidence = {"counted": past.raw, "counted_valid": past.valid}
        steps.append(
            {"name": "outcome", "date": past.decided_on, "says": says, "source": source,
             "evidence": evidence}
        )  # fmt: skip
        outcome = {
            "date": past.decided_on, "checked": past.raw, "valid": past.valid, "source": source,
        }  # fmt: skip
    return Preset.model_validate(
        {
            "id": past.preset_id,
            "title": past.title,
            "short": f"the petition “{past.title}”",
            "state": past.state,
            "kind": past.kind,
            "level": past.level,
            "required": past.required,
            "required_source": source,
            "filed": filed,
            "filed_source": source,
            "filed_to": "day" if past.filed else "year",
            "steps": steps,
            "outcome": outcome,
        }
    )
