"""The table of all past petitions, and the part of it that a reader asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from analysis.language import pt, t, with_language
from analysis.past_petitions import PastPetition, past_petitions
from analysis.past_shares import Basis, share_of
from analysis.petitions import missing, presets
from analysis.track_record.built import track_record
from analysis.track_record.cases import NOT_KNOWN

SUFFICIENT, INSUFFICIENT, NEITHER = "sufficient", "insufficient", "neither"
RESULTS = (SUFFICIENT, INSUFFICIENT, NEITHER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; an empty value asks for nothing.

    Attributes
    ----------
    kinds, places, levels, results : tuple of str
        Any of these.
    years : tuple of int or None
        First and last; petitions whose year is not known are then left out.
    least_required : int
        Signatures; 0 keeps petitions whose requirement is not known.
    text : str
        Words that all stand in title, jurisdiction or note.
    """

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    least_required: int = 0
    text: str = ""

    def keeps(self, row: PastPetition) -> bool:
        """Whether a petition is asked for."""
        among = (
            (self.kinds, row.kind),
            (self.places, row.place),
            (self.levels, row.level),
            (self.results, result_of(row)),
        )
        if any(wanted and given not in wanted for wanted, given in among):
            return False
        if self.years and not (row.year and self.years[0] <= row.year <= self.years[1]):
            return False
        if self.least_required and (row.required or 0) < self.least_required:
            return False
        told = f"{row.title} {row.jurisdiction} {row.note or ''}".casefold()
        return all(word in told for word in self.text.casefold().split())


def result_of(row: PastPetition) -> str:
    """Whether officials found it sufficient, insufficient, or neither is known."""
    return {True: SUFFICIENT, False: INSUFFICIENT, None: NEITHER}[row.qualified]


def rows_of(asked: Asked) -> tuple[PastPetition, ...]:
    """The petitions that are asked for, the latest first."""
    return tuple(row for row in _in_order() if asked.keeps(row))


@cache
def _in_order() -> tuple[PastPetition, ...]:
    return tuple(sorted(past_petitions(), key=lambda row: (-(row.year or 0), row.title)))


@cache
def places() -> tuple[str, ...]:
    """The states and countries that occur, those with most petitions first."""
    found = [row.place for row in past_petitions()]
    return tuple(sorted(set(found), key=lambda place: (-found.count(place), place)))


@cache
def years() -> tuple[int, int]:
    """The first and the last year."""
    found = [row.year for row in past_petitions() if row.year]
    return min(found), max(found)


@cache
def not_scored() -> Mapping[str, str]:
    """Why a petition is not in the track record, by petition."""
    return MappingProxyType({one.petition_id: one.reason for one in track_record().excluded})


def _valid_percent(row: PastPetition) -> float | None:
    found = share_of(row)
    return None if found is None else round(100.0 * found[0], 1)


def _valid_basis(row: PastPetition) -> str:
    found = share_of(row)
    return "" if found is None else basis_name(found[1])


def basis_name(basis: Basis) -> str:
    """What a share is read from, in the language of the moment."""
    return {
        "count": pt("basis", "count"),
        "rounded": pt("basis", "rounded"),
        "sample": pt("basis", "sample"),
        "projection": pt("basis", "projection"),
    }[basis]


def _link(row: PastPetition) -> str | None:
    """The address that opens it as a scenario, in the language of the moment."""
    if row.preset_id not in presets():
        return None
    return f"/{with_language(f'?petition={row.preset_id}')}"


def _kind(row: PastPetition) -> str:
    return {
        "recall": pt("kind", "recall"),
        "initiative": pt("kind", "initiative"),
        "referendum": pt("kind", "referendum"),
    }[row.kind]


def _level(row: PastPetition) -> str:
    return {
        "state": pt("level", "state"),
        "county": pt("level", "county"),
        "city": pt("level", "city"),
        "district": pt("level", "district"),
        "school": pt("level", "school"),
        "nation": pt("level", "nation"),
    }[row.level]


def _result(row: PastPetition) -> str:
    return {
        SUFFICIENT: t("sufficient"),
        INSUFFICIENT: t("insufficient"),
        NEITHER: pt("result", "neither"),
    }[result_of(row)]


def _why_not_scored(row: PastPetition) -> str:
    """The record's reason, which it holds in English, in the language of the moment."""
    reason = not_scored().get(row.petition_id, "")
    before = NOT_KNOWN.format(what="")
    if not reason.startswith(before):
        return t(reason) if reason else ""
    lacks = reason.removeprefix(before).split(", ")
    return t(NOT_KNOWN, what=", ".join(t(what) for what in lacks))


COLUMNS: Mapping[str, Callable[[PastPetition], Any]] = MappingProxyType(
    {
        "petition": lambda row: row.title,
        "open": _link,
        "year": lambda row: row.year,
        "kind": _kind,
        "state": lambda row: row.place,
        "level": _level,
        "jurisdiction": lambda row: row.jurisdiction,
        "required": lambda row: row.required,
        "raw": lambda row: row.raw,
        "valid, %": _valid_percent,
        "basis": _valid_basis,
        "result": _result,
        "outcome": lambda row: row.outcome,
        "missing": lambda row: ", ".join(t(what) for what in missing(row)),
        "not scored": _why_not_scored,
        "filed": lambda row: row.filed,
        "decided": lambda row: row.decided_on,
        "note": lambda row: row.note or "",
        "source": lambda row: str(row.source_url),
        "source 2": lambda row: str(row.source_url_2 or "") or None,
    }
)
"""Every column of the table by its name; None where nothing is known. An outcome is its id."""


def columns_of(rows: Sequence[PastPetition]) -> dict[str, list[Any]]:
    """The table, column by column."""
    return {name: [value(row) for row in rows] for name, value in COLUMNS.items()}
