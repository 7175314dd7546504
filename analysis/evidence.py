"""From one belief to the next: a campaign's own check, an official sample, a running count.

The prior is about the standard of the full count, p. A sample is judged by its own standard:
logit s = logit p - epsilon, epsilon a t with 4 degrees of freedom and scale ``drift``. A full count
looks at every line again, so the sample speaks of p through s only.

Sources: Ibrahim and Chen (2000), Statistical Science 15, 46-60 (discounting evidence that is not a
random sample is an old question; here by a bias with its own uncertainty).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.belief import (
    FINE_SHARE_NODES,
    SHARE_NODES,
    Belief,
    Shares,
    log_prior,
    logit_grid,
    narrowed,
    share_nodes,
)
from analysis.repeats import RepeatShare
from analysis.sample_law import pairs_log_pmf, seen_in_sample
from analysis.validity import ROOT_TWO_PI, Floats, LogitNormal

DRIFT_FREEDOM = 4
"""Degrees of freedom of the drift between a sample and a full count."""

FEW_REPEATS = 12.0  # expected in the sample: up to here each number of them is summed,
MANY_DRAWN = 300  # unless so many are drawn of either kind that y hides what d does to v
_MOST_FEW = 48
_NEARLY_ALL = 0.01
_STANDARD_NODES = (64, 300)  # fewest and most nodes of the sample's own standard
_BUMP_SD = 8.0


@dataclass(frozen=True, slots=True)
class Sampled:
    """An official sample: N, n, v, and d or None where it was not published."""

    raw: int
    size: int
    valid: int
    repeats: int | None


def after_check(
    validity: LogitNormal, *, size: int, valid: int, weight: float, bias: float, bias_sd: float
) -> LogitNormal:
    """Gross validity after a campaign's own check, which is neither random nor unbiased.

    Parameters
    ----------
    validity : LogitNormal
        Before it, of any shape, which the answer has.
    size, valid : int
        Signatures looked at, and those found otherwise valid (repeats not struck).
    weight : float
        One over the design effect: a check by sheets says less than its size.
    bias, bias_sd : float
        How optimistic such checks are, logits; the information is bounded by 1 / bias_sd**2.

    Examples
    --------
    >>> before = LogitNormal(np.asarray(1.4), np.asarray(0.2))
    >>> after = after_check(before, size=10000, valid=8200, weight=0.1, bias=0.10, bias_sd=0.15)
    >>> round(float(after.mu), 6), round(float(after.sigma), 6)
    (1.409314, 0.130013)
    """
    found = (valid + 0.5) / (size + 1.0)
    noise = 1.0 / (max(weight, 1e-12) * size * found * (1.0 - found)) + bias_sd**2
    mu, sigma = np.asarray(validity.mu, dtype=float), np.asarray(validity.sigma, dtype=float)
    known = (sigma <= 0.0) | ~np.isfinite(mu)  # no check moves what is known
    spread, before = np.where(known, 0.0, sigma) ** 2, np.where(known, 0.0, mu)
    gain = spread / (spread + noise)
    after = before + gain * (special.logit(found) - bias - before)
    return LogitNormal(np.where(known, mu, after), (spread * (1.0 - gain)) ** 0.5)


def after_sample(
    validity: LogitNormal,
    repeats: RepeatShare,
    *,
    sampled: Sampled,
    drift: float,
    repeats_between: Sequence[tuple[int, int]] = ((0, 10**9),),
) -> list[Belief]:
    """Beliefs after an official sample, one for each range in which the repeats seen may lie.

    With repeats published there is one belief and the ranges are not used. The beliefs' totals are
    in proportion to the chances of the ranges given the sample.
    """
    n, v = sampled.size, sampled.valid
    if sampled.repeats is not None:
        y = v + sampled.repeats
        shares = share_nodes(repeats, lambda share: _seen(share, sampled, y))
        low, high, step = _standard_window(y, y, sampled)
    else:
        turns = any(0 < end < n for ends in repeats_between for end in ends)
        shares = share_nodes(repeats, count=FINE_SHARE_NODES if turns else SHARE_NODES)
        most = _most_seen(float(shares.nodes.max()), sampled)
        low, high, step = _standard_window(v, min(v + most, n), sampled)

    def likelihood(standard: Floats) -> Floats:
        if sampled.repeats is not None:
            return _published(standard, shares.nodes, sampled)[None]
        return _unpublished(standard, shares.nodes, sampled, repeats_between)

    return judged_by_sample(
        validity, shares, likelihood, drift=drift, low=low, high=high,
        step=step, nothing_beyond=True,
    )  # fmt: skip


def judged_by_sample(
    validity: LogitNormal,
    shares: Shares,
    likelihood: Callable[[Floats], Floats],
    *,
    drift: float,
    low: float,
    high: float,
    step: float,
    nothing_beyond: bool = False,
) -> list[Belief]:
    """Beliefs from likelihoods of the sample's standard, which drifts from the full count's.

    Parameters
    ----------
    likelihood : callable
        Takes logits of s, of shape (S,); gives likelihoods of shape (B, S, K).
    drift : float
        Scale of the t, logits.
    low, high : float
        Logits of s between which the likelihoods vary; constant beyond, or with
        ``nothing_beyond`` 0.
    step : float
        Distance of nodes between them that resolves the likelihoods.
    """
    logits = logit_grid(validity, low=low - 8.0 * drift, high=high + 8.0 * drift)
    if drift <= 0.0 and nothing_beyond:
        logits = _product_grid(validity, low=low, high=high)
    log_density = log_prior(validity, logits)
    # Beliefs are compared with one another only: a prior that is nowhere near is scaled up.
    prior = np.exp(log_density - (log_density.max() if nothing_beyond else 0.0))
    if drift <= 0.0:
        found = likelihood(logits)
    else:
        fewest, most = _STANDARD_NODES
        size = int(min(max((high - low) / step, fewest), most))
        edges = np.linspace(low, high, size + 1)
        middle = 0.5 * (edges[1:] + edges[:-1])
        edges[0], edges[-1] = -np.inf, np.inf
        # Each node's cell holds the drift's exact probability: no drift is too small for the grid.
        below = _t4_below((logits[:, None] - edges) / drift)
        cells = below[:, :-1] - below[:, 1:]
        values = likelihood(middle)
        found = cells @ values
    density = prior[:, None] * shares.weights
    return [Belief(logits, shares.nodes, density * one) for one in found]


def _product_grid(validity: LogitNormal, *, low: float, high: float) -> Floats:
    """Logits that hold the product of prior and sample where both are about p itself.

    Precisions add, and the middles meet in proportion to them.
    """
    mu, sigma = narrowed(validity)
    noise = (high - low) / (2.0 * _BUMP_SD)
    precision = sigma**-2 + noise**-2
    sd = precision**-0.5
    middles = [(mu * sigma**-2 + end * noise**-2) / precision for end in (low, high)]
    reach = _BUMP_SD * sd
    return np.linspace(middles[0] - reach, middles[1] + reach, 160)


def _t4_below(t: Floats) -> Floats:
    """Distribution function of the t with 4 degrees of freedom, in closed form."""
    finite = np.clip(t, -1e6, 1e6)
    square = finite * finite + 4.0
    return np.asarray(0.5 + 0.5 * finite * (square + 2.0) / (square * np.sqrt(square)))


def _standard_window(fewest: int, most: int, sampled: Sampled) -> tuple[float, float, float]:
    """Logits of s outside which so many otherwise valid in the sample are out of the question.

    And a step that resolves the likelihood between them.
    """
    n, q = sampled.size, sampled.size / sampled.raw
    ends, steps = [], []
    for y, side in ((fewest, -_BUMP_SD), (most, _BUMP_SD)):
        share = (y + 0.5) / (n + 1.0)
        sd = np.sqrt((1.0 / (y + 0.5) + 1.0 / (n - y + 0.5)) * (1.0 - q))
        fine = 2.0 / (sampled.raw * share * (1.0 - share))
        steps.append(max(float(sd), fine) / 3.0)
        ends.append(float(special.logit(share)) + 3.0 * side * steps[-1])
    return ends[0], ends[1], min(steps)


def _most_seen(share: float, sampled: Sampled) -> int:
    """Repeats in the sample that the largest share makes conceivable."""
    n = sampled.size
    mean = share * sampled.raw * n * (n - 1.0) / (sampled.raw * max(sampled.raw - 1.0, 1.0))
    most = int(mean + 8.0 * np.sqrt(mean) + 8.0)
    return min(most, n - sampled.valid, sampled.valid)


def _seen(share: Floats, sampled: Sampled, y: int) -> Floats:
    """Log chance of the repeats seen for shares, validity being what the sample shows."""
    valid = sampled.raw * y / sampled.size
    seen = float(sampled.repeats or 0)
    log_pmf = pairs_log_pmf(seen=seen, drawn=float(y), valid=valid, pairs=share * valid)
    return np.maximum(log_pmf, -1e6)


def _drawn_log_pmf(y: Floats, standard: Floats, sampled: Sampled) -> Floats:
    """Log hypergeometric law of y, of N s otherwise valid (not rounded)."""
    raw, n = float(sampled.raw), float(sampled.size)
    valid = raw * special.expit(standard)
    rest = raw * special.expit(-standard)
    if raw - n < _NEARLY_ALL * raw:
        # Nearly a full count: y is N s n / N to within a signature, which need not be whole.
        var = valid * rest / raw * (n / raw) * (1.0 - n / raw) + 0.25
        off = y - valid * n / raw
        return np.asarray(-0.5 * off * off / var - 0.5 * np.log(var))
    possible = (y <= valid + 1e-9) & (n - y <= rest + 1e-9)
    log_ways = (
        special.gammaln(valid + 1.0)
        - special.gammaln(np.maximum(valid - y, 0.0) + 1.0)
        + special.gammaln(rest + 1.0)
        - special.gammaln(np.maximum(rest - n + y, 0.0) + 1.0)
        - special.gammaln(y + 1.0)
        - special.gammaln(n - y + 1.0)
    )
    constant = (
        special.gammaln(raw + 1.0) - special.gammaln(n + 1.0) - special.gammaln(raw - n + 1.0)
    )
    return np.asarray(np.where(possible, log_ways - constant, -np.inf))


def _published(standard: Floats, shares: Floats, sampled: Sampled) -> Floats:
    """P(v, d | s, delta), of shape (S, K)."""
    seen = float(sampled.repeats or 0)
    y = sampled.valid + seen
    valid = sampled.raw * special.expit(standard)[:, None]
    pairs = pairs_log_pmf(seen=seen, drawn=y, valid=valid, pairs=shares * valid)
    return np.exp(_drawn_log_pmf(np.asarray(y), standard, sampled)[:, None] + pairs)


def _unpublished(
    standard: Floats, shares: Floats, sampled: Sampled, between: Sequence[tuple[int, int]]
) -> Floats:
    """P(v, d in a range | s, delta), of shape (B, S, K)."""
    found = np.zeros((len(between), len(standard), len(shares)))
    n, raw = sampled.size, sampled.raw
    expected = shares * raw * n * (n - 1.0) / (raw * max(raw - 1.0, 1.0))
    many_drawn = min(sampled.valid, n - sampled.valid) >= MANY_DRAWN
    few = ((expected <= FEW_REPEATS) | (sampled.valid <= _MOST_FEW)) & (not many_drawn)
    if few.any():
        found[:, :, few] = _summed(standard, shares[few], sampled, between)
    if not few.all():
        found[:, :, ~few] = _normal(standard, shares[~few], sampled, between)
    return found


def _summed(
    standard: Floats, shares: Floats, sampled: Sampled, between: Sequence[tuple[int, int]]
) -> Floats:
    """The same, every number of repeats by itself."""
    most = min(_MOST_FEW, _most_seen(float(shares.max()), sampled))
    found = np.zeros((len(between), len(standard), len(shares)))
    valid = sampled.raw * special.expit(standard)[:, None]
    for seen in range(most + 1):
        y = np.asarray(float(sampled.valid + seen))
        drawn = _drawn_log_pmf(y, standard, sampled)[:, None]
        pairs = pairs_log_pmf(seen=float(seen), drawn=y, valid=valid, pairs=shares * valid)
        chance = np.exp(drawn + pairs)
        for place, (low, high) in enumerate(between):
            if low <= seen <= high:
                found[place] += chance
    return found


def _normal(
    standard: Floats, shares: Floats, sampled: Sampled, between: Sequence[tuple[int, int]]
) -> Floats:
    """The same for many repeats: v and d jointly normal with their exact moments."""
    valid = sampled.raw * special.expit(standard)[:, None]
    seen = seen_in_sample(
        raw=float(sampled.raw), size=float(sampled.size), valid=valid, pairs=shares * valid
    )
    var_v = np.maximum(seen.var_y + seen.var_d - 2.0 * seen.cov_yd, 1e-9)
    cov_vd = seen.cov_yd - seen.var_d
    off = sampled.valid - (seen.mean_y - seen.mean_d)
    density = np.exp(-0.5 * off * off / var_v) / np.sqrt(2.0 * np.pi * var_v)
    mean = seen.mean_d + cov_vd / var_v * off
    sd = np.sqrt(np.maximum(seen.var_d - cov_vd * cov_vd / var_v, 1e-9))
    skew = (2.0 * seen.var_d / np.maximum(seen.mean_d, 1e-9) - 1.0) / np.sqrt(seen.var_d + 1e-9)
    return np.stack(
        [
            density
            * (
                _skewed_below((high + 0.5 - mean) / sd, skew)
                - _skewed_below((low - 0.5 - mean) / sd, skew)
            )
            for low, high in between
        ]
    )


def _skewed_below(z: Floats, skew: Floats) -> Floats:
    """Normal distribution function with the first term of its Edgeworth series."""
    density = np.exp(-0.5 * z * z) / ROOT_TWO_PI
    series = special.ndtr(z) - density * np.minimum(skew, 1.0) / 6.0 * (z * z - 1.0)
    return np.asarray(np.clip(series, 0.0, 1.0))
