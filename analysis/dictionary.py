"""The data dictionary: what every result and every column of the tables means, in which unit."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from analysis.language import ENGLISH, kept, speaking, t
from analysis.scenario import KEYS, read
from analysis.scenario.keys import Key
from analysis.table import Table
from analysis.tables import TABLES
from analysis.wording.columns import COLUMNS, SHARED
from analysis.wording.fields import (
    ANSWER,
    DATE,
    KINDS,
    LIST,
    NONE,
    NUMBER,
    OBJECT,
    SIGNATURES,
    TEXT,
    WHOLE,
    Field,
    meaning_of_key,
)
from analysis.wording.plan_fields import PLAN

RESULTS = "results"
"""Where the parts of an answer stand: ``results.csv`` and ``results.json``."""
PLAN_PART = "plan"
_NO_SIGNATURES = frozenset({"v", "sample_days", "order_lag"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionary.

    ``where`` is ``results`` or the name of a table. In ``name``, of a result, "*" stands for any
    name. Texts are in the language of the moment; ``kind`` is one of ``KINDS``.
    """

    where: str
    name: str
    meaning: str
    unit: str
    kind: str


@kept(None)
def entries() -> tuple[Entry, ...]:
    """Return the whole dictionary: the results first, then table by table.

    Examples
    --------
    >>> [entry.meaning for entry in entries() if entry.name == "odds.sufficient"]
    ['That the valid signatures reach the number required.']
    """
    return (*result_entries().values(), *_of_tables())


@kept(None)
def result_entries() -> dict[str, Entry]:
    """Return what stands in the results, by its path."""
    made: dict[str, Entry] = {}
    for name, field in ANSWER.items():
        made[name] = _entry(RESULTS, name, field)
        if name == "scenario":
            made |= {f"scenario.{key}": _of_key(KEYS[key]) for key in KEYS}
    made[PLAN_PART] = Entry(RESULTS, PLAN_PART, t("What the scenario needs."), NONE, OBJECT)
    for name, field in PLAN.items():
        made[f"{PLAN_PART}.{name}"] = _entry(RESULTS, f"{PLAN_PART}.{name}", field)
    return made


def entry_of(path: str) -> Entry:
    """Return the entry of a part of the results.

    Raises
    ------
    KeyError
        If the dictionary has none.

    Examples
    --------
    >>> entry_of("plan.raw_for.95").unit
    'signatures'
    """
    found = result_entries()
    return found[path if path in found else _pattern(path)]


@cache
def _pattern(path: str) -> str:
    parts = path.count(".")
    fitting = (
        name
        for name in result_entries()
        if "*" in name and name.count(".") == parts and fnmatchcase(path, name)
    )
    return next(fitting, path)


def table() -> Table:
    """Return the dictionary as a table."""
    rows = ((one.where, one.name, one.meaning, one.unit, t(KINDS[one.kind])) for one in entries())
    return Table((t("file"), t("name"), t("meaning"), t("unit"), t("type")), tuple(rows))


def body() -> dict[str, Any]:
    """Return the dictionary, ready for ``json.dumps``: by file, then by name."""
    found: dict[str, Any] = {RESULTS: explained()}
    for one in _of_tables():
        found.setdefault(one.where, {})[one.name] = _plain(one)
    return found


def explained() -> dict[str, Any]:
    """Return what the parts of the results mean, by path, ready for ``json.dumps``."""
    return {name: _plain(entry) for name, entry in result_entries().items()}


def column(where: str, name: str) -> Field:
    """Return what a column of a table is, by its English name.

    Raises
    ------
    KeyError
        If nothing is said of it.
    """
    return COLUMNS[where, name] if (where, name) in COLUMNS else SHARED[name]


@cache
def english_columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of every table by its name, in English. No scenario changes them."""
    with speaking(ENGLISH):
        return {name: make(read("")).columns for name, make in TABLES.items()}


@kept(None)
def _of_tables() -> tuple[Entry, ...]:
    return tuple(
        _entry(where, said, column(where, name))
        for where, make in TABLES.items()
        for name, said in zip(english_columns()[where], make(read("")).columns, strict=True)
    )


def _entry(where: str, name: str, field: Field) -> Entry:
    unit = t(field.unit) if field.unit else NONE
    return Entry(where, name, t(field.meaning), unit, field.kind)


def _of_key(key: Key) -> Entry:
    kinds = {"whole": WHOLE, "number": NUMBER, "date": DATE, "dates": LIST, "meetings": LIST}
    unit = t(key.unit) if key.unit else NONE
    if key.kind == "whole" and key.name not in _NO_SIGNATURES:
        unit = t(SIGNATURES)
    kind = kinds.get(key.kind, TEXT)
    return Entry(RESULTS, f"scenario.{key.name}", meaning_of_key(key.name), unit, kind)


def _plain(entry: Entry) -> dict[str, str]:
    return {"meaning": entry.meaning, "unit": entry.unit, "type": entry.kind}
