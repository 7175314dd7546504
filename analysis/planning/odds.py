"""The odds of enough valid signatures as a function of one input, the rest of a scenario as it is.

Before any official result these are the engine's own closed quadratures, for arrays; after one
the outlook of the scenario, one value at a time.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.outlook import after_own_check, outlook, priors
from analysis.repeats import odds_of_enough, repeat_share
from analysis.scenario import Scenario
from analysis.validity import Floats, elicit, widest_pm
from analysis.versions import versions

TARGETS = (50, 80, 90, 95, 99)
"""Odds in per cent that a plan aims at."""

MOST_RAW = 100_000_000
"""The largest raw count that a scenario can have."""


def odds_as_it_is(scenario: Scenario) -> float:
    """P(M >= R), the very number of ``forecast(scenario).sufficient``, without its distribution.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(odds_as_it_is(read("model=2026-11").scenario), 3)
    0.123
    """
    if scenario.counted_out and scenario.counted_valid is not None:
        return float(scenario.counted_valid >= scenario.required)
    if scenario.has_official_result:
        return outlook(scenario, drift=scenario.drift).sufficient
    return float(odds_at_raw(scenario, scenario.raw))


def odds_at_raw(scenario: Scenario, raw: ArrayLike) -> Floats:
    """P(M >= R) at raw counts, before any official result. Raw counts need not be whole."""
    validity, repeats = priors(scenario)
    required = float(scenario.required)
    return odds_of_enough(required=required, raw=raw, validity=validity, repeats=repeats)


def odds_with_raw(scenario: Scenario, raw: int) -> float:
    """P(M >= R) with another raw count, whatever the stage; what officials found stays."""
    if scenario.has_official_result:
        return odds_as_it_is(replace(scenario, raw=raw))
    return float(odds_at_raw(scenario, raw))


def odds_at_invalid(scenario: Scenario, invalid: Floats) -> Floats:
    """P(M >= R) at invalid rates in %, before any official result; of shape (T,).

    The width is the scenario's, or what the rate leaves room for.
    """
    pm = np.array([pm_beside(scenario, float(rate)) for rate in invalid])
    validity = after_own_check(elicit(percent=100.0 - invalid, pm=pm), scenario)
    repeats = repeat_share(percent=scenario.repeats, pm=scenario.repeats_pm)
    required = float(scenario.required)
    return odds_of_enough(required=required, raw=scenario.raw, validity=validity, repeats=repeats)


def pm_beside(scenario: Scenario, invalid: float) -> float:
    """Half the width that a scenario's invalid rate has beside another median, in points."""
    widest = widest_pm(percent=invalid, widest_sd=versions()[scenario.model].widest_sd)
    return min(scenario.invalid_pm, widest)
