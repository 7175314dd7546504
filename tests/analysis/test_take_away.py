"""All of a scenario as data: the long table, the JSON body, the archive."""

import csv
import io
import json
import zipfile

import pytest

from analysis.answer import answer
from analysis.language import speaking
from analysis.plan import body, tell
from analysis.scenario import KEYS, full_link, read
from analysis.table import Cell
from analysis.tables import TABLES
from analysis.take_away import archive, results_body, results_table

ADDRESS = "https://odds.example.org/?v=1"
CUSTOM = "petition=custom&raw=60000&required=45000&name=%3DHYPERLINK(1)"
STRINGS = ("", "as_of=outcome", "model=2026-11&invalid=8", CUSTOM)


def rows(string: str) -> dict[Cell, tuple[Cell, ...]]:
    return {row[0]: row for row in results_table(read(string)).rows}


def files(string: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(read(string), address=ADDRESS))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("string", STRINGS)
def test_the_body_is_the_answer_with_its_plan_and_its_dictionary(string: str) -> None:
    reading = read(string)
    assert reading.scenario is not None
    found = results_body(reading)
    assert found.keys() == answer(reading).keys() | {"plan", "dictionary"}
    assert {key: found[key] for key in answer(reading)} == answer(reading)
    assert found["plan"] == body(tell(reading.scenario))


@pytest.mark.parametrize("string", STRINGS)
def test_the_table_has_every_key_and_every_number_of_the_answer(string: str) -> None:
    found, given = rows(string), answer(read(string))
    assert {f"scenario.{key}" for key in KEYS} <= found.keys()
    for group in ("odds", "path", "valid"):
        for name, value in given[group].items():
            assert found[f"{group}.{name}"][1] == value
    assert all(row[3] for row in found.values()), "each has its meaning"


def test_a_value_says_where_it_comes_from() -> None:
    found = rows("model=2026-11&invalid=8")
    assert found["scenario.invalid"][1] == 8.0
    assert found["scenario.invalid"][4] == "set by the reader"
    assert found["scenario.raw"][4] == "official count"
    assert str(found["scenario.raw"][5]).startswith("https://")
    assert found["scenario.drift"][4] == "model version 2026-11"
    assert found["odds.sufficient"][4] == "worked out by model version 2026-11"
    assert found["scenario.counted"][4] == ""  # absent
    sample = rows("as_of=sample")["scenario.sample_valid"]
    assert sample[1] == 27983
    assert sample[4] == "what is known of the petition"
    assert str(sample[5]).startswith("https://")


def test_a_custom_petition_s_numbers_are_the_reader_s() -> None:
    found = rows(CUSTOM)
    for key in ("petition", "name", "raw", "required"):
        assert found[f"scenario.{key}"][4] == "set by the reader"


def test_a_width_set_to_nothing_is_set_all_the_same() -> None:
    assert rows("invalid_pm=0")["scenario.invalid_pm"][4] == "set by the reader"


def test_no_spreadsheet_takes_a_name_for_a_formula() -> None:
    text = files(CUSTOM)["results.csv"].decode()
    [name] = [row for row in csv.reader(io.StringIO(text)) if row[0] == "scenario.name"]
    assert name[1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("string", STRINGS)
def test_the_archive_holds_every_table_that_has_rows(string: str) -> None:
    found = files(string)
    there = {f"tables/{name}.csv" for name, make in TABLES.items() if make(read(string)).rows}
    others = {"README.txt", "results.csv", "results.json", "dictionary.csv"}
    assert found.keys() == there | others
    assert found["tables/dots.csv"].decode() == TABLES["dots"](read(string)).csv()
    assert json.loads(found["results.json"])["link"] == full_link(read(string))


def test_the_note_says_what_it_is_from_when_and_how_to_cite() -> None:
    note = files("as_of=sample")["README.txt"].decode()
    for part in (ADDRESS, "July 14, 2022", "License: MIT", "Recall Odds contributors", "2026-11.2"):
        assert part in note
    with speaking("es"):
        assert "14 de julio de 2022" in files("as_of=sample")["README.txt"].decode()


def test_the_same_scenario_is_the_same_bytes() -> None:
    first, again = (archive(read("invalid=20"), address=ADDRESS) for _ in range(2))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_half_a_letter_in_a_name_breaks_nothing() -> None:
    # What a link can hold and UTF-8 cannot write.
    half = read([("petition", "custom"), ("raw", "900"), ("required", "700"), ("name", "\ud83d")])
    if half.scenario is not None:
        assert archive(half, address=ADDRESS)


def test_without_a_scenario_there_is_nothing_to_take_away() -> None:
    with pytest.raises(ValueError, match="no answer"):
        results_table(read("petition=custom"))
