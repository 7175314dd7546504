"""Every key of the scenario string with every kind of bad value: named once, and not used."""

from urllib.parse import quote

import pytest

from analysis import scenario
from analysis.scenario import KEYS, Problem, Reading
from analysis.scenario.model import group_of
from analysis.versions import today
from analysis.wording import problem_sentence

NOT_NUMBERS = [
    "", "abc", "nan", "inf", "-inf", "1e400", "1e3", "1,000", "0x10", "5%", " 5", "5 ", "+5", "--5",
    "٣", "½", "5.5.5", "1_000", "None", "9" * 40,
]  # fmt: skip
NOT_WHOLE = [*NOT_NUMBERS, "1.5", "-1", "1.0"]
NOT_CHOICES = ["", "nosuch", "0", " "]
NOT_DATES = [
    "", "soon", "2022-13-40", "2022-02-30", "2022-7-9", "20220709", "2022-W27-6", "07/09/2022",
    "0000-01-01", "1899-12-31", "2101-01-01", "2022-07-09T00:00", "٢٠٢٢-07-09",
]  # fmt: skip
EMPTY_IS_ABSENT = {
    "name", "sample_repeats", "counted_repeats", "holidays_add", "holidays_drop", "speed",
    "speed_pm", "collected", "collected_on", "started", "deadline", "pace", "pace_pm", "cost",
    "worth",
}  # fmt: skip


def count(*outside: str) -> list[str]:
    return [*NOT_WHOLE, *outside]


def number(*outside: str) -> list[str]:
    return [*NOT_NUMBERS, *outside]


BAD = {
    "v": count("0", "2", "99"),
    "model": [*NOT_CHOICES, "2026-11 ", "x" * 21],
    "petition": [*NOT_CHOICES, "../../etc/passwd", "GASCON-2022", "gascon_2022", "x" * 81],
    "name": ["x" * 81, "two\nlines", "nul\0", "\ud800"],
    "as_of": [*NOT_DATES, "RAW", "raw ", "certified", "2021-01-01"],
    "raw": count("0", "100000001"),
    "required": count("0", "100000001"),
    "class": [*NOT_CHOICES, "All", "county", "state,kind", "x" * 81],
    "invalid": number("-0.1", "100.1"),
    "invalid_pm": number("-0.1", "45.1"),
    **dict.fromkeys(scenario.REASONS, number("-0.1", "100.1")),
    "repeats": number("-0.1", "50.1"),
    "repeats_pm": number("-0.1", "30.1"),
    "rules": [*NOT_CHOICES, "ca-local-recall-1850", "CO"],
    "statistic": [*NOT_CHOICES, "maybe", "Corrected"],
    "rounding": [*NOT_CHOICES, "worksheets"],
    "sample": count("100000001"),
    "sample_valid": count("100000001"),
    "sample_repeats": count("100000001"),
    "gate": [*NOT_CHOICES, "full count", "pass"],
    "drift": number("-0.1", "0.51"),
    "check": count("100000001"),
    "check_valid": count("100000001"),
    "check_weight": number("-0.1", "1.1"),
    "check_bias": number("-5.1", "5.1"),
    "check_bias_sd": number("-0.1", "5.1"),
    "counted": count("100000001"),
    "counted_valid": count("100000001"),
    "counted_repeats": count("100000001"),
    "filed": NOT_DATES,
    "election": [*NOT_DATES, "2022-07-06", "2022-07-05"],
    "holidays_add": [*NOT_DATES, "2022-07-05,", ",", "2022-07-05;2022-07-06"],
    "holidays_drop": [*NOT_DATES, "2022-07-05,", "2022-07-05, 2022-07-06"],
    "sample_days": count("0", "61"),
    "speed": number("0.9", "10000001"),
    "speed_pm": number("-0.1", "90.1"),
    "meetings": [*NOT_DATES, "sat", "tue,fri", "Tue", "tuesday", "2022-08-09,tue"],
    "order_lag": count("15"),
    "collected": count("0", "100000001"),
    "collected_on": NOT_DATES,
    "started": NOT_DATES,
    "deadline": NOT_DATES,
    "pace": number("0.9", "10000001"),
    "pace_pm": number("-0.1", "90.1"),
    "cost": number("-0.1", "10000.1"),
    "worth": number("-0.1", "100000000000.1"),
    "strike_invalid": count("100000001"),
    "strike_repeats": count("100000001"),
}
GOOD = {
    "v": "1",
    "model": "2026-11",
    "petition": "gascon-2022",
    "name": "Ñandú",
    "as_of": "raw",
    "class": "all",
    "rules": "co",
    "statistic": "corrected",
    "rounding": "regulation",
    "gate": "unknown",
    "filed": "2022-07-05",
    "election": "2022-11-09",
    "holidays_add": "2022-07-05",
    "holidays_drop": "2022-07-05,2022-07-06",
    "meetings": "fri",
}


def bad_values(key: str) -> list[str]:
    return [text for text in BAD[key] if text or key not in EMPTY_IS_ABSENT]


def only_problem(reading: Reading) -> Problem:
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


