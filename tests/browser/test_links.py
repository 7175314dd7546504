"""Links: what is copied opens as the same page, whoever opens it and on whatever page."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analysis import scenario, wording
from analysis.wording import interface
from tests.browser.reader import (
    BY_REASON,
    after_arrows,
    controls,
    copied,
    expect_answer,
    expect_controls,
    headline,
    live,
    query,
    slider,
    to_page,
    values,
    wait_for_value,
)

SET = "as_of=filed&raw=690000&invalid=18.3&invalid_pm=6.1&repeats=3.2&repeats_pm=1.9"
SETS = [SET, f"petition=newman-2018&invalid_pm=7&{BY_REASON}"]


@pytest.mark.parametrize("string", SETS)
def test_a_copied_link_restores_every_control(
    visit: Callable[..., Page], new_context: Callable[..., BrowserContext], string: str
) -> None:
    page = visit(f"/?{string}")
    link = copied(page, interface.COPY_LINK)
    assert {"v", "model", "petition", "as_of", "raw", "repeats"} <= set(values_of(link))
    colleague = visit(link, on=new_context().new_page())
    expect_controls(colleague, controls(page))
    expect_answer(colleague, string)
    # It is read on Method as well, and taken along from there.
    on_method = urlsplit(link)._replace(path="/method").geturl()
    visit(on_method, on=colleague)
    to_page(colleague, interface.ODDS_PAGE)
    expect_answer(colleague, string)
    expect_controls(colleague, controls(page))


def values_of(link: str) -> set[str]:
    return {pair.partition("=")[0] for pair in urlsplit(link).query.split("&")}


def test_the_sentence_is_copied_as_it_is_shown(visit: Callable[..., Page]) -> None:
    page = visit("/?model=2026-11&invalid=20")
    sentence = copied(page, interface.COPY_QUOTE)
    assert "1 input changed by the sender: invalid rate 20% instead of 24.5%" in sentence
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()


def test_the_scenario_survives_a_visit_to_method(visit: Callable[..., Page]) -> None:
    page = visit("/")
    less = after_arrows(page, "invalid", -1)
    slider(page, "invalid").press("ArrowLeft")
    wait_for_value(page, "invalid", less)
    before, string = controls(page), query(page)
    to_page(page, interface.METHOD_PAGE)
    expect(headline(page)).to_have_text("How the odds are worked out")
    assert query(page) == string
    to_page(page, interface.ODDS_PAGE)
    expect_answer(page, string)
    assert query(page) == string
    expect_controls(page, before)


def test_back_and_forward_between_pages_keep_the_scenario(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=20&repeats=4")
    before = controls(page)
    to_page(page, interface.METHOD_PAGE)
    expect(headline(page)).to_have_text("How the odds are worked out")
    page.go_back()
    expect_answer(page, "invalid=20&repeats=4")
    expect_controls(page, before)
    page.go_forward()
    expect(headline(page)).to_have_text("How the odds are worked out")
    to_page(page, interface.ODDS_PAGE)
    expect_answer(page, "invalid=20&repeats=4")
    expect_controls(page, before)


def test_what_the_sender_changed_is_said_first_and_undone_with_one_click(
    visit: Callable[..., Page],
) -> None:
    page = visit("/?invalid=8")
    untouched = scenario.read("").scenario
    assert untouched
    default = wording.percent(untouched.invalid)
    said = live(page).get_by_text(
        f"With 1 input changed by the sender: invalid rate 8% instead of {default}.", exact=True
    )
    expect(said).to_be_visible()
    assert is_above(said, headline(page))
    page.get_by_role("button", name=interface.UNDO).click()
    expect_answer(page, "")
    expect(slider(page, "invalid")).to_have_attribute("aria-valuetext", f"{untouched.invalid:.1f}")
    page.wait_for_function("() => location.search === ''")
    expect(said).to_have_count(0)
    page.go_back()
    wait_for_value(page, "invalid", "8")
    expect(said).to_be_visible()
    expect(slider(page, "invalid")).to_have_attribute("aria-valuetext", "8.0")
    expect_answer(page, "invalid=8")


def is_above(upper: Locator, lower: Locator) -> bool:
    """Whether one part ends before another begins."""
    return bool(
        upper.evaluate(
            "(upper, lower) =>"
            " upper.getBoundingClientRect().bottom <= lower.getBoundingClientRect().top",
            lower.element_handle(),
        )
    )


BAD = [
    "raw=abc&invalid=nan&repeats=1&repeats=2&nosuchkey=1",
    "petition=../../etc/passwd&name=<script>alert(1)</script>&sample=500&not_registered=101",
]


@pytest.mark.parametrize("string", BAD)
def test_a_bad_link_is_told_at_the_top(visit: Callable[..., Page], string: str) -> None:
    page = visit(f"/?{string}")
    reading = scenario.read(string)
    notice = page.get_by_test_id("stAlert").filter(has_text=interface.PROBLEMS_TITLE)
    lines = notice.get_by_role("listitem")
    expect(lines).to_have_text([wording.problem_sentence(item) for item in reading.problems])
    assert is_above(notice, headline(page))
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect_answer(page, string)


def test_the_first_move_after_a_bad_link_settles_it(visit: Callable[..., Page]) -> None:
    page = visit("/?raw=abc")
    more = after_arrows(page, "repeats", 1)
    slider(page, "repeats").press("ArrowRight")
    wait_for_value(page, "repeats", more)
    wait_for_value(page, "raw", None)
    expect(page.get_by_text(interface.PROBLEMS_TITLE)).to_have_count(0)
    expect_answer(page, query(page))


def test_what_is_not_used_is_kept_and_named(visit: Callable[..., Page]) -> None:
    """A rule set without a ballot calendar has no use for the days from meeting to order."""
    string = "rules=every-signature&drift=0.1&order_lag=3"
    page = visit(f"/?{string}")
    notice = page.get_by_test_id("stAlert").filter(has_text=interface.IGNORED_TITLE)
    expect(notice).to_contain_text(wording.ignored_sentence(scenario.read(string)))
    expect(notice).to_contain_text("days from meeting to order")
    more = after_arrows(page, "repeats", 1)
    slider(page, "repeats").press("ArrowRight")
    wait_for_value(page, "repeats", more)
    assert values(page).items() >= {"rules": "every-signature", "order_lag": "3"}.items()


def test_the_step_of_the_sample_uses_it(visit: Callable[..., Page]) -> None:
    page = visit("/?model=2026-11&as_of=sample")
    expect_answer(page, "model=2026-11&as_of=sample")
    expect(page.get_by_role("heading", level=1)).to_contain_text("about 7 in 1,000")
    notice = page.get_by_test_id("stAlert").filter(has_text=interface.IGNORED_TITLE)
    expect(notice).to_have_count(0)


def test_the_outcome_is_told_in_place_of_odds(visit: Callable[..., Page]) -> None:
    page = visit("/?as_of=outcome")
    expect(headline(page)).to_have_text(
        "Decided: 520,050 valid signatures where 566,857 were required"
    )
    expect(page.get_by_test_id("stMetricValue")).to_have_count(0)
    expect(live(page).get_by_text("The count ended 46,807 short")).to_be_visible()
