"""The odds over the number of repeats that a sample may have shown."""

from typing import Any

from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, quiet_layout
from analysis.language import kept, t
from analysis.sample_questions import RepeatsSeen, Seen
from analysis.verification_tables import repeats_seen_table
from analysis.wording.sample_questions import (
    REPEATS_AXIS,
    insufficient_label,
    point_hover,
    point_label,
    repeats_seen_alt,
    repeats_seen_title,
)


@kept(256)
def repeats_seen_chart(found: RepeatsSeen) -> Chart:
    """A line through the odds, two of its points named; a dotted line where the gate fails it."""
    last = found.points[-1].repeats
    top = max(0.001, *(at.sufficient for at in found.points))
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [at.repeats for at in found.points],
        "y": [figures(at.sufficient) for at in found.points],
        "line": {"color": ENOUGH, "width": 2.5},
        "customdata": [point_hover(at) for at in found.points],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [found.low.repeats, found.high.repeats],
        "y": [figures(found.low.sufficient), figures(found.high.sufficient)],
        "marker": {"symbol": "diamond", "size": 10, "color": ENOUGH},
        "hoverinfo": "skip",
    }
    layout = quiet_layout(
        height=280,
        xaxis={
            "range": [-0.02 * last, 1.12 * last], "tickformat": ",d", "nticks": 6,
            "showgrid": False, "title": {"text": t(REPEATS_AXIS)},
        },
        yaxis={
            "range": [-0.02 * top, 1.2 * top], "visible": True, "nticks": 4,
            "tickformat": ".0%" if top > 0.05 else ".1%",
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 44, "b": 44}
    layout["annotations"] = [_named(found.low, last), _named(found.high, last)]
    _mark_insufficient(layout, found)
    return Chart(
        spec={"data": [line, marks], "layout": layout},
        title=repeats_seen_title(found),
        alt=repeats_seen_alt(found),
        table=repeats_seen_table(found),
    )


def _named(at: Seen, last: int) -> dict[str, Any]:
    late = at.repeats > 0.72 * last
    return {
        "x": at.repeats, "y": figures(at.sufficient), "text": point_label(at), "align": "left",
        "showarrow": False,
        "xanchor": "right" if late else "left", "yanchor": "bottom",
        "xshift": 0 if late else 6, "yshift": 6, "font": {"size": 13},
    }  # fmt: skip


def _mark_insufficient(layout: dict[str, Any], found: RepeatsSeen) -> None:
    at = found.insufficient_from
    if not at or at > found.points[-1].repeats:
        return
    layout["shapes"] = [
        {
            "type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": SHORT, "width": 1.5, "dash": "dot"},
        }
    ]  # fmt: skip
    late = at > 0.6 * found.points[-1].repeats
    layout["annotations"].append(
        {
            "x": at, "y": 1, "yref": "paper", "text": insufficient_label(found),
            "showarrow": False, "xanchor": "right" if late else "left", "yanchor": "top",
            "xshift": -6 if late else 6, "font": {"size": 13},
        }
    )  # fmt: skip
