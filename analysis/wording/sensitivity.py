"""Sentences about what the odds depend on: shares of the doubt, and the map of two inputs."""

from collections.abc import Sequence

from analysis.language import mark, pt, t
from analysis.sensitivity import HeatMap, PastMark, TotalEffects
from analysis.wording.numbers import count, percent, rounded
from analysis.wording.odds import percent_number, percent_phrase

COUNT_AXIS = mark("Raw signatures")
RATE_AXIS = mark("Invalid, % of raw")
EVEN = mark("even odds")
HERE = mark("this scenario")
MAP_HELP = mark(
    "Darker: better odds. The line is where they are even, the square is this scenario. Marks are "
    "past petitions, their raw counts scaled to this requirement: diamonds qualified, circles did "
    "not. How sure the rate is, and the repeats, are as set."
)
_NEAR = 3


def effects_sentence(found: TotalEffects | None) -> str:
    """How the doubt about the answer is shared; empty where there is none.

    Examples
    --------
    >>> effects_sentence(TotalEffects(0.53, 0.14, 0.86, 0.47))
    'Of the doubt about the answer, 86% is due to the invalid rate, alone or together with the \
repeats, and 47% to the repeats, alone or together with the rate. By itself the rate accounts for \
53%, repeats for 14%.'
    """
    if found is None:
        return ""
    rate, repeats, rate_alone, repeats_alone = (
        _part(value)
        for value in (
            found.validity_total, found.repeats_total, found.validity_alone, found.repeats_alone,
        )
    )  # fmt: skip
    return t(
        "Of the doubt about the answer, {rate} is due to the invalid rate, alone or together with "
        "the repeats, and {repeats} to the repeats, alone or together with the rate. By itself the "
        "rate accounts for {rate_alone}, repeats for {repeats_alone}.",
        rate=rate,
        repeats=repeats,
        rate_alone=rate_alone,
        repeats_alone=repeats_alone,
    )


def _part(share: float) -> str:
    if share > 0.99:
        return t("more than 99%")
    if share < 0.01:
        return t("less than 1%")
    return pt("share of the doubt", "{percent}", percent=percent(100.0 * share, places=0))


def map_title(found: HeatMap) -> str:
    """The finding of the map: what a point of the invalid rate costs in signatures."""
    cost = point_cost(found)
    if cost is None:
        rate = percent(found.here[1])
        return t("At {rate} invalid no raw count in this range has even odds", rate=rate)
    return t(
        "One more point of invalid signatures costs about {count} raw ones", count=rounded(cost)
    )


def point_cost(found: HeatMap) -> float | None:
    """Raw signatures that keep the odds even when the invalid rate rises by a point.

    From the line of even odds within three points of the scenario; None where it has no line there.
    """
    near = [(raw, rate) for raw, rate in found.even if abs(rate - found.here[1]) <= _NEAR]
    if len(near) < 2:
        return None
    (first_raw, first_rate), (last_raw, last_rate) = near[0], near[-1]
    return (last_raw - first_raw) / (last_rate - first_rate)


def map_alt(found: HeatMap, marks: Sequence[PastMark]) -> str:
    """The map in words."""
    raw, rate = found.here
    qualified = sum(mark.qualified for mark in marks)
    said = [t("Map of the odds over raw count and invalid rate. {title}.", title=map_title(found))]
    if found.even:
        (low_raw, low_rate), (high_raw, high_rate) = found.even[0], found.even[-1]
        said.append(
            t(
                "The line of even odds runs from {low} raw signatures at {low_rate} invalid to "
                "{high} at {high_rate}.",
                low=rounded(low_raw),
                low_rate=percent(low_rate),
                high=rounded(high_raw),
                high_rate=percent(high_rate),
            )
        )
    said.append(
        t(
            "This scenario, {raw} raw signatures at {rate} invalid: {odds}. Of {marks} past "
            "petitions, {qualified} qualified.",
            raw=count(raw),
            rate=percent(rate),
            odds=percent_phrase(found.odds_here),
            marks=len(marks),
            qualified=qualified,
        )
    )
    return " ".join(said)


def mark_label(mark: PastMark) -> str:
    """A past petition on the map."""
    title = f"{mark.title}, {mark.year}" if mark.year else mark.title
    rate = percent(mark.invalid_percent)
    if mark.qualified:
        return t("{petition}: {rate} invalid, qualified", petition=title, rate=rate)
    return t("{petition}: {rate} invalid, did not qualify", petition=title, rate=rate)


def cell_label(odds: float) -> str:
    """The odds of a cell."""
    return percent_number(odds)


def cell_hover() -> str:
    """What hovering over the map says; its numbers are the cell's own."""
    return t("%{x:,d} raw, %{y}% invalid: %{text}") + "<extra></extra>"
