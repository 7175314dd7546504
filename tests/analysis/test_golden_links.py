"""Links of every model version mean the same for ever.

``golden_links.json`` holds full links as each version wrote them, with the odds that it gave. They
are facts of the day on which a version was today's: they are never worked out anew. A new version
adds its own.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis import scenario, versions
from analysis.answer import answer
from analysis.scenario import full_link
from analysis.versions import computable

PATH = Path(__file__).parents[1] / "data" / "golden_links.json"
GOLDEN: dict[str, list[dict[str, Any]]] = json.loads(PATH.read_text("utf-8"))
FEWEST = 8
# The same formula by another quadrature moves odds by 6e-4 at most, as the gate's did; a change
# that a reader could see, a hundredth in the odds, is 10 times the tolerance.
TOLERANCE = 1e-3
CASES = [(version, case) for version, cases in GOLDEN.items() for case in cases]
KNOWN = [
    pytest.param(version, case["link"], case["odds"], id=f"{version}, {case['what']}")
    for version, case in CASES
    if computable(version)
]
KINDS = (
    "as it opens", "announced", "filed", "raw count", "sample", "outcome", "by reason", "custom",
    "a sample with its repeats", "a count under way",
)  # fmt: skip


def lacking(golden: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """The versions without links of every kind."""
    return [
        version
        for version in versions.versions()
        if len(golden.get(version, [])) < FEWEST
        or not set(KINDS) <= {case["what"] for case in golden[version]}
    ]


def test_every_version_has_links() -> None:
    assert lacking(GOLDEN) == []


def test_a_version_without_links_is_told() -> None:
    assert lacking({"2026-11": GOLDEN["2026-11"]}) == list(versions.versions())[1:]
    assert lacking(GOLDEN | {"2026-11": GOLDEN["2026-11"][:FEWEST]}) == ["2026-11"]


def test_no_link_is_of_a_version_that_is_not_in_the_data() -> None:
    assert GOLDEN.keys() == versions.versions().keys()


@pytest.mark.parametrize(("version", "link", "odds"), KNOWN)
def test_a_link_gives_the_odds_of_its_day(version: str, link: str, odds: dict[str, float]) -> None:
    found = answer(scenario.read(link))
    assert found["model"] == version
    assert found["odds"] == pytest.approx(odds, abs=TOLERANCE)


@pytest.mark.parametrize("link", [case["link"] for _, case in CASES])
def test_a_link_is_read_without_a_problem_and_written_again_as_it_is(link: str) -> None:
    """Keys that came later may be added, each with a value that says nothing."""
    reading = scenario.read(link)
    assert reading.problems == ()
    given, written = (text.removeprefix("?").split("&") for text in (link, full_link(reading)))
    assert set(given) <= set(written)


def test_the_first_golden_number_is_that_of_the_specification() -> None:
    """golden.json, "model=2026-11": Gascón with what was known on July 9, 2022."""
    [first] = [case for case in GOLDEN["2026-11"] if case["what"] == "as it opens"]
    assert first["odds"]["sufficient"] == 0.123053
