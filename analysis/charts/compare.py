"""Scenarios on one axis: what a full count would find in each, beside the requirement."""

import textwrap
from html import escape
from typing import Any

from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.compare import Comparison
from analysis.forecast import Forecast, forecast
from analysis.language import pt, t
from analysis.scenario import Scenario
from analysis.table import Cell, Table
from analysis.wording import compare_ranges as words
from analysis.wording.compare import slot_title
from analysis.wording.factors import evidence_of

_LINE = 17  # pixels of a line of text
_BAR = 15  # pixels from the bottom of a row to its bar
_WRAP = 46  # characters that a phone has room for
_EDGE = 0.2  # of the width, which half of the requirement's label takes on a phone
_RANGE = ("p05", "p25", "p50", "p75", "p95")


def ranges_chart(shown: Comparison) -> Chart:
    """A row for each scenario that has odds: half of the outcomes, 9 in 10, and the middle one.

    In signatures where all require the same number, else in % of the requirement.
    """
    rows = [
        (place, forecast(slot.reading.scenario))
        for place, slot in enumerate(shown.slots)
        if slot.reading.scenario is not None
    ]
    results = [result for _, result in rows]
    labels = [words.range_label(shown, place) for place, _ in rows]
    shares = len({result.required for result in results}) > 1
    scales = [100.0 / result.required if shares else 1.0 for result in results]
    need = 100.0 if shares else float(results[0].required)
    texts = [textwrap.wrap(label, _WRAP) for label in labels]
    tall = 2 * _BAR + 3 + _LINE * max(map(len, texts))
    data: list[dict[str, Any]] = []
    low, high = _reach(results, scales, need)
    notes = [_need_note(results[0], need, shares=shares, at=(need - low) / (high - low))]
    for row, (result, scale, lines) in enumerate(zip(results, scales, texts, strict=True)):
        bottom = tall * (len(rows) - 1 - row)
        data += _range(result, scale, need, bottom + _BAR)
        notes.append(_row_note(lines, bottom + 2 * _BAR + _LINE * len(lines)))
    layout = quiet_layout(
        height=tall * len(rows) + 24 + 36,
        xaxis={
            "range": [low, high], "showgrid": False, "nticks": 5,
            "tickformat": ",d", "ticksuffix": "%" if shares else "",
        },
        yaxis={"range": [0, tall * len(rows)]},
    )  # fmt: skip
    layout["margin"] |= {"t": 24, "b": 36, "l": 8, "r": 8}
    layout["annotations"] = notes
    layout["shapes"] = [
        {
            "type": "line", "x0": figures(need), "x1": figures(need), "y0": tall * row,
            "y1": tall * row + 2 * _BAR, "line": {"color": REQUIRED, "width": 2}, "layer": "below",
        }
        for row in range(len(rows))
    ]  # fmt: skip
    return Chart(
        spec={"data": data, "layout": layout},
        title=words.ranges_title(results),
        alt=words.ranges_alt(results, labels, shares=shares),
        table=slots_table(shown),
    )


def _reach(results: list[Forecast], scales: list[float], need: float) -> list[float]:
    ends = [need]
    for result, scale in zip(results, scales, strict=True):
        ends += [scale * result.valid.p05, scale * result.valid.p95]
    room = 0.05 * (max(ends) - min(ends)) or 0.05 * need
    return [figures(min(ends) - room), figures(max(ends) + room)]


def _range(result: Forecast, scale: float, need: float, at: int) -> list[dict[str, Any]]:
    """The line, the bar and the mark of one scenario; what reaches the requirement is colored."""
    valid = result.valid
    found = []
    for low, high, width in ((valid.p05, valid.p95, 2), (valid.p25, valid.p75, 10)):
        parts = ((low, min(high, need / scale), SHORT), (max(low, need / scale), high, ENOUGH))
        found += [
            {
                "type": "scatter", "mode": "lines", "hoverinfo": "skip", "y": [at, at],
                "x": [figures(scale * start, digits=6), figures(scale * end, digits=6)],
                "line": {"color": color, "width": width},
            }
            for start, end, color in parts
            if start < end
        ]  # fmt: skip
    enough = valid.p50 >= result.required
    color = ENOUGH if enough else SHORT
    mark = {
        "type": "scatter", "mode": "markers", "x": [figures(scale * valid.p50, digits=6)],
        "y": [at], "text": [words.range_hover(result)], "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": "diamond" if enough else "circle", "size": 15 if enough else 13,
            "color": color if enough else "#FFFFFF", "line": {"color": color, "width": 3},
        },
    }  # fmt: skip
    return [*found, mark]


def _row_note(lines: list[str], top: int) -> dict[str, Any]:
    return {
        "text": "<br>".join(map(escape, lines)), "xref": "paper", "x": 0, "xanchor": "left",
        "align": "left", "y": top, "yanchor": "top", "showarrow": False, "font": {"size": 13},
    }  # fmt: skip


def _need_note(result: Forecast, need: float, *, shares: bool, at: float) -> dict[str, Any]:
    """The name of the line; near an edge of the chart it runs to the other side."""
    side = "left" if at < _EDGE else "right" if at > 1.0 - _EDGE else "center"
    return {
        "text": f"<b>{words.required_label(result, shares=shares)}</b>", "x": figures(need),
        "xanchor": side, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False,
        "font": {"size": 13, "color": REQUIRED},
    }  # fmt: skip


def slots_table(shown: Comparison) -> Table:
    """The scenarios, one a row; one without odds has its name and its string only."""
    columns = _columns()
    rows: list[tuple[Cell, ...]] = []
    for place, slot in enumerate(shown.slots):
        number, _, name = slot_title(shown, place).partition(". ")
        known = slot.reading.defaults.known_on.isoformat()
        scenario = slot.reading.scenario
        numbers = _numbers(scenario) if scenario is not None else ("",) * (len(columns) - 4)
        rows.append((int(number), name, known, *numbers, slot.string))
    return Table(columns, tuple(rows))


def _columns() -> tuple[str, ...]:
    return (
        t("number"), t("scenario"), t("known on"), t("odds of enough"), t("expected margin"),
        *_RANGE, pt("column", "raw"), pt("column", "required"), t("invalid, %"), t("± points"),
        t("repeats, %"), t("± points of repeats"), t("official evidence"), t("scenario string"),
    )  # fmt: skip


def _numbers(scenario: Scenario) -> tuple[Cell, ...]:
    result = forecast(scenario)
    valid = result.valid
    return (
        round(result.sufficient, 6),
        round(valid.mean - result.required),
        *(round(getattr(valid, name)) for name in _RANGE),
        scenario.raw,
        scenario.required,
        scenario.invalid,
        scenario.invalid_pm,
        scenario.repeats,
        scenario.repeats_pm,
        evidence_of(scenario),
    )
