"""The data dictionary: nothing that is given out without an entry, no entry for nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from analysis import dictionary
from analysis.language import speaking
from analysis.scenario import read
from analysis.tables import TABLES
from analysis.take_away import results_body
from analysis.wording.api import FIELDS, PLAN_FIELDS
from analysis.wording.columns import COLUMNS, SHARED
from analysis.wording.fields import KINDS

PLAN = (
    "collected=400000&collected_on=2022-05-01&started=2022-01-27&deadline=2022-07-06&cost=6.5"
    "&worth=20000000&strike_repeats=10000"
)
STRINGS = (
    "",
    "model=2026-11&invalid=8",
    "as_of=sample",
    "as_of=outcome",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
    "petition=custom&raw=900&required=700&speed=20&meetings=2022-08-02",
    PLAN,
)
# What JSON has for a type of the dictionary.
TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,), "number": (int, float), "text": (str,), "boolean": (bool,), "date": (str,),
    "list": (list,), "object": (dict,), "link": (str,),
}  # fmt: skip


def parts(body: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        yield f"{above}{name}", value
        if isinstance(value, dict):
            yield from parts(value, f"{above}{name}.")


def of_results(string: str) -> dict[str, Any]:
    body = results_body(read(string))
    del body["dictionary"]
    return dict(parts(body))


@pytest.mark.parametrize("string", STRINGS)
def test_every_part_of_the_results_has_an_entry_of_its_type(string: str) -> None:
    for path, value in of_results(string).items():
        entry = dictionary.entry_of(path)
        assert value is None or isinstance(value, TYPES[entry.kind]), path
        assert isinstance(value, bool) == (value is not None and entry.kind == "boolean"), path


def test_no_entry_of_the_results_is_unused() -> None:
    used = {dictionary.entry_of(path).name for string in STRINGS for path in of_results(string)}
    assert dictionary.result_entries().keys() == used


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("string", STRINGS)
def test_every_column_of_every_table_has_an_entry(name: str, string: str) -> None:
    columns = TABLES[name](read(string)).columns
    assert columns == dictionary.english_columns()[name]
    told = [entry.name for entry in dictionary.entries() if entry.where == name]
    assert tuple(told) == columns
    assert all(dictionary.column(name, column).meaning for column in columns)


def test_no_column_is_told_that_no_table_has() -> None:
    there = {(where, column) for where in TABLES for column in dictionary.english_columns()[where]}
    assert COLUMNS.keys() <= there
    assert {column for _, column in there - COLUMNS.keys()} == SHARED.keys()


def test_numbers_of_the_tables_are_of_the_type_that_is_told() -> None:
    for string in STRINGS:
        for name, make in TABLES.items():
            table = make(read(string))
            kinds = [dictionary.column(name, column).kind for column in table.columns]
            for row in table.rows:
                for kind, cell in zip(kinds, row, strict=True):
                    if kind in ("integer", "number"):
                        assert cell == "" or isinstance(cell, TYPES[kind]), (name, cell)


def test_an_unknown_part_has_no_entry() -> None:
    with pytest.raises(KeyError):
        dictionary.entry_of("plan.raw_for.95.more")


def test_the_api_says_the_same() -> None:
    """One list of sentences: that of the API's document is made from it."""
    told = dictionary.explained()
    assert {name: told[name]["meaning"] for name in FIELDS} == FIELDS
    assert {name: told[f"plan.{name}"]["meaning"] for name in PLAN_FIELDS} == PLAN_FIELDS


def test_in_spanish_it_names_the_columns_of_the_spanish_files() -> None:
    with speaking("es"):
        table = dictionary.table()
        told = [row[1] for row in table.rows if row[0] == "dots"]
        assert tuple(told) == TABLES["dots"](read("")).columns
        assert table.columns == ("archivo", "nombre", "significado", "unidad", "tipo")
    english = dictionary.table()
    assert english.columns == ("file", "name", "meaning", "unit", "type")
    assert {row[4] for row in english.rows} <= set(KINDS.values())
    # Whole sentences differ in every line; a unit or a type may not.
    assert [a for a, b in zip(english.rows, table.rows, strict=True) if a[2] == b[2]] == []
