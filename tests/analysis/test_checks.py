"""Published check values, row by row: by the product's own functions, else by a reference.

tests/data/checks.json comes from an implementation that neither of them has seen. Its rows in Beta
and Gamma form test the pieces; what a reader can enter is logit-normal, and test_golden.py,
test_against_reference.py, test_evidence.py and test_gate.py hold the product to that. FUNCTIONS is
the table of what is asserted here and how, ELSEWHERE of what another file asserts, LOOSE and
DISTANCES of rows with a test of their own; a test sees that no row is in none of them.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import optimize, special, stats

from analysis.ballot_calendar import (
    order_window,
    working_day,
    working_days,
    working_days_between,
)
from analysis.ballot_calendar.clocks import done_within, done_within_of_progress, near_deadline
from analysis.gate import Rule, gate_odds, gate_rule
from analysis.rules import rule_sets
from analysis.sample_law import pairs_log_pmf, sample_moments
from analysis.verification import BRANCHES, pair_test, project
from tests import reference as ref
from tests import reference_check as rc
from tests.analysis.published import ROWS
from tests.reference import Beta, LogitNormal

LOOSE = (
    "A.hospital2014.sd_ratio",
    "D.after_sample_fast.v29500",
    "D.after_sample_fast.v27983",
    "D.mc.after_sample.v29500.dNone",
    "D.mc.sequential",
    "E.prior.LA.corrected",
)
DISTANCES = ("A.pairs_given_y.tv_binomial", "A.pairs_given_y.tv_poisson")
"""Rows with a test of their own below: another tolerance, or a bound of another kind."""

SECTIONS = ("A.", "B.", "C.", "D.", "E.", "F.", "G.", "H.")
"""Sections of the model that are built: all of them."""

ELSEWHERE = {
    **dict.fromkeys(
        ("G.brier", "G.log", "G.spiegelhalter_z"),
        "test_scores.py::test_the_published_scores_of_six_forecasts",
    ),
    "G.crps_normal": "test_scores.py::test_the_published_crps_of_a_normal",
    **dict.fromkeys(
        ("G.crps_beta", "G.crps_beta_numeric"),
        "test_scores.py::test_the_published_crps_of_a_beta",
    ),
    "G.corp": "test_calibration.py::test_the_published_decomposition_of_six_forecasts",
    "A.r71.Dhat": "test_tally.py::test_repeats_grow_with_the_square_of_what_is_checked",
    "A.r71.dispersion": "test_tally.py::test_the_count_was_not_in_random_order",
    **dict.fromkeys(
        ("D.r71.implied_logit_shift", "D.r71.rms_shift"),
        "test_tally.py::test_what_was_left_was_better_than_what_was_checked",
    ),
    **{
        f"D.r71.{checked}": "test_tally.py::test_the_reference_is_that_of_the_check_rows"
        for checked in (48_289, 72_976, 79_195, 88_191, 125_631)
    },
}
"""Rows that another test asserts, and where."""

RAW, REQUIRED = 715_833, 566_857
VALIDITY, REPEATS = Beta(80.0, 20.0), Beta(5.0, 95.0)
ENDS = (0.05, 0.95)


def tails(a: float, b: float) -> dict[str, Callable[[], float]]:
    """The rows of one Beta prior: the value, and the errors of six approximations to it."""
    name, beta = f"B.betabinom.{a:.0f}.{b:.0f}", Beta(a, b)

    def exact() -> float:
        return ref.tail_by_recursion(REQUIRED, RAW, beta)

    def error_of(method: Callable[[int, int, Beta], float]) -> Callable[[], float]:
        return lambda: method(REQUIRED, RAW, beta) - exact()

    return {
        name: exact,
        f"{name}.err_gj24": error_of(ref.tail_by_jacobi),
        f"{name}.err_gh5": error_of(ref.tail_by_hermite),
        f"{name}.err_taylor": error_of(ref.tail_by_delta),
        f"{name}.err_betatail": error_of(ref.tail_of_beta),
        f"{name}.err_normal": error_of(ref.tail_of_normal),
        f"{name}.relerr_saddle": lambda: ref.tail_by_saddle(REQUIRED, RAW, beta) / exact() - 1.0,
    }


def small(raw: int, tail: Callable[[int, int, Beta], float]) -> Callable[[], float]:
    return lambda: tail(4 * raw // 5, raw, Beta(16.0, 4.0))


def nodes_of_a_narrow_beta() -> list[float]:
    """Mean, and variance over its true value, of the 24 nodes of Beta(500000, 150000)."""
    beta = Beta(5e5, 1.5e5)
    x, weight = ref.gauss_jacobi(beta)
    mean = float(weight @ x)
    return [mean, float(weight @ (x - mean) ** 2) / beta.variance]


def checked_by_the_campaign() -> list[float]:
    """A check of 8,200 in 10,000 at power .25, design effect 10, added to a prior of .80 +- .04."""
    prior, weight = ref.beta_of_mean_and_sd(0.8, 0.04), 0.25 / 10.0
    return [prior.a + weight * 8200, prior.b + weight * 1800]


def log_chance_of_gascons_split() -> float:
    """Dirichlet-multinomial log pmf of valid, not registered, repeat, address, mismatch, …"""
    counts = np.array([520050, 88464, 43593, 32187, 9490, 7344, 5374, 9331], dtype=float)
    alpha = np.array([78.0, 10.0, 4.0, 4.0, 1.2, 0.9, 0.7, 1.2])
    log = special.gammaln
    whole = log(counts.sum() + 1) + log(alpha.sum()) - log(counts.sum() + alpha.sum())
    return float(whole + (log(counts + alpha) - log(alpha) - log(counts + 1)).sum())


def enough(raw: float) -> float:
    return ref.enough_beta(REQUIRED, raw, VALIDITY, REPEATS)


def gain(raw: float) -> float:
    """Odds gained by one more raw signature."""
    return ref.density_of_net(REQUIRED / raw, VALIDITY, REPEATS) * REQUIRED / raw**2


def demo_prior() -> float:
    validity = ref.beta_of_mean_and_width(0.80, 0.13)
    return ref.enough_beta(REQUIRED, RAW, validity, ref.beta_of_mean_and_sd(0.05, 0.02))


def default_prior() -> float:
    repeats = ref.logit_moments(ref.beta_of_mean_and_sd(0.055, 0.025))
    return ref.enough(REQUIRED, RAW, LogitNormal(1.40, 0.25), repeats)


def default_repeats() -> list[float]:
    beta = ref.beta_of_mean_and_sd(0.055, 0.025)
    return [*beta, *ref.logit_moments(beta)]


def closed_forms() -> list[float]:
    cases = ((REQUIRED, RAW, 0.2), (REQUIRED, RAW, 0.02), (7900, 10_000, 0.2))
    return [ref.tail_in_closed_form(k, n, LogitNormal(1.3, sigma)) for k, n, sigma in cases]


def at_ends_of_validity() -> list[float]:
    """The row leaves binomial noise out: P(delta <= 1 - R / (N p)), 2.8e-5 more than with it."""
    most = [max(1.0 - REQUIRED / (RAW * VALIDITY.quantile(end)), 0.0) for end in ENDS]
    return [float(special.betainc(*REPEATS, share)) for share in most]


def at_ends_of_repeats() -> list[float]:
    kept = [1.0 - REPEATS.quantile(end) for end in reversed(ENDS)]
    return [ref.tail_by_jacobi(REQUIRED / share, RAW, VALIDITY) for share in kept]


SAMPLE, FRACTION = 35_793, 35_793 / 715_833
VALUE = RAW / SAMPLE
VALID, PAIRS, DISTINCT = 563_643, 43_593, 520_050
BOTH_DRAWN = SAMPLE * (SAMPLE - 1) / (RAW * (RAW - 1))
RECALL = rule_sets()["ca-local-recall-2022"]

# Section A: what a sample shows. The product's own functions where it has them.

GASCON = sample_moments(raw=RAW, sample=SAMPLE, voters_by_copies={1: VALID - 2 * PAIRS, 2: PAIRS})


def estimate_moments(moments: Any, value: float, weight: float) -> tuple[float, float]:
    """Mean and sd of value y - weight d."""
    mean = value * moments.mean_y - weight * moments.mean_d
    variance = value**2 * moments.var_y + weight**2 * moments.var_d
    return mean, (variance - 2.0 * value * weight * moments.cov_yd) ** 0.5


def worked_example(raw: int, sample: int, valid: int, repeats: int, *, rounding: str) -> Any:
    return project(
        rules=rule_sets()["ca-county-initiative"], raw=raw, required=15_000, sample=sample,
        sample_valid=valid, sample_repeats=repeats, statistic="corrected", rounding=rounding,
    )  # fmt: skip


def regulation_20540() -> list[float]:
    found = worked_example(24_034, 722, 516, 2, rounding="regulation")
    parts = (found.percent, found.value, found.weight, found.uncorrected, found.repeats)
    return [*map(float, parts), float(found.projected)]


def goodman_weights() -> list[float]:
    def falling(top: float, count: int) -> float:
        return float(np.prod([top - i for i in range(count)]))

    return [
        1.0 - (-1.0) ** j * falling(RAW - SAMPLE + j - 1.0, j) / falling(SAMPLE, j)
        for j in (1, 2, 3)
    ]


def pairs_given_y() -> tuple[rc.Floats, rc.Floats]:
    seen = np.arange(301.0)
    return seen, rc.pairs_seen(seen.astype(int), 28_183, VALID, PAIRS)


def mean_and_variance_of_pairs() -> list[float]:
    """From falling factorials: E c = F y(2) / Y(2), E c (c - 1) = F (F - 1) y(4) / Y(4)."""
    two, four = (
        float(np.prod([(28_183.0 - i) / (VALID - i) for i in range(count)])) for count in (2, 4)
    )
    mean = PAIRS * two
    return [mean, PAIRS * (PAIRS - 1.0) * four + mean - mean**2]


def distance_of_binomial() -> float:
    """The value, not an error: the product's law of pairs against the exact one."""
    seen, law = pairs_given_y()
    found = np.exp(pairs_log_pmf(seen=seen, drawn=28_183, valid=VALID, pairs=PAIRS))
    return 0.5 * float(np.abs(found - law).sum())


