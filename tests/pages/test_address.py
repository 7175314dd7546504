"""Bad strings: the same list of problems in page, API and command line."""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from analysis import scenario, wording
from analysis.__main__ import main
from analysis.versions import today
from analysis.wording import interface
from tests.pages.opened import opened
from web import api
from web.place import Place
from web.work import Bench

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden.json").read_text("utf-8"))
PROBLEMS = [row["string"] for row in GOLDEN["problems"]]
ACCEPTED = [row["string"] for row in GOLDEN["accepted"]]
MORE = [
    "raw=",
    "raw=abc&invalid=nan&repeats=1&repeats=2&nosuchkey=1",
    "invalid=inf&invalid_pm=-1&repeats=99&repeats_pm=1e9",
    f"raw={'9' * 100}",
    f"name={'x' * 9000}",
    "petition=%FF%00&name=%F0%9F%98",
]
CLIENT = TestClient(Starlette(routes=api.routes(place=Place(), bench=Bench())))


def told(page: AppTest) -> list[str]:
    """The lines of the notice at the top."""
    notices = [box for box in page.warning if box.proto.title == interface.PROBLEMS_TITLE]
    return [line.removeprefix("- ") for box in notices for line in box.value.splitlines()]


@pytest.mark.parametrize("string", [*PROBLEMS, *MORE])
def test_page_api_and_command_line_name_the_same_problems(
    string: str, capsys: pytest.CaptureFixture[str]
) -> None:
    response = CLIENT.get(f"/api/v1/odds?{string}")
    assert response.status_code == 422
    problems = response.json()["problems"]
    assert problems
    assert main(["odds", string, "--json"]) == 2
    output = capsys.readouterr()
    assert json.loads(output.out)["problems"] == problems
    reading = scenario.read(string)
    sentences = [wording.problem_sentence(problem) for problem in reading.problems]
    assert output.err.splitlines() == sentences
    page = opened(string)
    assert told(page) == [wording.as_markdown(sentence) for sentence in sentences]
    assert page.title[0].value == wording.first_view(reading).headline


@pytest.mark.parametrize("string", ACCEPTED)
def test_a_good_string_has_no_problem_anywhere(
    string: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert CLIENT.get(f"/api/v1/odds?{string}").status_code == 200
    assert main(["odds", string, "--json"]) == 0
    assert told(opened(string)) == []


def test_this_streamlit_tells_a_history_navigation() -> None:
    """Semi-private: pages/address.py asks it whether Back or Forward was pressed."""

    def script() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        context = get_script_run_ctx()
        assert context is not None
        st.text(repr(context.is_history_navigation))

    assert AppTest.from_function(script).run().text[0].value == "False"
    assert get_script_run_ctx(suppress_warning=True) is None


def test_an_untouched_page_leaves_its_address_alone() -> None:
    assert opened("").query_params == {}
    string = "invalid=20&utm_source=x"
    assert opened(string).query_params == dict(parse_qsl(string))


def test_a_moved_control_writes_what_differs_from_the_defaults() -> None:
    page = opened("utm_source=x")
    default = page.slider(key="invalid").value
    assert default not in (None, 15.0)
    page.slider(key="invalid").set_value(15.0).run()
    assert page.query_params == {"v": "1", "model": today().id, "invalid": "15"}
    page.slider(key="invalid").set_value(default).run()
    assert page.query_params == {}


def test_a_comparison_is_no_part_of_the_scenario_and_stays_in_the_address() -> None:
    beside = {"s1": "invalid=8&nosuchkey=1", "s2": "petition=newman-2018", "bridge": "2-1"}
    page = opened(urlencode(beside))
    assert told(page) == []
    assert page.query_params == beside
    page.slider(key="invalid").set_value(15.0).run()
    assert page.query_params == {"v": "1", "model": today().id, "invalid": "15", **beside}
