"""The plan over plain HTTP: as JSON, and as a page to print."""

from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis import plan, scenario
from analysis.language import speaking, t
from analysis.planning import plan_of
from analysis.wording import desk
from analysis.wording import planning as words
from web import api
from web.place import Place
from web.work import Bench

STRINGS = [
    "",
    "as_of=outcome",
    "collected=400000&collected_on=2022-05-01&started=2022-01-27&deadline=2022-07-06&cost=6.5",
    "petition=custom&raw=900&required=700&strike_invalid=20",
    "counted=300000&counted_valid=220000&counted_repeats=8000",
]


@pytest.mark.parametrize("string", STRINGS)
def test_the_plan_is_the_command_s(server: TestClient, string: str) -> None:
    asked = scenario.read(string).scenario
    assert asked is not None
    assert server.get(f"/api/v1/plan?{string}").json() == plan.body(plan.tell(asked))


@pytest.mark.parametrize("string", STRINGS)
def test_the_summary_says_what_the_plan_says_and_where_it_comes_from(
    server: TestClient, string: str
) -> None:
    asked = scenario.read(string)
    assert asked.scenario is not None
    response = server.get(f"/api/v1/summary.html?{string}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    html = unescape(response.text)
    assert words.headline(plan_of(asked.scenario)) in html
    assert f">http://localhost/desk{scenario.full_link(asked)}<" in html
    assert "<script" not in html


def test_a_spanish_summary_leads_to_a_spanish_page(server: TestClient) -> None:
    html = unescape(server.get("/api/v1/summary.html?invalid=8&lang=es").text)
    with speaking("es"):
        said = (t(desk.AGAIN), t(desk.STANDS), t(desk.DESK_PAGE))
    assert '<html lang="es">' in html
    assert [text for text in said if text not in html] == []
    assert (
        f">http://localhost/desk{scenario.full_link(scenario.read('invalid=8'))}&lang=es<" in html
    )


def test_a_host_that_no_setting_allows_gets_no_address_made_from_it(server: TestClient) -> None:
    response = server.get("/api/v1/summary.html", headers={"Host": "unknown.example"})
    link = scenario.full_link(scenario.read(""))
    assert f'href="/desk{link}"' in unescape(response.text)
    assert "unknown.example" not in response.text


def test_the_setting_makes_the_address_of_the_summary() -> None:
    place = Place(url="https://example.org/odds")
    client = TestClient(Starlette(routes=api.routes(place=place, bench=Bench())))
    html = unescape(client.get("/api/v1/summary.html").text)
    assert f"https://example.org/odds/desk{scenario.full_link(scenario.read(''))}" in html


def test_no_cache_hands_the_host_of_one_reader_to_another(server: TestClient) -> None:
    first = server.get("/api/v1/summary.html")
    assert first.headers["cache-control"] == "no-cache"
    known = {"If-None-Match": first.headers["etag"]}
    assert server.get("/api/v1/summary.html", headers=known).status_code == 304
    other = server.get("/api/v1/summary.html", headers=known | {"Host": "unknown.example"})
    assert other.status_code == 200


def test_a_sender_s_words_are_escaped(server: TestClient) -> None:
    name = "<script>alert(1)</script>"
    query = urlencode({"petition": "custom", "raw": 900, "required": 700, "name": name})
    response = server.get(f"/api/v1/summary.html?{query}")
    assert name not in response.text
    assert "&lt;script&gt;" in response.text


def test_bad_input_is_named(server: TestClient) -> None:
    for path in ("plan", "summary.html"):
        response = server.get(f"/api/v1/{path}?raw=many")
        assert response.status_code == 422
        assert response.json()["problems"][0]["field"] == "raw"
