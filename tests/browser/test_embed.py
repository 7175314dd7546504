"""The embedded view in a frame, as another site shows it, on a phone and on a desk."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, expect

from analysis import scenario, wording
from analysis.wording.card import embed_code, embed_height

STRINGS = [
    "",
    "invalid=8&raw=700000",
    "as_of=outcome",
    urlencode({"petition": "custom", "raw": 900, "required": 700, "name": "W" * 80}),
    urlencode({"petition": "custom", "raw": 900, "required": 700, "name": "סילוק ראש העיר"}),
]
SMALLEST_LETTERS = """() => Math.min(...[...document.querySelectorAll("p, h1, figcaption, text")]
  .map((part) => part.tagName === "text"
    ? part.getScreenCTM().a * parseFloat(part.getAttribute("font-size"))
    : parseFloat(getComputedStyle(part).fontSize)))"""
ROOM = """() => [document.documentElement.scrollWidth - innerWidth,
  document.documentElement.scrollHeight]"""


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("width", [320, 600])
def test_it_can_be_read_without_scrolling(
    new_context: Callable[..., BrowserContext], string: str, width: int
) -> None:
    height = embed_height(width)
    context = new_context(
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    page.goto(f"/embed?{string}")
    wider, high = page.evaluate(ROOM)
    assert wider <= 0
    assert high <= height + 60  # a long name or notice may need a line or two more
    assert page.evaluate(SMALLEST_LETTERS) >= 12


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_is_light_or_dark_as_the_reader_wishes(
    new_context: Callable[..., BrowserContext], scheme: str, dark: bool
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto("/embed")
    ground, ink = page.evaluate(
        "() => [document.body, document.querySelector('text.required')].map((part, second) => "
        "getComputedStyle(part)[second ? 'fill' : 'backgroundColor'].match(/\\d+/g)[0])"
    )
    assert (int(ground) < 60) is dark
    assert (int(ink) > 200) is dark


def test_the_pasted_code_shows_it_and_its_link_opens_the_page(
    new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    context = new_context()
    page = context.new_page()
    view = wording.first_view(scenario.read("invalid=8"))
    # An empty page of the same server: Chromium lets no made-up one show a frame of this machine.
    page.goto("/_stcore/health")
    page.set_content(embed_code(f"{base_url}/embed?invalid=8", title=view.title))
    frame = page.frame_locator(f'iframe[title="{view.title}"]')
    expect(frame.get_by_role("heading", level=1)).to_have_text(view.headline)
    expect(frame.get_by_role("img")).to_be_visible()
    with context.expect_page() as opened:
        frame.get_by_role("link").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(view.headline)
