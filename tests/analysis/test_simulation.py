"""The default scenario of the first version against 4 x 10^7 simulated petitions."""

from collections import defaultdict

import numpy as np
import pytest

from analysis import scenario
from analysis.forecast import Forecast, forecast
from tests import reference as ref

CHUNKS, SIZE = 80, 500_000
DRAWS = CHUNKS * SIZE
QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


@pytest.fixture(scope="module")
def result() -> Forecast:
    given = scenario.read("model=2026-11").scenario
    assert given is not None
    return forecast(given)


@pytest.fixture(scope="module")
def simulated(result: Forecast) -> dict[str, float]:
    """Sums over all draws of M = Y (1 - delta), Y binomial: powers about the mean, and counts."""
    generator = np.random.default_rng(20220709)
    validity = ref.logit_normal_of_median_and_width(0.755, 0.256)
    repeats = ref.logit_normal_of_median_and_width(0.05, 0.086)
    sums: dict[str, float] = defaultdict(float)
    for _ in range(CHUNKS):
        p, delta = (
            1.0 / (1.0 + np.exp(-prior.mu - prior.sigma * generator.standard_normal(SIZE)))
            for prior in (validity, repeats)
        )
        signers = generator.binomial(result.raw, p) * (1.0 - np.minimum(delta, 0.5))
        sums["enough"] += np.count_nonzero(signers >= result.required)
        for name in QUANTILES:
            sums[name] += np.count_nonzero(signers <= getattr(result.valid, name))
        off = signers - result.valid.mean
        square = off * off
        sums["first"] += off.sum()
        sums["second"] += square.sum()
        sums["fourth"] += (square * square).sum()
    return sums


def test_odds(result: Forecast, simulated: dict[str, float]) -> None:
    odds = result.sufficient
    error = (odds * (1.0 - odds) / DRAWS) ** 0.5
    assert simulated["enough"] / DRAWS == pytest.approx(odds, abs=4.0 * error)


@pytest.mark.parametrize("name", QUANTILES)
def test_quantiles(simulated: dict[str, float], name: str) -> None:
    """The share of draws at or below a quantile is its probability."""
    probability = QUANTILES[name]
    error = (probability * (1.0 - probability) / DRAWS) ** 0.5
    assert simulated[name] / DRAWS == pytest.approx(probability, abs=4.0 * error)


def test_mean(result: Forecast, simulated: dict[str, float]) -> None:
    error = result.valid.sd / DRAWS**0.5
    assert simulated["first"] / DRAWS == pytest.approx(0.0, abs=4.0 * error)


def test_standard_deviation(result: Forecast, simulated: dict[str, float]) -> None:
    first, second = simulated["first"] / DRAWS, simulated["second"] / DRAWS
    sd = (second - first**2) ** 0.5
    error = ((simulated["fourth"] / DRAWS - second**2) / DRAWS) ** 0.5 / (2.0 * sd)
    assert sd == pytest.approx(result.valid.sd, abs=4.0 * error)
