"""Spanish has every message of the code and of the data, and nothing else."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from analysis import language
from analysis.data_messages import data_messages
from analysis.language import LOCALE, capital, kept, nt, pt, speaking, spoken, t

ROOT = Path(__file__).parents[2]
FILES = sorted(
    file for room in ("analysis", "pages", "web") for file in (ROOT / room).rglob("*.py")
)
KEYWORDS = {"t": None, "mark": None, "pt": ((1, "c"), 2), "nt": (1, 2)}
SPEAKERS = {"t": 1, "mark": 1, "pt": 2, "nt": 2}
"""How many of the first arguments are messages."""


class Message(NamedTuple):
    """A message as a catalogue names it."""

    context: str
    texts: tuple[str, ...]


@cache
def of_code() -> dict[Message, str]:
    """Every message of the code, with a place where it stands."""
    found: dict[Message, str] = {}
    for file in FILES:
        for line, texts, _, context in extract_from_file("python", file, keywords=KEYWORDS):
            message = Message(context or "", (texts,) if isinstance(texts, str) else tuple(texts))
            found.setdefault(message, f"{file.relative_to(ROOT)}:{line}")
    return found


@cache
def spanish() -> dict[Message, tuple[str, ...]]:
    with (LOCALE / "es.po").open("rb") as file:
        catalogue = read_po(file, locale="es", abort_invalid=True)
    found: dict[Message, tuple[str, ...]] = {}
    for entry in catalogue:
        if not entry.id:
            continue
        assert not entry.fuzzy, entry.id
        texts = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
        said = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        message = Message(entry.context or "", texts)
        assert message not in found, f"twice: {texts}"
        found[message] = said
    return found


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_of_the_code_is_in_spanish() -> None:
    missing = {
        place: message.texts[0] for message, place in of_code().items() if message not in spanish()
    }
    assert missing == {}


def test_every_text_of_the_data_that_is_shown_as_a_sentence_is_in_spanish() -> None:
    assert [text for text in data_messages() if Message("", (text,)) not in spanish()] == []


def test_spanish_has_nothing_that_nobody_says() -> None:
    said = set(of_code()) | {Message("", (text,)) for text in data_messages()}
    assert [message.texts[0] for message in spanish() if message not in said] == []


def test_a_translation_has_the_values_of_its_message() -> None:
    wrong = []
    for message, said in spanish().items():
        assert len(said) == len(message.texts), message
        wanted = names(message.texts[-1])
        for text in said:
            assert text.strip(), message
            # A plural may say "one" where the English singular has no number, or has it.
            if names(text) != wanted and not (len(said) > 1 and names(text) <= wanted):
                wrong.append((message.texts[0], text))
            # What a sentence begins and ends with, so that parts still fit together.
            if message.texts[0][-1:] in ".:;" and text[-1:] != message.texts[0][-1:]:
                wrong.append((message.texts[0], text))
    assert wrong == []


def test_spanish_writes_numbers_with_values_only() -> None:
    """The digits of a message are those of its translation: 566,857 stays 566,857."""

    def digits(text: str) -> list[str]:
        return sorted(filter(None, "".join(c if c.isdigit() else " " for c in text).split(" ")))

    for message, said in spanish().items():
        for text, own in zip(said, message.texts, strict=True):
            # "Even odds" are "1 en 2" in Spanish, which has no word for them.
            even = ["1", "2"] if re.search(r"(?i)\beven\b", own) and "1 en 2" in text else []
            assert digits(text) == sorted([*digits(own), *even]), (own, text)


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for file in FILES:
        if file.name == "language.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in SPEAKERS:
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node.func.id, node


def test_messages_are_literals_or_marked_constants() -> None:
    """An f-string is put together before it is looked up, so it is never found."""
    wrong = [
        place
        for place, name, call in calls()
        for argument in call.args[: SPEAKERS[name]]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
        or (name != "t" and not isinstance(argument, ast.Constant | ast.IfExp))
    ]
    assert wrong == []


def test_the_language_is_that_of_the_moment_and_comes_back() -> None:
    assert spoken() == "en"
    with speaking("es"):
        assert (spoken(), t("not published")) == ("es", "no publicado")
        with speaking("en"):
            assert t("not published") == "not published"
        assert spoken() == "es"
    with speaking("tlh"):
        assert spoken() == "en"
    assert spoken() == "en"


def test_plural_and_context(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {("{n} sheet", "{n} sheets"): ("{n} hoja", "{n} hojas"), "verb\x04Open": "Abrir"}
    monkeypatch.setattr(language, "_catalogue", lambda _language: found)
    with speaking("es"):
        assert nt("{n} sheet", "{n} sheets", 1, n=1) == "1 hoja"
        assert nt("{n} sheet", "{n} sheets", 0, n=0) == "0 hojas"
        assert pt("verb", "Open") == "Abrir"
        assert pt("state", "Open") == "Open"


def test_what_is_kept_is_kept_for_each_language() -> None:
    asked = []

    @kept(maxsize=4)
    def say(text: str) -> str:
        asked.append(text)
        return t(text)

    said = say("not published"), say("not published")
    with speaking("es"):
        assert say("not published") == "no publicado"
    assert said == ("not published", "not published")
    assert asked == ["not published"] * 2
    assert capital("") == ""
