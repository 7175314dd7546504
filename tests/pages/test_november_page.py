"""The November page without a browser: what it says, what its form writes, what it names."""

import datetime as dt
import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from analysis import scenario
from analysis.forecast import forecast
from analysis.wording import as_markdown, first_view, interface
from analysis.wording import november as words
from tests.pages.opened import opened
from tests.pages.test_verification_page import given, press, texts, told

STRINGS = [
    "",
    "as_of=announced",
    "as_of=sample",
    "as_of=outcome",
    "gate=sufficient",
    "rules=wa",
    "rules=ca-state-recall",
    "rules=every-signature",
    "meetings=2022-08-02,2022-09-06&order_lag=3",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
    "petition=custom&raw=900&required=700",
    "petition=custom&raw=60000&required=45000&filed=2026-03-02&election=2028-11-07",
]


def november(string: str) -> AppTest:
    """The November page of a scenario string, without an exception."""
    page = opened(string)
    page.switch_page("november.py").run()
    assert not page.exception
    return page


@pytest.mark.parametrize("string", STRINGS)
def test_it_says_both_odds_and_why_they_differ(string: str) -> None:
    page = november(string)
    asked = scenario.read(string).scenario
    assert asked
    result = forecast(asked)
    assert page.title[0].value == words.headline(asked, result)
    assert [(one.label, one.value) for one in page.metric] == list(words.numbers(result))
    assert as_markdown(words.under_headline(asked, result)) in texts(page)
    titles = [one.value for one in page.subheader]
    assert interface.CHECK_BY in titles
    assert (interface.BY_PATH in titles) is (result.ballot is not None)


@pytest.mark.parametrize("string", STRINGS)
def test_every_chart_is_plotlys_and_says_its_finding_in_words(string: str) -> None:
    page = november(string)
    titles = [title.value for title in page.subheader]
    for chart in (chart.proto for chart in page.get("plotly_chart")):
        spec = json.loads(chart.spec)
        figure = go.Figure(**spec)
        for trace, sent in zip(figure.to_dict()["data"], spec["data"], strict=True):
            assert set(sent) <= set(trace)
        assert any(title in chart.alt for title in titles)


def test_the_form_writes_the_keys_and_the_usual_calendar_takes_them_out() -> None:
    page = november("")
    before = page.title[0].value
    page.selectbox(key="e_meeting_day").set_value("fri")
    page.number_input(key="e_sample_days").set_value(12)
    page.number_input(key="e_speed").set_value(40000.0)
    press(page, "apply_calendar")
    entered = given(page)
    assert (entered["meetings"], entered["sample_days"], entered["speed"]) == ("fri", "12", "40000")
    assert page.title[0].value != before
    press(page, "usual_calendar")
    assert given(page) == {}
    assert page.title[0].value == before
    assert page.selectbox(key="e_meeting_day").value == "tue"


def test_meeting_dates_replace_the_weekday_and_bad_ones_are_named() -> None:
    page = november("")
    page.text_input(key="e_meeting_dates").set_value("2022-08-02, 2022-08-16")
    press(page, "apply_calendar")
    assert given(page)["meetings"] == "2022-08-02,2022-08-16"
    page.text_input(key="e_meeting_dates").set_value("Tuesdays")
    press(page, "apply_calendar")
    assert len(told(page)) == 1
    assert "meetings" in told(page)[0]
    assert page.text_input(key="e_meeting_dates").value == "Tuesdays"


def test_an_election_before_the_filing_is_named() -> None:
    page = november("")
    page.date_input(key="e_election").set_value(dt.date(2022, 6, 7))
    press(page, "apply_calendar")
    assert len(told(page)) == 1
    assert "election" in told(page)[0]


def test_a_day_off_is_one_click() -> None:
    page = november("filed=2022-08-15")
    page.pills(key="e_days_off").select(dt.date(2022, 9, 9)).run()
    assert not page.exception
    assert given(page)["holidays_add"] == "2022-09-09"
    assert "Admission Day (Sept. 9, 2022)" in texts(page).replace("\\", "")


def test_other_dates_are_typed_and_bad_ones_named() -> None:
    page = november("")
    page.text_input(key="e_holidays_add").set_value("2022-07-18, 2022-07-19").run()
    assert given(page)["holidays_add"] == "2022-07-18,2022-07-19"
    page.text_input(key="e_holidays_add").set_value("July 18").run()
    assert len(told(page)) == 1


def test_a_petition_without_its_counts_gets_the_form() -> None:
    page = november("petition=custom")
    assert page.title[0].value == "Two numbers are needed for the odds"


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", ["odds.py", "verification.py"])
def test_the_other_pages_say_the_odds_of_the_ballot(string: str, name: str) -> None:
    page = opened(string)
    if name != "odds.py":
        page.switch_page(name).run()
    line = first_view(scenario.read(string)).ballot
    assert line
    assert line in texts(page)
