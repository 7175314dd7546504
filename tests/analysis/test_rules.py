"""The rule sets: which law is in force where and when; a bad file is named, table and column."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import rules, scenario
from analysis.data_files import DATA, DataError
from analysis.petitions import presets
from analysis.rules import RuleSet, law_for, rule_sets

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
        ('share = "0.05"', "share = 0.05", "sample.share"),
        ('share = "0.05"', 'share = "5%"', "sample.share"),
        ('share = "0.05"', 'share = "5"', "sample.share"),
        ("at_least = 500", "at_least = -1", "sample.at_least"),
        ("only_above = 500", "over = 500", "sample.only_above"),
        ('kind = "thresholds"', 'kind = "threshold"', "gate.kind"),
        ('sufficient_at = "1.10", ', "", "gate"),
        ('sufficient_at = "1.10"', 'sufficient_at = "0.80"', "gate"),
        ('middle = "every_signature"', 'middle = "none"', "gate"),
        ('kind = "thresholds"', 'kind = "pairs"', "gate"),
        ('source = "http:', 'source = "', "source"),
        ("first_order_days = 125", "first_order_days = 80", "ballot"),
        ('consolidation = "must"', 'consolidation = "should"', "ballot.consolidation"),
        ("full_count_days_limit = 30\n", "", "full_count_days_limit"),
        ("sample_days_limit = 30", "sample_days_limit = 0", "sample_days_limit"),
        ('sample = { at_least = 500, share = "0.05", only_above = 500 }\n', "", "sample and gate"),
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


def size(name: str, raw: int) -> int:
    rule = rule_sets()[name].sample
    return rule.size(raw) if rule else 0


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        # 500 or 5% of a recall, only above 500 signatures (Elections Code 11225).
        ("ca-local-recall-2022", {500: 0, 501: 500, 10_000: 500, 10_020: 501, 715_833: 35_792}),
        ("ca-local-recall-2024", {500: 0, 501: 500, 10_001: 501}),
        # 500 or 3% of an initiative; 2 CCR 20540 rounds 721.02 up.
        ("ca-statewide-initiative", {500: 0, 501: 500, 24_034: 722}),
        ("ca-county-initiative", {400: 400, 501: 500, 24_034: 722}),
        ("ca-district-initiative", {24_034: 722}),
        ("wa", {100: 3, 348_072: 10_443}),
        ("md", {500: 0, 501: 500, 20_000: 1_000}),
        ("nv-local", {300: 300, 9_000: 500, 20_000: 1_000}),
        ("co", {106_119: 5_306}),
        ("sd", {500: 500, 20_000: 733}),
        ("il-advisory", {400: 400, 4_000: 500, 60_000: 6_000}),
        ("or", {152_127: 7_607}),
        ("ca-state-recall", {1_700_000: 0}),
        ("every-signature", {1_700_000: 0}),
    ],
)
def test_the_size_of_the_sample(name: str, sizes: dict[int, int]) -> None:
    assert {raw: size(name, raw) for raw in sizes} == sizes


def test_south_dakotas_sample_follows_from_its_margin() -> None:
    """3.62 points at 95% confidence, one half valid, no correction for a finite petition."""
    exact = 1.96**2 * 0.25 / 0.0362**2
    assert size("sd", 10**6) - 1 < exact <= size("sd", 10**6)
    assert any("733" in sentence for sentence in rule_sets()["sd"].not_modeled)


@pytest.mark.parametrize(
    ("name", "sufficient", "insufficient", "middle"),
    [
        ("ca-local-recall-2022", ">1.10", "<0.90", "every_signature"),
        ("ca-local-recall-2023", ">1.10", "<0.90", "every_signature"),
        ("ca-local-recall-2024", ">1.10", "<0.90", "every_signature"),
        ("ca-statewide-initiative", ">1.10", "<0.95", "every_signature"),
        ("ca-county-initiative", ">1.10", "<0.95", "every_signature"),
        ("ca-district-initiative", ">1.10", "<0.95", "every_signature"),
        ("md", ">1.05", "<0.95", "every_signature"),
        ("nv-local", ">=1", "<0.90", "every_signature"),
        ("co", ">=1.10", "<=0.90", "every_signature"),
        ("sd", ">=1", "<1", "none"),
        ("il-advisory", ">0.95", "<=0.95", "none"),
        ("or", ">=1", "<1", "none"),
    ],
)
def test_the_thresholds(name: str, sufficient: str, insufficient: str, middle: str) -> None:
    gate = rule_sets()[name].gate
    assert gate is not None
    assert gate.kind == "thresholds"
    assert gate.sufficient_at == Decimal(sufficient.lstrip("<>="))
    assert gate.insufficient_at == Decimal(insufficient.lstrip("<>="))
    assert gate.sufficient_strict is ("=" not in sufficient)
    assert gate.insufficient_strict is ("=" not in insufficient)
    assert gate.middle == middle


def test_washington_judges_pairs() -> None:
    gate = rule_sets()["wa"].gate
    assert gate is not None
    assert (gate.kind, gate.middle, gate.sufficient_at) == ("pairs", "every_signature", None)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("ca-local-recall-2022", (30, 30)),
        ("ca-local-recall-2023", (30, 30)),
        ("ca-local-recall-2024", (60, 60)),
        ("ca-county-initiative", (30, 90)),
        ("ca-district-initiative", (30, 90)),
    ],
)
def test_the_deadlines_in_working_days(name: str, limits: tuple[int, int]) -> None:
    law = rule_sets()[name]
    assert (law.sample_days_limit, law.full_count_days_limit) == limits
    for number in limits:
        assert str(number) in law.deadline_note


def test_the_order_of_the_election_is_in_hand_for_local_recalls_in_california() -> None:
    """Elections Code 11240 to 11242, and 11227; the short track of 11225(b) since 2024."""
    found = {name: law.ballot for name, law in rule_sets().items() if law.ballot}
    assert found.keys() == {name for name in IDS if name.startswith("ca-local-recall")}
    for name, rule in found.items():
        assert (rule.last_order_days, rule.special_first_days, rule.special_last_days) == (
            88, 88, 125,
        ), name  # fmt: skip
        assert rule.consolidation == ("must" if name.endswith("2022") else "may")
        assert "11242" in rule.window_statute
    short = {name: law.short_days_limit for name, law in rule_sets().items()}
    assert {name for name, limit in short.items() if limit} == {"ca-local-recall-2024"}
    assert short["ca-local-recall-2024"] == 30


def test_a_rule_set_without_working_days_says_so_or_why() -> None:
    for found in rule_sets().values():
        assert (found.sample_days_limit is None) is (found.full_count_days_limit is None)
        assert found.deadline_note


def sentences(law: RuleSet) -> list[str]:
    notes = (law.rounding_note, law.deadline_note, law.middle_note, *law.not_modeled)
    return [note for note in notes if note]


def test_notes_are_sentences() -> None:
    for found in rule_sets().values():
        assert found.not_modeled
        for note in sentences(found):
            assert re.fullmatch(r"[A-Z0-9].*\.", note), note
            assert "modelled" not in note


def test_what_is_not_modeled_is_said_where_it_matters() -> None:
    found = {name: " ".join(law.not_modeled) for name, law in rule_sets().items()}
    assert "thresholds" in found["ca-state-recall"]
    assert "adds up the counties" in found["ca-statewide-initiative"]
    assert "hearing" in found["il-advisory"]
    assert "1,000" in found["or"]
