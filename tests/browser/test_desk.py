"""The Campaign desk in a browser: the drive, the summary, a check from a file, other pages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from analysis import own_check, scenario
from analysis.planning import plan_of
from analysis.wording import desk, files, interface
from analysis.wording import own_check as check_words
from analysis.wording import planning as words
from analysis.wording.labels import LABELS
from tests.browser.reader import headline, live, number, to_page, values, wait_for_value

DRIVE = "collected=400000&collected_on=2022-05-01&started=2022-01-27&deadline=2022-07-06"


def expect_headline(page: Page, string: str) -> None:
    asked = scenario.read(string).scenario
    assert asked
    expect(headline(page)).to_have_text(words.headline(plan_of(asked)))


def test_it_opens_with_what_it_takes_and_its_charts(visit: Callable[..., Page]) -> None:
    page = visit(f"/desk?{DRIVE}")
    expect_headline(page, DRIVE)
    for chart in ("burn_up", "worth", "heat_map"):
        expect(page.locator(f".st-key-chart_{chart} .main-svg").first).to_be_visible()


def test_a_count_and_a_price_stand_in_the_address_and_come_back(visit: Callable[..., Page]) -> None:
    page = visit("/desk")
    expect_headline(page, "")
    live(page).get_by_label(LABELS["collected"].control, exact=True).fill("400000")
    live(page).get_by_label(LABELS["cost"].control, exact=True).fill("6.5")
    live(page).get_by_label(LABELS["cost"].control, exact=True).press("Tab")
    page.locator(".st-key-apply_drive").get_by_role("button").click()
    wait_for_value(page, "collected", "400000")
    wait_for_value(page, "cost", "6.5")
    to_page(page, interface.NOVEMBER_PAGE)
    wait_for_value(page, "collected", "400000")
    to_page(page, desk.DESK_PAGE)
    expect(live(page).get_by_label(LABELS["cost"].control, exact=True)).to_have_value("6.5")
    page.get_by_role("button", name=desk.CLEAR).click()
    wait_for_value(page, "collected", None)
    assert not values(page)


def test_the_summary_opens_without_the_dashboard(visit: Callable[..., Page]) -> None:
    page = visit(f"/desk?{DRIVE}")
    link = page.get_by_role("link", name=desk.SUMMARY_LINK)
    expect(link).to_be_visible()
    page.goto(str(link.get_attribute("href")))
    asked = scenario.read(DRIVE).scenario
    assert asked
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline(plan_of(asked)))
    page.locator("a").last.click()
    expect_headline(page, DRIVE)


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_fullest_summary_prints_on_one_sheet(page: Page, paper: str) -> None:
    string = (
        f"{DRIVE}&cost=6.5&worth=20000000&strike_repeats=10000&strike_invalid=4000&check=2000"
        "&check_valid=1640&not_registered=12&address=5&mismatch=2&other=1"
    )
    page.goto(f"/api/v1/summary.html?{string}")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1


def test_a_check_from_the_example_file_moves_the_odds_on_every_page(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "check.csv"
    file.write_bytes(own_check.example_file())
    page = visit("/")
    before = number(page).inner_text()
    to_page(page, desk.DESK_PAGE)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=check_words.USE, exact=True).click()
    found = own_check.read_check(file.read_bytes()).check
    assert found is not None
    wait_for_value(page, "check", str(found.size))
    wait_for_value(page, "check_valid", str(found.valid))
    to_page(page, interface.ODDS_PAGE)
    expect(number(page)).not_to_have_text(before)


def test_a_file_with_names_is_refused_and_says_why(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "signers.csv"
    file.write_text("name,checked,valid\nJane Roe,20,15\n", encoding="utf-8")
    page = visit("/desk")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(check_words.REFUSED)).to_be_visible()
    expect(page.get_by_role("button", name=check_words.USE, exact=True)).to_have_count(0)
    expect(page.get_by_text("Jane Roe")).to_have_count(0)


def test_a_file_is_named_dropped_taken_out_and_never_sent_when_too_large(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit("/desk")
    chooser = page.locator(".st-key-own_file")
    expect(chooser.get_by_role("button", name=files.CHOOSE)).to_be_visible()
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(own_check.MOST_MEGABYTES * 1_000_000 + 1)
    page.locator("input[type=file]").set_input_files(large)
    expect(chooser.get_by_text("so it was not sent")).to_be_visible()
    chooser.locator(".drop").evaluate(
        """(at, text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv"));
          for (const kind of ["dragover", "drop"])
            at.dispatchEvent(new DragEvent(kind, { dataTransfer: data, cancelable: true }));
        }""",
        own_check.example_file().decode(),
    )
    expect(page.get_by_role("button", name=check_words.USE, exact=True)).to_be_visible()
    expect(chooser.get_by_text("dropped.csv")).to_be_visible()
    expect(chooser.get_by_text(files.READING)).to_have_count(0)
    chooser.get_by_role("button", name=files.REMOVE).click()
    expect(page.get_by_role("button", name=check_words.USE, exact=True)).to_have_count(0)
    expect(chooser.get_by_text("dropped.csv")).to_be_hidden()


def test_the_largest_file_is_read(visit: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "most.csv"
    wide = b"#" * (own_check.MOST_MEGABYTES * 1_000_000 - 40)
    file.write_bytes(b"checked,valid,note\n2000,1600," + wide + b"\n")
    assert file.stat().st_size <= own_check.MOST_MEGABYTES * 1_000_000
    page = visit("/desk")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("button", name=check_words.FORGET)).to_be_visible()


def test_what_is_saved_is_the_example_and_the_table_of_the_file(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit("/desk")
    for _ in range(2):
        with page.expect_download() as saved:
            page.locator(".st-key-own_example").get_by_role("button").click()
        assert saved.value.suggested_filename == check_words.EXAMPLE_NAME
        assert saved.value.path().read_bytes() == own_check.example_file()
    file = tmp_path / "check.csv"
    file.write_bytes(own_check.example_file())
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".st-key-open_own_units summary").click()
    with page.expect_download() as saved:
        page.locator(".st-key-csv_own_units").get_by_role("button").click()
    assert saved.value.suggested_filename == "recall-odds-own-units.csv"
    assert len(saved.value.path().read_text(encoding="utf-8").splitlines()) == 25


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_needs_no_sideways_scroll(
    new_context: Callable[..., BrowserContext], visit: Callable[..., Page], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    visit(f"/desk?{DRIVE}&strike_repeats=10000&check=2000&check_valid=1640", on=page)
    expect(page.locator(".st-key-chart_heat_map .main-svg").first).to_be_visible()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("at => at.scrollWidth <= at.clientWidth")
