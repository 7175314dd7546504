"""The odds over raw count and invalid rate, with the line of even odds and past petitions."""

from collections.abc import Sequence
from typing import Any

from analysis.charts.cushion import MINE
from analysis.charts.figure import (
    ENOUGH,
    REQUIRED,
    Chart,
    figures,
    quiet_layout,
    required_line,
    required_text,
)
from analysis.language import kept, t
from analysis.sensitivity import HeatMap, PastMark
from analysis.tables import heat_map_table
from analysis.wording.sensitivity import (
    COUNT_AXIS,
    EVEN,
    HERE,
    RATE_AXIS,
    cell_hover,
    cell_label,
    map_alt,
    map_title,
    mark_label,
)

_INK, _PAPER = "#2B2925", "#FFFFFF"  # one inside the other: seen on any shade and either ground
_VEIL = "rgba(255,255,255,0.75)"  # under words, so that they read on any shade
_SHADES = [[0.0, "rgba(42,145,137,0.04)"], [1.0, "rgba(42,145,137,0.85)"]]


@kept(maxsize=64)
def heat_map_chart(found: HeatMap, marks: tuple[PastMark, ...]) -> Chart:
    """The map; marks outside its range are left out."""
    inside = [mark for mark in marks if _inside(found, mark)]
    layout = quiet_layout(
        height=430,
        xaxis={
            "range": [found.raw[0], found.raw[-1]], "tickformat": ",d", "nticks": 5,
            "showgrid": False, "title": {"text": t(COUNT_AXIS)},
        },
        yaxis={
            "range": _rates(found), "visible": True,
            "showgrid": False, "nticks": 6, "title": {"text": t(RATE_AXIS)},
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 48, "b": 48}
    layout["hovermode"] = "closest"
    layout["shapes"] = [required_line(found.required)]
    layout["annotations"] = _names(found)
    data = [_shades(found), _even(found), *_past(inside), _here(found)]
    return Chart(
        spec={"data": data, "layout": layout},
        title=map_title(found),
        alt=map_alt(found, inside),
        table=heat_map_table(found),
    )


def _rates(found: HeatMap) -> list[float]:
    """The ends of the axis of rates: the map's, or as far as this scenario's."""
    here = found.here[1]
    return [min(found.invalid_percent[0], here - 1.0), max(found.invalid_percent[-1], here + 1.0)]


def _inside(found: HeatMap, mark: PastMark) -> bool:
    rates = found.invalid_percent
    return (
        found.raw[0] <= mark.raw <= found.raw[-1] and rates[0] <= mark.invalid_percent <= rates[-1]
    )


def _shades(found: HeatMap) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": list(found.raw),
        "y": list(found.invalid_percent),
        "z": [[figures(odds, digits=3) for odds in row] for row in found.odds],
        "text": [[cell_label(odds) for odds in row] for row in found.odds],
        "zmin": 0,
        "zmax": 1,
        "colorscale": _SHADES,
        "showscale": False,
        "hovertemplate": cell_hover(),
    }


def _even(found: HeatMap) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [figures(raw) for raw, _ in found.even], "y": [rate for _, rate in found.even],
        "line": {"color": ENOUGH, "width": 3},
    }  # fmt: skip


def _past(marks: Sequence[PastMark]) -> list[dict[str, Any]]:
    kinds = ((True, "diamond", _INK, _PAPER), (False, "circle", _PAPER, _INK))
    return [
        _marks([mark for mark in marks if mark.qualified is kind], symbol, fill, edge)
        for kind, symbol, fill, edge in kinds
    ]


def _marks(marks: Sequence[PastMark], symbol: str, fill: str, edge: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figures(mark.raw) for mark in marks],
        "y": [figures(mark.invalid_percent, digits=3) for mark in marks],
        "customdata": [mark_label(mark) for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": symbol, "size": 8, "color": fill, "line": {"color": edge, "width": 1.2},
        },
    }  # fmt: skip


def _here(found: HeatMap) -> dict[str, Any]:
    raw, rate = found.here
    return {
        "type": "scatter", "mode": "markers", "x": [raw], "y": [rate],
        "customdata": [cell_label(found.odds_here)],
        "hovertemplate": f"{t(HERE)}: %{{customdata}}<extra></extra>",
        "marker": {
            "symbol": "square", "size": 14, "color": MINE, "line": {"color": _PAPER, "width": 2},
        },
    }  # fmt: skip


def _names(found: HeatMap) -> list[dict[str, Any]]:
    """Words on the line, at the square, and on the requirement."""
    raw, rate = found.here
    late = raw > 0.5 * (found.raw[0] + found.raw[-1])
    here = {
        "x": raw, "y": rate, "text": f"<b>{t(HERE)}</b>", "showarrow": False, "yanchor": "bottom",
        "xanchor": "right" if late else "left", "yshift": 9,
        "font": {"size": 13, "color": _INK}, "bgcolor": _VEIL,
    }  # fmt: skip
    required = {
        "x": found.required, "y": 0.0, "yref": "paper",
        "text": required_text(found.required),
        "showarrow": False, "yanchor": "bottom", "xanchor": "left", "xshift": 4,
        "font": {"size": 13, "color": REQUIRED}, "bgcolor": _VEIL,
    }  # fmt: skip
    if not found.even:
        return [here, required]
    at_raw, at_rate = found.even[max(len(found.even) - 4, 0)]
    even = {
        "x": figures(at_raw), "y": at_rate, "text": f"<b>{t(EVEN)}</b>", "showarrow": False,
        "xanchor": "right", "yanchor": "top", "xshift": -6, "bgcolor": _VEIL,
        "font": {"size": 13, "color": _INK},
    }  # fmt: skip
    return [here, required, even]
