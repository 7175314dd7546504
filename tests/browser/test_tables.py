"""The numbers behind every chart: in the page, and as a CSV file."""

import csv
from collections.abc import Callable
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from analysis import scenario
from analysis.wording import interface
from analysis.wording.prior import based_on
from tests.browser.reader import expect_answer

STRING = "petition=newman-2018&invalid=20"
TABLES = {
    interface.NUMBERS: 3,
    based_on(scenario.read(STRING).defaults.prior): 1,
    interface.WHERE_FROM: 1,
}

# A source is shown as its host; the file has the whole address.
CELLS = """(table) => Array.from(table.rows, (row) => Array.from(
  row.cells, (cell) => cell.querySelector("a")?.getAttribute("href") ?? cell.textContent))"""


def test_each_table_opens_and_downloads_as_it_stands(visit: Callable[..., Page]) -> None:
    page = visit(f"/?{STRING}")
    expect_answer(page, STRING)
    for title, how_many in TABLES.items():
        expanders = page.get_by_test_id("stExpander").filter(has_text=title)
        expect(expanders).to_have_count(how_many)
        for expander in expanders.all():
            expander.locator("summary").click()
            expect(expander.get_by_role("table")).to_be_visible()
            link = expander.get_by_role("link", name="CSV")
            response = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
            assert response.headers["content-disposition"].startswith("attachment")
            text = response.text()
            in_file = list(csv.reader(text.splitlines()))
            in_page = expander.get_by_role("table").evaluate(CELLS)
            assert in_page[0] == in_file[0]
            assert [same(row) for row in in_page] == [same(row) for row in in_file]


def same(row: list[str]) -> list[str | float]:
    """Numbers as numbers: in the page they have commas, and no trailing .0."""
    return [number(cell) for cell in row]


def number(cell: str) -> str | float:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell


def test_charts_say_their_finding_to_a_screen_reader(visit: Callable[..., Page]) -> None:
    page = visit("/?model=2026-11")
    expect(page.get_by_role("figure", name="6 of 50 dots reach the 566,857")).to_be_visible()
    expect(page.get_by_role("figure", name="The invalid rate moves the odds most")).to_be_visible()
