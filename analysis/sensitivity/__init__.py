"""What moves the odds: each input alone, shares of the uncertainty, and the map of two inputs.

All of it is about what is believed before any official check; the campaign's own check is in it.
"""

from analysis.sensitivity.heat_map import HeatMap, PastMark, heat_map, past_marks
from analysis.sensitivity.swings import RAW_SHIFT, Swing, swings
from analysis.sensitivity.total_effects import TotalEffects, total_effects

__all__ = [
    "RAW_SHIFT", "HeatMap", "PastMark", "Swing", "TotalEffects", "heat_map", "past_marks",
    "swings", "total_effects",
]  # fmt: skip
