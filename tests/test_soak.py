"""The soak in its short form: a small crowd of every kind meets no error, and every row is told.

Nothing here asserts a time: those are for `make soak`, on a machine that does nothing else.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from soak import limits

ROOT = Path(__file__).parents[1]
# Of people and of errors, not of time and memory: these hold on however busy a machine.
COUNTED = [limit.name for limit in limits.EVERY if limit.bound == 0]


@pytest.fixture(scope="module")
def told() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "soak", "--short"], cwd=ROOT, capture_output=True, text=True,
        timeout=240,
    )  # fmt: skip
    assert done.returncode == ("\nMissed:" in done.stdout), done.stderr
    return done.stdout


def row(told: str, name: str) -> str:
    table = told.rpartition("\n\nfigure ")[2]
    (found,) = [line for line in table.splitlines() if line.startswith(f"{name}  ")]
    return found


@pytest.mark.parametrize("name", [limit.name for limit in limits.EVERY])
def test_every_figure_is_told(told: str, name: str) -> None:
    assert row(told, name).endswith(("pass", "FAIL"))


@pytest.mark.parametrize("name", COUNTED)
def test_a_small_crowd_meets_no_error(told: str, name: str) -> None:
    assert row(told, name).endswith("pass"), told


@pytest.mark.parametrize("value", [10.1, float("nan")])
def test_what_is_above_its_bound_or_not_known_is_missed(value: float) -> None:
    assert limits.SESSIONS_MB.met_by(10.0).passed
    assert limits.SESSIONS_MB.met_by(value).passed is False


def test_what_is_below_its_bound_is_missed() -> None:
    assert limits.LIGHT_PER_S.met_by(200.0).passed
    assert limits.LIGHT_PER_S.met_by(199.9).passed is False
