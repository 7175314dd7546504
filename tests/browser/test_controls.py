"""Moving the controls: the answer and the address follow, and Back leads to the last choice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from analysis import scenario
from analysis.scenario import REASONS
from analysis.wording import interface
from analysis.wording.labels import LABELS
from analysis.wording.prior import CLASS_NAMES, based_on
from tests.browser.reader import (
    BY_REASON,
    RATES,
    after_arrows,
    choose,
    controls,
    expect_answer,
    expect_controls,
    headline,
    history_length,
    in_address,
    live,
    number,
    query,
    shown,
    slider,
    values,
    wait_for_value,
)


def answer(page: Page) -> list[str]:
    """Headline, number and margin as they stand."""
    margin = live(page).get_by_text("Most likely")
    return [part.inner_text() for part in (headline(page), number(page), margin)]


@pytest.mark.parametrize(
    ("string", "keys"), [("", ("raw", *RATES)), (BY_REASON, (*REASONS, "invalid_pm"))]
)
def test_each_slider_moves_the_answer_and_the_address(
    visit: Callable[..., Page], string: str, keys: tuple[str, ...]
) -> None:
    page = visit(f"/?{string}")
    expect_answer(page, string)
    entries = history_length(page)
    for key in keys:
        before, old = shown(page, key), answer(page)
        slider(page, key).press("PageDown")
        expect(slider(page, key)).not_to_have_attribute("aria-valuetext", before)
        wait_for_value(page, key, in_address(page, key))
        expect_answer(page, query(page))
        assert answer(page) != old, f"{key} from {before} to {shown(page, key)} changes nothing"
    assert history_length(page) == entries, "a slider replaces the entry that is there"
    wanted, string = controls(page), query(page)
    visit(f"/?{string}", on=page)
    expect_answer(page, string)
    expect_controls(page, wanted)
    assert query(page) == string


def test_a_slider_follows_the_mouse(visit: Callable[..., Page]) -> None:
    page = visit("/")
    before = shown(page, "invalid")
    assert float(before) > 10.0
    track = page.locator(".st-key-invalid").get_by_role("group")
    track.scroll_into_view_if_needed()
    box = slider(page, "invalid").locator("xpath=../..").bounding_box()
    whole = track.bounding_box()
    assert box
    assert whole
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(whole["x"] + whole["width"] * 0.1, middle[1], steps=8)
    page.mouse.up()
    expect(slider(page, "invalid")).not_to_have_attribute("aria-valuetext", before)
    wait_for_value(page, "invalid", in_address(page, "invalid"))
    assert float(values(page)["invalid"]) < 10
    expect_answer(page, query(page))


def test_ten_fast_key_presses_end_in_the_right_value(visit: Callable[..., Page]) -> None:
    page = visit("/?model=2026-11")
    entries = history_length(page)
    handle = slider(page, "invalid")
    handle.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    wait_for_value(page, "invalid", "23.5")
    expect(handle).to_have_attribute("aria-valuetext", "23.5")
    expect_answer(page, "model=2026-11&invalid=23.5")
    assert history_length(page) == entries, "a slider replaces the entry that is there"


def test_one_rate_and_by_reason_keep_the_sum(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=20")
    page.get_by_role("radio", name=interface.BY_REASON).click()
    wait_for_value(page, "invalid", None)
    expect(page.get_by_text("The reasons add up to 20% of the raw signatures.")).to_be_visible()
    tenths = [round(10 * float(values(page)[reason])) for reason in REASONS]
    assert sum(tenths) == 200
    expect_answer(page, "invalid=20")
    page.get_by_role("radio", name=interface.ONE_RATE).click()
    wait_for_value(page, "invalid", "20")
    assert not set(REASONS) & set(values(page))


def test_each_step_is_an_entry_that_back_restores(visit: Callable[..., Page]) -> None:
    page = visit("/")
    entries = history_length(page)
    steps = {"Announced": "566857", "Filed": "717000", "Raw count": "715833"}
    for name, raw in steps.items():
        page.get_by_role("radio", name=name).click()
        expect(slider(page, "raw")).to_have_attribute("aria-valuetext", f"{int(raw):,}")
        wait_for_value(page, "as_of", {"Announced": "announced", "Filed": "filed"}.get(name))
    assert history_length(page) == entries + len(steps)
    for name, raw in reversed(list(steps.items())[:-1]):
        page.go_back()
        expect(page.get_by_role("radio", name=name)).to_be_checked()
        expect(slider(page, "raw")).to_have_attribute("aria-valuetext", f"{int(raw):,}")
        expect_answer(page, query(page))


def test_slider_moves_between_two_steps_leave_no_entry(visit: Callable[..., Page]) -> None:
    page = visit("/")
    entries = history_length(page)
    before, moved = shown(page, "repeats"), after_arrows(page, "repeats", 1)
    page.get_by_role("radio", name="Filed").click()
    wait_for_value(page, "as_of", "filed")
    for key in ("raw", "repeats"):
        slider(page, key).press("ArrowRight")
        page.wait_for_function(f"() => new URLSearchParams(location.search).has('{key}')")
    assert history_length(page) == entries + 1
    page.go_back()
    wait_for_value(page, "as_of", None)
    expect_answer(page, "")
    expect(slider(page, "repeats")).to_have_attribute("aria-valuetext", before)
    page.go_forward()
    wait_for_value(page, "repeats", moved)
    expect(page.get_by_role("radio", name="Filed")).to_be_checked()
    expect(slider(page, "repeats")).to_have_attribute("aria-valuetext", f"{float(moved):.1f}")
    expect_answer(page, query(page))


def test_a_step_keeps_what_the_reader_set_and_marks_it(visit: Callable[..., Page]) -> None:
    page = visit("/")
    slider(page, "invalid").press("PageDown")
    page.wait_for_function("() => new URLSearchParams(location.search).has('invalid')")
    invalid = values(page)["invalid"]
    page.get_by_role("radio", name="Announced").click()
    wait_for_value(page, "as_of", "announced")
    expect(slider(page, "raw")).to_have_attribute("aria-valuetext", "566,857")
    assert values(page)["invalid"] == invalid
    changed = page.get_by_text("1 input changed by hand: invalid rate")
    expect(changed).to_contain_text(f"{invalid}% instead of")


def test_a_petition_of_the_list_opens(visit: Callable[..., Page]) -> None:
    page = visit("/?invalid=20")
    entries = history_length(page)
    page.get_by_role("combobox", name=interface.PETITION, exact=True).fill("Newman")
    page.get_by_role("option", name="Josh Newman (SD29), 2018").click()
    wait_for_value(page, "petition", "newman-2018")
    expect(slider(page, "raw")).to_have_attribute("aria-valuetext", "94,801")
    expect_answer(page, "petition=newman-2018")
    expect(page.get_by_role("combobox", name=interface.PETITION, exact=True)).to_have_value(
        "Recall of State Senator Josh Newman (SD29), 2018"
    )
    assert history_length(page) == entries + 1
    page.go_back()
    wait_for_value(page, "invalid", "20")
    expect_answer(page, "invalid=20")


def test_the_past_petitions_behind_the_estimate_can_be_chosen(visit: Callable[..., Page]) -> None:
    """The rates that nobody set follow."""
    page = visit("/")
    choose(page, "class", CLASS_NAMES["all"])
    wait_for_value(page, "class", "all")
    expect_answer(page, "class=all")
    reading = scenario.read("class=all")
    assert reading.scenario
    expect(slider(page, "invalid")).to_have_attribute(
        "aria-valuetext", f"{reading.scenario.invalid:.1f}"
    )
    expect(page.get_by_text(based_on(reading.defaults.prior), exact=True)).to_be_visible()


def test_a_rate_that_was_set_stays_when_other_past_petitions_are_chosen(
    visit: Callable[..., Page],
) -> None:
    page = visit("/?class=all&invalid=15")
    expect_answer(page, "class=all&invalid=15")
    chosen = page.get_by_role("combobox", name=LABELS["class"].control)
    choose(page, "class", CLASS_NAMES["auto"])
    wait_for_value(page, "class", None)
    expect_answer(page, "invalid=15")
    assert values(page)["invalid"] == "15"
    expect(chosen).to_have_value(CLASS_NAMES["auto"])
