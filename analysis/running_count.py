"""During a full count: what is counted so far, and what is still to come.

Of k signatures looked at, y are otherwise valid, binomial given p; what is left is judged at
logit p + normal(0, drift), because a count is not worked off in random order. Of the D = delta N p
repeats, those seen so far are Poisson with mean D (k/N)**2: both copies must have been looked at.
The count looks at every line afresh, so an earlier sample says nothing more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.belief import Shares, log_prior, narrowed, share_nodes
from analysis.repeats import RepeatShare
from analysis.validity import Floats, LogitNormal

_MANY = 1_000
_REACH_SD = 8.0
_NODES = 64
_FEW_LEFT = 400.0
_DRIFT_Z, _w = special.roots_hermitenorm(15)
_DRIFT_W = _w / _w.sum()


@dataclass(frozen=True, slots=True)
class Counted:
    """A full count so far: N, k, valid signers found, repeats struck or None if not published."""

    raw: int
    size: int
    valid: int
    repeats: int | None


@dataclass(frozen=True, slots=True)
class CountBelief:
    """Joint weights of gross validity and the repeat share during a count.

    ``logits`` of shape (G,), ``shares`` (K,), ``weights`` (G, K), which sum to 1.
    """

    counted: Counted
    drift: float
    logits: Floats
    shares: Floats
    weights: Floats

    def odds(self, counts: ArrayLike) -> Floats:
        """P(M >= count) for each of the counts; M = found so far + valid to come - repeats."""
        wanted = np.asarray(counts, dtype=float).reshape(-1, 1, 1)
        left = float(self.counted.raw - self.counted.size)
        if left < _FEW_LEFT:
            return self._odds_of_few(wanted).reshape(np.shape(counts))
        repeats = self._repeats_to_come()
        need = wanted - self.counted.valid + repeats
        inside = (need > 0.0) & (need <= left)
        k = np.where(inside, need, 0.5 * (left + 1.0))
        iy, ix = 1.0 / np.maximum(k - 0.5, 0.25), 1.0 / np.maximum(left - k + 0.5, 0.25)
        step = float(self.logits[1] - self.logits[0])
        valid = special.expit(self.logits)[:, None]
        # What a signature is in logits: at the threshold, or here where that is at an end.
        in_logits = np.minimum(iy + ix, 1.0 / np.maximum(left * valid * (1.0 - valid), 1.0))
        var = iy + ix - (iy**3 + ix**3) / 12.0 + repeats * in_logits**2 + self.drift**2
        mean = np.log(ix / iy) + (iy * iy - ix * ix) / 24.0
        sd = np.maximum(np.sqrt(np.maximum(var, 0.0)), 0.6 * step)
        above = special.ndtr((self.logits[:, None] - mean) / sd)
        above = np.where(inside, above, (need <= 0.0).astype(float))
        odds = np.einsum("tgk,gk->t", above, self.weights)
        return np.asarray(odds.reshape(np.shape(counts)))

    def _odds_of_few(self, wanted: Floats) -> Floats:
        """The same where few are left: M as a normal count at each node of the drift."""
        left = float(self.counted.raw - self.counted.size)
        repeats = self._repeats_to_come()
        need = wanted - self.counted.valid - 0.5
        total = np.zeros((len(wanted), *self.weights.shape))
        for z, part in zip(_DRIFT_Z, _DRIFT_W, strict=True):
            valid = special.expit(self.logits + self.drift * z)[:, None]
            sd = np.sqrt(left * valid * (1.0 - valid) + repeats + 1e-9)
            total += part * special.ndtr((left * valid - repeats - need) / sd)
        possible = wanted[:, 0, 0] <= self.counted.valid + left
        return np.where(possible, np.einsum("tgk,gk->t", total, self.weights), 0.0)

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation of M."""
        left = float(self.counted.raw - self.counted.size)
        later = special.expit(self.logits[:, None] + self.drift * _DRIFT_Z)
        first, second = later @ _DRIFT_W, later**2 @ _DRIFT_W
        repeats = self._repeats_to_come()
        at = self.counted.valid + left * first[:, None] - repeats
        noise = left * (first - second) + left**2 * (second - first**2)
        mean = float((self.weights * at).sum())
        var = float((self.weights * (noise[:, None] + repeats + (at - mean) ** 2)).sum())
        return mean, max(var, 0.0) ** 0.5

    def _repeats_to_come(self) -> Floats:
        """Expected repeats among what is left, of shape (G, K)."""
        share = self.counted.size / self.counted.raw
        all_of_them = self.shares * self.counted.raw * special.expit(self.logits)[:, None]
        return np.asarray(all_of_them * (1.0 - share * share))


