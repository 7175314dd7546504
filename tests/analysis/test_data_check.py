"""`recall-odds data check`: every problem is named, and data/README.md is complete."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from analysis import __main__ as command
from analysis import data_check, past_reasons
from analysis.data_check import Problem, check
from analysis.data_files import DATA, DataError
from analysis.past_petitions import past_petitions

FILES = [
    "petitions.csv", "invalid_reasons.csv", "sample_and_count.csv", "running_counts.csv",
    "first_prior.csv", "presets.toml", "rules.toml", "model_versions.toml",
    "corrections.toml",
]  # fmt: skip
CSVS = [name for name in FILES if name.endswith(".csv")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def change(folder: Path, file: str, name: str, cells: dict[str, str], *, nth: int = 0) -> int:
    """Other cells in the nth row of a petition; the row's number."""
    with (folder / file).open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    places = [place for place, row in enumerate(rows) if row["petition_id"] == name]
    rows[places[nth]].update(cells)
    write(folder / file, list(rows[0]), [list(row.values()) for row in rows])
    return places[nth] + 2


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_text(text.getvalue(), "utf-8")


@cache
def data_as_they_are() -> data_check.DataCheck:
    return check()


def new_problems(folder: Path) -> list[Problem]:
    """Those that the data as they are do not have."""
    known = {one.line for one in data_as_they_are().problems}
    return [one for one in check(folder).problems if one.line not in known]


def test_the_data_are_sound() -> None:
    found = check()
    assert [one.line for one in found.problems] == []
    assert [one.line for one in found.warnings] == []


def test_every_file_is_loaded_whole() -> None:
    found = check()
    assert [one.file for one in found.files] == FILES
    for one in found.files:
        if one.file in CSVS:
            with (DATA / one.file).open(encoding="utf-8", newline="") as text:
                assert one.loaded == len(list(csv.DictReader(text)))
        assert one.loaded > 0 or one.file == "corrections.toml"  # none has been needed so far


def test_what_is_left_out_is_what_the_loaders_leave_out() -> None:
    by_file = {one.file: one.excluded for one in check().files}
    unused = {row.petition_id: row.why_not for row in past_petitions() if row.use == "no"}
    assert {out.petition_id: out.reason for out in by_file["petitions.csv"]} == unused
    assert not any(by_file[file] for file in FILES[3:])
    out_of = {out.row for out in by_file["invalid_reasons.csv"]}
    kept = {
        row.petition_id
        for number, row in enumerate(past_reasons.reason_counts(), start=2)
        if number not in out_of
    }
    assert kept == past_reasons.breakdowns().keys()


def test_the_data_are_left_out_for_reasons_in_words() -> None:
    reasons = {
        out.petition_id: out.reason
        for one in check().files
        for out in one.excluded
        if one.file == "invalid_reasons.csv"
    }
    assert reasons["pearce_2018"].startswith("rounded")
    assert reasons["wa_2019_i1000"].startswith("sheets only")
    assert reasons["oh_2011_sb5"].startswith("confined to a part")
    assert reasons["lopez_santaana_2023"].endswith("not itemized")
    assert reasons["fayette_2022"].startswith("less than nine tenths")


def test_all_that_is_wrong_is_named_not_only_the_first(folder: Path) -> None:
    one = change(folder, "petitions.csv", "adams_2009", {"raw": "many", "kind": "poll"})
    two = change(
        folder, "petitions.csv", "persky_2018", {"raw": "", "use": "no", "sample_valid": "9999"}
    )
    three = change(folder, "invalid_reasons.csv", "gascon_2022", {"count": "-1", "scope": "all"})
    four = change(folder, "first_prior.csv", "davis_2003", {"gross": "1.2"})
    assert {(p.file, p.row, p.column) for p in new_problems(folder)} == {
        ("petitions.csv", one, "raw"),
        ("petitions.csv", one, "kind"),
        ("petitions.csv", two, "raw_is"),
        ("petitions.csv", two, "why_not"),
        ("petitions.csv", two, "sample_valid"),
        ("invalid_reasons.csv", three, "count"),
        ("invalid_reasons.csv", three, "scope"),
        ("first_prior.csv", four, "gross"),
    }


