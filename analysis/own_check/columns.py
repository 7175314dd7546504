"""Which column of a check's file holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from analysis.csv_fault import CsvFault, Words, column_number
from analysis.language import mark
from analysis.own_check.counts import UNITS, Unit
from analysis.own_check.people import is_personal_header, says_no_more, words_of
from analysis.scenario import REASONS

COUNTED = ("checked", "valid", "invalid", *REASONS, "repeats")

# Further names of a column; case, hyphens and the words of _FILLERS make no difference.
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "circulator": ("circ", "collector", "gatherer", "canvasser"),
    "day": ("date", "day collected", "date collected", "collected on"),
    "sheet": ("sheets", "page", "petition sheet", "section", "petition section", "book", "packet"),
    "checked": (
        "reviewed", "examined", "looked at", "lines", "n", "signatures", "number of signatures",
        "signature count",
    ),
    "valid": ("good", "accepted", "otherwise valid", "valid otherwise"),
    "invalid": ("bad", "rejected", "otherwise invalid", "invalid otherwise"),
    "not_registered": ("unregistered", "not on file", "not found"),
    "address": (
        "different address", "wrong address", "address differs", "address mismatch",
        "other address", "moved",
    ),
    "mismatch": (
        "signature mismatch", "mismatched", "mismatched signature", "signature differs",
        "signature does not match", "no match",
    ),
    "cancelled": ("canceled", "registration cancelled", "registration canceled"),
    "out_of_area": (
        "out of county", "out of district", "out of jurisdiction", "outside area",
        "outside the area", "wrong county", "wrong district",
    ),
    "other": ("others", "other reasons", "other reason", "other invalid"),
    "repeats": (
        "repeat", "repeated", "duplicate", "duplicates", "dupes", "signed twice",
        "signed more than once",
    ),
}  # fmt: skip
_FILLERS = frozenset(
    {"code", "id", "no", "nr", "number", "count", "total", "signatures", "sigs", "of"}
)


def _plain(header: str) -> str:
    """A column name without the words that make no difference."""
    words = words_of(header)
    return " ".join([word for word in words if word not in _FILLERS] or words)


_NAMES: Mapping[str, str] = MappingProxyType(
    {
        _plain(name): column
        for column, names in _SYNONYMS.items()
        for name in (column.replace("_", " "), *names)
    }
)
_KNOWN = (
    frozenset(word for name in _NAMES for word in name.split())
    | _FILLERS
    | {
        "area", "campaign", "comment", "comments", "county", "crew", "district", "e", "line",
        "lines", "location", "month", "note", "notes", "office", "percent", "petition", "rate",
        "remark", "remarks", "share", "shift", "site", "status", "team", "time", "turf", "week",
    }
)  # fmt: skip
"""Words of column names that may be shown; a name with any other is shown as its place."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each known column stands, the unit's, and the names of those not used.

    ``reasons`` are those that have a column. ``shown`` are the columns' names as they may be shown.
    """

    places: Mapping[str, int]
    reasons: tuple[str, ...]
    unit: Unit | None
    unit_place: int
    passed_over: tuple[str, ...]
    shown: tuple[str, ...]


def columns_of(header: Sequence[str], *, line: int) -> Columns | CsvFault:
    """What the columns hold; or why the file is refused.

    Examples
    --------
    >>> found = columns_of(("Circulator code", "Checked", "Good", "note"), line=1)
    >>> found.unit, sorted(found.places), found.passed_over
    ('circulator', ['checked', 'valid'], ('note',))
    >>> columns_of(("sheet", "Voter name", "checked", "valid"), line=1).column
    'Voter name'
    """
    known = [_NAMES.get(_plain(name)) for name in header]
    shown = tuple(_shown(name, place) for place, name in enumerate(header))
    for place, (name, column) in enumerate(zip(header, known, strict=True)):
        if column is None and is_personal_header(name):
            given = Words(mark("a column that looks like a person's data"))
            return CsvFault(line, shown[place], given, _NO_PEOPLE)
    for place, column in enumerate(known):
        if column is not None and column in known[:place]:
            pair = {"first": shown[known.index(column)], "other": shown[place]}
            given = Words(mark("{first}, and {other}"), **pair)
            allowed = Words(mark("one column for {name}"), name=plain_name(column))
            return CsvFault(line, shown[place], given, allowed)
    places = {name: place for place, name in enumerate(known) if name is not None}
    fault = _missing(places, line)
    if fault is not None:
        return fault
    unit = next((name for name in UNITS if name in places), None)
    unused = {place for name, place in places.items() if name in UNITS and name != unit}
    return Columns(
        places=MappingProxyType({name: places[name] for name in COUNTED if name in places}),
        reasons=tuple(reason for reason in REASONS if reason in places),
        unit=unit,
        unit_place=places[unit] if unit else -1,
        passed_over=tuple(
            name
            for place, name in enumerate(shown)
            if known[place] is None or place in unused
        ),
        shown=shown,
    )  # fmt: skip


def _shown(name: str, place: int) -> str:
    return name if says_no_more(name, known=_KNOWN) else column_number(place)


_NO_PEOPLE = Words(
    mark(
        "counts, and codes such as C-014, no names and no contacts; take this column out. Nothing "
        "of the file is kept"
    )
)


def _missing(places: Mapping[str, int], line: int) -> CsvFault | None:
    if "checked" not in places:
        given = Words(mark("no column checked"))
        return CsvFault(line, "header", given, Words(mark("a column checked: how many were")))
    if not {"valid", "invalid", *REASONS} & set(places):
        given = Words(mark("no column that says how many were valid"))
        allowed = mark("a column valid, a column invalid, or counts by reason: {names}")
        return CsvFault(line, "header", given, Words(allowed, names=", ".join(REASONS)))
    return None


def plain_name(column: str) -> str:
    """A column as a sentence names it; a file's names are English.

    Examples
    --------
    >>> plain_name("out_of_area")
    'out of area'
    """
    return column.replace("_", " ")
