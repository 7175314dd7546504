"""The odds after each report of a running count."""

from typing import Any

from analysis.charts.dates import date_ticks
from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, quiet_layout
from analysis.language import kept, t
from analysis.tally import TallyPoint
from analysis.verification_tables import tally_table
from analysis.wording import percent_phrase
from analysis.wording.count_over_time import (
    COUNT_AXIS,
    WITH_DRIFT,
    WITHOUT_DRIFT,
    report_name,
    tally_alt,
    tally_title,
)

_MARGIN = 44  # left of the plot; the lines' names begin at its outer edge
_MOST_DATES = 4  # as many as a telephone has room for side by side, in the longer language


@kept(64)
def count_chart(points: tuple[TallyPoint, ...], *, raw: int, required: int) -> Chart:
    """Two lines: allowing for drift (strong), and sampling noise alone (thin and dotted)."""
    dated = all(at.date for at in points) and len({at.date for at in points}) == len(points)
    x = [at.date.isoformat() if dated and at.date else at.checked for at in points]
    traces = [
        _line(points, x, [at.sufficient_without_drift for at in points], strong=False),
        _line(points, x, [at.sufficient for at in points], strong=True),
    ]
    xaxis: dict[str, Any] = {"showgrid": False}
    if dated:
        days = [at.date for at in points if at.date]
        xaxis |= {"type": "date", **date_ticks(min(days), max(days), most=_MOST_DATES)}
    else:
        xaxis |= {"nticks": 5, "tickformat": ",d", "title": {"text": t(COUNT_AXIS)}}
    layout = quiet_layout(
        height=300,
        xaxis=xaxis,
        yaxis={
            "range": [-0.04, 1.04], "visible": True, "tickvals": [0.25, 0.5, 0.75],
            "tickformat": ".0%",
        },
    )  # fmt: skip
    layout["margin"] |= {"l": _MARGIN, "b": 44, "t": 52}
    layout["annotations"] = _names()
    return Chart(
        spec={"data": traces, "layout": layout},
        title=tally_title(points, raw=raw, required=required),
        alt=tally_alt(points, raw=raw, required=required),
        table=tally_table(points),
    )


def _line(
    points: tuple[TallyPoint, ...], x: list[Any], odds: list[float], *, strong: bool
) -> dict[str, Any]:
    name = t(WITH_DRIFT) if strong else t(WITHOUT_DRIFT)
    if strong:
        line: dict[str, Any] = {"color": ENOUGH, "width": 3}
        marker: dict[str, Any] = {"symbol": "diamond", "size": 8, "color": ENOUGH}
    else:
        line = {"color": SHORT, "width": 1.5, "dash": "dot"}
        marker = {"size": 4, "color": SHORT}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": [figures(value) for value in odds],
        "line": line,
        "marker": marker,
        "customdata": [
            f"{report_name(at)}: {percent_phrase(value)}, {name}"
            for at, value in zip(points, odds, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _names() -> list[dict[str, Any]]:
    """The lines' names, each with a piece of its line, over the plot: the lines cross too often."""
    strong, dotted = f"<b>━◆━ {t(WITH_DRIFT)}</b>", f"· · · {t(WITHOUT_DRIFT)}"
    both = ((strong, ENOUGH, 1.14), (dotted, SHORT, 1.06))
    return [
        {
            "text": text, "x": 0, "xref": "paper", "y": y, "yref": "paper", "showarrow": False,
            "xanchor": "left", "yanchor": "bottom", "xshift": -_MARGIN,
            "font": {"size": 13, "color": colour},
        }
        for text, colour, y in both
    ]  # fmt: skip
