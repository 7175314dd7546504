"""The numbers of the Verification page as tables."""

from collections.abc import Sequence
from dataclasses import replace

from analysis import drift
from analysis.forecast import Forecast, forecast
from analysis.language import mark, pt, t
from analysis.project import Told, tell
from analysis.rules import rule_sets
from analysis.sample_questions import GateErrors, RepeatsSeen, gate_errors, odds_by_repeats_seen
from analysis.scenario import Reading, Scenario
from analysis.table import Table
from analysis.tally import TallyPoint
from analysis.wording import interface, percent_phrase
from analysis.wording.path import ENDS, end_name
from analysis.wording.sample_questions import error_words
from analysis.wording.verification import (
    PAIRS_NAME,
    STATISTIC_NAMES,
    drift_numbers,
    gate_name,
)

_ANSWERS = {
    "sample_sufficient": mark("Sufficient"),
    "full_count": mark("Full count"),
    "sample_insufficient": mark("Insufficient"),
}


def path_table(result: Forecast) -> Table:
    """The ends of the path. Joint probabilities, which sum to 1."""
    rows = tuple((end_name(name), round(getattr(result.path, name), 6)) for name in ENDS)
    return Table((pt("column", "end"), t("probability")), rows)


def repeats_seen_table(found: RepeatsSeen) -> Table:
    """The odds for each number of repeats tried, and what the gate then says."""
    rows = ((at.repeats, round(at.sufficient, 6), gate_name(at.gate)) for at in found.points)
    return Table(_repeats_seen(), tuple(rows))


def _repeats_seen() -> tuple[str, ...]:
    return t("repeats seen"), t("odds of enough"), t("official projection")


def gate_errors_table(found: tuple[GateErrors, ...]) -> Table:
    """The gate's error rates as numbers."""
    rows = (
        (
            _statistic(one.statistic),
            one.size,
            one.short,
            float(f"{one.wrong_pass:.3g}"),
            float(f"{one.wrong_fail:.3g}"),
        )
        for one in found
    )
    columns = (
        t("gate judges"), pt("column", "sample"), t("valid signers just short"), t("wrong pass"),
        t("wrong fail"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _statistic(name: str) -> str:
    """What the gate judges, as a value of the scenario string; the pairs are no such value."""
    return {
        "corrected": pt("value", "corrected"),
        "uncorrected": pt("value", "uncorrected"),
        "pairs": pt("value", "pairs"),
    }[name]


def gate_errors_in_words(found: tuple[GateErrors, ...]) -> Table:
    """The same in odds, for the page."""
    rows = (
        (
            t(STATISTIC_NAMES.get(one.statistic, PAIRS_NAME)),
            error_words(one.wrong_pass),
            t("never") if one.statistic == "pairs" else error_words(one.wrong_fail),
        )
        for one in found
    )
    return Table((t("The gate judges"), t("Wrong pass"), t("Wrong fail")), tuple(rows))


def drift_table(scenario: Scenario, result: Forecast) -> Table:
    """The odds of enough without drift and with it, in words, side by side."""
    names = t(interface.WITHOUT_DRIFT), t(interface.WITH_DRIFT)
    return Table(names, (drift_numbers(scenario, result),))


def past_drift_table(_: object = None) -> Table:
    """Past projections beside the full counts that followed: difference, sampling noise, drift."""
    rows = (
        (
            f"{row.title}, {row.year}",
            row.projected,
            row.full_valid,
            t("at least") if row.at_least else "",
            round(row.difference_percent, 1),
            round(row.noise_sd_percent, 1),
            round(row.drift, 3),
            row.source_url,
        )
        for row in drift.rows()
    )
    columns = (
        t("petition"), t("projected"), pt("column", "full count"), t("is a bound"),
        t("difference, %"), t("sampling noise, sd, %"), t("drift net of noise, logits"),
        t("source"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def told_with(scenario: Scenario, statistic: str) -> Told:
    """The projection of a scenario's sample under a statistic."""
    return tell(replace(scenario, statistic=statistic))


def statistics(scenario: Scenario) -> tuple[str, ...]:
    """The projections to work: without and with the duplicate term; one for the test of pairs."""
    gate = rule_sets()[scenario.rules].gate
    if gate is not None and gate.kind == "pairs":
        return (scenario.statistic,)
    return ("uncorrected", "corrected")


def gate_answers_table(scenario: Scenario) -> Table:
    """How likely each answer of the gate is before the sample, under both projections, in words.

    No rows once something is announced, and where no thresholds decide.
    """
    rules = rule_sets()[scenario.rules]
    waiting = not scenario.sample and not scenario.counted and scenario.gate == "unknown"
    enough = scenario.raw >= scenario.required
    sampled = rules.sample is not None and rules.sample.size(scenario.raw) > 0
    names = statistics(scenario)
    if not (waiting and enough and sampled and len(names) > 1):
        return Table((), ())
    paths = [forecast(replace(scenario, statistic=name)).path for name in names]
    rows = (
        (t(answer), *(percent_phrase(getattr(path, end)) for path in paths))
        for end, answer in _ANSWERS.items()
    )
    columns = (t("After the sample"), t("Without the duplicate term"), t("With it"))
    return Table(columns, tuple(rows))


def steps_table(told: Told) -> Table:
    """The steps of a projection for the page."""
    rows = ((step.section, step.text, step.result_text) for step in told.steps)
    columns = (t("Section"), pt("of a projection", "Step"), t("Result"))
    return Table(columns, tuple(rows))


def projection_table(reading: Reading) -> Table:
    """The steps of every projection, as numbers; no rows without a sample."""
    scenario = _with_sample(reading)
    rows = (
        (_statistic(name), step.section, step.text, step.result)
        for name in (statistics(scenario) if scenario else ())
        for step in (told_with(scenario, name).steps if scenario else ())
    )
    columns = (
        t("statistic"), t("section"), pt("of a projection", "step"), pt("column", "result"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def repeats_seen_of(reading: Reading) -> Table:
    """The odds over the repeats seen, of a reading; no rows without a sample."""
    scenario = _with_sample(reading)
    if scenario is None:
        return Table(_repeats_seen(), ())
    return repeats_seen_table(odds_by_repeats_seen(scenario))


def gate_errors_of(reading: Reading) -> Table:
    """The gate's error rates, of a reading; no rows without a scenario."""
    return gate_errors_table(gate_errors(reading.scenario) if reading.scenario else ())


def _with_sample(reading: Reading) -> Scenario | None:
    scenario = reading.scenario
    return scenario if scenario is not None and scenario.sample else None


def tally_table(points: Sequence[TallyPoint]) -> Table:
    """The odds after each report, and the range of the final count. Signatures."""
    rows = (
        (
            at.date.isoformat() if at.date else "",
            at.checked,
            at.valid,
            "" if at.repeats is None else at.repeats,
            round(at.sufficient, 6),
            round(at.sufficient_without_drift, 6),
            round(at.p05),
            round(at.p50),
            round(at.p95),
        )
        for at in points
    )
    columns = (
        t("date"), pt("column", "checked"), pt("column", "valid"), pt("column", "repeats"),
        t("odds of enough"), t("the same without drift"), t("valid in the end, 5%"), "50%", "95%",
    )  # fmt: skip
    return Table(columns, tuple(rows))
