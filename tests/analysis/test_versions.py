"""The versions of the model: their constants are those of the scenario string, for ever."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import scenario, versions
from analysis.data_files import DATA, DataError
from analysis.first_prior import first_rows
from analysis.pooling import Design
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
    assert (first.prior.fewest, first.prior.interval) == (5, 0.9)
    assert first.reasons is not None
    counts = first.reasons.model_dump(include=set(scenario.REASONS))
    assert list(counts.values()) == [490, 126, 138, 0, 12, 107]


# Its 18 petitions with their gross validity: data/past_petitions.csv as version 2026-11 had it,
# under the name first_prior.csv since.
FIRST_TABLE = {
    "valley_vote_secession_1998": ("1999-12-31", 0.762798),
    "la_county_term_limits_2000": ("2000-12-31", 0.69153),
    "davis_2003": ("2003-07-23", 0.864708),
    "adams_2009": ("2009-11-20", 0.537249),
    "demaio_outsourcing_2010": ("2010-12-31", 0.796429),
    "la_county_condom_2012": ("2012-12-31", 0.769327),
    "prop45_health_rates_2012": ("2012-12-31", 0.752123),
    "long_beach_marijuana_2013": ("2013-12-31", 0.763249),
    "ab1266_referendum_2014": ("2014-02-24", 0.828661),
    "six_californias_2014": ("2014-09-12", 0.696317),
    "newman_2018": ("2018-01-05", 0.775386),
    "persky_2018": ("2018-01-23", 0.716945),
    "sd_convention_center_2018": ("2018-12-31", 0.66719),
    "sj_fair_elections_2020": ("2020-12-31", 0.746192),
    "newsom_2021": ("2021-04-26", 0.837656),
    "ravitch_2021": ("2021-05-11", 0.78075),
    "boudin_2022": ("2021-11-09", 0.790369),
    "bonin_2022": ("2022-01-18", 0.697448),
}


def test_the_table_of_the_first_version_never_changes() -> None:
    first = versions.versions()["2026-11"]
    assert first.prior.table == "first_prior"
    assert {row.petition_id: (str(row.decided_on), row.gross) for row in first_rows()} == (
        FIRST_TABLE
    )
    assert len(first_rows()) == 18


def test_the_second_version_never_changes() -> None:
    """The constants of the first; its repeats and its split by reason come from past petitions."""
    first, second = versions.versions()["2026-11"], versions.versions()["2026-11.2"]
    assert (second.repeats, second.repeats_pm, second.reasons) == (None, None, None)
    kept = {"drift", "drift_counted", "check_weight", "check_bias", "check_bias_sd",
            "sample_days", "speed_pm", "widest_sd"}  # fmt: skip
    assert second.model_dump(include=kept) == first.model_dump(include=kept)
    assert second.prior.table == "petitions"
    assert (second.prior.fewest, second.prior.interval) == (5, 0.9)
    assert second.prior.design == Design(
        groups="state_size", by_size=True, effects=("need",), heavy_tails=False
    )


def test_the_versions_that_links_name_are_all_there() -> None:
    assert list(versions.versions())[:2] == ["2026-11", "2026-11.2"]


def test_a_version_has_its_repeats_and_reasons_or_takes_both_from_past_petitions() -> None:
    for version in versions.versions().values():
        own = version.prior.table == "first_prior"
        assert (version.repeats is not None) is own
        assert (version.repeats_pm is not None) is own
        assert (version.reasons is not None) is own


def test_versions_are_in_order_and_the_last_is_todays() -> None:
    found = list(versions.versions().values())
    dates = [version.date for version in found]
    assert dates == sorted(dates)
    assert today() is found[-1]
    assert all(len(version.id) <= 20 for version in found)
    assert all(version.changes for version in found)
    sources = [version.reasons.source for version in found if version.reasons is not None]
    assert sources
    assert all(urlsplit(str(source)).scheme in ("http", "https") for source in sources)


@pytest.mark.parametrize("version", list(versions.versions()))
def test_every_version_still_computes(version: str) -> None:
    reading = scenario.read(f"model={version}")
    assert reading.problems == ()
    assert reading.changed == ()
    assert reading.defaults.version.id == version


def test_a_new_version_is_a_table_at_the_end(folder: Path) -> None:
    text = (folder / "model_versions.toml").read_text("utf-8")
    last = text[text.index(f'["{today().id}"]') :]
    newer = last.replace(f'"{today().id}"', '"2027-02"').replace("2026-11-24", "2027-02-01")
    before = list(versions.versions())
    (folder / "model_versions.toml").write_text(f"{text}\n{newer}", "utf-8")
    versions.versions.cache_clear()
    assert list(versions.versions()) == [*before, "2027-02"]
    assert today().id == "2027-02"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("repeats = 5.0", 'repeats = "five"', "repeats"),
        ("drift = 0.07", "", "drift"),
        ("drift = 0.07", "drfit = 0.07", "drift"),
        ("drift = 0.07", "formula = 7\ndrift = 0.07", "formula"),
        ("fewest = 5", "fewest = 1", "prior.fewest"),
        ("interval = 0.9", "interval = 90", "prior.interval"),
        ('source = "https://', 'source = "', "reasons.source"),
        ("mismatch = 138", "mismatch = -138", "reasons.mismatch"),
        ('["2026-11"]', '["a version with a very long id"]', "id"),
        ('table = "first_prior"', 'table = "past_petitions"', "prior.table"),
        ('groups = "state_size"', 'groups = "county"', "prior.design.groups"),
        ('effects = ["need"]', 'effects = ["needs"]', "prior.design.effects"),
        ("heavy_tails = false", 'heavy_tails = "perhaps"', "prior.design.heavy_tails"),
        ("heavy_tails = false", "heavy_tail = false", "prior.design.heavy_tail"),
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
