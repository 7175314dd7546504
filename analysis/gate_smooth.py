"""The gate before the sample for whole arrays of petitions, where the sample is large.

``analysis.gate_turns`` tells where the gate turns, ``analysis.gate_kinds`` which quadrature of
``analysis.gate_quadrature`` is exact enough for a petition; here they are put together. Each
petition's numbers are its own: an array gives what single petitions give.

Source: 2 CCR 20531 (the statistic T = A y - A**2 d).
"""

from dataclasses import dataclass

import numpy as np

from analysis.gate_kinds import Asked, Kind, kinds_of
from analysis.gate_quadrature import chance, fails_enough, in_tail, passes_too_few
from analysis.smooth import Bools, Floats

__all__ = ["Asked", "GateOdds", "smooth_gate"]

_BLOCK = 1_024


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
    >>> from analysis.smooth import Cells
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
    for kind, which in kinds_of(asked, drift).items():
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
    passes = np.minimum(chance(cells, upper, drift, kind[0]), 1.0)
    if not asked.counts:
        return passes, passes, np.zeros_like(passes)
    not_fails = np.minimum(chance(cells, lower, drift, kind[1]), 1.0)
    not_fails = np.maximum(not_fails, passes)
    if kind[2]:
        luck = in_tail(cells, upper, required, drift, kind[0], side=-1.0)
        bad_luck = in_tail(cells, lower, required, drift, kind[1], side=1.0)
    else:
        luck = passes_too_few(cells, upper, required, drift, kind[0])
        bad_luck = fails_enough(cells, lower, required, drift, kind[1])
    enough = asked.sufficient - (passes - luck) - bad_luck
    return passes, not_fails, np.minimum(np.maximum(enough, 0.0), not_fails - passes)
