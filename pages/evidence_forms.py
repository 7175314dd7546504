"""The forms for what officials or the campaign have found, and the law that judges it.

What is entered goes into the scenario as a group, and with it into the address. A group that
cannot be used stays in the address as it was entered, so that the notice names it, field by field.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.language import t
from analysis.rules import rule_sets
from analysis.scenario import Reading, write
from analysis.wording import interface
from analysis.wording.labels import label_of
from analysis.wording.own_check import BIAS_SD_HELP
from analysis.wording.verification import GATE_NAMES, ROUNDING_NAMES, STATISTIC_NAMES
from pages import address

SAMPLE = ("sample", "sample_valid", "sample_repeats")
COUNT = ("counted", "counted_valid", "counted_repeats")
CHECK = ("check", "check_valid")
MAY_BE_EMPTY = ("sample_repeats", "counted_repeats")
MOST = 100_000_000
_WEIGHTS = {
    "check_weight": (0.0, 1.0, interface.WEIGHT_HELP),
    "check_bias": (-5.0, 5.0, interface.BIAS_HELP),
    "check_bias_sd": (0.0, 5.0, BIAS_SD_HELP),
}


def sample_form(reading: Reading) -> None:
    """The official sample, and what was announced after it."""
    values = values_of(reading)
    with st.form("sample_form", border=False):
        st.markdown(f"**{t(interface.SAMPLE_FORM)}**")
        st.caption(t(interface.SAMPLE_WHY))
        _counts(values, SAMPLE)
        options = list(GATE_NAMES)
        st.selectbox(
            label_of("gate").control,
            options,
            index=options.index(followed("e_gate", str(values["gate"]))),
            format_func=lambda name: t(GATE_NAMES[name]),
            key="e_gate",
        )
        st.form_submit_button(
            t(interface.APPLY), key="apply_sample", on_click=enter, args=((*SAMPLE, "gate"),)
        )
    if values["sample"] or values["gate"] != "unknown":
        gone = {"sample": "0", "sample_valid": None, "sample_repeats": None, "gate": "unknown"}
        _remove_button(t(interface.REMOVE_SAMPLE), "remove_sample", gone)


def count_form(reading: Reading) -> None:
    """The full count so far."""
    values = values_of(reading)
    with st.form("count_form", border=False):
        st.markdown(f"**{t(interface.COUNT_FORM)}**")
        st.caption(t(interface.COUNT_WHY))
        _counts(values, COUNT)
        st.form_submit_button(t(interface.APPLY), key="apply_count", on_click=enter, args=(COUNT,))
    if values["counted"]:
        gone = {"counted": "0", "counted_valid": None, "counted_repeats": None}
        _remove_button(t(interface.REMOVE_COUNT), "remove_count", gone)


def check_form(reading: Reading) -> None:
    """The campaign's own check, its weight, its bias and how unsure that is."""
    values = values_of(reading)
    with st.form("check_form", border=False):
        st.caption(t(interface.CHECK_WHY))
        _counts(values, CHECK)
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            for name in _WEIGHTS:
                _weight(reading, name, values[name])
        st.form_submit_button(
            t(interface.APPLY), key="apply_check", on_click=enter, args=((*CHECK, *_WEIGHTS),)
        )
    if values["check"]:
        gone = dict.fromkeys((*CHECK, *_WEIGHTS)) | {"check": "0"}
        _remove_button(t(interface.REMOVE_CHECK), "remove_check", gone)


def law(reading: Reading) -> None:
    """The rule set, what its gate judges, how it rounds, and the drift between checks."""
    values = values_of(reading)
    sets = {name: rules.name for name, rules in rule_sets().items()}
    _choice("rules", sets, str(values["rules"]), interface.RULES_HELP)
    _choice("statistic", STATISTIC_NAMES, str(values["statistic"]), interface.STATISTIC_HELP)
    _choice("rounding", ROUNDING_NAMES, str(values["rounding"]), interface.ROUNDING_HELP)
    st.slider(
        label_of("drift").control,
        min_value=0.0,
        max_value=0.5,
        value=followed("e_drift", float(values["drift"])),
        step=0.01,
        key="e_drift",
        help=t(interface.DRIFT_HELP),
        on_change=_set,
        args=("drift",),
    )


def values_of(reading: Reading) -> Mapping[str, Any]:
    return reading.scenario.values() if reading.scenario else reading.defaults.values


def _counts(values: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    """A field for each count of a group; one that is absent is empty."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for key in keys[:2]:
            _count(values, key, there=bool(values[keys[0]]))
    for key in keys[2:]:
        _count(values, key, there=bool(values[keys[0]]))


def _count(values: Mapping[str, Any], key: str, *, there: bool) -> None:
    st.number_input(
        label_of(key).control,
        min_value=0,
        max_value=MOST,
        value=followed(f"e_{key}", values[key] if there else None),
        step=1,
        key=f"e_{key}",
        placeholder=t(interface.NOT_PUBLISHED) if key in MAY_BE_EMPTY else None,
    )


def _weight(reading: Reading, key: str, value: float | None) -> None:
    low, high, help_text = _WEIGHTS[key]
    usual = reading.defaults.version.check_weight if value is None else value
    st.number_input(
        label_of(key).control,
        min_value=low,
        max_value=high,
        value=followed(f"e_{key}", float(usual)),
        step=0.05,
        format="%g",
        key=f"e_{key}",
        help=t(help_text),
    )


def _choice(key: str, names: Mapping[str, str], value: str, help_text: str) -> None:
    options = list(names)
    st.selectbox(
        label_of(key).control,
        options,
        index=options.index(followed(f"e_{key}", value)),
        format_func=lambda name: t(names[name]),
        key=f"e_{key}",
        help=t(help_text),
        on_change=_set,
        args=(key,),
    )


def followed(name: str, value: Any) -> Any:
    """The value of a field that follows the scenario, but keeps what was typed while that stands.

    Not ``address.control``: what a form holds moves the scenario only when it is sent.
    """
    state = st.session_state
    seen: dict[str, Any] = state.setdefault("fields_follow", {})
    if name not in seen or seen[name] != value:
        seen[name] = value
        if name in state:
            state[name] = value
    return value


def _remove_button(label: str, key: str, gone: Mapping[str, str | None]) -> None:
    st.button(label, key=key, on_click=_take_out, args=(gone,))


def enter(keys: tuple[str, ...]) -> None:
    """Put a group as it was entered into the scenario."""
    texts: dict[str, str | None] = {}
    for key in keys:
        value = st.session_state[f"e_{key}"]
        texts[key] = write(value)
    address.enter(texts)


def _take_out(gone: Mapping[str, str | None]) -> None:
    """Take a group out of the scenario, and what was typed for it out of its fields."""
    for key in gone:
        st.session_state.fields_follow.pop(f"e_{key}", None)
    address.enter(gone)


def _set(key: str) -> None:
    address.enter({key: write(st.session_state[f"e_{key}"])})
