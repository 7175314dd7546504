"""Where things stand in a drawn chart: axes from a plotly layout, and places on them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, MultipleLocator
from matplotlib.transforms import Affine2DBase, Transform, blended_transform_factory

from analysis.wording.numbers import count, short_date

LETTERS = 12.5
GRID, AXIS, INK = "#E4E1DA", "#8C857A", "#141312"
_BELOW_AXIS = 10  # to the first line, and from the last
_FIRST_DAY = dt.date(1970, 1, 1)
_X_AXES = ("xaxis", "xaxis2")


@dataclass(frozen=True, slots=True)
class Plot:
    """The axes of a chart by plotly's names, all over one vertical axis.

    Attributes
    ----------
    axes
        ``"x"``, ``"x2"``: where traces go.
    paper
        The whole plot area: what plotly calls paper.
    dates
        The horizontal axes of time.
    """

    axes: Mapping[str, Axes]
    paper: Axes
    dates: frozenset[str]

    @property
    def scale(self) -> Affine2DBase:
        """From inches to the picture."""
        figure = self.paper.figure
        assert figure is not None, "axes stand in a figure"
        scale: Affine2DBase = figure.dpi_scale_trans
        return scale

    def at(self, name: str, values: Sequence[Any]) -> list[float]:
        """Places on a horizontal axis: numbers, or days of ISO dates."""
        if name not in self.dates:
            return [float(value) for value in values]
        return [day_number(value) for value in values]

    def transform(self, item: Mapping[str, Any]) -> Transform:
        """From what a shape or a note says of its place to the picture."""
        x = self.paper.transAxes if item.get("xref") == "paper" else self.axes["x"].transData
        y = self.paper.transAxes if item.get("yref") == "paper" else self.axes["x"].transData
        return blended_transform_factory(x, y)

    def place(self, item: Mapping[str, Any], key: str) -> float:
        """The horizontal place of a shape's or note's ``key``."""
        if item.get("xref") == "paper":
            return float(item[key])
        return self.at("x", [item[key]])[0]


def day_number(value: Any) -> float:
    """A day as a number, to be a place on an axis.

    Examples
    --------
    >>> day_number("1970-01-02")
    1.0
    """
    return float((dt.date.fromisoformat(str(value)[:10]) - _FIRST_DAY).days)


def plot_of(
    figure: Figure,
    layout: Mapping[str, Any],
    *,
    left: float,
    top: float,
    wide: float,
    high: float,
) -> Plot:
    """Set up the axes of a layout.

    Parameters
    ----------
    figure
        The picture, in units of which there are 72 an inch.
    layout
        Plotly's.
    left, top, wide
        Where the chart stands, in those units.
    high
        Height of the whole picture.
    """
    margin = layout["margin"]
    x0, x1 = left + margin["l"], left + wide - margin["r"]
    y0, y1 = top + margin["t"], top + layout["height"] - margin["b"]
    whole = 2 * left + wide
    full = (x0 / whole, 1 - y1 / high, (x1 - x0) / whole, (y1 - y0) / high)
    paper = figure.add_axes(full)
    paper.set_axis_off()
    axes, dates = {}, set()
    for key in _X_AXES:
        if key not in layout:
            continue
        name, spec = key.replace("axis", ""), layout[key]
        start, end = spec.get("domain", (0.0, 1.0))
        box = (full[0] + start * full[2], full[1], (end - start) * full[2], full[3])
        axes[name] = figure.add_axes(box)
        if spec.get("type") == "date":
            dates.add(name)
    plot = Plot(axes=axes, paper=paper, dates=frozenset(dates))
    for name, ax in axes.items():
        _set_up(plot, name, ax, layout)
    return plot


def room_below(layout: Mapping[str, Any]) -> float:
    """How much higher a chart has to be for its ticks of two lines, where plotly lets them hang.

    Examples
    --------
    >>> room_below({"margin": {"b": 32}, "xaxis": {"ticktext": ["May", "June"]}})
    0.0
    >>> room_below({"margin": {"b": 32}, "xaxis": {"ticktext": ["May<br>2022"]}}) > 8
    True
    """
    texts = layout["xaxis"].get("ticktext") or ()
    lines = 1 + max((str(text).count("<br>") for text in texts), default=0)
    needed = _BELOW_AXIS + lines * 1.36 * LETTERS
    return max(0.0, needed - layout["margin"]["b"]) if lines > 1 else 0.0


def _set_up(plot: Plot, name: str, ax: Axes, layout: Mapping[str, Any]) -> None:
    ax.patch.set_alpha(0.0)
    ax.set_axisbelow(True)
    for side in ax.spines.values():
        side.set_visible(False)
    across, up = layout[name.replace("x", "xaxis", 1)], layout["yaxis"]
    ax.set_ylim(*(float(value) for value in up["range"]))
    if "range" in across:
        ax.set_xlim(*plot.at(name, across["range"]))
    _ticks(ax, "x", across, plot.at(name, across.get("tickvals", ())))
    shown = up if name == "x" else {**up, "visible": False}
    _ticks(ax, "y", shown, [float(value) for value in up.get("tickvals", ())])


def _ticks(
    ax: Axes, which: Literal["x", "y"], spec: Mapping[str, Any], values: Sequence[float]
) -> None:
    axis = ax.xaxis if which == "x" else ax.yaxis
    if not spec.get("visible", True):
        axis.set_visible(False)
        return
    write = _formats(spec)
    if "tickvals" in spec:
        given = spec.get("ticktext") or [write(value) for value in values]
        texts = [str(text).replace("<br>", "\n") for text in given]
        axis.set_major_locator(FixedLocator(list(values)))
        axis.set_major_formatter(FuncFormatter(lambda _value, place: texts[place]))
    else:
        step = spec.get("dtick")
        axis.set_major_locator(
            MultipleLocator(step)
            if step
            else MaxNLocator(spec.get("nticks", 6), steps=[1, 2, 5, 10])
        )
        axis.set_major_formatter(FuncFormatter(lambda value, _place: write(value)))
    ax.tick_params(
        axis=which, labelsize=LETTERS, labelcolor=INK, color=AXIS, pad=4,
        length=4 if spec.get("ticks") == "outside" else 0,
    )  # fmt: skip
    if spec.get("showgrid", True):
        ax.grid(visible=True, axis=which, color=GRID, linewidth=1)
    title = spec.get("title", {}).get("text", "")
    if title:
        (ax.set_xlabel if which == "x" else ax.set_ylabel)(title, fontsize=LETTERS, color=INK)


def _formats(spec: Mapping[str, Any]) -> Any:
    suffix, wanted = spec.get("ticksuffix", ""), spec.get("tickformat", "")
    formats = {
        "": lambda value: f"{value:,.10g}{suffix}",
        ",d": count,
        ".0%": lambda value: f"{100 * value:.0f}%",
        ".1%": lambda value: f"{100 * value:.1f}%",
        "%b %-d": lambda value: short_date(_FIRST_DAY + dt.timedelta(days=int(value))),
    }
    return formats[wanted]


def plain(text: str) -> str:
    r"""A text of plotly's without its marks.

    Examples
    --------
    >>> plain("<b>Sample</b>:<br>12%")
    'Sample:\n12%'

    Raises
    ------
    ValueError
        If there is a mark that is not known.
    """
    for mark, instead in (("<b>", ""), ("</b>", ""), ("<br>", "\n"), ("<extra></extra>", "")):
        text = text.replace(mark, instead)
    if "</" in text:
        raise ValueError(f"a mark that cannot be drawn: {text!r}")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
