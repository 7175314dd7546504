"""After a sample and during a count: against sums over every state of small petitions.

tests/reference_check.py takes the exact laws in plain sums; here the posteriors are held to them.
"""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from analysis import scenario
from analysis.belief import Belief
from analysis.evidence import Sampled, after_check, after_sample
from analysis.forecast import Forecast, forecast
from analysis.repeats import repeat_share
from analysis.running_count import Counted, during_count
from analysis.validity import LogitNormal, elicit
from tests import reference as ref
from tests.reference_check import Counting, Sampling

NONE = ref.LogitNormal(-np.inf, 0.0)


def prior(percent: float, pm: float) -> ref.LogitNormal:
    return ref.logit_normal_of_median_and_width(percent / 100.0, pm / 50.0) if percent else NONE


def sampled(
    raw: int,
    size: int,
    valid: int,
    seen: int | None,
    *,
    invalid: tuple[float, float],
    repeats: tuple[float, float],
    drift: float,
) -> Belief:
    parts = after_sample(
        elicit(percent=100.0 - invalid[0], pm=invalid[1]),
        repeat_share(percent=repeats[0], pm=repeats[1]),
        sampled=Sampled(raw, size, valid, seen),
        drift=drift,
    )
    assert len(parts) == 1
    return parts[0].scaled(1.0 / parts[0].total)


def told(string: str) -> Forecast:
    reading = scenario.read(f"petition=custom&rules=ca-local-recall-2022&{string}")
    assert reading.problems == ()
    assert reading.scenario is not None
    return forecast(reading.scenario)


USUAL: dict[str, Any] = {"invalid": (24.5, 8.0), "repeats": (5.0, 3.0), "drift": 0.07}
SAMPLES: dict[str, tuple[tuple[int, int, int, int | None], dict[str, Any]]] = {
    "no repeats seen": ((2_000, 500, 390, 0), USUAL),
    "one seen": ((2_000, 500, 390, 1), USUAL),
    "two seen": ((2_000, 500, 390, 2), USUAL),
    "more seen than expected": ((2_000, 500, 390, 12), USUAL),
    "not published": ((2_000, 500, 390, None), USUAL),
    "no drift": ((2_000, 500, 390, 6), USUAL | {"drift": 0.0}),
    "no drift, not published": ((2_000, 500, 390, None), USUAL | {"drift": 0.0}),
    "most drift": ((2_000, 500, 390, 2), USUAL | {"drift": 0.5}),
    "little drift": ((2_000, 500, 390, 2), USUAL | {"drift": 0.005}),
    "nearly all valid": (
        (10_985, 549, 545, 0), {"invalid": (24.5, 12.8), "repeats": (5.0, 4.3), "drift": 0.07},
    ),
    "nearly all valid, not published": (
        (10_985, 549, 545, None), {"invalid": (24.5, 12.8), "repeats": (5.0, 4.3), "drift": 0.07},
    ),
    "all valid": ((2_000, 500, 500, 0), USUAL),
    "all valid, not published": ((2_000, 500, 500, None), USUAL),
    "none valid": ((2_000, 500, 0, 0), USUAL),
    "none valid, not published": ((2_000, 500, 0, None), USUAL),
    "validity known": ((2_000, 500, 390, 3), USUAL | {"invalid": (24.5, 0.0)}),
    "repeats known": ((2_000, 500, 390, 4), USUAL | {"repeats": (5.0, 0.0)}),
    "repeats known, not published": ((2_000, 500, 390, None), USUAL | {"repeats": (5.0, 0.0)}),
    "both known": ((2_000, 500, 390, 4), USUAL | {"invalid": (24.5, 0.0), "repeats": (5.0, 0.0)}),
    "no repeats": ((2_000, 500, 390, 0), USUAL | {"repeats": (0.0, 0.0)}),
    "no repeats, no drift": ((2_000, 500, 390, 0), USUAL | {"repeats": (0.0, 0.0), "drift": 0.0}),
    "prior far from the sample": (
        (2_000, 500, 300, 2), {"invalid": (15.0, 4.0), "repeats": (5.0, 3.0), "drift": 0.07},
    ),
    "prior far from the sample, no drift": (
        (2_000, 500, 300, 2), {"invalid": (15.0, 4.0), "repeats": (5.0, 3.0), "drift": 0.0},
    ),
    "many repeats": ((2_000, 500, 370, 25), USUAL | {"repeats": (30.0, 10.0)}),
    "many repeats, not published": ((2_000, 500, 370, None), USUAL | {"repeats": (30.0, 10.0)}),
    "half of it sampled": ((2_000, 1_000, 760, 10), USUAL),
    "nearly all of it sampled": ((2_000, 1_900, 1_450, 40), USUAL),
}  # fmt: skip


