"""The data about petitions: what is in the files, and that a bad file is named, row and column."""

import datetime as dt
import shutil
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import scenario
from analysis.petitions import DATA, DataError, past_petitions, presets
from analysis.scenario import KEYS

ADAMS = "58384,1839,988,24579,,,sample,0.537249"  # a few cells of row 5


def changed_copy(folder: Path, file: str, old: str, new: str) -> Path:
    """The data files with one text replaced."""
    for path in DATA.iterdir():
        shutil.copy(path, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(old) >= 1, f"{file} holds no {old!r}"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        (ADAMS, ADAMS.replace("58384", "many"), "row 5", "raw"),
        (ADAMS, ADAMS.replace("58384", "-5"), "row 5", "raw"),
        (ADAMS, ADAMS.replace("58384", ""), "row 5", "raw"),
        (ADAMS, ADAMS.replace("0.537249", "1.2"), "row 5", "gross"),
        (ADAMS, ADAMS.replace("0.537249", "0.6"), "row 5", "gross"),
        (ADAMS, ADAMS.replace("988", ""), "row 5", "gross"),
        (ADAMS, ADAMS.replace("sample,", "guess,"), "row 5", "basis"),
        ("Adams,CA,recall", "Adams,ca,recall", "row 5", "state"),
        ("Adams,CA,recall", "Adams,CA,petition", "row 5", "kind"),
        ("recall,state,2009-10-13", "recall,planet,2009-10-13", "row 5", "level"),
        ("recall,state,2009-10-13", "recall,state,2009-13-13", "row 5", "filed"),
        ("2009-11-20,day", "2009-11-20,hour", "row 5", "decided_to"),
        ("2009-11-20,day", ",day", "row 5", "decided_on"),
        ("2009,2009-11-20", "1009,2009-11-20", "row 5", "year"),
        ("https://ballot-access.org", "ballot-access.org", "row 5", "source_url"),
        ("https://ballot-access.org", "ftp://ballot-access.org", "row 5", "source_url"),
        (",66776,yes,count", ",66776,true,count", "row 15", "whole_count"),
        ("petition_id,title", "petition_id,headline", "row 2", "title"),
        ("adams_2009", "davis_2003", "petition_id", "davis_2003"),
    ],
)
def test_a_bad_past_petition_is_named(
    tmp_path: Path, old: str, new: str, row: str, column: str
) -> None:
    folder = changed_copy(tmp_path, "past_petitions.csv", old, new)
    with pytest.raises(DataError) as caught:
        past_petitions(folder)
    message = str(caught.value)
    assert message.startswith(f"data/past_petitions.csv, {row}")
    assert column in message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ",sample,0.537249,https://ballot-access.org",
            ",sample,0.537249,a,https://ballot-access.org",
        ),
        (",58384,1839,988,24579", ",58384,1839,988"),
    ],
)
def test_a_row_with_a_cell_too_many_or_too_few_is_named(tmp_path: Path, old: str, new: str) -> None:
    folder = changed_copy(tmp_path, "past_petitions.csv", old, new)
    with pytest.raises(DataError, match=r"data/past_petitions\.csv.*\b5\b"):
        past_petitions(folder)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("raw = 717000", 'raw = "many"', "steps.1.raw"),
        ("raw = 717000", "raw = 0", "steps.1.raw"),
        ("date = 2022-07-09", "date = 2022-07-19", "steps"),
        ('name = "sample"', 'name = "samples"', "steps.3.name"),
        ("raw = 566857", "", "first step"),
        ("required = 566857", "required = 0", "required"),
        ("required = 566857", "", "required"),
        ("required_note =", "remark =", "remark"),
        ('state = "CA"', 'state = "California"', "state"),
        ("filed = 2022-07-06", 'filed = "soon"', "filed"),
        ('required_source = "https://', 'required_source = "', "required_source"),
        ('raw_is = "claim"', 'raw_is = "rumor"', "steps.1.raw_is"),
        ("valid = 520050\n", "valid = -1\n", "outcome.valid"),
    ],
)
def test_a_bad_preset_is_named(tmp_path: Path, old: str, new: str, column: str) -> None:
    folder = changed_copy(tmp_path, "presets.toml", old, new)
    with pytest.raises(DataError) as caught:
        presets(folder)
    message = str(caught.value)
    assert message.startswith("data/presets.toml, table gascon-2022, ")
    assert column in message