def distance_of_poisson() -> float:
    seen, law = pairs_given_y()
    return 0.5 * float(np.abs(stats.poisson.pmf(seen, float(law @ seen)) - law).sum())


def log_chance_of_the_joint() -> float:
    y, d = 28_092, 109
    drawn = rc.log_choose(VALID, y) + rc.log_choose(RAW - VALID, SAMPLE - y)
    exact = np.log(rc.pairs_seen(d, y, VALID, PAIRS)[0])
    return float(drawn - rc.log_choose(RAW, SAMPLE) + exact)


def bias_with_triples() -> float:
    """The same number of repeats as 21,796 triples: what A y - A^2 d gets wrong."""
    triples = PAIRS // 2
    singles = VALID - 3 * triples
    seen = sample_moments(raw=RAW, sample=SAMPLE, voters_by_copies={1: singles, 3: triples})
    distinct = VALID - 2 * triples
    return estimate_moments(seen, VALUE, VALUE**2)[0] - distinct


def washington() -> list[float]:
    found = pair_test(
        raw=348_072, required=246_372, sample=10_512, sample_invalid=897, sample_repeats=9
    )
    assert found.accepted
    return [found.invalid_bound, found.most_pairs, found.expected, found.acceptable]


def ratio_of_second_copies() -> float:
    z_out = (27_983 - GASCON.mean_v) / GASCON.var_v**0.5
    z_in = (27_983 - GASCON.mean_y) / GASCON.var_y**0.5
    return float(np.exp(0.5 * (z_in**2 - z_out**2)) * (GASCON.var_y / GASCON.var_v) ** 0.5)


