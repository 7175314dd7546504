"""The Track record page without a browser: every set of forecasts, every petition's replay."""

from html import escape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import record_views, scenario
from analysis.past_petitions import past_petitions
from analysis.petitions import missing
from analysis.tables import TABLES
from analysis.track_record.built import track_record
from analysis.wording import interface
from analysis.wording import past_list as words
from analysis.wording import track_record as record_words
from tests.pages.opened import opened

RECORD = track_record()
NAMES = (
    "scores", "coverage", "forecasts", "replays", "prior_candidates", "prior_selection",
    "past_petitions",
)  # fmt: skip


def track_page(string: str = "") -> AppTest:
    """The Track record page of a scenario string, without an exception."""
    page = opened(string)
    page.switch_page("track_record.py").run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize(
    "string",
    [
        "",
        "as_of=outcome",
        "petition=wa-2009-r71",
        "petition=custom",
        "petition=custom&raw=9&required=8",
    ],
)
def test_it_opens_for_any_scenario(string: str) -> None:
    """One without its counts too: then no petition of hers is marked."""
    page = track_page(string)
    assert page.title[0].value == record_words.headline(RECORD.score_set("left_out"))


@pytest.mark.parametrize("name", record_views.SETS)
def test_each_set_has_its_headline_and_misses(name: str) -> None:
    page = track_page()
    page.button_group(key="track_set").set_value(name).run()
    assert not page.exception
    assert page.title[0].value == record_words.headline(RECORD.score_set(name))
    for miss in record_views.misses(RECORD, name):
        assert escape(miss.title) in html(page)


@pytest.mark.parametrize("name", list(record_views.replays(RECORD))[::4])
def test_a_replay_lists_its_days(name: str) -> None:
    page = track_page()
    page.selectbox(key="replay").set_value(name).run()
    assert not page.exception
    replay = record_views.replays(RECORD)[name]
    assert html(page).count("Open") >= len(replay.steps)


def table(page: AppTest) -> pd.DataFrame:
    return page.dataframe[0].value


def with_list() -> AppTest:
    page = track_page()
    page.session_state["open_past"] = True
    page.run()
    assert not page.exception
    return page


def test_all_past_petitions_are_in_the_list() -> None:
    shown = table(with_list())
    assert len(shown) == len(past_petitions())
    lacks = {row.title for row in past_petitions() if missing(row)}
    assert set(shown.loc[shown["missing"] != "", "petition"]) == lacks
    opens = shown.loc[shown["missing"] == "", "open"]
    assert len(opens) == sum(not missing(row) for row in past_petitions())
    for link in opens[::40]:
        reading = scenario.read(link)
        assert reading.problems == ()
        assert reading.scenario is not None


def test_filters_leave_what_they_say() -> None:
    page = with_list()
    page.text_input(key="past_text").set_value("Gascón").run()
    shown = table(page)
    assert 0 < len(shown) < 10
    assert all("Gasc" in title for title in shown["petition"])
    assert words.rows_shown(len(shown), of=len(past_petitions())) in [
        element.value for element in page.markdown
    ]
    page.text_input(key="past_text").set_value("zzzz").run()
    assert not page.exception
    assert len(table(page)) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_its_csv(name: str) -> None:
    found = TABLES[name](scenario.read(""))
    assert found.rows
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert found.csv().count("\r\n") >= len(found.rows) + 1


def test_a_record_of_other_data_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.track_record.built.is_current", lambda record: False)
    page = track_page()
    assert interface.NOT_CURRENT in [box.value for box in page.info]
