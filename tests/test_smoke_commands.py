"""What an installation gives: the pinned versions, and the `recall-odds` command."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]


def pins(*files: str) -> dict[str, Requirement]:
    lines = [line for file in files for line in (ROOT / file).read_text("utf-8").splitlines()]
    pinned = [Requirement(line) for line in lines if re.match(r"\w", line)]
    return {canonicalize_name(pin.name): pin for pin in pinned}


def needed_here(requirements: list[str]) -> set[str]:
    """Names of what these need on this machine, and what those need, to the end."""
    names: set[str] = set()
    todo = [(Requirement(line), "") for line in requirements]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in names:
            names.add(name)
            lines = metadata.requires(name) or []
            todo += [(Requirement(line), e) for line in lines for e in ("", *requirement.extras)]
    return names


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (RUNTIME, ("requirements.txt",)),
        (DEVELOPMENT, ("requirements.txt", "requirements-dev.txt")),
    ],
    ids=["runtime", "development"],
)
def test_every_dependency_is_pinned_as_pyproject_allows(
    wanted: list[str], files: tuple[str, ...]
) -> None:
    pinned = pins(*files)
    for requirement in map(Requirement, wanted):
        pin = pinned[canonicalize_name(requirement.name)]
        (version,) = [part.version for part in pin.specifier if part.operator == "=="]
        assert requirement.specifier.contains(version), requirement
        assert requirement.marker == pin.marker
    assert needed_here(wanted) <= pinned.keys()


@pytest.mark.parametrize(
    "command",
    [[str(Path(sys.executable).with_name("recall-odds"))], [sys.executable, "-m", "analysis"]],
    ids=["recall-odds", "python -m analysis"],
)
def test_the_command_line_is_installed_for_every_folder(command: list[str], tmp_path: Path) -> None:
    told = subprocess.run(
        [*command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "odds" in told.stdout
