"""The default invalid rate of model version 2026-11: one pool of 18 large California petitions.

The logit of the gross validity of a new petition, given those of J past ones, follows a t with
J - 1 degrees of freedom about their mean, with scale s sqrt(1 + 1/J): the predictive distribution
of a normal sample under the reference prior (Gelman et al., Bayesian Data Analysis, 3.2). A net
validity counts as one with 5% repeats. ``data/first_prior.csv`` is kept as it was, so that a link
of that version means the same for ever.
"""

import datetime as dt
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from pydantic import Field
from scipy import special, stats

from analysis.data_files import DATA, Row, read_rows

FILE = "first_prior.csv"


class FirstRow(Row):
    """A petition of that version's table."""

    petition_id: str
    decided_on: dt.date
    basis: Literal["count", "sample", "projection"]
    gross: float = Field(gt=0.0, lt=1.0)


class FirstPrior(NamedTuple):
    """Median and half of the 90% width, in % and points to 0.1; the rows; and whether all are."""

    invalid_percent: float
    invalid_pm: float
    rows: tuple[FirstRow, ...]
    every_row: bool


@cache
def first_rows() -> tuple[FirstRow, ...]:
    """The table, oldest decision first."""
    rows = read_rows(DATA, FILE, FirstRow)
    return tuple(sorted(rows, key=lambda row: (row.decided_on, row.petition_id)))


def first_prior(*, as_of: dt.date, leave_out: str, fewest: int, interval: float) -> FirstPrior:
    """The default as of a date, from rows decided before it.

    Parameters
    ----------
    as_of : datetime.date
    leave_out : str
        Id of the petition that is being forecast.
    fewest : int
        With fewer rows, all of them are used.
    interval : float
        Share of the predictive distribution within the width.

    Examples
    --------
    >>> found = first_prior(as_of=dt.date(2022, 7, 9), leave_out="", fewest=5, interval=0.9)
    >>> len(found.rows), found.invalid_percent, found.invalid_pm
    (18, 24.5, 12.8)
    """
    others = tuple(row for row in first_rows() if row.petition_id != leave_out)
    known = tuple(row for row in others if row.decided_on < as_of)
    too_few = len(known) < fewest
    used = others if too_few else known
    logits = special.logit(np.array([row.gross for row in used]))
    scale = logits.std(ddof=1) * np.sqrt(1.0 + 1.0 / len(used))
    tail = (1.0 - interval) / 2.0
    low, middle, high = special.expit(
        stats.t(df=len(used) - 1, loc=logits.mean(), scale=scale).ppf([tail, 0.5, 1.0 - tail])
    )
    return FirstPrior(
        round(100.0 * (1.0 - float(middle)), 1), round(50.0 * float(high - low), 1), used, too_few
    )
