"""A running count: read from text, and the odds after each report of Referendum 71."""

import dataclasses
import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from analysis.forecast import forecast
from analysis.past_checks import r71_count
from analysis.scenario import Scenario, read
from analysis.tally import (
    MOST_CHARACTERS,
    MOST_ROWS,
    Tally,
    TallyRow,
    contradictions,
    counting_drift,
    odds_over_time,
    read_tally,
    worked_example,
    write_tally,
)
from analysis.wording.tally import problem_sentence

CHECKS: Mapping[str, Any] = {
    row["id"]: row["value"]
    for row in json.loads(
        Path(__file__).parents[1].joinpath("data", "checks.json").read_text("utf-8")
    )["checks"]
}
RAW, REQUIRED = 137_881, 120_577
KNOWN = (48_289, 72_976, 79_195, 88_191, 125_631)
"""The reports that the check rows use: with repeats, and before the count was complete."""

steady = settings(max_examples=150, derandomize=True)


def reports() -> dict[int, tuple[int, int]]:
    """Valid and repeats of the published count, by signatures checked; the first of a size."""
    found: dict[int, tuple[int, int]] = {}
    for row in r71_count():
        if row.repeats is not None:
            found.setdefault(row.checked, (row.valid, row.repeats))
    return found


def r71(**changes: Any) -> Scenario:
    scenario = read(worked_example()[0]).scenario
    assert scenario is not None
    return dataclasses.replace(scenario, **changes)


# --- Referendum 71 ---------------------------------------------------------------------------


def test_the_worked_example_is_a_good_scenario() -> None:
    string, rows = worked_example()
    reading = read(string)
    assert reading.problems == () == reading.ignored
    assert reading.scenario is not None
    assert (reading.scenario.raw, reading.scenario.required) == (RAW, REQUIRED)
    assert (rows[-1].checked, rows[-1].valid) == (RAW, 122_007)


def test_repeats_grow_with_the_square_of_what_is_checked() -> None:
    estimates = [reports()[checked][1] * (RAW / checked) ** 2 for checked in KNOWN]
    assert estimates == pytest.approx(CHECKS["A.r71.Dhat"], abs=1e-6)


def test_the_count_was_not_in_random_order() -> None:
    """53 times the spread of a binomial between six reports; August 21 is not among them."""
    looked_at = np.array([0, *KNOWN, RAW], dtype=float)
    otherwise_valid = np.array([0, *(sum(reports()[checked]) for checked in (*KNOWN, RAW))])
    sizes, valid = np.diff(looked_at), np.diff(otherwise_valid)
    share = otherwise_valid[-1] / RAW
    chi_square = ((valid - sizes * share) ** 2 / (sizes * share * (1.0 - share))).sum()
    assert chi_square / 5.0 == pytest.approx(CHECKS["A.r71.dispersion"], abs=1e-8)


