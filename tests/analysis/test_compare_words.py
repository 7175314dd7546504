"""What the Compare page says and draws: names, findings, notes, charts, tables."""

import json

import plotly.graph_objects as go
import pytest

from analysis.charts.bridge import bridge_chart, bridge_table
from analysis.charts.compare import ranges_chart, slots_table
from analysis.compare import Bridge, Comparison, bridge, comparison, parted, side_of
from analysis.forecast import forecast
from analysis.scenario import read
from analysis.wording import bridge as bridge_words
from analysis.wording import compare as words
from analysis.wording import percent_phrase
from analysis.wording.factors import evidence_of, from_to

BY_REASON = "not_registered=8&address=4&mismatch=4&out_of_area=1&other=3"
PAIRS = [
    ("", ""),
    ("invalid=20", "invalid=27"),
    (BY_REASON, "invalid=27&raw=700000"),
    ("as_of=filed", "as_of=outcome"),
    ("as_of=sample", "petition=newman-2018"),
    ("gate=sufficient", "gate=insufficient&check=1000&check_valid=800"),
    (
        "petition=custom&raw=600&required=700&name=<b>Bold</b>",
        "petition=custom&raw=900&required=700",
    ),
]


def of(*strings: str) -> Comparison:
    return comparison(tuple((f"s{i}", text) for i, text in enumerate(strings, start=1)), read(""))


def found_of(shown: Comparison) -> Bridge:
    first, other = (side_of(shown.slots[place].reading) for place in shown.ends)
    return bridge(first, other)


def test_the_headline_gives_the_odds_in_their_order() -> None:
    odds = [percent_phrase(forecast_of(string)) for string in ("invalid=20", "invalid=27")]
    assert words.headline(of("invalid=20", "invalid=27")).endswith(f": {odds[0]} and {odds[1]}")
    decided = words.headline(of("as_of=outcome", "petition=custom"))
    assert decided.endswith(": decided (not enough) and unknown")
    gates = words.headline(of("gate=sufficient", "gate=insufficient"))
    assert gates.endswith(
        ": decided (sufficient on the sample) and decided (insufficient on the sample)"
    )


def forecast_of(string: str) -> float:
    scenario = read(string).scenario
    assert scenario
    return forecast(scenario).sufficient


def test_scenarios_of_one_petition_are_told_apart() -> None:
    shown = of("as_of=raw", "as_of=sample", "as_of=raw&invalid=8", "petition=newman-2018")
    names = [words.short_name(shown, place) for place in range(4)]
    assert names[:2] == ["1. Gascón recall, July 9, 2022", "2. Gascón recall, July 14, 2022"]
    assert len(set(names)) == 4
    alone = of("as_of=raw", "as_of=raw&invalid=8")
    assert words.short_name(alone, 1) == "2. July 9, 2022, 1 input changed"


def test_what_the_sender_changed_is_said_with_each_scenario() -> None:
    shown = of("model=2026-11&invalid=8", "model=2026-11&raw=abc")
    said = "With 1 input changed by the sender: invalid rate 8% instead of 24.5%."
    assert words.slot_notices(shown.slots[0]) == (said,)
    assert words.slot_notices(shown.slots[1])[0].startswith("Raw signatures (raw): given “abc”")
    assert f"1: {said}" in words.first_view(shown).notice


def test_what_differs_from_the_first_is_said_in_words() -> None:
    shown = of("model=2026-11", "model=2026-11&invalid=8&as_of=sample", "model=2026-11")
    assert words.differs(shown, 1) == (
        "Differs from 1: invalid rate 8% instead of 24.5% and official evidence a sample with "
        "27,983 of 35,793 valid, full count ordered instead of none."
    )
    assert words.differs(shown, 2) == "Nothing that moves these odds differs from 1."


def test_a_scenario_without_its_counts_says_so() -> None:
    shown = of("petition=custom", "")
    assert words.slot_lines(shown, 0) == (words.NO_ODDS,)
    assert slots_table(shown).rows[0][3:-1] == ("",) * 14


@pytest.mark.parametrize(
    ("string", "said"),
    [
        ("", "none"),
        ("gate=full_count", "full count ordered"),
        ("as_of=outcome", "a complete count with 520,050 valid"),
        ("counted=300000&counted_valid=220000", "300,000 counted so far, 220,000 valid"),
    ],
)
def test_official_evidence_in_a_few_words(string: str, said: str) -> None:
    scenario = read(string).scenario
    assert scenario
    assert evidence_of(scenario) == said


def test_a_law_is_named_as_far_as_it_differs() -> None:
    first, *others = (
        read(string).scenario
        for string in ("", "rules=wa", "statistic=uncorrected", "rounding=regulation")
    )
    assert first
    told = [from_to("law", first, other) for other in others if other]
    assert told[0][1].startswith("“Washington")
    assert told[1:] == [
        ("corrected gate", "uncorrected gate"),
        ("worksheet rounding", "regulation rounding"),
    ]


