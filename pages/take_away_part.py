"""What can be taken away: all results as files, a page to print, the number once more."""

from html import escape

import streamlit as st

from analysis.language import t, with_language
from analysis.scenario import Reading, full_link
from analysis.wording import reproduce
from analysis.wording import take_away as words
from pages import parts

PRINT = "/print"
"""Where the server gives the page to print."""


def section(reading: Reading) -> None:
    """A panel with the links and the box; nothing without a scenario."""
    if reading.scenario is None:
        return
    panel = st.expander(t(words.HEADING), key="open_take_away", on_change="rerun")
    if panel.open:
        with panel:
            st.html(_links(reading))
            _reproduce(reading)


def _links(reading: Reading) -> str:
    files = (
        (words.RESULTS_CSV, parts.api_address(reading, "results.csv")),
        (words.RESULTS_JSON, parts.api_address(reading, "results.json")),
        (words.ARCHIVE, parts.api_address(reading, "all.zip")),
        (words.DICTIONARY, f"/api/v1/dictionary.csv{with_language('')}"),
        (words.PRINT, f"{PRINT}{with_language(full_link(reading))}"),
    )
    rows = "".join(
        f'<li><a href="{escape(link, quote=True)}" target="_blank" style="color:inherit">'
        f"{escape(t(name))}</a></li>"
        for name, link in files
    )
    return f"<ul>{rows}</ul>"


def _reproduce(reading: Reading) -> None:
    """The number by other means. A name that anyone gave stays text in each of them."""
    found = reproduce.reproduction(reading, base=root())
    st.markdown(f"**{t(reproduce.HEADING)}**  \n{reproduce.sentence(reading, found)}")
    for title, text in (
        (reproduce.LINK, found.link),
        (reproduce.CURL, found.curl),
        (reproduce.PYTHON, found.python),
        (reproduce.COMMAND, found.command),
    ):
        st.caption(t(title))
        # Not colored: the colors of code are too faint to read on either ground.
        st.code(text, language=None, wrap_lines=True)


def root() -> str:
    """The address of the first page without a last slash; empty where no browser has told it."""
    here = (st.context.url or "").split("?")[0].rstrip("/")
    own = {page.url_path for page in st.session_state.pages} - {""}
    above, _, last = here.rpartition("/")
    return above if last in own else here
