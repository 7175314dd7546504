"""What is believed of a petition: a joint distribution of gross validity and the repeat share.

It stands on a grid: logits of gross validity by repeat shares. Evidence multiplies it by a
likelihood; the valid signers M = Y (1 - delta) of a full count are its projection, with the
binomial noise of Y.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.repeats import LARGEST_SHARE, RepeatShare
from analysis.validity import ROOT_TWO_PI, Floats, LogitNormal

REACH_SD = 7.0
"""Standard deviations of the prior, on either side, that a grid takes in."""

NARROWEST_SD = 1e-6  # in place of 0: a known share is a very narrow one
FARTHEST = 36.0  # logit of a share that no count of 100,000,000 can tell from 0 or 1
SHARE_NODES = 24
FINE_SHARE_NODES = 44  # resolve a gate that turns on the repeats seen
_SCAN = np.linspace(-5.5, 5.5, 111)
_WIDE_NODES, _FINE_NODES = 100, 120
_NEGLIGIBLE = 27.0  # a log-density this far below its peak
_FEW_RAW = 3_000  # up to here the binomial itself, above the normal of its logit
_NOISE_Z, _w = special.roots_hermitenorm(5)
_NOISE_W = _w / _w.sum()


@dataclass(frozen=True, slots=True)
class Shares:
    """Nodes and weights of the repeat share. ``weights`` sum to 1 before any evidence."""

    nodes: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Belief:
    """A joint density, or the part of one in which something holds.

    Attributes
    ----------
    logits : numpy.ndarray
        Logits of gross validity p, ascending, of shape (G,).
    shares : numpy.ndarray
        Repeat shares, of shape (K,).
    density : numpy.ndarray
        Density in the logit, weight in the share, of shape (G, K).
    """

    logits: Floats
    shares: Floats
    density: Floats

    @property
    def total(self) -> float:
        """The probability that it holds."""
        return float(_areas(self.logits, self.density.sum(axis=1)[:, None]).sum())

    def scaled(self, factor: float) -> "Belief":
        """The same with every density multiplied."""
        return Belief(self.logits, self.shares, self.density * factor)

    def odds(self, counts: ArrayLike, *, raw: int) -> Floats:
        """P(M >= count), together with what holds, for each of the counts."""
        wanted = np.asarray(counts, dtype=float).reshape(-1)
        need = wanted[:, None] / (1.0 - self.shares)
        inside = (need > 0.0) & (need <= raw)
        mean, sd = _logit_needed(np.where(inside, need, 0.5 * (raw + 1.0)), float(raw))
        cumulative = _from_above(self.logits, self.density)
        all_of_it = cumulative[0]
        if 2.0 * float(sd.min()) > self._spread():
            above = self._summed(need, float(raw), all_of_it)
        else:
            at = mean[..., None] + sd[..., None] * _NOISE_Z
            above = _interpolated(self.logits, cumulative, self.density, at) @ _NOISE_W
        odds = np.where(inside, above, np.where(need <= 0.0, all_of_it, 0.0)).sum(axis=1)
        return np.asarray(odds.reshape(np.shape(counts)))

    def _spread(self) -> float:
        """Standard deviation of the logit, whatever the share."""
        mass = _masses(self.logits, self.density.sum(axis=1)[:, None])[:, 0]
        mass = mass / max(float(mass.sum()), 1e-300)
        mean = float(mass @ self.logits)
        return float(np.sqrt(max(float(mass @ (self.logits - mean) ** 2), 0.0)))

    def _summed(self, need: Floats, raw: float, all_of_it: Floats) -> Floats:
        """The odds where the noise of Y is the wider: a sum over the grid, of shape (T, K)."""
        mass = _masses(self.logits, self.density)
        mass = mass * (all_of_it / np.maximum(mass.sum(axis=0), 1e-300))
        inside = (need > 0.0) & (need <= raw)
        k = np.where(inside, need, 0.5 * (raw + 1.0))
        mean, sd = _logit_needed(k, raw)
        valid = special.expit(self.logits)[:, None]
        above = np.empty(need.shape)
        for row in range(len(need)):
            if raw <= _FEW_RAW:
                tail = special.betainc(k[row], raw - k[row] + 1.0, valid)
            else:
                tail = special.ndtr((self.logits[:, None] - mean[row]) / sd[row])
            above[row] = (tail * mass).sum(axis=0)
        return above

    def moments(self, *, raw: int) -> tuple[float, float]:
        """Mean and standard deviation of M given what holds."""
        share = special.expit(self.logits)
        kept = 1.0 - self.shares
        squares = raw * (raw - 1.0) * share**2 + raw * share
        of_first = raw * share * (self.density @ kept)
        of_second = squares * (self.density @ kept**2)
        both = _areas(self.logits, np.stack([of_first, of_second], axis=1)).sum(axis=0)
        mean, second = (float(value) / self.total for value in both)
        return mean, max(second - mean * mean, 0.0) ** 0.5


def share_nodes(
    repeats: RepeatShare,
    log_likelihood: Callable[[Floats], Floats] | None = None,
    *,
    count: int = SHARE_NODES,
) -> Shares:
    """Gauss-Legendre nodes of the repeat share, where prior and likelihood are not negligible.

    ``log_likelihood`` takes shares; it only decides where the ``count`` nodes stand.
    """
    mu, sigma = float(repeats.prior.mu), float(repeats.prior.sigma)
    if sigma <= 0.0 or not np.isfinite(mu):
        return Shares(np.array([min(float(special.expit(mu)), LARGEST_SHARE)]), np.ones(1))
    cut = min(-mu / sigma, _SCAN[-1])
    if cut <= _SCAN[0]:
        return Shares(np.array([LARGEST_SHARE]), np.ones(1))
    low, high = _SCAN[0], cut
    if log_likelihood is not None:
        z = np.linspace(low, high, len(_SCAN))
        log_density = log_likelihood(special.expit(mu + sigma * z)) - 0.5 * z * z
        near = np.flatnonzero(log_density >= log_density.max() - _NEGLIGIBLE)
        low, high = z[max(near[0] - 1, 0)], z[min(near[-1] + 1, len(z) - 1)]
    half = 0.5 * (high - low)
    rule, rule_weights = _legendre(count)
    z = half * rule + 0.5 * (high + low)
    nodes = special.expit(mu + sigma * z)
    weights = half * rule_weights * np.exp(-0.5 * z * z) / ROOT_TWO_PI
    above = float(special.ndtr(-cut)) if cut < _SCAN[-1] else 0.0
    if above > 0.0:
        nodes, weights = np.append(nodes, LARGEST_SHARE), np.append(weights, above)
    return Shares(np.minimum(nodes, LARGEST_SHARE), weights)


@cache
def _legendre(count: int) -> tuple[Floats, Floats]:
    nodes, weights = special.roots_legendre(count)
    return nodes, weights


def logit_grid(validity: LogitNormal, *, low: float, high: float) -> Floats:
    """Logits that resolve the prior, and between ``low`` and ``high`` finer."""
    mu, sigma = narrowed(validity)
    wide = np.linspace(mu - REACH_SD * sigma, mu + REACH_SD * sigma, _WIDE_NODES)
    low, high = max(low, -FARTHEST), min(high, FARTHEST)
    if (high - low) / _FINE_NODES >= wide[1] - wide[0]:
        outside = np.arange(low, high, (high - low) / _FINE_NODES)
        return np.unique(
            np.concatenate([outside[(outside < wide[0]) | (outside > wide[-1])], wide])
        )
    fine = np.linspace(low, high, _FINE_NODES)
    return np.unique(np.concatenate([wide[(wide < low) | (wide > high)], fine]))


def narrowed(validity: LogitNormal) -> tuple[float, float]:
    """Mean and sd of a prior's logit, finite and not 0."""
    mu = min(max(float(validity.mu), -FARTHEST), FARTHEST)
    return mu, max(float(validity.sigma), NARROWEST_SD)


