"""The track record: what is in it, that it is current, and that it is worked out as it says."""

import datetime as dt
import json
from dataclasses import asdict

import numpy as np
import pytest

from analysis import scenario
from analysis.__main__ import main
from analysis.backtest import body, lines
from analysis.data_files import Row
from analysis.forecast import forecast
from analysis.past_petitions import by_preset, past_petitions
from analysis.petitions import presets
from analysis.track_record import prior_choice
from analysis.track_record.build import as_text, hashes
from analysis.track_record.built import is_current, track_record
from analysis.track_record.cases import excluded, scored
from analysis.track_record.forecasts import as_of_filing, leaving_it_out
from analysis.track_record.record import Forecast, TrackRecord
from analysis.track_record.rivals import may_inform
from analysis.track_record.scores import Coverage
from analysis.track_record.scoring import after_the_sample, before_the_check
from analysis.track_record.selection import selections

RECORD = track_record()
REL, ABS = 2e-5, 1e-6
"""Six significant digits are written."""


def test_it_is_that_of_the_data_and_of_todays_model() -> None:
    """If this fails, run `recall-odds backtest` and look at what moved."""
    assert RECORD.inputs == hashes()
    assert is_current(RECORD)


def test_data_that_changed_are_noticed() -> None:
    other = RECORD.model_copy(update={"inputs": {**RECORD.inputs, "petitions.csv": "0"}})
    assert not is_current(other)
    assert not is_current(RECORD.model_copy(update={"model": "2026-11"}))


def close(
    found: Row | Coverage, stored: Row | Coverage, *, rel: float = REL, abs_: float = ABS
) -> None:
    """The same, field by field, numbers within a tolerance."""
    values = found.model_dump() if isinstance(found, Row) else asdict(found)
    for name, value in values.items():
        other = getattr(stored, name)
        expected = pytest.approx(other, rel=rel, abs=abs_) if isinstance(other, float) else other
        assert value == expected, name


@pytest.mark.parametrize("stored", RECORD.forecasts[::9], ids=lambda one: one.petition_id)
def test_forecasts_are_those_of_the_code(stored: Forecast) -> None:
    row = by_preset()[stored.preset_id]
    close(as_of_filing(row), stored.as_of)
    close(leaving_it_out(row), stored.left_out)


@pytest.mark.parametrize("name", ["left_out", "as_of", "after_sample"])
def test_scores_follow_from_the_forecasts(name: str) -> None:
    stored = RECORD.score_set(name)
    found = (
        after_the_sample(RECORD.after_sample)
        if name == "after_sample"
        else before_the_check(name, RECORD.forecasts)
    )
    assert (found.of, found.happened) == (stored.of, stored.happened)
    for part in ("coverage", "scores", "against"):
        for one, other in zip(getattr(found, part), getattr(stored, part), strict=True):
            close(one, other, rel=1e-3, abs_=1e-4)


def test_the_chosen_way_scores_as_it_says() -> None:
    """The log score of gross validity, each campaign from all others."""
    tests = tuple(prior_choice._tests(as_of=False))
    scores = prior_choice._scores(prior_choice.WAYS[prior_choice.CHOSEN], tests)
    stored = next(one for one in RECORD.candidates if one.chosen)
    assert stored.left_out == pytest.approx(float(scores.mean()), rel=1e-4)
    assert len(scores) == stored.left_out_against.of


def test_the_chosen_way_is_the_best_both_ways() -> None:
    """Chosen by log score, leaving one out and as of filing; the grounds are in the file."""
    chosen = next(one for one in RECORD.candidates if one.chosen)
    assert chosen.left_out == min(one.left_out for one in RECORD.candidates)
    assert chosen.as_of == min(one.as_of for one in RECORD.candidates)


def test_better_than_one_pool_and_each_rule_of_thumb() -> None:
    """Issue 11: mean log score; the interval is stated, whatever it says."""
    chosen = next(one for one in RECORD.candidates if one.chosen)
    assert chosen.left_out_against.mean < 0.0
    for one in RECORD.score_set("left_out").against:
        assert one.mean < 0.0, (one.rival, one.score)
        assert one.low <= one.mean <= one.high


def test_coverage_of_the_80_percent_interval() -> None:
    """Issue 11: between 70% and 90%."""
    found = {one.level: one for one in RECORD.score_set("left_out").coverage}[0.8]
    assert 0.7 <= found.share <= 0.9
    assert found.low < found.share < found.high


