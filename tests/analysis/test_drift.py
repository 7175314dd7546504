"""Past checks as data, and what they say of the drift between a sample and the full count."""

import math
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from analysis import drift
from analysis.data_files import DATA, DataError
from analysis.drift import drift_estimate, left_out, rows
from analysis.past_checks import r71_count, running_counts, samples_and_counts
from analysis.versions import today

RAVITCH = "30056,43316,official,,0.05,32497,corrected,32128,exact,yes"


def changed_copy(folder: Path, file: str, old: str, new: str) -> Path:
    shutil.copy(DATA / file, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(old) >= 1, f"{file} holds no {old!r}"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        (RAVITCH, RAVITCH.replace("43316", "many"), 2, "raw"),
        (RAVITCH, RAVITCH.replace("43316", "-1"), 2, "raw"),
        (RAVITCH, RAVITCH.replace("43316", "32000"), 2, "projected"),
        (RAVITCH, RAVITCH.replace("32128", "50000"), 2, "full_valid"),
        (RAVITCH, RAVITCH.replace("32128", ""), 2, "full_valid"),
        (RAVITCH, RAVITCH.replace("official,", "official,50000"), 2, "sample"),
        (RAVITCH, RAVITCH.replace("0.05", ""), 2, "sample"),
        (RAVITCH, RAVITCH.replace("0.05", "5"), 2, "law_share"),
        (RAVITCH, RAVITCH.replace("corrected", "none"), 2, "use"),
        (RAVITCH, RAVITCH.replace("corrected", "some"), 2, "repeats_term"),
        (RAVITCH, RAVITCH.replace("exact", "extrapolated"), 2, "use"),
        (RAVITCH, RAVITCH.replace("exact", "about"), 2, "full_is"),
        (RAVITCH, RAVITCH.replace("yes", "no"), 2, "why_not"),
        (RAVITCH, RAVITCH.replace("yes", "perhaps"), 2, "use"),
        ("official,549", "guess,549", 3, "raw_is"),
        ("Jill Ravitch,CA,recall", "Jill Ravitch,ca,recall", 2, "state"),
        ("https://www.northbaybiz", "www.northbaybiz", 2, "source_url"),
        ("engardio_2025,", "ravitch_2021,", 3, "petition_id"),
        ("petition_id,title", "petition_id,headline", 2, "title"),
    ],
)
def test_a_bad_projection_is_named(
    tmp_path: Path, old: str, new: str, row: int, column: str
) -> None:
    folder = changed_copy(tmp_path, "sample_and_count.csv", old, new)
    with pytest.raises(DataError) as caught:
        samples_and_counts(folder)
    assert str(caught.value).startswith(f"data/sample_and_count.csv, row {row}, ")
    assert column in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        ("17317,15067,45", "17317,15067,x", 3, "repeats"),
        ("17317,15067,45", "17317,17317,45", 3, "valid"),
        ("17317,15067,45", "17317,,45", 3, "valid"),
        ("17317,15067,45", "5000,4000,45", 3, "checked"),
        ("17317,15067,45", "17317,4000,45", 3, "valid"),
        ("2009-08-04", "2009-07-04", 3, "date"),
        ("2009-08-04", "Aug. 4", 3, "date"),
        ("wa_2009_r71,2009-08-04", ",2009-08-04", 3, "petition_id"),
        ("pearce_2018,2018-06-01,4833", "pearce_2018,2018-06-01,2300", 14, "checked"),
        ("2010-08-27", "2010-08-17", 18, "date"),
    ],
)
def test_a_bad_report_is_named(tmp_path: Path, old: str, new: str, row: int, column: str) -> None:
    folder = changed_copy(tmp_path, "running_counts.csv", old, new)
    with pytest.raises(DataError) as caught:
        running_counts(folder)
    assert str(caught.value).startswith(f"data/running_counts.csv, row {row}, {column}: ")


def test_each_petition_has_totals_of_its_own() -> None:
    """The first report of one may be below the last of another; R-71 keeps its 11 rows."""
    every = running_counts()
    assert r71_count() == tuple(row for row in every if row.petition_id == "wa_2009_r71")
    assert len(r71_count()) == 11
    assert {row.petition_id for row in every} == {
        "wa_2009_r71",
        "pearce_2018",
        "wa_2021_sawant",
        "oh_2009_finkbeiner",
        "tn_2010_littlefield",
    }


