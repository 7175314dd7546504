"""The rows of data/ against one another: ids, sums, and figures that stand in two files."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from analysis.data_check.found import Loaded, Place, Problem
from analysis.past_checks import CountReport, SampleAndCount
from analysis.past_petitions import PastPetition
from analysis.past_reasons import ReasonCount
from analysis.petitions import Preset
from analysis.wording import data_check as say

OVER_COUNT = "over_count"
"""Code in a note of invalid_reasons.csv: the reasons add up to more than what was invalid."""
DIFFERS = "differs"
"""Code in a note: a figure is not that of petitions.csv."""


def twice(loaded: Loaded[Any]) -> Iterator[Problem]:
    """Ids that stand twice."""
    first: dict[str, Any] = {}
    for number, row in loaded.rows:
        if row.petition_id in first:
            what = say.stands_twice(row.petition_id, first=first[row.petition_id])
            yield Problem(loaded.file, number, "petition_id", what)
        first.setdefault(row.petition_id, number)


def falling(counts: Loaded[CountReport]) -> Iterator[Problem]:
    """Running totals that fall."""
    for (_, before), (number, row) in pairwise(counts.rows):
        for column in ("date", "checked", "valid"):
            then, now = getattr(before, column), getattr(row, column)
            if before.petition_id == row.petition_id and now < then:
                yield Problem(counts.file, number, column, say.falls(before=then, now=now))


def strangers(loaded: Loaded[Any], petitions: Loaded[PastPetition]) -> Iterator[Problem]:
    """Rows of petitions that petitions.csv does not have."""
    for number, row in loaded.rows:
        name = row.id.replace("-", "_") if isinstance(row, Preset) else row.petition_id
        column = "" if isinstance(row, Preset) else "petition_id"
        if name not in petitions.ids:
            yield Problem(loaded.file, number, column, say.unknown_petition(name))


def over_count(
    reasons: Loaded[ReasonCount], known: Mapping[str, PastPetition]
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


def other_figures(
    samples: Loaded[SampleAndCount], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    """Figures of samples and counts that are not those of petitions.csv."""
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


def other_repeats(
    reasons: Loaded[ReasonCount], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    """Repeats by reason that are not those of petitions.csv."""
    for number, row in reasons.rows:
        petition = known.get(row.petition_id)
        if petition is None or row.reason != "repeats" or row.part or row.rounded:
            continue
        if _says(row.note, DIFFERS) or row.scope == "sheets":
            continue
        other = "sample_repeats" if row.scope == "sample" else "repeats"
        there = getattr(petition, other)
        yield from _unlike(reasons.file, number, "count", row.count, other, there)


def other_counts(
    counts: Loaded[CountReport], known: Mapping[str, PastPetition]
) -> Iterator[Problem]:
    """The last report of a count, where it has got to the end."""
    for name, group in groupby((row for _, row in counts.rows), attrgetter("petition_id")):
        *_, last = group
        petition = known.get(name)
        if petition is None or last.checked != petition.looked_at or _says(last.note, DIFFERS):
            continue
        number = next(number for number, row in counts.rows if row is last)
        yield from _unlike(counts.file, number, "valid", last.valid, "valid", petition.valid)


def other_presets(presets: Loaded[Preset], known: Mapping[str, PastPetition]) -> Iterator[Problem]:
    """Figures of presets.toml that are not those of petitions.csv."""
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
