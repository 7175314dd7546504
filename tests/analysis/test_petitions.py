"""The data about petitions: what is in the files, and that a bad file is named, row and column."""

import csv
import datetime as dt
import re
import shutil
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import scenario
from analysis.data_files import DATA, DataError
from analysis.language import speaking
from analysis.past_petitions import (
    ABOUT_SIGNERS,
    EXCEPTIONS,
    PastPetition,
    by_preset,
    past_petitions,
)
from analysis.petitions import missing, presets
from analysis.scenario import KEYS

Cells = dict[str, str]


def copy_of_data(folder: Path) -> Path:
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    return folder


def changed_copy(folder: Path, file: str, old: str, new: str) -> Path:
    """The data files with one text replaced."""
    text = (copy_of_data(folder) / file).read_text("utf-8")
    assert text.count(old) >= 1, f"{file} holds no {old!r}"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def with_cells(folder: Path, petition: str, cells: Cells) -> int:
    """A copy of the data with some cells of a past petition changed; the number of its row."""
    path = copy_of_data(folder) / "petitions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    assert cells.keys() <= set(columns)
    row = next(row for row in rows if row["petition_id"] == petition)
    assert any(row[column] != cell for column, cell in cells.items()), "nothing is changed"
    row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return 2 + rows.index(row)


def in_file(petition: str) -> Cells:
    """The cells of a past petition as the file has them."""
    with (DATA / "petitions.csv").open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["petition_id"] == petition)


def past(petition: str) -> PastPetition:
    return next(row for row in past_petitions() if row.petition_id == petition)


# Past petitions: one bad cell.

BAD_CELLS = [
    ("petition_id", "Adams 2009"),
    ("petition_id", ""),
    ("title", "ab"),
    ("title", ""),
    ("kind", "petition"),
    ("country", "us"),
    ("state", "ca"),
    ("state", "Calif."),
    ("level", "planet"),
    ("jurisdiction", ""),
    ("campaign", "Adams"),
    ("year", "1009"),
    ("year", "soon"),
    ("filed", "2009-13-13"),
    ("decided_on", "Nov. 20"),
    ("required", "0"),
    ("required", "35,825"),
    ("raw", "many"),
    ("raw", "-5"),
    ("raw_is", "guess"),
    ("sample", "0"),
    ("sample_valid", "-1"),
    ("sample_repeats", "1.5"),
    ("projected", "-1"),
    ("projected_is", "adjusted"),
    ("count", "full"),
    ("count", ""),
    ("checked", "0"),
    ("valid", "x"),
    ("invalid", "-1"),
    ("repeats", "-1"),
    ("outcome", "passed"),
    ("outcome", ""),
    ("use", "true"),
    ("use", ""),
    ("source_url", ""),
    ("source_url", "ballot-access.org"),
    ("source_url", "ftp://ballot-access.org"),
    ("source_url_2", "theliberaloc.com"),
    ("note", "x" * 201),
]


@pytest.mark.parametrize(("column", "cell"), BAD_CELLS)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str) -> None:
    row = with_cells(tmp_path, "adams_2009", {column: cell})
    with pytest.raises(DataError) as caught:
        past_petitions(tmp_path)
    assert str(caught.value).startswith(f"data/petitions.csv, row {row}, {column}: ")


# Past petitions: cells that do not fit together. Each case starts from a sound row.

