"""The files of data/: how a CSV or TOML file is read, and how a bad value in it is named."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

DATA = Path(__file__).resolve().parent.parent / "data"


class DataError(ValueError):
    """A file in data/ does not hold what it must: the message names file, row and column."""


class Row(BaseModel):
    """One row of a file, frozen; a column too many is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfPetition(Row):
    """A row of a file that has one a petition."""

    petition_id: str


AnyRow = TypeVar("AnyRow", bound=Row)
NamedRow = TypeVar("NamedRow", bound=OfPetition)


def named(error: ValidationError) -> str:
    """The column and what is wrong; a check between columns names its column itself."""
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"])
    return f"{column}: {first['msg']}" if column else first["msg"].removeprefix("Value error, ")


def each_row(
    folder: Path, file: str, kind: type[AnyRow]
) -> Iterator[tuple[int, AnyRow | DataError]]:
    """Every row of a CSV file with its line number, as it is or as what is wrong with it.

    An empty cell is None: not known.
    """
    with (folder / file).open(encoding="utf-8", newline="") as text:
        for number, record in enumerate(csv.DictReader(text, restkey="too many cells"), start=2):
            try:
                yield (
                    number,
                    kind.model_validate({key: cell or None for key, cell in record.items()}),
                )
            except ValidationError as error:
                yield number, DataError(f"data/{file}, row {number}, {named(error)}")


def read_rows(folder: Path, file: str, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
    """The rows of a CSV file, none of them bad.

    Raises
    ------
    DataError
        For the first bad row: file, row and column.
    """
    rows = []
    for _, row in each_row(folder, file, kind):
        if isinstance(row, DataError):
            raise row
        rows.append(row)
    return tuple(rows)


def read_named(folder: Path, file: str, kind: type[NamedRow]) -> tuple[NamedRow, ...]:
    """The rows of a CSV file, one a petition.

    Raises
    ------
    DataError
        For the first bad row, or the first petition that stands twice.
    """
    rows = read_rows(folder, file, kind)
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row.petition_id in seen:
            what = f"petition_id: {row.petition_id!r} stands twice"
            raise DataError(f"data/{file}, row {number}, {what}")
        seen.add(row.petition_id)
    return rows


def read_tables(folder: Path, file: str, kind: type[AnyRow]) -> Mapping[str, AnyRow]:
    """The tables of a TOML file by name, which is their ``id``; none of them bad.

    Raises
    ------
    DataError
        For the first bad table: file, table and key.
    """
    found: dict[str, AnyRow] = {}
    tables: dict[str, Any] = tomllib.loads((folder / file).read_text("utf-8"))
    for name, table in tables.items():
        try:
            found[name] = kind.model_validate({"id": name, **table})
        except ValidationError as error:
            raise DataError(f"data/{file}, table {name}, {named(error)}") from error
    return MappingProxyType(found)
