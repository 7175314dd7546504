"""What a campaign's own check is worth, and what drives its rate: against other estimators."""

import functools
import gc

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, special, stats

from analysis import scenario
from analysis.evidence import after_check
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.own_check import (
    FILES_WITH_ALARM,
    Clustering,
    Found,
    OwnCheck,
    Unit,
    clustering,
    drivers,
    example_file,
    found_in,
    keys_of,
    odds_with,
    offer,
    read_check,
    reason_keys,
    reason_shares,
    reasons_found,
    with_check,
    worth,
    worth_of,
)
from analysis.own_check.counts import in_all
from analysis.scenario import REASONS
from analysis.validity import LogitNormal
from analysis.wording import own_check as words
from analysis.wording import own_check_drivers as driven

Counts = NDArray[np.int64]


def check_of(sizes: Counts, invalid: Counts) -> OwnCheck:
    names = tuple(str(place) for place in range(len(sizes)))
    return OwnCheck("circulator", names, sizes, invalid, None, None)


def drawn(sizes: Counts, rate: float, rho: float, seed: int) -> OwnCheck:
    """Units whose rates are beta about ``rate`` with the correlation ``rho``; 0: all alike."""
    rng = np.random.default_rng(seed)
    rates: float | NDArray[np.float64] = rate
    if rho > 0.0:
        strength = 1.0 / rho - 1.0
        rates = rng.beta(rate * strength, (1.0 - rate) * strength, len(sizes))
    return check_of(sizes, rng.binomial(sizes, rates))


def anova_rho(check: OwnCheck) -> float:
    """The analysis of variance, unequal sizes: Donner and Klar (2000), section 1.3."""
    m, y = check.checked.astype(float), check.invalid.astype(float)
    n, units = m.sum(), len(m)
    p, each = y.sum() / n, y / m
    between = (m * (each - p) ** 2).sum() / (units - 1)
    within = (m * each * (1.0 - each)).sum() / (n - units)
    size = (n - (m * m).sum() / n) / (units - 1)
    return float((between - within) / (between + (size - 1.0) * within))


def taylor_design_effect(check: OwnCheck) -> float:
    """Variance of the ratio, linearised, over the binomial one (Kish 1965, 6.3)."""
    m, y = check.checked.astype(float), check.invalid.astype(float)
    n, units = m.sum(), len(m)
    p = y.sum() / n
    variance = units / (units - 1) * ((y - p * m) ** 2).sum() / n**2
    return float(variance / (p * (1.0 - p) / n))


@pytest.mark.parametrize("rho", [0.02, 0.1])
def test_with_many_units_three_estimators_agree(rho: float) -> None:
    sizes = np.random.default_rng(1).integers(10, 120, 3000)
    check = drawn(sizes, 0.22, rho, seed=2)
    found = clustering(check)
    assert found is not None
    assert found.rho == pytest.approx(anova_rho(check), rel=0.1)
    assert found.design_effect == pytest.approx(taylor_design_effect(check), rel=0.1)


@pytest.mark.parametrize(
    ("sizes", "rho"), [(np.full(50, 20), 0.05), (np.arange(100, 400, 25), 0.05)]
)
def test_the_range_of_rho_holds_it_nine_times_in_ten(sizes: Counts, rho: float) -> None:
    files = 200
    told = [clustering(drawn(sizes, 0.22, rho, seed)) for seed in range(files)]
    held = sum(one is not None and one.low < rho < one.high for one in told)
    assert held / files == pytest.approx(0.9, abs=0.06)


def test_rho_is_the_mean_of_its_posterior_by_another_quadrature() -> None:
    sizes = np.array([20, 35, 80, 150, 40, 60, 20, 90])
    check = check_of(sizes, np.array([3, 9, 14, 45, 4, 15, 7, 13]))
    rate = (check.invalid.sum() + 0.5) / (check.size + 1.0)

    def density(rho: float) -> float:
        strength = 1.0 / rho - 1.0
        law = stats.betabinom(sizes, rate * strength, (1.0 - rate) * strength)
        return float(np.exp(law.logpmf(check.invalid).sum() + 30.0))

    total = integrate.quad(density, 1e-8, 0.5, limit=200)[0]
    mean = integrate.quad(lambda rho: rho * density(rho), 1e-8, 0.5, limit=200)[0] / total
    found = clustering(check)
    assert found is not None
    assert found.rho == pytest.approx(mean, rel=2e-3)


