"""Numbers and dates as AP style writes them, in English and in Spanish.

Counts and percentages look alike in both languages; dates and lists do not.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence

from analysis.language import mark, pt, t

# With a day AP style shortens the months of more than five letters; with a year alone, none.
_DAYS = (
    mark("Jan. {day}"),
    mark("Feb. {day}"),
    mark("March {day}"),
    mark("April {day}"),
    mark("May {day}"),
    mark("June {day}"),
    mark("July {day}"),
    mark("Aug. {day}"),
    mark("Sept. {day}"),
    mark("Oct. {day}"),
    mark("Nov. {day}"),
    mark("Dec. {day}"),
)
_MONTHS = (
    mark("January {year}"),
    mark("February {year}"),
    mark("March {year}"),
    mark("April {year}"),
    mark("May {year}"),
    mark("June {year}"),
    mark("July {year}"),
    mark("August {year}"),
    mark("September {year}"),
    mark("October {year}"),
    mark("November {year}"),
    mark("December {year}"),
)
# Spanish says "e" for "y" before the sound of an i, which hie- does not begin with.
_SOUND_OF_I = re.compile("[“«(]*(?:[iíIÍ](?!o)|[hH][iíIÍ](?![aeAE]))")


def ap_date(day: dt.date) -> str:
    """A date.

    Examples
    --------
    >>> import datetime as dt
    >>> ap_date(dt.date(2022, 8, 15)), ap_date(dt.date(2022, 7, 9))
    ('Aug. 15, 2022', 'July 9, 2022')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     ap_date(dt.date(2022, 8, 15))
    '15 de agosto de 2022'
    """
    return t("{date}, {year}", date=short_date(day), year=day.year)


def short_date(day: dt.date) -> str:
    """A date whose year is known.

    Examples
    --------
    >>> import datetime as dt
    >>> short_date(dt.date(2022, 7, 9)), short_date(dt.date(2022, 8, 15))
    ('July 9', 'Aug. 15')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     short_date(dt.date(2022, 7, 9))
    '9 de julio'
    """
    return t(_DAYS[day.month - 1], day=day.day)


def month_of(day: dt.date) -> str:
    """A date's month and year.

    Examples
    --------
    >>> import datetime as dt
    >>> month_of(dt.date(2022, 8, 15))
    'August 2022'
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     month_of(dt.date(2022, 7, 9))
    'julio de 2022'
    """
    return t(_MONTHS[day.month - 1], year=day.year)


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
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     list_of(["repetidas", "válidas"]), list_of(["repetidas", "inválidas"])
    ('repetidas y válidas', 'repetidas e inválidas')
    """
    if len(parts) < 2:
        return "".join(parts)
    first, last = ", ".join(parts[:-1]), parts[-1]
    if _SOUND_OF_I.match(last):
        return pt("before the sound of i", "{first} and {last}", first=first, last=last)
    return t("{first} and {last}", first=first, last=last)
