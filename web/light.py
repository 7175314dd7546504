"""The light page: the answer, its dots and its inputs as one plain page, for any scenario.

No script, no cookie, nothing fetched from anywhere: for old phones, text browsers, crawlers, and
for whoever comes when the live version is full. The same forecast, words and pictures as the Odds
page; its inputs are a form that answers by GET.
"""

from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario, wording
from analysis.charts import dot_plot
from analysis.charts.dots_svg import Frame, dots_svg
from analysis.charts.figure import Chart
from analysis.compare import parted
from analysis.forecast import Forecast, forecast
from analysis.language import LANGUAGES, kept, spoken, t, with_language, without_language
from analysis.scenario import Reading
from analysis.table import Table
from analysis.wording import FirstView, interface
from analysis.wording import light as words
from analysis.wording.verification import stage_sentences
from web import light_forms, query_string
from web.etag import tagged
from web.light_forms import LIGHT
from web.place import own_string
from web.theme import plain_style
from web.work import Bench

# A link that goes round is one page for everybody; a page takes 45 kB.
PAGES_KEPT = 128
# Units of the drawing, about those of the screen: letters stay readable on a phone.
WIDE, HIGH, LETTERS = 480, 250, 15


def routes(*, bench: Bench) -> list[BaseRoute]:
    """Return the light page's route; the page is made in ``bench``."""

    async def endpoint(request: Request) -> Response:
        html = await bench.do(lambda: page(query_string(request)))
        return tagged(request, html, media_type="text/html")

    return [Route(LIGHT, endpoint)]


@kept(PAGES_KEPT)
def page(string: str, *, busy: str = "", again: str = "") -> bytes:
    """Return the HTML for a scenario string, whatever it holds.

    Parameters
    ----------
    string
        The query of the address. A field that was emptied has its usual value.
    busy
        Why this is not the live version, where it was asked for; empty where this page was.
    again
        Where to try for the live version again: the address that was asked for.
    """
    own, _beside = parted(string)
    reading = scenario.read(_filled(own))
    result = forecast(reading.scenario) if reading.scenario else None
    view = wording.first_view(reading, result)
    string = own_string(reading, own)
    parts = (
        _header(view, busy=busy, again=again),
        f"<div>{''.join(_answer(reading, result, view))}</div>",
        f"<div>{''.join(_controls(reading, result, string))}</div>",
        f"<footer><p>{escape(wording.footer(reading))}</p>{_languages(string)}</footer>",
    )
    html = (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">'
        f"<title>{escape(view.title)}</title>"
        f'<meta name="description" content="{escape(view.description)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{plain_style('light.css')}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )
    # A link can hold half of a surrogate pair, which UTF-8 cannot write.
    return html.encode("utf-8", "replace")


def _filled(string: str) -> str:
    """Leave out the fields of a form that are empty: nothing was said there."""
    query = string.removeprefix("?")
    if "=&" not in f"{query}&":
        return string
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    texts = [(key, text) for key, text in pairs if text or key not in light_forms.EMPTIED]
    return urlencode(texts, errors="surrogateescape")


def _header(view: FirstView, *, busy: str, again: str) -> str:
    link = f' <a href="{escape(again)}">{escape(t(words.AGAIN))}</a>'
    said = f'<p class="notice">{escape(busy)}{link}</p>' if busy else ""
    return f"<header>{said}{_text('p', 'kicker', view.kicker)}</header>"


def _answer(reading: Reading, result: Forecast | None, view: FirstView) -> Iterator[str]:
    yield _text("p", "notice", view.notice)
    yield _text("h1", "headline", view.headline)
    yield _text("p", "label", t(interface.METRIC) if view.number else "")
    yield _text("p", "number", view.number)
    yield _text("p", "detail", view.ballot)
    yield _text("p", "detail", view.detail)
    if reading.scenario is None or result is None:
        return
    yield from (_text("p", "detail", said) for said in stage_sentences(reading.scenario, result))
    yield _figure(dot_plot(result))
    yield f"<h2>{escape(t(words.SENTENCE))}</h2>"
    yield f"<blockquote>{escape(wording.quote(reading, result))}</blockquote>"


def _controls(reading: Reading, result: Forecast | None, string: str) -> Iterator[str]:
    live, help_text = escape(t(words.LIVE)), escape(t(words.LIVE_HELP))
    yield f'<p><a class="live" href="./{escape(string)}">{live}</a></p>'
    yield f'<p class="help">{help_text}</p>'
    yield light_forms.inputs(reading)
    if result is not None:
        yield f"<p>{''.join(_other_ways(reading))}</p>"
    yield light_forms.steps(reading)
    yield light_forms.petitions(reading)
    if result is not None and not reading.problems:
        yield f"<h2>{escape(t(words.ELSEWHERE))}</h2><p>{' · '.join(_elsewhere(string))}</p>"


def _other_ways(reading: Reading) -> Iterator[str]:
    """Links to the same scenario entered the other way, and to the tool's own estimate."""
    by_reason = reading.scenario is not None and reading.scenario.by_reason
    other = scenario.address(scenario.by_reason(reading, on=not by_reason))
    name = t(words.ONE_RATE if by_reason else words.BY_REASON)
    yield _link(light_forms.light_address(with_language(other)), name)
    if reading.changed:
        plain = with_language(scenario.address(scenario.without_changes(reading)))
        yield f" · {_link(light_forms.light_address(plain), t(words.UNCHANGED))}"


def _elsewhere(string: str) -> Iterator[str]:
    yield _link(f"./card.png{string}", t(words.PICTURE))
    yield _link(f"./api/v1/odds{string}", t(words.DATA))


def _languages(string: str) -> str:
    """Return links to this page in the other languages."""
    own = without_language(string)
    links = []
    for code, name in LANGUAGES.items():
        if code != spoken():
            query = "&".join(filter(None, (own.removeprefix("?"), f"lang={code}")))
            target = escape(light_forms.light_address(f"?{query}"))
            links.append(f'<a href="{target}" hreflang="{code}" lang="{code}">{name}</a>')
    return f"<p>{' · '.join(links)}</p>"


def _figure(chart: Chart) -> str:
    dots = dots_svg(chart, Frame(8, 2, WIDE - 16, HIGH - 2, LETTERS))
    return (
        f'<figure><figcaption>{escape(chart.title)}</figcaption><svg viewBox="0 0 {WIDE} {HIGH}" '
        f'role="img" aria-label="{escape(chart.alt)}">{dots}</svg></figure>'
        f"<details><summary>{escape(t(words.NUMBERS))}</summary>{_table(chart.table)}</details>"
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        f'<div class="box" tabindex="0" role="region" aria-label="{escape(t(words.NUMBERS))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: str | float) -> str:
    return f"<td>{escape(cell)}</td>" if isinstance(cell, str) else f'<td class="n">{cell:,}</td>'


def _link(target: str, name: str) -> str:
    return f'<a href="{escape(target)}">{escape(name)}</a>'


def _text(tag: str, name: str, text: str) -> str:
    return f'<{tag} class="{name}">{escape(text)}</{tag}>' if text else ""