def test_the_design_effect_is_kishs_and_the_weight_its_inverse() -> None:
    """1 + (m - 1) rho, m the mean size that a signature sees."""
    found = clustering(drawn(np.array([20] * 10 + [300] * 2), 0.2, 0.05, seed=3))
    assert found is not None
    assert found.mean_size == pytest.approx((10 * 400 + 2 * 90000) / 800)
    assert found.design_effect == pytest.approx(1.0 + (found.mean_size - 1.0) * found.rho)
    assert found.weight == round(1.0 / found.design_effect, 4)
    low, high = found.weights
    assert low < found.weight < high <= 1.0


def test_fewer_than_five_units_say_nothing_of_the_spread() -> None:
    sizes = np.array([50, 50, 50, 50])
    assert clustering(check_of(sizes, np.array([5, 9, 14, 20]))) is None
    assert clustering(in_all(size=200, valid=150)) is None


@pytest.mark.parametrize(
    ("sizes", "invalid"),
    [
        ([1] * 30, [0, 1] * 15), ([1] * 1000 + [2] * 300, [0, 1] * 500 + [1] * 300),
        ([2] * 10, [0, 1] * 5), ([20] * 8, [0] * 8), ([20] * 8, [20] * 8), ([500] * 8, [0] * 8),
        ([20] * 8, [1] + [0] * 7),
    ],
)  # fmt: skip
def test_counts_that_cannot_tell_rho_leave_the_usual_weight(
    sizes: list[int], invalid: list[int]
) -> None:
    """Without pairs in a unit, or without two kinds of signature, rho's prior is all there is."""
    check = check_of(np.array(sizes), np.array(invalid))
    assert clustering(check) is None
    assert keys_of(check, None)["check_weight"] is None
    told = worth(size=check.size, valid=check.valid, weight=0.1, bias=0.1, bias_sd=0.15)
    said = words.clustering_sentence(check, None, told)
    assert "cannot be told from these counts, so the usual weight stays" in said
    assert "cannot be told" in words.no_rates(check)


def test_thirty_sheets_of_one_signature_keep_the_discount() -> None:
    """Half of 30 signatures valid: they are worth three, and the odds stay near where they were."""
    rows = "".join(f"S-{row},1,{row % 2}\n" for row in range(30))
    found = found_in(("sheet,checked,valid\n" + rows).encode())
    assert (found.clustering, found.drivers) == (None, None)
    offered = offer(scenario.read(""), found)
    assert offered is not None
    assert offered.worth.weight == 0.1
    assert offered.worth.clustered == pytest.approx(3.0)
    assert offered.before is not None
    assert offered.after is not None
    assert 0.3 * offered.before < offered.after < offered.before


def test_the_sentence_says_why_the_usual_weight_stays() -> None:
    def said(check: OwnCheck) -> str:
        told = worth(size=check.size, valid=check.valid, weight=0.1, bias=0.1, bias_sd=0.15)
        return words.clustering_sentence(check, None, told)

    assert said(in_all(size=2000, valid=1600)).startswith("The file does not say")
    few = said(check_of(np.full(4, 20), np.full(4, 5)))
    assert few.startswith("With fewer than 5 circulators")
    assert said(in_all(size=1, valid=1)).endswith("1 signature counts as less than 1.")


@pytest.mark.parametrize("invalid", [0, 20])
def test_a_unit_that_is_all_valid_or_all_invalid_keeps_a_range(invalid: int) -> None:
    """Even where the whole file's rate leaves next to nothing: at least Beta(1/2, 1/2) before."""
    rest = 1 if invalid == 0 else 19
    check = check_of(np.full(60, 20), np.array([invalid] * 30 + [rest] * 30))
    found = clustering(check)
    assert found is not None
    units = drivers(check, found).units
    assert {unit.standing for unit in units} == {""}
    for unit in units:
        assert 0.0 < unit.low < unit.middle < unit.high < 1.0
        assert unit.high - unit.low > 0.01
        said = driven.unit_hover(unit).split()
        assert not {"0%", "(0%", "100%", "100%)"} & set(said)


