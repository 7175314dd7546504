"""The track record in Spanish: the numbers of the English, and none of its words."""

import re
from collections.abc import Callable

import pytest

from analysis import past_list, record_views
from analysis import track_record_in_words as tables
from analysis.charts.reliability import reliability_chart
from analysis.charts.replay import replay_chart
from analysis.data_messages import data_messages
from analysis.language import speaking
from analysis.past_list import COLUMNS, Asked
from analysis.track_record.built import track_record
from analysis.track_record.record import ScoreSet
from analysis.wording import past_list as list_words
from analysis.wording import prior_choice as choice_words
from analysis.wording import replay as replay_words
from analysis.wording import track_record as words

RECORD = track_record()
SENTENCES: tuple[Callable[[ScoreSet], str], ...] = (
    words.headline, words.score_sentence, words.not_told_apart, words.rivals_help,
    words.reliability_title, words.reliability_alt, words.in_all_sentence, words.band_sentence,
    words.coverage_sentence, lambda found: words.how_made(RECORD, found),
)  # fmt: skip
ENGLISH = re.compile(r"(?i)\b(the|and|of|is|was|are|were|with|which|found|odds|from|than)\b")


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d(?:[\d,.]*\d)?", text))


def in_both(tell: Callable[[], str]) -> tuple[str, str]:
    english = tell()
    with speaking("es"):
        return english, tell()


@pytest.mark.parametrize("name", record_views.SETS)
@pytest.mark.parametrize("place", range(len(SENTENCES)))
def test_a_sentence_holds_the_numbers_of_the_english_one(name: str, place: int) -> None:
    found = RECORD.score_set(name)
    english, spanish = in_both(lambda: SENTENCES[place](found))
    # "Even odds" are "1 en 2": Spanish has no word for them.
    even = ["1", "2"] * english.count("even odds")
    assert numbers(spanish) == sorted([*numbers(english), *even])
    assert not ENGLISH.search(spanish), spanish


def test_how_the_prior_was_chosen() -> None:
    told: tuple[Callable[[], str], ...] = (
        lambda: choice_words.choice_title(RECORD.candidates),
        lambda: choice_words.choice_sentence(RECORD.candidates),
        lambda: choice_words.selection_title(RECORD.selection),
        lambda: choice_words.published_sentence(RECORD.published),
        lambda: words.where_from(RECORD),
    )
    for tell in told:
        english, spanish = in_both(tell)
        assert numbers(spanish) == numbers(english)
        assert not ENGLISH.search(spanish), spanish


def test_better_and_worse_have_one_frame() -> None:
    found = RECORD.score_set("left_out")
    names = {"prior": "base_rate", "base_rate": "prior"}
    turned = found.model_copy(
        update={
            "scores": tuple(
                one.model_copy(update={"forecaster": names.get(one.forecaster, one.forecaster)})
                for one in found.scores
            )
        }
    )
    with speaking("es"):
        better, worse = words.headline(found), words.headline(turned)
    assert re.sub(r"\d+% más", "", better) == re.sub(r"\d+% menos", "", worse)


def test_one_petition_takes_a_singular() -> None:
    found = RECORD.score_set("left_out")
    one = found.model_copy(
        update={
            "reliability": tuple(
                at.model_copy(update={"happened": place == 0})
                for place, at in enumerate(found.reliability)
            ),
            "happened": 1,
        }
    )
    with speaking("es"):
        assert words.in_all_sentence(one).startswith("En total calificó 1 de ")
        assert words.in_all_sentence(found).startswith("En total calificaron ")


@pytest.mark.parametrize("name", list(record_views.replays(RECORD)))
def test_a_replay_says_its_days_in_spanish(name: str) -> None:
    replay = record_views.replays(RECORD)[name]
    english, spanish = in_both(lambda: replay_words.replay_title(replay))
    assert numbers(spanish) == numbers(english)
    with speaking("es"):
        chart = replay_chart(name)
        told = [replay_words.step_name(step) for step in replay.steps]
        told += [replay_words.odds_then(step) for step in replay.steps]
    assert not any(ENGLISH.search(text) for text in told), told
    assert chart.title == spanish
    axis = chart.spec["layout"]["xaxis"]
    assert axis["ticktext"]
    # Spanish writes months in lower case (Fundéu).
    assert all(text == text.lower() for text in axis["ticktext"])
    assert chart.spec["layout"]["yaxis"]["ticktext"] == ["1 en 4", "1 en 2", "3 en 4"]


def test_a_kept_chart_is_of_the_language_that_asks() -> None:
    english = reliability_chart("left_out")
    with speaking("es"):
        spanish = reliability_chart("left_out")
    assert english.title != spanish.title
    assert reliability_chart("left_out") is english


def test_a_petition_opens_in_the_language_of_the_table() -> None:
    replay = record_views.replays(RECORD)["gascon_2022"]
    with speaking("es"):
        links = [row[-1] for row in tables.replay_in_words(replay).rows]
        links += [row[-1] for row in tables.misses_in_words("left_out").rows]
        links += list(filter(None, past_list.columns_of(past_list.rows_of(Asked()))["open"]))
    assert all(str(link).endswith("lang=es") for link in links)
    assert tables.replay_in_words(replay).rows[0][-1] == f"/{replay.steps[0].string}"


def test_why_a_petition_is_not_scored() -> None:
    """Every reason that the built record holds, in English, has its Spanish."""
    rows = past_list.rows_of(Asked())
    english = past_list.columns_of(rows)["not scored"]
    assert english == [past_list.not_scored().get(row.petition_id, "") for row in rows]
    with speaking("es"):
        spanish = past_list.columns_of(rows)["not scored"]
    for own, said in zip(english, spanish, strict=True):
        assert (said == own) is (own == "")
        assert not ENGLISH.search(said), said
    assert {row.why_not for row in rows if row.use == "no"} <= set(data_messages())


def test_the_columns_of_the_file_are_those_of_the_table() -> None:
    assert list_words.csv_columns() == tuple(COLUMNS)
    with speaking("es"):
        found = list_words.csv_columns()
    assert len(set(found)) == len(COLUMNS)


def test_an_outcome_is_its_id_in_every_language() -> None:
    """``past_petitions.csv`` and the page's own words both go by it."""
    rows = past_list.rows_of(Asked())
    with speaking("es"):
        found = past_list.columns_of(rows)
        said = {list_words.outcome(name) for name in found["outcome"]}
    assert found["outcome"] == [row.outcome for row in rows]
    assert not any("_" in text or ENGLISH.search(text) for text in said)
    assert set(found["kind"]) == {"destitución", "iniciativa", "referendo"}
    assert set(found["result"]) == {"suficiente", "insuficiente", "no se conoce"}
