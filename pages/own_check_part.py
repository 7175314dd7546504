"""A campaign's own check: typed in, or from a file of counts; what it is worth, what drives it.

Nothing of a file outlives the session: its counts stay in the session's state, and the file itself
is let go as soon as it is read.
"""

import streamlit as st

from analysis import own_check, wording
from analysis.charts.own_check import reasons_chart, units_chart
from analysis.language import t
from analysis.own_check import Found, OwnCheck, ReadCheck, Worth
from analysis.scenario import Reading
from analysis.wording import own_check as words
from analysis.wording import own_check_drivers as driven
from pages import address, evidence_forms, parts, save, upload

_FILE = "own_file"


def section(reading: Reading) -> None:
    """The forms, what was found, what it is worth, what drives it."""
    st.header(t(words.HEADER), anchor=False)
    typed, file = st.columns([9, 11], gap="large")
    with typed, st.container(border=True):
        st.markdown(t(words.TYPED_IN))
        evidence_forms.check_form(reading)
    with file:
        _upload()
    found: Found | None = st.session_state.get("own_check")
    if found is not None:
        _told(found.read)
        st.button(t(words.FORGET), key="own_forget", on_click=_forget)
    if found is None or found.check is None:
        if reading.scenario is not None:
            _worth(own_check.worth_of(reading.scenario))
        return
    _use(reading, found, found.check)
    units, reasons = st.columns(2, gap="large")
    with units:
        _units(found, found.check)
    with reasons:
        _reasons(reading, found, found.check)


def _upload() -> None:
    """The file's place."""
    st.markdown(t(words.FROM_FILE))
    st.markdown(t(words.FILE_WHY))
    upload.chooser(
        t(words.UPLOAD),
        types=".csv,.tsv,.txt",
        most_megabytes=own_check.MOST_MEGABYTES,
        key=_FILE,
        taken=take,
        removed=_forget,
    )
    save.button(
        t(words.EXAMPLE),
        lambda: own_check.example_file().decode(),
        file_name=t(words.EXAMPLE_NAME),
        mime="text/csv",
        key="own_example",
    )
    st.caption(t(words.PRIVACY))


def take(content: bytes) -> None:
    """Read a file and keep its counts."""
    st.session_state.own_check = own_check.found_in(content)


def _forget() -> None:
    st.session_state.pop("own_check", None)
    upload.forget(_FILE)


def _told(read: ReadCheck) -> None:
    """What of the file is not used, and why."""
    if read.refused is not None:
        st.error(wording.as_markdown(words.fault_sentence(read.refused)), title=t(words.REFUSED))
    unused = words.not_used(read)
    if unused:
        st.warning(wording.bullets(unused), title=t(words.LEFT_OUT))
    also = words.also_said(read)
    if also and read.refused is None:
        st.caption(wording.as_markdown(also))


def _use(reading: Reading, found: Found, check: OwnCheck) -> None:
    """What the file found, what it would do to the odds, and the button that lets it."""
    offered = own_check.offer(reading, found)
    if offered is None:
        return
    says, worth = st.columns([11, 9], gap="large")
    with says:
        st.markdown(
            wording.paragraphs(
                words.found_sentence(check),
                words.clustering_sentence(check, found.clustering, offered.worth),
                words.offer_sentence(offered),
            )
        )
        st.button(
            t(words.USE),
            type="primary",
            key="own_use",
            disabled=offered.in_use,
            on_click=address.enter,
            args=(own_check.keys_of(check, found.clustering),),
        )
    with worth:
        _worth(offered.worth)


def _worth(told: Worth | None) -> None:
    """The discounts of a check, step by step; nothing without one."""
    if told is None:
        return
    st.subheader(t(words.DISCOUNTS), anchor=False)
    st.html(parts.html_table(words.worth_table(told), whole=True))
    st.markdown(words.bias_sentence(told))
    st.caption(t(words.DISCOUNTS_WHY))


def _units(found: Found, check: OwnCheck) -> None:
    drivers, unit = found.drivers, check.unit
    if drivers is None or unit is None:
        st.markdown(words.no_rates(check))
        return
    parts.session_chart(
        units_chart(drivers, unit=unit),
        name="own_units",
        help_text=t(driven.UNITS_HELP),
        whole=lambda: driven.units_table(drivers.units, unit=unit),
    )
    st.markdown(wording.bullets(driven.driver_sentences(drivers)))
    st.caption(driven.rule_sentence(drivers, unit=unit))


def _reasons(reading: Reading, found: Found, check: OwnCheck) -> None:
    shares = own_check.reasons_found(reading, found)
    if not shares:
        return
    parts.session_chart(reasons_chart(shares), name="own_reasons", help_text=t(driven.REASONS_HELP))
    keys = own_check.reason_keys(reading, check)
    if keys:
        st.button(
            t(words.USE_REASONS),
            key="own_use_reasons",
            help=t(words.USE_REASONS_HELP),
            on_click=address.enter,
            args=(keys,),
        )
