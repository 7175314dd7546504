"""The address bar, the scenario of this session, and the values of the controls.

A session holds one string, the one in its address; everything else follows from it. The address is
read on the first run, after Back or Forward, and when it holds something that was not written here.
In every other run the controls speak, and the string is written to the address at the end.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import scenario
from analysis.scenario import Reading

MOST_WRITTEN = 50
_STATE = ("string", "written", "shown", "opened")


def begin(moves: Callable[[Reading, Mapping[str, Any]], Reading]) -> None:
    """Settle what the scenario is in this run.

    ``moves`` takes the reading and the controls that the reader has moved, and gives the reading
    that follows.
    """
    state = st.session_state
    here = _in_address()
    context = get_script_run_ctx()
    first = "string" not in state
    back = context is not None and context.is_history_navigation
    if first:
        state.written, state.shown = [], {}
    state.first_run = first
    if first or back or here not in state.written:
        state.string = state.opened = here
        _remember(here)
        state.reading = scenario.read(here)
        return
    state.reading = scenario.read(state.string)
    moved = {
        name: state[name]
        for name, value in state.shown.items()
        if name in state and state[name] != value
    }
    if moved:
        show(moves(state.reading, moved))


def finish() -> None:
    """Write the string to the address if it differs."""
    string = st.session_state.string
    if _in_address() != string:
        _remember(string)
        st.query_params.from_dict(dict(parse_qsl(string.lstrip("?"), keep_blank_values=True)))


def reading() -> Reading:
    """The reading of this run."""
    value: Reading = st.session_state.reading
    return value


def from_sender() -> bool:
    """Whether the scenario is still as the link had it."""
    return bool(st.session_state.string == st.session_state.opened)


def show(other: Reading) -> None:
    """Make another reading the session's; problems of the old string are settled by it."""
    st.session_state.string = scenario.address(other)
    st.session_state.reading = scenario.read(st.session_state.string)


def enter(changes: Mapping[str, str | None]) -> None:
    """Put values into the scenario; those that cannot be used stay in the address as entered.

    None takes a key out.
    """
    before = reading()
    after = scenario.with_values(before, changes)
    if not after.problems:
        show(after)
        return
    texts = dict(scenario.address_values(before))
    texts.update({key: text for key, text in changes.items() if text is not None})
    st.session_state.string = scenario.as_string(texts)
    st.session_state.reading = after


def open_string(string: str) -> None:
    """Open a scenario as if it had been typed into the address."""
    show(scenario.read(string))


def parameters() -> dict[str, str]:
    """The query of a link to another page that keeps the scenario."""
    _remember(st.session_state.string)
    return dict(parse_qsl(st.session_state.string.lstrip("?"), keep_blank_values=True))


def control(name: str, value: Any) -> Any:
    """The value that a control is to show; its key is ``name``.

    A control that is about to appear takes it as its default, any other through the session's
    state: a default that arrives late on a slow line would win over the state.
    """
    state = st.session_state
    if not state.first_run and name in state and state[name] != value:
        state[name] = value
    state.shown[name] = value
    return value


def _in_address() -> str:
    pairs = [(key, text) for key in st.query_params for text in st.query_params.get_all(key)]
    return "?" + urlencode(pairs) if pairs else ""


def _remember(string: str) -> None:
    written: list[str] = st.session_state.written
    pairs = parse_qsl(string.lstrip("?"), keep_blank_values=True)
    same = "?" + urlencode(pairs) if pairs else ""
    st.session_state.written = [*written, string, same][-MOST_WRITTEN:]
