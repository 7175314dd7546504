"""Scenarios side by side: which they are, and the bridge from one to another."""

from analysis.compare.bridge import Bridge, End, Side, Step, bridge, side_of
from analysis.compare.factors import FACTORS, THE_REST, TOGETHER, differ
from analysis.compare.slots import (
    MOST,
    Comparison,
    Pairs,
    Slot,
    added,
    as_slot,
    comparison,
    joined,
    link,
    parted,
    pasted,
    removed,
    with_odds,
)

__all__ = [
    "FACTORS",
    "MOST",
    "THE_REST",
    "TOGETHER",
    "Bridge",
    "Comparison",
    "End",
    "Pairs",
    "Side",
    "Slot",
    "Step",
    "added",
    "as_slot",
    "bridge",
    "comparison",
    "differ",
    "joined",
    "link",
    "parted",
    "pasted",
    "removed",
    "side_of",
    "with_odds",
]
