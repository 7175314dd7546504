"""The sentences of the path through the official check: its ways, its ends and their odds."""

from functools import reduce

from analysis.forecast import Forecast
from analysis.language import capital, mark, pt, t
from analysis.outlook import Path
from analysis.wording.odds import percent_phrase

_END_NAMES = {
    "raw_short": mark("the raw count is below the requirement"),
    "sample_sufficient": mark("the sample alone is sufficient"),
    "full_count_sufficient": mark("every signature is checked, and enough are valid"),
    "full_count_insufficient": mark("every signature is checked, and too few are valid"),
    "sample_insufficient": mark("the sample alone is insufficient"),
}
_BAR_NAMES = {
    "raw_short": mark("The raw count is below the requirement"),
    "sample_sufficient": mark("Sample is sufficient"),
    "full_count": mark("Full count"),
    "sample_insufficient": mark("Sample is insufficient"),
}

ENDS = (
    "raw_short", "sample_sufficient", "full_count_sufficient", "full_count_insufficient",
    "sample_insufficient",
)  # fmt: skip
"""Every end of the path through the check."""


def end_name(end: str) -> str:
    """An end of the path through the check.

    Examples
    --------
    >>> end_name("sample_sufficient")
    'The sample alone is sufficient'
    """
    return capital(t(_END_NAMES[end]))


def path_title(result: Forecast) -> str:
    """The finding of the path picture: its likeliest end.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> path_title(forecast(read("model=2026-11").scenario))
    'Likeliest end: the sample alone is insufficient (about 1 in 2)'
    """
    path = result.path
    end = max(ENDS, key=lambda name: getattr(path, name))
    if path.raw_short:
        return t("The raw count is below the requirement: the check ends before it begins")
    name = t(_END_NAMES[end])
    if result.decided:
        return t("How it ended: {end}", end=name)
    odds = percent_phrase(getattr(path, end))
    return t("Likeliest end: {end} ({odds})", end=name, odds=odds)


def path_label(path: Path, name: str) -> str:
    """A step or end of the path with its odds; one that has happened without.

    Examples
    --------
    >>> path_label(Path(0.0, 0.004, 0.494, 0.502, 0.119, 0.375), "sample_sufficient")
    '<b>Sample is sufficient</b>: about 4 in 1,000'
    """
    chance = getattr(path, name)
    label = f"<b>{t(_BAR_NAMES[name])}</b>"
    return label if chance >= 1.0 - 1e-12 else f"{label}: {percent_phrase(chance)}"


def path_parts(path: Path, *, decided: bool) -> str:
    """What a full count then finds.

    Examples
    --------
    >>> path_parts(Path(0.0, 0.004, 0.494, 0.502, 0.119, 0.375), decided=False)
    'then enough are valid: about 1 in 8<br>or too few: about 3 in 8'
    """
    if decided and path.full_count_sufficient:
        return t("then enough are valid")
    if decided:
        return t("then too few are valid")
    return t(
        "then enough are valid: {enough}<br>or too few: {few}",
        enough=percent_phrase(path.full_count_sufficient),
        few=percent_phrase(path.full_count_insufficient),
    )


def path_alt(result: Forecast) -> str:
    """The path in words, with its odds."""
    path, title = result.path, path_title(result)
    if result.decided or path.raw_short:
        return t("The path through the official check. {title}.", title=title)
    ends = reduce(
        lambda before, then: pt("ways", "{before}; {then}", before=before, then=then),
        (
            f"{end_name(name)}: {percent_phrase(getattr(path, name))}"
            for name in ENDS
            if getattr(path, name) > 0.0
        ),
    )
    return t(
        "Bars of the ways through the official check. {title}. {ends}.", title=title, ends=ends
    )