def correction_pays() -> float:
    return (VALUE / (1.0 - FRACTION)) ** 2


# Section D: after a sample and during a count, with Beta and Gamma priors.

SHAPE, RATE = 4.0, 4.0 / 36_000.0  # of D, before the sample


def enough_after(y: int, repeats: rc.Floats) -> rc.Floats:
    """P(Y - y >= R + D - y), a flat prior of p; five nodes in X, as the rows."""
    left, a, b = RAW - SAMPLE, 1.0 + y, 1.0 + SAMPLE - y
    need = REQUIRED + repeats - y
    inside = (need > 0.0) & (need <= left)
    k = np.where(inside, need, 1.0)
    mean = k / (left + 1.0)
    sd = (mean * (1.0 - mean) / (left + 2.0)) ** 0.5
    z, weight = special.roots_hermitenorm(5)
    at = np.clip(mean[..., None] + sd[..., None] * z, 0.0, 1.0)
    tails = special.betainc(b, a, 1.0 - at) @ weight / weight.sum()
    return np.where(inside, tails, need <= 0.0)


def gamma_nodes(shape: float, rate: float) -> tuple[rc.Floats, rc.Floats]:
    law = stats.gamma(shape, scale=1.0 / rate)
    x, weight = special.roots_legendre(96)
    low, high = float(law.ppf(1e-15)), float(law.isf(1e-15))
    at = low + 0.5 * (high - low) * (x + 1.0)
    weight = weight * law.pdf(at)
    return at, weight / weight.sum()


