"""The odds over raw count and invalid rate, the line of even odds, and past petitions on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy import special

from analysis.informants import Informant
from analysis.outlook import priors
from analysis.repeats import odds_of_enough
from analysis.scenario import Scenario
from analysis.validity import Floats, LogitNormal, elicit, widest_pm

COUNTS = 61
_LEAST, _MOST = 0.95, 1.8  # times the requirement
_HIGHEST_RATE = 50.0
_FARTHEST = 6.0


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
    """A past petition, its raw count scaled to the requirement of the map.

    ``basis`` says how its gross validity is known; see ``analysis.observed``.
    """

    title: str
    year: int | None
    raw: float
    invalid_percent: float
    qualified: bool
    basis: str


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
    grid, at = (
        odds_of_enough(
            required=scenario.required,
            raw=raw,
            validity=LogitNormal(belief.mu[..., None], belief.sigma[..., None]),
            repeats=repeats,
        )
        for raw, belief in ((counts, beliefs), (np.array([scenario.raw]), here))
    )
    return HeatMap(
        raw=tuple(int(count) for count in counts),
        invalid_percent=tuple(float(rate) for rate in rates),
        odds=tuple(tuple(float(value) for value in row) for row in grid),
        even=_even(counts, rates, grid),
        here=(scenario.raw, scenario.invalid),
        odds_here=float(at[0]),
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
            basis=one.basis,
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
    widths = [min(scenario.invalid_pm, widest_pm(percent=float(rate))) for rate in rates]
    if not scenario.check:
        return elicit(percent=100.0 - rates, pm=widths)
    found = [
        priors(replace(scenario, invalid=float(rate), invalid_pm=width))[0]
        for rate, width in zip(rates, widths, strict=True)
    ]
    return LogitNormal(
        mu=np.array([float(one.mu) for one in found]),
        sigma=np.array([float(one.sigma) for one in found]),
    )


def _even(counts: Floats, rates: Floats, odds: Floats) -> tuple[tuple[float, float], ...]:
    """Where each row crosses 1 in 2: a straight line between normal scores."""
    found = []
    for rate, row in zip(rates, odds, strict=True):
        scores = np.maximum.accumulate(np.clip(special.ndtri(row), -_FARTHEST, _FARTHEST))
        place = int(np.searchsorted(scores, 0.0))
        if 0 < place < len(counts):
            low, high = scores[place - 1], scores[place]
            part = -low / (high - low) if high > low else 0.0
            at = counts[place - 1] + part * (counts[place] - counts[place - 1])
            found.append((float(at), float(rate)))
    return tuple(found)
