"""The odds over the raw count, with this scenario and the targets on it."""

from typing import Any

from analysis.charts.cushion import MINE
from analysis.charts.figure import (
    ENOUGH,
    REQUIRED,
    SHORT,
    Chart,
    figures,
    quiet_layout,
    required_line,
    required_text,
)
from analysis.language import t
from analysis.planning import Plan, Worth
from analysis.planning_tables import worth_table
from analysis.wording.burn_up import COUNT_AXIS, ODDS_AXIS, curve_alt, curve_title, raw_hover
from analysis.wording.numbers import count
from analysis.wording.odds import percent_number


def odds_curve_chart(plan: Plan, worth: Worth) -> Chart:
    """The curve of ``worth.table``, a diamond at each target's raw count, a square at this one."""
    counts = [row.raw for row in worth.table]
    low, high = min(*counts, plan.raw, plan.required), max(*counts, plan.raw)
    layout = quiet_layout(
        height=300,
        xaxis={
            "range": [figures(low - 0.02 * (high - low)), figures(high + 0.02 * (high - low))],
            "tickformat": ",d", "nticks": 5, "showgrid": False, "title": {"text": t(COUNT_AXIS)},
        },
        yaxis={
            "range": [-0.03, 1.05], "visible": True, "tickformat": ".0%", "dtick": 0.25,
            "title": {"text": t(ODDS_AXIS)},
        },
    )  # fmt: skip
    layout["margin"] |= {"l": 56, "b": 48}
    layout["hovermode"] = "closest"
    layout["shapes"] = [required_line(plan.required)]
    layout["annotations"] = [_name(plan, low, high), _required_name(plan)]
    return Chart(
        spec={"data": [_curve(worth), _targets(plan), _here(plan)], "layout": layout},
        title=curve_title(plan),
        alt=curve_alt(plan),
        table=worth_table(plan),
    )


def _curve(worth: Worth) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines",
        "x": [row.raw for row in worth.table], "y": [figures(row.odds) for row in worth.table],
        "text": [percent_number(row.odds) for row in worth.table],
        "line": {"color": ENOUGH, "width": 2.5, "shape": "spline"},
        "hovertemplate": raw_hover("%{text}"),
    }  # fmt: skip


def _targets(plan: Plan) -> dict[str, Any]:
    reached = [(target, raw) for target, raw in plan.raw_for.items() if raw is not None]
    return {
        "type": "scatter", "mode": "markers", "x": [raw for _, raw in reached],
        "y": [target / 100.0 for target, _ in reached],
        "hovertemplate": raw_hover("%{y:.0%}"),
        "marker": {"symbol": "diamond", "size": 8, "color": SHORT},
    }  # fmt: skip


def _here(plan: Plan) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [plan.raw], "y": [figures(plan.odds)],
        "hoverinfo": "skip", "marker": {"symbol": "square", "size": 12, "color": MINE},
    }  # fmt: skip


def _name(plan: Plan, low: float, high: float) -> dict[str, Any]:
    late = plan.raw > 0.5 * (low + high)
    return {
        "x": plan.raw, "y": figures(plan.odds),
        "text": f"<b>{count(plan.raw)}: {percent_number(plan.odds)}</b>", "showarrow": False,
        "xanchor": "right" if late else "left", "xshift": -12 if late else 12,
        "yanchor": "bottom" if late else "top", "font": {"size": 13, "color": MINE},
    }  # fmt: skip


def _required_name(plan: Plan) -> dict[str, Any]:
    return {
        "x": plan.required, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left",
        "xshift": 6, "text": required_text(plan.required), "showarrow": False,
        "font": {"color": REQUIRED, "size": 13},
    }  # fmt: skip
