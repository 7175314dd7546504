"""Petitions before a large sample, and which quadrature of the gate is exact enough for each.

Every test here is of a petition by itself, so that an array gives what single petitions give.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.gate_turns import CLEAR, LARGEST_SHARE, How, Limits, both_limits, hidden
from analysis.rules import RuleSet
from analysis.smooth import Bools, Cells, Floats, is_smooth

_LEAST_EDGE = 3.8  # scores of validity up to which the turn must be clear of 0 and 1
_MOST_RATIO, _MOST_RATIO_ALONE = 1.5, 0.8  # with the duplicate term, and without
_PART_DRAWN = 0.5
_WIDEST_REPEATS_SD = 1.1
_REACH_OF_CUT = 3.9  # score of one half: 5e-5 lies beyond
_APART = 5.0

Kind = tuple[How, How, bool]
# Scores of validity up to which the sample's noise has to be small, and how small, in prior sd.
_LIKELY: dict[How, tuple[float, float]] = {
    "moments": (3.0, 0.27), "points": (2.0, 0.8), "repeats": (3.0, 0.5),
}  # fmt: skip
_ORDER: tuple[tuple[How, How], ...] = (
    ("moments", "moments"), ("points", "moments"), ("moments", "points"), ("points", "points"),
)  # fmt: skip


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


def kinds_of(asked: Asked, drift: float) -> dict[Kind, Bools]:
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
