"""The embedded view: one light page without scripts."""

from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from analysis import scenario, wording
from analysis.charts.dots import dot_plot
from analysis.forecast import forecast
from analysis.language import speaking, t
from analysis.wording.card import OPEN_PAGE
from web.embed import FRAMEABLE

CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000"}
HOSTILE = "</title><script>alert(1)</script>\"'&"


class Page(HTMLParser):
    """Tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


@pytest.mark.parametrize(
    "string", ["", "invalid=8", "as_of=sample", "as_of=outcome", urlencode(CUSTOM), "raw=abc"]
)
def test_it_says_what_the_page_says(server: TestClient, string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    view = wording.first_view(reading, result)
    page = Page(server.get(f"/embed?{string}").text)
    for said in (view.notice, view.kicker, view.headline, view.number, view.detail):
        assert said in page.text
    assert wording.dots_title(result) in page.text
    assert "Source: Recall Odds" in page.text
    if result.ballot and not result.decided:
        assert wording.odds_phrase(result.ballot.on_ballot) in page.text
    assert dot_plot(result).alt in page.all("aria-label")
    assert "img" in page.all("role")


def test_a_spanish_link_gives_a_spanish_frame(server: TestClient) -> None:
    page = Page(server.get("/embed?invalid=8&lang=es").text)
    reading = scenario.read("invalid=8")
    with speaking("es"):
        view = wording.first_view(reading)
        said = (view.notice, view.kicker, view.headline, view.detail, t(OPEN_PAGE))
    assert "es" in page.all("lang")
    assert [text for text in said if text not in page.text] == []
    assert OPEN_PAGE not in page.text
    assert any("lang=es" in link for link in page.all("href"))


def test_what_the_sender_changed_stands_above_all(server: TestClient) -> None:
    body = server.get("/embed?invalid=8").text.partition("<main>")[2]
    assert body.startswith('<p class="notice">With 1 input changed by the sender')


@pytest.mark.parametrize("string", ["", "invalid=8", "petition=custom", "raw=abc"])
def test_it_is_light_and_runs_nothing(server: TestClient, string: str) -> None:
    response = server.get(f"/embed?{string}", headers={"Accept-Encoding": "identity"})
    page = Page(response.text)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert len(response.content) < 10_000
    assert not {"script", "iframe", "object", "img", "link"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert "prefers-color-scheme:dark" in response.text


@pytest.mark.parametrize("string", ["invalid=8", urlencode(CUSTOM | {"name": "A & B"}), "raw=abc"])
def test_the_link_opens_the_same_scenario_in_full(server: TestClient, string: str) -> None:
    response = server.get(f"/embed?{string}")
    (link,) = Page(response.text).all("href")
    assert Page(response.text).all("target") == ["_blank"]
    there = server.get(str(response.url.join(link)))
    assert wording.first_view(scenario.read(string)).notice in unescape(there.text)
    assert "first-answer" in there.text


def test_a_readers_text_stays_text(server: TestClient) -> None:
    plain = Page(server.get(f"/embed?{urlencode(CUSTOM | {'name': 'Smith'})}").text)
    page = Page(server.get(f"/embed?{urlencode(CUSTOM | {'name': HOSTILE})}").text)
    assert page.tags == plain.tags
    assert HOSTILE in page.text


@pytest.mark.parametrize("string", ["%", "x" * 9000, "name=%ed%a0%80&raw=1", '"><script>', "a=%00"])
def test_a_bad_string_still_gets_the_view(server: TestClient, string: str) -> None:
    response = server.get(f"/embed?{string}")
    assert response.status_code == 200
    assert "<script" not in response.text
    assert 'class="notice"' in response.text


def test_the_same_view_is_not_sent_again_and_other_sites_may_frame_it(server: TestClient) -> None:
    first = server.get("/embed")
    again = server.get("/embed", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert FRAMEABLE == ("/embed",)
    assert "frame-ancestors *" in first.headers["content-security-policy"]
    assert "x-frame-options" not in first.headers
