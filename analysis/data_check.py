"""Whether the files of data/ are sound: ``recall-odds data check``.

Reads every file as its own module does, but goes on after the first problem, and holds the files
against one another: ids, sums and figures that stand in two places. What a row must be is said by
the modules that load it; what was found is said by ``analysis.wording.data_check``.
"""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError, model_validator

from analysis import first_prior, past_checks, past_petitions, past_reasons
from analysis.data_files import DATA, Row
from analysis.first_prior import FirstRow
from analysis.past_checks import CountReport, SampleAndCount
from analysis.past_petitions import PastPetition, unsound
from analysis.past_reasons import INVALID, ReasonCount, whole_breakdown
from analysis.petitions import Preset
from analysis.rules import RuleSet
from analysis.versions import ModelVersion
from analysis.wording import data_check as say

SCHEMA = 1
OVER_COUNT = "over_count"
"""Code in a note of invalid_reasons.csv: the reasons add up to more than what was invalid."""
DIFFERS = "differs"
"""Code in a note: a figure is not that of petitions.csv."""

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
class _Loaded(Generic[AnyRow]):
    """The sound rows of a file with where they stand, and the problems of the others.

    ``ids`` are those of all rows: a bad row of petitions.csv is no reason to miss its id elsewhere.
    """

    file: str
    rows: tuple[tuple[Any, AnyRow], ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str] = frozenset()


class _AnyPetition(PastPetition):
    """A petition whose columns may clash, so that every clash can be named."""

    @model_validator(mode="after")
    def _is_sound(self) -> "_AnyPetition":
        return self


def check(folder: Path = DATA) -> DataCheck:
    """Check every file of data/, and the files against one another.

    Examples
    --------
    >>> found = check()
    >>> [one.file for one in found.files][:2]
    ['petitions.csv', 'invalid_reasons.csv']
    """
    petitions = _csv(folder, past_petitions.FILE, PastPetition)
    reasons = _csv(folder, past_reasons.FILE, ReasonCount)
    samples = _csv(folder, past_checks.SAMPLES_FILE, SampleAndCount)
    counts = _csv(folder, past_checks.COUNTS_FILE, CountReport)
    first = _csv(folder, first_prior.FILE, FirstRow)
    presets = _toml(folder, "presets.toml", Preset)
    others = (_toml(folder, "rules.toml", RuleSet),
              _toml(folder, "model_versions.toml", ModelVersion))  # fmt: skip
    excluded = {
        petitions.file: tuple(_not_used(petitions.rows)),
        samples.file: tuple(_not_used(samples.rows)),
        reasons.file: tuple(_not_whole(reasons.rows)),
    }
    known = {row.petition_id: row for _, row in petitions.rows}
    loaded: tuple[_Loaded[Any], ...] = (
        petitions,
        reasons,
        samples,
        counts,
        first,
        presets,
        *others,
    )
    problems = [
        *(problem for one in loaded for problem in one.problems),
        *(problem for one in (petitions, samples, first) for problem in _twice(one)),
        *_falling(counts),
        *(
            problem
            for one in loaded[1:6]
            if petitions.ids
            for problem in _strangers(one, petitions)
        ),
        *_over_count(reasons, known),
    ]
    warnings = (
        *_other_figures(samples, known), *_other_repeats(reasons, known),
        *_other_counts(counts, known), *_other_presets(presets, known),
    )  # fmt: skip
    order = {one.file: place for place, one in enumerate(loaded)}
    return DataCheck(
        tuple(FileCheck(one.file, len(one.rows), excluded.get(one.file, ())) for one in loaded),
        tuple(sorted(problems, key=lambda one: (order[one.file], _number(one.row)))),
        warnings,
    )


def _number(row: Place) -> int:
    """Where a row stands among others; tables stay in their order, a whole file goes first."""
    return row if isinstance(row, int) else 0


def body(found: DataCheck) -> dict[str, Any]:
    """What was found, ready for ``json.dumps``; warnings are no part of it."""
    return {
        "schema": SCHEMA,
        "files": [
            {
                "file": one.file,
                "loaded": one.loaded,
                "excluded": [{"row": out.row, "reason": out.reason} for out in one.excluded],
            }
            for one in found.files
        ],
        "problems": [
            {"file": one.file, "row": one.row, "column": one.column, "problem": one.problem}
            for one in found.problems
        ],
    }


