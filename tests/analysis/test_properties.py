"""What holds whatever the numbers.

Theorems. With k = R / (1 - delta), P(M >= R) = E[P(X <= p)] for X ~ Beta(k, N - k + 1), and X grows
stochastically with k and shrinks with N. So at fixed priors the odds never fall with N, never rise
with R; and as delta and p grow stochastically with the means of their logits at fixed standard
deviations, they never rise with the mean of delta and never fall with that of p.

Not theorems. At a fixed width in points the standard deviation of the logit moves with the centre,
so the odds may rise with the invalid rate while they are small: rates in per cent are known below.
In a width itself the odds may go either way.
"""

from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import scenario
from analysis.forecast import forecast, odds_sufficient
from analysis.repeats import RepeatShare, odds_of_enough
from analysis.valid_count import DOTS
from analysis.validity import LogitNormal, elicit, widest_pm

ERROR = 2e-6
"""Each of the two odds that are held against each other may be off by 1e-6."""

# The same examples on every run: a test that fails, fails for a change that was made.
steady = settings(max_examples=100, derandomize=True)
thorough = settings(max_examples=200, derandomize=True)

counts = st.one_of(st.integers(1, 60), st.integers(1, 20_000), st.integers(1, 100_000_000))
shares = st.floats(0.01, 1.0)
logits = st.floats(-3.0, 4.0)
repeat_logits = st.floats(-7.0, 1.0)
sds = st.one_of(st.just(0.0), st.floats(1e-4, 2.5))
steps = st.floats(0.001, 2.0)


def odds(
    *, raw: float, required: float, p: tuple[float, float], delta: tuple[float, float]
) -> float:
    validity, repeats = (LogitNormal(np.asarray(mu), np.asarray(sd)) for mu, sd in (p, delta))
    found = odds_of_enough(
        required=required, raw=raw, validity=validity, repeats=RepeatShare(repeats)
    )
    return float(found)


@steady
@given(counts, shares, logits, sds, repeat_logits, sds)
def test_odds_are_probabilities(
    raw: int, share: float, mu: float, sd: float, mu_d: float, sd_d: float
) -> None:
    found = odds(raw=raw, required=max(share * raw, 1.0), p=(mu, sd), delta=(mu_d, sd_d))
    assert 0.0 <= found <= 1.0


@steady
@given(counts, shares, logits, sds, repeat_logits, sds, steps)
def test_more_raw_signatures_never_hurt(
    raw: int, share: float, mu: float, sd: float, mu_d: float, sd_d: float, step: float
) -> None:
    required = max(share * raw, 1.0)
    fewer = odds(raw=raw, required=required, p=(mu, sd), delta=(mu_d, sd_d))
    more = odds(raw=raw * (1.0 + step), required=required, p=(mu, sd), delta=(mu_d, sd_d))
    assert more >= fewer - ERROR


@steady
@given(counts, shares, logits, sds, repeat_logits, sds, steps)
def test_a_higher_requirement_never_helps(
    raw: int, share: float, mu: float, sd: float, mu_d: float, sd_d: float, step: float
) -> None:
    required = max(share * raw, 1.0)
    lower = odds(raw=raw, required=required, p=(mu, sd), delta=(mu_d, sd_d))
    higher = odds(raw=raw, required=required * (1.0 + step), p=(mu, sd), delta=(mu_d, sd_d))
    assert higher <= lower + ERROR


@steady
@given(counts, shares, logits, sds, repeat_logits, sds, steps)
def test_better_validity_never_hurts(
    raw: int, share: float, mu: float, sd: float, mu_d: float, sd_d: float, step: float
) -> None:
    required = max(share * raw, 1.0)
    worse = odds(raw=raw, required=required, p=(mu, sd), delta=(mu_d, sd_d))
    better = odds(raw=raw, required=required, p=(mu + step, sd), delta=(mu_d, sd_d))
    assert better >= worse - ERROR


@steady
@given(counts, shares, logits, sds, repeat_logits, sds, steps)
def test_more_repeats_never_help(
    raw: int, share: float, mu: float, sd: float, mu_d: float, sd_d: float, step: float
) -> None:
    required = max(share * raw, 1.0)
    few = odds(raw=raw, required=required, p=(mu, sd), delta=(mu_d, sd_d))
    many = odds(raw=raw, required=required, p=(mu, sd), delta=(mu_d + step, sd_d))
    assert many <= few + ERROR


@steady
@given(
    counts, shares, st.floats(0, 100), st.floats(0, 50), st.floats(0, 30), st.sampled_from([0, 1])
)
def test_known_rates_are_monotone_in_per_cent(
    raw: int, share: float, invalid: float, repeats: float, step: float, which: int
) -> None:
    worse = [invalid, repeats]
    worse[which] = min(worse[which] + step, (100.0, 50.0)[which])

    def at(rates: list[float]) -> float:
        found = odds_sufficient(
            raw=raw,
            required=max(share * raw, 1.0),
            invalid_percent=rates[0],
            invalid_pm=0.0,
            repeats_percent=rates[1],
            repeats_pm=0.0,
        )
        return float(found)

    assert at(worse) <= at([invalid, repeats]) + ERROR


