"""On the ballot: each path and the sum against simulated histories, and what always holds."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from analysis import scenario, wording
from analysis.answer import answer
from analysis.ballot_calendar import (
    Body,
    Office,
    Race,
    ballot_calendar,
    ballot_odds,
    odds_by_filing_day,
    working_days_between,
)
from analysis.ballot_calendar.clocks import DAILY_CV, log_sd
from analysis.forecast import Forecast, forecast
from analysis.on_ballot import race_of
from analysis.petitions import presets
from analysis.rules import rule_sets
from analysis.wording import calendar as words

DRAWS = 1_000_000
GASCON = Race(
    "ca-local-recall-2022", dt.date(2022, 7, 6), dt.date(2022, 11, 8),
    raw=715_833, sample=35_792, sample_day=10,
)  # fmt: skip
PRICE = replace(
    GASCON, rules="ca-local-recall-2024", filed=dt.date(2024, 4, 22),
    election=dt.date(2024, 11, 5), raw=123_374, sample=6_169,
)  # fmt: skip
RACES = {
    "Gascón": GASCON,
    "Fridays": replace(GASCON, body=Body(weekday=4)),
    "lag": replace(GASCON, body=Body(order_lag_days=5)),
    "dates": replace(GASCON, body=Body(None, (dt.date(2022, 7, 26), dt.date(2022, 8, 11)), 1)),
    "speed": replace(GASCON, speed=55_000.0, speed_pm=28.0),
    "under way": replace(GASCON, sample_day=6, counted=300_000, known_on=dt.date(2022, 7, 28)),
    "too early": replace(GASCON, filed=dt.date(2022, 5, 23)),
    "closed": replace(GASCON, office=Office(closed=(dt.date(2022, 7, 20), dt.date(2022, 8, 1)))),
    "180 days": replace(GASCON, rules="ca-local-recall-2023", filed=dt.date(2022, 4, 1)),
    "60 days": PRICE,
    "30 of 60 days": replace(PRICE, filed=dt.date(2024, 6, 26)),
    "year end": replace(GASCON, filed=dt.date(2021, 12, 1), election=dt.date(2022, 4, 12)),
    "no sample": replace(GASCON, sample=0, raw=450, filed=dt.date(2022, 7, 2)),
}


# The histories: a walk over a wall calendar, with nothing of the product's but the holidays.


def calendar_walk(race: Race, length: int) -> list[dt.date]:
    days, at = [race.filed], race.filed
    while len(days) <= length:
        at += dt.timedelta(days=1)
        if working_days_between(at - dt.timedelta(days=1), at, office=race.office):
            days.append(at)
    return days


def ordered_in_time(race: Race, end: dt.date, first: int) -> bool:
    """The first meeting after the day, the lag, and 88 to so many days before the election."""
    for ahead in range(1, 400):
        day = end + dt.timedelta(days=ahead)
        meets = day.weekday() == race.body.weekday or day in race.body.dates
        if meets:
            order = day + dt.timedelta(days=race.body.order_lag_days)
            return 88 <= (race.election - order).days <= first
    return False


def simulated_ends(race: Race, limit: int, rng: np.random.Generator) -> np.ndarray:
    """Working days on which full counts end."""
    start = race.sample_day if race.sample else 0
    if race.counted and race.known_on:
        known = working_days_between(race.filed, race.known_on, office=race.office)
        shape = 1.0 / DAILY_CV**2
        scale = race.counted / rng.gamma((known - start) * shape, size=DRAWS)
        total, ends = np.zeros(DRAWS), np.full(DRAWS, limit)
        for day in range(known + 1, limit):
            before = total < race.raw - race.counted
            total += scale * rng.gamma(shape, size=DRAWS)
            ends[before & (total >= race.raw - race.counted)] = day
        return ends
    if race.speed:
        sd = log_sd(pm_percent=race.speed_pm or 0.0)
        speeds = rng.lognormal(np.log(race.speed), sd, DRAWS)
        took = np.ceil((race.raw - race.sample) / speeds).astype(int)
        return np.minimum(start + took, limit)
    return np.maximum(limit - (rng.geometric(1.0 / 3.0, DRAWS) - 1), max(start, 1))


@pytest.mark.parametrize("name", RACES)
def test_each_path_and_the_sum_against_simulated_histories(name: str) -> None:
    race = RACES[name]
    passes, enough = (0.2 if race.sample else 0.0), 0.3
    found = ballot_odds(race, sample_sufficient=passes, full_count_sufficient=enough)
    limit = 60 if name == "60 days" else 30
    assert found.calendar.deadlines.full_count_days == limit
    first = 125 if race.rules.endswith("2022") else 180
    days = calendar_walk(race, 60)
    rng = np.random.default_rng(88)
    in_time = np.array([ordered_in_time(race, day, first) for day in days])
    path = rng.choice(3, size=DRAWS, p=[passes, enough, 1.0 - passes - enough])
    sampled = (path == 0) & in_time[race.sample_day]
    counted = (path == 1) & in_time[simulated_ends(race, limit, rng)]
    by_sample, by_count = (part.on_ballot for part in found.paths)
    for odds, simulated in (
        (by_sample, sampled.mean()),
        (by_count, counted.mean()),
        (found.on_ballot, (sampled | counted).mean()),
    ):
        error = max(odds * (1.0 - odds), 1.0 / DRAWS) ** 0.5 / DRAWS**0.5
        assert abs(odds - simulated) <= 4.0 * error


def test_the_races_are_of_every_kind() -> None:
    """Paths that are sure, impossible, and neither."""
    found = {name: ballot_calendar(race) for name, race in RACES.items()}
    assert found["too early"].sample_in_time == 0.0
    assert 0.0 < found["too early"].full_count_in_time < 1.0
    assert found["60 days"].full_count_in_time == pytest.approx(1.0)
    assert 0.0 < found["30 of 60 days"].full_count_in_time < 1.0
    assert found["30 of 60 days"].deadlines.short_track


# What always holds.


def random_race(rng: np.random.Generator) -> Race:
    year = int(rng.choice([2022, 2023, 2024]))
    election = dt.date(year, 1, 1) + dt.timedelta(days=int(rng.integers(60, 365)))
    rules = f"ca-local-recall-{year}"
    law = rule_sets()[rules].ballot
    assert law is not None
    before = int(rng.integers(89, law.first_order_days + 20))
    raw = int(rng.integers(501, 1_000_000))
    speed = float(rng.integers(1_000, 80_000)) if rng.random() < 0.5 else None
    body = Body(int(rng.integers(5)), (), int(rng.integers(0, 15)))
    if rng.random() < 0.3:
        gaps = np.cumsum(rng.integers(3, 20, size=12)) - 150
        dates = tuple(election + dt.timedelta(days=int(gap)) for gap in gaps)
        body = Body(None, dates, body.order_lag_days)
    closed = tuple(election - dt.timedelta(days=int(day)) for day in rng.integers(60, 160, size=2))
    return Race(
        rules, election - dt.timedelta(days=before), election, raw=raw,
        sample=max(500, raw // 20), sample_day=int(rng.integers(1, 41)), speed=speed,
        speed_pm=float(rng.integers(0, 60)), office=Office(closed=closed), body=body,
    )  # fmt: skip


def odds(race: Race) -> float:
    return ballot_odds(race, sample_sufficient=0.2, full_count_sufficient=0.5).on_ballot


def earliest_order_is_not_too_early(race: Race) -> bool:
    """The order after the earliest end of any path falls in the window or after it."""
    found = ballot_calendar(race)
    ends = [found.full_count.days[0], *(found.sample.days if found.sample else ())]
    order = race.body.order_after(min(ends))
    return order is None or order >= found.window.first


def harder(race: Race, rng: np.random.Generator) -> dict[str, Race]:
    """The same race with one thing later or slower."""
    more = int(rng.integers(1, 15))
    filed = min(race.filed + dt.timedelta(days=more), race.election - dt.timedelta(days=1))
    found = {
        "filed later": replace(race, filed=filed),
        "sample later": replace(race, sample_day=race.sample_day + more),
    }
    if race.speed is not None:
        found["slower"] = replace(race, speed=race.speed / (1.0 + more / 10.0))
    lag = race.body.order_lag_days
    found["order later"] = replace(race, body=replace(race.body, order_lag_days=lag + more))
    if race.body.dates:
        kept = tuple(day for day in race.body.dates if rng.random() < 0.7)
        found["a meeting dropped"] = replace(race, body=replace(race.body, dates=kept))
    return found


def test_later_and_slower_never_raise_the_odds() -> None:
    """10,000 random scenarios whose earliest possible order is not before the window."""
    rng = np.random.default_rng(11242)
    tried, names = 0, set[str]()
    while tried < 10_000:
        race = random_race(rng)
        if not earliest_order_is_not_too_early(race):
            continue
        tried += 1
        base = odds(race)
        found = list(harder(race, rng).items())
        name, other = found[tried % len(found)]
        names.add(name)
        assert odds(other) <= base + 1e-12, (name, race, other)
    assert len(names) == 5


def test_a_path_whose_order_cannot_fall_in_the_window_contributes_nothing() -> None:
    rng = np.random.default_rng(125)
    seen = 0
    for _ in range(2_000):
        race = random_race(rng)
        found = ballot_odds(race, sample_sufficient=0.4, full_count_sufficient=0.6)
        law = rule_sets()[race.rules].ballot
        assert law is not None
        for path, finish in zip(
            found.paths, (found.calendar.sample, found.calendar.full_count), strict=True
        ):
            assert finish is not None
            orders = [race.body.order_after(day) for day in finish.days]
            if not any(order and found.calendar.window.holds(order) for order in orders):
                assert path.on_ballot == 0.0
                seen += 1
            assert sum(finish.odds) == pytest.approx(1.0, abs=1e-9)
            assert 0.0 <= path.in_time <= 1.0
    assert seen > 300


def test_too_early_is_as_useless_as_too_late() -> None:
    early = replace(GASCON, filed=dt.date(2022, 3, 1))
    late = replace(GASCON, filed=dt.date(2022, 8, 1))
    assert odds(early) == odds(late) == 0.0
    assert odds(replace(early, rules="ca-local-recall-2023")) == 0.0
    assert odds(replace(GASCON, filed=dt.date(2022, 6, 24))) == pytest.approx(0.7)


# Filing days.


def test_filing_days_are_the_same_function() -> None:
    found = odds_by_filing_day(GASCON, sample_sufficient=0.2, full_count_sufficient=0.5)
    assert (found.last_sure, found.last_possible) == (dt.date(2022, 6, 24), dt.date(2022, 7, 25))
    for day in found.days:
        assert day.on_ballot == odds(replace(GASCON, filed=day.day))
    days = [day.day for day in found.days]
    assert days == sorted(days)
    assert all(working_days_between(day - dt.timedelta(days=1), day) for day in days)
    assert dt.date(2022, 7, 4) not in days
    never = replace(GASCON, body=Body(None, (dt.date(2023, 1, 3),)))
    nothing = odds_by_filing_day(never, sample_sufficient=0.2, full_count_sufficient=0.5)
    assert (nothing.days, nothing.last_sure, nothing.last_possible) == ((), None, None)


# From a scenario.


def told(string: str) -> Forecast:
    reading = scenario.read(string)
    assert reading.problems == ()
    assert reading.scenario is not None
    return forecast(reading.scenario)


@pytest.mark.parametrize("rules", sorted(rule_sets()))
def test_where_there_is_no_calendar_the_ballot_is_left_out(rules: str) -> None:
    reading = scenario.read(f"petition=custom&raw=60000&required=45000&rules={rules}")
    body = answer(reading)
    has = rules.startswith("ca-local-recall")
    for name in ("odds", "odds_without_drift"):
        assert ("on_ballot" in body[name]) is has
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    assert (result.on_ballot is None, result.no_calendar) == (not has, "" if has else "law")
    assert bool(body["notes"]) is not has
    sentence = words.ballot_sentence(reading.scenario, result)
    assert sentence.startswith("On the ballot" if has else "No odds of the ballot")
    assert bool(words.why_they_differ(reading.scenario, result)) is has


def test_a_petition_without_an_election_or_a_day_of_filing() -> None:
    year_only = "petition=fairfax-blash-2025"
    assert presets()["fairfax-blash-2025"].filed_to == "year"
    for string, because in (
        (year_only, "election"),
        (f"{year_only}&election=2026-11-03", "filed"),
        (f"{year_only}&election=2026-11-03&filed=2025-06-02", ""),
        ("petition=newsom-2021", "law"),
    ):
        result = told(string)
        assert result.no_calendar == because
        assert (result.on_ballot is None) is bool(because)


def test_gascon_step_by_step() -> None:
    """Only what is known by then; the outcome came on working day 28, after E-88."""
    by_step = {step: told(f"as_of={step}") for step in ("filed", "raw", "sample", "outcome")}
    ballots = {step: found.ballot for step, found in by_step.items()}
    sample = ballots["sample"]
    assert sample is not None
    assert sample.calendar.sample is not None
    assert sample.calendar.sample.days == (dt.date(2022, 7, 14),)
    assert sample.calendar.full_count_in_time == pytest.approx((2 / 3) ** 7, abs=1e-4)
    assert by_step["outcome"].on_ballot == 0.0
    enough = told("as_of=outcome&required=500000")
    assert (enough.qualifies, enough.on_ballot) == (1.0, 0.0)
    assert enough.ballot is not None
    assert enough.ballot.calendar.full_count.days == (dt.date(2022, 8, 15),)
    late = told("as_of=2022-08-09&required=500000")  # still counting on August 9
    assert late.on_ballot == 0.0
    assert late.sufficient > 0.8


def test_a_sample_that_is_not_there_yet_comes_later() -> None:
    race = race_of(scenario.read("as_of=2022-07-13&sample_days=3").scenario)
    assert race is not None
    assert race.sample_day == 6


def test_a_running_count_teaches_its_speed_and_a_given_one_goes_before() -> None:
    """Progress runs from the sample's day to ``as_of``; without a date there is none."""
    base = (
        "petition=custom&rules=ca-local-recall-2022&raw=715833&required=500000&filed=2022-07-06"
        "&election=2022-11-08&sample_days=6&counted=300000&counted_valid=240000"
    )
    fast, slow = (told(f"{base}&as_of={day}") for day in ("2022-07-21", "2022-08-03"))
    assert fast.on_ballot is not None
    assert slow.on_ballot is not None
    assert fast.on_ballot > 0.9 * fast.qualifies
    assert slow.on_ballot < 0.1
    unknown = told(base).ballot
    assert unknown is not None
    assert unknown.calendar.full_count_in_time == pytest.approx((2 / 3) ** 7)
    given = told(f"{base}&as_of=2022-08-03&speed=200000").ballot
    assert given is not None
    assert given.calendar.full_count_in_time > 0.99


