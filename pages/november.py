"""The November page: the race against the calendar, and the odds of a place on the ballot."""

import streamlit as st

from analysis import november_tables as tables
from analysis import wording
from analysis.charts.calendar import calendar_chart
from analysis.charts.filing_days import filing_days_chart
from analysis.language import t
from analysis.november import asks_when_to_file
from analysis.on_ballot import filing_days_of
from analysis.wording import calendar, interface
from analysis.wording import november as words
from analysis.wording.november_dates import check_by, missed
from pages import address, calendar_forms, controls, custom, parts

reading = address.reading()
scenario, result, view, links = custom.opening(reading, page=t(interface.NOVEMBER_PAGE))

answer, inputs = st.columns([11, 9], gap="large")

with answer:
    st.title(words.headline(scenario, result), anchor=False)
    parts.draw_what_is_sent()
    parts.navigation(links)
    with st.container(horizontal=True, gap="large"):
        for label, number in words.numbers(result):
            st.metric(label, number, width="content")
    st.markdown(wording.as_markdown(words.under_headline(scenario, result)))
    if result.ballot is not None:
        parts.chart(
            reading,
            calendar_chart(scenario, result),
            name="calendar",
            help_text=t(interface.CALENDAR_HELP),
        )
        st.subheader(t(interface.BY_PATH), anchor=False)
        st.html(parts.html_table(tables.ballot_in_words(result.ballot), whole=True))
        st.caption(t(interface.BY_PATH_WHY))
        parts.csv_link(reading, "ballot")

with inputs, st.container(border=True):
    controls.petition(reading)
    controls.step(reading)
    calendar_forms.calendar_form(reading)
    calendar_forms.schedule_form(reading, scenario)

dates, otherwise = st.columns([11, 9], gap="large")
with dates:
    st.subheader(t(interface.CHECK_BY), anchor=False)
    st.markdown(wording.paragraphs(*map(wording.as_markdown, check_by(scenario))))
with otherwise:
    if result.ballot is not None:
        st.subheader(t(interface.IF_MISSED), anchor=False)
        st.markdown(wording.as_markdown(missed(scenario, result)))
        st.subheader(t(interface.ASSUMED), anchor=False)
        st.markdown(wording.bullets(calendar.assumptions(scenario)))
        with st.expander(t(interface.SILENT)):
            st.markdown(wording.bullets(map(t, calendar.SILENT)))

if asks_when_to_file(result):
    found = filing_days_of(scenario, result.path)
    if found is not None and found.days:
        parts.chart(
            reading,
            filing_days_chart(found, scenario.filed, result.qualifies),
            name="filing_days",
            help_text=t(interface.FILING_HELP),
        )
        st.markdown(wording.as_markdown(calendar.filing_sentence(scenario, found)))

st.caption(wording.footer(reading))
