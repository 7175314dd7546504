"""The charts of the Odds page, as they travel to the browser."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from analysis import scenario, wording
from analysis.forecast import forecast
from analysis.sensitivity import swings
from tests.pages.opened import opened

STRINGS = [
    "",
    "as_of=announced",
    "as_of=outcome",
    "raw=1000000",
    "invalid_pm=0&repeats_pm=0",
    "invalid=100",
    "petition=custom&raw=1&required=1",
    "petition=custom&raw=900&required=700&invalid=15&invalid_pm=5&repeats=2&repeats_pm=1",
    "petition=custom&raw=100000000&required=1",
]


def charts(string: str) -> list[Any]:
    return [chart.proto for chart in opened(string).get("plotly_chart")]


@pytest.mark.parametrize("string", STRINGS)
def test_plotly_takes_every_chart(string: str) -> None:
    """Plotly does not check them on the way: analysis.charts.figure leaves that out."""
    found = charts(string)
    assert len(found) == 2
    for chart in found:
        spec = json.loads(chart.spec)
        figure = go.Figure(**spec)
        assert figure.data
        for trace, given in zip(figure.to_dict()["data"], spec["data"], strict=True):
            assert set(given) <= set(trace)


@pytest.mark.parametrize("string", STRINGS)
def test_alternative_text_holds_the_finding_and_its_numbers(string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario
    result = forecast(reading.scenario)
    dots, bars = (chart.alt for chart in charts(string))
    assert wording.count(result.required) in dots
    if not result.decided:
        assert wording.dots_title(result) in dots
    found = swings(reading.scenario)
    assert wording.swing_title(found) in bars


def test_alternative_text_of_the_preset() -> None:
    dots, bars = (chart.alt for chart in charts(""))
    assert "6 of 50 dots reach the 566,857 valid signatures required" in dots
    for part in ("510,000", "406,000", "587,000"):
        assert part in dots
    for part in ("39.5%", "13.9%", "10.8%", "2.2%", "708,675", "722,991"):
        assert part in bars