@dataclasses.dataclass(frozen=True)
class FlatPriors:
    """The formula of the check rows, whose priors are not this model's.

    Flat on p, Gamma(1, rate 1e-6) on the repeats D: what is left is beta-binomial, the repeats to
    come are negative binomial.
    """

    checked: int

    @property
    def left(self) -> int:
        return RAW - self.checked

    @property
    def beta(self) -> tuple[float, float]:
        otherwise_valid = sum(reports()[self.checked])
        return 1.0 + otherwise_valid, 1.0 + self.checked - otherwise_valid

    @property
    def to_come(self) -> Any:
        seen_share = (self.checked / RAW) ** 2
        rate = 1e-6 + seen_share
        return stats.nbinom(1.0 + reports()[self.checked][1], rate / (rate + 1.0 - seen_share))

    @property
    def mean(self) -> float:
        a, b = self.beta
        return reports()[self.checked][0] + self.left * a / (a + b) - float(self.to_come.mean())

    @property
    def sd(self) -> float:
        of_valid = stats.betabinom(self.left, *self.beta).var()
        return math.sqrt(of_valid + self.to_come.var())

    def odds(self) -> float:
        """P(M >= R) in random order: the two distributions folded, term by term."""
        chance = stats.betabinom(self.left, *self.beta).pmf(np.arange(self.left + 1))
        at_least = np.append(np.cumsum(chance[::-1])[::-1], 0.0)
        copies = np.arange(int(self.to_come.mean() + 12.0 * self.to_come.std()) + 2)
        need = REQUIRED - reports()[self.checked][0] + copies
        enough = at_least[np.clip(need, 0, self.left + 1)]
        return float(self.to_come.pmf(copies) @ enough)

    def odds_with_drift(self, drift: float) -> float:
        """Normal given the shift of the logit, over 61 nodes of the shift."""
        z, weight = np.polynomial.hermite_e.hermegauss(61)
        a, b = self.beta
        share = special.expit(special.logit(a / (a + b)) + drift * z)
        variance = self.left * share * (1.0 - share) + self.to_come.var()
        variance += self.left * (self.left - 1.0) * stats.beta(a, b).var()
        mean = reports()[self.checked][0] + self.left * share - self.to_come.mean()
        above = stats.norm.sf((REQUIRED - 0.5 - mean) / np.sqrt(variance))
        return float(above @ weight / weight.sum())


@pytest.mark.parametrize("checked", KNOWN)
def test_the_reference_is_that_of_the_check_rows(checked: int) -> None:
    """The means to six decimals; sd and odds, integrated in a way not said, a little less."""
    odds, mean, sd, with_drift = CHECKS[f"D.r71.{checked}"]
    reference = FlatPriors(checked)
    assert reference.mean == pytest.approx(mean, abs=1e-6)
    assert reference.sd == pytest.approx(sd, rel=2e-5)
    assert reference.odds() == pytest.approx(odds, abs=5e-5)
    assert reference.odds_with_drift(0.10) == pytest.approx(with_drift, abs=5e-4)


def test_what_was_left_was_better_than_what_was_checked() -> None:
    """The shifts, in logits, that would have led to the 121,617 of August 31."""
    shifts = []
    for checked in KNOWN:
        share = sum(reports()[checked]) / checked
        missed = 121_617 - FlatPriors(checked).mean
        shifts.append(missed / ((RAW - checked) * share * (1.0 - share)))
    assert shifts == pytest.approx(CHECKS["D.r71.implied_logit_shift"], abs=1e-8)
    rms = math.sqrt(float(np.mean(np.square(shifts))))
    assert rms == pytest.approx(CHECKS["D.r71.rms_shift"], abs=1e-8)


@pytest.mark.parametrize("checked", KNOWN)
def test_the_model_is_near_the_check_rows(checked: int) -> None:
    """Loosely: its priors are those of past petitions, and they still count at 35% checked."""
    odds, mean, _, with_drift = CHECKS[f"D.r71.{checked}"]
    rows = [row for row in worked_example()[1] if row.checked == checked]
    (point,) = odds_over_time(scenario=r71(), rows=rows, drift=0.10)
    assert point.sufficient == pytest.approx(with_drift, abs=0.05)
    assert point.sufficient_without_drift == pytest.approx(odds, abs=0.05)
    assert point.p50 == pytest.approx(mean, abs=100.0)


def test_sampling_alone_was_sure_and_then_was_not() -> None:
    """At 57% checked it gave 99 in 100, a day later 6 in 10; there were enough in the end."""
    points = {
        point.checked: point
        for point in odds_over_time(scenario=r71(), rows=worked_example()[1])
        if point.valid != 121_617
    }
    sure, shaken = points[79_195], points[88_191]
    assert sure.sufficient_without_drift > 0.99
    assert shaken.sufficient_without_drift < 0.7
    assert sure.sufficient_without_drift - shaken.sufficient_without_drift > 0.3
    assert abs(sure.sufficient - shaken.sufficient) < 0.2, "with drift it never was so sure"
    assert points[17_317].sufficient_without_drift < 0.001 < points[17_317].sufficient
    assert points[RAW].sufficient == 1.0
    assert points[RAW].p05 == points[RAW].p95 == 122_007