def test_a_rate_near_nothing_is_pooled_no_closer_than_jeffreys_prior() -> None:
    """20 of 20 valid, beside a rate of 1 in 1,000: from Beta(1/2, .) and not from less."""
    check = check_of(np.full(200, 20), np.array([4] + [0] * 199))
    alike = Clustering(rho=0.3, low=0.1, high=0.4, mean_size=20.0, design_effect=6.7)
    unit = drivers(check, alike).units[-1]
    law = stats.beta(0.5, (1.0 / 0.3 - 1.0) * (1.0 - 4.5 / 4001.0) + 20.0)
    assert (unit.low, unit.middle, unit.high) == pytest.approx(
        (law.ppf(0.05), law.mean(), law.ppf(0.95))
    )


def _flagged(check: OwnCheck) -> set[str]:
    found = clustering(check)
    if found is None:  # the page says that rates cannot be compared
        return set()
    told = drivers(check, found)
    return {unit.name for unit in (*told.above, *told.below)}


@pytest.mark.parametrize(
    ("sizes", "rate"),
    [
        ([20] * 5, 0.2), ([20] * 10, 0.2), ([20] * 30, 0.2), ([20] * 200, 0.2), ([20] * 30, 0.02),
        ([300] * 10, 0.2), ([20] * 15 + [300] * 5, 0.2),
    ],
)  # fmt: skip
def test_units_that_are_all_alike_rarely_raise_an_alarm(sizes: list[int], rate: float) -> None:
    """No wolf is cried on 20 signatures: at most one file in twenty has a unit that stands out."""
    files = 300
    alarms = sum(bool(_flagged(drawn(np.array(sizes), rate, 0.0, seed))) for seed in range(files))
    assert alarms / files < FILES_WITH_ALARM


def test_a_circulator_with_twice_the_rate_is_found() -> None:
    """40% of 300 signatures, among ten of 300 and ten of 20 at 20%."""
    sizes = np.array([300] * 11 + [20] * 10)
    found = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        rates = np.array([0.4] + [0.2] * 20)
        found += "0" in _flagged(check_of(sizes, rng.binomial(sizes, rates)))
    assert found >= 98


def test_small_units_are_pooled_with_the_rest_and_large_ones_keep_their_rate() -> None:
    sizes, invalid = np.array([20, 2000, *[200] * 10]), np.array([10, 1000, *[40] * 10])
    check = check_of(sizes, invalid)
    found = clustering(check)
    assert found is not None
    told = {unit.name: unit for unit in drivers(check, found).units}
    small, large = told["0"], told["1"]
    assert small.rate == large.rate == 0.5
    assert small.middle < large.middle < 0.5
    assert large.middle == pytest.approx(0.5, abs=0.01)
    assert small.high - small.low > large.high - large.low
    assert (large.standing, small.standing) == ("above", "")


def test_intervals_are_those_of_the_beta_posterior() -> None:
    check = drawn(np.array([20, 50, 100, 150, 200, 250]), 0.2, 0.05, seed=4)
    found = clustering(check)
    assert found is not None
    rate = (check.invalid.sum() + 0.5) / (check.size + 1.0)
    strength = 1.0 / found.rho - 1.0
    for unit in drivers(check, found).units:
        law = stats.beta(
            rate * strength + unit.invalid, (1.0 - rate) * strength + unit.checked - unit.invalid
        )
        assert (unit.low, unit.middle, unit.high) == pytest.approx(
            (law.ppf(0.05), law.mean(), law.ppf(0.95))
        )


def test_what_a_unit_adds_and_the_rate_without_it() -> None:
    check = read_check(example_file()).check
    assert check is not None
    found = clustering(check)
    assert found is not None
    told = drivers(check, found)
    assert sum(unit.beyond for unit in told.units) == pytest.approx(0.0, abs=1e-6)
    for unit in told.units:
        rest = int(check.invalid.sum()) - unit.invalid
        assert unit.without == pytest.approx(rest / (check.size - unit.checked))
    middles = [unit.middle for unit in told.units]
    assert middles == sorted(middles, reverse=True)
    assert told.above[0].name == "C-006"
    assert told.without_above < told.overall


def test_shares_of_reasons_with_ranges_of_a_check_as_small_as_its_weight_makes_it() -> None:
    check = read_check(example_file()).check
    assert check is not None
    past = (0.5, 0.2, 0.1, 0.05, 0.05, 0.1)
    wide = reason_shares(check, weight=0.05, past=past)
    narrow = reason_shares(check, weight=1.0, past=past)
    assert [one.reason for one in wide] == list(REASONS)
    assert sum(one.share for one in wide) == pytest.approx(1.0)
    rate = 100.0 * (1.0 - check.valid / check.size)
    assert sum(one.points for one in wide) == pytest.approx(rate)
    for large, small in zip(wide, narrow, strict=True):
        assert large.low < small.low < small.share < small.high < large.high
        assert large.past == small.past