def lines(found: DataCheck) -> list[str]:
    """What was found as text, all but the problems: a line a file, then what is left out."""
    told = []
    for one in found.files:
        told.append(say.file_line(one.file, loaded=one.loaded, excluded=len(one.excluded)))
        rows = Counter(out.reason for out in one.excluded)
        for reason, number in rows.most_common():
            ids = dict.fromkeys(out.petition_id for out in one.excluded if out.reason == reason)
            told.append(say.excluded_line(reason, rows=number, ids=list(ids)))
    return [*told, *warning_lines(found), say.sound_line(len(found.problems))]


def warning_lines(found: DataCheck) -> list[str]:
    """Differences between files, a line each."""
    return [say.warning_line(one.line) for one in found.warnings]


# Files, one by one.


def _csv(folder: Path, file: str, kind: type[AnyRow]) -> _Loaded[AnyRow]:
    """A CSV file; rows are numbered as they are where it is loaded, the header line being 1."""
    try:
        with (folder / file).open(encoding="utf-8", newline="") as text:
            header, *records = [cells for cells in csv.reader(text) if cells] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return _Loaded(file, (), (Problem(file, None, "", say.unreadable(str(error))),))
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
    return _Loaded(file, tuple(rows), tuple(problems), frozenset(ids))


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


