"""How far official checks have moved between a sample and the full count that followed.

Between the two lie the noise of the sample and the drift of the standard: other people check, on
other days, with second looks at rejected lines. From the corrected projections with a known full
count in ``data/sample_and_count.csv`` the noise is worked out and the scale of the drift fitted.

The model of one petition: with s = projection / N and m = full count / N,
``logit m - logit s = drift + noise``, drift ~ scale * t with 4 degrees of freedom about 0, noise ~
normal with a standard deviation of A sqrt(n p (1 - p)(1 - q)) and A sqrt(D) together, A = N/n,
q = n/N (the rule of thumb for the projection of 2 CCR 20531; its duplicate part is Poisson).
These are logits of net validity, which both numbers give; those of gross validity, p, move a
little more.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import optimize, special, stats

from analysis.past_checks import SampleAndCount, samples_and_counts
from analysis.validity import ROOT_TWO_PI, Floats

DEGREES_OF_FREEDOM = 4
ASSUMED_REPEATS = 0.05
"""Repeat share behind the noise: how many repeats the samples saw is not published."""
LEVEL = 0.90

_LARGEST = 2.0  # logits: a scale beyond all sense
_FIRST_LOOK = np.linspace(0.0, _LARGEST, 401)
# A t with 4 degrees of freedom is a normal whose precision is Gamma(2, rate 2).
_u, _PRECISION_W = special.roots_genlaguerre(80, DEGREES_OF_FREEDOM / 2.0 - 1.0)
_PRECISION = 2.0 * _u / DEGREES_OF_FREEDOM
_PRECISION_W = _PRECISION_W / _PRECISION_W.sum()


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One petition: its projection and its full count, what chance explains, and what is left.

    Attributes
    ----------
    sample : int
        Sample size: as printed, or (``sample_printed`` false) by the law of the petition.
    at_least : bool
        Whether the full count is a lower bound, and with it the difference.
    difference_percent : float
        Full count over projection, less 1, in %.
    noise_sd_percent : float
        Standard deviation that sampling alone gives the projection, in % of it.
    difference, noise_sd : float
        The same two in logits of net validity.
    drift : float
        What the fitted scale makes of the difference once noise is allowed for: the posterior mean
        of the drift, logits.
    """

    petition_id: str
    title: str
    year: int
    raw: int
    sample: int
    sample_printed: bool
    projected: int
    full_valid: int
    at_least: bool
    difference_percent: float
    noise_sd_percent: float
    difference: float
    noise_sd: float
    drift: float
    source_url: str


@dataclass(frozen=True, slots=True)
class DriftEstimate:
    """The scale of the drift, in logits, that the rows make likeliest.

    Attributes
    ----------
    scale : float
        Of a t with 4 degrees of freedom about 0, by maximum likelihood.
    low, high : float
        Ends of the profile-likelihood interval of ``level``.
    mean_percent, sd_percent : float
        Of full count over projection, less 1, in %, lower bounds taken as they stand.
    petitions : int
        How many rows it rests on.
    """

    scale: float
    low: float
    high: float
    level: float
    mean_percent: float
    sd_percent: float
    petitions: int


@cache
def drift_estimate(*, leave_out: str = "") -> DriftEstimate:
    """What the past checks say of the drift between a sample and the full count.

    A full count that is a lower bound counts by the chance of a difference at least as large. The
    petition of the id ``leave_out`` is left out, as a back-test of it must.

    Examples
    --------
    >>> found = drift_estimate()
    >>> found.petitions, round(found.scale, 3), found.low < 0.07 < found.high
    (5, 0.084, True)
    """
    cases = [case for case in _comparable() if case.petition_id != leave_out]
    scale, low, high = _fit(*_arrays(cases))
    percents = [_difference_percent(case) for case in cases]
    return DriftEstimate(
        scale=scale,
        low=low,
        high=high,
        level=LEVEL,
        mean_percent=float(np.mean(percents)),
        sd_percent=float(np.std(percents, ddof=1)),
        petitions=len(cases),
    )


@cache
def rows() -> tuple[DriftRow, ...]:
    """Each comparable petition, the lowest difference first.

    Examples
    --------
    >>> [(row.petition_id, round(row.difference_percent, 1)) for row in rows()][:2]
    [('ravitch_2021', -1.1), ('engardio_2025', -0.0)]
    """
    cases = _comparable()
    difference, noise, at_least = _arrays(cases)
    drifts = _drift_means(drift_estimate().scale, difference, noise, at_least)
    found = [
        DriftRow(
            petition_id=case.petition_id,
            title=case.title,
            year=case.year,
            raw=case.raw,
            sample=_sample_size(case),
            sample_printed=case.sample is not None,
            projected=case.projected,
            full_valid=case.full_valid,
            at_least=case.full_is == "at_least",
            difference_percent=_difference_percent(case),
            noise_sd_percent=100.0 * _noise_sd(case) / case.projected,
            difference=float(difference[place]),
            noise_sd=float(noise[place]),
            drift=float(drifts[place]),
            source_url=str(case.source_url),
        )
        for place, case in enumerate(cases)
    ]
    return tuple(sorted(found, key=lambda row: row.difference_percent))


