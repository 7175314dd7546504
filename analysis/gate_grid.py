"""The gate's answers before the sample for whole arrays of petitions: heat maps and planning.

The chance of an answer given the sample's standard s does not depend on the invalid rate, and the
law of s does not depend on the raw count. So each is worked out once, on one grid of s.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from analysis.belief import (
    COARSE_SHARE_NODES,
    FARTHEST,
    NARROWEST_SD,
    REACH_SD,
    Shares,
    share_nodes,
)
from analysis.evidence import DRIFT_FREEDOM
from analysis.gate import Rule, gate_rule, holds, turning_points
from analysis.repeats import repeat_share
from analysis.rules import RuleSet
from analysis.validity import Floats, LogitNormal, elicit

_CELLS = 160
_U, _w = special.roots_legendre(16)
_DRIFT_T = stats.t.ppf(0.5 * (_U + 1.0), df=DRIFT_FREEDOM)
_DRIFT_W = 0.5 * _w


def branch_odds(
    *,
    rules: RuleSet,
    statistic: str,
    drift: float,
    raw: ArrayLike,
    required: int,
    invalid_percent: ArrayLike,
    invalid_pm: ArrayLike,
    repeats_percent: float,
    repeats_pm: float,
) -> tuple[Floats, Floats, Floats]:
    """Chances that the sample is sufficient, leads to a full count, or is insufficient.

    Parameters
    ----------
    rules : RuleSet
        With a gate.
    statistic : {"corrected", "uncorrected"}
    drift : float
        Scale of the t between the sample's standard and the full count's, logits.
    raw, invalid_percent, invalid_pm : array_like
        Of one broadcast shape, which the answers have. N whole, for which a sample is taken.
    required : int
    repeats_percent, repeats_pm : float

    Raises
    ------
    ValueError
        Where no sample is taken.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> chances = branch_odds(
    ...     rules=rule_sets()["ca-local-recall-2022"], statistic="corrected", drift=0.07,
    ...     raw=715833, required=566857, invalid_percent=24.5, invalid_pm=12.8,
    ...     repeats_percent=5.0, repeats_pm=4.3)
    >>> [round(chance.item(), 3) for chance in chances]
    [0.004, 0.494, 0.503]
    """
    counts, percent, pm = np.broadcast_arrays(
        np.asarray(raw, dtype=np.int64), np.asarray(invalid_percent, dtype=float), invalid_pm
    )
    sizes, of_size = np.unique(counts, return_inverse=True)
    priors, of_prior = np.unique(
        np.stack([percent.ravel(), pm.ravel()]), axis=1, return_inverse=True
    )
    repeats = repeat_share(percent=repeats_percent, pm=repeats_pm)
    shares = share_nodes(repeats, count=COARSE_SHARE_NODES)
    found = [
        gate_rule(rules=rules, raw=int(size), required=required, statistic=statistic)
        for size in sizes
    ]
    gates = [rule for rule in found if rule is not None]
    if len(gates) < len(found):
        raise ValueError(f"no sample is taken under {rules.id} for some of the raw counts")
    validity = elicit(percent=100.0 - priors[0], pm=priors[1])
    edges = _edges(gates, shares, validity, drift)
    laws = np.stack([_given_standard(rule, shares, edges) for rule in gates])
    cells = _cells(validity, edges, drift)
    size_at, prior_at = of_size.ravel(), of_prior.ravel()
    passes, fails_not = (
        np.einsum("is,is->i", law[size_at], cells[prior_at]).reshape(counts.shape)
        if len(sizes) * priors.shape[1] > counts.size
        else (law @ cells.T)[size_at, prior_at].reshape(counts.shape)
        for law in (laws[:, 0], laws[:, 1])
    )
    return passes, fails_not - passes, 1.0 - fails_not


def _edges(gates: list[Rule], shares: Shares, validity: LogitNormal, drift: float) -> Floats:
    """Edges of the cells of logit s, from minus to plus infinity."""
    ends = np.array([turning_points(rule, shares) for rule in gates])
    reach = REACH_SD * validity.sigma + 12.0 * drift
    middle = np.clip(validity.mu, -FARTHEST, FARTHEST)
    low = max(ends[:, 0].min(), float((middle - reach).min()))
    high = min(ends[:, 1].max(), float((middle + reach).max()))
    edges = np.linspace(low, max(high, low + 1e-3), _CELLS + 1)
    edges[0], edges[-1] = -np.inf, np.inf
    return edges


def _given_standard(rule: Rule, shares: Shares, edges: Floats) -> Floats:
    """P(sufficient | s) and P(not insufficient | s) in each cell, of shape (2, S)."""
    finite = edges[1:-1]
    gap = finite[1] - finite[0]
    middle = np.concatenate(
        [[finite[0] - gap], 0.5 * (finite[1:] + finite[:-1]), [finite[-1] + gap]]
    )
    weights = shares.weights / shares.weights.sum()
    passes = holds(rule, rule.passes, middle, shares) @ weights
    if rule.fails_not is None:
        return np.stack([passes, np.ones_like(passes)])
    return np.stack([passes, holds(rule, rule.fails_not, middle, shares) @ weights])


def _cells(validity: LogitNormal, edges: Floats, drift: float) -> Floats:
    """Probability of each cell under each prior, drift included, of shape (V, S)."""
    sigma = np.maximum(validity.sigma, NARROWEST_SD)[:, None]
    at = (edges - np.clip(validity.mu, -FARTHEST, FARTHEST)[:, None]) / sigma
    nodes = zip(_DRIFT_T, _DRIFT_W, strict=True) if drift > 0.0 else [(0.0, 1.0)]
    below = sum(part * special.ndtr(at + drift * t / sigma) for t, part in nodes)
    return np.asarray(np.diff(below, axis=1))
