"""``recall-odds plan``: the answers as JSON and in sentences."""

import json
from dataclasses import replace

import pytest

from analysis import scenario
from analysis.__main__ import main
from analysis.forecast import forecast
from analysis.planning_tables import (
    bounds_table,
    burn_up_of,
    needed_table,
    of_reading,
    striking_table,
    worth_table,
)
from tests.analysis.strings import CUSTOM, read

TARGETS = ["50", "80", "90", "95", "99"]
DRIVE = (
    "collected=300000&started=2022-01-27&collected_on=2022-05-01&deadline=2022-07-06"
    "&cost=6.5&worth=20000000&strike_invalid=20000&strike_repeats=10000"
)


def told(capsys, string: str) -> dict:
    assert main(["plan", string, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def text(capsys, string: str) -> str:
    assert main(["plan", string]) == 0
    return capsys.readouterr().out


def test_the_keys_of_the_schema(capsys) -> None:
    found = told(capsys, "")
    assert list(found["raw_for"]) == list(found["invalid_for"]) == TARGETS
    assert found["pace"] is found["striking"] is found["bounds"] is None
    assert found["per_1000"] > 0.0
    assert found["per_1000_cost"] is None


@pytest.mark.parametrize("target", TARGETS)
def test_the_counts_put_back_as_a_string(capsys, target: str) -> None:
    raw = told(capsys, CUSTOM)["raw_for"][target]
    odds = [
        forecast(read(f"petition=custom&raw={n}&required=45000")).sufficient for n in (raw - 1, raw)
    ]
    assert odds[0] < int(target) / 100 <= odds[1]


@pytest.mark.parametrize("target", ["50", "80"])
def test_the_rates_put_back_as_a_string(capsys, target: str) -> None:
    rate = told(capsys, CUSTOM)["invalid_for"][target]
    odds = forecast(read(f"{CUSTOM}&invalid={scenario.write(rate)}")).sufficient
    assert odds == pytest.approx(int(target) / 100, rel=0, abs=1e-6)


def test_per_1000_is_the_gain_of_the_next(capsys) -> None:
    here = read(CUSTOM)
    more = replace(here, raw=here.raw + 1_000)
    found = told(capsys, CUSTOM)["per_1000"]
    assert found == forecast(more).sufficient - forecast(here).sufficient


def test_all_the_parts(capsys) -> None:
    found = told(capsys, DRIVE)
    pace, worth, striking = found["pace"], found["worth"], found["striking"]
    assert pace["days_left"] == 66
    assert list(pace["needed"]) == list(pace["needed_if_sure"]) == TARGETS
    assert pace["at_deadline"]["p05"] < pace["at_deadline"]["p50"] < pace["at_deadline"]["p95"]
    assert worth["stop_at"] > found["raw_for"]["95"]
    assert list(striking["rules"]) == ["corrected", "uncorrected"]
    assert striking["odds"] == found["odds"] < striking["odds_replaced"]
    assert found["per_1000_cost"] == 6500.0


def test_bounds_of_a_count(capsys) -> None:
    found = told(capsys, "counted=300000&counted_valid=215000")
    assert found["bounds"]["best"] == 630_833
    assert found["bounds"]["decided"] == "open"
    assert found["invalid_for"] == dict.fromkeys(TARGETS)
    assert found["worth"] is None


def test_the_text_says_what_has_to_be_done(capsys) -> None:
    said = text(capsys, f"model=2026-11&{DRIVE}")
    for part in (
        "raw signatures make the odds 1 in 2; about",
        "From 300,000 on May 1, 2022 to the end of the deadline of July 6, 2022, odds of 1 in 2",
        "so far it was about 3,200 a day",
        "The next 1,000 raw signatures add about 0.4 points of odds, for $6,500",
        "More stops paying at about",
        "changes nothing in a full count: the raw signatures fall to 685,833",
        "Under a sample rule that corrects for repeats",
        "Collecting 30,000 ordinary signatures in their place adds about",
        "Enough signatures is not a place on the ballot",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("string", "part"),
    [
        ("invalid=100", "No raw count up to 100,000,000 makes the odds 1 in 2 at these rates."),
        ("repeats=30&repeats_pm=20", "No invalid rate, not even 0, makes the odds 1 in 2."),
        ("as_of=outcome", "46,807 short of the 566,857 required."),
        ("as_of=sample", "Under check: the odds of 715,833 raw signatures are about"),
        ("counted=300000&counted_valid=215000", "84.6% of what is left must be valid and new"),
        ("counted=600000&counted_valid=570000", "are reached whatever is left."),
        ("counted=600000&counted_valid=450000", "are out of reach whatever is left."),
        ("cost=10&worth=1000", "no raw count pays for itself."),
        ("raw=500000", "are fewer than the 566,857 required: no invalid rate is low enough."),
        ("raw=1200000", "over the count for 1 in 2."),
        ("raw=1500000", "add less than 0.1 points of odds."),
        (f"{CUSTOM}&strike_invalid=15001", "too few signatures would be left to qualify."),
        (
            "collected=1200000&collected_on=2022-05-01&deadline=2022-07-06",
            "nothing more is needed for odds of 1 in 2",
        ),
        (
            "invalid=100&collected=1200000&collected_on=2022-05-01&deadline=2022-07-06",
            "no pace makes the odds 1 in 2",
        ),
        (
            "collected=300000&collected_on=2022-05-01&deadline=2022-07-06&pace=10000",
            "At this pace the raw count is reached for odds of 1 in 2 on ",
        ),
        (
            "collected=300000&collected_on=2022-05-01&deadline=2022-07-06&pace=100",
            "the deadline comes before the raw count for odds of 1 in 2.",
        ),
    ],
)
def test_where_it_fails_the_same_frame_says_so(capsys, string: str, part: str) -> None:
    assert part in text(capsys, string)


def test_no_sentence_says_0_or_100_per_cent(capsys) -> None:
    for string in ("", DRIVE, "invalid=0&repeats=0", "raw=99999999", "required=1", "raw=1"):
        said = f" {text(capsys, string)}"
        for never in (" 0%", " 100%", "nan", "None", "inf", "  "):
            assert never not in said


def test_bad_input_is_that_of_every_command(capsys) -> None:
    assert main(["plan", "cost=cheap"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "“cheap”" in err
    assert main(["plan", "petition=custom", "--json"]) == 2
    assert "required" in capsys.readouterr().out


def test_the_tables_hold_the_plan() -> None:
    reading = scenario.read(f"{CUSTOM}&{DRIVE.replace('300000', '30000').replace('0000&', '00&')}")
    needed = of_reading(needed_table, reading)
    assert [row[0] for row in needed.rows][::4] == ["1 in 2", "99 in 100"]
    assert all(len(row) == len(needed.columns) for row in needed.rows)
    for table in (burn_up_of, worth_table, striking_table):
        found = of_reading(table, reading)
        assert found.rows
        assert {len(row) for row in found.rows} == {len(found.columns)}
    burn_up = of_reading(burn_up_of, reading)
    assert burn_up.rows[0] == ("2022-01-27", 0, 0, 0)
    assert burn_up.rows[-1][0] == "2022-07-06"
    for table in (burn_up_of, striking_table, bounds_table):
        assert of_reading(table, scenario.read("")).rows == ()
    counting = scenario.read("counted=300000&counted_valid=215000")
    assert of_reading(bounds_table, counting).rows[5] == ("most at the end", 630_833)
