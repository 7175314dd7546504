"""The words: numbers, dates and odds as AP style writes them."""

import datetime as dt
import re

import pytest

from analysis import wording
from analysis.wording.numbers import rounded
from analysis.wording.odds import percent_number

# Numbers and dates.


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2022-01-09", "Jan. 9, 2022"),
        ("2022-02-28", "Feb. 28, 2022"),
        ("2022-03-01", "March 1, 2022"),
        ("2022-04-30", "April 30, 2022"),
        ("2022-05-05", "May 5, 2022"),
        ("2022-06-10", "June 10, 2022"),
        ("2022-07-09", "July 9, 2022"),
        ("2022-08-15", "Aug. 15, 2022"),
        ("2022-09-01", "Sept. 1, 2022"),
        ("2022-10-31", "Oct. 31, 2022"),
        ("2022-11-08", "Nov. 8, 2022"),
        ("1999-12-31", "Dec. 31, 1999"),
    ],
)
def test_ap_dates(day: str, text: str) -> None:
    """AP abbreviates all months but March to July when a day follows."""
    assert wording.ap_date(dt.date.fromisoformat(day)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (715833.4, "715,833"), (100_000_000, "100,000,000")],
)
def test_counts(value: float, text: str) -> None:
    assert wording.count(value) == text


@pytest.mark.parametrize(("value", "text"), [(-46807, "−46,807"), (5809, "+5,809"), (0, "+0")])
def test_signed_counts(value: float, text: str) -> None:
    assert wording.signed_count(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "0"), (1, "1"), (9.6, "10"), (94.6, "95"), (949, "950"), (1234, "1,200"),
        (9960, "10,000"), (10_049, "10,000"), (57_055.4, "57,100"), (999_600, "1,000,000"),
    ],
)  # fmt: skip
def test_rounded(value: float, text: str) -> None:
    assert rounded(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (24.5, 1, "24.5%"), (8.0, 1, "8%"), (0, 1, "0%"), (100, 1, "100%"), (16.637, 1, "16.6%"),
        (16.637, 2, "16.64%"), (10.0, 0, "10%"), (20.04, 1, "20%"),
    ],
)  # fmt: skip
def test_percentages(value: float, places: int, text: str) -> None:
    assert wording.percent(value, places=places) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_have_no_serial_comma(parts: list[str], text: str) -> None:
    assert wording.list_of(parts) == text


# Odds.


@pytest.mark.parametrize(
    ("probability", "phrase", "number"),
    [
        (0.0, "fewer than 1 in 1,000", "less than 0.1%"),
        (0.00099, "fewer than 1 in 1,000", "less than 0.1%"),
        (0.001, "about 1 in 1,000", "0.1%"),
        (0.0049, "about 5 in 1,000", "0.5%"),
        (0.0099, "about 10 in 1,000", "1.0%"),
        (0.01, "about 1 in 100", "1%"),
        (0.0124, "about 1 in 100", "1%"),
        (0.049, "about 5 in 100", "5%"),
        (0.05, "about 1 in 20 (5%)", "5%"),
        (0.0624, "about 1 in 20 (6%)", "6%"),
        (0.12, "about 1 in 8 (12%)", "12%"),
        (0.34, "about 1 in 3 (34%)", "34%"),
        (0.5, "about 1 in 2 (50%)", "50%"),
        (0.66, "about 2 in 3 (66%)", "66%"),
        (0.88, "about 7 in 8 (88%)", "88%"),
        (0.95, "about 19 in 20 (95%)", "95%"),
        (0.951, "about 95 in 100", "95%"),
        (0.99, "about 99 in 100", "99%"),
        (0.9901, "about 990 in 1,000", "99.0%"),
        (0.993, "about 993 in 1,000", "99.3%"),
        (0.999, "about 999 in 1,000", "99.9%"),
        (0.99901, "more than 999 in 1,000", "more than 99.9%"),
        (1.0, "more than 999 in 1,000", "more than 99.9%"),
    ],
)
def test_odds_at_every_boundary(probability: float, phrase: str, number: str) -> None:
    assert wording.odds_phrase(probability) == phrase
    assert percent_number(probability) == number
    assert wording.percent_phrase(probability) == phrase.partition(" (")[0]


def counterpart(phrase: str) -> str:
    """The phrase of failure that belongs to a phrase of success, and the reverse."""
    short = phrase.partition(" (")[0]
    ends = ["fewer than 1 in 1,000", "more than 999 in 1,000"]
    if short in ends:
        return ends[1 - ends.index(short)]
    few, of = (int(part.replace(",", "")) for part in short.removeprefix("about ").split(" in "))
    return f"about {of - few:,} in {of:,}"


@pytest.mark.parametrize("scale", [1000, 20_000])
def test_success_and_failure_mirror_each_other(scale: int) -> None:
    for step in range(scale + 1):
        success, failure = step / scale, (scale - step) / scale
        phrase = wording.percent_phrase(success)
        assert wording.percent_phrase(failure) == counterpart(phrase), success


def test_whole_per_cents_of_success_and_failure_add_up() -> None:
    """To 100, or to 101 where both end in a half that is rounded up."""
    for step in range(50, 951):
        percents = [
            int(re.search(r"\((\d+)%\)", wording.odds_phrase(p))[1])  # type: ignore[index]
            for p in (step / 1000, (1000 - step) / 1000)
        ]
        assert sum(percents) in ((100, 101) if step % 10 == 5 else (100,)), step


def test_phrases_never_fall_as_odds_rise() -> None:
    """Read as fractions, in steps of 1 in 10,000; at .05 and .95 the grain changes by a little."""
    last = 0.0
    for step in range(10, 9991):
        short = wording.percent_phrase(step / 10_000).removeprefix("about ")
        few, of = (int(part.replace(",", "")) for part in short.split(" in "))
        assert few / of >= last - 0.001
        assert few / of == pytest.approx(step / 10_000, abs=0.027)
        last = few / of


def test_dots_are_counted_out_of_all_of_them() -> None:
    assert wording.dots_phrase(6, dots=50) == "6 of 50 dots"