def test_points_keep_their_rows_and_their_order() -> None:
    rows = worked_example()[1]
    points = odds_over_time(scenario=r71(), rows=rows)
    assert [(p.date, p.checked, p.valid, p.repeats) for p in points] == [
        (r.date, r.checked, r.valid, r.repeats) for r in rows
    ]
    assert all(0.0 <= p.sufficient <= 1.0 and p.p05 <= p.p50 <= p.p95 for p in points)


def test_the_readers_own_drift_is_used() -> None:
    assert counting_drift(r71()) == 0.12
    assert counting_drift(r71(drift=0.2)) == 0.2
    assert counting_drift(r71(counted=10, counted_valid=5, drift=0.07)) == 0.07
    rows = worked_example()[1][5:6]
    (own,) = odds_over_time(scenario=r71(drift=0.0), rows=rows)
    assert own.sufficient == own.sufficient_without_drift > 0.99


def test_a_sample_and_its_gate_say_nothing_more() -> None:
    scenario = read("petition=gascon-2022&as_of=sample").scenario
    assert scenario is not None
    assert scenario.gate == "full_count"
    row = TallyRow(1, None, 300_000, 230_000, 7_000)
    plain = read("petition=gascon-2022").scenario
    assert plain is not None
    assert odds_over_time(scenario=scenario, rows=[row]) == odds_over_time(
        scenario=plain, rows=[row]
    )


def test_nothing_looked_at_is_the_odds_before_the_count() -> None:
    counting = r71(counted=10, counted_valid=5, drift=0.12)
    (point,) = odds_over_time(scenario=counting, rows=[TallyRow(1, None, 0, 0, 0)])
    assert point.sufficient == forecast(r71()).sufficient


@pytest.mark.parametrize(
    ("changes", "row", "column"),
    [
        ({}, (RAW + 1, 1, 0), "checked"),
        ({"repeats": 0.0}, (100, 80, 1), "repeats"),
        ({"invalid": 100.0, "invalid_pm": 0.0}, (100, 1, 0), "valid"),
        ({"invalid": 0.0, "invalid_pm": 0.0}, (100, 80, 1), "valid"),
    ],
)
def test_a_row_that_the_scenario_excludes_is_named(
    changes: Mapping[str, float], row: tuple[int, int, int], column: str
) -> None:
    scenario = r71(**changes)
    rows = [TallyRow(7, None, *row)]
    (problem,) = contradictions(scenario=scenario, rows=rows)
    assert (problem.line, problem.column) == (7, column)
    with pytest.raises(ValueError, match=f"line 7, {column}"):
        odds_over_time(scenario=scenario, rows=rows)
    assert contradictions(scenario=r71(), rows=worked_example()[1]) == ()


# --- reading ---------------------------------------------------------------------------------

GOOD = TallyRow(1, dt.date(2009, 8, 12), 48_289, 43_147, 242)
NO_MORE = dataclasses.replace(GOOD, date=None, repeats=None)


@pytest.mark.parametrize(
    "text",
    [
        "2009-08-12,48289,43147,242",
        '2009-08-12,"48,289","43,147",242',
        "2009-08-12;48289;43147;242",
        "2009-08-12;48,289;43,147;242",
        "2009-08-12\t48,289\t43,147\t242\r\n",
        " 2009-08-12 , 48289 , 43147 , 242 ,,",
        "\ufeff2009-08-12,48289,43147,242\n\n ,,, \n",
    ],
)
def test_a_row_is_read_however_it_is_cut(text: str) -> None:
    assert read_tally(text, raw=RAW) == Tally((GOOD,), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DATE,Checked,VALID,repeats\n2009-08-12,48289,43147,242", GOOD),
        ("valid;repeats;counted;date\n43147;242;48289;2009-08-12", GOOD),
        ("checked,valid\n48289,43147", NO_MORE),
        ("date,checked,valid,repeats\n,48289,43147,", NO_MORE),
        ("date,checked,valid,repeats,\n2009-08-12,48289,43147,242,", GOOD),
    ],
)  # fmt: skip
def test_a_header_says_what_the_columns_are(text: str, expected: TallyRow) -> None:
    assert read_tally(text, raw=RAW) == Tally((dataclasses.replace(expected, line=2),), ())


