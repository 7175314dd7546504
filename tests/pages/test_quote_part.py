"""The quote desk, the embed code and the two versions on the Odds page, and what Method lists."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from analysis import scenario, wording
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.two_versions import two_versions
from analysis.wording import corrections as correction_words
from analysis.wording import quote_buttons as words
from analysis.wording import versions as version_words
from analysis.wording.quote_desk import LENGTHS, Length, quotable
from tests.pages.opened import opened

STRING = "model=2026-11&invalid=20"


def said(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


def text_of(string: str, length: Length, language: str = "en") -> str:
    reading = scenario.read(string)
    assert reading.scenario is not None
    with speaking(language):
        return wording.as_markdown(
            quotable(reading, forecast(reading.scenario), length=length).text
        )


class Frame(HTMLParser):
    """The attributes of the one element of an embed code."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.given: dict[str, str | None] = {}
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.given = dict(attrs)


def frame_of(page: AppTest) -> Frame:
    [code] = [element.value for element in page.code if element.value.startswith("<iframe")]
    return Frame(code)


def test_it_opens_with_the_sentence_in_the_page_s_language() -> None:
    assert text_of(STRING, "sentence") in said(opened(STRING))
    page = opened(f"{STRING}&lang=es")
    assert text_of(STRING, "sentence", "es") in said(page)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_is_chosen(length: Length) -> None:
    page = opened(STRING)
    page.segmented_control(key="quote_length").select(length).run()
    assert not page.exception
    assert text_of(STRING, length) in said(page)


def test_a_language_is_chosen_for_the_quote_alone() -> None:
    page = opened(STRING)
    page.segmented_control(key="quote_language_en").select("es").run()
    assert text_of(STRING, "sentence", "es") in said(page)
    assert words.HEADING in said(page)
    assert "lang" not in page.query_params


def test_the_frame_is_made_only_once_it_is_asked_for() -> None:
    page = opened(STRING)
    assert not page.code
    page.session_state["open_embed"] = True
    page.run()
    given = frame_of(page).given
    source = urlsplit(str(given["src"]))
    assert source.path.endswith("/embed")
    query = dict(parse_qsl(source.query, keep_blank_values=True))
    assert query == dict(
        parse_qsl(scenario.full_link(scenario.read(STRING))[1:], keep_blank_values=True)
    )
    assert given["title"] == wording.first_view(scenario.read(STRING)).title


def test_the_frame_speaks_the_language_of_the_quote() -> None:
    page = opened(STRING)
    page.session_state["open_embed"] = True
    page.segmented_control(key="quote_language_en").select("es").run()
    assert str(frame_of(page).given["src"]).endswith("&lang=es")


def test_a_link_of_todays_model_has_one_number() -> None:
    assert "This link was made under" not in said(opened("invalid=20"))


def test_a_link_of_an_earlier_model_has_both_and_why() -> None:
    page = opened(STRING)
    both = two_versions(scenario.read(STRING))
    assert both is not None
    assert wording.as_markdown(version_words.versions_sentence(both)) in said(page)
    reasons = wording.bullets(version_words.why_sentences(both))
    assert reasons not in said(page)
    page.session_state["open_versions"] = True
    page.run()
    assert not page.exception
    assert reasons in said(page)


def test_method_lists_versions_corrections_and_how_to_cite() -> None:
    page = opened("model=2026-11")
    page.switch_page("method.py").run()
    assert not page.exception
    for line in (*version_words.history_lines(), *correction_words.correction_lines()):
        assert wording.as_markdown(line) in said(page)
    [cited] = [element.value for element in page.code]
    assert cited.startswith(correction_words.AUTHOR)
    assert scenario.full_link(scenario.read("model=2026-11")) in cited


def test_method_opens_without_a_scenario() -> None:
    page = opened("petition=custom")
    page.switch_page("method.py").run()
    assert not page.exception
    assert [element.value for element in page.code]