STRIDES = {
    "no drift": 1,
    "no drift, not published": 5,
    "prior far from the sample, no drift": 1,
    "no repeats, no drift": 1,
    "nearly all of it sampled": 1,
    "nearly all valid, not published": 6,
    "all valid": 1,
    "all valid, not published": 1,
    "none valid": 1,
    "none valid, not published": 1,
    "many repeats, not published": 25,
}
"""Steps of the sum over the states, in signatures, where others than 4 or 8 are called for."""


@pytest.mark.parametrize("name", SAMPLES)
def test_after_a_sample(name: str) -> None:
    """P(M >= R) at three requirements, mean and sd of M, against the sum over every state."""
    (raw, size, valid, seen), known = SAMPLES[name]
    invalid, repeats, drift = known["invalid"], known["repeats"], known["drift"]
    exact = Sampling(
        raw, size, prior(100.0 - invalid[0], invalid[1]), prior(*repeats), drift,
        stride=STRIDES.get(name, 8 if seen is None else 4), validities=481,
        share_nodes=97 if size > 1_000 else 33,
    )  # fmt: skip
    _, due = exact.after(valid, seen, most=75 if repeats[0] > 10.0 else 25)
    found = sampled(raw, size, valid, seen, invalid=invalid, repeats=repeats, drift=drift)
    mean, sd = due.moments()
    at_mean, at_sd = found.moments(raw=raw)
    assert at_mean == pytest.approx(mean, rel=0, abs=0.01 * sd)
    assert at_sd == pytest.approx(sd, rel=0.01)
    for score in (-1.0, 0.0, 1.0):
        required = float(round(mean + score * sd))
        odds = float(found.odds(required, raw=raw))
        assert odds == pytest.approx(due.enough(required), rel=0, abs=2e-3), score


@pytest.mark.parametrize("drift", [0.0, 0.07])
def test_a_sample_of_every_signature_is_what_it_shows(drift: float) -> None:
    """n = N: y = 8,000 is N s, and repeats seen are all there are."""
    found = told(
        "raw=10000&required=7000&invalid=20&invalid_pm=8&repeats=5&repeats_pm=3"
        f"&sample=10000&sample_valid=7600&sample_repeats=400&drift={drift}"
    )
    if drift > 0.0:
        assert found.valid.mean == pytest.approx(7_600.0, abs=30.0)
        assert found.valid.sd < 250.0
    else:
        assert found.valid.mean == pytest.approx(7_600.0, abs=2.0)
        # What is left is the binomial noise of a full count's Y.
        assert found.valid.sd == pytest.approx((10_000 * 0.16) ** 0.5 * 0.95, rel=0.03)


def test_a_prior_beyond_doubt_does_not_outlive_a_sample_against_it() -> None:
    """Without drift the posterior is a product of two bumps, however far apart: 58% here."""
    found = told(
        "raw=715833&required=566857&invalid=5&invalid_pm=0.5&repeats=5&repeats_pm=1"
        "&sample=35793&sample_valid=20000&drift=0"
    )
    p = prior(95.0, 0.5)
    logits = np.linspace(-1.0, 3.5, 200_001)
    share = 1.0 / (1.0 + np.exp(-logits))
    y = 20_000 + 0.05 * 715_833 * share * 0.05**2
    log_density = (
        -0.5 * ((logits - p.mu) / p.sigma) ** 2
        + (y * np.log(share) + (35_793 - y) * np.log1p(-share)) / 0.95
    )
    weight = np.exp(log_density - log_density.max())
    middle = float(weight @ share / weight.sum())
    assert found.valid.mean == pytest.approx(715_833 * middle * 0.95, rel=0.02)
    assert found.sufficient < 1e-6


def test_a_gate_against_the_prior_is_not_passed_over() -> None:
    """Told that the sample failed, without drift, the prior's tail is all that is left."""
    found = told(
        "raw=715833&required=566857&invalid=10&invalid_pm=1&repeats=5&repeats_pm=1"
        "&gate=insufficient&drift=0"
    )
    assert found.sufficient < 0.01


@pytest.mark.parametrize("repeats", ["repeats=0", "repeats=5&repeats_pm=0"])
@pytest.mark.parametrize("evidence", ["gate=full_count", "sample=35793&sample_valid=26900"])
def test_known_shares_leave_the_binomial(repeats: str, evidence: str) -> None:
    """Golden: both shares known is the binomial itself; a sample of a known share says nothing."""
    base = f"raw=715833&required=566857&invalid=20.8&invalid_pm=0&{repeats}"
    base = base.replace("20.8", "16.6395") if "=5" in repeats else base
    before, after = told(base), told(f"{base}&{evidence}")
    assert after.sufficient == pytest.approx(before.sufficient, rel=0, abs=2e-3)
    assert before.qualifies == pytest.approx(before.sufficient, rel=0, abs=6e-3)


