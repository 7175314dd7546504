"""The texts of data/ that need a translation, held against the files themselves."""

import tomllib

import pytest

from analysis.ballot_calendar.working_days import usual_days_off
from analysis.data_files import DATA
from analysis.data_messages import data_messages

SENTENCES = ("name", "statute", "rounding_note", "middle_note", "deadline_note")


def tables(file: str) -> dict:
    return tomllib.loads((DATA / file).read_text("utf-8"))


@pytest.mark.parametrize("name", tables("rules.toml"))
def test_all_that_a_rule_set_says_is_a_message(name: str) -> None:
    rules, found = tables("rules.toml")[name], data_messages()
    ballot = (text for key, text in rules.get("ballot", {}).items() if key.endswith("_statute"))
    periods = (one[key] for one in rules.get("periods", []) for key in ("what", "counted_from"))
    told = [rules[key] for key in SENTENCES if key in rules]
    for text in (*told, *ballot, *periods, *rules["not_modeled"]):
        assert text in found


def test_all_that_is_told_of_a_petition_step_by_step_is_a_message() -> None:
    for preset in tables("presets.toml").values():
        for text in (preset["title"], preset["short"], *(one["says"] for one in preset["steps"])):
            assert text in data_messages()


@pytest.mark.parametrize("year", [1998, 2021, 2022, 2026, 2060])
def test_days_off_of_any_year_have_a_name_among_them(year: int) -> None:
    assert {off.name for off in usual_days_off(year)} <= set(data_messages())


def test_each_stands_once_and_none_is_empty() -> None:
    found = data_messages()
    assert len(found) == len(set(found))
    assert all(text.strip() == text != "" for text in found)
