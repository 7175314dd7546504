"""What the November page says: headline, findings, tables, the days to choose."""

import datetime as dt

import pytest

from analysis import november, scenario
from analysis.charts.calendar import calendar_chart, month_ticks
from analysis.charts.filing_days import filing_days_chart
from analysis.forecast import Forecast, forecast
from analysis.november_tables import ballot_in_words, ballot_table, calendar_table
from analysis.on_ballot import filing_days_of
from analysis.scenario import Scenario
from analysis.wording import november as words
from analysis.wording.calendar import filing_sentence
from analysis.wording.november_dates import check_by, missed

EARLY = (
    "petition=custom&raw=60000&required=45000&filed=2026-03-02&election=2026-11-03"
    "&rules=ca-local-recall-2024"
)
STRINGS = ["model=2026-11", "model=2026-11&as_of=sample", "as_of=outcome", "gate=sufficient", EARLY]


def both(string: str) -> tuple[Scenario, Forecast]:
    found = scenario.read(string).scenario
    assert found
    return found, forecast(found)


def test_the_headline_of_the_preset_and_what_it_is_made_of() -> None:
    asked, result = both("model=2026-11")
    assert words.headline(asked, result).endswith("ballot of Nov. 8, 2022 are about 1 in 100")
    assert [number for _, number in words.numbers(result)] == ["1%", "12%"]
    title = words.calendar_title(asked, result)
    assert title == (
        "The check must end by Aug. 8, 2022; the odds that a full count does are about 1 in 20"
    )


def test_a_decided_petition_has_no_odds_against_it() -> None:
    asked, result = both("as_of=outcome")
    assert words.headline(asked, result) == "Decided: an insufficient petition leads to no election"
    assert words.numbers(result) == ()
    assert "ended Aug. 15, 2022" in words.calendar_title(asked, result)


def test_a_law_without_a_calendar_keeps_the_odds_of_enough_and_says_why() -> None:
    asked, result = both("rules=wa")
    assert words.headline(asked, result).startswith("The odds of enough valid signatures are")
    assert "is not in hand" in words.under_headline(asked, result)
    assert check_by(asked)
    assert missed(asked, result) == ""
    assert not november.asks_when_to_file(result)


def test_an_order_too_early_is_named() -> None:
    asked, result = both(EARLY)
    assert "too early for that ballot" in words.under_headline(asked, result)
    assert "from May 5, 2026 to Aug. 3, 2026" in words.calendar_title(asked, result)
    assert result.ballot
    assert ballot_in_words(result.ballot).rows[0][2:] == ("never", "none")


@pytest.mark.parametrize("string", STRINGS)
def test_the_table_by_path_multiplies_and_adds_up(string: str) -> None:
    _, result = both(string)
    *paths, total = ballot_table(result.ballot).rows
    for _, sufficient, in_time, on_ballot in paths:
        assert float(sufficient) * float(in_time) == pytest.approx(float(on_ballot), abs=2e-6)
    assert sum(float(row[3]) for row in paths) == pytest.approx(float(total[3]), abs=2e-6)
    assert float(total[3]) == pytest.approx(result.on_ballot, abs=1e-6)


@pytest.mark.parametrize("string", STRINGS)
def test_the_picture_says_its_finding_and_no_label_is_too_long_for_a_phone(string: str) -> None:
    asked, result = both(string)
    chart = calendar_chart(asked, result)
    assert chart.title in chart.alt
    for note in chart.spec["layout"]["annotations"]:
        assert len(note["text"]) <= 36, note["text"]
    ys = [note["y"] for note in chart.spec["layout"]["annotations"]]
    assert ys == sorted(ys, reverse=True)
    assert len(set(ys)) == len(ys), "two labels on one line"


def test_bars_in_time_are_filled_and_the_others_outlined() -> None:
    asked, result = both("")
    bars = [one for one in calendar_chart(asked, result).spec["data"] if one["type"] == "bar"]
    full = bars[-1]
    for day, color in zip(full["x"], full["marker"]["color"], strict=True):
        assert (color != "rgba(0,0,0,0)") is (day <= "2022-08-08")


def test_every_date_is_in_the_table() -> None:
    rows = {row[0]: row[1] for row in calendar_table(*both("")).rows}
    assert rows["last day that works"] == "2022-08-08"
    assert rows["deadline of the check"] == "2022-08-17"
    assert rows["election"] == "2022-11-08"


def test_filing_days_that_are_too_early_are_not_said_to_be_sure() -> None:
    asked, result = both("")
    found = filing_days_of(asked, result.path)
    assert found
    assert (found.sure[0], found.sure[-1]) == (dt.date(2022, 6, 17), dt.date(2022, 6, 24))
    assert "Filed from June 17, 2022 to June 24, 2022" in filing_sentence(asked, found)
    chart = filing_days_chart(found, asked.filed, result.qualifies)
    assert "after July 25, 2022 no path leads there" in chart.title
    assert chart.title in chart.alt


def test_days_off_go_into_the_keys_and_back() -> None:
    asked, _ = both("holidays_add=2022-09-09,2023-05-05&holidays_drop=2022-10-10")
    choices = november.days_to_choose(asked)
    off = [one.day for one in choices if one.off]
    assert november.keys_of_days_off(asked, off) == {
        "holidays_add": "2022-09-09,2023-05-05",
        "holidays_drop": "2022-10-10",
    }
    assert words.schedule_sentence(choices) == (
        "Closed besides: Admission Day, Sept. 9. Worked all the same: Columbus Day, Oct. 10."
    )
    usual = [one.day for one in choices if one.usual]
    assert november.keys_of_days_off(asked, usual) == {
        "holidays_add": "2023-05-05",
        "holidays_drop": None,
    }


def test_ticks_fit_a_phone() -> None:
    for years in (0.3, 1, 2, 4, 9):
        end = dt.date(2022, 7, 6) + dt.timedelta(days=365 * years)
        assert 1 <= len(month_ticks(dt.date(2022, 7, 6), end)) <= 7
