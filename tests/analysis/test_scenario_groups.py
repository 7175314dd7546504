"""Keys of the scenario string that belong together: widths, reasons, evidence, clashes."""

import datetime as dt
from urllib.parse import parse_qsl

import pytest

from analysis import scenario
from analysis.forecast import forecast
from analysis.scenario import REASONS
from analysis.validity import widest_pm
from tests.analysis.strings import CUSTOM, OUTCOME, changed, read

SAMPLE = "as_of=sample"

# Widths.


@pytest.mark.parametrize("rate", ["0", "0.1", "0.5", "2", "98", "99.9", "100"])
def test_a_width_that_is_not_given_shrinks_to_what_its_centre_allows(rate: str) -> None:
    reading = scenario.read(f"model=2026-11&invalid={rate}")
    found = read(f"model=2026-11&invalid={rate}")
    assert found.invalid_pm == min(12.8, widest_pm(percent=float(rate)))
    assert changed(reading) == ["invalid"]
    assert forecast(found).sufficient >= 0.0


@pytest.mark.parametrize(
    ("centre", "width", "rate"),
    [
        ("invalid", "invalid_pm", "0.5"),
        ("invalid", "invalid_pm", "0"),
        ("invalid", "invalid_pm", "100"),
        ("repeats", "repeats_pm", "0.1"),
        ("repeats", "repeats_pm", "2"),
    ],
)
def test_a_width_that_is_given_and_too_large_is_a_problem(
    centre: str, width: str, rate: str
) -> None:
    widest = widest_pm(percent=float(rate))
    good = scenario.read(f"{centre}={rate}&{width}={widest:g}")
    assert good.problems == ()
    bad = scenario.read(f"{centre}={rate}&{width}={widest + 0.1:g}")
    assert [problem.field for problem in bad.problems] == [width]
    assert f"{widest:g}" in bad.problems[0].allowed
    assert bad.scenario == read(f"{centre}={rate}")
    assert bad.problems[0].used == getattr(bad.scenario, width)


def test_no_repeats_are_none_whatever_their_width() -> None:
    for string in ("repeats=0", "repeats=0&repeats_pm=0", "repeats=0&repeats_pm=30"):
        assert forecast(read(string)).sufficient == forecast(read("repeats=0")).sufficient


def test_a_known_value_has_width_0() -> None:
    found = read("invalid=20.8&invalid_pm=0&repeats=0")
    assert found.invalid_pm == 0.0
    assert forecast(found).valid.sd == pytest.approx((715_833 * 0.208 * 0.792) ** 0.5, rel=1e-4)


# Reasons.


def test_reasons_not_given_are_0_and_the_sum_is_the_rate() -> None:
    found = read("not_registered=12&address=5.5")
    assert [getattr(found, reason) for reason in REASONS] == [12.0, 5.5, 0.0, 0.0, 0.0, 0.0]
    assert found.by_reason
    assert found.invalid == 17.5
    assert forecast(found).sufficient == forecast(read("invalid=17.5")).sufficient


@pytest.mark.parametrize("rate", ["17", "17.05", "16.95"])
@pytest.mark.parametrize("order", [1, -1])
def test_a_rate_beside_reasons_may_differ_by_a_rounding(rate: str, order: int) -> None:
    parts = ["not_registered=12", "address=5", f"invalid={rate}"][::order]
    found = read("&".join(parts))
    assert found.invalid == 17.0


@pytest.mark.parametrize("rate", ["17.06", "16.94", "0", "50"])
def test_a_rate_that_contradicts_its_reasons_is_one_problem(rate: str) -> None:
    reading = scenario.read(f"not_registered=12&address=5&invalid={rate}")
    assert [problem.field for problem in reading.problems] == [
        ("invalid", "not_registered", "address")
    ]
    assert reading.problems[0].used == 17.0
    assert reading.scenario == read("not_registered=12&address=5")


def test_reasons_of_more_than_100_are_one_problem() -> None:
    reading = scenario.read("not_registered=60&other=41")
    assert [problem.field for problem in reading.problems] == [("not_registered", "other")]
    assert reading.scenario == scenario.read("").scenario


def test_a_link_carries_the_reasons_and_not_their_sum() -> None:
    keys = dict(parse_qsl(scenario.full_link(scenario.read("mismatch=3"))[1:]))
    assert set(REASONS) <= keys.keys()
    assert "invalid" not in keys
    keys = dict(parse_qsl(scenario.full_link(scenario.read("invalid=3"))[1:]))
    assert not set(REASONS) & keys.keys()
    assert keys["invalid"] == "3"


