"""The gate before the sample for whole arrays of petitions, where the sample is large.

The gate's answer turns at a validity C of the sample's own standard s, which is uncertain because
signatures are drawn. Given the repeat share C is told by its mean and variance on the logit scale;
the drift between s and p, a t with 4 degrees of freedom, is a normal whose precision is a
chi-square over 4. So all is normal once the share and the precision are given, and two short
quadratures are left; what the gate and a full count see differently is a third one, over p. Each
petition's numbers are its own: an array gives what single petitions give.

Source: 2 CCR 20531 (the statistic T = A y - A**2 d). Gautschi (2004), Orthogonal Polynomials,
2.2.2 (the discretized Stieltjes procedure).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.gate_turns import (
    CLEAR,
    LARGEST_SHARE,
    How,
    Limits,
    Turn,
    both_limits,
    hidden,
    turns,
)
from analysis.rules import RuleSet
from analysis.smooth import ROOT_TWO_PI, Bools, Cells, Floats, is_smooth

_BLOCK = 1_024
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

_LEAST_EDGE = 3.8  # scores of validity up to which the turn must be clear of 0 and 1
_MOST_RATIO, _MOST_RATIO_ALONE = 1.5, 0.8  # with the duplicate term, and without
_PART_DRAWN = 0.5
_WIDEST_REPEATS_SD = 1.1
_REACH_OF_CUT = 3.9  # score of one half: 5e-5 lies beyond
_APART = 5.0


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


Kind = tuple[How, How, bool]
# Scores of validity up to which the sample's noise has to be small, and how small, in prior sd.
_LIKELY: dict[How, tuple[float, float]] = {
    "moments": (3.0, 0.27), "points": (2.0, 0.8), "repeats": (3.0, 0.5),
}  # fmt: skip
_ORDER: tuple[tuple[How, How], ...] = (
    ("moments", "moments"), ("points", "moments"), ("moments", "points"), ("points", "points"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GateOdds:
    """What the gate will answer; probabilities of shape (B,).

    Attributes
    ----------
    passes, not_fails : numpy.ndarray
        The sample is sufficient; it is not insufficient.
    enough : numpy.ndarray
        It leads to a full count that finds enough.
    good : numpy.ndarray of bool
        Where these are exact to 1e-4. Elsewhere they are not to be used.
    """

    passes: Floats
    not_fails: Floats
    enough: Floats
    good: Bools


@dataclass(frozen=True, slots=True)
class Asked:
    """Smooth petitions of which nothing is known yet, and what the gate will ask of their samples.

    Attributes
    ----------
    cells : Cells
        With whole raw counts.
    required, sufficient : numpy.ndarray
        R, and P(M >= R) as ``smooth_odds`` gives it.
    upper, lower : Limits
        Of "sufficient" and of "not insufficient".
    counts : bool
        Whether the gate has a middle, which leads to a full count.
    places, size : numpy.ndarray, int
        Where they stand among how many petitions, the others not being smooth.
    """

    cells: Cells
    required: Floats
    sufficient: Floats
    upper: Limits
    lower: Limits
    counts: bool
    places: NDArray[np.intp]
    size: int

    @classmethod
    def of(
        cls,
        cells: Cells,
        required: Floats,
        *,
        sufficient: Floats,
        rules: RuleSet,
        statistic: str,
    ) -> "Asked | None":
        """Petitions before a sample; None where none is smooth or the gate is another kind."""
        gate, places = rules.gate, np.flatnonzero(is_smooth(cells))
        if gate is None or rules.sample is None or gate.sufficient_at is None or not places.size:
            return None
        smooth, need = cells.chosen(places), required[places]
        return cls(
            smooth,
            need,
            sufficient[places],
            *both_limits(smooth, need, rules, statistic),
            counts=gate.middle != "none",
            places=places,
            size=required.size,
        )

    def chosen(self, which: Bools | slice) -> "Asked":
        """Some of them, by mask or slice."""
        if self.required[which].size == self.required.size:
            return self
        return replace(
            self,
            cells=self.cells.chosen(which),
            required=self.required[which],
            sufficient=self.sufficient[which],
            upper=self.upper.chosen(which),
            lower=self.lower.chosen(which),
            places=self.places[which],
        )


def smooth_gate(asked: Asked, *, drift: float) -> GateOdds:
    """The gate's answers for petitions of which nothing is known yet.

    Parameters
    ----------
    asked : Asked
        The petitions; the others among which they stand are not ``good``.
    drift : float
        Scale of the t between the sample's standard and the full count's, logits.

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.repeats import repeat_share
    >>> from analysis.rules import rule_sets
    >>> from analysis.validity import elicit
    >>> p, delta = elicit(percent=[75.5], pm=12.8), repeat_share(percent=[5.0], pm=4.3).prior
    >>> cells = Cells.of(raw=715833, mu=p.mu, sigma=p.sigma, repeats=(delta.mu, delta.sigma))
    >>> asked = Asked.of(cells, np.array([566857.0]), sufficient=np.array([0.123]),
    ...                  rules=rule_sets()["ca-local-recall-2022"], statistic="corrected")
    >>> found = smooth_gate(asked, drift=0.07)
    >>> found.passes.round(3), (1.0 - found.not_fails).round(3), found.good
    (array([0.004]), array([0.503]), array([ True]))
    """
    passes, not_fails, enough = (np.zeros(asked.size) for _ in range(3))
    good = np.zeros(asked.size, dtype=bool)
    for kind, which in _kinds(asked, drift).items():
        of_kind = asked.chosen(which)
        for start in range(0, of_kind.required.size, _BLOCK):
            part = of_kind.chosen(slice(start, start + _BLOCK))
            here = part.places
            passes[here], not_fails[here], enough[here] = _of_block(part, drift, kind)
        good[of_kind.places] = True
    return GateOdds(passes, not_fails, enough, good)


def _of_block(asked: Asked, drift: float, kind: Kind) -> tuple[Floats, Floats, Floats]:
    """The gate's answers by one kind of quadrature."""
    cells, required, upper, lower = asked.cells, asked.required, asked.upper, asked.lower
    passes = np.minimum(_chance(cells, upper, drift, kind[0]), 1.0)
    if not asked.counts:
        return passes, passes, np.zeros_like(passes)
    not_fails = np.minimum(_chance(cells, lower, drift, kind[1]), 1.0)
    not_fails = np.maximum(not_fails, passes)
    if kind[2]:
        luck = _in_tail(cells, upper, required, drift, kind[0], side=-1.0)
        bad_luck = _in_tail(cells, lower, required, drift, kind[1], side=1.0)
    else:
        luck = _passes_too_few(cells, upper, required, drift, kind[0])
        bad_luck = _fails_enough(cells, lower, required, drift, kind[1])
    enough = asked.sufficient - (passes - luck) - bad_luck
    return passes, not_fails, np.minimum(np.maximum(enough, 0.0), not_fails - passes)


