"""Whether a scenario has a ballot calendar, and which of its keys the calendar leaves unused."""

from collections.abc import Mapping
from typing import Literal

from analysis.petitions import presets
from analysis.rules import rule_sets
from analysis.scenario.keys import OF_THE_CALENDAR, Value
from analysis.scenario.model import Scenario

NoCalendar = Literal["", "law", "election", "filed"]


def no_calendar_because(scenario: Scenario) -> NoCalendar:
    """Why a scenario has no odds of the ballot; empty if it has.

    Returns
    -------
    {"", "law", "election", "filed"}
        No rule in hand of when the election is ordered; no election date; only the year of filing
        is known.

    Examples
    --------
    >>> from analysis.scenario.reading import read
    >>> no_calendar_because(read("").scenario)
    ''
    >>> no_calendar_because(read("rules=every-signature").scenario)
    'law'
    """
    return _because(scenario.values())


def _because(values: Mapping[str, Value]) -> NoCalendar:
    if rule_sets()[str(values["rules"])].ballot is None:
        return "law"
    if values["election"] is None:
        return "election"
    preset = presets().get(str(values["petition"]))
    if preset is not None and preset.filed_to == "year" and values["filed"] == preset.filed:
        return "filed"
    return ""


def idle_keys(values: Mapping[str, Value]) -> frozenset[str]:
    """Keys of the calendar that nothing uses beside the other values.

    All of them without a calendar; how long a sample or a count takes where none is to come.
    """
    if _because(values):
        return OF_THE_CALENDAR
    idle = set()
    raw, counted, rule = values["raw"], values["counted"], rule_sets()[str(values["rules"])].sample
    if not values["sample"] and isinstance(raw, int) and not (rule and rule.size(raw)):
        idle.add("sample_days")
    if (counted and counted == raw) or values["gate"] in ("sufficient", "insufficient"):
        idle |= {"speed", "speed_pm"}
    if values["speed"] is None:
        idle.add("speed_pm")
    return frozenset(idle)
