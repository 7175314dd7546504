"""The charts of the Odds page, as they travel to the browser."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from analysis import scenario, wording
from analysis.forecast import forecast
from analysis.sensitivity import swings
from analysis.wording.path import path_title
from tests.pages.opened import opened

STRINGS = [
    "",
    "as_of=announced",
    "as_of=sample",
    "as_of=outcome",
    "raw=1000000",
    "invalid_pm=0&repeats_pm=0",
    "invalid=100",
    "petition=custom&raw=1&required=1",
    "petition=custom&raw=900&required=700&invalid=15&invalid_pm=5&repeats=2&repeats_pm=1",
    "petition=custom&raw=100000000&required=1",
]


def charts(string: str) -> dict[str, Any]:
    """The charts by the end of their key."""
    found = [chart.proto for chart in opened(string).get("plotly_chart")]
    return {chart.id.rpartition("chart_")[2]: chart for chart in found}


@pytest.mark.parametrize("string", STRINGS)
def test_plotly_takes_every_chart(string: str) -> None:
    """Plotly does not check them on the way: analysis.charts.figure leaves that out."""
    found = charts(string)
    assert {"dots", "path"} <= set(found)
    for chart in found.values():
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
    alt = {name: chart.alt for name, chart in charts(string).items()}
    assert wording.count(result.required) in alt["dots"]
    if not result.decided:
        assert wording.dots_title(result) in alt["dots"]
    assert path_title(result) in alt["path"]
    # Once officials have found something, the inputs alone no longer say what moves the odds.
    assert ("swings" in alt) is not result.has_evidence
    if "swings" in alt:
        assert wording.swing_title(swings(reading.scenario)) in alt["swings"]


def test_alternative_text_of_the_preset() -> None:
    """Of the first version: its default is part of the numbers."""
    found = charts("model=2026-11")
    dots, bars = found["dots"].alt, found["swings"].alt
    assert "6 of 50 dots reach the 566,857 valid signatures required" in dots
    for part in ("510,000", "406,000", "587,000"):
        assert part in dots
    for part in ("39.5%", "13.9%", "10.8%", "2.2%", "708,675", "722,991"):
        assert part in bars
