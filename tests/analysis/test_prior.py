"""The default invalid rate: the past petitions that it comes from, and its arithmetic."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from scipy import special, stats

from analysis import scenario
from analysis.petitions import past_petitions, presets
from analysis.prior import InvalidPrior, invalid_prior
from analysis.scenario.defaults import split_by_reason
from analysis.versions import today
from analysis.wording import prior_sentence

DATA = Path(__file__).parents[2] / "data"
GASCON_RAW_COUNT = dt.date(2022, 7, 9)
FEWEST = 5


def prior(as_of: dt.date, *, leave_out: str = "") -> InvalidPrior:
    return invalid_prior(as_of=as_of, choice=today().prior, leave_out=leave_out)


def ids(found: InvalidPrior) -> set[str]:
    return {row.preset_id for row in found.petitions}


def test_july_9_2022() -> None:
    """Issue 9: 18 petitions, 24.5 +- 12.8."""
    found = prior(GASCON_RAW_COUNT)
    assert len(found.petitions) == 18
    assert (found.invalid_percent, found.invalid_pm) == (24.5, 12.8)
    assert not found.every_row
    assert scenario.read("").defaults.prior == prior(GASCON_RAW_COUNT, leave_out="gascon-2022")
    sentence = prior_sentence(found)
    for part in ("24.5%", "12.8", "18 California petitions", "before July 9, 2022"):
        assert part in sentence


@pytest.mark.parametrize("as_of", [dt.date(2014, 3, 1), dt.date(2019, 1, 1), GASCON_RAW_COUNT])
def test_it_is_the_t_predictive_of_the_logits(as_of: dt.date) -> None:
    """From the file itself: t with J - 1 degrees of freedom, scale s sqrt(1 + 1/J)."""
    with (DATA / "past_petitions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["decided_on"] < as_of.isoformat()]
    logits = special.logit([float(row["gross"]) for row in rows])
    scale = np.std(logits, ddof=1) * (1.0 + 1.0 / len(rows)) ** 0.5
    low, high = stats.t.interval(0.9, len(rows) - 1, loc=np.mean(logits), scale=scale)
    found = prior(as_of)
    assert len(found.petitions) == len(rows)
    assert found.invalid_percent == round(100.0 * (1.0 - special.expit(np.mean(logits))), 1)
    assert found.invalid_pm == round(50.0 * (special.expit(high) - special.expit(low)), 1)


def test_only_petitions_decided_before_the_day_count() -> None:
    last = past_petitions()[-1]
    day = last.decided_on
    assert last.preset_id not in ids(prior(day))
    assert last.preset_id in ids(prior(day + dt.timedelta(days=1)))


def test_a_result_known_only_by_year_counts_from_its_december_31() -> None:
    by_year = [row for row in past_petitions() if row.decided_to == "year"]
    assert by_year
    assert {(row.decided_on.month, row.decided_on.day) for row in by_year} == {(12, 31)}


def test_fewer_than_five_takes_every_row_and_says_so() -> None:
    days = [row.decided_on + dt.timedelta(days=1) for row in past_petitions()]
    four, five = prior(days[FEWEST - 2]), prior(days[FEWEST - 1])
    assert four.every_row
    assert four.petitions == past_petitions()
    assert "all 18 California petitions" in prior_sentence(four)
    assert "too few of them were decided before" in prior_sentence(four)
    assert not five.every_row
    assert len(five.petitions) == FEWEST
    assert "too few" not in prior_sentence(five)


def test_too_few_counts_without_the_petition_itself() -> None:
    """With five decided, one of which is the petition that is forecast, four are left."""
    fifth = past_petitions()[FEWEST - 1]
    day = fifth.decided_on + dt.timedelta(days=1)
    found = prior(day, leave_out=fifth.preset_id)
    assert found.every_row
    assert ids(found) == {row.preset_id for row in past_petitions()} - {fifth.preset_id}


@pytest.mark.parametrize("petition", list(presets()))
def test_a_petition_never_informs_itself(petition: str) -> None:
    for step in presets()[petition].steps:
        reading = scenario.read(f"petition={petition}&as_of={step.name}")
        assert reading.problems == ()
        assert petition not in ids(reading.defaults.prior)
        later = scenario.read(f"petition={petition}&as_of=2030-01-01").defaults.prior
        assert petition not in ids(later)


def test_a_custom_petition_has_every_past_one() -> None:
    found = scenario.read("petition=custom&raw=10&required=5&as_of=2026-01-01").defaults.prior
    assert found.petitions == past_petitions()


def test_default_split_is_that_of_the_full_breakdown() -> None:
    """Costa Mesa 2016: 490, 126, 138, 0, 12 and 107 of 873."""
    split = split_by_reason(today(), 24.5)
    expected = [24.5 * count / 873 for count in (490, 126, 138, 0, 12, 107)]
    assert list(split) == list(scenario.REASONS)
    assert list(split.values()) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_split_by_reason_adds_up_exactly(digits: int) -> None:
    for number in range(10 ** (digits + 2) + 1):
        percent = number / 10**digits
        split = split_by_reason(today(), percent)
        assert round(sum(split.values()), 9) == percent
        assert min(split.values()) >= 0.0
        assert split["cancelled"] == 0.0