@pytest.mark.parametrize("string", ["", "invalid=8", "invalid=33.3", "invalid=0", CUSTOM])
def test_switching_to_reasons_and_back_changes_nothing_else(string: str) -> None:
    reading = scenario.read(string)
    split = scenario.by_reason(reading, on=True)
    assert split.problems == ()
    assert split.scenario is not None
    assert reading.scenario is not None
    assert split.scenario.by_reason
    assert split.scenario.invalid == reading.scenario.invalid
    assert forecast(split.scenario) == forecast(reading.scenario)
    assert (changed(split) == []) == (changed(reading) == [])
    assert scenario.by_reason(split, on=True) is split
    back = scenario.by_reason(split, on=False)
    assert back.scenario == reading.scenario
    assert back.changed == reading.changed
    assert scenario.by_reason(reading, on=False) is reading


# Evidence of a preset that a given value excludes.


@pytest.mark.parametrize(
    ("string", "dropped"),
    [
        (f"{SAMPLE}&raw=30000&required=20000", {"sample", "sample_valid", "gate"}),
        (f"{SAMPLE}&sample_valid=25000", {"gate"}),
        (f"{SAMPLE}&sample=0", {"gate"}),
        (f"{SAMPLE}&invalid=0&repeats=0", {"sample", "sample_valid", "gate"}),
        (f"{SAMPLE}&invalid=100", {"sample", "sample_valid", "gate"}),
        (f"{OUTCOME}&raw=600000", {"counted", "counted_valid", "counted_repeats"}),
        (f"{OUTCOME}&repeats=0", {"counted", "counted_valid", "counted_repeats"}),
        (f"{OUTCOME}&gate=sufficient", {"counted", "counted_valid", "counted_repeats"}),
        ("filed=2023-02-01", {"election"}),
    ],
)
def test_inherited_values_that_a_given_one_excludes_are_dropped_and_named(
    string: str, dropped: set[str]
) -> None:
    reading = scenario.read(string)
    assert reading.problems == ()
    assert set(reading.ignored) >= dropped
    assert reading.scenario is not None
    values = reading.scenario.values()
    assert all(values[key] in (None, 0, "unknown") for key in dropped)


def test_an_inherited_sample_that_still_fits_stays() -> None:
    found = read(f"{SAMPLE}&raw=600000&required=30000")
    assert (found.sample, found.sample_valid, found.gate) == (35_793, 27_983, "full_count")


def test_given_evidence_is_never_dropped_in_silence() -> None:
    """A running count replaces a sample; keys of a calendar that is not there are named."""
    sampled = f"{CUSTOM}&sample=3000&sample_valid=2400&sample_repeats=4"
    assert scenario.read(sampled).ignored == ()
    counting = f"{sampled}&counted=100&counted_valid=80"
    assert set(scenario.read(counting).ignored) == {"sample", "sample_valid", "sample_repeats"}
    calendar = f"{CUSTOM}&order_lag=3&meetings=fri"
    assert scenario.read(calendar).ignored == ()
    elsewhere = scenario.read(f"{calendar}&rules=every-signature")
    assert elsewhere.ignored == ("meetings", "order_lag")
    assert scenario.read(f"{CUSTOM}&order_lag=0&meetings=tue&rules=wa").ignored == ()


@pytest.mark.parametrize(
    ("string", "ignored"),
    [
        ("holidays_add=2022-07-20&holidays_drop=2022-09-05&sample_days=8&order_lag=2", ()),
        ("speed=30000&speed_pm=10", ()),
        ("speed_pm=10", ("speed_pm",)),
        ("raw=400&required=300&sample_days=8", ("sample_days",)),
        ("gate=sufficient&speed=30000&speed_pm=10&order_lag=2", ("speed", "speed_pm")),
        ("counted=60000&counted_valid=50000&speed=30000", ("speed",)),
        ("rules=co&sample_days=8&speed=30000&holidays_add=2022-07-20",
         ("holidays_add", "sample_days", "speed")),
    ],
)  # fmt: skip
def test_keys_that_the_calendar_leaves_unused_are_named(
    string: str, ignored: tuple[str, ...]
) -> None:
    pairs = dict(parse_qsl(f"{CUSTOM}&{string}"))
    reading = scenario.read(pairs.items())
    assert reading.problems == ()
    assert reading.ignored == ignored


def test_a_complete_count_is_used() -> None:
    reading = scenario.read(OUTCOME)
    assert reading.ignored == ()
    assert reading.scenario is not None
    assert reading.scenario.decided


# Values that clash.


