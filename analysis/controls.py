"""How far each control goes: its ends, step and value for a reading."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.scenario import REASONS, Reading, Scenario
from analysis.validity import widest_pm


@dataclass(frozen=True, slots=True)
class Range:
    """Ends, step and value of a slider; ``at_widest`` if a width has reached its limit."""

    low: float
    high: float
    step: float
    value: float
    at_widest: bool = False


def ranges(reading: Reading) -> Mapping[str, Range]:
    """The range of every slider that a reading has.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> ranges(read("model=2026-11"))["invalid"]
    Range(low=0.0, high=60.0, step=0.1, value=24.5, at_widest=False)
    """
    scenario = reading.scenario
    if scenario is None:
        return {}
    found = {
        "raw": _raw(reading, scenario),
        "invalid": _share(scenario.invalid, usual=60.0, most=100.0),
        "invalid_pm": _width(scenario.invalid_pm, scenario.invalid, usual=30.0, most=45.0),
        "repeats": _share(scenario.repeats, usual=20.0, most=50.0),
        "repeats_pm": _width(scenario.repeats_pm, scenario.repeats, usual=10.0, most=30.0),
    }
    for reason in REASONS:
        found[reason] = _share(getattr(scenario, reason) or 0.0, usual=40.0, most=100.0)
    return found


def _raw(reading: Reading, scenario: Scenario) -> Range:
    """From half the requirement to twice it, or as far as the value, in round steps."""
    preset = reading.defaults.preset
    required = preset.required if preset else scenario.required
    step = max(1, 10 ** (int(math.log10(required)) - 2))
    low = min(required // 2, scenario.raw) // step * step
    high = -(-max(2 * required, scenario.raw) // step) * step
    return Range(max(low, 1), max(high, 2), step, scenario.raw)


def _share(value: float, *, usual: float, most: float) -> Range:
    return Range(0.0, usual if value <= usual else most, 0.1, float(value))


def _width(value: float, centre: float, *, usual: float, most: float) -> Range:
    """A width stops where its centre does not allow more."""
    widest = min(widest_pm(percent=centre), most)
    high = min(usual if value <= usual else most, widest)
    known = high <= 0.0
    return Range(
        0.0, 0.1 if known else high, 0.1, min(float(value), high), known or value >= widest
    )
