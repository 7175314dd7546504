"""The chance of the gate's answer, and of one that a full count contradicts, by short quadratures.

Given the repeat share the gate turns at a validity of the sample's own standard that is normal, and
the drift between that and the full count's, a t with 4 degrees of freedom, is a normal whose
precision is a chi-square over 4: all is normal once the share and the precision are given. What the
gate and a full count see differently is a third quadrature, over p.

Source: Gautschi (2004), Orthogonal Polynomials, 2.2.2 (the discretized Stieltjes procedure).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.gate_turns import How, Limits, Turn, turns
from analysis.smooth import ROOT_TWO_PI, Bools, Cells, Floats

_REACH = 4.8  # scores of the repeat share: 1e-6 lies beyond
_NEAR_REACH = 4.0
_FARTHEST_SCORE, _LENGTH = 6.0, 5.0
_SHARES = special.roots_legendre(24)
_FINE_SHARES = special.roots_legendre(24)
_TAIL_SHARES = special.roots_legendre(16)
_FEW_SHARES = special.roots_hermitenorm(6)
# The gate passes on y - A d: what a full count needs moves with the share as the turn does, and
# few nodes are enough. Without the duplicate term it moves alone.
_NODES_OF_P, _MORE_NODES_OF_P = special.roots_legendre(8), special.roots_legendre(10)


def _precisions(count: int) -> tuple[tuple[float, float], ...]:
    """1 / w and weights for w = v**2, v with density as v**3 exp(-2 v**2): w chi-square over 4."""
    x, weight = special.roots_legendre(400)
    v = 3.0 * (x + 1.0)
    weight = weight * v**3 * np.exp(-2.0 * v * v)
    weight /= weight.sum()
    before, now, norm_before = np.zeros_like(v), np.ones_like(v), 1.0
    diagonal, beside = [], []
    for _ in range(count):
        norm = float(weight @ (now * now))
        diagonal.append(float(weight @ (v * now * now)) / norm)
        beside.append(norm / norm_before)
        lower = beside[-1] * before if len(beside) > 1 else 0.0
        before, now, norm_before = now, (v - diagonal[-1]) * now - lower, norm
    off = np.sqrt(beside[1:])
    nodes, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(off, 1) + np.diag(off, -1))
    return tuple(zip((nodes**-2.0).tolist(), (vectors[0] ** 2).tolist(), strict=True))


_DRIFTS = _precisions(8)
_NO_DRIFT = ((0.0, 1.0),)


def _above(distance: Floats, var: Floats, drift: float) -> Floats:
    """Chance that a normal with this mean and variance, less the drift, is above 0."""
    return _weighted(distance, _scales(var, drift))


def _scales(var: Floats, drift: float) -> list[tuple[Floats, float]]:
    """One over the sd at each precision of the drift, and the weight of it."""
    drifts = _DRIFTS if drift > 0.0 else _NO_DRIFT
    return [(1.0 / np.sqrt(var + drift * drift * inverse), weight) for inverse, weight in drifts]


def _weighted(distance: Floats, scales: list[tuple[Floats, float]]) -> Floats:
    total = np.zeros(distance.shape)
    for scale, weight in scales:
        total += weight * special.ndtr(distance * scale)
    return total


def _shares(
    cells: Cells, rule: tuple[Floats, Floats], *, reach: float, highest: Floats
) -> tuple[Floats, Floats]:
    """Odds of the repeat share at nodes up to its highest value that counts, and weights."""
    nodes, weights = rule
    mu, sigma = cells.repeats_mu, cells.repeats_sigma
    share = np.minimum(np.maximum(highest, 1e-9), 0.5)
    high = (np.log(share / (1.0 - share)) - mu) / sigma
    high = np.minimum(np.maximum(high, -reach), reach)
    half = 0.5 * (high + reach)
    z = half * nodes[:, None] + 0.5 * (high - reach)
    return np.exp(mu + sigma * z), half / ROOT_TWO_PI * (weights[:, None] * np.exp(-0.5 * z * z))


def _highest(limits: Limits, how: How) -> Floats:
    """The highest share that counts; by points of the noise a little more than the limit's."""
    return np.asarray(limits.highest_share + (0.0 if how == "moments" else 4.0 * limits.noise))


def _few_shares(cells: Cells) -> tuple[Floats, Floats]:
    """Odds of the repeat share at Gauss-Hermite nodes, and weights."""
    z, weights = _FEW_SHARES
    odds = np.exp(cells.repeats_mu + cells.repeats_sigma * z[:, None])
    return odds, (weights / weights.sum())[:, None]


def chance(cells: Cells, limits: Limits, drift: float, how: How) -> Floats:
    """Chance that the gate's answer holds."""
    odds, weights = _shares(cells, _SHARES, reach=_REACH, highest=_highest(limits, how))
    found = np.zeros(odds.shape)
    for turn in turns(limits, odds / (1.0 + odds), how):
        chance = _above(cells.mu - turn.mean, turn.var + cells.sigma**2, drift)
        found += turn.weight * np.where(turn.never, 0.0, chance)
    return np.asarray((weights * found).sum(axis=0))


