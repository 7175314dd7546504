"""Gross validity: the share of raw signatures that a full count would accept, repeats apart.

The prior is logit-normal. Given it, the number of otherwise valid signatures is binomial, and
the chance that it reaches a threshold is an expectation of the incomplete beta function. That is
computed here for every size of petition, from 1 to 100,000,000 signatures.

Sources: Johnson (1949), Biometrika 36, 149-176 (the logit-normal); DLMF 8.17.5 (the binomial tail
as an incomplete beta function); DLMF 24.16, 5.11 and 5.15 (digamma and its derivatives).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]

Z95 = float(special.ndtri(0.95))
"""Standard normal quantile that leaves 5% above: 9 times in 10 lies within plus or minus this."""

ROOT_TWO_PI = float(np.sqrt(2.0 * np.pi))

WIDEST_SD = 2.5
"""Widest standard deviation on the logit scale that a reader can enter."""

_MANY = 10_000.0  # enough valid and invalid signatures for the Edgeworth series at any prior
_HERMITE_Z, _w = special.roots_hermitenorm(41)
_HERMITE_W = _w / _w.sum()
_TRAPEZOID_T = np.linspace(-20.0, 20.0, 161)
_MOMENT_Z, _w = special.roots_legendre(64)
_MOMENT_Z = 8.5 * _MOMENT_Z
_MOMENT_W = _w * np.exp(-0.5 * _MOMENT_Z**2)
_MOMENT_W /= _MOMENT_W.sum()


# Freeing one large array tells the C library's allocator to keep freed memory: the quadratures
# make many arrays of some 100 kB, which otherwise go back to the system each time: half the time.
np.empty(1 << 21)


@dataclass(frozen=True, slots=True)
class LogitNormal:
    """A share whose logit is normal.

    Parameters
    ----------
    mu, sigma : array_like
        Mean and standard deviation of the logit. ``mu`` may be infinite (a share of 0 or 1).
    """

    mu: Floats
    sigma: Floats

    def quantile(self, probability: ArrayLike) -> Floats:
        """Share that is not exceeded with the given probability.

        Examples
        --------
        >>> elicit(percent=80.0, pm=5.0).quantile(0.5).round(3)
        np.float64(0.8)
        """
        score = special.ndtri(np.asarray(probability, dtype=float))
        return np.asarray(special.expit(self.mu + self.sigma * score))

    def moments(self) -> tuple[Floats, Floats]:
        """Mean of the share and of its square (64-node Gauss-Legendre, error below 1e-6)."""
        share = special.expit(self.mu[..., None] + self.sigma[..., None] * _MOMENT_Z)
        return share @ _MOMENT_W, share**2 @ _MOMENT_W


def elicit(*, percent: ArrayLike, pm: ArrayLike) -> LogitNormal:
    """Logit-normal share with a given median and a given width of its central 90% interval.

    Parameters
    ----------
    percent : array_like
        Median of the share, in per cent, 0 to 100.
    pm : array_like
        Half the width of the interval that holds the share 9 times in 10, in points.

    Returns
    -------
    LogitNormal
        Of the broadcast shape. A width of 0, or a median of 0 or 100, gives a known share.

    Notes
    -----
    With C = cosh(mu) and w the width, t = exp(1.645 sigma) solves
    (1 - w) t**2 - 2 w C t - (1 + w) = 0.

    Examples
    --------
    >>> prior = elicit(percent=75.5, pm=12.8)
    >>> low, high = prior.quantile(np.array([0.05, 0.95]))
    >>> round(float(high - low), 9)
    0.256
    """
    share = np.asarray(percent, dtype=float) / 100.0
    width = 2.0 * np.asarray(pm, dtype=float) / 100.0
    share, width = np.broadcast_arrays(share, width)
    known = (share <= 0.0) | (share >= 1.0) | (width <= 0.0)
    inner = np.where(known, 0.5, share)
    w = np.where(known, 0.0, width)
    cosh_mu = 0.5 * (inner / (1.0 - inner) + (1.0 - inner) / inner)
    root = np.sqrt((w * cosh_mu) ** 2 + (1.0 - w) * (1.0 + w))
    sigma = np.log((w * cosh_mu + root) / (1.0 - w)) / Z95
    return LogitNormal(mu=special.logit(share), sigma=sigma)


@lru_cache(maxsize=1024)
def widest_pm(*, percent: float, widest_sd: float = WIDEST_SD) -> float:
    """Largest half-width, in points, that can go with a median: sigma at most ``widest_sd``.

    Rounded down to 0.1, the step of every control; 0 at medians of 0 and 100.

    Examples
    --------
    >>> widest_pm(percent=0.5), widest_pm(percent=0.0)
    (11.7, 0.0)
    """
    mu, reach = special.logit(percent / 100.0), Z95 * widest_sd
    width = special.expit(mu + reach) - special.expit(mu - reach)
    return float(np.floor(round(500.0 * float(width), 9)) / 10.0)


def odds_of_at_least(*, threshold: ArrayLike, raw: ArrayLike, prior: LogitNormal) -> Floats:
    """Chance that at least ``threshold`` of ``raw`` signatures are otherwise valid.

    E[I_p(k, N - k + 1)] over the prior of p, at every N >= 1 and every real k; 1 for k <= 0 and
    0 for k > N. For whole k that is the binomial tail.

    Parameters
    ----------
    threshold : array_like
        k, otherwise valid signatures needed.
    raw : array_like
        N, raw signatures.
    prior : LogitNormal
        Prior of the gross validity p.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the broadcast shape. Absolute error below 1e-7.

    Examples
    --------
    >>> known = LogitNormal(mu=special.logit(0.5), sigma=np.asarray(0.0))
    >>> odds_of_at_least(threshold=1, raw=2, prior=known).item()
    0.75
    """
    k, n = np.asarray(threshold, dtype=float), np.asarray(raw, dtype=float)
    mu, sigma = np.asarray(prior.mu), np.asarray(prior.sigma)
    inside = (k > 0.0) & (k <= n)
    a, b = np.where(inside, k, 1.0), np.where(inside, n - k + 1.0, 1.0)
    fewest = np.minimum(a, b)
    noise = 1.0 / a + 1.0 / b
    share = noise / (noise + sigma * sigma)
    # The first neglected Edgeworth term is of the order share^2.5 / fewest^1.5.
    small = share * (share * share) ** 2 <= 1e-14 * fewest * fewest * fewest
    far = (fewest >= _MANY) | small
    finite = np.isfinite(mu)
    if finite.all() and (far | ~inside).all():
        return np.where(inside, _edgeworth(a, b, mu, sigma), k <= 0.0)
    a, b, mu, sigma, noise, far, inside, none = np.broadcast_arrays(
        a, b, mu, sigma, noise, far, inside, k <= 0.0
    )
    result = none.astype(float)
    finite = np.isfinite(mu)
    far = far & inside & finite
    wide = inside & ~far & finite & (sigma**2 >= 0.25 * noise)
    near = inside & ~far & ~wide
    for chosen, method in ((far, _edgeworth), (wide, _over_threshold), (near, _over_prior)):
        if chosen.any():
            result[chosen] = method(a[chosen], b[chosen], mu[chosen], sigma[chosen])
    return np.asarray(np.minimum(result, 1.0))


def _edgeworth(a: Floats, b: Floats, mu: Floats, sigma: Floats) -> Floats:
    """P(X <= p) for X ~ Beta(a, b), logit p normal: the normal tail with its Edgeworth series.

    Two orders of the series.

    The cumulants of logit X are differences and sums of polygammas, here by their asymptotic
    series in x - 1/2.
    """
    y, x = a - 0.5, b - 0.5
    iy, ix = 1.0 / y, 1.0 / x
    iy2, ix2 = iy * iy, ix * ix
    cubes = iy2 * iy + ix2 * ix
    mean = np.log(y * ix) + (iy2 - ix2) / 24.0
    var = iy + ix - cubes / 12.0 + sigma * sigma
    inv_var = 1.0 / var
    inv_sd = np.sqrt(inv_var)
    z = (mu - mean) * inv_sd
    skew = (ix2 - iy2) * inv_var * inv_sd
    z2 = z * z
    kurt = 2.0 * cubes * inv_var * inv_var
    hermite = skew / 6.0 * (z2 - 1.0) + kurt / 24.0 * z * (z2 - 3.0)
    hermite += skew * skew / 72.0 * z * (z2 * (z2 - 10.0) + 15.0)
    density = np.exp(-0.5 * z2) / ROOT_TWO_PI
    return np.minimum(np.maximum(special.ndtr(z) - density * hermite, 0.0), 1.0)


def _over_threshold(a: Floats, b: Floats, mu: Floats, sigma: Floats) -> Floats:
    """P(X <= p), integrating over logit X by the trapezoid rule: for a prior not narrower."""
    mean = special.digamma(a) - special.digamma(b)
    sd = np.sqrt(special.polygamma(1, a) + special.polygamma(1, b))
    logit = mean[..., None] + sd[..., None] * _TRAPEZOID_T
    log_density = a[..., None] * logit - (a + b)[..., None] * np.logaddexp(0.0, logit)
    weight = np.exp(log_density - log_density.max(axis=-1, keepdims=True))
    tail = special.ndtr((mu[..., None] - logit) / sigma[..., None])
    return np.asarray((weight * tail).sum(axis=-1) / weight.sum(axis=-1))


def _over_prior(a: Floats, b: Floats, mu: Floats, sigma: Floats) -> Floats:
    """P(X <= p), integrating over logit p by Gauss-Hermite: for a prior narrower than X."""
    if not sigma.any():
        return np.asarray(special.betainc(a, b, special.expit(mu)))
    share = special.expit(mu[..., None] + sigma[..., None] * _HERMITE_Z)
    return np.asarray(special.betainc(a[..., None], b[..., None], share) @ _HERMITE_W)
