"""The columns of a batch: keys of the scenario string, and others that are kept as they are."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.csv_text import NotACountError, count_of
from analysis.scenario import KEYS

RESULTS = ("sufficient", "qualifies", "on_ballot", "p05", "p50", "p95", "problem")
"""Columns that are added, in order."""

SLIDERS = ("raw", "required", "invalid", "invalid_pm", "repeats", "repeats_pm")
"""Keys that may differ from row to row of a group."""

_ALIKE = 0.75  # share of letters in common, of a name that may be a misspelled key


class NotUsableError(ValueError):
    """A file that cannot be used at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row what stands.

    Attributes
    ----------
    names : tuple of str
        As in the header.
    sliders, others : dict
        Place of each key of ``SLIDERS``, and of each other key.
    not_keys : tuple of str
        Names that are no keys of a scenario.
    delimiter : str
    """

    names: tuple[str, ...]
    sliders: dict[str, int]
    others: dict[str, int]
    not_keys: tuple[str, ...]
    delimiter: str

    def pairs(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """Keys and values of a row; an empty cell is a key that is not given."""
        places = self.sliders | self.others
        return [
            (key, plain(key, cells[place], delimiter=self.delimiter))
            for key, place in places.items()
            if cells[place]
        ]


def columns_of(names: Sequence[str], *, delimiter: str = ",") -> Columns:
    """Take the header apart.

    Raises
    ------
    NotUsableError
        If a column has the name of a result, or none is a key of a scenario.

    Examples
    --------
    >>> columns_of(["id", "raw", "rules"]).not_keys
    ('id',)
    """
    taken = [name for name in names if name in RESULTS]
    if taken:
        raise NotUsableError(f"The column {taken[0]} has the name of a result; give it another.")
    places = {name: place for place, name in enumerate(names) if name in KEYS}
    if not places:
        raise NotUsableError(
            "No column is a key of a scenario; the first line must name some, such as raw, "
            f"required or invalid. Given: {', '.join(names)}."
        )
    return Columns(
        names=tuple(names),
        sliders={key: place for key, place in places.items() if key in SLIDERS},
        others={key: place for key, place in places.items() if key not in SLIDERS},
        not_keys=tuple(name for name in names if name not in KEYS),
        delimiter=delimiter,
    )


def meant(name: str) -> str:
    """The key that a name may be meant for; empty if none is like it.

    Examples
    --------
    >>> meant("Invalid"), meant("repeat_pm"), meant("id")
    ('invalid', 'repeats_pm', '')
    """
    like = difflib.get_close_matches(name.lower().replace(" ", "_"), KEYS, n=1, cutoff=_ALIKE)
    return like[0] if like else ""


def plain(key: str, text: str, *, delimiter: str = ",") -> str:
    """A number as the scenario string has it: no thousands separators, a decimal point.

    A comma is a decimal mark only in a file that is parted by semicolons.

    Examples
    --------
    >>> plain("raw", "715,833"), plain("invalid", "24,5", delimiter=";"), plain("name", "a,b")
    ('715833', '24.5', 'a,b')
    """
    kind = KEYS[key].kind
    if kind == "whole" and not text.isdigit():
        try:
            return str(count_of(text, delimiter=delimiter))
        except NotACountError:
            return text
    if kind == "number" and delimiter == ";" and text.count(",") == 1:
        return text.replace(",", ".")
    return text
