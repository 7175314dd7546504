"""A scenario while it is read: what is given, what it is taken with, what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.scenario.keys import GROUPS, KEYS, Value, write
from analysis.scenario.model import Problem, group_of, in_order

_LONGEST_ECHO = 80


@dataclass(slots=True)
class Draft:
    """Mutable, and seen only by the functions that read a string.

    Attributes
    ----------
    given : dict
        Good values that the string sets.
    values : dict
        What the scenario is taken with: given values over defaults.
    follows : dict
        Defaults that follow from other values (a width from its centre), over the petition's own.
    usual : dict
        Values of a petition of which nothing is known, after the checks.
    dropped : set
        Inherited keys that a given value excludes.
    """

    given: dict[str, Value] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    follows: dict[str, Value] = field(default_factory=dict)
    usual: dict[str, Value] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    _problems: list[tuple[tuple[str, ...], str, str]] = field(default_factory=list)

    def problem(self, fields: tuple[str, ...], *, given: str, allowed: str) -> None:
        """Name a problem; what is used instead is filled in at the end."""
        echo = given if len(given) <= _LONGEST_ECHO else given[:_LONGEST_ECHO] + "…"
        self._problems.append((fields, echo, allowed))

    def reject(self, key: str, *, allowed: str) -> None:
        """Name a given value that is bad in its surroundings, and take it out."""
        self.problem((key,), given=write(self.given.pop(key)), allowed=allowed)

    def named(self) -> set[str]:
        """Fields that have a problem."""
        return {name for fields, _, _ in self._problems for name in fields}

    def clash(self, keys: Iterable[str], *, allowed: str, drop: str = "") -> None:
        """Values contradict each other: a problem of the given ones.

        If one of them is inherited evidence, that is dropped instead. Otherwise the evidence
        group ``drop`` goes.
        """
        keys = in_order(keys)
        evidence = {key for members in GROUPS.values() for key in members} | {"gate"}
        inherited = [key for key in keys if key in evidence and key not in self.given]
        inherited = [key for key in inherited if self.values[key] not in (None, 0, "unknown")]
        if inherited:
            for key in inherited:
                self.drop_inherited(group_of(key))
            return
        fields = tuple(key for key in keys if key in self.given)
        if fields:
            pairs = ", ".join(f"{key}={write(self.given[key])}" for key in fields)
            given = pairs if len(fields) > 1 else write(self.given[fields[0]])
            self.problem(fields, given=given, allowed=allowed)
        if drop:
            self.drop_group(drop)

    def drop_inherited(self, group: str) -> None:
        """Drop what the preset says of a group, and its gate with the sample; name it."""
        members = GROUPS.get(group, (group,)) + (("gate",) if group == "sample" else ())
        for key in members:
            if key not in self.given and self.values[key] not in (None, 0, "unknown"):
                self.values[key] = self.usual[key]
                self.dropped.add(key)

    def drop_group(self, group: str) -> None:
        """Take a whole evidence group out of the scenario."""
        for key in GROUPS.get(group, (group,)):
            self.given.pop(key, None)
            self.values[key] = self.usual[key]

    def finished(self) -> tuple[Problem, ...]:
        """The problems, in the order of their first key, with what is used instead."""
        order = {name: place for place, name in enumerate(KEYS)}
        sorted_problems = sorted(self._problems, key=lambda item: order.get(item[0][0], len(order)))
        return tuple(
            Problem(
                field=fields[0] if len(fields) == 1 else fields,
                given=given,
                allowed=allowed,
                used=self._used(fields),
            )
            for fields, given, allowed in sorted_problems
        )

    def _used(self, fields: tuple[str, ...]) -> Value:
        """What is used instead of a bad value: the first field's, or of evidence its absence."""
        groups = [group_of(name) for name in fields if group_of(name) in GROUPS]
        name = groups[-1] if groups else "gate" if "gate" in fields else fields[0]
        return self.values.get(name)