CLASHES: list[tuple[str, Cells, str]] = [
    # Columns that go with one another.
    ("adams_2009", {"state": ""}, "state: needed in the United States"),
    ("adams_2009", {"raw": ""}, "raw_is: where raw is"),
    ("adams_2009", {"raw_is": ""}, "raw_is: where raw is"),
    ("adams_2009", {"projected": ""}, "projected_is: where projected is"),
    ("adams_2009", {"projected_is": ""}, "projected_is: where projected is"),
    ("adams_2009", {"why_not": "an old one"}, "why_not: "),
    ("adams_2009", {"use": "no"}, "why_not: "),
    ("adams_2009", {"use": "result"}, "why_not: "),
    ("adams_2009", {"decided_on": "2009-10-12"}, "decided_on: before filed, 2009-10-13"),
    # Exceptions have a code that exists, and a reason.
    ("adams_2009", {"exception": "luck: it was"}, "exception: one of "),
    ("adams_2009", {"exception": "outcome"}, "exception: one of "),
    ("adams_2009", {"exception": "outcome:"}, "exception: one of "),
    ("adams_2009", {"exception": "outcome: known|luck: it was"}, "exception: one of "),
    # No part is larger than its whole.
    ("adams_2009", {"sample_valid": "1840"}, "sample_valid: at most sample, 1839"),
    ("adams_2009", {"sample_repeats": "1840"}, "sample_repeats: at most sample, 1839"),
    ("adams_2009", {"sample": "58385"}, "sample: at most raw, 58384"),
    ("adams_2009", {"projected": "58385"}, "projected: at most raw, 58384"),
    ("gascon_2022", {"valid": "715834"}, "valid: at most the signatures looked at, 715833"),
    ("gascon_2022", {"repeats": "715834"}, "repeats: at most the signatures looked at, 715833"),
    ("gascon_2022", {"checked": "520049"}, "valid: at most the signatures looked at, 520049"),
    ("gascon_2022", {"checked": "715834"}, "checked: at most raw, 715833"),
    ("gascon_2022", {"invalid": "195782"}, "invalid: with valid it adds up to 715833"),
    ("gascon_2022", {"checked": "715832"}, "invalid: with valid it adds up to 715832"),
    # An outcome agrees with the numbers.
    ("gascon_2022", {"outcome": "qualified_full"}, "outcome: qualified_full does not agree with"),
    ("gascon_2022", {"required": "520050"}, "outcome: failed_full does not agree with"),
    ("gascon_2022", {"outcome": "failed_raw"}, "outcome: raw is not below required"),
    ("adams_2009", {"outcome": "qualified_on_sample"}, "outcome: qualified_on_sample does not"),
    ("adams_2009", {"required": "24579"}, "outcome: failed_on_sample does not agree with"),
    (
        "adams_2009",
        {"outcome": "qualified", "required": "58385"},
        "outcome: raw is below required",
    ),
    # What informs others has a year, a law like ours, and a share of valid signatures.
    ("adams_2009", {"year": ""}, "year: needed where use is yes"),
    ("adams_2009", {"country": "GB"}, "use: no where the law is another country's"),
    (
        "adams_2009",
        {"sample_valid": "", "projected": "", "projected_is": ""},
        "use: yes needs a count, a sample or a projection",
    ),
    (
        "gascon_2022",
        {"sample": "", "count": "partial", "checked": "357915", "invalid": "", "valid": "357000"},
        "use: yes needs a count, a sample or a projection",
    ),
    ("adams_2009", {"use": "result", "why_not": "x", "required": ""}, "use: result needs "),
    ("adams_2009", {"use": "result", "why_not": "x", "outcome": "open"}, "use: result needs "),
    ("adams_2009", {"use": "result", "why_not": "x", "raw_is": "pooled"}, "use: result needs "),
    ("adams_2009", {"use": "result", "why_not": "x", "required": "58385"}, "use: result needs "),
]


@pytest.mark.parametrize(("petition", "cells", "problem"), CLASHES)
def test_cells_that_do_not_fit_together_are_named(
    tmp_path: Path, petition: str, cells: Cells, problem: str
) -> None:
    row = with_cells(tmp_path, petition, cells)
    with pytest.raises(DataError) as caught:
        past_petitions(tmp_path)
    assert str(caught.value).startswith(f"data/petitions.csv, row {row}, {problem}")


@pytest.mark.parametrize(
    ("petition", "cells"),
    [
        ("gascon_2022", {"required": "520051"}),
        ("gascon_2022", {"required": "520050", "outcome": "qualified_full"}),
        ("gascon_2022", {"valid": "520051", "exception": "invalid_sum: as printed"}),
        ("gascon_2022", {"outcome": "qualified", "exception": "outcome: by a court"}),
        ("gascon_2022", {"checked": "715834", "invalid": "", "exception": "over_raw: as printed"}),
        (
            "gascon_2022",
            {"sample": "", "count": "partial", "checked": "357917", "invalid": "", "valid": "3579"},
        ),
        ("adams_2009", {"required": "24580"}),
        ("adams_2009", {"decided_on": "2009-10-13"}),
        ("adams_2009", {"sample_valid": "1839", "sample_repeats": "1839", "sample": "1839"}),
        ("adams_2009", {"outcome": "failed_raw", "required": "58385"}),
        ("adams_2009", {"country": "GB", "state": "", "use": "no", "why_not": "its law"}),
    ],
)
def test_cells_at_the_bounds_are_sound(tmp_path: Path, petition: str, cells: Cells) -> None:
    with_cells(tmp_path, petition, cells)
    changed = next(row for row in past_petitions(tmp_path) if row.petition_id == petition)
    assert changed != past(petition)


