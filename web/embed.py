"""The embedded view: the answer and its dots as one light page, to be shown in a frame.

No script, no WebSocket, nothing fetched. Light and dark as the reader's system wishes.
"""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario, wording
from analysis.charts.dots import dot_plot
from analysis.charts.dots_svg import Frame, dots_svg
from analysis.charts.figure import Chart
from analysis.forecast import forecast
from analysis.language import spoken, t
from analysis.scenario import Reading
from analysis.wording import card as words
from analysis.wording import interface
from web import place, query_string
from web.etag import tagged
from web.theme import plain_style
from web.work import Bench

EMBED = "/embed"
FRAMEABLE = (EMBED,)
"""What other sites may show in a frame."""
# Units of the drawing: pixels on a phone, so that letters can be read there.
WIDE, HIGH, LETTERS = 320, 180, 14


def routes(*, bench: Bench) -> list[BaseRoute]:
    """Return the embedded view's route; the view is made in ``bench``."""

    async def endpoint(request: Request) -> Response:
        html = await bench.do(lambda: page(query_string(request)))
        return tagged(request, html, media_type="text/html")

    return [Route(EMBED, endpoint)]


def page(string: str) -> bytes:
    """Return the HTML for a scenario string, whatever it holds."""
    reading = scenario.read(string)
    result = forecast(reading.scenario) if reading.scenario else None
    view = wording.first_view(reading, result)
    paragraphs = [
        _text("p", "notice", view.notice),
        _text("p", "kicker", view.kicker),
        _text("h1", "headline", view.headline),
        _text("p", "label", t(interface.METRIC) if view.number else ""),
        _text("p", "number", view.number),
        _text("p", "ballot", words.ballot_line(reading, result) if result else ""),
        _text("p", "detail", view.detail),
        _figure(dot_plot(result)) if result else "",
        _source(reading, string),
    ]
    html = (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8"><title>'
        f"{escape(view.title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<style>{plain_style('embed.css')}</style></head>"
        f"<body><main>{''.join(paragraphs)}</main></body></html>"
    )
    # A link can hold half of a surrogate pair, which UTF-8 cannot write.
    return html.encode("utf-8", "replace")


def _text(tag: str, name: str, text: str) -> str:
    return f'<{tag} class="{name}">{escape(text)}</{tag}>' if text else ""


def _figure(chart: Chart) -> str:
    dots = dots_svg(chart, Frame(6, 2, WIDE - 12, HIGH - 2, LETTERS))
    return (
        f'<figure><figcaption>{escape(chart.title)}</figcaption><svg viewBox="0 0 {WIDE} {HIGH}" '
        f'role="img" aria-label="{escape(chart.alt)}">{dots}</svg></figure>'
    )


def _source(reading: Reading, string: str) -> str:
    # Below the same root as this page, wherever that is.
    target = escape(f"./{place.own_string(reading, string)}")
    return (
        f'<p class="source">{escape(words.source_sentence(reading))} '
        f'<a href="{target}" target="_blank" rel="noopener">{escape(t(words.OPEN_PAGE))}</a></p>'
    )