def test_the_title_of_the_bridge_names_what_separates_most() -> None:
    shown = of("model=2026-11&invalid=20", "model=2026-11&invalid=27")
    assert bridge_words.bridge_title(found_of(shown)) == (
        "The invalid rate separates them most: −23.8 percentage points and −44,730 signatures"
    )
    same = of("", "")
    assert bridge_words.bridge_title(found_of(same)).startswith("Nothing separates them")


def test_notes_say_what_is_assumed() -> None:
    def notes(*strings: str) -> str:
        shown = of(*strings)
        return " ".join(bridge_words.bridge_notes(shown, found_of(shown)))

    assert "Scenarios 1 and 2 have one invalid rate" in notes("invalid=20", "invalid=27")
    assert "Scenario 2 has one invalid rate" in notes(BY_REASON, "invalid=27")
    assert "one invalid rate" not in notes(BY_REASON, BY_REASON.replace("8", "9", 1))
    assert "move together" in notes("as_of=filed", "as_of=outcome")
    assert "decided scenario 1 on the sample" in notes("gate=sufficient", "")
    assert notes("", "") == ""


@pytest.mark.parametrize(("first", "other"), PAIRS)
def test_the_charts_are_whole(first: str, other: str) -> None:
    """Plotly takes them; the alternative text holds the finding, the table every step."""
    shown = of(first, other)
    found = found_of(shown)
    for chart in (ranges_chart(shown), bridge_chart(shown, found)):
        go.Figure(json.loads(json.dumps(chart.spec)))
        assert chart.title in chart.alt
        assert "<b>Bold" not in json.dumps(chart.spec, ensure_ascii=False)
    steps = [step for step in found.steps for _ in (step, *step.parts)]
    assert len(bridge_table(shown, found).rows) == 2 + len(steps)


def test_the_table_of_the_bridge_adds_up() -> None:
    shown = of(f"{BY_REASON}&as_of=filed", "invalid=27")
    (_, _, start, at_start), *steps, (_, _, end, at_end) = bridge_table(shown, found_of(shown)).rows
    tops = [row for row in steps if not row[1]]
    assert float(start) + sum(float(row[2]) for row in tops) == float(end)
    tenths = [round(10 * float(row[3])) for row in tops]
    assert round(10 * float(at_start)) + sum(tenths) == round(10 * float(at_end))
    invalid = next(row for row in tops if str(row[0]).startswith("Invalid rate"))
    parts = [row for row in steps if row[1]]
    assert len(parts) == 5
    assert sum(float(row[2]) for row in parts) == float(invalid[2])


def test_one_axis_in_signatures_or_in_shares_of_the_requirement() -> None:
    assert ranges_chart(of("invalid=20", "invalid=27")).spec["layout"]["xaxis"]["ticksuffix"] == ""
    other = ranges_chart(of("invalid=20", "petition=newman-2018"))
    assert other.spec["layout"]["xaxis"]["ticksuffix"] == "%"
    assert {shape["x0"] for shape in other.spec["layout"]["shapes"]} == {100.0}


@pytest.mark.parametrize(
    ("strings", "said"),
    [
        (("invalid=20", "invalid=27"), "falls short of what is required in both scenarios"),
        (("invalid=8", "invalid=27"), "reaches what is required in 1 of 2 scenarios"),
        (("invalid=5", "invalid=6", "invalid=7"), "reaches what is required in all 3 scenarios"),
        (("invalid=5",), "reaches what is required"),
    ],
)
def test_the_title_of_the_ranges_counts_the_middle_outcomes(
    strings: tuple[str, ...], said: str
) -> None:
    assert ranges_chart(of(*strings)).title == f"The middle outcome {said}"


def test_odds_are_never_0_or_100_percent_before_a_count() -> None:
    shown = of("invalid=60", "invalid=0&repeats=0", "as_of=outcome")
    assert bridge_words.tight_odds(shown, 0) == "<0.1%"
    results = [bridge_words.forecast_of(shown, place) for place in range(3)]
    assert [bridge_words.end_odds(result) for result in results] == [
        "less than 0.1%", "more than 99.9%", "decided (not enough)",
    ]  # fmt: skip


def test_the_sentence_to_print_says_what_was_changed_and_as_of_when() -> None:
    shown = of("model=2026-11&invalid=20", "model=2026-11&as_of=sample")
    said = bridge_words.quote(shown, found_of(shown))
    assert "with 1 input changed by the sender: invalid rate 20% instead of 24.5%" in said
    assert "with what was known on July 14, 2022" in said
    assert said.endswith("signatures.")
    assert parted("")[1] == ()