def after_published(valid: int, seen: int) -> list[float]:
    at, weight = gamma_nodes(SHAPE + seen, RATE + BOTH_DRAWN)
    return [float(weight @ enough_after(valid + seen, at)), float(weight @ at)]


def after_unpublished(valid: int) -> list[float]:
    """Over d, negative binomial; given each d the same as published; y is uniform."""
    law = stats.nbinom(SHAPE, RATE / (RATE + BOTH_DRAWN))
    numbers = range(int(law.isf(1e-15)) + 1)
    chances = law.pmf(numbers)
    return list(chances @ np.array([after_published(valid, seen) for seen in numbers]))


def after_unpublished_normal(valid: int) -> list[float]:
    """Given D, M is normal about A v - (1 - A kappa) D: P, mean and sd of M."""
    at, weight = gamma_nodes(SHAPE, RATE)
    mean = VALUE * valid - (1.0 - VALUE * BOTH_DRAWN) * at
    share = (valid + BOTH_DRAWN * SHAPE / RATE) / SAMPLE
    noise = SAMPLE * share * (1.0 - share) * (1.0 - FRACTION)
    variance = VALUE**2 * (BOTH_DRAWN * at + noise)
    odds = float(weight @ special.ndtr((mean - REQUIRED) / variance**0.5))
    middle = float(weight @ mean)
    return [odds, middle, float(weight @ (variance + (mean - middle) ** 2)) ** 0.5]


def counted_in_order() -> list[float]:
    """40,000 of 100,000 counted, 31,000 otherwise valid, 600 repeats; Gamma(4, .001) before."""
    raw, k, y, d, required = 100_000, 40_000, 31_000, 600, 73_600
    square = (k / raw) ** 2
    rate = 0.001 + square
    to_come = stats.nbinom(4.0 + d, rate / (rate + 1.0 - square))
    left, beta = raw - k, Beta(1.0 + y, 1.0 + k - y)
    copies = np.arange(int(to_come.isf(1e-12)) + 1)
    tails = [ref.tail_by_jacobi(float(required - (y - d) + c), left, beta) for c in copies[::25]]
    odds = np.interp(copies, copies[::25], tails)
    mean = y - d + left * beta.mean - to_come.mean()
    law = stats.betabinom(left, *beta)
    return [float(to_come.pmf(copies) @ odds), mean, (law.var() + to_come.var()) ** 0.5]


def default_prior_correlated() -> float:
    """p and delta correlated by -0.3: over delta, the prior of p moves and narrows."""
    repeats, rho = ref.logit_moments(ref.beta_of_mean_and_sd(0.055, 0.025)), -0.3
    z, weight = special.roots_hermitenorm(61)
    odds = [
        ref.tail_in_closed_form(
            REQUIRED * (1.0 + np.exp(repeats.mu + repeats.sigma * at)),
            RAW,
            LogitNormal(1.40 + rho * 0.25 * at, 0.25 * (1.0 - rho**2) ** 0.5),
        )
        if REQUIRED * (1.0 + np.exp(repeats.mu + repeats.sigma * at)) < RAW
        else 0.0
        for at in z
    ]
    return float(weight @ np.array(odds) / weight.sum())


# Section E: the gate.


def rule_of(raw: int, required: int, sample: int, statistic: str) -> Rule:
    rule = gate_rule(rules=RECALL, raw=raw, required=required, statistic=statistic, size=sample)
    assert rule is not None
    return rule


def gate_at(raw: int, required: int, sample: int, valid: int, pairs: int, statistic: str) -> Any:
    rule = rule_of(raw, required, sample, statistic)
    found = gate_odds(rule=rule, valid=valid, pairs=pairs)
    return [found[name] for name in BRANCHES]


def gascon_truth(statistic: str) -> list[float]:
    return list(gate_at(RAW, REQUIRED, SAMPLE, VALID, PAIRS, statistic))


def small_petition(statistic: str) -> list[float]:
    return list(gate_at(10_000, 7_000, 500, 7_000, 250, statistic))


