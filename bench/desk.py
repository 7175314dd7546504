"""The Campaign desk's rerun with the map of the odds, and without it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from streamlit.testing.v1 import AppTest

from analysis import scenario, sensitivity
from bench import report
from pages import parts

MAIN = Path(__file__).parents[1] / "pages" / "main.py"
RUNS = 40
WARM_UP = 5


def figures() -> list[report.Figure]:
    """Move the invalid rate on the desk, in turn with the map and without; all rates differ."""
    report.progress("desk: reruns with the map and without it")
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    page.switch_page("desk.py").run()
    times_ms: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * (RUNS + WARM_UP)):
        with_map = turn % 2 == 0
        page.slider(key="invalid").set_value(round(15.0 + 0.1 * turn, 1))
        if with_map:
            times_ms[True].append(_rerun_ms(page))
        else:
            with _without_map():
                times_ms[False].append(_rerun_ms(page))
    with_it, without = (median(times_ms[key][WARM_UP:]) for key in (True, False))
    return [
        report.at_most(
            "desk's rerun with the map, to without",
            with_it / without,
            bound=2,
            note=f"{with_it:.0f} ms to {without:.0f} ms",
        )
    ]


def _rerun_ms(page: AppTest) -> float:
    start = time.perf_counter()
    page.run()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def _without_map() -> Iterator[None]:
    """The page as it would be without the map: neither worked out nor drawn."""
    asked = scenario.read("").scenario
    assert asked is not None
    known, draw = sensitivity.heat_map(asked), parts.chart

    def chart(*given: Any, name: str, help_text: str) -> None:
        if name != "heat_map":
            draw(*given, name=name, help_text=help_text)

    with (
        mock.patch.object(sensitivity, "heat_map", return_value=known),
        mock.patch.object(parts, "chart", chart),
    ):
        yield