def test_every_petition_is_scored_or_named() -> None:
    names = [row.petition_id for row in scored()] + [row.petition_id for row, _ in excluded()]
    assert sorted(names) == sorted(row.petition_id for row in past_petitions())
    assert all(reason for _, reason in excluded())
    stored = {one.petition_id for one in RECORD.forecasts}
    assert stored == {row.petition_id for row in scored()}


@pytest.mark.parametrize("day", ["2022-07-06", "2022-07-09", "2022-07-14"])
def test_gascon_knows_only_petitions_decided_before_the_day(day: str) -> None:
    """Issue 11."""
    prior = scenario.read(f"petition=gascon-2022&as_of={day}").defaults.prior
    assert not prior.every_row
    before = dt.date.fromisoformat(day)
    behind = [one.petition for one in prior.informants]
    behind += [*prior.repeat_informants, *prior.reason_informants]
    assert behind
    for row in behind:
        assert row.known_from is not None
        assert row.known_from < before
        assert row.campaign != "gascon_2022"


def test_gascon_day_by_day() -> None:
    """The replay is what the page says at each step."""
    replay = next(one for one in RECORD.replays if one.petition_id == "gascon_2022")
    assert [step.step for step in replay.steps] == [
        "announced", "filed", "raw", "sample", "outcome",
    ]  # fmt: skip
    for step in replay.steps:
        reading = scenario.read(step.string)
        assert reading.scenario is not None
        assert step.odds == pytest.approx(forecast(reading.scenario).qualifies, rel=REL, abs=ABS)
    assert replay.steps[-1].decided
    assert replay.steps[-1].odds == 0.0


def test_replays_have_known_days_only() -> None:
    for replay in RECORD.replays:
        days = [step.date for step in replay.steps]
        assert days == sorted(days)
        assert len(set(days)) > 1
        row = by_preset()[replay.petition_id.replace("_", "-")]
        known = {row.filed, row.decided_on} | {step.date for step in presets()[row.preset_id].steps}
        assert {step.date for step in replay.steps if step.step != "count"} <= known


def test_a_rival_learns_nothing_from_its_own_campaign_or_from_later() -> None:
    days = [dt.date(2000 + year, 1, 1) for year in range(24)]
    names = [f"c{number // 2}" for number in range(24)]
    others = may_inform(groups=names, filed=None, decided=days)
    assert not others[0, 1]
    assert others[0].sum() == 22
    before = may_inform(groups=names, filed=days, decided=days)
    assert before[23].sum() == 22
    assert before[20].sum() == 20
    assert before[5].sum() == 22  # fewer than ten before it: all


def test_the_rates_are_those_of_the_petitions() -> None:
    for one in RECORD.forecasts:
        row = by_preset()[one.preset_id]
        assert (one.raw, one.required, one.qualified) == (row.raw, row.required, row.qualified)
        for said in (one.as_of, one.left_out):
            assert 0.0 <= said.odds <= 1.0
            assert said.net_low <= said.net_middle <= said.net_high
            assert (said.net is None) is (said.pit is None)


def test_what_the_choice_of_petitions_does_is_stated() -> None:
    """Failures are worse than passes; the whole lies between them."""
    by_name = {one.name: one for one in RECORD.selection}
    assert by_name["qualified_only"].invalid < by_name["all"].invalid
    assert by_name["all"].invalid < by_name["failed_only"].invalid
    for one, other in zip(selections(), RECORD.selection, strict=True):
        close(one, other)
    assert len(RECORD.published) == 2


def test_the_file_reads_back_as_it_was_written() -> None:
    text = as_text(RECORD)
    assert as_text(TrackRecord.model_validate_json(text)) == text
    assert json.loads(text)["model"] == RECORD.model


def test_the_commands_json() -> None:
    """SCENARIO.md, other commands: `petitions`, `coverage`, `scores`, `excluded`."""
    found = body(RECORD)
    assert set(found["coverage"]) == {"50", "80", "95"}
    assert {"prior", "base_rate", "rule_80", "rule_75.9", "naive_sample"} <= set(found["scores"])
    for score in found["scores"].values():
        assert set(score) == {"brier", "log", "crps"}
        assert np.isfinite(list(score.values())).all()
    assert found["petitions"] + len(found["excluded"]) == len(past_petitions())
    assert all(set(one) == {"petition", "reason"} for one in found["excluded"])
    json.dumps(found)


def test_the_command_writes_what_it_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("analysis.backtest.run", lambda: (RECORD, "there"))
    assert main(["backtest"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines() == lines(RECORD, "there")
    assert "80% interval" in printed
    assert main(["backtest", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["petitions"] == len(RECORD.forecasts)
