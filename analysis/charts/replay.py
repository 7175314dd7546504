"""The odds of a past petition by date: steps, each with what was known by then."""

from typing import Any

from analysis import record_views as views
from analysis.charts.dates import date_ticks
from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, quiet_layout
from analysis.language import kept
from analysis.track_record.built import track_record
from analysis.track_record.record import Replay
from analysis.track_record_tables import replay_table
from analysis.wording.numbers import ap_date
from analysis.wording.odds import bare_phrase
from analysis.wording.replay import odds_then, replay_alt, replay_title, step_name

_VALUES = [0.25, 0.5, 0.75]
_MOST_DATES = 4  # as many as a telephone has room for side by side, in the longer language


@kept(None)
def replay_chart(petition_id: str) -> Chart:
    """A step line; a decision is a filled diamond where it is enough, else an open circle."""
    replay = views.replays(track_record())[petition_id]
    days = [step.date for step in replay.steps]
    layout = quiet_layout(
        height=280,
        xaxis={
            "type": "date", "showgrid": False,
            **date_ticks(days[0], days[-1], most=_MOST_DATES),
        },
        yaxis={
            "range": [-0.06, 1.06], "visible": True, "tickvals": _VALUES,
            "ticktext": [bare_phrase(odds) for odds in _VALUES],
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 56, "b": 32}
    return Chart(
        spec={"data": [_line(replay), _marks(replay)], "layout": layout},
        title=replay_title(replay),
        alt=replay_alt(replay),
        table=replay_table(replay),
    )


def _line(replay: Replay) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [step.date.isoformat() for step in replay.steps],
        "y": [figures(step.odds) for step in replay.steps],
        "line": {"color": ENOUGH, "width": 2.5, "shape": "hv"},
    }  # fmt: skip


def _marks(replay: Replay) -> dict[str, Any]:
    enough = [step.odds > 0.5 for step in replay.steps]
    symbols = {(True, True): "diamond", (True, False): "circle-open"}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [step.date.isoformat() for step in replay.steps],
        "y": [figures(step.odds) for step in replay.steps],
        "customdata": [
            f"{step_name(step)}, {ap_date(step.date)}: {odds_then(step)}" for step in replay.steps
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": [
                symbols.get((step.decided, right), "circle")
                for step, right in zip(replay.steps, enough, strict=True)
            ],
            "size": [13 if step.decided else 8 for step in replay.steps],
            "color": [
                SHORT if step.decided and not right else ENOUGH
                for step, right in zip(replay.steps, enough, strict=True)
            ],
            "line": {"width": 2, "color": ENOUGH},
        },
    }
