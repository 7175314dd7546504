"""Which units and which reasons drive the invalid rate, without crying wolf on 20 signatures.

A unit's rate is pooled with the rest: beta prior about the whole file's rate, as wide as the units
are found to differ (``analysis.own_check.clustering``), so 20 signatures say little by themselves.
Neither number of that prior is below the 1/2 of Jeffreys': no count makes a rate of 0 or 1 certain.
A unit stands above or below only where the chance of the other side is under 0.05 / (2 U): among U
units that are all alike one in twenty files at most has any such unit.

Efron and Morris (1975), JASA 70, 311-319 (pooling); the bound is Bonferroni's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.own_check.clustering import Clustering
from analysis.own_check.counts import OwnCheck
from analysis.scenario import REASONS

FILES_WITH_ALARM = 0.05
"""At most so many files whose units are all alike have one that stands out."""

_JEFFREYS = 0.5

Standing = Literal["above", "below", ""]
Floats = NDArray[np.float64]
_STANDINGS: tuple[Standing, ...] = ("", "above", "below")


@dataclass(frozen=True, slots=True)
class UnitRate:
    """A unit. Signatures, and shares from 0 to 1.

    Attributes
    ----------
    rate : float
        Invalid share as counted.
    middle, low, high : float
        The share pooled with the rest: mean, and the range that holds it 9 times in 10.
    beyond : float
        Invalid signatures beyond what the whole file's rate would give.
    without : float
        The file's rate with this unit left out.
    """

    name: str
    checked: int
    invalid: int
    rate: float
    middle: float
    low: float
    high: float
    standing: Standing
    beyond: float
    without: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """All units, the highest pooled rate first."""

    overall: float
    units: tuple[UnitRate, ...]

    @property
    def above(self) -> tuple[UnitRate, ...]:
        """Those that stand above the whole, the one that adds most first."""
        return tuple(sorted((u for u in self.units if u.standing == "above"), key=_least_beyond))

    @property
    def below(self) -> tuple[UnitRate, ...]:
        """Those that stand below it, the one that takes off most first."""
        found = (unit for unit in self.units if unit.standing == "below")
        return tuple(sorted(found, key=_least_beyond, reverse=True))

    @property
    def without_above(self) -> float:
        """The file's rate with all that stand above left out."""
        left = [unit for unit in self.units if unit.standing != "above"]
        checked = sum(unit.checked for unit in left)
        return sum(unit.invalid for unit in left) / checked if checked else self.overall


def _least_beyond(unit: UnitRate) -> float:
    return -unit.beyond


@dataclass(frozen=True, slots=True)
class ReasonShare:
    """A reason's share of the invalid signatures, with the range that holds it 9 times in 10.

    ``past`` is its share in past petitions, ``points`` what it adds to the rate, in points. None is
    said to stand out: each county names its reasons in its own way.
    """

    reason: str
    count: int
    share: float
    low: float
    high: float
    past: float
    points: float


def drivers(check: OwnCheck, found: Clustering) -> Drivers:
    """The rate of each unit beside that of the whole file.

    Examples
    --------
    >>> from analysis.own_check.clustering import clustering
    >>> sizes, bad = np.array([300] * 9 + [20]), np.array([60] * 8 + [150, 10])
    >>> check = OwnCheck("circulator", tuple("abcdefghij"), sizes, bad, None, None)
    >>> told = drivers(check, clustering(check))
    >>> [unit.name for unit in told.above], round(told.without_above, 3)
    (['i'], 0.202)
    """
    overall = float(check.invalid.sum()) / check.size
    strength = 1.0 / found.rho - 1.0
    rate = (float(check.invalid.sum()) + 0.5) / (check.size + 1.0)
    pairs, place = np.unique(np.stack([check.invalid, check.checked]), axis=1, return_inverse=True)
    a = max(rate * strength, _JEFFREYS) + pairs[0]
    b = max((1.0 - rate) * strength, _JEFFREYS) + pairs[1] - pairs[0]
    low, high = special.betaincinv(a, b, 0.05), special.betaincinv(a, b, 0.95)
    standing = _standings(a, b, at=rate, tail=FILES_WITH_ALARM / (2.0 * check.units))
    middle = a / (a + b)
    place = place.reshape(-1)
    rows = np.lexsort((check.checked, middle[place]))[::-1]
    all_invalid, size = int(check.invalid.sum()), check.size
    units = []
    for row in rows:
        at, checked, invalid = place[row], int(check.checked[row]), int(check.invalid[row])
        rest = size - checked
        units.append(
            UnitRate(
                name=check.names[row], checked=checked, invalid=invalid, rate=invalid / checked,
                middle=float(middle[at]), low=float(low[at]), high=float(high[at]),
                standing=_STANDINGS[standing[at]], beyond=invalid - overall * checked,
                without=(all_invalid - invalid) / rest if rest else overall,
            )
        )  # fmt: skip
    return Drivers(overall=overall, units=tuple(units))


def _standings(a: Floats, b: Floats, *, at: float, tail: float) -> NDArray[np.int64]:
    """0, or 1 where a beta lies above a value but for the tail, or 2 below."""
    return np.select(
        [special.betainc(a, b, at) < tail, special.betaincc(a, b, at) < tail], [1, 2], 0
    )


def reason_shares(
    check: OwnCheck, *, weight: float, past: Sequence[float]
) -> tuple[ReasonShare, ...]:
    """Why signatures of a check were invalid, beside past petitions; empty without two reasons.

    Reasons that the file does not part are left out, of past petitions too: their shares are those
    among the same reasons.

    Parameters
    ----------
    weight : float
        One over the design effect: the ranges are those of so much smaller a check (Jeffreys).
    past : sequence of float
        Shares of the reasons in past petitions, in the order of ``REASONS``.
    """
    if check.by_reason is None or not check.invalid.sum():
        return ()
    counts = check.by_reason.sum(axis=0)
    total = float(counts.sum())
    a, b = _JEFFREYS + weight * counts, _JEFFREYS + weight * (total - counts)
    low, high = special.betaincinv(a, b, 0.05), special.betaincinv(a, b, 0.95)
    shown = [
        place for place, reason in enumerate(REASONS) if reason in check.reasons or counts[place]
    ]
    if len(shown) < 2:
        return ()
    of_past = sum(past[place] for place in shown) or 1.0
    return tuple(
        ReasonShare(
            reason=REASONS[place],
            count=int(counts[place]),
            share=float(counts[place] / total),
            low=float(low[place]),
            high=float(high[place]),
            past=float(past[place]) / of_past,
            points=100.0 * float(counts[place]) / check.size,
        )
        for place in shown
    )
