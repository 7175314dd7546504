"""The sentences of the Verification page."""

from analysis.forecast import Forecast
from analysis.language import mark, t
from analysis.outlook import Path
from analysis.project import Told
from analysis.rules import RuleSet
from analysis.scenario import Scenario, write
from analysis.verification import cut_offs
from analysis.wording.interface import LAW_FORM
from analysis.wording.numbers import count, percent
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.projection import GATE_RESULTS

STATISTIC_NAMES = {
    "corrected": "With the duplicate correction",
    "uncorrected": "As announced, without the duplicate term",
}
PAIRS_NAME = mark("The test of pairs")
ROUNDING_NAMES = {
    "worksheet": "County worksheet: no rounding on the way",
    "regulation": "Regulation: the percentage to two decimals, then rounded up",
}
GATE_NAMES = {
    "unknown": "Nothing yet",
    "sufficient": "Sufficient",
    "full_count": "Every signature to be checked",
    "insufficient": "Insufficient",
}
END_NAMES = {
    "raw_short": "The raw count is below the requirement",
    "sample_sufficient": "The sample alone is sufficient",
    "full_count": "Every signature is checked",
    "full_count_sufficient": "Every signature is checked, and enough are valid",
    "full_count_insufficient": "Every signature is checked, and too few are valid",
    "sample_insufficient": "The sample alone is insufficient",
}
"""The ends of the path through the check, and the step between them."""

_BAR_NAMES = END_NAMES | {
    "sample_sufficient": "Sample is sufficient",
    "full_count": "Full count",
    "sample_insufficient": "Sample is insufficient",
}

ENDS = (
    "raw_short", "sample_sufficient", "full_count_sufficient", "full_count_insufficient",
    "sample_insufficient",
)  # fmt: skip


def step_reached(scenario: Scenario, rules: RuleSet) -> str:
    """Where the petition is in the official check.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> from analysis.scenario import read
    >>> found = read("as_of=sample").scenario
    >>> step_reached(found, rule_sets()[found.rules])
    'The sample is in: 27,983 of 35,793 valid. Officials are checking every signature.'
    """
    if scenario.counted and scenario.counted_valid is not None:
        found = f"{count(scenario.counted_valid)} valid signers found"
        if scenario.counted == scenario.raw:
            return f"The full count is complete: {found} among {count(scenario.raw)} signatures."
        share = percent(100.0 * scenario.counted / scenario.raw, places=0)
        looked_at = f"{count(scenario.counted)} of {count(scenario.raw)} signatures ({share})"
        return f"A full count is under way: {looked_at} looked at, {found}."
    announced = {
        "sufficient": " Officials announced it as sufficient.",
        "insufficient": " Officials announced it as insufficient.",
        "full_count": " Officials are checking every signature.",
        "unknown": " Officials have not said what follows.",
    }[scenario.gate]
    if scenario.sample and scenario.sample_valid is not None:
        valid = f"{count(scenario.sample_valid)} of {count(scenario.sample)} valid"
        return f"The sample is in: {valid}.{announced}"
    if scenario.gate != "unknown":
        return f"The sample's numbers are not known.{announced}"
    if scenario.raw < scenario.required:
        return "The raw count is below the requirement, so no check can make it enough."
    size = rules.sample.size(scenario.raw) if rules.sample else 0
    if not size:
        return f"No official result yet. {no_sample_sentence(rules)}"
    return f"No official result yet. The next step is a random sample of {count(size)} signatures."


def no_sample_sentence(rules: RuleSet) -> str:
    """That every signature is checked, and why."""
    if rules.gate is None:
        return (
            "No sample is taken under this rule set, or its thresholds are not modeled: "
            "every signature is taken to be checked."
        )
    return "A petition of this size is checked in full: no sample is taken."


def qualifies_sentence(result: Forecast) -> str:
    """The odds that it qualifies, if they differ in words from those of enough; else empty.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> qualifies_sentence(forecast(read("").scenario))
    ''
    """
    if result.decided or percent_phrase(result.qualifies) == percent_phrase(result.sufficient):
        return ""
    return (
        f"The odds that it qualifies are {odds_phrase(result.qualifies)}: "
        "a sample can also pass or fail a petition by luck."
    )


def stage_sentences(scenario: Scenario, result: Forecast) -> tuple[str, ...]:
    """What the official check adds to the odds: the sample's luck, and drift after evidence.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> stage_sentences(read("").scenario, forecast(read("").scenario))
    ()
    """
    found = [qualifies_sentence(result)]
    without, with_drift = drift_numbers(result)
    if (scenario.sample or scenario.counted) and not result.decided and without != with_drift:
        then, before = ("rest", "part counted") if scenario.counted else ("full count", "sample")
        found.append(f"Judged exactly as the {before} was, the {then} would make it {without}.")
    return tuple(sentence for sentence in found if sentence)


