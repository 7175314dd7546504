"""The number once more, by other means: a link, a line for curl, for Python, for the command line.

What a link holds is anyone's text. Whatever it is, each line is one command and says the same.
"""

import json
import shlex
from dataclasses import dataclass

from analysis.answer import answer
from analysis.language import mark, t, with_language
from analysis.scenario import Reading, full_link
from analysis.wording.odds import odds_phrase

PLACES = 4
"""Decimals of the odds that the lines of Python print."""
HEADING = mark("Reproduce this number")
LINK = mark("The link, with every input and the version of the model")
CURL = mark("With curl, from this server")
PYTHON = mark("In Python, with the package `analysis`")
COMMAND = mark("On the command line, in the folder of the code")
_ODDS = "/api/v1/odds"


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Plain texts. ``number`` is what the lines of Python print."""

    number: str
    link: str
    curl: str
    python: str
    command: str


def reproduction(reading: Reading, *, base: str) -> Reproduction:
    """Return how to get the odds of a scenario again.

    Parameters
    ----------
    reading
        With a scenario.
    base
        The address of the first page, without a last slash.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = reproduction(read("model=2026-11"), base="https://example.org")
    >>> found.number
    '0.1231'
    >>> found.curl[:64]
    "curl -gsS 'https://example.org/api/v1/odds?v=1&model=2026-11&pet"
    """
    link = full_link(reading)
    odds = answer(reading)["odds"]["sufficient"]
    lines = (
        "from analysis.answer import answer",
        "from analysis.scenario import read",
        f'print(round(answer(read({json.dumps(link)}))["odds"]["sufficient"], {PLACES}))',
    )
    return Reproduction(
        number=str(round(odds, PLACES)),
        link=f"{base}/{with_language(link)}",
        curl=f"curl -gsS {shlex.quote(f'{base}{_ODDS}{link}')}",
        python="\n".join(lines),
        command=f"python -m analysis odds --json {shlex.quote(link)}",
    )


def sentence(reading: Reading, found: Reproduction) -> str:
    """Return what each line gives, and how that reads in words.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> reading = read("model=2026-11")
    >>> sentence(reading, reproduction(reading, base=""))
    'Each gives 0.1231 as the odds of enough valid signatures: about 1 in 8 (12%).'
    """
    odds = answer(reading)["odds"]["sufficient"]
    if answer(reading)["decided"]:
        return t(
            "Each gives {number} as the odds of enough valid signatures. Officials have decided.",
            number=found.number,
        )
    return t(
        "Each gives {number} as the odds of enough valid signatures: {odds}.",
        number=found.number,
        odds=odds_phrase(odds),
    )