def log_prior(validity: LogitNormal, logits: Floats) -> Floats:
    """Log density of the prior at logits."""
    mu, sigma = narrowed(validity)
    return np.asarray(-0.5 * ((logits - mu) / sigma) ** 2 - np.log(sigma * ROOT_TWO_PI))


def prior_belief(validity: LogitNormal, shares: Shares) -> Belief:
    """The belief before any evidence."""
    mu, sigma = narrowed(validity)
    logits = np.linspace(mu - REACH_SD * sigma, mu + REACH_SD * sigma, 320)
    density = np.exp(log_prior(validity, logits))[:, None] * shares.weights
    return Belief(logits, shares.nodes, density)


def _logit_needed(need: Floats, raw: float) -> tuple[Floats, Floats]:
    """Mean and sd of logit X, X ~ Beta(need, raw - need + 1): Y >= need iff X <= p (DLMF 8.17.5).

    The polygammas by their asymptotic series in x - 1/2.
    """
    iy = 1.0 / np.maximum(need - 0.5, 0.25)
    ix = 1.0 / np.maximum(raw - need + 0.5, 0.25)
    mean = np.log(ix / iy) + (iy * iy - ix * ix) / 24.0
    cubes = np.minimum((iy**3 + ix**3) / 12.0, 0.5 * (iy + ix))
    return mean, np.sqrt(iy + ix - cubes)


def _areas(at: Floats, values: Floats) -> Floats:
    """Integral between neighbors: the trapezoid with its end correction, of fourth order."""
    gaps = np.diff(at)[:, None]
    slopes = np.zeros_like(values)  # at the ends there is nothing left to integrate
    slopes[1:-1] = (values[2:] - values[:-2]) / (gaps[1:] + gaps[:-1])
    return np.asarray(
        0.5 * gaps * (values[1:] + values[:-1]) - gaps * gaps / 12.0 * (slopes[1:] - slopes[:-1])
    )


def _masses(at: Floats, values: Floats) -> Floats:
    """Probability at each node, by the trapezoid rule."""
    gaps = np.diff(at)
    return np.asarray(0.5 * (np.append(gaps, 0.0) + np.append(0.0, gaps))[:, None] * values)


def _from_above(at: Floats, density: Floats) -> Floats:
    """Integral from each node to the last one, of shape (G, K)."""
    sums = np.cumsum(_areas(at, density)[::-1], axis=0)[::-1]
    return np.vstack([sums, np.zeros((1, density.shape[1]))])


def _interpolated(at: Floats, above: Floats, density: Floats, wanted: Floats) -> Floats:
    """Cubics through ``above`` (G, K), its slope minus the density, at ``wanted`` (T, K, Z)."""
    place = np.minimum(np.maximum(np.searchsorted(at, wanted), 1), len(at) - 1)
    gap = at[place] - at[place - 1]
    t = np.minimum(np.maximum((wanted - at[place - 1]) / gap, 0.0), 1.0)
    column = np.arange(above.shape[1])[None, :, None]
    low, high = above[place - 1, column], above[place, column]
    down_low, down_high = gap * density[place - 1, column], gap * density[place, column]
    rest = 1.0 - t
    return np.asarray(
        rest * rest * ((1.0 + 2.0 * t) * low - t * down_low)
        + t * t * ((3.0 - 2.0 * t) * high + rest * down_high)
    )
