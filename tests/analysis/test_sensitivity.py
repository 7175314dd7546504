"""Total effects and the heat map, against simulation, the forecast itself and what must hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from analysis import scenario
from analysis.forecast import forecast
from analysis.outlook import priors
from analysis.scenario import Scenario
from analysis.sensitivity import heat_map, past_marks, total_effects

STRINGS = [
    "model=2026-11",
    "",
    "raw=800000&invalid=20&invalid_pm=5&repeats=6&repeats_pm=3",
    "petition=custom&rules=ca-local-recall-2024&raw=1000&required=750&invalid=20&invalid_pm=8",
    "check=2000&check_valid=1640",
]


def scenario_of(string: str) -> Scenario:
    found = scenario.read(string).scenario
    assert found is not None
    return found


@pytest.mark.parametrize("string", STRINGS)
def test_total_effects_are_those_of_a_simulation(string: str) -> None:
    """Saltelli's pick-freeze: the covariance of two runs that share an input, 10^6 draws."""
    asked = scenario_of(string)
    validity, repeats = priors(asked)
    random = np.random.default_rng(20260701)
    size = 1_000_000

    def signatures() -> np.ndarray:
        share = special.expit(random.normal(validity.mu, validity.sigma, size))
        return random.binomial(asked.raw, share).astype(float)

    def kept() -> np.ndarray:
        logit = random.normal(repeats.prior.mu, repeats.prior.sigma, size)
        return 1.0 - np.minimum(special.expit(logit), 0.5)

    y, k = signatures(), kept()
    enough = y * k >= asked.required
    same_y, same_k = y * kept() >= asked.required, signatures() * k >= asked.required
    variance = enough.mean() * (1.0 - enough.mean())
    alone = [
        (np.mean(enough & other) - enough.mean() ** 2) / variance for other in (same_y, same_k)
    ]
    found = total_effects(asked)
    assert found is not None
    assert found.validity_alone == pytest.approx(alone[0], abs=0.005)
    assert found.repeats_alone == pytest.approx(alone[1], abs=0.005)
    assert found.validity_total == 1.0 - found.repeats_alone
    assert found.repeats_total == 1.0 - found.validity_alone


def test_where_the_answer_is_sure_there_is_no_doubt_to_share_out() -> None:
    assert total_effects(scenario_of("raw=400000")) is None


def test_without_repeats_all_doubt_is_the_validity_s() -> None:
    found = total_effects(scenario_of("repeats=0"))
    assert found is not None
    assert found.validity_alone == pytest.approx(1.0, abs=1e-3)
    assert found.repeats_total == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("string", STRINGS)
def test_every_cell_of_the_map_is_the_forecast_s_own(string: str) -> None:
    """Ten cells put back: the slider moved there gives the same odds."""
    asked = scenario_of(string)
    found = heat_map(asked)
    assert found.odds_here == pytest.approx(forecast(asked).sufficient, abs=1e-9)
    random = np.random.default_rng(7)
    for _ in range(10):
        row = int(random.integers(len(found.invalid_percent)))
        column = int(random.integers(len(found.raw)))
        rate = found.invalid_percent[row]
        given_rate = scenario.read(f"{string}&raw={found.raw[column]}&invalid={rate:g}")
        if given_rate.problems:  # a width that this rate does not allow is given in the string
            continue
        assert given_rate.scenario is not None
        moved = replace(
            asked,
            raw=found.raw[column],
            invalid=rate,
            invalid_pm=min(asked.invalid_pm, given_rate.scenario.invalid_pm),
        )
        assert found.odds[row][column] == pytest.approx(forecast(moved).sufficient, abs=1e-6)


@pytest.mark.parametrize("string", [*STRINGS, "raw=100000000&required=1", "raw=5000000"])
def test_the_line_of_even_odds_is_where_the_odds_are_even(string: str) -> None:
    """Wherever the cells are: also where one cell holds the whole rise of the odds."""
    asked = scenario_of(string)
    found = heat_map(asked)
    for raw, rate in found.even[::8]:
        if rate > 10 and raw > 1000:  # fewer are too coarse to be even
            moved = replace(asked, raw=round(raw), invalid=rate)
            assert forecast(moved).sufficient == pytest.approx(0.5, abs=0.01)


@given(st.integers(50, 2_000_000), st.floats(0.7, 2.2), st.integers(1, 60), st.integers(0, 20))
def test_the_map_rises_with_the_count_and_falls_with_the_rate(
    required: int, cushion: float, invalid: int, repeats: int
) -> None:
    raw = max(round(required * cushion), 1)
    found = heat_map(
        scenario_of(
            f"petition=custom&raw={raw}&required={required}&invalid={invalid}&invalid_pm=0"
            f"&repeats={repeats}&repeats_pm=0"
        )
    )
    odds = np.array(found.odds)
    assert np.all((odds >= 0.0) & (odds <= 1.0))
    assert np.all(np.diff(odds, axis=1) >= -1e-6)
    assert np.all(np.diff(odds, axis=0) <= 1e-6)
    assert found.raw[0] <= raw <= found.raw[-1]
    assert found.invalid_percent[0] <= invalid <= found.invalid_percent[-1]


def test_past_petitions_are_scaled_to_the_requirement() -> None:
    """A petition that handed in 1.4 times its requirement stands at 1,400 of 1,000."""
    prior = scenario.read("petition=custom&raw=1200&required=1000&as_of=2026-01-01").defaults.prior
    marks = {mark.title: mark for mark in past_marks(prior.informants, required=1000)}
    rows = {one.petition.title: one for one in prior.informants}
    assert len(marks) > 50
    for title, mark in marks.items():
        row = rows[title].petition
        assert row.raw is not None
        assert row.required is not None
        assert mark.raw == pytest.approx(1000 * row.raw / row.required)
        assert mark.invalid_percent == pytest.approx(100 * (1 - rows[title].gross))
        assert mark.qualified is row.qualified
