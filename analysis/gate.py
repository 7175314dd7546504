"""The gate before the sample is drawn: how likely each of its answers is.

The statistic is T = A v - A (A - 1) d = A y - A**2 d with the duplicate term (2 CCR 20531), or
A v without it; Washington accepts a petition if few enough pairs are seen (WAC 434-379-010). All
of these are limits on the repeats d that a sample with y otherwise valid signatures may show.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.belief import REACH_SD, Belief, Shares, narrowed, share_nodes
from analysis.evidence import FEW_REPEATS, judged_by_sample
from analysis.repeats import RepeatShare
from analysis.rules import RuleSet
from analysis.sample_law import sample_odds, seen_in_sample
from analysis.validity import ROOT_TWO_PI, Floats, LogitNormal
from analysis.verification import BRANCHES, thresholds

_MOST_FEW = 48
_SMOOTH = 3.0  # sd of y, in what a repeat stands for, that hides that repeats are whole numbers


@dataclass(frozen=True, slots=True)
class Limit:
    """The gate's answer holds where d < limit(y), or with ``or_equal`` where d <= limit(y).

    ``slope`` is the derivative of the limit in y. ``y_above`` inverts it for whole numbers: d
    repeats are allowed from the next whole y above it on.
    """

    limit: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    y_above: Callable[[Floats], Floats]
    or_equal: bool = False

    def most_repeats(self, y: Floats) -> Floats:
        """The largest number of repeats that is allowed with y; below 0 where none is."""
        if self.or_equal:
            return np.floor(self.limit(y) + 1e-9)
        return np.ceil(self.limit(y) - 1e-9) - 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """What the gate asks of a sample of n of N signatures, R being required."""

    raw: int
    required: int
    size: int
    passes: Limit
    fails_not: Limit | None
    repeats_weigh: bool = True

    @property
    def weight(self) -> float:
        """A: what a signature in the sample stands for."""
        return self.raw / self.size


def gate_rule(
    *, rules: RuleSet, raw: int, required: int, statistic: str, size: int | None = None
) -> Rule | None:
    """The gate under a rule set; None where no sample is taken or its thresholds are not modeled.

    ``size`` is the sample's, once it is known; else the rule set's, rounded up.
    """
    if rules.gate is None or rules.sample is None:
        return None
    size = size or rules.sample.size(raw)
    if size == 0:
        return None
    if rules.gate.kind == "pairs":
        return Rule(raw, required, size, _pair_limit(raw, required, size), None)
    upper, lower = (float(share) for share in thresholds(rules, required))
    corrected = statistic == "corrected"
    by = _corrected if corrected else _uncorrected
    weight = raw / size
    passes = by(weight, upper, not rules.gate.sufficient_strict)
    return Rule(
        raw,
        required,
        size,
        passes,
        by(weight, lower, bool(rules.gate.insufficient_strict)),
        corrected,
    )


def _first_whole(at: Floats, or_equal: bool) -> Floats:
    """Half below the first whole number that is above ``at``, or with ``or_equal`` at least it."""
    return np.ceil(at - 1e-9) - 0.5 if or_equal else np.floor(at + 1e-9) + 0.5


def _corrected(weight: float, threshold: float, or_equal: bool) -> Limit:
    return Limit(
        limit=lambda y: (weight * y - threshold) / weight**2,
        slope=lambda y: np.full_like(y, 1.0 / weight),
        y_above=lambda d: _first_whole(threshold / weight + weight * d, or_equal),
        or_equal=or_equal,
    )


def _uncorrected(weight: float, threshold: float, or_equal: bool) -> Limit:
    at = float(_first_whole(np.asarray(threshold / weight), or_equal))
    return Limit(
        limit=lambda y: y - at,
        slope=np.ones_like,
        y_above=lambda d: at + d,
        or_equal=or_equal,
    )


def _pair_limit(raw: int, required: int, size: int) -> Limit:
    """WAC 434-379-010 (3) to (7), as a limit on the pairs; -1 where none is acceptable."""
    share = size / raw

    def limit(y: Floats) -> Floats:
        invalid = np.maximum(size - y, 0.0)
        most = raw - required - (invalid + 1.5 * np.sqrt(invalid)) / share
        expected = np.maximum(share**2 * most, 0.0)
        acceptable = expected - 1.65 * np.sqrt(expected)
        return np.asarray(np.where(most > 0.0, np.maximum(acceptable, -1.0), -1.0) + 1e-9)

    def y_above(d: Floats) -> Floats:
        expected = (0.5 * (1.65 + np.sqrt(1.65**2 + 4.0 * d))) ** 2
        room = np.maximum((raw - required - expected / share**2) * share, 0.0)
        most_invalid = (0.5 * (-1.5 + np.sqrt(2.25 + 4.0 * room))) ** 2
        return _first_whole(np.asarray(size - most_invalid), True)

    return Limit(
        limit=limit,
        slope=lambda y: (limit(y + 1.0) - limit(y - 1.0)) / 2.0,
        y_above=y_above,
        or_equal=True,
    )


def branch_beliefs(
    validity: LogitNormal,
    repeats: RepeatShare,
    *,
    rule: Rule,
    drift: float,
    announced: bool = False,
) -> dict[str, Belief]:
    """The belief split by what the gate will answer; the totals are the chances and sum to 1.

    Once an answer is ``announced`` the grid also holds the validities, however unlikely before,
    at which the gate turns.
    """
    shares = share_nodes(repeats)

    def likelihood(standard: Floats) -> Floats:
        passes = holds(rule, rule.passes, standard, shares)
        fails_not = np.ones_like(passes)
        if rule.fails_not is not None:
            fails_not = np.maximum(holds(rule, rule.fails_not, standard, shares), passes)
        return np.stack([passes, fails_not - passes, 1.0 - fails_not])

    low, high, step = _window(rule, shares, validity, drift, announced=announced)
    found = judged_by_sample(
        validity, shares, likelihood, drift=drift, low=low, high=high, step=step
    )
    scale = 1.0 / sum(belief.total for belief in found)
    return {name: belief.scaled(scale) for name, belief in zip(BRANCHES, found, strict=True)}


def _window(
    rule: Rule, shares: Shares, validity: LogitNormal, drift: float, *, announced: bool
) -> tuple[float, float, float]:
    """Where the gate's answer turns inside the prior's reach, and a step that resolves it."""
    low, high = turning_points(rule, shares)
    if announced:
        return low, high, _noise_sd(rule)
    mu, sigma = narrowed(validity)
    reach = REACH_SD * sigma + 12.0 * drift
    low, high = max(low, mu - reach), min(high, mu + reach)
    return low, max(high, low + 1e-3), _noise_sd(rule)


def turning_points(rule: Rule, shares: Shares) -> tuple[float, float]:
    """Logits of s between which the gate's answer turns, whatever the repeat share."""
    need = [rule.passes.y_above(np.zeros(1))]
    if rule.fails_not is not None:
        need.append(rule.fails_not.y_above(np.zeros(1)))
    n, q = rule.size, rule.size / rule.raw
    share = np.clip(np.concatenate(need) / n, 0.5 / n, 1.0 - 0.5 / n)
    # Repeats move the turn up: to a validity at which even the largest share does no harm.
    kept = 1.0 - float(shares.nodes.max()) * (1.0 if rule.repeats_weigh else q)
    worst = min(max(float(share.max()) / kept, float(share.min())), 1.0 - 1e-5)
    reach = 8.0 * _noise_sd(rule)
    return float(special.logit(share.min())) - reach, float(special.logit(worst)) + reach