def test_a_row_is_named_as_its_loader_names_it(folder: Path) -> None:
    change(folder, "petitions.csv", "adams_2009", {"decided_on": "2009-10-12"})
    with pytest.raises(DataError) as caught:
        past_petitions(folder)
    assert [one.line for one in new_problems(folder)] == [str(caught.value)]


@pytest.mark.parametrize("file", CSVS)
def test_a_row_with_cells_too_many_or_too_few_is_named(folder: Path, file: str) -> None:
    with (folder / file).open(encoding="utf-8", newline="") as text:
        header, *rows = list(csv.reader(text))
    write(folder / file, header, [rows[0], rows[1][:-1], [*rows[2], "more"], *rows[3:]])
    found = [one for one in check(folder).problems if "cells in place of" in one.problem]
    assert [(one.file, one.row) for one in found] == [(file, 3), (file, 4)]


@pytest.mark.parametrize("file", CSVS)
def test_a_header_that_is_not_the_files_is_named_once(folder: Path, file: str) -> None:
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace("petition_id,", "petition,", 1), "utf-8")
    found = [one for one in check(folder).problems if one.file == file and one.row == 1]
    assert [one.column for one in found] == ["petition_id", "petition"]
    (folder / file).write_text(text.replace("petition_id,", "petition_id,petition_id,", 1), "utf-8")
    assert ["stands twice" in one.problem for one in check(folder).problems if one.row == 1] == [
        True
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_there_or_not_text_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    named = [(one.file, one.row) for one in check(folder).problems]
    assert (file, None) in named
    (folder / file).write_bytes(b"\xff\xfe\x00 = [")
    assert (file, None) in [(one.file, one.row) for one in check(folder).problems]
    (folder / file).write_text("", "utf-8")
    found = check(folder)
    assert next(one.loaded for one in found.files if one.file == file) == 0
    assert any(one.file == file for one in found.problems) is file.endswith(".csv")


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column"),
    [
        ("rules.toml", 'share = "0.05"', "share = 0.05", "ca-local-recall-2022", "sample.share"),
        ("rules.toml", 'kinds = ["recall"]', "kind = 1", "ca-local-recall-2022", "kinds"),
        ("presets.toml", "raw = 717000", "raw = 0", "gascon-2022", "steps.1.raw"),
        ("model_versions.toml", "fewest = 5", "fewest = 1", "2026-11", "prior.fewest"),
    ],
)
def test_a_bad_table_is_named(
    folder: Path, file: str, old: str, new: str, row: str, column: str
) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    found = new_problems(folder)
    assert (file, row, column) in {(one.file, one.row, one.column) for one in found}
    assert found[0].line.startswith(f"data/{file}, table {row}, ")


def test_a_key_outside_a_table_is_named(folder: Path) -> None:
    text = (folder / "rules.toml").read_text("utf-8")
    (folder / "rules.toml").write_text("stray = 1\n" + text, "utf-8")
    assert [one.line for one in new_problems(folder)] == [
        "data/rules.toml, table stray: a table is needed"
    ]


# Files against one another.


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("invalid_reasons.csv", "boudin_2022"),
        ("running_counts.csv", "wa_2021_sawant"),
        ("sample_and_count.csv", "ravitch_2021"),
        ("first_prior.csv", "davis_2003"),
    ],
)
def test_an_id_that_no_petition_has_is_named(folder: Path, file: str, name: str) -> None:
    row = change(folder, file, name, {"petition_id": "nobody_1999"})
    (found,) = new_problems(folder)
    assert (found.file, found.row, found.column) == (file, row, "petition_id")
    assert "'nobody_1999'" in found.problem


def test_a_preset_that_no_petition_has_is_named(folder: Path) -> None:
    text = (folder / "presets.toml").read_text("utf-8")
    (folder / "presets.toml").write_text(text.replace("gascon-2022", "gascon-2023"), "utf-8")
    assert [(one.file, one.row) for one in new_problems(folder)] == [
        ("presets.toml", "gascon-2023")
    ]


