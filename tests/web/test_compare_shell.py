"""The address of a comparison holds its answer before any script has run."""

from urllib.parse import urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from analysis.compare import comparison, parted
from analysis.scenario import read
from analysis.wording import compare, first_view
from tests.web.test_shell import HOSTILE, Page
from tests.web.test_unfurl import Tags

TWO = urlencode({"s1": "invalid=20", "s2": "as_of=sample"})
STRINGS = ("", "invalid=8", TWO, f"raw=abc&{TWO}&bridge=2-1", "s1=raw%3Dabc")


@pytest.mark.parametrize("string", ["", "invalid=8", TWO, f"petition=custom&{TWO}"])
def test_a_comparison_is_answered_with_the_odds_of_its_scenarios(
    server: TestClient, string: str
) -> None:
    own, pairs = parted(string)
    view = compare.first_view(comparison(pairs, read(own)))
    page = Page(server.get(f"/compare?{string}").text)
    assert page.text["title"] == view.title
    assert page.metas["og:description"] == view.description
    assert page.text["headline"] == view.headline
    assert page.text.get("notice", "") == view.notice


def test_another_page_answers_its_own_scenario_without_a_problem(server: TestClient) -> None:
    page = Page(server.get(f"/november?invalid=12&{TWO}").text)
    view = first_view(read("invalid=12"))
    assert page.text["headline"] == view.headline
    assert page.text["notice"] == view.notice


def test_a_senders_text_stays_text(server: TestClient) -> None:
    named = f"petition=custom&raw=900&required=700&name={HOSTILE.replace('&', '%26')}"
    page = Page(server.get(f"/compare?{urlencode({'s1': named})}").text)
    plain = Page(
        server.get(f"/compare?{urlencode({'s1': 'petition=custom&raw=9&required=7'})}").text
    )
    assert page.tags == plain.tags
    assert "alert(1)" in page.text["detail"]


@pytest.mark.parametrize(
    "string", ["", "invalid=8", TWO, f"raw=abc&{TWO}&bridge=2-1", "s1=raw%3Da"]
)
def test_its_preview_shows_no_picture_of_one_scenario(server: TestClient, string: str) -> None:
    tags = Tags(server.get(f"/compare?{string}").text)
    assert tags.metas["og:title"] == tags.title
    assert tags.metas["twitter:card"] == "summary"
    assert "og:image" not in tags.metas
    assert "application/json+oembed" not in tags.links


@pytest.mark.parametrize(
    "string", ["", "invalid=8", TWO, f"raw=abc&{TWO}&bridge=2-1", "s1=raw%3Da"]
)
def test_the_tags_address_leads_to_the_same_comparison(server: TestClient, string: str) -> None:
    tags = Tags(server.get(f"/compare?{string}").text)
    assert urlsplit(tags.metas["og:url"])[:3] == ("http", "localhost", "/compare")
    again = Tags(server.get(tags.metas["og:url"]).text)
    assert (again.title, again.metas) == (tags.title, tags.metas)


def test_elsewhere_the_preview_is_that_of_the_page_s_own_scenario(server: TestClient) -> None:
    tags = Tags(server.get(f"/november?invalid=12&{TWO}").text)
    alone = Tags(server.get("/november?invalid=12").text)
    assert (tags.title, tags.metas) == (alone.title, alone.metas)


def test_a_frame_shows_one_scenario_and_so_no_comparison(server: TestClient) -> None:
    def asked(page: str) -> int:
        query = urlencode({"url": f"http://localhost{page}?invalid=12&{TWO}"})
        response = server.get(f"/oembed?{query}")
        if response.status_code == 200:
            assert response.json()["title"] == first_view(read("invalid=12")).title
        return response.status_code

    assert [asked("/compare"), asked("/november"), asked("/")] == [404, 200, 200]
