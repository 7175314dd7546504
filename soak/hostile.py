"""Clients that mean harm, each at an address of its own, and what the others notice of them."""

import socket
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress

import gevent
from gevent.pool import Group

from bench.report import Figure, progress
from soak import limits, report
from soak.crowd import Play
from soak.people import Other
from soak.scale import Scale
from soak.server import Server, loop_delay_ms

TIMEOUT_S = 5.0
HEADER_EVERY_S = 0.5
SLOW_AT_ONCE = 20
SOCKETS_AT_ONCE = 100
HELD_S = 5.0
HUGE_BYTES = (60_000, 5_000_000)
HUGE_PAUSE_S = 0.05
CONNECTIONS, CUT_OFF = "connections", "slow requests cut off"
UPGRADE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    b"Sec-WebSocket-Protocol: streamlit\r\n\r\n"
)


class Hostile:
    """So many hostile clients, of each kind as many; they go on until they are stopped.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    count
        How many.
    """

    def __init__(self, address: str, count: int) -> None:
        host, _, port = address.partition(":")
        self._server = host, int(port)
        self._count = count
        self._group = Group()
        self.did: Counter[str] = Counter()

    def start(self) -> None:
        """Begin."""
        kinds: tuple[Callable[[str], None], ...] = (
            self._slow_headers, self._huge_queries, self._half_open, self._many_connections,
        )  # fmt: skip
        for number in range(self._count):
            # Loopback has many addresses; that of a peer whom the server does not trust.
            own = f"127.0.1.{number + 1}"
            self._group.spawn(self._again_and_again, kinds[number % len(kinds)], own)

    def stop(self) -> None:
        """End it."""
        self._group.kill()

    def _again_and_again(self, act: Callable[[str], None], own: str) -> None:
        while True:
            # To be refused or cut off is what these clients come for.
            with suppress(OSError):
                act(own)
            gevent.sleep(HUGE_PAUSE_S)

    def _connected(self, stack: ExitStack, own: str) -> socket.socket:
        line = socket.create_connection(self._server, TIMEOUT_S, source_address=(own, 0))
        self.did[CONNECTIONS] += 1
        return stack.enter_context(closing(line))

    def _slow_headers(self, own: str) -> None:
        """Requests whose headers come a line at a time, and never end."""
        with ExitStack() as stack:
            lines = [self._connected(stack, own) for _ in range(SLOW_AT_ONCE)]
            for line in lines:
                line.sendall(b"GET /light HTTP/1.1\r\nHost: x\r\n")
            while lines:
                gevent.sleep(HEADER_EVERY_S)
                for line in list(lines):
                    try:
                        line.sendall(b"X-Slow: 1\r\n")
                        self.did["slow header lines"] += 1
                    except OSError:
                        lines.remove(line)
                        self.did[CUT_OFF] += 1

    def _huge_queries(self, own: str) -> None:
        for size in HUGE_BYTES:
            with ExitStack() as stack, suppress(OSError):
                line = self._connected(stack, own)
                # Many short pairs: what is longest in taking apart, where that is not refused.
                query = b"lang=es" + b"&a=1" * (size // 4)
                line.sendall(b"GET /light?" + query + b" HTTP/1.1\r\nHost: x\r\n\r\n")
                self.did[f"huge query: {line.recv(12).decode('latin-1') or 'cut off'}"] += 1

    def _half_open(self, own: str) -> None:
        """Sockets on which nothing is ever said."""
        with ExitStack() as stack:
            for _ in range(SLOW_AT_ONCE):
                self._upgraded(stack, own, "half-open socket")
            gevent.sleep(HELD_S)

    def _many_connections(self, own: str) -> None:
        """A hundred sockets from one address."""
        with ExitStack() as stack:
            for _ in range(SOCKETS_AT_ONCE):
                self._upgraded(stack, own, "one of many sockets")
            gevent.sleep(HELD_S)

    def _upgraded(self, stack: ExitStack, own: str, kind: str) -> None:
        line = self._connected(stack, own)
        line.sendall(UPGRADE)
        self.did[f"{kind}: {line.recv(12).decode('latin-1') or 'cut off'}"] += 1


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Time the light page of the others, before and while hostile clients do what they do."""
    progress(f"hostile: {scale.hostile} hostile clients, {scale.others} others")
    before = _light_pages(server, scale)
    hostile = Hostile(server.address, scale.hostile)
    hostile.start()
    beside = _light_pages(server, scale)
    numbers = server.numbers()
    hostile.stop()
    tracebacks = server.tracebacks()
    log = server.log()
    report.tell(beside.stats)
    progress("; ".join(f"{what} {number:,}" for what, number in sorted(hostile.did.items())))
    if tracebacks:
        progress(log[-3000:])
    alone, load = (play.stats.get("light page", "GET") for play in (before, beside))
    alone_ms = alone.get_response_time_percentile(0.95)
    note = f"alone {alone_ms:.0f} ms, {load.num_requests} pages"
    kinds = {what.split(":")[0] for what in hostile.did}
    return [
        limits.HOSTILE_MS.met_by(load.get_response_time_percentile(0.95), note),
        limits.HOSTILE_KINDS.met_by(len(kinds - {CONNECTIONS, CUT_OFF})),
        limits.HOSTILE_ERRORS.met_by(
            report.failures(beside.stats) + tracebacks, f"{tracebacks} tracebacks"
        ),
        Figure("hostile clients: event loop's delay, p95", f"<= {loop_delay_ms(numbers):g} ms"),
    ]


def _light_pages(server: Server, scale: Scale) -> Play:
    play = Play(server.address, (Other,), users=scale.others, per_s=scale.others)
    play.goes_on(scale.hostile_s)
    play.stops()
    return play
