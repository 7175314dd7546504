"""What the Compare page says and draws: names, findings, notes, charts, tables."""

import json

import plotly.graph_objects as go
import pytest

from analysis.charts.bridge import bridge_chart, bridge_table
from analysis.charts.compare import ranges_chart, slots_table
from analysis.compare import (
    FACTORS,
    THE_REST,
    TOGETHER,
    Bridge,
    Comparison,
    bridge,
    comparison,
    parted,
    side_of,
)
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.scenario import read
from analysis.wording import bridge as bridge_words
from analysis.wording import compare as words
from analysis.wording import percent_phrase
from analysis.wording.factors import FACTOR_NAMES, SEPARATES, evidence_of, from_to

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


def test_the_headline_gives_decided_scenarios_a_clause_of_their_own() -> None:
    odds = percent_phrase(forecast_of("invalid=20"))
    assert words.headline(of("invalid=20", "as_of=outcome", "petition=custom")) == (
        f"The odds of enough valid signatures: {odds} for scenario 1 and unknown for scenario 3; "
        "scenario 2 is decided (not enough)"
    )
    assert words.headline(of("gate=sufficient", "gate=insufficient")) == (
        "Scenario 1 is decided (sufficient on the sample) and scenario 2 is decided (insufficient "
        "on the sample)"
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
    assert all(words.slot_lines(shown, 1)), "no empty line where the first has nothing to differ"


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
    ranges = of("invalid_pm=4", "invalid_pm=12")
    assert bridge_words.bridge_title(found_of(ranges)).startswith(
        "The range of the invalid rate separates them most: +"
    )
    one_more = of("model=2026-11&required=566857", "model=2026-11&required=566858")
    assert bridge_words.bridge_title(found_of(one_more)).startswith("The signatures required sep")
    assert bridge_words.bridge_title(found_of(one_more)).endswith(" and −1 signature")
    same = of("", "")
    assert bridge_words.bridge_title(found_of(same)).startswith("Nothing separates them")


def test_every_factor_has_its_name_and_its_finding() -> None:
    for name in (*FACTORS, TOGETHER, THE_REST):
        assert FACTOR_NAMES[name]
        assert SEPARATES[name].startswith("The ")
        assert SEPARATES[name].endswith(
            ("separate them most: {difference}", "separates them most: {difference}")
        )


@pytest.mark.parametrize(
    ("factor", "first", "other", "ends"),
    [
        ("evidence", "as_of=sample", "as_of=sample&drift=0.2", ("drift 0.07", "drift 0.2")),
        (
            "evidence",
            "as_of=sample",
            "as_of=sample&sample_repeats=3",
            ("repeats in the sample not given", "repeats in the sample 3"),
        ),
        (
            "evidence",
            "counted=9000&counted_valid=7000&counted_repeats=1",
            "counted=9000&counted_valid=7000&counted_repeats=2",
            ("repeats struck 1", "repeats struck 2"),
        ),
        (
            "check",
            "check=1000&check_valid=800&check_weight=0.1&check_bias=0",
            "check=1000&check_valid=800&check_weight=0.5&check_bias=0.2",
            ("weight 0.1, bias 0", "weight 0.5, bias 0.2"),
        ),
    ],
)
def test_two_sides_that_differ_are_never_written_alike(
    factor: str, first: str, other: str, ends: tuple[str, str]
) -> None:
    scenarios = [read(string).scenario for string in (first, other)]
    assert scenarios[0]
    assert scenarios[1]
    before, after = from_to(factor, scenarios[0], scenarios[1])
    assert before.endswith((f" valid, {ends[0]}", f"ordered, {ends[0]}"))
    assert after == before.removesuffix(ends[0]) + ends[1]


def test_the_sentence_of_the_bridge_gives_odds_before_per_cent() -> None:
    shown = of("model=2026-11", "model=2026-11&invalid=30")
    assert bridge_words.bridge_sentence(shown, found_of(shown)).startswith(
        "From 1 to 2: the odds go from about 1 in 8 (12.3%) to "
    )


def test_the_sentence_of_the_bridge_says_what_a_count_found_and_gives_it_no_odds() -> None:
    shown = of("model=2026-11", "model=2026-11&as_of=outcome")
    assert bridge_words.bridge_sentence(shown, found_of(shown)) == (
        "From 1 to 2: the odds in 1 are about 1 in 8 (12.3%); in 2 the full count found not enough "
        "valid signatures. The margin goes from 61,941 short (expected) to 46,807 short (counted)."
    )
    both = of("as_of=outcome&counted_valid=600000", "as_of=outcome")
    assert bridge_words.bridge_sentence(both, found_of(both)) == (
        "From 1 to 2: in 1 the full count found enough valid signatures; in 2 the full count found "
        "not enough valid signatures. The margin goes from 33,143 over (counted) to 46,807 short "
        "(counted)."
    )
    assert bridge_words.bridge_title(found_of(both)) == (
        "The official evidence separates them most: −79,950 signatures"
    )


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


def test_the_label_of_the_requirement_stays_on_the_chart() -> None:
    """Near an edge it runs inward; whichever scenarios are shown."""
    sides = [
        ranges_chart(of(*strings)).spec["layout"]["annotations"][0]["xanchor"]
        for strings in (
            ("as_of=sample", "as_of=outcome"),
            ("invalid=5&invalid_pm=1&repeats=0",),
            ("",),
        )
    ]
    assert sides == ["right", "left", "center"]


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
    shown = of("invalid=60", "invalid=0&repeats=0")
    assert bridge_words.tight_odds(shown, 0) == "<0.1%"
    results = [bridge_words.forecast_of(shown, place) for place in range(2)]
    assert [bridge_words.end_odds(result) for result in results] == [
        "fewer than 1 in 1,000 (less than 0.1%)", "more than 999 in 1,000 (more than 99.9%)",
    ]  # fmt: skip
    start, *_, end = bridge_table(shown, found_of(shown)).rows
    assert (start[3], end[3]) == (0.1, 99.9)


def test_the_sentence_to_print_says_what_was_changed_and_as_of_when() -> None:
    shown = of("model=2026-11&invalid=20", "model=2026-11&as_of=sample")
    said = bridge_words.quote(shown, found_of(shown))
    assert "with 1 input changed by the sender: invalid rate 20% instead of 24.5%" in said
    assert "with what was known on July 14, 2022" in said
    assert said.endswith("signatures.")


def test_the_sentence_to_print_gives_a_decided_scenario_its_own() -> None:
    shown = of("model=2026-11", "model=2026-11&as_of=outcome", "petition=custom")
    said = bridge_words.quote(shown, found_of(shown))
    assert said.startswith(
        "The odds of enough valid signatures are, according to Recall Odds, about 1 in 8 (12%) for "
        "the Gascón recall petition, with what was known on July 9, 2022. The full count found "
        "520,050 valid signatures for the Gascón recall petition, not enough for the 566,857 "
        "required. "
    )
    sampled = of("gate=sufficient", "gate=insufficient")
    assert "odds of enough" not in bridge_words.quote(sampled, found_of(sampled))
    assert bridge_words.quote(of("petition=custom"), None) == words.NO_ODDS
    assert parted("")[1] == ()


def test_in_spanish_the_headline_gives_the_odds_and_what_is_decided() -> None:
    with speaking("es"):
        assert words.headline(of("model=2026-11", "petition=custom")) == (
            "Probabilidad de que haya suficientes firmas válidas: alrededor de 1 en 8 y desconocida"
        )
        assert words.headline(of("gate=sufficient", "as_of=outcome")) == (
            "El escenario 1 está decidido (suficiente con la muestra) y el escenario 2 está "
            "decidido (firmas insuficientes)"
        )
        assert words.first_view(of("")).title == "Comparar: 1 escenario · Recall Odds"


def test_in_spanish_a_preset_has_a_short_name_of_its_own() -> None:
    """What is cut off its English name is no word of the Spanish one."""
    with speaking("es"):
        shown = of("as_of=raw", "petition=newman-2018")
        assert words.short_name(shown, 0) == "1. Petición contra Gascón"


def test_in_spanish_one_input_and_several_are_told_apart() -> None:
    alone = of("as_of=raw&raw=700000", "as_of=raw&raw=700000&invalid=8")
    with speaking("es"):
        names = [words.short_name(alone, place) for place in (0, 1)]
    assert names == [
        "1. 9 de julio de 2022, 1 dato cambiado", "2. 9 de julio de 2022, 2 datos cambiados",
    ]  # fmt: skip


def test_in_spanish_what_differs_and_what_separates() -> None:
    shown = of("model=2026-11", "model=2026-11&invalid=8&as_of=sample")
    with speaking("es"):
        assert words.differs(shown, 1) == (
            "Diferencias con el escenario 1: tasa de firmas inválidas (8% en lugar de 24.5%) y "
            "evidencia oficial (una muestra con 27,983 válidas de 35,793 (conteo completo "
            "ordenado) en lugar de ninguna)."
        )
        counted = of("model=2026-11", "model=2026-11&as_of=outcome")
        assert bridge_words.bridge_sentence(counted, found_of(counted)) == (
            "Del escenario 1 al 2: la probabilidad en el escenario 1 es de alrededor de 1 en 8 "
            "(12.3%); en el escenario 2, el conteo completo no halló suficientes firmas válidas. "
            "La diferencia pasa de 61,941 por debajo (esperada) a 46,807 por debajo (contada)."
        )
        one_more = of("model=2026-11&required=566857", "model=2026-11&required=566858")
        assert bridge_words.bridge_title(found_of(one_more)).endswith(" y −1 firma")


def test_the_same_comparison_is_read_in_each_language() -> None:
    """What is kept of a string holds what is wrong with it, in words."""
    english = words.slot_notices(of("raw=abc").slots[0])
    with speaking("es"):
        spanish = words.slot_notices(of("raw=abc").slots[0])
    assert "used instead" in english[0]
    assert "se usa en su lugar" in spanish[0]
    assert words.slot_notices(of("raw=abc").slots[0]) == english


@pytest.mark.parametrize(("first", "other"), PAIRS)
def test_the_charts_hold_the_same_numbers_in_spanish(first: str, other: str) -> None:
    shown = of(first, other)
    english = ranges_chart(shown), bridge_chart(shown, found_of(shown))
    with speaking("es"):
        shown = of(first, other)
        spanish = ranges_chart(shown), bridge_chart(shown, found_of(shown))
    for ours, theirs in zip(english, spanish, strict=True):
        assert theirs.title != ours.title
        assert theirs.title in theirs.alt
        for row, same in zip(ours.table.rows, theirs.table.rows, strict=True):
            numbers = [cell for cell in row if not isinstance(cell, str)]
            assert numbers == [cell for cell in same if not isinstance(cell, str)]
