"""The address bar, the scenario of this session, and the values of the controls.

A session holds one string and the scenarios set beside it, both in its address; everything else
follows from them. The address is read on the first run, after Back or Forward, and when it holds
something that was not written here. In every other run the controls speak, and the string is
written to the address at the end. The keys of a comparison (``s1`` to ``s4``) are no scenario keys:
they are set aside on reading, and go along on every page so that coming back keeps them.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import scenario
from analysis.compare import Pairs, parted
from analysis.language import language_of, use, with_language, without_language
from analysis.scenario import Reading

MOST_WRITTEN = 50


def begin(moves: Callable[[Reading, Mapping[str, Any]], Reading]) -> None:
    """Settle what the scenario is in this run.

    ``moves`` takes the reading and the controls that the reader has moved, and gives the reading
    that follows.
    """
    state = st.session_state
    here = _in_address()
    context = get_script_run_ctx()
    first = is_first_run()
    back = context is not None and context.is_history_navigation
    if first:
        state.written, state.shown = [], {}
    state.first_run = first
    if first or back or here not in state.written:
        string, state.beside = parted(without_language(here))
        state.string = state.opened = string
        state.language = language_of(here)
        use(state.language)
        _remember(here)
        state.reading = scenario.read(string)
        return
    use(state.language)
    state.reading = scenario.read(state.string)
    moved = {
        name: state[name]
        for name, value in state.shown.items()
        if name in state and state[name] != value
    }
    if moved:
        show(moves(state.reading, moved))


def is_first_run() -> bool:
    """Whether nothing of this session has run yet."""
    return "string" not in st.session_state


def speak(language: str) -> None:
    """Show the pages in another language."""
    st.session_state.language = language


def speak_again() -> None:
    """Speak the session's language: what a control calls comes before the page's own run."""
    use(st.session_state.language)


def finish() -> None:
    """Write the string to the address if it differs."""
    if sorted(_pairs(_in_address())) != sorted(_pairs(_whole())):
        _remember(_whole())
        st.query_params.from_dict(dict(_pairs(_whole())))


def reading() -> Reading:
    """The reading of this run."""
    value: Reading = st.session_state.reading
    return value


def string() -> str:
    """The scenario string of this run."""
    return str(st.session_state.string)


def from_sender() -> bool:
    """Whether the scenario is still as the link had it."""
    return bool(st.session_state.string == st.session_state.opened)


def beside() -> Pairs:
    """The keys of a comparison that stand beside the scenario, with their texts."""
    pairs: Pairs = st.session_state.beside
    return pairs


def set_beside(pairs: Pairs) -> None:
    """Set other scenarios beside this one."""
    st.session_state.beside = pairs


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
    """The query of a link to another page that keeps the scenario, and what stands beside it."""
    _remember(_whole())
    return dict(_pairs(_whole()))


def query_of(string: str) -> str:
    """The query of a link that opens another scenario, and keeps what stands beside this one."""
    return _whole(string)


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


def _whole(string: str | None = None) -> str:
    """A scenario string, or the session's own, what stands beside it, and the language."""
    state = st.session_state
    own = state.string if string is None else string
    besides = urlencode(state.beside, quote_via=quote)
    whole = "?" + "&".join(filter(None, (own.removeprefix("?"), besides)))
    return with_language(whole if own or besides else "")


def _pairs(string: str) -> list[tuple[str, str]]:
    return parse_qsl(string.removeprefix("?"), keep_blank_values=True)


def _remember(string: str) -> None:
    written: list[str] = st.session_state.written
    pairs = _pairs(string)
    same = "?" + urlencode(pairs) if pairs else ""
    st.session_state.written = [*written, string, same][-MOST_WRITTEN:]
