"""The versions of the model: their constants are those of the scenario string, for ever."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import scenario, versions
from analysis.petitions import DATA, DataError
from analysis.versions import today


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the versions that the module reads instead of its own."""
    shutil.copy(DATA / "model_versions.toml", tmp_path)
    monkeypatch.setattr(versions, "DATA", tmp_path)
    versions.versions.cache_clear()
    yield tmp_path
    versions.versions.cache_clear()


def test_the_first_version_never_changes() -> None:
    """A link that names it means the same for ever."""
    first = versions.versions()["2026-11"]
    assert (first.repeats, first.repeats_pm) == (5.0, 4.3)
    assert (first.drift, first.drift_counted) == (0.07, 0.12)
    assert (first.check_weight, first.check_bias, first.check_bias_sd) == (0.1, 0.10, 0.15)
    assert (first.sample_days, first.speed_pm, first.widest_sd) == (10, 28.0, 2.5)
    assert (first.prior.table, first.prior.fewest, first.prior.interval) == (
        "past_petitions",
        5,
        0.9,
    )
    counts = first.reasons.model_dump(include=set(scenario.REASONS))
    assert list(counts.values()) == [490, 126, 138, 0, 12, 107]


def test_versions_are_in_order_and_the_last_is_todays() -> None:
    found = list(versions.versions().values())
    dates = [version.date for version in found]
    assert dates == sorted(dates)
    assert today() is found[-1]
    assert all(len(version.id) <= 20 for version in found)
    assert all(version.changes for version in found)
    assert all(
        urlsplit(str(version.reasons.source)).scheme in ("http", "https") for version in found
    )


@pytest.mark.parametrize("version", list(versions.versions()))
def test_every_version_still_computes(version: str) -> None:
    reading = scenario.read(f"model={version}")
    assert reading.problems == ()
    assert reading.changed == ()
    assert reading.defaults.version.id == version


def test_a_new_version_is_a_table_at_the_end(folder: Path) -> None:
    text = (folder / "model_versions.toml").read_text("utf-8")
    newer = text.replace('"2026-11"', '"2027-02"').replace("2026-11-24", "2027-02-01")
    (folder / "model_versions.toml").write_text(f"{text}\n{newer}", "utf-8")
    assert list(versions.versions()) == ["2026-11", "2027-02"]
    assert today().id == "2027-02"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("repeats = 5.0", 'repeats = "five"', "repeats"),
        ("drift = 0.07", "", "drift"),
        ("drift = 0.07", "drfit = 0.07", "drift"),
        ("fewest = 5", "fewest = 1", "prior.fewest"),
        ("interval = 0.9", "interval = 90", "prior.interval"),
        ('source = "https://', 'source = "', "reasons.source"),
        ("mismatch = 138", "mismatch = -138", "reasons.mismatch"),
        ('["2026-11"]', '["a version with a very long id"]', "id"),
    ],
)
def test_a_bad_version_is_named(folder: Path, old: str, new: str, column: str) -> None:
    text = (folder / "model_versions.toml").read_text("utf-8")
    assert old in text
    (folder / "model_versions.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        versions.versions()
    message = str(caught.value)
    assert message.startswith("data/model_versions.toml, table ")
    assert column in message
