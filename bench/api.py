"""The API: one answer in this process, and how many a second a server gives to twenty clients.

The clients keep their connections, ask again as soon as they are answered, and share the machine
with the server.
"""

import asyncio
import itertools
import time
from collections.abc import Iterator
from statistics import median

from starlette.applications import Starlette
from starlette.middleware import Middleware

from analysis import scenario
from analysis.answer import answer
from bench import report, servers
from web import api, shell
from web.openapi import ROOT
from web.place import Place
from web.safety import Limits, SafetyHeaders
from web.settings import Settings
from web.work import Bench

WARM_UP_ANSWERS = 50
ANSWERS = 300
CLIENTS = 20
ROUNDS = 5
SAME_EACH, OTHER_EACH = 60, 20
SAME = "petition=gascon-2022"


class ClientError(Exception):
    """The server answered, but not with an answer."""


def figures() -> list[report.Figure]:
    """Measure in this process, then against a server."""
    report.progress("api: one answer in process")
    found = _one_answer()
    with servers.ours_alone() as address:
        return [*found, *asyncio.run(_throughput(address))]


def _one_answer() -> list[report.Figure]:
    """From the request to the body, through our middleware, beside the answer by itself.

    All strings are different. Both take turns, so that a busy machine slows both.
    """
    served = Starlette(
        routes=api.routes(place=Place(), bench=Bench()),
        middleware=[
            Middleware(SafetyHeaders, settings=Settings(), page=lambda: shell.page("")),
            Middleware(Limits, settings=Settings(rate_per_s=1e6, burst=1_000_000)),
        ],
    )
    served_ms, alone_ms = asyncio.run(_timed(served))
    ratio = median(served_ms) / median(alone_ms)
    return [
        report.at_most("API, one scenario in process, p50", median(served_ms), bound=5, unit=" ms"),
        report.at_most("the same, to the answer by itself", ratio, bound=1.5),
    ]


async def _timed(served: Starlette) -> tuple[list[float], list[float]]:
    served_ms: list[float] = []
    alone_ms: list[float] = []
    strings = _different()
    for _ in range(WARM_UP_ANSWERS + ANSWERS):
        start = time.perf_counter()
        status = await _status(served, next(strings))
        middle = time.perf_counter()
        answer(scenario.read(next(strings)))
        end = time.perf_counter()
        served_ms.append(1000 * (middle - start))
        alone_ms.append(1000 * (end - middle))
        if status != 200:
            raise ClientError(f"status {status}")
    return served_ms[WARM_UP_ANSWERS:], alone_ms[WARM_UP_ANSWERS:]


async def _status(served: Starlette, string: str) -> int:
    """Ask as a server asks its application."""
    scope = {
        "type": "http", "method": "GET", "path": f"{ROOT}/odds", "root_path": "", "headers": [],
        "query_string": string.encode(), "client": ("192.0.2.1", 1), "scheme": "http",
    }  # fmt: skip
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(message: dict[str, int]) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    await served(scope, receive, send)  # type: ignore[arg-type]
    return statuses[0]


def _different() -> Iterator[str]:
    """Yield scenarios that differ, so that nothing remembered is timed."""
    for step in itertools.count():
        yield f"{SAME}&invalid={10 + 0.01 * step:.2f}&invalid_pm=8"


async def _throughput(address: str) -> list[report.Figure]:
    different = _different()
    same = itertools.repeat(SAME)
    await _per_second(address, same, 5)
    await _per_second(address, different, 2)
    same_per_s: list[float] = []
    other_per_s: list[float] = []
    for turn in range(ROUNDS):
        same_per_s.append(await _per_second(address, same, SAME_EACH))
        other_per_s.append(await _per_second(address, different, OTHER_EACH))
        report.progress(
            f"api, {CLIENTS} clients, {turn + 1}/{ROUNDS}: {same_per_s[-1]:.0f} a second,"
            f" all different {other_per_s[-1]:.0f}"
        )
    name = f"API answers a second, {CLIENTS} clients"
    return [
        report.at_least(f"{name}, one link", median(same_per_s), bound=500),
        report.at_least(f"{name}, all different", median(other_per_s), bound=50, aim=500),
    ]


async def _per_second(address: str, strings: Iterator[str], each: int) -> float:
    host, _, port = address.partition(":")
    lines = [await asyncio.open_connection(host, int(port)) for _ in range(CLIENTS)]

    async def asks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(each):
            writer.write(f"GET {ROOT}/odds?{next(strings)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not head.startswith(b"http/1.1 200 "):
                raise ClientError(head.decode("latin-1"))
            length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))

    start = time.perf_counter()
    await asyncio.gather(*(asks(*line) for line in lines))
    taken_s = time.perf_counter() - start
    for _, writer in lines:
        writer.close()
    return CLIENTS * each / taken_s
