"""The Verification page: the official check, what is known of it, and what that says."""

import streamlit as st

from analysis import verification_tables as tables
from analysis import wording
from analysis.charts.path import path_picture
from analysis.charts.repeats_seen import repeats_seen_chart
from analysis.drift import drift_estimate
from analysis.language import t
from analysis.rules import rule_sets
from analysis.sample_questions import gate_errors, odds_by_repeats_seen
from analysis.sample_story import sample_story
from analysis.wording import interface
from analysis.wording import sample_questions as asked
from analysis.wording import verification as words
from analysis.wording.drift import drift_found_sentence
from pages import address, controls, custom, evidence_forms, parts, tally_part

reading = address.reading()
scenario, result, view, links = custom.opening(reading, page=t(interface.VERIFICATION_PAGE))

rules = rule_sets()[scenario.rules]
answer, inputs = st.columns([11, 9], gap="large")

with answer:
    parts.headline(view, links)
    st.markdown(
        wording.paragraphs(
            view.ballot,
            words.step_reached(scenario, rules),
            *filter(None, [words.qualifies_sentence(result)]),
        )
    )
    parts.chart(reading, path_picture(result), name="path", help_text=t(interface.PATH_HELP))
    if scenario.sample and scenario.sample_repeats is None and not scenario.counted:
        seen = odds_by_repeats_seen(scenario)
        parts.chart(
            reading,
            repeats_seen_chart(seen),
            name="repeats_seen",
            help_text=t(interface.REPEATS_SEEN_HELP),
        )
        st.markdown(asked.repeats_seen_why(seen))
    if not result.decided:
        st.subheader(t(interface.DRIFT), anchor=False)
        st.html(parts.html_table(tables.drift_table(scenario, result), whole=True))
        st.markdown(
            wording.paragraphs(
                words.drift_sentence(scenario),
                drift_found_sentence(drift_estimate(), used=scenario.drift),
            )
        )
        parts.table(reading, tables.past_drift_table, name="drift", title=t(interface.PAST_DRIFT))

with inputs, st.container(border=True):
    controls.petition(reading)
    controls.step(reading)
    evidence_forms.sample_form(reading)
    evidence_forms.count_form(reading)
    with st.expander(t(interface.CHECK_FORM), expanded=bool(scenario.check)):
        evidence_forms.check_form(reading)
    with st.expander(t(interface.LAW_FORM)):
        evidence_forms.law(reading)

st.header(t(interface.PROJECTION), anchor=False)
if scenario.sample:
    names = tables.statistics(scenario)
    for name, column in zip(names, st.columns(len(names), gap="large"), strict=True):
        told = tables.told_with(scenario, name)
        with column:
            st.markdown(f"**{words.projection_heading(told)}**")
            st.html(parts.html_table(tables.steps_table(told), whole=True))
            if told.note:
                st.caption(told.note)
    parts.csv_link(reading, "projection")
elif rules.gate is not None:
    st.markdown(t(interface.NO_SAMPLE_YET))
    answers = tables.gate_answers_table(scenario)
    if answers.rows:
        st.html(parts.html_table(answers, whole=True))
st.markdown(words.cut_offs_of(scenario, rules))

errors, story_told = st.columns([11, 9], gap="large")
with errors:
    wrong = gate_errors(scenario)
    st.subheader(t(interface.GATE_ERRORS), anchor=False)
    if wrong:
        st.markdown(asked.gate_errors_sentence(scenario, wrong))
        st.html(parts.html_table(tables.gate_errors_in_words(wrong), whole=True))
        parts.table(
            reading,
            lambda: tables.gate_errors_table(wrong),
            name="gate_errors",
            title=t(interface.NUMBERS),
        )
    else:
        st.markdown(asked.no_gate_errors_sentence(scenario, rules))
with story_told:
    story = sample_story(reading.defaults.preset)
    if story is not None:
        st.subheader(asked.story_title(story), anchor=False)
        st.markdown(asked.story_text(story))

tally_part.section(scenario)
st.caption(wording.footer(reading))
