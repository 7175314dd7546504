"""The front door: from a scenario to the odds, the distribution behind them, and the break-even.

M = Y (1 - delta) is what a full count would report. ``analysis.outlook`` says what is believed of
it at the scenario's stage; a complete count decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.outlook import Outlook, Path, outlook, priors
from analysis.repeats import RepeatShare, odds_of_enough, repeat_share
from analysis.scenario import Scenario
from analysis.validity import Floats, LogitNormal, elicit

DOTS = 50
"""Equally likely outcomes in the dot plot (Fernandes et al., CHI 2018)."""

_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_PROBABILITIES = np.concatenate([_QUANTILES, (np.arange(DOTS) + 0.5) / DOTS])
_WANTED = special.ndtri(1.0 - _PROBABILITIES)
_GRID_SCORES = np.linspace(-4.5, 4.5, 31)
_FARTHEST = 36.0  # logit of a share that no count of 100,000,000 can tell from 0 or 1
_TOP_SCORE = 7.0
_MOST_TURNS = 40
_FINAL_SCORES = np.linspace(-4.5, 4.5, 19)


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


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the model says of a scenario.

    Attributes
    ----------
    sufficient : float
        P(M >= R): the odds that a full count would find enough.
    valid : ValidCount
        The distribution of M that these odds are the tail of.
    break_even_invalid : float or None
        Invalid rate, in % of raw, at which M = R with repeats at their median; None if even a rate
        of 0 is not enough.
    net_validity_needed : float
        R / N.
    decided : bool
        Whether officials have decided; ``path`` is then 0 or 1.
    counted_out : bool
        Whether every signature has been counted; ``sufficient`` is then 0 or 1 too.
    has_evidence : bool
        Whether officials have found anything yet, be it only what they announced.
    path : Path
        The way through the official check, with the chance of each end.
    sufficient_without_drift, qualifies_without_drift : float
        The same odds if the next check judged exactly as the one before.
    """

    required: int
    raw: int
    sufficient: float
    valid: ValidCount
    break_even_invalid: float | None
    net_validity_needed: float
    decided: bool
    counted_out: bool
    has_evidence: bool
    path: Path
    sufficient_without_drift: float
    qualifies_without_drift: float

    @property
    def qualifies(self) -> float:
        """The odds that the petition qualifies."""
        return self.path.qualifies

    @property
    def dots_enough(self) -> int:
        """How many of the dots reach the requirement."""
        return sum(dot >= self.required for dot in self.valid.dots)


def odds_sufficient(
    *,
    raw: ArrayLike,
    required: ArrayLike,
    invalid_percent: ArrayLike,
    invalid_pm: ArrayLike,
    repeats_percent: ArrayLike,
    repeats_pm: ArrayLike,
) -> Floats:
    """P(M >= R) before any check, for scalars and arrays alike.

    Parameters
    ----------
    raw, required : array_like
        N and R, signatures.
    invalid_percent, invalid_pm : array_like
        Otherwise invalid signatures in % of raw (median), and half the width in points that holds
        9 times in 10.
    repeats_percent, repeats_pm : array_like
        The same for the repeat share; a share of 0 is no repeats whatever the width.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the broadcast shape.

    Examples
    --------
    >>> odds_sufficient(raw=715833, required=566857, invalid_percent=24.5, invalid_pm=12.8,
    ...                 repeats_percent=5.0, repeats_pm=4.3).round(6).item()
    0.123053
    """
    return odds_of_enough(
        required=required,
        raw=raw,
        validity=elicit(percent=100.0 - np.asarray(invalid_percent, dtype=float), pm=invalid_pm),
        repeats=repeat_share(percent=repeats_percent, pm=repeats_pm),
    )


@lru_cache(maxsize=1024)
def forecast(scenario: Scenario) -> Forecast:
    """The forecast of a scenario. Pure: the same scenario always gives the same numbers.

    The last ones are kept: many readers open one link.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(forecast(read("petition=gascon-2022").scenario).sufficient, 3)
    0.123
    """
    if scenario.counted_out and scenario.counted_valid is not None:
        return _complete(scenario, counted_valid=scenario.counted_valid)
    found = outlook(scenario, drift=scenario.drift)
    plain = found if scenario.drift == 0.0 else outlook(scenario, drift=0.0)
    if found.moments is None:
        validity, repeats = priors(scenario)
        _, valid = distribution(
            raw=scenario.raw, required=scenario.required, validity=validity, repeats=repeats
        )
    else:
        valid = _distribution_of(found, raw=scenario.raw)
    path = _decided_path(scenario.gate) if scenario.decided else found.path
    return _forecast(
        scenario, found.sufficient, valid, path, (plain.sufficient, plain.path.qualifies)
    )


