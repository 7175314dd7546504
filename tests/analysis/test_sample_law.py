"""The law of a sample against every sample of small petitions, and against simulated large ones."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from analysis.gate import gate_odds, gate_rule
from analysis.rules import rule_sets
from analysis.sample_law import (
    SampleMoments,
    joint_pmf,
    pairs_log_pmf,
    pairs_seen_pmf,
    sample_moments,
    sample_odds,
)
from analysis.verification import BRANCHES
from tests.reference_check import Floats, draw, enumerated, pairs_seen, patterns

DRAWS = 100_000
RECALL = rule_sets()["ca-local-recall-2022"]
PETITIONS = {
    "small": {"raw": 10_000, "sample": 500, "valid": 7_000, "pairs": 250, "required": 7_000},
    "Los Angeles": {
        "raw": 715_833, "sample": 35_793, "valid": 563_643, "pairs": 43_593, "required": 566_857,
    },
}  # fmt: skip


def moments_of(law: Floats) -> list[float]:
    """In the order of SampleMoments, from P(y, d) at [y, d]."""
    y, d = (np.arange(size, dtype=float) for size in law.shape)
    parts = {"y": y[:, None] + 0.0 * d, "v": y[:, None] - d, "d": d + 0.0 * y[:, None]}
    means = {name: float((law * part).sum()) for name, part in parts.items()}

    def covariance(one: str, other: str) -> float:
        off = (parts[one] - means[one]) * (parts[other] - means[other])
        return float((law * off).sum())

    found = [value for name in parts for value in (means[name], covariance(name, name))]
    return [*found, covariance("y", "d"), covariance("v", "d")]


def as_list(moments: SampleMoments) -> list[float]:
    return [getattr(moments, name) for name in SampleMoments.__slots__]


@pytest.mark.parametrize("raw", range(1, 13))
def test_law_is_that_of_every_sample(raw: int) -> None:
    """Every petition of at most 12 signatures, whoever signed how often; every sample size."""
    for valid in range(raw + 1):
        for copies in patterns(valid):
            every, voters = enumerated(raw, copies), Counter(copies)
            for sample in range(raw + 1):
                due = every[sample, : sample + 1, : sample + 1]
                found = sample_moments(raw=raw, sample=sample, voters_by_copies=voters)
                np.testing.assert_allclose(
                    as_list(found),
                    moments_of(due),
                    rtol=0,
                    atol=1e-12,
                    err_msg=f"{copies} {sample}",
                )
                law = joint_pmf(raw=raw, sample=sample, voters_by_copies=voters)
                np.testing.assert_allclose(law, due, rtol=0, atol=1e-15, err_msg=f"{copies}")


@pytest.mark.parametrize("valid", range(1, 13))
def test_pairs_seen_are_those_of_every_sample(valid: int) -> None:
    for pairs in range(valid // 2 + 1):
        every = enumerated(valid, (2,) * pairs + (1,) * (valid - 2 * pairs))
        for drawn in range(valid + 1):
            found = pairs_seen_pmf(valid=valid, pairs=pairs, drawn=drawn)
            assert len(found) == min(pairs, drawn // 2) + 1
            due = every[drawn, drawn, : len(found)]
            np.testing.assert_allclose(found, due, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("valid", "pairs", "drawn", "most"),
    [
        (563_643, 43_593, 28_183, 2.2e-6),  # Los Angeles County, model section 1.1: 2.1e-6
        (7_000, 250, 350, 1e-4),
        (1_500, 75, 390, 1e-3),
        (400, 30, 380, 0.06),  # nearly all drawn
        (60, 20, 30, 0.03),
    ],
)
def test_matched_binomial_is_close_to_the_exact_law(
    valid: int, pairs: int, drawn: int, most: float
) -> None:
    """Total variation between the law that the engine uses and the exact one."""
    seen = np.arange(min(pairs, drawn // 2, 200) + 1)
    exact = pairs_seen(seen, drawn, valid, pairs)
    matched = np.exp(pairs_log_pmf(seen=seen, drawn=drawn, valid=valid, pairs=pairs))
    assert exact.sum() == pytest.approx(1.0, abs=1e-7)
    missing = max(1.0 - float(matched.sum()), 0.0)
    assert 0.5 * (float(np.abs(matched - exact).sum()) + missing) <= most


@pytest.mark.parametrize(("raw", "valid", "pairs"), [(12, 9, 3), (11, 11, 5), (10, 4, 0)])
def test_odds_of_few_repeats_are_those_of_every_sample(raw: int, valid: int, pairs: int) -> None:
    """Beyond what the matched binomial is for, most of all where nearly all are drawn."""
    every = enumerated(raw, (2,) * pairs + (1,) * (valid - 2 * pairs))
    for sample in range(1, raw + 1):
        for most in range(-1, 4):
            found = sample_odds(
                raw=raw, sample=sample, valid=valid, pairs=pairs,
                most_repeats=np.full(sample + 1, float(most)),
            )  # fmt: skip
            due = float(every[sample, :, : most + 1].sum())
            assert found == pytest.approx(due, rel=0, abs=0.21 if sample > raw // 2 else 0.06)


@pytest.fixture(scope="module", params=PETITIONS)
def petition(request: pytest.FixtureRequest) -> tuple[Mapping[str, int], Floats, Floats]:
    """A petition with y and d of 100,000 samples of it."""
    known = PETITIONS[request.param]
    ones = np.ones(DRAWS, dtype=np.int64)
    y, d = draw(
        np.random.default_rng(20220714),
        raw=known["raw"],
        sample=known["sample"],
        valid=known["valid"] * ones,
        pairs=known["pairs"] * ones,
    )
    return known, y.astype(float), d.astype(float)


def test_moments_are_those_of_simulated_samples(
    petition: tuple[Mapping[str, int], Floats, Floats],
) -> None:
    known, y, d = petition
    singles = known["valid"] - 2 * known["pairs"]
    exact = sample_moments(
        raw=known["raw"], sample=known["sample"],
        voters_by_copies={1: singles, 2: known["pairs"]},
    )  # fmt: skip
    v = y - d
    for drawn, mean, variance in (
        (y, exact.mean_y, exact.var_y),
        (v, exact.mean_v, exact.var_v),
        (d, exact.mean_d, exact.var_d),
    ):
        assert drawn.mean() == pytest.approx(mean, abs=4.0 * (variance / DRAWS) ** 0.5)
        square = (drawn - mean) ** 2
        assert square.mean() == pytest.approx(variance, abs=4.0 * square.std() / DRAWS**0.5)
    for one, mean, covariance in ((y, exact.mean_y, exact.cov_yd), (v, exact.mean_v, exact.cov_vd)):
        product = (one - mean) * (d - exact.mean_d)
        assert product.mean() == pytest.approx(covariance, abs=4.0 * product.std() / DRAWS**0.5)


@pytest.mark.parametrize("statistic", ["corrected", "uncorrected"])
def test_gate_odds_are_those_of_simulated_samples(
    petition: tuple[Mapping[str, int], Floats, Floats], statistic: str
) -> None:
    """T = A y - A^2 d, or A v, against 110% and 90% of the requirement; ends are a full count."""
    known, y, d = petition
    weight = known["raw"] / known["sample"]
    t = weight * y - weight**2 * d if statistic == "corrected" else weight * (y - d)
    required = known["required"]
    rule = gate_rule(
        rules=RECALL, raw=known["raw"], required=required, statistic=statistic,
        size=known["sample"],
    )  # fmt: skip
    assert rule is not None
    found = gate_odds(rule=rule, valid=known["valid"], pairs=known["pairs"])
    passes, fails = t > 1.1 * required + 1e-6, t < 0.9 * required - 1e-6
    for name, hits in zip(BRANCHES, (passes, ~passes & ~fails, fails), strict=True):
        error = 4.0 * (found[name] * (1.0 - found[name]) / DRAWS) ** 0.5
        assert hits.mean() == pytest.approx(found[name], abs=error + 1e-5)
