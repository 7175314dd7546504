"""Scores of forecasts whose outcomes are known. All are negatively oriented: lower is better.

Odds of one event get a Brier and a log score, a distribution of a count or share gets its CRPS and
its coverage. With a few dozen petitions the scores themselves are noisy; what can be told apart is
the difference of two forecasters on the same petitions, see ``paired_difference``.

Sources: Brier (1950), Monthly Weather Review 78, 1-3; Good (1952), JRSS B 14, 107-114 (log score);
Gneiting & Raftery (2007), JASA 102, 359-378 (proper scores, the CRPS); Clopper & Pearson (1934),
Biometrika 26, 404-413; Spiegelhalter (1986), Statistics in Medicine 5, 421-433; Field & Welsh
(2007), JRSS B 69, 369-390 (bootstrap of whole groups).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special, stats

from analysis.validity import Floats

LEAST_ODDS = 1e-6
"""Odds are held this far from 0 and 1 in the log score, which is infinite for a sure error."""

LEVEL = 0.95
"""Of the intervals round a coverage and round a difference."""

SMALLEST_SPREAD = 0.001
"""Least sd of a rule of thumb, in units of its margins; a rule never yet wrong would have none."""

DRAWS = 4000
_SEED = 1950
_LARGEST_SPREAD = 1e9  # beyond it the odds of any margin are one half
_ROUNDING = 1e-12
_ROOT_TWO, _ROOT_TWO_OVER_PI = math.sqrt(2.0), math.sqrt(2.0 / math.pi)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many outcomes a central interval of the given level took in.

    Attributes
    ----------
    level : float
        What the interval promises, 0 to 1.
    inside, of : int
        Outcomes inside it, and all.
    low, high : float
        Exact 95% interval of the share inside (Clopper-Pearson).
    """

    level: float
    inside: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of the outcomes inside."""
        return self.inside / self.of


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of ours - theirs (below 0: ours is better), and the ends of its 95% interval."""

    mean: float
    low: float
    high: float


def brier(*, odds: ArrayLike, happened: ArrayLike) -> Floats:
    """Brier score of each case: the squared distance of the odds from what happened.

    0 at best, 1 at worst, 0.25 for always saying one half.

    Parameters
    ----------
    odds : array_like
        Probability given to the event, 0 to 1.
    happened : array_like
        Whether it happened: booleans, or 1 and 0.

    Examples
    --------
    >>> brier(odds=[0.9, 0.2], happened=[True, True]).round(4).tolist()
    [0.01, 0.64]
    """
    return np.square(_floats(odds) - _floats(happened))


def log_score(*, odds: ArrayLike, happened: ArrayLike) -> Floats:
    """Log score of each case: -ln of the probability given to what happened. Lower is better.

    Odds are limited to [1e-6, 1 - 1e-6], and so the score to 13.8: one sure forecast that fails
    weighs heavily without being the only thing a mean shows. 0.693 is always saying one half.

    Examples
    --------
    >>> log_score(odds=[0.9, 0.9, 0.0], happened=[True, False, True]).round(4).tolist()
    [0.1054, 2.3026, 13.8155]
    """
    limited = np.clip(_floats(odds), LEAST_ODDS, 1.0 - LEAST_ODDS)
    return np.asarray(-np.log(np.where(_floats(happened) > 0.5, limited, 1.0 - limited)))


def crps_from_cdf(*, grid: ArrayLike, cdf: ArrayLike, outcome: float) -> float:
    """CRPS of one forecast: the integral of (F(x) - 1{x >= outcome})^2, in units of the outcome.

    Exact for the cdf that is a straight line between the points of the grid.

    Parameters
    ----------
    grid : array_like
        Points that cover the support, none below the one before; two equal ones are a jump.
    cdf : array_like
        F there. Outside the grid F is 0 and 1: what is missing at an end is a jump at that end.
    outcome : float
        Wherever it lies, outside the grid too.

    Raises
    ------
    ValueError
        A grid that falls somewhere.

    Examples
    --------
    Uniform on 0 to 1, the outcome in the middle: twice the integral of x^2 from 0 to 1/2.

    >>> round(crps_from_cdf(grid=[0, 1], cdf=[0, 1], outcome=0.5), 6)
    0.083333
    """
    points, at = _floats(grid), _floats(cdf)
    if not (np.diff(points) >= 0.0).all():
        raise ValueError("grid: no point may lie below the one before")
    first, last = points[0], points[-1]
    points = np.concatenate([[min(first, outcome), first], points, [last, max(last, outcome)]])
    at = np.concatenate([[0.0, 0.0], at, [1.0, 1.0]])
    # The cell that holds the outcome is cut there, for the integrand jumps inside it.
    cut = int(np.searchsorted(points, outcome, side="right"))
    height = float(np.interp(outcome, points, at))
    below = _area_of_square(np.append(points[:cut], outcome), np.append(at[:cut], height))
    missing = 1.0 - np.append(height, at[cut:])
    return below + _area_of_square(np.append(outcome, points[cut:]), missing)


