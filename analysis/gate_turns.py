"""Where the gate turns: the sample's standard s above which its answer holds, given the shares.

Told for whole arrays of petitions, by the moments of the sample's noise or by points of it.

Sources: 2 CCR 20531 (the statistic T = A y - A**2 d); Cornish and Fisher (1938), Revue de
l'Institut International de Statistique 5, 307-320 (a skewed law by points of the normal one).
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from scipy import special

from analysis.evidence import FEW_REPEATS
from analysis.rules import RuleSet
from analysis.sample_law import seen_in_sample
from analysis.smooth import Bools, Cells, Floats

How = Literal["moments", "points", "repeats"]
"""By two moments of all noise; by points of it; by points of what the repeats seen ask of y."""

LARGEST_SHARE = 0.5
"""Of repeats: every otherwise valid signature one of a pair."""

CLEAR = 4.0
"""Standard deviations of the sample's noise that the turn keeps from a share of 0 or 1."""

_ROOT3 = float(np.sqrt(3.0))  # of the three-point Gauss-Hermite rule
_SMOOTH_PAIRS = 3.0  # sd of y, in what a repeat stands for, that hides whole numbers of repeats
_MOST_FEW = 36
_NOISE_POINTS, _FEW_NOISE_POINTS = (
    tuple(zip(z.tolist(), (w / w.sum()).tolist(), strict=True))
    for z, w in (special.roots_hermitenorm(7), special.roots_hermitenorm(5))
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The gate's answer holds where y - per_repeat d > at; of shape (B,).

    ``middle`` and ``noise``: with the median repeat share the standard s at which it turns, and the
    sd of the sample's noise there.
    """

    raw: Floats
    size: Floats
    at: Floats
    per_repeat: Floats
    or_equal: bool
    corrected: bool
    middle: Floats
    noise: Floats

    def chosen(self, which: Bools | slice) -> "Limits":
        """Some of the petitions, by mask or slice."""
        return replace(
            self,
            raw=self.raw[which],
            size=self.size[which],
            at=self.at[which],
            per_repeat=self.per_repeat[which],
            middle=self.middle[which],
            noise=self.noise[which],
        )

    @property
    def both(self) -> Floats:
        """Chance that the two signatures of a pair are both drawn."""
        return self.size / self.raw * (self.size - 1.0) / np.maximum(self.raw - 1.0, 1.0)

    @property
    def highest_share(self) -> Floats:
        """Repeat share above which the answer cannot hold, of shape (B,)."""
        return np.asarray((self.size - self.at) / (self.per_repeat * self.raw * self.both))


def both_limits(
    cells: Cells, required: Floats, rules: RuleSet, statistic: str
) -> tuple[Limits, Limits]:
    """Limits of "sufficient" and of "not insufficient"."""
    gate = rules.gate
    assert gate is not None
    size = _sizes(rules, cells.raw)
    upper, lower = (
        _limits(
            cells,
            size,
            _part(share, required),
            corrected=statistic == "corrected",
            or_equal=or_equal,
        )
        for share, or_equal in (
            (gate.sufficient_at, not gate.sufficient_strict),
            (gate.insufficient_at, bool(gate.insufficient_strict)),
        )
    )
    return upper, lower


def _sizes(rules: RuleSet, raw: Floats) -> Floats:
    """Signatures in the sample; 0 where none is taken."""
    sample = rules.sample
    assert sample is not None
    share = Fraction(sample.share)
    whole = raw.astype(np.int64)
    drawn = np.maximum(sample.at_least, -(-share.numerator * whole // share.denominator))
    return np.where(whole <= sample.only_above, 0, np.minimum(drawn, whole)).astype(float)


def _part(share: object, required: Floats) -> Floats:
    exact = Fraction(str(share))
    return required * exact.numerator / exact.denominator


def _first_whole(at: Floats, *, or_equal: bool) -> Floats:
    """Half below the first whole number above ``at``, or with ``or_equal`` at least it."""
    return np.ceil(at - 1e-9) - 0.5 if or_equal else np.floor(at + 1e-9) + 0.5


def _limits(
    cells: Cells, size: Floats, threshold: Floats, *, corrected: bool, or_equal: bool
) -> Limits:
    weight = cells.raw / np.maximum(size, 1.0)
    at = threshold / weight
    if corrected:
        per_repeat = weight
    else:
        # Half below the first whole number of valid signatures with which the answer holds.
        at = _first_whole(at, or_equal=or_equal)
        per_repeat = np.ones_like(at)
    found = Limits(cells.raw, size, at, per_repeat, or_equal, corrected, at, at)
    share = np.minimum(special.expit(cells.repeats_mu), LARGEST_SHARE)
    middle, noise, _ = standard(found, share)
    return replace(found, middle=middle, noise=noise)


def hidden(limits: Limits) -> Bools:
    """Where the noise of y hides that repeats seen are whole numbers."""
    return np.asarray(limits.size / 5.0 >= (_SMOOTH_PAIRS * limits.per_repeat) ** 2)


def standard(limits: Limits, share: Floats) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """The standard s at which the answer turns, the sd of the sample's noise there, its parts."""
    size, per = limits.size, limits.per_repeat
    gain = np.maximum(size - per * limits.both * limits.raw * share, 1e-9)
    s = np.minimum(np.maximum(limits.at / gain, 1e-3), 1.0 - 1e-3)
    valid = limits.raw * s
    seen = seen_in_sample(raw=limits.raw, size=size, valid=valid, pairs=share * valid)
    of_pairs = per * (per * seen.var_d - 2.0 * seen.cov_yd)
    square = gain * gain
    sd = np.sqrt(np.maximum(seen.var_y + of_pairs, 1e-9) / square)
    rates = seen.var_y / (s * (1.0 - s) * square), of_pairs / (s * square)
    return np.maximum(np.minimum(s, 1.0 - CLEAR * sd), CLEAR * sd), sd, rates


@dataclass(frozen=True, slots=True)
class Turn:
    """The logit at which the answer turns, given the share; shape (K, B).

    Normal with this mean and variance, or one point of its law with this weight. Where ``never``,
    the answer does not hold at any s.
    """

    mean: Floats
    var: Floats
    never: Bools
    weight: Floats | float


def turns(limits: Limits, share: Floats, how: How, *, few: bool = False) -> list[Turn]:
    """The law of the turn, by its moments, by points of all noise, or by those of the repeats."""
    if how == "points":
        return _points(limits, share, _FEW_NOISE_POINTS if few else _NOISE_POINTS)
    if how == "repeats":
        return _by_repeats(limits, share)
    s, sd, rates = standard(limits, share)
    gain = limits.size - limits.per_repeat * limits.both * limits.raw * share
    return [_by_moments(s, sd, rates, never=limits.at >= gain, weight=1.0)]


def _by_moments(
    s: Floats, sd: Floats, rates: tuple[Floats, Floats], *, never: Bools, weight: Floats | float
) -> Turn:
    """A turn about s with so much noise, from three points of it."""
    middle = _logit(s)
    up, down = (_logit(_moved(s, sign * sd, rates)) - middle for sign in (_ROOT3, -_ROOT3))
    shift = (up + down) / 6.0
    var = (up * up + down * down) / 6.0 - shift * shift
    return Turn(middle + shift, var, never, weight)


def _logit(s: Floats) -> Floats:
    inside = np.minimum(np.maximum(s, 1e-6), 1.0 - 1e-6)
    return np.asarray(np.log(inside / (1.0 - inside)))


def _moved(s: Floats, by: Floats, rates: tuple[Floats, Floats]) -> Floats:
    """Move s by so many of the sample's sd, which moves with s."""
    at = s + by
    now = s * ((1.0 - s) * rates[0] + rates[1])
    then = at * ((1.0 - at) * rates[0] + rates[1])
    return s + by * np.sqrt(np.maximum(then, 0.0) / now)


def _points(limits: Limits, share: Floats, points: tuple[tuple[float, float], ...]) -> list[Turn]:
    """Points of the turn by Gauss-Hermite, skewed as far as few repeats skew it."""
    gain = np.maximum(limits.size - limits.per_repeat * limits.both * limits.raw * share, 1e-9)
    exact = limits.at / gain
    s = np.minimum(np.maximum(exact, 1e-3), 1.0 - 1e-3)
    seen = seen_in_sample(
        raw=limits.raw, size=limits.size, valid=limits.raw * s, pairs=share * limits.raw * s
    )
    of_pairs = limits.per_repeat * (limits.per_repeat * seen.var_d - 2.0 * seen.cov_yd)
    noise, square = np.maximum(seen.var_y + of_pairs, 1e-9), gain * gain
    rates = seen.var_y / (s * (1.0 - s) * square), of_pairs / (s * square)
    net = limits.per_repeat - seen.cov_yd / np.maximum(seen.mean_d, 1e-300)
    skew = net * net * net * seen.mean_d / (noise * np.sqrt(noise))
    turns = []
    for z, weight in points:
        moved = z + skew / 6.0 * (z * z - 1.0)
        at = exact + moved * np.sqrt(noise) / gain
        for _ in range(2):
            inside = np.minimum(np.maximum(at, 1e-3), 1.0)
            var = inside * ((1.0 - inside) * rates[0] + rates[1])
            at = exact + moved * np.sqrt(np.maximum(var, 0.0))
        turns.append(Turn(_logit(at), np.zeros(at.shape), at >= 1.0, weight))
    return turns


def _by_repeats(limits: Limits, share: Floats) -> list[Turn]:
    """Three points of what the repeats seen ask of y, with its moments up to the fourth.

    Whole numbers of y and d count here: each repeat seen moves the turn by more than y hides. As s
    moves, the law of d moves with it: a point of it by 1 + (d - E d) / (2 E d) for each E d.
    """
    per, both, raw = limits.per_repeat, limits.both, limits.raw
    gain = np.maximum(limits.size - per * both * raw * share, 1e-9)
    s = np.minimum(np.maximum(limits.at / gain, 1e-3), 1.0 - 1e-3)
    seen = seen_in_sample(raw=raw, size=limits.size, valid=raw * s, pairs=share * raw * s)
    expected = np.maximum(seen.mean_d, 1e-6)
    by_d = seen.cov_yd / expected
    mean, var, third, fourth = _asked(limits, expected, by_d)
    sd = np.sqrt(np.maximum(var, 1e-12))
    skew, kurtosis = third / (sd * sd * sd), fourth / (var * var)
    product = np.maximum(kurtosis - skew * skew, 1.0)
    root = np.sqrt(0.25 * skew * skew + product)
    high, low = 0.5 * skew + root, 0.5 * skew - root
    left = np.maximum(seen.var_y - by_d * by_d * expected, 1e-9) / limits.size**2
    rates = left / (s * (1.0 - s)), np.zeros(s.shape)
    turns = []
    for point, weight in (
        (high, 1.0 / (high * (high - low))),
        (low, 1.0 / (low * (low - high))),
        (np.zeros(s.shape), 1.0 - 1.0 / product),
    ):
        asked = mean + point * sd
        rate = 1.0 + np.maximum((asked - mean) / ((per - by_d) * 2.0 * expected), -1.0)
        moves = expected * (per * rate - by_d * (rate - 1.0))
        at = (asked - moves) / np.maximum(limits.size - moves / s, 1e-9)
        inside = np.minimum(np.maximum(at, 1e-3), 1.0 - 1e-3)
        noise = np.sqrt(inside * (1.0 - inside) * rates[0])
        kept = np.minimum(inside, 1.0 - CLEAR * noise)
        turns.append(_by_moments(kept, noise, rates, never=at >= 1.0, weight=weight))
    return turns


def _asked(limits: Limits, expected: Floats, by_d: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean and central moments of what a sample's repeats ask of y, d being Poisson.

    Of few repeats a sum, with the whole numbers of y; of many, Poisson's own moments.
    """
    net = limits.per_repeat - by_d
    var = net * net * expected
    mean = limits.at + limits.per_repeat * expected
    moments = mean, var, net * var, var * net * net * (1.0 + 3.0 * expected)
    few = expected <= FEW_REPEATS
    if not few.any():
        return moments
    rare = np.where(few, expected, 1.0)
    chance = np.exp(-rare)
    sums = [np.zeros(rare.shape) for _ in range(5)]
    for d in range(_MOST_FEW):
        whole = _first_whole(limits.at + limits.per_repeat * d, or_equal=limits.or_equal)
        part, power = whole - by_d * (d - rare) - mean, chance
        for place in range(len(sums)):
            sums[place] += power
            power = power * part
        chance = chance * rare / (d + 1.0)
    one, two, three, four = (total / sums[0] for total in sums[1:])
    square = two - one * one
    cube = three - 3.0 * one * two + 2.0 * one**3
    quart = four - 4.0 * one * three + 6.0 * one * one * two - 3.0 * one**4
    summed = mean + one, square, cube, quart
    first, second, cubed, fourth = (
        np.where(few, ours, law) for ours, law in zip(summed, moments, strict=True)
    )
    return first, second, cubed, fourth
