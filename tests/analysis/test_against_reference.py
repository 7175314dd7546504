"""The product against the reference, over petitions of every size and priors of every width."""

from typing import NamedTuple

import numpy as np
import pytest
from scipy import special, stats

from analysis import scenario
from analysis.forecast import forecast as forecast_of
from analysis.forecast import odds_sufficient
from analysis.outlook import priors
from analysis.repeats import RepeatShare, odds_of_enough
from analysis.sensitivity import swings
from analysis.valid_count import DOTS, distribution
from analysis.validity import LogitNormal, odds_of_at_least
from tests import reference as ref

ERROR_IN_VALIDITY, ERROR_WITH_REPEATS = 2e-7, 1e-6

SIZES = (1, 2, 5, 12, 50, 900, 10_000, 715_833, 100_000_000)
VALIDITIES = {
    "known": (0.77, 0.0),
    "almost known": (0.77, 1e-3),
    "narrow": (0.77, 0.05),
    "usual": (0.755, 0.4),
    "wide": (0.60, 2.5),
}
REPEATS = {
    "none": (0.0, 0.0),
    "known": (0.05, 0.0),
    "almost none": (0.001, 0.05),
    "usual": (0.05, 0.5),
    "wide": (0.02, 2.5),
    "cut at one half": (0.45, 0.8),
}


class Case(NamedTuple):
    raw: float
    required: float
    validity: ref.LogitNormal
    repeats: ref.LogitNormal

    def odds(self) -> float:
        return float(
            odds_of_enough(
                required=self.required,
                raw=self.raw,
                validity=ours(self.validity),
                repeats=RepeatShare(ours(self.repeats)),
            )
        )

    def expected(self) -> float:
        return ref.enough(self.required, self.raw, self.validity, self.repeats)


def ours(prior: ref.LogitNormal) -> LogitNormal:
    return LogitNormal(mu=np.asarray(prior.mu), sigma=np.asarray(prior.sigma))


def of_median(median: float, sigma: float) -> ref.LogitNormal:
    return ref.LogitNormal(float(special.logit(median)), sigma)


def case(raw: int, validity: str, repeats: str, *, score: float) -> Case:
    """A petition whose requirement lies so many standard deviations from its median outcome."""
    p, delta = of_median(*VALIDITIES[validity]), of_median(*REPEATS[repeats])
    median, share = VALIDITIES[validity][0], REPEATS[repeats][0]
    sd = (p.sigma**2 + 1.0 / (raw * median * (1.0 - median)) + (share * delta.sigma) ** 2) ** 0.5
    middle = special.logit(median * (1.0 - share))
    required = round(raw * float(special.expit(middle + score * sd)))
    return Case(raw, min(max(required, 1), raw), p, delta)


@pytest.mark.parametrize("raw", SIZES)
@pytest.mark.parametrize("validity", VALIDITIES)
def test_odds_of_otherwise_valid(raw: int, validity: str) -> None:
    prior = of_median(*VALIDITIES[validity])
    median = VALIDITIES[validity][0]
    sd = (prior.sigma**2 + 1.0 / (raw * median * (1.0 - median))) ** 0.5
    thresholds = raw * special.expit(prior.mu + sd * np.array([-6, -4, -2, -1, -0.3, 0, 1, 2, 4]))
    thresholds = np.concatenate(
        [np.maximum(thresholds, 1.0), [-1.0, 0.0, 1.0, 1.5, raw, raw + 1e-9, 2 * raw]]
    )
    found = odds_of_at_least(threshold=thresholds, raw=raw, prior=ours(prior))
    expected = ref.tail_by_panels(thresholds, raw, prior)
    np.testing.assert_allclose(found, expected, rtol=0.0, atol=ERROR_IN_VALIDITY)


@pytest.mark.parametrize("raw", [1, 3, 12, 80, 300, 3000, 20_000, 40_000])
@pytest.mark.parametrize("median", [0.02, 0.3, 0.6, 0.95, 0.99])
def test_odds_of_otherwise_valid_at_every_width(raw: int, median: float) -> None:
    """Where one method takes over from another, and where all or nearly all must be valid."""
    thresholds = np.unique(np.maximum(raw * np.array([0.01, 0.3, 0.6, 0.9, 0.97, 1.0]), 1.0))
    for sigma in (0.01, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2.5):
        prior = of_median(median, sigma)
        found = odds_of_at_least(threshold=thresholds, raw=raw, prior=ours(prior))
        expected = ref.tail_by_panels(thresholds, raw, prior)
        np.testing.assert_allclose(found, expected, rtol=0.0, atol=ERROR_IN_VALIDITY)


@pytest.mark.parametrize("raw", SIZES)
@pytest.mark.parametrize("validity", VALIDITIES)
def test_odds_of_less_than_one_signature(raw: int, validity: str) -> None:
    """Between P(Y >= 0) = 1 and P(Y >= 1) only the order counts: no requirement lies there."""
    odds = odds_of_at_least(
        threshold=np.linspace(0.0, 1.0, 21), raw=raw, prior=ours(of_median(*VALIDITIES[validity]))
    )
    assert odds[0] == 1.0
    assert np.all(np.diff(odds) <= 1e-6)


