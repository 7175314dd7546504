"""What moves the odds most: a bar for each input, from the odds at its worse to its better end."""

from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, Chart, figures, quiet_layout
from analysis.forecast import Forecast
from analysis.language import kept
from analysis.sensitivity import Swing
from analysis.tables import swings_table
from analysis.wording import end_label, now_label, swing_alt, swing_bar_label, swing_title

_ROW = 54


@kept(256)
def tornado(swings: tuple[Swing, ...], result: Forecast) -> Chart:
    """Bars of the odds between the ends of each input; the line is the forecast itself."""
    rows = list(range(len(swings), 0, -1))
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "base": [figures(swing.odds_worse) for swing in swings],
        "x": [figures(swing.width) for swing in swings],
        "width": 0.34,
        "marker": {"color": ENOUGH},
        "hoverinfo": "skip",
    }
    layout = quiet_layout(
        height=_ROW * len(swings) + 48,
        xaxis={"range": [0, 1], "tickformat": ".0%", "dtick": 0.25},
        yaxis={"range": [0.5, len(swings) + 0.75]},
    )
    layout["shapes"] = [
        {
            "type": "line", "x0": figures(result.sufficient), "x1": figures(result.sufficient),
            "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": REQUIRED, "width": 2, "dash": "dot"}, "layer": "below",
        }
    ]  # fmt: skip
    layout["annotations"] = [
        _text(swing_bar_label(swing), x=0.0, y=row + 0.2, yanchor="bottom")
        for row, swing in zip(rows, swings, strict=True)
    ] + [
        _text(end_label(swing), x=figures(swing.odds_better), y=row, xshift=4, yanchor="middle")
        for row, swing in zip(rows, swings, strict=True)
    ]
    now = _text(now_label(result), x=figures(result.sufficient), y=1.0, yanchor="bottom")
    side = "right" if result.sufficient > 0.5 else "left"  # the end that stands at the line
    now |= {"yref": "paper", "font": {"color": REQUIRED, "size": 13}, "xanchor": side}
    layout["annotations"].append(now)
    layout["margin"]["t"] = 24
    return Chart(
        spec={"data": [bars], "layout": layout},
        title=swing_title(swings),
        alt=swing_alt(swings),
        table=swings_table(swings),
    )


def _text(text: str, *, x: float, y: float, yanchor: str, xshift: int = 0) -> dict[str, Any]:
    """A label of a bar; one at the far end of the axis stands inside it."""
    inside = x > 0.9
    return {
        "text": text, "x": x, "y": y, "yanchor": yanchor, "showarrow": False, "align": "left",
        "xanchor": "right" if inside else "left", "xshift": -xshift if inside else xshift,
        "font": {"size": 13, **({"color": "#FFFFFF"} if inside else {})},
    }  # fmt: skip
