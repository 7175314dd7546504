"""Readers without a browser who stay: each comes back by herself when her connection is lost."""

import asyncio
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.frontend import Frontend, ends

AGAIN_S = 0.1
PAUSE_S = 0.4
RUN_TIMEOUT_S = 60


@dataclass
class Stayer:
    """What became of one reader."""

    number: int
    runs: int = 0
    lost: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Crowd:
    """So many readers, each with a scenario of her own, who move a slider now and then.

    Parameters
    ----------
    address
        ``host:port`` of the proxy.
    count
        How many.
    """

    def __init__(self, address: str, count: int) -> None:
        self._address = address
        self.readers = [Stayer(number) for number in range(count)]
        self._ending = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join(RUN_TIMEOUT_S)
        assert not self._thread.is_alive()

    def all_have_run(self, since: dict[int, int] | None = None) -> bool:
        """Whether each has been answered at least twice, or twice more than ``since``."""
        return all(
            reader.runs >= (since or {}).get(reader.number, 0) + 2 for reader in self.readers
        )

    def runs(self) -> dict[int, int]:
        return {reader.number: reader.runs for reader in self.readers}

    async def _all(self) -> None:
        await asyncio.gather(*(self._stay(reader) for reader in self.readers))

    async def _stay(self, reader: Stayer) -> None:
        raw = str(700_000 + reader.number)
        frontend = Frontend(
            self._address, slider="invalid", seed=reader.number, query_string=f"raw={raw}"
        )
        cookie = f"recall_odds_replica={secrets.token_hex(16)}"
        while not self._ending.is_set():
            try:
                await asyncio.to_thread(_ask_for_health, self._address, cookie)
                async with connect(
                    f"ws://{self._address}/_stcore/stream",
                    subprotocols=["streamlit"],  # type: ignore[list-item]
                    additional_headers={"Cookie": cookie},
                    max_size=None,
                    proxy=None,
                ) as socket:
                    await _run(socket, frontend)
                    if len(reader.lost) > len(reader.back):
                        reader.back.append(time.monotonic())
                    while not self._ending.is_set():
                        if parse_qs(frontend._query_string).get("raw") != [raw]:
                            reader.wrong.append(frontend._query_string)
                        reader.runs += 1
                        await asyncio.sleep(PAUSE_S)
                        frontend.move()
                        await _run(socket, frontend)
            except (WebSocketException, OSError):
                if len(reader.lost) == len(reader.back):
                    reader.lost.append(time.monotonic())
                await asyncio.sleep(AGAIN_S)


async def _run(socket: ClientConnection, frontend: Frontend) -> None:
    await socket.send(frontend.request())
    messages: list[ForwardMsg] = []
    async with asyncio.timeout(RUN_TIMEOUT_S):
        while not messages or not ends(messages[-1]):
            messages.append(ForwardMsg.FromString(await socket.recv()))
    frontend.take_in(messages)


def _ask_for_health(address: str, cookie: str) -> None:
    """As Streamlit's frontend does before it opens a socket; an answer of 5xx is an error."""
    asked = Request(f"http://{address}/_stcore/health", headers={"Cookie": cookie})
    with urlopen(asked, timeout=10) as answer:
        answer.read()
