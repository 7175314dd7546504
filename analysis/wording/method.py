"""The Method page: how it works for anyone, and the formulas. The text is in ``method.md``."""

from functools import cache
from pathlib import Path

from analysis.language import mark

CONSTANTS_TITLE = mark("The constants of this version")


@cache
def text() -> str:
    """The page's text, Markdown with formulas in TeX."""
    return Path(__file__).with_suffix(".md").read_text("utf-8")
