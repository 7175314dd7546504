"""The golden file: strings with the answers, or the problems, that they must give."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from analysis import scenario
from analysis.answer import answer, problems_body
from analysis.scenario.keys import GROUPS, OF_THE_PLAN
from analysis.wording import odds_phrase

GOLDEN: Mapping[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("data", "golden.json").read_text("utf-8")
)
EVIDENCE = {"sample", "check", "counted", "gate"}


def keys(string: str) -> set[str]:
    return {key for key, value in parse_qsl(string, keep_blank_values=True) if value}


def expected(case: Mapping[str, Any]) -> list[tuple[str, float, float]]:
    """What a case promises: a path into the answer, the value, and its tolerance."""
    tol = case["tol"]
    return [
        (path, value, tol[path] if isinstance(tol, Mapping) else tol)
        for path, value in case["expect"].items()
    ]


STRINGS = [case["string"] for part in ("cases", "accepted") for case in GOLDEN[part]]
BAD_STRINGS = [case["string"] for case in GOLDEN["problems"]]


def at(body: Mapping[str, Any], path: str) -> Any:
    for name in path.split("."):
        body = body[name]
    return body


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda c: c["string"])
def test_answers(case: Mapping[str, Any]) -> None:
    """Every case: before the check, after a sample, during a count, at a gate, decided."""
    reading = scenario.read(case["string"])
    assert reading.problems == ()
    body = answer(reading)
    for path, value, tolerance in expected(case):
        assert at(body, path) == pytest.approx(value, rel=0, abs=tolerance), path


def test_no_case_is_without_an_expectation() -> None:
    assert all(expected(case) for case in GOLDEN["cases"])
    assert sum("odds.on_ballot" in case["expect"] for case in GOLDEN["cases"]) == 5


@pytest.mark.parametrize(
    "case",
    [case for case in GOLDEN["cases"] if keys(case["string"]) & EVIDENCE],
    ids=lambda c: c["string"],
)
def test_evidence_is_used_not_dropped(case: Mapping[str, Any]) -> None:
    reading = scenario.read(case["string"])
    assert reading.problems == ()
    # A running count replaces what the sample and the gate say.
    replaced = {"sample", "gate"} if "counted" in keys(case["string"]) else set()
    assert not set(reading.ignored) & (EVIDENCE - replaced)


@pytest.mark.parametrize("case", GOLDEN["problems"], ids=lambda case: case["string"])
def test_problems(case: Mapping[str, Any]) -> None:
    body = problems_body(scenario.read(case["string"]))
    assert [problem["field"] for problem in body["problems"]] == case["fields"]
    for problem in body["problems"]:
        assert problem.keys() == {"field", "given", "allowed", "used"}
        assert problem["given"]
        assert problem["allowed"]


@pytest.mark.parametrize("case", GOLDEN["accepted"], ids=lambda case: case["string"])
def test_accepted(case: Mapping[str, Any]) -> None:
    reading = scenario.read(case["string"])
    assert reading.problems == ()
    assert reading.scenario is not None


@pytest.mark.parametrize(
    ("string", "dropped"),
    [
        ("petition=gascon-2022&as_of=sample&sample_valid=25000", {"gate"}),
        (
            "petition=gascon-2022&as_of=sample&raw=30000&required=20000",
            {"sample", "sample_valid", "gate"},
        ),
    ],
)
def test_dropped_values_of_the_preset_are_named(string: str, dropped: set[str]) -> None:
    reading = scenario.read(string)
    assert set(reading.ignored) >= dropped
    assert reading.scenario is not None
    assert reading.scenario.gate == "unknown"


@pytest.mark.parametrize("case", GOLDEN["words"], ids=lambda case: case["phrase"])
def test_words(case: Mapping[str, Any]) -> None:
    assert odds_phrase(case["p"]) == case["phrase"]


@pytest.mark.parametrize("string", ["", *STRINGS, *BAD_STRINGS])
def test_full_link_means_the_same_and_is_stable(string: str) -> None:
    """Of a string with problems too: its link holds what was used instead."""
    reading = scenario.read(string)
    if reading.scenario is None:
        with pytest.raises(ValueError, match="scenario"):
            scenario.full_link(reading)
        return
    link = scenario.full_link(reading)
    again = scenario.read(link)
    assert again.problems == ()
    assert again.scenario == reading.scenario
    assert again.changed == reading.changed
    assert scenario.full_link(again) == link


@pytest.mark.parametrize("string", ["", *STRINGS, *BAD_STRINGS])
def test_address_means_the_same_and_is_stable(string: str) -> None:
    reading = scenario.read(string)
    address = scenario.address(reading)
    again = scenario.read(address)
    assert again.scenario == reading.scenario
    assert again.changed == reading.changed
    assert scenario.address(again) == address
    assert len(address) <= len(scenario.full_link(reading)) if reading.scenario else True


@pytest.mark.parametrize("string", STRINGS)
def test_full_link_holds_every_key_but_those_of_absent_groups(string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    values = reading.scenario.values()
    written = [key for key, _ in parse_qsl(scenario.full_link(reading)[1:], keep_blank_values=True)]
    absent = {"invalid"} if reading.scenario.by_reason else set(scenario.REASONS)
    for group, members in GROUPS.items():
        if not values[group]:
            absent |= set(members)
            # Without a 0 an evidence group of the preset would come back.
            absent -= {group} if reading.defaults.values[group] else set()
    absent |= {"election"} if values["election"] is None else set()
    absent |= {key for key in OF_THE_PLAN if not values[key]}
    assert written == [key for key in scenario.KEYS if key not in absent]
