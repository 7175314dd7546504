"""Fields of a form, one a key of the scenario: drawn, read back, and kept where an entry is bad."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from analysis.scenario import KEYS, write
from analysis.wording.labels import label_of
from pages import address
from pages.evidence_forms import followed, values_of

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


def row() -> Any:
    """Fields side by side; on a phone one below the other."""
    return st.container(horizontal=True, gap="medium", vertical_alignment="bottom")


def date(values: Mapping[str, Any], key: str) -> None:
    """A day; empty where it is absent."""
    st.date_input(
        label_of(key).control,
        value=followed(f"e_{key}", values[key]),
        min_value=FIRST,
        max_value=LAST,
        key=f"e_{key}",
        help=label_of(key).help or None,
    )


def number(
    values: Mapping[str, Any], key: str, *, step: float | None = None, help_text: str = ""
) -> None:
    """A number; empty where it is absent. Its bounds are those of its key."""
    kind = int if KEYS[key].kind == "whole" else float
    value = values[key]
    st.number_input(
        label_of(key).control,
        min_value=kind(KEYS[key].low),
        max_value=kind(KEYS[key].high),
        value=followed(f"e_{key}", None if value is None else kind(value)),
        step=kind(step or 1),
        format=None if kind is int else "%g",
        key=f"e_{key}",
        help=help_text or label_of(key).help or None,
    )


def texts(keys: Iterable[str]) -> dict[str, str | None]:
    """What the fields hold, as the string writes it; None where one is empty."""
    found = ((key, st.session_state[f"e_{key}"]) for key in keys)
    return {key: None if value is None else write(value) for key, value in found}


def keep_what_was_typed(keys: Iterable[str], *, as_text: Iterable[str] = ()) -> None:
    """Leave a bad entry in its field: what is used instead of it does not replace it there."""
    reading = address.reading()
    if reading.problems:
        values, written = values_of(reading), set(as_text)
        st.session_state.fields_follow.update(
            {f"e_{key}": write(values[key]) if key in written else values[key] for key in keys}
        )


def forget(keys: Iterable[str]) -> None:
    """Take what was typed out of fields, so that they show the scenario again."""
    for key in keys:
        st.session_state.fields_follow.pop(f"e_{key}", None)
