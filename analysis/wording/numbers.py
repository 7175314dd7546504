"""Numbers and dates as AP style writes them."""

import datetime as dt
import math
from collections.abc import Sequence

_MONTHS = (
    "Jan.", "Feb.", "March", "April", "May", "June",
    "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip


def ap_date(day: dt.date) -> str:
    """A date.

    Examples
    --------
    >>> import datetime as dt
    >>> ap_date(dt.date(2022, 8, 15)), ap_date(dt.date(2022, 7, 9))
    ('Aug. 15, 2022', 'July 9, 2022')
    """
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def count(value: float) -> str:
    """A whole number with commas.

    Examples
    --------
    >>> count(715833.2)
    '715,833'
    """
    return f"{value:,.0f}"


def signed_count(value: float) -> str:
    """A whole number with its sign.

    Examples
    --------
    >>> signed_count(-46807), signed_count(5809)
    ('−46,807', '+5,809')
    """
    return ("−" if value < 0 else "+") + count(abs(value))


def rounded(value: float) -> str:
    """A number for prose: three significant figures from 10,000 on, two below, with commas.

    Examples
    --------
    >>> rounded(57055.4), rounded(1234.0), rounded(0.4)
    ('57,100', '1,200', '0')
    """
    size = abs(value)
    if size < 1.0:
        return "0"
    digits = 3 if size >= 10_000 else 2
    step = 10.0 ** max(math.floor(math.log10(size)) - digits + 1, 0)
    return count(round(value / step) * step)


def percent(value: float, *, places: int = 1) -> str:
    """A percentage; a trailing .0 is left out.

    Examples
    --------
    >>> percent(24.5), percent(8.0), percent(16.637)
    ('24.5%', '8%', '16.6%')
    """
    text = f"{value:.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def list_of(parts: Sequence[str]) -> str:
    """A list in a sentence, without the serial comma.

    Examples
    --------
    >>> list_of(["raw", "invalid", "repeats"]), list_of(["raw"])
    ('raw, invalid and repeats', 'raw')
    """
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]
