"""A row of a check's file: what of it cannot be used, and its invalid ones by reason."""

from collections.abc import Mapping

from analysis.csv_fault import CsvFault, Words
from analysis.language import mark
from analysis.own_check.columns import COUNTED, Columns, plain_name
from analysis.own_check.counts import Unit
from analysis.scenario import REASONS

_LONGEST_CODE = 40


def code_fault(line: int, code: str, unit: Unit | None) -> CsvFault | None:
    """What of the code of a row's unit cannot be used."""
    if unit is None:
        return None
    if not code:
        return CsvFault(line, unit, "", Words(mark("a code for each row, such as C-014")))
    if len(code) > _LONGEST_CODE:
        allowed = Words(mark("a code of at most {n} characters"), n=str(_LONGEST_CODE))
        return CsvFault(line, unit, Words(mark("{n} characters"), n=str(len(code))), allowed)
    return None


def contradiction(line: int, counts: Mapping[str, int], columns: Columns) -> CsvFault | None:
    """What of a row does not add up."""
    checked, repeats = counts["checked"], counts.get("repeats", 0)
    invalid = _invalid_of(counts, columns)
    named = sum(counts[reason] for reason in columns.reasons)
    if "valid" in counts and counts["valid"] + invalid + repeats != checked:
        given = total_of(counts["valid"] + invalid + repeats)
        # The names of the columns alone, the same in every language.
        return CsvFault(line, "row", given, f"valid + invalid + repeats = checked, {checked:,}")
    if invalid < 0 or invalid + repeats > checked:
        return _too_many(line, counts)
    other = columns.reasons and "other" in counts
    if named > invalid or (other and named != invalid):
        given = Words(mark("{n} by reason"), n=f"{named:,}")
        allowed = Words(mark("as many as are invalid, {n}"), n=f"{invalid:,}")
        return CsvFault(line, "row", given, allowed)
    return None


def total_of(signatures: int) -> Words:
    """A sum that is given where another is allowed."""
    return Words(mark("{n} in all"), n=f"{signatures:,}")


def _too_many(line: int, counts: Mapping[str, int]) -> CsvFault:
    """A row whose parts are more than were checked: the part by itself, or all of them."""
    checked = f"{counts['checked']:,}"
    parts = {name: counts[name] for name in COUNTED[1:] if name in counts}
    for name, part in parts.items():
        if part > counts["checked"]:
            allowed = Words(mark("at most checked, {n}"), n=checked)
            return CsvFault(line, plain_name(name), f"{part:,}", allowed)
    adding = " + ".join(plain_name(name) for name in parts)
    allowed = Words(mark("{parts} at most checked, {n}"), parts=adding, n=checked)
    return CsvFault(line, "row", total_of(sum(parts.values())), allowed)


def _invalid_of(counts: Mapping[str, int], columns: Columns) -> int:
    """Otherwise invalid ones: as given, what valid ones and repeats leave, or the reasons."""
    if "invalid" in counts:
        return counts["invalid"]
    if "valid" in counts:
        return counts["checked"] - counts["valid"] - counts.get("repeats", 0)
    return sum(counts[reason] for reason in columns.reasons)


def by_reason_of(counts: Mapping[str, int], columns: Columns) -> tuple[int, ...]:
    """The invalid ones by reason; those of no named reason are ``other``."""
    found = [counts.get(reason, 0) for reason in REASONS]
    found[REASONS.index("other")] += _invalid_of(counts, columns) - sum(found)
    return tuple(found)
