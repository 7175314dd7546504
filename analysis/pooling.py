"""What past petitions say of a new one: a normal model of logits with groups and a spread by size.

A petition's logit is y = x beta + u_group + e, with u ~ N(0, tau^2) for its group,
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
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.validity import Floats

MIDDLE_SIZE = 4.3
"""Size of a petition is the decimal logarithm of its requirement; 20,000 signatures are 4.3."""

LARGE_SIZE = 4.3
"""Size from which a petition is large."""

MIDDLE_NEED = float(np.log(3.0))
"""Logit of the part of the raw signatures that has to be valid where the need is 0: 75%."""

_TAU = np.array([0.05, 0.25, 0.45, 0.65, 0.9])  # flat
_SIGMA = 0.3 * 1.2 ** np.arange(9)  # flat in its logarithm, to 1.3
_GAMMA = np.array([-0.45, -0.3, -0.15, 0.0, 0.15])
_GAMMA_SD = 0.25
_NONE = np.zeros(1)
_HEAVY = 5.0
_EFFECT_PRECISION = 1e-4
_LOG_NORM = -0.5 * np.log(2.0 * np.pi)
_LOG_NORM_T = float(special.gammaln(0.5 * (_HEAVY + 1.0)) - special.gammaln(0.5 * _HEAVY)
                    - 0.5 * np.log(_HEAVY * np.pi))  # fmt: skip
_EXACT = 1e-9
_MOST_STEPS = 80


class Case(NamedTuple):
    """What is known of a petition before its signatures are checked.

    Attributes
    ----------
    state : str
    size : float
        Decimal logarithm of its requirement.
    recall : bool
    need : float
        Logit of the requirement's share of the raw signatures, less ``MIDDLE_NEED``; 0 where that
        is not known.
    """

    state: str
    size: float
    recall: bool
    need: float = 0.0


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
    groups : {"none", "state", "state_size"}
        A level of each group, partly pooled: of a state, or of its large and its small petitions.
    by_size : bool
        A spread that depends on the size.
    effects : tuple of {"size", "kind", "need"}
        A level that depends on the size, the kind (recalls against measures), or the need (how
        large a part of the raw signatures has to be valid).
    heavy_tails : bool
        A t with 5 degrees of freedom in place of each normal, the variance the same.
    """

    groups: Literal["none", "state", "state_size"] = "state_size"
    by_size: bool = True
    effects: tuple[Literal["size", "kind", "need"], ...] = ("need",)
    heavy_tails: bool = False


@dataclass(frozen=True)
class Predictive:
    """The distribution of a new petition's logit: a mixture over the grid.

    Attributes
    ----------
    weight, mean, variance : numpy.ndarray
        Of each point of the grid, shape (H,).
    """

    weight: Floats
    mean: Floats
    variance: Floats
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
        square = ((logit - self.mean) / scale) ** 2
        if self.heavy_tails:
            at = _LOG_NORM_T - 0.5 * (_HEAVY + 1.0) * np.log1p(square / _HEAVY) - np.log(scale)
        else:
            at = _LOG_NORM - 0.5 * square - np.log(scale)
        top = at.max()
        return float(top + np.log(self.weight @ np.exp(at - top)))

    def quantile(self, probability: float) -> float:
        """The logit that is not exceeded with that probability: Newton's method in a bracket."""
        middle = float(self.weight @ self.mean)
        spread = float(self._scale.max() + np.abs(self.mean - middle).max())
        low, high = middle - 40.0 * spread, middle + 40.0 * spread
        at = middle
        for _ in range(_MOST_STEPS):
            excess = self.cdf(at) - probability
            low, high = (low, at) if excess > 0.0 else (at, high)
            step = at - excess / max(np.exp(self.log_density(at)), 1e-12)
            last, at = at, float(step) if low < step < high else 0.5 * (low + high)
            if abs(at - last) < _EXACT:
                break
        return at


