"""Every page under axe-core, light and dark: no serious or critical finding (WCAG 2, and more)."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

PLAN = "collected=600000&collected_on=2022-06-01&started=2022-03-01&deadline=2022-07-06"
LIVE = (
    "/",
    "/?as_of=sample",
    "/?invalid=many",
    "/?model=2026-11",
    "/verification",
    "/verification?as_of=sample",
    "/november",
    f"/desk?{PLAN}",
    "/compare",
    "/track-record",
    "/method",
)
PLAIN = ("/embed", "/embed?invalid=many", "/print", "/api/v1/docs", f"/api/v1/summary.html?{PLAN}")
GRAVE = {"serious", "critical"}


def findings(page: Page) -> list[str]:
    """The grave ones, each with the elements that it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {[node['html'][:200] for node in one['nodes'][:5]]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.fixture(params=["light", "dark"])
def context(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> BrowserContext:
    """A reader whose system is light or dark. Axe is a script that our own policy would refuse."""
    return new_context(color_scheme=request.param, bypass_csp=True)


@pytest.mark.parametrize("address", LIVE)
def test_live_page(address: str, page: Page, visit: Callable[..., Page]) -> None:
    visit(address)
    # Most tables are made only when they are opened.
    closed = page.locator("details:not([open]) > summary")
    for place in range(closed.count()):
        page.locator("details > summary").nth(place).click()
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached")
    assert findings(page) == []


@pytest.mark.parametrize("address", PLAIN)
def test_plain_page(address: str, page: Page) -> None:
    page.goto(address)
    assert findings(page) == []


@pytest.mark.parametrize("address", ["/", "/verification", "/november", "/desk", "/track-record"])
def test_page_in_spanish(address: str, page: Page, visit: Callable[..., Page]) -> None:
    visit(f"{address}?lang=es")
    assert page.locator("html").get_attribute("lang") == "es"
    assert findings(page) == []


CHART_TEXT = """() => {
  const number = (text) => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
  const inks = [...document.querySelectorAll(".js-plotly-plot :not(.cursor-pointer) > text")]
    .map((text) => getComputedStyle(text).fill);
  return [number(ground), [...new Set(inks)].map(number)];
}"""


def luminance(color: list[float]) -> float:
    """Relative luminance of an sRGB color (WCAG 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in color)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("address", ["/", "/november", "/track-record", "/compare"])
def test_text_of_charts(address: str, page: Page, visit: Callable[..., Page]) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1; axe looks at no text of a picture.

    Names in the color of a line or mark have 4: one color serves both grounds. What stands on a
    colored cell (it answers the pointer) has a ground of its own.
    """
    visit(address)
    page.wait_for_selector(".js-plotly-plot text", state="attached")
    ground, inks = page.evaluate(CHART_TEXT)
    assert inks
    for ink in inks:
        lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
        gray = max(ink) - min(ink) < 30
        assert (lighter + 0.05) / (darker + 0.05) >= (4.5 if gray else 4), ink
