"""The scenario string: what it means, what follows from what, and what is kept on the way."""

import datetime as dt
from urllib.parse import parse_qsl, urlencode

import pytest

from analysis import scenario
from analysis.forecast import forecast
from analysis.scenario import REASONS, Reading, Scenario, next_november_election
from analysis.validity import widest_pm

CUSTOM = "petition=custom&raw=60000&required=45000"
OUTCOME = "as_of=outcome"
SAMPLE = "as_of=sample"


def read(string: str) -> Scenario:
    """The scenario of a string that has no problem."""
    reading = scenario.read(string)
    assert reading.problems == ()
    assert reading.scenario is not None
    return reading.scenario


def changed(reading: Reading) -> list[str]:
    return [change.key for change in reading.changed]


# Reading and writing.


@pytest.mark.parametrize(
    "string",
    ["?invalid=20", "https://example.org/odds?invalid=20", "invalid=20#here", "/?a=1?invalid=20"],
)
def test_a_question_mark_an_address_and_a_fragment_are_no_part_of_the_string(string: str) -> None:
    assert scenario.read(string) == scenario.read("invalid=20")


def test_percent_encoding_is_undone() -> None:
    assert read("raw=%37%30%30%30%30%30").raw == 700_000
    assert read("%69nvalid=20").invalid == 20.0
    assert read("holidays_add=2022-07-05%2C2022-08-01") == read(
        "holidays_add=2022-07-05,2022-08-01"
    )


@pytest.mark.parametrize(
    "name",
    ["Ñandú & Söhne", "a=b&c=d?e#f", "50% + 1", "署名", "“quoted”", "🗳️", "x" * 80, " spaced "],
)
def test_any_name_comes_through_a_link(name: str) -> None:
    reading = scenario.read(CUSTOM + "&" + urlencode({"name": name}))
    assert reading.problems == ()
    link = scenario.full_link(reading)
    assert link.isascii()
    assert " " not in link
    assert read(link).name == name
    assert read(scenario.address(reading)).name == name


def test_a_preset_keeps_its_own_name() -> None:
    reading = scenario.read("name=Mine")
    assert reading.problems == ()
    assert reading.ignored == ("name",)
    assert reading.scenario == scenario.read("").scenario


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("20.50", "20.5"),
        ("020", "20"),
        ("20.", "20"),
        (".5", "0.5"),
        ("0.123456789", "0.123456789"),
    ],
)
def test_numbers_are_written_in_shortest_decimal(text: str, written: str) -> None:
    link = scenario.full_link(scenario.read(f"invalid={text}"))
    assert dict(parse_qsl(link[1:], keep_blank_values=True))["invalid"] == written


def test_dates_of_a_list_are_sorted_and_stand_once() -> None:
    given = read("holidays_add=2022-08-01,2022-07-05,2022-08-01").holidays_add
    assert given == (dt.date(2022, 7, 5), dt.date(2022, 8, 1))


def test_the_first_preset_as_it_opens_has_an_empty_address() -> None:
    reading = scenario.read("")
    assert scenario.address(reading) == ""
    assert scenario.address(scenario.read(scenario.full_link(reading))) == ""
    assert read("petition=gascon-2022&as_of=raw&v=1&model=2026-11") == reading.scenario


@pytest.mark.parametrize(
    ("string", "address"),
    [
        ("invalid=8&utm_source=x", "?v=1&model=2026-11&invalid=8"),
        ("invalid=24.5", ""),
        (OUTCOME, "?v=1&model=2026-11&as_of=outcome"),
        ("as_of=raw", ""),
        (CUSTOM, "?v=1&model=2026-11&petition=custom&raw=60000&required=45000"),
        ("repeats=3&invalid=8", "?v=1&model=2026-11&invalid=8&repeats=3"),
        (f"{CUSTOM}&filed=2022-07-06", f"?v=1&model=2026-11&{CUSTOM}&filed=2022-07-06"),
    ],
)
def test_the_address_holds_what_the_reader_set(string: str, address: str) -> None:
    assert scenario.address(scenario.read(string)) == address


@pytest.mark.parametrize(
    ("string", "keys"),
    [
        ("rules=co", ["rules"]),
        ("filed=2022-07-07", ["filed"]),
        ("election=2022-12-06", ["election"]),
        ("statistic=uncorrected", ["statistic"]),
        ("filed=2024-06-04&election=2024-11-05", ["filed", "election"]),
        ("rules=ca-local-recall-2024", ["rules"]),
        ("petition=newsom-2021&rules=wa", ["rules"]),
        ("petition=newsom-2021&election=2021-09-14", ["election"]),
    ],
)
def test_law_and_dates_that_differ_from_the_presets_are_changes(
    string: str, keys: list[str]
) -> None:
    reading = scenario.read(string)
    assert reading.problems == ()
    assert changed(reading) == keys
    assert scenario.read(scenario.address(reading)).scenario == reading.scenario
    after = scenario.with_values(reading, {"invalid": "8"}).scenario
    given = dict(parse_qsl(string))
    assert after is not None
    assert {key: str(after.values()[key]) for key in given} == given


