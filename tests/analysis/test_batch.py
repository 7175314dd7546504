"""``recall-odds batch``: many scenarios from a CSV, each as it would be by itself."""

import csv
import importlib
import json
import os
import signal
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import batch
from analysis.__main__ import main
from analysis.batch.columns import RESULTS
from analysis.forecast import forecast
from analysis.scenario import read

batch_run = importlib.import_module("analysis.batch.run")
ODDS, COUNTS = RESULTS[:3], RESULTS[3:6]
HEADER = ("petition", "rules", "raw", "required", "invalid", "invalid_pm", "repeats", "repeats_pm")
Rows = list[dict[str, str]]


def written(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def ran(source: Path) -> tuple[batch.Summary, Rows]:
    target = source.with_suffix(".out")
    summary = batch.run(source, target)
    with target.open(newline="") as file:
        return summary, list(csv.DictReader(file))


def numbers(count: int, *, seed: int, most: float = 2e6) -> list[tuple[object, ...]]:
    """raw, required and the four rates, all different in every row."""
    random = np.random.default_rng(seed)
    raw = np.exp(random.uniform(np.log(1_000), np.log(most), count)).round().astype(int)
    invalid, repeats = (
        random.uniform(4, 45, count).round(3),
        random.uniform(0.5, 12, count).round(3),
    )
    invalid_pm = np.minimum(random.uniform(0.5, 15, count), invalid).round(2)
    repeats_pm = np.minimum(random.uniform(0.1, 6, count), 0.9 * repeats).round(2)
    valid = raw * (1.0 - invalid / 100.0) * (1.0 - repeats / 100.0)
    required = np.maximum(valid * np.exp(random.normal(0.0, 0.12, count)), 1.0).round().astype(int)
    columns = (raw, required, invalid, invalid_pm, repeats, repeats_pm)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def same_as_single(row: dict[str, str]) -> None:
    """The odds to 1e-9, the counts to one part in 1e9."""
    given = [(key, text) for key, text in row.items() if key not in RESULTS and text]
    reading = read(given)
    assert not reading.problems, row
    assert reading.scenario is not None
    found = forecast(reading.scenario)
    assert row["problem"] == ""
    due: dict[str, float | None] = {
        "sufficient": found.sufficient,
        "qualifies": found.qualifies,
        "on_ballot": found.on_ballot,
        "p05": found.valid.p05,
        "p50": found.valid.p50,
        "p95": found.valid.p95,
    }
    for key in ODDS:
        if due[key] is None:
            assert row[key] == "", row
        else:
            assert float(row[key]) == pytest.approx(due[key], rel=0, abs=1e-9), (key, row)
    for key in COUNTS:
        assert float(row[key]) == pytest.approx(due[key], rel=1e-9, abs=1e-9), (key, row)


RULES = ("ca-local-recall-2022", "ca-statewide-initiative", "every-signature", "wa", "or", "md")


@pytest.mark.parametrize("rules", RULES)
def test_each_row_is_a_single_scenario(tmp_path: Path, rules: str) -> None:
    """Issue 13: equal to single calls to 1e-9, for petitions of every size and every width."""
    rows = [("custom", rules, *row) for row in numbers(40, seed=RULES.index(rules))]
    summary, found = ran(written(tmp_path / "in.csv", HEADER, rows))
    assert (summary.rows, summary.bad, len(found)) == (40, 0, 40)
    for row in found:
        same_as_single(row)


def test_rows_of_a_preset(tmp_path: Path) -> None:
    """Only raw and rates differ from row to row; the rest is the preset's."""
    rows = [(raw, *rates) for raw, _, *rates in numbers(40, seed=7)]
    header = ("raw", "invalid", "invalid_pm", "repeats", "repeats_pm")
    _, found = ran(written(tmp_path / "in.csv", header, rows))
    for row in found:
        same_as_single(row)


MIXED: tuple[dict[str, str], ...] = (
    {},
    {"raw": "700000"},
    {"raw": "500000"},  # fewer than required
    {"as_of": "sample"},
    {"as_of": "outcome"},
    {"as_of": "announced"},
    {"sample": "0", "raw": "720000"},
    {"gate": "full_count"},
    {"statistic": "uncorrected", "raw": "730000"},
    {"drift": "0", "raw": "731000"},
    {"speed": "30000"},
    {"meetings": "fri", "order_lag": "3", "raw": "690000"},
    {"check": "500", "check_valid": "400"},
    {"sample": "35793", "sample_valid": "27983", "sample_repeats": "109"},
    {"counted": "300000", "counted_valid": "225000"},
    {"not_registered": "14", "address": "4"},
    {"invalid": "10"},  # its width shrinks
    {"invalid": "0.5"},
    {"repeats": "0"},
    {"repeats": "0", "repeats_pm": "30"},
    {"repeats": "3", "repeats_pm": "0"},
    {"invalid": "20", "invalid_pm": "0"},
    {"invalid": "0"},
    {"invalid": "100"},
    {"petition": "custom", "raw": "40000", "required": "30000"},
    {"petition": "custom", "raw": "400", "required": "300"},
    {"petition": "custom", "raw": "40000", "required": "30000", "rules": "every-signature"},
    {"petition": "custom", "raw": "90000000", "required": "60000000", "class": "initiative"},
    {"model": "2026-11", "raw": "710000"},
    {"strike_invalid": "1000"},
)  # fmt: skip


def mixed(tmp_path: Path) -> Path:
    header = sorted({key for row in MIXED for key in row})
    rows = [[row.get(key, "") for key in header] for row in MIXED]
    return written(tmp_path / "in.csv", header, rows)


def test_every_kind_of_row_beside_the_others(tmp_path: Path) -> None:
    """Evidence, presets and petitions that are typed in; an empty cell is a key not given."""
    _, found = ran(mixed(tmp_path))
    good = [row for row in found if not row["problem"]]
    assert len(good) >= len(MIXED) - 2
    for row in good:
        same_as_single(row)
    for row in found:
        given = [(key, text) for key, text in row.items() if key not in RESULTS and text]
        assert bool(row["problem"]) is bool(read(given).problems), row


def test_a_row_does_not_depend_on_its_neighbors(tmp_path: Path) -> None:
    """Alone, among others and at another place it has the same odds."""
    rows = [("custom", RULES[0], *row) for row in numbers(60, seed=3)]
    _, together = ran(written(tmp_path / "in.csv", HEADER, rows))
    _, turned = ran(written(tmp_path / "turned.csv", HEADER, rows[::-1]))
    assert len(together) == len(turned) == 60
    for place in (0, 17, 59):
        _, (alone,) = ran(written(tmp_path / "one.csv", HEADER, rows[place : place + 1]))
        for key in RESULTS[:2]:
            due = float(alone[key])
            assert float(together[place][key]) == pytest.approx(due, rel=0, abs=1e-12)
            assert float(turned[59 - place][key]) == pytest.approx(due, rel=0, abs=1e-12)


def test_most_rows_are_worked_out_together(tmp_path: Path, monkeypatch: Any) -> None:
    """Of petitions as large as Los Angeles County's nearly none goes through a single call."""
    singles = 0
    one = batch_run._single

    def counted(*arguments: Any) -> Any:
        nonlocal singles
        singles += 1
        return one(*arguments)

    monkeypatch.setattr(batch_run, "_single", counted)
    random = np.random.default_rng(5)
    rows = [
        (int(raw), round(float(invalid), 2), round(float(repeats), 2))
        for raw, invalid, repeats in zip(
            random.uniform(600_000, 900_000, 500),
            random.uniform(15, 35, 500),
            random.uniform(4.5, 7, 500),
            strict=True,
        )
    ]
    summary, _ = ran(written(tmp_path / "in.csv", ("raw", "invalid", "repeats"), rows))
    assert summary.written == 500
    assert singles < 10


def test_a_bad_row_is_named_by_line_and_the_rest_go_on(tmp_path: Path, capsys: Any) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "raw,invalid,invalid_pm\n"
        "700000,24,\nmany,24,\n\n700000,2,45\n-5,,\n700000,24,8,9\n710000,,\n"
    )
    summary, found = ran(source)
    assert [line for line, _ in summary.bad_lines] == [3, 5, 6, 7]
    assert (summary.rows, summary.written, summary.bad) == (6, 2, 4)
    assert [bool(row["problem"]) for row in found] == [False, True, True, True, True, False]
    assert found[1]["problem"].startswith("raw: given “many”, allowed a whole number")
    assert "at most" in found[2]["problem"]
    assert all(row[key] == "" for row in found if row["problem"] for key in RESULTS[:6])
    assert main(["batch", str(source), str(tmp_path / "out.csv")]) == 0
    told = capsys.readouterr()
    assert "Line 3: raw: given “many”" in told.err
    assert told.out.startswith("6 scenarios read, 2 with odds, 4 with a problem")


