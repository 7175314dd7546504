"""oEmbed (https://oembed.com): how another site asks for the frame of a link.

``/oembed?url=…&format=json`` with ``maxwidth`` and ``maxheight`` in pixels. Only JSON is spoken:
another format is told 501, and an address that is not a page of ours 404, as the specification
has it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario, wording
from analysis.charts.card import HEIGHT, WIDTH
from analysis.compare import parted
from analysis.language import language_of, speaking
from analysis.wording import TOOL
from analysis.wording.card import EMBED_WIDTH, embed_code, embed_height
from web import cards, embed
from web.api import HARMLESS
from web.etag import tagged
from web.place import COMPARE, Place, own_string
from web.work import Bench

OEMBED = "/oembed"
HEADERS = {"Access-Control-Allow-Origin": "*"}
CACHE_AGE_S = 3600
NARROWEST = 200
"""Pixels. Below, no frame is readable, and the site is given this one."""


class RefusedError(Exception):
    """A question that gets no frame: the status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Size:
    """The most room that a site has, pixels; None where it did not say."""

    width: int | None
    height: int | None

    def holds(self, *, width: int, height: int) -> bool:
        """Say whether something fits."""
        return width <= (self.width or width) and height <= (self.height or height)


def routes(paths: Sequence[str], *, place: Place, bench: Bench) -> list[BaseRoute]:
    """Return the route.

    Parameters
    ----------
    paths
        The pages' addresses: their links may be embedded, but for a comparison's, since the frame
        shows one scenario.
    place
        Where the server is to be found.
    bench
        Where the answers are worked out.
    """
    known = frozenset((*paths, embed.EMBED)) - {COMPARE}

    async def endpoint(request: Request) -> Response:
        return await bench.do(lambda: _respond(request, place, known))

    return [Route(OEMBED, endpoint)]


def _respond(request: Request, place: Place, paths: frozenset[str]) -> Response:
    try:
        body = _frame_of(request, place, paths)
    except RefusedError as refused:
        return Response(
            json.dumps({"error": str(refused)}),
            status_code=refused.status,
            media_type="application/json",
            headers=HEADERS | {"Cache-Control": "no-store"},
        )
    return tagged(
        request,
        json.dumps(body).translate(HARMLESS).encode(),
        media_type="application/json",
        headers=HEADERS,
        # It may hold the host that a header names, which caches on the way do not look at.
        cache_control="no-cache",
    )


def _frame_of(request: Request, place: Place, paths: frozenset[str]) -> dict[str, Any]:
    asked = request.query_params
    if asked.get("format", "json") != "json":
        raise RefusedError(501, "only format=json is spoken here")
    if "url" not in asked:
        raise RefusedError(400, "url is missing: the address of a page, percent-encoded")
    room = Size(
        _pixels(asked.get("maxwidth"), "maxwidth"), _pixels(asked.get("maxheight"), "maxheight")
    )
    base = place.base(request)
    string = place.string_of(asked["url"], request, paths)
    if base is None or string is None:
        raise RefusedError(404, "not a page of this server")
    own, _beside = parted(string)
    # The frame speaks the language of the link, and so does what is said of it.
    with speaking(language_of(own)):
        return oembed(own, base=base, room=room)


def oembed(string: str, *, base: str, room: Size) -> dict[str, Any]:
    """Return the answer for a scenario string.

    A picture of the card comes along where it fits, since the room is for that too.
    """
    reading = scenario.read(string)
    view = wording.first_view(reading)
    own = own_string(reading, string)
    width = max(min(EMBED_WIDTH, room.width or EMBED_WIDTH), NARROWEST)
    height = min(embed_height(width), room.height or embed_height(width))
    body: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": view.title,
        "provider_name": TOOL,
        "provider_url": f"{base}/",
        "cache_age": CACHE_AGE_S,
        "html": embed_code(
            f"{base}{embed.EMBED}{own}", title=view.title, width=width, height=height
        ),
        "width": width,
        "height": height,
    }
    if room.holds(width=WIDTH, height=HEIGHT):
        picture = f"{base}{cards.PNG}{own}"
        body |= {
            "thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT,
        }  # fmt: skip
    return body


def _pixels(text: str | None, name: str) -> int | None:
    if text is None or text == "":
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100_000:
        raise RefusedError(400, f"{name} must be a whole number of pixels from 1 to 100,000")
    return int(text[:9])