def during_count(
    validity: LogitNormal, repeats: RepeatShare, *, counted: Counted, drift: float
) -> CountBelief:
    """What a running count says.

    Parameters
    ----------
    validity, repeats : LogitNormal, RepeatShare
        Beliefs before the count, without an official sample.
    counted : Counted
        The count so far, not complete.
    drift : float
        Standard deviation, in logits, between what was counted and what is left.
    """
    if counted.repeats is not None:
        shares = share_nodes(repeats, lambda share: _seen(share, counted))
        most = counted.repeats
    else:
        shares = share_nodes(repeats)
        most = _most_seen(float(shares.nodes.max()), counted)
        most = min(most, counted.size - counted.valid, counted.valid)
    logits = _grid(validity, counted, most)
    log_density = log_prior(validity, logits)[:, None] + _log_likelihood(logits, shares, counted)
    weights = np.exp(log_density - log_density.max()) * shares.weights
    return CountBelief(counted, drift, logits, shares.nodes, weights / weights.sum())


def _grid(validity: LogitNormal, counted: Counted, most: int) -> Floats:
    """Equally spaced logits where prior and count are not both out of the question."""
    ends = []
    for y, side in (
        (counted.valid + (most if counted.repeats is not None else 0), -_REACH_SD),
        (counted.valid + most, _REACH_SD),
    ):
        noise = 1.0 / (y + 0.5) + 1.0 / (counted.size - y + 0.5)
        ends.append(np.log((y + 0.5) / (counted.size - y + 0.5)) + side * np.sqrt(noise))
    mu, sigma = narrowed(validity)
    low, high = max(ends[0], mu - _REACH_SD * sigma), min(ends[1], mu + _REACH_SD * sigma)
    if low >= high:  # prior and count contradict each other: everything between them
        near, far = sorted((mu, 0.5 * (ends[0] + ends[1])))
        low, high = near - _REACH_SD * sigma, far + _REACH_SD * sigma
    return np.linspace(low, high, _NODES)


def _log_likelihood(logits: Floats, shares: Shares, counted: Counted) -> Floats:
    """Log chance of the count so far, of shape (G, K), up to a constant."""
    share = counted.size / counted.raw
    expected = shares.nodes * counted.raw * special.expit(logits)[:, None] * share * share
    if counted.repeats is not None:
        y = counted.valid + counted.repeats
        seen = special.xlogy(counted.repeats, expected) - expected
        return np.asarray(_binomial(logits, y, counted.size)[:, None] + seen)
    if min(counted.valid, counted.size - counted.valid) >= _MANY:
        valid = special.expit(logits)[:, None]
        var = counted.size * valid * (1.0 - valid) + expected
        off = counted.valid - (counted.size * valid - expected)
        return np.asarray(-0.5 * off * off / var - 0.5 * np.log(var))
    most = min(
        _most_seen(float(shares.nodes.max()), counted),
        counted.size - counted.valid,
        counted.valid,  # pairs: each repeat is the second copy of a valid one
    )
    total = np.full(expected.shape, -np.inf)
    for d in range(most + 1):
        y = counted.valid + d
        drawn = _log_choose(counted.size, y) + _binomial(logits, y, counted.size)
        seen = special.xlogy(d, expected) - expected - special.gammaln(d + 1.0)
        total = np.logaddexp(total, drawn[:, None] + seen)
    return total


def _binomial(logits: Floats, y: int, size: int) -> Floats:
    return np.asarray(y * logits - size * np.logaddexp(0.0, logits))


def _log_choose(n: int, k: int) -> float:
    return float(special.gammaln(n + 1.0) - special.gammaln(k + 1.0) - special.gammaln(n - k + 1.0))


def _seen(share: Floats, counted: Counted) -> Floats:
    """Log chance of the repeats seen for shares, validity being what the count shows."""
    seen = counted.repeats or 0
    valid = (counted.valid + seen) / counted.size
    expected = share * counted.raw * valid * (counted.size / counted.raw) ** 2
    return np.asarray(special.xlogy(seen, expected) - expected)


def _most_seen(share: float, counted: Counted) -> int:
    """Repeats so far that the largest share makes conceivable."""
    mean = share * counted.raw * (counted.size / counted.raw) ** 2
    return int(mean + 8.0 * np.sqrt(mean) + 8.0)
