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