def normal_gate(p: rc.Floats, share: rc.Floats, statistic: str) -> tuple[rc.Floats, rc.Floats]:
    """P(T > 1.1 R) and P(T < 0.9 R) at LA's size, T by its exact moments and its skewness."""
    valid = RAW * p
    pairs = share * valid
    miss1 = 1.0 - FRACTION
    mean_d = pairs * BOTH_DRAWN
    var_y = FRACTION * valid * (1.0 - p) * miss1 * RAW / (RAW - 1.0)
    four = BOTH_DRAWN * (SAMPLE - 2.0) * (SAMPLE - 3.0) / ((RAW - 2.0) * (RAW - 3.0))
    var_d = mean_d * (1.0 - BOTH_DRAWN) + pairs * (pairs - 1.0) * (four - BOTH_DRAWN**2)
    cov = mean_d * (2.0 + (SAMPLE - 2.0) * (valid - 2.0) / (RAW - 2.0) - FRACTION * valid)
    weight = VALUE**2 if statistic == "corrected" else VALUE
    mean = VALUE * FRACTION * valid - weight * mean_d
    # Y itself is binomial: its noise, seen through the sample and through D = delta Y.
    slope = 1.0 - weight * share * BOTH_DRAWN
    variance = VALUE**2 * var_y + weight**2 * var_d - 2.0 * VALUE * weight * cov
    sd = np.sqrt(variance + slope**2 * RAW * p * (1.0 - p))
    skew = -(weight**3) * mean_d / sd**3  # repeats are nearly Poisson

    def below(limit: float) -> rc.Floats:
        z = (limit - mean) / sd
        return special.ndtr(z) - stats.norm.pdf(z) * skew / 6.0 * (z * z - 1.0)

    return 1.0 - below(1.1 * REQUIRED), below(0.9 * REQUIRED)


def beta_grid(beta: Beta, size: int) -> tuple[rc.Floats, rc.Floats]:
    at = np.linspace(beta.quantile(1e-13), beta.quantile(1.0 - 1e-13), size)
    weight = stats.beta.pdf(at, *beta)
    return at, weight / weight.sum()


def prior_gate(statistic: str) -> list[float]:
    """Passes, full count, fails; then P(passes, M < R) and P(fails, M >= R)."""
    p, p_w = beta_grid(VALIDITY, 2_001)
    share, share_w = beta_grid(REPEATS, 201)
    passes, fails = normal_gate(p[:, None], share, statistic)
    need = REQUIRED / (1.0 - share)
    k = np.where(need < RAW, need, 1.0)
    tails = np.where(need < RAW, special.betainc(k, RAW - k + 1.0, p[:, None]), 0.0)
    parts = (passes, 1.0 - passes - fails, fails, passes * (1.0 - tails), fails * tails)
    return [float(p_w @ part @ share_w) for part in parts]


def logit_normal_gate() -> list[float]:
    """Priors matched to Beta(80, 20) and Beta(5, 95) by the moments of their logits."""
    priors = [ref.logit_moments(beta) for beta in (VALIDITY, REPEATS)]
    p, share = (rc.nodes(prior, count) for prior, count in zip(priors, (2_001, 201), strict=True))
    gate = normal_gate(special.expit(p.at)[:, None], special.expit(share.at), "corrected")
    passes, fails = (float(p.weight @ part @ share.weight) for part in gate)
    truth = ref.enough(REQUIRED, RAW, *priors)
    return [truth, passes, fails, truth]


# Section F: the calendar.

FILED = dt.date(2022, 7, 6)


def last_order() -> dt.date:
    assert RECALL.ballot is not None
    return order_window(election=dt.date(2022, 11, 8), rule=RECALL.ballot).last


def given_progress() -> Any:
    return done_within_of_progress(12.0, left=380_040.0, done=300_000.0, days_so_far=10.0, cv=0.25)


DATES: Mapping[str, Callable[[], dt.date]] = {
    "F.deadline_30wd": lambda: working_day(FILED, 30),
    "F.e88": last_order,
}
"""Rows whose value is a date."""

