"""The forms of the November page: dates, meetings, speeds, and the days that do not count."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis import november
from analysis.language import t
from analysis.scenario import WEEKDAYS, Reading, Scenario, write
from analysis.scenario.keys import OF_THE_CALENDAR
from analysis.wording import interface
from analysis.wording import november as words
from analysis.wording.calendar import WEEKDAY_NAMES
from analysis.wording.labels import label_of
from pages import address, fields
from pages.evidence_forms import followed, values_of

DATES = ("filed", "election")
WHOLE = ("sample_days", "order_lag")
SPEEDS = ("speed", "speed_pm")
SCHEDULE = ("holidays_add", "holidays_drop")


def calendar_form(reading: Reading) -> None:
    """The dates of the race, the meetings, and how long the check takes."""
    values = values_of(reading)
    with st.form("calendar_form", border=False):
        st.markdown(f"**{t(interface.CALENDAR_FORM)}**")
        st.caption(t(interface.CALENDAR_WHY))
        with fields.row():
            for key in DATES:
                fields.date(values, key)
        with fields.row():
            _meetings(values)
        with fields.row():
            for key in WHOLE:
                fields.number(values, key)
        with fields.row():
            for key in SPEEDS:
                fields.number(values, key, help_text=t(interface.SPEED_HELP))
        st.form_submit_button(t(interface.APPLY), key="apply_calendar", on_click=_enter_calendar)
    if OF_THE_CALENDAR & {change.key for change in reading.changed}:
        gone = dict.fromkeys(OF_THE_CALENDAR)
        st.button(
            t(interface.USUAL_CALENDAR), key="usual_calendar", on_click=_take_out, args=(gone,)
        )


def schedule_form(reading: Reading, scenario: Scenario) -> None:
    """The office's days off: one click each; other dates as text."""
    choices = november.days_to_choose(scenario)
    names = {one.day: words.choice_name(one) for one in choices}
    st.pills(
        t(interface.DAYS_OFF),
        [*names],
        selection_mode="multi",
        default=followed("e_days_off", [one.day for one in choices if one.off]),
        format_func=names.__getitem__,
        key="e_days_off",
        help=t(interface.DAYS_OFF_HELP),
        on_change=_choose_days,
        args=(scenario,),
    )
    differs = words.schedule_sentence(choices)
    if differs:
        st.caption(differs)
    with st.expander(t(interface.OTHER_DAYS)):
        values = values_of(reading)
        for key in SCHEDULE:
            st.text_input(
                label_of(key).control,
                followed(f"e_{key}", write(values[key])),
                key=f"e_{key}",
                help=t(interface.OTHER_DAYS_HELP),
                on_change=_enter_texts,
                args=((key,),),
            )


def _meetings(values: Mapping[str, Any]) -> None:
    """A weekday, or dates, which then replace it."""
    given = values["meetings"]
    by_day = isinstance(given[0], str)
    st.selectbox(
        t(interface.MEETING_DAY),
        WEEKDAYS,
        index=WEEKDAYS.index(followed("e_meeting_day", given[0] if by_day else "tue")),
        format_func=lambda day: t(WEEKDAY_NAMES[day]),
        key="e_meeting_day",
    )
    st.text_input(
        t(interface.MEETING_DATES),
        followed("e_meeting_dates", "" if by_day else write(given)),
        key="e_meeting_dates",
        help=t(interface.MEETING_DATES_HELP),
    )


def _enter_calendar() -> None:
    state = st.session_state
    texts = fields.texts((*DATES, *WHOLE, *SPEEDS))
    if texts["speed"] is None:
        texts["speed_pm"] = None
    texts["meetings"] = _without_spaces(state.e_meeting_dates) or state.e_meeting_day
    address.enter(texts)
    fields.keep_what_was_typed((*DATES, *WHOLE, *SPEEDS))
    meetings = values_of(address.reading())["meetings"]
    by_day = isinstance(meetings[0], str)
    if address.reading().problems:
        state.fields_follow["e_meeting_day"] = meetings[0] if by_day else "tue"
        state.fields_follow["e_meeting_dates"] = "" if by_day else write(meetings)


def _choose_days(scenario: Scenario) -> None:
    address.enter(november.keys_of_days_off(scenario, st.session_state.e_days_off))


def _enter_texts(keys: tuple[str, ...]) -> None:
    address.enter({key: _without_spaces(st.session_state[f"e_{key}"]) for key in keys})
    fields.keep_what_was_typed(keys, as_text=SCHEDULE)


def _without_spaces(text: str | None) -> str:
    return "".join((text or "").split())


def _take_out(gone: Mapping[str, str | None]) -> None:
    fields.forget((*gone, "meeting_day", "meeting_dates", "days_off"))
    address.enter(gone)
