"""The pool of past petitions against dense formulas; its predictive; what has to hold of both."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

from analysis import pooling
from analysis.pooling import Case, Design, Fitted, Observation, Predictive, fit

ONE_POOL = Design(groups="none", by_size=False, effects=())
STATES = Design(groups="state", by_size=False, effects=())
DESIGNS = [
    ONE_POOL,
    STATES,
    Design(),
    Design(groups="state", effects=("size", "kind")),
    Design(groups="state_size", effects=("size", "kind", "need")),
    Design(groups="none", effects=("need",)),
    Design(groups="state_size", by_size=False, effects=("kind",)),
]
NEW = [
    Case("CA", 4.3, True, 0.0),
    Case("CA", 5.6, False, -0.4),
    Case("WA", 3.2, True, 0.7),
    Case("never seen", 4.9, False, 0.2),
]


def past(number: int = 23, seed: int = 4) -> list[Observation]:
    rng = np.random.default_rng(seed)
    return [
        Observation(
            float(rng.normal(1.2, 0.6)),
            float(rng.uniform(0.02, 0.3)),
            Case(
                str(rng.choice(["CA", "CA", "CO", "OR", "WA"])),
                float(rng.uniform(2.4, 6.1)),
                bool(rng.integers(2)),
                float(rng.normal(0.0, 0.5)),
            ),
        )
        for _ in range(number)
    ]


@pytest.fixture
def one_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grid of one point, so that nothing is left to weigh."""
    monkeypatch.setattr(pooling, "_TAU", np.array([0.4]))
    monkeypatch.setattr(pooling, "_SIGMA", np.array([0.5]))
    monkeypatch.setattr(pooling, "_GAMMA", np.array([-0.2]))


def group(case: Case, design: Design) -> object:
    """The group by its definition, not by its name in the module."""
    if design.groups == "none":
        return None
    return (case.state, case.size >= 4.3) if design.groups == "state_size" else case.state


def columns(case: Case, design: Design) -> list[float]:
    of = {"size": case.size - 4.3, "kind": 0.5 if case.recall else -0.5, "need": case.need}
    return [1.0, *(of[name] for name in design.effects)]


def dense(
    seen: list[Observation], new: Case, design: Design, tau: float, sigma: float, gamma: float
) -> tuple[float, float, float, np.ndarray]:
    """Mean, variance, log likelihood and influence at one point, from the whole covariance matrix.

    The textbook's kriging with an unknown trend: beta integrated out, flat but for a normal
    prior of sd 100 on what depends on the case.
    """
    y = np.array([one.logit for one in seen])
    x = np.array([columns(one.case, design) for one in seen])
    x_new = np.array(columns(new, design))
    names = [group(one.case, design) for one in seen]
    same = np.array([[one == other for other in names] for one in names], dtype=float)
    own = np.array([sigma**2 * np.exp(2 * gamma * (one.case.size - 4.3)) for one in seen])
    v = np.diag([one.sd**2 for one in seen]) + np.diag(own) + tau**2 * same
    c = tau**2 * np.array([name == group(new, design) for name in names], dtype=float)
    inverse = np.linalg.inv(v)
    flat = np.diag([0.0, *(1e-4 for _ in design.effects)])
    of_beta = np.linalg.inv(x.T @ inverse @ x + flat)
    to_beta = of_beta @ x.T @ inverse
    left = x_new - c @ inverse @ x
    influence = left @ to_beta + c @ inverse
    variance = tau**2 + sigma**2 * np.exp(2 * gamma * (new.size - 4.3))
    variance += left @ of_beta @ left - c @ inverse @ c
    explained = (x.T @ inverse @ y) @ (to_beta @ y)
    likelihood = -0.5 * (
        np.linalg.slogdet(v)[1] - np.linalg.slogdet(of_beta)[1] + y @ inverse @ y - explained
    )
    return float(influence @ y), float(variance), float(likelihood), influence


def points(found: Fitted) -> list[tuple[float, float, float]]:
    return list(zip(found.tau.tolist(), found.sigma.tolist(), found.gamma.tolist(), strict=True))


