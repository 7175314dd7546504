"""The Odds page: how likely enough valid signatures are, why, and what would change it."""

import streamlit as st

from analysis import wording
from analysis.charts import dot_plot, tornado
from analysis.charts.path import path_picture
from analysis.language import t
from analysis.scenario import REASONS
from analysis.sensitivity import swings, total_effects
from analysis.tables import inputs_table, petitions_table
from analysis.wording import interface
from analysis.wording import prior as prior_words
from analysis.wording.sensitivity import effects_sentence
from analysis.wording.verification import stage_sentences
from pages import controls, custom, parts, quote_part, take_away_part, versions_part

reading = versions_part.read()
asked, result, view, links = custom.opening(reading)

prior = reading.defaults.prior
answer, inputs = st.columns([11, 9], gap="large")

with answer:
    parts.headline(view, links)
    versions_part.section()
    st.markdown(wording.paragraphs(view.ballot, view.detail, *stage_sentences(asked, result)))
    parts.chart(reading, dot_plot(result), name="dots", help_text=t(interface.DOTS_HELP))

with inputs, st.container(border=True):
    controls.petition(reading)
    controls.step(reading)
    controls.slider(reading, "raw")
    controls.mode(reading)
    if asked.by_reason:
        controls.side_by_side(reading, *REASONS)
        st.markdown(wording.reasons_sentence(asked))
        controls.slider(reading, "invalid_pm")
    else:
        controls.side_by_side(reading, "invalid", "invalid_pm")
    controls.side_by_side(reading, "repeats", "repeats_pm")
    st.caption(t(interface.REPEATS_WHY))
    controls.past_class(reading)
    parts.table(
        reading,
        lambda: petitions_table(reading),
        name="petitions",
        title=prior_words.based_on(prior),
        caption=t(interface.BASIS),
    )
    st.markdown(wording.odds_again(result))

why, happened = st.columns([11, 9], gap="large")
with why:
    st.markdown(
        wording.paragraphs(
            wording.break_even_sentence(result, asked, prior),
            " ".join(prior_words.where_from(prior)),
        )
    )
    parts.table(
        reading, lambda: inputs_table(reading), name="inputs", title=t(interface.WHERE_FROM)
    )
    if not result.has_evidence:
        moved = tornado(swings(asked), result)
        parts.chart(reading, moved, name="swings", help_text=t(interface.SWINGS_HELP))
        doubt = effects_sentence(total_effects(asked))
        if doubt:
            st.markdown(doubt)
            parts.csv_link(reading, "effects")

with happened:
    parts.chart(reading, path_picture(result), name="path", help_text=t(interface.PATH_HELP))
    outcome = wording.outcome_sentence(reading)
    if outcome:
        st.markdown(wording.paragraphs(t(interface.HAPPENED), outcome))
    quote_part.section(reading, result)
    take_away_part.section(reading)
    own = st.expander(t(interface.CUSTOM_TITLE), key="open_custom", on_change="rerun")
    if own.open:
        with own:
            custom.form(reading)

st.caption(wording.footer(reading))
