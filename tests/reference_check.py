"""An independent reference for the official check, in plain sums and without ``analysis``.

Petitions of a few thousand signatures are summed over every state of the sample's own standard;
larger ones are simulated, signature by signature. Notation: N raw signatures, n sampled, Y
otherwise valid, of which 2 F are copies of F pairs, y and d what a sample shows, v = y - d.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from tests.reference import LogitNormal

Floats = NDArray[np.float64]

_REACH = 8.0
_DRIFT_FREEDOM = 4


# The law of a sample.


def enumerated(raw: int, copies: tuple[int, ...]) -> Floats:
    """P(y, d | n) at [n, y, d], from all 2^N sets of signatures.

    ``copies`` of each voter; the rest are invalid.
    """
    sets = np.arange(1 << raw)
    first, valid, voters = 0, np.zeros_like(sets), np.zeros_like(sets)
    for k in copies:
        own = (sets >> first) & ((1 << k) - 1)
        valid, voters = valid + np.bitwise_count(own), voters + (own > 0)
        first += k
    found = np.zeros((raw + 1,) * 3)
    np.add.at(found, (np.bitwise_count(sets), valid, valid - voters), 1.0)
    return np.asarray(found / found.sum(axis=(1, 2), keepdims=True))


def patterns(signatures: int, largest: int | None = None) -> Iterator[tuple[int, ...]]:
    """The ways in which voters can share so many signatures: partitions, largest first."""
    if signatures == 0:
        yield ()
        return
    for first in range(min(signatures, largest or signatures), 0, -1):
        for rest in patterns(signatures - first, first):
            yield (first, *rest)


LOG_FACTORIAL: Floats = special.gammaln(np.arange(720_001) + 1.0)


def log_choose(n: NDArray | int, k: NDArray | int) -> Floats:
    """For whole numbers up to 720,000."""
    n, k = np.broadcast_arrays(np.asarray(n, dtype=np.int64), np.asarray(k, dtype=np.int64))
    possible = (k >= 0) & (k <= n)
    n, k = np.where(possible, n, 0), np.where(possible, k, 0)
    ways = LOG_FACTORIAL[n] - LOG_FACTORIAL[k] - LOG_FACTORIAL[n - k]
    return np.where(possible, ways, -np.inf)


def pairs_seen(seen: NDArray | int, drawn: int, valid: int, pairs: NDArray | int) -> Floats:
    """P(d | y): a sum over the halves of pairs that are drawn alone."""
    d, f = (part[..., None] for part in np.broadcast_arrays(np.atleast_1d(seen), pairs))
    s = np.arange(drawn + 1)
    ways = log_choose(f, d) + log_choose(f - d, s) + s * np.log(2.0)
    ways = ways + log_choose(valid - 2 * f, drawn - 2 * d - s)
    return np.asarray(np.exp(ways - log_choose(valid, drawn)).sum(axis=-1))


def draw(
    generator: np.random.Generator, *, raw: int, sample: int, valid: NDArray, pairs: NDArray
) -> tuple[NDArray, NDArray]:
    """y and d of samples, drawn from the signatures themselves.

    Copies first: of the 2 F signatures of pairs, j are drawn; a of these are first copies, and the
    first and the second copies drawn are then independent random subsets of the pairs.
    """
    copies = generator.hypergeometric(2 * pairs, raw - 2 * pairs, sample)
    singles = generator.hypergeometric(valid - 2 * pairs, raw - valid, sample - copies)
    first = generator.hypergeometric(pairs, pairs, copies)
    both = generator.hypergeometric(first, pairs - first, copies - first)
    return copies + singles, both


# Beliefs, on grids fine enough to be taken for exact.


class Nodes(NamedTuple):
    """Nodes and weights of a share."""

    at: Floats
    weight: Floats


def nodes(prior: LogitNormal, count: int, reach: float = _REACH) -> Nodes:
    """Logits at equal steps over the prior: the trapezoid rule, spectrally exact for a normal."""
    if prior.sigma == 0.0 or np.isinf(prior.mu):
        return Nodes(np.array([float(prior.mu)]), np.ones(1))
    z = np.linspace(-reach, reach, count)
    weight = np.exp(-0.5 * z * z)
    return Nodes(prior.mu + prior.sigma * z, weight / weight.sum())


class Posterior(NamedTuple):
    """Joint weights over gross validity (logits) and the repeat share."""

    raw: int
    logits: Floats
    shares: Floats
    weight: Floats

    def enough(self, required: float) -> float:
        """P(Y (1 - delta) >= R)."""
        need = required / (1.0 - self.shares)
        inside = need <= self.raw
        k = np.where(inside, need, 1.0)
        p = special.expit(self.logits)[:, None]
        tails = np.where(inside, special.betainc(k, self.raw - k + 1.0, p), 0.0)
        return float((self.weight * tails).sum())

    def moments(self) -> tuple[float, float]:
        p, kept = special.expit(self.logits)[:, None], 1.0 - self.shares
        mean = float((self.weight * self.raw * p * kept).sum())
        square = (self.raw * (self.raw - 1.0) * p * p + self.raw * p) * kept**2
        return mean, max(float((self.weight * square).sum()) - mean**2, 0.0) ** 0.5


class Sampling(NamedTuple):
    """A small petition before its sample's result."""

    raw: int
    size: int
    validity: LogitNormal
    repeats: LogitNormal
    drift: float
    stride: int = 4
    validities: int = 321
    share_nodes: int = 49

    def states(self) -> tuple[Floats, Floats]:
        """Numbers Y of otherwise valid by the sample's standard, and the cells' edges in logits."""
        valid = np.unique(np.append(np.arange(0.0, self.raw, self.stride), self.raw))
        middle = 0.5 * (valid[1:] + valid[:-1]) / self.raw
        return valid, np.concatenate([[-np.inf], special.logit(middle), [np.inf]])

    def standard(self, logits: Floats) -> Floats:
        """P(state | p): cells of the t, or with no drift the two states on either side of N p."""
        valid, edges = self.states()
        if self.drift > 0.0:
            below = stats.t.cdf((logits[:, None] - edges) / self.drift, df=_DRIFT_FREEDOM)
            return below[:, :-1] - below[:, 1:]
        at = self.raw * special.expit(logits)
        place = np.clip(np.searchsorted(valid, at), 1, len(valid) - 1)
        up = (at - valid[place - 1]) / (valid[place] - valid[place - 1])
        found = np.zeros((len(logits), len(valid)))
        row = np.arange(len(logits))
        found[row, place], found[row, place - 1] = up, 1.0 - up
        return found

    def posterior(self, likelihood: Callable[[int, Floats], Floats]) -> tuple[float, Posterior]:
        """The chance of what is seen, and the belief after it.

        ``likelihood`` takes Y and the shares of repeats.
        """
        valid, _ = self.states()
        p, delta = nodes(self.validity, self.validities), nodes(self.repeats, self.share_nodes)
        shares = np.minimum(special.expit(delta.at), 0.5)
        chances = self.standard(p.at)
        seen = np.zeros((len(valid), len(shares)))
        for state in np.flatnonzero(p.weight @ chances > 1e-13):
            seen[state] = likelihood(int(valid[state]), shares)
        weight = p.weight[:, None] * delta.weight * (chances @ seen)
        total = float(weight.sum())
        return total, Posterior(self.raw, p.at, shares, weight / total)

    def chance(self, y: int, seen: int, valid: int, shares: Floats) -> Floats:
        """P(y, d | Y) by the share of repeats; between whole numbers of pairs, a straight line."""
        drawn = float(stats.hypergeom.pmf(y, self.raw, valid, self.size))
        if drawn < 1e-18:
            return np.zeros(len(shares))
        pairs = shares * valid
        low = np.floor(pairs).astype(int)
        up = pairs - low
        ends = [pairs_seen(seen, y, valid, np.minimum(f, valid // 2)) for f in (low, low + 1)]
        return drawn * ((1.0 - up) * ends[0] + up * ends[1])

    def after(self, valid: int, seen: int | None, most: int = 40) -> tuple[float, Posterior]:
        """After v, and d or (None) any number of repeats up to ``most``."""
        most = min(most, self.size - valid, valid)
        numbers = range(most + 1) if seen is None else (seen,)

        def likelihood(y: int, shares: Floats) -> Floats:
            found = [self.chance(valid + d, d, y, shares) for d in numbers]
            return np.asarray(np.sum(found, axis=0))

        return self.posterior(likelihood)


class Counting(NamedTuple):
    """A small petition during its full count."""

    raw: int
    size: int
    valid: int
    repeats: int | None
    validity: LogitNormal
    share: LogitNormal
    drift: float

    def posterior(self) -> Posterior:
        """Binomial y, Poisson repeats seen; every number of them where it was not published."""
        p, delta = nodes(self.validity, 401), nodes(self.share, 41)
        shares = np.minimum(special.expit(delta.at), 0.5)
        expected = self._repeats(p.at, shares) * (self.size / self.raw) ** 2
        most = self.size - self.valid if self.repeats is None else self.repeats
        fewest = 0 if self.repeats is None else self.repeats
        chance = np.zeros(expected.shape)
        for d in range(fewest, most + 1):
            y = np.asarray(stats.binom.pmf(self.valid + d, self.size, special.expit(p.at)))
            chance += y[:, None] * stats.poisson.pmf(d, expected)
        weight = p.weight[:, None] * delta.weight * chance
        return Posterior(self.raw, p.at, shares, weight / weight.sum())

    def outlook(self, required: int) -> tuple[float, float, float]:
        """P(M >= R), mean and sd of M = found + Y_rest - D_rest."""
        found = self.posterior()
        keep = found.weight.sum(axis=1) > 1e-12
        logits, weight = found.logits[keep], found.weight[keep]
        left = self.raw - self.size
        to_come = self._repeats(logits, found.shares) * (1.0 - (self.size / self.raw) ** 2)
        drift = nodes(LogitNormal(0.0, self.drift), 25)
        later = np.asarray(special.expit(logits[:, None] + drift.at))
        most = int(to_come.max() + 12.0 * to_come.max() ** 0.5 + 12.0)
        d = np.arange(most + 1.0)
        need = required - self.valid + d
        tail = np.stack([stats.binom.sf(need - 1.0, left, p[:, None]) for p in later.T])
        tail = np.einsum("z,zgd->gd", drift.weight, tail)
        odds = 0.0
        for column in range(to_come.shape[1]):
            pmf = stats.poisson.pmf(d, to_come[:, column, None])
            odds += float(weight[:, column] @ (pmf * tail).sum(axis=1))
        first, second = (np.asarray(power @ drift.weight) for power in (later, later**2))
        at = self.valid + left * first[:, None] - to_come
        noise = left * (first - second) + left**2 * (second - first**2)
        mean = float((weight * at).sum())
        variance = float((weight * (noise[:, None] + to_come + (at - mean) ** 2)).sum())
        return odds, mean, variance**0.5

    def _repeats(self, logits: Floats, shares: Floats) -> Floats:
        return shares * self.raw * special.expit(logits)[:, None]
