"""The calendar and the plan in Spanish: sentences that agree, labels that a phone has room for."""

import datetime as dt

import pytest

from analysis.charts.burn_up import burn_up_chart
from analysis.charts.calendar import calendar_chart
from analysis.charts.filing_days import filing_days_chart
from analysis.forecast import forecast
from analysis.language import SPANISH, speaking
from analysis.november_tables import calendar_table
from analysis.on_ballot import filing_days_of
from analysis.planning import Plan, plan_of
from analysis.wording import desk
from analysis.wording import november as words
from analysis.wording.november_dates import check_by
from analysis.wording.pace import pace_sentence, reached_sentence
from analysis.wording.planning import bounds_sentence, headline, rate_sentence
from analysis.wording.striking import striking_sentence
from tests.analysis.strings import read

SURE = "model=2026-11&invalid=20&invalid_pm=0&repeats_pm=0"
DRIVE = (
    "model=2026-11&collected=300000&started=2022-01-27&collected_on=2022-05-01"
    "&deadline=2022-07-06&pace=60000"
)
EARLY = (
    "petition=custom&raw=60000&required=45000&filed=2026-09-20&election=2027-11-02"
    "&rules=ca-local-recall-2024"
)
PHONE = 358
LETTER = 5.8  # pixels, on average, of a label at 13


@pytest.fixture(autouse=True)
def spanish():
    with speaking(SPANISH):
        yield


def plan(string: str) -> Plan:
    return plan_of(read(string))


def test_the_headline_of_the_plan_says_the_noun_once() -> None:
    assert headline(plan(SURE)) == (
        "Con unas 746,000 firmas sin verificar la probabilidad es de 1 en 2; con unas 747,000, "
        "de 19 en 20"
    )


def test_both_rates_have_their_preposition() -> None:
    assert rate_sentence(plan(SURE)).endswith(
        "La probabilidad es de 1 en 2 con hasta 16.6% de inválidas, y de 19 en 20 con hasta 16.6% "
        "de inválidas."
    )


def test_a_date_that_a_pace_reaches_has_its_preposition() -> None:
    found = plan(DRIVE)
    assert found.pace
    assert pace_sentence(found.pace).startswith(
        "Desde 300,000 firmas el 1 de mayo de 2022 hasta el fin del plazo, el 6 de julio de 2022, "
        "una probabilidad de 1 en 2 requiere unas "
    )
    said = reached_sentence(found.pace, found.raw_for)
    assert "para una probabilidad de 1 en 2 el 10 de mayo de 2022, de 4 en 5 el " in said
    assert " y de 99 en 100 el " in said


@pytest.mark.parametrize(
    ("struck", "said"),
    [
        (
            "strike_invalid=1",
            "Eliminar 1 firma identificada como inválida antes de la presentación",
        ),
        ("strike_repeats=20", "Eliminar 20 firmas identificadas como repetidas antes de"),
        (
            "strike_invalid=20&strike_repeats=10",
            "Eliminar 20 firmas identificadas como inválidas y 10 como repetidas antes de",
        ),
    ],
)
def test_what_is_struck_agrees_in_number(struck: str, said: str) -> None:
    found = plan(f"model=2026-11&{struck}").striking
    assert found
    assert striking_sentence(found).startswith(said)


def test_a_complete_count_is_told_in_the_same_frame_either_way() -> None:
    count = "petition=custom&raw=60000&required=45000&counted=60000&counted_valid="
    above, below = plan(f"{count}46000").bounds, plan(f"{count}44000").bounds
    assert above
    assert below
    assert bounds_sentence(above) == (
        "El conteo está completo: 46,000 firmas válidas, 1,000 por encima de las 45,000 requeridas."
    )
    assert bounds_sentence(below) == (
        "El conteo está completo: 44,000 firmas válidas, 1,000 por debajo de las 45,000 requeridas."
    )


def test_the_law_and_the_days_taken_out_are_spanish() -> None:
    asked = read("holidays_add=2022-07-18")
    assert check_by(asked)[0] == (
        "California, destitución de un funcionario local (ley de 2022). Código Electoral de "
        "California, sección 11225, en su texto vigente en 2022."
    )
    rows = [row[0] for row in calendar_table(asked, forecast(asked)).rows]
    assert "día excluido: agregado por el lector" in rows


def test_the_columns_of_the_plan_are_spanish() -> None:
    assert desk.needed_table_in_words(plan(DRIVE)).columns == (
        "Probabilidad", "Sin verificar", "Desde aquí", "Por día", "Inválidas",
    )  # fmt: skip


@pytest.mark.parametrize("string", ["", "as_of=sample", "as_of=outcome", EARLY])
def test_no_label_of_the_calendar_leaves_a_phone(string: str) -> None:
    asked = read(string)
    result = forecast(asked)
    spec = calendar_chart(asked, result).spec
    assert words.calendar_title(asked, result) in words.calendar_alt(asked, result)
    first, last = (float_day(day) for day in spec["layout"]["xaxis"]["range"])
    for note in spec["layout"]["annotations"]:
        place = (float_day(note["x"]) - first) / (last - first) * PHONE
        assert_inside(note, place)


@pytest.mark.parametrize("string", ["", "as_of=filed", EARLY])
def test_no_label_of_the_filing_days_leaves_a_phone(string: str) -> None:
    asked = read(string)
    result = forecast(asked)
    found = filing_days_of(asked, result.path)
    assert found
    spec = filing_days_chart(found, asked.filed, result.qualifies).spec
    first, last = (float_day(day) for day in spec["layout"]["xaxis"]["range"])
    left = spec["layout"]["margin"]["l"]
    for note in spec["layout"]["annotations"][1:]:
        along = (float_day(note["x"]) - first) / (last - first)
        assert_inside(note, left + along * (PHONE - left) + note["xshift"])


def test_a_burn_up_has_its_ticks_and_hovers_in_spanish() -> None:
    found = plan(DRIVE)
    assert found.pace
    spec = burn_up_chart(found.pace, found).spec
    assert spec["layout"]["xaxis"]["ticktext"] == ["abril<br>2022", "julio"]
    hovers = [text for trace in spec["data"] for text in trace.get("customdata", ())]
    assert hovers[-1] == "1 de mayo: 300,000 reunidas"


def float_day(text: str) -> float:
    return float(dt.date.fromisoformat(text).toordinal())


def assert_inside(note: dict, place: float) -> None:
    wide = LETTER * len(note["text"].replace("<b>", "").replace("</b>", ""))
    before = {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * wide
    assert place - before >= -7.0, note["text"]
    assert place - before + wide <= PHONE + 7.0, note["text"]
