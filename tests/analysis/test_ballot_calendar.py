"""Working days and deadlines: every published date, with the holidays that decide it."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis.ballot_calendar import (
    Body,
    Office,
    Span,
    days_taken_out,
    deadlines,
    ends_in_time,
    is_working_day,
    last_working_day,
    named_differences,
    order_window,
    special_election,
    usual_days_off,
    working_day,
    working_days,
    working_days_between,
)
from analysis.ballot_calendar.working_days import default_holidays, name_of_day_off
from analysis.rules import rule_sets

DATES: Mapping[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("data", "dates.json").read_text("utf-8")
)
PUBLISHED = {case["id"]: case for case in DATES["working_days"]}
LAW = {year: rule_sets()[f"ca-local-recall-{year}"] for year in (2022, 2023, 2024)}
NOVEMBER = dt.date(2022, 11, 8)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_dates(name: str) -> None:
    """By default, and with the weekdays taken out that the vector names, no others."""
    case = PUBLISHED[name]
    start, end = day(case["start"]), day(case["end"])
    assert working_day(start, case["n"]) == end
    assert working_days_between(start, end) == case["n"]
    assert [off.day.isoformat() for off in days_taken_out(start, end)] == case["holidays_in_window"]


@pytest.mark.parametrize(
    ("name", "office", "end"),
    [
        ("Newsom_withdrawal", Office(opened=(dt.date(2021, 5, 31),)), "2021-06-07"),
        ("Newsom_report", Office(closed=(dt.date(2021, 6, 18),)), "2021-06-23"),
        ("Newsom_DOF", Office(opened=(dt.date(2021, 7, 5),)), "2021-08-04"),
        ("Price", Office(closed=(dt.date(2024, 4, 1),)), "2024-04-16"),
    ],
)
def test_one_holiday_decides_a_published_date(name: str, office: Office, end: str) -> None:
    """Memorial Day, Juneteenth's first observance, July 4 on a Sunday, Cesar Chavez Day."""
    case = PUBLISHED[name]
    assert working_day(day(case["start"]), case["n"], office=office) == day(end)


def test_gascons_dates_rest_on_no_holiday() -> None:
    """None of any list falls between July 7 and Aug. 17; Admission Day would not matter."""
    filed = dt.date(2022, 7, 6)
    every = Office(closed=tuple(off.day for off in named_differences(2022)))
    for office in (Office(), every):
        assert working_day(filed, 30, office=office) == dt.date(2022, 8, 17)
        assert working_days_between(filed, dt.date(2022, 8, 12), office=office) == 27
        assert working_days_between(filed, dt.date(2022, 8, 15), office=office) == 28
        assert working_days_between(filed, dt.date(2022, 8, 8), office=office) == 23


def test_sixty_days_of_2022_depend_on_named_differences() -> None:
    """Sept. 29 to Oct. 3: Labor Day is out; Admission Day and Native American Day may be."""
    filed, days = dt.date(2022, 7, 6), {off.name: off.day for off in named_differences(2022)}
    admission, native = days["Admission Day"], days["Native American Day"]
    assert working_day(filed, 60) == dt.date(2022, 9, 29)
    assert working_day(filed, 60, office=Office(closed=(admission,))) == dt.date(2022, 9, 30)
    assert working_day(filed, 60, office=Office(closed=(admission, native))) == dt.date(2022, 10, 3)


@pytest.mark.parametrize("case", DATES["calendar_days"], ids=lambda case: case["id"])
def test_calendar_days(case: Mapping[str, Any]) -> None:
    if "election" in case:
        assert LAW[2022].ballot is not None
        found = order_window(election=day(case["election"]), rule=LAW[2022].ballot)
        assert found.last == day(case["date"])
    else:
        assert day(case["start"]) + dt.timedelta(days=case["n"]) == day(case["end"])


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("2022-07-06", "2022-10-02", "2022-11-08"),
        ("2022-09-13", "2022-12-10", "2023-01-16"),
        ("2022-09-20", "2022-12-17", "2023-01-23"),
    ],
)
def test_special_elections(order: str, first: str, last: str) -> None:
    for law in LAW.values():
        assert law.ballot is not None
        found = special_election(order=day(order), rule=law.ballot)
        assert found == Span(day(first), day(last))


def test_windows_of_the_order() -> None:
    """E-125 until 2022, E-180 since 2023 (AB 2584); E-88 always."""
    firsts = {year: law.ballot.first_order_days for year, law in LAW.items() if law.ballot}
    assert firsts == {2022: 125, 2023: 180, 2024: 180}
    assert {law.ballot.last_order_days for law in LAW.values() if law.ballot} == {88}
    assert {law.ballot.order_limit_days for law in LAW.values() if law.ballot} == {14}
    for law in LAW.values():
        assert law.ballot is not None
        for election in (NOVEMBER, dt.date(2024, 3, 5), dt.date(2025, 1, 7)):  # leap year, year end
            found = order_window(election=election, rule=law.ballot)
            assert (election - found.last).days == 88
            assert (election - found.first).days == law.ballot.first_order_days
    assert LAW[2022].ballot is not None
    assert order_window(election=dt.date(2024, 3, 5), rule=LAW[2022].ballot).last == (
        dt.date(2023, 12, 8)
    )


