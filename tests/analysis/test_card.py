"""The card: what it says and in which order, and that all of it can be read."""

import importlib
import os
import re
import xml.etree.ElementTree as ET
from io import BytesIO
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from analysis import scenario, wording
from analysis.charts.card import HEIGHT, WIDTH, _strong, card_svg
from analysis.charts.dots import dot_plot
from analysis.charts.figure import ENOUGH, SHORT
from analysis.charts.lettering import FONTS, NOT_DRAWN, SANS, SERIF, drawable, width, wrapped
from analysis.charts.png import PICTURES_KEPT, png
from analysis.forecast import Forecast, forecast
from analysis.valid_count import DOTS
from analysis.wording.card import CardWords, card_words, embed_code
from analysis.wording.odds import percent_number
from tests.analysis.test_string_properties import pairs

CUSTOM = {"petition": "custom", "raw": "60000", "required": "45000"}
HOSTILE = "</title><script>alert(1)</script>\"'&]]>"
WITH_ODDS = [
    "",
    "invalid=8",
    "invalid=8&raw=700000&repeats=2&drift=0.2&required=600000&repeats_pm=1",
    "as_of=announced",
    "as_of=sample",
    "raw=1000000",
    "invalid_pm=0&repeats_pm=0",
    "petition=custom&raw=100000000&required=1",
    "petition=custom&raw=1&required=1",
    urlencode(CUSTOM | {"name": "W" * 80}),
    urlencode(CUSTOM | {"name": HOSTILE}),
    urlencode(CUSTOM | {"name": "סילוק ראש העיר", "invalid": "20"}),
]
DECIDED = ["as_of=outcome", "as_of=sample&gate=insufficient", "as_of=outcome&required=520000"]
WITHOUT_ODDS = ["raw=abc", "nonsense=1", "petition=custom", "raw=1&raw=2&" + "x" * 9000]
png_module = importlib.import_module("analysis.charts.png")
SVG = "{http://www.w3.org/2000/svg}"


steady = settings(max_examples=100, derandomize=True)


def urlencode_any(texts: list[tuple[str, str]]) -> str:
    return urlencode(texts, errors="replace")


def result_of(string: str) -> Forecast:
    found = scenario.read(string).scenario
    assert found is not None
    return forecast(found)


def card(string: str) -> ET.Element:
    return ET.fromstring(card_svg(scenario.read(string)))


