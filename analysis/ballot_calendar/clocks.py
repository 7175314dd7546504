"""How long the check takes: the chance of each working day on which it can end.

Working days are numbered from the filing, which is day 0. Of officials who work to a deadline the
check ends S days before it, P(S = s) = 1/3 (2/3)**s, two days on average; with a speed, work over
speed is log-normal; a count under way teaches its own speed, its daily output being a gamma process
(first passage: Frenk and Nicolai 2007, core.ac.uk/works/7140144).
"""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.validity import Floats

EARLY_RATIO = 2.0 / 3.0
"""P(S > s) = EARLY_RATIO ** (s + 1). An assumption, marked as one: nobody publishes such slack."""

DAILY_CV = 0.25
"""Spread of a day's output over its mean, while a count teaches its speed. An assumption."""

_NINE_IN_TEN = float(special.ndtri(0.95))


def log_sd(*, pm_percent: float) -> float:
    """Standard deviation of the log of a speed whose 90% interval is wide so many per cent.

    Examples
    --------
    >>> round(log_sd(pm_percent=28.0), 3)
    0.15
    """
    return math.log1p(pm_percent / 100.0) / _NINE_IN_TEN


def done_within(days: ArrayLike, *, left: float, speed: float, sd: float) -> Floats:
    """P(the work is done within so many working days) at a speed that is not known exactly.

    Parameters
    ----------
    days : array_like
        Working days, 0 or more.
    left : float
        Signatures to check, above 0.
    speed, sd : float
        Median of the signatures checked a day, and the standard deviation of its log.

    Examples
    --------
    >>> done_within(21.0, left=680040.0, speed=28000.0, sd=0.15).round(9).item()
    0.166148435
    """
    with np.errstate(divide="ignore"):
        over = np.log(speed * np.asarray(days, dtype=float) / left)
    if sd <= 0.0:
        return np.asarray((over >= 0.0).astype(float))
    return np.asarray(special.ndtr(over / sd))


def done_within_of_progress(
    days: ArrayLike, *, left: float, done: float, days_so_far: float, cv: float = DAILY_CV
) -> Floats:
    """P(the rest is done within so many days) given what was done in the days so far.

    The rate is unknown: done / (done + left) is a beta prime predictive, I_x(t/cv², h/cv²).

    Examples
    --------
    >>> done_within_of_progress(12.0, left=380040.0, done=300000.0, days_so_far=10.0
    ...                         ).round(9).item()
    0.307824026
    """
    ahead = np.asarray(days, dtype=float) / cv**2
    odds = special.betainc(days_so_far / cv**2, np.maximum(ahead, 1e-9), done / (done + left))
    return np.asarray(np.where(ahead > 0.0, odds, 0.0))


def on_day(day: int) -> Floats:
    """An end that is known: P(end on working day k) for k = 0 to ``day``."""
    odds = np.zeros(day + 1)
    odds[day] = 1.0
    return odds


def near_deadline(*, deadline: int, earliest: int) -> Floats:
    """P(end on working day k), a few days before the deadline and never before ``earliest``.

    What would end sooner ends on that day; from a deadline that is not later, everything does.

    Examples
    --------
    >>> near_deadline(deadline=30, earliest=10)[:24].sum().round(6).item()
    0.058528
    """
    if deadline <= earliest:
        return on_day(earliest)
    odds = np.zeros(deadline + 1)
    early = deadline - np.arange(earliest, deadline + 1)
    odds[earliest:] = (1.0 - EARLY_RATIO) * EARLY_RATIO**early
    odds[earliest] = EARLY_RATIO ** early[0]
    return odds


def by_work(within: Floats, *, start: int, deadline: int) -> Floats:
    """P(end on working day k) from the chance of being done within 1, 2, … days of ``start``.

    The deadline at most: officials who are slower keep it. If it is past, the day after ``start``.
    """
    if deadline <= start:
        return on_day(start + 1)
    odds = np.zeros(deadline + 1)
    reached = within[: deadline - start]
    odds[start + 1 :] = np.diff(reached, prepend=0.0)
    odds[deadline] += 1.0 - reached[-1]
    return odds


def not_over_by(odds: Floats, *, day: int) -> Floats:
    """The same, known not to have ended by a working day; overdue, it ends on the next one.

    Examples
    --------
    >>> not_over_by(np.array([0.0, 0.5, 0.3, 0.2]), day=1).tolist()
    [0.0, 0.0, 0.6, 0.4]
    """
    later = np.where(np.arange(len(odds)) > day, odds, 0.0)
    total = later.sum()
    return on_day(day + 1) if total <= 0.0 else np.asarray(later / total)
