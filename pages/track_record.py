"""The Track record page: how past forecasts fared, where they missed, what the prior rests on."""

import streamlit as st

from analysis import record_views as views
from analysis import track_record_in_words as tables
from analysis import wording
from analysis.charts.cushion import cushion_chart
from analysis.charts.reasons import reasons_chart
from analysis.charts.reliability import reliability_chart
from analysis.charts.replay import replay_chart
from analysis.language import t
from analysis.past_shares import yours
from analysis.track_record.built import is_current, track_record
from analysis.wording import interface
from analysis.wording import past_shares as past_words
from analysis.wording import prior_choice as choice_words
from analysis.wording import replay as replay_words
from analysis.wording import track_record as words
from pages import address, parts, past_part

reading = address.reading()
record = track_record()

st.set_page_config(page_title=f"{t(interface.TRACK_PAGE)} · {wording.TOOL}", layout="wide")
links = parts.navigation_bar()
parts.notices(reading)
if not is_current(record):
    st.info(t(interface.NOT_CURRENT), title=t(interface.NOT_CURRENT_TITLE))

head = st.container()
name = st.segmented_control(
    t(interface.TRACK_SET),
    options=views.SETS,
    format_func=lambda one: t(words.SET_NAMES[one]),
    default=views.SETS[0],
    key="track_set",
    required=True,
)
found = record.score_set(name)
with head:
    st.title(words.headline(found), anchor=False)
parts.navigation(links)

scores, told = st.columns([11, 9], gap="large")
with scores:
    st.subheader(t(interface.SCORES), anchor=False)
    st.html(parts.html_table(tables.scores_in_words(found), whole=True))
    st.html(parts.html_table(tables.against_in_words(found), whole=True))
    parts.csv_link(reading, "scores")
with told:
    st.markdown(
        wording.paragraphs(
            words.score_sentence(found),
            words.not_told_apart(found),
            words.how_made(record, found),
            words.where_from(record),
        )
    )
    meaning = st.expander(t(interface.SCORES_MEAN))
    meaning.markdown(words.rivals_help(found))

diagram, intervals = st.columns([11, 9], gap="large")
with diagram:
    parts.chart(
        reading,
        reliability_chart(name),
        name=f"reliability_{name}",
        help_text=t(interface.RELIABILITY_HELP),
    )
with intervals:
    st.markdown(wording.paragraphs(words.in_all_sentence(found), words.band_sentence(found)))
    st.subheader(t(interface.COVERAGE), anchor=False)
    st.html(parts.html_table(tables.coverage_in_words(found), whole=True))
    st.markdown(words.coverage_sentence(found))
    parts.csv_link(reading, "coverage")

cushion, reasons = st.columns([11, 9], gap="large")
with cushion:
    parts.chart(
        reading, cushion_chart(reading), name="past_shares", help_text=t(interface.CUSHION_HELP)
    )
    mine = yours(reading)
    st.markdown(
        wording.paragraphs(
            *([past_words.yours_sentence(mine)] if mine else []),
            f":small[{t(past_words.MARKS)}]",
        )
    )
with reasons:
    parts.chart(
        reading, reasons_chart(reading), name="past_reasons", help_text=t(interface.REASONS_HELP)
    )
    st.markdown(f":small[{t(past_words.NOT_COMPARABLE)}]")

st.header(t(interface.MISSES), anchor=False)
st.markdown(words.misses_title(found, views.misses(record, name)))
st.html(parts.html_table(tables.misses_in_words(name), whole=True, roomy=True))
parts.csv_link(reading, "forecasts")

st.header(t(interface.REPLAY), anchor=False)


@st.fragment
def replay() -> None:
    """One petition day by day; another choice redraws this part alone."""
    known = views.replays(record)
    chosen = st.selectbox(
        t(interface.REPLAY_PETITION),
        list(known),
        format_func=lambda one: replay_words.replay_name(known[one]),
        key="replay",
        width=560,
    )
    steps, days = st.columns([2, 3], gap="medium")
    with steps:
        drawn = replay_chart(chosen)
        st.subheader(drawn.title, anchor=False)
        st.plotly_chart(
            drawn.figure(), key="chart_replay", alt=drawn.alt, config={"displayModeBar": False}
        )
    with days:
        st.html(parts.html_table(tables.replay_in_words(known[chosen]), whole=True, roomy=True))
        st.markdown(t(replay_words.ABOUT_COUNTS))
        parts.csv_link(reading, "replays")


replay()

st.header(t(interface.PRIOR_CHOICE), anchor=False)
st.subheader(choice_words.choice_title(record.candidates), anchor=False)
st.markdown(
    wording.paragraphs(choice_words.choice_sentence(record.candidates), t(choice_words.MEANING))
)
st.html(parts.html_table(tables.candidates_in_words(), whole=True, roomy=True))
parts.csv_link(reading, "prior_candidates")
st.subheader(choice_words.selection_title(record.selection), anchor=False)
st.markdown(t(choice_words.SELECTION_MEANING))
st.html(parts.html_table(tables.selection_in_words(), whole=True, roomy=True))
parts.csv_link(reading, "prior_selection")
st.subheader(t(interface.PUBLISHED), anchor=False)
st.markdown(choice_words.published_sentence(record.published))
st.html(parts.html_table(tables.published_in_words(), whole=True, roomy=True))

past_part.section(reading)
st.caption(wording.footer(reading))
