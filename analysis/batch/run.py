"""From a CSV of scenarios to the same CSV with their odds."""

import csv
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from analysis.batch.columns import RESULTS, Columns, NotUsableError, columns_of, meant
from analysis.batch.group import Template, group_key, odds_of_group, template_of
from analysis.batch.output import whole_file
from analysis.csv_text import CsvFaultError, CsvRows, open_csv, too_many
from analysis.forecast import main_odds
from analysis.on_ballot import ballot_of
from analysis.scenario import read
from analysis.versions import today
from analysis.wording import batch as words

SCHEMA = 1
MOST_LISTED = 1_000
"""Bad lines that the summary lists; the file names every one."""

_MOST_TOLD = 20  # bad lines on stderr
_OLD_ENCODING = "Windows-1252"
_CHUNK = 4_096  # rows in memory at a time
_MOST_TEMPLATES = 256

Row = list[str]


@dataclass(slots=True)
class Summary:
    """What a run found. Grows with the run, up to ``MOST_LISTED`` bad lines.

    Attributes
    ----------
    rows, bad : int
        Rows read, and those of them without odds.
    bad_lines : list of (line, problem)
    not_keys : tuple of str
        Columns that are no keys of a scenario.
    encoding : str
    """

    not_keys: tuple[str, ...]
    rows: int = 0
    bad: int = 0
    bad_lines: list[tuple[int, str]] = field(default_factory=list)
    encoding: str = "UTF-8"

    @property
    def written(self) -> int:
        """Rows with odds."""
        return self.rows - self.bad

    def name(self, line: int, problem: str) -> None:
        """Add a bad line."""
        self.bad += 1
        if len(self.bad_lines) < MOST_LISTED:
            self.bad_lines.append((line, problem))


def run(source: Path, target: Path) -> Summary:
    """Read scenarios from a CSV and write them with their odds; progress shows on a terminal.

    Every row of the source is in the target: a bad one without odds, and with what is wrong.

    Raises
    ------
    NotUsableError
        If the source cannot be read to its end, or the target cannot be written. There is then no
        new target.
    """
    try:
        with source.open("rb") as file:
            return _run(open_csv(file), target, size=os.fstat(file.fileno()).st_size)
    except CsvFaultError as error:
        raise NotUsableError(words.fault(source.name, error.fault)) from None
    except OSError as error:
        raise NotUsableError(words.not_there(str(source), error.strerror or "")) from None


def body(summary: Summary) -> dict[str, Any]:
    """A summary as JSON."""
    return {
        "schema": SCHEMA,
        "model": today().id,
        "rows": summary.rows,
        "written": summary.written,
        "bad": summary.bad,
        "bad_lines": [{"line": line, "problem": text} for line, text in summary.bad_lines],
        "not_keys": list(summary.not_keys),
        "encoding": summary.encoding,
    }


def not_usable_body(error: NotUsableError) -> dict[str, Any]:
    """A file that cannot be used, as JSON."""
    return {"schema": SCHEMA, "problems": [str(error)]}


def line(summary: Summary, target: str) -> str:
    """How a run ended, in a line."""
    return words.summary(rows=summary.rows, bad=summary.bad, target=target)


def warnings(summary: Summary) -> list[str]:
    """What a run has to say beside its end: columns that are no keys, the encoding, bad lines."""
    told = []
    if summary.not_keys:
        told.append(words.not_keys([(name, meant(name)) for name in summary.not_keys]))
    if summary.encoding == _OLD_ENCODING:
        told.append(words.encoding(summary.encoding))
    told += [words.bad_line(*bad) for bad in summary.bad_lines[:_MOST_TOLD]]
    if summary.bad > _MOST_TOLD:
        told.append(words.more_bad_lines(summary.bad - _MOST_TOLD))
    return told


def _run(rows: CsvRows, target: Path, *, size: int) -> Summary:
    columns = columns_of(rows.header, delimiter=rows.delimiter)
    summary = Summary(columns.not_keys)
    templates: dict[tuple[str, ...], Template | None] = {}
    hidden = not sys.stderr.isatty()
    with (
        whole_file(target) as file,
        click.progressbar(length=size, label="batch", file=sys.stderr, hidden=hidden) as bar,
    ):
        writer = csv.writer(file, delimiter=rows.delimiter, lineterminator="\n")
        writer.writerow([*columns.names, *RESULTS])
        told = 0
        for chunk in _chunks(rows):
            writer.writerows(_answered(columns, chunk, templates, summary))
            bar.update(rows.bytes_read - told)
            told = rows.bytes_read
    summary.encoding = rows.encoding
    return summary


def _chunks(rows: CsvRows) -> Iterator[list[tuple[int, Row]]]:
    numbered = iter(rows)
    while chunk := list(itertools.islice(numbered, _CHUNK)):
        yield chunk


def _answered(
    columns: Columns,
    chunk: Sequence[tuple[int, Row]],
    templates: dict[tuple[str, ...], Template | None],
    summary: Summary,
) -> list[Row]:
    """The rows of a chunk with their results."""
    results: list[Row | None] = [None] * len(chunk)
    width = len(columns.names)
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, (_, cells) in enumerate(chunk):
        if len(cells) <= width:
            groups.setdefault(group_key(columns, cells), []).append(place)
    for key, places in groups.items():
        _together(columns, chunk, key, places, templates, results)
    answered = []
    for (line, cells), result in zip(chunk, results, strict=True):
        found = _single(columns, line, cells) if result is None else result
        summary.rows += 1
        if found[-1]:
            summary.name(line, found[-1])
        answered.append(cells[:width] + found)
    return answered


def _together(
    columns: Columns,
    chunk: Sequence[tuple[int, Row]],
    key: tuple[str, ...],
    places: list[int],
    templates: dict[tuple[str, ...], Template | None],
    results: list[Row | None],
) -> None:
    """Fill in the results of a group as far as it can be worked out as arrays."""
    rows = [chunk[place][1] for place in places]
    if key not in templates:
        if len(templates) >= _MOST_TEMPLATES:
            templates.clear()
        templates[key] = template_of(columns, rows)
    template = templates[key]
    if template is None:
        return
    found, good = odds_of_group(template, columns, rows)
    parts = (found.sufficient, found.qualifies, found.on_ballot, found.p05, found.p50, found.p95)
    texts = [itertools.repeat("") if part is None else map(repr, part.tolist()) for part in parts]
    for place, fits, *cells in zip(places, good.tolist(), *texts, itertools.repeat("")):
        if fits:
            results[place] = cells


def _single(columns: Columns, line: int, cells: Row) -> Row:
    """The results of one row, read as a scenario string is."""
    fault = too_many(columns.names, line, cells)
    if fault is not None:
        return [*[""] * 6, words.row_problem(fault)]
    reading = read(columns.pairs(cells))
    if reading.problems or reading.scenario is None:
        return [*[""] * 6, words.problems(reading.problems)]
    found = main_odds(reading.scenario)
    ballot = ballot_of(reading.scenario, found.path)
    valid = found.valid
    numbers = (found.sufficient, found.path.qualifies, None if ballot is None else ballot.on_ballot)
    quantiles = (valid.p05, valid.p50, valid.p95)
    return [*("" if part is None else repr(part) for part in (*numbers, *quantiles)), ""]
