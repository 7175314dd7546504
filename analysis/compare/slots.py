"""The scenarios of a comparison: ``s1`` to ``s4`` of an address, each a whole scenario string.

They stand beside the page's own scenario keys and are no scenario keys themselves, so they are set
aside before a string is read. ``bridge``, as 1-3, says which two the bridge joins: the first and
the last where it is not given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus, urlencode

from analysis.language import kept, nt, t
from analysis.scenario import (
    Problem,
    Reading,
    at_step,
    full_link,
    read,
    without_changes,
)

SLOTS = ("s1", "s2", "s3", "s4")
BRIDGE = "bridge"
MOST = len(SLOTS)
Pairs = tuple[tuple[str, str], ...]
_KEYS = frozenset({*SLOTS, BRIDGE})
_ENDS = re.compile(r"([1-4])-([1-4])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slot:
    """One scenario of a comparison: its string as it was given, and what it says."""

    string: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scenarios side by side.

    Attributes
    ----------
    slots : tuple of Slot
        One to four.
    ends : tuple of int
        Places of the two that the bridge joins, from 0; the same twice where there is one slot.
    given : bool
        Whether the address names the scenarios; else they follow from the page's own.
    problems : tuple of Problem
        What of ``s1`` to ``s4`` and ``bridge`` cannot be used; each slot has its own besides.
    """

    slots: tuple[Slot, ...]
    ends: tuple[int, int]
    given: bool
    problems: tuple[Problem, ...]


def parted(string: str) -> tuple[str, Pairs]:
    """A query string without the keys of a comparison, and those keys with their texts.

    Examples
    --------
    >>> parted("?invalid=20&s1=invalid%3D8&bridge=2-1")
    ('?invalid=20', (('s1', 'invalid=8'), ('bridge', '2-1')))
    """
    own, pairs = [], []
    for part in string.removeprefix("?").split("&"):
        key, _, text = part.partition("=")
        if unquote_plus(key) in _KEYS:
            pairs.append((unquote_plus(key), unquote_plus(text, errors="replace")))
        elif part:
            own.append(part)
    return "?" + "&".join(own) if own else "", tuple(pairs)


def comparison(pairs: Pairs, own: Reading) -> Comparison:
    """What an address compares.

    Parameters
    ----------
    pairs : tuple of pairs
        From ``parted``.
    own : Reading
        The page's own scenario, which the comparison opens with if the address names none.
    """
    given = [text for key in SLOTS for name, text in pairs if name == key]
    strings = given[:MOST] or [as_slot(reading) for reading in _to_start_with(own)]
    slots = tuple(Slot(string, _read(string)) for string in strings)
    problems = []
    if len(given) > MOST:
        scenarios = nt("{n} scenario", "{n} scenarios", len(given), n=len(given))
        problems.append(_problem("s4", scenarios, t("at most four"), t("the first four")))
    ends = _usual_ends(slots)
    for text in [text for name, text in pairs if name == BRIDGE]:
        found = _ENDS.fullmatch(text)
        wanted = (int(found[1]) - 1, int(found[2]) - 1) if found else (0, 0)
        if wanted[0] != wanted[1] and set(wanted) <= set(with_odds(slots)):
            ends = wanted
        else:
            allowed = t("the numbers of two of the scenarios, as 1-2")
            problems.append(_problem(BRIDGE, text, allowed, f"{ends[0] + 1}-{ends[1] + 1}"))
    return Comparison(slots, ends, bool(given), tuple(problems))


def with_odds(slots: Sequence[Slot]) -> tuple[int, ...]:
    """The places of those that have a scenario, and so odds."""
    return tuple(place for place, slot in enumerate(slots) if slot.reading.scenario is not None)


def _usual_ends(slots: Sequence[Slot]) -> tuple[int, int]:
    places = with_odds(slots) or (0,)
    return places[0], places[-1]


def _problem(field: str, given: str, allowed: str, used: str | None) -> Problem:
    return Problem(field=field, given=given, allowed=allowed, used=used)


@kept(256)
def _read(string: str) -> Reading:
    return read(string)


