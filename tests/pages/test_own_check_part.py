"""The campaign's own check on a page by itself: what a file does, and that none of it stays."""

import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from analysis.own_check import MOST_MEGABYTES, example_file
from analysis.wording import own_check as words


def script() -> None:
    """A page that holds this part and nothing else; what it is sent comes by the state.

    Tests of pages cannot reach into a component: tests/browser/test_desk.py does.
    """
    import streamlit as st

    from pages import address, controls, own_check_part

    address.begin(controls.moves)
    sent = st.session_state.pop("sent", None)
    if sent is not None:
        own_check_part.take(sent)
    own_check_part.section(address.reading())
    address.finish()


def opened(**query: str) -> AppTest:
    page = AppTest.from_function(script, default_timeout=30)
    for key, text in query.items():
        page.query_params[key] = text
    page.run()
    assert not page.exception
    return page


def sent(page: AppTest, data: bytes) -> AppTest:
    """The page after a file was sent."""
    page.session_state["sent"] = data
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    return "\n".join(one.value for one in (*page.markdown, *page.caption))


def press(page: AppTest, key: str) -> None:
    page.button(key=key).click().run()
    assert not page.exception


def keys(page: AppTest) -> set[str]:
    return {one.key for one in page.button if one.key is not None}


def test_it_opens_without_a_file_and_names_its_bound() -> None:
    page = opened()
    assert f"{MOST_MEGABYTES} MB" in words.UPLOAD
    assert words.PRIVACY in texts(page)
    assert words.DISCOUNTS not in [one.value for one in page.subheader]


def test_a_check_in_the_link_shows_what_it_is_worth() -> None:
    page = opened(check="2000", check_valid="1600")
    assert words.DISCOUNTS in [one.value for one in page.subheader]


def test_a_file_is_told_used_and_put_away() -> None:
    page = sent(opened(), example_file())
    assert "4,590 signatures checked from 24 circulators" in texts(page)
    assert "not kept: note." in texts(page).replace("\\", "")
    press(page, "own_use")
    written = page.query_params
    assert (written["check"], written["check_valid"]) == ("4590", "3572")
    assert 0.03 < float(written["check_weight"]) < 0.15
    assert words.IN_USE in texts(page)
    assert page.button(key="own_use").disabled
    press(page, "own_use_reasons")
    assert float(page.query_params["not_registered"]) > float(page.query_params["address"])
    press(page, "own_forget")
    assert "own_use" not in keys(page)
    assert page.query_params["check"] == "4590"


def test_the_file_is_let_go() -> None:
    page = sent(opened(), b"note,circulator,checked,valid\nMaria,C-1,20,15\n")
    page.run()
    state = repr(page.session_state)
    assert "Maria" not in state
    assert "sent" not in page.session_state
    assert "OwnCheck" in state  # what is kept can be seen in it


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"circulator,voter name,checked,valid\nC-1,x,20,15\n", "voter name"),
        (b"circulator,checked,valid\nMaria Lopez,20,15\n", "looks like a person's name"),
        (b"", "nothing"),
        (b"PK\x03\x04", "spreadsheet"),
    ],
)
def test_a_refused_file_says_why_and_leaves_nothing(data: bytes, says: str) -> None:
    page = sent(sent(opened(), example_file()), data)
    assert says in page.error[0].value.replace("\\", "")
    assert "own_use" not in keys(page)
    assert "Maria" not in page.error[0].value
    assert "Maria" not in repr(page.session_state)
    press(page, "own_forget")  # why it was refused is kept too, until then
    assert not page.error
    assert "own_forget" not in keys(page)


def test_a_bad_cell_is_neither_shown_nor_kept() -> None:
    page = sent(opened(), b"sheet,checked,valid\nS-1,20,15\nS-2,Maria Lopez 555,1\n")
    assert "text" in page.warning[0].value
    assert "Lopez" not in page.warning[0].value
    page.run()
    assert "Lopez 555" not in repr(page.session_state)


def test_bad_rows_are_named_and_the_rest_are_used() -> None:
    page = sent(opened(), b"sheet,checked,valid\nS-1,20,15\nS-2,20,-1\nS-3,20,16\n")
    assert "Line 3, valid" in page.warning[0].value.replace("\\", "")
    assert "40 signatures checked from 2 sheets" in texts(page)
    assert "With fewer than 5 sheets, how much one differs" in texts(page)


def test_counts_without_units_are_used_at_the_usual_weight() -> None:
    page = sent(opened(), b"checked,valid\n2000,1600\n")
    assert "not parted by circulator, day or sheet" in texts(page)
    press(page, "own_use")
    assert "check_weight" not in page.query_params


@pytest.mark.parametrize("units", [5, 24, 25, 500])
def test_the_charts_are_plotlys_and_say_their_finding(units: int) -> None:
    rows = (b"C-%d,%d,%d,%d\n" % (at, 20 + at % 90, at % 9, at % 5) for at in range(units))
    page = sent(opened(), b"circulator,checked,not registered,other\n" + b"".join(rows))
    titles = [one.value for one in page.subheader]
    found = [chart.proto for chart in page.get("plotly_chart")]
    assert len(found) == 2
    for chart in found:
        spec = json.loads(chart.spec)
        drawn = go.Figure(**spec)
        for trace, given in zip(drawn.to_dict()["data"], spec["data"], strict=True):
            assert set(given) <= set(trace)
        assert any(title in chart.alt for title in titles)
    for spec in (json.loads(chart.spec) for chart in found):
        low, high = spec["layout"]["xaxis"]["range"]
        assert all(low <= at <= high for trace in spec["data"] for at in trace["x"])
    marks = sum(len(trace["x"]) for trace in json.loads(found[0].spec)["data"])
    assert marks == min(units, 24)