@pytest.mark.parametrize(
    ("string", "field", "used"),
    [
        ("sample=500", "sample", 0),
        ("sample_valid=400", "sample_valid", 0),
        ("sample_repeats=4", "sample_repeats", 0),
        ("sample=0&sample_valid=4", ("sample", "sample_valid"), 0),
        ("sample=500&sample_valid=501", ("sample", "sample_valid"), 0),
        ("sample=500&sample_valid=400&sample_repeats=101",
         ("sample", "sample_valid", "sample_repeats"), 0),
        ("sample=60001&sample_valid=1", ("raw", "sample"), 0),
        ("check=500", "check", 0),
        ("check_valid=400", "check_valid", 0),
        ("check=500&check_valid=501", ("check", "check_valid"), 0),
        ("counted=500", "counted", 0),
        ("counted_valid=400", "counted_valid", 0),
        ("counted=500&counted_valid=400&counted_repeats=101",
         ("counted", "counted_valid", "counted_repeats"), 0),
        ("counted=60001&counted_valid=1", ("raw", "counted"), 0),
        ("counted=500&counted_valid=400&gate=sufficient", ("gate", "counted"), 0),
        ("counted=500&counted_valid=400&gate=insufficient", ("gate", "counted"), 0),
        ("repeats=0&sample=500&sample_valid=400&sample_repeats=1",
         ("repeats", "sample_repeats"), 0),
        ("repeats=0&counted=500&counted_valid=400&counted_repeats=1",
         ("repeats", "counted_repeats"), 0),
        ("invalid=0&repeats=0&sample=500&sample_valid=400",
         ("invalid", "sample", "sample_valid"), 0),
        ("invalid=0&sample=500&sample_valid=400&sample_repeats=1",
         ("invalid", "sample", "sample_valid", "sample_repeats"), 0),
        ("invalid=100&sample=500&sample_valid=1", ("invalid", "sample", "sample_valid"), 0),
        ("invalid=100&check=500&check_valid=1", ("invalid", "check", "check_valid"), 0),
        ("filed=2022-07-06&election=2022-07-06", "election", dt.date(2022, 11, 8)),
        ("filed=2024-07-06&election=2022-11-08", "election", dt.date(2024, 11, 5)),
    ],
)  # fmt: skip
def test_given_values_that_clash_are_one_problem(
    string: str, field: str | tuple[str, ...], used: object
) -> None:
    reading = scenario.read(f"{CUSTOM}&{string}")
    assert [problem.field for problem in reading.problems] == [field]
    assert reading.problems[0].used == used
    assert reading.scenario is not None
    for group in ("sample", "check", "counted"):  # the whole group is dropped
        if group in str(field):
            values = reading.scenario.values()
            assert not values[group]
            assert values[f"{group}_valid"] is None


def test_evidence_without_a_given_clash_is_no_problem() -> None:
    for string in (
        "sample=500&sample_valid=400&sample_repeats=100",
        "sample=60000&sample_valid=60000",
        "invalid=0&sample=500&sample_valid=400",  # repeats may be among the 100
        "invalid=0&repeats=0&sample=500&sample_valid=500",
        "counted=60000&counted_valid=0",
        "invalid=100&counted=500&counted_valid=0",
        "counted=500&counted_valid=400&gate=full_count",
        "check=60001&check_valid=1",  # its own check may have looked at lines twice
    ):
        assert scenario.read(f"{CUSTOM}&{string}").problems == (), string


@pytest.mark.parametrize("string", ["election=2022-07-06", "election=2022-07-01&invalid=8"])
def test_the_election_of_a_preset_stands_where_a_given_one_cannot(string: str) -> None:
    reading = scenario.read(string)
    assert [problem.field for problem in reading.problems] == ["election"]
    assert reading.problems[0].used == dt.date(2022, 11, 8)
    assert "election" not in changed(reading)
    assert read(scenario.full_link(reading)) == reading.scenario


def test_an_election_that_a_given_filing_excludes_is_not_the_senders_change() -> None:
    """Dropped, it is absent from the link, whose address is no bad input."""
    reading = scenario.read("filed=2023-02-01")
    assert reading.problems == ()
    assert changed(reading) == ["filed"]
    assert read(scenario.full_link(reading)) == reading.scenario
    assert read(scenario.address(reading)) == reading.scenario


def test_a_custom_petition_needs_its_two_numbers() -> None:
    reading = scenario.read("petition=custom")
    assert [problem.field for problem in reading.problems] == ["raw", "required"]
    assert [problem.used for problem in reading.problems] == [None, None]
    assert reading.scenario is None
    with pytest.raises(ValueError, match="scenario"):
        scenario.full_link(reading)