def test_the_law_of_a_preset_follows_a_filing_date_that_is_given() -> None:
    string = "filed=2024-06-04&election=2024-11-05"
    assert read(string) == read(f"{string}&rules=ca-local-recall-2024")
    assert changed(scenario.read(f"{string}&rules=ca-local-recall-2022")) == [
        "rules",
        "filed",
        "election",
    ]


# Steps and dates.


@pytest.mark.parametrize(
    ("as_of", "step"),
    [
        ("2022-07-05", "announced"),
        ("2022-07-06", "filed"),
        ("2022-07-08", "filed"),
        ("2022-07-09", "raw"),
        ("2022-07-13", "raw"),
        ("2022-07-14", "sample"),
        ("2022-08-14", "sample"),
        ("2022-08-15", "outcome"),
        ("2030-01-01", "outcome"),
    ],
)
def test_a_date_is_the_last_step_on_or_before_it(as_of: str, step: str) -> None:
    reading = scenario.read(f"as_of={as_of}")
    assert reading.problems == ()
    assert reading.defaults.step == step
    assert reading.defaults.known_on == dt.date.fromisoformat(as_of)
    by_name = read(f"as_of={step}")
    assert reading.scenario is not None
    assert reading.scenario.raw == by_name.raw
    assert reading.scenario.counted == by_name.counted


def test_a_date_before_the_first_step_is_bad() -> None:
    reading = scenario.read("as_of=2022-07-04")
    assert [problem.field for problem in reading.problems] == ["as_of"]
    assert reading.problems[0].used == "raw"
    assert reading.defaults.step == "raw"


def test_a_step_that_the_preset_lacks_is_bad() -> None:
    reading = scenario.read("petition=newsom-2021&as_of=sample")
    assert [problem.field for problem in reading.problems] == ["as_of"]
    assert reading.problems[0].used == reading.defaults.step == "raw"


def test_a_custom_petition_has_only_its_filing_and_dates() -> None:
    by_default = scenario.read(CUSTOM)
    assert by_default.defaults.known_on == dt.date(2022, 7, 6)
    assert scenario.read(f"{CUSTOM}&as_of=filed").scenario == by_default.scenario
    later = scenario.read(f"{CUSTOM}&as_of=2012-01-01")
    assert later.problems == ()
    assert len(later.defaults.prior.petitions) < len(by_default.defaults.prior.petitions)
    for step in ("announced", "raw", "sample", "outcome"):
        bad = scenario.read(f"{CUSTOM}&as_of={step}")
        assert [problem.field for problem in bad.problems] == ["as_of"]
        assert bad.problems[0].used == "filed"


def test_a_later_step_knows_more_past_petitions_but_not_later_evidence() -> None:
    early, late = scenario.read("as_of=announced"), scenario.read(OUTCOME)
    assert early.scenario is not None
    assert (early.scenario.sample, early.scenario.counted) == (0, 0)
    assert len(early.defaults.prior.petitions) <= len(late.defaults.prior.petitions)


def test_steps_keep_what_the_reader_set_and_replace_the_rest() -> None:
    reading = scenario.read("invalid=8&raw=700000")
    stepped = scenario.at_step(reading, "sample")
    assert stepped.scenario is not None
    assert (stepped.scenario.invalid, stepped.scenario.raw) == (8.0, 700_000)
    assert stepped.scenario.sample == 35_793
    back = scenario.at_step(stepped, "raw")
    assert back.scenario == reading.scenario
    untouched = scenario.at_step(scenario.read(""), "filed").scenario
    assert untouched is not None
    assert untouched.raw == 717_000


# Defaults.


def test_defaults_of_a_custom_petition() -> None:
    found = read(CUSTOM)
    assert (found.filed, found.election) == (dt.date(2022, 7, 6), dt.date(2022, 11, 8))
    assert (found.rules, found.statistic, found.as_of) == (
        "ca-local-recall-2022",
        "corrected",
        "filed",
    )
    assert changed(scenario.read(CUSTOM)) == []


def test_dates_and_law_of_a_custom_petition_follow_its_filing() -> None:
    found = read(f"{CUSTOM}&filed=2024-06-04")
    assert (found.election, found.rules) == (dt.date(2024, 11, 5), "ca-local-recall-2024")
    assert read(f"{CUSTOM}&filed=2024-06-04&rules=co").statistic == "uncorrected"


