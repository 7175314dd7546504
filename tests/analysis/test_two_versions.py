"""A link of an earlier model version: its number, today's, and why they differ."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import scenario, versions
from analysis.answer import answer
from analysis.data_files import DATA
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.scenario import REASONS, full_link
from analysis.scenario.defaults import defaults_of
from analysis.two_versions import TwoVersions, standing, todays, two_versions
from analysis.versions import computable, since, today
from analysis.wording import versions as words
from tests.analysis.strings import CUSTOM, changed

OLD = "model=2026-11"
STRINGS = (
    "",
    "as_of=announced",
    "as_of=sample",
    "invalid=20",
    "invalid=20&invalid_pm=3&repeats=4&repeats_pm=1",
    "not_registered=10&address=5",
    "as_of=sample&check=3000&check_valid=2400",
    "counted=200000&counted_valid=161500&counted_repeats=600",
    "petition=newsom-2021",
    CUSTOM,
)
BY_DEFAULT = "not_registered=13.8&address=3.5&mismatch=3.9&cancelled=0&out_of_area=0.3&other=3"
FORMULA = "repeats are counted in threes"


def both_of(string: str) -> TwoVersions:
    found = two_versions(scenario.read(f"{OLD}&{string}"))
    assert found is not None
    return found


@pytest.fixture
def formula_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The data as they would be if today's version had changed a formula."""
    text = (DATA / "model_versions.toml").read_text("utf-8")
    line = f'["{today().id}"]\n'
    assert line in text
    shutil.copy(DATA / "first_prior.csv", tmp_path)
    (tmp_path / "model_versions.toml").write_text(
        text.replace(line, f'{line}formula = "{FORMULA}"\n'), "utf-8"
    )
    monkeypatch.setattr(versions, "DATA", tmp_path)
    versions.versions.cache_clear()
    defaults_of.cache_clear()
    yield
    versions.versions.cache_clear()
    defaults_of.cache_clear()


def test_no_version_has_changed_a_formula_so_far() -> None:
    """The gate's quadrature became another one, within 6e-4: the formula is the same.

    Once one has, whoever shows a reading's number goes through ``standing``, as the Odds page and
    the answer do: cards, the embedded view, previews and the other pages read it as it is.
    """
    assert [one.formula for one in versions.versions().values()] == ["", ""]
    assert all(computable(version) for version in versions.versions())


def test_versions_since() -> None:
    assert [one.id for one in since("2026-11")] == ["2026-11.2"]
    assert since(today().id) == ()


def test_a_link_of_todays_model_has_nothing_beside_it() -> None:
    assert two_versions(scenario.read("")) is None
    assert "today" not in answer(scenario.read(""))
    assert two_versions(scenario.read(f"model={today().id}&invalid=8")) is None


def test_an_unknown_version_is_a_problem_and_todays_is_used() -> None:
    reading = scenario.read("model=2019-01")
    assert [problem.field for problem in reading.problems] == ["model"]
    assert two_versions(reading) is None


def test_without_a_scenario_there_are_no_two_numbers() -> None:
    assert two_versions(scenario.read(f"{OLD}&petition=custom")) is None


@pytest.mark.parametrize("string", STRINGS)
def test_a_full_link_and_a_short_one_say_the_same(string: str) -> None:
    """A full link spells out the old defaults: they are released like those left out."""
    short = scenario.read(f"{OLD}&{string}")
    now, full = todays(short), todays(scenario.read(full_link(short)))
    assert now.scenario == full.scenario
    assert now.problems == ()


@pytest.mark.parametrize("string", STRINGS)
def test_todays_is_the_same_string_under_todays_model(string: str) -> None:
    now = both_of(string).now
    wanted = scenario.read(string)
    assert now.defaults.version.id == today().id
    assert now.scenario == wanted.scenario
    assert changed(now) == changed(wanted)


def test_what_the_sender_changed_is_kept() -> None:
    now = todays(scenario.read(full_link(scenario.read(f"{OLD}&invalid=8&sample_days=12"))))
    assert changed(now) == ["invalid", "sample_days"]


def test_a_default_split_by_reason_is_released_and_a_changed_one_is_kept_whole() -> None:
    assert scenario.read(f"{OLD}&{BY_DEFAULT}").changed == ()
    now = todays(scenario.read(f"{OLD}&{BY_DEFAULT}"))
    assert now.scenario is not None
    assert now.scenario.by_reason
    assert now.changed == ()
    assert now.scenario.invalid == now.defaults.values["invalid"]
    ours = BY_DEFAULT.replace("address=3.5", "address=3")
    kept = todays(scenario.read(f"{OLD}&{ours}")).scenario
    assert kept is not None
    assert [getattr(kept, key) for key in REASONS] == [13.8, 3.0, 3.9, 0.0, 0.3, 3.0]