def path_title(result: Forecast) -> str:
    """The finding of the path picture: its likeliest end.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> path_title(forecast(read("model=2026-11").scenario))
    'Likeliest end: the sample alone is insufficient (about 1 in 2)'
    """
    path = result.path
    end = max(ENDS, key=lambda name: getattr(path, name))
    name = END_NAMES[end][:1].lower() + END_NAMES[end][1:]
    if path.raw_short:
        return "The raw count is below the requirement: the check ends before it begins"
    if result.decided:
        return f"How it ended: {name}"
    return f"Likeliest end: {name} ({percent_phrase(getattr(path, end))})"


def path_label(path: Path, name: str) -> str:
    """A step or end of the path with its odds; one that has happened without.

    Examples
    --------
    >>> path_label(Path(0.0, 0.004, 0.494, 0.502, 0.119, 0.375), "sample_sufficient")
    '<b>Sample is sufficient</b>: about 4 in 1,000'
    """
    chance = getattr(path, name)
    if chance >= 1.0 - 1e-12:
        return f"<b>{_BAR_NAMES[name]}</b>"
    return f"<b>{_BAR_NAMES[name]}</b>: {percent_phrase(chance)}"


def path_parts(path: Path, *, decided: bool) -> str:
    """What a full count then finds.

    Examples
    --------
    >>> path_parts(Path(0.0, 0.004, 0.494, 0.502, 0.119, 0.375), decided=False)
    'then enough are valid: about 1 in 8<br>or too few: about 3 in 8'
    """
    if decided:
        return f"then {'enough' if path.full_count_sufficient else 'too few'} are valid"
    enough = percent_phrase(path.full_count_sufficient)
    few = percent_phrase(path.full_count_insufficient)
    return f"then enough are valid: {enough}<br>or too few: {few}"


def path_alt(result: Forecast) -> str:
    """The path in words, with its odds."""
    path = result.path
    if result.decided or path.raw_short:
        return f"The path through the official check. {path_title(result)}."
    ends = "; ".join(
        f"{END_NAMES[name]}: {percent_phrase(getattr(path, name))}"
        for name in ENDS
        if getattr(path, name) > 0.0
    )
    return f"Bars of the ways through the official check. {path_title(result)}. {ends}."


def cut_offs_sentence(rules: RuleSet, *, sample: int, limits: tuple[int, int]) -> str:
    """The cut-offs as counties publish them, and what they leave out.

    Examples
    --------
    >>> from analysis.rules import rule_sets
    >>> law = rule_sets()["ca-local-recall-2022"]
    >>> cut_offs_sentence(law, sample=35793, limits=(25510, 31179))[:69]
    'In a sample of 35,793, fewer than 25,510 valid would be insufficient,'
    """
    few, enough = limits
    text = (
        f"In a sample of {count(sample)}, fewer than {count(few)} valid would be insufficient, "
        f"{count(enough)} or more sufficient, and anything between would be checked in full. "
        "Cut-offs of this kind are what counties publish. They carry no duplicate term"
    )
    if rules.statistic == "corrected":
        return (
            f"{text}; the regulation's statistic does, so a sample can lie between them and "
            "still be insufficient once its repeats are weighed."
        )
    return f"{text}, and neither does the projection that this law judges."


def drift_numbers(result: Forecast) -> tuple[str, str]:
    """The odds of enough without drift, and with it, in words."""
    return percent_phrase(result.sufficient_without_drift), percent_phrase(result.sufficient)


def drift_sentence(scenario: Scenario) -> str:
    """What drift does to these odds, apart from sampling noise."""
    if not scenario.sample and not scenario.counted:
        return (
            "There is no official result yet to drift from, so both are the same. Enter a sample "
            "or a running count to see them part."
        )
    before, left = ("the sample", "the full count")
    if scenario.counted:
        before, left = "what is counted", "what is left"
    return (
        f"Sampling noise is the luck of which signatures came first; it is in both. Drift is that "
        f"{left} may be judged more or less strictly than {before}, by other people on other days; "
        f"it is in the second only. It is set to {write(scenario.drift)} under “{LAW_FORM}”."
    )


def gate_name(gate: str) -> str:
    """What the official projection says."""
    return GATE_RESULTS[gate]


def projection_heading(told: Told) -> str:
    """A heading over a projection, saying which one the gate judges."""
    if told.rules.gate is not None and told.rules.gate.kind == "pairs":
        return t(PAIRS_NAME)
    return STATISTIC_NAMES[told.scenario.statistic]


def cut_offs_of(scenario: Scenario, rules: RuleSet) -> str:
    """The cut-offs of a scenario's sample, or of the one that its law would draw."""
    size = scenario.sample or (rules.sample.size(scenario.raw) if rules.sample else 0)
    if not size or rules.gate is None:
        return no_sample_sentence(rules)
    if rules.gate.kind == "pairs":
        return (
            "This law sets no cut-offs on the valid signatures: it accepts the petition if the "
            "sample shows few enough pairs, and otherwise has every signature checked."
        )
    found = cut_offs(rules=rules, raw=scenario.raw, required=scenario.required, sample=size)
    return cut_offs_sentence(rules, sample=size, limits=found)
