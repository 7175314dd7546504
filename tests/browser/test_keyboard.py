"""The keyboard alone: to a slider, move it, to the copy button, copy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from analysis.wording import interface
from tests.browser.reader import after_arrows, expect_answer, wait_for_value

MOST_TABS = 60


# A copy button stands in a shadow tree of its own.
FOCUSED = """(selector) => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.matches(selector) || at.textContent === selector;
}"""


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on what a selector matches, or on a button of that name."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, what):
            return
    raise AssertionError(f"Tab does not lead to {what}")


def test_the_keyboard_alone_moves_a_slider_and_copies_the_link(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.locator(".st-key-invalid input[type=range]").wait_for(state="attached")
    once, twice = (after_arrows(page, "invalid", presses) for presses in (-1, -2))
    tab_to(page, ".st-key-invalid input[type=range]")
    page.keyboard.press("ArrowLeft")
    wait_for_value(page, "invalid", once)
    expect_answer(page, f"invalid={once}")
    # The notice above that appears with the first move takes nobody's focus away.
    page.keyboard.press("ArrowLeft")
    wait_for_value(page, "invalid", twice)
    expect_answer(page, f"invalid={twice}")
    tab_to(page, interface.COPY_LINK)
    page.keyboard.press("Enter")
    expect(page.get_by_text(interface.COPIED_LINK)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert f"invalid={twice}&" in link
