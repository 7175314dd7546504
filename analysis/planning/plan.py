"""The whole plan of a scenario: what the desk shows and the command prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from analysis.planning.bounds import Bounds, bounds_of
from analysis.planning.needed import invalid_for, raw_for
from analysis.planning.pace import Pace, pace_of
from analysis.planning.pay import Next, Worth, per_1000, worth_of
from analysis.planning.striking import Striking, striking_of
from analysis.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Plan:
    """The inverse answers of a scenario.

    Attributes
    ----------
    raw, required : int
    odds : float
        P(M >= R) as the scenario stands.
    decided, has_official_result : bool
        Whether officials have decided; whether they have found anything yet.
    raw_for : mapping
        Smallest raw counts by target in per cent; None where 100,000,000 are not enough.
    invalid_for : mapping or None
        Largest invalid rates by target, in %; None once officials have found something.
    net_validity_needed : float
        R / N: the share of the raw signatures that must be valid, repeats struck.
    next_1000 : Next
        What the next 1,000 are worth.
    pace, worth, striking, bounds : or None
        Each where its inputs are there.
    """

    raw: int
    required: int
    odds: float
    decided: bool
    has_official_result: bool
    raw_for: Mapping[int, int | None]
    invalid_for: Mapping[int, float | None] | None
    net_validity_needed: float
    next_1000: Next
    pace: Pace | None
    worth: Worth | None
    striking: Striking | None
    bounds: Bounds | None


@lru_cache(maxsize=256)
def plan_of(scenario: Scenario) -> Plan:
    """The plan of a scenario. Pure: the same scenario always gives the same numbers.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> plan = plan_of(read("model=2026-11").scenario)
    >>> plan.raw_for[50] > plan.raw, round(plan.net_validity_needed, 4)
    (True, 0.7919)
    """
    needed = raw_for(scenario)
    following = per_1000(scenario)
    return Plan(
        raw=scenario.raw,
        required=scenario.required,
        odds=following.odds,
        decided=scenario.decided,
        has_official_result=scenario.has_official_result,
        raw_for=needed,
        invalid_for=invalid_for(scenario),
        net_validity_needed=scenario.required / scenario.raw,
        next_1000=following,
        pace=pace_of(scenario, needed),
        worth=worth_of(scenario),
        striking=striking_of(scenario),
        bounds=bounds_of(scenario),
    )
