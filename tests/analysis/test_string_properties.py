"""What the scenario string promises, whatever is in it: it is read, named and written back."""

from urllib.parse import urlencode

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analysis import scenario
from analysis.answer import answer, problems_body
from analysis.scenario import KEYS, Reading
from analysis.wording import first_view

# The same examples on every run: a test that fails, fails for a change that was made.
steady = settings(max_examples=100, derandomize=True)
thorough = settings(max_examples=200, derandomize=True)

plausible = st.one_of(
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "5",
            "12.5",
            "-1",
            "nan",
            "inf",
            "1e5",
            "100",
            "40000",
            "715833",
            "٣",
            "0x10",
        ]
    ),
    st.sampled_from(
        [
            "custom",
            "gascon-2022",
            "newsom-2021",
            "raw",
            "filed",
            "sample",
            "outcome",
            "tue",
            "2022-07-06",
        ]
    ),
    st.sampled_from(["2022-11-08,2022-11-09", "full_count", "sufficient", "uncorrected", "or"]),
    st.integers(-5, 200_000_000).map(str),
    st.floats(0, 120).map(lambda number: f"{number:.2f}"),
    st.text(max_size=12),
)
pairs = st.lists(
    st.tuples(st.one_of(st.sampled_from(list(KEYS)), st.text(max_size=8)), plausible), max_size=10
)


def holds(reading: Reading) -> None:
    """What every reading promises."""
    for problem in reading.problems:
        fields = (problem.field,) if isinstance(problem.field, str) else problem.field
        assert fields
        assert isinstance(problem.given, str)
        assert problem.allowed
    body = problems_body(reading)
    assert all(p.keys() == {"field", "given", "allowed", "used"} for p in body["problems"])
    view = first_view(reading)
    assert view.title
    if reading.scenario is None:
        assert reading.problems
        return
    odds = answer(reading)["odds"]["sufficient"]
    assert 0.0 <= odds <= 1.0
    link = scenario.full_link(reading)
    again = scenario.read(link)
    assert again.problems == ()
    assert again.scenario == reading.scenario
    assert again.changed == reading.changed
    assert scenario.full_link(again) == link
    address = scenario.read(scenario.address(reading))
    assert address.problems == ()
    assert address.scenario == reading.scenario


@thorough
@given(st.text())
@example("?")
@example("a=%FF&b=%zz&&==&raw")
@example("https://example.org/?invalid=20#part")
@example("\ud800=\udfff")
@example("petition=" + "x" * 10_000)
def test_any_text_is_read(text: str) -> None:
    holds(scenario.read(text))


@thorough
@given(pairs)
@example([("raw", "5"), ("raw", "5")])
@example([("petition", "custom"), ("raw", "100"), ("required", "50"), ("counted", "100")])
@example([("as_of", "sample"), ("sample_valid", "0"), ("invalid", "0"), ("repeats", "0")])
def test_any_pairs_are_read(parts: list[tuple[str, str]]) -> None:
    holds(scenario.read(parts))


@st.composite
def good_values(draw: st.DrawFn) -> str:
    """Strings of keys that are mostly good by themselves, and then often clash."""
    small, percent = st.integers(0, 2000), st.floats(0, 30).map(lambda x: f"{x:.1f}")
    values: dict[str, st.SearchStrategy[object]] = {
        "as_of": st.sampled_from(["announced", "filed", "raw", "sample", "outcome", "2022-07-20"]),
        "raw": st.integers(1, 1_000_000),
        "required": st.integers(1, 800_000),
        "invalid": percent,
        "invalid_pm": percent,
        **dict.fromkeys(scenario.REASONS, percent),
        "repeats": percent,
        "repeats_pm": percent,
        "rules": st.sampled_from(["ca-local-recall-2022", "ca-local-recall-2024", "co", "wa"]),
        "statistic": st.sampled_from(["corrected", "uncorrected"]),
        "rounding": st.sampled_from(["regulation", "worksheet"]),
        "sample": small,
        "sample_valid": small,
        "sample_repeats": st.one_of(small, st.just("")),
        "gate": st.sampled_from(["unknown", "sufficient", "full_count", "insufficient"]),
        "drift": st.sampled_from(["0", "0.07", "0.12", "0.5"]),
        "check": small,
        "check_valid": small,
        "check_weight": st.sampled_from(["0", "0.1", "1"]),
        "counted": st.one_of(small, st.just(715_833)),
        "counted_valid": st.one_of(small, st.just(520_050)),
        "counted_repeats": st.one_of(small, st.just("")),
        "filed": st.sampled_from(["2022-07-06", "2024-06-04", "2010-01-01"]),
        "election": st.sampled_from(["2022-11-08", "2024-11-05"]),
        "holidays_add": st.sampled_from(["", "2022-07-05", "2022-08-01,2022-07-05"]),
        "speed": st.sampled_from(["", "30000", "1"]),
        "speed_pm": st.sampled_from(["", "28", "0"]),
        "meetings": st.sampled_from(["tue", "fri", "2022-08-09"]),
        "order_lag": st.sampled_from(["0", "14"]),
        "collected": st.sampled_from(["", "400000"]),
        "collected_on": st.sampled_from(["", "2022-05-01", "2022-07-01"]),
        "started": st.sampled_from(["2022-01-27", "2022-06-01"]),
        "deadline": st.sampled_from(["", "2022-07-06", "2022-06-15"]),
        "pace": st.sampled_from(["", "5000"]),
        "pace_pm": st.sampled_from(["", "0", "40"]),
        "cost": st.sampled_from(["", "0", "6.5"]),
        "strike_repeats": st.sampled_from(["0", "10000", "900000"]),
    }
    chosen = draw(st.lists(st.sampled_from(list(values)), unique=True, max_size=8))
    texts = {key: str(draw(values[key])) for key in chosen}
    petition = draw(st.sampled_from(["", "custom", "gascon-2022", "newsom-2021", "bonin-2022"]))
    if petition:
        texts["petition"] = petition
    return urlencode(texts)


@thorough
@given(good_values())
def test_values_that_clash_are_read(string: str) -> None:
    holds(scenario.read(string))


@steady
@given(good_values(), st.sampled_from(["announced", "filed", "raw", "sample", "outcome"]))
def test_a_step_keeps_what_the_reader_set(string: str, step: str) -> None:
    reading = scenario.read(string)
    assume(not reading.problems)
    assume(reading.scenario is not None)
    preset = reading.defaults.preset
    assume(preset is not None and preset.step(step) is not None)
    hers = {change.key: change.after for change in reading.changed}
    stepped = scenario.at_step(reading, step)
    assert stepped.defaults.step == step
    assume(not stepped.problems)
    assert stepped.scenario is not None
    after = stepped.scenario.values()
    assert {key: after[key] for key in hers if key not in stepped.ignored} == {
        key: value for key, value in hers.items() if key not in stepped.ignored
    }
