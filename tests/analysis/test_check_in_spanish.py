"""The official check, running counts and past shares in Spanish: whole, with every number."""

import re
from collections.abc import Callable, Iterator

import pytest

from analysis import tally
from analysis import verification_tables as tables
from analysis.charts.count import count_chart
from analysis.charts.path import path_picture
from analysis.charts.repeats_seen import repeats_seen_chart
from analysis.forecast import forecast
from analysis.language import SPANISH, speaking, t
from analysis.past_shares import past_splits, yours
from analysis.petitions import presets
from analysis.rules import rule_sets
from analysis.sample_questions import gate_errors, odds_by_repeats_seen
from analysis.sample_story import sample_story
from analysis.scenario import Scenario, read
from analysis.wording import count_over_time, past_shares, projection, sample_questions
from analysis.wording import verification as words
from analysis.wording.path import path_alt, path_title
from analysis.wording.tally import problem_sentence

STRINGS = (
    "",
    "as_of=sample",
    "as_of=outcome",
    "as_of=sample&gate=unknown&sample_valid=29500",
    "gate=full_count",
    "raw=400000",
    "rules=every-signature",
    "rules=wa&sample=35000&sample_valid=28000&sample_repeats=1",
    "rules=co&sample=35000&sample_valid=28000",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def scenario(string: str) -> Scenario:
    found = read(string).scenario
    assert found
    return found


def said_of(string: str) -> Iterator[str]:
    """What the Verification page and the chart of past petitions say of a scenario."""
    at = scenario(string)
    result, rules = forecast(at), rule_sets()[at.rules]
    yield words.step_reached(at, rules)
    yield words.drift_sentence(at)
    yield words.cut_offs_of(at, rules)
    yield from words.stage_sentences(at, result)
    yield path_alt(result)
    yield sample_questions.no_gate_errors_sentence(at, rules)
    if wrong := gate_errors(at):
        yield sample_questions.gate_errors_sentence(at, wrong)
    if mine := yours(read(string)):
        yield past_shares.cushion_title(mine)
        yield past_shares.yours_sentence(mine)
    if at.sample:
        yield sample_questions.repeats_seen_why(odds_by_repeats_seen(at))
        for name in tables.statistics(at):
            told = tables.told_with(at, name)
            yield from (f"{step.text} {step.result_text}" for step in told.steps)
            yield told.note


@pytest.mark.parametrize("string", STRINGS)
def test_each_sentence_is_translated_and_keeps_its_numbers(string: str) -> None:
    english = list(said_of(string))
    with speaking(SPANISH):
        spanish = list(said_of(string))
    numbers = [sorted(NUMBER.findall(text)) for text in spanish]
    assert numbers == [sorted(NUMBER.findall(text)) for text in english]
    bare = r"[\d,.\s×÷−()%]*"
    assert not [
        pair
        for pair in zip(english, spanish, strict=True)
        if pair[0] == pair[1] and not re.fullmatch(bare, pair[0])
    ]


def test_the_petition_is_what_is_declared_sufficient_not_the_sample() -> None:
    with speaking(SPANISH):
        assert path_title(forecast(scenario("model=2026-11"))) == (
            "Desenlace más probable: la muestra basta para declarar insuficiente la petición "
            "(alrededor de 1 en 2)"
        )


def test_no_capital_letter_follows_a_semicolon() -> None:
    """RAE, Ortografía 4.2.4: only what follows a full stop begins with a capital."""
    with speaking(SPANISH):
        assert not re.search(r"; [A-ZÁÉÍÓÚ]", path_alt(forecast(scenario(""))))


@pytest.mark.parametrize(
    ("most_sufficient", "fewest_insufficient", "said"),
    [
        (
            0,
            131,
            "Con más de 0 repetidas, la petición no sería suficiente. Con 131 repetidas o más, la",
        ),
        (1, 0, "Con más de 1 repetida, la petición no sería suficiente."),
        (-1, 1, "Con 1 repetida o más, la petición se declararía insuficiente con la muestra."),
    ],
)
def test_repeats_are_counted_in_singular_and_plural(
    most_sufficient: int, fewest_insufficient: int, said: str
) -> None:
    with speaking(SPANISH):
        assert said in projection.unpublished_sentence(
            most_sufficient=most_sufficient, fewest_insufficient=fewest_insufficient, most=7810
        )


def test_the_story_of_the_sample_in_announced_numbers() -> None:
    story = sample_story(presets()["gascon-2022"])
    assert story
    with speaking(SPANISH):
        assert sample_questions.story_title(story) == (
            "Por qué la muestra dio un 78.18% de firmas válidas y el conteo completo, un 72.65%"
        )
        assert "De 43,593, cabía esperar que mostrara 109.0" in sample_questions.story_text(story)


def test_a_bad_line_of_a_count_is_named_by_the_columns_that_were_typed() -> None:
    text = "date,checked,valid,repeats\n2022-07-20,100,80,1\n2022-07-21,90,70,1\nsoon,300,,2\n1,2"
    with speaking(SPANISH):
        problems = tally.read_tally(text, raw=1000).problems
        said = [problem_sentence(problem) for problem in problems]
    assert said[0] == (
        "Línea 3, checked: “90” no se puede usar. Se admite: como mínimo 100, lo que dice "
        "la línea 2: checked es un total acumulado."
    )
    assert said[1].startswith("Línea 4, date: “soon” no se puede usar. Se admite: una fecha")
    assert said[2].startswith("Línea 4, valid: no se dio ningún valor. Se admite: ")


def _count() -> object:
    points, example = _worked()
    return count_chart(points, raw=example.raw, required=example.required)


def _worked() -> tuple[tuple[tally.TallyPoint, ...], Scenario]:
    string, rows = tally.worked_example()
    example = scenario(string)
    return tally.odds_over_time(scenario=example, rows=rows), example


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: path_picture(forecast(scenario("as_of=sample"))),
        lambda: repeats_seen_chart(odds_by_repeats_seen(scenario("as_of=sample"))),
        _count,
    ],
    ids=["path", "repeats seen", "count"],
)
def test_a_chart_is_kept_for_each_language_apart(drawn: Callable[[], object]) -> None:
    english = drawn()
    with speaking(SPANISH):
        spanish = drawn()
        assert drawn() is spanish
    assert drawn() is english
    for part in ("title", "alt", "table", "spec"):
        assert getattr(spanish, part) != getattr(english, part)


def test_the_dates_under_a_count_are_spanish() -> None:
    points, example = _worked()
    with speaking(SPANISH):
        chart = count_chart(points, raw=example.raw, required=example.required)
        told = count_over_time.sampling_only_sentence(points)
    ticks = chart.spec["layout"]["xaxis"]["ticktext"]
    assert 0 < len(ticks) <= 4
    assert all(re.fullmatch(r"\d{1,2} de [a-z]+", tick) for tick in ticks)
    assert "(20 de agosto de 2009, 88,191 revisadas)" in told


def test_names_of_reasons_agree_with_the_title() -> None:
    with speaking(SPANISH):
        assert past_shares.reasons_title(past_splits()).startswith(
            f"“{t(next(iter(past_shares.REASON_GROUPS)))}” es el motivo principal"
        )