@pytest.mark.parametrize("design", DESIGNS, ids=str)
@pytest.mark.parametrize("new", NEW, ids=str)
def test_every_point_of_the_grid_is_the_dense_formula(design: Design, new: Case) -> None:
    seen = past()
    found = fit(seen, design=design)
    at = found.at(new)
    whole = [dense(seen, new, design, *point) for point in points(found)]
    assert at.mean == pytest.approx([one[0] for one in whole], abs=1e-9)
    assert at.variance == pytest.approx([one[1] for one in whole], abs=1e-9)
    prior = -0.5 * (found.gamma / 0.25) ** 2
    weight = special.softmax(np.array([one[2] for one in whole]) + prior)
    assert at.weight == pytest.approx(weight, abs=1e-9)
    influence = weight @ np.array([one[3] for one in whole])
    assert found.influence(new) == pytest.approx(influence, abs=1e-9)


def test_the_grid_is_every_combination() -> None:
    found = points(fit(past(), design=Design()))
    sizes = [len(part) for part in (pooling._TAU, pooling._SIGMA, pooling._GAMMA)]
    assert len(found) == len(set(found)) == np.prod(sizes)
    assert {tau for tau, _, _ in points(fit(past(), design=ONE_POOL))} == {0.0}
    assert {gamma for _, _, gamma in points(fit(past(), design=STATES))} == {0.0}


def test_the_likelihood_is_that_of_the_joint_density() -> None:
    """The reference's own: differences, against a multivariate normal with a wide prior of beta."""
    design, seen = Design(groups="state", effects=("kind",)), past(12)
    x = np.array([columns(one.case, design) for one in seen])
    names = [one.case.state for one in seen]
    same = np.equal.outer(names, names)
    y = np.array([one.logit for one in seen])
    size = np.array([one.case.size - 4.3 for one in seen])

    def exact(tau: float, sigma: float, gamma: float) -> float:
        v = np.diag([one.sd**2 for one in seen] + sigma**2 * np.exp(2 * gamma * size))
        v = v + tau**2 * same + 200.0**2 * x @ x.T
        return float(stats.multivariate_normal(np.zeros(12), v).logpdf(y))

    some = [(0.1, 0.4, 0.0), (0.6, 0.4, -0.3), (0.3, 0.9, 0.1)]
    ours = [dense(seen, NEW[0], design, *point)[2] for point in some]
    wide = [exact(*point) for point in some]
    assert np.diff(ours) == pytest.approx(np.diff(wide), abs=1e-4)


# One pool is normal theory.


def test_no_groups_is_the_normal_theory_of_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling, "_SIGMA", np.array([0.5]))
    seen = [Observation(one.logit, 0.0, one.case) for one in past(9)]
    at = fit(seen, design=ONE_POOL).at(NEW[1])
    assert at.mean == pytest.approx([np.mean([one.logit for one in seen])])
    assert at.variance == pytest.approx([0.25 * (1.0 + 1.0 / 9.0)])