@pytest.mark.parametrize("raw", SIZES)
@pytest.mark.parametrize(("share", "odds"), [(0.0, 0.0), (1.0, 1.0)])
def test_a_rate_known_to_be_0_or_100_decides(raw: int, share: float, odds: float) -> None:
    prior = ours(of_median(share, 0.0))
    thresholds = np.array([1.0, 0.5 * (1 + raw), raw])
    assert odds_of_at_least(threshold=thresholds, raw=raw, prior=prior).tolist() == [odds] * 3
    assert odds_of_at_least(threshold=0.0, raw=raw, prior=prior) == 1.0
    assert odds_of_at_least(threshold=raw + 1.0, raw=raw, prior=prior) == 0.0


@pytest.mark.parametrize("raw", SIZES)
@pytest.mark.parametrize("validity", VALIDITIES)
def test_odds_of_enough_signers(raw: int, validity: str) -> None:
    """Every prior of repeats; the requirement below, near and above the median outcome in turn."""
    scores = (-1.0, 0.5, -0.2, 1.5, 0.0, -2.0)
    cases = {
        repeats: case(raw, validity, repeats, score=score)
        for repeats, score in zip(REPEATS, scores, strict=True)
    }
    found = {repeats: each.odds() for repeats, each in cases.items()}
    expected = {repeats: each.expected() for repeats, each in cases.items()}
    assert found == pytest.approx(expected, rel=0, abs=ERROR_WITH_REPEATS)


@pytest.mark.parametrize("raw", [1, 2, 3, 5, 8, 12, 20])
def test_small_petitions_that_need_nearly_every_signature(raw: int) -> None:
    """Where k = R / (1 - delta) passes N the odds fall from p^N to 0: nothing may be lost there."""
    cases = [
        Case(raw, required, of_median(0.77, sigma), of_median(0.05, 0.5))
        for required in range(max(1, raw - 2), raw + 1)
        for sigma in (0.0, 0.4)
    ]
    found, expected = [each.odds() for each in cases], [each.expected() for each in cases]
    assert found == pytest.approx(expected, rel=0, abs=ERROR_WITH_REPEATS)


DISTRIBUTIONS = [
    (715_833, "usual", "usual"),
    (715_833, "known", "usual"),
    (715_833, "narrow", "none"),
    (715_833, "known", "none"),
    (100_000_000, "wide", "wide"),
    (100_000_000, "almost known", "almost none"),
    (10_000, "wide", "cut at one half"),
    (900, "usual", "known"),
    (50, "usual", "usual"),
    (5, "narrow", "usual"),
    (2, "usual", "none"),
]


@pytest.mark.parametrize(("raw", "validity", "repeats"), DISTRIBUTIONS)
def test_distribution_of_valid_signers(raw: int, validity: str, repeats: str) -> None:
    """Its odds, its quantiles and its moments are the reference's."""
    each = case(raw, validity, repeats, score=0.4)
    prior, share = ours(each.validity), RepeatShare(ours(each.repeats))
    valid = distribution(raw=raw, validity=prior, repeats=share)
    sufficient = odds_of_enough(required=int(each.required), raw=raw, validity=prior, repeats=share)
    assert float(sufficient) == pytest.approx(each.expected(), rel=0, abs=ERROR_WITH_REPEATS)
    mean, sd = moments(each)
    assert valid.mean == pytest.approx(mean, rel=1e-7)
    # Where the spread is 20,000 times smaller than the count, the count's last digits show in it.
    assert valid.sd == pytest.approx(sd, rel=1e-6, abs=1e-7 * raw)
    quantiles = {0.05: valid.p05, 0.25: valid.p25, 0.5: valid.p50, 0.75: valid.p75, 0.95: valid.p95}
    quantiles |= {(dot + 0.5) / DOTS: valid.dots[dot] for dot in (0, 12, 49)}
    for probability, count in quantiles.items():
        odds = each._replace(required=count).expected()
        if count < raw * (1.0 - 1e-9):
            assert odds == pytest.approx(1.0 - probability, rel=0, abs=1e-4), probability
        else:  # where no more than N can be valid, the odds jump to 0
            assert odds >= 1.0 - probability - 1e-4


def moments(each: Case) -> tuple[float, float]:
    """Mean and standard deviation of M = Y (1 - delta), Y binomial."""
    p1, p2 = shares(each.validity, cut=1.0)
    d1, d2 = shares(each.repeats, cut=0.5)
    k1, k2 = 1.0 - d1, 1.0 - 2.0 * d1 + d2
    y1, y2 = each.raw * p1, each.raw * (each.raw - 1.0) * p2 + each.raw * p1
    return y1 * k1, (y2 * k2 - (y1 * k1) ** 2) ** 0.5


