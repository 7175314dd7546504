"""Inverse answers put back into the forecast, against brute force, and as the model publishes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from analysis.forecast import break_even_invalid, forecast
from analysis.planning import TARGETS, invalid_for, per_1000, plan_of, raw_for, worth_of
from analysis.planning.odds import odds_at_invalid, odds_at_raw, pm_beside
from analysis.planning.pay import stop_at
from analysis.planning.roots import smallest_whole
from analysis.scenario import Scenario
from tests import reference as ref
from tests.analysis.published import ROWS
from tests.analysis.strings import CUSTOM, OUTCOME, read
from tests.reference import Beta

BEFORE_OFFICIALS = (
    "",
    "petition=engardio-2025",
    "petition=newsom-2021",
    "invalid_pm=0&repeats_pm=0",
    "invalid_pm=0",
    "repeats=0",
    "repeats=30&repeats_pm=20",
    "check=5000&check_valid=4100",
    "not_registered=10&other=8",
    CUSTOM,
    f"{CUSTOM}&rules=wa",
    "petition=custom&raw=600&required=450",
    "petition=custom&raw=90000000&required=50000000&invalid_pm=0&repeats_pm=0",
)
AFTER_OFFICIALS = (
    "gate=full_count",
    "as_of=sample",
    "counted=300000&counted_valid=215000",
    "counted=300000&counted_valid=240000&counted_repeats=9000",
    f"{CUSTOM}&sample=3000&sample_valid=2400&sample_repeats=4",
)
VALIDITY, REPEATS = Beta(80.0, 20.0), Beta(5.0, 95.0)
RAW, REQUIRED = 715_833, 566_857


def with_invalid(scenario: Scenario, invalid: float) -> Scenario:
    """The scenario with another invalid rate, its width shrunk where there is no room for it."""
    return replace(scenario, invalid=invalid, invalid_pm=pm_beside(scenario, invalid))


def test_a_rise_at_rates_that_no_petition_had_is_no_answer() -> None:
    """A campaign's check moves the odds more the wider the prior: they fall, then rise again."""
    scenario = read("check=20000&check_valid=18000&check_weight=1")
    assert forecast(with_invalid(scenario, 99.0)).sufficient > 0.5
    found = invalid_for(scenario)
    assert found is not None
    assert found[50] is not None
    assert found[50] < 60.0
    assert forecast(with_invalid(scenario, found[50])).sufficient == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("string", BEFORE_OFFICIALS + AFTER_OFFICIALS)
def test_the_raw_count_reaches_the_target_and_one_fewer_does_not(string: str) -> None:
    scenario = read(string)
    looked_at = max(scenario.sample, scenario.counted, 1)
    for target, raw in raw_for(scenario).items():
        assert raw is not None
        assert forecast(replace(scenario, raw=raw)).sufficient >= target / 100
        if raw > looked_at:
            assert forecast(replace(scenario, raw=raw - 1)).sufficient < target / 100


@pytest.mark.parametrize("string", BEFORE_OFFICIALS)
def test_the_invalid_rate_gives_the_target_to_a_millionth(string: str) -> None:
    """Where the width shrinks by tenths the odds jump: there a hair more no longer reaches it."""
    scenario = read(string)
    found = invalid_for(scenario)
    assert found is not None
    for target, rate in found.items():
        if rate is None:
            assert forecast(with_invalid(scenario, 0.0)).sufficient < target / 100
            continue
        odds = forecast(with_invalid(scenario, rate)).sufficient
        if pm_beside(scenario, rate) == pm_beside(scenario, rate + 1e-8):
            assert odds == pytest.approx(target / 100, rel=0, abs=1e-6)
        else:
            assert odds >= target / 100 - 1e-6
            assert forecast(with_invalid(scenario, rate + 1e-8)).sufficient < target / 100


@pytest.mark.parametrize("string", ["", "repeats_pm=0", "invalid=60&invalid_pm=40", CUSTOM])
def test_no_larger_invalid_rate_reaches_it(string: str) -> None:
    """A scan of every fiftieth of a point, the widths shrinking at both ends."""
    scenario = read(string)
    rates = np.linspace(0.0, 100.0, 5_001)
    odds = odds_at_invalid(scenario, rates)
    found = invalid_for(scenario)
    assert found is not None
    for target, rate in found.items():
        reaching = rates[odds >= target / 100]
        if rate is None:
            assert reaching.size == 0
        else:
            assert reaching.max() - 1e-9 <= rate < reaching.max() + 0.02 + 1e-9


