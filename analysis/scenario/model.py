"""What a scenario string says: the scenario, the problems in it, what the sender changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from analysis.petitions import Preset
from analysis.prior import Prior
from analysis.scenario.keys import GROUPS, KEYS, REASONS, Value
from analysis.versions import ModelVersion


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be used: which field, what was given, what is allowed, what is used."""

    field: str | tuple[str, ...]
    given: str
    allowed: str
    used: Value


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs from the default of its petition, date and model version."""

    key: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that a reader can set. One field a key of the string; None is absent.

    ``class_`` is the key ``class``, a word that Python keeps for itself.

    Units and bounds are those of ``analysis.scenario.keys.KEYS``: signatures, per cent of raw
    signatures, points, logits, working days.
    """

    v: int
    model: str
    petition: str
    name: str
    as_of: str | dt.date
    raw: int
    required: int
    class_: str
    invalid: float
    invalid_pm: float
    not_registered: float | None
    address: float | None
    mismatch: float | None
    cancelled: float | None
    out_of_area: float | None
    other: float | None
    repeats: float
    repeats_pm: float
    rules: str
    statistic: str
    rounding: str
    sample: int
    sample_valid: int | None
    sample_repeats: int | None
    gate: str
    drift: float
    check: int
    check_valid: int | None
    check_weight: float | None
    check_bias: float
    check_bias_sd: float
    counted: int
    counted_valid: int | None
    counted_repeats: int | None
    filed: dt.date
    election: dt.date | None
    holidays_add: tuple[dt.date, ...]
    holidays_drop: tuple[dt.date, ...]
    sample_days: int
    speed: float | None
    speed_pm: float | None
    meetings: tuple[str, ...] | tuple[dt.date, ...]
    order_lag: int
    collected: int | None
    collected_on: dt.date | None
    started: dt.date | None
    deadline: dt.date | None
    pace: float | None
    pace_pm: float | None
    cost: float | None
    worth: float | None
    strike_invalid: int
    strike_repeats: int

    @property
    def by_reason(self) -> bool:
        """Whether the invalid rate is given reason by reason."""
        return self.not_registered is not None

    @property
    def decided(self) -> bool:
        """Whether officials have decided: on the sample, or by a complete count."""
        return self.counted_out or self.gate in ("sufficient", "insufficient")

    @property
    def counted_out(self) -> bool:
        """Whether a full count is complete."""
        return self.counted > 0 and self.counted == self.raw

    @property
    def has_official_result(self) -> bool:
        """Whether officials have found or announced anything yet."""
        return bool(self.counted or self.sample or self.gate != "unknown")

    def values(self) -> dict[str, Value]:
        """All values by key, in canonical order."""
        return {key: getattr(self, name) for key, name in _names()}


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """The scenario's keys, and what each is called where Python keeps the word for itself."""
    return tuple((field.name.rstrip("_"), field.name) for field in fields(Scenario))


@dataclass(frozen=True, slots=True)
class Defaults:
    """The values of a petition as of a date, and where they come from."""

    values: Mapping[str, Value]
    preset: Preset | None
    step: str
    known_on: dt.date
    version: ModelVersion
    prior: Prior
    reason_split: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a string.

    Attributes
    ----------
    scenario : Scenario or None
        None where nothing can be computed: a custom petition without its counts.
    defaults : Defaults
        What the scenario would be if nobody had set anything.
    problems : tuple of Problem
        In the order of the keys.
    changed : tuple of Change
        What differs from the defaults.
    ignored : tuple of str
        Keys that are kept but not used: of a calendar that is not there, or excluded by a given
        value.
    given : mapping
        The good values that the string itself sets.
    """

    scenario: Scenario | None
    defaults: Defaults
    problems: tuple[Problem, ...]
    changed: tuple[Change, ...]
    ignored: tuple[str, ...]
    given: Mapping[str, Value]


_PLACES = {name: place for place, name in enumerate(KEYS)}


def in_order(names: Any) -> tuple[str, ...]:
    """Key names in canonical order; unknown ones last."""
    return tuple(sorted(names, key=lambda name: _PLACES.get(name, len(_PLACES))))


def group_of(name: str) -> str:
    """The evidence group that a key belongs to, or the key itself.

    Examples
    --------
    >>> group_of("sample_valid"), group_of("raw")
    ('sample', 'raw')
    """
    return next((group for group, members in GROUPS.items() if name in members), name)


__all__ = [
    "REASONS", "Change", "Defaults", "Problem", "Reading", "Scenario", "group_of", "in_order",
]  # fmt: skip