def test_a_decided_petition_has_a_known_day() -> None:
    base = "petition=custom&raw=715833&required=566857"
    assert told(f"{base}&gate=sufficient").on_ballot == 1.0
    assert told(f"{base}&gate=sufficient&sample_days=28").on_ballot == 0.0
    assert told(f"{base}&gate=insufficient").on_ballot == 0.0
    counted = f"{base}&counted=715833&counted_valid=600000"
    assert told(f"{counted}&as_of=2022-08-08").on_ballot == 1.0
    assert told(f"{counted}&as_of=2022-08-09").on_ballot == 0.0


def test_on_the_ballot_is_never_likelier_than_qualifying() -> None:
    for string in ("", "as_of=sample", "drift=0", "speed=90000", "meetings=fri", "invalid=5"):
        body = answer(scenario.read(string))
        for name in ("odds", "odds_without_drift"):
            assert 0.0 <= body[name]["on_ballot"] <= body[name]["qualifies"]


@pytest.mark.parametrize(
    ("string", "parts"),
    [
        ("", ("Aug. 8, 2022", "Aug. 12, 2022", "Aug. 17, 2022", "Nov. 8, 2022")),
        ("filed=2022-06-01&as_of=filed", ("leaves time for",)),
        ("filed=2022-03-01&as_of=filed", ("too early", "July 6, 2022")),
        ("meetings=2023-01-03", ("no meeting in hand",)),
    ],
)
def test_why_enough_and_on_the_ballot_differ(string: str, parts: tuple[str, ...]) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    sentence = words.why_they_differ(reading.scenario, forecast(reading.scenario))
    assert sentence.startswith("Enough signatures is not a place on the ballot: ")
    assert sentence.count(". ") == sum(sentence.count(f"{name}. ") for name in ("Aug", "Nov"))
    for part in parts:
        assert part in sentence


def test_assumptions_are_marked_and_what_is_set_is_none() -> None:
    usual = scenario.read("").scenario
    ours = scenario.read("meetings=2022-08-09&order_lag=2&speed=30000&as_of=sample").scenario
    assert usual is not None
    assert ours is not None
    said = words.assumptions(usual)
    assert all(sentence.startswith("Assumption: ") for sentence in said)
    for part in ("every Tuesday", "working day 10", "before its deadline"):
        assert any(part in sentence for sentence in said), part
    assert words.assumptions(ours) == ()
    assert wording.no_ballot_sentence(usual, "") == ""


def test_what_happens_if_it_misses_and_by_when_to_file() -> None:
    usual = scenario.read("").scenario
    assert usual is not None
    found = forecast(usual).ballot
    assert found is not None
    sentence = words.if_it_misses(usual, found.calendar)
    for part in ("88 to 125 days", "Aug. 23, 2022", "Nov. 19, 2022", "Dec. 26, 2022"):
        assert part in sentence
    days = odds_by_filing_day(GASCON, sample_sufficient=0.0037, full_count_sufficient=0.1193)
    filing = words.filing_sentence(usual, days)
    for part in ("June 24, 2022", "July 25, 2022", "about 1 in 8"):
        assert part in filing
