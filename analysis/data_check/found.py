"""What a check of the files of data/ finds: rows, rows left out, problems."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from analysis.data_files import Row
from analysis.wording import data_check as say

AnyRow = TypeVar("AnyRow", bound=Row)
Place = int | str | None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that is loaded and left out, and why."""

    row: int
    petition_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where. ``row`` is a table's name in a TOML file, None for a whole file."""

    file: str
    row: Place
    column: str
    problem: str

    @property
    def line(self) -> str:
        """The problem as a line of text."""
        return say.problem_line(
            file=self.file, row=self.row, column=self.column, problem=self.problem
        )


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file: how many of its rows could be loaded, and which are left out."""

    file: str
    loaded: int
    excluded: tuple[Excluded, ...] = ()


@dataclass(frozen=True, slots=True)
class DataCheck:
    """What was found. Warnings are differences between files that break nothing."""

    files: tuple[FileCheck, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Loaded(Generic[AnyRow]):
    """The sound rows of a file with where they stand, and the problems of the others.

    ``ids`` are those of all rows: a bad row of petitions.csv is no reason to miss its id elsewhere.
    """

    file: str
    rows: tuple[tuple[Any, AnyRow], ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str] = frozenset()
