"""The light page: the same answer as the Odds page, complete without JavaScript."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from analysis import scenario, wording
from analysis.charts import dot_plot
from analysis.forecast import forecast
from analysis.language import language_of, speaking
from analysis.scenario import REASONS
from web import light

LARGEST_BYTES = 30_000
STRINGS = (
    "",
    "invalid=8",
    "as_of=announced",
    "as_of=sample",
    "as_of=outcome",
    "invalid=many",
    "not_registered=10&address=5&mismatch=4",
    "petition=custom",
    "petition=custom&raw=60000&required=45000&name=A%20%26%20B%20%3Cb%3E&filed=2026-06-01",
    "petition=newsom-2021",
    "model=2026-11&raw=700000",
    "invalid=8&lang=es",
)


class Forms(HTMLParser):
    """The fields of the forms, as a browser would send them, and the links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.forms.append([])
        elif tag == "input":
            self.forms[-1].append((found["name"] or "", found.get("value") or ""))
        elif tag == "select":
            self._select = found["name"] or ""
        elif tag == "option" and "selected" in found:
            self.forms[-1].append((self._select, found["value"] or ""))
        elif tag == "a":
            self.links.append(found["href"] or "")
        elif tag in ("script", "link", "img", "iframe"):
            self.fetched.append(tag)


@pytest.mark.parametrize("string", STRINGS)
def test_it_says_what_the_odds_page_says(server: TestClient, string: str) -> None:
    html = unescape(server.get(f"/light?{string}").text)
    with speaking(language_of(string)):
        reading = scenario.read(string)
        view = wording.first_view(reading)
        for text in (view.title, view.kicker, view.headline, view.number, view.detail, view.notice):
            assert text in html
        if reading.scenario:
            result = forecast(reading.scenario)
            chart = dot_plot(result)
            assert chart.alt in html
            assert chart.title in html
            assert wording.quote(reading, result) in html


@pytest.mark.parametrize("string", STRINGS)
def test_it_is_light_and_complete(server: TestClient, string: str) -> None:
    answer = server.get(f"/light?{string}", headers={"Accept-Encoding": "identity"})
    assert len(brotli.compress(answer.content, quality=5)) < LARGEST_BYTES
    assert Forms(answer.text).fetched == []
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, max-age=300"
    tag = answer.headers["etag"]
    again = server.get(
        f"/light?{string}", headers={"If-None-Match": tag, "Accept-Encoding": "identity"}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("string", [one for one in STRINGS if "many" not in one])
def test_the_form_sent_as_it_is_is_the_same_scenario(string: str) -> None:
    """Every input of the address goes along, shown or hidden."""
    before = scenario.read(string)
    sent = urlencode(Forms(light.page(string).decode()).forms[0])
    after = scenario.read(light._filled(sent))
    assert after.scenario == before.scenario
    assert after.changed == before.changed
    assert [problem.field for problem in after.problems] == [
        problem.field for problem in before.problems
    ]


def test_an_emptied_field_takes_its_usual_value() -> None:
    html = light.page("raw=&invalid=20&repeats=").decode()
    assert "invalid rate 20% instead of" in html
    assert "cannot be used" not in html


def test_a_changed_field_is_said_first() -> None:
    fields = dict(Forms(light.page("as_of=sample").decode()).forms[0])
    html = light.page(urlencode(fields | {"invalid": "30"})).decode()
    assert "With 1 input changed by the sender: invalid rate 30% instead of" in html
    assert scenario.read(urlencode(fields)).defaults.step == "sample"


def test_by_reason_and_back() -> None:
    page = Forms(light.page("invalid=20").decode())
    other = next(link for link in page.links if "not_registered" in link)
    reasons = Forms(light.page(urlsplit(other).query).decode())
    assert set(REASONS) <= {name for name, _ in reasons.forms[0]}
    assert "invalid" not in {name for name, _ in reasons.forms[0]}


def test_another_petition_opens_as_it_is() -> None:
    """Nothing of the one before: its numbers would be somebody else's."""
    form = Forms(light.page("invalid=8&raw=700000").decode()).forms[1]
    assert form == [("petition", "gascon-2022")]


def test_the_link_to_the_live_page_holds_the_same_scenario() -> None:
    string = "invalid=8&as_of=sample&lang=es"
    page = Forms(light.page(string).decode())
    live = next(link for link in page.links if link.startswith("./?"))
    assert scenario.read(live).scenario == scenario.read(string).scenario


def test_the_language_goes_along_everywhere(server: TestClient) -> None:
    page = Forms(server.get("/light?invalid=8&lang=es").text)
    assert all(("lang", "es") in form for form in page.forms)
    own = [link for link in page.links if link.startswith(("./light", "./?"))]
    # All but the one to the other language.
    assert len([link for link in own if ("lang", "es") in parse_qsl(urlsplit(link).query)]) == (
        len(own) - 1
    )


@given(name=st.text(max_size=80))
def test_a_name_is_text(name: str) -> None:
    query = urlencode(
        {"petition": "custom", "raw": "60000", "required": "45000", "name": f"zq<{name}"},
        errors="surrogatepass",
    )
    html = light.page(query).decode()
    assert "zq<" not in html
    assert re.search(r"<h1", html)
