"""The forms of the Campaign desk: what is in hand and by when, what it costs, what to strike."""

import streamlit as st

from analysis.language import t
from analysis.scenario import Reading
from analysis.scenario.keys import OF_THE_PLAN
from analysis.wording import desk
from pages import address, fields
from pages.evidence_forms import values_of

DRIVE = (("collected", "collected_on"), ("started", "deadline"), ("pace", "pace_pm"))
MONEY = ("cost", "worth")
STRIKES = ("strike_invalid", "strike_repeats")
_OF_DRIVE = tuple(key for pair in DRIVE for key in pair) + MONEY


def drive_form(reading: Reading) -> None:
    """How far the collection is, how fast it goes, until when, and at what cost."""
    values = values_of(reading)
    with st.form("drive_form", border=False):
        st.markdown(f"**{t(desk.DRIVE_FORM)}**")
        st.caption(t(desk.DRIVE_WHY))
        for pair in DRIVE:
            with fields.row():
                for key in pair:
                    if key in ("collected_on", "started", "deadline"):
                        fields.date(values, key)
                    else:
                        fields.number(values, key)
        with fields.row():
            fields.number(values, "cost", step=0.5)
            fields.number(values, "worth", step=100_000)
        st.form_submit_button(t(desk.APPLY), key="apply_drive", on_click=_enter, args=(_OF_DRIVE,))
    if any(values[key] for key in OF_THE_PLAN):
        st.button(t(desk.CLEAR), key="clear_drive", on_click=_clear)


def strike_form(reading: Reading) -> None:
    """Known bad signatures and repeats that could be struck before filing."""
    values = values_of(reading)
    with st.form("strike_form", border=False):
        st.caption(t(desk.STRIKE_WHY))
        with fields.row():
            for key in STRIKES:
                fields.number(values, key)
        st.form_submit_button(t(desk.APPLY), key="apply_strike", on_click=_enter, args=(STRIKES,))


def _enter(keys: tuple[str, ...]) -> None:
    address.enter(fields.texts(keys))
    fields.keep_what_was_typed(keys)


def _clear() -> None:
    fields.forget(OF_THE_PLAN)
    address.enter(dict.fromkeys(OF_THE_PLAN))
