"""The languages that the product speaks. English is written in the code; the rest is looked up.

As with gettext: a message is its English text, and ``locale/es.po`` holds what it is in Spanish.
``t`` gives a message in the language of the moment, which each reader's request and each run of a
page sets for itself. What is a constant is only ``mark``-ed where it stands and translated where it
is used. Numbers, percentages and counts look alike in English and in the Spanish of the United
States; dates and lists have messages of their own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar, cast

from babel.messages.pofile import read_po

ENGLISH, SPANISH = "en", "es"
LANGUAGES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", SPANISH: "Español"})
"""What each language calls itself, by its code in a link (``lang=es``)."""
LOCALE = Path(__file__).with_name("locale")

# Read from every request, so without taking the rest of its query apart.
_ASKED = re.compile(r"(?:^|[?&])lang=([^&#]+)")
_CONTEXT_MARK = "\x04"  # what gettext puts between a context and its message
# Of the running request or page: each has a context of its own, so readers never meet here.
_SPOKEN: ContextVar[str] = ContextVar("language", default=ENGLISH)

Catalogue = Mapping[str | tuple[str, str], str | tuple[str, str]]
P = ParamSpec("P")
R = TypeVar("R")


def spoken() -> str:
    """Return the code of the language of the moment."""
    return _SPOKEN.get()


def use(language: str) -> None:
    """Speak a language from here to the end of this context: a run of a page, a request.

    Parameters
    ----------
    language
        A code of ``LANGUAGES``; any other is English.
    """
    _SPOKEN.set(language if language in LANGUAGES else ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block.

    Examples
    --------
    >>> with speaking("es"):
    ...     t("not published")
    'no publicado'
    """
    before = _SPOKEN.set(language if language in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language_of(string: str) -> str:
    """Return the language that a query string asks for by ``lang``; English if by none of ours.

    Examples
    --------
    >>> language_of("?invalid=8&lang=es"), language_of("lang=tlh"), language_of("")
    ('es', 'en', 'en')
    """
    if "lang=" not in string:
        return ENGLISH
    given = _ASKED.findall(string)
    return given[-1] if given and given[-1] in LANGUAGES else ENGLISH


def with_language(string: str) -> str:
    """Return a query string that opens in the language of the moment; English needs no key.

    Examples
    --------
    >>> with speaking("es"):
    ...     with_language("?invalid=8"), with_language("")
    ('?invalid=8&lang=es', '?lang=es')
    >>> with_language("?invalid=8")
    '?invalid=8'
    """
    if spoken() == ENGLISH or _ASKED.search(string):
        return string
    return f"?{'&'.join(filter(None, (string.removeprefix('?'), f'lang={spoken()}')))}"


def without_language(string: str) -> str:
    """Return a query string that asks for no language.

    Examples
    --------
    >>> without_language("?lang=es&invalid=8"), without_language("?lang=es")
    ('?invalid=8', '')
    """
    parts = [part for part in string.removeprefix("?").split("&") if part.split("=")[0] != "lang"]
    return f"?{'&'.join(parts)}" if any(parts) else ""


def mark(message: str) -> str:
    """Return a constant as it is; the catalogue has it, and ``t`` says it where it is used."""
    return message


def t(message: str, /, **values: object) -> str:
    """Say a message in the language of the moment.

    Parameters
    ----------
    message
        In English, with its values' names in braces. A literal, or a constant that is marked.
    **values
        What goes in place of the names: texts, already written out.

    Examples
    --------
    >>> t("{count} required", count="566,857")
    '566,857 required'
    """
    said = cast(str, _catalogue(_SPOKEN.get()).get(message, message))
    return said.format(**values) if values else said


def pt(context: str, message: str, /, **values: object) -> str:
    """Say a message whose English is the same as another's, and whose Spanish is not.

    Parameters
    ----------
    context
        What tells it from the other.
    message, **values
        As for ``t``.
    """
    key = f"{context}{_CONTEXT_MARK}{message}"
    said = cast(str, _catalogue(_SPOKEN.get()).get(key, message))
    return said.format(**values) if values else said


def nt(one: str, many: str, number: float, /, **values: object) -> str:
    """Say a message in its singular, for exactly 1, or its plural.

    Examples
    --------
    >>> nt("{n} input", "{n} inputs", 2, n=2)
    '2 inputs'
    """
    # English and Spanish draw the same line.
    said = cast(tuple[str, str], _catalogue(_SPOKEN.get()).get((one, many), (one, many)))
    return said[0 if number == 1 else 1].format(**values)


def capital(text: str) -> str:
    """Return a text that begins a sentence.

    Examples
    --------
    >>> capital("about 1 in 8")
    'About 1 in 8'
    """
    return text[:1].upper() + text[1:]


def kept(maxsize: int | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function of hashable arguments returns, each language for itself.

    Parameters
    ----------
    maxsize
        As of ``functools.lru_cache``.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        def speak(_language: str, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs)

        remembered: Callable[..., R] = lru_cache(maxsize=maxsize)(speak)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            return remembered(_SPOKEN.get(), *args, **kwargs)

        return ask

    return decorate


@cache
def _catalogue(language: str) -> Catalogue:
    """Read a language's messages; English needs none."""
    if language == ENGLISH:
        return MappingProxyType({})
    found: dict[Any, Any] = {}
    with (LOCALE / f"{language}.po").open("rb") as file:
        for message in read_po(file, locale=language, abort_invalid=True):
            if not message.id or message.fuzzy:
                continue
            key = message.id if isinstance(message.id, str) else tuple(message.id)
            if message.context:
                key = f"{message.context}{_CONTEXT_MARK}{key}"
            found[key] = message.string
    return MappingProxyType(found)
