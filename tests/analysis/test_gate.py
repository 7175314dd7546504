"""The gate before the sample: against simulated petitions, and against sums over every state."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special

from analysis.gate import Rule, branch_beliefs, gate_odds, gate_rule
from analysis.repeats import repeat_share
from analysis.rules import rule_sets
from analysis.validity import elicit
from analysis.verification import BRANCHES
from tests import reference as ref
from tests.reference_check import Floats, Sampling, draw

DRAWS = 1_000_000
RECALL, WASHINGTON = rule_sets()["ca-local-recall-2022"], rule_sets()["wa"]
RULES = ("corrected", "uncorrected", "pairs")


class Petition(NamedTuple):
    raw: int
    sample: int
    required: int
    invalid: float
    invalid_pm: float
    repeats: float
    repeats_pm: float
    drift: float


PETITIONS = {
    "Los Angeles": Petition(715_833, 35_793, 566_857, 24.5, 12.8, 5.0, 4.3, 0.07),
    "Los Angeles, no drift": Petition(715_833, 35_793, 540_000, 19.8, 6.5, 5.0, 2.0, 0.0),
    "10,000": Petition(10_000, 500, 7_000, 24.5, 8.0, 4.0, 2.0, 0.07),
    "10,000, no drift": Petition(10_000, 500, 7_200, 20.0, 4.0, 3.0, 2.0, 0.0),
    "10,000, much drift": Petition(10_000, 500, 7_000, 24.5, 4.0, 4.0, 2.0, 0.5),
    "2,000": Petition(2_000, 500, 1_450, 22.0, 6.0, 4.0, 2.0, 0.03),
}


def known(petition: Petition) -> Petition:
    """The same with both shares known."""
    return petition._replace(invalid_pm=0.0, repeats_pm=0.0)


def rule_of(petition: Petition, name: str) -> Rule:
    rule = gate_rule(
        rules=WASHINGTON if name == "pairs" else RECALL, raw=petition.raw,
        required=petition.required, statistic=name, size=petition.sample,
    )  # fmt: skip
    assert rule is not None
    return rule


def branches(petition: Petition, name: str) -> dict[str, tuple[float, float]]:
    """By branch: its chance, and the chance that it is the answer and M >= R."""
    found = branch_beliefs(
        elicit(percent=100.0 - petition.invalid, pm=petition.invalid_pm),
        repeat_share(percent=petition.repeats, pm=petition.repeats_pm),
        rule=rule_of(petition, name),
        drift=petition.drift,
    )
    odds = {n: float(b.odds(float(petition.required), raw=petition.raw)) for n, b in found.items()}
    return {n: (belief.total, odds[n]) for n, belief in found.items()}


def answers(petition: Petition, name: str, y: Floats, d: Floats) -> Mapping[str, NDArray]:
    """The gate's answers to samples, as the law has them (WAC 434-379-010; 2 CCR 20531)."""
    raw, n, required = petition.raw, petition.sample, petition.required
    none = np.zeros(len(y), dtype=bool)
    if name == "pairs":
        invalid = n - y
        most = raw - required - (invalid + 1.5 * np.sqrt(invalid)) * raw / n
        expected = np.maximum((n / raw) ** 2 * most, 0.0)
        passes = (most >= 0.0) & (d <= expected - 1.65 * np.sqrt(expected) + 1e-9)
        return dict(zip(BRANCHES, (passes, ~passes, none), strict=True))
    weight = raw / n
    t = weight * y - weight**2 * d if name == "corrected" else weight * (y - d)
    passes, fails = t > 1.1 * required + 1e-6, t < 0.9 * required - 1e-6
    return dict(zip(BRANCHES, (passes, ~passes & ~fails, fails), strict=True))


