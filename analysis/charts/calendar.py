"""The calendar of the check as a picture: one time axis, a row for each date, bars of the ends."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from analysis.ballot_calendar import BallotCalendar, Finish, Span
from analysis.charts.dates import month_texts
from analysis.charts.figure import ENOUGH, REQUIRED, SHORT, Chart, figures, quiet_layout
from analysis.forecast import Forecast
from analysis.language import kept
from analysis.november import meetings_of
from analysis.november_tables import calendar_table
from analysis.scenario import Scenario
from analysis.wording import november as words
from analysis.wording.numbers import ap_date

_LABEL, _MARK, _BARS, _GAP = 20, 16, 52, 10  # heights in pixels
_DAY_MS = 86_400_000
_MOST_TICKS = 7
_PHONE, _LETTER = 320, 5.8  # pixels: of the time axis on a phone, of a letter of a label
_EDGE = 0.05
_CLEAR = "rgba(0,0,0,0)"


@kept(maxsize=256)
def calendar_chart(scenario: Scenario, result: Forecast) -> Chart:
    """Rows of dates above, each path's finishing days below; those that make it are filled.

    The dotted line is the last day that works. It is cut where a label stands.
    """
    if result.ballot is None or scenario.election is None:
        raise ValueError("a scenario without a ballot calendar has no picture of it")
    found = result.ballot.calendar
    picture = _Picture(*_ends(scenario, found), rows=_rows(found))
    picture.line = found.last_day
    if found.last_day is not None:
        picture.label(words.last_day_label(found.last_day), found.last_day, found.last_day)
        picture.notes[-1]["font"] = {"size": 13, "color": REQUIRED}
        picture.top -= _LABEL
    picture.dots(words.filed_label(scenario), [scenario.filed], filled=[True])
    due = found.deadlines.full_count
    picture.span(words.check_label(found), Span(scenario.filed, due), at_end=True)
    meetings = meetings_of(scenario, found)
    works = [one.works for one in meetings]
    picture.dots(words.meetings_label(scenario), [one.day for one in meetings], filled=works)
    picture.span(words.order_label(found), found.window, filled=True)
    picture.dots(words.election_label(scenario), [scenario.election], filled=[True])
    if found.sample is not None:
        picture.bars(words.finish_label(found.sample, "sample", found), found.sample, found.in_time)
    full = found.full_count
    picture.bars(words.finish_label(full, "full_count", found), full, found.in_time)
    return Chart(
        spec=picture.spec(),
        title=words.calendar_title(scenario, result),
        alt=words.calendar_alt(scenario, result),
        table=calendar_table(scenario, result),
    )


def _ends(scenario: Scenario, found: BallotCalendar) -> tuple[dt.date, dt.date]:
    """The time axis: from the filing to the election, or to the end of the check if it is later."""
    last = max(
        found.full_count.days[-1], found.deadlines.full_count, scenario.election or dt.date.min
    )
    margin = max(dt.timedelta(days=2), (last - scenario.filed) / 40)
    return scenario.filed - margin, last + margin


def _rows(found: BallotCalendar) -> int:
    """The height of all rows."""
    bars = 2 if found.sample is not None else 1
    line = _LABEL if found.last_day is not None else 0
    return line + 5 * (_LABEL + _MARK + _GAP) + bars * (_LABEL + _BARS + _GAP)


class _Picture:
    """Rows from top to bottom, in pixels."""

    def __init__(self, start: dt.date, end: dt.date, *, rows: int) -> None:
        self.start, self.end, self.height, self.top = start, end, rows, rows
        self.line: dt.date | None = None
        self.traces: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []

    def label(self, text: str, first: dt.date, last: dt.date) -> None:
        """A text above a mark, at the side of it where there is room."""
        days = (self.end - self.start).days
        left, right = (first - self.start).days / days, (last - self.start).days / days
        at, anchor = (first, "left") if left < 0.42 else (last, "right")
        if left >= 0.42 and right < 0.6:
            at, anchor = first, "center"
        room = {"left": 1.0 - left, "right": right}.get(anchor, 2.0 * min(left, 1.0 - left))
        cut = too_long(text, room * _PHONE)
        if cut:  # from the edge it still reaches its mark
            at, anchor = (self.start, "left") if anchor == "right" else (self.end, "right")
        self.notes.append(
            {
                "text": text, "x": max(at, self.start).isoformat(), "y": self.top - _LABEL,
                "xanchor": anchor, "yanchor": "bottom", "showarrow": False, "font": {"size": 13},
                "xshift": 0 if cut else {"left": -6, "right": 6}.get(anchor, 0),
            }
        )  # fmt: skip

    def _row(self, height: int) -> int:
        """Take a row, draw its part of the line, and give the y of its foot."""
        foot = self.top - _LABEL - height
        if self.line is not None:
            x = self.line.isoformat()
            self.shapes.append(
                {
                    "type": "line", "x0": x, "x1": x, "y0": foot - _GAP / 2,
                    "y1": foot + height,
                    "line": {"color": REQUIRED, "width": 2, "dash": "dot"}, "layer": "below",
                }
            )  # fmt: skip
        self.top = foot - _GAP
        return foot

    def dots(self, text: str, days: Sequence[dt.date], *, filled: Sequence[bool]) -> None:
        """A row of days."""
        if days:
            self.label(text, days[0], days[-1] if len(days) == 1 else days[0])
        else:
            self.label(text, self.start, self.start)
        foot = self._row(_MARK)
        self.traces.append(
            {
                "type": "scatter", "mode": "markers",
                "customdata": [ap_date(day) for day in days],
                "hovertemplate": "%{customdata}<extra></extra>",
                "x": [day.isoformat() for day in days], "y": [foot + _MARK / 2] * len(days),
                "marker": {
                    "symbol": ["diamond" if full else "circle-open" for full in filled],
                    "size": 9,
                    "color": [ENOUGH if full else SHORT for full in filled],
                },
            }
        )  # fmt: skip

    def span(self, text: str, span: Span, *, filled: bool = False, at_end: bool = False) -> None:
        """A row with days from one to another."""
        first, last = max(span.first, self.start), max(span.last, self.start)
        self.label(text, last if at_end else first, last)
        foot = self._row(_MARK)
        self.shapes.append(
            {
                "type": "rect", "x0": first.isoformat(), "x1": last.isoformat(),
                "y0": foot + 4, "y1": foot + _MARK - 4,
                "fillcolor": ENOUGH if filled else _CLEAR,
                "line": {"color": ENOUGH if filled else SHORT, "width": 1.5},
            }
        )  # fmt: skip

    def bars(self, text: str, finish: Finish, in_time: Span | None) -> None:
        """A row with the chance of each finishing day, the likeliest as high as the row."""
        shown = [
            (day, odds) for day, odds in zip(finish.days, finish.odds, strict=True)
            if odds >= 0.002 * max(finish.odds)
        ]  # fmt: skip
        self.label(text, shown[0][0], shown[-1][0])
        foot = self._row(_BARS)
        most = max(finish.odds)
        works = [in_time is not None and in_time.holds(day) for day, _ in shown]
        self.traces.append(
            {
                "type": "bar",
                "x": [day.isoformat() for day, _ in shown],
                "y": [figures(_BARS * odds / most) for _, odds in shown],
                "base": foot,
                "width": 0.84 * _DAY_MS,
                "customdata": [[ap_date(day), figures(odds)] for day, odds in shown],
                "hovertemplate": "%{customdata[0]}: %{customdata[1]:.1%}<extra></extra>",
                "marker": {
                    "color": [ENOUGH if ok else _CLEAR for ok in works],
                    "line": {"color": [ENOUGH if ok else SHORT for ok in works], "width": 1.25},
                },
            }
        )

    def spec(self) -> dict[str, Any]:
        """The dictionary that plotly draws."""
        ticks = month_ticks(self.start, self.end)
        layout = quiet_layout(
            height=self.height + 48,
            xaxis={
                "type": "date", "range": [self.start.isoformat(), self.end.isoformat()],
                "tickvals": [day.isoformat() for day in ticks],
                "ticktext": month_texts(ticks), "showgrid": False, "ticks": "outside",
            },
            yaxis={"range": [0, self.height]},
        )  # fmt: skip
        layout["barmode"] = "overlay"
        layout["margin"] |= {"t": 4, "b": 44, "l": 4, "r": 4}
        layout["annotations"], layout["shapes"] = self.notes, self.shapes
        return {"data": self.traces, "layout": layout}


def month_ticks(start: dt.date, end: dt.date) -> list[dt.date]:
    """First days of months between two days, few enough to stand side by side on a phone."""
    room = (end - start) * _EDGE  # a label at the very edge would be cut
    months = range(start.year * 12 + start.month, end.year * 12 + end.month)
    days = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
    days = [day for day in days if start + room <= day <= end - room]
    return days[:: -(-len(days) // _MOST_TICKS) or 1]


def too_long(text: str, room: float) -> bool:
    """Whether a label is wider than so many pixels."""
    return _LETTER * len(text) > room