def _toml(folder: Path, file: str, kind: type[AnyRow]) -> _Loaded[AnyRow]:
    """A TOML file; a row is a table."""
    try:
        tables = tomllib.loads((folder / file).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return _Loaded(file, (), (Problem(file, None, "", say.unreadable(str(error))),))
    rows, problems = [], []
    for name, table in tables.items():
        if not isinstance(table, dict):
            problems.append(Problem(file, name, "", say.not_a_table()))
            continue
        try:
            rows.append((name, kind.model_validate({"id": name, **table})))
        except ValidationError as error:
            problems += _wrong(file, name, error, {})
    return _Loaded(file, tuple(rows), tuple(problems))


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


def _not_used(rows: Iterable[tuple[int, PastPetition | SampleAndCount]]) -> Iterator[Excluded]:
    for number, row in rows:
        if row.use == "no":
            yield Excluded(number, row.petition_id, row.why_not or "")


def _not_whole(rows: Iterable[tuple[int, ReasonCount]]) -> Iterator[Excluded]:
    """Rows that are in no whole breakdown, as ``past_reasons.breakdowns`` has them."""
    found = list(rows)
    by_petition: dict[str, list[ReasonCount]] = {}
    for _, row in found:
        if row.part is None and row.scope != "sheets":
            by_petition.setdefault(row.petition_id, []).append(row)
    for number, row in found:
        why: str | None = "sheets" if row.scope == "sheets" else "part"
        if row.scope != "sheets" and row.part is None:
            together = by_petition[row.petition_id]
            why = _why_not(together) if row.scope == _fullest(together) else "scope"
        if why is not None:
            yield Excluded(number, row.petition_id, say.NOT_WHOLE[why])


def _fullest(rows: Sequence[ReasonCount]) -> str:
    return min((row.scope for row in rows), key=("full", "stopped", "sample", "partial").index)


def _why_not(rows: Sequence[ReasonCount]) -> str | None:
    """Why a petition's breakdown is not whole; None if it is."""
    if whole_breakdown(rows) is not None:
        return None
    kept = [row for row in rows if row.scope == _fullest(rows)]
    itemized = {row.reason for row in kept if row.count and row.reason in INVALID}
    if any(row.rounded for row in kept):
        return "rounded"
    if "not_registered" not in itemized:
        return "not_registered"
    if not itemized & {"address", "mismatch", "cancelled", "out_of_area"}:
        return "one_reason"
    return "unnamed"


def _twice(loaded: _Loaded[Any]) -> Iterator[Problem]:
    first: dict[str, Any] = {}
    for number, row in loaded.rows:
        if row.petition_id in first:
            what = say.stands_twice(row.petition_id, first=first[row.petition_id])
            yield Problem(loaded.file, number, "petition_id", what)
        first.setdefault(row.petition_id, number)


def _falling(counts: _Loaded[CountReport]) -> Iterator[Problem]:
    for (_, before), (number, row) in pairwise(counts.rows):
        for column in ("date", "checked", "valid"):
            then, now = getattr(before, column), getattr(row, column)
            if before.petition_id == row.petition_id and now < then:
                yield Problem(counts.file, number, column, say.falls(before=then, now=now))


# Files against one another.


def _strangers(loaded: _Loaded[Any], petitions: _Loaded[PastPetition]) -> Iterator[Problem]:
    """Rows of petitions that petitions.csv does not have."""
    for number, row in loaded.rows:
        name = row.id.replace("-", "_") if isinstance(row, Preset) else row.petition_id
        column = "" if isinstance(row, Preset) else "petition_id"
        if name not in petitions.ids:
            yield Problem(loaded.file, number, column, say.unknown_petition(name))


def _over_count(
    reasons: _Loaded[ReasonCount], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    """Reasons of a petition's check that add up to more than what it found invalid."""
    whole = [(number, row) for number, row in reasons.rows if row.part is None]
    by_check = sorted(whole, key=lambda one: (one[1].petition_id, one[1].scope))
    for (name, scope), group in groupby(by_check, lambda one: (one[1].petition_id, one[1].scope)):
        rows = list(group)
        total = sum(row.count for _, row in rows)
        most = _invalid(known[name], scope) if name in known else None
        if most is None or total <= most or any(_says(row.note, OVER_COUNT) for _, row in rows):
            continue
        what = say.over_count(
            total=total, most=most, what="sample" if scope == "sample" else f"{scope} count",
            code=OVER_COUNT,
        )  # fmt: skip
        yield Problem(reasons.file, rows[0][0], "count", what)


def _invalid(petition: PastPetition, scope: str) -> int | None:
    """What a check of a petition found invalid, repeats and withdrawn ones included; or None."""
    if scope == "sample":
        if petition.sample is None or petition.sample_valid is None:
            return None
        return petition.sample - petition.sample_valid
    if petition.count != {"full": "whole"}.get(scope, scope):
        return None
    if petition.invalid is not None:
        return petition.invalid
    if petition.looked_at is None or petition.valid is None:
        return None
    return petition.looked_at - petition.valid


def _says(note: str | None, code: str) -> bool:
    """Whether a note gives a reason under a code."""
    return re.search(rf"\b{code}: \S", note or "") is not None


def _other_figures(
    samples: _Loaded[SampleAndCount], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    names = {"raw": "raw", "required": "required", "sample": "sample",
             "projected": "projected", "full_valid": "valid"}  # fmt: skip
    for number, row in samples.rows:
        petition = known.get(row.petition_id)
        if petition is None or _says(row.note, DIFFERS):
            continue
        for column, other in names.items():
            if column == "full_valid" and row.full_is == "extrapolated":
                continue  # the row says that the count stopped
            here, there = getattr(row, column), getattr(petition, other)
            yield from _unlike(samples.file, number, column, here, other, there)


def _other_repeats(
    reasons: _Loaded[ReasonCount], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    for number, row in reasons.rows:
        petition = known.get(row.petition_id)
        if petition is None or row.reason != "repeats" or row.part or row.rounded:
            continue
        if _says(row.note, DIFFERS) or row.scope == "sheets":
            continue
        other = "sample_repeats" if row.scope == "sample" else "repeats"
        there = getattr(petition, other)
        yield from _unlike(reasons.file, number, "count", row.count, other, there)


def _other_counts(
    counts: _Loaded[CountReport], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    """The last report of a count, where it has got to the end."""
    for name, group in groupby((row for _, row in counts.rows), attrgetter("petition_id")):
        *_, last = group
        petition = known.get(name)
        if petition is None or last.checked != petition.looked_at or _says(last.note, DIFFERS):
            continue
        number = next(number for number, row in counts.rows if row is last)
        yield from _unlike(counts.file, number, "valid", last.valid, "valid", petition.valid)


def _other_presets(
    presets: _Loaded[Preset], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    for name, row in presets.rows:
        petition = known.get(row.id.replace("-", "_"))
        if petition is None:
            continue
        pairs = [("required", row.required, "required", petition.required)]
        if row.outcome is not None:
            pairs += [("outcome.checked", row.outcome.checked, "raw", petition.looked_at),
                      ("outcome.valid", row.outcome.valid, "valid", petition.valid)]  # fmt: skip
        for column, here, other, there in pairs:
            yield from _unlike(presets.file, name, column, here, other, there)


def _unlike(
    file: str, row: Place, column: str, here: int | None, other: str, there: int | None
) -> Iterator[Problem]:
    if here is not None and there is not None and here != there:
        what = say.differs(here=here, column=other, there=there, code=DIFFERS)
        yield Problem(file, row, column, what)
