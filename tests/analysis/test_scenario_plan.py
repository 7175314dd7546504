"""The keys of a collection drive: they are held against one another, kept, and change no odds."""

import pytest

from analysis import scenario
from analysis.forecast import forecast

DRIVE = "collected=400000&started=2022-01-27&collected_on=2022-05-01&deadline=2022-07-06"


def test_a_drive_changes_no_odds_and_is_nobody_s_change() -> None:
    plain, drive = scenario.read(""), scenario.read(f"{DRIVE}&cost=6.5&strike_repeats=10000")
    assert plain.scenario is not None
    assert drive.scenario is not None
    assert drive.problems == ()
    assert drive.changed == ()
    assert forecast(plain.scenario).sufficient == forecast(drive.scenario).sufficient


def test_a_drive_is_in_the_address_and_in_the_full_link() -> None:
    reading = scenario.read(DRIVE)
    for string in (scenario.address(reading), scenario.full_link(reading)):
        assert scenario.read(string).scenario == reading.scenario


def test_the_range_of_the_pace_is_an_assumption_where_there_is_a_pace() -> None:
    for string, range_percent in (("", None), ("pace=5000", 30.0), (DRIVE, 30.0)):
        found = scenario.read(string).scenario
        assert found is not None
        assert found.pace_pm == range_percent


@pytest.mark.parametrize(
    ("string", "field"),
    [
        ("collected_on=2022-05-01&started=2022-05-01", "collected_on"),
        ("collected_on=2022-05-01&deadline=2022-05-01", "deadline"),
        ("started=2022-05-01&deadline=2022-04-01", "deadline"),
        ("raw=700000&strike_repeats=700000", ("raw", "strike_repeats")),
        ("strike_invalid=400000&strike_repeats=400000", ("strike_invalid", "strike_repeats")),
    ],
)
def test_what_cannot_be_is_named(string: str, field: str | tuple[str, ...]) -> None:
    reading = scenario.read(string)
    assert [problem.field for problem in reading.problems] == [field]
    assert reading.scenario is not None
    assert reading.scenario.strike_repeats == 0
