"""The months under a time axis."""

import datetime as dt

from analysis.language import mark, t

_MONTH_NAMES = (
    mark("Jan."), mark("Feb."), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("Aug."), mark("Sept."), mark("Oct."), mark("Nov."), mark("Dec."),
)  # fmt: skip


def month_label(day: dt.date, *, with_year: bool) -> str:
    """A tick of the time axis.

    Examples
    --------
    >>> month_label(dt.date(2022, 7, 1), with_year=True), month_label(
    ...     dt.date(2022, 9, 1), with_year=False
    ... )
    ('July<br>2022', 'Sept.')
    """
    name = t(_MONTH_NAMES[day.month - 1])
    return f"{name}<br>{day.year}" if with_year else name
