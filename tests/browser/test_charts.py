"""On a phone no word of a chart is cut off, in either language (WCAG 2.2, 1.4.10)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

ADDRESSES = (
    "/?",
    "/?as_of=announced&",
    "/?invalid=5&",
    "/verification?as_of=sample&",
    "/november?",
    "/desk?collected=600000&collected_on=2022-06-01&started=2022-03-01&deadline=2022-07-06&",
    "/compare?",
    "/track-record?",
)
OUTSIDE = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  }).map((text) => text.textContent);
})"""


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A reader with a phone, held up so that all of the page is drawn."""
    return new_context(viewport={"width": 390, "height": 9000})


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_words_of_charts(
    address: str, language: str, page: Page, visit: Callable[..., Page]
) -> None:
    visit(f"{address}lang={language}")
    page.wait_for_selector(".js-plotly-plot text", state="attached")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every((chart) => chart.querySelector('svg'))"
    )
    assert page.evaluate(OUTSIDE) == []
