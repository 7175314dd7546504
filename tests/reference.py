"""An independent reference for the tests: the formulas of the model in their plainest exact form.

It shares no code with ``analysis``. tests/analysis/test_checks.py holds it to published check
values (tests/data/checks.json); then it holds the product to account. Notation: N raw signatures,
R required, p gross validity, delta repeat share, Y ~ binomial(N, p) otherwise valid,
M = Y (1 - delta), and X ~ Beta(k, N - k + 1), so that P(Y >= k) = P(X <= p).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize, special, stats

Floats = NDArray[np.float64]

NODES = 24
_REACH = 9.0  # standard normal scores beyond which nothing is left
_LADDER = np.array([-10.0, -6.0, -4.0, -2.5, -1.5, -0.7, 0.0, 0.7, 1.5, 2.5, 4.0, 6.0, 10.0])
_GAUSS_X, _GAUSS_W = special.roots_legendre(12)


class Beta(NamedTuple):
    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    @property
    def variance(self) -> float:
        return self.mean * (1.0 - self.mean) / (self.a + self.b + 1.0)

    def quantile(self, probability: float) -> float:
        return float(special.betaincinv(self.a, self.b, probability))


class LogitNormal(NamedTuple):
    mu: float
    sigma: float


# Elicitation: from what a reader says to a prior, by root finding.


def beta_of_mean_and_sd(mean: float, sd: float) -> Beta:
    size = mean * (1.0 - mean) / sd**2 - 1.0
    return Beta(mean * size, (1.0 - mean) * size)


def beta_of_mean_and_width(mean: float, width: float) -> Beta:
    """The Beta of that mean whose central 90% interval is so wide."""

    def excess(log_size: float) -> float:
        beta = Beta(mean * np.exp(log_size), (1.0 - mean) * np.exp(log_size))
        return beta.quantile(0.95) - beta.quantile(0.05) - width

    size = np.exp(optimize.brentq(excess, 0.0, 15.0, xtol=1e-13))
    return Beta(float(mean * size), float((1.0 - mean) * size))


def beta_of_logit_moments(mu: float, sigma: float) -> Beta:
    """The Beta whose logit has that mean and standard deviation."""

    def excess(logs: Floats) -> Floats:
        a, b = np.exp(logs)
        mean = special.digamma(a) - special.digamma(b)
        return np.array([mean - mu, special.polygamma(1, [a, b]).sum() - sigma**2])

    found = optimize.root(excess, x0=np.log([1.0 / sigma**2, 1.0 / sigma**2]), tol=1e-13)
    return Beta(*map(float, np.exp(found.x)))


def logit_moments(beta: Beta) -> LogitNormal:
    mean = special.digamma(beta.a) - special.digamma(beta.b)
    return LogitNormal(float(mean), float(special.polygamma(1, [beta.a, beta.b]).sum() ** 0.5))


def logit_normal_of_quantiles(low: float, high: float) -> LogitNormal:
    ends = special.logit([low, high])
    return LogitNormal(float(ends.mean()), float((ends[1] - ends[0]) / 2.0 / special.ndtri(0.95)))


def logit_normal_of_median_and_width(median: float, width: float) -> LogitNormal:
    """The logit-normal of that median whose central 90% interval is so wide (0: a known share)."""
    mu = float(special.logit(median))
    if width == 0.0:
        return LogitNormal(mu, 0.0)

    def excess(sigma: float) -> float:
        reach = float(special.ndtri(0.95)) * sigma
        return float(special.expit(mu + reach) - special.expit(mu - reach)) - width

    return LogitNormal(mu, float(optimize.brentq(excess, 0.0, 60.0, xtol=1e-14)))


# The chance of k or more otherwise valid signatures, p ~ Beta.


def gauss_jacobi(beta: Beta, nodes: int = NODES) -> tuple[Floats, Floats]:
    """Nodes and weights of an expectation under a Beta (Golub & Welsch, Math. Comp. 23, 1969)."""
    a, b = beta.b - 1.0, beta.a - 1.0  # the weight (1 - x)^a (1 + x)^b on [-1, 1]
    j = np.arange(nodes, dtype=float)
    size = 2.0 * j + a + b
    diagonal = np.empty(nodes)
    diagonal[0] = (b - a) / (a + b + 2.0)
    diagonal[1:] = (b - a) * (b + a) / (size[1:] * (size[1:] + 2.0))
    j, size = j[1:], size[1:]
    first = 4.0 * j * (j + a) * (j + b) / size**2
    off = first * np.where(j == 1.0, 1.0 / (size + 1.0), (j + a + b) / (size**2 - 1.0))
    x, vectors = linalg.eigh_tridiagonal(diagonal, np.sqrt(off))
    return np.asarray(0.5 * (1.0 + x)), np.asarray(vectors[0] ** 2)


def tail_by_recursion(threshold: int, raw: int, beta: Beta) -> float:
    """P(Y >= k) for a beta-binomial, from the ratios of its probabilities. Whole k only."""
    k = np.arange(raw, dtype=float)
    log_ratio = np.log((raw - k) * (k + beta.a) / ((k + 1.0) * (raw - k - 1.0 + beta.b)))
    log_pmf = np.concatenate([[0.0], np.cumsum(log_ratio.astype(np.longdouble))])
    pmf = np.exp(log_pmf - log_pmf.max())
    return float(pmf[threshold:].sum() / pmf.sum())


def tail_by_jacobi(threshold: float, raw: float, beta: Beta) -> float:
    """E over X of P(p >= X): exact to rounding, since X is far narrower than p."""
    if threshold > raw:
        return 0.0
    x, weight = gauss_jacobi(Beta(threshold, raw - threshold + 1.0))
    return float(weight @ special.betainc(beta.b, beta.a, 1.0 - x))


def tail_by_hermite(threshold: int, raw: int, beta: Beta) -> float:
    """Five Gauss-Hermite nodes in X."""
    x = Beta(threshold, raw - threshold + 1.0)
    z, weight = special.roots_hermitenorm(5)
    values = special.betainc(beta.b, beta.a, 1.0 - (x.mean + x.variance**0.5 * z))
    return float(weight @ values / weight.sum())


def tail_by_delta(threshold: int, raw: int, beta: Beta) -> float:
    """Second-order delta method: the tail at the mean of X, less half its slope times var X."""
    x = Beta(threshold, raw - threshold + 1.0)
    m = x.mean
    density = stats.beta.pdf(m, *beta)
    slope = density * ((beta.a - 1.0) / m - (beta.b - 1.0) / (1.0 - m))
    return float(special.betainc(beta.b, beta.a, 1.0 - m) - 0.5 * slope * x.variance)


def tail_of_beta(threshold: int, raw: int, beta: Beta) -> float:
    """The binomial noise left out."""
    return float(special.betainc(beta.b, beta.a, 1.0 - threshold / raw))


def tail_by_saddle(threshold: int, raw: int, beta: Beta) -> float:
    """Lugannani & Rice (1980) on logit p - logit X."""
    plus, minus = np.array([beta.a, raw - threshold + 1.0]), np.array([beta.b, float(threshold)])

    def slope(t: float) -> float:
        return float((special.digamma(plus + t) - special.digamma(minus - t)).sum())

    t = optimize.brentq(slope, 1e-9 - plus.min(), minus.min() - 1e-9, xtol=1e-12)
    log_mean = special.gammaln(plus + t) - special.gammaln(plus)
    log_mean += special.gammaln(minus - t) - special.gammaln(minus)
    w = np.sign(t) * np.sqrt(-2.0 * log_mean.sum())
    u = t * np.sqrt(special.polygamma(1, np.concatenate([plus + t, minus - t])).sum())
    return float(special.ndtr(-w) + stats.norm.pdf(w) * (1.0 / u - 1.0 / w))


def tail_of_normal(threshold: int, raw: int, beta: Beta) -> float:
    """A normal with the mean and the variance of Y."""
    variance = raw * beta.variance * (beta.a + beta.b + raw)
    return float(special.ndtr((raw * beta.mean - threshold) / variance**0.5))


def tail_in_closed_form(threshold: float, raw: float, prior: LogitNormal) -> float:
    """Logit X taken as normal, logit p normal: exact as N grows."""
    x = logit_moments(Beta(threshold, raw - threshold + 1.0))
    return float(special.ndtr((prior.mu - x.mu) / (prior.sigma**2 + x.sigma**2) ** 0.5))


# P(M >= R).


def enough_beta(required: float, raw: float, validity: Beta, repeats: Beta) -> float:
    """P(M >= R) for Beta priors, 24 nodes in delta and 24 in X."""
    delta, weight = gauss_jacobi(repeats)
    tails = [tail_by_jacobi(required / (1.0 - share), raw, validity) for share in delta]
    return float(weight @ np.array(tails))


def tail_by_panels(threshold: Floats, raw: float, prior: LogitNormal) -> Floats:
    """P(Y >= k) at every N and real k, p logit-normal: E[I_p(k, N - k + 1)].

    Gauss-Legendre between 40 standard deviations of logit X, beyond which I_p is 0 or 1, on panels
    that are narrow where it rises.
    """
    inside = (threshold > 0.0) & (threshold <= raw)
    k = np.where(inside, threshold, 1.0)
    if prior.sigma == 0.0 or np.isinf(prior.mu):
        tails = np.asarray(special.betainc(k, raw - k + 1.0, special.expit(prior.mu)))
        return np.where(inside, tails, threshold <= 0.0)
    mean = special.digamma(k) - special.digamma(raw - k + 1.0)
    sd = np.sqrt(special.polygamma(1, k) + special.polygamma(1, raw - k + 1.0))
    rises = (mean + sd * _LADDER[:, None] * 4.0 - prior.mu) / prior.sigma
    edges = np.clip(rises, -_REACH, _REACH)
    edges = np.vstack([edges, np.linspace(edges[0], edges[-1], 9)])
    z, weight = panels(np.sort(edges, axis=0))
    inner = special.betainc(k, raw - k + 1.0, special.expit(prior.mu + prior.sigma * z))
    tails = (weight * _density(z) * inner).sum(axis=0) + special.ndtr(-edges.max(axis=0))
    return np.where(inside, tails, threshold <= 0.0)


def panels(edges: Floats) -> tuple[Floats, Floats]:
    """Nodes and weights of Gauss-Legendre on the panels between rising edges, along axis 0."""
    half, middle = 0.5 * np.diff(edges, axis=0), 0.5 * (edges[:-1] + edges[1:])
    nodes = np.concatenate([middle + half * x for x in _GAUSS_X])
    return nodes, np.concatenate([half * weight for weight in _GAUSS_W])


def _density(z: Floats) -> Floats:
    return np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)


def enough(required: float, raw: float, validity: LogitNormal, repeats: LogitNormal) -> float:
    """P(M >= R) for logit-normal priors, delta cut at one half, at every N."""
    if repeats.sigma == 0.0 or np.isinf(repeats.mu):
        delta = min(float(special.expit(repeats.mu)), 0.5)
        return float(tail_by_panels(np.array([required / (1.0 - delta)]), raw, validity)[0])
    cut = float(np.clip(-repeats.mu / repeats.sigma, -_REACH, _REACH))
    z, weight = panels(_edges_of_repeats(required, raw, validity, repeats, cut))
    inner = tail_by_panels(required * (1.0 + np.exp(repeats.mu + repeats.sigma * z)), raw, validity)
    at_half = float(tail_by_panels(np.array([2.0 * required]), raw, validity)[0])
    return float(weight @ (_density(z) * inner)) + float(special.ndtr(-cut)) * at_half


def _edges_of_repeats(
    required: float, raw: float, validity: LogitNormal, repeats: LogitNormal, cut: float
) -> Floats:
    """Panels of the score of delta: over its reach, finer where the odds move, cut at k = N."""
    median = float(np.clip(special.expit(validity.mu), 1e-9, 1.0 - 1e-9))
    sd = (validity.sigma**2 + 1.0 / (raw * median * (1.0 - median))) ** 0.5
    shares = np.append(special.expit(validity.mu + sd * _LADDER), 1.0)
    delta = np.maximum(1.0 - required / (raw * shares), 0.0)
    with np.errstate(divide="ignore"):
        moves = (special.logit(delta) - repeats.mu) / repeats.sigma
    edges = np.concatenate([np.linspace(-_REACH, cut, 9), moves])
    return np.unique(np.clip(edges, -_REACH, cut))


# What follows from P(M >= R) for Beta priors: densities, decisions, sensitivity.


def density_of_net(share: float, validity: Beta, repeats: Beta) -> float:
    """Density of m = p (1 - delta)."""
    delta, weight = gauss_jacobi(repeats, 60)
    return float(weight @ (stats.beta.pdf(share / (1.0 - delta), *validity) / (1.0 - delta)))


def raw_needed(target: float, required: int, validity: Beta, repeats: Beta) -> int:
    """Smallest whole N with P(M >= R) of at least the target, by bisection."""
    low, high = required, 10 * required
    while high - low > 1:
        middle = (low + high) // 2
        reaches = enough_beta(required, middle, validity, repeats) >= target
        low, high = (low, middle) if reaches else (middle, high)
    return high


def sobol_of_net(validity: Beta, repeats: Beta) -> tuple[float, float, float]:
    """First-order indices of p and delta for m = p (1 - delta), and their interaction."""
    kept = 1.0 - repeats.mean
    from_p = validity.variance * kept**2
    from_delta = validity.mean**2 * repeats.variance
    both = validity.variance * repeats.variance
    total = from_p + from_delta + both
    return from_p / total, from_delta / total, both / total


def sobol_of_enough(
    required: float, raw: float, validity: Beta, repeats: Beta
) -> tuple[float, float, float, float]:
    """First-order indices of p and delta for 1{p (1 - delta) >= R/N}, and their totals."""
    needed, grid = required / raw, (np.arange(200_000) + 0.5) / 200_000
    p, delta = special.betaincinv(*validity, grid), special.betaincinv(*repeats, grid)
    given_p = np.where(p > needed, special.betainc(*repeats, np.clip(1.0 - needed / p, 0, 1)), 0.0)
    given_delta = special.betainc(*validity[::-1], np.clip(1.0 - needed / (1.0 - delta), 0, 1))
    total = float(given_p.mean() * (1.0 - given_p.mean()))
    first_p, first_delta = float(given_p.var()) / total, float(given_delta.var()) / total
    return first_p, first_delta, 1.0 - first_delta, 1.0 - first_p