FUNCTIONS: Mapping[str, Callable[[], Any]] = {
    **tails(80, 20),
    **tails(400, 100),
    **tails(28000, 7800),
    "B.small.50": small(50, ref.tail_by_recursion),
    "B.small.50.gj24": small(50, ref.tail_by_jacobi),
    "B.small.500.gj24": small(500, ref.tail_by_jacobi),
    "B.small.5000": small(5000, ref.tail_by_recursion),
    "B.small.5000.gj24": small(5000, ref.tail_by_jacobi),
    "B.logitnormal": closed_forms,
    "B.gj_extreme": nodes_of_a_narrow_beta,
    "B.mc.80.20": lambda: ref.tail_by_jacobi(REQUIRED, RAW, VALIDITY),
    "C.beta_mean_sd": lambda: ref.beta_of_mean_and_sd(0.80, 0.04),
    "C.beta_mean_range": lambda: ref.beta_of_mean_and_width(0.80, 0.13),
    "C.logitnormal_quantiles": lambda: ref.logit_normal_of_quantiles(0.73, 0.86),
    "C.delta_prior": lambda: ref.beta_of_mean_and_sd(0.05, 0.02),
    "C.power_prior": checked_by_the_campaign,
    "C.dirichlet_multinomial": log_chance_of_gascons_split,
    "C.default_delta": default_repeats,
    "C.beta_from_logitnormal": lambda: ref.beta_of_logit_moments(
        *ref.logit_normal_of_quantiles(0.73, 0.86)
    ),
    "D.prior_PM": demo_prior,
    "D.prior_PM_80_20_5_95": lambda: enough(RAW),
    "D.mc.prior_PM_80_20_5_95": lambda: enough(RAW),
    "D.default.prior_PM": default_prior,
    "D.mc.default.prior_PM": default_prior,
    "A.gascon.Ey": lambda: GASCON.mean_y,
    "A.gascon.Vy": lambda: GASCON.var_y,
    "A.gascon.Ev": lambda: GASCON.mean_v,
    "A.gascon.Vv": lambda: GASCON.var_v,
    "A.gascon.Ed": lambda: GASCON.mean_d,
    "A.gascon.Vd": lambda: GASCON.var_d,
    "A.gascon.Cyd": lambda: GASCON.cov_yd,
    "A.gascon.Cvd": lambda: GASCON.cov_vd,
    "A.gascon.sd_v": lambda: GASCON.var_v**0.5,
    "A.gascon.sd_d": lambda: GASCON.var_d**0.5,
    "A.gascon.z_v": lambda: (27_983 - GASCON.mean_v) / GASCON.var_v**0.5,
    "A.gascon.z_if_second_copy_counted_valid": lambda: (27_983 - GASCON.mean_y) / GASCON.var_y**0.5,
    "A.gascon.gross_validity": lambda: VALID / RAW,
    "A.gascon.expected_full_count": lambda: VALUE * 27_983 - (1.0 - FRACTION) * PAIRS,
    "A.gascon.naive_projection": lambda: VALUE * 27_983,
    "A.gascon.sd_corrected_estimate": lambda: estimate_moments(GASCON, VALUE, VALUE**2)[1],
    "A.gascon.mean_corrected_estimate": lambda: estimate_moments(GASCON, VALUE, VALUE**2)[0],
    "A.gascon.mean_pairs_estimate_exact": lambda: estimate_moments(GASCON, VALUE, 1.0 / BOTH_DRAWN)[
        0
    ],
    "A.gascon.d_needed_for_autofail": lambda: (
        (VALUE * 27_983 - 0.9 * REQUIRED) / (VALUE * (VALUE - 1.0))
    ),
    "A.thresholds": lambda: [share * REQUIRED / VALUE for share in (0.9, 1.1)],
    "A.reg_20540": regulation_20540,
    "A.handbook_25000": lambda: (
        worked_example(25_000, 1_250, 900, 1, rounding="regulation").projected
    ),
    "A.irvine_2012": lambda: worked_example(10_007, 500, 262, 1, rounding="worksheet").projected,
    "A.goodman_weights": goodman_weights,
    "A.pairs_given_y.mean_var": mean_and_variance_of_pairs,
    "A.pairs_given_y.pmf109": lambda: rc.pairs_seen(109, 28_183, VALID, PAIRS)[0],
    "A.joint_logpmf_27983_109": log_chance_of_the_joint,
    "A.bias_if_triples": bias_with_triples,
    "A.breakeven_D_for_correction": correction_pays,
    "A.washington_I1351": washington,
    "A.colorado46.implied_D": lambda: (106_119 * 4_290 / 5_306 - 82_246) / (1.0 - 5_306 / 106_119),
    "A.gascon.LR_second_copy_excluded": ratio_of_second_copies,
    "A.mc.P_autofail_at_truth": lambda: gascon_truth("corrected")[2],
    "A.mc.v_mean_sd_d_mean_sd": lambda: [
        GASCON.mean_v,
        GASCON.var_v**0.5,
        GASCON.mean_d,
        GASCON.var_d**0.5,
    ],
    "D.after_sample.no_duplicates": lambda: enough_after(27_983, np.zeros(1))[0],
    "D.after_sample.d_unpublished": lambda: after_unpublished(27_983)[0],
    "D.after_sample.v29500.dNone": lambda: after_unpublished(29_500),
    "D.after_sample.v29500.d40": lambda: after_published(29_500, 40),
    "D.after_sample.v29500.d90": lambda: after_published(29_500, 90),
    "D.mc.after_sample.v29500.d60": lambda: after_published(29_500, 60)[0],
    "D.mc.default.prior_PM_rho": default_prior_correlated,
    "E.gascon_truth.corrected": lambda: gascon_truth("corrected"),
    "E.gascon_truth.uncorrected": lambda: gascon_truth("uncorrected"),
    "E.D_for_wrong_autoqualify": lambda: 0.1 * REQUIRED / (1.0 - FRACTION),
    "E.small.corrected": lambda: small_petition("corrected"),
    "E.small.uncorrected": lambda: small_petition("uncorrected"),
    "E.mc.small.corrected": lambda: small_petition("corrected")[::2],
    "E.prior.LA.uncorrected": lambda: prior_gate("uncorrected"),
    "E.grid_logitnormal": logit_normal_gate,
    "E.mc.grid_logitnormal": lambda: logit_normal_gate()[:3],
    "H.breakeven_p": lambda: [
        REQUIRED / (RAW * (1.0 - delta)) for delta in (0.0, 0.03, 0.06, 43_593 / 563_643)
    ],
    "H.dP_per_1000": lambda: 1000 * gain(RAW),
    "H.dP_per_1000_fd": lambda: enough(RAW + 500) - enough(RAW - 500),
    "H.required_raw.0.5": lambda: ref.raw_needed(0.5, REQUIRED, VALIDITY, REPEATS),
    "H.required_raw.0.95": lambda: ref.raw_needed(0.95, REQUIRED, VALIDITY, REPEATS),
    "H.sobol_M": lambda: ref.sobol_of_net(VALIDITY, REPEATS),
    "H.sobol_indicator": lambda: ref.sobol_of_enough(REQUIRED, RAW, VALIDITY, REPEATS),
    "H.tornado.p": at_ends_of_validity,
    "H.tornado.delta": at_ends_of_repeats,
    "H.tornado.raw": lambda: [enough(0.99 * RAW), enough(1.01 * RAW)],
    "H.optimal_N": lambda: optimize.brentq(lambda raw: gain(raw) - 8 / 20e6, RAW, 2 * RAW),
    "F.wd_of_certification": lambda: working_days_between(FILED, dt.date(2022, 8, 15)),
    "F.wd_of_sample": lambda: working_days_between(FILED, dt.date(2022, 7, 14)),
    "F.wd_to_e88": lambda: working_days_between(FILED, last_order()),
    "F.rate_LA": lambda: (
        (RAW - SAMPLE) / len(working_days(FILED, count=28)[7:])  # working days 7 to 28
    ),
    "F.lognormal": lambda: done_within(21.0, left=680_040.0, speed=28_000.0, sd=0.15),
    "F.given_progress": given_progress,
    "F.mc.given_progress": given_progress,
    "F.cap_slack": near_deadline(deadline=30, earliest=1)[:28].sum,
    "I.quantile_dots": lambda: [VALIDITY.quantile((i + 0.5) / 20) for i in range(20)],
}


