"""Signatures a day: put back, against adaptive quadrature, and day by day."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from scipy import integrate, stats

from analysis.planning import TARGETS, Pace, odds_at_pace, plan_of, raw_for
from analysis.planning.odds import odds_at_raw
from analysis.scenario import Scenario
from tests.analysis.strings import read

DAYS = "collected_on=2022-05-01&deadline=2022-07-06"
DRIVE = f"collected=300000&started=2022-01-27&{DAYS}"
SMALL = f"petition=custom&raw=60000&required=45000&collected=30000&{DAYS}"
PRIORS = ("", "&invalid_pm=0&repeats_pm=0", "&invalid_pm=0", "&repeats=30&repeats_pm=20")
Z95 = float(stats.norm.ppf(0.95))


def pace(string: str) -> Pace:
    found = plan_of(read(string)).pace
    assert found is not None
    return found


def adaptive(scenario: Scenario, median: float, *, collected: int, days: int, pm: float) -> float:
    """E over the log-normal pace by adaptive Gauss-Kronrod, split where the odds rise."""
    sd = np.log1p(pm / 100.0) / Z95
    turns = [raw for raw in raw_for(scenario, targets=(1, 20, 50, 80, 99)).values() if raw]
    points = [np.log(max((raw - collected) / days / median, 1e-9)) / sd for raw in turns]

    def integrand(z: float) -> float:
        raw = collected + days * median * np.exp(sd * z)
        return float(stats.norm.pdf(z) * odds_at_raw(scenario, raw))

    inside = sorted(z for z in points if -8.0 < z < 8.0)
    found, _ = integrate.quad(integrand, -8.0, 8.0, points=inside, limit=400, epsabs=1e-9)
    return float(found)


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("pm", [2.0, 30.0, 90.0])
def test_the_odds_over_the_pace_are_those_of_adaptive_quadrature(prior: str, pm: float) -> None:
    scenario = read(SMALL + prior)
    medians = np.array([300.0, 480.0, 700.0])
    found = odds_at_pace(scenario, medians, collected=30_000, days=66, pm=pm)
    for median, odds in zip(medians, found, strict=True):
        exact = adaptive(scenario, float(median), collected=30_000, days=66, pm=pm)
        assert odds == pytest.approx(exact, rel=0, abs=5e-6)


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("drive", [DRIVE, f"{DRIVE}&pace_pm=5", f"{DRIVE}&pace=9000&pace_pm=80"])
def test_the_pace_needed_gives_the_target_to_a_millionth(drive: str, prior: str) -> None:
    scenario = read(drive + prior)
    found = pace(drive + prior)
    for target, needed in found.needed.items():
        assert needed is not None
        (odds,) = odds_at_pace(
            scenario, np.array([needed]), collected=300_000, days=66, pm=found.pm
        )
        assert odds == pytest.approx(target / 100.0, rel=0, abs=1e-6)


def test_a_certain_pace_needs_what_is_missing_over_the_days_left() -> None:
    found = pace(f"{DRIVE}&pace_pm=0")
    counts = raw_for(read(DRIVE))
    assert found.days_left == 66
    for target in TARGETS:
        raw = counts[target]
        assert raw is not None
        sure = found.needed_if_sure[target]
        assert sure == (raw - 300_000) / 66
        # The count is whole, the pace is not; and 1e-7 in odds is up to 2 signatures at 99%.
        assert found.needed[target] == pytest.approx(sure, rel=0, abs=2 / 66)


@examples(max_examples=15)
@given(low=st.floats(0.0, 80.0), more=st.floats(2.0, 10.0))
def test_an_uncertain_pace_must_be_faster(low: float, more: float) -> None:
    """For targets above one half."""
    sure, unsure = (pace(f"{DRIVE}&pace=5000&pace_pm={pm:.3f}") for pm in (low, low + more))
    for target in (80, 90, 95, 99):
        first, second = sure.needed[target], unsure.needed[target]
        assert first is not None
        assert second is not None
        assert second > first


def test_the_pace_so_far_is_gone_on_with_unless_one_is_given() -> None:
    """300,000 in the 94 days from January 27 to May 1."""
    found = pace(DRIVE)
    assert found.so_far == found.median == 300_000 / 94
    given_ = pace(f"{DRIVE}&pace=5000")
    assert (given_.so_far, given_.median) == (300_000 / 94, 5_000.0)
    assert found.odds is not None
    assert given_.odds is not None
    assert given_.odds > found.odds


def test_without_a_pace_there_is_what_is_needed_but_no_projection() -> None:
    found = pace(SMALL)
    assert found.median is found.odds is found.so_far is None
    assert found.at_deadline is None
    assert found.projection == ()
    assert set(found.reached.values()) == {None}
    assert found.pm == 30.0
    assert all(found.needed.values())


def test_the_projection_is_the_log_normal_pace_day_by_day() -> None:
    found = pace(f"{DRIVE}&pace=5000&pace_pm=30")
    assert len(found.projection) == 67
    first, last = found.projection[0], found.projection[-1]
    assert (first.day, first.low, first.high) == (found.collected_on, 300_000, 300_000)
    assert last.day == found.deadline
    law = stats.lognorm(s=np.log(1.3) / Z95, scale=5_000.0)
    ends = [300_000 + 66 * float(law.ppf(at)) for at in (0.05, 0.5, 0.95)]
    assert [last.low, last.middle, last.high] == pytest.approx(ends)


def test_the_day_on_which_a_count_is_reached() -> None:
    found = pace(f"{DRIVE}&pace=10000")
    counts = raw_for(read(DRIVE))
    for target, day in found.reached.items():
        raw = counts[target]
        assert raw is not None
        days = [one.day for one in found.projection if one.middle >= raw]
        assert day == (days[0] if days else None)
    assert found.reached[50] is not None
    assert found.reached[99] is None


def test_what_is_in_hand_already_needs_nothing_more() -> None:
    found = pace(f"collected=1200000&pace=100&{DAYS}")
    assert set(found.needed.values()) == set(found.needed_if_sure.values()) == {0.0}
    assert set(found.reached.values()) == {dt.date(2022, 5, 1)}
    assert found.odds is not None
    assert found.odds > 0.99


def test_no_pace_where_no_count_is_enough() -> None:
    found = pace(f"invalid=100&{DRIVE}")
    assert set(found.needed.values()) == set(found.needed_if_sure.values()) == {None}
    assert found.odds == pytest.approx(0.0, abs=1e-9)


def test_a_long_drive_is_not_told_day_by_day() -> None:
    found = pace("collected=1000&collected_on=2010-01-01&deadline=2022-07-06&pace=100")
    assert len(found.projection) == 367
    assert found.projection[-1].day == found.deadline


def test_once_officials_have_looked_the_drive_is_over() -> None:
    assert plan_of(read(f"{DRIVE}&gate=full_count")).pace is None
