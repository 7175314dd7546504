"""Admission: whoever opens a page gets the odds at once, live if there is a place, else light.

An ASGI middleware around the pages and around Streamlit's socket. It refuses no reader of a page
that was handed out, and no reconnection. What it does refuse is one client with too many sockets or
with new ones all the time, and it closes a socket on which nothing is ever said.
"""

import asyncio
import logging
import sqlite3
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
from web.allowance import Allowance
from web.etag import tagged
from web.places import Places
from web.safety import client
from web.settings import Settings
from web.work import Bench

LOG = logging.getLogger(__name__)
SOCKET = "/_stcore/stream"
RETRY_AFTER_S = 30
# What a browser says of a page that it is going to show. Crawlers and previews say nothing, and
# never connect: no place is kept for them.
SHOWN = frozenset({"document", "iframe", "frame", "embed", "object"})
# "streamlit" and the cookie's; one more is the session's that a browser comes back to.
FIRST_SUBPROTOCOLS = 2
COMING_BACK = 4
"""Times as many sockets for who brings a session: when a replica is lost, those of its readers who
share an address with readers of this one come here."""
OPENED_ANEW_S = 60.0
"""Seconds in which a client that has opened as many sockets as it may have may open them again."""
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
        # Each opening costs the time of a short answer, whether it is used or not.
        self._openings = {
            known: Allowance(rate_per_s=most / OPENED_ANEW_S, burst=most)
            for known in (False, True)
            if settings.rate_per_s and (most := self._most(known=known))
        }

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
        will_connect = scope["method"] == "GET" and _is_shown(Headers(scope=scope))
        most = self._settings.sockets_per_client
        try:
            return self._places.admits(_client(scope), reserve=will_connect, most_of_client=most)
        except sqlite3.Error as error:  # no count is no reason not to serve
            LOG.warning("places: %s", error)
            return True

    async def _light(self, scope: Scope) -> Response:
        string = scope["query_string"].decode("latin-1")
        query = f"?{string}" if string else ""
        again = f".{scope['path'].removeprefix(scope.get('root_path', ''))}{query}"
        html = await self._bench.do(partial(light.page, string, busy=t(words.BUSY), again=again))
        return tagged(
            Request(scope),
            html,
            media_type="text/html",
            headers={"Retry-After": str(RETRY_AFTER_S)},
            cache_control="no-store",
        )

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = _client(scope)
        # A browser that comes back with its session says nothing until its reader does something.
        known = len(scope.get("subprotocols", ())) > FIRST_SUBPROTOCOLS
        if self._too_many(who, known=known):
            self._refused("sockets")
            await send({"type": "websocket.close", "code": TRY_AGAIN})
            return
        self._sockets[who] += 1
        entered = silent = False

        def closes() -> None:
            nonlocal silent
            silent = True
            self._refused("silent")

        async def send_and_note(message: Message) -> None:
            nonlocal entered
            await send(message)
            if message["type"] == "websocket.accept" and not entered:
                entered = True
                self._note(self._places.enter, who)

        heard = _in_bytes(receive if known else self._heard(receive, closes))
        try:
            await self._app(scope, heard, send_and_note)
            if silent:
                await send({"type": "websocket.close", "code": POLICY})
        finally:
            self._sockets[who] -= 1
            if not self._sockets[who]:
                del self._sockets[who]
            if entered:
                self._note(self._places.leave, who)

    def _too_many(self, who: str, *, known: bool) -> bool:
        if self._sockets[who] >= self._most(known=known):
            return True
        return known in self._openings and self._openings[known].wait_s(who) > 0.0

    def _most(self, *, known: bool) -> int:
        return self._settings.sockets_per_client * (COMING_BACK if known else 1)

    def _note(self, change: Callable[[str], None], who: str) -> None:
        try:
            change(who)
        except sqlite3.Error as error:
            LOG.warning("places: %s", error)

    def _heard(self, receive: Receive, closes: Callable[[], None]) -> Receive:
        """Receive, and end a socket on which the first message does not come."""
        silent = True

        async def receive_in_time() -> Message:
            nonlocal silent
            if not silent:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self._settings.first_message_s)
            except TimeoutError:
                closes()
                return {"type": "websocket.disconnect", "code": POLICY}
            silent = message["type"] != "websocket.receive"
            return message

        return receive_in_time


def _in_bytes(receive: Receive) -> Receive:
    """Receive, and take a message in text for the end: our page sends none, and Streamlit fails."""

    async def receive_bytes() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            return {"type": "websocket.disconnect", "code": POLICY}
        return message

    return receive_bytes


def _is_shown(headers: Headers) -> bool:
    """Say whether a browser is going to show what it asks for, and so to connect.

    Without HTTPS a browser does not say what it asks for; but only for what it shows does it ask
    for HTTPS.
    """
    if "prefetch" in headers.get("sec-purpose", ""):
        return False
    if "sec-fetch-dest" in headers:
        return headers["sec-fetch-dest"] in SHOWN
    return headers.get("upgrade-insecure-requests") == "1"


def _client(scope: Scope) -> str:
    return client((scope.get("client") or ("", 0))[0])
