"""The sentences of the Verification page."""

from analysis.forecast import Forecast, without_drift
from analysis.language import mark, t
from analysis.project import Told
from analysis.rules import RuleSet
from analysis.scenario import Scenario, write
from analysis.verification import cut_offs
from analysis.wording.interface import LAW_FORM
from analysis.wording.numbers import count, percent
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.projection import GATE_RESULTS

STATISTIC_NAMES = {
    "corrected": mark("With the duplicate correction"),
    "uncorrected": mark("As announced, without the duplicate term"),
}
PAIRS_NAME = mark("The test of pairs")
ROUNDING_NAMES = {
    "worksheet": mark("County worksheet: no rounding on the way"),
    "regulation": mark("Regulation: the percentage to two decimals, then rounded up"),
}
GATE_NAMES = {
    "unknown": mark("Nothing yet"),
    "sufficient": mark("Sufficient"),
    "full_count": mark("Every signature to be checked"),
    "insufficient": mark("Insufficient"),
}
_ANNOUNCED = {
    "sufficient": mark("Officials announced it as sufficient."),
    "insufficient": mark("Officials announced it as insufficient."),
    "full_count": mark("Officials are checking every signature."),
    "unknown": mark("Officials have not said what follows."),
}


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
        return _counted(scenario, valid=scenario.counted_valid)
    announced = t(_ANNOUNCED[scenario.gate])
    if scenario.sample and scenario.sample_valid is not None:
        valid, size = count(scenario.sample_valid), count(scenario.sample)
        found = t("The sample is in: {valid} of {size} valid.", valid=valid, size=size)
        return f"{found} {announced}"
    if scenario.gate != "unknown":
        unknown = t("The sample's numbers are not known.")
        return f"{unknown} {announced}"
    if scenario.raw < scenario.required:
        return t("The raw count is below the requirement, so no check can make it enough.")
    waiting = t("No official result yet.")
    return f"{waiting} {_next_step(scenario, rules)}"


def _counted(scenario: Scenario, *, valid: int) -> str:
    numbers = {"raw": count(scenario.raw), "valid": count(valid)}
    if scenario.counted == scenario.raw:
        return t(
            "The full count is complete: {valid} valid signers found among {raw} signatures.",
            **numbers,
        )
    return t(
        "A full count is under way: {counted} of {raw} signatures ({share}) looked at, {valid} "
        "valid signers found.",
        counted=count(scenario.counted),
        share=percent(100.0 * scenario.counted / scenario.raw, places=0),
        **numbers,
    )


def _next_step(scenario: Scenario, rules: RuleSet) -> str:
    size = rules.sample.size(scenario.raw) if rules.sample else 0
    if not size:
        return no_sample_sentence(rules)
    return t("The next step is a random sample of {size} signatures.", size=count(size))


def no_sample_sentence(rules: RuleSet) -> str:
    """That every signature is checked, and why."""
    if rules.gate is None:
        return t(
            "No sample is taken under this rule set, or its thresholds are not modeled: "
            "every signature is taken to be checked."
        )
    return t("A petition of this size is checked in full: no sample is taken.")


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
    return t(
        "The odds that it qualifies are {odds}: a sample can also pass or fail a petition by luck.",
        odds=odds_phrase(result.qualifies),
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
    found = qualifies_sentence(result), _judged_alike(scenario, result)
    return tuple(sentence for sentence in found if sentence)


def _judged_alike(scenario: Scenario, result: Forecast) -> str:
    """The odds without drift, where there is something to drift from and they are others."""
    if result.decided or not (scenario.sample or scenario.counted):
        return ""
    without, with_drift = drift_numbers(scenario, result)
    if without == with_drift:
        return ""
    if scenario.counted:
        return t(
            "Judged exactly as the part counted was, the rest would make it {odds}.", odds=without
        )
    return t("Judged exactly as the sample was, the full count would make it {odds}.", odds=without)


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
    published = t(
        "In a sample of {sample}, fewer than {few} valid would be insufficient, {enough} or more "
        "sufficient, and anything between would be checked in full. Cut-offs of this kind are "
        "what counties publish.",
        sample=count(sample),
        few=count(few),
        enough=count(enough),
    )
    if rules.statistic == "corrected":
        left_out = t(
            "They carry no duplicate term; the regulation's statistic does, so a sample can lie "
            "between them and still be insufficient once its repeats are weighed."
        )
    else:
        left_out = t(
            "They carry no duplicate term, and neither does the projection that this law judges."
        )
    return f"{published} {left_out}"


def drift_numbers(scenario: Scenario, result: Forecast) -> tuple[str, str]:
    """The odds of enough without drift, and with it, in words."""
    steady = without_drift(scenario)
    return percent_phrase(steady.sufficient), percent_phrase(result.sufficient)


def drift_sentence(scenario: Scenario) -> str:
    """What drift does to these odds, apart from sampling noise."""
    if not scenario.sample and not scenario.counted:
        return t(
            "There is no official result yet to drift from, so both are the same. Enter a sample "
            "or a running count to see them part."
        )
    noise = t("Sampling noise is the luck of which signatures came first; it is in both.")
    if scenario.counted:
        drift = t(
            "Drift is that what is left may be judged more or less strictly than what is counted, "
            "by other people on other days; it is in the second only."
        )
    else:
        drift = t(
            "Drift is that the full count may be judged more or less strictly than the sample, "
            "by other people on other days; it is in the second only."
        )
    amount, where = write(scenario.drift), t(LAW_FORM)
    is_set = t("It is set to {drift} under “{form}”.", drift=amount, form=where)
    return f"{noise} {drift} {is_set}"


def gate_name(gate: str) -> str:
    """What the official projection says."""
    return t(GATE_RESULTS[gate])


def projection_heading(told: Told) -> str:
    """A heading over a projection, saying which one the gate judges."""
    if told.rules.gate is not None and told.rules.gate.kind == "pairs":
        return t(PAIRS_NAME)
    return t(STATISTIC_NAMES[told.scenario.statistic])


def cut_offs_of(scenario: Scenario, rules: RuleSet) -> str:
    """The cut-offs of a scenario's sample, or of the one that its law would draw."""
    size = scenario.sample or (rules.sample.size(scenario.raw) if rules.sample else 0)
    if not size or rules.gate is None:
        return no_sample_sentence(rules)
    if rules.gate.kind == "pairs":
        return t(
            "This law sets no cut-offs on the valid signatures: it accepts the petition if the "
            "sample shows few enough pairs, and otherwise has every signature checked."
        )
    found = cut_offs(rules=rules, raw=scenario.raw, required=scenario.required, sample=size)
    return cut_offs_sentence(rules, sample=size, limits=found)
