"""The box to get a number again: its commands are run as they stand, whatever a petition is called.

The line for curl is run against a server in tests/browser/test_reproduce.py.
"""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from analysis.answer import answer
from analysis.scenario import full_link, read
from analysis.wording.reproduce import PLACES, reproduction, sentence

ROOT = Path(__file__).parents[2]
BASE = "https://odds.example.org/here"
# At most 80 letters: what shells, Python, curl and HTML would take for their own.
HOSTILE = "';$(touch x)`id`\"\\ #{a,b}[1-3]!%s {0} <b>&\N{GRINNING FACE}é"
CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000", "name": HOSTILE}
STRINGS = ("", "model=2026-11&invalid=8", "as_of=outcome", urlencode(CUSTOM))


def printed(words: list[str]) -> str:
    """What a command prints; ``python`` is that of this run."""
    if words[0] == "python":
        words = [sys.executable, *words[1:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.mark.parametrize("string", STRINGS)
def test_python_prints_the_number(string: str) -> None:
    found = reproduction(read(string), base=BASE)
    assert len(found.python.splitlines()) == 3
    assert printed(["python", "-c", found.python]).strip() == found.number
    assert float(found.number) == round(answer(read(string))["odds"]["sufficient"], PLACES)


@pytest.mark.parametrize("string", STRINGS)
def test_the_command_line_gives_the_answer(string: str) -> None:
    command = reproduction(read(string), base=BASE).command
    assert json.loads(printed(shlex.split(command))) == answer(read(full_link(read(string))))


@pytest.mark.parametrize("string", STRINGS)
def test_a_shell_sees_one_address_and_nothing_else(string: str) -> None:
    found = reproduction(read(string), base=BASE)
    for line in (found.curl, found.command, found.link, found.python):
        assert line.isascii()
    curl, options, address = shlex.split(found.curl)
    assert (curl, options) == ("curl", "-gsS")
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{BASE}/api/v1/odds"
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    assert asked.get("name", "") == (HOSTILE if "custom" in string else "")
    assert len(shlex.split(found.command)) == 6
    # Nothing but an address in quotes: no letter that a shell or a template would act on.
    assert not set('$`"\\;|<>{}! ') & set(address)


@pytest.mark.parametrize("string", STRINGS)
def test_the_link_opens_the_same_scenario(string: str) -> None:
    link = reproduction(read(string), base=BASE).link
    assert link.startswith(f"{BASE}/?v=1&model=")
    again = read(link)
    assert not again.problems
    assert again.scenario == read(string).scenario


@pytest.mark.parametrize("string", STRINGS)
def test_the_box_says_which_number_it_gives(string: str) -> None:
    found = reproduction(read(string), base=BASE)
    assert f" {found.number} " in sentence(read(string), found)


def test_a_hostile_base_stays_one_word() -> None:
    """The address of the page is what a browser said, and that is quoted too."""
    curl = reproduction(read(""), base="https://x/';touch y;'").curl
    assert len(shlex.split(curl)) == 3


def test_without_a_scenario_there_is_no_number() -> None:
    with pytest.raises(ValueError, match="no link"):
        reproduction(read("petition=custom"), base=BASE)
