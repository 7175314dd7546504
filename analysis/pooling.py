"""What past petitions say of a new one: a normal model of logits with groups and a spread by size.

A petition's logit is y = x beta + u_group + e, with u ~ N(0, tau^2) for its group (its state),
e ~ N(0, sigma^2 exp(2 gamma (size - 4.3))) for the petition itself, and an error of observation
that is known. beta is flat; tau, sigma and gamma lie on a grid and are weighed by their marginal
likelihood, so that what is not known of them widens the prediction. A grid of one point, tau = 0
and gamma = 0, is one pool.

Sources: Gelman et al., Bayesian Data Analysis, 5.4 (partial pooling, its sums over groups); the
grid replaces the integral over the three spreads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.validity import Floats

MIDDLE_SIZE = 4.3
"""Size of a petition is the decimal logarithm of its requirement; 20,000 signatures are 4.3."""

_TAU = np.array([0.05, 0.2, 0.35, 0.5, 0.7, 0.95])  # flat
_SIGMA = 0.28 * 1.19 ** np.arange(10)  # flat in its logarithm, to 1.34
_GAMMA = np.array([-0.45, -0.3, -0.2, -0.1, 0.0, 0.1])
_GAMMA_SD = 0.25
_NONE = np.zeros(1)
_HEAVY = 5.0


class Case(NamedTuple):
    """What is known of a petition before its signatures are checked.

    ``group`` is its state, ``size`` the decimal logarithm of its requirement.
    """

    group: str
    size: float
    recall: bool


class Observation(NamedTuple):
    """A past petition: its logit, the standard deviation of its error, and its case."""

    logit: float
    sd: float
    case: Case


@dataclass(frozen=True, slots=True)
class Design:
    """Which parts the model has.

    Attributes
    ----------
    groups : bool
        A level of each group, partly pooled.
    by_size : bool
        A spread that depends on the size.
    effects : tuple of str
        A level that depends on the size, on the kind (recalls against measures), or both.
    heavy_tails : bool
        A t with 5 degrees of freedom in place of each normal, the variance the same.
    """

    groups: bool = True
    by_size: bool = True
    effects: tuple[str, ...] = ()
    heavy_tails: bool = False


@dataclass(frozen=True)
class Predictive:
    """The distribution of a new petition's logit: a mixture over the grid.

    Attributes
    ----------
    weight, mean, variance : numpy.ndarray
        Of each point of the grid, shape (H,).
    influence : numpy.ndarray
        By how much the mean moves with each observation, shape (n,); adds up to 1.
    """

    weight: Floats
    mean: Floats
    variance: Floats
    influence: Floats
    heavy_tails: bool = False

    @cached_property
    def _scale(self) -> Floats:
        factor = (_HEAVY - 2.0) / _HEAVY if self.heavy_tails else 1.0
        return np.asarray(np.sqrt(self.variance * factor))

    def cdf(self, logit: float, *, sd: float = 0.0) -> float:
        """P(logit of a new petition, seen with an error of that sd, is at most this)."""
        z = (logit - self.mean) / np.hypot(self._scale, sd)
        return float(self.weight @ (special.stdtr(_HEAVY, z) if self.heavy_tails
                                    else special.ndtr(z)))  # fmt: skip

    def log_density(self, logit: float, *, sd: float = 0.0) -> float:
        """Logarithm of the density of an observation with an error of that sd."""
        scale = np.hypot(self._scale, sd)
        z = (logit - self.mean) / scale
        if self.heavy_tails:
            at = -0.5 * (_HEAVY + 1.0) * np.log1p(z * z / _HEAVY)
            norm = special.gammaln(0.5 * (_HEAVY + 1.0)) - special.gammaln(0.5 * _HEAVY)
            norm -= 0.5 * np.log(_HEAVY * np.pi)
        else:
            at, norm = -0.5 * z * z, -0.5 * np.log(2.0 * np.pi)
        return float(special.logsumexp(norm + at - np.log(scale), b=self.weight))

    def quantile(self, probability: float) -> float:
        """The logit that is not exceeded with that probability."""
        low = float((self.mean - 12.0 * self._scale).min())
        high = float((self.mean + 12.0 * self._scale).max())
        for _ in range(50):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.cdf(middle) < probability else (low, middle)
        return 0.5 * (low + high)


def predict(seen: Sequence[Observation], *, new: Case, design: Design) -> Predictive:
    """The distribution of a new petition's logit.

    Parameters
    ----------
    seen : sequence of Observation
        At least two.
    new : Case
    design : Design

    Examples
    --------
    >>> past = [Observation(1.0 + 0.2 * i, 0.1, Case("CA", 4.0 + i, True)) for i in range(3)]
    >>> found = predict(past, new=Case("CA", 4.3, True), design=Design())
    >>> round(float(found.influence.sum()), 9)
    1.0
    """
    y, error = (np.array([getattr(one, name) for one in seen]) for name in ("logit", "sd"))
    cases = [one.case for one in seen]
    x = np.array([_effects(case, design) for case in cases])
    x_new = np.array(_effects(new, design))
    beyond = np.array([case.size for case in cases]) - MIDDLE_SIZE
    tau, sigma, gamma = _grid(design)
    weight = 1.0 / (error**2 + sigma[:, None] ** 2 * np.exp(2.0 * gamma[:, None] * beyond))
    member, own = _membership([case.group for case in cases], new.group if design.groups else None)
    total, weighted = weight @ member, (weight * y) @ member  # (H, G)
    centre = np.einsum("hn,np,ng->hgp", weight, x, member, optimize=True)
    shrink = tau[:, None] ** 2 / (1.0 + tau[:, None] ** 2 * total)
    precision = np.einsum("hn,np,nq->hpq", weight, x, x, optimize=True)
    precision -= np.einsum("hg,hgp,hgq->hpq", shrink, centre, centre, optimize=True)
    towards = (weight * y) @ x - np.einsum("hg,hgp->hp", shrink * weighted, centre, optimize=True)
    covariance = np.linalg.inv(precision)
    beta = np.einsum("hpq,hq->hp", covariance, towards)
    square = (weight * y**2).sum(axis=1) - (shrink * weighted**2).sum(axis=1)
    log_likelihood = 0.5 * (
        np.log(weight).sum(axis=1)
        - np.log1p(tau[:, None] ** 2 * total).sum(axis=1)
        - np.linalg.slogdet(precision)[1]
        - square
        + (beta * towards).sum(axis=1)
        - (gamma / _GAMMA_SD) ** 2
    )
    of_grid = special.softmax(log_likelihood)
    # The new petition's group: drawn from the past ones of it as far as the grid's tau allows.
    own_shrink = tau**2 / (1.0 + tau**2 * (total @ own))
    left = x_new - own_shrink[:, None] * np.einsum("hgp,g->hp", centre, own)
    mean = (left * beta).sum(axis=1) + own_shrink * (weighted @ own)
    through_beta = np.einsum("hp,hpq->hq", left, covariance)
    variance = own_shrink + (through_beta * left).sum(axis=1)
    variance = variance + sigma**2 * np.exp(2.0 * gamma * (new.size - MIDDLE_SIZE))
    shrunk = x - np.einsum("hg,hgp,ng->hnp", shrink, centre, member, optimize=True)
    influence = np.einsum("hp,hnp->hn", through_beta, shrunk, optimize=True) * weight
    influence += own_shrink[:, None] * weight * (member @ own)
    return Predictive(
        weight=of_grid,
        mean=mean,
        variance=variance,
        influence=of_grid @ influence,
        heavy_tails=design.heavy_tails,
    )


def _effects(case: Case, design: Design) -> tuple[float, ...]:
    """The columns of a case: a constant, and what its level depends on."""
    columns = {"size": case.size - MIDDLE_SIZE, "kind": float(case.recall) - 0.5}
    return (1.0, *(columns[name] for name in design.effects))


def _grid(design: Design) -> tuple[Floats, Floats, Floats]:
    """Every combination of the three spreads, flattened."""
    tau = _TAU if design.groups else _NONE
    gamma = _GAMMA if design.by_size else _NONE
    mesh = np.meshgrid(tau, _SIGMA, gamma, indexing="ij")
    found = tuple(part.ravel() for part in mesh)
    return found[0], found[1], found[2]


def _membership(groups: Sequence[str], group: str | None) -> tuple[Floats, Floats]:
    """Which observation is in which group, shape (n, G), and which group is the new one's."""
    names = sorted(set(groups))
    member = np.array([[one == name for name in names] for one in groups], dtype=float)
    own: NDArray[np.float64] = np.array([name == group for name in names], dtype=float)
    return member, own
