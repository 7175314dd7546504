"""Whether the files of data/ are sound: ``recall-odds data check``.

Reads every file as its own module does, but goes on after the first problem, and holds the files
against one another: ids, sums and figures that stand in two places. What a row must be is said by
the modules that load it; what was found is said by ``analysis.wording.data_check``.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from analysis import corrections, first_prior, past_checks, past_petitions, past_reasons
from analysis.corrections import Correction
from analysis.data_check import across
from analysis.data_check.found import DataCheck, Excluded, FileCheck, Loaded, Place, Problem
from analysis.data_check.left_out import not_used, not_whole
from analysis.data_check.reading import csv_file, toml_file
from analysis.data_files import DATA
from analysis.first_prior import FirstRow
from analysis.past_checks import CountReport, SampleAndCount
from analysis.past_petitions import PastPetition
from analysis.past_reasons import ReasonCount
from analysis.petitions import Preset
from analysis.rules import RuleSet
from analysis.versions import ModelVersion
from analysis.wording import data_check as say

SCHEMA = 1

__all__ = [
    "DataCheck", "Excluded", "FileCheck", "Problem", "body", "check", "lines", "warning_lines",
]  # fmt: skip


def check(folder: Path = DATA) -> DataCheck:
    """Check every file of data/, and the files against one another.

    Examples
    --------
    >>> found = check()
    >>> [one.file for one in found.files][:2]
    ['petitions.csv', 'invalid_reasons.csv']
    """
    petitions = csv_file(folder, past_petitions.FILE, PastPetition)
    reasons = csv_file(folder, past_reasons.FILE, ReasonCount)
    samples = csv_file(folder, past_checks.SAMPLES_FILE, SampleAndCount)
    counts = csv_file(folder, past_checks.COUNTS_FILE, CountReport)
    first = csv_file(folder, first_prior.FILE, FirstRow)
    presets = toml_file(folder, "presets.toml", Preset)
    others = (toml_file(folder, "rules.toml", RuleSet),
              toml_file(folder, "model_versions.toml", ModelVersion),
              toml_file(folder, corrections.FILE, Correction))  # fmt: skip
    excluded = {
        petitions.file: tuple(not_used(petitions.rows)),
        samples.file: tuple(not_used(samples.rows)),
        reasons.file: tuple(not_whole(reasons.rows)),
    }
    known = {row.petition_id: row for _, row in petitions.rows}
    loaded: tuple[Loaded[Any], ...] = (
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
        *(problem for one in (petitions, samples, first) for problem in across.twice(one)),
        *across.falling(counts),
        *(
            problem
            for one in loaded[1:6]
            if petitions.ids
            for problem in across.strangers(one, petitions)
        ),
        *across.over_count(reasons, known),
    ]
    warnings = (
        *across.other_figures(samples, known), *across.other_repeats(reasons, known),
        *across.other_counts(counts, known), *across.other_presets(presets, known),
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
