"""The scenarios of a comparison: read from an address, added, removed, written out again."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import (
    Comparison,
    added,
    as_slot,
    comparison,
    joined,
    link,
    parted,
    pasted,
    removed,
)
from analysis.forecast import forecast
from analysis.scenario import read

TWO = (("s1", "invalid=20"), ("s2", "invalid=27"))


def shown(string: str) -> Comparison:
    own, pairs = parted(string)
    return comparison(pairs, read(own))


def strings(found: Comparison) -> list[str]:
    return [slot.string for slot in found.slots]


def test_the_keys_of_a_comparison_are_set_aside() -> None:
    own, pairs = parted("?raw=abc&s1=a%3Db%26c%3Dd+e&nosuchkey=1&bridge=1-2&s1=x")
    assert own == "?raw=abc&nosuchkey=1"
    assert pairs == (("s1", "a=b&c=d e"), ("bridge", "1-2"), ("s1", "x"))
    assert parted("") == ("", ())


@given(st.text(max_size=60))
def test_any_text_parts(text: str) -> None:
    own, pairs = parted(text)
    assert not parted(own)[1]
    assert all(key in ("s1", "s2", "s3", "s4", "bridge") for key, _ in pairs)


def test_slots_come_in_the_order_of_their_keys() -> None:
    found = shown("?s3=invalid%3D3&s1=invalid%3D1&s1=invalid%3D2")
    assert strings(found) == ["invalid=1", "invalid=2", "invalid=3"]
    assert found.given
    assert found.ends == (0, 2)
    assert found.problems == ()


def test_more_than_four_are_named() -> None:
    found = shown("?" + "&".join(f"s1=invalid%3D{rate}" for rate in range(5)))
    assert len(found.slots) == 4
    assert [problem.field for problem in found.problems] == ["s4"]


@pytest.mark.parametrize("text", ["2-1", "1-3", "3-2"])
def test_the_bridge_joins_the_two_that_are_named(text: str) -> None:
    found = shown(f"?s1=invalid%3D1&s2=invalid%3D2&s3=invalid%3D3&bridge={text}")
    first, _, last = text.partition("-")
    assert found.ends == (int(first) - 1, int(last) - 1)
    assert found.problems == ()


@pytest.mark.parametrize("text", ["1-1", "1-4", "2", "x", "", "0-1", "1-3"])
def test_ends_that_cannot_be_joined_are_named(text: str) -> None:
    """The third has no odds: a custom petition without its counts."""
    found = shown(f"?s1=invalid%3D1&s2=invalid%3D2&s3=petition%3Dcustom&bridge={text}")
    assert found.ends == (0, 1)
    assert [(problem.field, problem.given) for problem in found.problems] == [("bridge", text)]


def test_it_opens_with_the_scenario_beside_what_it_was_before_the_changes() -> None:
    found = shown("?model=2026-11&invalid=8")
    assert not found.given
    mine, usual = (slot.reading for slot in found.slots)
    assert mine.changed
    assert not usual.changed
    assert usual.scenario is not None
    assert usual.scenario.invalid == 24.5


@pytest.mark.parametrize(
    ("step", "other"), [("raw", ("raw", "sample")), ("outcome", ("sample", "outcome"))]
)
def test_it_opens_with_the_next_step_of_the_petition(step: str, other: tuple[str, str]) -> None:
    found = shown(f"?as_of={step}")
    assert tuple(slot.reading.defaults.step for slot in found.slots) == other


@pytest.mark.parametrize(
    "string", ["?petition=custom&raw=900&required=700", "?petition=newman-2018"]
)
def test_a_petition_without_another_step_stands_beside_the_first_preset(string: str) -> None:
    found = shown(string)
    assert len(found.slots) == 2


def test_a_petition_without_its_counts_leaves_the_first_preset() -> None:
    found = shown("?petition=custom")
    assert [slot.reading.defaults.values["petition"] for slot in found.slots] == ["gascon-2022"]


def test_a_slot_means_the_same_for_ever() -> None:
    reading = read("model=2026-11&invalid=8")
    text = as_slot(reading)
    assert {"v=1", "model=2026-11", "invalid=8", "raw=715833"} <= set(text.split("&"))
    assert read(text).scenario == reading.scenario


def test_adding_removing_and_joining() -> None:
    found = comparison(TWO, read(""))
    three = comparison(added(found, ["invalid=30"]), read(""))
    assert strings(three) == ["invalid=20", "invalid=27", "invalid=30"]
    assert len(added(three, ["a", "b", "c"])) == 4
    assert removed(three, 1) == (("s1", "invalid=20"), ("s2", "invalid=30"))
    one = comparison(removed(found, 0), read(""))
    assert removed(one, 0) == (("s1", "invalid=27"),)
    assert joined(three, (2, 0))[-1] == ("bridge", "3-1")
    assert joined(three, (0, 2)) == added(found, ["invalid=30"])
    # From 1 to 3: where both fields name one of them, the other end takes its place.
    assert joined(three, (2, 2))[-1] == joined(three, (0, 0))[-1] == ("bridge", "3-1")
    assert joined(one, (0, 0)) == (("s1", "invalid=27"),)


def test_the_link_says_the_same_with_every_string_whole() -> None:
    string = f"?petition=newman-2018&{urlencode(TWO)}&s3=raw%3Dabc&bridge=2-1"
    found = shown(string)
    again = shown(link(found, "?petition=newman-2018"))
    assert again.ends == found.ends == (1, 0)
    assert [slot.reading.problems for slot in again.slots] == [
        slot.reading.problems for slot in found.slots
    ]
    for one, other in zip(found.slots, again.slots, strict=True):
        assert one.reading.scenario is not None
        assert other.reading.scenario is not None
        assert forecast(one.reading.scenario) == forecast(other.reading.scenario)
    assert all("model=" in slot.string for slot in again.slots[:2])


def test_four_whole_scenarios_fit_where_one_string_of_all_would_not() -> None:
    """The limit on the length of a string is that of each scenario's own."""
    name = f"petition=custom&raw=900&required=700&name={'é' * 80}"
    own, pairs = parted("?" + urlencode({f"s{place}": read_whole(name) for place in range(1, 5)}))
    assert own == ""
    assert not comparison(pairs, read(own)).problems
    assert all(not slot.reading.problems for slot in comparison(pairs, read(own)).slots)


