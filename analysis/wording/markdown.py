"""Plain sentences as Markdown, which the pages are written in."""

import re
from collections.abc import Iterable


def paragraphs(*parts: str) -> str:
    """Paragraphs of one Markdown text: one element on a page instead of several."""
    return "\n\n".join(parts)


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list of plain sentences."""
    return "\n".join(f"- {as_markdown(line)}" for line in lines)


def as_markdown(text: str) -> str:
    r"""A plain text with what Markdown would read as a mark escaped: a name is a reader's words.

    Examples
    --------
    >>> as_markdown("*x* <b>")
    '\\*x\\* \\<b\\>'
    """
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in text)
    # Addresses become links after the escapes are gone: a word joiner, which nobody sees, stops it.
    return _ADDRESS.sub("\\g<0>\u2060", escaped)


_MARKS = frozenset("\\`*_{}[]<>()#+-!|~$:")
_ADDRESS = re.compile(r"(?i)https?|www|@")
