"""The official projection of a scenario's sample: what ``python -m analysis project`` answers."""

from dataclasses import dataclass, replace
from typing import Any

from analysis.answer import SCHEMA
from analysis.rules import RuleSet, rule_sets
from analysis.scenario import KEYS, Problem, Reading, Scenario, write
from analysis.verification import Projection, most_repeats, pair_test, project, repeats_for_gate
from analysis.wording.projection import (
    Step,
    pair_steps,
    projection_steps,
    step_line,
    unpublished_sentence,
)


@dataclass(frozen=True, slots=True)
class Told:
    """The projection of a scenario's sample and its steps.

    Attributes
    ----------
    published : bool
        Whether the number of repeats in the sample is known; if not, it is computed with 0.
    """

    scenario: Scenario
    rules: RuleSet
    projection: Projection
    steps: tuple[Step, ...]
    published: bool
    note: str


def with_sample(reading: Reading) -> Reading:
    """The reading, with a problem if nothing else is wrong and it has no sample.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> with_sample(read("petition=gascon-2022")).problems[0].field
    'sample'
    """
    if reading.problems or reading.scenario is None or reading.scenario.sample > 0:
        return reading
    allowed = f"{KEYS['sample'].allowed.replace(' 0 ', ' 1 ')}, together with sample_valid"
    given = write(reading.scenario.sample)
    problem = Problem(field="sample", given=given, allowed=allowed, used=None)
    return replace(reading, problems=(problem,))


def tell(scenario: Scenario) -> Told:
    """Project a scenario's sample.

    Raises
    ------
    ValueError
        If the scenario has no sample.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = tell(read("petition=gascon-2022&as_of=sample&sample_repeats=131").scenario)
    >>> found.projection.projected, found.projection.gate
    (509864, 'insufficient')
    """
    if not scenario.sample or scenario.sample_valid is None:
        raise ValueError("a scenario without a sample has no projection")
    rules = rule_sets()[scenario.rules]
    known: dict[str, Any] = {
        "rules": rules,
        "raw": scenario.raw,
        "required": scenario.required,
        "sample": scenario.sample,
        "sample_valid": scenario.sample_valid,
        "statistic": scenario.statistic,
        "rounding": scenario.rounding,
    }
    published = scenario.sample_repeats is not None
    case = known | {"sample_repeats": scenario.sample_repeats or 0}
    found = project(**case)
    if rules.gate is not None and rules.gate.kind == "pairs":
        steps = _pair_steps(scenario, scenario.sample_valid)
    else:
        steps = projection_steps(found, **case)
    note = "" if published else _unpublished(known)
    return Told(scenario, rules, found, tuple(steps), published, note)


def body(told: Told) -> dict[str, Any]:
    """The answer, ready for ``json.dumps``: percent in %, counts in signatures."""
    found, scenario = told.projection, told.scenario
    return {
        "schema": SCHEMA,
        "petition": scenario.petition,
        "raw": scenario.raw,
        "required": scenario.required,
        "sample": scenario.sample,
        "sample_valid": scenario.sample_valid,
        "sample_repeats": scenario.sample_repeats,
        "repeats_published": told.published,
        "rules": told.rules.id,
        "statistic": scenario.statistic,
        "rounding": scenario.rounding,
        "percent": float(found.percent),
        "uncorrected": found.uncorrected,
        "value": float(found.value),
        "weight": float(found.weight),
        "repeats": found.repeats if isinstance(found.repeats, int) else float(found.repeats),
        "projected": found.projected,
        "of_required": float(found.of_required),
        "gate": found.gate,
        "steps": [
            {"step": step.section, "text": step.text, "result": step.result} for step in told.steps
        ],
        "note": told.note,
    }


def lines(told: Told) -> list[str]:
    """The answer as text: one step a line, then what is not known."""
    title = f"{told.rules.name}. {told.rules.statute}."
    return [title, *(step_line(step) for step in told.steps), *([told.note] if told.note else [])]


def _pair_steps(scenario: Scenario, valid: int) -> list[Step]:
    repeats = scenario.sample_repeats or 0
    case = {
        "raw": scenario.raw,
        "required": scenario.required,
        "sample": scenario.sample,
        "sample_invalid": scenario.sample - valid - repeats,
    }
    return pair_steps(pair_test(**case, sample_repeats=repeats), **case)


def _unpublished(known: dict[str, Any]) -> str:
    most_sufficient, fewest_insufficient = repeats_for_gate(**known)
    return unpublished_sentence(
        most_sufficient=most_sufficient,
        fewest_insufficient=fewest_insufficient,
        most=most_repeats(sample=known["sample"], sample_valid=known["sample_valid"]),
    )
