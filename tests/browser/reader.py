"""What a reader sees and does on the Odds page, for the tests of this folder."""

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as LateError

from analysis import scenario, wording
from analysis.wording import interface

RATES = ("invalid", "invalid_pm", "repeats", "repeats_pm")
_CONTROLS = """() => Array.from(
  document.querySelectorAll("main :is([role=radio], input[type=range], input[role=combobox])"),
  (at) => {
    if (at.role === "radio") return `${at.textContent} ${at.ariaChecked}`;
    if (at.type !== "range") return at.value;
    const [key] = at.closest("[class*=st-key-]").className.match(/st-key-\\w+/);
    return `${key} ${at.ariaValueText}`;
  },
)"""
# Streamlit loads the code of each kind of control when it is first shown, and keeps its place.
_ALL_STAND = """() => !document.querySelector("main [data-testid=stSkeleton]")
  && ["stSlider", "stSelectbox", "stButtonGroup"].every((kind) =>
    [...document.querySelectorAll(`main [data-testid=${kind}]`)].every((at) =>
      at.querySelector("[role=radio], [role=button], button, input")))"""
BY_REASON = "not_registered=10&address=3&mismatch=4&cancelled=1&out_of_area=2&other=2"


def query(page: Page) -> str:
    """The scenario string in the address."""
    return urlsplit(page.url).query


def values(page: Page) -> Mapping[str, str]:
    """The keys and values in the address."""
    return dict(parse_qsl(query(page), keep_blank_values=True))


def wait_for_value(page: Page, key: str, value: str | None) -> None:
    """Wait until the address gives ``key`` that value; None: until it does not name it."""
    page.wait_for_function(
        "([key, value]) => new URLSearchParams(location.search).get(key) === value",
        arg=[key, value],
    )


def live(page: Page) -> Locator:
    """The live page, without the first answer that stands over it for a while."""
    return page.get_by_test_id("stMain")


def headline(page: Page) -> Locator:
    """The strong sentence at the top."""
    return live(page).get_by_role("heading", level=1).first


def number(page: Page) -> Locator:
    """The number under the headline."""
    return page.get_by_test_id("stMetricValue")


def expect_answer(page: Page, string: str) -> None:
    """The live page shows what the analysis says of a string: headline, number and margin."""
    view = wording.first_view(scenario.read(string))
    expect(headline(page)).to_have_text(view.headline)
    expect(number(page)).to_have_text(view.number)
    expect(live(page).get_by_text(view.detail, exact=True)).to_be_visible()


def slider(page: Page, key: str) -> Locator:
    """The handle of a slider, which takes key presses."""
    return page.locator(f".st-key-{key}").get_by_role("slider")


def shown(page: Page, key: str) -> str:
    """The value that a slider shows."""
    text = slider(page, key).get_attribute("aria-valuetext")
    assert text, f"{key} shows no value"
    return text


def in_address(page: Page, key: str) -> str:
    """The value that a slider shows, as an address has it."""
    return shown(page, key).replace(",", "").removesuffix(".0")


def after_arrows(page: Page, key: str, presses: int) -> str:
    """The value in the address after so many presses of the right arrow; below 0: of the left."""
    return f"{float(shown(page, key)) + 0.1 * presses:.1f}".removesuffix(".0")


def choose(page: Page, key: str, option: str) -> None:
    """Choose from a select box; a list that opens while the page still changes closes again."""
    for _ in range(5):
        page.locator(f".st-key-{key}").get_by_role("button", name="Open").click()
        with suppress(LateError):
            page.get_by_role("option", name=option).click(timeout=3_000)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"the list of {key} never stays open")


def controls(page: Page) -> list[str]:
    """What every control of the page shows, from top to bottom, once all of them stand."""
    expect(page.get_by_role("button", name=interface.COPY_LINK)).to_be_visible()
    page.wait_for_function(_ALL_STAND)
    found: list[str] = page.evaluate(_CONTROLS)
    return found


def expect_controls(page: Page, wanted: list[str]) -> None:
    """The controls show what they showed elsewhere."""
    with suppress(LateError):
        page.wait_for_function(f"(wanted) => `${{({_CONTROLS})()}}` === `${{wanted}}`", arg=wanted)
    assert controls(page) == wanted


def copied(page: Page, button: str) -> str:
    """Press a copy button; what is then on the clipboard."""
    page.get_by_role("button", name=button).click()
    said = interface.COPIED_LINK if button == interface.COPY_LINK else interface.COPIED_QUOTE
    expect(page.locator(f".row:has(> button:text-is('{button}')) + [role=status]")).to_have_text(
        said
    )
    return str(page.evaluate("navigator.clipboard.readText()"))


def to_page(page: Page, name: str) -> None:
    """Follow the link to another page."""
    page.get_by_test_id("stPageLink").get_by_role("link", name=name).first.click()


def history_length(page: Page) -> int:
    """How many entries Back and Forward can reach."""
    return int(page.evaluate("history.length"))
