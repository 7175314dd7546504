"""The odds of the ballot by filing day, for a petition whose filing is still to be decided."""

import datetime as dt
from typing import Any

from analysis.ballot_calendar import FilingDays
from analysis.charts.calendar import month_ticks, too_long
from analysis.charts.dates import month_texts
from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.language import kept
from analysis.november_tables import filing_days_table
from analysis.wording import filing_days as words
from analysis.wording.numbers import ap_date

_DAY_MS = 86_400_000
_LABEL = 18
_LEFT, _PHONE = 44, 276  # pixels: left of the plot, and its width on a phone
_MARGIN = dt.timedelta(days=3)


@kept(maxsize=256)
def filing_days_chart(found: FilingDays, filed: dt.date, qualifies: float) -> Chart:
    """A bar for each working day; filled where a check that takes all its time is still in time.

    The line is the odds of being found sufficient, which no filing day can beat.
    """
    days = [one.day for one in found.days]
    top = max(0.001, 1.2 * qualifies)
    start, end = min(days) - _MARGIN, max(days) + _MARGIN
    marks = [(one, text) for one, text in (
        (found.last_sure, words.sure_label), (found.last_possible, words.possible_label),
        (filed if start <= filed <= end else None, words.now_filed_label),
    ) if one is not None]  # fmt: skip
    ticks = month_ticks(start, end)
    layout = quiet_layout(
        height=260 + _LABEL * len(marks),
        xaxis={
            "type": "date", "range": [start.isoformat(), end.isoformat()], "showgrid": False,
            "tickvals": [day.isoformat() for day in ticks], "ticktext": month_texts(ticks),
            "ticks": "outside",
        },
        yaxis={
            "range": [0, figures(top)], "visible": True, "nticks": 4, "showgrid": False,
            "tickformat": ".0%" if top > 0.05 else ".1%",
        },
    )  # fmt: skip
    layout["margin"] |= {"t": 6 + _LABEL * len(marks), "l": _LEFT, "b": 44}
    layout["shapes"] = [_level(qualifies)]
    layout["annotations"] = [_ceiling(qualifies)]
    for place, (day, text) in enumerate(marks):
        layout["shapes"].append(_upright(day, SHORT if text is words.now_filed_label else ENOUGH))
        layout["annotations"].append(_mark(text(day), day, place, ends=(start, end)))
    return Chart(
        spec={"data": [_bars(found)], "layout": layout},
        title=words.filing_title(found),
        alt=words.filing_alt(found),
        table=filing_days_table(found),
    )


def _bars(found: FilingDays) -> dict[str, Any]:
    surely = found.sure
    sure = [one.day in surely for one in found.days]
    return {
        "type": "bar",
        "x": [one.day.isoformat() for one in found.days],
        "y": [figures(one.on_ballot) for one in found.days],
        "width": 0.84 * _DAY_MS,
        "customdata": [ap_date(one.day) for one in found.days],
        "hovertemplate": "%{customdata}: %{y:.1%}<extra></extra>",
        "marker": {
            "color": [ENOUGH if full else "rgba(0,0,0,0)" for full in sure],
            "line": {"color": [ENOUGH if full else SHORT for full in sure], "width": 1.25},
        },
    }


def _level(odds: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": figures(odds), "y1": figures(odds),
        "line": {"color": REQUIRED, "width": 2, "dash": "dot"},
    }  # fmt: skip


def _ceiling(odds: float) -> dict[str, Any]:
    return {
        "text": words.ceiling_label(odds), "xref": "paper", "x": 0, "y": figures(odds),
        "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "font": {"size": 13, "color": REQUIRED},
    }  # fmt: skip


def _upright(day: dt.date, color: str) -> dict[str, Any]:
    x = day.isoformat()
    return {
        "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": color, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _mark(text: str, day: dt.date, place: int, *, ends: tuple[dt.date, dt.date]) -> dict[str, Any]:
    """A label above the picture; each stands on a line of its own."""
    start, end = ends
    along = (day - start) / (end - start)
    late = along > 0.5
    room = _LEFT + along * _PHONE if late else (1.0 - along) * _PHONE
    at, shift = day, 5 if late else -5
    if too_long(text, room):  # from the other edge it still reaches its line
        at, late, shift = (start, False, -_LEFT) if late else (end, True, 0)
    return {
        "text": text, "x": at.isoformat(), "yref": "paper", "y": 1, "yshift": _LABEL * place,
        "xanchor": "right" if late else "left", "yanchor": "bottom", "showarrow": False,
        "xshift": shift, "font": {"size": 13},
    }  # fmt: skip
