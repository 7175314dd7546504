"""The keys of the scenario string, in canonical order, and how one value is read and written.

SCENARIO here means one query string: what a link holds, what the API and the command line take.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from analysis.language import mark, t
from analysis.prior import CLASSES
from analysis.rules import rule_sets
from analysis.versions import versions

Value = int | float | str | dt.date | tuple[dt.date, ...] | tuple[str, ...] | None
Kind = Literal[
    "whole", "number", "choice", "text", "date", "dates", "meetings", "as_of", "petition"
]

REASONS = ("not_registered", "address", "mismatch", "cancelled", "out_of_area", "other")
STEPS = ("announced", "filed", "raw", "sample", "outcome")
GROUPS = MappingProxyType(
    {
        "sample": ("sample", "sample_valid", "sample_repeats"),
        "check": ("check", "check_valid", "check_weight"),
        "counted": ("counted", "counted_valid", "counted_repeats"),
    }
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_WHOLE = re.compile(r"-?[0-9]{1,12}", re.ASCII)
_NUMBER = re.compile(r"-?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARS = (1900, 2100)

_ALLOWED: Mapping[Kind, str] = MappingProxyType(
    {
        "dates": mark("dates as 2022-07-06, with commas between them, or empty"),
        "meetings": mark("mon, tue, wed, thu or fri, or dates as 2022-07-06 with commas"),
        "petition": mark("the id of a petition in the data, or custom"),
    }
)


class BadValueError(ValueError):
    """A value that its key does not allow; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: how its value is read, what is allowed."""

    name: str
    kind: Kind
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False
    unit: str = ""  # in English

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        if self.kind in ("whole", "number"):
            said = self._allowed_numbers()
            return t("{allowed}, or empty", allowed=said) if self.may_be_empty else said
        if self.kind == "choice":
            return ", ".join(self.choices)
        if self.kind == "text":
            return t("text of at most {count} characters", count=f"{self.high:.0f}")
        if self.kind == "date":
            first, last = _YEARS
            return t("a date as 2022-07-06, {first} to {last}", first=first, last=last)
        if self.kind == "as_of":
            return t("a date as 2022-07-06, or one of {steps}", steps=", ".join(STEPS))
        return t(_ALLOWED[self.kind])

    def _allowed_numbers(self) -> str:
        ends = {"low": f"{self.low:,.10g}", "high": f"{self.high:,.10g}"}
        if self.unit:
            ends["high"] += f" {t(self.unit)}"
        if self.kind == "whole":
            return t("a whole number from {low} to {high}", **ends)
        return t("a number from {low} to {high}", **ends)

    def parse(self, text: str) -> Value:
        """The value that a text stands for.

        Raises
        ------
        BadValueError
            If the key does not allow it.
        """
        if text == "" and self.may_be_empty:
            return () if self.kind == "dates" else "" if self.kind == "text" else None
        try:
            return self._parse(text)
        except ValueError as error:
            raise BadValueError(self.allowed) from error

    def _parse(self, text: str) -> Value:
        if self.kind in ("whole", "number"):
            return self._parse_number(text)
        if self.kind == "choice":
            return _member(text, self.choices)
        if self.kind == "date":
            return _date(text)
        if self.kind == "dates":
            return _dates(text)
        if self.kind == "meetings":
            return (text,) if text in WEEKDAYS else _dates(text)
        if self.kind == "as_of":
            return text if text in STEPS else _date(text)
        if len(text) > self.high or not text.isprintable():
            raise ValueError(text)
        return text

    def _parse_number(self, text: str) -> int | float:
        whole = self.kind == "whole"
        if not (_WHOLE if whole else _NUMBER).fullmatch(text):
            raise ValueError(text)
        number = int(text) if whole else float(text)
        if not (self.low <= number <= self.high and math.isfinite(number)):
            raise ValueError(text)
        return number


def _member(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(text)
    return text


def _date(text: str) -> dt.date:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    day = dt.date.fromisoformat(text)
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise ValueError(text)
    return day


def _dates(text: str) -> tuple[dt.date, ...]:
    return tuple(sorted({_date(part) for part in text.split(",")}))


def write(value: Value) -> str:
    """A value as the string writes it: shortest decimal, ISO dates, nothing for absent.

    Examples
    --------
    >>> write(24.50), write(5.0), write(None), write(715833)
    ('24.5', '5', '', '715833')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".12f").rstrip("0").rstrip(".")
    if isinstance(value, tuple):
        return ",".join(write(part) for part in value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


_COUNT = 100_000_000.0


def _percent(name: str) -> Key:
    return Key(name, "number", 0, 100, unit=mark("percent"))


_ALL = (
    Key("v", "whole", 1, 1),
    Key("model", "choice", choices=tuple(versions())),
    Key("petition", "petition", high=80),
    Key("name", "text", high=80, may_be_empty=True),
    Key("as_of", "as_of"),
    Key("raw", "whole", 1, _COUNT),
    Key("required", "whole", 1, _COUNT),
    Key("class", "choice", choices=CLASSES),
    _percent("invalid"),
    Key("invalid_pm", "number", 0, 45, unit=mark("points")),
    *(_percent(reason) for reason in REASONS),
    Key("repeats", "number", 0, 50, unit=mark("percent")),
    Key("repeats_pm", "number", 0, 30, unit=mark("points")),
    Key("rules", "choice", choices=tuple(rule_sets())),
    Key("statistic", "choice", choices=("corrected", "uncorrected")),
    Key("rounding", "choice", choices=("regulation", "worksheet")),
    Key("sample", "whole", 0, _COUNT),
    Key("sample_valid", "whole", 0, _COUNT),
    Key("sample_repeats", "whole", 0, _COUNT, may_be_empty=True),
    Key("gate", "choice", choices=("unknown", "sufficient", "full_count", "insufficient")),
    Key("drift", "number", 0, 0.5, unit=mark("logits")),
    Key("check", "whole", 0, _COUNT),
    Key("check_valid", "whole", 0, _COUNT),
    Key("check_weight", "number", 0, 1),
    Key("check_bias", "number", -5, 5, unit=mark("logits")),
    Key("check_bias_sd", "number", 0, 5, unit=mark("logits")),
    Key("counted", "whole", 0, _COUNT),
    Key("counted_valid", "whole", 0, _COUNT),
    Key("counted_repeats", "whole", 0, _COUNT, may_be_empty=True),
    Key("filed", "date"),
    Key("election", "date"),
    Key("holidays_add", "dates", may_be_empty=True),
    Key("holidays_drop", "dates", may_be_empty=True),
    Key("sample_days", "whole", 1, 60, unit=mark("working days")),
    Key("speed", "number", 1, 10_000_000, may_be_empty=True, unit=mark("signatures a working day")),
    Key("speed_pm", "number", 0, 90, may_be_empty=True, unit=mark("percent")),
    Key("meetings", "meetings"),
    Key("order_lag", "whole", 0, 14, unit=mark("days")),
    Key("collected", "whole", 1, _COUNT, may_be_empty=True),
    Key("collected_on", "date", may_be_empty=True),
    Key("started", "date", may_be_empty=True),
    Key("deadline", "date", may_be_empty=True),
    Key("pace", "number", 1, 10_000_000, may_be_empty=True, unit=mark("signatures a day")),
    Key("pace_pm", "number", 0, 90, may_be_empty=True, unit=mark("percent")),
    Key("cost", "number", 0, 10_000, may_be_empty=True, unit=mark("dollars a signature")),
    Key("worth", "number", 0, 1e11, may_be_empty=True, unit=mark("dollars")),
    Key("strike_invalid", "whole", 0, _COUNT),
    Key("strike_repeats", "whole", 0, _COUNT),
)
KEYS: Mapping[str, Key] = MappingProxyType({key.name: key for key in _ALL})
"""Every key by name, in canonical order."""

OF_THE_CALENDAR = frozenset(
    {"holidays_add", "holidays_drop", "sample_days", "speed", "speed_pm", "meetings", "order_lag"}
)
"""Keys that only the calendar uses: where there is none, they are kept and named as not used."""

OF_THE_PLAN = (
    "collected", "collected_on", "started", "deadline", "pace", "pace_pm", "cost", "worth",
    "strike_invalid", "strike_repeats",
)  # fmt: skip
"""Keys of a collection drive. They change no odds, so they are never "changed by the sender"."""
