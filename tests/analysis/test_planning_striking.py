"""What striking does: nothing to a full count; under a sample rule against a drawn petition."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.forecast import forecast
from analysis.gate import gate_odds, gate_rule
from analysis.planning import GateOdds, Striking, odds_when_struck, plan_of
from analysis.rules import rule_sets
from analysis.wording.striking import striking_sentence
from tests import reference as ref
from tests.analysis.strings import CUSTOM, read
from tests.reference import Beta

STRIKE = "strike_invalid=20000&strike_repeats=10000"
KNOWN = "invalid_pm=0&repeats_pm=0&drift=0"
LAW = "ca-local-recall-2022"


def striking(string: str) -> Striking:
    found = plan_of(read(string)).striking
    assert found is not None
    return found


def test_a_full_count_is_where_it_was() -> None:
    """Y, D and N fall together; M = Y - D, and the odds of it, do not move."""
    found = striking(STRIKE)
    before, after = found.before, found.after
    assert after.raw == before.raw - 30_000 == found.raw_after == 685_833
    assert after.otherwise_valid == pytest.approx(before.otherwise_valid - 10_000)
    assert after.repeats == pytest.approx(before.repeats - 10_000)
    assert after.valid == pytest.approx(before.valid)
    assert found.odds == forecast(read("")).sufficient


def test_replacing_what_was_struck_is_collecting_as_many_more() -> None:
    scenario = read(STRIKE)
    more = replace(scenario, raw=scenario.raw + 30_000)
    assert striking(STRIKE).odds_replaced == forecast(more).sufficient


def test_the_published_gain_of_replacing_10_000_repeats() -> None:
    """MODEL 7 says +0.088393: the new signatures at their mean rate, .8 x .95, whatever p is.

    Signatures that share the petition's own p, as here, gain P(N + 10,000) - P(N): a little more.
    """

    def odds(raw: int, required: int) -> float:
        return ref.enough_beta(required, raw, Beta(80.0, 20.0), Beta(5.0, 95.0))

    before = odds(715_833, 566_857)
    at_mean_rate = odds(715_833, 566_857 - 7_600) - before
    assert at_mean_rate == pytest.approx(0.088393, rel=0, abs=5e-7)
    assert odds(725_833, 566_857) - before == pytest.approx(0.090994, rel=0, abs=5e-7)


@pytest.mark.parametrize("string", ["", CUSTOM, f"{CUSTOM}&rules=wa", f"{CUSTOM}&drift=0"])
def test_with_nothing_struck_the_sample_rule_is_the_forecast_s(string: str) -> None:
    scenario = read(string)
    path = forecast(scenario).path
    found = odds_when_struck(scenario, statistic=scenario.statistic, invalid=0, repeats=0)
    assert found is not None
    assert (found.passes, found.full_count, found.fails) == pytest.approx(
        (path.sample_sufficient, path.full_count, path.sample_insufficient), rel=0, abs=2e-4
    )
    assert found.qualifies == pytest.approx(path.qualifies, rel=0, abs=2e-4)


@pytest.mark.parametrize("statistic", ["corrected", "uncorrected"])
def test_the_luck_of_the_draw_is_what_odds_of_qualifying_add(statistic: str) -> None:
    """MODEL 5: P(qualifies) = P(M >= R) + P(passes, M < R) - P(fails, M >= R)."""
    scenario = read(f"{CUSTOM}&strike_invalid=300&strike_repeats=500")
    found = odds_when_struck(scenario, statistic=statistic, invalid=300, repeats=500)
    assert found is not None
    assert found.passes + found.full_count + found.fails == pytest.approx(1.0)
    enough = forecast(scenario).sufficient
    assert found.qualifies == pytest.approx(
        enough + found.passes_short - found.fails_enough, rel=0, abs=2e-4
    )


@pytest.mark.parametrize("statistic", ["corrected", "uncorrected"])
@pytest.mark.parametrize(("invalid", "repeats"), [(0, 0), (100, 40), (0, 80), (300, 0)])
def test_a_known_petition_has_the_exact_odds_of_its_gate(
    statistic: str, invalid: int, repeats: int
) -> None:
    """2,000 signatures, 1,600 otherwise valid, 80 repeats: the exact law of pairs."""
    scenario = read(f"petition=custom&raw=2000&required=1450&invalid=20&repeats=5&{KNOWN}")
    found = odds_when_struck(scenario, statistic=statistic, invalid=invalid, repeats=repeats)
    assert found is not None
    raw = 2_000 - invalid - repeats
    rule = gate_rule(rules=rule_sets()[LAW], raw=raw, required=1_450, statistic=statistic)
    assert rule is not None
    exact = gate_odds(rule=rule, valid=1_600 - repeats, pairs=80 - repeats)
    assert (found.passes, found.full_count, found.fails) == pytest.approx(
        tuple(exact.values()), rel=0, abs=3e-3
    )


def test_against_samples_drawn_from_a_list_of_signatures() -> None:
    """The list before and after: 40 second copies and 100 invalid lines crossed out; seeded.

    20,000 samples of 500, T = A v - A (A - 1) d against 1.1 and 0.9 of the requirement.
    """
    scenario = read(f"petition=custom&raw=2000&required=1450&invalid=20&repeats=5&{KNOWN}")
    signers = np.concatenate([np.arange(1_520), np.arange(80), np.full(400, -1)])
    struck = np.concatenate([np.arange(1_520), np.arange(40), np.full(300, -1)])
    rng = np.random.default_rng(13)
    for lines, invalid, repeats in ((signers, 0, 0), (struck, 100, 40)):
        value = lines.size / 500
        estimates = []
        for _ in range(20_000):
            drawn = rng.choice(lines, size=500, replace=False, shuffle=False)
            valid = drawn[drawn >= 0]
            distinct = np.unique(valid).size
            seen = valid.size - distinct
            estimates.append(value * distinct - value * (value - 1.0) * seen)
        passes = float(np.mean(np.array(estimates) > 1.1 * 1_450))
        fails = float(np.mean(np.array(estimates) < 0.9 * 1_450))
        found = odds_when_struck(scenario, statistic="corrected", invalid=invalid, repeats=repeats)
        assert found is not None
        assert found.passes == pytest.approx(passes, rel=0, abs=0.01)
        assert found.fails == pytest.approx(fails, rel=0, abs=0.012)


def gates(string: str) -> dict[str, tuple[GateOdds, GateOdds | None]]:
    return {rule.statistic: (rule.before, rule.after) for rule in striking(string).rules}


def test_striking_repeats_takes_an_uncorrected_rule_s_wrong_passes_away() -> None:
    """MODEL 7: under an uncorrected rule the spurious (1 - q) D goes with the repeats."""
    before, after = gates("strike_repeats=10000")["uncorrected"]
    assert after is not None
    assert after.passes_short < 0.75 * before.passes_short
    assert after.qualifies < before.qualifies


def test_striking_repeats_lowers_the_luck_under_a_corrected_rule() -> None:
    """MODEL 7: it lowers the sd of T; the petition is small enough for the draw to matter."""
    string = "petition=custom&raw=10000&required=7500&invalid=20&invalid_pm=6&strike_repeats=300"
    before, after = gates(string)["corrected"]
    assert after is not None
    luck = [gate.passes_short + gate.fails_enough for gate in (before, after)]
    assert luck[1] < luck[0]


def test_only_a_full_count_where_no_sample_is_taken() -> None:
    assert striking(f"{CUSTOM}&rules=every-signature&strike_repeats=5").rules == ()
    assert striking("petition=custom&raw=450&required=300&strike_repeats=5").rules == ()
    assert list(gates(f"{CUSTOM}&rules=wa&strike_repeats=5")) == ["pairs"]


def test_fewer_left_than_required_cannot_qualify() -> None:
    found = gates(f"{CUSTOM}&strike_invalid=15001")
    assert [after for _, after in found.values()] == [None, None]


def test_nothing_to_strike_once_officials_have_looked() -> None:
    assert plan_of(read("strike_repeats=10")).striking is not None
    assert plan_of(read("gate=full_count&strike_repeats=10")).striking is None
    assert plan_of(read("")).striking is None


def test_more_known_repeats_than_expected_is_said() -> None:
    """At 715,833 x 76% x 5% no more than some 27,000 are expected; none of them can be left."""
    assert not striking(STRIKE).more_than_expected
    found = striking("strike_repeats=60000")
    assert found.more_than_expected
    assert found.after.repeats == 0.0
    assert found.after.valid == pytest.approx(found.before.valid)
    assert "such a find would raise the rates" in striking_sentence(found)
