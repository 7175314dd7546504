"""What the columns and the choices of the table of past petitions are called."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark, pt, t
from analysis.wording.numbers import count
from analysis.wording.record_names import OUTCOMES

COLUMN_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "petition": mark("Petition"),
        "open": mark("Scenario"),
        "year": mark("Year"),
        "kind": mark("Kind"),
        "state": mark("State"),
        "level": mark("Level"),
        "jurisdiction": mark("Place"),
        "required": mark("Required"),
        "raw": mark("Raw"),
        "valid, %": mark("Valid, %"),
        "basis": mark("Basis"),
        "result": mark("Found"),
        "outcome": mark("Outcome"),
        "missing": mark("Missing"),
        "not scored": mark("Not scored because"),
        "filed": mark("Filed"),
        "decided": mark("Decided"),
        "note": mark("Note"),
        "source": mark("Source"),
        "source 2": mark("Second source"),
    }
)
COLUMN_HELP: Mapping[str, str] = MappingProxyType(
    {
        "valid, %": mark(
            "Of the raw signatures if all were checked, else of the sample or projection."
        ),
        "missing": mark("What the petition lacks to open as a scenario."),
        "not scored": mark("Why the petition is not among those that were forecast."),
    }
)
LINKS = ("open", "source", "source 2")
CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "recall": mark("Recall"),
        "initiative": mark("Initiative"),
        "referendum": mark("Referendum"),
        "state": mark("State"),
        "county": mark("County"),
        "city": mark("City"),
        "district": mark("District"),
        "school": mark("School district"),
        "nation": mark("Nation"),
        "sufficient": mark("Sufficient"),
        "insufficient": mark("Insufficient"),
        "neither": mark("Neither known"),
    }
)
_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        **OUTCOMES,
        "failed_raw": mark("Fewer handed in than required"),
        "failed_form": mark("Rejected for form, date or law"),
        "not_submitted": mark("Never submitted"),
        "open": mark("Still open"),
        "unknown": mark("Not known"),
    }
)


def outcome(name: str) -> str:
    """How a petition ended."""
    return t(_OUTCOMES[name]) if name in _OUTCOMES else name


def choice(name: str) -> str:
    """A choice as a reader sees it."""
    return t(CHOICES[name]) if name in CHOICES else name


def rows_shown(shown: int, *, of: int) -> str:
    """How many petitions the filters leave.

    Examples
    --------
    >>> rows_shown(12, of=374), rows_shown(374, of=374)
    ('12 of 374 petitions', 'All 374 petitions')
    """
    if shown == of:
        return t("All {n} petitions", n=count(of))
    return t("{shown} of {n} petitions", shown=count(shown), n=count(of))


def csv_columns() -> tuple[str, ...]:
    """The columns of the table as a file, in the order of ``analysis.past_list.COLUMNS``."""
    return (
        t("petition"), pt("column", "open"), t("year"), t("kind"), t("state"), t("level"),
        t("jurisdiction"), pt("column", "required"), pt("column", "raw"), t("valid, %"),
        t("basis"), pt("column", "result"), pt("column", "outcome"), pt("column", "missing"),
        t("not scored"), pt("column", "filed"), pt("column", "decided"), t("note"), t("source"),
        t("source 2"),
    )  # fmt: skip
