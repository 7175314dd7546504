"""What a message shows for a link: the tags of the page, fetched without JavaScript."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis import scenario, wording
from analysis.charts.card import card_svg
from analysis.charts.png import png
from analysis.forecast import forecast
from analysis.wording.odds import percent_number
from web import shell
from web.place import Place
from web.work import Bench

PAGES = ("/", "/verification", "/november", "/desk", "/track-record", "/method")
CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000"}
HOSTILE = "</title><script>alert(1)</script>\"'&"
STRINGS = [
    "",
    "invalid=8",
    "model=2026-11&invalid=8&raw=700000",
    "as_of=sample",
    "as_of=announced&utm_source=x&fbclid=y",
    "not_registered=9&address=4",
    urlencode(CUSTOM),
    urlencode(CUSTOM | {"name": "Smith & “Sons”"}),
    urlencode(CUSTOM | {"name": HOSTILE, "invalid": "20"}),
]


class Tags(HTMLParser):
    """The title, the metas and the links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "meta":
            self.metas[given.get("name") or given.get("property", "")] = given.get("content", "")
        if tag == "link":
            self.links[given.get("type", "")] = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("string", STRINGS)
def test_title_description_and_image_say_the_odds_of_the_page(
    server: TestClient, path: str, string: str
) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    tags = Tags(server.get(f"{path}?{string}").text)
    odds = wording.percent_phrase(result.sufficient)
    assert tags.title.lower().startswith(odds)
    assert tags.metas["og:title"] == tags.title
    assert wording.odds_phrase(result.sufficient) in tags.metas["og:description"]
    assert tags.metas["description"] == tags.metas["og:description"]
    assert odds in tags.metas["og:image:alt"]
    assert percent_number(result.sufficient) in tags.metas["og:image:alt"]
    picture = server.get(tags.metas["og:image"])
    assert picture.content == png(card_svg(reading))
    if not path.strip("/"):
        answered = server.get(f"/api/v1/odds?{string}").json()["odds"]["sufficient"]
        assert answered == result.sufficient


@pytest.mark.parametrize("string", [text for text in STRINGS if scenario.read(text).changed])
def test_what_the_sender_changed_comes_first(server: TestClient, string: str) -> None:
    reading = scenario.read(string)
    tags = Tags(server.get(f"/?{string}").text)
    changed = wording.changed_sentence(reading)
    for name in ("description", "og:description", "og:image:alt", "twitter:image:alt"):
        assert tags.metas[name].startswith(f"W{changed[1:]}")
    number = len(reading.changed)
    assert f" with {number} input{'s' if number > 1 else ''} changed: " in tags.title


@pytest.mark.parametrize("string", ["as_of=outcome", "as_of=sample&gate=insufficient"])
def test_a_decided_petition_is_told_as_decided(server: TestClient, string: str) -> None:
    tags = Tags(server.get(f"/?{string}").text)
    for said in (tags.title, tags.metas["og:image:alt"]):
        assert "Decided: " in said
        assert "odds" not in said.replace("Recall Odds", "")


@pytest.mark.parametrize("string", ["raw=abc", "invalid=8&nonsense=1", "raw=1&raw=2"])
def test_a_link_with_a_bad_value_shows_no_odds_elsewhere(server: TestClient, string: str) -> None:
    tags = Tags(server.get(f"/?{string}").text)
    for said in (tags.title, tags.metas["og:description"], tags.metas["og:image:alt"]):
        assert "annot be used" in said
        assert "about" not in said


@pytest.mark.parametrize("string", [*STRINGS, "raw=abc&name=é", "raw=%22%3E%3Cscript%3E", '"><b>'])
def test_the_tags_address_leads_to_the_same_page(server: TestClient, string: str) -> None:
    tags = Tags(server.get(f"/november?{string}").text)
    assert urlsplit(tags.metas["og:url"])[:3] == ("http", "localhost", "/november")
    again = Tags(server.get(tags.metas["og:url"]).text)
    assert again.metas == tags.metas
    assert again.title == tags.title


def test_the_tags_say_the_size_of_the_image_and_ask_for_a_large_one(server: TestClient) -> None:
    tags = Tags(server.get("/").text)
    assert tags.metas["og:image:width"] == "1200"
    assert tags.metas["og:image:height"] == "630"
    assert tags.metas["og:image:type"] == "image/png"
    assert tags.metas["twitter:card"] == "summary_large_image"


def test_the_page_says_where_its_frame_is_to_be_asked_for(server: TestClient) -> None:
    tags = Tags(server.get("/?invalid=8").text)
    asked = tags.links["application/json+oembed"]
    assert parse_qs(urlsplit(asked).query)["url"] == [tags.metas["og:url"]]
    assert server.get(asked).json()["title"] == tags.title


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", 'x"><b>'])
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_no_other_host_gets_into_a_tag(server: TestClient, host: str, header: str) -> None:
    html = server.get("/", headers={"Host": "unknown.example", header: host}).text
    assert host not in html
    assert "unknown.example" not in html
    assert not {"og:url", "og:image", "twitter:card"} & Tags(html).metas.keys()


def test_the_setting_wins_over_every_header() -> None:
    place = Place(url="https://example.org/odds")
    client = TestClient(
        Starlette(routes=shell.routes(PAGES, place=place, bench=Bench())), "http://localhost"
    )
    tags = Tags(client.get("/method?invalid=8", headers={"X-Forwarded-Host": "localhost"}).text)
    assert tags.metas["og:url"].startswith("https://example.org/odds/method?")
    assert tags.metas["og:image"].startswith("https://example.org/odds/card.png?")


def test_in_a_frame_the_first_answer_stands_where_the_live_one_will(server: TestClient) -> None:
    """Streamlit leaves its header out where `embed=true`."""
    assert '<div id="first-answer" class="embedded">' in server.get("/?embed=true&invalid=8").text
    assert '<div id="first-answer">' in server.get("/?embed=false").text
