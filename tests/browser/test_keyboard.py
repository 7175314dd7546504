"""The keyboard alone: to a slider, move it, to the copy button, copy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from analysis.wording import interface
from tests.browser.reader import expect_answer, query, wait_for_value

MOST_TABS = 60


def tab_to(page: Page, what: str, *, matches: str) -> None:
    """Press Tab until what has the focus matches."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(
            f"() => {{ let at = document.activeElement;"
            " while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
            f" return {matches}; }}"
        ):
            return
    raise AssertionError(f"Tab does not lead to {what}")


def test_the_keyboard_alone_moves_a_slider_and_copies_the_link(visit: Callable[..., Page]) -> None:
    page = visit("/")
    tab_to(
        page,
        "the slider",
        matches="!!at.closest('.st-key-invalid [data-testid=stSlider] [role=group]')",
    )
    page.keyboard.press("ArrowLeft")
    wait_for_value(page, "invalid", "24.4")
    expect_answer(page, "invalid=24.4")
    tab_to(page, "the copy button", matches=f"at.textContent === '{interface.COPY_LINK}'")
    page.keyboard.press("Enter")
    expect(page.get_by_text(interface.COPIED)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "invalid=24.4" in link
    assert query(page) in page.url
