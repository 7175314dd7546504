"""Whether events given odds of 7 in 10 happen 7 times in 10: CORP reliability, and PIT counts.

Odds are recalibrated by isotonic regression of what happened on them: no bins to choose, and the
Brier score splits into what recalibration would gain (miscalibration), what the order of the odds
tells (discrimination) and what there is to tell (uncertainty).

Sources: Dimitriadis, Gneiting & Jordan (2021), PNAS 118, e2016191118 (CORP); Bröcker & Smith
(2007), Weather and Forecasting 22, 651-661 (consistency bands); Dawid (1984), JRSS A 147, 278-292
(the PIT).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from analysis.track_record.scores import brier
from analysis.validity import Floats

BAND_LEVEL = 0.90
"""Of the consistency band: a calibrated forecaster stays inside 9 times in 10 at each point."""

_SEED = 2021


@dataclass(frozen=True, slots=True)
class Corp:
    """A mean Brier score and its parts: brier = miscalibration - discrimination + uncertainty.

    Attributes
    ----------
    miscalibration : float
        What recalibrated odds would have gained, 0 or more; the less the better.
    discrimination : float
        What they gain on always saying the base rate, 0 or more; the more the better.
    uncertainty : float
        The score of always saying the base rate: a matter of the cases, not of the forecaster.
    """

    brier: float
    miscalibration: float
    discrimination: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram: one element for each case, those with the lowest odds first.

    Attributes
    ----------
    odds : numpy.ndarray
        As forecast.
    recalibrated : numpy.ndarray
        How often such odds came true: isotonic regression, equal for equal odds.
    band_low, band_high : numpy.ndarray
        Where ``recalibrated`` of a calibrated forecaster with these odds lies 9 times in 10, at
        each point by itself.
    happened : numpy.ndarray
        1 where the event happened, else 0.
    """

    odds: Floats
    recalibrated: Floats
    band_low: Floats
    band_high: Floats
    happened: Floats


def corp(*, odds: ArrayLike, happened: ArrayLike) -> Corp:
    """Mean Brier score, split by isotonic recalibration.

    Parameters
    ----------
    odds : array_like
        Probability given to each event, 0 to 1. Cases with equal odds are pooled.
    happened : array_like
        Whether it happened: booleans, or 1 and 0.

    Examples
    --------
    The order is perfect, so recalibrated odds are 0 and 1, and all of the score is miscalibration.

    >>> found = corp(odds=[0.9, 0.7, 0.4, 0.2], happened=[True, True, False, False])
    >>> round(found.brier, 4), round(found.miscalibration, 4), found.discrimination
    (0.075, 0.075, 0.25)
    """
    o = np.asarray(happened, dtype=float)
    values, place, counts = _pooled(odds)
    recalibrated = _isotonic(np.bincount(place, weights=o) / counts, counts)[place]
    score = float(brier(odds=values[place], happened=o).mean())
    after = float(brier(odds=recalibrated, happened=o).mean())
    unsure = float(brier(odds=o.mean(), happened=o).mean())
    # Neither part is negative, save by rounding.
    return Corp(score, max(score - after, 0.0), max(unsure - after, 0.0), unsure)


def reliability(
    *, odds: ArrayLike, happened: ArrayLike, draws: int = 1000, seed: int = _SEED
) -> Reliability:
    """What became of each forecast, and what chance alone makes of a calibrated one.

    For the band the events are drawn anew, independent and with the odds as forecast, and each
    draw is recalibrated in the same way. The odds themselves stay: the band is that of these cases,
    and it needs no guess at what else might have been forecast.

    Parameters
    ----------
    odds, happened : array_like
        As for ``corp``.

    Notes
    -----
    Events that hang together (petitions of one campaign) scatter more than the band says.

    Examples
    --------
    >>> found = reliability(odds=[0.9, 0.2, 0.4, 0.7], happened=[True, False, True, False])
    >>> found.odds.tolist(), found.recalibrated.tolist()
    ([0.2, 0.4, 0.7, 0.9], [0.0, 0.5, 0.5, 1.0])
    """
    p, o = np.asarray(odds, dtype=float), np.asarray(happened, dtype=float)
    order = np.lexsort((o, p))
    p, o = p[order], o[order]
    values, place, counts = _pooled(p)
    events = np.random.default_rng(seed).binomial(counts, values, size=(draws, len(values)))
    drawn = np.array([_isotonic(row, counts) for row in events / counts])
    outside = 0.5 * (1.0 - BAND_LEVEL)
    low, high = np.quantile(drawn, [outside, 1.0 - outside], axis=0)
    recalibrated = _isotonic(np.bincount(place, weights=o) / counts, counts)
    return Reliability(
        odds=p,
        recalibrated=recalibrated[place],
        band_low=low[place],
        band_high=high[place],
        happened=o,
    )


def pit_counts(*, pit: ArrayLike, bins: int = 10) -> NDArray[np.int64]:
    """How many outcomes fell in each of equally likely parts of their forecasts, lowest first.

    Level for a calibrated forecaster; a hump says that intervals were too wide, a bowl too narrow,
    a slope that forecasts lay to one side. A PIT on an edge belongs to the part above it.

    Parameters
    ----------
    pit : array_like
        F(outcome) of each forecast, 0 to 1.

    Examples
    --------
    >>> pit_counts(pit=[0.03, 0.1, 0.19, 0.55, 1.0], bins=5).tolist()
    [3, 0, 1, 0, 1]
    """
    # 1 plus a rounding error is still an outcome: none is dropped.
    part = np.floor(np.asarray(pit, dtype=float) * bins).astype(int)
    return np.bincount(np.clip(part, 0, bins - 1), minlength=bins).astype(np.int64)


def _pooled(odds: ArrayLike) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """The different odds, ascending, which of them each case has, and how many cases each has."""
    values, place, counts = np.unique(
        np.asarray(odds, dtype=float), return_inverse=True, return_counts=True
    )
    return values, place, counts


def _isotonic(shares: Floats, counts: NDArray[np.intp]) -> Floats:
    return np.asarray(optimize.isotonic_regression(shares, weights=counts).x, dtype=float)