def test_problems_are_no_formulas(tmp_path: Path) -> None:
    """A spreadsheet takes what begins with one of these for a formula."""
    source = tmp_path / "in.csv"
    source.write_text('raw,petition,filed\n=1+1,,\n@a,,\n700000,=cmd,\n700000,,"+1"\n1,2,3,4,5\n')
    _, found = ran(source)
    assert len(found) == 5
    assert all(row["problem"] and row["problem"][0] not in "=+-@\t" for row in found)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (b"raw,invalid\n715833,24.5\n", "715833"),
        (b"\xef\xbb\xbfraw,invalid\r\n715833,24.5\r\n", "715833"),
        (b'raw,invalid\n"715,833",24.5\n', "715,833"),
        (b"raw;invalid\n715.833;24,5\n", "715.833"),
        (b"sep=;\nraw;invalid\n715833;24.5\n", "715833"),
        (b"raw\tinvalid\n715833\t24.5\n", "715833"),
        ("raw,invalid\n715833,24.5\n".encode("utf-16"), "715833"),
        (b"raw,invalid,place\n715833,24.5,Ca\xf1on\n", "715833"),
    ],
)
def test_files_as_they_come_from_a_spreadsheet(tmp_path: Path, text: bytes, due: str) -> None:
    """The cells stay as they are; the odds are those of the number that they stand for."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text)
    assert batch.run(source, target).written == 1
    with target.open(newline="") as file:
        header, row = csv.reader(file, delimiter=_delimiter(text))
    assert row[0] == due
    assert header[-7:] == list(RESULTS)
    scenario = read("raw=715833&invalid=24.5").scenario
    assert scenario is not None
    assert float(row[-7]) == pytest.approx(forecast(scenario).sufficient, rel=0, abs=1e-9)


def _delimiter(text: bytes) -> str:
    return ";" if b";" in text else "\t" if b"\t" in text else ","


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n\n",
        b"715833,566857\n",
        b"id,label\n1,a\n",
        b"raw,sufficient\n715833,1\n",
        b"raw,raw\n1,2\n",
        b"PK\x03\x04raw",
        b'raw,name\n715833,"never closed\n',
        b"raw\n715833\n7\x0015833\n",
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, capsys: Any, text: bytes) -> None:
    """Status 2, one sentence, and no file; one that was there stays as it was."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text)
    assert main(["batch", str(source), str(target)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]
    target.write_text("before")
    assert main(["batch", str(source), str(target), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["problems"]
    assert target.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 2


def test_no_file_to_read_or_nowhere_to_write(tmp_path: Path, capsys: Any) -> None:
    source = written(tmp_path / "in.csv", ("raw",), [(700000,)])
    assert main(["batch", str(tmp_path / "none.csv"), str(tmp_path / "out.csv")]) == 2
    assert main(["batch", str(source), str(tmp_path / "no" / "out.csv")]) == 2
    assert main(["batch", str(source), str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("how", ["error", "interrupt", "signal"])
def test_a_run_that_is_interrupted_leaves_no_file(
    tmp_path: Path, monkeypatch: Any, how: str
) -> None:
    """Neither part of one nor a changed one: half-way an error, Ctrl-C or the signal to end."""
    source = written(tmp_path / "in.csv", ("raw",), [(700_000 + i,) for i in range(30)])
    target = tmp_path / "out.csv"
    target.write_text("before")
    answered, calls = batch_run._answered, 0

    def stops(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls < 3:
            return answered(*arguments)
        if how == "signal":
            os.kill(os.getpid(), signal.SIGTERM)
        raise KeyboardInterrupt if how == "interrupt" else ZeroDivisionError

    monkeypatch.setattr(batch_run, "_CHUNK", 10)
    monkeypatch.setattr(batch_run, "_answered", stops)
    stop = {"error": ZeroDivisionError, "interrupt": KeyboardInterrupt, "signal": SystemExit}[how]
    with pytest.raises(stop):
        batch.run(source, target)
    assert calls == 3
    assert target.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 2
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_file_may_be_written_over_itself(tmp_path: Path) -> None:
    source = written(tmp_path / "in.csv", ("id", "raw"), [("a", 700000), ("b", 710000)])
    assert batch.run(source, source).written == 2
    with source.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["id"] for row in found] == ["a", "b"]
    assert all(row["sufficient"] for row in found)


def test_columns_that_are_no_keys_are_kept_and_named(tmp_path: Path, capsys: Any) -> None:
    """A misspelled key does not pass in silence."""
    source = written(tmp_path / "in.csv", ("id", "raw", "invalids"), [("a", 700000, 10)])
    assert main(["batch", str(source), str(tmp_path / "out.csv"), "--json"]) == 0
    told = capsys.readouterr()
    assert "id, invalids (is invalid meant?)" in told.err
    body = json.loads(told.out)
    assert body["not_keys"] == ["id", "invalids"]
    assert (body["rows"], body["written"], body["bad"], body["bad_lines"]) == (1, 1, 0, [])
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("a,700000,10,0.")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Eight times the rows; the peak is that of a chunk."""

    def peak(count: int) -> int:
        rows = [(600_000 + i, 20 + i % 100 / 10) for i in range(count)]
        source = written(tmp_path / f"{count}.csv", ("raw", "invalid"), rows)
        tracemalloc.start()
        batch.run(source, tmp_path / "out.csv")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1_000)  # what is kept from the first run on
    assert peak(40_000) < 1.3 * peak(10_000)
