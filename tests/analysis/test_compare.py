"""The bridge between two scenarios: exact, the same both ways, and equal to all orders by hand."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, permutations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import Bridge, Side, bridge, side_of
from analysis.compare.corners import worth as worth_of_corners
from analysis.compare.factors import FACTORS, MOST_WITH_EVIDENCE, THE_REST, TOGETHER, groups
from analysis.compare.shapley import shapley, whole_parts, with_rest
from analysis.forecast import forecast
from analysis.scenario import REASONS, Scenario, read

CAMPAIGN = "not_registered=8&address=4&mismatch=4&out_of_area=1&other=3&repeats=2"
COUNTY = "not_registered=13&address=3&mismatch=5&cancelled=1&out_of_area=1&other=4"
BEFORE = [
    ("invalid=20", "invalid=27"),
    ("invalid=20&repeats=2", "invalid=27&raw=690000"),
    ("as_of=filed&invalid=20&invalid_pm=3", "invalid=27&repeats=2&repeats_pm=1"),
    ("required=500000", "check=1000&check_valid=780&invalid_pm=4"),
    (CAMPAIGN, COUNTY),
]
BESIDE_EVIDENCE = [
    ("", "as_of=sample"),
    ("as_of=sample", "as_of=outcome"),
    ("as_of=filed", "as_of=outcome"),
    ("as_of=sample&invalid=25", "gate=full_count&repeats=3"),
    ("as_of=sample", "as_of=sample&drift=0.2&rules=every-signature&gate=unknown"),
    ("", "counted=300000&counted_valid=220000&counted_repeats=8000&invalid=20"),
]


def side(string: str) -> Side:
    return side_of(read(string))


def between(first: str, other: str) -> Bridge:
    return bridge(side(first), side(other))


def worth(scenario: Scenario) -> tuple[float, float]:
    """Odds and expected margin, by the front door."""
    result = forecast(scenario)
    return result.sufficient, result.valid.mean - result.required


def over_all_orders(first: Scenario, other: Scenario) -> dict[str, tuple[float, float]]:
    """What each group adds, on the mean over all orders, one forecast after another."""
    moved = groups(first, other)
    found = {group.name: [0.0, 0.0] for group in moved}
    orders = list(permutations(moved))
    for order in orders:
        steps = [first]
        for group in order:
            changes = {key: getattr(other, key) for key in group.keys}
            steps.append(replace(steps[-1], **changes))
        for group, (before, after) in zip(order, pairwise(map(worth, steps)), strict=True):
            for place in (0, 1):
                found[group.name][place] += (after[place] - before[place]) / len(orders)
    return {name: (odds, signatures) for name, (odds, signatures) in found.items()}


def adds_up(found: Bridge) -> bool:
    """Exactly, and as it is shown, in any order of adding; and so do the reasons."""
    levels = [(found.steps, found.end, found.start)]
    sums = [
        (sum(step.odds for step in steps), sum(step.signatures for step in steps),
         sum(step.tenths for step in steps), sum(step.whole for step in steps))
        == (end.odds - start.odds, end.signatures - start.signatures,
            end.tenths - start.tenths, end.whole - start.whole)
        for steps, end, start in levels
    ]  # fmt: skip
    for step in found.steps:
        if step.parts:
            parts = step.parts
            sums.append(
                (sum(part.odds for part in parts), sum(part.signatures for part in parts),
                 sum(part.tenths for part in parts), sum(part.whole for part in parts))
                == (step.odds, step.signatures, step.tenths, step.whole)
            )  # fmt: skip
    return all(sums)


@pytest.mark.parametrize(("first", "other"), BEFORE + BESIDE_EVIDENCE[:5])
def test_it_is_the_mean_over_all_orders(first: str, other: str) -> None:
    """Shapley (1953). The widths here fit every center, so no corner needs a cut."""
    sides = side(first), side(other)
    found = bridge(*sides)
    wanted = over_all_orders(sides[0].scenario, sides[1].scenario)
    assert {step.name for step in found.steps} == set(wanted)
    for step in found.steps:
        odds, signatures = wanted[step.name]
        assert float(step.odds) == pytest.approx(odds, abs=2e-6)
        assert float(step.signatures) == pytest.approx(signatures, abs=1e-3)


@pytest.mark.parametrize(("first", "other"), BEFORE + BESIDE_EVIDENCE)
def test_it_adds_up_to_what_the_forecasts_differ_by(first: str, other: str) -> None:
    found = between(first, other)
    assert adds_up(found)
    for end, string in ((found.start, first), (found.end, other)):
        scenario = side(string).scenario
        result = forecast(scenario)
        assert float(end.odds) == result.sufficient
        assert end.signatures == Fraction(result.valid.mean) - scenario.required


@pytest.mark.parametrize(("first", "other"), BEFORE + BESIDE_EVIDENCE)
def test_back_again_every_sign_is_turned(first: str, other: str) -> None:
    there, back = between(first, other), between(other, first)
    assert (back.start, back.end) == (there.end, there.start)
    for step, again in zip(there.steps, back.steps, strict=True):
        pairs = [(step, again), *zip(step.parts, again.parts, strict=True)]
        for one, turned in pairs:
            assert (turned.name, turned.odds, turned.signatures, turned.tenths, turned.whole) == (
                one.name, -one.odds, -one.signatures, -one.tenths, -one.whole,
            )  # fmt: skip


def test_no_end_is_shown_as_certain_before_a_complete_count() -> None:
    """Odds of 1e-9 and of all but 1: a tenth of a point from 0 and from 100%, and so the steps."""
    found = between("invalid=60&repeats=2", "invalid=0&invalid_pm=0&repeats=2&repeats_pm=0.5")
    assert (found.start.tenths, found.end.tenths) == (1, 999)
    assert adds_up(found)
    assert all(abs(step.tenths) < 1000 for step in found.steps)
    counted = between("as_of=outcome&counted_valid=600000", "as_of=outcome")
    assert (counted.start.tenths, counted.end.tenths) == (1000, 0)


@pytest.mark.parametrize(("first", "other"), BEFORE + BESIDE_EVIDENCE)
def test_no_step_is_shown_with_the_wrong_sign(first: str, other: str) -> None:
    for step in between(first, other).steps:
        for one in (step, *step.parts):
            assert one.tenths * one.odds >= 0
            assert one.whole * one.signatures >= 0


def test_checks_of_either_kind_are_worked_out_at_once() -> None:
    """Equal to one forecast after another, with two different checks and with one or none."""
    checks = ["", "check=1000&check_valid=780", "check=2000&check_valid=1700&check_weight=1"]
    scenarios = [side(string).scenario for string in checks]
    found = worth_of_corners(scenarios)
    for place, scenario in enumerate(scenarios):
        odds, signatures = worth(scenario)
        assert float(found.odds[place]) == pytest.approx(odds, abs=2e-6)
        assert float(found.signatures[place]) == pytest.approx(signatures, abs=1e-3)


def test_a_case_by_hand() -> None:
    """All rates known, no repeats: M is binomial.

    One signature with p = .5, .5; two .75; one with p = .8, .8; two .96. So the second signature
    adds the mean of .25 and .16, and the rate that of .3 and .21. The expected margins are
    -.5, 0, -.2 and .6: the means of .5 and .8, and of .3 and .6.
    """
    known = "petition=custom&required=1&invalid_pm=0&repeats=0&repeats_pm=0"
    found = between(f"{known}&raw=1&invalid=50", f"{known}&raw=2&invalid=20")
    assert comb(2, 1) * 0.8 * 0.2 + 0.8**2 == pytest.approx(0.96)
    raw, invalid = found.steps
    assert (raw.name, invalid.name) == ("raw", "invalid")
    assert float(raw.odds) == pytest.approx(0.205, abs=1e-9)
    assert float(invalid.odds) == pytest.approx(0.255, abs=1e-9)
    assert float(raw.signatures) == pytest.approx(0.65, abs=1e-9)
    assert float(invalid.signatures) == pytest.approx(0.45, abs=1e-9)


def test_a_higher_requirement_takes_its_own_number_of_signatures() -> None:
    step = between("required=500000", "required=566857&invalid=25").step("required")
    assert step is not None
    assert step.signatures == 500000 - 566857
    assert step.odds < 0


@pytest.mark.parametrize("string", ["", "as_of=sample", "as_of=outcome", CAMPAIGN])
def test_nothing_separates_equal_scenarios(string: str) -> None:
    assert between(string, string).steps == ()


@pytest.mark.parametrize("key", ["election=2022-11-15", "order_lag=3", "cost=5", "speed=20000"])
def test_what_moves_no_odds_of_enough_is_no_factor(key: str) -> None:
    assert between("", key).steps == ()


def test_the_law_and_the_drift_are_factors_only_beside_evidence() -> None:
    assert between("", "rules=wa&drift=0.3").steps == ()
    names = [step.name for step in between("as_of=sample", "as_of=sample&drift=0.3").steps]
    assert names == ["evidence"]


def test_a_factor_that_changes_nothing_gets_nothing() -> None:
    """During a count of every signature the law of the sample has no say."""
    count = "counted=300000&counted_valid=220000"
    found = between(
        f"{count}&invalid=20", f"{count}&invalid=25&rules=ca-state-recall&required=500000"
    )
    law = found.step("law")
    assert law is not None
    assert law.odds == law.signatures == 0
    assert law.tenths == law.whole == 0


def test_the_rate_is_split_among_the_reasons_in_proportion_to_their_changes() -> None:
    """Aumann-Shapley for a function of a sum: Billera and Heath (1982)."""
    step = between(CAMPAIGN, COUNTY).step("invalid")
    assert step is not None
    changes = {"not_registered": 5, "address": -1, "mismatch": 1, "cancelled": 1, "other": 1}
    assert [part.name for part in step.parts] == [name for name in REASONS if name in changes]
    for part in step.parts:
        assert part.odds == step.odds * changes[part.name] / 7
        assert part.signatures == step.signatures * changes[part.name] / 7


def test_reasons_that_cancel_still_have_their_own_effects() -> None:
    rest = "mismatch=5&repeats=2"
    found = between(f"not_registered=10&address=5&{rest}", f"not_registered=12&address=3&{rest}")
    step = found.step("invalid")
    assert step is not None
    assert step.odds == step.signatures == 0
    up, down = step.parts
    assert (up.name, down.name) == ("not_registered", "address")
    assert up.odds == -down.odds
    # Two points more of any reason do what two points more of the rate do.
    alone = between("invalid=20&repeats=2", "invalid=22&repeats=2").step("invalid")
    assert alone is not None
    assert float(up.odds) == pytest.approx(float(alone.odds), rel=0.05)
    assert float(up.signatures) == pytest.approx(float(alone.signatures), rel=0.01)


def test_one_rate_is_split_as_past_petitions_are_and_that_is_said() -> None:
    assert between("invalid=20", "invalid=27").assumed == (True, True)
    found = between(CAMPAIGN, "invalid=27")
    assert found.assumed == (False, True)
    step = found.step("invalid")
    assert step is not None
    assert sum(part.odds for part in step.parts) == step.odds
    assert between("invalid=27", CAMPAIGN).assumed == (True, False)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("as_of=filed", "as_of=outcome"),
        ("raw=30000", "as_of=sample"),
        ("raw=200000", "counted=300000&counted_valid=220000"),
    ],
)
def test_evidence_that_cannot_stand_beside_the_other_raw_count_moves_with_it(
    first: str, other: str
) -> None:
    names = [step.name for step in between(first, other).steps]
    assert TOGETHER in names
    assert not {"raw", "evidence"} & set(names)


def test_evidence_that_can_stands_apart() -> None:
    names = [step.name for step in between("as_of=filed", "as_of=sample").steps]
    assert names == ["raw", "evidence"]


def test_beside_evidence_the_rarest_factors_make_one() -> None:
    other = (
        "raw=700000&required=560000&invalid=25&invalid_pm=5&repeats=4&repeats_pm=2"
        "&check=1000&check_valid=800&rules=wa"
    )
    found = between("as_of=sample", other)
    assert len(found.steps) == MOST_WITH_EVIDENCE
    rest = found.step(THE_REST)
    assert rest is not None
    assert rest.factors == ("invalid_pm", "repeats_pm", "check", "law")
    assert {factor for step in found.steps for factor in step.factors} == set(FACTORS)
    assert adds_up(found)


@pytest.mark.parametrize(
    "evidence",
    [
        "counted=100000&counted_valid=70000&counted_repeats=3",
        "sample=30000&sample_valid=24000&sample_repeats=3",
    ],
)
def test_repeats_seen_beside_a_share_known_to_be_0_are_left_out(evidence: str) -> None:
    """No scenario has both: a reader who gives both is told so."""
    assert read(f"repeats=0&{evidence}").problems
    found = between("repeats=0", evidence)
    assert [step.name for step in found.steps] == ["repeats", "evidence"]
    assert adds_up(found)


def test_a_width_too_large_for_another_center_is_cut() -> None:
    """Beside 0.5 percent invalid no more than 11.7 points fit; the other has 20 beside 30."""
    found = between("invalid=0.5&invalid_pm=2", "invalid=30&invalid_pm=20")
    assert [step.name for step in found.steps] == ["invalid", "invalid_pm"]
    assert adds_up(found)


numbers = {
    "raw": st.sampled_from([600000, 690000, 715833]),
    "required": st.sampled_from([500000, 566857]),
    "invalid": st.integers(10, 400).map(lambda tenths: tenths / 10),
    "invalid_pm": st.sampled_from([0.5, 4, 8]),
    "repeats": st.sampled_from([0.5, 2, 5.5, 9]),
    "repeats_pm": st.sampled_from([0.2, 2, 4]),
    "check": st.sampled_from(["500&check_valid=400", "9000&check_valid=6000"]),
    "sample": st.sampled_from(
        ["30000&sample_valid=24000", "9000&sample_valid=7000&sample_repeats=3"]
    ),
}
strings = st.fixed_dictionaries({}, optional=numbers).map(
    lambda given: "&".join(f"{key}={value}" for key, value in given.items())
)


@given(first=strings, other=strings)
@settings(max_examples=40)
def test_any_pair_adds_up_and_turns(first: str, other: str) -> None:
    there, back = between(first, other), between(other, first)
    assert adds_up(there)
    assert [-step.odds for step in there.steps] == [step.odds for step in back.steps]
    assert [-step.tenths for step in there.steps] == [step.tenths for step in back.steps]


fractions = st.fractions(-1000, 1000, max_denominator=64)


@given(
    values=st.integers(0, 4).flatmap(lambda k: st.lists(fractions, min_size=2**k, max_size=2**k))
)
def test_shares_are_those_of_all_orders(values: list[Fraction]) -> None:
    count = len(values).bit_length() - 1
    wanted = [Fraction(0)] * count
    orders = list(permutations(range(count)))
    for order in orders:
        corner = 0
        for place in order:
            wanted[place] += (values[corner | 1 << place] - values[corner]) / len(orders)
            corner |= 1 << place
    found = shapley(values)
    assert list(found) == wanted
    assert sum(found) == values[-1] - values[0]


@given(parts=st.lists(fractions, min_size=1, max_size=9), off=st.integers(-3, 3))
def test_whole_parts_add_up_and_stay_near(parts: list[Fraction], off: int) -> None:
    total = round(sum(parts)) + off
    shown = whole_parts(parts, total)
    if any(parts):
        assert sum(shown) == total
    if off == 0:
        assert all(abs(one - part) < 1 for one, part in zip(shown, parts, strict=True))
    assert all(one == 0 for one, part in zip(shown, parts, strict=True) if not part)


def test_the_largest_share_takes_the_rest() -> None:
    shares = [Fraction(1), Fraction(-7), Fraction(7)]
    assert with_rest(shares, Fraction(2)) == (Fraction(1), Fraction(-6), Fraction(7))
    assert with_rest([], Fraction(0)) == ()
