"""The page to print: what it says, and that nothing of it is a stranger's."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from analysis import scenario, wording
from analysis.chart_files import charts
from analysis.forecast import forecast
from analysis.language import speaking, t
from analysis.wording import interface
from analysis.wording.quote_desk import quotable
from web import print_view
from web.place import Place
from web.spoken import Spoken
from web.work import Bench

STRINGS = (
    "",
    "as_of=sample",
    "as_of=outcome",
    "model=2026-11&invalid=8",
    "petition=custom&raw=900&required=700",
)


@pytest.fixture(scope="module")
def printer() -> Iterator[TestClient]:
    app = Starlette(
        routes=print_view.routes(place=Place(), bench=Bench()), middleware=[Middleware(Spoken)]
    )
    with TestClient(app, base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("string", STRINGS)
def test_it_says_what_the_page_says(printer: TestClient, string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    view = wording.first_view(reading, result)
    told = quotable(reading, result, length="paragraph")
    html = unescape(printer.get(f"/print?{string}").text)
    link = f"http://localhost/{scenario.full_link(reading)}"
    said = (
        view.headline, view.notice, view.kicker, view.number, view.ballot, view.detail, told.text,
        told.caveat, link, wording.footer(reading),
    )  # fmt: skip
    assert [text for text in said if text not in html] == []


@pytest.mark.parametrize("string", STRINGS)
def test_it_shows_the_charts_that_the_scenario_has(printer: TestClient, string: str) -> None:
    html = unescape(printer.get(f"/print?{string}").text)
    found = [charts()[name](scenario.read(string), ()) for name in print_view.PICTURES]
    there = [chart for chart in found if chart is not None]
    assert html.count("data:image/svg+xml;base64,") == len(there) >= 2
    assert all(f'alt="{chart.alt}"' in html for chart in there)


def test_it_needs_no_script_and_fetches_nothing(printer: TestClient) -> None:
    html = printer.get("/print").text
    assert "<script" not in html
    assert "<link" not in html
    assert 'src="http' not in html
    assert "url(" not in html


def test_it_speaks_the_language_of_its_address(printer: TestClient) -> None:
    html = unescape(printer.get("/print?invalid=8&lang=es").text)
    reading = scenario.read("invalid=8")
    assert '<html lang="es">' in html
    with speaking("es"):
        assert t(interface.WHERE_FROM) in html
        assert wording.first_view(reading).headline in html
    assert f"http://localhost/{scenario.full_link(reading)}&lang=es<" in html


def test_a_bad_link_says_so_and_names_what_is_used(printer: TestClient) -> None:
    response = printer.get("/print?raw=many")
    assert response.status_code == 200
    assert wording.notices(scenario.read("raw=many"))[0] in unescape(response.text)


def test_a_petition_without_its_counts_gets_no_odds(printer: TestClient) -> None:
    html = printer.get("/print?petition=custom").text
    assert "<figure" not in html
    assert t(interface.CUSTOM_MISSING) in unescape(html)


def test_a_sender_s_words_are_escaped(printer: TestClient) -> None:
    name = "</title><script>alert(1)</script>\"'&"
    query = urlencode({"petition": "custom", "raw": 900, "required": 700, "name": name})
    html = printer.get(f"/print?{query}").text
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_host_that_no_setting_allows_gets_no_address_made_from_it(printer: TestClient) -> None:
    response = printer.get("/print", headers={"Host": "unknown.example"})
    assert "unknown.example" not in response.text
    assert response.headers["cache-control"] == "no-cache"
