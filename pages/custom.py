"""The form for a petition that is not in the table."""

import datetime as dt
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import scenario, wording
from analysis.forecast import Forecast, forecast
from analysis.language import t
from analysis.rules import law_for, places
from analysis.scenario import CUSTOM, Reading, Scenario, next_november_election, write
from analysis.wording import FirstView, interface
from analysis.wording.labels import label_of
from pages import address, controls, parts


def opening(
    reading: Reading, *, page: str = ""
) -> tuple[Scenario, Forecast, FirstView, DeltaGenerator]:
    """The top of a page about a scenario: its title, the place of the links, the notices.

    A page without odds ends here, with the form for what is missing.
    """
    result = forecast(reading.scenario) if reading.scenario else None
    view = wording.first_view(reading, result)
    title = f"{page} · {view.title}" if page else view.title
    st.set_page_config(page_title=title, layout="wide")
    links = parts.navigation_bar()
    st.caption(wording.as_markdown(view.kicker))
    parts.notices(reading)
    if reading.scenario is None or result is None:
        parts.navigation(links)
        _instead_of_odds(reading, view)
        st.stop()
    return reading.scenario, result, view, links


def _instead_of_odds(reading: Reading, view: FirstView) -> None:
    """What stands on a page without odds: that two numbers are missing, and the form for them."""
    st.title(view.headline, anchor=False)
    st.markdown(view.detail)
    form(reading)
    controls.petition(reading)


def form(reading: Reading) -> None:
    """A short form; what is typed lands in the link."""
    given: dict[str, Any] = dict(reading.given) if reading.defaults.preset is None else {}
    today = dt.datetime.now(tz=dt.UTC).date()
    options = list(places())
    with st.form("custom", border=False):
        st.text_input(label_of("name").control, given.get("name", ""), max_chars=80, key="f_name")
        for key in ("raw", "required"):
            st.number_input(
                label_of(key).control,
                min_value=1,
                max_value=100_000_000,
                value=given.get(key),
                step=1,
                key=f"f_{key}",
                help=label_of(key).help,
            )
        st.selectbox(t(interface.CUSTOM_PLACE), options, format_func=t, key="f_place")
        st.date_input(label_of("filed").control, given.get("filed", today), key="f_filed")
        november = next_november_election(today)
        st.date_input(
            label_of("election").control, given.get("election", november), key="f_election"
        )
        st.form_submit_button(t(interface.CUSTOM_SUBMIT), on_click=_open)
    if st.session_state.pop("custom_missing", False):
        st.warning(t(interface.CUSTOM_MISSING))


def _open() -> None:
    """Open what was typed as a scenario."""
    state = st.session_state
    if not state.f_raw or not state.f_required:
        state.custom_missing = True
        return
    place = places()[state.f_place]
    texts = {
        "petition": CUSTOM,
        "name": state.f_name,
        "raw": write(state.f_raw),
        "required": write(state.f_required),
        "rules": law_for(**place._asdict(), filed=state.f_filed).id,
        "filed": write(state.f_filed),
        "election": write(state.f_election),
    }
    address.open_string(scenario.as_string(texts))
