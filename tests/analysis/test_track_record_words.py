"""The sentences of the Track record page: they hold the record's numbers, and claim no more."""

import re

import pytest

from analysis import record_views, scenario
from analysis.charts.cushion import cushion_chart
from analysis.charts.reasons import reasons_chart
from analysis.charts.reliability import reliability_chart
from analysis.charts.replay import replay_chart
from analysis.past_shares import counted, yours
from analysis.track_record.built import track_record
from analysis.wording import past_shares as past_words
from analysis.wording import prior_choice as choice_words
from analysis.wording import replay as replay_words
from analysis.wording import track_record as words

RECORD = track_record()
CERTAIN = re.compile(
    r"\b(certain|certainly|guarantee|never wrong|always right|proves?)\b", re.IGNORECASE
)


def brier(name: str, forecaster: str) -> float:
    return next(one.brier for one in RECORD.score_set(name).scores if one.forecaster == forecaster)


@pytest.mark.parametrize("name", record_views.SETS)
def test_the_headline_is_the_skill_against_the_base_rate(name: str) -> None:
    found = RECORD.score_set(name)
    skill = round(100.0 * (1.0 - brier(name, "prior") / brier(name, "base_rate")))
    headline = words.headline(found)
    assert f"{abs(skill)}%" in headline
    assert f"{found.of} past petitions" in headline


@pytest.mark.parametrize("name", record_views.SETS)
def test_worse_is_said_in_the_same_frame(name: str) -> None:
    """With ours and the base rate exchanged the sentence says farther, not closer."""
    found = RECORD.score_set(name)
    names = {"prior": "base_rate", "base_rate": "prior"}
    turned = found.model_copy(
        update={
            "scores": tuple(
                one.model_copy(update={"forecaster": names.get(one.forecaster, one.forecaster)})
                for one in found.scores
            )
        }
    )
    assert "closer to" in words.headline(found)
    assert "farther from" in words.headline(turned)


@pytest.mark.parametrize("name", record_views.SETS)
def test_an_interval_round_zero_is_said(name: str) -> None:
    found = RECORD.score_set(name)
    open_ones = {one.rival for one in found.against if one.score == "log" and one.high >= 0.0}
    sentence = words.not_told_apart(found)
    for rival in open_ones:
        assert words.FORECASTERS[rival] in sentence


@pytest.mark.parametrize("name", record_views.SETS)
def test_no_sentence_is_certain(name: str) -> None:
    found = RECORD.score_set(name)
    told = [
        words.headline(found), words.score_sentence(found), words.not_told_apart(found),
        words.how_made(RECORD, found), words.where_from(RECORD), words.in_all_sentence(found),
        words.band_sentence(found), words.coverage_sentence(found), words.rivals_help(found),
        choice_words.choice_sentence(RECORD.candidates), choice_words.SELECTION_MEANING,
        choice_words.published_sentence(RECORD.published),
    ]  # fmt: skip
    for sentence in told:
        assert not CERTAIN.search(sentence), sentence
        assert "nan" not in sentence.lower().split()


def test_every_candidate_and_part_has_plain_words() -> None:
    for one in RECORD.candidates:
        assert "_" not in choice_words.WAYS[one.name]
    for part in RECORD.selection:
        assert all("_" not in text for text in choice_words.PARTS[part.name])


def test_charts_say_what_they_find() -> None:
    reading = scenario.read("")
    drawn = [
        *(reliability_chart(name) for name in record_views.SETS),
        cushion_chart(reading),
        reasons_chart(reading),
        *(replay_chart(name) for name in record_views.replays(RECORD)),
    ]
    for chart in drawn:
        assert chart.title
        assert chart.title.rstrip(".") in chart.alt
        assert chart.table.rows


def test_the_readers_petition_is_marked_where_there_is_one() -> None:
    mine = yours(scenario.read("petition=gascon-2022"))
    assert mine is not None
    sentence = past_words.yours_sentence(mine)
    assert "1.26" in sentence  # 715,833 over 566,857
    assert "79.2%" in sentence
    needed = 566_857 / 715_833
    enough = sum(one.share >= needed for one in counted())
    assert str(enough) in past_words.cushion_title(mine)
    assert yours(scenario.read("petition=custom")) is None


def test_a_replay_ends_with_what_officials_found() -> None:
    for replay in record_views.replays(RECORD).values():
        title = replay_words.replay_title(replay)
        if replay.qualified is not None:
            assert ("insufficient" in title) is not replay.qualified