@pytest.mark.parametrize("string", STRINGS)
def test_the_causes_add_up_to_the_difference_of_the_odds(string: str) -> None:
    both = both_of(string)
    assert both.then_result is not None
    assert both.now_result is not None
    difference = both.now_result.sufficient - both.then_result.sufficient
    assert sum(cause.odds for cause in both.causes) == pytest.approx(difference, abs=1e-9)
    sizes = [abs(cause.odds) for cause in both.causes]
    assert sizes == sorted(sizes, reverse=True)
    # What differs is told once, as a cause or beside them.
    told = [change.key for cause in both.causes for change in cause.changes]
    told += [change.key for change in both.others]
    assert len(told) == len(set(told))
    assert set(told) == {change.key for change in both.differ}


def test_a_decided_petition_has_one_outcome_and_no_causes() -> None:
    both = both_of("as_of=outcome")
    assert both.causes == ()
    said = words.versions_sentence(both)
    assert said == (
        "This link was made under model 2026-11. The petition is decided, so today's, 2026-11.2, "
        "says the same."
    )
    assert answer(scenario.read(f"{OLD}&as_of=outcome"))["today"]["why"] == []


def test_why_names_the_estimates_of_both_versions() -> None:
    said = words.why_sentences(both_of(""))
    now = scenario.read("").scenario
    assert now is not None
    assert f"Invalid rate {now.invalid:g}% instead of 24.5%: +18.3 percentage points" in said[1]
    assert said[0].startswith("Model 2026-11.2 of Nov. 24, 2026: The defaults come from every")


def test_the_frame_is_the_same_whichever_is_higher() -> None:
    higher = words.versions_sentence(both_of(""))
    lower = words.versions_sentence(both_of("invalid=15&invalid_pm=25"))
    assert higher.replace("1 in 8 (12%)", "1 in 2 (52%)").replace(
        "3 in 10 (29%)", "1 in 2 (49%)"
    ) == lower  # fmt: skip


def test_numbers_that_are_the_same_in_words_are_told_apart() -> None:
    with_tenths = words.versions_sentence(both_of("invalid=20&invalid_pm=3&repeats=4&repeats_pm=1"))
    assert "about 1 in 10 (8.2%). Today's, 2026-11.2, gives about 1 in 10 (8.2%)" in with_tenths


def test_the_table_holds_what_differs_and_its_part() -> None:
    found = words.versions_table(both_of(""))
    assert [row[0] for row in found.rows] == [
        "Invalid rate", "Range of the invalid rate", "Range of the repeat share", "Repeat share",
    ]  # fmt: skip
    assert found.rows[0][1] == "24.5%"
    assert found.rows[0][3] == "+18.3"


def test_the_answer_has_todays_odds_and_why() -> None:
    body = answer(scenario.read(OLD))
    assert body["model"] == "2026-11"
    found = body["today"]
    assert found["model"] == today().id
    assert found["odds"] == answer(scenario.read(""))["odds"]
    assert found["why"][0]["changes"][0]["key"] == "invalid"
    parts = sum(part["odds"] for part in found["why"])
    assert parts == pytest.approx(found["odds"]["sufficient"] - body["odds"]["sufficient"])
    assert scenario.read(found["link"]).defaults.version.id == today().id


def test_an_input_that_todays_model_cannot_take_is_named() -> None:
    both = both_of("")
    bad = scenario.read("invalid=3&invalid_pm=44")
    assert bad.problems
    without = TwoVersions(both.then, bad, both.then_result, None, both.since)
    assert words.versions_sentence(without).endswith(
        "Today's, 2026-11.2, cannot take all of its inputs."
    )
    assert without.causes == ()
    assert any("given “44”" in line for line in words.why_sentences(without))


@pytest.mark.usefixtures("formula_changed")
def test_a_version_before_a_changed_formula_gives_todays_number_only() -> None:
    assert not computable("2026-11")
    assert computable(today().id)
    link = scenario.read(f"{OLD}&repeats=4")
    both = two_versions(link)
    assert both is not None
    assert both.then_result is None
    assert both.causes == ()
    said = words.versions_sentence(both)
    assert FORMULA in said
    assert "is not worked out any more" in said
    body = answer(link)
    assert body["model"] == today().id
    assert "today" not in body
    assert said in body["notes"]
    now = scenario.read("repeats=4").scenario
    assert now is not None
    assert body["odds"]["sufficient"] == forecast(now).sufficient
    assert standing(link).scenario == now
    assert standing(scenario.read("")).scenario == scenario.read("").scenario


@pytest.mark.usefixtures("formula_changed")
def test_a_decided_petition_stays_decided_when_a_formula_has_changed() -> None:
    both = two_versions(scenario.read(f"{OLD}&as_of=outcome"))
    assert both is not None
    assert "The petition is decided" in words.versions_sentence(both)


@pytest.mark.parametrize("string", ["", "as_of=outcome", "invalid=20"])
def test_it_is_said_in_spanish(string: str) -> None:
    both = both_of(string)
    with speaking("es"):
        said = words.versions_sentence(both)
        lines = words.why_sentences(both)
        columns = words.versions_table(both).columns
    assert said.startswith("Este enlace se hizo con el modelo 2026-11")
    assert all(
        line.startswith("Modelo 2026-11.2 del") or "%" in line or "punto" in line for line in lines
    )
    assert columns[0] == "constante o valor de partida"
