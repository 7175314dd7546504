"""Calibration: the published decomposition, and what holds of any forecasts."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.track_record.calibration import corp, pit_counts, reliability
from analysis.track_record.scores import brier
from tests.analysis.published import ROWS

ODDS, HAPPENED = [0.9, 0.7, 0.4, 0.2, 0.95, 0.5], [1, 1, 0, 0, 1, 0]
"""The six forecasts of the rows of section G."""

steady = settings(max_examples=150, derandomize=True)
shares = st.floats(0.0, 1.0)
# Some odds are drawn from a few, so that cases are equal to others.
odds_drawn = st.one_of(shares, st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]))
cases = st.lists(st.tuples(odds_drawn, st.booleans()), min_size=1, max_size=40)


def split(drawn: list[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [case[0] for case in drawn], [case[1] for case in drawn]


def test_the_published_decomposition_of_six_forecasts() -> None:
    """G.corp holds miscalibration, discrimination and uncertainty."""
    found, row = corp(odds=ODDS, happened=HAPPENED), ROWS["G.corp"]
    parts = [found.miscalibration, found.discrimination, found.uncertainty]
    assert parts == pytest.approx(row["value"], rel=0, abs=row["tol"])
    brier_row = ROWS["G.brier"]
    assert found.brier == pytest.approx(brier_row["value"], rel=0, abs=brier_row["tol"])


def test_a_decomposition_by_hand() -> None:
    """0.7 happened not and 0.4 did: pooled to 1/2, so after is 1/8 and the base rate gives 1/4."""
    found = corp(odds=[0.9, 0.7, 0.4, 0.2], happened=[1, 0, 1, 0])
    assert found.brier == pytest.approx((0.01 + 0.49 + 0.36 + 0.04) / 4.0)
    assert found.miscalibration == pytest.approx(0.225 - 0.125)
    assert (found.discrimination, found.uncertainty) == pytest.approx((0.125, 0.25))


def test_equal_odds_are_one_forecast() -> None:
    """Without pooling, odds that are all the same would look perfectly discriminating."""
    for happened in ([0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1]):
        found = corp(odds=[0.6] * 4, happened=happened)
        assert found.discrimination == 0.0
        assert found.miscalibration == pytest.approx(0.01)
        assert reliability(odds=[0.6] * 4, happened=happened).recalibrated.tolist() == [0.5] * 4


def test_the_base_rate_is_calibrated_and_says_nothing() -> None:
    found = corp(odds=[0.25] * 8, happened=[1, 0, 0, 0] * 2)
    assert (found.miscalibration, found.discrimination) == (0.0, 0.0)
    assert found.brier == found.uncertainty == 0.1875


@steady
@given(cases)
def test_the_parts_add_up_and_none_is_negative(drawn: list[tuple[float, bool]]) -> None:
    odds, happened = split(drawn)
    found = corp(odds=odds, happened=happened)
    total = found.miscalibration - found.discrimination + found.uncertainty
    assert found.brier == pytest.approx(total, rel=0, abs=1e-12)
    assert found.brier == pytest.approx(brier(odds=odds, happened=happened).mean(), abs=1e-12)
    assert found.miscalibration >= 0.0
    assert 0.0 <= found.discrimination <= found.uncertainty + 1e-12
    share = np.mean(happened)
    assert found.uncertainty == pytest.approx(share * (1.0 - share), abs=1e-12)


@steady
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(
    drawn: list[tuple[float, bool]], random: Any
) -> None:
    first, second = split(drawn), split(random.sample(drawn, len(drawn)))
    parts = [corp(odds=odds, happened=happened) for odds, happened in (first, second)]
    assert parts[0].miscalibration == pytest.approx(parts[1].miscalibration, abs=1e-12)
    assert parts[0].discrimination == pytest.approx(parts[1].discrimination, abs=1e-12)
    diagrams = [
        reliability(odds=odds, happened=happened, draws=20) for odds, happened in (first, second)
    ]
    for field in ("odds", "recalibrated", "band_low", "band_high", "happened"):
        one, other = (getattr(diagram, field) for diagram in diagrams)
        np.testing.assert_array_equal(one, other)


@steady
@given(cases)
def test_stretching_the_odds_moves_miscalibration_alone(drawn: list[tuple[float, bool]]) -> None:
    odds, happened = split(drawn)
    # A finite set of odds, so that the stretch keeps apart what differs.
    rounded = np.round(odds, 3)
    found = corp(odds=rounded, happened=happened)
    stretched = corp(odds=0.2 + 0.5 * rounded, happened=happened)
    assert stretched.discrimination == pytest.approx(found.discrimination, abs=1e-12)
    assert stretched.uncertainty == found.uncertainty


@steady
@given(cases)
def test_recalibrated_odds_rise_and_are_calibrated(drawn: list[tuple[float, bool]]) -> None:
    odds, happened = split(drawn)
    found = reliability(odds=odds, happened=happened, draws=20)
    assert found.odds.tolist() == sorted(odds)
    for line in (found.recalibrated, found.band_low, found.band_high):
        assert (np.diff(line) >= -1e-12).all()
        assert ((line >= -1e-12) & (line <= 1.0 + 1e-12)).all()
        same = np.diff(found.odds) == 0.0
        assert (np.diff(line)[same] == 0.0).all()
    assert (found.band_low <= found.band_high).all()
    assert found.recalibrated.mean() == pytest.approx(np.mean(happened), abs=1e-12)
    again = corp(odds=found.recalibrated, happened=found.happened)
    assert again.miscalibration == pytest.approx(0.0, abs=1e-12)
    gained = corp(odds=odds, happened=happened).discrimination
    assert again.discrimination == pytest.approx(gained, abs=1e-12)


def test_observations_stay_with_their_odds() -> None:
    found = reliability(odds=[0.9, 0.2, 0.4, 0.2], happened=[True, True, False, False])
    assert found.odds.tolist() == [0.2, 0.2, 0.4, 0.9]
    assert found.happened.tolist() == [0.0, 1.0, 0.0, 1.0]
    assert found.recalibrated == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1.0])


def test_the_band_of_equal_odds_is_binomial() -> None:
    """20 cases at 0.7: the 5% and 95% points of Binomial(20, 0.7) are 11 and 17."""
    found = reliability(odds=[0.7] * 20, happened=[1] * 14 + [0] * 6, draws=20_000)
    assert found.band_low[0] == pytest.approx(0.55, abs=1e-9)
    assert found.band_high[0] == pytest.approx(0.85, abs=1e-9)


def test_a_calibrated_forecaster_stays_in_the_band() -> None:
    """At each point nine times in ten, over 100 outcomes of the same odds."""
    random = np.random.default_rng(5)
    odds = np.sort(random.random(60))
    inside = []
    for _ in range(100):
        found = reliability(odds=odds, happened=random.random(60) < odds, draws=150)
        within = (found.band_low <= found.recalibrated) & (found.recalibrated <= found.band_high)
        inside.append(within.mean())
    assert 0.87 <= np.mean(inside) <= 0.96


def test_a_forecaster_who_is_too_sure_leaves_the_band() -> None:
    random = np.random.default_rng(5)
    truth = np.repeat([0.35, 0.65], 60)
    found = reliability(odds=np.repeat([0.05, 0.95], 60), happened=random.random(120) < truth)
    assert found.recalibrated[0] > found.band_high[0]
    assert found.recalibrated[-1] < found.band_low[-1]


def test_sure_odds_have_no_band() -> None:
    found = reliability(odds=[0.0, 1.0], happened=[0, 1])
    assert found.band_low.tolist() == found.band_high.tolist() == [0.0, 1.0]


def test_the_same_band_each_time() -> None:
    first, again = (reliability(odds=ODDS, happened=HAPPENED) for _ in range(2))
    np.testing.assert_array_equal(first.band_low, again.band_low)
    np.testing.assert_array_equal(first.band_high, again.band_high)
    odds = np.linspace(0.02, 0.98, 40)
    bands = [reliability(odds=odds, happened=odds > 0.5, seed=seed).band_low for seed in (1, 2)]
    assert (bands[0] != bands[1]).any()


def test_pit_counts_by_hand() -> None:
    pit = [0.0, 0.05, 0.1, 0.3, 0.7, 0.999, 1.0, 1.0 + 1e-15]
    assert pit_counts(pit=pit).tolist() == [2, 1, 0, 1, 0, 0, 0, 1, 0, 3]
    assert pit_counts(pit=[], bins=3).tolist() == [0, 0, 0]


@steady
@given(pit=st.lists(shares, max_size=60), bins=st.integers(1, 25))
def test_no_outcome_is_dropped(pit: list[float], bins: int) -> None:
    found = pit_counts(pit=pit, bins=bins)
    assert len(found) == bins
    assert found.sum() == len(pit)
    assert (found >= 0).all()
