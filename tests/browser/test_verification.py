"""The Verification page: evidence goes in and out, and the headline and the address follow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analysis import scenario, wording
from analysis.wording import interface
from analysis.wording.labels import LABELS
from tests.browser.reader import headline, live, to_page, values, wait_for_value
from tests.browser.test_keyboard import tab_to

SAMPLE = {"sample": "35793", "sample_valid": "29500", "sample_repeats": "40"}
CSV = "date,checked,valid,repeats\n2022-07-20,200000,146000,4100\n2022-07-27,many,1,\n"


def field(page: Page, key: str) -> Locator:
    """The field of a form; its label stands once on the page."""
    return live(page).get_by_label(LABELS[key].control, exact=True)


def fill(page: Page, **texts: str) -> None:
    for key, text in texts.items():
        field(page, key).fill(text)
        field(page, key).press("Tab")


def apply(page: Page, name: str) -> None:
    page.locator(f".st-key-apply_{name}").get_by_role("button").click()


def expect_headline(page: Page, string: str) -> None:
    expect(headline(page)).to_have_text(wording.first_view(scenario.read(string)).headline)


def test_a_sample_goes_in_and_out(visit: Callable[..., Page]) -> None:
    page = visit("/verification")
    expect_headline(page, "")
    fill(page, **SAMPLE)
    apply(page, "sample")
    for key, text in SAMPLE.items():
        wait_for_value(page, key, text)
    expect_headline(page, "&".join(f"{key}={text}" for key, text in SAMPLE.items()))
    to_page(page, interface.ODDS_PAGE)
    wait_for_value(page, "sample", "35793")
    to_page(page, interface.VERIFICATION_PAGE)
    expect(field(page, "sample_valid")).to_have_value("29500")
    page.get_by_role("button", name=interface.REMOVE_SAMPLE).click()
    wait_for_value(page, "sample", None)
    expect_headline(page, "")
    expect(field(page, "sample")).to_have_value("")


def test_a_reloaded_page_holds_the_same_sample(visit: Callable[..., Page]) -> None:
    page = visit("/verification?as_of=sample")
    expect(field(page, "sample_valid")).to_have_value("27983")
    fill(page, sample_repeats="100")
    apply(page, "sample")
    wait_for_value(page, "sample_repeats", "100")
    said = headline(page).inner_text()
    page.reload()
    expect(headline(page)).to_have_text(said)
    expect(field(page, "sample_repeats")).to_have_value("100")


def test_what_contradicts_itself_is_named_field_by_field(visit: Callable[..., Page]) -> None:
    page = visit("/verification")
    fill(page, sample="100", sample_valid="200")
    apply(page, "sample")
    notice = page.get_by_test_id("stAlert").filter(has_text=interface.PROBLEMS_TITLE)
    expect(notice).to_contain_text("sample_valid")
    expect_headline(page, "")
    expect(field(page, "sample_valid")).to_have_value("200")
    fill(page, sample_valid="80")
    apply(page, "sample")
    wait_for_value(page, "sample_valid", "80")
    expect(notice).to_have_count(0)


def test_another_law_is_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("/verification")
    page.get_by_text(interface.LAW_FORM, exact=True).click()
    law = page.locator(".st-key-e_rules")
    law.get_by_role("button", name="Open").click()
    page.get_by_role("option", name="Washington").first.click()
    wait_for_value(page, "rules", "wa")
    page.locator(".st-key-e_drift").get_by_role("slider").press("ArrowRight")
    wait_for_value(page, "drift", "0.08")
    assert values(page)["rules"] == "wa"
    expect_headline(page, "rules=wa&drift=0.08")


def test_a_pasted_count_is_drawn(visit: Callable[..., Page]) -> None:
    page = visit("/verification")
    page.get_by_label(interface.TALLY_LABEL).fill(CSV)
    apply(page, "tally")
    expect(page.locator(".st-key-chart_tally .main-svg").first).to_be_visible()
    notice = page.get_by_test_id("stAlert").filter(has_text=interface.TALLY_PROBLEMS)
    expect(notice).to_contain_text("Line 3")
    page.get_by_text(interface.R71).click()
    expect(page.locator(".st-key-chart_r71 .main-svg").first).to_be_visible()
    assert not values(page), "what is pasted is not in the address"


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_needs_no_sideways_scroll(
    new_context: Callable[..., BrowserContext], visit: Callable[..., Page], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    visit("/verification?as_of=sample", on=page)
    expect(page.locator(".st-key-chart_repeats_seen .main-svg").first).to_be_visible()
    wide = "Math.max(...[...document.querySelectorAll('main, html')].map((at) => at.scrollWidth))"
    assert page.evaluate(wide) <= width
    for chart in page.locator(".main-svg").all():
        box = chart.bounding_box()
        assert box is None or box["x"] + box["width"] <= width


def test_the_keyboard_alone_enters_a_sample(visit: Callable[..., Page]) -> None:
    page = visit("/verification")
    expect(field(page, "sample")).to_be_visible()
    for key, text in SAMPLE.items():
        tab_to(page, f"[aria-label='{LABELS[key].control}']")
        page.keyboard.type(text)
    tab_to(page, ".st-key-apply_sample button")
    page.keyboard.press("Enter")
    for key, text in SAMPLE.items():
        wait_for_value(page, key, text)
