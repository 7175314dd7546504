"""Every page in a made-up language: a word outside brackets has gone through no catalogue."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis import language
from analysis.past_petitions import past_petitions
from analysis.wording import interface
from tests.pages.opened import opened

MADE_UP = "xx"
PLAN = "collected=600000&collected_on=2022-06-01&started=2022-03-01&deadline=2022-07-06&cost=5"
STRINGS = (
    "",
    "as_of=announced",
    "as_of=sample",
    "as_of=outcome",
    "model=2026-11",
    "invalid=8&raw=many",
    "petition=custom",
    "petition=custom&raw=60000&required=45000&name=Qq",
    "not_registered=10&address=5",
    "counted=100000&counted_valid=72000&counted_repeats=800&as_of=filed",
    PLAN,
)
PAGES = (
    "odds.py", "verification.py", "november.py", "desk.py", "compare.py", "track_record.py",
    "method.py",
)  # fmt: skip
SHOWN = (
    "label", "help", "body", "placeholder", "options", "alt", "caption", "text", "title",
    "page_title", "value", "tooltip",
)  # fmt: skip
# Names, units, what stands for itself in every language, and Streamlit's own fields.
SAME = re.compile(
    r"(?i)\b(recall odds|csv|json|png|svg|zip|utc|logit|brier|crps|log|curl|python|https?:\S+"
    r"|show this page in|mostrar esta página en|english|español|date,checked,valid,repeats)\b"
)
HOST = re.compile(r"\b[\w-]+(\.[\w-]+)+\b")
WORD = re.compile(r"[A-Za-zÁ-ú]{3,}")


class _Text(HTMLParser):
    """The text of a piece of HTML, styles and scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")
        self.parts += [text for name, text in attrs if name == "aria-label" and text]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


class Pseudo(dict):
    """A catalogue that has everything, in brackets."""

    def get(self, key: Any, default: Any = None) -> Any:
        if isinstance(default, tuple):
            return tuple(f"⟦{text}⟧" for text in default)
        return f"⟦{default}⟧"


def outside(text: str) -> str:
    """What stands outside all brackets."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter not in "⟦⟧":
            kept.append(letter)
        elif letter in "⟦⟧":
            kept.append(" ")
    return "".join(kept)


def texts(page: AppTest) -> Iterator[tuple[str, str]]:
    """Everything that a page shows, as it travels: (kind of element, text)."""
    for element in page._tree.main if hasattr(page, "_tree") else page.main:
        yield from of_element(element)


def of_element(element: Any) -> Iterator[tuple[str, str]]:
    proto = getattr(element, "proto", None)
    if proto is not None:
        yield from of_proto(str(getattr(element, "type", "")), proto)
    for child in getattr(element, "children", {}).values():
        yield from of_element(child)


def of_proto(kind: str, proto: Any) -> Iterator[tuple[str, str]]:
    if not hasattr(proto, "DESCRIPTOR"):
        return
    for field, value in proto.ListFields():
        if field.name == "spec":
            yield from ((kind, text) for text in of_spec(json.loads(value)))
        elif field.name in SHOWN and isinstance(value, str):
            yield kind, value
        elif field.name in SHOWN and field.type == field.TYPE_STRING:
            yield from ((kind, text) for text in value)


def of_spec(spec: Any, key: str = "") -> Iterator[str]:
    """The words of a chart: annotations, names, hover texts, titles and ticks."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            yield from of_spec(value, name)
    elif isinstance(spec, list):
        for value in spec:
            yield from of_spec(value, key)
    elif isinstance(spec, str) and key in ("text", "hovertemplate", "hovertext", "ticktext"):
        yield spec


@cache
def data() -> tuple[str, ...]:
    """What stands in data/ as it was found: titles, places, notes. The longest first."""
    found = {
        str(value)
        for row in past_petitions()
        for value in (row.title, row.place, row.note)
        if value
    }
    # A link to another language is in that language.
    found |= {*interface.LANGUAGE_SWITCH.values()}
    return tuple(sorted(found, key=len, reverse=True))


def plain(text: str) -> str:
    """Without HTML, links' addresses, Plotly's placeholders, formulas and data."""
    parser = _Text()
    parser.feed(text)
    text = " ".join(parser.parts)
    for found in data():
        text = text.replace(found, " ")
    text = HOST.sub(" ", text)
    for pattern in (r"\$[^$]*\$", r"%\{[^}]*\}", r"\]\([^)]*\)", r":\w+\[", r"`[^`]*`"):
        text = re.sub(pattern, " ", text)
    return text


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    read = language._catalogue
    monkeypatch.setattr(
        language, "_catalogue", lambda code: Pseudo() if code == MADE_UP else read(code)
    )
    monkeypatch.setattr(language, "LANGUAGES", {**language.LANGUAGES, MADE_UP: "Made up"})


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", PAGES)
def test_every_word_has_gone_through_the_catalogue(name: str, string: str) -> None:
    # The harness asks for the names of options outside the page's run.
    with language.speaking(MADE_UP):
        page = opened(f"{string}&lang={MADE_UP}")
        if name != "odds.py":
            page.switch_page(name).run()
    assert not page.exception
    left = set()
    for kind, text in texts(page):
        lost = SAME.sub(" ", outside(plain(text)))
        if WORD.search(lost):
            left.add((kind, " ".join(lost.split())[:200]))
    assert left == set()