def crps_of_point(*, point: float, outcome: float) -> float:
    """CRPS of a forecast that is one number: its distance from the outcome.

    Examples
    --------
    >>> crps_of_point(point=530_000.0, outcome=520_050.0)
    9950.0
    """
    return abs(float(point) - float(outcome))


def crps_of_ensemble(*, members: ArrayLike, outcome: float) -> float:
    """CRPS of the empirical distribution of equally likely members.

    E|X - outcome| - E|X - X'| / 2 with X and X' drawn independently, with replacement. This is the
    score of the members as they are, not the "fair" one of the distribution they were drawn from.

    Examples
    --------
    >>> crps_of_ensemble(members=[0.0, 1.0], outcome=0.5)
    0.25
    """
    away = np.sort(_floats(members)) - outcome
    count = len(away)
    # Sorted, the sum of |x_i - x_j| over all pairs i, j is twice that of (2 i - count - 1) x_i.
    ranks = 2.0 * np.arange(1, count + 1) - count - 1.0
    return float(np.abs(away).mean() - ranks @ away / count**2)


def coverage(*, pit: ArrayLike, level: float) -> Coverage:
    """How many outcomes lay in the central interval of the given level.

    Parameters
    ----------
    pit : array_like
        F(outcome) of each forecast, 0 to 1.
    level : float
        Of the interval, 0 to 1: at 0.8 the outcomes with a PIT of 0.1 to 0.9 are inside.

    Examples
    --------
    >>> found = coverage(pit=[0.02, 0.3, 0.5, 0.95], level=0.8)
    >>> found.inside, found.of, round(found.low, 3), round(found.high, 3)
    (2, 4, 0.068, 0.932)
    """
    distance = np.abs(_floats(pit) - 0.5)
    inside, of = int((distance <= 0.5 * level + _ROUNDING).sum()), distance.size
    ends = stats.binomtest(inside, of).proportion_ci(confidence_level=LEVEL, method="exact")
    return Coverage(level, inside, of, low=float(ends.low), high=float(ends.high))


def paired_difference(
    *,
    ours: ArrayLike,
    theirs: ArrayLike,
    groups: ArrayLike,
    draws: int = DRAWS,
    seed: int = _SEED,
) -> Difference:
    """Mean of ours - theirs over the same cases, with a 95% bootstrap interval.

    Petitions of one campaign stand or fall together, so whole groups are drawn, with replacement,
    and each draw gives the mean over the cases in it; the interval is that of the percentiles. The
    same groups are drawn each time, whatever the scores.

    Parameters
    ----------
    ours, theirs : array_like
        A score of each case; a negative difference says that ours is better.
    groups : array_like
        A label of each case, the same for cases that belong together.

    Notes
    -----
    With few groups the percentile interval is too short. One group says nothing of how groups
    differ: the interval is then infinite.

    Examples
    --------
    >>> found = paired_difference(
    ...     ours=[0.1, 0.2, 0.1, 0.3], theirs=[0.2, 0.4, 0.3, 0.3], groups=["a", "a", "b", "c"]
    ... )
    >>> round(found.mean, 3), round(found.low, 3), round(found.high, 3)
    (-0.125, -0.2, 0.0)
    """
    difference = _floats(ours) - _floats(theirs)
    mean = float(difference.mean())
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    sizes = np.bincount(group).astype(float)
    if len(sizes) == 1:
        return Difference(mean, low=-math.inf, high=math.inf)
    sums = np.bincount(group, weights=difference)
    even = np.full(len(sizes), 1.0 / len(sizes))
    times = np.random.default_rng(seed).multinomial(len(sizes), even, size=draws)
    outside = 0.5 * (1.0 - LEVEL)
    low, high = np.quantile(times @ sums / (times @ sizes), [outside, 1.0 - outside])
    return Difference(mean, low=float(low), high=float(high))


