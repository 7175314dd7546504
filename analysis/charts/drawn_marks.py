"""The traces of a chart, drawn: bars, lines, areas, markers, shades."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba

from analysis.charts.drawn_axes import Plot

_DAY_MS = 86_400_000
_RGBA = re.compile(r"rgba\(([\d.]+), ?([\d.]+), ?([\d.]+), ?([\d.]+)\)")
_DASHES = {"dot": (0, (1.2, 2.2)), "dash": (0, (5, 3)), "solid": "-"}
_CLEAR = (0.0, 0.0, 0.0, 0.0)
# Plotly's name: matplotlib's, and how wide it is for plotly's size.
_SYMBOLS = {
    "circle": ("o", 1.0), "square": ("s", 1.0), "diamond": ("D", 0.92), "cross": ("P", 1.1),
    "triangle-up": ("^", 1.1), "triangle-down": ("v", 1.1), "line-ns": ("|", 1.4),
}  # fmt: skip

Rgba = tuple[float, float, float, float]


def draw_traces(plot: Plot, traces: Sequence[Mapping[str, Any]]) -> None:
    """Draw every trace, the first at the bottom."""
    before: tuple[list[float], list[float]] = ([], [])
    for place, trace in enumerate(traces):
        name = trace.get("xaxis", "x")
        match trace["type"]:
            case "bar":
                _bars(plot, name, trace, order=2 + place / 1000)
            case "heatmap":
                _shades(plot, name, trace)
            case "scatter":
                before = _scatter(plot, name, trace, before, order=3 + place / 1000)
            case other:
                raise ValueError(f"a trace that cannot be drawn: {other!r}")


def color(text: str, *, opacity: float = 1.0) -> Rgba:
    """A color of plotly's as four parts from 0 to 1.

    Examples
    --------
    >>> color("rgba(255, 0, 0, 0.5)"), color("#000000", opacity=0.5)
    ((1.0, 0.0, 0.0, 0.5), (0.0, 0.0, 0.0, 0.5))
    """
    found = _RGBA.fullmatch(text)
    if found:
        red, green, blue = (float(found[place]) / 255 for place in (1, 2, 3))
        return red, green, blue, float(found[4]) * opacity
    red, green, blue, alpha = to_rgba(text)
    return red, green, blue, alpha * opacity


def dash(name: str) -> Any:
    """A line's pattern."""
    return _DASHES[name]


def _each(value: Any, number: int) -> list[Any]:
    """A value for each point: plotly takes one for all."""
    return list(value) if isinstance(value, list | tuple) else [value] * number


def _bars(plot: Plot, name: str, trace: Mapping[str, Any], *, order: float) -> None:
    ax, marker = plot.axes[name], trace["marker"]
    lying = trace.get("orientation") == "h"
    along = [float(value) for value in trace["x" if lying else "y"]]
    across = [float(v) for v in trace["y"]] if lying else plot.at(name, trace["x"])
    number = len(along)
    width = float(trace.get("width", 0.8)) / (_DAY_MS if name in plot.dates and not lying else 1)
    base = [float(value) for value in _each(trace.get("base", 0.0), number)]
    opacity = float(marker.get("opacity", 1.0))
    edge = marker.get("line", {})
    style: dict[str, Any] = {
        "color": [color(one, opacity=opacity) for one in _each(marker["color"], number)],
        "edgecolor": [color(one) for one in _each(edge.get("color", "rgba(0,0,0,0)"), number)],
        "linewidth": edge.get("width", 0),
        "zorder": order,
        "clip_on": False,
    }
    if lying:
        ax.barh(across, along, height=width, left=base, **style)
    else:
        ax.bar(across, along, width=width, bottom=base, **style)


