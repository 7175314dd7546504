"""Admission: whoever opens a page gets the odds at once, live if there is a place, else light.

An ASGI middleware around the pages and around Streamlit's socket. It refuses no reader of a page
that was handed out, and no reconnection. What it does refuse is one client with too many sockets,
and it closes a socket on which nothing is ever said.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis.language import t
from analysis.wording import light as words
from web import light
from web.etag import tagged
from web.places import Places
from web.safety import client
from web.settings import Settings
from web.work import Bench

SOCKET = "/_stcore/stream"
RETRY_AFTER_S = 30
# What a browser says of a page that it is going to show. Crawlers and previews say nothing, and
# never connect: no place is kept for them. An old browser's place is counted when it connects.
SHOWN = frozenset({"document", "iframe", "frame", "embed", "object"})
TRY_AGAIN, POLICY = 1013, 1008  # RFC 6455 and the IANA registry: codes of a closing socket


class Admission:
    """ASGI middleware.

    Parameters
    ----------
    app
        What answers.
    paths
        The addresses of the live pages.
    places
        Who is in.
    settings
        How many sockets one client may have, and how long a silent one stays open.
    bench
        Where the light page is made.
    refused
        Called with "busy", "sockets" or "silent" for each that was not let in.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Sequence[str],
        places: Places,
        settings: Settings,
        bench: Bench,
        refused: Callable[[str], None] = lambda _why: None,
    ) -> None:
        self._app = app
        self._paths = frozenset(paths)
        self._places = places
        self._settings = settings
        self._bench = bench
        self._refused = refused
        self._sockets: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or answer with the light page."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] == "websocket" and path == SOCKET:
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and path in self._paths and not self._admits(scope):
            self._refused("busy")
            await (await self._light(scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _admits(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        will_connect = (
            scope["method"] == "GET"
            and headers.get("sec-fetch-dest", "") in SHOWN
            and "prefetch" not in headers.get("sec-purpose", "")
        )
        return self._places.admits(_client(scope), reserve=will_connect)

    async def _light(self, scope: Scope) -> Response:
        string = scope["query_string"].decode("latin-1")
        html = await self._bench.do(partial(light.page, string, busy=t(words.BUSY)))
        return tagged(
            Request(scope),
            html,
            media_type="text/html",
            headers={"Retry-After": str(RETRY_AFTER_S)},
            cache_control="no-store",
        )

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = _client(scope)
        if self._sockets[who] >= self._settings.sockets_per_client:
            self._refused("sockets")
            await send({"type": "websocket.close", "code": TRY_AGAIN})
            return
        self._sockets[who] += 1
        entered = False

        async def send_and_note(message: Message) -> None:
            nonlocal entered
            await send(message)
            if message["type"] == "websocket.accept" and not entered:
                entered = True
                self._places.enter(who)

        try:
            await self._app(scope, self._heard(receive), send_and_note)
        finally:
            self._sockets[who] -= 1
            if not self._sockets[who]:
                del self._sockets[who]
            if entered:
                self._places.leave(who)

    def _heard(self, receive: Receive) -> Receive:
        """Receive, and end a socket on which the first message does not come."""
        silent = True

        async def receive_in_time() -> Message:
            nonlocal silent
            if not silent:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self._settings.first_message_s)
            except TimeoutError:
                self._refused("silent")
                return {"type": "websocket.disconnect", "code": POLICY}
            silent = message["type"] != "websocket.receive"
            return message

        return receive_in_time


def _client(scope: Scope) -> str:
    return client((scope.get("client") or ("", 0))[0])
