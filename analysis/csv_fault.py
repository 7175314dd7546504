"""What of a CSV cannot be read, in words that are told in the language of whoever reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from analysis.language import mark, t


class Words(str):
    """An English text that can be said in another language.

    A file is read once, maybe before the language of its reader is known, and what was found is
    told as long as the session lasts. The texts of the file itself are no words of ours.

    Parameters
    ----------
    message : str
        Marked for the catalogue, with its values' names in braces.
    **values : str
        Texts, or words too.

    Examples
    --------
    >>> Words("{n} cells", n="3"), said("3 cells")
    ('3 cells', '3 cells')
    """

    message: str
    values: Mapping[str, str]

    def __new__(cls, message: str, /, **values: str) -> Self:
        """Write the text in English."""
        words = super().__new__(cls, message.format(**values) if values else message)
        words.message, words.values = message, values
        return words


def said(text: str) -> str:
    """A text of a fault in the language of the moment."""
    if not isinstance(text, Words):
        return text
    return t(text.message, **{name: said(value) for name, value in text.values.items()})


@dataclass(frozen=True, slots=True)
class CsvFault:
    """What of a file cannot be read: the line, from 1, the column, what was given, and why not.

    ``column`` may be ``file``, ``header`` or ``row`` too; ``given`` is cut to 40 characters. All
    are in English; ``said`` tells those that are ``Words`` in the language of the moment.
    """

    line: int
    column: str
    given: str
    allowed: str


class CsvFaultError(ValueError):
    """A file that cannot be read, or not to its end."""

    def __init__(self, fault: CsvFault) -> None:
        super().__init__(f"line {fault.line}, {fault.column}: {fault.given}; {fault.allowed}")
        self.fault = fault


class NotACountError(ValueError):
    """A text that is no count, or may be two; ``allowed`` says what is."""

    def __init__(self, allowed: str) -> None:
        super().__init__(allowed)
        self.allowed = allowed


def column_number(place: int) -> Words:
    """A column by its place, from 0.

    Examples
    --------
    >>> column_number(3)
    'column 4'
    """
    return Words(mark("column {n}"), n=str(place + 1))
