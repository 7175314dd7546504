"""The Verification page without a browser: what is entered, what follows, what is named."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from analysis import scenario, wording
from analysis.forecast import forecast
from analysis.rules import rule_sets
from analysis.sample_questions import odds_by_repeats_seen
from analysis.verification_tables import gate_answers_table
from analysis.wording import interface
from analysis.wording.path import path_title
from analysis.wording.sample_questions import repeats_seen_title
from analysis.wording.verification import step_reached
from tests.pages.opened import opened

STRINGS = [
    "",
    "as_of=announced",
    "as_of=sample",
    "as_of=sample&sample_valid=29500&gate=unknown",
    "as_of=outcome",
    "gate=full_count",
    "as_of=sample&gate=insufficient",
    "rules=every-signature",
    "rules=wa&sample=35000&sample_valid=28000&sample_repeats=9",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
    "petition=custom&raw=900&required=700&sample=500&sample_valid=420",
    "petition=custom&raw=1&required=1",
    "check=1000&check_valid=820",
]


def verification(string: str) -> AppTest:
    """The Verification page of a scenario string, without an exception."""
    page = opened(string)
    page.switch_page("verification.py").run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


def given(page: AppTest) -> dict[str, str]:
    """The keys and values in the address."""
    found = {key: page.query_params[key] for key in page.query_params}
    return {key: text if isinstance(text, str) else text[0] for key, text in found.items()}


def told(page: AppTest) -> list[str]:
    """The notice at the top, line by line."""
    notices = [box for box in page.warning if box.proto.title == interface.PROBLEMS_TITLE]
    return [line.removeprefix("- ") for box in notices for line in box.value.splitlines()]


def fill(page: AppTest, **values: Any) -> None:
    for key, value in values.items():
        page.number_input(key=f"e_{key}").set_value(value)


def press(page: AppTest, key: str) -> None:
    page.button(key=key).click().run()
    assert not page.exception


@pytest.mark.parametrize("string", STRINGS)
def test_it_says_where_the_petition_is_and_what_the_odds_are(string: str) -> None:
    page = verification(string)
    reading = scenario.read(string)
    assert reading.scenario
    result = forecast(reading.scenario)
    assert page.title[0].value == wording.first_view(reading, result).headline
    assert step_reached(reading.scenario, rule_sets()[reading.scenario.rules]) in texts(page)
    assert path_title(result) in [title.value for title in page.subheader]


@pytest.mark.parametrize("string", STRINGS)
def test_every_chart_is_plotlys_and_says_its_finding_in_words(string: str) -> None:
    page = verification(string)
    titles = [title.value for title in page.subheader]
    charts = [chart.proto for chart in page.get("plotly_chart")]
    assert charts
    for chart in charts:
        spec = json.loads(chart.spec)
        figure = go.Figure(**spec)
        for trace, given in zip(figure.to_dict()["data"], spec["data"], strict=True):
            assert set(given) <= set(trace)
        assert any(title in chart.alt for title in titles)


def test_a_petition_without_its_counts_gets_the_form() -> None:
    page = verification("petition=custom")
    assert page.title[0].value == "Two numbers are needed for the odds"
    assert not page.get("plotly_chart")


def test_a_sample_that_is_entered_is_in_the_address_and_can_be_removed() -> None:
    page = verification("")
    before = page.title[0].value
    fill(page, sample=35793, sample_valid=29500, sample_repeats=40)
    press(page, "apply_sample")
    entered = given(page)
    assert entered["sample"] == "35793"
    assert entered["sample_repeats"] == "40"
    wanted = scenario.read("sample=35793&sample_valid=29500&sample_repeats=40")
    assert page.title[0].value == wording.first_view(wanted).headline != before
    press(page, "remove_sample")
    assert given(page) == {}
    assert page.title[0].value == before
    assert page.number_input(key="e_sample").value is None


def test_the_sample_of_a_preset_can_be_removed() -> None:
    page = verification("as_of=sample")
    press(page, "remove_sample")
    reading = scenario.read(given(page).items())
    assert reading.scenario
    assert not reading.problems
    assert reading.scenario.sample == 0
    assert reading.scenario.gate == "unknown"
    assert page.title[0].value == wording.first_view(scenario.read("")).headline


def test_a_running_count_and_a_check_go_in_and_out() -> None:
    page = verification("")
    fill(page, counted=300000, counted_valid=240000)
    press(page, "apply_count")
    assert given(page)["counted"] == "300000"
    press(page, "remove_count")
    assert given(page) == {}
    fill(page, check=1000, check_valid=850, check_weight=0.2)
    press(page, "apply_check")
    assert given(page)["check_weight"] == "0.2"
    press(page, "remove_check")
    assert given(page) == {}


def test_what_contradicts_itself_is_named_and_stays_to_be_mended() -> None:
    page = verification("")
    fill(page, sample=100, sample_valid=200)
    press(page, "apply_sample")
    problems = scenario.read("sample=100&sample_valid=200").problems
    assert told(page) == [wording.as_markdown(wording.problem_sentence(one)) for one in problems]
    assert page.number_input(key="e_sample_valid").value == 200
    fill(page, sample_valid=80)
    press(page, "apply_sample")
    assert told(page) == []
    assert given(page)["sample_valid"] == "80"


def test_a_field_left_empty_is_named() -> None:
    page = verification("")
    fill(page, sample=1000)
    press(page, "apply_sample")
    assert len(told(page)) == 1
    assert "valid in the sample" in told(page)[0].lower().replace("\\", "")


def test_the_law_and_the_drift_move_the_scenario() -> None:
    page = verification("as_of=sample")
    page.selectbox(key="e_rules").set_value("every-signature").run()
    assert given(page)["rules"] == "every-signature"
    page.slider(key="e_drift").set_value(0.0).run()
    assert given(page)["drift"] == "0"
    assert not page.exception


def test_the_odds_over_the_repeats_are_asked_only_where_they_are_not_published() -> None:
    asked = scenario.read("as_of=sample").scenario
    assert asked
    title = repeats_seen_title(odds_by_repeats_seen(asked))
    assert title in [one.value for one in verification("as_of=sample").subheader]
    known = verification("as_of=sample&sample_repeats=100")
    assert not any("repeats the sample showed" in one.value for one in known.subheader)


def test_a_pasted_count_is_drawn_and_its_bad_lines_are_named() -> None:
    page = verification("")
    page.text_area(key="tally_text").set_value("checked,valid\n100000,79000\nmany,1\n200000,157000")
    press(page, "apply_tally")
    notices = [box.value for box in page.warning if box.proto.title == interface.TALLY_PROBLEMS]
    assert len(notices) == 1
    assert "Line 3" in notices[0]
    assert any("After 200,000 signatures" in one.value for one in page.subheader)
    assert given(page) == {}, "what is pasted stays in the session"


def test_before_the_sample_both_projections_are_shown() -> None:
    table = gate_answers_table(scenario_of("model=2026-11&as_of=raw"))
    assert [row[1:] for row in table.rows] == [
        ("about 3 in 100", "about 4 in 1,000"),
        ("about 13 in 20", "about 1 in 2"),
        ("about 1 in 3", "about 1 in 2"),
    ]
    for string in ("as_of=sample", "rules=wa", "rules=every-signature", "gate=full_count"):
        assert gate_answers_table(scenario_of(string)).rows == ()


def scenario_of(string: str) -> scenario.Scenario:
    found = scenario.read(string).scenario
    assert found
    return found
