"""The controls of a scenario: what each shows, and what follows when a reader moves it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis import scenario, wording
from analysis.controls import Range, ranges
from analysis.language import t
from analysis.petitions import presets
from analysis.prior import AUTO
from analysis.scenario import CUSTOM, REASONS, Reading, write
from analysis.wording import interface
from analysis.wording.labels import STEP_NAMES, label_of
from analysis.wording.prior import CLASS_NAMES
from pages import address

MODES = {"one_rate": interface.ONE_RATE, "by_reason": interface.BY_REASON}
SLIDERS = ("raw", "invalid", "invalid_pm", *REASONS, "repeats", "repeats_pm")


def moves(reading: Reading, moved: Mapping[str, Any]) -> Reading:
    """The reading after the reader has moved controls."""
    if moved.get("petition"):
        chosen = moved["petition"]
        return reading if chosen == CUSTOM else scenario.read([("petition", chosen)])
    if moved.get("as_of"):
        reading = scenario.at_step(reading, moved["as_of"])
    if moved.get("class"):
        reading = scenario.with_values(reading, {"class": moved["class"]})
    if moved.get("mode"):
        reading = scenario.by_reason(reading, on=moved["mode"] == "by_reason")
    texts = {
        key: write(float(value) if key not in ("raw", "required") else int(value))
        for key, value in moved.items()
        if key in SLIDERS or key == "required"
        if value is not None
    }
    return scenario.with_values(reading, texts) if texts else reading


def slider(reading: Reading, key: str) -> None:
    """One slider, as wide as its key and petition allow."""
    spread: Range = ranges(reading)[key]
    label = label_of(key)
    value = address.control(key, spread.value)
    st.slider(
        label.control,
        min_value=spread.low,
        max_value=spread.high,
        value=value,
        step=spread.step,
        key=key,
        help=label.help or None,
        width="stretch",
        format="localized" if key == "raw" else "%.1f",
    )
    if spread.at_widest:
        st.caption(t(interface.AT_WIDEST))


def side_by_side(reading: Reading, *keys: str) -> None:
    """Sliders two in a row; on a phone one below the other."""
    for pair in zip(keys[::2], keys[1::2], strict=True):
        with st.container(horizontal=True, gap="medium"):
            for key in pair:
                slider(reading, key)


def petition(reading: Reading) -> None:
    """Which petition: one of the table, or the reader's own."""
    known = list(presets())
    mine = reading.defaults.preset is None
    options = [*known, CUSTOM] if mine else known
    st.selectbox(
        t(interface.PETITION),
        options,
        index=options.index(address.control("petition", str(reading.defaults.values["petition"]))),
        format_func=wording.option_name,
        key="petition",
        help=t(interface.PETITION_HELP),
    )


def step(reading: Reading) -> None:
    """What was known when: a step of the preset."""
    preset = reading.defaults.preset
    if preset is None or len(preset.steps) < 2:
        return
    st.segmented_control(
        t(interface.STEP),
        options=[known.name for known in preset.steps],
        format_func=lambda name: t(STEP_NAMES[name]),
        default=address.control("as_of", reading.defaults.step),
        key="as_of",
        required=True,
        width="stretch",
    )
    known = preset.step(reading.defaults.step)
    if known is not None:
        st.caption(wording.step_sentence(known))


def past_class(reading: Reading) -> None:
    """Whose past petitions the defaults come from."""
    label = label_of("class")
    options = list(CLASS_NAMES)
    now = reading.scenario.class_ if reading.scenario else AUTO
    st.selectbox(
        label.control,
        options,
        index=options.index(address.control("class", now)),
        format_func=lambda name: t(CLASS_NAMES[name]),
        key="class",
        help=label.help,
    )


def mode(reading: Reading) -> None:
    """One invalid rate, or the rate by reason."""
    by_reason = reading.scenario is not None and reading.scenario.by_reason
    st.segmented_control(
        t(interface.MODE),
        options=list(MODES),
        format_func=lambda name: t(MODES[name]),
        default=address.control("mode", "by_reason" if by_reason else "one_rate"),
        key="mode",
        required=True,
    )