def _noise_sd(rule: Rule) -> float:
    """Standard deviation of the sample's validity about s, logits, where the gate turns."""
    turn = rule.fails_not or rule.passes
    share = float(np.clip(turn.y_above(np.zeros(1))[0] / rule.size, 1e-3, 1.0 - 1e-3))
    left = 1.0 - rule.size / rule.raw
    return float(np.sqrt(left / (rule.size * share * (1.0 - share)))) + 1e-4


def holds(rule: Rule, limit: Limit, standard: Floats, shares: Shares) -> Floats:
    """Chance that the gate's answer holds, given logits of s and the repeat share; shape (S, K)."""
    raw, size = float(rule.raw), float(rule.size)
    valid = raw * special.expit(standard)[:, None]
    pairs = shares.nodes * valid
    seen = seen_in_sample(raw=raw, size=size, valid=valid, pairs=pairs)
    lattice = float(np.sqrt(seen.var_y.max())) < _SMOOTH * rule.weight
    few = (seen.mean_d.max(axis=0) <= FEW_REPEATS) & lattice
    found = np.empty(pairs.shape)
    if few.any():
        found[:, few] = _holds_summed(rule, limit, valid, pairs[:, few])
    if not few.all():
        many = ~few
        off = limit.limit(seen.mean_y) - seen.mean_d[:, many]
        slope = limit.slope(seen.mean_y)
        var = seen.var_d[:, many] + slope**2 * seen.var_y - 2.0 * slope * seen.cov_yd[:, many]
        found[:, many] = special.ndtr(off / np.sqrt(np.maximum(var, 1e-12)))
    return found


