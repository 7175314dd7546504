"""Ticks of a time axis, written out: plotly's own are in English, whatever the page speaks."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from analysis.wording.numbers import short_date
from analysis.wording.time_axis import month_label

_DAYS = (1, 2, 7, 14, 28)
_MONTHS = (1, 3, 6, 12, 24, 60, 120)
_MOST_DAYS = 75
"""A span of up to so many days is cut by days, a longer one by months."""
_ROOM = 10
"""Letters that have room where one of the most labels stands."""


def date_ticks(first: dt.date, last: dt.date, *, most: int) -> dict[str, Any]:
    """Ticks between two days, both ends included where they fall on one.

    Parameters
    ----------
    first, last
        The ends of what is drawn.
    most
        How many labels have room side by side; of long ones there are fewer.

    Returns
    -------
    dict
        ``tickvals`` (ISO dates) and ``ticktext`` of a plotly axis.

    Examples
    --------
    >>> date_ticks(dt.date(2022, 7, 1), dt.date(2022, 7, 29), most=5)["ticktext"]
    ['July 4', 'July 11', 'July 18', 'July 25']
    >>> date_ticks(dt.date(2022, 3, 1), dt.date(2022, 9, 1), most=4)["ticktext"]
    ['April<br>2022', 'July']
    """
    if (last - first).days <= _MOST_DAYS:
        ticks = _by_days(first, last, most)
        texts = [short_date(day) for day in ticks]
    else:
        ticks = _by_months(first, last, most)
        texts = month_texts(ticks)
    return {"tickvals": [day.isoformat() for day in ticks], "ticktext": texts}


def month_texts(ticks: Sequence[dt.date]) -> list[str]:
    """The names of months, with the year where it begins."""
    years = [tick.year for tick in ticks]
    return [
        month_label(tick, with_year=place == 0 or years[place - 1] != tick.year)
        for place, tick in enumerate(ticks)
    ]


def _by_days(first: dt.date, last: dt.date, most: int) -> list[dt.date]:
    """Every so many days; weeks begin on a Monday. As many as their names leave room for."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    longest = max(len(short_date(day)) for day in days)
    fit = max(1, min(most, _ROOM * most // longest))
    for step in _DAYS:
        start = (-first.weekday()) % 7 if step >= 7 else 0
        found = days[start::step]
        if len(found) <= fit:
            return found
    return days[:: -(-len(days) // fit)]


def _by_months(first: dt.date, last: dt.date, most: int) -> list[dt.date]:
    """First days of every so many months, counted from January."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    found: list[dt.date] = []
    for step in _MONTHS:
        firsts = [dt.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        found = [day for day in firsts if first <= day <= last]
        if len(found) <= most:
            return found
    return found[:: -(-len(found) // most)]
