"""The distribution of M, the valid signers that a full count reports: quantiles, mean and sd."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.repeats import RepeatShare, odds_of_enough
from analysis.smooth import Cells, smooth_quantiles
from analysis.validity import Floats, LogitNormal

DOTS = 50
"""Equally likely outcomes in the dot plot (Fernandes et al., CHI 2018)."""

_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_PROBABILITIES = np.concatenate([_QUANTILES, (np.arange(DOTS) + 0.5) / DOTS])
_WANTED = special.ndtri(1.0 - _PROBABILITIES)
_GRID_SCORES = np.linspace(-4.5, 4.5, 31)
_FARTHEST = 36.0  # logit of a share that no count of 100,000,000 can tell from 0 or 1
_TOP_SCORE = 7.0
_MOST_TURNS = 40
_FINAL_SCORES = np.linspace(-4.0, 4.0, 15)


@dataclass(frozen=True, slots=True)
class ValidCount:
    """Distribution of M, the valid signers that a full count would find. Signatures.

    ``dots`` are the quantiles (i - 1/2)/50, of shape (50,).
    """

    mean: float
    sd: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    dots: tuple[float, ...]


def certain(count: float) -> ValidCount:
    """A count that is known."""
    return ValidCount(count, 0.0, *(count,) * 5, dots=(count,) * DOTS)


def distribution(*, raw: int, validity: LogitNormal, repeats: RepeatShare) -> ValidCount:
    """The distribution of M whose tail the odds are.

    Moments by quadrature; quantiles by inverting the odds: each by itself where all is smooth,
    else together, see ``_invert``.
    """
    mean, sd = _moments(raw=raw, validity=validity, repeats=repeats)

    def odds(counts: Floats) -> Floats:
        return odds_of_enough(required=counts, raw=raw, validity=validity, repeats=repeats)

    if sd <= 1e-9 * raw or mean <= 0.0:
        return certain(mean)
    prior = repeats.prior
    cells = Cells.of(raw=raw, mu=validity.mu, sigma=validity.sigma, repeats=(prior.mu, prior.sigma))
    counts, good = smooth_quantiles(cells.chosen(np.zeros(_WANTED.size, dtype=int)), _WANTED)
    if not good.all():
        counts = np.where(good, counts, _inverted(odds, mean=mean, sd=sd, raw=raw))
    p05, p25, p50, p75, p95, *dots = (float(value) for value in counts)
    return ValidCount(mean, sd, p05, p25, p50, p75, p95, dots=tuple(dots))


def _inverted(odds: Callable[[Floats], Floats], *, mean: float, sd: float, raw: int) -> Floats:
    """All quantiles, by inverting the odds from their values on a grid."""
    share = min(mean / raw, 1.0 - 0.5 / raw)
    middle, spread = special.logit(share), sd / (raw * share * (1.0 - share))
    grid = np.maximum(np.minimum(middle + spread * _GRID_SCORES, _FARTHEST), -_FARTHEST)
    *at_grid, all_valid = odds(np.append(raw * special.expit(grid), raw))
    logits = _invert(
        lambda at: _scores(odds(raw * special.expit(at))),
        grid=np.concatenate([[-_FARTHEST], grid, [_FARTHEST]]),
        at=np.concatenate([[_TOP_SCORE], _scores(np.array(at_grid)), [-_TOP_SCORE]]),
    )
    counts = raw * special.expit(logits)
    counts[_scores(all_valid) >= _WANTED] = raw
    return np.asarray(counts)


def from_odds(odds: Callable[[Floats], Floats], *, mean: float, sd: float, raw: int) -> ValidCount:
    """The distribution of M after evidence, its quantiles read off a grid of odds."""
    if sd <= 1e-9 * raw:
        return certain(mean)
    counts = np.clip(mean + sd * _FINAL_SCORES, 0.5, float(raw))
    falling = np.minimum.accumulate(_scores(odds(counts)))
    # Between the grid's points the score is close to a straight line.
    at = np.interp(-_WANTED, -falling, counts)
    p05, p25, p50, p75, p95, *dots = (float(value) for value in at)
    return ValidCount(mean, sd, p05, p25, p50, p75, p95, dots=tuple(dots))


def _invert(function: Callable[[Floats], Floats], *, grid: Floats, at: Floats) -> Floats:
    """Where a falling function takes the scores ``_WANTED``, from its values ``at`` on a grid.

    False position inside the bracket that the grid gives, every third time bisection. Once all
    scores are within 0.003, one last step of false position squares that error.
    """
    at = np.minimum.accumulate(at)
    place = np.minimum(np.maximum(np.searchsorted(-at, -_WANTED), 1), len(grid) - 1)
    low, high, at_low, at_high = grid[place - 1], grid[place], at[place - 1], at[place]
    for turn in range(_MOST_TURNS):
        guess = 0.5 * (low + high) if turn % 3 == 2 else _cut(low, high, at_low, at_high)
        scores = function(guess)
        above = scores >= _WANTED
        low, at_low = np.where(above, guess, low), np.where(above, scores, at_low)
        high, at_high = np.where(above, high, guess), np.where(above, at_high, scores)
        if float(np.abs(scores - _WANTED).max()) < 0.003:
            break
    return _cut(low, high, at_low, at_high)


def _cut(low: Floats, high: Floats, at_low: Floats, at_high: Floats) -> Floats:
    """Where the straight line between the ends of a bracket takes the wanted scores."""
    share = (at_low - _WANTED) / np.maximum(at_low - at_high, 1e-12)
    return low + (high - low) * np.minimum(np.maximum(share, 0.0), 1.0)


def _moments(*, raw: int, validity: LogitNormal, repeats: RepeatShare) -> tuple[float, float]:
    """Mean and standard deviation of M = Y (1 - delta), signatures."""
    p1, p2 = (float(value) for value in validity.moments())
    k1, k2 = (float(value) for value in repeats.kept_moments())
    mean = min(raw * p1 * k1, float(raw))
    second = (raw * (raw - 1.0) * p2 + raw * p1) * k2
    return mean, max(second - mean * mean, 0.0) ** 0.5


def _scores(odds: Floats) -> Floats:
    """Odds as standard normal scores, kept finite."""
    within = np.minimum(np.maximum(odds, 0.0), 1.0)
    return np.minimum(np.maximum(special.ndtri(within), -_TOP_SCORE), _TOP_SCORE)
