"""CITATION.cff: what the Citation File Format 1.2.0 asks for, and the version that this is."""

import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Of the format's keys, those that this file may use.
KEYS = {
    "abstract", "authors", "cff-version", "date-released", "doi", "keywords", "license", "message",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip


def test_it_has_what_the_format_asks_for() -> None:
    """Citation File Format 1.2.0, required keys."""
    assert {"authors", "cff-version", "message", "title"} <= CITATION.keys() <= KEYS
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in ("software", "dataset")
    for author in CITATION["authors"]:
        assert author.keys() == {"name"}  # an entity
    texts = ("message", "title", "abstract", "license", "version")
    assert all(isinstance(CITATION[key], str) and CITATION[key] for key in texts)
    assert all(isinstance(word, str) for word in CITATION["keywords"])


def test_it_is_of_this_version_and_licence() -> None:
    assert CITATION["version"] == PROJECT["version"]
    assert CITATION["license"] == PROJECT["license"]
