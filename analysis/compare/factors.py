"""What can differ between two scenarios and moves the odds of enough signatures.

A factor is one or more keys that change together. Dates and the calendar are none: they move the
odds of the ballot only. The law of the check and the drift between checks count only beside what
officials have found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.scenario import Scenario

FACTORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "raw": ("raw",),
        "required": ("required",),
        "invalid": ("invalid",),
        "invalid_pm": ("invalid_pm",),
        "repeats": ("repeats",),
        "repeats_pm": ("repeats_pm",),
        "check": ("check", "check_valid", "check_weight", "check_bias", "check_bias_sd"),
        "evidence": (
            "sample", "sample_valid", "sample_repeats", "gate",
            "counted", "counted_valid", "counted_repeats", "drift",
        ),
        "law": ("rules", "statistic", "rounding"),
    }
)  # fmt: skip
"""Every factor by name, in the order in which a bridge shows them."""

MOST_WITH_EVIDENCE = 6
"""Factors apart where officials have found something: each corner then takes milliseconds."""

_MERGED_FIRST = ("law", "repeats_pm", "invalid_pm", "check")
TOGETHER = "raw_and_evidence"
THE_REST = "rest"


@dataclass(frozen=True, slots=True)
class Group:
    """Factors that a bridge moves together; mostly one, which then gives the name."""

    name: str
    factors: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the scenario that change."""
        return tuple(key for factor in self.factors for key in FACTORS[factor])


def differ(a: Scenario, b: Scenario) -> tuple[str, ...]:
    """The factors in which two scenarios differ.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> differ(read("invalid=20").scenario, read("invalid=27&election=2022-11-15").scenario)
    ('invalid',)
    """
    idle = set()
    if not (a.check or b.check):
        idle.add("check")
    if not (a.has_official_result or b.has_official_result):
        idle |= {"evidence", "law"}
    return tuple(
        name
        for name, keys in FACTORS.items()
        if name not in idle and any(getattr(a, key) != getattr(b, key) for key in keys)
    )


def groups(a: Scenario, b: Scenario) -> tuple[Group, ...]:
    """The factors that differ, those that cannot change alone together.

    A sample or a count is of the signatures handed in. Where it is larger than the other raw count,
    or where every signature has been counted, there is no scenario with the one's raw count and the
    other's evidence: they move together. Beside evidence no more than ``MOST_WITH_EVIDENCE`` stand
    apart; of more, those that seldom differ make one.
    """
    names = differ(a, b)
    found = [Group(name, (name,)) for name in names]
    if {"raw", "evidence"} <= set(names) and not _parts(a, b):
        joint = Group(TOGETHER, ("raw", "evidence"))
        found = [joint, *(group for group in found if group.name not in joint.factors)]
    beside_evidence = a.has_official_result or b.has_official_result
    if beside_evidence and len(found) > MOST_WITH_EVIDENCE:
        spare = len(found) - MOST_WITH_EVIDENCE + 1
        merged = [name for name in _MERGED_FIRST if name in names][:spare]
        rest = tuple(name for name in names if name in merged)
        found = [group for group in found if group.name not in rest]
        found.append(Group(THE_REST, rest))
    return tuple(found)


def _parts(a: Scenario, b: Scenario) -> bool:
    """Whether the raw count of each can stand beside the evidence of the other."""
    if a.counted_out or b.counted_out:
        return False
    return max(a.sample, a.counted) <= b.raw and max(b.sample, b.counted) <= a.raw
