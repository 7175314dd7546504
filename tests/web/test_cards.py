"""Cards over HTTP."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from PIL import Image
from starlette.testclient import TestClient

from analysis import scenario
from analysis.charts.card import card_svg

BAD = [
    "raw=abc",
    "raw=1&raw=2",
    "petition=custom",
    "petition=nobody",
    "name=%ed%a0%80&petition=custom&raw=60000&required=45000",
    "name=%00&petition=custom&raw=60000&required=45000",
    "name=%E2%80%AE&petition=custom&raw=60000&required=45000",
    "raw=" + "9" * 4000,
    "x" * 9000,
    "%",
    "&&&===",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("string", ["", "invalid=8", "as_of=outcome", *BAD])
def test_every_string_gets_both_pictures(server: TestClient, string: str) -> None:
    """Status 200 for bad ones too: a message shows no picture that comes with another status."""
    svg, png = server.get(f"/card.svg?{string}"), server.get(f"/card.png?{string}")
    assert svg.status_code == png.status_code == 200
    assert svg.headers["content-type"] == "image/svg+xml"
    assert png.headers["content-type"] == "image/png"
    with Image.open(BytesIO(png.content)) as picture:
        assert picture.size == (1200, 630)
    assert len(png.content) < 100_000


def test_the_picture_is_the_card_of_its_scenario(server: TestClient) -> None:
    string = urlencode({"petition": "custom", "raw": 60000, "required": 45000, "name": "A & <b>"})
    assert server.get(f"/card.svg?{string}").text == card_svg(scenario.read(string))


def test_a_picture_that_is_known_is_not_sent_again(server: TestClient) -> None:
    first = server.get("/card.png?invalid=8")
    again = server.get("/card.png?invalid=8", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert server.get("/card.png?invalid=9").headers["etag"] != first.headers["etag"]
    assert first.headers["cache-control"].startswith("public")


def test_other_sites_may_show_it_and_head_answers_like_get(server: TestClient) -> None:
    for path in ("/card.svg", "/card.png"):
        assert server.get(path).headers["access-control-allow-origin"] == "*"
        assert server.head(path).headers["content-type"] == server.get(path).headers["content-type"]
        assert server.post(path).status_code == 405
