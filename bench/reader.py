"""A reader without a browser: speaks Streamlit's WebSocket protocol as its own frontend does."""

import asyncio
import time
from types import TracebackType
from typing import Self

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.frontend import Frontend, PageError, ends

__all__ = ["PageError", "Reader"]

RUN_TIMEOUT_S = 60
SHOWN = frozenset({"markdown", "heading", "html", "metric", "plotly_chart", "text"})


class Reader:
    """One session, from its first run on; ``async with`` closes it.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    slider
        What the key of the slider that is moved contains; empty where it has none.
    seed
        Decides to where the slider is moved.
    """

    def __init__(self, address: str, *, slider: str, seed: int) -> None:
        self._address = address
        self._frontend = Frontend(address, slider=slider, seed=seed)
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            f"ws://{self._address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            proxy=None,
        )
        await self.run()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def rerun(self) -> float:
        """Move the slider; return the seconds from the request to the script's end."""
        self._frontend.move()
        start = time.perf_counter()
        await self.run()
        return time.perf_counter() - start

    async def shown_after_move(self) -> bytes:
        """Move the slider; return what the page then shows besides controls, for comparison."""
        self._frontend.move()
        elements = (message.delta.new_element for message in await self.run())
        return b"".join(
            element.SerializeToString()
            for element in elements
            if element.WhichOneof("type") in SHOWN
        )

    async def run(self) -> list[ForwardMsg]:
        """Ask for a run; return all that came, up to the message that the script has finished."""
        assert self._socket is not None, "a reader is used with `async with`"
        await self._socket.send(self._frontend.request())
        messages: list[ForwardMsg] = []
        async with asyncio.timeout(RUN_TIMEOUT_S):
            async for frame in self._socket:
                messages.append(ForwardMsg.FromString(frame))
                if ends(messages[-1]):
                    break
        self._frontend.take_in(messages)
        return messages
