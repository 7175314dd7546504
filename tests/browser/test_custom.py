"""A petition of the reader's own."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from analysis import wording
from analysis.scenario import next_november_election
from analysis.wording import interface
from analysis.wording.labels import LABELS
from tests.browser.reader import (
    copied,
    expect_answer,
    headline,
    live,
    number,
    query,
    slider,
    values,
    wait_for_value,
)

NAME = "<script>alert(1)</script> *Save* [us](/x) $a$ :red[b]"
ADDRESSES = "http://x.test www.x.test mail@x.test"

MADE_OF_A_NAME = "script, a[href='/x'], .katex, em, a[href^='http://'], a[href^='mailto:']"


def form(page: Page) -> Locator:
    return page.get_by_test_id("stForm")


def open_form(page: Page) -> Locator:
    page.get_by_text(interface.CUSTOM_TITLE).click()
    expect(form(page).get_by_label(LABELS["name"].control, exact=True)).to_be_visible()
    return form(page)


def fill(page: Page, key: str, text: str) -> None:
    field = form(page).get_by_label(LABELS[key].control, exact=True)
    field.fill(text)
    field.press("Tab")


def submit(page: Page) -> None:
    form(page).get_by_role("button", name=interface.CUSTOM_SUBMIT).click()


def test_the_form_opens_a_petition_of_today(visit: Callable[..., Page]) -> None:
    page = visit("/")
    open_form(page)
    fill(page, "name", NAME)
    fill(page, "raw", "60000")
    fill(page, "required", "45000")
    submit(page)
    wait_for_value(page, "petition", "custom")
    today = dt.datetime.now(tz=dt.UTC).date()
    expected = {
        "name": NAME,
        "raw": "60000",
        "required": "45000",
        "filed": today.isoformat(),
        "election": next_november_election(today).isoformat(),
        "rules": "ca-local-recall-2024",
    }
    assert values(page).items() >= expected.items()
    expect_answer(page, query(page))
    expect(live(page).get_by_text(f"“{NAME}” · with what was known on")).to_be_visible()
    expect(live(page).locator(MADE_OF_A_NAME)).to_have_count(0)
    expect(page.get_by_role("combobox", name=interface.PETITION, exact=True)).to_have_value(
        wording.option_name("custom")
    )
    sentence = copied(page, interface.COPY_QUOTE)
    assert f"the petition that the sender calls “{NAME}”" in sentence
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()
    string = query(page)
    visit(copied(page, interface.COPY_LINK), on=page)
    expect_answer(page, string)
    expect(slider(page, "raw")).to_have_attribute("aria-valuetext", "60,000")


def test_missing_numbers_get_a_sentence(visit: Callable[..., Page]) -> None:
    page = visit("/")
    open_form(page)
    fill(page, "raw", "60000")
    submit(page)
    expect(page.get_by_role("alert")).to_have_text(interface.CUSTOM_MISSING)
    assert query(page) == ""
    expect_answer(page, "")


def test_without_a_requirement_there_is_the_form_and_no_odds(visit: Callable[..., Page]) -> None:
    page = visit("/?petition=custom&raw=1000")
    expect(headline(page)).to_have_text("Two numbers are needed for the odds")
    expect(number(page)).to_have_count(0)
    expect(page.get_by_role("alert").first).to_contain_text("(required)")
    expect(form(page).get_by_label(LABELS["raw"].control, exact=True)).to_have_value("1000")
    fill(page, "required", "800")
    submit(page)
    wait_for_value(page, "required", "800")
    expect_answer(page, query(page))


@pytest.mark.parametrize("name", [NAME, ADDRESSES])
def test_a_name_in_a_link_is_text(visit: Callable[..., Page], name: str) -> None:
    string = urlencode({"petition": "custom", "raw": 60000, "required": 45000, "name": name})
    page = visit(f"/?{string}")
    expect_answer(page, string)
    expect(page.get_by_role("button", name=interface.COPY_LINK)).to_be_visible()
    expect(live(page).locator(MADE_OF_A_NAME)).to_have_count(0)


def test_back_leads_from_the_own_petition_to_the_preset(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=20")
    open_form(page)
    fill(page, "raw", "60000")
    fill(page, "required", "45000")
    submit(page)
    wait_for_value(page, "petition", "custom")
    page.go_back()
    wait_for_value(page, "petition", None)
    expect_answer(page, "invalid=20")
    expect(page.get_by_role("combobox", name=interface.PETITION, exact=True)).to_have_value(
        wording.option_name("gascon-2022")
    )
