"""The path through the official check: the sample decides, or every signature is checked."""

from typing import Any

from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, stacked_layout
from analysis.forecast import Forecast
from analysis.language import kept
from analysis.verification_tables import path_table
from analysis.wording.path import path_alt, path_label, path_parts, path_title

_LABEL, _BAR, _PARTS, _GAP = 24, 16, 38, 12  # heights in pixels
_ROWS = {
    "raw_short": (("raw_short", False),),
    "sample_sufficient": (("sample_sufficient", True),),
    "full_count": (("full_count_sufficient", True), ("full_count_insufficient", False)),
    "sample_insufficient": (("sample_insufficient", False),),
}
"""The rows from top to bottom, with the parts of each and whether they are enough."""


@kept(256)
def path_picture(result: Forecast) -> Chart:
    """A bar for each way through the check, its label above it; ways that are closed are left out.

    Ends with enough are filled, those without are outlined.
    """
    path = result.path
    rows = [name for name in _ROWS if getattr(path, name) > 0.0]
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    height = sum(_height(name) for name in rows)
    top = height
    for name in rows:
        start = 0.0
        for part, enough in _ROWS[name]:
            width = getattr(path, part)
            if width > 0.0:
                traces.append(_bar(top - _LABEL - _BAR / 2, start, width, enough=enough))
            start += width
        notes.append(_text(path_label(path, name), y=top - _LABEL, yanchor="bottom"))
        if name == "full_count":
            parts = path_parts(path, decided=result.decided)
            notes.append(_text(parts, y=top - _LABEL - _BAR, yanchor="top"))
        top -= _height(name)
    return Chart(
        spec={"data": traces, "layout": stacked_layout(height=height, notes=notes)},
        title=path_title(result),
        alt=path_alt(result),
        table=path_table(result),
    )


def _height(name: str) -> int:
    return _LABEL + _BAR + _GAP + (_PARTS if name == "full_count" else 0)


def _bar(y: float, start: float, width: float, *, enough: bool) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [y],
        "base": [figures(start)],
        "x": [figures(width)],
        "width": _BAR,
        "hoverinfo": "skip",
        "marker": {
            "color": ENOUGH if enough else "rgba(0,0,0,0)",
            "line": {"color": ENOUGH if enough else SHORT, "width": 2},
        },
    }


def _text(text: str, *, y: float, yanchor: str) -> dict[str, Any]:
    return {
        "text": text, "x": 0, "y": y, "xanchor": "left", "yanchor": yanchor, "showarrow": False,
        "align": "left", "font": {"size": 13},
    }  # fmt: skip
