"""The bridge between two scenarios: a waterfall in signatures beside one in percentage points."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.compare import Bridge, Comparison, Step
from analysis.language import t
from analysis.scenario import Scenario
from analysis.table import Cell, Table
from analysis.wording import bridge as words

_LINE = 17  # pixels of a line of text
_BAR_LINE = 24
_WRAP = 46  # characters that a phone has room for
_INDENT = 16
# Of either panel: where its numbers begin, and its bars' share of the width.
_PANELS = ((0.0, (0.18, 0.47)), (0.53, (0.67, 1.0)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its words, its numbers, and in either panel where its bar begins and ends."""

    label: str
    numbers: tuple[str, str]
    bars: tuple[tuple[float, float], tuple[float, float]]
    depth: int = 0
    end: bool = False

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.label, _WRAP - 3 * self.depth) or [""]

    @property
    def height(self) -> int:
        return _LINE * len(self.lines) + _BAR_LINE


def bridge_chart(shown: Comparison, found: Bridge) -> Chart:
    """From one end to the other, a bar for each step; reasons below the invalid rate's."""
    first, other = _scenarios(shown)
    rows = _rows(shown, found, first, other)
    labels = [words.step_label(step, first, other) for step in found.steps]
    height = sum(row.height for row in rows)
    layout = quiet_layout(
        height=height + 32,
        xaxis={"domain": list(_PANELS[0][1]), "visible": False, "range": _reach(rows, 0)},
        yaxis={"range": [0, height]},
    )
    layout["xaxis2"] = {
        "domain": list(_PANELS[1][1]), "visible": False, "range": _reach(rows, 1),
        "fixedrange": True, "anchor": "y",
    }  # fmt: skip
    layout["margin"] = {"l": 2, "r": 2, "t": 28, "b": 4}
    layout["barmode"] = "overlay"
    data: list[dict[str, Any]] = []
    notes = [_head(t(text), at) for text, (at, _) in zip(words.PANELS, _PANELS, strict=True)]
    shapes: list[dict[str, Any]] = []
    top = height
    for row in rows:
        middle = top - _LINE * len(row.lines) - _BAR_LINE // 2
        data += [_mark(row, panel, middle) for panel in (0, 1)]
        notes += _notes(row, top, middle)
        if _holds_zero(rows):
            shapes.append(_need(middle))
        top -= row.height
    layout["annotations"], layout["shapes"] = notes, shapes
    return Chart(
        spec={"data": data, "layout": layout},
        title=words.bridge_title(found),
        alt=words.bridge_alt(shown, found, labels),
        table=bridge_table(shown, found),
    )


def _scenarios(shown: Comparison) -> tuple[Scenario, Scenario]:
    first, other = (shown.slots[place].reading.scenario for place in shown.ends)
    assert first is not None, "a bridge has odds at both ends"
    assert other is not None, "a bridge has odds at both ends"
    return first, other


def _rows(shown: Comparison, found: Bridge, first: Scenario, other: Scenario) -> list[_Row]:
    rows = [_end(shown, found, 0)]
    at = (float(found.start.whole), float(found.start.tenths))
    for step in found.steps:
        rows.append(_step(step, words.step_label(step, first, other), at, depth=0))
        inner = at
        for part in step.parts:
            rows.append(_step(part, words.step_label(part, first, other), inner, depth=1))
            inner = inner[0] + part.whole, inner[1] + part.tenths
        at = at[0] + step.whole, at[1] + step.tenths
    return [*rows, _end(shown, found, 1)]


def _step(step: Step, label: str, at: tuple[float, float], *, depth: int) -> _Row:
    return _Row(
        label=label,
        numbers=(words.signatures(step.whole), words.points(step.tenths)),
        bars=((at[0], at[0] + step.whole), (at[1], at[1] + step.tenths)),
        depth=depth,
    )


def _end(shown: Comparison, found: Bridge, at: int) -> _Row:
    end = (found.start, found.end)[at]
    return _Row(
        label=words.end_name(shown, at),
        numbers=(words.signatures(end.whole), words.tight_odds(shown, at)),
        bars=((float(end.whole),) * 2, (float(end.tenths),) * 2),
        end=True,
    )


