"""The frame of every page: the scenario of this run, the page, the address."""

import streamlit as st

from analysis.language import t
from analysis.wording import compare as compare_words
from analysis.wording import desk, interface
from pages import address, controls, turns

with turns.in_turn(first=address.is_first_run(), client=st.context.ip_address):
    address.begin(controls.moves)
    st.session_state.pages = [
        st.Page(
            "odds.py", title=t(interface.ODDS_PAGE), help=t(interface.ODDS_PAGE_HELP), default=True
        ),
        st.Page(
            "verification.py",
            title=t(interface.VERIFICATION_PAGE),
            help=t(interface.VERIFICATION_PAGE_HELP),
            url_path="verification",
        ),
        st.Page(
            "november.py",
            title=t(interface.NOVEMBER_PAGE),
            help=t(interface.NOVEMBER_PAGE_HELP),
            url_path="november",
        ),
        st.Page("desk.py", title=t(desk.DESK_PAGE), help=t(desk.DESK_PAGE_HELP), url_path="desk"),
        st.Page(
            "compare.py",
            title=t(compare_words.PAGE),
            help=t(compare_words.PAGE_HELP),
            url_path="compare",
        ),
        st.Page(
            "track_record.py",
            title=t(interface.TRACK_PAGE),
            help=t(interface.TRACK_PAGE_HELP),
            url_path="track-record",
        ),
        st.Page(
            "method.py",
            title=t(interface.METHOD_PAGE),
            help=t(interface.METHOD_PAGE_HELP),
            url_path="method",
        ),
    ]
    st.navigation(st.session_state.pages, position="hidden").run()
    address.finish()
