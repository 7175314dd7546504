"""The clocks of the check: laws that sum to 1, published values, and simulated counts."""

import numpy as np
import pytest
from scipy import stats

from analysis.ballot_calendar.clocks import (
    DAILY_CV,
    EARLY_RATIO,
    by_work,
    done_within,
    done_within_of_progress,
    log_sd,
    near_deadline,
    not_over_by,
    on_day,
)

DRAWS = 1_000_000
AHEAD = np.arange(1, 31)


def within_four_errors(found: float, simulated: float) -> bool:
    error = max(found * (1.0 - found), 1.0 / DRAWS) ** 0.5 / DRAWS**0.5
    return abs(found - simulated) <= 4.0 * error


def test_days_early_are_negative_binomial_of_size_one_and_mean_two() -> None:
    """P(S = s) = 1/3 (2/3)^s; what would end before the sample ends on its day."""
    odds = near_deadline(deadline=30, earliest=10)
    law = stats.nbinom(1, 1.0 / 3.0)
    assert law.mean() == pytest.approx(2.0)
    np.testing.assert_allclose(odds[11:], law.pmf(np.arange(19, -1, -1)), rtol=1e-12)
    assert odds[10] == pytest.approx(law.sf(19), rel=1e-12)
    assert odds[:10].sum() == 0.0
    assert odds[:24].sum() == pytest.approx(EARLY_RATIO**7, rel=1e-12)
    for earliest in (1, 29, 30, 31, 60):
        odds = near_deadline(deadline=30, earliest=earliest)
        assert odds.sum() == pytest.approx(1.0, abs=1e-12)
        assert odds[:earliest].sum() == 0.0
    assert near_deadline(deadline=30, earliest=40)[40] == 1.0


def test_a_width_is_that_of_nine_in_ten() -> None:
    sd = log_sd(pm_percent=28.0)
    low, high = np.exp(stats.norm(0.0, sd).ppf([0.05, 0.95]))
    assert high == pytest.approx(1.28)
    assert low == pytest.approx(1.0 / 1.28)
    assert log_sd(pm_percent=0.0) == 0.0


def test_a_known_speed_ends_on_a_known_day() -> None:
    within = done_within(AHEAD, left=100.0, speed=30.0, sd=0.0)
    odds = by_work(within, start=10, deadline=30)
    assert odds[14] == 1.0  # the fourth day: 3 1/3 days of work
    exact = done_within(AHEAD, left=90.0, speed=30.0, sd=0.0)
    assert by_work(exact, start=10, deadline=30)[13] == 1.0


@pytest.mark.parametrize("speed", [15_000.0, 30_911.0, 55_000.0, 400_000.0])
def test_log_normal_speeds_against_simulated_counts(speed: float) -> None:
    left, sd = 680_041.0, log_sd(pm_percent=28.0)
    odds = by_work(done_within(AHEAD, left=left, speed=speed, sd=sd), start=10, deadline=30)
    assert odds.sum() == pytest.approx(1.0, abs=1e-12)
    rng = np.random.default_rng(11225)
    took = np.ceil(left / rng.lognormal(np.log(speed), sd, DRAWS)).astype(int)
    ended = np.minimum(10 + took, 30)
    for day, share in enumerate(np.bincount(ended, minlength=31) / DRAWS):
        assert within_four_errors(odds[day], share), day


def test_progress_against_simulated_counts() -> None:
    """A gamma process of unknown rate: theta = x / G, then a day's output is theta times gamma."""
    done, left, days_so_far, deadline = 300_000.0, 380_040.0, 10, 30
    within = done_within_of_progress(AHEAD, left=left, done=done, days_so_far=float(days_so_far))
    odds = by_work(within, start=16, deadline=deadline)
    shape = 1.0 / DAILY_CV**2
    rng = np.random.default_rng(2022)
    scale = done / rng.gamma(days_so_far * shape, size=DRAWS)
    total, ended = np.zeros(DRAWS), np.full(DRAWS, deadline)
    for day in range(17, deadline):
        before = total < left
        total += scale * rng.gamma(shape, size=DRAWS)
        ended[before & (total >= left)] = day
    for day, share in enumerate(np.bincount(ended, minlength=deadline + 1) / DRAWS):
        assert within_four_errors(odds[day], share), day


def test_the_deadline_at_most() -> None:
    slow = done_within(AHEAD, left=1e6, speed=1.0, sd=0.15)
    assert by_work(slow, start=10, deadline=30)[30] == pytest.approx(1.0)
    assert by_work(slow, start=30, deadline=30).argmax() == 31  # overdue: the day after


def test_what_has_not_ended_ends_later() -> None:
    odds = near_deadline(deadline=30, earliest=6)
    later = not_over_by(odds, day=20)
    assert later[:21].sum() == 0.0
    np.testing.assert_allclose(later[21:] / odds[21:], 1.0 / odds[21:].sum())
    assert not_over_by(odds, day=35).argmax() == 36
    np.testing.assert_array_equal(not_over_by(odds, day=0), odds)
    assert on_day(3).tolist() == [0.0, 0.0, 0.0, 1.0]
