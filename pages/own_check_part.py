"""A campaign's own check: typed in, or from a file of counts; what it is worth, what drives it.

Nothing of a file outlives the session: its counts stay in the session's state, and the file itself
is taken out of the server's memory as soon as it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import own_check, wording
from analysis.charts import Chart
from analysis.charts.own_check import reasons_chart, units_chart
from analysis.forecast import forecast
from analysis.own_check import Clustering, Drivers, OwnCheck, ReadCheck
from analysis.scenario import Reading, Scenario
from analysis.table import Table
from analysis.wording import interface
from analysis.wording import own_check as words
from analysis.wording import own_check_drivers as driven
from pages import address, evidence_forms, parts


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the session keeps of a file."""

    read: ReadCheck
    clustering: Clustering | None
    drivers: Drivers | None


def section(reading: Reading) -> None:
    """The forms, what was found, what it is worth, what drives it."""
    st.header(words.HEADER, anchor=False)
    typed, file = st.columns([9, 11], gap="large")
    with typed, st.container(border=True):
        st.markdown(words.TYPED_IN)
        evidence_forms.check_form(reading)
    with file:
        _upload()
    kept: _Kept | None = st.session_state.get("own_check")
    check = kept.read.check if kept else None
    if kept is not None:
        _told(kept.read)
    if kept is None or check is None:
        if reading.scenario is not None:
            _worth(reading.scenario)
        return
    _use(reading, check, kept.clustering)
    units, reasons = st.columns(2, gap="large")
    with units:
        _units(check, kept.drivers)
    with reasons:
        _reasons(reading, check, kept.clustering)


def _upload() -> None:
    """The file's place; it is empty again once a file is read."""
    st.markdown(words.FROM_FILE)
    st.markdown(words.FILE_WHY)
    key = _upload_key()
    st.file_uploader(
        words.UPLOAD,
        type=["csv", "tsv", "txt"],
        max_upload_size=own_check.MOST_MEGABYTES,
        key=key,
        on_change=_take,
        args=(key,),
    )
    st.download_button(
        words.EXAMPLE,
        own_check.example_file,
        file_name=words.EXAMPLE_NAME,
        mime="text/csv",
        key="own_example",
        on_click="ignore",
    )
    st.caption(words.PRIVACY)


def _upload_key() -> str:
    return f"own_file_{st.session_state.get('own_files', 0)}"


def _take(key: str) -> None:
    """Read the file, keep its counts, and let the file go."""
    state = st.session_state
    file = state.get(key)
    if file is None:
        return
    read = (
        own_check.read_check(file.getvalue())
        if file.size <= own_check.MOST_BYTES
        else ReadCheck(None, own_check.refuse_size(file.size))
    )
    found = own_check.clustering(read.check) if read.check else None
    state.own_check = _Kept(
        read=read,
        clustering=found,
        drivers=own_check.drivers(read.check, found) if read.check and found else None,
    )
    state.own_files = state.get("own_files", 0) + 1
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _forget() -> None:
    st.session_state.pop("own_check", None)


def _told(read: ReadCheck) -> None:
    """What of the file is not used, and why."""
    if read.refused is not None:
        st.error(wording.as_markdown(words.fault_sentence(read.refused)), title=words.REFUSED)
    unused = words.not_used(read)
    if unused:
        st.warning(wording.bullets(unused), title=words.LEFT_OUT)
    also = words.also_said(read)
    if also and read.refused is None:
        st.caption(wording.as_markdown(also))


def _use(reading: Reading, check: OwnCheck, found: Clustering | None) -> None:
    """What the file found, what it would do to the odds, and the button that lets it."""
    after = own_check.with_check(reading, check, found).scenario
    if reading.scenario is None or after is None:
        return
    in_use = after == reading.scenario
    says, worth = st.columns([11, 9], gap="large")
    with says:
        st.markdown(
            wording.paragraphs(
                words.found_sentence(check),
                words.clustering_sentence(check, found, weight=after.check_weight or 0.0),
                words.IN_USE
                if in_use
                else words.preview_sentence(forecast(reading.scenario), forecast(after)),
            )
        )
        with st.container(horizontal=True):
            st.button(
                words.USE,
                type="primary",
                key="own_use",
                disabled=in_use,
                on_click=address.enter,
                args=(own_check.keys_of(check, found),),
            )
            st.button(words.FORGET, key="own_forget", on_click=_forget)
    with worth:
        _worth(after)


def _worth(scenario: Scenario) -> None:
    """The discounts of a check, step by step; nothing without one."""
    told = own_check.worth_of(scenario)
    if told is None:
        return
    st.subheader(words.DISCOUNTS, anchor=False)
    table = words.worth_table(
        told, weight=scenario.check_weight or 0.0, bias_sd=scenario.check_bias_sd
    )
    st.html(parts.html_table(table, whole=True))
    st.markdown(words.bias_sentence(told, bias=scenario.check_bias))
    st.caption(words.DISCOUNTS_WHY)


def _units(check: OwnCheck, found: Drivers | None) -> None:
    if check.unit is None:
        st.markdown(words.NO_UNITS)
        return
    if found is None:
        st.markdown(words.few_units(check.unit))
        return
    unit = check.unit
    _chart(
        units_chart(found, unit=unit),
        name="own_units",
        help_text=driven.UNITS_HELP,
        whole=lambda: driven.units_table(found.units, unit=unit),
    )
    st.markdown(wording.bullets(driven.driver_sentences(found)))
    st.caption(driven.rule_sentence(found, unit=unit))


def _reasons(reading: Reading, check: OwnCheck, found: Clustering | None) -> None:
    weight = found.weight if found else reading.defaults.version.check_weight
    past = reading.defaults.prior.reasons
    shares = own_check.reason_shares(check, weight=weight, past=past)
    if not shares:
        return
    chart = reasons_chart(shares)
    _chart(chart, name="own_reasons", help_text=driven.REASONS_HELP, whole=lambda: chart.table)
    keys = own_check.reason_keys(reading, check)
    if keys:
        st.button(
            words.USE_REASONS,
            key="own_use_reasons",
            help=words.USE_REASONS_HELP,
            on_click=address.enter,
            args=(keys,),
        )


def _chart(chart: Chart, *, name: str, help_text: str, whole: Callable[[], Table]) -> None:
    """A chart whose numbers the address does not hold: its CSV comes from this session."""
    st.subheader(chart.title, anchor=False, help=help_text)
    st.plotly_chart(
        chart.figure(), key=f"chart_{name}", alt=chart.alt, config={"displayModeBar": False}
    )
    panel = st.expander(interface.NUMBERS, key=f"open_{name}", on_change="rerun")
    if panel.open:
        with panel:
            st.html(parts.html_table(chart.table))
            st.download_button(
                interface.AS_CSV,
                lambda: whole().csv(),
                file_name=f"recall-odds-{name.replace('_', '-')}.csv",
                mime="text/csv",
                key=f"csv_{name}",
                on_click="ignore",
            )
