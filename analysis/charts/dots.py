"""The quantile dot plot of the final valid count against the requirement.

Each dot is an equally likely outcome. Kay et al., CHI 2016 (doi 10.1145/2858036.2858558);
Fernandes et al., CHI 2018.
"""

import math
from typing import Any

from analysis.charts.figure import (
    ENOUGH,
    REQUIRED,
    SHORT,
    Chart,
    figures,
    quiet_layout,
    required_line,
)
from analysis.forecast import Forecast
from analysis.language import kept, t
from analysis.tables import dots_table
from analysis.valid_count import DOTS
from analysis.wording import count, dots_alt, dots_title

_COLUMNS = 20


@kept(256)
def dot_plot(result: Forecast) -> Chart:
    """The dots of a forecast, stacked in columns that start at the requirement.

    Dots that reach it are filled diamonds, those that fall short open circles.
    """
    columns = _columns(result)
    traces = [_trace(result, columns, enough=enough) for enough in (False, True)]
    tallest = max(height for _, _, height in columns)
    middles = [middle for middle, _, _ in columns]
    low, high = min(*middles, result.required), max(*middles, result.required)
    room = 0.06 * (high - low) or 1.0
    layout = quiet_layout(
        height=250,
        xaxis={
            "range": [figures(low - room), figures(high + room)],
            "tickformat": ",d",
            "nticks": 5,
            "showgrid": False,
        },
        yaxis={"range": [0, max(tallest, 5) + 1.5]},
    )
    layout["shapes"] = [required_line(result.required)]
    required = t("{count} required", count=count(result.required))
    to_the_left = result.required > 0.5 * (low + high)
    layout["annotations"] = [
        {
            "x": result.required, "y": 1, "yref": "paper", "yanchor": "top", "showarrow": False,
            "text": f"<b>{required}</b>",
            "xanchor": "right" if to_the_left else "left", "xshift": -6 if to_the_left else 6,
            "font": {"color": REQUIRED, "size": 13},
        }
    ]  # fmt: skip
    return Chart(
        spec={"data": traces, "layout": layout},
        title=dots_title(result),
        alt=dots_alt(result),
        table=dots_table(result),
    )


def _columns(result: Forecast) -> list[tuple[float, float, int]]:
    """Middle of its column, the outcome itself and place in the stack, of every dot."""
    dots = result.valid.dots[:1] if result.valid.sd == 0.0 else result.valid.dots
    width = max((max(dots) - min(dots)) / _COLUMNS, abs(dots[0] - result.required) / _COLUMNS / 2)
    width = width or 1.0
    stacks: dict[int, int] = {}
    placed = []
    for dot in dots:
        column = math.floor((dot - result.required) / width)
        stacks[column] = stacks.get(column, 0) + 1
        placed.append((result.required + (column + 0.5) * width, dot, stacks[column]))
    return placed


def _trace(
    result: Forecast, columns: list[tuple[float, float, int]], *, enough: bool
) -> dict[str, Any]:
    mine = [item for item in columns if (item[1] >= result.required) == enough]
    colour = ENOUGH if enough else SHORT
    valid = t("{count} valid", count="%{customdata:,d}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figures(middle) for middle, _, _ in mine],
        "y": [height for _, _, height in mine],
        "customdata": [round(dot) for _, dot, _ in mine],
        "hovertemplate": f"{valid}<extra></extra>",
        "marker": {
            "symbol": "diamond" if enough else "circle-open",
            "size": 12 if enough else 10,
            "color": colour,
            "line": {"color": colour, "width": 0 if enough else 2},
        },
        "name": t("{part} of {whole}", part=len(mine), whole=DOTS),
    }