def walked(filed: dt.date, n: int, off: set[dt.date]) -> dt.date:
    """Day by day, as one would on a wall calendar."""
    at = filed
    while n:
        at += dt.timedelta(days=1)
        n -= at.weekday() < 5 and at not in off
    return at


@pytest.mark.parametrize("year", [1999, 2000, 2021, 2022, 2024, 2026, 2028])
def test_every_filing_day_of_a_year_counts_as_on_a_wall_calendar(year: int) -> None:
    """Filings on weekends and holidays too, leap years, and deadlines in the next year."""
    off = set(default_holidays(year)) | set(default_holidays(year + 1))
    for number in range(366):
        filed = dt.date(year, 1, 1) + dt.timedelta(days=number)
        found = working_days(filed, count=60)
        assert found[0] == filed
        assert found[30] == working_day(filed, 30) == walked(filed, 30, off)
        assert found[60] == walked(filed, 60, off)
        assert working_days_between(filed, found[30]) == 30


def test_a_filing_on_a_day_of_rest_has_the_next_working_day_as_day_one() -> None:
    """The law is silent; the day of filing is left out whatever it is."""
    for filed in ("2022-07-02", "2022-07-03", "2022-07-04"):  # Saturday to July 4
        assert working_day(day(filed), 1) == dt.date(2022, 7, 5)
    assert working_day(dt.date(2022, 7, 1), 1) == dt.date(2022, 7, 5)


def test_leap_day_and_year_end() -> None:
    assert working_day(dt.date(2024, 2, 28), 1) == dt.date(2024, 2, 29)
    assert working_day(dt.date(2023, 2, 28), 1) == dt.date(2023, 3, 1)
    # New Year's Day of 2022 was a Saturday, observed on Friday, Dec. 31, 2021.
    assert working_day(dt.date(2021, 12, 30), 1) == dt.date(2022, 1, 3)
    assert [off.name for off in days_taken_out(dt.date(2021, 12, 22), dt.date(2022, 1, 3))] == [
        "Christmas Day (observed)",
        "New Year's Day (observed)",
    ]


def test_default_holidays() -> None:
    """Eleven federal ones and the day after Thanksgiving; Juneteenth only from 2022 on."""
    names = {off.name for off in usual_days_off(2023)}
    assert len(names) == 12
    assert "Day after Thanksgiving" in names
    for year in (2020, 2021):
        assert not any("Juneteenth" in name for name in default_holidays(year).values())
    assert default_holidays(2022)[dt.date(2022, 6, 20)].startswith("Juneteenth")
    assert dt.date(2022, 11, 25) in default_holidays(2022)


def test_named_differences_are_off_by_default() -> None:
    for year in range(2015, 2031):
        for off in named_differences(year):
            assert off.day.weekday() < 5
            assert off.day.year == year
            if off.day not in default_holidays(year):
                assert is_working_day(off.day)
            closed = Office(closed=(off.day,))
            assert not is_working_day(off.day, office=closed)
            assert name_of_day_off(off.day, office=closed)
    assert {off.name: off.day.isoformat() for off in named_differences(2022)} == {
        "Lunar New Year": "2022-02-01",
        "Cesar Chavez Day": "2022-03-31",
        "Good Friday (noon to 3 p.m.)": "2022-04-15",
        "Admission Day": "2022-09-09",
        "Native American Day": "2022-09-23",
    }  # Feb. 12 was a Saturday, April 24 a Sunday that section 6701 does not move
    assert "Lunar New Year" not in {off.name for off in named_differences(2019)}


def test_a_reader_adds_and_removes_days() -> None:
    filed, added = dt.date(2022, 7, 6), dt.date(2022, 7, 20)
    office = Office(closed=(added,))
    assert working_day(filed, 30, office=office) == dt.date(2022, 8, 18)
    (off,) = days_taken_out(filed, dt.date(2022, 8, 18), office=office)
    assert (off.day, off.name) == (added, "added by the reader")
    labor_day = dt.date(2022, 9, 5)
    assert is_working_day(labor_day, office=Office(opened=(labor_day,)))
    assert not is_working_day(labor_day, office=Office(opened=(labor_day,), closed=(labor_day,)))
    saturday = dt.date(2022, 7, 9)  # excluded by the law, whether the office works or not
    assert not is_working_day(saturday, office=Office(opened=(saturday,)))