def test_a_fine_grid_of_one_pool_is_the_t_of_the_reference_prior(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Flat in log sigma: a t with n - 1 degrees of freedom, scale s sqrt(1 + 1/n)."""
    monkeypatch.setattr(pooling, "_SIGMA", np.exp(np.linspace(np.log(0.15), np.log(12.0), 3001)))
    seen = [Observation(one.logit, 0.0, one.case) for one in past(9)]
    y = np.array([one.logit for one in seen])
    wanted = stats.t(8, y.mean(), y.std(ddof=1) * np.sqrt(1.0 + 1.0 / 9.0))
    found = fit(seen, design=ONE_POOL).at(NEW[0])
    for at in (-0.5, 0.6, 1.2, 2.0, 3.5):
        assert found.cdf(at) == pytest.approx(wanted.cdf(at), abs=1e-5)
        assert found.log_density(at) == pytest.approx(wanted.logpdf(at), abs=1e-4)


def test_one_pool_does_not_look_at_the_case() -> None:
    found = fit(past(), design=ONE_POOL)
    one, *others = [found.at(new) for new in NEW]
    for other in others:
        assert other.mean == pytest.approx(one.mean)
        assert other.variance == pytest.approx(one.variance)


# Groups.


def test_a_group_never_seen_gets_all_of_tau(one_point: None) -> None:
    """As a group with one observation that says nothing."""
    seen = past()
    unseen = fit(seen, design=STATES).at(Case("TX", 4.3, True))
    nothing = Observation(-9.0, 1e6, Case("TX", 4.3, True))
    same = fit([*seen, nothing], design=STATES).at(Case("TX", 4.3, True))
    assert unseen.mean == pytest.approx(same.mean, abs=1e-6)
    assert unseen.variance == pytest.approx(same.variance, abs=1e-6)
    assert unseen.variance[0] > 0.4**2 + 0.5**2


def test_more_observations_of_one_group_pull_its_level(one_point: None) -> None:
    rest = [one for one in past() if one.case.state != "WA"]
    new = Case("WA", 4.3, True)
    more = Observation(3.0, 0.1, new)
    found = [fit([*rest, *[more] * number], design=STATES).at(new) for number in range(8)]
    means, variances = ([float(getattr(at, name)[0]) for at in found] for name in
                        ("mean", "variance"))  # fmt: skip
    assert all(before < after < 3.0 for before, after in pairwise(means))
    assert all(before > after > 0.25 for before, after in pairwise(variances))
    # Its own observations pull it more than they pull another group.
    elsewhere = fit([*rest, *[more] * 7], design=STATES).at(Case("CO", 4.3, True))
    assert means[-1] - means[0] > 2.0 * abs(float(elsewhere.mean[0]) - means[0])


def test_large_and_small_petitions_of_a_state_are_two_groups(one_point: None) -> None:
    design = Design(groups="state_size", by_size=False, effects=())
    large = [Observation(2.0, 0.1, Case("CA", 5.0, True))] * 4
    small = [Observation(0.5, 0.1, Case("CA", 3.0, True))] * 4
    found = fit([*large, *small], design=design)
    assert found.at(Case("CA", 6.0, False)).mean[0] > 1.5
    assert found.at(Case("CA", 4.2, False)).mean[0] < 1.0
    assert found.at(Case("CA", 4.3, False)).mean == found.at(Case("CA", 6.0, False)).mean


@given(order=st.permutations(range(23)))
@settings(max_examples=15)
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    seen = past()
    mixed = fit([seen[place] for place in order], design=Design())
    plain = fit(seen, design=Design())
    for new in NEW:
        assert mixed.at(new).mean == pytest.approx(plain.at(new).mean, abs=1e-10)
        assert mixed.at(new).weight == pytest.approx(plain.at(new).weight, abs=1e-10)
        influence = plain.influence(new)[np.array(order)]
        assert mixed.influence(new) == pytest.approx(influence, abs=1e-10)


def test_the_names_of_groups_do_not_matter() -> None:
    other = {"CA": "ZZ", "CO": "YY", "OR": "AA", "WA": "MM"}

    def renamed(case: Case) -> Case:
        return case._replace(state=other.get(case.state, case.state))

    seen = [one._replace(case=renamed(one.case)) for one in past()]
    for new in NEW:
        found = fit(seen, design=Design()).at(renamed(new))
        plain = fit(past(), design=Design()).at(new)
        assert found.mean == pytest.approx(plain.mean, abs=1e-10)
        assert found.variance == pytest.approx(plain.variance, abs=1e-10)


# Influence.


@pytest.mark.parametrize("design", DESIGNS, ids=str)
@pytest.mark.parametrize("new", NEW, ids=str)
def test_influence_adds_up_to_1(design: Design, new: Case) -> None:
    assert fit(past(), design=design).influence(new).sum() == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_influence_is_the_derivative_of_the_mean(one_point: None, design: Design) -> None:
    seen, new = past(11), NEW[1]

    def mean(place: int, step: float) -> float:
        moved = list(seen)
        moved[place] = seen[place]._replace(logit=seen[place].logit + step)
        return float(fit(moved, design=design).at(new).mean[0])

    slopes = [(mean(place, 0.5) - mean(place, -0.5)) for place in range(len(seen))]
    assert fit(seen, design=design).influence(new) == pytest.approx(slopes, abs=1e-9)


# The predictive distribution.


@pytest.mark.parametrize("heavy", [False, True])
@pytest.mark.parametrize("sd", [0.0, 0.4])
def test_the_predictive_is_a_mixture_that_integrates_to_1(heavy: bool, sd: float) -> None:
    at = fit(past(), design=Design(heavy_tails=heavy)).at(NEW[1])
    assert at.weight.sum() == pytest.approx(1.0)

    def density(logit: float) -> float:
        return float(np.exp(at.log_density(logit, sd=sd)))

    cuts = [-60.0, -5.0, 0.0, 1.0, 2.0, 3.0, 60.0]
    pieces = [integrate.quad(density, *piece, limit=200)[0] for piece in pairwise(cuts)]
    assert sum(pieces) == pytest.approx(1.0, abs=2e-6)
    assert at.cdf(1.0, sd=sd) == pytest.approx(sum(pieces[:3]), abs=2e-6)
    scale = np.sqrt(at.variance * (0.6 if heavy else 1.0) + sd**2)
    law: Any = stats.t(5, at.mean, scale) if heavy else stats.norm(at.mean, scale)
    assert density(1.7) == pytest.approx(float(at.weight @ law.pdf(1.7)), rel=1e-9)


def test_heavy_tails_keep_the_variance() -> None:
    at = Predictive(np.ones(1), np.zeros(1), np.array([0.49]), heavy_tails=True)
    second = integrate.quad(lambda y: y**2 * np.exp(at.log_density(y)), -np.inf, np.inf)[0]
    assert second == pytest.approx(0.49, rel=1e-6)


@given(probability=st.floats(0.001, 0.999), heavy=st.booleans())
@settings(max_examples=40)
def test_a_quantile_is_where_the_cdf_says(probability: float, heavy: bool) -> None:
    at = fit(past(), design=Design(heavy_tails=heavy)).at(NEW[0])
    assert at.cdf(at.quantile(probability)) == pytest.approx(probability, abs=1e-9)


def test_moments_of_several_are_those_of_each_mixture() -> None:
    found = fit(past(), design=Design(effects=("size", "need")))
    means, variances = found.moments(NEW)
    for new, mean, variance in zip(NEW, means, variances, strict=True):
        at = found.at(new)
        middle = at.weight @ at.mean
        assert mean == pytest.approx(middle)
        assert variance == pytest.approx(at.weight @ (at.variance + (at.mean - middle) ** 2))


# Properties.


@given(shift=st.floats(-5.0, 5.0))
@settings(max_examples=20)
def test_a_shift_of_all_shifts_the_prediction(shift: float) -> None:
    moved = [one._replace(logit=one.logit + shift) for one in past()]
    plain, found = (fit(seen, design=Design()).at(NEW[2]) for seen in (past(), moved))
    assert found.mean == pytest.approx(plain.mean + shift, abs=1e-8)
    assert found.variance == pytest.approx(plain.variance, abs=1e-8)
    assert found.weight == pytest.approx(plain.weight, abs=1e-7)


@given(seed=st.integers(0, 10**6), number=st.integers(4, 30), place=st.integers(0, 3))
@settings(max_examples=30)
def test_any_pool_is_sound(seed: int, number: int, place: int) -> None:
    found = fit(past(number, seed), design=Design())
    at = found.at(NEW[place])
    assert (at.variance > 0.0).all()
    assert at.weight.sum() == pytest.approx(1.0)
    assert found.influence(NEW[place]).sum() == pytest.approx(1.0, abs=1e-7)
    low, middle, high = (at.quantile(part) for part in (0.05, 0.5, 0.95))
    assert low < middle < high


@given(
    logit=st.floats(-2.0, 4.0), sd=st.floats(0.01, 0.5), state=st.sampled_from(["CA", "WA", "TX"])
)
@settings(max_examples=30)
def test_another_observation_never_widens_at_a_point(logit: float, sd: float, state: str) -> None:
    """With the spreads given, more is known after one more observation."""
    seen, design = past(), Design()
    more = [*seen, Observation(logit, sd, Case(state, 4.6, True, 0.1))]
    for new in NEW:
        before, after = (fit(one, design=design).at(new).variance for one in (seen, more))
        assert (after <= before + 1e-10).all()
