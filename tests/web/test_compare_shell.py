"""The address of a comparison holds its answer before any script has run."""

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from analysis.compare import comparison, parted
from analysis.scenario import read
from analysis.wording import compare, first_view
from tests.web.test_shell import HOSTILE, Page

TWO = urlencode({"s1": "invalid=20", "s2": "as_of=sample"})


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
