"""The lines, boxes and words of a chart that belong to no trace, drawn."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation, Transform

from analysis.charts.drawn_axes import INK, LETTERS, Plot, plain
from analysis.charts.drawn_marks import color, dash
from analysis.charts.lettering import SANS, drawable, width

_SQUARE = re.compile(r'<span style="color:(#\w{6})">■</span>([^<]*)')
# What our fonts have no letter for: a space that does not break, and the line with a diamond.
_SIGNS = {"\N{NO-BREAK SPACE}": " ", "━◆━": "——"}
_ACROSS = {"left": "left", "center": "center", "right": "right"}
_UP = {"top": "top", "middle": "center", "bottom": "bottom"}


def draw_shapes(plot: Plot, shapes: Sequence[Mapping[str, Any]]) -> None:
    """Draw lines and boxes; those below come under the traces."""
    for shape in shapes:
        line = shape["line"]
        x0, x1 = plot.place(shape, "x0"), plot.place(shape, "x1")
        y0, y1 = float(shape["y0"]), float(shape["y1"])
        order = 1.2 if shape.get("layer") == "below" else 6
        style = {
            "transform": plot.transform(shape),
            "linewidth": line["width"],
            "linestyle": dash(line.get("dash", "solid")),
            "zorder": order,
            "clip_on": False,
        }
        ax = plot.axes["x"]
        if shape["type"] == "line":
            limits = ax.get_xlim(), ax.get_ylim()
            ax.plot([x0, x1], [y0, y1], color=color(line["color"]), **style)
            ax.set_xlim(limits[0])
            ax.set_ylim(limits[1])
        elif shape["type"] == "rect":
            ax.add_patch(
                Rectangle(
                    (x0, y0), x1 - x0, y1 - y0, edgecolor=color(line["color"]),
                    facecolor=color(shape.get("fillcolor", "rgba(0,0,0,0)")), **style,
                )
            )  # fmt: skip
        else:
            raise ValueError(f"a shape that cannot be drawn: {shape['type']!r}")


def draw_notes(plot: Plot, notes: Sequence[Mapping[str, Any]]) -> None:
    """Write the words."""
    for note in notes:
        if "<span" in note["text"]:
            _key(plot, note)
            continue
        font, box = note.get("font", {}), note.get("bgcolor")
        plot.axes["x"].text(
            plot.place(note, "x"),
            float(note["y"]),
            drawable_lines(plain(note["text"])),
            transform=_moved(plot, note),
            ha=_ACROSS[note.get("xanchor", "center")],
            va=_UP[note.get("yanchor", "middle")],
            fontsize=font.get("size", LETTERS),
            color=color(font.get("color", INK)),
            zorder=8,
            parse_math=False,
            bbox={"facecolor": color(box), "edgecolor": "none", "pad": 1.5} if box else None,
        )


def _moved(plot: Plot, note: Mapping[str, Any], *, right: float = 0, down: float = 0) -> Transform:
    """From a note's place to the picture, shifted as the note says and by as much again."""
    across, up = note.get("xshift", 0) + right, note.get("yshift", 0) - down
    return plot.transform(note) + ScaledTranslation(across / 72, up / 72, plot.scale)


def _key(plot: Plot, note: Mapping[str, Any]) -> None:
    """Write a key, which is a line of squares with their names: each square in its color."""
    ax, size = plot.axes["x"], note.get("font", {}).get("size", LETTERS)
    at = [plot.place(note, "x")], [float(note["y"])]
    for line_number, line in enumerate(note["text"].split("<br>")):
        right, down = 0.0, (0.8 + 1.35 * line_number) * size
        for square, name in _SQUARE.findall(line):
            moved = _moved(plot, note, right=right + size / 2, down=down - size / 3)
            ax.scatter(
                *at, marker="s", s=(0.62 * size) ** 2, color=[color(square)], transform=moved,
                clip_on=False, zorder=8,
            )  # fmt: skip
            ax.text(
                at[0][0], at[1][0], drawable(plain(name.strip())), fontsize=size, color=INK,
                transform=_moved(plot, note, right=right + 1.1 * size, down=down), zorder=8,
                parse_math=False,
            )  # fmt: skip
            right += 2.4 * size + width(name.strip(), face=SANS, size=size)


def drawable_lines(text: str) -> str:
    """A text of several lines, each as far as it can be drawn."""
    for sign, instead in _SIGNS.items():
        text = text.replace(sign, instead)
    return "\n".join(drawable(line) for line in text.split("\n"))
