"""The texts of the quote desk's controls: headings, buttons, what is said once a text is copied."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark
from analysis.wording.quote_desk import Length

HEADING = mark("### To print")
LENGTH = mark("Length")
LANGUAGE = mark("Language of the quote")
LENGTHS: Mapping[Length, str] = MappingProxyType(
    {"line": mark("Line"), "sentence": mark("Sentence"), "paragraph": mark("Paragraph")}
)
COPY: Mapping[Length, str] = MappingProxyType(
    {
        "line": mark("Copy line"),
        "sentence": mark("Copy sentence"),
        "paragraph": mark("Copy paragraph"),
    }
)
COPIED: Mapping[Length, str] = MappingProxyType(
    {
        "line": mark("Line copied"),
        "sentence": mark("Sentence copied"),
        "paragraph": mark("Paragraph copied"),
    }
)
COPY_WHOLE = mark("Copy with caveat and source")
COPIED_WHOLE = mark("Copied with caveat and source")
EMBED = mark("Embed this")
EMBED_HELP = mark(
    "This code puts the odds into a page of yours, in a frame of less than 10 kilobytes that needs "
    "no script. It holds every input and the version of the model, so that it goes on saying the "
    "same."
)
COPY_EMBED = mark("Copy embed code")
COPIED_EMBED = mark("Embed code copied")