def test_a_bad_petition_is_no_reason_to_miss_its_id(folder: Path) -> None:
    change(folder, "petitions.csv", "gascon_2022", {"raw": "many"})
    assert [one.file for one in new_problems(folder)] == ["petitions.csv"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("petitions.csv", "adams_2009"),
        ("sample_and_count.csv", "engardio_2025"),
        ("first_prior.csv", "davis_2003"),
    ],
)
def test_an_id_that_stands_twice_is_named(folder: Path, file: str, name: str) -> None:
    with (folder / file).open(encoding="utf-8", newline="") as text:
        header, *rows = list(csv.reader(text))
    again = next(row for row in rows if row[0] == name)
    write(folder / file, header, [*rows, again])
    (found,) = new_problems(folder)
    assert (found.file, found.row, found.column) == (file, len(rows) + 2, "petition_id")


def test_a_total_that_falls_is_named(folder: Path) -> None:
    row = change(
        folder, "running_counts.csv", "wa_2009_r71", {"date": "2009-07-01", "valid": "9"}, nth=2
    )
    assert [(p.row, p.column) for p in new_problems(folder)] == [(row, "date"), (row, "valid")]


@pytest.mark.parametrize(
    ("name", "count"), [("mo_2015_knowles1", "563"), ("costa_mesa_fairview_2016", "491")]
)
def test_reasons_add_up_to_no_more_than_the_invalid(folder: Path, name: str, count: str) -> None:
    """Of a full count and of a stopped one; a note with the code lets it stand."""
    row = change(folder, "invalid_reasons.csv", name, {"count": count})
    (found,) = new_problems(folder)
    assert (found.file, found.row, found.column) == ("invalid_reasons.csv", row, "count")
    change(folder, "invalid_reasons.csv", name, {"note": "over_count:"})
    assert len(new_problems(folder)) == 1, "a code alone is no reason"
    change(folder, "invalid_reasons.csv", name, {"note": "Rounded. over_count: two tallies"})
    assert new_problems(folder) == []


def test_reasons_of_a_sample_add_up_too(folder: Path) -> None:
    change(folder, "invalid_reasons.csv", "wa_2012_r74", {"count": "535"})
    assert [one.column for one in new_problems(folder)] == ["count"]


def test_reasons_of_a_part_are_not_held_against_the_whole(folder: Path) -> None:
    change(folder, "invalid_reasons.csv", "mi_2019_inman", {"count": "9000"}, nth=2)
    assert new_problems(folder) == []


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("raw", "raw"), ("required", "required"), ("sample", "sample"),
        ("projected", "projected"), ("full_valid", "valid"),
    ],
)  # fmt: skip
def test_a_figure_that_another_file_has_otherwise_is_a_warning(
    folder: Path, column: str, other: str
) -> None:
    file = "sample_and_count.csv"
    petition = next(row for row in past_petitions() if row.petition_id == "co_2012_i46")
    there = int(getattr(petition, other))
    row = change(folder, file, "co_2012_i46", {column: str(there + 1)})
    assert new_problems(folder) == []
    (found,) = check(folder).warnings
    assert (found.file, found.row, found.column) == (file, row, column)
    assert f"{there + 1:,} here, {there:,} as {other}" in found.problem
    change(folder, file, "co_2012_i46", {"note": "differs: a later report"})
    assert check(folder).warnings == ()


def test_figures_of_other_files_are_compared_too(folder: Path) -> None:
    repeats = change(folder, "invalid_reasons.csv", "fayette_2022", {"count": "119"})
    last = change(folder, "running_counts.csv", "wa_2009_r71", {"valid": "122008"}, nth=10)
    text = (folder / "presets.toml").read_text("utf-8")
    (folder / "presets.toml").write_text(text.replace("required = 566857", "required = 1"), "utf-8")
    assert [(one.file, one.row) for one in check(folder).warnings] == [
        ("invalid_reasons.csv", repeats), ("running_counts.csv", last),
        ("presets.toml", "gascon-2022"),
    ]  # fmt: skip


# The command.


@pytest.fixture
def checked_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def use(folder: Path) -> None:
        found = check(folder)
        monkeypatch.setattr(data_check, "check", lambda: found)

    return use


