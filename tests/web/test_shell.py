"""The page's address holds the answer before any script has run."""

import asyncio
import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from analysis import scenario, wording
from web.assets import streamlit_folder

CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000"}
HOSTILE = "</title><script>alert(1)</script>\"'&"


class Page(HTMLParser):
    """The parts of a page that the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.metas: dict[str, str] = {}
        self.text: dict[str, str] = {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self._open = given.get("class") or tag
        if tag == "meta":
            self.metas[given.get("name") or given.get("property", "")] = given.get("content", "")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.text[self._open] = self.text.get(self._open, "") + data


@pytest.mark.parametrize("path", ["/", "/method"])
@pytest.mark.parametrize("string", ["", "invalid=20", urlencode(CUSTOM | {"name": "Smith"})])
def test_address_is_answered_with_the_first_view_of_its_scenario(
    server: TestClient, path: str, string: str
) -> None:
    view = wording.first_view(scenario.read(string))
    response = server.get(f"{path}?{string}")
    page = Page(response.text)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert page.text["title"] == view.title
    assert page.metas["description"] == page.metas["og:description"] == view.description
    assert page.metas["og:title"] == view.title
    assert page.metas["og:type"] == "website"
    for part in ("kicker", "notice", "headline", "number"):
        assert page.text.get(part, "") == getattr(view, part)
    # Two paragraphs of one look: the ballot, and what is likely.
    assert page.text.get("detail", "") == view.ballot + view.detail


def test_titles_tell_scenarios_apart(server: TestClient) -> None:
    titles = {Page(server.get(f"/?invalid={rate}").text).text["title"] for rate in (5, 20, 40)}
    assert len(titles) == 3


def test_first_answer_stands_where_react_will_put_the_page(server: TestClient) -> None:
    html = server.get("/").text
    root = re.search(r'<div id="root">(.*?)</div>\s*<script>', html, flags=re.DOTALL)
    assert root is not None
    assert root[1].startswith('<div id="first-answer">')


def test_the_page_is_streamlits_own_and_fetches_nothing_more(server: TestClient) -> None:
    stock = (streamlit_folder() / "index.html").read_text(encoding="utf-8")
    html = server.get("/").text
    # What a frame of this page would be is told to those who ask: no browser fetches it.
    html = re.sub(r'<link rel="alternate" type="application/json\+oembed"[^>]*>', "", html)
    address = re.compile(r'(?:src|href)="([^"]+)"')
    needed = re.compile(r"\.(?:js|css)$")
    fetched = {a for a in address.findall(html) if not a.startswith("data:")}
    assert fetched <= set(address.findall(stock))
    assert "woff2" not in html
    assert {a for a in address.findall(html) if needed.search(a)} == {
        a for a in address.findall(stock) if needed.search(a)
    }


def test_a_readers_text_stays_text(server: TestClient) -> None:
    """`name` is what a sender typed (SCENARIO, keys): it must not become markup."""
    string = urlencode(CUSTOM | {"name": HOSTILE})
    page = Page(server.get(f"/?{string}").text)
    plain = Page(server.get(f"/?{urlencode(CUSTOM | {'name': 'Smith'})}").text)
    assert page.tags == plain.tags
    assert HOSTILE in page.text["title"] + page.text["kicker"] + page.text["headline"]


@pytest.mark.parametrize(
    "string",
    [
        "raw=abc",
        "raw=",
        "raw=-1",
        "raw=1&raw=2",
        "invalid=nan",
        "invalid=inf",
        "invalid=1e999",
        "raw=" + "9" * 4000,
        "nonsense=1",
        "petition=custom",
        "petition=nobody",
        "name=" + "x" * 81 + "&petition=custom&raw=60000&required=45000",
        "name=%ff%fe",
        "name=%ed%a0%80&petition=custom&raw=60000&required=45000",
        "name=%00&petition=custom&raw=60000&required=45000",
        "%",
        "&&&===",
    ],
)
def test_a_bad_string_still_gets_a_page_with_its_notice(server: TestClient, string: str) -> None:
    reading = scenario.read(string)
    response = server.get(f"/?{string}")
    assert response.status_code == 200
    page = Page(response.text)
    if reading.problems:
        assert page.text["notice"]


def test_a_failure_of_ours_still_gets_the_dashboard(
    server: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(wording, "first_view", fail)
    response = server.get("/?invalid=20")
    assert response.status_code == 200
    assert Page(response.text).text["title"] == "Recall Odds"
    assert "ZeroDivisionError" in caplog.text


def test_head_answers_like_get(server: TestClient) -> None:
    for path in ("/", "/method"):
        assert server.head(path).status_code == 200
        assert server.head(path).headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/method"])
def test_the_shell_travels_compressed(server: TestClient, path: str) -> None:
    plain = server.get(path, headers={"Accept-Encoding": "identity"})
    packed = server.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < 0.5 * len(plain.content)


def test_the_icon_is_streamlits_and_an_unknown_page_the_first_one(server: TestClient) -> None:
    assert server.get("/favicon.png").headers["content-type"] == "image/png"
    assert server.get("/nosuchpage?invalid=20").text == server.get("/?invalid=20").text


def test_a_page_is_made_beside_the_loop(
    server: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A petition of some thirty signatures takes a second, in which the loop would serve nobody."""
    beside: list[bool] = []

    def told(reading: scenario.Reading) -> wording.FirstView:
        try:
            asyncio.get_running_loop()
            beside.append(False)
        except RuntimeError:
            beside.append(True)
        return view

    view = wording.first_view(scenario.read(""))
    monkeypatch.setattr(wording, "first_view", told)
    assert server.get("/?invalid=20").status_code == 200
    assert beside == [True]
