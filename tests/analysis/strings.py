"""Strings that several tests read, and what is asked of a reading."""

from analysis import scenario
from analysis.scenario import Reading, Scenario

CUSTOM = "petition=custom&raw=60000&required=45000"
OUTCOME = "as_of=outcome"


def read(string: str) -> Scenario:
    """The scenario of a string that has no problem."""
    reading = scenario.read(string)
    assert reading.problems == ()
    assert reading.scenario is not None
    return reading.scenario


def changed(reading: Reading) -> list[str]:
    return [change.key for change in reading.changed]