def _complete(scenario: Scenario, *, counted_valid: int) -> Forecast:
    """A complete count says all."""
    enough = float(counted_valid >= scenario.required)
    path = Path(0.0, 0.0, 1.0, 0.0, enough, 1.0 - enough)
    valid = _certain(float(counted_valid))
    return _forecast(scenario, enough, valid, path, (enough, enough))


def _decided_path(gate: str) -> Path:
    passed = float(gate == "sufficient")
    return Path(0.0, passed, 0.0, 1.0 - passed, 0.0, 0.0)


def _forecast(
    scenario: Scenario,
    sufficient: float,
    valid: ValidCount,
    path: Path,
    without_drift: tuple[float, float],
) -> Forecast:
    return Forecast(
        required=scenario.required,
        raw=scenario.raw,
        sufficient=sufficient,
        valid=valid,
        break_even_invalid=break_even_invalid(
            raw=scenario.raw, required=scenario.required, repeats_percent=scenario.repeats
        ),
        net_validity_needed=scenario.required / scenario.raw,
        decided=scenario.decided,
        counted_out=scenario.counted_out,
        has_evidence=bool(scenario.counted or scenario.sample or scenario.gate != "unknown"),
        path=path,
        sufficient_without_drift=without_drift[0],
        qualifies_without_drift=path.qualifies if scenario.decided else without_drift[1],
    )


def break_even_invalid(*, raw: int, required: int, repeats_percent: float) -> float | None:
    """Invalid rate in % of raw at which M = R with the repeat share at its median.

    None if not even an invalid rate of 0 would do.

    Examples
    --------
    >>> round(break_even_invalid(raw=715833, required=566857, repeats_percent=5.0), 2)
    16.64
    """
    needed = required / (raw * (1.0 - min(repeats_percent / 100.0, 0.5)))
    return None if needed > 1.0 else 100.0 * (1.0 - needed)


def _certain(count: float) -> ValidCount:
    return ValidCount(count, 0.0, *(count,) * 5, dots=(count,) * DOTS)


def distribution(
    *, raw: int, required: int, validity: LogitNormal, repeats: RepeatShare
) -> tuple[float, ValidCount]:
    """P(M >= R), and the distribution of M that it is the tail of.

    Moments by quadrature; quantiles by inverting the odds, see ``_invert``.
    """
    mean, sd = _moments(raw=raw, validity=validity, repeats=repeats)

    def odds(counts: Floats) -> Floats:
        return odds_of_enough(required=counts, raw=raw, validity=validity, repeats=repeats)

    if sd <= 1e-9 * raw or mean <= 0.0:
        return float(odds(np.asarray(float(required)))), _certain(mean)
    share = min(mean / raw, 1.0 - 0.5 / raw)
    middle, spread = special.logit(share), sd / (raw * share * (1.0 - share))
    grid = np.maximum(np.minimum(middle + spread * _GRID_SCORES, _FARTHEST), -_FARTHEST)
    *at_grid, sufficient, all_valid = odds(np.append(raw * special.expit(grid), [required, raw]))
    logits = _invert(
        lambda at: _scores(odds(raw * special.expit(at))),
        grid=np.concatenate([[-_FARTHEST], grid, [_FARTHEST]]),
        at=np.concatenate([[_TOP_SCORE], _scores(np.array(at_grid)), [-_TOP_SCORE]]),
    )
    counts = raw * special.expit(logits)
    counts[_scores(all_valid) >= _WANTED] = raw
    p05, p25, p50, p75, p95, *dots = (float(value) for value in counts)
    return float(sufficient), ValidCount(mean, sd, p05, p25, p50, p75, p95, dots=tuple(dots))


def _distribution_of(found: Outlook, *, raw: int) -> ValidCount:
    """The distribution of M after evidence, its quantiles read off a grid of odds."""
    assert found.moments is not None, "after evidence the moments are known"
    mean, sd = found.moments()
    if sd <= 1e-9 * raw:
        return _certain(mean)
    counts = np.clip(mean + sd * _FINAL_SCORES, 0.5, float(raw))
    falling = np.minimum.accumulate(_scores(found.odds(counts)))
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
    return np.minimum(np.maximum(special.ndtri(odds), -_TOP_SCORE), _TOP_SCORE)