def texts(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("string", WITH_ODDS)
def test_a_card_says_the_odds_of_the_forecast(string: str) -> None:
    reading, result = scenario.read(string), result_of(string)
    said = " ".join(texts(card(string)))
    assert wording.headline(result) in said
    assert percent_number(result.sufficient) in said
    assert wording.dots_title(result) in said
    assert f"{wording.count(result.required)} required" in said
    assert wording.ap_date(reading.defaults.known_on) in said
    assert "Recall Odds" in said
    if result.ballot:
        assert wording.odds_phrase(result.ballot.on_ballot) in said


@pytest.mark.parametrize("string", [string for string in WITH_ODDS if "invalid" in string])
def test_what_the_sender_changed_stands_first(string: str) -> None:
    """SCENARIO, the answer: a card says first what `changed` holds."""
    reading = scenario.read(string)
    first = texts(card(string))[0]
    assert first.startswith(f"With {len(reading.changed)} input")
    assert wording.changed_sentence(reading)[1:].startswith(first.removesuffix(".")[1:40])


@pytest.mark.parametrize("string", DECIDED)
def test_a_decided_petition_gets_its_outcome_and_no_odds(string: str) -> None:
    said = " ".join(texts(card(string)))
    assert wording.headline(result_of(string)) in said
    assert "odds" not in said.replace("Recall Odds", "")
    assert "%" not in said


@pytest.mark.parametrize("string", WITHOUT_ODDS)
def test_a_string_that_cannot_be_used_gets_words_and_no_number(string: str) -> None:
    said = " ".join(texts(card(string)))
    assert "cannot be used in full" in said or "Two numbers are needed" in said
    assert "%" not in said
    assert not list(card(string).iter(f"{SVG}circle"))


def test_a_bad_link_is_told_by_field_and_nothing_of_it_repeated() -> None:
    svg = card_svg(scenario.read("raw=zzzz&qqqq=1&invalid=5"))
    assert "Cannot be used: raw signatures and something that is no input." in svg
    assert "zzzz" not in svg
    assert "qqqq" not in svg


@pytest.mark.parametrize("string", [*WITH_ODDS, *DECIDED])
def test_the_dots_are_those_of_the_chart(string: str) -> None:
    result = result_of(string)
    traces = {trace["marker"]["symbol"]: len(trace["x"]) for trace in dot_plot(result).spec["data"]}
    picture = card(string)
    circles = [c for c in picture.iter(f"{SVG}circle") if c.get("stroke") == SHORT]
    diamonds = [p for p in picture.iter(f"{SVG}path") if p.get("fill") == ENOUGH]
    assert len(circles) == traces["circle-open"]
    assert len(diamonds) == traces["diamond"]
    if not result.counted_out and result.valid.sd > 0:
        assert len(diamonds) == result.dots_enough
        assert len(circles) + len(diamonds) == DOTS


@pytest.mark.parametrize("string", WITH_ODDS)
def test_dots_left_of_the_requirement_fall_short(string: str) -> None:
    picture = card(string)
    line = next(p for p in picture.iter(f"{SVG}path") if p.get("stroke") == "#B0578A")
    at = float(line.attrib["d"][1:].split(" ")[0])
    places = [float(circle.attrib["cx"]) for circle in picture.iter(f"{SVG}circle")]
    assert all(place < at for place in places)
    diamonds = [p for p in picture.iter(f"{SVG}path") if p.get("fill") == ENOUGH]
    assert all(float(d.attrib["d"][1:].split(" ")[0]) > at for d in diamonds)


@pytest.mark.parametrize("string", [*WITH_ODDS, *DECIDED, *WITHOUT_ODDS])
def test_all_of_it_can_be_read_at_half_the_size(string: str) -> None:
    """No letters below 12 px on a card 600 px wide, and none outside of it."""
    for text in card(string).iter(f"{SVG}text"):
        size, x = float(text.attrib["font-size"]), float(text.attrib["x"])
        strong = text.get("class") == "strong"
        wide = width(text.text or "", face=SERIF if strong else SANS, size=size)
        left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
        assert size >= 24
        assert left >= 0
        assert left + wide <= WIDTH
        assert size <= float(text.attrib["y"]) <= HEIGHT - 20
    headline = [text.text or "" for text in card(string).iter(f"{SVG}text")
                if text.get("class") == "strong"]  # fmt: skip
    assert not any("…" in line for line in headline)


@pytest.mark.parametrize("string", [*WITH_ODDS, *DECIDED])
def test_alternative_text_holds_the_numbers_of_the_finding(string: str) -> None:
    reading, result = scenario.read(string), result_of(string)
    alt = card_words(reading).alt
    assert (card(string).findtext(f"{SVG}title") or "") == alt
    assert wording.headline(result) in alt
    assert wording.dots_title(result) in alt
    assert wording.changed_sentence(reading)[1:] in alt
    if not result.decided:
        assert percent_number(result.sufficient) in alt


@pytest.mark.parametrize("string", [*WITH_ODDS, *DECIDED, *WITHOUT_ODDS])
def test_a_png_is_of_the_size_that_the_tags_say_and_small(string: str) -> None:
    drawn = png(card_svg(scenario.read(string)))
    with Image.open(BytesIO(drawn)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "RGB")
    assert len(drawn) < 100_000


@pytest.mark.parametrize("name", ["Recall", "Отзыв", "Ανάκληση", "סילוק", "عزل"])
def test_names_are_drawn_without_fonts_of_the_machine(name: str) -> None:
    """Fontconfig is given our folder alone: without a font the name would be missing."""
    drawn = png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">'
        f'<text x="100" y="40" font-size="30" font-family="Noto Sans" text-anchor="middle">{name}'
        "</text></svg>"
    )
    with Image.open(BytesIO(drawn)) as picture:
        dark = picture.convert("L").point(lambda level: 255 * (level < 128)).getbbox()
    assert drawable(name) == name
    assert dark is not None
    assert dark[2] - dark[0] > 30


