"""The path through the check: what holds whatever the scenario, and what is named as a problem."""

import math
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analysis import scenario
from analysis.forecast import Forecast, forecast, without_drift
from analysis.rules import rule_sets
from analysis.valid_count import DOTS

# The same examples on every run: a test that fails, fails for a change that was made.
steady = settings(max_examples=60, derandomize=True, deadline=None)

RULES = tuple(rule_sets())
SAMPLED = "raw=10000&required=7000&invalid=24&invalid_pm=8&repeats=4&repeats_pm=2&drift=0.07"


def custom(string: str) -> scenario.Scenario | None:
    """A custom petition; None for a string with problems."""
    reading = scenario.read(f"petition=custom&{string}")
    return None if reading.problems else reading.scenario


def told(string: str) -> Forecast | None:
    """The forecast of a custom petition; None for a string with problems."""
    found = custom(string)
    return None if found is None else forecast(found)


def due(string: str) -> Forecast:
    found = told(string)
    assert found is not None, string
    return found


@st.composite
def petitions(draw: st.DrawFn, *, most: int = 1_000_000) -> dict[str, object]:
    raw = draw(st.one_of(st.integers(1, 12), st.integers(1, 600), st.integers(500, most)))
    values: dict[str, object] = {
        "rules": draw(st.sampled_from(RULES)),
        "raw": raw,
        "required": max(1, int(raw * draw(st.sampled_from([0.1, 0.6, 0.7, 0.75, 0.9, 1.0, 1.2])))),
        "invalid": draw(st.sampled_from([0, 0.5, 5, 20, 24.5, 50, 90, 100])),
        "repeats": draw(st.sampled_from([0, 0.5, 5, 20, 50])),
        "drift": draw(st.sampled_from([0, 0.001, 0.07, 0.5])),
        "statistic": draw(st.sampled_from(["corrected", "uncorrected"])),
    }
    for width in ("invalid_pm", "repeats_pm"):
        given_width = draw(st.sampled_from([None, 0, 0.1]))
        if given_width is not None:
            values[width] = given_width
    return values


