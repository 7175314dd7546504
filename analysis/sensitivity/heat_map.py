"""The odds over raw count and invalid rate, the line of even odds, and past petitions on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.informants import Informant
from analysis.outlook import after_own_check, priors
from analysis.repeats import odds_of_enough
from analysis.scenario import Scenario
from analysis.validity import Floats, LogitNormal, elicit, widest_pm
from analysis.versions import versions

COUNTS = 61
_LEAST, _MOST = 0.95, 1.8  # times the requirement
_HIGHEST_RATE = 50.0
_FARTHEST = 6.0
_MOST_TURNS, _CLOSE = 40, 0.01


@dataclass(frozen=True, slots=True)
class HeatMap:
    """P(M >= R) over two inputs, the others as they are.

    Attributes
    ----------
    raw : tuple of int
        Raw counts, ascending.
    invalid_percent : tuple of float
        Invalid rates in %, ascending.
    odds : tuple of tuple of float
        A row for each rate, a column for each count.
    even : tuple of (float, float)
        Raw counts and rates at which the odds are 1 in 2, by ascending rate.
    here : tuple of (int, float)
        The scenario's own count and rate.
    odds_here : float
    required : int
    """

    raw: tuple[int, ...]
    invalid_percent: tuple[float, ...]
    odds: tuple[tuple[float, ...], ...]
    even: tuple[tuple[float, float], ...]
    here: tuple[int, float]
    odds_here: float
    required: int


@dataclass(frozen=True, slots=True)
class PastMark:
    """A past petition, its raw count scaled to the requirement of the map."""

    title: str
    year: int | None
    raw: float
    invalid_percent: float
    qualified: bool


@lru_cache(maxsize=256)
def heat_map(scenario: Scenario) -> HeatMap:
    """The map around a scenario, before any official check.

    A rate is what the slider says; where the campaign made a check of its own, that moves it on
    every row as it does in the forecast.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = heat_map(read("model=2026-11").scenario)
    >>> len(found.raw), len(found.invalid_percent), round(found.odds_here, 3)
    (61, 50, 0.123)
    """
    counts, rates = _counts(scenario), _rates(scenario)
    beliefs, (here, repeats) = _at_rates(scenario, rates), priors(scenario)

    def odds(raw: Floats, belief: LogitNormal) -> Floats:
        return odds_of_enough(required=scenario.required, raw=raw, validity=belief, repeats=repeats)

    def in_rows(raw: Floats, rows: NDArray[np.intp]) -> Floats:
        return odds(raw, LogitNormal(beliefs.mu[rows], beliefs.sigma[rows]))

    grid = odds(counts, LogitNormal(beliefs.mu[:, None], beliefs.sigma[:, None]))
    return HeatMap(
        raw=tuple(int(count) for count in counts),
        invalid_percent=tuple(float(rate) for rate in rates),
        odds=tuple(tuple(float(value) for value in row) for row in grid),
        even=_even(
            counts,
            rates,
            grid,
            lambda raw, rows: odds(raw, LogitNormal(beliefs.mu[rows], beliefs.sigma[rows])),
        ),
        here=(scenario.raw, scenario.invalid),
        odds_here=float(odds(np.asarray(float(scenario.raw)), here)),
        required=scenario.required,
    )


def past_marks(known: Sequence[Informant], *, required: int) -> tuple[PastMark, ...]:
    """Past petitions whose raw count and gross validity are known, scaled to a requirement.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = past_marks(read("").defaults.prior.informants, required=1000)
    >>> all(mark.raw > 0 and 0 < mark.invalid_percent < 100 for mark in found)
    True
    """
    return tuple(
        PastMark(
            title=one.petition.title,
            year=one.petition.year,
            raw=required * one.petition.raw / one.petition.required,
            invalid_percent=100.0 * (1.0 - one.gross),
            qualified=one.petition.qualified,
        )
        for one in known
        if one.basis != "result"
        and one.petition.raw
        and one.petition.required
        and one.petition.qualified is not None
    )


def _counts(scenario: Scenario) -> Floats:
    """Raw counts, the scenario's among their range, in whole signatures."""
    low = min(_LEAST * scenario.required, 0.98 * scenario.raw)
    high = max(_MOST * scenario.required, 1.05 * scenario.raw)
    return np.unique(np.round(np.linspace(max(low, 1.0), max(high, 2.0), COUNTS)))


def _rates(scenario: Scenario) -> Floats:
    """Whole per cents: a rate of 0 has no width, and no petition had it."""
    return np.arange(1.0, min(max(_HIGHEST_RATE, np.ceil(scenario.invalid) + 3.0), 99.0) + 1.0)


def _at_rates(scenario: Scenario, rates: Floats) -> LogitNormal:
    """Beliefs of the gross validity with other invalid rates, widths cut where they must be."""
    widest_sd = versions()[scenario.model].widest_sd
    widths = [
        min(scenario.invalid_pm, widest_pm(percent=float(rate), widest_sd=widest_sd))
        for rate in rates
    ]
    return after_own_check(elicit(percent=100.0 - rates, pm=widths), scenario)


def _even(
    counts: Floats,
    rates: Floats,
    grid: Floats,
    odds: Callable[[Floats, NDArray[np.intp]], Floats],
) -> tuple[tuple[float, float], ...]:
    """Where each row crosses 1 in 2, to a score of .01.

    Between two cells the normal score is close to a straight line in the count; where they are far
    apart the middle is asked too.
    """
    scores = np.maximum.accumulate(_score(grid), axis=1)
    place = np.array([np.searchsorted(row, 0.0) for row in scores])
    rows = np.flatnonzero((place > 0) & (place < len(counts)))
    at = place[rows]
    low, high = counts[at - 1], counts[at]
    at_low, at_high = scores[rows, at - 1], scores[rows, at]
    for turn in range(_MOST_TURNS):
        part = at_low / np.minimum(at_low - at_high, -1e-12)
        guess = low + (high - low) * (np.full_like(part, 0.5) if turn % 3 == 1 else part)
        found = _score(odds(guess, rows))
        if not rows.size or float(np.abs(found).max()) < _CLOSE:
            break
        above = found >= 0.0
        low, at_low = np.where(above, low, guess), np.where(above, at_low, found)
        high, at_high = np.where(above, guess, high), np.where(above, found, at_high)
    return tuple((float(raw), float(rate)) for raw, rate in zip(guess, rates[rows], strict=True))


def _score(odds: Floats) -> Floats:
    return np.asarray(np.clip(special.ndtri(odds), -_FARTHEST, _FARTHEST))
