"""Rows that are loaded and left out of the model, each with its reason."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.data_check.found import Excluded
from analysis.past_checks import SampleAndCount
from analysis.past_petitions import PastPetition
from analysis.past_reasons import INVALID, ReasonCount, whole_breakdown
from analysis.wording import data_check as say


def not_used(rows: Iterable[tuple[int, PastPetition | SampleAndCount]]) -> Iterator[Excluded]:
    """Rows whose own column says that they are not used."""
    for number, row in rows:
        if row.use == "no":
            yield Excluded(number, row.petition_id, row.why_not or "")


def not_whole(rows: Iterable[tuple[int, ReasonCount]]) -> Iterator[Excluded]:
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
