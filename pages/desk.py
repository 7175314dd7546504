"""The Campaign desk: what has to be done for which odds, by when, and at what cost."""

import streamlit as st

from analysis import wording
from analysis.charts.burn_up import burn_up_chart
from analysis.charts.heat_map import heat_map_chart
from analysis.charts.odds_curve import odds_curve_chart
from analysis.language import t
from analysis.planning import plan_of
from analysis.sensitivity import heat_map, past_marks
from analysis.wording import desk
from analysis.wording import planning as words
from analysis.wording import sensitivity as depends
from pages import address, controls, custom, desk_forms, own_check_part, parts

reading = address.reading()
scenario, result, view, links = custom.opening(reading, page=t(desk.DESK_PAGE))
plan = plan_of(scenario)

answer, inputs = st.columns([11, 9], gap="large")

with answer:
    st.title(words.headline(plan), anchor=False)
    parts.draw_what_is_sent()
    parts.navigation(links)
    st.markdown(wording.paragraphs(*map(wording.as_markdown, desk.standing_sentences(plan))))
    if plan.bounds is not None:
        st.subheader(t(desk.DECIDED), anchor=False)
        st.markdown(words.bounds_sentence(plan.bounds))
        parts.csv_link(reading, "bounds")
    if not plan.has_official_result:
        st.subheader(t(desk.TARGETS), anchor=False, help=t(desk.TARGETS_WHY))
        st.html(parts.html_table(desk.needed_table_in_words(plan), whole=True))
        parts.csv_link(reading, "needed")
        worth = map(wording.as_markdown, desk.worth_sentences(plan, scenario))
        st.markdown(wording.paragraphs(*worth))
    parts.file_link(reading, "summary.html", open_name=t(desk.SUMMARY_LINK), save_name=t(desk.SAVE))
    st.caption(t(desk.SUMMARY_WHY))

with inputs, st.container(border=True):
    controls.petition(reading)
    controls.step(reading)
    controls.slider(reading, "raw")
    controls.side_by_side(reading, "invalid", "invalid_pm")
    controls.side_by_side(reading, "repeats", "repeats_pm")
    if not plan.has_official_result:
        desk_forms.drive_form(reading)

if not plan.has_official_result:
    drive, curve = st.columns(2, gap="large")
    with drive:
        if plan.pace is None:
            st.info(t(desk.DRIVE_ASKED), title=t(desk.DRIVE_FORM))
        else:
            drawn = burn_up_chart(plan.pace, plan)
            parts.chart(reading, drawn, name="burn_up", help_text=t(desk.BURN_UP_HELP))
            pace = map(wording.as_markdown, desk.pace_sentences(plan))
            st.markdown(wording.paragraphs(*pace))
    with curve:
        if plan.worth is not None:
            drawn = odds_curve_chart(plan, plan.worth)
            parts.chart(reading, drawn, name="worth", help_text=t(desk.CURVE_HELP))

own_check_part.section(reading)

if not plan.has_official_result:
    seen, struck = st.columns([11, 9], gap="large")
    with seen:
        marks = past_marks(reading.defaults.prior.informants, required=scenario.required)
        drawn = heat_map_chart(heat_map(scenario), marks)
        parts.chart(reading, drawn, name="heat_map", help_text=t(depends.MAP_HELP))
    with struck, st.container(border=True):
        st.subheader(t(desk.STRIKE), anchor=False)
        desk_forms.strike_form(reading)
        if plan.striking is not None:
            st.markdown(wording.bullets(desk.striking_sentences(plan.striking)))
            parts.csv_link(reading, "striking")

st.caption(t(wording.NOT_THE_BALLOT))
st.caption(wording.footer(reading))