@pytest.mark.parametrize("row", FUNCTIONS)
def test_reference_gives_the_published_value(row: str) -> None:
    value, tolerance = ROWS[row]["value"], ROWS[row]["tol"]
    found = np.asarray(FUNCTIONS[row](), dtype=float)
    if ROWS[row]["kind"] == "bound":  # the value is the error of an approximation, so is `found`
        assert abs(found) <= tolerance
    else:
        np.testing.assert_allclose(found, value, rtol=0.0, atol=tolerance, err_msg=row)


@pytest.mark.parametrize("row", DATES)
def test_dates(row: str) -> None:
    assert DATES[row]().isoformat() == ROWS[row]["value"]


@pytest.mark.parametrize(
    ("row", "distance"),
    [
        ("A.pairs_given_y.tv_binomial", distance_of_binomial),
        ("A.pairs_given_y.tv_poisson", distance_of_poisson),
    ],
)
def test_distances_of_laws(row: str, distance: Callable[[], float]) -> None:
    """Bounds of a total variation: not larger than the published value, to its tolerance."""
    assert distance() <= ROWS[row]["value"] + ROWS[row]["tol"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("D.mc.after_sample.v29500.dNone",
         lambda: [after_unpublished(29_500)[0], *after_unpublished_normal(29_500)[1:]]),
        ("D.mc.sequential", counted_in_order),
    ],
)  # fmt: skip
def test_simulated_rows(row: str, found: Callable[[], list[float]]) -> None:
    """Odds at the row's tolerance; mean and sd of M to 0.2% of the sd, as 2 million draws are."""
    odds, mean, sd = found()
    value = ROWS[row]["value"]
    assert odds == pytest.approx(value[0], rel=0, abs=ROWS[row]["tol"])
    assert mean == pytest.approx(value[1], rel=0, abs=4.0 * sd / 2e6**0.5 + 0.002 * sd)
    assert sd == pytest.approx(value[2], rel=0.002)