def test_without_a_header_a_first_number_means_no_dates() -> None:
    assert read_tally("48289,43147,242", raw=RAW).rows == (dataclasses.replace(GOOD, date=None),)
    assert read_tally("48289,43147", raw=RAW).rows == (NO_MORE,)


FIRST = "2009-08-12,48289,43147,242\n"


@pytest.mark.parametrize(
    ("line", "column", "given", "allowed"),
    [
        ("2009-08-18,many,64713,593", "checked", "many", "whole number"),
        ("2009-08-18,72976.5,64713,593", "checked", "72976.5", "whole number"),
        ("2009-08-18,-72976,64713,593", "checked", "-72976", "whole number"),
        ("2009-08-18,,64713,593", "checked", "", "whole number"),
        ("2009-08-18,٧٢٩٧٦,64713,593", "checked", "٧٢٩٧٦", "whole number"),
        ("2009-08-18,9999999999999,64713,593", "checked", "9999999999999", "whole number"),
        ("2009-08-18,72976,,593", "valid", "", "whole number"),
        ("2009-08-18,72976", "valid", "", "whole number"),
        ("2009-08-18,72976,64713,none", "repeats", "none", "or empty"),
        ('2009-08-18,"72,97",64713,593', "checked", "72,97", "whole number"),
        ("Aug. 18,72976,64713,593", "date", "Aug. 18", "2009-08-12"),
        ("2009-02-30,72976,64713,593", "date", "2009-02-30", "2009-08-12"),
        ("20090818,72976,64713,593", "date", "20090818", "2009-08-12"),
        ("2009-08-11,72976,64713,593", "date", "2009-08-11", "before 2009-08-12"),
        ("2009-08-18,72976,64713,593,x", "row", "2009-08-18, 72976, 64713, 593, x", "quotes"),
        ("2009-08-18,72,976,64,713,593", "row", "2009-08-18, 72, 976, 64, 713, 593", "quotes"),
        ('2009-08-18,"72976,64713,593', "row", '2009-08-18,"72976,64713,593', "quotes in pairs"),
        ("2009-08-18,137882,64713,593", "checked", "137,882", "137,881 raw"),
        ("2009-08-18,72976,72900,593", "valid", "72,900 and 593", "at most checked, 72,976"),
        ("2009-08-18,48288,43147,242", "checked", "48,288", "48,289 of line 1"),
        ("2009-08-18,72976,43146,593", "valid", "43,146", "43,147 of line 1"),
        ("2009-08-18,72976,64713,241", "repeats", "241", "242 of line 1"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(
    line: str, column: str, given: str, allowed: str
) -> None:
    tally = read_tally(f"{FIRST}{line}\n2009-08-20,88191,77637,867", raw=RAW)
    assert [row.line for row in tally.rows] == [1, 3]
    (problem,) = tally.problems
    assert (problem.line, problem.column) == (2, column)
    assert problem.given.startswith(given)
    assert allowed in problem.allowed
    assert f"Line 2, {'the line' if column == 'row' else column}: " in problem_sentence(problem)


def test_every_bad_cell_of_a_line_is_named() -> None:
    tally = read_tally("soon,a,b,c", raw=RAW)
    assert [problem.column for problem in tally.problems] == ["date", "checked", "valid", "repeats"]


def test_repeats_are_held_against_the_last_that_are_known() -> None:
    tally = read_tally("100,80,5\n200,160,\n300,240,4", raw=RAW)
    assert [row.line for row in tally.rows] == [1, 2]
    assert tally.problems[0].allowed.startswith("at least the 5 of line 1")


def test_a_column_that_is_not_known_is_named_and_passed_over() -> None:
    tally = read_tally("date,checked,valid,repeats,source\n2009-08-12,48289,43147,242,x", raw=RAW)
    assert len(tally.rows) == 1
    assert [(p.column, p.given) for p in tally.problems] == [("header", "source")]
    twice = read_tally("checked,valid,counted\n100,80,5", raw=RAW)
    assert twice.rows[0].checked == 100
    assert [(p.column, p.given) for p in twice.problems] == [("header", "counted")]


def test_a_cell_under_no_name_is_named() -> None:
    tally = read_tally("checked,,valid,\n100,7,80,9\n100,,80,", raw=RAW)
    assert [row.line for row in tally.rows] == [3]
    assert [(p.line, p.column) for p in tally.problems] == [(2, "row")]


@pytest.mark.parametrize("missing", ["checked", "valid"])
def test_a_header_without_its_counts_is_named(missing: str) -> None:
    header = "date,valid,repeats" if missing == "checked" else "date,checked,repeats"
    tally = read_tally(f"{header}\n2009-08-12,5,1", raw=RAW)
    assert tally.rows == ()
    assert [(p.line, p.column, p.allowed) for p in tally.problems] == [
        (1, "header", f"a column {missing}")
    ]


def test_a_long_text_is_not_read() -> None:
    tally = read_tally("1" * (MOST_CHARACTERS + 1), raw=RAW)
    assert tally.rows == ()
    assert tally.problems[0].given == "20,001 characters"
    assert read_tally(" " * MOST_CHARACTERS, raw=RAW) == Tally((), ())


def test_more_rows_than_can_be_used_are_named() -> None:
    text = "checked,valid\n" + "".join(f"{n},{n}\n" for n in range(1, MOST_ROWS + 6))
    tally = read_tally(text, raw=RAW)
    assert len(tally.rows) == MOST_ROWS
    (problem,) = tally.problems
    assert (problem.line, problem.column, problem.given) == (MOST_ROWS + 2, "text", "205 rows")


def test_what_is_written_is_read_again() -> None:
    rows = worked_example()[1]
    assert read_tally(write_tally(rows), raw=RAW) == Tally(rows, ())


pieces = st.one_of(
    st.sampled_from([",", ";", "\t", "\n", "\r\n", '"', "date", "checked", "Valid", "repeats"]),
    st.sampled_from(["2009-08-12", "48,289", "0", "-1", "١", "\x00", "\ufeff", "=1+1", "nan"]),
    st.integers(0, 200_000).map(str),
    st.text(max_size=5),
)


@steady
@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=60).map("".join)))
def test_any_text_is_read_or_named(text: str) -> None:
    tally = read_tally(text, raw=RAW)
    lines = [row.line for row in tally.rows]
    named = {problem.line for problem in tally.problems}
    assert lines == sorted(set(lines))
    for row in tally.rows:
        assert 0 <= row.valid + (row.repeats or 0) <= row.checked <= RAW
    for problem in tally.problems:
        assert problem.allowed
        assert problem_sentence(problem).startswith(f"Line {problem.line}, ")
    if not tally.rows and not named:  # only a header, or nothing at all, passes in silence
        words = set(re.split(r'[,;"\ufeff\s]+', text.casefold())) - {""}
        assert words <= {"date", "checked", "counted", "valid", "repeats"}


@steady
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 2000), st.integers(0, 50)), max_size=20)
)
def test_a_good_count_is_read_whole(steps: list[tuple[int, int, int]]) -> None:
    rows, checked, valid, repeats = [], 0, 0, 0
    for line, (more, good, struck) in enumerate(steps, start=2):
        checked, valid, repeats = checked + more + good + struck, valid + good, repeats + struck
        rows.append(TallyRow(line, None, checked, valid, repeats))
    assert read_tally(write_tally(rows), raw=RAW) == Tally(tuple(rows), ())
