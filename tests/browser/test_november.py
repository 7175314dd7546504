"""The November page: a form changes the odds and the address, which other pages keep."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from analysis import scenario
from analysis.forecast import forecast
from analysis.wording import interface
from analysis.wording import november as words
from analysis.wording.labels import LABELS
from tests.browser.reader import headline, live, to_page, values, wait_for_value


def expect_headline(page: Page, string: str) -> None:
    asked = scenario.read(string).scenario
    assert asked
    expect(headline(page)).to_have_text(words.headline(asked, forecast(asked)))


def apply(page: Page) -> None:
    page.locator(".st-key-apply_calendar").get_by_role("button").click()


def test_it_opens_and_shows_the_calendar(visit: Callable[..., Page]) -> None:
    page = visit("/november")
    expect_headline(page, "")
    for chart in ("calendar", "filing_days"):
        expect(page.locator(f".st-key-chart_{chart} .main-svg").first).to_be_visible()
    assert not values(page)


def test_another_speed_and_meeting_day_move_the_odds_and_the_address(
    visit: Callable[..., Page],
) -> None:
    page = visit("/november")
    expect_headline(page, "")
    live(page).get_by_label(LABELS["speed"].control, exact=True).fill("40000")
    live(page).get_by_label(LABELS["speed"].control, exact=True).press("Tab")
    apply(page)
    wait_for_value(page, "speed", "40000")
    expect_headline(page, "speed=40000")
    page.locator(".st-key-e_meeting_day").get_by_role("button", name="Open").click()
    page.get_by_role("option", name="Friday").click()
    apply(page)
    wait_for_value(page, "meetings", "fri")
    expect_headline(page, "speed=40000&meetings=fri")
    to_page(page, interface.VERIFICATION_PAGE)
    wait_for_value(page, "meetings", "fri")
    to_page(page, interface.NOVEMBER_PAGE)
    expect_headline(page, "speed=40000&meetings=fri")
    expect(live(page).get_by_label(LABELS["speed"].control, exact=True)).to_have_value("40000")
    page.get_by_role("button", name=interface.USUAL_CALENDAR).click()
    wait_for_value(page, "meetings", None)
    expect_headline(page, "")


def test_a_holiday_is_one_click(visit: Callable[..., Page]) -> None:
    page = visit("/november?filed=2022-08-15")
    page.locator(".st-key-e_days_off").get_by_text("Admission Day").click()
    wait_for_value(page, "holidays_add", "2022-09-09")
    expect(live(page).get_by_text("Admission Day (Sept. 9, 2022)")).to_be_visible()


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_needs_no_sideways_scroll_and_cuts_no_label(
    new_context: Callable[..., BrowserContext], visit: Callable[..., Page], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    visit("/november", on=page)
    expect(page.locator(".st-key-chart_filing_days .main-svg").first).to_be_visible()
    wide = "Math.max(...[...document.querySelectorAll('main, html')].map((at) => at.scrollWidth))"
    assert page.evaluate(wide) <= width
    table = page.locator(".numbers").first
    assert table.evaluate("(at) => at.scrollWidth <= at.clientWidth")
    for label in page.locator(".annotation-text").all():
        box = label.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
