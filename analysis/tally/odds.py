"""The odds after each report of a running count.

Each report replaces the one before it; ``analysis.running_count`` says what a report means.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.forecast import forecast, without_drift
from analysis.language import t
from analysis.past_checks import r71_count
from analysis.scenario import Scenario
from analysis.tally.text import TallyProblem, TallyRow, at_most_raw
from analysis.versions import versions

R71 = (
    "v=1&petition=custom&name=Referendum%2071&raw=137881&required=120577"
    "&rules=every-signature&filed=2009-07-25&election=2009-11-03"
)
"""Referendum 71 before its count. Signatures as certified, https://blogs.sos.wa.gov/fromourcorner/?p=3589
(137,689 were announced at first); filed July 25, 2009, https://sos.wa.gov/about-office/from-our-corner/2018/R-71%20backers%20bring%20in%20signature%20petitions
"""


@dataclass(frozen=True, slots=True)
class TallyPoint:
    """The odds after one report.

    Attributes
    ----------
    sufficient, sufficient_without_drift : float
        P(M >= R), and the same if what is left were judged exactly as what was looked at.
    p05, p50, p95 : float
        Quantiles of M, signatures.
    """

    date: dt.date | None
    checked: int
    valid: int
    repeats: int | None
    sufficient: float
    sufficient_without_drift: float
    p05: float
    p50: float
    p95: float


def contradictions(*, scenario: Scenario, rows: Sequence[TallyRow]) -> tuple[TallyProblem, ...]:
    """Rows that the scenario itself gives no chance, by the same rules as its own count."""
    problems = []
    for row in rows:
        otherwise_valid = row.valid + (row.repeats or 0)
        may_repeat = row.repeats is None and scenario.repeats > 0.0
        if row.checked > scenario.raw:
            found = ("checked", row.checked, at_most_raw(scenario.raw))
        elif scenario.repeats == 0.0 and row.repeats:
            allowed = t("0, because the scenario knows no repeats")
            found = ("repeats", row.repeats, allowed)
        elif scenario.invalid == 100.0 and otherwise_valid:
            allowed = t("0, because the scenario knows no valid signature")
            found = ("valid", row.valid, allowed)
        elif scenario.invalid == 0.0 and not may_repeat and otherwise_valid < row.checked:
            allowed = t(
                "with repeats all that are checked, because the scenario knows no invalid one"
            )
            found = ("valid", row.valid, allowed)
        else:
            continue
        column, given, allowed = found
        problems.append(TallyProblem(row.line, column, f"{given:,}", allowed))
    return tuple(problems)


def counting_drift(scenario: Scenario) -> float:
    """The drift within a count: the reader's own, or the default of the scenario's model version.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> counting_drift(read("petition=gascon-2022").scenario)
    0.12
    """
    version = versions()[scenario.model]
    own = scenario.drift != version.drift or scenario.counted > 0
    return scenario.drift if own else version.drift_counted


def odds_over_time(
    *, scenario: Scenario, rows: Sequence[TallyRow], drift: float | None = None
) -> tuple[TallyPoint, ...]:
    """The odds after each report, one point a row, in the order of the rows.

    A report replaces the scenario's own count, and its gate; a sample stays and says nothing more.
    A report of nothing looked at gives the odds before the count.

    Parameters
    ----------
    scenario : Scenario
    rows : sequence of TallyRow
    drift : float, optional
        Logits, standard deviation; without it that of ``counting_drift``.

    Raises
    ------
    ValueError
        If the scenario gives a row no chance: see ``contradictions``.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> string, rows = worked_example()
    >>> points = odds_over_time(scenario=read(string).scenario, rows=rows)
    >>> points[-1].sufficient
    1.0
    """
    for problem in contradictions(scenario=scenario, rows=rows):
        raise ValueError(
            f"line {problem.line}, {problem.column}: {problem.given}, allowed: {problem.allowed}"
        )
    moved = counting_drift(scenario) if drift is None else drift
    return tuple(_point(scenario, row, moved) for row in rows)


def worked_example() -> tuple[str, tuple[TallyRow, ...]]:
    """Referendum 71: its scenario string before the count, and the count as it was published.

    The invalid rate and the repeat share are left to the defaults.

    Examples
    --------
    >>> worked_example()[1][0].checked
    5646
    """
    rows = (
        TallyRow(line, report.date, report.checked, report.valid, report.repeats)
        for line, report in enumerate(r71_count(), start=2)
    )
    return R71, tuple(rows)


def _point(scenario: Scenario, row: TallyRow, drift: float) -> TallyPoint:
    if row.checked:
        at = dataclasses.replace(
            scenario,
            counted=row.checked,
            counted_valid=row.valid,
            counted_repeats=row.repeats,
            gate="unknown",
            drift=drift,
        )
    else:
        at = _before_count(scenario)
    found = forecast(at)
    return TallyPoint(
        row.date,
        row.checked,
        row.valid,
        row.repeats,
        found.sufficient,
        without_drift(at).sufficient,
        found.valid.p05,
        found.valid.p50,
        found.valid.p95,
    )


def _before_count(scenario: Scenario) -> Scenario:
    """The scenario without its count, and with the drift between two checks."""
    between = versions()[scenario.model].drift if scenario.counted else scenario.drift
    decided = scenario.gate in ("sufficient", "insufficient")
    return dataclasses.replace(
        scenario,
        counted=0,
        counted_valid=None,
        counted_repeats=None,
        gate="unknown" if decided else scenario.gate,
        drift=between,
    )
