"""Corrections and how to cite: what the method page says, and what the data file must hold."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis import corrections, scenario, versions
from analysis.corrections import ChangedNumber, Correction
from analysis.data_files import DataError
from analysis.language import speaking
from analysis.wording import corrections as words
from analysis.wording.versions import history_lines

ROOT = Path(__file__).parents[2]
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
TABLE = """
["2027-01-15-newman"]
date = 2027-01-15
wrong = "The raw count was that of another petition."
where = "data/petitions.csv, newman_2018"
[["2027-01-15-newman".changed]]
what = "odds of enough, Newman, raw count"
before = "about 1 in 8"
after = "about 1 in 10"

["2027-02-01-meeting"]
date = 2027-02-01
wrong = "The board met on Wednesday."
where = "data/rules.toml"
[["2027-02-01-meeting".changed]]
what = "odds of the ballot"
before = "about 1 in 4"
after = "about 1 in 5"
[["2027-02-01-meeting".changed]]
what = "last day"
before = "Aug. 8"
after = "Aug. 9"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of corrections that the module reads instead of its own."""
    monkeypatch.setattr(corrections, "DATA", tmp_path)
    corrections.corrections.cache_clear()
    made = tmp_path / corrections.FILE
    made.write_text(TABLE, "utf-8")
    yield made
    corrections.corrections.cache_clear()


def test_there_is_none_yet() -> None:
    """No version was public before 2026-11-24, so nothing that readers saw has been changed."""
    assert corrections.corrections() == ()
    assert words.correction_lines() == ("No correction has been made since the first version.",)
    with speaking("es"):
        assert words.correction_lines()[0].startswith("No se ha hecho ninguna corrección")


@pytest.mark.usefixtures("file")
def test_a_correction_is_told_with_its_numbers_the_newest_first() -> None:
    second, first = words.correction_lines()
    assert second == (
        "Feb. 1, 2027, data/rules.toml: The board met on Wednesday. What it changed: odds of the "
        "ballot: about 1 in 5 instead of about 1 in 4; last day: Aug. 9 instead of Aug. 8."
    )
    assert first == (
        "Jan. 15, 2027, data/petitions.csv, newman_2018: The raw count was that of another "
        "petition. What it changed: odds of enough, Newman, raw count: about 1 in 10 instead of "
        "about 1 in 8."
    )


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('before = "about 1 in 8"\n', "", "changed.0.before"),
        ('where = "data/petitions.csv, newman_2018"\n', "", "where"),
        ("date = 2027-01-15\n", 'date = "soon"\n', "date"),
        ('wrong = "The raw', 'wong = "The raw', "wrong"),
    ],
)
def test_a_bad_correction_is_named(file: Path, old: str, new: str, column: str) -> None:
    assert old in TABLE
    file.write_text(TABLE.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        corrections.corrections()
    assert str(caught.value).startswith(
        f"data/corrections.toml, table 2027-01-15-newman, {column}: "
    )


def test_a_correction_has_at_least_one_number() -> None:
    with pytest.raises(ValueError, match="changed"):
        Correction(id="x", date=dt.date(2027, 1, 1), wrong="It was.", where="here", changed=())
    one = ChangedNumber(what="odds", before="1", after="2")
    made = Correction(
        id="x", date=dt.date(2027, 1, 1), wrong="It was.", where="here", changed=(one,)
    )
    assert words.correction_sentence(made) == (
        "Jan. 1, 2027, here: It was. What it changed: odds: 2 instead of 1."
    )


def test_the_citation_is_that_of_the_citation_file() -> None:
    """CITATION.cff: authors, title and version."""
    assert [author["name"] for author in CITATION["authors"]] == [words.AUTHOR]
    assert CITATION["title"] == words.TITLE
    assert CITATION["version"] == words.VERSION


def test_how_to_cite_names_version_model_address_and_day() -> None:
    reading = scenario.read("model=2026-11")
    address, on = "https://example.org/method?v=1&model=2026-11", dt.date(2026, 12, 1)
    said = words.cite_sentence(reading, address=address, on=on)
    for part in (words.AUTHOR, CITATION["title"], CITATION["version"], "model 2026-11 of", address):
        assert part in said
    assert said.endswith("opened Dec. 1, 2026.")
    with speaking("es"):
        said = words.cite_sentence(reading, address=address, on=on)
    assert said.endswith("consultado el 1 de diciembre de 2026.")


def test_every_version_is_listed_with_what_it_changed() -> None:
    lines = history_lines()
    found = list(versions.versions().values())
    assert len(lines) == len(found)
    for line, version in zip(lines, reversed(found), strict=True):
        assert line.startswith(f"Model {version.id} of ")
        assert version.changes in line
    assert lines[0].endswith("It is today's.")
    assert all("Its links are worked out under it and under today's." in line for line in lines[1:])