def test_data_as_they_are_load_from_any_folder(tmp_path: Path) -> None:
    folder = changed_copy(tmp_path, "presets.toml", "raw", "raw")
    assert presets(folder) == presets()
    assert past_petitions(folder) == past_petitions()


def test_past_petitions_come_oldest_decision_first() -> None:
    days = [row.decided_on for row in past_petitions()]
    assert days == sorted(days)


def test_every_value_names_the_address_at_which_it_was_read() -> None:
    sources = [str(row.source_url) for row in past_petitions()]
    for preset in presets().values():
        sources += [str(preset.required_source), str(preset.filed_source)]
        sources += [str(step.source) for step in preset.steps]
        if preset.election is not None:
            sources.append(str(preset.election_source))
        if preset.outcome is not None:
            sources.append(str(preset.outcome.source))
    assert {urlsplit(source).scheme for source in sources} <= {"http", "https"}
    assert all("." in urlsplit(source).netloc for source in sources)


def test_the_file_itself_gives_a_source_to_every_table() -> None:
    """No source of a preset comes from a default."""
    for table in tomllib.loads((DATA / "presets.toml").read_text("utf-8")).values():
        assert {"required_source", "filed_source"} <= table.keys()
        assert "election" not in table or "election_source" in table
        assert all("source" in step for step in [*table["steps"], table["outcome"]])


GASCON_STEPS = {
    "announced": (dt.date(2022, 7, 5), 566_857),
    "filed": (dt.date(2022, 7, 6), 717_000),
    "raw": (dt.date(2022, 7, 9), 715_833),
    "sample": (dt.date(2022, 7, 14), 715_833),
    "outcome": (dt.date(2022, 8, 15), 715_833),
}


@pytest.mark.parametrize(("step", "known"), GASCON_STEPS.items())
def test_gascon_step_by_step(step: str, known: tuple[dt.date, int]) -> None:
    preset = presets()["gascon-2022"]
    assert [each.name for each in preset.steps] == list(GASCON_STEPS)
    found = preset.step(step)
    assert found is not None
    assert found.date == known[0]
    reading = scenario.read(f"petition=gascon-2022&as_of={step}")
    assert reading.scenario is not None
    assert (reading.scenario.raw, reading.scenario.required) == (known[1], 566_857)
    assert reading.changed == ()


def test_gascon_evidence() -> None:
    sample = scenario.read("as_of=sample").scenario
    outcome = scenario.read("as_of=outcome").scenario
    assert sample is not None
    assert outcome is not None
    assert (sample.sample, sample.sample_valid, sample.sample_repeats) == (35_793, 27_983, None)
    assert (sample.gate, sample.sample_days, sample.counted) == ("full_count", 6, 0)
    assert (outcome.counted, outcome.counted_valid) == (715_833, 520_050)
    assert outcome.counted_repeats == 43_593


@pytest.mark.parametrize("petition", list(presets()))
def test_every_petition_of_the_table_opens_at_each_of_its_steps(petition: str) -> None:
    preset = presets()[petition]
    assert petition == petition.lower()
    assert "_" not in petition
    for step in preset.steps:
        assert step.evidence.keys() <= KEYS.keys()
        reading = scenario.read(f"petition={petition}&as_of={step.name}")
        assert reading.problems == ()
        assert reading.scenario is not None
        assert reading.changed == ()
        again = scenario.read(f"petition={petition}&as_of={step.date.isoformat()}")
        assert again.defaults.step in {each.name for each in preset.steps if each.date == step.date}


def test_a_petition_of_which_only_the_year_is_known_is_filed_on_january_1() -> None:
    preset = presets()["newman-2018"]
    assert (preset.filed, preset.filed_to) == (dt.date(2018, 1, 1), "year")
    assert presets()["persky-2018"].filed == dt.date(2018, 1, 11)