@dataclass(frozen=True)
class Fitted:
    """The model with past petitions in it: what it says of any new one.

    Arrays over the grid (H), the observations (n) sorted by their group, the groups (G) and the
    effects (p).
    """

    design: Design
    order: NDArray[np.intp]
    groups: tuple[str, ...]
    group_of: NDArray[np.intp]
    x: Floats
    tau: Floats
    sigma: Floats
    gamma: Floats
    weight: Floats
    of_grid: Floats
    shrink: Floats
    centre: Floats
    weighted: Floats
    beta: Floats
    covariance: Floats

    def at(self, new: Case) -> Predictive:
        """The distribution of a new petition's logit."""
        shrink, through_beta, left = self._through(new)
        own = self._own(new)
        level = shrink * (self.weighted[:, own] if own is not None else 0.0)
        spread = self.sigma**2 * np.exp(2.0 * self.gamma * (new.size - MIDDLE_SIZE))
        return Predictive(
            weight=self.of_grid,
            mean=(left * self.beta).sum(axis=1) + level,
            variance=shrink + (through_beta * left).sum(axis=1) + spread,
            heavy_tails=self.design.heavy_tails,
        )

    def moments(self, cases: Sequence[Case]) -> tuple[Floats, Floats]:
        """Mean and variance of the logit of each of several new petitions, shape (K,)."""
        x_new = np.array([_effects(case, self.design) for case in cases])
        beyond = np.array([case.size for case in cases]) - MIDDLE_SIZE
        own = np.array([self._own(case) if self._own(case) is not None else -1 for case in cases])
        known = own >= 0
        shrink = np.where(known, self.shrink[:, own], self.tau[:, None] ** 2)  # (H, K)
        pulled = np.where(known[:, None], shrink[:, :, None] * self.centre[:, own], 0.0)
        left = x_new - pulled
        mean = np.einsum("hkp,hp->hk", left, self.beta)
        mean += np.where(known, shrink * self.weighted[:, own], 0.0)
        variance = shrink + np.einsum("hkp,hpq,hkq->hk", left, self.covariance, left, optimize=True)
        variance += self.sigma[:, None] ** 2 * np.exp(2.0 * self.gamma[:, None] * beyond)
        middle = self.of_grid @ mean
        return middle, self.of_grid @ (variance + mean**2) - middle**2

    def influence(self, new: Case) -> Floats:
        """By how much the mean of a new one moves with each observation, in their order here.

        They add up to 1.
        """
        shrink, through_beta, _ = self._through(new)
        pulled = self.shrink[:, :, None] * self.centre  # (H, G, p)
        shrunk = self.x[None] - pulled[:, self.group_of]
        found = np.einsum("hp,hnp->hn", through_beta, shrunk) * self.weight
        own = self._own(new)
        if own is not None:
            found += shrink[:, None] * self.weight * (self.group_of == own)
        influence = np.empty(len(self.order))
        influence[self.order] = self.of_grid @ found
        return influence

    def _own(self, new: Case) -> int | None:
        """Which group is the new one's; None where it is the first of its group."""
        name = _group(new, self.design)
        return self.groups.index(name) if name in self.groups else None

    def _through(self, new: Case) -> tuple[Floats, Floats, Floats]:
        """How its group pulls it, and how it hangs on the effects: (H), (H, p), (H, p)."""
        x_new = np.broadcast_to(_effects(new, self.design), self.beta.shape)
        own = self._own(new)
        if own is None:
            shrink, left = self.tau**2, x_new
        else:
            shrink = self.shrink[:, own]
            left = x_new - shrink[:, None] * self.centre[:, own]
        return shrink, np.einsum("hp,hpq->hq", left, self.covariance), left


def fit(seen: Sequence[Observation], *, design: Design) -> Fitted:
    """The model with past petitions in it.

    Parameters
    ----------
    seen : sequence of Observation
        At least two.
    design : Design

    Examples
    --------
    >>> past = [Observation(1.0 + 0.2 * i, 0.1, Case("CA", 4.0 + i, True, i)) for i in range(3)]
    >>> found = fit(past, design=Design())
    >>> round(float(found.influence(Case("CA", 4.3, True)).sum()), 9)
    1.0
    """
    names = [_group(one.case, design) for one in seen]
    groups = tuple(sorted(set(names)))
    group_of = np.array([groups.index(name) for name in names])
    order = np.argsort(group_of, kind="stable")
    ordered = [seen[place] for place in order]
    starts = np.searchsorted(group_of[order], np.arange(len(groups)))
    y, error = (np.array([getattr(one, name) for one in ordered]) for name in ("logit", "sd"))
    x = np.array([_effects(one.case, design) for one in ordered])
    beyond = np.array([one.case.size for one in ordered]) - MIDDLE_SIZE
    tau, sigma, gamma = _grid(design)
    weight = 1.0 / (error**2 + sigma[:, None] ** 2 * np.exp(2.0 * gamma[:, None] * beyond))
    total = np.add.reduceat(weight, starts, axis=1)
    weighted = np.add.reduceat(weight * y, starts, axis=1)
    centre = np.add.reduceat(weight[:, :, None] * x, starts, axis=1)
    shrink = tau[:, None] ** 2 / (1.0 + tau[:, None] ** 2 * total)
    outer = (x[:, :, None] * x[:, None, :]).reshape(len(ordered), -1)
    precision = (weight @ outer).reshape(len(tau), x.shape[1], x.shape[1])
    precision = precision - np.einsum("hg,hgp,hgq->hpq", shrink, centre, centre)
    # Not quite flat, so that effects in which all past petitions are alike stay at nothing.
    precision[:, range(1, x.shape[1]), range(1, x.shape[1])] += _EFFECT_PRECISION
    towards = (weight * y) @ x - np.einsum("hg,hgp->hp", shrink * weighted, centre)
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
    return Fitted(
        design=design, order=order, groups=groups, group_of=group_of[order], x=x, tau=tau,
        sigma=sigma, gamma=gamma, weight=weight, of_grid=special.softmax(log_likelihood),
        shrink=shrink, centre=centre, weighted=weighted, beta=beta, covariance=covariance,
    )  # fmt: skip


def _effects(case: Case, design: Design) -> tuple[float, ...]:
    """The columns of a case: a constant, and what its level depends on."""
    columns = {
        "size": case.size - MIDDLE_SIZE,
        "kind": float(case.recall) - 0.5,
        "need": case.need,
    }
    return (1.0, *(columns[name] for name in design.effects))


def _group(case: Case, design: Design) -> str:
    """The group whose level a petition shares."""
    if design.groups == "none":
        return ""
    if design.groups == "state_size":
        return f"{case.state} {'large' if case.size >= LARGE_SIZE else 'small'}"
    return case.state


def _grid(design: Design) -> tuple[Floats, Floats, Floats]:
    """Every combination of the three spreads, flattened."""
    tau = _NONE if design.groups == "none" else _TAU
    gamma = _GAMMA if design.by_size else _NONE
    mesh = np.meshgrid(tau, _SIGMA, gamma, indexing="ij")
    found = tuple(part.ravel() for part in mesh)
    return found[0], found[1], found[2]
