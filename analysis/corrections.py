"""Corrections: what was wrong, where, and which numbers it changed. ``data/corrections.toml``."""

import datetime as dt
from functools import cache

from pydantic import Field

from analysis.data_files import DATA, Row, read_tables

FILE = "corrections.toml"


class ChangedNumber(Row):
    """A number that readers could have seen: as it was shown, and as it is shown now."""

    what: str = Field(min_length=1)
    before: str = Field(min_length=1)
    after: str = Field(min_length=1)


class Correction(Row):
    """One correction. ``wrong`` is a sentence, ``where`` a file and row, or a page."""

    id: str
    date: dt.date
    wrong: str = Field(min_length=1)
    where: str = Field(min_length=1)
    changed: tuple[ChangedNumber, ...] = Field(min_length=1)


@cache
def corrections() -> tuple[Correction, ...]:
    """Every correction, the newest first.

    Raises
    ------
    DataError
        If a table breaks the schema.

    Examples
    --------
    >>> corrections()
    ()
    """
    found = read_tables(DATA, FILE, Correction).values()
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))