@pytest.mark.parametrize("n", [0, -1, 201])
def test_numbers_out_of_bounds(n: int) -> None:
    with pytest.raises(ValueError, match="from 1 to"):
        working_day(dt.date(2022, 7, 6), n)
    assert working_days_between(dt.date(2022, 7, 6), dt.date(2022, 7, 6)) == 0
    assert working_days_between(dt.date(2022, 7, 6), dt.date(2022, 7, 1)) == 0


@pytest.mark.parametrize(
    ("year", "filed", "election", "days", "end"),
    [
        (2022, "2022-07-06", NOVEMBER, 30, "2022-08-17"),
        (2023, "2023-07-06", None, 30, "2023-08-17"),
        # 60 days end on May 28, 2024 and the order comes in June: in time for November 5.
        (2024, "2024-03-04", dt.date(2024, 11, 5), 60, "2024-05-28"),
        # 60 days would end on Aug. 27: after E-88, Aug. 9.
        (2024, "2024-06-03", dt.date(2024, 11, 5), 30, "2024-07-17"),
        (2024, "2024-06-03", None, 60, "2024-08-28"),
    ],
)
def test_the_deadline_of_each_law(
    year: int, filed: str, election: dt.date | None, days: int, end: str
) -> None:
    found = deadlines(rules=LAW[year], filed=day(filed), election=election, sampled=True)
    assert found is not None
    assert (found.full_count_days, found.full_count) == (days, day(end))
    assert (found.sample_days, found.sample) == (days, day(end))
    assert found.short_track is (year == 2024 and days == 30)


def test_without_a_sample_section_11224_keeps_its_30_days() -> None:
    for law in LAW.values():
        found = deadlines(
            rules=law, filed=dt.date(2024, 3, 4), election=dt.date(2024, 11, 5), sampled=False
        )
        assert found is not None
        assert (found.sample, found.full_count_days, found.short_track) == (None, 30, False)


def test_initiatives_have_deadlines_and_other_places_none() -> None:
    for name in ("ca-county-initiative", "ca-district-initiative"):
        found = deadlines(
            rules=rule_sets()[name], filed=dt.date(2022, 7, 6), election=NOVEMBER, sampled=True
        )
        assert found is not None
        assert (found.sample, found.full_count) == (dt.date(2022, 8, 17), dt.date(2022, 11, 14))
    for name in ("wa", "every-signature", "ca-state-recall", "ca-statewide-initiative"):
        law = rule_sets()[name]
        assert law.ballot is None
        assert deadlines(rules=law, filed=dt.date(2022, 7, 6), election=None, sampled=True) is None


def test_a_certificate_goes_to_the_next_meeting_never_that_days() -> None:
    body = Body(order_lag_days=3)
    assert body.order_after(dt.date(2022, 8, 8)) == dt.date(2022, 8, 12)
    assert body.order_after(dt.date(2022, 8, 9)) == dt.date(2022, 8, 19)
    given = Body(weekday=None, dates=(dt.date(2022, 7, 12), dt.date(2022, 8, 9)))
    assert given.order_after(dt.date(2022, 7, 12)) == dt.date(2022, 8, 9)
    assert given.order_after(dt.date(2022, 8, 9)) is None
    assert given.meeting_before(dt.date(2022, 7, 12)) is None


@pytest.mark.parametrize("lag", [0, 1, 5, 14])
@pytest.mark.parametrize("weekday", [0, 1, 4, None])
@pytest.mark.parametrize("election", [NOVEMBER, dt.date(2025, 1, 7), dt.date(2024, 3, 5)])
def test_days_in_time_are_those_whose_order_is_in_the_window(
    lag: int, weekday: int | None, election: dt.date
) -> None:
    dates = tuple(election - dt.timedelta(days=before) for before in (190, 130, 127, 101, 92, 60))
    body = Body(weekday, dates if weekday is None else (), lag)
    assert LAW[2022].ballot is not None
    window = order_window(election=election, rule=LAW[2022].ballot)
    span = ends_in_time(window=window, body=body)
    for before in range(200, 50, -1):
        end = election - dt.timedelta(days=before)
        order = body.order_after(end)
        assert (span is not None and span.holds(end)) is (
            order is not None and window.holds(order)
        ), end


def test_the_day_by_which_the_check_must_end() -> None:
    assert LAW[2022].ballot is not None
    window = order_window(election=NOVEMBER, rule=LAW[2022].ballot)
    for body, last in (
        (Body(), "2022-08-08"),
        (Body(weekday=4), "2022-08-11"),
        (Body(order_lag_days=5), "2022-08-01"),
        (Body(weekday=0), "2022-08-05"),  # before Monday, Aug. 8, a weekend
    ):
        span = ends_in_time(window=window, body=body)
        assert last_working_day(span) == day(last)
    late = Body(weekday=None, dates=(dt.date(2022, 9, 6),))
    assert ends_in_time(window=window, body=late) is None
    assert last_working_day(None) is None
    weekend = Span(dt.date(2022, 7, 9), dt.date(2022, 7, 10))
    assert last_working_day(weekend) is None
