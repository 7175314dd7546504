"""Cards: the picture of a scenario that a message shows for its link, as SVG and as PNG.

A card is a picture in somebody's message, not an answer to a program: a string that cannot be used
gets status 200 and a card that says so, without odds. With 422 the message would show no picture,
or the last one that it had.
"""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario
from analysis.charts.card import card_svg
from analysis.charts.png import png
from web import query_string
from web.etag import tagged
from web.work import Bench

PNG, SVG = "/card.png", "/card.svg"
# Anyone's page may show them.
HEADERS = {"Access-Control-Allow-Origin": "*"}


def routes(*, bench: Bench) -> list[BaseRoute]:
    """Return the cards' routes; the pictures are drawn in ``bench``."""
    return [Route(PNG, _beside(_png, bench)), Route(SVG, _beside(_svg, bench))]


def _png(request: Request) -> Response:
    drawn = png(card_svg(scenario.read(query_string(request))))
    return tagged(request, drawn, media_type="image/png", headers=HEADERS)


def _svg(request: Request) -> Response:
    svg = card_svg(scenario.read(query_string(request))).encode()
    return tagged(request, svg, media_type="image/svg+xml", headers=HEADERS)


def _beside(respond: Callable[[Request], Response], bench: Bench) -> Callable[[Request], Any]:
    """Answer in a thread beside the loop."""

    async def endpoint(request: Request) -> Response:
        return await bench.do(lambda: respond(request))

    return endpoint
