"""What is in hand, where it leads by the last day to file, and what each odds take."""

from typing import Any

from analysis.charts.cushion import MINE
from analysis.charts.dates import date_ticks
from analysis.charts.figure import (
    ENOUGH,
    REQUIRED,
    SHORT,
    Chart,
    figures,
    quiet_layout,
    required_text,
)
from analysis.language import t
from analysis.planning import Pace, Plan
from analysis.planning_tables import burn_up_table
from analysis.wording.burn_up import (
    LAST_DAY,
    burn_up_alt,
    burn_up_title,
    day_hover,
    in_hand_hover,
)
from analysis.wording.numbers import count, rounded, short_date
from analysis.wording.planning import target_phrase

_BAND = "rgba(42,145,137,0.22)"
_LEAST_GAP = 0.06  # of the axis: the height of a name


def burn_up_chart(pace: Pace, plan: Plan) -> Chart:
    """The drive over time."""
    top = _top(pace, plan)
    first = pace.started or pace.collected_on
    layout = quiet_layout(
        height=380,
        xaxis={
            "type": "date", "range": [first.isoformat(), _after(pace)], "showgrid": False,
            **date_ticks(first, pace.deadline, most=5),
        },
        yaxis={"range": [0, figures(top)], "visible": True, "tickformat": ",d", "nticks": 5},
    )  # fmt: skip
    layout["margin"] |= {"l": 62, "t": 12}
    layout["shapes"] = [_deadline(pace), *_levels(plan, top), _required(plan)]
    layout["annotations"] = [_deadline_name(pace), *_level_names(plan, top, pace)]
    return Chart(
        spec={"data": [*_ahead(pace), _behind(pace)], "layout": layout},
        title=burn_up_title(pace),
        alt=burn_up_alt(pace, plan),
        table=burn_up_table(pace),
    )


def _top(pace: Pace, plan: Plan) -> float:
    """As high as the levels need, and the projection unless it runs far beyond them."""
    levels = [raw for raw in plan.raw_for.values() if raw is not None]
    needed = max([*levels, plan.required])
    end = pace.at_deadline
    reached = min(end.high, 1.6 * needed) if end else pace.collected
    return 1.08 * max(needed, reached, pace.collected)


def _after(pace: Pace) -> str:
    """A little past the last day, so that it does not stand on the edge."""
    first = pace.started or pace.collected_on
    return (pace.deadline + (pace.deadline - first) * 0.03).isoformat()


def _ahead(pace: Pace) -> list[dict[str, Any]]:
    if not pace.projection:
        return []
    days = [day.day.isoformat() for day in pace.projection]
    edge = [figures(day.high) for day in pace.projection]
    edge += [figures(day.low) for day in reversed(pace.projection)]
    return [
        {
            "type": "scatter", "mode": "lines", "x": days + days[::-1], "y": edge,
            "fill": "toself", "fillcolor": _BAND, "line": {"width": 0}, "hoverinfo": "skip",
        },
        {
            "type": "scatter", "mode": "lines", "x": days,
            "y": [figures(day.middle) for day in pace.projection],
            "line": {"color": ENOUGH, "width": 2, "dash": "dot"},
            "customdata": [
                day_hover(rounded(day.middle), short_date(day.day)) for day in pace.projection
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]  # fmt: skip


def _behind(pace: Pace) -> dict[str, Any]:
    """The line so far, and the count in hand at its end."""
    dates, counts = [pace.collected_on], [pace.collected]
    if pace.started is not None:
        dates, counts = [pace.started, *dates], [0, *counts]
    days = [day.isoformat() for day in dates]
    return {
        "type": "scatter", "mode": "lines+markers", "x": days, "y": counts,
        "line": {"color": MINE, "width": 2.5},
        "marker": {"symbol": "square", "size": [0] * (len(days) - 1) + [11], "color": MINE},
        "customdata": [
            in_hand_hover(count(number), short_date(day))
            for day, number in zip(dates, counts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _deadline(pace: Pace) -> dict[str, Any]:
    day = pace.deadline.isoformat()
    return {
        "type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": SHORT, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _deadline_name(pace: Pace) -> dict[str, Any]:
    return {
        "x": pace.deadline.isoformat(), "y": 0, "yref": "paper", "text": t(LAST_DAY),
        "showarrow": False, "xanchor": "right", "yanchor": "bottom", "xshift": -5,
        "font": {"size": 13},
    }  # fmt: skip


def _required(plan: Plan) -> dict[str, Any]:
    return _level(plan.required) | {"line": {"color": REQUIRED, "width": 2}}


def _level(raw: int) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": raw, "y1": raw, "layer": "below",
        "line": {"color": SHORT, "width": 1},
    }  # fmt: skip


def _levels(plan: Plan, top: float) -> list[dict[str, Any]]:
    return [_level(raw) for raw in plan.raw_for.values() if raw is not None and raw <= top]


def _level_names(plan: Plan, top: float, pace: Pace) -> list[dict[str, Any]]:
    """Names over the highest level, under the lowest, and between where there is room."""
    levels = sorted((raw, target) for target, raw in plan.raw_for.items() if raw is not None)
    first = (pace.started or pace.collected_on).isoformat()
    names = [_level_name(plan.required, required_text(plan.required), first)]
    names[0]["font"] = {"size": 13, "color": REQUIRED}
    for place, (raw, target) in enumerate(levels):
        above = levels[place + 1][0] if place + 1 < len(levels) else top
        text = f"{target_phrase(target)}: {count(raw)}"
        if above - raw > _LEAST_GAP * top:
            names.append(_level_name(raw, text, first))
        elif place == 0 and raw - plan.required > 2.0 * _LEAST_GAP * top:
            names.append(_level_name(raw, text, first) | {"yanchor": "top"})
    return names


def _level_name(raw: int, text: str, first: str) -> dict[str, Any]:
    return {
        "x": first, "y": raw, "text": text, "showarrow": False, "xanchor": "left",
        "yanchor": "bottom", "xshift": 4, "font": {"size": 13},
    }  # fmt: skip
