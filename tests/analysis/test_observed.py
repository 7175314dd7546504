"""What a petition's numbers say of its gross validity and its repeats, against brute force."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from analysis import observed
from analysis.observed import (
    BETWEEN_CHECKS_SD,
    WITHIN_COUNT_SD,
    Observed,
    from_results,
    gross_validity,
    repeat_share,
)
from analysis.past_petitions import PastPetition, past_petitions
from analysis.validity import LogitNormal, elicit

FIVE = elicit(percent=5.0, pm=4.3)
KNOWN = LogitNormal(np.asarray(special.logit(0.04)), np.asarray(1e-9))
"""Repeats that are all but known: 4%."""


def petition(**cells: Any) -> PastPetition:
    """A sound row; whatever is not given is not known."""
    plain = dict.fromkeys(PastPetition.model_fields) | {
        "petition_id": "a_2020", "title": "A petition", "kind": "recall", "country": "US",
        "state": "CA", "level": "city", "jurisdiction": "A", "campaign": "a_2020", "year": 2020,
        "raw_is": "official" if "raw" in cells else None, "count": "none", "outcome": "open",
        "use": "no", "why_not": "a test", "source_url": "https://example.org",
    }  # fmt: skip
    return PastPetition.model_validate(plain | cells)


def shown(belief: LogitNormal = FIVE, /, **cells: Any) -> Observed:
    found = gross_validity(petition(**cells), repeats=belief)
    assert found is not None
    return found


# Counts.


def test_a_count_with_its_repeats_shows_gross_validity() -> None:
    found = shown(raw=10_000, count="whole", valid=7_500, repeats=400)
    assert found.basis == "count"
    assert found.share == pytest.approx(0.79, abs=1e-4)
    assert found.sd == pytest.approx((10_000 * 0.79 * 0.21) ** -0.5, rel=1e-3)


def test_gascon_by_hand() -> None:
    row = next(row for row in past_petitions() if row.petition_id == "gascon_2022")
    found = gross_validity(row, repeats=FIVE)
    assert found is not None
    assert found.share == pytest.approx((520_050 + 43_593) / 715_833, abs=1e-6)


def test_an_unfinished_count_is_less_sure() -> None:
    cells: dict[str, Any] = {"raw": 20_000, "valid": 7_500, "checked": 10_000, "repeats": 400}
    whole = shown(raw=10_000, count="whole", valid=7_500, repeats=400)
    for count in ("stopped", "partial"):
        found = shown(count=count, **cells)
        assert found.logit == whole.logit
        assert found.sd == pytest.approx(np.hypot(whole.sd, WITHIN_COUNT_SD))


def brute_force_from_net(net: float, repeats: LogitNormal) -> tuple[float, float]:
    """Mean and sd of logit(p) given p (1 - delta) = net, by a fine sum over delta.

    With p of density f and delta independent, the density of delta given net is
    g(delta) f(net / (1 - delta)) / (1 - delta). For logit p normal, f(p) = phi / (p (1 - p)), so
    the factor left is phi(logit p) / (1 - p), as p (1 - delta) is fixed.
    """
    mu, sigma = float(repeats.mu), float(repeats.sigma)
    t = np.linspace(mu - 9.0 * sigma, mu + 9.0 * sigma, 400_001)
    delta = special.expit(t)
    p = net / (1.0 - delta)
    inside = (p < 1.0) & (delta < 0.5)
    t, delta, p = t[inside], delta[inside], p[inside]
    f = stats.norm.pdf(special.logit(p), 1.2, 0.9) / (p * (1.0 - p))
    weight = stats.norm.pdf(t, mu, sigma) * f / (1.0 - delta)
    weight /= weight.sum()
    mean = float(weight @ special.logit(p))
    return mean, float(weight @ (special.logit(p) - mean) ** 2) ** 0.5


@pytest.mark.parametrize("net", [0.3, 0.5, 0.65, 0.75, 0.82])
@pytest.mark.parametrize("repeats", [FIVE, elicit(percent=2.0, pm=1.5)])
def test_gross_validity_from_net_is_that_of_brute_force(net: float, repeats: LogitNormal) -> None:
    found = shown(repeats, raw=100_000, count="whole", valid=round(net * 100_000))
    mean, sd = brute_force_from_net(net, repeats)
    of_signers = (100_000 * net * (1.0 - net)) ** -0.5
    assert found.logit == pytest.approx(mean, abs=2e-3)
    assert found.sd == pytest.approx(math.hypot(sd, of_signers), rel=0.03, abs=5e-4)


@pytest.mark.parametrize("net", [0.86, 0.9, 0.93, 0.96, 0.98])
def test_near_1_there_is_little_room_for_repeats(net: float) -> None:
    """The limit, p below 1, cuts the distribution of the repeat share."""
    found = shown(FIVE, raw=10_000_000, count="whole", valid=round(net * 10_000_000))
    mean, sd = brute_force_from_net(net, FIVE)
    of_signers = (10_000_000 * net * (1.0 - net)) ** -0.5
    assert found.logit == pytest.approx(mean, abs=0.03)
    assert found.sd == pytest.approx(math.hypot(sd, of_signers), abs=0.04)


@pytest.mark.parametrize("valid", [0, 1, 9_999, 10_000])
def test_none_or_all_valid_is_a_finite_observation_too(valid: int) -> None:
    found = shown(FIVE, raw=10_000, count="whole", valid=valid)
    assert math.isfinite(found.logit)
    assert 0.1 < found.sd < 2.0


def test_repeats_all_but_known_lead_straight_back() -> None:
    found = shown(KNOWN, raw=10_000, count="whole", valid=7_200)
    # The half signature that keeps a share off 0 and 1 is a twenty-thousandth here.
    assert found.share == pytest.approx(0.72 / 0.96, abs=5e-5)


@given(net=st.floats(0.02, 0.9))
def test_without_repeats_gross_is_net(net: float) -> None:
    none = LogitNormal(np.asarray(-20.0), np.asarray(1e-3))
    found = shown(none, raw=10**6, count="whole", valid=round(net * 10**6))
    assert found.share == pytest.approx(net, abs=2e-6)


@given(valid=st.integers(1, 9_800))
def test_any_net_validity_is_a_finite_observation(valid: int) -> None:
    """The few that are valid almost to the last one have a test of their own."""
    for cells in ({}, {"repeats": 10_000 - valid}):
        found = shown(raw=10_000, count="whole", valid=valid, **cells)
        assert np.isfinite(found.logit)
        assert 0.0 < found.sd < 10.0


def test_nobody_valid_is_a_finite_observation_where_repeats_are_known() -> None:
    found = shown(raw=10_000, count="whole", valid=0, repeats=0)
    assert np.isfinite(found.logit)
    assert found.share < 1e-4


def test_net_near_1_stays_below_1() -> None:
    for valid in (9_990, 9_999, 10_000):
        found = shown(raw=10_000, count="whole", valid=valid)
        assert 0.99 < found.share < 1.0
        assert found.sd >= 0.0


@given(first=st.integers(1, 9_000), more=st.integers(1, 500))
def test_more_valid_signers_are_more_gross_validity(first: int, more: int) -> None:
    fewer, larger = (
        shown(raw=10_000, count="whole", valid=valid, repeats=100)
        for valid in (first, min(first + more, 9_900))
    )
    assert fewer.logit <= larger.logit


# Samples and projections.


def test_a_sample_shows_its_share_by_its_own_standard() -> None:
    found = shown(raw=50_000, sample=2_500, sample_valid=1_900, sample_repeats=5)
    assert found.basis == "sample"
    assert found.share == pytest.approx(1_905 / 2_500, abs=2e-4)
    binomial = (2_500 * 0.762 * 0.238) ** -0.5
    assert found.sd == pytest.approx(np.hypot(binomial, BETWEEN_CHECKS_SD), rel=1e-3)


def test_a_count_goes_before_a_sample_and_a_sample_before_a_projection() -> None:
    sample: dict[str, Any] = {"raw": 50_000, "sample": 2_500, "sample_valid": 1_900}
    projection = {"projected": 36_000, "projected_is": "corrected"}
    assert shown(**sample, **projection).basis == "sample"
    assert shown(**sample, **projection, count="whole", valid=36_500).basis == "count"
    assert shown(raw=50_000, **projection).basis == "projection"


def test_nothing_known_is_nothing_observed() -> None:
    for cells in (
        {"raw": 10_000}, {"raw": 10_000, "sample": 500}, {"count": "whole", "valid": 5_000},
        {"projected": 400, "projected_is": "corrected"}, {"sample": 500, "sample_repeats": 3},
    ):  # fmt: skip
        assert gross_validity(petition(**cells), repeats=FIVE) is None
        assert repeat_share(petition(**cells)) is None


def test_an_uncorrected_projection_is_the_samples_share() -> None:
    found = shown(raw=40_000, sample=1_200, projected=30_000, projected_is="uncorrected")
    assert found.share == pytest.approx(0.75)
    binomial = (1_200 * 0.75 * 0.25) ** -0.5
    assert found.sd == pytest.approx(np.hypot(binomial, BETWEEN_CHECKS_SD), rel=2e-3)


def test_a_corrected_projection_is_net_and_noisier() -> None:
    cells: dict[str, Any] = {"raw": 40_000, "sample": 1_200, "projected": 30_000}
    plain = shown(**cells, projected_is="uncorrected")
    for kind in ("corrected", "unknown"):
        found = shown(**cells, projected_is=kind)
        assert found.logit == pytest.approx(brute_force_from_net(0.75, FIVE)[0], abs=2e-3)
        assert found.sd > plain.sd
    assert found.logit > plain.logit


def test_a_corrected_projections_noise_is_that_of_its_pairs() -> None:
    """Pairs seen are Poisson; each moves the projection by 1 / q^2. Repeats are all but known."""
    raw, size, projected = 40_000, 1_200, 30_000
    found = shown(KNOWN, raw=raw, sample=size, projected=projected, projected_is="corrected")
    q = size / raw
    pairs = stats.poisson(0.04 * projected * q**2)
    of_logit = pairs.std() / q**2 / raw / (0.75 * 0.25)
    wanted = np.sqrt(of_logit**2 + 1.0 / (size * 0.75 * 0.25) + BETWEEN_CHECKS_SD**2)
    assert found.sd == pytest.approx(wanted, rel=2e-3)


def test_a_sample_size_that_was_not_printed_is_taken_as_3_percent() -> None:
    cells: dict[str, Any] = {"raw": 40_000, "projected": 30_000, "projected_is": "corrected"}
    assert shown(**cells) == shown(**cells, sample=1_200)


@given(raw=st.integers(1, 10**6), part=st.floats(0.001, 1.0))
def test_any_projection_is_finite(raw: int, part: float) -> None:
    projected = max(round(part * raw), 1)
    for kind in ("corrected", "uncorrected"):
        found = shown(raw=raw, projected=projected, projected_is=kind)
        assert np.isfinite(found.logit)
        assert 0.0 < found.sd < 10.0


# Repeats.


def test_a_whole_count_shows_its_repeats() -> None:
    found = repeat_share(petition(raw=10_000, count="whole", valid=7_500, repeats=400))
    assert found is not None
    assert found.basis == "count"
    assert found.share == pytest.approx(400.5 / 7_900)
    assert found.sd == pytest.approx(400.5**-0.5 / (1.0 - 400.5 / 7_900))


@pytest.mark.parametrize("part", [0.1, 0.25, 0.5, 0.9])
def test_what_a_stopped_count_shows_grows_with_the_square(part: float) -> None:
    """A part f of a petition shows f^2 of its pairs: scaled up, the share is the same."""
    raw, valid, repeats = 10**6, 700_000, 40_000
    whole = repeat_share(petition(raw=raw, count="whole", valid=valid, repeats=repeats))
    seen = round(repeats * part**2)
    found = repeat_share(
        petition(
            raw=raw, count="stopped", checked=round(raw * part), repeats=seen,
            valid=round((valid + repeats) * part) - seen,
        )
    )  # fmt: skip
    assert whole is not None
    assert found is not None
    assert found.share == pytest.approx(whole.share, rel=3e-3)
    assert found.sd > WITHIN_COUNT_SD > whole.sd


def test_a_sample_shows_pairs_as_a_stopped_count_does() -> None:
    of_sample = repeat_share(petition(raw=20_000, sample=1_000, sample_valid=700, sample_repeats=2))
    of_count = repeat_share(
        petition(raw=20_000, count="stopped", checked=1_000, valid=700, repeats=2)
    )
    assert of_sample is not None
    assert of_count is not None
    assert of_sample.basis == "sample"
    assert (of_sample.logit, of_sample.sd) == (of_count.logit, of_count.sd)
    assert of_sample.share == pytest.approx(2.5 * 400 / (702 * 20))


def test_no_repeat_seen_is_few_not_none() -> None:
    for cells in (
        {"raw": 10_000, "count": "whole", "valid": 7_500, "repeats": 0},
        {"raw": 10_000, "sample": 500, "sample_valid": 400, "sample_repeats": 0},
    ):
        found = repeat_share(petition(**cells))
        assert found is not None
        assert 0.0 < found.share < 0.05
        assert found.sd > 1.4, "half a repeat: the share may be several times that, or a fraction"


def test_a_share_of_repeats_is_at_most_a_half() -> None:
    found = repeat_share(petition(raw=10**6, sample=500, sample_valid=400, sample_repeats=50))
    assert found is not None
    assert found.share == pytest.approx(0.5)


# Bare findings.


@pytest.mark.parametrize("outcome", ["qualified", "failed"])
@pytest.mark.parametrize(("mean", "variance"), [(1.2, 0.3), (0.2, 0.1), (2.4, 0.6)])
def test_a_finding_leads_to_the_moments_of_the_exact_posterior(
    outcome: str, mean: float, variance: float
) -> None:
    """With repeats all but known: the normal, cut off at the gross validity just enough."""
    row = petition(raw=10_000, required=7_000, outcome=outcome)
    (found,) = from_results(
        [row], mean=np.array([mean]), variance=np.array([variance]), repeats=KNOWN
    )
    cut, sd = float(special.logit(0.7 / 0.96)), variance**0.5
    low, high = (cut, mean + 12 * sd) if outcome == "qualified" else (mean - 12 * sd, cut)

    def moment(power: int) -> float:
        return float(integrate.quad(lambda y: y**power * stats.norm.pdf(y, mean, sd), low, high)[0])

    exact_mean = moment(1) / moment(0)
    exact_variance = moment(2) / moment(0) - exact_mean**2
    precision = 1.0 / variance + found.sd**-2
    assert found.basis == "result"
    assert 1.0 / precision == pytest.approx(exact_variance, rel=1e-3)
    together = (mean / variance + found.logit / found.sd**2) / precision
    assert together == pytest.approx(exact_mean, abs=2e-3)


def test_a_finding_that_was_certain_says_next_to_nothing() -> None:
    row = petition(raw=100_000, required=1_000, outcome="qualified")
    (found,) = from_results([row], mean=np.array([1.2]), variance=np.array([0.1]), repeats=FIVE)
    assert found.sd == pytest.approx(100.0)
    assert np.isfinite(found.logit)


def test_findings_are_worked_out_each_by_itself() -> None:
    rows = [
        petition(raw=10_000, required=7_000, outcome="qualified"),
        petition(raw=9_000, required=8_000, outcome="failed"),
    ]
    mean, variance = np.array([1.0, 1.4]), np.array([0.2, 0.5])
    together = from_results(rows, mean=mean, variance=variance, repeats=FIVE)
    alone = [
        from_results([row], mean=mean[i : i + 1], variance=variance[i : i + 1], repeats=FIVE)[0]
        for i, row in enumerate(rows)
    ]
    assert [one.logit for one in together] == pytest.approx([one.logit for one in alone])
    assert [one.sd for one in together] == pytest.approx([one.sd for one in alone])


def test_every_petition_that_informs_by_its_share_has_one() -> None:
    for row in past_petitions():
        if row.use == "yes":
            found = gross_validity(row, repeats=FIVE)
            assert found is not None, row.petition_id
            assert 0.0 < found.share < 1.0
            assert 0.0 < found.sd < 3.0


def test_the_nodes_are_those_of_a_standard_normal() -> None:
    assert observed._NODE_WEIGHTS.sum() == pytest.approx(1.0)
    assert pytest.approx(1.0) == observed._NODE_WEIGHTS @ observed._NODES**2