def test_every_key_is_in_the_table() -> None:
    assert list(BAD) == list(KEYS)
    assert {name for name, key in KEYS.items() if key.may_be_empty} == EMPTY_IS_ABSENT


@pytest.mark.parametrize("key", KEYS)
def test_a_bad_value_is_one_problem_and_the_default_is_used(key: str) -> None:
    default = scenario.read("").scenario
    assert default is not None
    for text in bad_values(key):
        reading = scenario.read([(key, text)])
        problem = only_problem(reading)
        assert problem.field == key, text
        assert problem.given == (text if len(text) <= 80 else text[:80] + "…")
        assert problem.allowed
        # Of evidence the whole group is dropped: its absence is used.
        assert problem.used == default.values()[group_of(key)], text
        assert reading.scenario == default, text
        assert reading.changed == ()
        assert key in problem_sentence(problem)


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("petition", "as_of")])
def test_a_bad_value_of_a_custom_petition_is_one_problem(key: str) -> None:
    base = {"petition": "custom", "raw": "60000", "required": "45000"}
    for text in bad_values(key):
        reading = scenario.read((base | {key: text}).items())
        problem = only_problem(reading)
        assert problem.field == key, text
        if key in ("raw", "required"):  # nothing can be used instead
            assert reading.scenario is None
            assert problem.used is None
        else:
            assert reading.scenario == scenario.read(base.items()).scenario, text


@pytest.mark.parametrize("key", KEYS)
def test_a_key_given_twice_is_one_problem(key: str) -> None:
    text = GOOD.get(key, "1")
    problem = only_problem(scenario.read([(key, text), (key, text)]))
    assert problem.field == key
    assert problem.given == f"{text}, {text}"
    assert problem.allowed == "one value"


@pytest.mark.parametrize(
    "key", ["nosuchkey", "RAW", "raw ", "sample-valid", "s1", "utm", "embedded", "", "é", "x" * 200]
)
def test_an_unknown_key_is_one_problem(key: str) -> None:
    problem = only_problem(scenario.read([(key, "1")]))
    assert problem.field == key
    assert problem.used is None
    assert scenario.read([(key, "1")]).scenario == scenario.read("").scenario


@pytest.mark.parametrize(
    "key",
    [
        *("utm_source", "utm_x", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "ref"),
        *("embed", "embed_options", "lang"),
    ],
)
def test_keys_of_other_programs_are_passed_over(key: str) -> None:
    """Even twice and empty; a copied link has none of them."""
    reading = scenario.read([(key, "a"), (key, ""), ("invalid", "8")])
    assert reading == scenario.read("invalid=8")
    assert key not in scenario.full_link(reading)
    assert scenario.address(reading) == f"?v=1&model={today().id}&invalid=8"


@pytest.mark.parametrize("key", sorted(EMPTY_IS_ABSENT))
def test_empty_is_absent_where_the_table_says_so(key: str) -> None:
    reading = scenario.read(f"{key}=")
    assert reading.problems == ()
    assert reading.changed == ()
    assert reading.scenario == scenario.read("").scenario


@pytest.mark.parametrize("group", ["sample", "check", "counted"])
def test_zero_is_absent_for_a_group(group: str) -> None:
    reading = scenario.read(f"{group}=0")
    assert reading.problems == ()
    assert reading.changed == ()
    assert reading.ignored == ()


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("raw", ["1", "100000000", "0007"]),
        ("required", ["1", "100000000"]),
        ("invalid", ["0", "100", "24.5", "24.", ".5", "8.000000000001"]),
        ("repeats", ["0", "50", "0.1"]),
        ("repeats_pm", ["0", "4.3"]),
        ("drift", ["0", "0.5"]),
        ("check_bias", ["-5", "5", "-0.25"]),
        ("check_bias_sd", ["0", "5"]),
        ("sample_days", ["1", "60"]),
        ("speed", ["1", "10000000", "30910.9"]),
        ("speed_pm", ["0", "90"]),
        ("order_lag", ["0", "14"]),
        ("filed", ["1900-01-01", "2022-11-07"]),
        ("election", ["2022-07-07", "2100-12-31"]),
        ("meetings", ["mon", "tue", "wed", "thu", "fri", "2022-08-09", "2022-08-09,2022-08-02"]),
    ],
)
def test_values_at_the_bounds_are_good(key: str, texts: list[str]) -> None:
    for text in texts:
        reading = scenario.read(f"{key}={text}")
        assert reading.problems == (), text
        assert key in reading.given


def test_several_problems_come_in_the_order_of_the_keys() -> None:
    reading = scenario.read("order_lag=99&nosuch=1&invalid=nan&raw=-1&petition=x")
    fields = [problem.field for problem in reading.problems]
    assert fields == ["petition", "raw", "invalid", "order_lag", "nosuch"]


def test_a_long_value_is_echoed_in_part() -> None:
    problem = only_problem(scenario.read("raw=" + "7" * 500))
    assert problem.given == "7" * 80 + "…"


def test_a_string_that_is_too_long_is_one_problem() -> None:
    reading = scenario.read("invalid=8&name=" + quote("x" * 9000))
    assert only_problem(reading).field == "string"
    assert reading.scenario == scenario.read("").scenario