def excepted() -> list[tuple[str, str]]:
    return [(row.petition_id, code) for row in past_petitions() for code in row.exceptions]


def test_every_kind_of_exception_is_in_use() -> None:
    assert {code for _, code in excepted()} == set(EXCEPTIONS)


@pytest.mark.parametrize(("petition", "code"), excepted())
def test_an_exception_stands_only_where_its_check_fails(
    tmp_path: Path, petition: str, code: str
) -> None:
    parts = in_file(petition)["exception"].split("|")
    rest = "|".join(part for part in parts if not part.strip().startswith(f"{code}:"))
    row = with_cells(tmp_path, petition, {"exception": rest})
    with pytest.raises(DataError, match=rf"row {row}, "):
        past_petitions(tmp_path)


def test_an_id_that_stands_twice_is_named(tmp_path: Path) -> None:
    row = with_cells(tmp_path, "adams_2009", {"petition_id": "gascon_2022"})
    with pytest.raises(DataError) as caught:
        past_petitions(tmp_path)
    assert str(caught.value) == (
        f"data/petitions.csv, row {row}, petition_id: 'gascon_2022' stands twice"
    )


ADAMS = "35825,58384,official,1839,988,"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ADAMS, ADAMS + "7,7,"),
        (ADAMS, ADAMS.replace("988,", "")),
        (ADAMS, ADAMS.replace("official,1839,988,", "")),
    ],
)
def test_a_row_with_a_cell_too_many_or_too_few_is_named(tmp_path: Path, old: str, new: str) -> None:
    row = 2 + [row.petition_id for row in past_petitions()].index("adams_2009")
    folder = changed_copy(tmp_path, "petitions.csv", old, new)
    with pytest.raises(DataError, match=rf"data/petitions\.csv, row {row}, "):
        past_petitions(folder)


def test_another_column_is_named(tmp_path: Path) -> None:
    folder = changed_copy(tmp_path, "petitions.csv", "petition_id,title", "petition_id,headline")
    with pytest.raises(DataError, match=r"data/petitions\.csv, row 2, title: "):
        past_petitions(folder)


# Past petitions: what they hold.


