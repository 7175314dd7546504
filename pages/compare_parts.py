"""Parts of the Compare page: its scenarios, the ways to add one, the ends of the bridge."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analysis import wording
from analysis.compare import (
    MOST,
    Comparison,
    Pairs,
    added,
    as_slot,
    joined,
    pasted,
    removed,
    with_odds,
)
from analysis.forecast import forecast
from analysis.language import t
from analysis.petitions import presets
from analysis.scenario import Problem, Reading, read
from analysis.wording import compare as words
from pages import address
from pages.evidence_forms import followed


def notices(problems: Sequence[Problem], *, title: str = words.PROBLEMS) -> None:
    """What cannot be used, in a place that is always there."""
    with st.container():
        if problems:
            lines = [wording.problem_sentence(problem) for problem in problems]
            st.warning(wording.bullets(lines), title=t(title))


def slots(shown: Comparison) -> None:
    """The scenarios in a row; on a phone one below the other."""
    for place, column in enumerate(st.columns(len(shown.slots), gap="small")):
        with column, st.container(border=True, height="stretch"):
            _slot(shown, place)


def _slot(shown: Comparison, place: int) -> None:
    slot = shown.slots[place]
    title = wording.as_markdown(words.slot_title(shown, place))
    said = [wording.as_markdown(line) for line in words.slot_notices(slot)]
    known = f"**{title}**  \n:small[{words.as_of(slot.reading)}]"
    st.markdown(wording.paragraphs(known, *said))
    if slot.reading.scenario is not None:
        odds, number = words.odds_of(forecast(slot.reading.scenario))
        if number:
            st.metric(odds, number)
        else:
            st.markdown(f"**{odds}**")
    st.markdown(wording.bullets(words.slot_lines(shown, place)))
    with st.container(horizontal=True, vertical_alignment="center"):
        query = escape(address.query_of(slot.string), quote=True)
        link = (
            f'<a href="/{query}" target="_self" style="color:inherit">{escape(t(words.OPEN))}</a>'
        )
        st.html(link, width="content")
        st.button(
            words.remove_name(place),
            key=f"remove_{place}",
            disabled=len(shown.slots) == 1,
            on_click=_set,
            args=(removed(shown, place),),
        )


def _set(pairs: Pairs) -> None:
    address.set_beside(pairs)


def add_forms(shown: Comparison, own: Reading) -> None:
    """The scenario at hand, a petition of the table, or a link."""
    if own.scenario is not None:
        st.caption(wording.as_markdown(words.at_hand(own)))
        st.button(
            t(words.ADD_THIS), key="compare_this", on_click=_add, args=(shown, [as_slot(own)])
        )
    st.selectbox(
        t(words.ADD_PRESET),
        list(presets()),
        index=None,
        format_func=wording.option_name,
        key="compare_preset",
        placeholder=t(words.CHOOSE),
        help=t(words.ADD_PRESET_HELP),
        on_change=_add_preset,
        args=(shown,),
    )
    with st.form("compare_form", border=False):
        st.text_input(t(words.ADD_LINK), key="compare_link", help=t(words.ADD_LINK_HELP))
        st.form_submit_button(
            t(words.ADD_LINK_SUBMIT), key="compare_add", on_click=_add_link, args=(shown,)
        )
    notices(st.session_state.pop("compare_refused", ()), title=words.NOT_ADDED)


def _add(shown: Comparison, strings: Sequence[str]) -> None:
    address.set_beside(added(shown, strings))


def _add_preset(shown: Comparison) -> None:
    chosen = st.session_state.compare_preset
    if chosen is not None:
        _add(shown, [as_slot(read([("petition", chosen)]))])
        st.session_state.compare_preset = None


def _add_link(shown: Comparison) -> None:
    """Add what was pasted; what cannot be used stays in its field, and is named below it."""
    address.speak_again()
    strings, problems = pasted(st.session_state.compare_link, room=MOST - len(shown.slots))
    if problems:
        st.session_state.compare_refused = problems
        return
    _add(shown, strings)
    st.session_state.compare_link = ""


def choose_ends(shown: Comparison) -> None:
    """Which two scenarios the bridge joins, where there is a choice."""
    places = list(with_odds(shown.slots))
    if len(places) < 3:
        return
    with st.container(horizontal=True, gap="medium"):
        for name, label, end in zip(
            ("compare_from", "compare_to"), (words.FROM, words.TO), shown.ends, strict=True
        ):
            st.selectbox(
                t(label),
                places,
                index=places.index(followed(name, end)),
                format_func=lambda place: words.short_name(shown, place),
                key=name,
                on_change=_join,
                args=(shown,),
            )


def _join(shown: Comparison) -> None:
    ends = st.session_state.compare_from, st.session_state.compare_to
    address.set_beside(joined(shown, ends))
