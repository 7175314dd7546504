"""Text in a picture: how wide it is, where it breaks, which characters can be drawn.

A picture does not wrap text by itself. Widths are those of the fonts beside this file, which
``analysis.charts.png`` draws with.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
NOT_DRAWN = "…"
"""Stands for a run of characters that none of the fonts holds, such as emoji."""
_LETTERS_KEPT = 4096
_UNITS = 100  # size at which widths are measured


@dataclass(frozen=True, slots=True)
class Face:
    """A font as SVG names it, and the files that hold its letters, the usual ones first."""

    family: str
    weight: int
    files: tuple[str, ...]


SERIF = Face(
    "'Noto Serif', Charter, Cambria, 'Liberation Serif', 'Times New Roman', serif",
    700,
    ("NotoSerif-Bold.ttf",),
)
SANS = Face(
    "'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif",
    400,
    ("NotoSans-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansArabic-Regular.ttf"),
)


def width(text: str, *, face: Face, size: float) -> float:
    """Width of a text in the unit of its size: the sum of its letters, as if none were kerned.

    Examples
    --------
    >>> width("12%", face=SERIF, size=100) > width("12%", face=SANS, size=50)
    True
    """
    return size / _UNITS * sum(_advance(face, character) for character in text)


def drawable(text: str) -> str:
    """The text, with what cannot be drawn replaced by one ``NOT_DRAWN`` a run.

    Examples
    --------
    >>> drawable("Recall ☃☃ now")
    'Recall … now'
    """
    composed = unicodedata.normalize("NFC", text)
    runs = groupby(composed, key=_is_drawn)
    return "".join("".join(run) if drawn else NOT_DRAWN for drawn, run in runs)


def wrapped(
    text: str, *, face: Face, size: float, room: float, lines: int
) -> tuple[tuple[str, ...], bool]:
    """Break a text into lines of a width; what is too long ends with an ellipsis.

    Parameters
    ----------
    text : str
        Without line breaks.
    face, size
        How it is drawn.
    room : float
        Width of a line, in the unit of ``size``.
    lines : int
        As many as there may be.

    Returns
    -------
    lines : tuple of str
    whole : bool
        Whether nothing was cut off.

    Examples
    --------
    >>> wrapped("one two three", face=SANS, size=10, room=45, lines=2)
    (('one two', 'three'), True)
    >>> wrapped("one two three four", face=SANS, size=10, room=55, lines=1)
    (('one two…',), False)
    """
    found: list[str] = []
    for word in _words(text, face=face, size=size, room=room):
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, face=face, size=size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) <= lines:
        return tuple(found), True
    last = _cut(found[lines - 1], face=face, size=size, room=room)
    return (*found[: lines - 1], last), False


def _words(text: str, *, face: Face, size: float, room: float) -> Iterator[str]:
    """The words, those that are wider than a line in pieces."""
    for word in text.split():
        rest = word
        while width(rest, face=face, size=size) > room:
            fits = next(
                (end for end in range(len(rest) - 1, 1, -1)
                 if width(rest[:end], face=face, size=size) <= room),
                1,
            )  # fmt: skip
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _cut(line: str, *, face: Face, size: float, room: float) -> str:
    while line and width(f"{line}…", face=face, size=size) > room:
        line = line[:-1]
    return f"{line.rstrip(' ·,:;')}…"


@lru_cache(maxsize=_LETTERS_KEPT)
def _advance(face: Face, character: str) -> float:
    return _font(_holding(face, character) or face.files[0]).getlength(character)


def _is_drawn(character: str) -> bool:
    return character == " " or _holding(SANS, character) is not None


@lru_cache(maxsize=_LETTERS_KEPT)
def _holding(face: Face, character: str) -> str | None:
    """The file that has ink for a character; the fonts' sign for a missing one has none."""
    return next(
        (file for file in face.files if _font(file).getmask(character).getbbox() is not None), None
    )


@cache
def _font(file: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / file, _UNITS, layout_engine=ImageFont.Layout.BASIC)
