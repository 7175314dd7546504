"""The reliability diagram: odds given against how often it happened at such odds."""

from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.language import kept, t
from analysis.track_record.built import track_record
from analysis.track_record.record import ScoreSet
from analysis.track_record_tables import reliability_table
from analysis.wording.odds import bare_phrase
from analysis.wording.reliability import (
    AS_SAID,
    DID_NOT,
    ODDS_AXIS,
    QUALIFIED,
    reliability_alt,
    reliability_title,
)

_BAND = "rgba(140, 133, 122, 0.22)"  # SHORT, so thin that lines show through on both grounds
_OUTCOME = 0.1  # above 1 and below 0, where the outcomes stand
_VALUES = [0.0, 0.25, 0.5, 0.75, 1.0]


@kept(None)
def reliability_chart(name: str) -> Chart:
    """The steps of a set, its band, and each outcome as a tick: at the top it qualified."""
    found = track_record().score_set(name)
    names = ["0", *(bare_phrase(odds) for odds in _VALUES[1:-1]), "1"]
    layout = quiet_layout(
        height=380,
        xaxis={
            "range": [-0.02, 1.02], "showgrid": False, "tickvals": _VALUES, "ticktext": names,
            "title": {"text": t(ODDS_AXIS)},
        },
        yaxis={
            "range": [-_OUTCOME - 0.05, 1.0 + _OUTCOME + 0.05], "visible": True,
            "tickvals": [-_OUTCOME, *_VALUES, 1.0 + _OUTCOME],
            "ticktext": [t(DID_NOT), *names, t(QUALIFIED)],
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 68, "b": 48}
    layout["annotations"] = [
        {
            "text": t(AS_SAID), "showarrow": False, "x": 0.27, "y": 0.22, "xanchor": "left",
            "yanchor": "top", "font": {"size": 13, "color": REQUIRED},
        }
    ]  # fmt: skip
    return Chart(
        spec={"data": [*_band(found), _diagonal(), _steps(found), *_outcomes(found)],
              "layout": layout},
        title=reliability_title(found),
        alt=reliability_alt(found),
        table=reliability_table(name),
    )  # fmt: skip


def _band(found: ScoreSet) -> list[dict[str, Any]]:
    odds = [figures(at.odds) for at in found.reliability]
    line = {"type": "scatter", "mode": "lines", "x": odds, "line": {"width": 0},
            "hoverinfo": "skip"}  # fmt: skip
    low = {**line, "y": [figures(at.low) for at in found.reliability]}
    high = {
        **line,
        "y": [figures(at.high) for at in found.reliability],
        "fill": "tonexty",
        "fillcolor": _BAND,
    }
    return [low, high]


def _diagonal() -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1], "hoverinfo": "skip",
        "line": {"color": REQUIRED, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _steps(found: ScoreSet) -> dict[str, Any]:
    """Each level of the steps from the first to the last forecast that has it."""
    told = t("given {odds}, happened {share}", odds="%{x:.0%}", share="%{y:.0%}")
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [figures(at.odds) for at in found.reliability],
        "y": [figures(at.recalibrated) for at in found.reliability],
        "line": {"color": ENOUGH, "width": 3, "shape": "vh"},
        "hovertemplate": f"{told}<extra></extra>",
    }


def _outcomes(found: ScoreSet) -> list[dict[str, Any]]:
    """A tick for each petition: at the top it qualified, at the bottom it did not."""
    marks = []
    for happened, y, colour in ((True, 1.0 + _OUTCOME, ENOUGH), (False, -_OUTCOME, SHORT)):
        odds = [figures(at.odds) for at in found.reliability if at.happened is happened]
        marks.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": odds,
                "y": [y] * len(odds),
                "hoverinfo": "skip",
                "marker": {
                    "symbol": "line-ns", "size": 10, "opacity": 0.75,
                    "line": {"width": 1.5, "color": colour}, "color": colour,
                },
            }
        )  # fmt: skip
    return marks
