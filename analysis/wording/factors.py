"""What a factor between two scenarios is called, and what it is in either, in a few words."""

from analysis.compare import FACTORS, THE_REST, TOGETHER
from analysis.language import mark, pt, t
from analysis.rules import rule_sets
from analysis.scenario import Scenario
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import count, list_of

FACTOR_NAMES = {
    "raw": mark("Raw signatures"),
    "required": mark("Signatures required"),
    "invalid": mark("Invalid rate"),
    "invalid_pm": mark("Range of the invalid rate"),
    "repeats": mark("Repeat share"),
    "repeats_pm": mark("Range of the repeat share"),
    "check": mark("The campaign’s own check"),
    "evidence": mark("Official evidence"),
    "law": mark("Law of the check"),
    TOGETHER: mark("Raw count and official evidence"),
    THE_REST: mark("Everything else"),
}

SEPARATES = {
    "raw": mark("The raw signatures separate them most: {difference}"),
    "required": mark("The signatures required separate them most: {difference}"),
    "invalid": mark("The invalid rate separates them most: {difference}"),
    "invalid_pm": mark("The range of the invalid rate separates them most: {difference}"),
    "repeats": mark("The repeat share separates them most: {difference}"),
    "repeats_pm": mark("The range of the repeat share separates them most: {difference}"),
    "check": mark("The campaign’s own check separates them most: {difference}"),
    "evidence": mark("The official evidence separates them most: {difference}"),
    "law": mark("The law of the check separates them most: {difference}"),
    TOGETHER: mark(
        "The raw count and the official evidence together separate them most: {difference}"
    ),
    THE_REST: mark("The other inputs together separate them most: {difference}"),
}
"""The finding of a bridge in which a factor does most."""

_IN_SENTENCE = {
    "check": mark("the campaign’s own check"),
    "evidence": mark("official evidence"),
    "law": mark("law of the check"),
    TOGETHER: mark("raw count and official evidence"),
    THE_REST: mark("everything else"),
}
"""Factors that are no single input; an input has a name of its own."""

_DETAILS = {
    "sample": mark("sample of {value}"),
    "sample_valid": mark("valid in the sample {value}"),
    "sample_repeats": mark("repeats in the sample {value}"),
    "gate": mark("announced {value}"),
    "counted": mark("looked at {value}"),
    "counted_repeats": mark("repeats struck {value}"),
    "drift": mark("drift {value}"),
    "check_weight": mark("weight {value}"),
    "check_bias": mark("bias {value}"),
    "check_bias_sd": mark("spread of the bias {value}"),
}
"""What of a factor its few words leave out."""

_GATES = {
    "sufficient": mark("found sufficient"),
    "insufficient": mark("found insufficient"),
    "full_count": mark("full count ordered"),
}
_WAYS = {
    "corrected": mark("corrected gate"),
    "uncorrected": mark("uncorrected gate"),
    "worksheet": mark("worksheet rounding"),
    "regulation": mark("regulation rounding"),
}


def factor_in_sentence(name: str) -> str:
    """A factor inside a sentence."""
    return t(_IN_SENTENCE[name]) if name in _IN_SENTENCE else name_of(name)


def from_to(name: str, first: Scenario, other: Scenario) -> tuple[str, str]:
    """The value of a factor, or reason, in either scenario."""
    if name in ("evidence", "check"):
        written = evidence_of if name == "evidence" else check_of
        before, after = written(first), written(other)
        if before != after:
            return before, after
        details = _details(name, first, other), _details(name, other, first)
        return ", ".join([before, *details[0]]), ", ".join([after, *details[1]])
    if name == "law":
        return law_of(first, other), law_of(other, first)
    return value_of(name, getattr(first, name)), value_of(name, getattr(other, name))


def _details(name: str, scenario: Scenario, other: Scenario) -> list[str]:
    """What of a factor differs from another's where their few words are equal."""
    values = {
        key: getattr(scenario, key)
        for key in FACTORS[name]
        if getattr(scenario, key) != getattr(other, key)
    }
    return [
        t(_DETAILS[key], value=t("not given") if value is None else value_of(key, value))
        for key, value in values.items()
        if key in _DETAILS
    ]


def evidence_of(scenario: Scenario) -> str:
    """What officials have found, in a few words.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> evidence_of(read("as_of=sample").scenario)
    'a sample with 27,983 of 35,793 valid, full count ordered'
    """
    valid, counted = count(scenario.counted_valid or 0), count(scenario.counted)
    if scenario.counted_out:
        return t("a complete count with {valid} valid", valid=valid)
    if scenario.counted:
        return t("{counted} counted so far, {valid} valid", counted=counted, valid=valid)
    gate = t(_GATES[scenario.gate]) if scenario.gate in _GATES else ""
    if not scenario.sample:
        return gate or pt("evidence", "none")
    sample = t(
        "a sample with {valid} of {size} valid",
        valid=count(scenario.sample_valid or 0),
        size=count(scenario.sample),
    )
    return t("{sample}, {gate}", sample=sample, gate=gate) if gate else sample


def check_of(scenario: Scenario) -> str:
    """The campaign's own check in a few words."""
    if not scenario.check:
        return pt("evidence", "none")
    return t(
        "{valid} of {size} valid",
        valid=count(scenario.check_valid or 0),
        size=count(scenario.check),
    )


def law_of(scenario: Scenario, other: Scenario) -> str:
    """The law of the check, as far as it differs from another's."""
    if scenario.rules != other.rules:
        return f"“{t(rule_sets()[scenario.rules].name)}”"
    pairs = (scenario.statistic, other.statistic), (scenario.rounding, other.rounding)
    return list_of([t(_WAYS[mine]) for mine, its in pairs if mine != its])
