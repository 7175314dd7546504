"""The quote desk and the embed code: what is copied is what is shown, in either language."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from analysis import scenario
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.wording import quote_buttons as words
from analysis.wording.quote_desk import quotable
from tests.browser.reader import headline, live, query, values, wait_for_value

STRING = "model=2026-11&invalid=20"


def clipboard(page: Page, button: str, said: str) -> str:
    """Press a copy button; what is then on the clipboard."""
    page.get_by_role("button", name=button, exact=True).click()
    row = page.locator(f".row:has(> button:text-is('{button}')) + [role=status]")
    expect(row).to_have_text(said)
    return str(page.evaluate("navigator.clipboard.readText()"))


def choose(page: Page, name: str) -> None:
    live(page).get_by_role("radio", name=name, exact=True).click()


def test_a_line_in_spanish_is_copied_from_an_english_page(visit: Callable[..., Page]) -> None:
    page = visit(f"/?{STRING}")
    choose(page, words.LENGTHS["line"])
    choose(page, "Español")
    reading = scenario.read(STRING)
    assert reading.scenario is not None
    with speaking("es"):
        wanted = quotable(reading, forecast(reading.scenario), length="line")
    expect(live(page).get_by_text(wanted.text, exact=True)).to_be_visible()
    assert clipboard(page, words.COPY["line"], words.COPIED["line"]) == wanted.text
    assert clipboard(page, words.COPY_WHOLE, words.COPIED_WHOLE) == wanted.whole
    # The page itself stays as it was.
    assert query(page) == STRING


def test_the_embed_code_is_copied_with_an_address_that_answers(visit: Callable[..., Page]) -> None:
    page = visit(f"/?{STRING}")
    live(page).get_by_text(words.EMBED, exact=True).click()
    frame = clipboard(page, words.COPY_EMBED, words.COPIED_EMBED)
    expect(live(page).get_by_test_id("stCode")).to_contain_text(frame)
    page.evaluate("(html) => { document.body.innerHTML = html; }", frame)
    element = page.locator("iframe")
    source = urlsplit(str(element.get_attribute("src")))
    here = urlsplit(page.url)
    assert (source.scheme, source.netloc, source.path) == (here.scheme, here.netloc, "/embed")
    given = dict(parse_qsl(source.query, keep_blank_values=True))
    assert given["model"] == "2026-11"
    assert given["invalid"] == "20"
    assert "with 1 input changed" in str(element.get_attribute("title"))
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text(
        "The odds of enough valid signatures are about 3 in 10"
    )


def test_a_link_of_an_earlier_version_opens_under_todays_and_back(
    visit: Callable[..., Page],
) -> None:
    page = visit("/?model=2026-11")
    said = live(page).get_by_text("This link was made under model 2026-11", exact=False)
    expect(said).to_be_visible()
    live(page).get_by_text("Why the two versions differ", exact=True).click()
    expect(live(page).get_by_text("+18.3 percentage points in the odds")).to_be_visible()
    live(page).get_by_role("link", name="Open it under today's model").click()
    expect(headline(page)).to_have_text("The odds of enough valid signatures are about 3 in 10")
    expect(said).to_have_count(0)
    page.go_back()
    wait_for_value(page, "model", "2026-11")
    expect(said).to_be_visible()
    assert values(page) == {"model": "2026-11"}
