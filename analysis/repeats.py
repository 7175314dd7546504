"""Repeats: people who signed more than once. Every copy but one is struck.

The repeat share delta is the share of repeat copies among otherwise valid signatures. A full count
reports M = Y (1 - delta) valid signers, Y being the otherwise valid signatures. Repeats are pairs,
so delta is cut at one half.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.smooth import Bools, Cells, is_smooth, smooth_odds
from analysis.validity import ROOT_TWO_PI, Floats, LogitNormal, elicit, odds_of_at_least

LARGEST_SHARE = 0.5
"""Every otherwise valid signature one of a pair."""

_REACH = 6.5
_TINY = 1e-290  # in place of 0 below a fraction line
_NO_SHARE = 700.0  # logit of a share of 0, in place of infinity
_FEW = 2_000.0
_BLOCK = 256  # cells at a time: what 256 x 40 nodes need stays in the processor's cache
_FULL_RULE = special.roots_legendre(80)
# Half the nodes where the integrand is fairly smooth: validity between these medians and at least
# so wide, the repeat share at most so wide (logits). Errors stay below 1e-6; a test holds them to
# 400 nodes.
_SHORT_RULE = special.roots_legendre(40)
_SHORT_BETWEEN, _SHORT_SD, _SHORT_REPEATS_SD = special.logit((0.40, 0.96)), 0.07, 0.75
_MOMENT_NODES, _MOMENT_WEIGHTS = special.roots_legendre(64)


@dataclass(frozen=True, slots=True)
class RepeatShare:
    """Prior of the repeat share: min(delta, 1/2) with delta logit-normal."""

    prior: LogitNormal

    def quantile(self, probability: ArrayLike) -> Floats:
        """Repeat share that is not exceeded with the given probability."""
        return np.minimum(self.prior.quantile(probability), LARGEST_SHARE)

    def kept_moments(self) -> tuple[Floats, Floats]:
        """Mean of 1 - delta, the share kept, and of its square."""
        cut = _cut(self.prior)
        half = 0.5 * (cut + _REACH)
        z = half[..., None] * (_MOMENT_NODES + 1.0) - _REACH
        weight = half[..., None] * _MOMENT_WEIGHTS * _density(z)
        kept = special.expit(-self.prior.mu[..., None] - self.prior.sigma[..., None] * z)
        above = np.where(cut < _REACH, special.ndtr(-cut), 0.0)
        scale = 1.0 / (weight.sum(axis=-1) + above)
        first = (weight * kept).sum(axis=-1) + above * (1.0 - LARGEST_SHARE)
        second = (weight * kept**2).sum(axis=-1) + above * (1.0 - LARGEST_SHARE) ** 2
        return first * scale, second * scale


def repeat_share(*, percent: ArrayLike, pm: ArrayLike) -> RepeatShare:
    """Prior of the repeat share from its median in per cent and half its 90% width in points.

    Examples
    --------
    >>> repeat_share(percent=5.0, pm=4.3).quantile(0.5).round(4)
    np.float64(0.05)
    """
    return RepeatShare(prior=elicit(percent=percent, pm=pm))


def odds_of_enough(
    *, required: ArrayLike, raw: ArrayLike, validity: LogitNormal, repeats: RepeatShare
) -> Floats:
    """Chance that a full count finds at least ``required`` valid signers, repeats struck.

    E over delta of P(Y >= R / (1 - delta)), by Gauss-Legendre between the points where the inner
    probability leaves 1 and reaches 0: a narrow prior of validity is as exact as a wide one. Each
    cell has its own rule: its odds do not depend on the other cells.

    Parameters
    ----------
    required : array_like
        R, valid signers needed; need not be whole.
    raw : array_like
        N, raw signatures.
    validity : LogitNormal
        Prior of gross validity.
    repeats : RepeatShare
        Prior of the repeat share, independent of validity.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the broadcast shape. Absolute error below 1e-6.
    """
    parts = (required, raw, validity.mu, validity.sigma, repeats.prior.mu, repeats.prior.sigma)
    arrays = [np.asarray(part, dtype=float) for part in parts]
    zeros = np.zeros(np.broadcast(*arrays).shape)
    flat = [(array + zeros).reshape(-1) for array in arrays]
    smooth = is_smooth(_cells(*flat[1:]))
    if smooth.all():
        return _smooth(*flat).reshape(zeros.shape)
    known = ~smooth & (flat[-1] <= 0.0)
    short = ~smooth & ~known & _is_short(flat[2], flat[3], flat[5])
    full = ~smooth & ~known & ~short
    odds = np.empty(flat[0].shape)
    for chosen, method in (
        (smooth, _smooth),
        (known, _known_share),
        (short, partial(_in_blocks, _SHORT_RULE)),
        (full, partial(_in_blocks, _FULL_RULE)),
    ):
        if chosen.any():
            odds[chosen] = method(*(values[chosen] for values in flat))
    return odds.reshape(zeros.shape)


def _cells(n: Floats, mu: Floats, sigma: Floats, mu_d: Floats, sigma_d: Floats) -> Cells:
    return Cells.of(raw=n, mu=mu, sigma=sigma, repeats=(mu_d, sigma_d))


def _smooth(need: Floats, *parts: Floats) -> Floats:
    return smooth_odds(_cells(*parts), need)


def _known_share(
    need: Floats, n: Floats, mu: Floats, sigma: Floats, mu_d: Floats, _: Floats
) -> Floats:
    """The odds with a known repeat share."""
    threshold = need / (1.0 - np.minimum(special.expit(mu_d), LARGEST_SHARE))
    return odds_of_at_least(threshold=threshold, raw=n, prior=LogitNormal(mu, sigma))


def _is_short(mu: Floats, sigma: Floats, sigma_d: Floats) -> Bools:
    """Where the shorter rule is exact enough."""
    low, high = _SHORT_BETWEEN
    inside = (low <= mu) & (mu <= high)
    return np.asarray(inside & (sigma >= _SHORT_SD) & (sigma_d <= _SHORT_REPEATS_SD))


def _in_blocks(rule: tuple[Floats, Floats], *flat: Floats) -> Floats:
    """The odds with an uncertain repeat share, a block of cells at a time."""
    starts = range(0, flat[0].size, _BLOCK)
    blocks = ([values[start : start + _BLOCK] for values in flat] for start in starts)
    return np.concatenate([_integrate(rule, *block) for block in blocks])


def _integrate(
    rule: tuple[Floats, Floats],
    need: Floats,
    n: Floats,
    mu: Floats,
    sigma: Floats,
    mu_d: Floats,
    sigma_d: Floats,
) -> Floats:
    """E over delta of the chance of R / (1 - delta) otherwise valid, for a block of cells."""
    share = LogitNormal(mu_d, sigma_d)
    cut = _cut(share)
    low, high = _window(need, n, LogitNormal(mu, sigma), share, cut)
    nodes, weights = rule
    half = 0.5 * (high - low)
    z = half[..., None] * nodes + 0.5 * (high + low)[..., None]
    threshold = need[..., None] * (1.0 + np.exp(mu_d[..., None] + sigma_d[..., None] * z))
    inner = odds_of_at_least(
        threshold=threshold, raw=n[..., None], prior=LogitNormal(mu[..., None], sigma[..., None])
    )
    below = np.where(low > -_REACH, special.ndtr(low), 0.0)
    total = below + half * (weights * _density(z) * inner).sum(axis=-1)
    above = special.ndtr(-cut)
    if np.any(above > 1e-7):
        pairs = need / (1.0 - LARGEST_SHARE)
        total = total + above * odds_of_at_least(
            threshold=pairs, raw=n, prior=LogitNormal(mu, sigma)
        )
    return np.where(need > n, 0.0, np.minimum(total, 1.0))


def _density(z: Floats) -> Floats:
    return np.exp(-0.5 * z * z) / ROOT_TWO_PI


def _cut(share: LogitNormal) -> Floats:
    """Standard normal score at which delta reaches one half, within the reach of the integral."""
    score = -share.mu / np.maximum(share.sigma, _TINY)
    return np.minimum(np.maximum(score, -_REACH), _REACH)


def _window(
    need: Floats, n: Floats, validity: LogitNormal, share: LogitNormal, cut: Floats
) -> tuple[Floats, Floats]:
    """Scores of delta below which the inner probability is 1 and above which it is 0 (to 1e-9)."""
    middle = np.minimum(np.maximum(special.expit(validity.mu), 1e-9), 1.0 - 1e-9)
    sd = np.sqrt(validity.sigma**2 + 1.0 / (n * middle * (1.0 - middle)))
    mu, spread = np.maximum(share.mu, -_NO_SHARE), np.maximum(share.sigma, _TINY)
    ends = []
    for score in (-7.0, 7.0):
        # Of few signatures all or none may be valid: their window is the whole range.
        few = n * (score > 0.0)
        valid = np.where(n < _FEW, few, n * special.expit(validity.mu + score * sd))
        most_valid = np.maximum(valid, _TINY)
        delta = np.maximum(1.0 - need / most_valid, 0.0)
        at = (special.logit(delta) - mu) / spread
        ends.append(np.minimum(np.maximum(at, -_REACH), cut))
    return ends[0], ends[1]
