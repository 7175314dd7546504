"""What all charts share: the figure that is not validated again, colours, quiet axes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plotly.basedatatypes import BaseFigure

from analysis.language import t
from analysis.tables import Table
from analysis.wording.numbers import count

# Readable on the light and the dark ground alike (contrast of 3 to 1 at least), and no party's.
ENOUGH = "#2A9189"
SHORT = "#8C857A"
REQUIRED = "#B0578A"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: plotly's own dictionary, its finding as a title, alternative text, numbers."""

    spec: Mapping[str, Any]
    title: str
    alt: str
    table: Table

    def figure(self) -> BaseFigure:
        """The plotly figure, as it stands: validating it again takes 70 times as long."""
        return _Finished(self.spec)


class _Finished(BaseFigure):  # type: ignore[misc]
    """A figure whose dictionary is taken as it is. The tests validate it."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        # BaseFigure's own __init__ is what this class is there to leave out.
        self.__dict__["spec"] = spec

    def to_dict(self) -> dict[str, Any]:
        """The dictionary that plotly draws."""
        return dict(self.__dict__["spec"])


def quiet_layout(*, height: int, xaxis: dict[str, Any], yaxis: dict[str, Any]) -> dict[str, Any]:
    """A layout without toolbar noise: no legend, no drag, thin margins."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 32},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": {"fixedrange": True, "zeroline": False, **xaxis},
        "yaxis": {"fixedrange": True, "zeroline": False, "visible": False, **yaxis},
    }


def stacked_layout(*, height: int, notes: list[dict[str, Any]]) -> dict[str, Any]:
    """A layout for bars of shares, one below the other, with their words above them."""
    layout = quiet_layout(
        height=height + 8,
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [0, height]},
    )
    layout["barmode"] = "overlay"
    layout["margin"] |= {"t": 4, "b": 4, "l": 2, "r": 2}
    layout["annotations"] = notes
    return layout


def required_line(required: float) -> dict[str, Any]:
    """The requirement on an axis of signatures: the same line in every chart."""
    return {
        "type": "line", "x0": required, "x1": required, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": REQUIRED, "width": 2},
    }  # fmt: skip


def required_text(required: int) -> str:
    """The name of that line: the same words in every chart.

    Examples
    --------
    >>> required_text(566_857)
    '<b>566,857 required</b>'
    """
    return f"<b>{t('{count} required', count=count(required))}</b>"


def figures(value: float, *, digits: int = 5) -> float:
    """A number short enough to send: five significant figures.

    Examples
    --------
    >>> figures(524321.98765)
    524320.0
    """
    return float(f"{value:.{digits}g}")