def _kinds(asked: Asked, drift: float) -> dict[Kind, Bools]:
    """Where which way to tell the turns' laws, the upper and the lower, is exact enough.

    Two moments where the noise is a small part of what is uncertain, and the turn is clear of
    shares of 0 and 1 for every validity that is at all likely. Else points of it, while it is not
    the larger part. Where the repeats seen are few and weigh much, points of their own law.
    """
    cells, upper, lower = asked.cells, asked.upper, asked.lower
    drawn = (upper.size > 0.0) & (upper.size <= _PART_DRAWN * cells.raw)
    whole = ~hidden(upper) if upper.corrected else np.zeros(drawn.shape, dtype=bool)
    by_upper, by_lower = (_fits(cells, limits, drift) for limits in (upper, lower))
    apart = _apart(asked, drift)
    steady = _steady(cells, upper, drift) & _steady(cells, lower, drift)
    kinds: dict[Kind, Bools] = {}
    left = drawn & ~whole
    for hows in _ORDER:
        fits = left & by_upper[hows[0]] & by_lower[hows[1]]
        kinds[*hows, True], kinds[*hows, False] = fits & apart, fits & ~apart & steady
        left = left & ~fits
    both = drawn & whole & steady & by_upper["repeats"] & by_lower["repeats"]
    kinds["repeats", "repeats", False] = both
    return {kind: which for kind, which in kinds.items() if which.any()}