def _holds_summed(rule: Rule, limit: Limit, valid: Floats, pairs: Floats) -> Floats:
    """The same where few repeats are seen: every number of them by itself.

    Given d, y is normal with its skewness, and shifted in proportion to d - E d.
    """
    seen = seen_in_sample(raw=float(rule.raw), size=float(rule.size), valid=valid, pairs=pairs)
    sd = np.sqrt(seen.var_y)
    shift = (seen.cov_yd / np.maximum(seen.mean_d, 1e-12)).mean(axis=1, keepdims=True) / sd
    skew = (1.0 - 2.0 * valid / rule.raw) * (1.0 - 2.0 * rule.size / rule.raw) / sd
    counts = np.arange(_MOST_FEW + 1.0)
    z = (seen.mean_y - limit.y_above(counts)) / sd
    density = np.exp(-0.5 * z * z) / ROOT_TWO_PI
    above = np.clip(special.ndtr(z) + density * skew / 6.0 * (z * z - 1.0), 0.0, 1.0)
    shifted = density * shift
    total = np.zeros(pairs.shape)
    both = np.minimum(seen.mean_d / np.maximum(pairs, 1e-300), 1.0 - 1e-12)
    chance = np.exp(pairs * np.log1p(-both))
    for d in range(_MOST_FEW + 1):
        total += chance * (above[:, d, None] + shifted[:, d, None] * (d - seen.mean_d))
        chance = chance * np.maximum(pairs - d, 0.0) / (d + 1.0) * both / (1.0 - both)
        if d > FEW_REPEATS and float(chance.max()) < 1e-8:
            break
    return np.clip(total, 0.0, 1.0)


def gate_odds(*, rule: Rule, valid: int, pairs: int) -> dict[str, float]:
    """The gate's answers for a petition whose Y and pairs are known: exact for pairs.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> law = rule_sets()["ca-local-recall-2022"]
    >>> rule = gate_rule(rules=law, raw=10000, required=7000, statistic="corrected")
    >>> round(gate_odds(rule=rule, valid=7000, pairs=250)["insufficient"], 5)
    0.11172
    """
    y = np.arange(rule.size + 1, dtype=float)
    law = {"raw": rule.raw, "sample": rule.size, "valid": valid, "pairs": pairs}
    passes = sample_odds(**law, most_repeats=rule.passes.most_repeats(y))
    fails_not = 1.0
    if rule.fails_not is not None:
        fails_not = sample_odds(**law, most_repeats=rule.fails_not.most_repeats(y))
    return dict(zip(BRANCHES, (passes, fails_not - passes, 1.0 - fails_not), strict=True))
