"""What a sample raises: repeats seen, the gate's errors, the story of a past sample."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.forecast import forecast
from analysis.petitions import presets
from analysis.sample_questions import gate_errors, odds_by_repeats_seen
from analysis.sample_story import sample_story
from analysis.scenario import Scenario, read

CHECKS = {
    row["id"]: row["value"]
    for row in json.loads((Path(__file__).parents[1] / "data" / "checks.json").read_text("utf-8"))[
        "checks"
    ]
}


def scenario(string: str) -> Scenario:
    found = read(string).scenario
    assert found
    return found


def test_the_story_of_gascon_in_announced_numbers() -> None:
    story = sample_story(presets()["gascon-2022"])
    assert story
    assert story.expected == pytest.approx(CHECKS["A.gascon.expected_full_count"], abs=1e-6)
    assert story.naive == pytest.approx(CHECKS["A.gascon.naive_projection"], abs=1e-6)
    assert story.pairs_expected == pytest.approx(CHECKS["A.gascon.Ed"], abs=1e-6)
    assert (story.sample_percent, story.counted_percent) == pytest.approx((78.18, 72.65), abs=0.005)


def test_only_a_petition_with_sample_count_and_repeats_has_a_story() -> None:
    told = [name for name, preset in presets().items() if sample_story(preset)]
    assert told == ["gascon-2022"]
    assert sample_story(None) is None


@pytest.mark.parametrize("gate", ["unknown", "full_count"])
def test_more_repeats_never_help(gate: str) -> None:
    found = odds_by_repeats_seen(scenario(f"as_of=sample&sample_valid=29500&gate={gate}"))
    odds = [at.sufficient for at in found.points]
    assert len(odds) >= 20
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(odds))
    assert found.low.sufficient > 0.6 > 0.01 > found.high.sufficient


def test_each_point_is_the_forecast_with_that_many_repeats() -> None:
    at = scenario("as_of=sample")
    found = odds_by_repeats_seen(at)
    assert found.insufficient_from == 131, "LAW.md 5.2"
    for seen in found.points:
        kept = "full_count" if seen.repeats < 131 else "unknown"
        assert seen.gate == ("full_count" if seen.repeats < 131 else "insufficient")
        wanted = forecast(replace(at, sample_repeats=seen.repeats, gate=kept))
        assert seen.sufficient == wanted.sufficient
    assert found.high.repeats < 131, "an announced gate bounds what is asked"


def test_what_is_asked_does_not_depend_on_what_was_answered() -> None:
    without = odds_by_repeats_seen(scenario("as_of=sample&gate=unknown"))
    answered = odds_by_repeats_seen(scenario("as_of=sample&sample_repeats=90&gate=unknown"))
    assert without == answered


def test_without_a_sample_nothing_is_asked() -> None:
    with pytest.raises(ValueError, match="without a sample"):
        odds_by_repeats_seen(scenario(""))


def test_the_gate_hardly_ever_errs_about_los_angeles() -> None:
    errors = gate_errors(scenario(""))
    assert [one.statistic for one in errors] == ["corrected", "uncorrected"]
    assert {one.short for one in errors} == {566_290}
    for one in errors:
        assert 0.0 <= one.wrong_pass < 0.001
        assert 0.0 <= one.wrong_fail < 0.001


def test_a_small_sample_errs_more() -> None:
    small = gate_errors(scenario("petition=custom&raw=1000&required=700"))
    assert small[0].wrong_fail > gate_errors(scenario(""))[0].wrong_fail


@pytest.mark.parametrize(
    "string",
    ["rules=every-signature", "as_of=announced", "petition=custom&raw=400&required=300"],
)
def test_where_no_sample_decides_there_are_no_errors(string: str) -> None:
    assert gate_errors(scenario(string)) == ()


def test_the_test_of_pairs_never_fails_a_petition() -> None:
    (one,) = gate_errors(scenario("petition=custom&raw=348072&required=246372&rules=wa"))
    assert one.statistic == "pairs"
    assert one.wrong_fail == 0.0
    assert 0.0 < one.wrong_pass < 0.05
