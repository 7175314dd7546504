"""The quote desk: what to print, in three lengths and every language, and the frame to embed."""

import streamlit as st

from analysis import language, scenario, wording
from analysis.forecast import Forecast
from analysis.language import speaking, spoken, t, with_language
from analysis.scenario import Reading
from analysis.wording import interface
from analysis.wording import quote_buttons as words
from analysis.wording.card import embed_code
from analysis.wording.quote_desk import LENGTHS, Length, Quotable, quotable
from pages import copying

EMBED = "/embed"
"""Where the server gives the frame, from the root of the pages on."""


def section(reading: Reading, result: Forecast) -> None:
    """A text to print with its caveat and source, and the frame."""
    st.markdown(t(words.HEADING))
    length, code = _choices()
    with speaking(code):
        found = quotable(reading, result, length=length)
    st.markdown(
        wording.paragraphs(
            wording.as_markdown(found.text),
            f":small[{wording.as_markdown(f'{found.caveat} {found.credit}'.strip())}]",
        )
    )
    _copying(reading, found, length)
    st.caption(t(interface.LINK_HELP))
    panel = st.expander(t(words.EMBED), key="open_embed", on_change="rerun")
    if panel.open:
        with panel:
            _embed(reading, result, code)


def _choices() -> tuple[Length, str]:
    """The length and the language of the quote; the page's own until another is chosen."""
    with st.container(horizontal=True, gap="medium"):
        length = st.segmented_control(
            t(words.LENGTH),
            LENGTHS,
            default="sentence",
            required=True,
            format_func=lambda name: t(words.LENGTHS[name]),
            key="quote_length",
        )
        code = st.segmented_control(
            t(words.LANGUAGE),
            list(language.LANGUAGES),
            default=spoken(),
            required=True,
            format_func=lambda one: language.LANGUAGES[one],
            key=f"quote_language_{spoken()}",
        )
    return length, str(code)


def _copying(reading: Reading, found: Quotable, length: Length) -> None:
    items: list[copying.Item] = [
        {"label": t(words.COPY[length]), "text": found.text, "copied": t(words.COPIED[length])},
        copying.link(with_language(scenario.full_link(reading))),
        {"label": t(words.COPY_WHOLE), "text": found.whole, "copied": t(words.COPIED_WHOLE)},
    ]
    copying.buttons(items, key="copy")


def _embed(reading: Reading, result: Forecast, code: str) -> None:
    with speaking(code):
        title = wording.first_view(reading, result).title
        link = with_language(scenario.full_link(reading))
    frame = embed_code(f"{_root()}{EMBED}{link}", title=title)
    st.markdown(t(words.EMBED_HELP))
    st.code(frame, language=None, wrap_lines=True)
    copying.buttons(
        [{"label": t(words.COPY_EMBED), "text": frame, "copied": t(words.COPIED_EMBED)}],
        key="copy_embed",
    )


def _root() -> str:
    """The address of the Odds page, which is the root; empty where no browser has told it."""
    return (st.context.url or "").split("?")[0].rstrip("/")