def test_what_makes_a_custom_petition_is_never_changed() -> None:
    string = f"{CUSTOM}&name=Mine&filed=2024-06-04&election=2024-12-03&rules=co"
    assert changed(scenario.read(string)) == []
    assert changed(scenario.read(f"{string}&invalid=8")) == ["invalid"]


@pytest.mark.parametrize("year", range(2000, 2101))
def test_the_next_november_election(year: int) -> None:
    """First Tuesday after the first Monday of November: the 2nd to the 8th."""
    for day in (dt.date(year, 1, 1), dt.date(year, 11, 1), dt.date(year, 12, 31)):
        found = next_november_election(day)
        assert found > day
        assert (found.month, found.weekday(), found.year % 2) == (11, 1, 0)
        assert 2 <= found.day <= 8
        assert found.year - day.year <= 2
    election = next_november_election(dt.date(year, 1, 1))
    assert next_november_election(election) > election
    assert next_november_election(election - dt.timedelta(days=1)) == election


@pytest.mark.parametrize(
    ("filed", "election"),
    [
        ("2022-07-06", "2022-11-08"),
        ("2022-11-08", "2024-11-05"),
        ("2023-01-01", "2024-11-05"),
        ("2026-11-24", "2028-11-07"),
    ],
)
def test_known_elections(filed: str, election: str) -> None:
    found = next_november_election(dt.date.fromisoformat(filed))
    assert found == dt.date.fromisoformat(election)


@pytest.mark.parametrize("petition", ["gascon-2022", "newsom-2021", "custom"])
def test_drift_is_012_beside_a_count(petition: str) -> None:
    base = f"petition={petition}&raw=100000&required=73600"
    counted = f"{base}&counted=40000&counted_valid=30400"
    assert read(base).drift == 0.07
    assert read(counted).drift == 0.12
    assert "drift" not in changed(scenario.read(counted))
    assert "drift" not in changed(scenario.read(base))
    assert "drift" in changed(scenario.read(f"{counted}&drift=0.07"))
    assert "drift" in changed(scenario.read(f"{base}&drift=0.12"))


def test_drift_of_a_preset_with_a_count_is_its_default() -> None:
    assert read(OUTCOME).drift == 0.12
    assert changed(scenario.read(OUTCOME)) == []
    assert read(f"{OUTCOME}&counted=0").drift == 0.07


def test_weights_and_widths_follow_what_they_belong_to() -> None:
    assert read(CUSTOM).check_weight is None
    assert read(f"{CUSTOM}&check=100&check_valid=80").check_weight == 0.1
    assert read(CUSTOM).speed_pm is None
    assert read(f"{CUSTOM}&speed=30000").speed_pm == 28.0
    assert changed(scenario.read(f"{CUSTOM}&speed=30000")) == ["speed"]


# Widths.


@pytest.mark.parametrize("rate", ["0", "0.1", "0.5", "2", "98", "99.9", "100"])
def test_a_width_that_is_not_given_shrinks_to_what_its_centre_allows(rate: str) -> None:
    reading = scenario.read(f"invalid={rate}")
    found = read(f"invalid={rate}")
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
    string = f"{CUSTOM}&sample=3000&sample_valid=2400&sample_repeats=4&gate=full_count"
    assert set(scenario.read(string).ignored) == {
        "sample", "sample_valid", "sample_repeats", "gate",
    }  # fmt: skip
    assert scenario.read(f"{CUSTOM}&order_lag=3&meetings=fri").ignored == ("meetings", "order_lag")
    assert scenario.read(f"{CUSTOM}&order_lag=0&meetings=tue").ignored == ()


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


# Setting values.


def test_with_values_sets_and_takes_back() -> None:
    reading = scenario.read("invalid=8&repeats=3")
    assert scenario.with_values(reading, {"invalid": None}) == scenario.with_values(
        scenario.read("repeats=3"), {}
    )
    both = scenario.with_values(reading, {"invalid": "10", "raw": "700000"})
    assert changed(both) == ["raw", "invalid", "repeats"]
    assert scenario.with_values(reading, {}).scenario == reading.scenario
    bad = scenario.with_values(reading, {"raw": "many"})
    assert [problem.field for problem in bad.problems] == ["raw"]
    assert bad.scenario == reading.scenario


def test_with_values_forgets_a_bad_value_once_another_is_set() -> None:
    reading = scenario.read("raw=many&invalid=8")
    assert scenario.with_values(reading, {"repeats": "3"}).problems == ()


def test_another_petition_leaves_the_old_ones_numbers_behind() -> None:
    reading = scenario.with_values(scenario.read(""), {"petition": "newsom-2021"})
    assert reading.scenario == scenario.read("petition=newsom-2021").scenario


def test_changes_name_before_and_after() -> None:
    change = scenario.read("invalid=8").changed[0]
    assert (change.key, change.before, change.after) == ("invalid", 24.5, 8.0)