def _apart(asked: Asked, drift: float) -> Bools:
    """Where a full count's turn lies between the gate's, far from both in the sample's noise.

    What the gate and a full count see differently is then in the tails of the drift.
    """
    share = np.minimum(special.expit(asked.cells.repeats_mu), LARGEST_SHARE)
    enough = np.minimum(asked.required / (asked.cells.raw * (1.0 - share)), 1.0 - 1e-6)
    middle = np.log(enough / (1.0 - enough))
    apart = np.full(middle.shape, asked.upper.corrected & (drift > 0.0))
    for limits, sign in ((asked.upper, 1.0), (asked.lower, -1.0)):
        s, sd = limits.middle, limits.noise
        away = sign * (np.log(s / (1.0 - s)) - middle) >= _APART * sd / (s * (1.0 - s))
        hopeless = (sign > 0.0) & (s >= 1.0 - 1.001 * CLEAR * sd)
        apart &= away | hopeless
    return apart


def _fits(cells: Cells, limits: Limits, drift: float) -> dict[How, Bools]:
    """Which way fits a limit."""
    spread = np.hypot(cells.sigma, 2.0 * drift)
    s, sd = limits.middle, limits.noise
    room = np.minimum(np.maximum(CLEAR * sd, 1e-6), 0.5)
    clear = np.log1p(-room) - np.log(room)
    far = np.abs(cells.mu) + _LEAST_EDGE * spread <= clear
    rare = cells.repeats_mu < -_REACH_OF_CUT * cells.repeats_sigma
    uncut = (rare | (limits.highest_share <= LARGEST_SHARE)) & (
        cells.repeats_sigma <= _WIDEST_REPEATS_SD
    )
    found: dict[How, Bools] = {}
    for how, (scores, most_noise) in _LIKELY.items():
        low, high = (special.expit(cells.mu + sign * scores * spread) for sign in (-1.0, 1.0))
        likely = np.minimum(np.maximum(s, low), high)
        small = sd <= most_noise * likely * (1.0 - likely) * cells.sigma
        clear_of_ends = (limits.corrected & (how == "points")) | far
        found[how] = small & clear_of_ends & uncut
    return found


def _steady(cells: Cells, limits: Limits, drift: float) -> Bools:
    """Where few nodes of the repeat share do: where its sd does no more than one of validity."""
    share = np.minimum(special.expit(cells.repeats_mu), LARGEST_SHARE)
    high = special.expit(cells.mu + 3.0 * np.hypot(cells.sigma, 2.0 * drift))
    left = 1.0 - np.minimum(limits.middle, high)
    most = _MOST_RATIO if limits.corrected else _MOST_RATIO_ALONE
    return np.asarray(share * cells.repeats_sigma <= most * left * cells.sigma)


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


def _chance(cells: Cells, limits: Limits, drift: float, how: How) -> Floats:
    """Chance that the gate's answer holds."""
    odds, weights = _shares(cells, _SHARES, reach=_REACH, highest=_highest(limits, how))
    found = np.zeros(odds.shape)
    for turn in turns(limits, odds / (1.0 + odds), how):
        chance = _above(cells.mu - turn.mean, turn.var + cells.sigma**2, drift)
        found += turn.weight * np.where(turn.never, 0.0, chance)
    return np.asarray((weights * found).sum(axis=0))


def _in_tail(
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


def _passes_too_few(
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


def _fails_enough(cells: Cells, limits: Limits, required: Floats, drift: float, how: How) -> Floats:
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