def left_out() -> tuple[SampleAndCount, ...]:
    """Petitions with a sample and a full count that do not compare, each with its ``why_not``.

    Examples
    --------
    >>> all(case.why_not for case in left_out())
    True
    """
    return tuple(case for case in samples_and_counts() if case.use == "no")


def _comparable() -> list[SampleAndCount]:
    return [case for case in samples_and_counts() if case.use == "yes"]


def _difference_percent(case: SampleAndCount) -> float:
    return 100.0 * (case.full_valid / case.projected - 1.0)


def _sample_size(case: SampleAndCount) -> int:
    """As printed, or what the law of the petition asks for, rounded up."""
    if case.sample is not None:
        return case.sample
    assert case.law_share is not None, "a row that is used has one of the two"
    return math.ceil(case.raw * case.law_share)


def _noise_sd(case: SampleAndCount) -> float:
    """Standard deviation of the official projection, signatures."""
    size = _sample_size(case)
    weight, drawn = case.raw / size, size / case.raw
    valid = min(case.projected / (1.0 - ASSUMED_REPEATS), float(case.raw))
    share = valid / case.raw
    of_validity = size * share * (1.0 - share) * (1.0 - drawn)
    return weight * math.sqrt(of_validity + ASSUMED_REPEATS * valid)


def _arrays(cases: list[SampleAndCount]) -> tuple[Floats, Floats, Floats]:
    """Differences and noise in logits, and whether (1 or 0) a difference is a lower bound."""
    raw = np.array([case.raw for case in cases], dtype=float)
    projected = np.array([case.projected for case in cases]) / raw
    counted = np.array([case.full_valid for case in cases]) / raw
    noise = np.array([_noise_sd(case) for case in cases]) / raw / (projected * (1.0 - projected))
    at_least = np.array([float(case.full_is == "at_least") for case in cases])
    return special.logit(counted) - special.logit(projected), noise, at_least


def _log_likelihood(scale: float, difference: Floats, noise: Floats, at_least: Floats) -> float:
    sd = np.sqrt(scale * scale / _PRECISION + noise[:, None] ** 2)
    z = difference[:, None] / sd
    exact = np.exp(-0.5 * z * z) / (ROOT_TWO_PI * sd) @ _PRECISION_W
    beyond = special.ndtr(-z) @ _PRECISION_W
    return float(np.log(np.where(at_least > 0.0, beyond, exact)).sum())


def _fit(difference: Floats, noise: Floats, at_least: Floats) -> tuple[float, float, float]:
    """The likeliest scale, and the ends of its profile-likelihood interval."""

    def value(scale: float) -> float:
        return _log_likelihood(scale, difference, noise, at_least)

    at = int(np.argmax([value(scale) for scale in _FIRST_LOOK]))
    bounds = (_FIRST_LOOK[max(at - 1, 0)], _FIRST_LOOK[min(at + 1, len(_FIRST_LOOK) - 1)])
    found = optimize.minimize_scalar(
        lambda scale: -value(scale), bounds=bounds, method="bounded", options={"xatol": 1e-9}
    )
    best = float(found.x) if value(float(found.x)) > value(0.0) else 0.0
    floor = value(best) - 0.5 * float(stats.chi2.ppf(LEVEL, 1))

    def above(scale: float) -> float:
        return value(scale) - floor

    low = float(optimize.brentq(above, 0.0, best)) if above(0.0) < 0.0 else 0.0
    high = float(optimize.brentq(above, best, _LARGEST)) if above(_LARGEST) < 0.0 else math.inf
    return best, low, high


def _drift_means(scale: float, difference: Floats, noise: Floats, at_least: Floats) -> Floats:
    """Posterior mean of each drift, given its difference or the bound of it."""
    of_drift = scale * scale / _PRECISION
    variance = of_drift + noise[:, None] ** 2
    sd = np.sqrt(variance)
    z = difference[:, None] / sd
    density = np.exp(-0.5 * z * z) / (ROOT_TWO_PI * sd)
    beyond = special.ndtr(-z)
    bounded = at_least[:, None] > 0.0
    weight = np.where(bounded, beyond, density) * _PRECISION_W
    # A lower bound: the mean of a normal given that it lies above is variance * density / beyond.
    above = variance * density / np.maximum(beyond, 1e-290)
    mean = of_drift / variance * np.where(bounded, above, difference[:, None])
    return np.asarray((weight * mean).sum(axis=1) / weight.sum(axis=1))
