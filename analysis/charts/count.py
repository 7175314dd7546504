"""The odds after each report of a running count."""

from functools import lru_cache
from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, Chart, figures, quiet_layout
from analysis.tally import TallyPoint
from analysis.verification_tables import tally_table
from analysis.wording import percent_phrase
from analysis.wording.tally import (
    WITH_DRIFT,
    WITHOUT_DRIFT,
    report_name,
    tally_alt,
    tally_title,
    widest_gap,
)

_APART = 0.08
_GREY = "#8C857A"


@lru_cache(maxsize=64)
def count_chart(points: tuple[TallyPoint, ...], *, raw: int, required: int) -> Chart:
    """Two lines: allowing for drift (strong), and sampling noise alone (thin and dotted)."""
    dated = all(at.date for at in points) and len({at.date for at in points}) == len(points)
    x = [at.date.isoformat() if dated and at.date else at.checked for at in points]
    traces = [
        _line(points, x, [at.sufficient_without_drift for at in points], strong=False),
        _line(points, x, [at.sufficient for at in points], strong=True),
    ]
    xaxis: dict[str, Any] = {"showgrid": False, "nticks": 5}
    if dated:
        xaxis |= {"type": "date", "tickformat": "%b %-d"}
    else:
        xaxis |= {"tickformat": ",d", "title": {"text": "Signatures looked at"}}
    layout = quiet_layout(
        height=300,
        xaxis=xaxis,
        yaxis={
            "range": [-0.04, 1.12], "visible": True, "tickvals": [0.25, 0.5, 0.75],
            "tickformat": ".0%",
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 44, "b": 44}
    layout["annotations"] = _names(points, x)
    return Chart(
        spec={"data": traces, "layout": layout},
        title=tally_title(points, raw=raw, required=required),
        alt=tally_alt(points, raw=raw, required=required),
        table=tally_table(points),
    )


def _line(
    points: tuple[TallyPoint, ...], x: list[Any], odds: list[float], *, strong: bool
) -> dict[str, Any]:
    colour = ENOUGH if strong else REQUIRED
    name = WITH_DRIFT if strong else WITHOUT_DRIFT
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": [figures(value) for value in odds],
        "line": {"color": ENOUGH, "width": 3}
        if strong
        else {"color": _GREY, "width": 1.5, "dash": "dot"},
        "marker": {"symbol": "diamond", "size": 8, "color": colour}
        if strong
        else {"size": 4, "color": _GREY},
        "customdata": [
            f"{report_name(at)}: {percent_phrase(value)}, {name}"
            for at, value in zip(points, odds, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _names(points: tuple[TallyPoint, ...], x: list[Any]) -> list[dict[str, Any]]:
    """Each line's name where they are farthest apart; one name for both where they never part."""
    at = widest_gap(points)
    place = points.index(at)
    left = place < len(points) / 2
    gap = at.sufficient - at.sufficient_without_drift
    if abs(gap) < _APART:
        return [
            _name(
                f"{WITH_DRIFT}, or {WITHOUT_DRIFT}",
                x[place],
                at.sufficient,
                up=at.sufficient < 0.5,
                left=left,
            )
        ]
    return [
        _name(f"<b>{WITH_DRIFT}</b>", x[place], at.sufficient, up=gap > 0.0, left=left),
        _name(WITHOUT_DRIFT, x[place], at.sufficient_without_drift, up=gap <= 0.0, left=left),
    ]


def _name(text: str, x: Any, y: float, *, up: bool, left: bool) -> dict[str, Any]:
    return {
        "text": text, "x": x, "y": figures(y), "showarrow": False, "font": {"size": 13},
        "xanchor": "left" if left else "right", "yanchor": "bottom" if up else "top",
        "yshift": 6 if up else -6,
    }  # fmt: skip
