"""The Method page: how the odds are worked out, and where every number comes from."""

import streamlit as st

from analysis import wording
from analysis.tables import constants_table, petitions_table
from analysis.wording import interface, method
from pages import address, parts

reading = address.reading()
st.set_page_config(page_title=f"{interface.METHOD_PAGE} · {wording.TOOL}", layout="wide")
parts.navigation(parts.navigation_bar())
with st.container(width=760):
    st.markdown(method.text())
    st.header(method.CONSTANTS_TITLE, anchor=False)
    st.html(parts.html_table(constants_table(reading), whole=True))
    st.header(interface.PAST, anchor=False)
    st.caption(interface.BASIS)
st.html(parts.html_table(petitions_table(reading), whole=True))
st.caption(wording.footer(reading))
