"""Opening the page: the first answer, then the live one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from analysis import scenario, wording
from analysis.wording import interface
from tests.browser.reader import BY_REASON, expect_answer, headline, number, query

STRINGS = ["", "invalid=20&repeats=3", "as_of=announced", "raw=abc"]


def test_the_page_opens_on_the_gascon_petition(visit: Callable[..., Page]) -> None:
    page = visit("/")
    expect_answer(page, "")
    expect(page.get_by_role("combobox", name=interface.PETITION, exact=True)).to_have_value(
        "Recall of Los Angeles County District Attorney George Gascón, 2022"
    )
    assert query(page) == "", "an untouched preset leaves the address as it is"


def test_a_link_of_the_first_version_says_what_it_said(visit: Callable[..., Page]) -> None:
    page = visit("/?model=2026-11")
    expect(headline(page)).to_have_text("The odds of enough valid signatures are about 1 in 8")
    expect(number(page)).to_have_text("12%")


def test_the_title_says_the_odds(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=8")
    expect(page).to_have_title(wording.first_view(scenario.read("invalid=8")).title)


@pytest.mark.parametrize("path", ["/", "/method"])
def test_the_live_page_takes_the_place_of_the_first_answer(
    visit: Callable[..., Page], path: str
) -> None:
    page = visit(f"{path}?invalid=20")
    expect(page.locator("#first-answer")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("string", STRINGS)
def test_without_javascript_the_answer_is_there(
    new_context: Callable[..., BrowserContext], string: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/?{string}")
    view = wording.first_view(scenario.read(string))
    expect(page).to_have_title(view.title)
    expect(page.get_by_role("heading", level=1)).to_have_text(view.headline)
    for text in (view.number, view.detail, view.notice):
        if text:
            expect(page.get_by_text(text, exact=True)).to_be_visible()


WIDER = """() => [document.documentElement, ...document.querySelectorAll("main, section")]
  .filter((box) => box.scrollWidth > box.clientWidth)
  .map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_down_only(
    new_context: Callable[..., BrowserContext], visit: Callable[..., Page], scheme: str
) -> None:
    page = new_context(
        viewport={"width": 390, "height": 780}, color_scheme=scheme, has_touch=True
    ).new_page()
    for address in (f"/?raw=abc&{BY_REASON}", "/method"):
        visit(address, on=page)
        page.wait_for_selector("#first-answer", state="detached")
        for summary in page.locator("summary").all():
            summary.click()
        if address != "/method":
            expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(3)
        for width in (390, 360):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate(WIDER) == [], f"{address} at {width} px"
