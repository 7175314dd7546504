"""How the server is doing, as Prometheus reads it. For whoever runs it, and nobody else.

No metric holds anything of a reader: no address, no scenario. Where several processes share one
port, each writes its numbers into the folder that ``PROMETHEUS_MULTIPROC_DIR`` names, and whichever
is asked tells the sum.
"""

import asyncio
import ipaddress
import os
import sqlite3
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.places import Places
from web.settings import Settings

METRICS = "/metrics"
STREAMLITS = "/_stcore/metrics"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
LOOK_EVERY_S = 0.25
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# Addresses that are counted by name; any other is one of these groups, or "other".
GROUPS = ("/api/v1/tables/", "/api/v1/charts/", "/static/", "/_stcore/", "/media/", "/component/")


class Metrics:
    """The numbers of one process.

    Parameters
    ----------
    places
        Who is in.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "recall_odds_requests", "Requests answered", ("route", "status"),
            registry=self._registry,
        )  # fmt: skip
        self.refusals = Counter(
            "recall_odds_refusals", "Readers and sockets not let in", ("why",),
            registry=self._registry,
        )  # fmt: skip
        self.light = Counter(
            "recall_odds_light_pages", "Light pages served", ("why",), registry=self._registry
        )
        self.work = Histogram(
            "recall_odds_work_seconds", "Seconds to work out one answer, words and picture too",
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self.delay = Histogram(
            "recall_odds_event_loop_delay_seconds", "By how much the event loop is late",
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self.live = Gauge(
            "recall_odds_live_sessions", "Readers in the live version",
            multiprocess_mode="livemax", registry=self._registry,
        )  # fmt: skip
        self.reserved = Gauge(
            "recall_odds_reserved_places", "Pages handed out that have not connected yet",
            multiprocess_mode="livemax", registry=self._registry,
        )  # fmt: skip
        self.most = Gauge(
            "recall_odds_most_sessions", "Live sessions that there is room for",
            multiprocess_mode="livemax", registry=self._registry,
        )  # fmt: skip
        if FOLDER not in os.environ:
            ProcessCollector(registry=self._registry)

    def refused(self, why: str) -> None:
        """Count one that was not let in: "busy", "sockets", "silent" or "rate"."""
        self.refusals.labels(why).inc()
        if why == "busy":
            self.light.labels("busy").inc()

    def text(self) -> bytes:
        """Return all of it in Prometheus's format; of every process where there are several."""
        registry = self._registry
        if FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)

    @asynccontextmanager
    async def watching(self) -> AsyncGenerator[None, None]:
        """Look at the event loop and at the places for as long as the block lasts."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        self.most.set(self._places.most)
        while True:
            due = time.monotonic() + LOOK_EVERY_S
            await asyncio.sleep(LOOK_EVERY_S)
            self.delay.observe(max(time.monotonic() - due, 0.0))
            with suppress(sqlite3.Error):
                self.live.set(self._places.live)
                self.reserved.set(self._places.reserved)


class Counted:
    """ASGI middleware: counts what is answered, and shows metrics only to whom they concern.

    Parameters
    ----------
    app
        What answers.
    metrics
        Where it is counted.
    paths
        The addresses that are counted by name.
    settings
        Who may read the metrics.
    """

    def __init__(
        self, app: ASGIApp, *, metrics: Metrics, paths: frozenset[str], settings: Settings
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = paths
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, and pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                status = message["status"]
                self._metrics.requests.labels(self._route(path), str(status)).inc()
                if status == 429:
                    self._metrics.refused("rate")
                elif path == "/light" and status in (200, 304):
                    self._metrics.light.labels("asked").inc()
            await send(message)

        app = self._app
        if path in (METRICS, STREAMLITS) and not self._shown(scope):
            app = PlainTextResponse("Not Found\n", status_code=404)
        await app(scope, receive, send_and_count)

    def _route(self, path: str) -> str:
        if path in self._paths:
            return path
        return next((group for group in GROUPS if path.startswith(group)), "other")

    def _shown(self, scope: Scope) -> bool:
        """Whether whoever asks is of the server's own network, and no proxy asks for another."""
        if self._settings.metrics != "private":
            return self._settings.metrics == "public"
        headers = Headers(scope=scope)
        if "x-forwarded-for" in headers or "forwarded" in headers:
            return False
        try:
            peer = ipaddress.ip_address((scope.get("client") or ("", 0))[0].partition("%")[0])
        except ValueError:
            return False
        # Clusters also use 100.64.0.0/10 (RFC 6598), which is not private and not global.
        return not peer.is_global


def routes(metrics: Metrics) -> list[BaseRoute]:
    """Return the route; who may read it is the middleware's to say."""

    async def endpoint(_request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
        return Response(metrics.text(), headers=headers)

    return [Route(METRICS, endpoint)]