def in_tail(
    cells: Cells, limits: Limits, required: Floats, drift: float, how: How, *, side: float
) -> Floats:
    """Chance that the drift takes s across a turn far from where M = R.

    With ``side`` -1 that the gate passes a petition in which a full count would not find enough,
    with 1 that it fails one in which it would.
    """
    highest = _highest(limits, how) if side < 0.0 else 1.0 - required / cells.raw
    odds, weights = _shares(cells, _TAIL_SHARES, reach=_NEAR_REACH, highest=highest)
    noise, score, sd = _enough_at(cells, required, odds)
    prior = cells.sigma * cells.sigma
    length = np.minimum(_LENGTH, _FARTHEST_SCORE + 0.5 - side * score)
    step = length * prior / sd
    nodes = [
        (0.25 * (node + 1.0) ** 2, 0.5 * (node + 1.0) * weight / ROOT_TWO_PI)
        for node, weight in zip(*_NODES_OF_P, strict=True)
    ]
    densities = []
    for t, weight in nodes:
        u = score + side * length * t
        densities.append(length * weight * np.exp(-0.5 * u * u))
    found = np.zeros(odds.shape)
    for turn in turns(limits, odds / (1.0 + odds), how, few=True):
        away = side * (cells.mu + prior / sd * score - turn.mean)
        spread = np.sqrt(turn.var + prior * noise / (sd * sd))
        part = np.zeros(odds.shape)
        for (t, _), density in zip(nodes, densities, strict=True):
            at = away + step * t
            # The noise is small beside what separates the two: two points of it do.
            tail = _t_tail((at + spread) / drift) + _t_tail((at - spread) / drift)
            part += 0.5 * density * tail
        never = special.ndtr(-score) if side > 0.0 else 0.0
        found += turn.weight * np.where(turn.never, never, part)
    return np.asarray((weights * found).sum(axis=0))


def _t_tail(t: Floats) -> Floats:
    """P(T > t) of Student's t with 4 degrees of freedom."""
    root = 1.0 / np.sqrt(4.0 + t * t)
    u = t * root
    return np.asarray(0.5 - u * (0.75 - 0.25 * u * u))


def _enough_at(cells: Cells, required: Floats, odds: Floats) -> tuple[Floats, Floats, Floats]:
    """Where M = R, given the share: the noise of Y in logits, the score of p, its sd with noise."""
    k = required * (1.0 + odds)
    a, b = np.maximum(k - 0.5, 0.25), np.maximum(cells.raw - k + 0.5, 0.25)
    noise = 1.0 / a + 1.0 / b
    sd = np.sqrt(cells.sigma * cells.sigma + noise)
    score = (np.log(a / b) - cells.mu) / sd
    return noise, np.minimum(np.maximum(score, -_FARTHEST_SCORE), _FARTHEST_SCORE), sd


def passes_too_few(
    cells: Cells, limits: Limits, required: Floats, drift: float, how: How
) -> Floats:
    """Chance that the gate passes a petition in which a full count would not find enough."""
    if limits.corrected:
        odds, weights = _few_shares(cells)
        rule = _NODES_OF_P
    else:
        highest = _highest(limits, how)
        odds, weights = _shares(cells, _FINE_SHARES, reach=_NEAR_REACH, highest=highest)
        rule = _MORE_NODES_OF_P
    found = np.zeros(odds.shape)
    for turn in turns(limits, odds / (1.0 + odds), how, few=True):
        sides = _sides(cells, turn, required, odds, drift, rule)
        held = sides.holds - special.ndtr(-sides.score) + sides.part
        chance = np.where(sides.below, sides.part, held)
        found += turn.weight * np.where(turn.never, 0.0, chance)
    return np.asarray((weights * found).sum(axis=0))


def fails_enough(cells: Cells, limits: Limits, required: Floats, drift: float, how: How) -> Floats:
    """Chance that the gate fails a petition in which a full count would find enough."""
    odds, weights = _few_shares(cells)
    found = np.zeros(odds.shape)
    for turn in turns(limits, odds / (1.0 + odds), how, few=True):
        sides = _sides(cells, turn, required, odds, drift, _NODES_OF_P)
        held = 1.0 - sides.holds - special.ndtr(sides.score) + sides.part
        chance = np.where(sides.below, held, sides.part)
        found += turn.weight * np.where(turn.never, special.ndtr(-sides.score), chance)
    return np.asarray((weights * found).sum(axis=0))


@dataclass(frozen=True, slots=True)
class _Sides:
    """Of the gate's answer and M >= R, given the share; shape (K, B).

    Where ``below``, the gate turns above the validity at which M = R, and ``part`` is the chance
    that the answer holds and M < R; elsewhere that it does not hold and M >= R: always the rare
    one of the two. ``score`` is the standard normal score of that validity.
    """

    below: Bools
    part: Floats
    holds: Floats
    score: Floats


def _sides(
    cells: Cells,
    turn: Turn,
    required: Floats,
    odds: Floats,
    drift: float,
    rule: tuple[Floats, Floats],
) -> _Sides:
    mean, var = turn.mean, turn.var
    noise, score, sd = _enough_at(cells, required, odds)
    prior, whole = cells.sigma * cells.sigma, sd * sd
    below = mean > cells.mu + score * sd
    side = np.where(below, -1.0, 1.0)
    length = np.minimum(_LENGTH, _FARTHEST_SCORE + 0.5 - side * score)
    distance, rest = cells.mu - mean, var + prior * noise / whole
    from_edge, step = -side * (distance + prior / sd * score), -length * prior / sd
    scales = _scales(rest, drift)
    part = np.zeros(mean.shape)
    for node, weight in zip(*rule, strict=True):
        t = 0.5 * (node + 1.0)  # squared, so that nodes stand close at the edge
        u = score + side * length * (t * t)
        chance = _weighted(from_edge + step * (t * t), scales)
        part += length * (t * weight / ROOT_TWO_PI) * np.exp(-0.5 * u * u) * chance
    return _Sides(below, part, _above(distance, var + prior, drift), score)
