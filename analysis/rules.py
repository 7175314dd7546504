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
from analysis.language import mark

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


class BallotRule(Row):
    """When the election that a sufficient petition leads to is ordered, and which election it is.

    Attributes
    ----------
    first_order_days, last_order_days : int
        An order that many days before an election, or between, puts the recall on its ballot.
    consolidation : {"must", "may"}
        Whether it then has to go on that ballot, or is allowed to.
    special_first_days, special_last_days : int
        A special election is that many days after the order.
    order_limit_days : int
        The body has that many days from its meeting to the order.
    default_order_days : int
        The county's elections official sets the date within that many days if the body does not.
    window_statute, certificate_statute, order_statute : str
        Sections: of the window, of the certificate to the next regular meeting, of the order.
    """

    first_order_days: int = Field(ge=1)
    last_order_days: int = Field(ge=1)
    consolidation: Literal["must", "may"]
    special_first_days: int = Field(ge=1)
    special_last_days: int = Field(ge=1)
    order_limit_days: int = Field(ge=0)
    default_order_days: int = Field(ge=0)
    window_statute: str = Field(min_length=1)
    certificate_statute: str = Field(min_length=1)
    order_statute: str = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "BallotRule":
        if self.first_order_days < self.last_order_days:
            raise ValueError("first_order_days is further from the election than last_order_days")
        if self.special_last_days < self.special_first_days:
            raise ValueError("special_last_days must not be below special_first_days")
        return self


class Period(Row):
    """Something that the law counts in working days from a day that the filing does not give."""

    what: str = Field(min_length=1)
    working_days: int = Field(ge=1)
    counted_from: str = Field(min_length=1)


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
    short_days_limit : int or None
        The limit of both where the longer track could cost the petition its place at the election.
    unsampled_days_limit : int or None
        The limit of a full count where no sample is taken, if it is another.
    ballot : BallotRule or None
        None where no law is in hand of when the election is ordered.
    periods : tuple of Period
        What else is counted in working days.
    rounding_note, deadline_note, middle_note, not_modeled : str, tuple of str
        Plain sentences, each a message, as name and sections are.
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
    short_days_limit: int | None = Field(default=None, ge=1)
    unsampled_days_limit: int | None = Field(default=None, ge=1)
    ballot: BallotRule | None = None
    periods: tuple[Period, ...] = ()
    not_modeled: tuple[str, ...] = ()
    source: str = Field(default="", pattern="^(https?://.+)?$")

    @model_validator(mode="after")
    def _sample_and_gate(self) -> "RuleSet":
        if (self.sample is None) is not (self.gate is None):
            raise ValueError("sample and gate are both there, or neither is")
        if (self.ballot or self.short_days_limit) and not self.full_count_days_limit:
            raise ValueError("full_count_days_limit: needed beside ballot and short_days_limit")
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
    """What a reader can choose from: the places and kinds that a rule set names, and any other.

    Their names are messages.
    """
    found: dict[str, Place] = {}
    for rules in rule_sets().values():
        name = rules.name.split(" (")[0]
        if rules.state:
            found.setdefault(name, Place(rules.state, rules.kinds[0], rules.levels[0]))
    found[mark("Another state or kind")] = Place("", "", "")
    return MappingProxyType(found)
