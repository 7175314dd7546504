"""The page to print: what a scenario says, its pictures, its inputs and its link on paper.

No script, nothing fetched, no colors that paper lacks. It fits Letter and A4, and no picture or row
is cut between two sheets.
"""

import base64
import datetime as dt
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario, wording
from analysis.chart_files import charts, picture
from analysis.charts.figure import Chart
from analysis.forecast import Forecast, forecast
from analysis.language import capital, spoken, t, with_language
from analysis.scenario import Reading
from analysis.tables import inputs_table
from analysis.wording import interface
from analysis.wording.corrections import CITE_TITLE, cite_sentence
from analysis.wording.labels import name_of, value_of
from analysis.wording.quote_desk import quotable
from analysis.wording.reproduce import LINK
from web import place as places
from web import query_string
from web.etag import tagged
from web.place import Place
from web.work import Bench

PRINT = "/print"
PICTURES = ("dots", "path", "swings")
"""Charts that are on the page where the scenario has them."""
STYLE_FILE = Path(__file__).with_name("print.css")


def routes(*, place: Place, bench: Bench) -> list[BaseRoute]:
    """Return the route of the page to print.

    Parameters
    ----------
    place
        Where the server is to be found: a link on paper needs the whole address.
    bench
        Where the page is made.
    """

    async def endpoint(request: Request) -> Response:
        base = place.base(request) or ""
        html = await bench.do(lambda: page(query_string(request), base=base))
        # It may hold the host that a header names, which caches on the way do not look at.
        return tagged(request, html, media_type="text/html", cache_control="no-cache")

    return [Route(PRINT, endpoint)]


def page(string: str, *, base: str) -> bytes:
    """Return the HTML for a scenario string, whatever it holds."""
    reading = scenario.read(string)
    result = forecast(reading.scenario) if reading.scenario else None
    view = wording.first_view(reading, result)
    parts = (
        _text("p", "kicker", view.kicker),
        _text("p", "notice", view.notice),
        _text("h1", "headline", view.headline),
        _text("p", "number", f"{t(interface.METRIC)}: {view.number}" if view.number else ""),
        _text("p", "ballot", view.ballot),
        _text("p", "detail", view.detail),
        _found(reading, result) if result else "",
        _again(reading, string, base),
    )
    html = (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8"><title>'
        f"{escape(view.title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<style>{_style()}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
    # A link can hold half of a surrogate pair, which UTF-8 cannot write.
    return html.encode("utf-8", "replace")


def _found(reading: Reading, result: Forecast) -> str:
    """Return the paragraph with its caveat, the pictures, and the inputs."""
    told = quotable(reading, result, length="paragraph")
    return (
        f"{_text('p', 'told', told.text)}{_text('p', 'quiet', told.caveat)}"
        f"{''.join(_figure(reading, name) for name in PICTURES)}"
        f"{_text('h2', '', t(interface.WHERE_FROM))}{_inputs(reading)}"
    )


def _figure(reading: Reading, name: str) -> str:
    """Return a chart as a picture within the page; nothing where the scenario has none."""
    chart: Chart | None = charts()[name](reading, ())
    drawn = picture(reading, (), name=name, kind="svg")
    if chart is None or drawn is None:
        return ""
    data = base64.b64encode(drawn).decode("ascii")
    alt = escape(chart.alt, quote=True)
    return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{alt}"></figure>'


def _again(reading: Reading, string: str, base: str) -> str:
    """Return the link, written out, and how to cite."""
    if reading.scenario is None or reading.problems:
        link = f"{base}/{places.own_string(reading, string)}"
    else:
        link = f"{base}/{with_language(scenario.full_link(reading))}"
    today = dt.datetime.now(tz=dt.UTC).date()
    cited = cite_sentence(reading, address=link, on=today)
    href = escape(link, quote=True)
    return (
        f'<h2>{escape(t(LINK))}</h2><p class="link"><a href="{href}">{escape(link)}</a></p>'
        f'<h2>{escape(t(CITE_TITLE))}</h2><p class="link">{escape(cited)}</p>'
        f'<p class="quiet">{escape(wording.footer(reading))}</p>'
    )


def _inputs(reading: Reading) -> str:
    """Return the inputs that count, as a reader calls and writes them, and their sources."""
    assert reading.scenario is not None, "there is a forecast"
    values, found = reading.scenario.values(), inputs_table(reading)
    columns = (found.columns[0], found.columns[1], *found.columns[3:])
    rows = (
        (capital(name_of(str(key))), value_of(str(key), values[str(key)]), origin, source)
        for key, _value, _unit, origin, source in found.rows
    )
    head = "".join(f'<th scope="col">{escape(capital(name))}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: str | float) -> str:
    return f"<td>{escape(str(cell))}</td>"


def _text(tag: str, name: str, text: str) -> str:
    return f'<{tag} class="{name}">{escape(text)}</{tag}>' if text else ""


@cache
def _style() -> str:
    return STYLE_FILE.read_text(encoding="utf-8")
