"""What is done once, before the first reader comes."""

import gc
import importlib
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from analysis import scenario, wording
from analysis.answer import answer
from analysis.charts.card import card_svg
from analysis.charts.png import png

# Imported by the first session otherwise, which would wait for it (1.4 to 1.9 s).
HEAVY = ("pandas", "plotly.graph_objects", "scipy.special", "scipy.stats")


def up() -> None:
    """Do what the first reader would have to wait for; the second time there is little to do."""
    for module in HEAVY:
        importlib.import_module(module)
    # The first forecast reads data/ and fills the caches of quadrature nodes.
    reading = scenario.read("")
    answer(reading)
    wording.first_view(reading)
    png(card_svg(reading))


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncGenerator[None, None]:
    """Warm the process, then let the server start."""
    up()
    send_at_once()
    # What is loaded by now stays for good, so the collector need not look at it again.
    gc.collect()
    gc.freeze()
    yield


def send_at_once() -> None:
    """Have each message leave when it is written, on the connections that are yet to come.

    Streamlit opens its listening socket without naming TCP as its protocol, and asyncio then
    leaves Nagle's algorithm on: a message smaller than a packet waits for the acknowledgement of
    the one before, which the other side delays by 40 ms. Connections inherit from the socket.
    """
    for held in gc.get_objects():
        if issubclass(type(held), socket.socket) and _listens(held):
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(held: socket.socket) -> bool:
    try:
        return held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) != 0
    except OSError:  # closed, or a system that cannot tell
        return False
