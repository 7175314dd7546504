"""P(M >= R) and its quantiles for whole arrays of petitions before any check, where all is smooth.

A petition with many signatures and some uncertainty about its validity is one cell here; its
numbers do not depend on its neighbors, so an array gives what single petitions give. Where a cell
is not smooth (``is_smooth``) the quadratures of ``analysis.repeats`` and
``analysis.validity`` go on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ROOT_TWO_PI = float(np.sqrt(2.0 * np.pi))
_REACH = 5.2  # standard normal scores of the repeat share, on either side: 1e-7 lies beyond
_SURE = 6.5  # scores of validity beyond which the inner probability is taken as 0 or 1
_NO_SHARE, _TINY = 700.0, 1e-6  # logit of a share of 0, and the sd of a known one
_BLOCK = 512  # cells at a time: what 512 x 32 nodes need stays in the processor's cache
_NODES, _WEIGHTS = (part[:, None] for part in special.roots_legendre(32))
_MOST_TURNS = 8  # Newton steps of a quantile; two or three are enough for most
_CLOSE = 1e-3  # logits: a last step this short squares to less than a signature
_LEAST_SD = 0.04
_WIDEST_REPEATS_SD = 1.25
_FEWEST = 30_000.0  # square of the fewest of a kind, in a likely outcome, by the sd's cube


@dataclass(frozen=True, slots=True)
class Cells:
    """Petitions before any check, one a cell.

    Attributes
    ----------
    raw : numpy.ndarray
        N, of shape (B,), as are the others.
    mu, sigma : numpy.ndarray
        Mean and sd of the logit of gross validity.
    repeats_mu, repeats_sigma : numpy.ndarray
        The same of the repeat share, before it is cut at one half.
    """

    raw: Floats
    mu: Floats
    sigma: Floats
    repeats_mu: Floats
    repeats_sigma: Floats

    @classmethod
    def of(
        cls, *, raw: ArrayLike, mu: ArrayLike, sigma: ArrayLike, repeats: tuple[Floats, Floats]
    ) -> "Cells":
        """Cells of one shape; a known repeat share is a very narrow one, none a tiny one."""
        parts = (raw, mu, sigma, np.maximum(repeats[0], -_NO_SHARE), np.maximum(repeats[1], _TINY))
        shape = np.broadcast_shapes(*(np.shape(part) for part in parts), (1,))
        return cls(*(np.broadcast_to(np.asarray(part, float), shape).ravel() for part in parts))

    def chosen(self, which: Bools | slice | NDArray[np.intp]) -> "Cells":
        """Some of the cells, by mask, slice or place."""
        return Cells(
            self.raw[which],
            self.mu[which],
            self.sigma[which],
            self.repeats_mu[which],
            self.repeats_sigma[which],
        )


def is_smooth(cells: Cells) -> Bools:
    """Where 32 nodes and the normal's first correction are exact to 1e-6, whatever is needed.

    Validity must be uncertain, the repeat share not too uncertain nor near one half, and there must
    be signatures of both kinds.
    """
    reach = 3.0 * cells.sigma
    fewest = cells.raw * np.minimum(
        special.expit(cells.mu - reach), special.expit(-cells.mu - reach)
    )
    return np.asarray(
        (cells.sigma >= _LEAST_SD)
        & (cells.repeats_sigma <= _WIDEST_REPEATS_SD)
        & (cells.repeats_mu < -2.7 * cells.repeats_sigma)
        & (fewest * fewest * cells.sigma**3 >= _FEWEST)
    )


def smooth_odds(cells: Cells, need: Floats) -> Floats:
    """P(M >= need), of shape (B,); absolute error below 1e-6 where ``is_smooth``."""
    return np.minimum(np.maximum(_in_blocks(cells, need)[0], 0.0), 1.0)


def smooth_quantiles(cells: Cells, wanted: Floats) -> tuple[Floats, Bools]:
    """The counts that M reaches with odds whose standard normal scores are ``wanted``.

    Newton steps on the score, which is nearly a straight line in the logit of M / N; each cell
    takes as many as it needs, so that its count does not depend on its neighbors.

    Returns
    -------
    counts : numpy.ndarray
        Signatures, of shape (B,).
    good : numpy.ndarray of bool
        Where the cell is smooth and the last step was too short to matter.
    """
    good = is_smooth(cells)
    counts = np.zeros(wanted.shape)
    if not good.all():
        if good.any():
            counts[good], good[good] = smooth_quantiles(cells.chosen(good), wanted[good])
        return counts, good
    logit, spread = _first_guess(cells, wanted)
    still = np.arange(logit.size)
    for _ in range(_MOST_TURNS):
        step = _newton_step(cells.chosen(still), logit[still], wanted[still])
        step = np.minimum(np.maximum(step, -spread[still]), spread[still])
        logit[still] += step
        still = still[np.abs(step) > _CLOSE]
        if not still.size:
            break
    good[still] = False
    return cells.raw * special.expit(logit), good


def _first_guess(cells: Cells, wanted: Floats) -> tuple[Floats, Floats]:
    """Logit of M / N as if it were normal about its middle, and its standard deviation."""
    share = special.expit(cells.repeats_mu)
    valid = special.expit(cells.mu) * (1.0 - share)
    left = 1.0 - valid
    spread = np.hypot(
        cells.sigma * special.expit(-cells.mu) / left, share * cells.repeats_sigma / left
    )
    return special.logit(valid) - spread * wanted, spread


def _newton_step(cells: Cells, logit: Floats, wanted: Floats) -> Floats:
    """One step in the logit of M / N towards the wanted score."""
    odds, slope = _in_blocks(cells, cells.raw * special.expit(logit))
    score = special.ndtri(np.minimum(np.maximum(odds, 1e-300), 1.0 - 1e-16))
    slope = np.maximum(slope * special.expit(-logit), 1e-300)
    step = (score - wanted) * np.exp(-0.5 * score * score) / (ROOT_TWO_PI * slope)
    return np.asarray(step)


def _in_blocks(cells: Cells, need: Floats) -> tuple[Floats, Floats]:
    """The odds and their slope, a block of cells at a time."""
    odds, slope = np.empty(need.shape), np.empty(need.shape)
    for start in range(0, need.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        odds[part], slope[part] = _integrate(cells.chosen(part), need[part])
    return odds, slope


def _integrate(cells: Cells, need: Floats) -> tuple[Floats, Floats]:
    """E over the repeat share of P(Y >= need / (1 - delta)), and minus its slope in log need.

    Y >= k with the chance that X <= p, X ~ Beta(k, N - k + 1) (DLMF 8.17.5): the normal law of
    logit X with its skewness.
    """
    cut = np.minimum(np.maximum(-cells.repeats_mu / cells.repeats_sigma, -_REACH), _REACH)
    low, high = _window(cells, need, cut)
    half = 0.5 * (high - low)
    z = half * _NODES + 0.5 * (high + low)
    inner, falls = _enough(cells, need * (1.0 + np.exp(cells.repeats_mu + cells.repeats_sigma * z)))
    weight = half / ROOT_TWO_PI * (_WEIGHTS * np.exp(-0.5 * z * z))
    odds = np.where(low > -_REACH, special.ndtr(low), 0.0) + (weight * inner).sum(axis=0)
    above = np.where(cut < _REACH, special.ndtr(-cut), 0.0)
    if above.any():
        pairs, _ = _enough(cells, 2.0 * need)
        odds = odds + above * pairs
    return np.where(need > cells.raw, 0.0, odds), (weight * falls).sum(axis=0)


def _enough(cells: Cells, k: Floats) -> tuple[Floats, Floats]:
    """P(Y >= k) and minus its slope in log k, at nodes of shape (K, B)."""
    a, b = np.maximum(k - 0.5, 0.25), np.maximum(cells.raw - k + 0.5, 0.25)
    one_a, one_b = 1.0 / a, 1.0 / b
    noise = one_a + one_b
    scale = 1.0 / np.sqrt(noise + cells.sigma * cells.sigma)
    score = (cells.mu - np.log(a * one_b)) * scale
    square = score * score
    density = np.exp(-0.5 * square) / ROOT_TWO_PI
    skew = noise * (one_b - one_a) * (scale * scale * scale / 6.0)
    inner = special.ndtr(score) + skew * density * (1.0 - square)
    return inner, k * noise * density * scale


def _window(cells: Cells, need: Floats, cut: Floats) -> tuple[Floats, Floats]:
    """Scores of the repeat share below which the chance is 1, above which it is 0 (to 1e-10)."""
    odds = np.exp(cells.mu)
    noise = (1.0 + odds) * (1.0 + 1.0 / odds) / cells.raw
    reach = np.exp(_SURE * np.sqrt(cells.sigma * cells.sigma + noise))
    ends = []
    for odds_there in (odds / reach, odds * reach):
        # logit(1 - R / Y), Y the otherwise valid signatures at that end
        room = cells.raw * (odds_there / (1.0 + odds_there)) / need - 1.0
        at = np.where(room > 0.0, np.log(np.maximum(room, 1e-300)) - cells.repeats_mu, -np.inf)
        ends.append(np.minimum(np.maximum(at / cells.repeats_sigma, -_REACH), cut))
    return ends[0], ends[1]
