"""The Compare page: scenarios from links, presets and the page's own; Back, copied links, pages."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analysis import wording
from analysis.compare import comparison, parted
from analysis.scenario import read
from analysis.wording import compare as words
from analysis.wording import interface
from tests.browser.reader import (
    choose,
    copied,
    expect_answer,
    headline,
    live,
    query,
    to_page,
    values,
    wait_for_value,
)

TWO = urlencode({"s1": "invalid=20", "s2": "as_of=sample"})


def expect_comparison(page: Page, string: str) -> None:
    """The live page shows what an address compares: headline, numbers, both charts."""
    own, pairs = parted(string)
    shown = comparison(pairs, read(own))
    expect(headline(page)).to_have_text(words.headline(shown))
    for place in range(len(shown.slots)):
        title = words.slot_title(shown, place)
        expect(live(page).get_by_text(title, exact=True).first).to_be_visible()
    expect(remove_buttons(page)).to_have_count(len(shown.slots))
    for chart in ("scenarios", "bridge"):
        expect(page.locator(f".st-key-chart_{chart} .main-svg").first).to_be_visible()


def remove_buttons(page: Page) -> Locator:
    return live(page).get_by_role("button", name=words.REMOVE)


def wait_for_slots(page: Page, count: int) -> None:
    page.wait_for_function(
        "(count) => [...new URLSearchParams(location.search).keys()]"
        ".filter((key) => /^s[1-4]$/.test(key)).length === count",
        arg=count,
    )


def search(page: Page, key: str, text: str, option: str) -> None:
    """Type into a select box and take the option that is left."""
    box = page.locator(f".st-key-{key}").get_by_role("combobox")
    box.click()
    box.fill(text)
    page.get_by_role("option", name=option).click()


def paste(page: Page, text: str) -> None:
    live(page).get_by_label(words.ADD_LINK, exact=True).fill(text)
    live(page).get_by_role("button", name=words.ADD_LINK_SUBMIT).click()


def test_a_link_shows_its_scenarios_and_leaves_its_address_alone(
    visit: Callable[..., Page],
) -> None:
    page = visit(f"/compare?{TWO}")
    expect_comparison(page, TWO)
    assert dict(values(page)) == {"s1": "invalid=20", "s2": "as_of=sample"}


def test_it_opens_with_two_and_nothing_in_the_address(visit: Callable[..., Page]) -> None:
    page = visit("/compare")
    expect_comparison(page, "")
    assert not values(page)


def test_adding_by_preset_and_by_link_and_back(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?{TWO}")
    expect_comparison(page, TWO)
    search(page, "compare_preset", "Newman", wording.option_name("newman-2018"))
    wait_for_slots(page, 3)
    three = query(page)
    expect_comparison(page, three)
    paste(page, "https://example.org/?invalid=33")
    wait_for_slots(page, 4)
    expect_comparison(page, query(page))
    expect(live(page).get_by_text(words.FULL)).to_be_visible()
    page.go_back()
    wait_for_slots(page, 3)
    expect_comparison(page, three)
    page.go_back()
    wait_for_slots(page, 2)
    expect_comparison(page, TWO)


def test_a_bad_link_is_named_and_stays_in_its_field(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?{TWO}")
    expect_comparison(page, TWO)
    paste(page, "invalid=much")
    notice = page.get_by_test_id("stAlert").filter(has_text=words.NOT_ADDED)
    expect(notice).to_contain_text("given “much”")
    expect(live(page).get_by_label(words.ADD_LINK, exact=True)).to_have_value("invalid=much")
    expect_comparison(page, TWO)


def test_removing_and_back(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?{TWO}&s3=invalid%3D27")
    expect(remove_buttons(page)).to_have_count(3)
    live(page).get_by_role("button", name=words.remove_name(1)).click()
    wait_for_value(page, "s2", "invalid=27")
    expect_comparison(page, "s1=invalid%3D20&s2=invalid%3D27")
    page.go_back()
    wait_for_slots(page, 3)
    expect(remove_buttons(page)).to_have_count(3)


def test_the_copied_link_opens_the_same_numbers(
    visit: Callable[..., Page], new_context: Callable[..., BrowserContext]
) -> None:
    page = visit(f"/compare?{TWO}&s3=petition%3Dnewman-2018&bridge=3-1")
    expect(remove_buttons(page)).to_have_count(3)
    link = copied(page, interface.COPY_LINK)
    assert urlsplit(link).path == "/compare"
    numbers = page.get_by_test_id("stMetricValue").all_text_contents()
    titles = live(page).get_by_role("heading", level=3).all_text_contents()
    phone = new_context(viewport={"width": 390, "height": 844}).new_page()
    colleague = visit(link, on=phone)
    expect(remove_buttons(colleague)).to_have_count(3)
    expect(colleague.get_by_test_id("stMetricValue")).to_have_text(numbers)
    expect(live(colleague).get_by_role("heading", level=3)).to_have_text(titles)
    main = colleague.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.scrollWidth <= main.clientWidth")


def test_going_to_other_pages_and_back_keeps_the_comparison(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?raw=700000&{TWO}")
    expect_comparison(page, TWO)
    to_page(page, interface.ODDS_PAGE)
    expect_answer(page, "raw=700000")
    assert {"s1", "s2", "raw"} <= set(values(page))
    search(page, "petition", "Newman", wording.option_name("newman-2018"))
    wait_for_value(page, "petition", "newman-2018")
    to_page(page, words.PAGE)
    expect_comparison(page, TWO)
    live(page).get_by_role("button", name=words.ADD_THIS).click()
    wait_for_slots(page, 3)
    assert "petition=newman-2018" in values(page)["s3"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_scenario_opens_on_the_odds_page(visit: Callable[..., Page], place: int) -> None:
    page = visit(f"/compare?{TWO}")
    expect_comparison(page, TWO)
    live(page).get_by_role("link", name=words.OPEN).nth(place).click()
    expect_answer(page, ("invalid=20", "as_of=sample")[place])
    to_page(page, words.PAGE)
    expect_comparison(page, TWO)


def test_the_bridge_joins_the_two_that_are_chosen(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?{TWO}&s3=petition%3Dnewman-2018")
    expect(remove_buttons(page)).to_have_count(3)
    choose(page, "compare_to", "2. Gascón recall, July 14, 2022")
    wait_for_value(page, "bridge", "1-2")
    expect(live(page).get_by_text("From 1 to 2: the odds go from")).to_be_visible()


def test_the_numbers_of_the_bridge_are_a_csv(visit: Callable[..., Page]) -> None:
    page = visit(f"/compare?{TWO}")
    expect_comparison(page, TWO)
    page.locator(".st-key-open_bridge").get_by_text(interface.NUMBERS).click()
    expect(page.locator(".st-key-open_bridge").get_by_role("table")).to_be_visible()
    with page.expect_download() as download:
        live(page).get_by_role("button", name=interface.AS_CSV).click()
    lines = download.value.path().read_text("utf-8").splitlines()
    assert lines[0] == "step,part of,signatures,percentage points"
