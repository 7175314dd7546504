"""Which past petitions a forecast can be scored on, and why the others cannot."""

from collections.abc import Iterator

from analysis.language import mark
from analysis.past_petitions import ABOUT_SIGNERS, PastPetition, past_petitions
from analysis.petitions import missing

NOT_KNOWN = mark("not known: {what}")
"""Of a petition without all of its counts."""

_TOO_FEW = mark("fewer signatures than required: nothing to foresee")


def scored() -> tuple[PastPetition, ...]:
    """Petitions with a raw count, a requirement, and a finding that its signers decided."""
    return tuple(row for row in past_petitions() if not list(_reasons(row)))


def excluded() -> tuple[tuple[PastPetition, str], ...]:
    """The others, each with the first reason: a message, or ``NOT_KNOWN`` with what it names."""
    found = ((row, next(_reasons(row), "")) for row in past_petitions())
    return tuple((row, reason) for row, reason in found if reason)


def _reasons(row: PastPetition) -> Iterator[str]:
    lacks = missing(row)
    if lacks:
        yield NOT_KNOWN.format(what=", ".join(lacks))
    if row.country != "US":
        yield mark("law of another country")
    if row.outcome not in ABOUT_SIGNERS:
        yield {
            "failed_form": mark("rejected for form, date or law"),
            "not_submitted": mark("never submitted"),
            "open": mark("no final result in the source"),
            "failed_raw": _TOO_FEW,
        }.get(row.outcome, mark("result not known"))
    if row.raw is not None and row.required is not None and row.raw < row.required:
        yield _TOO_FEW
    if row.why_not is not None and row.use == "no":
        yield row.why_not