def test_sound_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["data", "check"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    lines = told.out.splitlines()
    assert re.fullmatch(
        r"petitions\.csv: \d+ rows loaded, \d+ of them do not inform others", lines[0]
    )
    assert sum(bool(re.match(r"\w+\.(csv|toml): ", line)) for line in lines) == len(FILES)
    assert any(re.fullmatch(r"  foreign law: \d+ \(.+, …\)", line) for line in lines)
    assert lines[-1] == "The data are sound."


def test_problems_go_to_stderr(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    checked_in: Callable[[Path], None],
) -> None:
    change(folder, "petitions.csv", "adams_2009", {"raw": "many"})
    checked_in(folder)
    assert command.main(["data", "check"]) == 2
    told = capsys.readouterr()
    assert "named by file, row and column" in told.out.splitlines()[-1]
    assert re.search(
        r"^data/petitions\.csv, row \d+, raw: .*; given: many$", told.err, re.MULTILINE
    )


def test_json(
    folder: Path, capsys: pytest.CaptureFixture[str], checked_in: Callable[[Path], None]
) -> None:
    row = change(folder, "petitions.csv", "adams_2009", {"raw": "many"})
    change(folder, "sample_and_count.csv", "ravitch_2021", {"raw": "43317"})
    checked_in(folder)
    assert command.main(["data", "check", "--json"]) == 2
    told = capsys.readouterr()
    body = json.loads(told.out)
    assert list(body) == ["schema", "files", "problems"]
    assert body["schema"] == 1
    assert [one["file"] for one in body["files"]] == FILES
    for one in body["files"]:
        assert list(one) == ["file", "loaded", "excluded"]
        assert all(list(out) == ["row", "reason"] for out in one["excluded"])
    mine = [one for one in body["problems"] if one["file"] == "petitions.csv"]
    assert [(one["row"], one["column"]) for one in mine] == [(row, "raw")]
    assert "43,317 here, 43,316 as raw" in told.err, "a warning is not lost"


def test_a_broken_file_that_every_command_reads_ends_in_its_line(tmp_path: Path) -> None:
    root = DATA.parent
    shutil.copytree(root / "analysis", tmp_path / "analysis")
    shutil.copytree(DATA, tmp_path / "data")
    versions = tmp_path / "data" / "model_versions.toml"
    versions.write_text(versions.read_text("utf-8").replace("fewest = 5", "fewest = 1"), "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "analysis", "data", "check"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 2
    assert told.stderr.startswith("data/model_versions.toml, table 2026-11, prior.fewest: ")
    assert "Traceback" not in told.stderr


# data/README.md.


def sections() -> dict[str, str]:
    text = (DATA / "README.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("file", CSVS)
def test_every_column_is_described_and_nothing_else(file: str) -> None:
    with (DATA / file).open(encoding="utf-8", newline="") as text:
        header = next(csv.reader(text))
    described = re.findall(r"^\| `(\w+)` \| .+ \|$", sections()[file], flags=re.MULTILINE)
    assert described == header


def test_every_file_is_described_and_no_other() -> None:
    files = {path.name for path in DATA.iterdir() if path.suffix in (".csv", ".toml")}
    assert files == set(FILES)
    assert {name for name in sections() if "." in name} == files
    assert "built/track_record.json" in sections()["built/"]


@pytest.mark.parametrize(
    ("file", "model"),
    [
        ("petitions.csv", "PastPetition"), ("invalid_reasons.csv", "ReasonCount"),
        ("sample_and_count.csv", "SampleAndCount"), ("first_prior.csv", "FirstRow"),
    ],
)  # fmt: skip
def test_every_allowed_value_is_described(file: str, model: str) -> None:
    """Each word that a column may hold stands in that column's line."""
    described = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", sections()[file], flags=re.MULTILINE))
    for column, field in getattr(data_check, model).model_json_schema()["properties"].items():
        options = [field, *field.get("anyOf", [])]
        words = [word for one in options for word in one.get("enum", [one.get("const")]) if word]
        assert all(f"`{word}`" in described[column] for word in words), (column, words)
