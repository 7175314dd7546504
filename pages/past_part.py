"""The table of all past petitions: filters, a data frame, downloads."""

from typing import Any, get_args

import pandas as pd
import streamlit as st

from analysis import past_list
from analysis.language import t
from analysis.past_list import Asked
from analysis.past_petitions import Kind, Level, past_petitions
from analysis.scenario import Reading
from analysis.track_record_tables import past_petitions_table
from analysis.wording import interface
from analysis.wording import past_list as words
from pages import parts, save


def section(reading: Reading) -> None:
    """The table, made and sent only while it is open."""
    st.header(t(interface.ALL_PAST), anchor=False)
    panel = st.expander(t(interface.OPEN_PAST), key="open_past", on_change="rerun")
    if panel.open:
        with panel:
            _filtered(parts.csv_address(reading, "past_petitions"))


@st.fragment
def _filtered(whole: str) -> None:
    asked = _asked()
    rows = past_list.rows_of(asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.rows_shown(len(rows), of=len(past_petitions())))
        save.button(
            t(interface.DOWNLOAD_ROWS),
            lambda: past_petitions_table(asked=asked).csv(),
            file_name="recall-odds-past-petitions.csv",
            mime="text/csv",
            key="csv_past_rows",
        )
        st.markdown(f"[{t(interface.DOWNLOAD_ALL)}]({whole})")
    frame = pd.DataFrame(past_list.columns_of(rows))
    frame["outcome"] = frame["outcome"].map(words.outcome)
    st.dataframe(
        frame,
        hide_index=True,
        placeholder="",
        column_config=_columns(),
        alt=t(interface.PAST_TABLE_ALT),
        key="past_rows",
    )


def _asked() -> Asked:
    first, last = past_list.years()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        text = st.text_input(t(interface.FILTER_TEXT), key="past_text", width=260)
        places = _several(t(interface.FILTER_STATE), past_list.places(), "past_place")
        least = st.number_input(
            t(interface.FILTER_REQUIRED),
            min_value=0,
            value=0,
            step=1000,
            key="past_least",
            width=180,
        )
        years = st.slider(
            t(interface.FILTER_YEARS), first, last, (first, last), key="past_years", width=260
        )
    with st.container(horizontal=True, gap="medium"):
        kinds = _pills(t(interface.FILTER_KIND), get_args(Kind), "past_kind")
        results = _pills(t(interface.FILTER_RESULT), past_list.RESULTS, "past_result")
        levels = _pills(t(interface.FILTER_LEVEL), get_args(Level), "past_level")
    return Asked(
        kinds=kinds,
        places=places,
        levels=levels,
        results=results,
        years=None if years == (first, last) else years,
        least_required=int(least),
        text=text,
    )


def _several(label: str, options: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(
        st.multiselect(label, options, key=key, placeholder=t(interface.ANY), width=220),
    )


def _pills(label: str, options: tuple[str, ...], key: str) -> tuple[str, ...]:
    chosen = st.pills(
        label, options, selection_mode="multi", format_func=words.choice, key=key, width="content"
    )
    return tuple(chosen)


def _columns() -> dict[str, Any]:
    """How the data frame shows each column."""
    found: dict[str, Any] = {}
    for name, column in words.COLUMN_NAMES.items():
        label = t(column)
        told = t(words.COLUMN_HELP[name]) if name in words.COLUMN_HELP else None
        if name in words.LINKS:
            shown = t(interface.OPEN_SCENARIO) if name == "open" else r"https?://(?:www\.)?([^/]+)"
            found[name] = st.column_config.LinkColumn(label, help=told, display_text=shown)
        elif name in ("required", "raw"):
            found[name] = st.column_config.NumberColumn(label, help=told, format="localized")
        elif name == "year":
            found[name] = st.column_config.NumberColumn(label, help=told, format="%d")
        elif name in ("filed", "decided"):
            found[name] = st.column_config.DateColumn(label, help=told)
        elif name == "petition":
            found[name] = st.column_config.TextColumn(label, pinned=True, width="large")
        else:
            found[name] = st.column_config.Column(label, help=told)
    return found
