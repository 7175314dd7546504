"""The Method page: how the odds are worked out, at two depths, and where each number comes from."""

import datetime as dt

import streamlit as st

from analysis import wording
from analysis.language import t, with_language
from analysis.scenario import full_link
from analysis.tables import constants_table, petitions_table
from analysis.track_record.built import track_record
from analysis.track_record_in_words import candidates_in_words
from analysis.wording import corrections as correction_words
from analysis.wording import interface, method
from analysis.wording import prior_choice as choice_words
from analysis.wording import versions as version_words
from pages import address, parts

reading = address.reading()
st.set_page_config(page_title=f"{t(interface.METHOD_PAGE)} · {wording.TOOL}", layout="wide")
parts.navigation(parts.navigation_bar())
candidates = track_record().candidates
with st.container(width=760):
    st.markdown(method.text())
    formulas = st.expander(t(method.FORMULAS_TITLE), key="open_formulas", on_change="rerun")
    if formulas.open:
        formulas.markdown(method.formulas())
    st.header(t(method.CONSTANTS_TITLE), anchor=False)
    st.html(parts.html_table(constants_table(reading), whole=True))
    st.header(t(interface.PRIOR_CHOICE), anchor=False)
    st.markdown(
        wording.paragraphs(choice_words.choice_sentence(candidates), t(choice_words.MEANING))
    )
st.html(parts.html_table(candidates_in_words(), whole=True, roomy=True))
parts.csv_link(reading, "prior_candidates")
st.header(t(interface.PAST), anchor=False)
st.caption(t(interface.BASIS))
st.html(parts.html_table(petitions_table(reading)))
parts.csv_link(reading, "petitions")
here = (st.context.url or "").split("?")[0]
link = with_language(full_link(reading)) if reading.scenario else ""
cited = correction_words.cite_sentence(
    reading, address=f"{here}{link}", on=dt.datetime.now(tz=dt.UTC).date()
)
with st.container(width=760):
    st.header(t(version_words.TITLE), anchor=False)
    st.markdown(wording.bullets(version_words.history_lines()))
    st.header(t(correction_words.CORRECTIONS_TITLE), anchor=False)
    st.markdown(wording.bullets(correction_words.correction_lines()))
    st.header(t(correction_words.CITE_TITLE), anchor=False)
    st.markdown(t(correction_words.CITE_WHY))
    st.code(cited, language=None, wrap_lines=True)
st.caption(wording.footer(reading))
