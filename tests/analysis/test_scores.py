"""Scores of forecasts: published values, closed forms, and what must hold of any forecast."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, special, stats

from analysis.track_record.scores import (
    LEAST_ODDS,
    SMALLEST_SPREAD,
    brier,
    coverage,
    crps_from_cdf,
    crps_of_ensemble,
    crps_of_point,
    fitted_spread,
    log_score,
    odds_of_rule,
    paired_difference,
    spiegelhalter_z,
)
from tests.analysis.published import ROWS

ODDS, HAPPENED = [0.9, 0.7, 0.4, 0.2, 0.95, 0.5], [1, 1, 0, 0, 1, 0]
"""The six forecasts of the rows of section G."""

steady = settings(max_examples=150, derandomize=True)
shares = st.floats(0.0, 1.0)
numbers = st.floats(-1e3, 1e3)
cases = st.lists(st.tuples(shares, st.booleans()), min_size=1, max_size=40)


def published(row: str) -> Any:
    """The value of a row, to its own tolerance."""
    return pytest.approx(ROWS[row]["value"], rel=0, abs=ROWS[row]["tol"])


def crps_of_normal(mean: float, sd: float, outcome: float) -> float:
    """Closed form, Gneiting & Raftery (2007), equation 21 with its sign turned."""
    z = (outcome - mean) / sd
    density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return sd * (
        z * (2.0 * float(special.ndtr(z)) - 1.0) + 2.0 * density - 1.0 / math.sqrt(math.pi)
    )


# Odds of one event.


def test_the_published_scores_of_six_forecasts() -> None:
    assert brier(odds=ODDS, happened=HAPPENED).mean() == published("G.brier")
    assert log_score(odds=ODDS, happened=HAPPENED).mean() == published("G.log")
    assert spiegelhalter_z(odds=ODDS, happened=HAPPENED) == published("G.spiegelhalter_z")


def test_scores_by_hand() -> None:
    assert brier(odds=[0.75, 0.75], happened=[True, False]).tolist() == [0.0625, 0.5625]
    found = log_score(odds=[0.75, 0.75], happened=[True, False])
    assert found == pytest.approx([math.log(4.0 / 3.0), math.log(4.0)], rel=1e-14)


def test_a_sure_error_costs_a_lot_and_not_everything() -> None:
    worst = -math.log(LEAST_ODDS)
    wrong = log_score(odds=[0.0, 1.0], happened=[True, False])
    assert wrong == pytest.approx([worst, worst], rel=1e-9)
    right = log_score(odds=[0.0, 1.0], happened=[False, True])
    assert right == pytest.approx([LEAST_ODDS, LEAST_ODDS], rel=1e-3)
    assert (right >= 0.0).all()


@steady
@given(odds=shares, truth=shares)
@pytest.mark.parametrize("score", [brier, log_score])
def test_honest_odds_score_best(score: Any, odds: float, truth: float) -> None:
    """Proper: expecting p, no odds promise a lower score than p."""

    def expected(said: float) -> float:
        yes, no = score(odds=[said, said], happened=[True, False])
        return float(truth * yes + (1.0 - truth) * no)

    # Beyond the limit of the log score all odds are alike, and the limit is their best.
    assert expected(truth) <= expected(odds) + 2e-6


@steady
@given(cases)
def test_the_other_event_scores_alike(drawn: list[tuple[float, bool]]) -> None:
    odds, happened = np.array(drawn).T
    for score in (brier, log_score):
        other = score(odds=1.0 - odds, happened=1.0 - happened)
        assert other == pytest.approx(score(odds=odds, happened=happened), rel=1e-9, abs=1e-9)


# Spiegelhalter's z.


def test_z_by_hand() -> None:
    """Excess -0.08 + 0.28 - 0.08 + 0.48 = 0.6, variance .0576 + .0336 + .0096 + .0576."""
    found = spiegelhalter_z(odds=[0.9, 0.7, 0.4, 0.2], happened=[1, 0, 0, 1])
    assert found == pytest.approx(0.6 / math.sqrt(0.1584), rel=1e-12)


def test_z_is_the_brier_score_in_its_sd() -> None:
    odds = np.array(ODDS)
    promised = (odds * (1.0 - odds)).mean()
    variance = ((1.0 - 2.0 * odds) ** 2 * odds * (1.0 - odds)).sum() / len(odds) ** 2
    z = (brier(odds=odds, happened=HAPPENED).mean() - promised) / math.sqrt(variance)
    assert spiegelhalter_z(odds=odds, happened=HAPPENED) == pytest.approx(z, rel=1e-12)


@pytest.mark.parametrize(
    ("odds", "happened", "z"),
    [
        ([1.0, 0.0], [True, False], 0.0),
        ([1.0, 0.0], [True, True], math.inf),
        ([1.0, 0.0], [False, False], math.inf),
        ([0.5, 0.5], [True, False], 0.0),
    ],
)
def test_z_of_odds_without_a_spread(odds: list[float], happened: list[bool], z: float) -> None:
    assert spiegelhalter_z(odds=odds, happened=happened) == z


# The CRPS.


def test_the_published_crps_of_a_normal() -> None:
    mean, sd, outcome = 518_225.6, 4_331.6, 520_050.0
    z = np.linspace(-9.0, 9.0, 400_001)
    found = crps_from_cdf(grid=mean + sd * z, cdf=special.ndtr(z), outcome=outcome)
    assert found == published("G.crps_normal")
    assert crps_of_normal(mean, sd, outcome) == published("G.crps_normal")


@pytest.mark.parametrize("row", ["G.crps_beta", "G.crps_beta_numeric"])
def test_the_published_crps_of_a_beta(row: str) -> None:
    grid = np.linspace(0.0, 1.0, 400_001)
    found = crps_from_cdf(grid=grid, cdf=special.betainc(80.0, 20.0, grid), outcome=0.7265)
    assert found == published(row)


@steady
@given(mean=numbers, sd=st.floats(0.1, 50.0), away=st.floats(-12.0, 12.0))
def test_crps_of_a_normal_is_its_closed_form(mean: float, sd: float, away: float) -> None:
    """Outcomes beyond the grid among them."""
    z = np.linspace(-8.0, 8.0, 4_001)
    outcome = mean + away * sd
    found = crps_from_cdf(grid=mean + sd * z, cdf=special.ndtr(z), outcome=outcome)
    assert found == pytest.approx(crps_of_normal(mean, sd, outcome), rel=1e-5, abs=1e-6 * sd)


@steady
@given(outcome=st.floats(-3.0, 4.0))
def test_crps_of_a_uniform_is_exact_on_two_points(outcome: float) -> None:
    """(y^3 + (1 - y)^3) / 3 inside; outside, what the nearer end has and the distance to it."""
    inside = min(max(outcome, 0.0), 1.0)
    exact = (inside**3 + (1.0 - inside) ** 3) / 3.0 + abs(outcome - inside)
    found = crps_from_cdf(grid=[0.0, 1.0], cdf=[0.0, 1.0], outcome=outcome)
    assert found == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("outcome", [0.0, 0.3, 1.0, 1.7, 4.0, -2.0, 6.0])
def test_the_cell_of_the_outcome_is_split(outcome: float) -> None:
    grid, cdf = [0.0, 1.0, 2.5, 4.0], [0.0, 0.2, 0.9, 1.0]

    def squared(x: float) -> float:
        return (float(np.interp(x, grid, cdf, left=0.0, right=1.0)) - float(x >= outcome)) ** 2

    cuts = sorted({*grid, outcome})
    exact = sum(integrate.quad(squared, *piece)[0] for piece in pairwise(cuts))
    found = crps_from_cdf(grid=grid, cdf=cdf, outcome=outcome)
    assert found == pytest.approx(exact, rel=1e-10)


@steady
@given(point=numbers, outcome=numbers)
def test_crps_of_a_step_is_the_distance(point: float, outcome: float) -> None:
    distance = crps_of_point(point=point, outcome=outcome)
    assert distance == abs(point - outcome)
    about = pytest.approx(distance, rel=1e-9, abs=1e-9)
    step = [point - 5.0, point, point, point + 5.0]
    assert crps_from_cdf(grid=step, cdf=[0.0, 0.0, 1.0, 1.0], outcome=outcome) == about
    assert crps_from_cdf(grid=[point], cdf=[1.0], outcome=outcome) == about
    assert crps_of_ensemble(members=[point], outcome=outcome) == about


@steady
@given(members=st.lists(numbers, min_size=1, max_size=30), outcome=numbers)
def test_crps_of_an_ensemble_is_that_of_its_steps(members: list[float], outcome: float) -> None:
    found = crps_of_ensemble(members=members, outcome=outcome)
    heights = np.arange(len(members) + 1) / len(members)
    grid = np.repeat(np.sort(members), 2)
    cdf = np.repeat(heights, 2)[1:-1]
    steps = crps_from_cdf(grid=grid, cdf=cdf, outcome=outcome)
    assert found == pytest.approx(steps, rel=1e-9, abs=1e-9)
    x = np.array(members)
    pairs = np.abs(x[:, None] - x).mean()
    assert found == pytest.approx(np.abs(x - outcome).mean() - 0.5 * pairs, rel=1e-9, abs=1e-9)


def test_a_grid_that_falls_is_refused() -> None:
    with pytest.raises(ValueError, match="grid: no point may lie below the one before"):
        crps_from_cdf(grid=[0.0, 2.0, 1.0], cdf=[0.0, 0.5, 1.0], outcome=0.5)
    with pytest.raises(ValueError, match="grid"):
        crps_from_cdf(grid=[0.0, math.nan, 1.0], cdf=[0.0, 0.5, 1.0], outcome=0.5)


# Coverage.


def test_coverage_counts_the_central_interval() -> None:
    found = coverage(pit=[0.0999, 0.1, 0.5, 0.9, 0.9001], level=0.8)
    assert (found.level, found.inside, found.of, found.share) == (0.8, 3, 5, 0.6)


def test_coverage_interval_is_exact() -> None:
    """8 of 10: the ends at which 8 or more, 8 or fewer, have a chance of 2.5%."""
    found = coverage(pit=[0.5] * 8 + [0.001] * 2, level=0.8)
    assert stats.binom.sf(7, 10, found.low) == pytest.approx(0.025, rel=1e-9)
    assert stats.binom.cdf(8, 10, found.high) == pytest.approx(0.025, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((0.4439, 0.9748), abs=5e-5)


@steady
@given(pit=st.lists(shares, min_size=1, max_size=60), level=st.floats(0.01, 0.99))
def test_coverage_interval_holds_the_share(pit: list[float], level: float) -> None:
    found = coverage(pit=pit, level=level)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0
    assert found.of == len(pit)
    wider = coverage(pit=pit, level=0.5 * (level + 1.0))
    assert wider.inside >= found.inside


# Differences.

scored = st.lists(st.tuples(shares, shares, st.integers(0, 5)), min_size=1, max_size=40)


def test_the_difference_resamples_whole_groups() -> None:
    """Of two groups one draw in four is the first twice and one the second twice: the ends of the
    interval are their means, however many cases each has."""
    ours, theirs = [0.1, 0.3, 0.5, 0.4], [0.2, 0.2, 0.2, 0.6]
    found = paired_difference(ours=ours, theirs=theirs, groups=["x", "x", "x", "y"])
    assert found.mean == pytest.approx(0.025)
    assert (found.low, found.high) == pytest.approx((-0.2, 0.1))


def test_the_interval_of_single_cases_is_that_of_a_mean() -> None:
    """200 groups of one: close to the normal interval of a mean."""
    difference = np.random.default_rng(7).normal(0.02, 0.1, 200)
    found = paired_difference(ours=difference, theirs=np.zeros(200), groups=np.arange(200))
    half = 1.96 * difference.std() / math.sqrt(200)
    assert found.mean == pytest.approx(difference.mean())
    assert found.low == pytest.approx(difference.mean() - half, abs=0.1 * half)
    assert found.high == pytest.approx(difference.mean() + half, abs=0.1 * half)


def test_petitions_that_fall_together_count_as_one() -> None:
    """Each case four times over, in one group: the interval is that of the cases once."""
    difference = np.random.default_rng(7).normal(0.02, 0.1, 40)
    once = paired_difference(ours=difference, theirs=np.zeros(40), groups=np.arange(40))
    again = paired_difference(
        ours=np.repeat(difference, 4), theirs=np.zeros(160), groups=np.repeat(np.arange(40), 4)
    )
    apart = paired_difference(
        ours=np.repeat(difference, 4), theirs=np.zeros(160), groups=np.arange(160)
    )
    assert (again.low, again.high) == pytest.approx((once.low, once.high))
    assert apart.high - apart.low < 0.6 * (once.high - once.low)


@steady
@given(scored)
def test_the_difference_turns_with_its_sides(drawn: list[tuple[float, float, int]]) -> None:
    ours, theirs, groups = (np.array(part) for part in zip(*drawn, strict=True))
    found = paired_difference(ours=ours, theirs=theirs, groups=groups, draws=200)
    turned = paired_difference(ours=theirs, theirs=ours, groups=groups, draws=200)
    mirrored = (-turned.mean, -turned.high, -turned.low)
    assert (found.mean, found.low, found.high) == pytest.approx(mirrored, rel=1e-9, abs=1e-12)
    assert found.low <= found.high


@steady
@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(
    drawn: list[tuple[float, float, int]], random: Any
) -> None:
    mixed = random.sample(drawn, len(drawn))
    first, second = (
        paired_difference(
            ours=[row[0] for row in rows],
            theirs=[row[1] for row in rows],
            groups=[f"campaign {row[2]}" for row in rows],
            draws=200,
        )
        for rows in (drawn, mixed)
    )
    assert (first.mean, first.low, first.high) == pytest.approx(
        (second.mean, second.low, second.high), rel=1e-9, abs=1e-12
    )


def test_the_same_difference_each_time() -> None:
    scores = np.random.default_rng(3).random((2, 30))
    arguments: Any = {"ours": scores[0], "theirs": scores[1], "groups": np.arange(30) // 3}
    assert paired_difference(**arguments) == paired_difference(**arguments)
    assert paired_difference(**arguments) != paired_difference(**arguments, seed=2)


def test_one_group_says_nothing_of_the_others() -> None:
    found = paired_difference(ours=[0.1, 0.2], theirs=[0.2, 0.2], groups=["a", "a"])
    assert found.mean == pytest.approx(-0.05)
    assert (found.low, found.high) == (-math.inf, math.inf)


# A rule of thumb and its odds.

MARGINS, OUTCOMES = np.array([0.05, 0.02, -0.01, -0.04]), np.array([1, 0, 1, 0])


def likeliest(margins: Any, happened: Any) -> float:
    """By search over ln s, from 0.001 to 1,000."""
    sign = 2.0 * np.asarray(happened, dtype=float) - 1.0

    def lost(log_spread: float) -> float:
        return -float(special.log_ndtr(sign * margins / math.exp(log_spread)).sum())

    ends = (math.log(SMALLEST_SPREAD), math.log(1e3))
    first = np.linspace(*ends, 400)
    middle = first[int(np.argmin([lost(at) for at in first]))]
    bounds = (max(middle - 0.1, ends[0]), middle + 0.1)
    found = optimize.minimize_scalar(
        lost, bounds=bounds, method="bounded", options={"xatol": 1e-10}
    )
    return math.exp(found.x)


@pytest.mark.parametrize("scale", [1.0, 0.3, 40.0])
def test_the_spread_is_the_likeliest(scale: float) -> None:
    found = fitted_spread(margins=scale * MARGINS, happened=OUTCOMES)
    assert found == pytest.approx(likeliest(scale * MARGINS, OUTCOMES), rel=1e-5)
    assert found == pytest.approx(scale * fitted_spread(margins=MARGINS, happened=OUTCOMES))


def test_the_spread_that_made_the_outcomes_is_found_again() -> None:
    random = np.random.default_rng(11)
    margins = random.normal(0.0, 0.05, 4_000)
    happened = margins + random.normal(0.0, 0.03, 4_000) > 0.0
    assert fitted_spread(margins=margins, happened=happened) == pytest.approx(0.03, rel=0.08)


@pytest.mark.parametrize(
    ("margins", "happened", "spread"),
    [
        ([0.05, -0.02], [True, False], SMALLEST_SPREAD),
        ([0.05, -0.02], [False, True], math.inf),
        ([0.02, 0.02], [True, False], math.inf),
        ([0.0, 0.0], [True, True], math.inf),
        ([], [], math.inf),
    ],
    ids=["never wrong", "always wrong", "as often", "no margin", "no case"],
)
def test_spreads_at_the_ends(margins: list[float], happened: list[bool], spread: float) -> None:
    assert fitted_spread(margins=margins, happened=happened) == spread


@steady
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.booleans()), max_size=20))
def test_the_spread_is_always_a_spread(drawn: list[tuple[float, bool]]) -> None:
    """Margins in counts too, where the densities underflow."""
    margins, happened = [case[0] for case in drawn], [case[1] for case in drawn]
    assert SMALLEST_SPREAD <= fitted_spread(margins=margins, happened=happened) <= math.inf
    odds = odds_of_rule(margins=margins, happened=happened)
    assert ((odds >= 0.0) & (odds <= 1.0)).all()


def test_each_case_gets_the_spread_of_the_others() -> None:
    odds = odds_of_rule(margins=MARGINS, happened=OUTCOMES)
    for case in range(4):
        others = np.arange(4) != case
        spread = likeliest(MARGINS[others], OUTCOMES[others])
        assert odds[case] == pytest.approx(special.ndtr(MARGINS[case] / spread), abs=1e-5)


def test_a_group_is_left_out_whole() -> None:
    names = np.array(["a", "b", "a", "c"])
    others = names[:, None] != names[None, :]
    odds = odds_of_rule(margins=MARGINS, happened=OUTCOMES, others=others)
    spread = likeliest(MARGINS[[1, 3]], OUTCOMES[[1, 3]])
    assert odds[[0, 2]] == pytest.approx(special.ndtr(MARGINS[[0, 2]] / spread), abs=1e-5)
    alone = odds_of_rule(margins=MARGINS, happened=OUTCOMES)
    assert odds[[1, 3]] == pytest.approx(alone[[1, 3]])
    assert odds[[0, 2]] != pytest.approx(alone[[0, 2]], abs=0.01)


def test_its_own_outcome_does_not_move_a_case() -> None:
    turned = OUTCOMES.copy()
    turned[0] = 0
    before = odds_of_rule(margins=MARGINS, happened=OUTCOMES)
    after = odds_of_rule(margins=MARGINS, happened=turned)
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_without_others_the_odds_are_one_half() -> None:
    nobody = np.zeros((2, 2), dtype=bool)
    odds = odds_of_rule(margins=[0.05, -0.02], happened=[True, False], others=nobody)
    assert odds.tolist() == [0.5, 0.5]
