"""A live reader as a browser is one: the page, its files, the socket, moves and page changes."""

import re
import time
from typing import Self

from gevent import Timeout
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.frontend import Frontend, ends

OUR_SLIDER = "invalid"
OPEN_TIMEOUT_S = 30
RUN_TIMEOUT_S = 60
# The files that the live page names: a browser that comes for the first time fetches them all.
FILES = re.compile(r'(?:src|href)="(\./static/[^"]+\.(?:js|css))"')
# What only the live page holds.
LIVE_PAGE = '<div id="root">'
# "12%", "1 in 8"; in the light page's headline, and in the live page as it is sent.
ODDS = re.compile(r"\d\s?%|\d in \d")


class LiveSession:
    """One session over a socket, from its first run on; ``with`` closes it.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    client
        The reader's own address, as a proxy on this machine would name it.
    seed
        Decides to where the slider is moved.
    """

    def __init__(self, address: str, *, client: str, seed: int) -> None:
        self._address = address
        self._client = client
        self._frontend = Frontend(address, slider=OUR_SLIDER, seed=seed)
        self._socket: ClientConnection

    def __enter__(self) -> Self:
        self._socket = connect(
            f"ws://{self._address}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"X-Forwarded-For": self._client},
            open_timeout=OPEN_TIMEOUT_S,
            max_size=None,
            proxy=None,
        )
        self.run()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    @property
    def close_code(self) -> int | None:
        """The code with which the socket was closed; None while it is open."""
        return self._socket.close_code

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of the dashboard's pages."""
        return tuple(self._frontend.pages)

    def move(self) -> float:
        """Move the slider where there is one, else ask again; return the seconds it took."""
        if self._frontend.can_move:
            self._frontend.move()
        start = time.perf_counter()
        self.run()
        return time.perf_counter() - start

    def go(self, page: str) -> None:
        """Change to another page."""
        self._frontend.go(page)
        self.run()

    def run(self) -> None:
        """Ask for a run and take in what comes, up to the message that the script has finished."""
        self._socket.send(self._frontend.request())
        messages: list[ForwardMsg] = []
        with Timeout(RUN_TIMEOUT_S, TimeoutError("no end of the run")):
            for frame in self._socket:
                assert isinstance(frame, bytes)
                messages.append(ForwardMsg.FromString(frame))
                if ends(messages[-1]):
                    break
        self._frontend.take_in(messages)


def is_live(html: str) -> bool:
    """Whether a page is the live one; else it is the light one."""
    return LIVE_PAGE in html


def files(html: str) -> list[str]:
    """Return the addresses of the files that a page names."""
    return [found.removeprefix(".") for found in dict.fromkeys(FILES.findall(html))]
