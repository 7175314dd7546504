"""Nothing is held in a process that a reader would miss: each request lands on the other one."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from analysis import own_check
from analysis.wording import desk, interface
from analysis.wording import own_check as check_words
from scripts.replicas import Replicas
from tests.browser.reader import number, to_page, values, wait_for_value
from tests.replicas.conftest import Visit, metric


def test_a_file_is_sent_used_and_saved_and_the_page_loaded_anew(
    in_turns: Replicas,
    visit: Callable[[str, str], Visit],
    problems: Callable[[Visit, str], list[str]],
    tmp_path: Path,
) -> None:
    reader = visit(in_turns.url, "/")
    met = problems(reader, in_turns.url)
    page = reader.page
    before = number(page).inner_text()
    to_page(page, desk.DESK_PAGE)
    file = tmp_path / "check.csv"
    file.write_bytes(own_check.example_file())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=check_words.USE, exact=True).click()
    found = own_check.read_check(file.read_bytes()).check
    assert found is not None
    wait_for_value(page, "check", str(found.size))
    page.locator(".st-key-open_own_units summary").click()
    with page.expect_download() as saved:
        page.locator(".st-key-csv_own_units").get_by_role("button").click()
    assert len(saved.value.path().read_text(encoding="utf-8").splitlines()) == 25
    with page.expect_download() as saved:
        page.locator(".st-key-own_example").get_by_role("button").click()
    assert saved.value.path().read_bytes() == own_check.example_file()
    to_page(page, interface.ODDS_PAGE)
    expect(number(page)).not_to_have_text(before)
    after = number(page).inner_text()
    written = values(page)
    for _ in range(3):
        page.reload()
        expect(number(page)).to_have_text(after)
        assert values(page) == written
    to_page(page, interface.TRACK_PAGE)
    page.locator(".st-key-open_past summary").click()
    with page.expect_download() as saved:
        page.locator(".st-key-csv_past_rows").get_by_role("button").click()
    assert saved.value.path().stat().st_size > 1000
    link = page.get_by_role("link", name=re.compile(interface.DOWNLOAD_ALL))
    with page.expect_download() as saved:
        link.click()
    assert saved.value.path().stat().st_size > 1000
    assert met == []
    asked = [metric(port, "recall_odds_requests_total") for port in in_turns.ports]
    assert min(asked) > 20, "both have answered"
