"""The panel of what can be taken away, and the links under a chart's numbers."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis.language import speaking, t
from analysis.scenario import full_link, read
from analysis.table import Table
from analysis.wording import interface
from analysis.wording.reproduce import reproduction
from pages import parts, take_away_part


def run(script: Callable[..., Any], *args: str) -> AppTest:
    page = AppTest.from_function(script, args=args, default_timeout=30).run()
    assert not page.exception
    return page


def panel(string: str, language: str) -> None:
    import streamlit as st

    from analysis.language import use
    from analysis.scenario import read
    from pages import take_away_part

    use(language)
    st.session_state.pages = []
    st.session_state.open_take_away = True
    take_away_part.section(read(string))


def hrefs(page: AppTest) -> list[str]:
    found = " ".join(element.proto.body for element in page.get("html"))
    return re.findall(r'href="([^"]*)"', found.replace("&amp;", "&"))


@pytest.mark.parametrize("string", ["", "model=2026-11&invalid=8", "as_of=outcome"])
def test_the_panel_has_every_file_and_the_commands(string: str) -> None:
    page = run(panel, string, "en")
    found = [link.split("?")[0] for link in hrefs(page)]
    assert found == [
        "/api/v1/results.csv", "/api/v1/results.json", "/api/v1/all.zip",
        "/api/v1/dictionary.csv", "/print",
    ]  # fmt: skip
    assert f"/print{full_link(read(string))}" in hrefs(page)
    told = reproduction(read(string), base="")
    shown = [code.value for code in page.code]
    assert shown[2:] == [told.python, told.command]


def test_in_spanish_every_link_leads_to_spanish() -> None:
    page = run(panel, "invalid=8", "es")
    assert all(link.endswith("lang=es") for link in hrefs(page))
    with speaking("es"):
        assert page.code[0].value.endswith("&lang=es")


def test_without_a_scenario_there_is_no_panel() -> None:
    page = run(panel, "petition=custom", "en")
    assert not page.code
    assert not page.expander


@pytest.mark.parametrize(("url", "root"), [
    ("https://odds.example.org/", "https://odds.example.org"),
    ("https://odds.example.org/desk?invalid=8", "https://odds.example.org"),
    ("https://example.org/odds/track-record", "https://example.org/odds"),
    ("https://example.org/odds/", "https://example.org/odds"),
    (None, ""),
])  # fmt: skip
def test_the_address_of_the_server_is_that_above_the_page(
    url: str | None, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [SimpleNamespace(url_path=path) for path in ("", "desk", "track-record")]
    found = SimpleNamespace(
        context=SimpleNamespace(url=url), session_state=SimpleNamespace(pages=pages)
    )
    monkeypatch.setattr(take_away_part, "st", found)
    assert take_away_part.root() == root


def test_a_chart_s_numbers_lead_to_its_files() -> None:
    query = "?v=1&invalid=8"
    assert parts.file_links("dots", query=query) == (
        "[PNG](/api/v1/charts/dots.png?v=1&invalid=8) · "
        "[SVG](/api/v1/charts/dots.svg?v=1&invalid=8) · "
        "[CSV](/api/v1/tables/dots.csv?v=1&invalid=8)"
    )
    # Its numbers are no table of their own.
    assert re.findall(r"\[(\w+)\]", parts.file_links("bridge", query="")) == ["PNG", "SVG"]
    # What was pasted into a session is in no address.
    assert parts.file_links("tally", query="") == ""


def test_the_addresses_carry_the_language_of_the_page() -> None:
    reading = read("model=2026-11&invalid=8")
    assert parts.csv_address(reading, "dots") == (
        "/api/v1/tables/dots.csv?v=1&model=2026-11&invalid=8"
    )
    with speaking("es"):
        assert parts.csv_address(reading, "dots").endswith("&invalid=8&lang=es")
        assert parts.csv_address(read(""), "dots") == "/api/v1/tables/dots.csv?lang=es"


def test_a_table_is_called_by_its_title_or_its_columns() -> None:
    table = Table(("a", "b"), ((1, "x"),))
    assert 'aria-label="a, b"' in parts.html_table(table)
    assert 'aria-label="&quot;T&quot;"' in parts.html_table(table, label='"T"')


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_table_s_link_to_a_scenario_speaks_the_language(language: str) -> None:
    with speaking(language):
        html = parts.html_table(Table(("a",), (("/?petition=x",),)))
        assert f">{t(interface.OPEN_SCENARIO)}</a>" in html
