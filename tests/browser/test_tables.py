"""The numbers behind every chart: in the page, and as a CSV file."""

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analysis.wording import interface
from tests.browser.reader import expect_answer

TABLES = {
    interface.NUMBERS: 2,
    interface.PAST: 1,
    interface.WHERE_FROM: 1,
}


@pytest.mark.parametrize("string", ["invalid=20", "petition=newman-2018"])
def test_each_table_opens_and_downloads_as_it_stands(
    visit: Callable[..., Page], string: str
) -> None:
    page = visit(f"/?{string}")
    expect_answer(page, string)
    for title, number in TABLES.items():
        expanders = page.get_by_test_id("stExpander").filter(has_text=title)
        expect(expanders).to_have_count(number)
        for expander in expanders.all():
            expander.locator("summary").click()
            expect(expander.get_by_role("table")).to_be_visible()
            with page.expect_download() as download:
                expander.get_by_role("link", name=interface.AS_CSV).click()
            with open(download.value.path(), newline="", encoding="utf-8") as file:
                columns, *rows = list(csv.reader(file))
            assert expander.get_by_role("columnheader").all_inner_texts() == columns
            in_page = [
                row.get_by_role("cell").all_inner_texts()
                for row in expander.get_by_role("row").all()[1:]
            ]
            assert [[plain(cell) for cell in row] for row in in_page] == rows


def plain(cell: str) -> str:
    return cell.replace(",", "")


def test_charts_say_their_finding_to_a_screen_reader(visit: Callable[..., Page]) -> None:
    page = visit("/")
    expect(page.get_by_role("figure", name="6 of 50 dots reach the 566,857")).to_be_visible()
    expect(page.get_by_role("figure", name="The invalid rate moves the odds most")).to_be_visible()
