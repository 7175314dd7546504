"""The numbers of the Verification page as tables."""

from collections.abc import Sequence
from dataclasses import replace

from analysis import drift
from analysis.forecast import Forecast, forecast
from analysis.language import t
from analysis.project import Told, tell
from analysis.rules import rule_sets
from analysis.sample_questions import GateErrors, RepeatsSeen, gate_errors, odds_by_repeats_seen
from analysis.scenario import Reading, Scenario
from analysis.table import Table
from analysis.tally import TallyPoint
from analysis.wording import interface, percent_phrase
from analysis.wording.sample_questions import error_words
from analysis.wording.verification import (
    END_NAMES,
    ENDS,
    PAIRS_NAME,
    STATISTIC_NAMES,
    drift_numbers,
    gate_name,
)

_ANSWERS = {
    "sample_sufficient": "Sufficient",
    "full_count": "Full count",
    "sample_insufficient": "Insufficient",
}
_REPEATS_SEEN = ("repeats seen", "odds of enough", "official projection")


def path_table(result: Forecast) -> Table:
    """The ends of the path. Joint probabilities, which sum to 1."""
    rows = tuple((END_NAMES[name], round(getattr(result.path, name), 6)) for name in ENDS)
    return Table(("end", "probability"), rows)


def repeats_seen_table(found: RepeatsSeen) -> Table:
    """The odds for each number of repeats tried, and what the gate then says."""
    rows = ((at.repeats, round(at.sufficient, 6), gate_name(at.gate)) for at in found.points)
    return Table(_REPEATS_SEEN, tuple(rows))


def gate_errors_table(found: tuple[GateErrors, ...]) -> Table:
    """The gate's error rates as numbers."""
    rows = (
        (
            one.statistic,
            one.size,
            one.short,
            float(f"{one.wrong_pass:.3g}"),
            float(f"{one.wrong_fail:.3g}"),
        )
        for one in found
    )
    columns = ("gate judges", "sample", "valid signers just short", "wrong pass", "wrong fail")
    return Table(columns, tuple(rows))


def gate_errors_in_words(found: tuple[GateErrors, ...]) -> Table:
    """The same in odds, for the page."""
    rows = (
        (
            STATISTIC_NAMES.get(one.statistic, t(PAIRS_NAME)),
            error_words(one.wrong_pass),
            "never" if one.statistic == "pairs" else error_words(one.wrong_fail),
        )
        for one in found
    )
    return Table(("The gate judges", "Wrong pass", "Wrong fail"), tuple(rows))


def drift_table(result: Forecast) -> Table:
    """The odds of enough without drift and with it, in words, side by side."""
    return Table((t(interface.WITHOUT_DRIFT), t(interface.WITH_DRIFT)), (drift_numbers(result),))


def past_drift_table(_: object = None) -> Table:
    """Past projections beside the full counts that followed: difference, sampling noise, drift."""
    rows = (
        (
            f"{row.title}, {row.year}",
            row.projected,
            row.full_valid,
            "at least" if row.at_least else "",
            round(row.difference_percent, 1),
            round(row.noise_sd_percent, 1),
            round(row.drift, 3),
            row.source_url,
        )
        for row in drift.rows()
    )
    columns = (
        "petition", "projected", "full count", "is a bound", "difference, %",
        "sampling noise, sd, %", "drift net of noise, logits", "source",
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
        (answer, *(percent_phrase(getattr(path, end)) for path in paths))
        for end, answer in _ANSWERS.items()
    )
    return Table(("After the sample", "Without the duplicate term", "With it"), tuple(rows))


def steps_table(told: Told) -> Table:
    """The steps of a projection for the page."""
    rows = ((step.section, step.text, step.result_text) for step in told.steps)
    return Table(("Section", "Step", "Result"), tuple(rows))


def projection_table(reading: Reading) -> Table:
    """The steps of every projection, as numbers; no rows without a sample."""
    scenario = _with_sample(reading)
    rows = (
        (name, step.section, step.text, step.result)
        for name in (statistics(scenario) if scenario else ())
        for step in (told_with(scenario, name).steps if scenario else ())
    )
    return Table(("statistic", "section", "step", "result"), tuple(rows))


def repeats_seen_of(reading: Reading) -> Table:
    """The odds over the repeats seen, of a reading; no rows without a sample."""
    scenario = _with_sample(reading)
    if scenario is None:
        return Table(_REPEATS_SEEN, ())
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
        "date", "checked", "valid", "repeats", "odds of enough", "the same without drift",
        "valid in the end, 5%", "50%", "95%",
    )  # fmt: skip
    return Table(columns, tuple(rows))
