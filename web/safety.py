"""What every answer of the server carries for its readers' safety, and how much one may ask for.

Two ASGI middlewares. The live page's WebSocket passes through both untouched.
"""

import base64
import hashlib
import ipaddress
import logging
import math
import re
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import api
from web.allowance import Allowance, Turns
from web.elsewhere import STREAMLITS_OWN
from web.embed import FRAMEABLE
from web.health import LIVE, READY
from web.metrics import METRICS
from web.settings import Settings

LOG = logging.getLogger(__name__)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # The query string is the reader's scenario: other sites learn where she came from, no more.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
# Streamlit's page. Its styles are made as it runs; its scripts come as files, but for those that
# stand in the page, which are named by their hash, and the code of components, which it makes blobs
# of. Its reader of messages tries WebAssembly first. Pictures of charts are data: and blob:.
PAGE_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
SCRIPTS = "'self' blob: 'wasm-unsafe-eval'"
# What needs no script: the API, cards, the embed view, the light page, which has forms.
PLAIN_POLICY = (
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'self'",
)
PLAIN = ("/api", "/card.png", "/card.svg", "/light", "/oembed", "/print", *FRAMEABLE)
# Neither counted nor kept waiting: files that are in memory, and what tells how the server is.
FREE = (*STREAMLITS_OWN, LIVE, READY, METRICS)
# Two scenario strings, the page's own and those that a comparison sets beside it, and some room.
LONGEST_QUERY = 20_000
_STRANGE = re.compile(rb"[^\x21-\x7e]")
_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class SafetyHeaders:
    """ASGI middleware: the headers that each answer gets, whoever made it.

    Parameters
    ----------
    app
        What answers.
    settings
        Who may show us in a frame.
    page
        Returns a page of the dashboard as it is sent, for the hashes of the scripts in it.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, page: Callable[[], bytes]) -> None:
        self._app = app
        scripts = " ".join((SCRIPTS, *script_hashes(page())))
        self._page = _policy((*PAGE_POLICY, f"script-src {scripts}"), settings.frame_ancestors)
        self._plain = _policy(PLAIN_POLICY, settings.frame_ancestors)
        self._embed = _policy(PLAIN_POLICY, settings.embed_ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = self._policy_of(_path(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _policy_of(self, path: str) -> str:
        if _below(path, FRAMEABLE):
            return self._embed
        return self._plain if _below(path, PLAIN) else self._page


class Limits:
    """ASGI middleware: how often one client may ask, and that a question is an address, no more.

    What Streamlit serves itself (files that are in memory, the live page) is not counted.

    Parameters
    ----------
    app
        What answers.
    settings
        The rate; 0 is none.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._allowance = (
            Allowance(rate_per_s=settings.rate_per_s, burst=settings.burst)
            if settings.rate_per_s
            else None
        )
        # One client's hard questions leave a thread for everybody else's.
        self._turns = Turns(max(1, settings.threads - 1))
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        refused = None
        if scope["type"] == "http" and not _path(scope).startswith(FREE):
            refused = self._too_often(scope) or _too_long(scope) or _with_body(scope)
            scope = {**scope, "query_string": _as_in_an_address(scope["query_string"])}
            if self._allowance and not refused:
                await self._in_turn(scope, receive, send)
                return
        await (refused or self._app)(scope, receive, send)

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on when it is the client's turn, which ends when the answer is made.

        Not when it has been sent: whoever does not read would keep it from all at her address.
        """
        turn = AsyncExitStack()

        async def send_and_let_go(message: Message) -> None:
            await turn.aclose()
            await send(message)

        async with turn:
            peer = (scope.get("client") or ("", 0))[0]
            await turn.enter_async_context(self._turns.of(client(peer)))
            await self._app(scope, receive, send_and_let_go)

    def _too_often(self, scope: Scope) -> Response | None:
        if self._allowance is None:
            return None
        peer = (scope.get("client") or ("", 0))[0]
        wait_s = self._allowance.wait_s(client(peer))
        if not wait_s:
            return None
        self._tell_of_proxy(peer, Headers(scope=scope).get("x-forwarded-for"))
        seconds = math.ceil(wait_s)
        text = f"too many requests from one address; try again in {seconds} s"
        return _refusal(scope, text, status=429, headers={"Retry-After": str(seconds)})

    def _tell_of_proxy(self, peer: str, forwarded_for: str | None) -> None:
        """Log once that a proxy's readers count as one client, if that is how it looks."""
        # Where the server trusts the proxy, the peer is the reader whom the header names.
        if forwarded_for is not None and peer not in forwarded_for and not self._told:
            self._told = True
            LOG.warning("a proxy forwards that FORWARDED_ALLOW_IPS does not name: it is one client")


def client(peer: str) -> str:
    """Return what counts as one client: an address, in IPv6 the network of one subscriber.

    The server has put the reader's address in the proxy's place already, where it trusts the
    proxy (FORWARDED_ALLOW_IPS).

    Examples
    --------
    >>> client("192.0.2.7"), client("2001:db8::1"), client("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7')
    """
    if ":" not in peer:
        return peer[:64]
    try:
        address = ipaddress.IPv6Address(peer.partition("%")[0])
    except ValueError:
        return peer[:64]
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, 64), strict=False))


def script_hashes(html: bytes) -> list[str]:
    """Return the hashes of the scripts that stand in a page, as a policy names them."""
    digests = (hashlib.sha256(script).digest() for script in _SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


async def server_error(request: Request, _error: Exception) -> Response:
    """Answer where something failed that nobody expected; the server logs what it was."""
    return _refusal(request.scope, "the server could not answer", status=500, headers=HEADERS)


def _as_in_an_address(query: bytes) -> bytes:
    """Percent-encode the bytes that no address holds, as browsers do before they ask.

    A server may let them through, and Starlette cannot make an address of them.
    """
    return _STRANGE.sub(lambda found: b"%%%02X" % ord(found[0]), query)


def _too_long(scope: Scope) -> Response | None:
    """Refuse what no link of ours can be; to read it would take the time of many."""
    if len(scope["query_string"]) <= LONGEST_QUERY:
        return None
    text = f"no address here has a query of more than {LONGEST_QUERY:,} characters"
    return _refusal(scope, text, status=414, headers={})


def _with_body(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
    if empty or scope["method"] not in ("GET", "HEAD"):
        return None
    # The body is not read, so the connection cannot be used again.
    close = {"Connection": "close"}
    return _refusal(scope, "a request has no body here", status=413, headers=close)


def _refusal(scope: Scope, text: str, *, status: int, headers: dict[str, str]) -> Response:
    if _path(scope).startswith("/api"):
        return api.error(text, status=status, headers=headers)
    headers = {"Cache-Control": "no-store"} | headers
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)


def _policy(directives: Iterable[str], ancestors: str) -> str:
    return "; ".join((*directives, f"frame-ancestors {ancestors}"))


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _below(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
