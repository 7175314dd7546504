"""Rule sets: which law checks a petition. Typed access to ``data/rules.toml``, checked on load."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.petitions import DATA, DataError

EVERY_SIGNATURE = "every-signature"


class RuleSet(BaseModel):
    """A rule set: where, for what and for which filing dates it is law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    found: dict[str, RuleSet] = {}
    tables = tomllib.loads((DATA / "rules.toml").read_text("utf-8"))
    for name, table in tables.items():
        try:
            found[name] = RuleSet.model_validate({"id": name, **table})
        except ValidationError as error:
            first = error.errors()[0]
            column = ".".join(str(part) for part in first["loc"])
            raise DataError(f"data/rules.toml, table {name}, {column}: {first['msg']}") from error
    return MappingProxyType(found)


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
