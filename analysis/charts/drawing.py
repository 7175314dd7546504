"""A chart as a picture for print: PNG or SVG, with its finding above it and its source below.

Drawn by matplotlib, without a browser, from the same dictionary that plotly draws on the page. It
knows what the charts here use, and no more; a trace, shape, mark or format that it does not know
raises, and a test draws every chart.
"""

import io
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image

from analysis.charts.drawn_axes import Plot, plot_of, room_below
from analysis.charts.drawn_marks import draw_traces
from analysis.charts.drawn_notes import draw_notes, draw_shapes
from analysis.charts.figure import Chart
from analysis.charts.lettering import FONTS, SANS, SERIF, Face, drawable, wrapped

WIDE: Final = 720
"""Width of a picture in its own units; a PNG has two pixels a unit."""
_SCALE = 2
_EDGE, _TITLE, _TEXT, _SMALL = 20, 21, 13.5, 12
_INK, _QUIET = "#141312", "#66625B"
_MOST_LINES = 4
_COLORS = 256
# matplotlib is made for one thread at a time.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands around a chart. Plain texts, each may be empty.

    Attributes
    ----------
    first
        What a sender changed, above the chart.
    source
        Petition, date and credit, below it.
    """

    first: str
    source: str


def draw_png(chart: Chart, note: Note) -> bytes:
    """Draw a chart as PNG, 1,440 pixels wide.

    Parameters
    ----------
    chart
        From one of the functions of this room.
    note
        The texts around it.
    """
    with _ONE_AT_A_TIME:
        figure = _figure(chart, note)
        FigureCanvasAgg(figure)
        pixels = _saved(figure, "rgba")
    return _packed(pixels)


def draw_svg(chart: Chart, note: Note) -> bytes:
    """Draw a chart as SVG, its letters as shapes: it needs no font where it is shown.

    Parameters
    ----------
    chart, note
        As for ``draw_png``.
    """
    with _ONE_AT_A_TIME:
        figure = _figure(chart, note)
        FigureCanvasSVG(figure)
        return _saved(figure, "svg")


def _saved(figure: Figure, kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "rgba":
        figure.savefig(file, format=kind, dpi=72 * _SCALE)
    else:
        # The same chart is the same bytes: no date, and names of parts that do not change.
        figure.savefig(file, format=kind, dpi=72, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _packed(pixels: bytes) -> bytes:
    """Pixels as a PNG of few colors, a third as large.

    The colors of most pixels stay what they are; the rest, at the edges of letters and marks, take
    the nearest of them.
    """
    whole = np.frombuffer(pixels, dtype=np.uint8).reshape(-1, 4)
    keys, place, number = np.unique(whole.view(np.uint32), return_inverse=True, return_counts=True)
    colors = keys.view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    kept = colors[np.argsort(-number, kind="stable")[:_COLORS]]
    nearest = ((colors[:, None] - kept) ** 2).sum(axis=-1).argmin(axis=-1).astype(np.uint8)
    image = Image.fromarray(nearest[place].reshape(-1, WIDE * _SCALE), mode="P")
    image.putpalette(kept.astype(np.uint8).tobytes())
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@cache
def _prepared() -> None:
    """Set up matplotlib once: our own fonts, letters as shapes, the same names each time."""
    for file in {*SANS.files, *SERIF.files}:
        font_manager.fontManager.addfont(str(FONTS / file))
    mpl.rcParams["font.family"] = ["Noto Sans", "Noto Sans Hebrew", "Noto Sans Arabic"]
    mpl.rcParams["svg.fonttype"] = "path"
    mpl.rcParams["svg.hashsalt"] = "recall-odds"
    mpl.rcParams["axes.unicode_minus"] = True


def _figure(chart: Chart, note: Note) -> Figure:
    _prepared()
    above = _lines(chart.title, face=SERIF, size=_TITLE)
    first = _lines(note.first, face=SANS, size=_TEXT) if note.first else ()
    below = _lines(note.source, face=SANS, size=_SMALL)
    head = _EDGE + len(above) * _TITLE * 1.25 + len(first) * _TEXT * 1.4 + 10
    foot = len(below) * _SMALL * 1.4 + _EDGE
    body = float(chart.spec["layout"]["height"]) + room_below(chart.spec["layout"])
    high = head + body + foot
    figure = Figure(figsize=(WIDE / 72, high / 72), dpi=72, facecolor="white")
    paper = figure.add_axes((0, 0, 1, 1))
    paper.set_xlim(0, WIDE)
    paper.set_ylim(high, 0)
    paper.set_axis_off()
    y = _write(paper, above, y=float(_EDGE), face=SERIF, size=_TITLE, color=_INK, leading=1.25)
    _write(paper, first, y=y + 4, face=SANS, size=_TEXT, color=_INK, leading=1.4)
    _write(paper, below, y=head + body + 2, face=SANS, size=_SMALL, color=_QUIET, leading=1.4)
    plot = plot_of(
        figure, chart.spec["layout"], left=_EDGE, top=head, wide=WIDE - 2 * _EDGE, high=high
    )
    _draw(plot, chart.spec)
    return figure


def _draw(plot: Plot, spec: Any) -> None:
    draw_shapes(plot, spec["layout"].get("shapes", ()))
    draw_traces(plot, spec["data"])
    draw_notes(plot, spec["layout"].get("annotations", ()))


def _lines(text: str, *, face: Face, size: float) -> tuple[str, ...]:
    room = 0.97 * (WIDE - 2 * _EDGE)
    return wrapped(drawable(text), face=face, size=size, room=room, lines=_MOST_LINES)[0]


def _write(
    paper: Axes,
    lines: tuple[str, ...],
    *,
    y: float,
    face: Face,
    size: float,
    color: str,
    leading: float,
) -> float:
    """Write lines from y on downwards; return where they end."""
    family = ["Noto Serif"] if face is SERIF else None
    for line in lines:
        paper.text(
            _EDGE, y + 0.8 * size, line, fontsize=size, color=color, family=family,
            fontweight="bold" if face is SERIF else "normal", va="baseline", parse_math=False,
        )  # fmt: skip
        y += leading * size
    return y