def spiegelhalter_z(*, odds: ArrayLike, happened: ArrayLike) -> float:
    """Spiegelhalter's z: how far the Brier score lies from what these odds promise, in its sd.

    About standard normal for a calibrated forecaster; above 2 the odds were too sure. It is 0 where
    the odds leave no doubt and were right, infinite where they leave none and were wrong.

    Examples
    --------
    >>> round(spiegelhalter_z(odds=[0.9, 0.7, 0.4, 0.2], happened=[1, 0, 0, 1]), 3)
    1.508
    """
    p, o = _floats(odds), _floats(happened)
    weight = 1.0 - 2.0 * p
    excess = float((o - p) @ weight)
    variance = float(np.square(weight) @ (p * (1.0 - p)))
    if variance <= 0.0:
        return math.copysign(math.inf, excess) if excess else 0.0
    return excess / math.sqrt(variance)


def fitted_spread(*, margins: ArrayLike, happened: ArrayLike) -> float:
    """The sd s that makes P(happens) = Phi(margin / s) likeliest, 0.001 at least.

    A rule of thumb says yes or no, and by how much: its margin. The spread turns that into odds, as
    good as any that the rule could have. It is infinite where the margins say nothing, or the
    opposite: the odds are then one half.

    Parameters
    ----------
    margins : array_like
        How far beyond the threshold the rule sees each case: a share of the signatures, or of those
        required.
    happened : array_like
        Whether it happened: booleans, or 1 and 0.

    Examples
    --------
    >>> round(fitted_spread(margins=[0.05, 0.02, -0.01, -0.04], happened=[1, 0, 1, 0]), 4)
    0.0521
    >>> fitted_spread(margins=[0.05, -0.02], happened=[True, False])
    0.001
    """
    # Positive where the rule was right. In t = 1/s the log-likelihood, sum ln Phi(t x), is concave.
    x = _floats(margins) * np.sign(_floats(happened) - 0.5)

    def slope(t: float) -> float:
        # phi / Phi by erfcx: neither overflow nor 0 / 0, however far a case lies.
        return float(x @ (_ROOT_TWO_OVER_PI / special.erfcx(-t * x / _ROOT_TWO)))

    flattest, steepest = 1.0 / _LARGEST_SPREAD, 1.0 / SMALLEST_SPREAD
    if slope(flattest) <= 0.0:
        return math.inf
    if slope(steepest) >= 0.0:
        return SMALLEST_SPREAD
    return 1.0 / float(optimize.brentq(slope, flattest, steepest, xtol=1e-14))


def odds_of_rule(
    *, margins: ArrayLike, happened: ArrayLike, others: NDArray[np.bool_] | None = None
) -> Floats:
    """Odds that a rule of thumb would have given each case, its spread fitted to others.

    Parameters
    ----------
    margins, happened : array_like
        As for ``fitted_spread``.
    others : numpy.ndarray of bool, optional
        Which cases the spread of each is fitted to, shape (n, n). By default all but itself.

    Examples
    --------
    >>> odds_of_rule(margins=[0.05, 0.02, -0.01, -0.04], happened=[1, 0, 1, 0]).round(2).tolist()
    [0.62, 0.76, 0.4, 0.36]
    """
    x, o = _floats(margins), _floats(happened)
    allowed = ~np.eye(len(x), dtype=bool) if others is None else others
    spreads: dict[bytes, float] = {}  # the cases of one campaign have the same others
    for mask in allowed:
        if mask.tobytes() not in spreads:
            spreads[mask.tobytes()] = fitted_spread(margins=x[mask], happened=o[mask])
    return np.asarray(special.ndtr(x / [spreads[mask.tobytes()] for mask in allowed]))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=float)


def _area_of_square(points: Floats, heights: Floats) -> float:
    """Integral of the square of the line through the points."""
    a, b = heights[:-1], heights[1:]
    return float(np.diff(points) @ (a * a + a * b + b * b)) / 3.0
