"""Petitions that open as a scenario: those told step by step, and past ones with their numbers.

Typed access to ``data/presets.toml``, checked on load; past petitions come from
``analysis.past_petitions``.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, HttpUrl, model_validator

from analysis.data_files import DATA, Row, read_tables
from analysis.language import mark, t
from analysis.past_petitions import PastPetition, past_petitions
from analysis.rules import law_for


class Step(Row):
    """What became known of a petition on one day.

    ``says`` is a message, ``values`` what goes in place of the names in it.
    """

    name: Literal["announced", "filed", "raw", "sample", "outcome"]
    date: dt.date
    says: str
    values: Mapping[str, str] = {}
    source: HttpUrl
    raw: int | None = Field(default=None, ge=1)
    raw_is: Literal["more_than", "claim", "official", "rounded", "derived"] = "official"
    evidence: Mapping[str, int | str] = {}

    @property
    def is_count(self) -> bool:
        """Whether it says how many raw signatures there are, not only how many at least."""
        return self.raw is not None and self.raw_is != "more_than"

    def told(self) -> str:
        """What became known, in the language of the moment."""
        return t(self.says, **self.values)


class Outcome(Row):
    """How a petition ended: signatures checked and found valid."""

    date: dt.date
    checked: int = Field(ge=1)
    valid: int = Field(ge=0)
    source: HttpUrl


class Preset(Row):
    """A petition that opens as a scenario."""

    id: str
    title: str
    short: str
    state: str = Field(pattern="^[A-Z]{2}(-[A-Z]{2})?$")
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


@cache
def presets(folder: Path = DATA) -> Mapping[str, Preset]:
    """Petitions that open as a scenario, by id: those told step by step, then the latest first.

    Raises
    ------
    DataError
        If a table of ``presets.toml`` or a row of ``petitions.csv`` breaks the schema.
    """
    found = dict(read_tables(folder, "presets.toml", Preset))
    past = [row for row in past_petitions(folder) if not missing(row)]
    for row in sorted(past, key=lambda row: (-(row.year or 0), row.title)):
        found.setdefault(row.preset_id, _as_preset(row))
    return MappingProxyType(found)


def missing(row: PastPetition) -> tuple[str, ...]:
    """What a past petition lacks to open as a scenario, each a message; empty if nothing."""
    lacks = {
        mark("raw count"): row.raw is None,
        mark("requirement"): row.required is None,
        mark("year"): row.year is None and row.filed is None,
        mark("count of its own (several petitions in one)"): row.raw_is == "pooled",
    }
    return tuple(what for what, is_missing in lacks.items() if is_missing)


def _as_preset(past: PastPetition) -> Preset:
    """A past petition as a scenario: its raw count at filing, and what officials found."""
    filed = past.filed or dt.date(past.year or 0, 1, 1)
    source = str(past.source_url)
    raw_is = {"campaign": "claim"}.get(past.raw_is or "", past.raw_is or "official")
    steps: list[dict[str, Any]] = [
        {
            "name": "raw",
            "date": filed,
            "says": mark("{raw} signatures are filed."),
            "values": {"raw": f"{past.raw:,}"},
            "source": source,
            "raw": past.raw,
            "raw_is": raw_is,
        }
    ]
    found = _finding(past, filed)
    if found:
        date = max(past.known_from or filed, filed)
        steps.append({"name": "outcome", "date": date, "source": source, **found})
    outcome = None
    if "counted" in found.get("evidence", {}):
        outcome = {
            "date": steps[-1]["date"], "checked": past.raw, "valid": past.valid, "source": source,
        }  # fmt: skip
    return Preset.model_validate(
        {
            "id": past.preset_id,
            "title": past.title,
            "short": f"the petition “{past.title}”",
            "state": past.place,
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


_FOUND = {
    "sufficient": mark("On a random sample, officials find the petition sufficient."),
    "insufficient": mark("On a random sample, officials find the petition insufficient."),
}
_FOUND_OF_SAMPLE = {
    "sufficient": mark(
        "In a random sample, {valid} of {sample} signatures are valid. Officials find the petition "
        "sufficient."
    ),
    "insufficient": mark(
        "In a random sample, {valid} of {sample} signatures are valid. Officials find the petition "
        "insufficient."
    ),
}


def _finding(past: PastPetition, filed: dt.date) -> dict[str, Any]:
    """What officials found, in words and as evidence; empty if it is not known."""
    if past.count == "whole" and past.valid is not None and past.checked in (None, past.raw):
        evidence = {"counted": past.raw, "counted_valid": past.valid}
        if past.repeats is not None:
            evidence["counted_repeats"] = past.repeats
        return {
            "says": mark("The full count finds {valid} of {raw} signatures valid."),
            "values": {"valid": f"{past.valid:,}", "raw": f"{past.raw:,}"},
            "evidence": evidence,
        }
    law = law_for(state=past.place, kind=past.kind, level=past.level, filed=filed)
    if law.gate is None or not past.outcome.endswith("_on_sample"):
        return {}
    gate = "sufficient" if past.qualified else "insufficient"
    if past.sample is None or past.sample_valid is None:
        return {"says": _FOUND[gate], "evidence": {"gate": gate}}
    return {
        "says": _FOUND_OF_SAMPLE[gate],
        "values": {"valid": f"{past.sample_valid:,}", "sample": f"{past.sample:,}"},
        "evidence": {**_sample(past), "gate": gate},
    }


def _sample(past: PastPetition) -> dict[str, int | None]:
    seen = {"sample": past.sample, "sample_valid": past.sample_valid}
    repeats = {"sample_repeats": past.sample_repeats} if past.sample_repeats is not None else {}
    return seen | repeats
