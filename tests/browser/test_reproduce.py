"""The line for curl, run as it stands against the server.

Where a machine has no curl its address is fetched all the same; that the line is one command with
one address is tested in tests/analysis/test_reproduce.py.
"""

import json
import shlex
import shutil
import subprocess
import urllib.request
from urllib.parse import urlencode

import pytest

from analysis.answer import answer
from analysis.scenario import full_link, read
from analysis.wording.reproduce import reproduction

HOSTILE = "';$(touch x)`id`\"\\ #{a,b}[1-3]!%s <b>&\N{GRINNING FACE}é"
CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000", "name": HOSTILE}


@pytest.mark.parametrize("string", ["", "model=2026-11&invalid=8", urlencode(CUSTOM)])
def test_curl_prints_the_answer(string: str, base_url: str) -> None:
    line = reproduction(read(string), base=base_url).curl
    if shutil.which("curl"):
        done = subprocess.run(["sh", "-c", line], capture_output=True, check=True)
        body = done.stdout
    else:
        with urllib.request.urlopen(shlex.split(line)[-1]) as answered:
            body = answered.read()
    assert json.loads(body) == answer(read(full_link(read(string))))