def _reach(rows: Sequence[_Row], panel: int) -> list[float]:
    values = [value for row in rows for value in row.bars[panel]]
    room = 0.06 * (max(values) - min(values)) or 1.0
    return [figures(min(values) - room), figures(max(values) + room)]


def _holds_zero(rows: Sequence[_Row]) -> bool:
    low, high = _reach(rows, 0)
    return low <= 0.0 <= high


def _need(middle: int) -> dict[str, Any]:
    """The requirement, a margin of 0, beside the bars of a row."""
    reach = _BAR_LINE // 2
    return {
        "type": "line", "x0": 0, "x1": 0, "y0": middle - reach, "y1": middle + reach,
        "layer": "below",
        "line": {"color": REQUIRED, "width": 2},
    }  # fmt: skip


def _mark(row: _Row, panel: int, middle: int) -> dict[str, Any]:
    """A bar, filled where it adds and outlined where it takes away; a mark for an end."""
    start, stop = row.bars[panel]
    axis = {"xaxis": "x2" if panel else "x", "yaxis": "y", "hoverinfo": "skip", "y": [middle]}
    if row.end:
        enough = row.bars[0][0] >= 0.0
        color = ENOUGH if enough else SHORT
        symbol = "diamond" if enough else "circle-open"
        marker: dict[str, Any] = {"symbol": symbol, "size": 12, "color": color}
        marker["line"] = {"color": color, "width": 0 if enough else 2.5}
        # Both ends can stand at the panel's edge.
        made = {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}
        return made | {"x": [start]} | axis
    up = stop >= start
    return {
        "type": "bar", "orientation": "h", "base": [min(start, stop)], "x": [abs(stop - start)],
        "width": 8 if row.depth else 13,
        "marker": {
            "color": ENOUGH if up else "rgba(0,0,0,0)", "opacity": 0.6 if row.depth else 1.0,
            "line": {"color": ENOUGH if up else SHORT, "width": 1 if up else 2},
        },
        **axis,
    }  # fmt: skip


def _head(text: str, at: float) -> dict[str, Any]:
    return _text(f"<b>{text}</b>", x=at, y=1.0, yanchor="bottom") | {"yref": "paper"}


def _notes(row: _Row, top: int, middle: int) -> list[dict[str, Any]]:
    """The words of a row above its bars, and its numbers before them."""
    words_of = "<br>".join(escape(line) for line in row.lines)
    shift = _INDENT * row.depth
    found = [_text(words_of if row.depth else f"<b>{words_of}</b>", x=0.0, y=top, shift=shift)]
    for number, (at, _) in zip(row.numbers, _PANELS, strict=True):
        found.append(_text(number, x=at, y=middle, yanchor="middle", shift=shift))
    return found


def _text(text: str, *, x: float, y: float, yanchor: str = "top", shift: int = 0) -> dict[str, Any]:
    return {
        "text": text, "xref": "paper", "x": x, "xanchor": "left", "xshift": shift, "y": y,
        "yanchor": yanchor, "align": "left", "showarrow": False, "font": {"size": 12.5},
    }  # fmt: skip


def bridge_table(shown: Comparison, found: Bridge) -> Table:
    """The steps from start to end, as shown: they add up, and the parts of a step to the step."""
    first, other = _scenarios(shown)
    rows: list[tuple[Cell, ...]] = [
        (words.end_name(shown, 0), "", found.start.whole, found.start.tenths / 10)
    ]
    for step in found.steps:
        rows.append(
            (words.step_label(step, first, other), "", step.whole, step.tenths / 10),
        )
        rows += [
            (words.step_label(part, first, other), words.step_name(step), part.whole,
             part.tenths / 10)
            for part in step.parts
        ]  # fmt: skip
    rows.append((words.end_name(shown, 1), "", found.end.whole, found.end.tenths / 10))
    return Table(_columns(), tuple(rows))


def _columns() -> tuple[str, ...]:
    return t("step"), t("part of"), t("signatures"), t("percentage points")