def _shades(plot: Plot, name: str, trace: Mapping[str, Any]) -> None:
    ax = plot.axes[name]
    x, y, z = plot.at(name, trace["x"]), trace["y"], np.asarray(trace["z"], dtype=float)
    start, end = (
        np.array(color(one)) for _, one in (trace["colorscale"][0], trace["colorscale"][-1])
    )
    part = ((z - trace["zmin"]) / (trace["zmax"] - trace["zmin"])).clip(0.0, 1.0)[..., None]
    half_x, half_y = (x[-1] - x[0]) / (len(x) - 1) / 2, (y[-1] - y[0]) / (len(y) - 1) / 2
    limits = ax.get_xlim(), ax.get_ylim()
    ax.imshow(
        start + (end - start) * part, origin="lower", aspect="auto", interpolation="nearest",
        extent=(x[0] - half_x, x[-1] + half_x, y[0] - half_y, y[-1] + half_y), zorder=1,
    )  # fmt: skip
    ax.set_xlim(limits[0])
    ax.set_ylim(limits[1])


def _scatter(
    plot: Plot,
    name: str,
    trace: Mapping[str, Any],
    before: tuple[list[float], list[float]],
    *,
    order: float,
) -> tuple[list[float], list[float]]:
    """Draw a line, an area or marks; return its points, for an area up to them."""
    ax, mode, line = plot.axes[name], trace["mode"], trace.get("line", {})
    x, y = _stepped(
        plot.at(name, trace["x"]), [float(v) for v in trace["y"]], line.get("shape", "linear")
    )
    if "fill" in trace:
        fill = color(trace["fillcolor"])
        rest = before if trace["fill"] == "tonexty" else ([], [])
        ax.fill([*x, *rest[0][::-1]], [*y, *rest[1][::-1]], facecolor=fill, lw=0, zorder=1.5)
    if "lines" in mode and line.get("width", 2) > 0:
        ax.plot(
            x, y, color=color(line["color"]), linewidth=line.get("width", 2),
            linestyle=dash(line.get("dash", "solid")), zorder=order, solid_capstyle="butt",
        )  # fmt: skip
    if "error_y" in trace:
        _whiskers(plot, name, trace, order=order)
    if "markers" in mode:
        _marks(plot, name, trace, order=order)
    return x, y


def _stepped(x: list[float], y: list[float], shape: str) -> tuple[list[float], list[float]]:
    """The corners of a line that goes in steps. A spline through many points is a line."""
    if shape in ("linear", "spline"):
        return x, y
    found_x, found_y = x[:1], y[:1]
    for place in range(1, len(x)):
        corner = (x[place], y[place - 1]) if shape == "hv" else (x[place - 1], y[place])
        found_x += [corner[0], x[place]]
        found_y += [corner[1], y[place]]
    return found_x, found_y


def _marks(plot: Plot, name: str, trace: Mapping[str, Any], *, order: float) -> None:
    ax, marker = plot.axes[name], trace["marker"]
    x, y = plot.at(name, trace["x"]), [float(value) for value in trace["y"]]
    number, opacity = len(x), float(marker.get("opacity", 1.0))
    edge = marker.get("line", {})
    points = zip(
        x, y, _each(marker.get("symbol", "circle"), number), _each(marker["size"], number),
        _each(marker["color"], number), _each(edge.get("color", "rgba(0,0,0,0)"), number),
        _each(edge.get("width", 0), number),
        strict=True,
    )  # fmt: skip
    for at, up, symbol, size, fill, rim, thick in points:
        if size <= 0:
            continue
        opened = symbol.endswith("-open")
        form, wide = _SYMBOLS[symbol.removesuffix("-open")]
        inside = color(fill, opacity=opacity)
        style: dict[str, Any] = {"facecolor": _CLEAR if opened else inside, "linewidth": thick}
        if opened or form == "|":
            style["linewidth"] = max(thick, 1.4)
        if form != "|":  # a mere stroke has no rim
            style["edgecolor"] = inside if opened else color(rim)
        ax.scatter([at], [up], marker=form, s=(wide * size) ** 2, zorder=order, **style)


def _whiskers(plot: Plot, name: str, trace: Mapping[str, Any], *, order: float) -> None:
    error = trace["error_y"]
    down = error.get("arrayminus", error["array"])
    plot.axes[name].errorbar(
        plot.at(name, trace["x"]), [float(value) for value in trace["y"]],
        yerr=[down, error["array"]], fmt="none", ecolor=color(error["color"]),
        elinewidth=error["thickness"], capthick=error["thickness"], capsize=error["width"] / 2,
        zorder=order,
    )  # fmt: skip
