"""What drives the rate of a campaign's own check: units, and reasons, each with its range."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts.cushion import MINE
from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, quiet_layout
from analysis.language import t
from analysis.own_check import Drivers, ReasonShare, Unit, UnitRate
from analysis.own_check.drivers import Standing
from analysis.wording import own_check_drivers as words
from analysis.wording.own_check import part_of

ENDS = 12
"""So many of either end are shown where there are more than twice as many."""

_ROW = 24  # height in pixels
_LONGEST = 16  # characters of a code beside the chart
_MARKS: tuple[tuple[Standing, str, str, int], ...] = (
    ("", "circle-open", SHORT, 9),
    ("above", "triangle-up", MINE, 12),
    ("below", "triangle-down", ENOUGH, 12),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the picture: shares from 0 to 1, and how far down it stands."""

    label: str
    middle: float
    low: float
    high: float
    standing: Standing
    hover: str
    down: int


def shown_units(found: Drivers) -> tuple[UnitRate, ...]:
    """All units, or the two ends of the list."""
    if len(found.units) <= 2 * ENDS:
        return found.units
    return (*found.units[:ENDS], *found.units[-ENDS:])


def units_chart(found: Drivers, *, unit: Unit) -> Chart:
    """The pooled rate of each unit with its range, the highest first, and the whole's."""
    shown = shown_units(found)
    hidden = len(found.units) - len(shown)
    rows = [
        _Row(
            label=_short(one.name), middle=one.middle, low=one.low, high=one.high,
            standing=one.standing, hover=words.unit_hover(one),
            down=place + (1 if hidden and place >= ENDS else 0),
        )
        for place, one in enumerate(shown)
    ]  # fmt: skip
    layout = _layout(rows, axis=t(words.RATE_AXIS), beside=found.overall)
    whole = figures(100.0 * found.overall)
    layout["shapes"] = [
        {
            "type": "line", "x0": whole, "x1": whole, "yref": "paper", "y0": 0, "y1": 1,
            "layer": "below", "line": {"color": SHORT, "width": 2, "dash": "dot"},
        }
    ]  # fmt: skip
    layout["annotations"] = [
        {
            "x": whole, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": words.whole_name(found), "font": {"size": 13, "color": SHORT},
        }
    ]  # fmt: skip
    if hidden:
        layout["annotations"].append(
            {
                "x": 0.5, "xref": "paper", "y": -ENDS, "showarrow": False,
                "text": words.not_shown(hidden), "font": {"size": 13},
            }
        )  # fmt: skip
    return Chart(
        spec={"data": _traces(rows), "layout": layout},
        title=words.units_title(found, unit=unit),
        alt=words.units_alt(found, shown, unit=unit),
        table=words.units_table(shown, unit=unit),
    )


def reasons_chart(shares: Sequence[ReasonShare]) -> Chart:
    """The share of each reason with its range, and past petitions' share."""
    rows = [
        _Row(
            label=words.reason_name(one.reason), middle=one.share, low=one.low, high=one.high,
            standing="", hover=part_of(one.share), down=place,
        )
        for place, one in enumerate(shares)
    ]  # fmt: skip
    layout = _layout(rows, axis=t(words.SHARE_AXIS), beside=max(one.past for one in shares))
    past = {
        "type": "scatter", "mode": "markers", "x": [figures(100.0 * one.past) for one in shares],
        "y": [-row.down for row in rows], "hovertemplate": "%{text}<extra></extra>",
        "text": [words.past_name(one.past) for one in shares],
        "marker": {
            "symbol": "line-ns", "size": 16, "line": {"color": SHORT, "width": 3}, "color": SHORT,
        },
    }  # fmt: skip
    return Chart(
        spec={"data": [past, *_traces(rows)], "layout": layout},
        title=words.reasons_title(shares),
        alt=words.reasons_alt(shares),
        table=words.reasons_table(shares),
    )


def _traces(rows: Sequence[_Row]) -> list[dict[str, Any]]:
    """Marks with their ranges, one trace for each standing that there is."""
    traces = []
    for standing, symbol, color, size in _MARKS:
        mine = [row for row in rows if row.standing == standing]
        if not mine:
            continue
        traces.append(
            {
                "type": "scatter", "mode": "markers",
                "x": [figures(100.0 * row.middle) for row in mine],
                "y": [-row.down for row in mine],
                "error_x": {
                    "type": "data", "symmetric": False, "color": color, "thickness": 1.5,
                    "width": 0,
                    "array": [figures(100.0 * max(row.high - row.middle, 0.0)) for row in mine],
                    "arrayminus": [figures(100.0 * max(row.middle - row.low, 0.0)) for row in mine],
                },
                "text": [row.hover for row in mine],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "symbol": symbol, "size": size, "color": color,
                    "line": {"color": color, "width": 2 if symbol.endswith("open") else 0},
                },
            }
        )  # fmt: skip
    return traces


def _layout(rows: Sequence[_Row], *, axis: str, beside: float) -> dict[str, Any]:
    """Rows from the top down, their labels beside the axis; ``beside`` is in the picture too."""
    last = max(row.down for row in rows)
    high = max(beside, *(row.high for row in rows))
    layout = quiet_layout(
        height=_ROW * (last + 1) + 90,
        xaxis={
            "range": [0, figures(100.0 * min(1.05 * high, 1.02))], "nticks": 6, "showgrid": False,
            "title": {"text": axis},
        },
        yaxis={
            "range": [-last - 0.7, 0.7], "visible": True, "showgrid": False, "automargin": True,
            "tickvals": [-row.down for row in rows], "ticktext": [row.label for row in rows],
        },
    )  # fmt: skip
    layout["margin"] |= {"t": 28, "b": 48}
    layout["hovermode"] = "closest"
    return layout


def _short(name: str) -> str:
    """A code as it fits beside the chart; plotly would take angle brackets for a tag."""
    cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return cut.replace("<", "‹")
