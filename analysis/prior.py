"""The default invalid rate of a petition, from past petitions decided before a date.

The logit of the gross validity of a new petition, given those of J past ones, follows a t with
J - 1 degrees of freedom about their mean, with scale s sqrt(1 + 1/J): the predictive distribution
of a normal sample under the reference prior.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special, stats

from analysis.petitions import PastPetition, past_petitions
from analysis.versions import PriorChoice


@dataclass(frozen=True, slots=True)
class InvalidPrior:
    """Where the default invalid rate comes from.

    Attributes
    ----------
    invalid_percent, invalid_pm : float
        Median, and half the width of the 90% interval; both to 0.1.
    petitions : tuple of PastPetition
        The petitions behind it.
    decided_before : datetime.date
        The date before which they were decided.
    every_row : bool
        True if too few were decided by then, so that later ones are among them.
    """

    invalid_percent: float
    invalid_pm: float
    petitions: tuple[PastPetition, ...]
    decided_before: dt.date
    every_row: bool


@lru_cache(maxsize=512)
def invalid_prior(*, as_of: dt.date, choice: PriorChoice, leave_out: str = "") -> InvalidPrior:
    """Default invalid rate and its range as of a date.

    Parameters
    ----------
    as_of : datetime.date
        Only petitions decided before this day count.
    choice : PriorChoice
        The model version's choice of petitions.
    leave_out : str
        Id of the petition that is being forecast: it never informs itself.

    Examples
    --------
    >>> from analysis.versions import today
    >>> prior = invalid_prior(as_of=dt.date(2022, 7, 9), choice=today().prior)
    >>> len(prior.petitions), prior.invalid_percent, prior.invalid_pm
    (18, 24.5, 12.8)
    """
    others = tuple(row for row in past_petitions() if row.preset_id != leave_out)
    known = tuple(row for row in others if row.decided_on < as_of)
    too_few = len(known) < choice.fewest
    used = others if too_few else known
    low, middle, high = _predictive(used, interval=choice.interval)
    return InvalidPrior(
        invalid_percent=round(100.0 * (1.0 - middle), 1),
        invalid_pm=round(50.0 * (high - low), 1),
        petitions=used,
        decided_before=as_of,
        every_row=too_few,
    )


def _predictive(rows: tuple[PastPetition, ...], *, interval: float) -> tuple[float, float, float]:
    """Ends and median of the predictive interval of a new petition's gross validity."""
    logits = special.logit(np.array([row.gross for row in rows]))
    count = len(rows)
    predictive = stats.t(
        df=count - 1, loc=logits.mean(), scale=logits.std(ddof=1) * np.sqrt(1.0 + 1.0 / count)
    )
    tail = (1.0 - interval) / 2.0
    low, middle, high = special.expit(predictive.ppf([tail, 0.5, 1.0 - tail]))
    return float(low), float(middle), float(high)
