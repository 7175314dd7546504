"""The frame of every page: the scenario of this run, the page, the address."""

import streamlit as st

from analysis.wording import compare as compare_words
from analysis.wording import desk, interface
from pages import address, controls

address.begin(controls.moves)
st.session_state.pages = [
    st.Page("odds.py", title=interface.ODDS_PAGE, help=interface.ODDS_PAGE_HELP, default=True),
    st.Page(
        "verification.py",
        title=interface.VERIFICATION_PAGE,
        help=interface.VERIFICATION_PAGE_HELP,
        url_path="verification",
    ),
    st.Page(
        "november.py",
        title=interface.NOVEMBER_PAGE,
        help=interface.NOVEMBER_PAGE_HELP,
        url_path="november",
    ),
    st.Page("desk.py", title=desk.DESK_PAGE, help=desk.DESK_PAGE_HELP, url_path="desk"),
    st.Page(
        "compare.py",
        title=compare_words.PAGE,
        help=compare_words.PAGE_HELP,
        url_path="compare",
    ),
    st.Page(
        "track_record.py",
        title=interface.TRACK_PAGE,
        help=interface.TRACK_PAGE_HELP,
        url_path="track-record",
    ),
    st.Page(
        "method.py",
        title=interface.METHOD_PAGE,
        help=interface.METHOD_PAGE_HELP,
        url_path="method",
    ),
]
st.navigation(st.session_state.pages, position="hidden").run()
address.finish()
