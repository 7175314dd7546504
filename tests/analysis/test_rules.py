"""The rule sets: which law is in force where and when; a bad file is named, table and column."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import rules, scenario
from analysis.petitions import DATA, DataError, presets
from analysis.rules import law_for, rule_sets

IDS = {
    "ca-local-recall-2022",
    "ca-local-recall-2023",
    "ca-local-recall-2024",
    "ca-state-recall",
    "ca-statewide-initiative",
    "ca-county-initiative",
    "ca-district-initiative",
    "wa",
    "md",
    "nv-local",
    "co",
    "sd",
    "il-advisory",
    "or",
    "every-signature",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the rules that the module reads instead of its own."""
    shutil.copy(DATA / "rules.toml", tmp_path)
    monkeypatch.setattr(rules, "DATA", tmp_path)
    rule_sets.cache_clear()
    yield tmp_path
    rule_sets.cache_clear()


def test_every_rule_set_of_the_scenario_string_is_there() -> None:
    assert rule_sets().keys() == IDS
    assert all(found.id == name for name, found in rule_sets().items())
    assert all(found.name and found.statute for found in rule_sets().values())


@pytest.mark.parametrize(
    ("filed", "law"),
    [
        ("2010-01-01", "ca-local-recall-2022"),
        ("2022-07-06", "ca-local-recall-2022"),
        ("2022-12-31", "ca-local-recall-2022"),
        ("2023-01-01", "ca-local-recall-2023"),
        ("2023-12-31", "ca-local-recall-2023"),
        ("2024-01-01", "ca-local-recall-2024"),
        ("2030-06-01", "ca-local-recall-2024"),
    ],
)
def test_the_law_of_a_local_recall_follows_its_filing_date(filed: str, law: str) -> None:
    day = dt.date.fromisoformat(filed)
    for level in ("county", "city", "district", "school"):
        assert law_for(state="CA", kind="recall", level=level, filed=day).id == law
    assert rule_sets()[law].in_force(day)
    custom = scenario.read(f"petition=custom&raw=1000&required=700&filed={filed}")
    assert custom.scenario is not None
    assert custom.scenario.rules == law


def test_no_two_laws_are_in_force_at_once() -> None:
    for day in (dt.date(2022, 7, 6), dt.date(2023, 6, 1), dt.date(2026, 11, 24)):
        places = [
            (found.state, kind, level)
            for found in rule_sets().values()
            if found.in_force(day)
            for kind in found.kinds
            for level in found.levels
        ]
        assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("state", "kind", "level", "law"),
    [
        ("CA", "recall", "state", "ca-state-recall"),
        ("CA", "initiative", "state", "ca-statewide-initiative"),
        ("CA", "referendum", "state", "ca-statewide-initiative"),
        ("CA", "initiative", "county", "ca-county-initiative"),
        ("CA", "initiative", "district", "ca-district-initiative"),
        ("WA", "initiative", "state", "wa"),
        ("CO", "initiative", "state", "co"),
        ("OR", "referendum", "state", "or"),
        ("NV", "initiative", "city", "nv-local"),
        ("OH", "recall", "city", "every-signature"),
        ("WA", "recall", "county", "every-signature"),
    ],
)
def test_the_law_follows_place_and_kind(state: str, kind: str, level: str, law: str) -> None:
    assert law_for(state=state, kind=kind, level=level, filed=dt.date(2024, 5, 1)).id == law


def test_every_petition_of_the_table_has_a_rule_set() -> None:
    for name in presets():
        found = scenario.read(f"petition={name}").scenario
        assert found is not None
        assert found.rules in IDS


def test_california_judges_the_corrected_projection() -> None:
    """2 CCR 20531; Colorado and others publish one without the duplicate term."""
    found = {name: each.statistic for name, each in rule_sets().items()}
    assert {found[name] for name in IDS if name.startswith("ca-")} == {"corrected"}
    assert found["co"] == found["nv-local"] == "uncorrected"
    scenario_of_colorado = scenario.read("petition=custom&raw=9&required=5&rules=co").scenario
    assert scenario_of_colorado is not None
    assert scenario_of_colorado.statistic == "uncorrected"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('statistic = "corrected"', 'statistic = "adjusted"', "statistic"),
        ('statistic = "corrected"', "", "statistic"),
        ('state = "CA"', 'state = "Calif."', "state"),
        ('kinds = ["recall"]', 'kind = "recall"', "kind"),
        ("filed_to = 2022-12-31", 'filed_to = "2022"', "filed_to"),
    ],
)
def test_a_bad_rule_set_is_named(folder: Path, old: str, new: str, column: str) -> None:
    text = (folder / "rules.toml").read_text("utf-8")
    assert old in text
    (folder / "rules.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        rule_sets()
    message = str(caught.value)
    assert message.startswith("data/rules.toml, table ca-local-recall-2022, ")
    assert column in message
