"""Rule sets: which law checks a petition, with its sample, its thresholds and its deadlines.

Typed access to ``data/rules.toml``, checked on load. A bad value is named by file, table and
column.
"""

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from analysis.data_files import DATA, Row, read_tables

EVERY_SIGNATURE = "every-signature"


def _decimal_text(value: Any) -> Any:
    """A share as a text; a float would bring its binary error into a threshold."""
    if not isinstance(value, str | Decimal):
        raise ValueError('a share is written as a text, such as "0.05"')
    return value


Share = Annotated[Decimal, BeforeValidator(_decimal_text)]


class SampleRule(Row):
    """How large the sample is.

    Attributes
    ----------
    at_least : int
        Signatures, 0 if the law has no such number.
    share : Decimal
        Of the raw signatures, from 0 to 1.
    only_above : int
        A sample is taken only of petitions with more raw signatures than this.
    """

    at_least: int = Field(ge=0)
    share: Share = Field(ge=0, lt=1)
    only_above: int = Field(ge=0)

    def size(self, raw: int) -> int:
        """Signatures in the sample: the greater of the two, rounded up; 0 where none is taken.

        Counties round differently (4,174.2 became 4,174 and 35,791.65 became 35,793); 2 CCR 20540
        rounds up, from 721.02 to 722.

        Examples
        --------
        >>> recall = rule_sets()["ca-local-recall-2022"].sample
        >>> recall.size(715_833), recall.size(4_000), recall.size(501), recall.size(500)
        (35792, 500, 500, 0)
        """
        if raw <= self.only_above:
            return 0
        return min(raw, max(self.at_least, math.ceil(Fraction(self.share) * raw)))


class Gate(Row):
    """What the sample decides.

    Attributes
    ----------
    kind : {"thresholds", "pairs"}
        Whether the projection is held against shares of the requirement, or the pairs found in
        the sample against Washington's bound.
    sufficient_at, insufficient_at : Decimal or None
        Shares of the requirement; None for pairs.
    sufficient_strict, insufficient_strict : bool or None
        Whether the projection must be beyond the share; False: equal is enough.
    middle : {"every_signature", "none"}
        What happens between the two.
    """

    kind: Literal["thresholds", "pairs"]
    sufficient_at: Share | None = Field(default=None, gt=0)
    sufficient_strict: bool | None = None
    insufficient_at: Share | None = Field(default=None, gt=0)
    insufficient_strict: bool | None = None
    middle: Literal["every_signature", "none"]

    @property
    def never(self) -> frozenset[str]:
        """Answers that this gate does not know, whatever the sample."""
        if self.kind == "pairs":
            return frozenset({"insufficient"})
        return frozenset({"full_count"} if self.middle == "none" else ())

    @model_validator(mode="after")
    def _whole(self) -> "Gate":
        """Thresholds are all there and leave the middle that the law says, or none is."""
        high, low = self.sufficient_at, self.insufficient_at
        parts = (high, low, self.sufficient_strict, self.insufficient_strict)
        if self.kind == "pairs":
            if any(part is not None for part in parts) or self.middle == "none":
                raise ValueError("the test of pairs has no thresholds and never fails a petition")
            return self
        if high is None or low is None or None in parts:
            raise ValueError("thresholds need both shares and whether each is strict")
        if low > high:
            raise ValueError("insufficient_at must not be above sufficient_at")
        meet = low == high and self.sufficient_strict is not self.insufficient_strict
        if meet is not (self.middle == "none"):
            raise ValueError("the thresholds meet, one of them strict, where there is no middle")
        return self


class RuleSet(Row):
    """A rule set: where, for what and for which filing dates it is law, and what it says.

    Attributes
    ----------
    statistic : {"corrected", "uncorrected"}
        Whether the projection that the gate judges has the duplicate term.
    sample, gate : SampleRule, Gate or None
        None where no sample is taken, or none is modeled.
    whole : {"nearest", "up"}
        How the uncorrected projection becomes a whole number of signatures.
    sample_days_limit, full_count_days_limit : int or None
        Working days from the filing, the day of filing not counted.
    rounding_note, deadline_note, middle_note, not_modeled : str, tuple of str
        Plain sentences for the page.
    source : str
        Where the text was seen, if on an official page or in the news.
    """

    id: str
    name: str
    statute: str
    state: str = Field(pattern="^([A-Z]{2})?$")
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    filed_from: dt.date | None = None
    filed_to: dt.date | None = None
    in_hand_from: dt.date | None = None
    statistic: Literal["corrected", "uncorrected"]
    sample: SampleRule | None = None
    gate: Gate | None = None
    whole: Literal["nearest", "up"] = "nearest"
    rounding_note: str = ""
    deadline_note: str = ""
    middle_note: str = ""
    sample_days_limit: int | None = Field(default=None, ge=1)
    full_count_days_limit: int | None = Field(default=None, ge=1)
    not_modeled: tuple[str, ...] = ()
    source: str = Field(default="", pattern="^(https?://.+)?$")

    @model_validator(mode="after")
    def _sample_and_gate(self) -> "RuleSet":
        if (self.sample is None) is not (self.gate is None):
            raise ValueError("sample and gate are both there, or neither is")
        return self

    def in_force(self, filed: dt.date) -> bool:
        """Whether it is law for a petition filed on that day."""
        after = self.filed_from is None or self.filed_from <= filed
        return after and (self.filed_to is None or filed <= self.filed_to)


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """All rule sets by id.

    Raises
    ------
    DataError
        If a table of ``rules.toml`` breaks the schema.
    """
    return read_tables(DATA, "rules.toml", RuleSet)


def law_for(*, state: str, kind: str, level: str, filed: dt.date) -> RuleSet:
    """The law in force for a petition; ``every-signature`` where none is modeled.

    Examples
    --------
    >>> import datetime as dt
    >>> law_for(state="CA", kind="recall", level="county", filed=dt.date(2026, 11, 24)).id
    'ca-local-recall-2024'
    >>> law_for(state="OH", kind="recall", level="city", filed=dt.date(2026, 11, 24)).id
    'every-signature'
    """
    for rules in rule_sets().values():
        fits = rules.state == state and kind in rules.kinds and level in rules.levels
        if fits and rules.in_force(filed):
            return rules
    return rule_sets()[EVERY_SIGNATURE]


class Place(NamedTuple):
    """A state, a kind of petition, and the level of government that it is about."""

    state: str
    kind: str
    level: str


@cache
def places() -> Mapping[str, Place]:
    """What a reader can choose from: the places and kinds that a rule set names, and any other."""
    found: dict[str, Place] = {}
    for rules in rule_sets().values():
        name = rules.name.split(" (")[0]
        if rules.state:
            found.setdefault(name, Place(rules.state, rules.kinds[0], rules.levels[0]))
    found["Another state or kind"] = Place("", "", "")
    return MappingProxyType(found)
