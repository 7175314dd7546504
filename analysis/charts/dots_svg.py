"""The quantile dot plot as SVG: the same dots as ``analysis.charts.dots``, from its own figure."""

import math
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures
from analysis.charts.lettering import SANS, width
from analysis.wording import count

_FEWEST_ROWS = 5
_TICK_ROOM = 1.6
"""Widths of a label that each tick is given."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot stands: its left and upper edge, its size, the size of its letters."""

    left: float
    top: float
    wide: float
    high: float
    text: float

    @property
    def floor(self) -> float:
        """Where the lowest dots stand; below come the numbers."""
        return self.top + self.high - self.text - 10


@dataclass(frozen=True, slots=True)
class _Across:
    """From signatures to places in the frame."""

    frame: Frame
    low: float
    high: float

    def place(self, value: float) -> float:
        return self.frame.left + self.length(value - self.low)

    def length(self, value: float) -> float:
        return self.frame.wide * value / (self.high - self.low)


def dots_svg(chart: Chart, frame: Frame) -> str:
    """The dots, the requirement and a few numbers below, as elements of an SVG.

    Parameters
    ----------
    chart
        From ``analysis.charts.dots.dot_plot``.
    frame
        In the units of the SVG.

    Returns
    -------
    str
        Elements; those with the classes ``quiet`` (numbers below), ``axis`` (the line above them)
        and ``required`` (text) get their color from the picture around them.
    """
    across = _Across(frame, *chart.spec["layout"]["xaxis"]["range"])
    tallest = max([_FEWEST_ROWS, *(y for trace in chart.spec["data"] for y in trace["y"])])
    row = (frame.floor - frame.top - frame.text - 8) / (tallest + 0.2)
    radius = _radius(chart, across, row)
    marks = [
        (_diamond if trace["marker"]["symbol"] == "diamond" else _circle)(
            across.place(x), frame.floor - (y - 0.5) * row, radius
        )
        for trace in chart.spec["data"]
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    return "".join([*marks, _axis(across), _requirement(chart, across)])


def _radius(chart: Chart, across: _Across, row: float) -> float:
    """As large as rows and columns leave room for; in very high columns the dots overlap."""
    places = sorted({x for trace in chart.spec["data"] for x in trace["x"]})
    column = min((after - before for before, after in pairwise(places)), default=across.high)
    text = across.frame.text
    return max(min(0.44 * row, 0.46 * across.length(column), 0.6 * text), 0.15 * text)


def _axis(across: _Across) -> str:
    frame = across.frame
    right = frame.left + frame.wide
    parts = [
        f'<path class="axis" d="M{frame.left:g} {frame.floor:.1f}H{right:g}" stroke-width="1.5"/>'
    ]
    for value in _ticks(across):
        x = across.place(value)
        half = 0.5 * width(count(value), face=SANS, size=frame.text)
        if frame.left <= x - half and x + half <= right:
            parts.append(
                f'<text class="quiet" x="{x:.1f}" y="{frame.floor + frame.text + 6:.1f}" '
                f'font-size="{frame.text:g}" text-anchor="middle">{count(value)}</text>'
            )
    return "".join(parts)


def _ticks(across: _Across) -> list[float]:
    """Round numbers, as many as their labels leave room for."""
    low, high, frame = across.low, across.high, across.frame
    label = _TICK_ROOM * width(count(high), face=SANS, size=frame.text)
    least = max((high - low) * label / frame.wide, 1.0)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= least)
    first = math.ceil(max(low, 0.0) / step)
    return [step * place for place in range(first, math.floor(high / step) + 1)]


def _requirement(chart: Chart, across: _Across) -> str:
    frame = across.frame
    note = chart.spec["layout"]["annotations"][0]
    x = across.place(note["x"])
    left = note["xanchor"] == "left"
    words = escape(note["text"].removeprefix("<b>").removesuffix("</b>"))
    return (
        f'<path d="M{x:.1f} {frame.top:.1f}V{frame.floor:.1f}" stroke="{REQUIRED}" '
        'stroke-width="2.5"/>'
        f'<text class="required" x="{x + (8 if left else -8):.1f}" '
        f'y="{frame.top + frame.text - 2:.1f}" font-size="{frame.text:g}" '
        f'text-anchor="{"start" if left else "end"}">{words}</text>'
    )


def _circle(x: float, y: float, radius: float) -> str:
    line = figures(0.3 * radius, digits=3)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius - line / 2:.1f}" fill="none" '
        f'stroke="{SHORT}" stroke-width="{line}"/>'
    )


def _diamond(x: float, y: float, radius: float) -> str:
    r = 1.1 * radius
    return (
        f'<path d="M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z" '
        f'fill="{ENOUGH}"/>'
    )
