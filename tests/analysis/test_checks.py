"""The reference against published check values, row by row; then the product against the reference.

tests/data/checks.json comes from an implementation that neither of them has seen. Its rows in Beta
form test the pieces; what a reader can enter is logit-normal, and tests/analysis/test_golden.py and
test_against_reference.py hold the product to that.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import optimize, special

from tests import reference as ref
from tests.reference import Beta, LogitNormal

ROWS: Mapping[str, Mapping[str, Any]] = {
    row["id"]: row
    for row in json.loads(
        Path(__file__).parents[1].joinpath("data", "checks.json").read_text("utf-8")
    )["checks"]
}
STAGES = ("B.", "C.", "H.")
"""Sections of the model before any official check; the others belong to stages to come."""

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


def test_no_row_of_these_sections_is_left_out() -> None:
    due = {row for row in ROWS if row.startswith(STAGES)}
    assert due <= FUNCTIONS.keys() <= ROWS.keys()


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