def test_past_petitions_come_in_the_order_of_the_file() -> None:
    with (DATA / "petitions.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["petition_id"] for row in csv.DictReader(file)]
    assert [row.petition_id for row in past_petitions()] == ids
    assert len(set(ids)) == len(ids)


def test_an_empty_cell_is_not_known() -> None:
    empty = [column for column, cell in in_file("davis_2003").items() if not cell]
    assert {"sample", "valid", "why_not"} <= set(empty)
    assert all(getattr(past("davis_2003"), column) is None for column in empty)


def test_a_result_known_only_by_year_counts_from_its_december_31() -> None:
    by_year = [row for row in past_petitions() if row.decided_on is None and row.year]
    assert by_year
    assert all(row.known_from == dt.date(row.year or 0, 12, 31) for row in by_year)
    dated = [row for row in past_petitions() if row.decided_on is not None]
    assert all(row.known_from == row.decided_on for row in dated)


def test_only_what_signers_decided_is_qualified_or_not() -> None:
    for row in past_petitions():
        assert (row.qualified is None) is (row.outcome not in ABOUT_SIGNERS)
        if row.qualified is not None:
            assert row.qualified is ("qualified" in row.outcome)


def test_the_gascon_row_is_what_the_county_found() -> None:
    """SCVNews, Aug. 15, 2022: 520,050 valid and 195,783 invalid, 43,593 of them repeats."""
    row = past("gascon_2022")
    assert (row.raw, row.required) == (715_833, 566_857)
    assert (row.valid, row.invalid, row.repeats) == (520_050, 195_783, 43_593)
    assert (row.looked_at, row.known_from) == (715_833, dt.date(2022, 8, 15))
    assert (row.place, row.preset_id, row.qualified) == ("CA", "gascon-2022", False)


# Petitions told step by step.


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
    folder = copy_of_data(tmp_path)
    assert presets(folder) == presets()
    assert past_petitions(folder) == past_petitions()


def test_every_value_names_the_address_at_which_it_was_read() -> None:
    sources = [str(row.source_url) for row in past_petitions()]
    sources += [str(row.source_url_2) for row in past_petitions() if row.source_url_2]
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


def test_what_is_told_step_by_step_agrees_with_the_table() -> None:
    """Both files hold the Gascón petition."""
    told, row = presets()["gascon-2022"], past("gascon_2022")
    assert told.outcome is not None
    assert (told.required, told.filed, told.state) == (row.required, row.filed, row.place)
    assert (told.outcome.checked, told.outcome.valid) == (row.raw, row.valid)
    assert told.outcome.date == row.decided_on


# Every petition that opens.


@pytest.mark.parametrize("petition", list(presets()))
def test_every_petition_opens_at_each_of_its_steps(petition: str) -> None:
    """Without a problem, with nobody's change in it, and with nothing of the data ignored."""
    preset = presets()[petition]
    assert petition == petition.lower()
    assert "_" not in petition
    for step in preset.steps:
        assert step.evidence.keys() <= KEYS.keys()
        reading = scenario.read(f"petition={petition}&as_of={step.name}")
        assert reading.problems == ()
        assert reading.ignored == ()
        assert reading.changed == ()
        assert reading.scenario is not None
        values = reading.scenario.values()
        known = {key: value for each in preset.known_by(step.name)
                 for key, value in each.evidence.items()}  # fmt: skip
        assert {key: values[key] for key in known} == known
        assert scenario.read(scenario.full_link(reading)).scenario == reading.scenario
        again = scenario.read(f"petition={petition}&as_of={step.date.isoformat()}")
        assert again.problems == ()
        assert again.ignored == ()
        assert again.defaults.step in {each.name for each in preset.steps if each.date == step.date}


def test_every_past_petition_opens_or_says_what_it_lacks() -> None:
    closed = [row for row in past_petitions() if row.preset_id not in presets()]
    assert closed
    assert all(missing(row) for row in closed)
    opened = [row for row in past_petitions() if row.preset_id in presets()]
    assert not any(missing(row) for row in opened)
    assert set(presets()) == {row.preset_id for row in opened}
    for row in closed:
        assert row.raw is None or row.required is None or row.raw_is == "pooled" or not row.year


def test_the_list_is_told_step_by_step_first_and_then_the_latest() -> None:
    names = list(presets())
    assert names[0] == "gascon-2022"
    years = [by_preset()[name].year or 0 for name in names[1:]]
    assert years == sorted(years, reverse=True)


def test_a_preset_has_the_numbers_of_its_row() -> None:
    """Only a count of every signature, or a finding on a sample, is evidence."""
    for name, preset in presets().items():
        row, step = by_preset()[name], preset.step("outcome")
        assert preset.required == row.required
        assert preset.steps[-1].date >= preset.filed
        if step is None or name == "gascon-2022":
            continue
        if "counted" in step.evidence:
            assert row.count == "whole"
            assert (step.evidence["counted"], step.evidence["counted_valid"]) == (
                row.raw,
                row.valid,
            )
            assert step.evidence.get("counted_repeats") == row.repeats
        else:
            assert row.outcome == {
                "sufficient": "qualified_on_sample", "insufficient": "failed_on_sample",
            }[str(step.evidence["gate"])]  # fmt: skip
            assert step.evidence.get("sample_valid") in (None, row.sample_valid)


def test_a_petition_of_which_only_the_year_is_known_is_filed_on_january_1() -> None:
    preset = presets()["newman-2018"]
    assert (preset.filed, preset.filed_to) == (dt.date(2018, 1, 1), "year")
    assert presets()["persky-2018"].filed == dt.date(2018, 1, 11)


def test_a_step_is_told_in_the_language_of_the_moment_with_the_same_numbers() -> None:
    """The steps of the table are told by messages with values, made when a step is shown."""
    for preset in presets().values():
        for step in preset.steps:
            english = step.told()
            with speaking("es"):
                spanish = step.told()
            assert re.findall(r"\d[\d,]*", spanish) == re.findall(r"\d[\d,]*", english)
            assert spanish != english
            assert "{" not in english + spanish
