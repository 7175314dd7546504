"""The scenario string, both ways. Nothing else parses or writes a parameter."""

from analysis.scenario.calendar import NoCalendar, no_calendar_because
from analysis.scenario.defaults import CUSTOM, FIRST_PRESET, next_november_election
from analysis.scenario.keys import KEYS, REASONS, WEEKDAYS, write
from analysis.scenario.model import Change, Defaults, Problem, Reading, Scenario
from analysis.scenario.reading import NOTHING, read
from analysis.scenario.writing import (
    address,
    address_values,
    as_string,
    at_step,
    by_reason,
    full_link,
    with_values,
    without_changes,
)

__all__ = [
    "CUSTOM",
    "FIRST_PRESET",
    "KEYS",
    "NOTHING",
    "REASONS",
    "WEEKDAYS",
    "Change",
    "Defaults",
    "NoCalendar",
    "Problem",
    "Reading",
    "Scenario",
    "address",
    "address_values",
    "as_string",
    "at_step",
    "by_reason",
    "full_link",
    "next_november_election",
    "no_calendar_because",
    "read",
    "with_values",
    "without_changes",
    "write",
]
