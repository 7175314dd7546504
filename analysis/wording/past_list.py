"""What the columns and the choices of the table of past petitions are called."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.wording.numbers import count
from analysis.wording.track_record import OUTCOMES

COLUMN_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "petition": "Petition",
        "open": "Scenario",
        "year": "Year",
        "kind": "Kind",
        "state": "State",
        "level": "Level",
        "jurisdiction": "Place",
        "required": "Required",
        "raw": "Raw",
        "valid, %": "Valid, %",
        "basis": "Basis",
        "result": "Found",
        "outcome": "Outcome",
        "missing": "Missing",
        "not scored": "Not scored because",
        "filed": "Filed",
        "decided": "Decided",
        "note": "Note",
        "source": "Source",
        "source 2": "Second source",
    }
)
COLUMN_HELP: Mapping[str, str] = MappingProxyType(
    {
        "valid, %": "Of the raw signatures if all were checked, else of the sample or projection.",
        "missing": "What the petition lacks to open as a scenario.",
        "not scored": "Why the petition is not among those that were forecast.",
    }
)
LINKS = ("open", "source", "source 2")
CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "recall": "Recall",
        "initiative": "Initiative",
        "referendum": "Referendum",
        "state": "State",
        "county": "County",
        "city": "City",
        "district": "District",
        "school": "School district",
        "nation": "Nation",
        "sufficient": "Sufficient",
        "insufficient": "Insufficient",
        "neither": "Neither known",
    }
)
_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        **OUTCOMES,
        "failed_raw": "Fewer handed in than required",
        "failed_form": "Rejected for form, date or law",
        "not_submitted": "Never submitted",
        "open": "Still open",
        "unknown": "Not known",
    }
)


def outcome(name: str) -> str:
    """How a petition ended."""
    return _OUTCOMES.get(name, name)


def choice(name: str) -> str:
    """A choice as a reader sees it."""
    return CHOICES.get(name, name)


def rows_shown(shown: int, *, of: int) -> str:
    """How many petitions the filters leave.

    Examples
    --------
    >>> rows_shown(12, of=374), rows_shown(374, of=374)
    ('12 of 374 petitions', 'All 374 petitions')
    """
    if shown == of:
        return f"All {count(of)} petitions"
    return f"{count(shown)} of {count(of)} petitions"
