"""Every chart of the pages as a picture, and in words: nothing is lost between the two."""

import ast
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from analysis.chart_files import NOT_IN_AN_ADDRESS, charts, note_of, picture
from analysis.charts import Chart
from analysis.charts.cushion import MINE
from analysis.charts.drawing import WIDE, Note, draw_png, draw_svg
from analysis.charts.drawn_axes import plain
from analysis.charts.figure import ENOUGH
from analysis.charts.own_check import reasons_chart, units_chart
from analysis.language import speaking
from analysis.own_check import example_file, found_in, reasons_found
from analysis.scenario import read

ROOT = Path(__file__).parents[2]
LARGEST_BYTES = 200_000
PLAN = "collected=600000&collected_on=2022-06-01&started=2022-03-01&deadline=2022-07-06&cost=5"
STRINGS = (
    "",
    "as_of=announced",
    "as_of=sample&sample_repeats=",
    "as_of=outcome",
    "counted=400000&counted_valid=300000&as_of=filed",
    f"{PLAN}&worth=1000000&invalid=20",
    "invalid_pm=0&repeats_pm=0",
    "petition=custom&raw=900&required=700&name=Zo%C3%AB%20%3Cb%3E%20%F0%9F%98%80%20%E2%82%AC",
    "petition=custom&raw=100000000&required=1",
    "raw=1&required=1&petition=custom",
)
OF_EACH = sorted(name for name in charts() if not name.startswith(("replay_", "reliability_")))
OF_ALL = sorted(set(charts()) - set(OF_EACH))
NOTE = Note(first="", source="Recall Odds")


def numbers(text: str) -> set[str]:
    """The numbers of a text, without what commas and points end."""
    return {found.rstrip(".,") for found in re.findall(r"\d[\d,.]*", text)}


def check_picture(chart: Chart, note: Note) -> None:
    png, svg = draw_png(chart, note), draw_svg(chart, note)
    picture = Image.open(io.BytesIO(png))
    assert picture.width == 2 * WIDE
    assert len(png) < LARGEST_BYTES
    assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 10, "something is drawn"
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    # The same chart is the same file, so that caches and readers can tell.
    assert draw_svg(chart, note) == svg
    assert draw_png(chart, note) == png


def check_words(chart: Chart) -> None:
    assert chart.alt.strip()
    missing = numbers(chart.title) - numbers(chart.alt)
    assert not missing, (chart.title, chart.alt)


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("name", OF_EACH)
def test_chart_of_a_scenario(name: str, string: str) -> None:
    reading = read(string)
    chart = charts()[name](reading, ())
    if chart is None:
        assert picture(reading, (), name=name, kind="png") is None
        return
    check_picture(chart, note_of(reading, name))
    check_words(chart)


@pytest.mark.parametrize("name", OF_ALL)
def test_chart_of_the_record(name: str) -> None:
    chart = charts()[name](read(""), ())
    assert chart is not None
    check_picture(chart, note_of(read(""), name))
    check_words(chart)


@pytest.mark.parametrize("name", ["dots", "calendar", "past_reasons", "bridge"])
def test_chart_in_spanish(name: str) -> None:
    with speaking("es"):
        chart = charts()[name](read("invalid=8"), ())
        assert chart is not None
        check_picture(chart, note_of(read("invalid=8"), name))
        check_words(chart)


def test_charts_of_a_session_can_be_drawn_as_well() -> None:
    """Their files come from the session, as no address holds them."""
    reading = read("")
    found = found_in(example_file())
    assert found.drivers is not None
    assert found.check is not None
    assert found.check.unit is not None
    units = units_chart(found.drivers, unit=found.check.unit)
    for chart in (units, reasons_chart(reasons_found(reading, found))):
        check_picture(chart, NOTE)
        check_words(chart)


def names_in_pages() -> set[str]:
    """What the pages call their charts; a name that depends on a choice up to the choice."""
    found = set()
    for file in (ROOT / "pages").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in ("chart", "session_chart"):
                continue
            for keyword in node.keywords:
                if keyword.arg == "name":
                    found.add(_literal(keyword.value))
    return found