@settings(max_examples=40, derandomize=True)
@given(
    st.lists(
        st.tuples(
            counts, shares, st.floats(0, 100), st.floats(0, 1), st.floats(0, 50), st.floats(0, 1)
        ),
        min_size=1,
        max_size=30,
    )
)
@example([(10, 1.0, 20.0, 0.0, 0.0, 0.0), (10, 0.5, 20.0, 0.3, 5.0, 0.3)])
def test_arrays_are_their_scalars(cells: list[tuple[float, ...]]) -> None:
    """A grid may take a longer rule for one cell's sake, so to the promised error, not the bit."""
    raw, share, invalid, invalid_pm, repeats, repeats_pm = (
        np.array(column, dtype=float) for column in zip(*cells, strict=True)
    )
    arguments = {
        "raw": raw,
        "required": np.maximum(np.round(share * raw), 1.0),
        "invalid_percent": invalid,
        "invalid_pm": invalid_pm * [widest_pm(percent=percent) for percent in invalid],
        "repeats_percent": repeats,
        "repeats_pm": repeats_pm * [widest_pm(percent=percent) for percent in repeats],
    }
    together = odds_sufficient(**arguments)
    alone = [
        float(odds_sufficient(**{name: values[cell] for name, values in arguments.items()}))
        for cell in range(len(cells))
    ]
    assert together.shape == raw.shape
    np.testing.assert_allclose(together, alone, rtol=0.0, atol=ERROR)


def test_arrays_broadcast() -> None:
    grid = odds_sufficient(
        raw=np.linspace(600_000, 800_000, 7)[:, None],
        required=566_857,
        invalid_percent=np.linspace(5, 40, 5),
        invalid_pm=5.0,
        repeats_percent=5.0,
        repeats_pm=4.3,
    )
    assert grid.shape == (7, 5)
    assert np.all(np.diff(grid, axis=0) >= -ERROR)


@st.composite
def custom_strings(draw: st.DrawFn) -> str:
    """Strings of custom petitions that have an answer."""
    raw = draw(counts)
    texts = {
        "petition": "custom",
        "raw": str(raw),
        "required": str(draw(st.integers(1, max(1, min(int(1.2 * raw), 100_000_000))))),
        "invalid": f"{draw(st.floats(0, 100)):.1f}",
        "repeats": f"{draw(st.floats(0, 50)):.1f}",
    }
    for centre, most in (("invalid", 45.0), ("repeats", 30.0)):
        widest = min(widest_pm(percent=float(texts[centre])), most)
        share = draw(st.sampled_from([0.0, 0.05, 0.3, 1.0]))
        texts[f"{centre}_pm"] = f"{int(10 * widest * share) / 10}"
    return urlencode(texts)


@settings(max_examples=40, derandomize=True)
@given(custom_strings())
def test_distribution_is_consistent(string: str) -> None:
    reading = scenario.read(string)
    assert reading.problems == ()
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    valid = result.valid
    assert 0.0 <= result.sufficient <= 1.0
    quantiles = [valid.p05, valid.p25, valid.p50, valid.p75, valid.p95]
    # Quantiles at a jump of the odds (many pairs, few signatures) are one number to the eye only.
    slack = 1e-5 * result.raw
    assert np.all(np.diff(quantiles) >= -slack)
    assert np.all(np.diff(valid.dots) >= -slack)
    assert len(valid.dots) == DOTS
    assert min(valid.dots) >= 0.0
    assert max(valid.dots) <= result.raw
    assert 0.0 <= valid.mean <= result.raw
    assert 0.0 <= valid.sd <= 0.5 * result.raw + slack
    # A dot stands for 1 in 50: the dots that reach the line are 50 times the odds, rounded.
    beyond = sum(dot > result.required + slack for dot in valid.dots)
    reach = sum(dot >= result.required - slack for dot in valid.dots)
    assert beyond - 0.52 <= DOTS * result.sufficient <= reach + 0.52


@pytest.mark.parametrize(
    "rates",
    ["invalid=0&repeats=0", "invalid=0.1&invalid_pm=0&repeats=0", "invalid=20&repeats=0"],
)
@pytest.mark.parametrize("raw", [1, 12, 100])
def test_dots_reach_a_requirement_of_every_signature(raw: int, rates: str) -> None:
    """No more than N can be valid, so dots that reach N lie on it, and none may end just below."""
    reading = scenario.read(f"petition=custom&raw={raw}&required={raw}&{rates}")
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    assert result.dots_enough == pytest.approx(DOTS * result.sufficient, abs=0.52)


@thorough
@given(st.floats(0.1, 99.9), st.floats(0.0, 1.0))
def test_an_entered_width_is_the_width_of_the_prior(percent: float, share: float) -> None:
    widest = widest_pm(percent=percent)
    prior = elicit(percent=percent, pm=share * widest)
    low, middle, high = prior.quantile(np.array([0.05, 0.5, 0.95]))
    assert 100.0 * middle == pytest.approx(percent, rel=1e-9)
    assert 50.0 * (high - low) == pytest.approx(share * widest, abs=1e-9)
    assert prior.sigma <= 2.5


@thorough
@given(st.floats(0.1, 99.9))
def test_the_widest_width_is_the_last_tenth_that_fits(percent: float) -> None:
    widest = widest_pm(percent=percent)
    assert round(10 * widest, 9).is_integer()
    assert elicit(percent=percent, pm=widest + 0.1 + 1e-6).sigma > 2.5
    assert widest_pm(percent=100.0 - percent) == pytest.approx(widest, abs=0.1 + 1e-9)
