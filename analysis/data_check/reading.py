"""Each file of data/ by itself: all of its rows, and all that is wrong with the bad ones."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError, model_validator

from analysis import past_petitions
from analysis.data_check.found import AnyRow, Loaded, Place, Problem
from analysis.data_files import Row
from analysis.past_petitions import PastPetition, unsound
from analysis.wording import data_check as say


class _AnyPetition(PastPetition):
    """A petition whose columns may clash, so that every clash can be named."""

    @model_validator(mode="after")
    def _is_sound(self) -> "_AnyPetition":
        return self


def csv_file(folder: Path, file: str, kind: type[AnyRow]) -> Loaded[AnyRow]:
    """A CSV file; rows are numbered as they are where it is loaded, the header line being 1."""
    try:
        with (folder / file).open(encoding="utf-8", newline="") as text:
            header, *records = [cells for cells in csv.reader(text) if cells] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return Loaded(file, (), (Problem(file, None, "", say.unreadable(str(error))),))
    problems = list(_header(file, header, kind))
    rows: list[tuple[int, AnyRow]] = []
    ids: set[str] = set()
    for number, cells in enumerate(records if not problems else (), start=2):
        ids.update(cells[:1] if header[0] == "petition_id" else ())
        if len(cells) != len(header):
            what = say.cells_of(given=len(cells), wanted=len(header))
            problems.append(Problem(file, number, "", what))
            continue
        values = {name: cell or None for name, cell in zip(header, cells, strict=True)}
        try:
            rows.append((number, kind.model_validate(values)))
        except ValidationError as error:
            problems += _wrong(file, number, error, values)
    return Loaded(file, tuple(rows), tuple(problems), frozenset(ids))


def _header(file: str, header: Sequence[str], kind: type[Row]) -> Iterator[Problem]:
    wanted = kind.model_fields
    yield from (
        Problem(file, 1, name, say.column_missing()) for name in wanted if name not in header
    )
    for name, times in Counter(header).items():
        if name not in wanted:
            yield Problem(file, 1, name, say.no_such_column())
        elif times > 1:
            yield Problem(file, 1, name, say.column_twice())


def toml_file(folder: Path, file: str, kind: type[AnyRow]) -> Loaded[AnyRow]:
    """A TOML file; a row is a table."""
    try:
        tables = tomllib.loads((folder / file).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Loaded(file, (), (Problem(file, None, "", say.unreadable(str(error))),))
    rows, problems = [], []
    for name, table in tables.items():
        if not isinstance(table, dict):
            problems.append(Problem(file, name, "", say.not_a_table()))
            continue
        try:
            rows.append((name, kind.model_validate({"id": name, **table})))
        except ValidationError as error:
            problems += _wrong(file, name, error, {})
    return Loaded(file, tuple(rows), tuple(problems))


def _wrong(
    file: str, row: Place, error: ValidationError, values: Mapping[str, Any]
) -> Iterator[Problem]:
    """Everything that is wrong with a row."""
    for one in error.errors():
        column = ".".join(str(part) for part in one["loc"])
        if column:
            what = say.bad_cell(one["msg"].removeprefix("Value error, "), one["input"])
            yield Problem(file, row, column, what)
            continue
        # A model stops at its first clash; a petition can tell all of them.
        clashes = [one["msg"].removeprefix("Value error, ")]
        if file == past_petitions.FILE:
            clashes = list(unsound(_AnyPetition.model_validate(values)))
        for clash in clashes:
            name, _, what = clash.partition(": ")
            yield Problem(file, row, name, what) if what else Problem(file, row, "", clash)