def _literal(value: Any) -> str:
    if isinstance(value, ast.JoinedStr):
        first = value.values[0]
        assert isinstance(first, ast.Constant)
        return str(first.value)
    assert isinstance(value, ast.Constant), ast.dump(value)
    return str(value.value)


def test_every_chart_of_the_pages_is_a_file_or_says_why_not() -> None:
    known = {*charts(), *NOT_IN_AN_ADDRESS}
    lost = [name for name in names_in_pages() if not any(one.startswith(name) for one in known)]
    assert lost == []
    assert set(NOT_IN_AN_ADDRESS) <= names_in_pages()


def test_a_picture_says_what_a_sender_changed_and_where_it_is_from() -> None:
    note = note_of(read("model=2026-11&invalid=8"), "dots")
    assert note.first == "With 1 input changed by the sender: invalid rate 8% instead of 24.5%."
    assert note.source == (
        "Recall of Los Angeles County District Attorney George Gascón · With what was known on "
        "July 9, 2022 · Recall Odds, model 2026-11"
    )


def test_the_latest_pictures_are_kept() -> None:
    reading = read("invalid=21")
    first = picture(reading, (), name="dots", kind="png")
    assert picture(read("invalid=21.0"), (), name="dots", kind="png") is first
    with speaking("es"):
        assert picture(reading, (), name="dots", kind="png") != first


def test_what_cannot_be_drawn_is_said() -> None:
    chart = charts()["dots"](read(""), ())
    assert chart is not None
    strange = Chart(
        spec={"data": [{"type": "pie"}], "layout": chart.spec["layout"]},
        title="", alt="", table=chart.table,
    )  # fmt: skip
    with pytest.raises(ValueError, match="pie"):
        draw_png(strange, NOTE)
    with pytest.raises(ValueError, match="mark"):
        plain("<i>no</i>")


def test_a_name_of_letters_that_no_font_has_is_drawn_all_the_same() -> None:
    chart = charts()["dots"](read(""), ())
    assert chart is not None
    check_picture(chart, Note(first="☃ 🏳️‍🌈", source="مرحبا שלום"))


def test_a_chart_of_the_record_names_its_petition() -> None:
    """A picture leaves the page, where a list names it."""
    reading = read("model=2026-11")
    assert note_of(reading, "replay_gascon_2022").source == (
        "Recall of Los Angeles County District Attorney George Gascón, 2022 · Recall Odds, model "
        "2026-11"
    )
    assert note_of(reading, "r71").source == (
        "Worked example: Washington's Referendum 71 of 2009 · Recall Odds, model 2026-11"
    )
    assert note_of(reading, "reliability_as_of").source == "Recall Odds, model 2026-11"


def test_ticks_of_two_lines_stand_above_the_source() -> None:
    """Plotly lets them hang below its margin; there the picture has its source."""
    chart = charts()["burn_up"](read(PLAN), ())
    assert chart is not None
    layout = chart.spec["layout"]
    assert any("<br>" in text for text in layout["xaxis"]["ticktext"])
    texts = [text.partition("<br>")[0] for text in layout["xaxis"]["ticktext"]]
    one_line = {**layout, "xaxis": {**layout["xaxis"], "ticktext": texts}}
    heights = []
    for one in (layout, one_line):
        same = Chart({**chart.spec, "layout": one}, chart.title, chart.alt, chart.table)
        heights.append(Image.open(io.BytesIO(draw_png(same, NOTE))).height)
    assert heights[0] - heights[1] >= 2 * 10


def test_few_colors_are_those_of_the_chart() -> None:
    """The map has thousands of shades; one small mark in it is the reader's own."""
    chart = charts()["heat_map"](read(""), ())
    assert chart is not None
    drawn = Image.open(io.BytesIO(draw_png(chart, NOTE)))
    assert drawn.mode == "P"
    shown = {color: number for number, color in drawn.convert("RGB").getcolors(1 << 20) or ()}
    assert shown[255, 255, 255] > 10_000
    assert shown[ImageColor.getrgb(MINE)] > 100
    assert shown[ImageColor.getrgb(ENOUGH)] > 100
