"""A link of an earlier model version: its number, today's, and why they differ."""

from html import escape

import streamlit as st

from analysis import scenario, wording
from analysis.language import t
from analysis.scenario import Reading
from analysis.two_versions import standing, two_versions
from analysis.wording import versions as words
from pages import address, parts


def read() -> Reading:
    """The reading of this run, or today's of it where its version's formulas are gone."""
    return standing(address.reading())


def section() -> None:
    """Both numbers in a sentence, and why; nothing for a link of today's model."""
    both = two_versions(address.reading())
    if both is None:
        return
    with st.container(border=True):
        st.markdown(wording.as_markdown(words.versions_sentence(both)))
        panel = st.expander(t(words.WHY), key="open_versions", on_change="rerun")
        if panel.open:
            with panel:
                st.markdown(wording.bullets(words.why_sentences(both)))
                table = words.versions_table(both)
                if table.rows:
                    st.html(parts.html_table(table, whole=True))
                st.caption(f"{t(words.RULE)} {t(words.KEPT)}")
                _open_today(both.now)


def _open_today(now: Reading) -> None:
    """A link, as a sender's would be: it opens the page anew, and Back leads to the link's own."""
    query = escape(address.query_of(scenario.address(now)), quote=True)
    name = escape(t(words.OPEN_TODAY))
    st.html(f'<a href="/{query}" target="_self" style="color:inherit">{name}</a>')