def test_the_differences_are_those_known() -> None:
    """The published ones: -1.1, -0.0, +1.0, +2.6 and at least +3.2%."""
    assert [round(row.difference_percent, 1) for row in rows()] == [-1.1, -0.0, 1.0, 2.6, 3.2]
    assert [row.petition_id for row in rows() if row.at_least] == ["prop45_health_rates_2012"]
    found = drift_estimate()
    assert found.petitions == len(rows()) == 5
    assert found.mean_percent == pytest.approx(1.13, abs=0.01)
    assert found.sd_percent == pytest.approx(1.79, abs=0.01)


def test_what_does_not_compare_is_there_and_says_why() -> None:
    ids = {case.petition_id for case in left_out()}
    assert {"gascon_2022", "sj_fair_elections_2020", "co_2012_i46", "nv_2017_woodhouse"} <= ids
    assert not ids & {row.petition_id for row in rows()}
    assert all(case.why_not and len(case.why_not) > 40 for case in left_out())


def test_noise_is_that_of_the_rule_of_thumb() -> None:
    """A 5% sample of 43,316, by hand: sqrt((20 x 18.19)^2 + (20 x sqrt(1,710))^2) = 906."""
    ravitch = next(row for row in rows() if row.petition_id == "ravitch_2021")
    assert (ravitch.sample, ravitch.sample_printed) == (2166, False)
    assert ravitch.noise_sd_percent == pytest.approx(100.0 * 906.0 / 32497.0, abs=0.01)
    engardio = next(row for row in rows() if row.petition_id == "engardio_2025")
    assert (engardio.sample, engardio.sample_printed) == (549, True)
    assert engardio.noise_sd_percent > 4.0, "one pair seen or not is 380 signatures of 10,525"


@pytest.mark.parametrize("scale", [0.01, 0.05, 0.07, 0.3])
def test_the_likelihood_is_that_of_a_t_with_normal_noise(scale: float) -> None:
    difference, noise, at_least = drift._arrays(drift._comparable())
    total = 0.0
    for x, sd, bound in zip(difference, noise, at_least, strict=True):

        def chance(e: float, x: float = x, sd: float = sd, bound: float = bound) -> float:
            z = (x - e) / sd
            of_noise = stats.norm.sf(z) if bound else stats.norm.pdf(z) / sd
            return float(stats.t.pdf(e / scale, 4) / scale * of_noise)

        cuts = sorted([-50.0, -scale, scale, 0.0, x - 4.0 * sd, x, x + 4.0 * sd, 50.0])
        pieces = pairwise(cuts)
        total += math.log(sum(integrate.quad(chance, *piece, limit=200)[0] for piece in pieces))
    assert drift._log_likelihood(scale, difference, noise, at_least) == pytest.approx(
        total, abs=5e-3
    )


def test_the_estimate_is_the_likeliest_and_holds_the_default() -> None:
    found = drift_estimate()
    arrays = drift._arrays(drift._comparable())
    best = drift._log_likelihood(found.scale, *arrays)
    grid = [drift._log_likelihood(scale, *arrays) for scale in np.linspace(0.0, 1.0, 301)]
    assert best >= max(grid) - 1e-9
    for end in (found.low, found.high):
        fallen = best - drift._log_likelihood(end, *arrays)
        assert fallen == pytest.approx(0.5 * stats.chi2.ppf(0.9, 1), abs=1e-6)
    assert found.low < today().drift < found.high
    assert found.scale == pytest.approx(0.084, abs=0.001)
    assert (found.low, found.high) == pytest.approx((0.032, 0.243), abs=0.001)


def test_five_petitions_do_not_fix_the_scale() -> None:
    """Any one of them moves it by half; the interval says so."""
    cases = drift._comparable()
    scales = [
        drift._fit(*drift._arrays([case for case in cases if case is not out]))[0] for out in cases
    ]
    found = drift_estimate()
    assert min(scales) < 0.6 * found.scale
    assert all(found.low < scale < found.high for scale in scales)


def test_nothing_but_noise_is_no_drift() -> None:
    noise = np.full(6, 0.05)
    best, low, high = drift._fit(0.02 * np.array([1, -1, 1, -1, 1, -1.0]), noise, np.zeros(6))
    assert best == pytest.approx(0.0, abs=1e-4)
    assert low == 0.0
    assert 0.0 < high < 0.2


def test_the_drift_of_a_row_is_its_difference_shrunk() -> None:
    for row in rows():
        if row.at_least:
            assert row.drift > row.difference, "a lower bound leaves more above it"
        else:
            assert abs(row.drift) <= abs(row.difference)
            assert row.drift * row.difference >= 0.0
    sharp = drift._drift_means(0.07, np.array([0.1]), np.array([1e-4]), np.zeros(1))
    assert sharp == pytest.approx([0.1], abs=1e-4)