COUNTS = {
    "few counted": (Counting(1_000, 20, 15, 0, prior(75.5, 8), prior(5, 3), 0.12), 720),
    "few, not published": (Counting(1_000, 20, 15, None, prior(75.5, 8), prior(5, 3), 0.12), 720),
    "none valid": (Counting(1_000, 20, 0, 0, prior(75.5, 8), prior(5, 3), 0.12), 600),
    "all valid": (Counting(1_000, 20, 20, 0, prior(75.5, 8), prior(5, 3), 0.12), 760),
    "half": (Counting(1_000, 500, 370, 8, prior(75.5, 8), prior(5, 3), 0.12), 725),
    "half, no drift": (Counting(1_000, 500, 370, 8, prior(75.5, 8), prior(5, 3), 0.0), 725),
    "half, not published": (Counting(1_000, 500, 370, None, prior(75.5, 8), prior(5, 3), 0.1), 725),
    "half, validity known": (Counting(1_000, 500, 370, 8, prior(75.5, 0), prior(5, 3), 0.0), 725),
    "half, no repeats": (Counting(1_000, 500, 378, 0, prior(75.5, 8), NONE, 0.0), 750),
    "beyond what can come": (Counting(1_000, 400, 290, 5, prior(76, 8), prior(4, 2), 0.07), 860),
    "most drift": (Counting(1_000, 500, 370, 8, prior(75.5, 8), prior(5, 3), 0.5), 725),
    "far from the prior": (Counting(1_000, 200, 100, 2, prior(85, 4), prior(5, 3), 0.12), 550),
    "all but one": (Counting(1_000, 999, 720, 30, prior(75.5, 8), prior(5, 3), 0.12), 721),
    "all but ten": (Counting(1_000, 990, 720, 30, prior(75.5, 8), prior(5, 3), 0.12), 727),
    "many repeats": (Counting(1_000, 500, 330, 45, prior(75.5, 8), prior(30, 10), 0.12), 560),
}


@pytest.mark.parametrize("name", COUNTS)
def test_during_a_count(name: str) -> None:
    """Binomial y, Poisson repeats seen and to come, normal drift: odds, mean and sd of M."""
    exact, required = COUNTS[name]
    due, mean, sd = exact.outlook(required)
    found = during_count(
        LogitNormal(np.asarray(exact.validity.mu), np.asarray(exact.validity.sigma)),
        repeat_share(percent=0, pm=0) if exact.share == NONE else repeat_share_of(exact.share),
        counted=Counted(exact.raw, exact.size, exact.valid, exact.repeats),
        drift=exact.drift,
    )
    at_mean, at_sd = found.moments()
    assert at_mean == pytest.approx(mean, rel=0, abs=0.02 * sd + 0.01)
    assert at_sd == pytest.approx(sd, rel=0.02)
    odds = float(found.odds(np.asarray(float(required))))
    # Normal noise of a count of single signatures: a part of one is what it cannot see.
    assert odds == pytest.approx(due, rel=0, abs=2e-3 + 0.1 / max(sd, 1.0))


def repeat_share_of(share: ref.LogitNormal):
    median = 100.0 / (1.0 + np.exp(-share.mu))
    found = repeat_share(percent=median, pm=0.0)
    return type(found)(LogitNormal(np.asarray(share.mu), np.asarray(share.sigma)))


def test_a_count_of_few_valid_needs_little_memory() -> None:
    """Repeats unpublished: not an array for every number of them that might have been seen."""
    tracemalloc.start()
    try:
        during_count(
            elicit(percent=75.5, pm=12.8),
            repeat_share(percent=5.0, pm=4.3),
            counted=Counted(40_000, 20_000, 0, None),
            drift=0.12,
        )
        assert tracemalloc.get_traced_memory()[1] < 100e6
    finally:
        tracemalloc.stop()


def test_a_check_of_the_campaign_is_a_normal_of_logits() -> None:
    """Model 3.3: mu 1.409439176, sigma 0.130014105 from mu 1.4, sigma .2, bias .10 +- .15.

    To the fraction (v + 1/2)/(n + 1) of SCENARIO.md instead of v/n, hence 2e-4.
    """
    after = after_check(
        LogitNormal(np.asarray(1.4), np.asarray(0.2)),
        size=10_000, valid=8_200, weight=0.1, bias=0.10, bias_sd=0.15,
    )  # fmt: skip
    assert float(after.mu) == pytest.approx(1.409439176, abs=2e-4)
    assert float(after.sigma) == pytest.approx(0.130014105, abs=2e-6)


def test_a_check_says_no_more_than_its_bias_allows() -> None:
    """Information is bounded by 1 / bias_sd**2 however large the check."""
    before = LogitNormal(np.asarray(1.0), np.asarray(0.5))
    after = after_check(before, size=10**8, valid=8 * 10**7, weight=1.0, bias=0.1, bias_sd=0.15)
    assert float(after.sigma) == pytest.approx((1 / 0.5**2 + 1 / 0.15**2) ** -0.5, rel=1e-4)
    same = after_check(before, size=100, valid=80, weight=0.0, bias=0.1, bias_sd=0.15)
    assert float(same.mu) == pytest.approx(1.0, abs=1e-6)
    assert float(same.sigma) == pytest.approx(0.5, abs=1e-6)
