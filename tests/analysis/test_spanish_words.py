"""The first sentences in Spanish: agreement, order, and that nothing of them is cut or English."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from analysis import scenario, tables, wording
from analysis.charts.card import _strong
from analysis.charts.dots import dot_plot
from analysis.charts.tornado import tornado
from analysis.forecast import forecast
from analysis.language import speaking
from analysis.scenario.keys import Value
from analysis.sensitivity import swings
from analysis.wording import labels
from analysis.wording.card import CardWords, unusable_sentence
from analysis.wording.interface import READER
from analysis.wording.numbers import list_of, month_of, short_date
from analysis.wording.odds import bare_phrase, percent_number


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_name_the_month_in_lower_case(month: int) -> None:
    """Fundéu: the names of months are common nouns, and "de" stands before month and year."""
    day = dt.date(2022, month, 9)
    assert re.fullmatch(r"9 de [a-z]{4,10} de 2022", wording.ap_date(day))
    assert wording.ap_date(day) == f"{short_date(day)} de 2022"
    assert wording.ap_date(day) == f"9 de {month_of(day)}"


@pytest.mark.parametrize(
    ("last", "and_last"),
    [
        ("válidas", "y válidas"), ("inválidas", "e inválidas"), ("Independence Day", "e Indep"),
        ("hijos", "e hijos"), ("hielo", "y hielo"), ("iones", "y iones"), ("“ir”", "e “ir”"),
    ],
)  # fmt: skip
def test_and_before_the_sound_of_i(last: str, and_last: str) -> None:
    """RAE, Diccionario panhispánico de dudas, "y": "e" before the vowel i, not hie- or io-."""
    assert f"repetidas {and_last}" in list_of(["repetidas", last])


@pytest.mark.parametrize("probability", [0.0, 0.0004, 0.004, 0.03, 0.29, 0.5, 0.97, 0.9996, 1.0])
def test_odds_hold_the_numbers_of_the_english_ones(probability: float) -> None:
    with speaking("en"):
        english = (wording.odds_phrase(probability), percent_number(probability))
    found = (wording.odds_phrase(probability), percent_number(probability))
    assert re.findall(r"[\d,.]+", str(found)) == re.findall(r"[\d,.]+", str(english))
    assert bare_phrase(probability) in wording.percent_phrase(probability)


def test_who_changed_an_input_and_how_many() -> None:
    one, two = scenario.read("invalid=8"), scenario.read("invalid=8&repeats=2")
    assert wording.changed_sentence(one).startswith(
        "con 1 dato cambiado por quien envió el enlace: tasa de firmas inválidas (8% en lugar de "
    )
    assert wording.changed_sentence(two, by=READER).startswith("con 2 datos cambiados a mano: ")


def test_a_link_is_told_by_field_with_what_is_allowed() -> None:
    reading = scenario.read("raw=many")
    (said,) = wording.notices(reading)
    assert said == (
        "Firmas sin verificar (raw): valor dado: “many”; valor permitido: un número entero de 1 a "
        "100,000,000; se usa en su lugar: 715,833."
    )
    assert unusable_sentence(reading) == "No se puede usar: firmas sin verificar."


def test_what_is_not_there_is_no_bad_input() -> None:
    assert unusable_sentence(scenario.read("petition=custom")) == ""


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("gate", "full_count", "conteo completo"), ("meetings", ("tue",), "martes"),
        ("invalid_pm", 1.0, "±1 punto"), ("sample", 0, "ningún valor"),
        ("rules", "ca-local-recall-2022", "ca-local-recall-2022"), ("name", "raw", "raw"),
    ],
)  # fmt: skip
def test_values_are_words_but_ids_and_names_stay(key: str, value: Value, text: str) -> None:
    assert labels.value_of(key, value) == text


@pytest.mark.parametrize("first", ["", "Con 1 dato cambiado por quien envió el enlace."])
@pytest.mark.parametrize("probability", [0.0001, 0.004, 0.03, 0.29, 0.5, 0.85, 0.97, 0.997, 0.9999])
def test_a_headline_is_never_cut(probability: float, first: str) -> None:
    odds = wording.percent_phrase(probability)
    headline = f"La probabilidad de que haya suficientes firmas válidas es de {odds}"
    words = CardWords(
        first=first, petition="", headline=headline, number=percent_number(probability),
        ballot="", finding="1 de 50 puntos", known="", credit="",
    )  # fmt: skip
    _, parts = _strong(words, 0.0)
    drawn = ET.fromstring(f"<svg>{''.join(parts)}</svg>").iter("text")
    assert headline in " ".join(text.text or "" for text in drawn)


def test_charts_and_tables_are_kept_for_each_language_apart() -> None:
    found = scenario.read("model=2026-11").scenario
    assert found is not None
    result, moved = forecast(found), swings(found)
    spanish = dot_plot(result).title, tornado(moved, result).title
    assert spanish[0] == "6 de 50 puntos llegan a las 566,857 firmas válidas requeridas"
    with speaking("en"):
        english = dot_plot(result).title, tornado(moved, result).title
        assert tables.dots_table(result).columns[0] == "dot"
    assert english[0] == "6 of 50 dots reach the 566,857 valid signatures required"
    assert (dot_plot(result).title, tornado(moved, result).title) == spanish
    assert tables.dots_table(result).columns[0] == "punto"
