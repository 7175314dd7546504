"""The official check of a sample: the projection, and what the law's gate says of it.

California's method, 2 CCR 20530 to 20532, under the thresholds of a rule set; Washington's test of
pairs, WAC 434-379-010. Symbols: raw signatures ``N``, required ``R``, sample ``n``, valid in it
``v`` (one copy of each pair counted), repeats seen ``d``.
"""

from analysis.verification.limits import cut_offs, gates_possible, most_repeats, repeats_for_gate
from analysis.verification.pairs import PairTest, pair_test
from analysis.verification.projection import (
    FULL_COUNT,
    INSUFFICIENT,
    SUFFICIENT,
    Projection,
    gate_of,
    project,
    thresholds,
)

BRANCHES = (SUFFICIENT, FULL_COUNT, INSUFFICIENT)
"""What officials can announce after the sample."""

__all__ = [
    "BRANCHES",
    "FULL_COUNT",
    "INSUFFICIENT",
    "SUFFICIENT",
    "PairTest",
    "Projection",
    "cut_offs",
    "gate_of",
    "gates_possible",
    "most_repeats",
    "pair_test",
    "project",
    "repeats_for_gate",
    "thresholds",
]