@pytest.mark.parametrize(
    "string",
    [
        "petition=custom&raw=100&required=60",
        "petition=custom&raw=100&required=60&invalid_pm=0",
        "petition=custom&raw=9&required=4&invalid=30&invalid_pm=10",
        "petition=custom&raw=80&required=50&invalid=0&repeats=0",
        "petition=custom&raw=80&required=1&invalid=40",
    ],
)
def test_the_smallest_of_all_counts(string: str) -> None:
    """Brute force: every count up to 400."""
    scenario = read(string)
    counts = np.arange(1, 401)
    odds = odds_at_raw(scenario, counts)
    assert (odds[: scenario.required - 1] == 0.0).all()
    for target, raw in raw_for(scenario).items():
        assert raw == counts[np.argmax(odds >= target / 100)]


def test_none_where_no_count_is_enough() -> None:
    assert set(raw_for(read("invalid=100")).values()) == {None}
    assert raw_for(read("petition=custom&raw=60000&required=100000000"))[99] is None


def test_with_an_official_result_no_count_below_what_was_looked_at() -> None:
    """240,000 of 300,000 counted are valid and 1,000 required: what was looked at is the answer."""
    scenario = read("required=1000&counted=300000&counted_valid=240000")
    assert set(raw_for(scenario).values()) == {300_000}
    assert invalid_for(scenario) is None


small = st.fixed_dictionaries(
    {
        "required": st.integers(3_000, 3_000_000),
        "invalid": st.floats(5.0, 45.0),
        "repeats": st.floats(0.5, 15.0),
    }
)


def scenario_of(values: dict[str, float]) -> Scenario:
    base = read("petition=custom&raw=5000000&required=4000&invalid_pm=5&repeats_pm=0.4")
    return replace(base, **values)  # type: ignore[arg-type]


def counts_of(values: dict[str, float]) -> list[int]:
    found = raw_for(scenario_of(values))
    return [raw for target in TARGETS if (raw := found[target]) is not None]


@examples(max_examples=25)
@given(values=small)
def test_more_is_needed_for_more(values: dict[str, float]) -> None:
    """Rising in the target, in the requirement, in the invalid rate and in the repeats."""
    found = counts_of(values)
    assert len(found) == len(TARGETS)
    assert sorted(set(found)) == found
    for key, step in (("required", 50), ("invalid", 1.0), ("repeats", 1.0)):
        worse = counts_of(values | {key: values[key] + step})
        assert all(more > less for more, less in zip(worse, found, strict=True))


@examples(max_examples=25)
@given(values=small, raw=st.floats(1.1, 1.9))
def test_a_lower_rate_is_needed_for_more(values: dict[str, float], raw: float) -> None:
    scenario = replace(scenario_of(values), raw=round(values["required"] * raw))
    found = invalid_for(scenario)
    assert found is not None
    rates = [-1.0 if rate is None else rate for rate in found.values()]
    assert sorted(rates, reverse=True) == rates


def test_published_raw_counts() -> None:
    """MODEL 7 says 781,495 for .8 in its text; the rows of H hold the other two."""
    published = {0.5: ROWS["H.required_raw.0.5"]["value"], 0.8: 781_495}
    published[0.95] = ROWS["H.required_raw.0.95"]["value"]
    for target, raw in published.items():
        found = smallest_whole(
            lambda n: ref.enough_beta(REQUIRED, n, VALIDITY, REPEATS),
            wanted=target, least=REQUIRED, most=10**8, guess=RAW, step=5_000,
        )  # fmt: skip
        assert found == raw


def test_published_break_even() -> None:
    """H.breakeven_p by the product's own function, repeats in per cent."""
    shares = (0.0, 3.0, 6.0, 100.0 * 43_593 / 563_643)
    for share, published in zip(shares, ROWS["H.breakeven_p"]["value"], strict=True):
        rate = break_even_invalid(raw=RAW, required=REQUIRED, repeats_percent=share)
        assert rate is not None
        assert 1.0 - rate / 100.0 == pytest.approx(
            published, rel=0, abs=ROWS["H.breakeven_p"]["tol"]
        )


def beta_odds(counts: np.ndarray) -> np.ndarray:
    return np.array([ref.enough_beta(REQUIRED, n, VALIDITY, REPEATS) for n in counts])