def test_what_no_font_holds_is_one_mark_a_run() -> None:
    assert drawable("Recall 😀🎉 中文 now") == f"Recall {NOT_DRAWN} {NOT_DRAWN} now"
    assert drawable("a\u202eb\x00c\ud800") == f"a{NOT_DRAWN}b{NOT_DRAWN}c{NOT_DRAWN}"


def test_the_fonts_licence_stands_beside_them() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert all((FONTS / file).is_file() for file in (*SANS.files, *SERIF.files))


@steady
@given(st.floats(0.0, 1.0), st.sampled_from(["", "With 1 input changed by the sender."]))
def test_a_headline_is_never_cut(probability: float, first: str) -> None:
    headline = f"The odds of enough valid signatures are {wording.percent_phrase(probability)}"
    words = CardWords(
        first=first, petition="", headline=headline, number=percent_number(probability),
        ballot="", finding="1 of 50 dots", known="", credit="",
    )  # fmt: skip
    _, parts = _strong(words, 0.0)
    assert headline in " ".join(
        texts(ET.fromstring(f'<svg xmlns="{SVG[1:-1]}">{"".join(parts)}</svg>'))
    )


@steady
@given(st.text(max_size=120), st.integers(1, 3))
def test_no_line_is_wider_than_its_room(text: str, lines: int) -> None:
    found, whole = wrapped(drawable(text), face=SANS, size=10, room=200, lines=lines)
    assert len(found) <= lines
    assert all(width(line, face=SANS, size=10) <= 200 for line in found)
    assert whole or found[-1].endswith("…")
    if whole:
        assert "".join(found).replace(" ", "") == "".join(drawable(text).split())


@steady
@given(st.one_of(pairs.map(urlencode_any), st.text(max_size=60)))
def test_any_string_gets_a_card_that_is_xml(string: str) -> None:
    picture = card(string)
    assert {part.tag.removeprefix(SVG) for part in picture.iter()} <= {
        "svg", "title", "style", "rect", "path", "text", "circle",
    }  # fmt: skip
    assert texts(picture)


def test_a_hostile_name_stays_text() -> None:
    string = urlencode(CUSTOM | {"name": HOSTILE})
    picture = card(string)
    assert HOSTILE in (picture.findtext(f"{SVG}title") or "")
    assert not [part for part in picture.iter() if "script" in part.tag]
    assert png(card_svg(scenario.read(string)))


def test_strings_that_say_the_same_share_one_picture() -> None:
    """Whoever sends junk fills no memory with it: a picture is kept by what it shows."""
    png.cache_clear()
    for number in range(30):
        for string in (f"utm_source={number}", f"raw=junk{number}", f"key{number}=1"):
            png(card_svg(scenario.read(string)))
    assert png.cache_info().currsize == 3
    assert png.cache_info().maxsize == PICTURES_KEPT


def test_the_setting_of_the_fonts_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/another")
    png_module._vips.__wrapped__()
    assert os.environ["FONTCONFIG_FILE"] == "/another"


def test_the_code_to_embed_has_a_title_and_is_escaped() -> None:
    code = embed_code("https://example.org/embed?a=1&b=2", title=f"About 1 in 8: “{HOSTILE}”")
    frame = ET.fromstring(re.sub(r"</iframe>$", "</iframe>", code))
    assert frame.tag == "iframe"
    assert frame.attrib["title"] == f"About 1 in 8: “{HOSTILE}”"
    assert frame.attrib["src"] == "https://example.org/embed?a=1&b=2"
    assert list(frame) == []