def _to_start_with(own: Reading) -> list[Reading]:
    """What stands there before anything was chosen.

    The scenario as it is, beside the same without what was changed; if nothing was, beside the
    petition's next step; if it has no other, beside the first preset.
    """
    if own.scenario is None:
        return [read("")]
    if own.changed:
        return [own, without_changes(own)]
    preset = own.defaults.preset
    if preset is not None and len(preset.steps) > 1:
        names: list[str] = [step.name for step in preset.steps]
        place = names.index(own.defaults.step)
        last = place + 1 == len(names)
        other = at_step(own, names[place - 1 if last else place + 1])
        return [other, own] if last else [own, other]
    return [own, read("")]


def as_slot(reading: Reading) -> str:
    """The string that stands for a reading's scenario for ever.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> as_slot(read("model=2026-11"))[:44]
    'v=1&model=2026-11&petition=gascon-2022&name='
    """
    return full_link(reading).removeprefix("?")


def added(shown: Comparison, strings: Sequence[str]) -> Pairs:
    """The comparison with scenarios added at its end, as far as there is room."""
    return _pairs([*(slot.string for slot in shown.slots), *strings][:MOST])


def removed(shown: Comparison, place: int) -> Pairs:
    """The comparison without one of its scenarios; the last one stays."""
    left = [slot.string for at, slot in enumerate(shown.slots) if at != place]
    return _pairs(left) if left else _pairs([slot.string for slot in shown.slots])


def joined(shown: Comparison, ends: tuple[int, int]) -> Pairs:
    """The comparison with its bridge between two others.

    Where one scenario is named twice, the ends of now change places: it was the one, and is to be
    the other.
    """
    pairs = _pairs([slot.string for slot in shown.slots])
    start, end = ends if ends[0] != ends[1] else (shown.ends[1], shown.ends[0])
    if (start, end) == _usual_ends(shown.slots):
        return pairs
    return (*pairs, (BRIDGE, f"{start + 1}-{end + 1}"))


def full_pairs(shown: Comparison) -> Pairs:
    """The comparison with every string written out, so that it means the same next year."""
    whole = [
        slot.string if slot.reading.problems else as_slot(slot.reading) for slot in shown.slots
    ]
    return tuple(
        (key, dict(zip(SLOTS, whole, strict=False)).get(key, text))
        for key, text in joined(shown, shown.ends)
    )


def link(shown: Comparison, own: str) -> str:
    """The query of a link to the comparison, beside the page's own scenario string."""
    query = urlencode(full_pairs(shown), quote_via=quote, safe=",")
    mine = own.removeprefix("?")
    return f"?{mine}&{query}" if mine else f"?{query}"


def _pairs(strings: Sequence[str]) -> Pairs:
    return tuple(zip(SLOTS, strings, strict=False))


def pasted(text: str, *, room: int = MOST) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The scenarios of a pasted link or string, or what of it cannot be used.

    A link to a comparison gives all of its scenarios. The problems are those of the first that has
    any; a custom petition without its counts is one, and so are more scenarios than there is
    ``room`` for.

    Examples
    --------
    >>> pasted("https://example.org/?model=2026-11&invalid=8")[0][0][:18]
    'v=1&model=2026-11&'
    >>> pasted("invalid=much")[1][0].field
    'invalid'
    """
    text = text.strip().split("#", 1)[0]
    _, mark, query = text.rpartition("?")
    if not text:
        return (), (_problem("string", t("nothing"), t("a link or a scenario string"), None),)
    if not mark and text.startswith(("http://", "https://", "/")):
        query = ""  # the address of a page as it opens
    own, pairs = parted(query)
    strings = [given for key in SLOTS for name, given in pairs if name == key] or [own]
    if len(strings) > room:
        number = len(strings)
        scenarios = nt("{n} scenario", "{n} scenarios", number, n=number)
        allowed = t("at most {n}, to make four", n=room)
        return (), (_problem("string", scenarios, allowed, None),)
    readings = [read(string) for string in strings]
    problems = next((reading.problems for reading in readings if reading.problems), ())
    return ((), problems) if problems else (tuple(map(as_slot, readings)), ())
