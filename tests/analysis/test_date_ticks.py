"""Ticks of a time axis: written in the reader's language, few enough for a phone."""

import datetime as dt

import pytest

from analysis.charts.dates import date_ticks
from analysis.language import LANGUAGES, SPANISH, speaking

FIRST = dt.date(2022, 8, 15)
SPANS = (0, 1, 4, 20, 40, 75, 76, 120, 365, 800, 3000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("most", [4, 5])
@pytest.mark.parametrize("days", SPANS)
def test_ticks_are_between_the_ends_and_as_many_as_have_room(
    days: int, most: int, language: str
) -> None:
    last = FIRST + dt.timedelta(days=days)
    with speaking(language):
        ticks = date_ticks(FIRST, last, most=most)
    places = [dt.date.fromisoformat(day) for day in ticks["tickvals"]]
    assert len(places) == len(set(places)) == len(ticks["ticktext"])
    assert 1 <= len(places) <= most
    assert FIRST <= places[0] <= places[-1] <= last
    # Ten letters of the axis are 60 pixels: five labels of them fill a phone of 360.
    assert sum(len(text.split("<br>")[0]) for text in ticks["ticktext"]) <= 10 * most


def test_weeks_begin_on_a_monday_and_months_on_their_first() -> None:
    weeks = date_ticks(FIRST, dt.date(2022, 9, 20), most=5)
    assert {dt.date.fromisoformat(day).weekday() for day in weeks["tickvals"]} == {0}
    months = date_ticks(FIRST, dt.date(2023, 6, 1), most=5)
    assert months["tickvals"] == ["2022-10-01", "2023-01-01", "2023-04-01"]
    assert months["ticktext"] == ["Oct.<br>2022", "Jan.<br>2023", "April"]


def test_spanish_has_its_own_months() -> None:
    with speaking(SPANISH):
        days = date_ticks(FIRST, dt.date(2022, 8, 17), most=5)["ticktext"]
        months = date_ticks(FIRST, dt.date(2023, 6, 1), most=5)["ticktext"]
    assert days == ["15 de agosto", "16 de agosto", "17 de agosto"]
    assert months == ["oct.<br>2022", "ene.<br>2023", "abril"]


@pytest.mark.parametrize("most", [4, 5])
def test_the_longest_span_that_an_address_can_ask_for_has_no_more_ticks(most: int) -> None:
    ticks = date_ticks(dt.date.min, dt.date.max, most=most)
    assert 1 <= len(ticks["tickvals"]) == len(ticks["ticktext"]) <= most
