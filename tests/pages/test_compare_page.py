"""The Compare page without a browser: what it shows, what its forms write, what it names."""

from urllib.parse import parse_qsl, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from analysis import scenario
from analysis.compare import as_slot, comparison, link, parted
from analysis.scenario import read
from analysis.wording import as_markdown, first_view
from analysis.wording import compare as words
from tests.pages.opened import opened
from tests.pages.test_verification_page import texts

TWO = {"s1": "invalid=20", "s2": "invalid=27"}
FOUR = TWO | {"s3": "as_of=sample", "s4": "petition=newman-2018"}
STRINGS = [
    "",
    "as_of=outcome",
    "invalid=8",
    "petition=custom",
    "petition=custom&raw=900&required=700",
    "raw=abc",
    urlencode(TWO),
    urlencode(FOUR),
    urlencode(FOUR | {"bridge": "4-2"}),
    urlencode(TWO | {"s2": "petition=custom", "bridge": "1-2"}),
    urlencode({"s1": "petition=custom"}),
    urlencode({"s1": "as_of=outcome", "s2": "gate=sufficient"}),
    urlencode({"s2": "raw=abc&nosuchkey=1", "s4": "name=<b>&petition=custom&raw=9&required=7"}),
]


def compare(string: str) -> AppTest:
    """The Compare page of an address, without an exception."""
    page = opened(string)
    page.switch_page("compare.py").run()
    assert not page.exception
    return page


def slots_in(page: AppTest) -> list[str]:
    """The scenarios that the address holds."""
    params = {key: "".join(value) for key, value in dict(page.query_params).items()}
    return [params[key] for key in ("s1", "s2", "s3", "s4") if key in params]


@pytest.mark.parametrize("string", STRINGS)
def test_it_shows_every_scenario_of_its_address(string: str) -> None:
    page = compare(string)
    own, pairs = parted(string)
    shown = comparison(pairs, read(own))
    assert page.title[0].value == words.headline(shown)
    everything = texts(page)
    for place, slot in enumerate(shown.slots):
        assert as_markdown(words.slot_title(shown, place)) in everything
        for line in (*words.slot_notices(slot), *words.slot_lines(shown, place)):
            assert as_markdown(line) in everything
    assert (words.OPENS_WITH in everything) is not shown.given
    assert page.query_params == dict(parse_qsl(string, keep_blank_values=True))


def test_what_is_chosen_first_is_written_to_the_address_with_what_was_shown() -> None:
    page = compare("")
    page.selectbox(key="compare_preset").set_value("newman-2018").run()
    assert not page.exception
    found = slots_in(page)
    assert len(found) == 3
    assert found[0] == as_slot(read(""))
    assert read(found[1]).defaults.step == "sample"
    assert read(found[2]).defaults.values["petition"] == "newman-2018"
    assert page.selectbox(key="compare_preset").value is None


def test_the_scenario_at_hand_is_added() -> None:
    page = compare(f"invalid=12&{urlencode(TWO)}")
    page.button(key="compare_this").click().run()
    assert not page.exception
    assert slots_in(page)[:2] == ["invalid=20", "invalid=27"]
    assert read(slots_in(page)[2]).scenario == read("invalid=12").scenario


def test_a_pasted_link_is_added_and_its_field_emptied() -> None:
    page = compare(urlencode(TWO))
    page.text_input(key="compare_link").set_value("https://example.org/?invalid=33")
    page.button(key="compare_add").click().run()
    assert not page.exception
    assert read(slots_in(page)[2]).scenario == read("invalid=33").scenario
    assert page.text_input(key="compare_link").value == ""
    assert not page.warning


def test_a_bad_link_is_named_field_by_field_and_nothing_is_lost() -> None:
    page = compare(urlencode(TWO))
    page.text_input(key="compare_link").set_value("invalid=much&raw=-1")
    page.button(key="compare_add").click().run()
    assert not page.exception
    assert slots_in(page) == ["invalid=20", "invalid=27"]
    assert page.text_input(key="compare_link").value == "invalid=much&raw=-1"
    assert page.warning[0].proto.title == words.NOT_ADDED
    assert len(page.warning[0].value.splitlines()) == 2


def test_a_scenario_is_removed_and_the_last_one_stays() -> None:
    page = compare(urlencode(FOUR))
    assert words.FULL in [caption.value for caption in page.caption]
    page.button(key="remove_1").click().run()
    assert slots_in(page) == ["invalid=20", "as_of=sample", "petition=newman-2018"]
    page.button(key="remove_0").click().run()
    page.button(key="remove_0").click().run()
    assert slots_in(page) == ["petition=newman-2018"]
    assert page.button(key="remove_0").disabled
    assert not page.exception


def test_the_ends_of_the_bridge_are_chosen() -> None:
    page = compare(urlencode(FOUR))
    page.selectbox(key="compare_to").set_value(1).run()
    assert "".join(page.query_params["bridge"]) == "1-2"
    page.selectbox(key="compare_from").set_value(1).run()
    assert not page.exception
    assert "".join(page.query_params["bridge"]) == "2-1"
    assert (page.selectbox(key="compare_from").value, page.selectbox(key="compare_to").value) == (
        1,
        0,
    )


def test_two_scenarios_leave_no_choice() -> None:
    assert not [box for box in compare(urlencode(TWO)).selectbox if box.key == "compare_from"]


@pytest.mark.parametrize("name", ["odds.py", "verification.py", "november.py", "method.py"])
def test_other_pages_keep_the_comparison_and_show_their_own_scenario(name: str) -> None:
    string = f"invalid=12&{urlencode(TWO)}"
    page = opened(string)
    if name != "odds.py":
        page.switch_page(name).run()
    assert not page.exception
    assert not page.warning
    assert slots_in(page) == ["invalid=20", "invalid=27"]
    if name == "odds.py":
        assert page.title[0].value == first_view(scenario.read("invalid=12")).headline
        page.slider(key="invalid").set_value(15.0).run()
        assert slots_in(page) == ["invalid=20", "invalid=27"]
        assert "".join(page.query_params["invalid"]) == "15"


def test_the_copied_link_opens_as_the_same_page() -> None:
    own, pairs = parted(urlencode(FOUR | {"bridge": "2-1"}))
    shown = comparison(pairs, read(own))
    first, again = compare(urlencode(FOUR | {"bridge": "2-1"})), compare(link(shown, own)[1:])
    assert [one.value for one in first.title] == [one.value for one in again.title]
    assert [one.value for one in first.metric] == [one.value for one in again.metric]
    assert [one.value for one in first.subheader] == [one.value for one in again.subheader]