def test_published_optimum() -> None:
    """H.optimal_N: $8 a signature, $20 million; worth it from nothing."""
    counts = np.linspace(600_000, 1_200_000, 41).round()
    found = stop_at(beta_odds, counts=counts, start=0, cost=8.0, worth=20e6)
    assert found is not None
    row = ROWS["H.optimal_N"]
    assert found == pytest.approx(row["value"], rel=0, abs=row["tol"])


def test_the_next_1000_are_a_difference_of_forecasts() -> None:
    scenario = read("cost=6.5")
    found = per_1000(scenario)
    assert found.odds == forecast(scenario).sufficient
    assert found.odds_after == forecast(replace(scenario, raw=scenario.raw + 1_000)).sufficient
    assert found.gain == found.odds_after - found.odds > 0.0
    assert found.cost == 6_500.0
    assert found.dollars_a_point == pytest.approx(65.0 / found.gain)
    assert per_1000(read("")).dollars_a_point is None


@pytest.mark.parametrize("start", [0, 460, 520, 700])
def test_where_more_stops_paying_is_the_best_of_all_counts(start: int) -> None:
    scenario = read(
        f"petition=custom&raw=600&required=450&cost=10&worth=200000&collected={start or ''}"
    )
    counts = np.arange(max(start, 1), 2_001)
    net = 200_000 * odds_at_raw(scenario, counts) - 10 * counts
    best = int(counts[np.argmax(net)])
    found = worth_of(scenario)
    assert found is not None
    assert found.start == start
    assert found.stop_at == (best if best > start else None)


def test_it_never_pays_where_it_costs_more_than_it_is_worth() -> None:
    found = worth_of(read(f"{CUSTOM}&cost=10&worth=300000"))
    assert found is not None
    assert found.stop_at is found.stop_odds is None


def test_more_is_slack_past_the_steepest_place() -> None:
    scenario = read("")
    found = worth_of(scenario)
    assert found is not None
    assert found.slack_from is not None
    assert found.slack_from > found.steepest

    def gain(raw: int) -> float:
        low, high = odds_at_raw(scenario, np.array([raw, 1.01 * raw]))
        return float(high - low)

    assert gain(found.slack_from) < 0.01 <= gain(found.slack_from - 1)
    around = odds_at_raw(scenario, found.steepest + np.array([-60_000, -1, 1, 60_000]))
    slopes = np.diff(around) / np.array([59_999, 2, 59_999])
    assert slopes[1] == slopes.max()


def test_the_table_of_worth_is_the_forecast() -> None:
    scenario = read(f"{CUSTOM}&cost=5&worth=1000000")
    found = worth_of(scenario)
    assert found is not None
    assert 8 <= len(found.table) <= 27
    assert found.table[0].odds < 0.02
    assert found.table[-1].odds > 0.99
    for row in found.table:
        odds = forecast(replace(scenario, raw=row.raw)).sufficient
        assert row.odds == pytest.approx(odds, rel=0, abs=1e-7)
        assert row.net == pytest.approx(1e6 * row.odds - 5.0 * row.raw)


def test_bounds_during_a_count() -> None:
    """715,833 in all, 566,857 required, by hand."""
    found = plan_of(read("counted=300000&counted_valid=215000")).bounds
    assert found is not None
    assert (found.worst, found.best, found.left) == (215_000, 630_833, 415_833)
    assert found.decided == "open"
    assert found.share_needed == pytest.approx(351_857 / 415_833)
    assert found.share_so_far == pytest.approx(215 / 300)


@pytest.mark.parametrize(
    ("string", "decided"),
    [
        ("counted=600000&counted_valid=566857", "enough"),
        ("counted=600000&counted_valid=566856", "open"),
        ("counted=600000&counted_valid=451024", "open"),
        ("counted=600000&counted_valid=451023", "not_enough"),
    ],
)
def test_bounds_turn_at_the_requirement(string: str, decided: str) -> None:
    found = plan_of(read(string)).bounds
    assert found is not None
    assert found.decided == decided
    assert (found.share_needed is None) == (decided != "open")


def test_a_plan_holds_what_its_inputs_allow() -> None:
    plan = plan_of(read(""))
    assert (plan.pace, plan.striking, plan.bounds) == (None, None, None)
    assert plan.odds == forecast(read("")).sufficient
    assert plan.net_validity_needed == pytest.approx(REQUIRED / RAW)
    done = plan_of(read(OUTCOME))
    assert done.decided
    assert (done.worth, done.invalid_for) == (None, None)
    assert done.bounds is not None
    assert done.bounds.left == 0
