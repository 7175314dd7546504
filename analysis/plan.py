"""What a scenario needs: what ``python -m analysis plan`` answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from analysis.answer import SCHEMA
from analysis.planning import Bounds, Pace, Plan, SampleRule, Striking, Worth, plan_of
from analysis.scenario import Scenario
from analysis.wording import desk


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario and its plan."""

    scenario: Scenario
    plan: Plan


def tell(scenario: Scenario) -> Told:
    """The plan of a scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> tell(read("model=2026-11").scenario).plan.required
    566857
    """
    return Told(scenario, plan_of(scenario))


def body(told: Told) -> dict[str, Any]:
    """The answer, ready for ``json.dumps``.

    ISO dates; odds from 0 to 1; null where nothing reaches a target or an input is missing.
    """
    scenario, plan = told.scenario, told.plan
    rates = plan.invalid_for if plan.invalid_for is not None else dict.fromkeys(plan.raw_for)
    return {
        "schema": SCHEMA,
        "petition": scenario.petition,
        "raw": plan.raw,
        "required": plan.required,
        "odds": plan.odds,
        "decided": plan.decided,
        "raw_for": _by_target(plan.raw_for),
        "invalid_for": _by_target(rates),
        "net_validity_needed": plan.net_validity_needed,
        "per_1000": plan.next_1000.gain,
        "per_1000_cost": plan.next_1000.cost,
        "dollars_a_point": plan.next_1000.dollars_a_point,
        "pace": _pace(plan.pace),
        "worth": _worth(plan.worth),
        "striking": _striking(plan.striking),
        "bounds": _bounds(plan.bounds),
    }


def lines(told: Told) -> list[str]:
    """The answer as text, in sentences."""
    return list(desk.sentences(told.plan, told.scenario))


def _by_target(values: Mapping[int, Any]) -> dict[str, Any]:
    return {str(target): value for target, value in values.items()}


def _pace(pace: Pace | None) -> dict[str, Any] | None:
    if pace is None:
        return None
    end = pace.at_deadline
    return {
        "started": _iso(pace.started),
        "collected_on": _iso(pace.collected_on),
        "deadline": _iso(pace.deadline),
        "collected": pace.collected,
        "days_left": pace.days_left,
        "pace_pm": pace.pm,
        "so_far": pace.so_far,
        "median": pace.median,
        "odds": pace.odds,
        "needed": _by_target(pace.needed),
        "needed_if_sure": _by_target(pace.needed_if_sure),
        "reached": {str(target): _iso(day) for target, day in pace.reached.items()},
        "at_deadline": {"p05": end.low, "p50": end.middle, "p95": end.high} if end else None,
    }


def _worth(worth: Worth | None) -> dict[str, Any] | None:
    if worth is None:
        return None
    return {
        "stop_at": worth.stop_at,
        "stop_odds": worth.stop_odds,
        "slack_from": worth.slack_from,
        "steepest": worth.steepest,
        "table": [asdict(row) for row in worth.table],
    }


def _striking(found: Striking | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "invalid": found.invalid,
        "repeats": found.repeats,
        "raw_after": found.raw_after,
        "odds": found.odds,
        "odds_replaced": found.odds_replaced,
        "rules": {rule.statistic: _rule(rule) for rule in found.rules},
    }


def _rule(rule: SampleRule) -> dict[str, Any]:
    after = asdict(rule.after) if rule.after is not None else None
    return {"before": asdict(rule.before), "after": after}


def _bounds(found: Bounds | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "worst": found.worst,
        "best": found.best,
        "left": found.left,
        "decided": found.decided,
        "share_needed": found.share_needed,
        "share_so_far": found.share_so_far,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
