"""The Campaign desk without a browser: what it says, what its forms write, what it names."""

import datetime as dt
import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from analysis import scenario
from analysis.planning import plan_of
from analysis.wording import as_markdown, burn_up, desk
from analysis.wording import planning as words
from tests.pages.opened import opened
from tests.pages.test_verification_page import given, press, texts, told

DRIVE = "collected=400000&collected_on=2022-05-01&started=2022-01-27&deadline=2022-07-06"
STRINGS = [
    "",
    "as_of=announced",
    "as_of=sample",
    "as_of=outcome",
    "invalid=100&invalid_pm=0",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
    f"{DRIVE}&cost=6.5&worth=20000000",
    f"{DRIVE}&pace=9000&pace_pm=0",
    "collected=900000&collected_on=2022-05-01&deadline=2022-07-06",
    "strike_invalid=5000&strike_repeats=10000",
    "check=2000&check_valid=1640",
    "petition=custom&raw=900&required=700",
    "petition=custom&raw=60000&required=45000&rules=wa&strike_repeats=100",
]


def desk_page(string: str) -> AppTest:
    """The desk of a scenario string, without an exception."""
    page = opened(string)
    page.switch_page("desk.py").run()
    assert not page.exception
    return page


@pytest.mark.parametrize("string", STRINGS)
def test_it_says_what_the_plan_says(string: str) -> None:
    page = desk_page(string)
    asked = scenario.read(string).scenario
    assert asked
    plan = plan_of(asked)
    assert page.title[0].value == words.headline(plan)
    said = texts(page)
    for sentence in desk.worth_sentences(plan, asked) + desk.pace_sentences(plan):
        assert as_markdown(sentence) in said
    titles = [one.value for one in page.subheader]
    assert (burn_up.burn_up_title(plan.pace) in titles) if plan.pace else True
    if plan.bounds is not None:
        assert words.bounds_sentence(plan.bounds) in said


@pytest.mark.parametrize("string", STRINGS)
def test_every_chart_is_plotlys_and_says_its_finding_in_words(string: str) -> None:
    page = desk_page(string)
    titles = [title.value for title in page.subheader]
    for chart in (chart.proto for chart in page.get("plotly_chart")):
        spec = json.loads(chart.spec)
        figure = go.Figure(**spec)
        for trace, sent in zip(figure.to_dict()["data"], spec["data"], strict=True):
            assert set(sent) <= set(trace)
        assert any(title in chart.alt for title in titles)


def test_the_drive_s_form_writes_the_keys_and_clearing_takes_them_out() -> None:
    page = desk_page("")
    assert desk.DRIVE_ASKED in [box.value for box in page.info]
    page.number_input(key="e_collected").set_value(400_000)
    page.date_input(key="e_collected_on").set_value(dt.date(2022, 5, 1))
    page.date_input(key="e_deadline").set_value(dt.date(2022, 7, 6))
    page.number_input(key="e_cost").set_value(6.5)
    press(page, "apply_drive")
    entered = given(page)
    assert entered["collected"] == "400000"
    assert entered["collected_on"] == "2022-05-01"
    assert entered["deadline"] == "2022-07-06"
    assert entered["cost"] == "6.5"
    asked = scenario.read(list(entered.items())).scenario
    assert asked
    pace = plan_of(asked).pace
    assert pace is not None
    assert burn_up.burn_up_title(pace) in [one.value for one in page.subheader]
    press(page, "clear_drive")
    assert given(page) == {}
    assert page.number_input(key="e_collected").value is None


def test_a_date_that_cannot_be_is_named_and_stays_in_its_field() -> None:
    page = desk_page("")
    page.number_input(key="e_collected").set_value(400_000)
    page.date_input(key="e_collected_on").set_value(dt.date(2022, 7, 6))
    page.date_input(key="e_deadline").set_value(dt.date(2022, 5, 1))
    press(page, "apply_drive")
    assert any("Last day to file" in line for line in told(page))
    assert str(page.date_input(key="e_deadline").value) == "2022-05-01"


def test_moving_a_slider_moves_what_it_takes() -> None:
    page = desk_page("")
    before = page.title[0].value
    page.slider(key="invalid").set_value(30.0).run()
    assert not page.exception
    assert page.title[0].value != before
    assert given(page)["invalid"] == "30"


def test_striking_says_that_a_full_count_does_not_move() -> None:
    page = desk_page("")
    page.number_input(key="e_strike_repeats").set_value(10_000)
    press(page, "apply_strike")
    assert given(page)["strike_repeats"] == "10000"
    assert "changes nothing in a full count" in texts(page)