def read_whole(string: str) -> str:
    return as_slot(read(string))


@pytest.mark.parametrize(
    "text",
    [
        "model=2026-11&invalid=8",
        "?model=2026-11&invalid=8",
        "https://example.org/?model=2026-11&invalid=8",
        "  https://example.org/november?model=2026-11&invalid=8#part ",
        "https://example.org/compare?s1=model%3D2026-11%26invalid%3D8",
    ],
)
def test_a_pasted_link_is_its_scenario(text: str) -> None:
    found, problems = pasted(text)
    assert problems == ()
    assert found == (as_slot(read("model=2026-11&invalid=8")),)


def test_the_address_of_a_page_as_it_opens_is_the_first_preset() -> None:
    assert pasted("https://example.org/") == ((as_slot(read("")),), ())


def test_a_pasted_comparison_gives_all_of_its_scenarios() -> None:
    text = f"https://example.org/compare?{urlencode(TWO)}"
    assert len(pasted(text)[0]) == 2
    refused, problems = pasted(text, room=1)
    assert refused == ()
    assert [problem.field for problem in problems] == ["string"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("invalid=much", "invalid"),
        ("hello", "hello"),
        ("", "string"),
        ("petition=custom&raw=900", "required"),
        ("https://example.org/compare?s1=invalid%3D8&s2=raw%3Dabc", "raw"),
        ("?name=" + "x" * 9000, "string"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, field: str) -> None:
    found, problems = pasted(text)
    assert found == ()
    assert [problem.field for problem in problems] == [field]
