"""Past petitions by their cushion and the share found valid, and the line that is just enough."""

from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.language import kept, t
from analysis.past_shares import PastShare, Yours, past_shares, yours
from analysis.scenario import Reading
from analysis.table import Table
from analysis.track_record_tables import past_shares_table
from analysis.wording.past_shares import (
    CUSHION_AXIS,
    JUST_ENOUGH,
    SHARE_AXIS,
    THIS_ONE,
    cushion_alt,
    cushion_title,
    point_label,
)

MINE = "#A86E12"
"""Of the reader's own mark: 3 to 1 at least against either ground."""


def cushion_chart(reading: Reading) -> Chart:
    """The chart of a reading, its own petition marked where its counts are known."""
    return _drawn(yours(reading), past_shares_table(reading))


@kept(64)
def _drawn(mine: Yours | None, table: Table) -> Chart:
    shown = past_shares()
    last = max(one.cushion for one in shown)
    inside = mine if mine is not None and mine.in_chart else None
    first = min(1.0, inside.cushion) if inside else 1.0
    last = max(last, inside.cushion) if inside else last
    bottom = min(*(100.0 * one.share for one in shown), 100.0 * inside.low if inside else 100.0)
    layout = quiet_layout(
        height=440,
        xaxis={
            "range": [figures(first - 0.04), figures(last + 0.06)], "nticks": 6,
            "showgrid": False, "title": {"text": t(CUSHION_AXIS)},
        },
        yaxis={
            "range": [max(figures(bottom - 4.0), -2.0), 103.0], "visible": True, "nticks": 6,
            "title": {"text": t(SHARE_AXIS)},
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 52, "b": 48}
    layout["hovermode"] = "closest"
    layout["annotations"] = [_line_name(last)]
    data = [_line(first, last), *_past(shown)]
    if inside is not None:
        data.append(_mine(inside))
        layout["annotations"].append(_mine_name(inside, first=first, last=last))
    return Chart(
        spec={"data": data, "layout": layout},
        title=cushion_title(mine),
        alt=cushion_alt(shown, mine),
        table=table,
    )


def _line(first: float, last: float) -> dict[str, Any]:
    """100 over the cushion, from where it is below 100."""
    start = max(first, 1.0)
    steps = [start + (last - start) * step / 60.0 for step in range(61)]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [figures(at) for at in steps], "y": [figures(100.0 / at) for at in steps],
        "line": {"color": REQUIRED, "width": 2},
    }  # fmt: skip


def _line_name(last: float) -> dict[str, Any]:
    at = 0.8 * last
    return {
        "x": figures(at), "y": figures(100.0 / at), "text": f"<b>{t(JUST_ENOUGH)}</b>",
        "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 2,
        "font": {"size": 13, "color": REQUIRED},
    }  # fmt: skip


def _past(shown: tuple[PastShare, ...]) -> list[dict[str, Any]]:
    """Four kinds of marks: sufficient or not, by a count or by less."""
    symbols = {
        (True, True): ("diamond", ENOUGH),
        (True, False): ("triangle-up", ENOUGH),
        (False, True): ("circle-open", SHORT),
        (False, False): ("triangle-down-open", SHORT),
    }
    return [
        _marks(
            [one for one in shown if (one.qualified, one.basis == "count") == kind], symbol, colour
        )
        for kind, (symbol, colour) in symbols.items()
    ]


def _marks(shown: list[PastShare], symbol: str, colour: str) -> dict[str, Any]:
    open_ = symbol.endswith("-open")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figures(one.cushion) for one in shown],
        "y": [figures(100.0 * one.share) for one in shown],
        "customdata": [point_label(one) for one in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": symbol, "size": 9, "color": colour, "opacity": 0.85,
            "line": {"color": colour, "width": 2 if open_ else 0},
        },
    }  # fmt: skip


def _mine(mine: Yours) -> dict[str, Any]:
    """The reader's petition: its median, and where it lies 9 times in 10."""
    middle = 100.0 * mine.middle
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figures(mine.cushion)],
        "y": [figures(middle)],
        "hoverinfo": "skip",
        "marker": {"symbol": "square", "size": 12, "color": MINE},
        "error_y": {
            "type": "data", "symmetric": False, "array": [figures(100.0 * mine.high - middle)],
            "arrayminus": [figures(middle - 100.0 * mine.low)], "color": MINE, "thickness": 2.5,
            "width": 7,
        },
    }  # fmt: skip


def _mine_name(mine: Yours, *, first: float, last: float) -> dict[str, Any]:
    late = mine.cushion > 0.5 * (first + last)
    return {
        "x": figures(mine.cushion), "y": figures(100.0 * mine.low), "text": f"<b>{t(THIS_ONE)}</b>",
        "showarrow": False, "xanchor": "right" if late else "left", "yanchor": "middle",
        "xshift": -8 if late else 8, "font": {"size": 13, "color": MINE},
    }  # fmt: skip
