"""oEmbed 1.0 (https://oembed.com): what a site that is given a link asks for."""

import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis import scenario, wording
from web import oembed
from web.place import Place
from web.work import Bench

CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000"}
HOSTILE = "</title><script>alert(1)</script>\"'&"


def asked(client: TestClient, url: str, **more: str) -> Any:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


@pytest.mark.parametrize("path", ["/", "", "/method", "/embed"])
@pytest.mark.parametrize("string", ["", "invalid=8", urlencode(CUSTOM | {"name": HOSTILE})])
def test_a_link_of_ours_gets_its_frame(server: TestClient, path: str, string: str) -> None:
    body = asked(server, f"http://localhost{path}?{string}", format="json").json()
    title = wording.first_view(scenario.read(string)).title
    assert (body["type"], body["version"], body["title"]) == ("rich", "1.0", title)
    frame = ET.fromstring(body["html"])
    assert (frame.tag, frame.attrib["title"]) == ("iframe", title)
    assert frame.attrib["width"] == str(body["width"])
    assert frame.attrib["height"] == str(body["height"])
    assert wording.first_view(scenario.read(string)).number in server.get(frame.attrib["src"]).text
    assert server.get(body["thumbnail_url"]).headers["content-type"] == "image/png"
    assert (body["thumbnail_width"], body["thumbnail_height"]) == (1200, 630)


def test_the_frame_holds_the_scenario_of_the_link(server: TestClient) -> None:
    body = asked(server, "http://localhost/?invalid=8&utm_source=x").json()
    framed = server.get(ET.fromstring(body["html"]).attrib["src"]).text
    assert "With 1 input changed by the sender: invalid rate 8%" in framed


def test_a_site_with_little_room_gets_a_frame_that_fits(server: TestClient) -> None:
    body = asked(server, "http://localhost/", maxwidth="400", maxheight="300").json()
    assert (body["width"], body["height"]) == (400, 300)
    assert "thumbnail_url" not in body
    wide = asked(server, "http://localhost/", maxwidth="2000", maxheight="2000").json()
    assert wide["width"] == 600
    assert "thumbnail_url" in wide


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/",
        "http://localhost@evil.example/",
        "http://localhost.evil.example/?invalid=8",
        "//localhost/",
        "javascript:alert(1)",
        "http://[::1",
        "http://localhost/api/v1/odds",
        "http://localhost/nosuchpage",
        "",
    ],
)
def test_what_is_no_page_of_ours_is_not_found(server: TestClient, url: str) -> None:
    response = asked(server, url)
    assert response.status_code == 404
    assert "evil" not in response.text


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"format": "xml"}, 501),
        ({"format": "yaml"}, 501),
        ({"maxwidth": "wide"}, 400),
        ({"maxheight": "-1"}, 400),
        ({"maxwidth": "0"}, 400),
        ({"maxwidth": "9" * 50}, 400),
        ({"maxwidth": "٣"}, 400),
    ],
)
def test_a_bad_question_is_named(server: TestClient, more: dict[str, str], status: int) -> None:
    response = asked(server, "http://localhost/", **more)
    assert response.status_code == status
    assert response.json()["error"]


def test_a_question_without_a_link_is_named(server: TestClient) -> None:
    response = server.get("/oembed")
    assert response.status_code == 400
    assert "url" in response.json()["error"]


def test_an_unknown_host_gets_no_frame_of_itself(server: TestClient) -> None:
    query = urlencode({"url": "http://unknown.example/"})
    response = server.get(f"/oembed?{query}", headers={"Host": "unknown.example"})
    assert response.status_code == 404


def test_the_setting_makes_the_addresses() -> None:
    place = Place(url="https://example.org/odds")
    client = TestClient(
        Starlette(routes=oembed.routes(("/", "/method"), place=place, bench=Bench()))
    )
    body = asked(client, "https://example.org/odds/method?invalid=8").json()
    assert body["provider_url"] == "https://example.org/odds/"
    assert body["thumbnail_url"].startswith("https://example.org/odds/card.png?")
    assert asked(client, "https://example.org/method?invalid=8").status_code == 200
    assert asked(client, "https://other.example/odds/").status_code == 404


@pytest.mark.parametrize("string", ["raw=abc&x=é", "%ff", '"><script>', "a" * 9000, "name=%00"])
def test_a_bad_string_gets_a_frame_that_says_so(server: TestClient, string: str) -> None:
    response = asked(server, f"http://localhost/?{string}")
    assert response.status_code == 200
    body = response.json()
    assert "cannot be used" in body["title"]
    assert ET.fromstring(body["html"]).tag == "iframe"