@pytest.mark.parametrize("name", PETITIONS)
def test_branches_are_those_of_simulated_petitions(name: str) -> None:
    """Prior, drift of the sample's standard, signatures drawn, a full count at its own standard."""
    petition = PETITIONS[name]
    generator = np.random.default_rng(11225)
    p, delta = (
        prior.mu + prior.sigma * generator.standard_normal(DRAWS)
        for prior in (
            ref.logit_normal_of_median_and_width(
                1.0 - petition.invalid / 100.0, petition.invalid_pm / 50.0
            ),
            ref.logit_normal_of_median_and_width(
                petition.repeats / 100.0, petition.repeats_pm / 50.0
            ),
        )
    )
    share = np.minimum(special.expit(delta), 0.5)
    standard = special.expit(p - petition.drift * generator.standard_t(4, DRAWS))
    valid = np.rint(petition.raw * standard).astype(np.int64)
    # A fraction of a pair is a pair with that chance.
    pairs = np.floor(share * valid + generator.random(DRAWS)).astype(np.int64)
    pairs = np.minimum(pairs, valid // 2)
    y, d = draw(generator, raw=petition.raw, sample=petition.sample, valid=valid, pairs=pairs)
    signers = generator.binomial(petition.raw, special.expit(p)) * (1.0 - share)
    # The model's M is continuous in R / (1 - delta): half of the step to the next whole Y.
    enough = signers + 0.5 * (1.0 - share) >= petition.required + 0.5 * (1.0 - share)
    for rule in RULES:
        due = branches(petition, rule)
        for branch, hits in answers(petition, rule, y.astype(float), d.astype(float)).items():
            for found, happened in zip(due[branch], (hits, hits & enough), strict=True):
                error = 4.0 * (max(found * (1.0 - found), 0.0) / DRAWS) ** 0.5
                at = f"{rule} {branch}"
                assert happened.mean() == pytest.approx(found, abs=error + 1.5e-4), at


SMALL = Petition(2_000, 500, 1_450, 22.0, 6.0, 3.0, 1.0, 0.0)


@cache
def exact(rule: str, valid: int, pairs: int) -> dict[str, float]:
    """The gate's odds for the small petition, kept: every drift asks for them again."""
    return gate_odds(rule=rule_of(SMALL, rule), valid=valid, pairs=pairs)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("drift", [0.0, 0.07])
def test_branches_are_sums_over_every_state(rule: str, drift: float) -> None:
    """N = 2,000: the exact odds of the gate at every number of otherwise valid signatures."""
    petition = SMALL._replace(drift=drift)
    sampling = Sampling(
        petition.raw,
        petition.sample,
        ref.logit_normal_of_median_and_width(0.78, 0.12),
        ref.logit_normal_of_median_and_width(0.03, 0.02),
        drift,
        stride=25,
        validities=161,
        share_nodes=9,
    )

    def chance(branch: str) -> float:
        def likelihood(valid: int, shares: Floats) -> Floats:
            pairs = shares * valid
            low = np.minimum(np.floor(pairs).astype(int), valid // 2)
            high = np.minimum(low + 1, valid // 2)
            ends = [
                np.array([exact(rule, valid, int(f))[branch] for f in at]) for at in (low, high)
            ]
            return np.asarray(ends[0] + (pairs - low) * (ends[1] - ends[0]))

        return sampling.posterior(likelihood)[0]

    found = branches(petition, rule)
    for branch in BRANCHES[:2]:
        assert found[branch][0] == pytest.approx(chance(branch), rel=0, abs=3e-3), branch


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("invalid", [15.0, 24.5, 30.0, 34.0])
def test_with_known_shares_and_no_drift_it_is_the_gate_itself(rule: str, invalid: float) -> None:
    """N = 10,000; nothing is left uncertain but the sample."""
    petition = Petition(10_000, 500, 7_000, invalid, 0.0, 4.0, 0.0, 0.0)
    valid = round(10_000 * (1.0 - invalid / 100.0))
    due = gate_odds(rule=rule_of(petition, rule), valid=valid, pairs=round(0.04 * valid))
    for branch, (found, _) in branches(petition, rule).items():
        assert found == pytest.approx(due[branch], rel=0, abs=3e-3), branch


@pytest.mark.parametrize("name", PETITIONS)
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("both_known", [False, True])
def test_branches_and_what_is_enough_in_them_add_up(name: str, rule: str, both_known: bool) -> None:
    """Over all answers of the gate P(M >= R) is that before it, to 2e-4, known shares or not."""
    petition = known(PETITIONS[name]) if both_known else PETITIONS[name]
    found = branches(petition, rule)
    assert sum(total for total, _ in found.values()) == pytest.approx(1.0, rel=0, abs=1e-9)
    priors = [
        ref.logit_normal_of_median_and_width(middle / 100.0, pm / 50.0)
        for middle, pm in (
            (100.0 - petition.invalid, petition.invalid_pm),
            (petition.repeats, petition.repeats_pm),
        )
    ]
    due = ref.enough(petition.required, petition.raw, *priors)
    enough = sum(odds for _, odds in found.values())
    assert enough == pytest.approx(due, rel=0, abs=2e-4)


def test_without_a_sample_there_is_no_gate() -> None:
    """California samples more than 500 signatures only, Elections Code 11225."""
    for rules, raw in ((RECALL, 500), (rule_sets()["every-signature"], 10_000)):
        assert gate_rule(rules=rules, raw=raw, required=300, statistic="corrected") is None
