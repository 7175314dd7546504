"""Why signatures of past petitions were rejected, by reason. ``data/invalid_reasons.csv``."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, HttpUrl, model_validator

from analysis.data_files import DATA, Row, read_rows

FILE = "invalid_reasons.csv"

Reason = Literal[
    "not_registered", "address", "mismatch", "cancelled", "out_of_area", "repeats", "withdrawn",
    "form", "other", "unnamed",
]  # fmt: skip
INVALID = ("not_registered", "address", "mismatch", "cancelled", "out_of_area", "form", "other")
"""Reasons for which a signature is otherwise invalid, if itemized."""

_ITEMIZED = 0.9  # a breakdown says so much of what was invalid, or it is not whole


class ReasonCount(Row):
    """How many signatures of a petition were rejected for a reason.

    Attributes
    ----------
    printed_as : str
        The source's words for the reason.
    scope : str
        ``sheets``: struck before any signer was checked.
    part : str or None
        The county or batch that the count is confined to.
    checked : int or None
        Signatures looked at.
    """

    petition_id: str
    reason: Reason
    printed_as: str | None
    count: int = Field(ge=0)
    rounded: Literal["yes"] | None
    scope: Literal["full", "stopped", "partial", "sample", "sheets"]
    part: str | None
    checked: int | None = Field(ge=1)
    source_url: HttpUrl
    note: str | None

    @model_validator(mode="after")
    def _fits(self) -> "ReasonCount":
        if self.checked is not None and self.count > self.checked:
            raise ValueError(f"count: at most checked, {self.checked}")
        return self


@cache
def reason_counts(folder: Path = DATA) -> tuple[ReasonCount, ...]:
    """All counts by reason, in the file's order.

    Raises
    ------
    DataError
        If a row breaks the schema.
    """
    return read_rows(folder, FILE, ReasonCount)


@cache
def breakdowns(folder: Path = DATA) -> Mapping[str, Mapping[str, int]]:
    """Whole breakdowns by petition: signatures for each reason of ``INVALID``.

    One is whole if it is of the whole petition or a sample of it, names those who are not
    registered and at least one reason more, and itemizes nine tenths of what was invalid.

    Examples
    --------
    >>> breakdowns()["gascon_2022"]["not_registered"]
    88464
    """
    rows = [row for row in reason_counts(folder) if row.part is None and row.scope != "sheets"]
    found = {}
    for name, group in groupby(sorted(rows, key=_petition), key=_petition):
        counts = whole_breakdown(list(group))
        if counts is not None:
            found[name] = counts
    return MappingProxyType(found)


def _petition(row: ReasonCount) -> str:
    return row.petition_id


def whole_breakdown(rows: Sequence[ReasonCount]) -> Mapping[str, int] | None:
    """The breakdown of a petition's fullest scope, if it is whole; None if not.

    Signatures withdrawn are no part of a check and say nothing of its scope.
    """
    checks = [row.scope for row in rows if row.reason != "withdrawn"]
    if not checks:
        return None
    scope = min(checks, key=("full", "stopped", "sample", "partial").index)
    kept = [row for row in rows if row.scope == scope]
    if any(row.rounded for row in kept):
        return None
    counts = {name: sum(row.count for row in kept if row.reason == name) for name in INVALID}
    itemized = sum(counts.values())
    unnamed = sum(row.count for row in kept if row.reason == "unnamed")
    named = sum(bool(counts[name]) for name in ("address", "mismatch", "cancelled", "out_of_area"))
    if not counts["not_registered"] or not named or itemized < _ITEMIZED * (itemized + unnamed):
        return None
    return MappingProxyType(counts)
