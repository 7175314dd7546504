"""The scenario string: what it means, what follows from what, and what is kept on the way."""

import datetime as dt
from urllib.parse import parse_qsl, urlencode

import pytest

from analysis import scenario
from analysis.scenario import next_november_election, write
from analysis.versions import today, versions
from tests.analysis.strings import CUSTOM, OUTCOME, changed, read

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
    assert read(f"petition=gascon-2022&as_of=raw&v=1&model={today().id}") == reading.scenario


@pytest.mark.parametrize(
    ("string", "address"),
    [
        ("invalid=8&utm_source=x", "?v=1&model={model}&invalid=8"),
        (OUTCOME, "?v=1&model={model}&as_of=outcome"),
        ("as_of=raw", ""),
        (CUSTOM, "?v=1&model={model}&petition=custom&raw=60000&required=45000"),
        ("repeats=3&invalid=8", "?v=1&model={model}&invalid=8&repeats=3"),
        (f"{CUSTOM}&filed=2022-07-06", f"?v=1&model={{model}}&{CUSTOM}&filed=2022-07-06"),
        ("class=size", "?v=1&model={model}&class=size"),
        ("class=auto", ""),
    ],
)
def test_the_address_holds_what_the_reader_set(string: str, address: str) -> None:
    assert scenario.address(scenario.read(string)) == address.format(model=today().id)


def test_a_default_that_is_given_is_not_in_the_address() -> None:
    for key in ("invalid", "invalid_pm", "repeats", "repeats_pm"):
        default = write(read("").values()[key])
        assert scenario.address(scenario.read(f"{key}={default}")) == ""
    given = "model=2026-11&invalid=24.5&invalid_pm=12.8&repeats=5&repeats_pm=4.3&raw=700000"
    assert scenario.address(scenario.read(given)) == "?v=1&model=2026-11&raw=700000"


@pytest.mark.parametrize("model", list(versions()))
@pytest.mark.parametrize("string", ["", "as_of=sample", "invalid=8", CUSTOM])
def test_the_version_stays_whatever_is_set_or_taken_back(string: str, model: str) -> None:
    """Another version has other defaults, so even an untouched scenario has to name it."""
    reading = scenario.read(f"model={model}&{string}")
    moved = scenario.with_values(reading, {"raw": "700000"})
    for other in (reading, moved, scenario.with_values(moved, {"raw": None, "invalid": None})):
        assert other.scenario is None or other.scenario.model == model
        assert scenario.read(scenario.address(other)).scenario == other.scenario
    undone = scenario.without_changes(moved)
    assert undone.scenario is not None
    assert undone.scenario.model == model
    assert scenario.read(scenario.address(undone)).scenario == undone.scenario


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
    earlier = scenario.read(f"{CUSTOM}&as_of=2012-01-01")
    assert earlier.problems == ()
    assert len(earlier.defaults.prior.informants) < len(by_default.defaults.prior.informants)
    for step in ("announced", "raw", "sample", "outcome"):
        bad = scenario.read(f"{CUSTOM}&as_of={step}")
        assert [problem.field for problem in bad.problems] == ["as_of"]
        assert bad.problems[0].used == "filed"


def test_a_later_step_knows_more_past_petitions_but_not_later_evidence() -> None:
    early, late = scenario.read("as_of=announced"), scenario.read(OUTCOME)
    assert early.scenario is not None
    assert (early.scenario.sample, early.scenario.counted) == (0, 0)
    assert len(early.defaults.prior.informants) <= len(late.defaults.prior.informants)


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
    change = scenario.read("model=2026-11&invalid=8").changed[0]
    assert (change.key, change.before, change.after) == ("invalid", 24.5, 8.0)
