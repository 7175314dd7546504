"""How alike the signatures of one unit are, and what that makes a check worth.

Signatures that one circulator gathered are alike. With rho, the correlation between two signatures
of a unit, the variance of the pooled rate of U units of m_u signatures is that of a simple random
sample times ``deff = 1 + (sum m_u**2 / sum m_u - 1) rho`` (Kish 1965, Survey Sampling, 5.4, with
the mean size that a signature sees: a large circulator weighs as it does in the rate).

rho is that of a beta-binomial, integrated over a flat prior from 0 to 1/2 with the rate at its
pooled value. Why not the analysis of variance (Donner and Klar 2000): it is 0 on half of the files
whose units are alike, which says that a check by ten sheets is as good as a random sample; and why
not the linearised variance of the ratio: it rests on U squares and no more. The three agree where
there are many units. One rho serves the design effect and the rates of the units alike.

Where units hold one signature each, or hardly any is invalid, the likelihood is flat and the mean
of rho is that of its prior: it says nothing of the signatures. Then there is none, by two rules
(``TOGETHER`` and ``NARROWER``), and the weight stays the usual one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.own_check.counts import OwnCheck

FEWEST_UNITS = 5
"""Below it the spread between units cannot be told, and the weight stays the usual one."""

TOGETHER = 2.0
"""A signature has to be in a unit of so many on average, itself among them."""

NARROWER = 0.8
"""What is known of rho has to have a standard deviation of at most so much of its prior's."""

LEAST_WEIGHT = 0.0001
_LARGEST = 0.5  # rho
_NODES = 64
_ZOOMS = 5
_BELOW_PEAK = 14.0  # log units; beyond them a node weighs nothing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Clustering:
    """What the units say of a check's worth.

    Attributes
    ----------
    rho, low, high : float
        Correlation within a unit: mean, and the range that holds it 9 times in 10.
    mean_size : float
        Mean size of the unit that a signature is in.
    design_effect : float
        By how much the variance is larger than that of a random sample as large; 1 at least.
    """

    rho: float
    low: float
    high: float
    mean_size: float
    design_effect: float

    @property
    def weight(self) -> float:
        """One over the design effect, to 4 digits: the scenario's ``check_weight``."""
        return max(round(1.0 / self.design_effect, 4), LEAST_WEIGHT)

    @property
    def weights(self) -> tuple[float, float]:
        """The range that holds the weight 9 times in 10."""
        low, high = (1.0 / (1.0 + (self.mean_size - 1.0) * rho) for rho in (self.high, self.low))
        return low, high


def clustering(check: OwnCheck) -> Clustering | None:
    """How alike the signatures of one unit are; None where the counts cannot tell.

    That is with fewer than ``FEWEST_UNITS`` units, with units of fewer than ``TOGETHER`` signatures
    (the mean size that a signature sees), or where rho is hardly known better than before
    (``NARROWER``).

    Examples
    --------
    >>> import numpy as np
    >>> alike = OwnCheck("sheet", tuple("abcdef"), np.full(6, 20), np.full(6, 4), None, None)
    >>> found = clustering(alike)
    >>> found.mean_size, found.weight > 0.6
    (20.0, True)
    >>> clustering(OwnCheck("sheet", tuple("abcdef"), np.ones(6), np.ones(6), None, None)) is None
    True
    """
    if check.units < FEWEST_UNITS:
        return None
    sizes = check.checked.astype(float)
    mean_size = float((sizes * sizes).sum() / sizes.sum())
    if mean_size < TOGETHER:
        return None
    nodes, weights = _posterior(check)
    rho = float(nodes @ weights)
    sd = float(np.sqrt((nodes - rho) ** 2 @ weights))
    if sd > NARROWER * _LARGEST / np.sqrt(12.0):
        return None
    below = np.cumsum(weights) - 0.5 * weights
    low, high = np.interp([0.05, 0.95], below, nodes)
    return Clustering(
        rho=rho,
        low=float(low),
        high=float(high),
        mean_size=mean_size,
        design_effect=1.0 + (mean_size - 1.0) * rho,
    )


def _posterior(check: OwnCheck) -> tuple[Floats, Floats]:
    """Nodes of rho and their weights, which add up to 1.

    Nodes are even in the root of rho, dense near 0; each zoom spans what still weighs anything.
    """
    pairs, times = np.unique(
        np.stack([check.invalid, check.checked - check.invalid]), axis=1, return_counts=True
    )
    rate = (float(check.invalid.sum()) + 0.5) / (check.size + 1.0)
    low, high = 1e-4, np.sqrt(_LARGEST)
    for _ in range(_ZOOMS):
        roots = np.linspace(low, high, _NODES)
        log_likelihood = _log_likelihood(roots * roots, rate, pairs.astype(float), times)
        kept = np.flatnonzero(log_likelihood > log_likelihood.max() - _BELOW_PEAK)
        low, high = roots[max(kept[0] - 1, 0)], roots[min(kept[-1] + 1, _NODES - 1)]
        if kept[-1] - kept[0] > _NODES // 2:
            break
    weights = np.exp(log_likelihood - log_likelihood.max()) * roots
    return roots * roots, weights / weights.sum()


def _log_likelihood(rho: Floats, rate: float, pairs: Floats, times: NDArray[np.int64]) -> Floats:
    """Of a beta-binomial with this rate, at each rho; a constant is left out."""
    strength = (1.0 / rho - 1.0)[:, None]
    a, b = rate * strength, (1.0 - rate) * strength
    each = special.betaln(a + pairs[0], b + pairs[1]) - special.betaln(a, b)
    return np.asarray(each @ times)