def shares(prior: ref.LogitNormal, *, cut: float) -> tuple[float, float]:
    """Mean of a share that is cut, and of its square."""
    at_cut = float(special.logit(cut) - prior.mu) / prior.sigma if prior.sigma else 0.0
    edges = np.append(np.linspace(-9.0, 9.0, 19), np.clip(at_cut, -9.0, 9.0))
    z, weight = ref.panels(np.sort(edges))
    share = np.minimum(special.expit(prior.mu + prior.sigma * z), cut)
    density = weight * stats.norm.pdf(z)
    return float(density @ share), float(density @ share**2)


STRINGS = [
    "",
    "petition=custom&raw=60000&required=45000&invalid=18&invalid_pm=5&repeats=3&repeats_pm=1.5",
    "petition=custom&raw=900&required=700&invalid=15&invalid_pm=5&repeats=2&repeats_pm=1",
    "petition=custom&raw=50&required=25&repeats=40&repeats_pm=25",
    "invalid=17&invalid_pm=0",
    "repeats=0",
    "invalid=17&invalid_pm=0&repeats=5&repeats_pm=0",
]


@pytest.mark.parametrize("string", STRINGS)
def test_swings(string: str) -> None:
    """Each input known at its 5% and at its 95% point, the others as they are."""
    given = scenario.read(string).scenario
    assert given is not None
    p, delta = reference_priors(given)
    base = Case(given.raw, given.required, p, delta)
    high, low = (special.expit(p.mu + p.sigma * special.ndtri([0.95, 0.05]))).tolist()
    many, few = np.minimum(
        special.expit(delta.mu + delta.sigma * special.ndtri([0.95, 0.05])), 0.5
    ).tolist()
    ends = {
        "invalid": [base._replace(validity=of_median(share, 0.0)) for share in (low, high)],
        "repeats": [base._replace(repeats=of_median(share, 0.0)) for share in (many, few)],
        "raw": [base._replace(raw=share * given.raw) for share in (0.99, 1.01)],
    }
    expected = {key: [each.expected() for each in cases] for key, cases in ends.items()}
    found = swings(given)
    assert {swing.key for swing in found} == expected.keys()
    for swing in found:
        odds = [swing.odds_worse, swing.odds_better]
        assert odds == pytest.approx(expected[swing.key], rel=0, abs=ERROR_WITH_REPEATS)
    values = {swing.key: (swing.worse, swing.better) for swing in found}
    assert values["invalid"] == pytest.approx((100.0 * (1.0 - low), 100.0 * (1.0 - high)))
    assert values["repeats"] == pytest.approx((100.0 * many, 100.0 * few))
    assert values["raw"] == pytest.approx((0.99 * given.raw, 1.01 * given.raw))
    widths = [swing.width for swing in found]
    assert widths == sorted(widths, reverse=True)


def reference_priors(given: scenario.Scenario) -> tuple[ref.LogitNormal, ref.LogitNormal]:
    p = ref.logit_normal_of_median_and_width(1.0 - given.invalid / 100.0, given.invalid_pm / 50.0)
    if given.repeats == 0.0:
        return p, ref.LogitNormal(-np.inf, 0.0)
    width = given.repeats_pm / 50.0
    return p, ref.logit_normal_of_median_and_width(given.repeats / 100.0, width)


@pytest.mark.parametrize("string", STRINGS)
def test_elicited_priors_have_the_median_and_the_width_that_were_entered(string: str) -> None:
    given = scenario.read(string).scenario
    assert given is not None
    validity, repeats = priors(given)
    p, delta = reference_priors(given)
    assert (validity.mu, validity.sigma) == pytest.approx(p, rel=1e-9, abs=1e-12)
    assert (repeats.prior.mu, repeats.prior.sigma) == pytest.approx(delta, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("string", STRINGS)
def test_break_even(string: str) -> None:
    """At the break-even rate, with everything known, the median outcome is the requirement."""
    given = scenario.read(string).scenario
    assert given is not None
    result = forecast_of(given)
    assert result.net_validity_needed == given.required / given.raw
    assert result.break_even_invalid is not None
    kept = (1.0 - result.break_even_invalid / 100.0) * (1.0 - given.repeats / 100.0)
    assert given.raw * kept == pytest.approx(given.required, rel=1e-12)
    odds = odds_sufficient(
        raw=given.raw,
        required=given.required,
        invalid_percent=result.break_even_invalid,
        invalid_pm=0.0,
        repeats_percent=given.repeats,
        repeats_pm=0.0,
    )
    # Y has a standard deviation of sqrt(N p q) signatures, and its median lies within 1 of N p.
    assert float(odds) == pytest.approx(0.5, abs=1.0 / given.raw**0.5)


def test_no_invalid_rate_breaks_even_where_repeats_alone_are_too_many() -> None:
    given = scenario.read("petition=custom&raw=1000&required=960&repeats=5").scenario
    assert given is not None
    assert forecast_of(given).break_even_invalid is None