def test_the_reasons_stand_beside_the_scenarios_own_prior() -> None:
    reading, found = scenario.read(""), found_in(example_file())
    assert found.check is not None
    assert found.clustering is not None
    assert reasons_found(reading, found) == reason_shares(
        found.check, weight=found.clustering.weight, past=reading.defaults.prior.reasons
    )
    none = found_in(b"sheet,checked,not registered\nS-1,100,12\n")
    assert reasons_found(reading, none) == ()  # one reason has none beside it


def test_reasons_that_a_file_does_not_part_are_left_out_of_past_petitions_too() -> None:
    check = read_check(b"sheet,checked,not registered,mismatch\nS-1,100,12,8\n").check
    assert check is not None
    shares = reason_shares(check, weight=0.1, past=(0.4, 0.3, 0.2, 0.0, 0.0, 0.1))
    assert [one.reason for one in shares] == ["not_registered", "mismatch"]
    assert [one.past for one in shares] == pytest.approx([2 / 3, 1 / 3])
    assert reason_keys(scenario.read(""), check) == {}


def test_the_discounts_are_the_engines() -> None:
    """After both, the check says as much as a random sample of ``biased`` signatures.

    MODEL.md 3.3: mu 1.4, sigma .2, bias .10, its spread .15, 8,200 of 10,000 at a tenth.
    """
    before = LogitNormal(np.asarray(1.4), np.asarray(0.2))
    whole = after_check(before, size=10000, valid=8200, weight=0.1, bias=0.10, bias_sd=0.15)
    told = worth(size=10000, valid=8200, weight=0.1, bias=0.10, bias_sd=0.15)
    share = 8200.5 / 10001.0
    noise = 1.0 / (told.biased * share * (1.0 - share))
    gain = 0.04 / (0.04 + noise)
    mu = 1.4 + gain * (special.logit(share) - 0.10 - 1.4)
    assert (float(whole.mu), float(whole.sigma)) == pytest.approx(
        (mu, (0.04 * (1.0 - gain)) ** 0.5), abs=1e-9
    )
    assert told.biased < told.clustered < told.size
    assert told.ceiling is not None
    assert told.biased < told.ceiling
    assert float(special.logit(told.as_official)) == pytest.approx(special.logit(share) - 0.10)


