"""What a factor between two scenarios is called, and what it is in either, in a few words."""

from analysis.compare import FACTORS, THE_REST, TOGETHER
from analysis.rules import rule_sets
from analysis.scenario import KEYS, Scenario
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import count

FACTOR_NAMES = {
    "raw": "Raw signatures",
    "required": "Signatures required",
    "invalid": "Invalid rate",
    "invalid_pm": "Range of the invalid rate",
    "repeats": "Repeat share",
    "repeats_pm": "Range of the repeat share",
    "check": "The campaign’s own check",
    "evidence": "Official evidence",
    "law": "Law of the check",
    TOGETHER: "Raw count and official evidence",
    THE_REST: "Everything else",
}

SEPARATES = {
    "raw": "The raw signatures separate",
    "required": "The signatures required separate",
    "invalid": "The invalid rate separates",
    "invalid_pm": "The range of the invalid rate separates",
    "repeats": "The repeat share separates",
    "repeats_pm": "The range of the repeat share separates",
    "check": "The campaign’s own check separates",
    "evidence": "The official evidence separates",
    "law": "The law of the check separates",
    TOGETHER: "The raw count and the official evidence together separate",
    THE_REST: "The other inputs together separate",
}
"""Subject and verb of a finding about a factor."""

_DETAILS = {
    "sample": "sample of",
    "sample_valid": "valid in the sample",
    "sample_repeats": "repeats in the sample",
    "gate": "announced",
    "counted": "looked at",
    "counted_repeats": "repeats struck",
    "drift": "drift",
    "check_weight": "weight",
    "check_bias": "bias",
    "check_bias_sd": "spread of the bias",
}
"""What of a factor its few words leave out."""


def factor_in_sentence(name: str) -> str:
    """A factor inside a sentence."""
    if name in KEYS and name not in ("check", "rules"):
        return name_of(name)
    return f"{FACTOR_NAMES[name][:1].lower()}{FACTOR_NAMES[name][1:]}"


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
        f"{_DETAILS[key]} {'not given' if value is None else value_of(key, value)}"
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
    if scenario.counted_out:
        return f"a complete count with {count(scenario.counted_valid or 0)} valid"
    if scenario.counted:
        valid = count(scenario.counted_valid or 0)
        return f"{count(scenario.counted)} counted so far, {valid} valid"
    gate = {
        "sufficient": "found sufficient",
        "insufficient": "found insufficient",
        "full_count": "full count ordered",
    }.get(scenario.gate, "")
    sample = (
        f"a sample with {count(scenario.sample_valid or 0)} of {count(scenario.sample)} valid"
        if scenario.sample
        else ""
    )
    return ", ".join(part for part in (sample, gate) if part) or "none"


def check_of(scenario: Scenario) -> str:
    """The campaign's own check in a few words."""
    if not scenario.check:
        return "none"
    return f"{count(scenario.check_valid or 0)} of {count(scenario.check)} valid"


def law_of(scenario: Scenario, other: Scenario) -> str:
    """The law of the check, as far as it differs from another's."""
    if scenario.rules != other.rules:
        return f"“{rule_sets()[scenario.rules].name}”"
    pairs = (
        (scenario.statistic, other.statistic, "gate"),
        (scenario.rounding, other.rounding, "rounding"),
    )
    return " and ".join(f"{mine} {noun}" for mine, its, noun in pairs if mine != its)