@pytest.mark.parametrize("valid", [29_500, 27_983])
def test_normal_version_after_a_sample(valid: int) -> None:
    """The rows' nodes over D are not said: their odds are .0003 off the same integral with 96."""
    odds, mean, sd = ROWS[f"D.after_sample_fast.v{valid}"]["value"]
    found = after_unpublished_normal(valid)
    assert found[0] == pytest.approx(odds, rel=0, abs=5e-4)
    assert found[1] == pytest.approx(mean, rel=0, abs=1e-6)
    assert found[2] == pytest.approx(sd, rel=0, abs=1e-3)


def test_gate_over_the_priors() -> None:
    """The row is simulated to 2e-4 and says 1e-5; a skewed normal of T is 6e-5 from it."""
    row = ROWS["E.prior.LA.corrected"]["value"]
    np.testing.assert_allclose(prior_gate("corrected"), row, rtol=0.0, atol=1e-4)


def test_spread_of_a_projection_with_many_repeats() -> None:
    """A.hospital2014.sd_ratio does not name its N and Y: A sqrt(D), at the Y of M = 807,984."""
    found = (0.05 * 807_984 / 0.95) ** 0.5 / 0.03
    assert found == pytest.approx(ROWS[LOOSE[0]]["value"][0], rel=0.01)


def test_no_row_of_these_sections_is_left_out() -> None:
    due = {row for row in ROWS if row.startswith(SECTIONS)}
    covered = FUNCTIONS.keys() | ELSEWHERE.keys() | {*LOOSE, *DISTANCES, *DATES}
    assert due <= covered <= ROWS.keys()


@pytest.mark.parametrize("row", ELSEWHERE)
def test_rows_asserted_elsewhere_have_their_test(row: str) -> None:
    file, name = ELSEWHERE[row].split("::")
    assert f"def {name}(" in Path(__file__).with_name(file).read_text("utf-8")


@pytest.mark.parametrize(
    ("threshold", "raw", "sigma", "published"),
    [
        (REQUIRED, RAW, 0.2, 0.427960563551716),
        (REQUIRED, RAW, 0.02, 0.036172389820531),
        (7900, 10_000, 0.2, 0.451370768929540),
    ],
)
def test_panels_are_the_adaptive_quadrature_that_the_rows_quote(
    threshold: int, raw: int, sigma: float, published: float
) -> None:
    """B.logitnormal holds a closed form, and says what adaptive quadrature gives."""
    found = ref.tail_by_panels(np.array([threshold]), raw, LogitNormal(1.3, sigma))
    assert found[0] == pytest.approx(published, rel=0, abs=1e-14)


@pytest.mark.parametrize("raw", [1, 2, 5, 50])
def test_panels_are_a_plain_trapezoid_where_that_is_enough(raw: int) -> None:
    """Small N: I_p is smooth over the whole prior, so 20,000 equal steps do."""
    prior, threshold = LogitNormal(0.7, 1.1), 0.6 * raw
    z = np.linspace(-9.0, 9.0, 20_001)
    inner = special.betainc(threshold, raw - threshold + 1.0, special.expit(0.7 + 1.1 * z))
    plain = np.trapezoid(np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi) * inner, z)
    found = ref.tail_by_panels(np.array([threshold]), raw, prior)
    assert found[0] == pytest.approx(plain, rel=0, abs=1e-12)
