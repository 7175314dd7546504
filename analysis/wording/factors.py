"""What a factor between two scenarios is called, and what it is in either, in a few words."""

from analysis.compare import THE_REST, TOGETHER
from analysis.rules import rule_sets
from analysis.scenario import KEYS, Scenario
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import count

FACTOR_NAMES = {
    "raw": "Raw signatures",
    "required": "Signatures required",
    "invalid": "Invalid rate",
    "invalid_pm": "How sure the invalid rate is",
    "repeats": "Repeats",
    "repeats_pm": "How sure the repeats are",
    "check": "The campaign’s own check",
    "evidence": "Official evidence",
    "law": "Law of the check",
    TOGETHER: "Raw count and official evidence",
    THE_REST: "Everything else",
}


def factor_in_sentence(name: str) -> str:
    """A factor inside a sentence."""
    if name in KEYS and name not in ("check", "rules"):
        return name_of(name)
    return f"{FACTOR_NAMES[name][:1].lower()}{FACTOR_NAMES[name][1:]}"


def from_to(name: str, first: Scenario, other: Scenario) -> tuple[str, str]:
    """The value of a factor, or reason, in either scenario."""
    if name == "evidence":
        return evidence_of(first), evidence_of(other)
    if name == "check":
        return check_of(first), check_of(other)
    if name == "law":
        return law_of(first, other), law_of(other, first)
    return value_of(name, getattr(first, name)), value_of(name, getattr(other, name))


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
