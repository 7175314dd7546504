"""The settings of the public page, and colours that everyone can read."""

import colorsys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st

from web.theme import THEME_FILE

SETTINGS = tomllib.loads(THEME_FILE.read_text(encoding="utf-8"))
MODES = ("light", "dark")
TEXT = ("textColor", "linkColor", "primaryColor", "codeTextColor")
SEMANTIC = ("red", "orange", "yellow", "blue", "green", "violet", "gray")


def channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 (1.4.3)."""

    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def leaves(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@pytest.mark.parametrize(("name", "value"), list(leaves(SETTINGS)))
def test_streamlit_knows_every_setting(name: str, value: object) -> None:
    # get_option raises where the name is unknown; in the file, Streamlit would only warn.
    st.get_option(name)


def test_the_page_is_set_up_for_the_public() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["toolbarMode"] == "viewer"
    assert SETTINGS["server"]["fileWatcherType"] == "none"
    assert SETTINGS["server"]["enableXsrfProtection"] is True


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_meets_aa_on_both_grounds(mode: str, ground: str) -> None:
    theme = SETTINGS["theme"][mode]
    for name in (*TEXT, *(f"{colour}Color" for colour in SEMANTIC)):
        assert contrast(theme[name], theme[ground]) >= 4.5, name


@pytest.mark.parametrize("mode", MODES)
def test_marks_of_a_chart_stand_out_from_the_ground(mode: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for graphical objects."""
    theme = SETTINGS["theme"][mode]
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_no_colour_is_a_partys(mode: str) -> None:
    theme = SETTINGS["theme"][mode]
    for name, value in leaves(theme):
        for colour in value if isinstance(value, list) else [value]:
            hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
            red, blue = not 20 < 360 * hue < 340, 200 < 360 * hue < 260
            assert saturation < 0.3 or not (red or blue), name


def test_nothing_is_fetched_for_the_fonts() -> None:
    theme = SETTINGS["theme"]
    for name in ("font", "headingFont", "codeFont"):
        assert ":" not in theme[name]
        assert theme[name].endswith(("sans-serif", "serif", "monospace"))
