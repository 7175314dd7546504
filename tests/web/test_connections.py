"""A connection that says nothing, or says it too slowly, is closed; and no message is too large."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from web import connections, serve
from web.connections import InTime
from web.settings import Settings

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
TIMEOUT_S = 20.0


async def slow_app(scope: Any, receive: Any, send: Any) -> None:
    """Take longer to answer than a request may take to arrive."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await asyncio.sleep(3 * InTime.within_s)
        await send({"type": "websocket.send", "bytes": b"still here"})
        await receive()
    elif scope["type"] == "http":
        await asyncio.sleep(3 * InTime.within_s)
        headers = [(b"content-length", b"4")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"done"})


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch, within_s: float) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(InTime, "within_s", within_s)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = Server(Config(slow_app, http=InTime, lifespan="off", log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join()


def read(line: socket.socket, until: bytes = b"") -> bytes:
    """All that comes, to the end of the connection or to a text."""
    found = b""
    while not until or until not in found:
        try:
            part = line.recv(4096)
        except ConnectionResetError:
            break
        if not part:
            break
        found += part
    return found


def connected(address: tuple[str, int]) -> socket.socket:
    return socket.create_connection(address, TIMEOUT_S)


@pytest.mark.parametrize("said", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_request_that_does_not_arrive_ends_its_connection(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(monkeypatch, 0.05) as address, connected(address) as line:
        line.sendall(said)
        assert read(line) == b""


def test_a_later_request_on_the_same_connection_may_take_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with served(monkeypatch, 0.05) as address, connected(address) as line:
        line.sendall(WHOLE)
        assert read(line, b"done").endswith(b"done")
        line.sendall(b"GET / HTTP/1.1\r\n")
        assert read(line) == b""


def test_an_answer_and_a_live_page_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(monkeypatch, 0.05) as address:
        with connected(address) as line:
            for _ in range(2):
                line.sendall(WHOLE)
                assert read(line, b"done").endswith(b"done")
        with connected(address) as line:
            line.sendall(UPGRADE)
            assert b"still here" in read(line, b"still here")


def test_whoever_starts_the_server_its_connections_have_bounds() -> None:
    """Streamlit lets in messages of 200 MB and waits without end; uvicorn waits for a request."""
    config = Config(slow_app, ws_max_size=200_000_000, http="h11", lifespan="off")
    config.load()
    assert (config.timeout_graceful_shutdown, config.http_protocol_class) == (None, H11Protocol)
    before = InTime.within_s
    connections.bound(
        Settings(request_s=7), message_bytes=serve.message_bytes(), grace_s=serve.GRACE_S
    )
    try:
        assert config.ws_max_size == serve.message_bytes() == 30_000_000
        assert config.timeout_graceful_shutdown == serve.GRACE_S < 10, "Docker kills after 10"
        assert config.http_protocol_class is InTime
        assert InTime.within_s == 7.0
    finally:
        InTime.within_s = before


def test_as_many_files_as_the_system_allows() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
        connections.open_many_files()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == hard == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