@st.composite
def checked(draw: st.DrawFn) -> dict[str, object]:
    """A petition with evidence of every kind, or none."""
    values = draw(petitions())
    raw = int(str(values["raw"]))
    stage = draw(st.sampled_from(["none", "gate", "sample", "sample", "counted", "check"]))
    if stage in ("gate", "sample") and draw(st.booleans() if stage == "sample" else st.just(True)):
        values["gate"] = draw(st.sampled_from(["full_count", "sufficient", "insufficient"]))
    if stage in ("sample", "counted", "check"):
        size = draw(st.one_of(st.just(raw), st.just(max(1, raw // 20)), st.integers(1, raw)))
        usual = int(size * (1.0 - float(str(values["invalid"])) / 100.0))
        valid = draw(st.one_of(st.just(usual), st.integers(0, size), st.sampled_from([0, size])))
        values |= {stage: size, f"{stage}_valid": valid}
        # Repeats unpublished beside few valid ones of many: test_evidence.py has a test of it.
        silent = draw(st.booleans()) and (size < 5_000 or stage == "sample")
        if stage != "check" and not silent:
            repeats = st.integers(0, min(valid, size - valid))
            values[f"{stage}_repeats"] = draw(st.one_of(st.just(0), repeats))
    return values


def holds(string: str, read: scenario.Scenario) -> None:
    """What every forecast promises."""
    found, alike = forecast(read), without_drift(read)
    path, valid = found.path, found.valid
    ends = (path.raw_short, path.sample_sufficient, path.full_count, path.sample_insufficient)
    parts = (path.full_count_sufficient, path.full_count_insufficient)
    quantiles = (valid.p05, valid.p25, valid.p50, valid.p75, valid.p95)
    odds = (found.sufficient, found.qualifies, alike.sufficient, alike.qualifies)
    everything = (*ends, *parts, *odds, *quantiles, *valid.dots, valid.mean, valid.sd)
    assert all(math.isfinite(value) for value in everything), string
    assert all(-1e-12 <= value <= 1.0 + 1e-12 for value in (*ends, *parts, *odds)), string
    assert sum(ends) == pytest.approx(1.0, abs=1e-9), string
    assert (found.on_ballot is None) is bool(found.no_calendar), string
    if found.on_ballot is not None:
        assert -1e-12 <= found.on_ballot <= found.qualifies + 1e-9, string
    assert sum(parts) == pytest.approx(path.full_count, abs=1e-9), string
    slack = 1e-5 * found.raw + 1e-6
    for row in (quantiles, valid.dots):
        assert all(high >= low - slack for low, high in pairwise(row)), string
    assert len(valid.dots) == DOTS
    assert -slack <= valid.dots[0] <= valid.dots[-1] + slack <= found.raw + 2.0 * slack, string
    assert -slack <= valid.mean <= found.raw + slack, string
    if not found.decided:
        beyond = sum(dot > found.required + slack for dot in valid.dots) / DOTS
        reach = sum(dot >= found.required - slack for dot in valid.dots) / DOTS
        # A count of a handful of signatures has no dots between its whole numbers; of ten or
        # fewer nothing is claimed.
        margin = 0.03 if found.raw > 100 else 0.1 if found.raw > 10 else 1.0
        assert beyond - margin <= found.sufficient <= reach + margin, string


@steady
@given(checked())
@example({"raw": 6272, "required": 627, "invalid": 5, "repeats": 20, "rules": "or", "drift": 0.5,
          "sample": 3395, "sample_valid": 1238})  # fmt: skip
@example({"raw": 8, "required": 8, "invalid": 20, "repeats": 5, "rules": "every-signature",
          "sample": 1, "sample_valid": 1})  # fmt: skip
@example({"raw": 9, "required": 7, "invalid": 90, "repeats": 1, "rules": "or", "drift": 0,
          "gate": "insufficient"})  # fmt: skip
@example({"raw": 4, "required": 2, "invalid": 90, "repeats": 0, "rules": "nv-local", "drift": 0,
          "gate": "insufficient"})  # fmt: skip
@example({"raw": 370, "required": 277, "invalid": 50, "invalid_pm": 1, "repeats": 20,
          "repeats_pm": 0, "rules": "md", "drift": 0, "sample": 18,
          "sample_valid": 16})  # fmt: skip
def test_every_forecast_is_whole(values: dict[str, object]) -> None:
    string = urlencode(values)
    found = custom(string)
    if found is not None:
        holds(string, found)


@steady
@given(st.integers(1, 600), st.sampled_from(RULES), st.floats(0.3, 1.3), st.integers(0, 100))
def test_tiny_petitions_have_a_path(raw: int, rules: str, share: float, invalid: int) -> None:
    required = max(1, round(share * raw))
    string = f"raw={raw}&required={required}&rules={rules}&invalid={invalid}&repeats=5"
    found = custom(string)
    assert found is not None, string
    holds(string, found)
    if raw < required:
        assert forecast(found).path.raw_short == 1.0
        assert forecast(found).sufficient == 0.0


@pytest.mark.parametrize("rules", RULES)
def test_a_rule_set_has_the_answers_of_its_law(rules: str) -> None:
    """Without a sample all is counted; with no middle nothing is; Washington never fails one."""
    law = rule_sets()[rules]
    path = due(f"{SAMPLED}&rules={rules}").path
    if law.gate is None:
        assert path.full_count == 1.0
    elif law.gate.middle == "none":
        assert path.full_count == pytest.approx(0.0, abs=1e-9)
    elif law.gate.kind == "pairs":
        assert path.sample_insufficient == 0.0
    else:
        assert min(path.sample_sufficient, path.full_count, path.sample_insufficient) > 0.0


def test_five_hundred_signatures_or_fewer_are_all_counted() -> None:
    """California samples more than 500 only, Elections Code 11225."""
    string = "required=300&invalid=24&repeats=4&rules=ca-local-recall-2022"
    assert due(f"raw=500&{string}").path.full_count == 1.0
    assert due(f"raw=501&{string}").path.full_count < 1.0


def steps(key: str, values: range, *, more: str = "") -> list[float]:
    return [due(f"{SAMPLED}&rules=ca-local-recall-2022{more}&{key}={v}").sufficient for v in values]


@pytest.mark.parametrize("repeats", ["", "&sample_repeats=0", "&sample_repeats=3"])
@pytest.mark.parametrize(("drift", "first", "last"), [("0", 340, 420), ("0.07", 320, 418)])
def test_more_valid_in_the_sample_never_hurts(
    drift: str, first: int, last: int, repeats: str
) -> None:
    """A theorem without drift. With it only near the prior: see the next test."""
    more = f"&sample=500{repeats}"
    base = SAMPLED.replace("drift=0.07", f"drift={drift}") + f"&rules=ca-local-recall-2022{more}"
    odds = [due(f"{base}&sample_valid={valid}").sufficient for valid in range(first, last, 8)]
    assert all(high >= low - 2e-4 for low, high in pairwise(odds))
    assert odds[0] < 0.05 < 0.9 < odds[-1]


def test_a_sample_far_from_the_prior_is_put_down_to_drift() -> None:
    """A t has heavy tails: what a normal prior all but excludes is taken for another standard."""
    odds = [
        due(f"{SAMPLED}&rules=every-signature&sample=500&sample_valid={valid}").sufficient
        for valid in (250, 300)
    ]
    assert odds[0] > odds[1]


@pytest.mark.parametrize("fixed", ["sample=500&sample_valid=375"])
def test_more_repeats_in_the_sample_never_help(fixed: str) -> None:
    """With v as it is: d of its n - v were repeats, so y is one more, and each stands for many."""
    odds = steps("sample_repeats", range(30), more=f"&{fixed}")
    assert all(low <= high + 2e-4 for high, low in pairwise(odds))


@pytest.mark.parametrize(
    "evidence",
    ["", "&sample=500&sample_valid=375", "&sample=500&sample_valid=375&sample_repeats=2",
     "&counted=4000&counted_valid=2900&counted_repeats=50", "&gate=full_count&sample=0"],
)  # fmt: skip
def test_a_higher_requirement_never_helps(evidence: str) -> None:
    base = SAMPLED.replace("required=7000&", "") + f"&rules=every-signature{evidence}"
    odds = [due(f"{base}&required={required}").sufficient for required in range(5_000, 9_001, 200)]
    assert all(low <= high + 1e-5 for high, low in pairwise(odds))


@steady
@given(petitions(most=100_000), st.floats(0.6, 0.9), st.integers(0, 10), st.integers(1, 40))
def test_after_a_sample_odds_rise_with_valid(
    values: dict[str, object], share: float, seen: int, more: int
) -> None:
    raw = int(str(values["raw"]))
    assume(raw > 600)
    size = max(500, raw // 20)
    valid = int(size * share)
    values |= {"rules": "every-signature", "sample": size, "sample_repeats": seen, "drift": 0}
    values |= {"invalid": 24.5, "invalid_pm": 8, "repeats": 5, "repeats_pm": 3}
    low = told(urlencode(values | {"sample_valid": valid}))
    high = told(urlencode(values | {"sample_valid": valid + more}))
    assume(low is not None and high is not None)
    assert low is not None
    assert high is not None
    assert high.sufficient >= low.sufficient - 2e-3


@pytest.mark.parametrize("gate", ["sufficient", "full_count", "insufficient"])
def test_a_known_gate_leaves_one_branch(gate: str) -> None:
    """Everything is conditional on the gate once it is known."""
    found = due(f"{SAMPLED}&rules=ca-local-recall-2022&gate={gate}")
    named = {
        "sufficient": found.path.sample_sufficient,
        "full_count": found.path.full_count,
        "insufficient": found.path.sample_insufficient,
    }
    assert named.pop(gate) == pytest.approx(1.0, abs=1e-9)
    assert sum(named.values()) == pytest.approx(0.0, abs=1e-9)
    assert found.decided is (gate != "full_count")


def test_gates_are_a_partition_of_the_prior() -> None:
    """P(M >= R) is the mean of its values given each answer, by the chances of the answers."""
    base = f"{SAMPLED}&rules=ca-local-recall-2022"
    path = due(base).path
    chances = {
        "sufficient": path.sample_sufficient,
        "full_count": path.full_count,
        "insufficient": path.sample_insufficient,
    }
    total = sum(p * due(f"{base}&gate={gate}").sufficient for gate, p in chances.items())
    assert total == pytest.approx(due(base).sufficient, abs=2e-4)


def test_repeats_are_a_partition_of_a_sample_that_does_not_publish_them() -> None:
    """The odds without d lie between those with the fewest and the most d."""
    base = f"{SAMPLED}&rules=every-signature&sample=500&sample_valid=372"
    odds = [due(f"{base}&sample_repeats={d}").sufficient for d in (0, 12)]
    assert odds[1] < due(base).sufficient < odds[0]


@pytest.mark.parametrize(
    ("string", "fields"),
    [
        ("sample=500&sample_valid=501", [("sample", "sample_valid")]),
        ("sample=10001&sample_valid=400", [("raw", "sample")]),
        ("sample=500&sample_valid=400&sample_repeats=101",
         [("sample", "sample_valid", "sample_repeats")]),
        ("sample=500", ["sample"]),
        ("sample_valid=400", ["sample_valid"]),
        ("sample_repeats=4", ["sample_repeats"]),
        ("counted=10001&counted_valid=400", [("raw", "counted")]),
        ("counted=500&counted_valid=501", [("counted", "counted_valid")]),
        ("counted=500&counted_valid=400&counted_repeats=101",
         [("counted", "counted_valid", "counted_repeats")]),
        ("counted=500", ["counted"]),
        ("counted_valid=400", ["counted_valid"]),
        ("check=500&check_valid=501", [("check", "check_valid")]),
        ("check=500", ["check"]),
        ("repeats=0&sample=500&sample_valid=400&sample_repeats=5", [("repeats", "sample_repeats")]),
        ("repeats=0&counted=500&counted_valid=400&counted_repeats=5",
         [("repeats", "counted_repeats")]),
        ("invalid=0&repeats=0&sample=500&sample_valid=400",
         [("invalid", "sample", "sample_valid")]),
        ("invalid=100&sample=500&sample_valid=400", [("invalid", "sample", "sample_valid")]),
        ("counted=100&counted_valid=80&gate=sufficient", [("gate", "counted")]),
        ("counted=100&counted_valid=80&gate=insufficient", [("gate", "counted")]),
        ("sample=500&sample_valid=490&sample_repeats=0&gate=insufficient",
         [("sample", "sample_valid", "sample_repeats", "gate")]),
        ("sample=500&sample_valid=200&sample_repeats=0&gate=sufficient",
         [("sample", "sample_valid", "sample_repeats", "gate")]),
        ("sample=500&sample_valid=200&gate=full_count", [("sample", "sample_valid", "gate")]),
    ],
)  # fmt: skip
def test_evidence_that_cannot_be_is_named(string: str, fields: list[str | tuple[str, ...]]) -> None:
    """SCENARIO.md, checks between keys: the given keys that clash, in the table's order."""
    base = "petition=custom&rules=ca-local-recall-2022&raw=10000&required=7000"
    reading = scenario.read(f"{base}&{string}")
    assert [problem.field for problem in reading.problems] == fields
    assert reading.scenario is not None
    holds(string, reading.scenario)


@pytest.mark.parametrize("gate", ["sufficient", "insufficient"])
def test_a_gate_is_a_problem_where_no_sample_is_taken(gate: str) -> None:
    """SCENARIO.md: where a rule set takes no sample ``path.full_count`` is 1."""
    for string in ("raw=400&rules=ca-local-recall-2022", "raw=10000&rules=every-signature"):
        reading = scenario.read(f"petition=custom&required=300&{string}&gate={gate}")
        assert [problem.field for problem in reading.problems] == [("rules", "gate")], string


def test_more_repeats_than_valid_ones_are_a_problem() -> None:
    """Repeats are pairs: each repeat seen is the copy of a valid one, so d is at most v."""
    reading = scenario.read(
        "petition=custom&rules=ca-local-recall-2022&raw=10000&required=7000"
        "&sample=500&sample_valid=10&sample_repeats=200"
    )
    assert reading.problems