def test_more_signatures_never_say_more_than_the_ceiling() -> None:
    sizes = [10**power for power in range(2, 9)]
    told = [worth(size=n, valid=8 * n // 10, weight=1.0, bias=0.1, bias_sd=0.15) for n in sizes]
    biased = [one.biased for one in told]
    assert biased == sorted(biased)
    assert all(one.ceiling is not None and one.biased < one.ceiling for one in told)
    assert told[-1].ceiling == pytest.approx(277.8, abs=0.1)
    assert "some 280 signatures at 80% valid" in words.BIAS_SD_HELP
    known = worth(size=100, valid=80, weight=1.0, bias=0.1, bias_sd=0.0)
    assert (known.ceiling, known.biased) == (None, 100.0)


def test_a_file_enters_the_scenario_and_the_odds_follow() -> None:
    reading = scenario.read("")
    check = read_check(example_file()).check
    assert check is not None
    found = clustering(check)
    assert found is not None
    after = with_check(reading, check, found)
    assert not after.problems
    assert after.scenario is not None
    held = (after.scenario.check, after.scenario.check_valid, after.scenario.check_weight)
    assert held == (check.size, check.valid, found.weight)
    assert worth_of(after.scenario) == worth(
        size=check.size, valid=check.valid, weight=found.weight, bias=0.10, bias_sd=0.15
    )
    # Without units the weight is the usual one.
    plain = with_check(reading, in_all(size=2000, valid=1600), None).scenario
    assert plain is not None
    assert plain.check_weight == reading.defaults.version.check_weight
    assert keys_of(in_all(size=2000, valid=1600), None)["check_weight"] is None


def test_the_split_by_reason_leaves_the_rate_and_the_odds() -> None:
    reading = scenario.read("")
    check = read_check(example_file()).check
    assert check is not None
    after = scenario.with_values(reading, reason_keys(reading, check))
    assert not after.problems
    assert reading.scenario is not None
    assert after.scenario is not None
    assert after.scenario.by_reason
    assert after.scenario.invalid == pytest.approx(reading.scenario.invalid)
    assert check.by_reason is not None
    share = check.by_reason.sum(axis=0)[0] / check.invalid.sum()
    assert after.scenario.not_registered == pytest.approx(share * after.scenario.invalid, abs=0.1)


def _kept_by_the_process() -> dict[int, int]:
    """How much each cache of a function holds."""
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return {id(one): one.cache_info().currsize for one in caches}


def test_a_preview_leaves_nothing_in_the_process() -> None:
    """Counts that nobody has put into the scenario do not outlive the session."""
    reading, found = scenario.read("petition=gascon&as_of=raw"), found_in(example_file())
    assert offer(reading, found_in(b"checked,valid\n2000,1600\n")) is not None  # what is no one's
    before = _kept_by_the_process()
    offered = offer(reading, found)
    assert offered is not None
    assert offered.after is not None
    assert reasons_found(reading, found)
    assert _kept_by_the_process() == before
    after = with_check(reading, *_pair(found_in(example_file()))).scenario
    assert after is not None
    assert offered.after == pytest.approx(forecast(after).sufficient, abs=1e-12)
    assert _kept_by_the_process() != before  # as the front door does


def _pair(found: Found) -> tuple[OwnCheck, Clustering | None]:
    assert found.check is not None
    return found.check, found.clustering


def test_after_an_official_result_there_is_no_preview() -> None:
    reading = scenario.read("sample=1000&sample_valid=750")
    assert reading.scenario is not None
    assert odds_with(reading.scenario) is None
    offered = offer(reading, found_in(example_file()))
    assert offered is not None
    assert words.offer_sentence(offered) == words.AFTER_RESULT


def test_no_finding_is_told_as_0_or_100_per_cent() -> None:
    for valid in (0, 2000):
        check = in_all(size=2000, valid=valid)
        told = worth(size=2000, valid=valid, weight=0.1, bias=0.1, bias_sd=0.15)
        said = [
            words.found_sentence(check),
            words.bias_sentence(told),
            words.summary_sentence(told),
        ]
        assert not {"0%", "(0%", "100%", "(100%)."} & set(" ".join(said).split())
    assert "2,000 valid but for repeats (all)" in words.found_sentence(check)


@pytest.mark.parametrize(
    ("unit", "few", "one"),
    [
        (
            "circulator",
            "Con menos de 5 recolectores de firmas ",
            "las firmas de un mismo recolector",
        ),
        ("day", "Con menos de 5 días ", "las firmas de un mismo día"),
        ("sheet", "Con menos de 5 hojas ", "las firmas de una misma hoja"),
    ],
)
def test_in_spanish_each_unit_has_its_gender(unit: Unit, few: str, one: str) -> None:
    """Grammar: a sheet is feminine, a circulator and a day are not."""

    def said(units: int) -> str:
        names = tuple(str(place) for place in range(units))
        check = OwnCheck(unit, names, np.full(units, 1), np.full(units, 0), None, None)
        told = worth(size=units, valid=units, weight=0.1, bias=0.1, bias_sd=0.15)
        return words.clustering_sentence(check, None, told)

    with speaking("es"):
        assert said(4).startswith(few)
        assert one in said(6)


def test_in_spanish_the_finding_of_the_example() -> None:
    found = found_in(example_file())
    assert found.check is not None
    assert found.drivers is not None
    with speaking("es"):
        assert words.found_sentence(found.check).startswith(
            "4,590 firmas revisadas, de 24 recolectores de firmas; válidas, sin eliminar las "
            "repetidas: 3,572 (77.8%). Las 50 firmas repetidas que se hallaron cuentan aquí"
        )
        assert driven.units_title(found.drivers, unit="circulator") == (
            "3 de 24 recolectores de firmas tienen una tasa de firmas inválidas más alta que la "
            "del conjunto (22.2%); 4, más baja"
        )
        table = driven.units_table(found.drivers.units, unit="circulator")
    assert table.columns[0] == "Recolector"
    assert {row[7] for row in table.rows} == {"por encima", "por debajo", "atribuible al azar"}
