"""What a connection may take: how long a request may be on its way, how large a message may be.

uvicorn waits for ever for the rest of a request, and Streamlit, where it starts uvicorn, lets a
message of 200 MB into memory before it looks at it. A proxy sees to the first, not to the second.
"""

import asyncio
import gc

import h11
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from web.settings import Settings

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class InTime(H11Protocol):
    """uvicorn's protocol for HTTP; a connection whose request does not arrive in time is closed."""

    within_s = float(Settings().request_s)
    """Seconds from the connection, or from a later request's first byte, to its last header."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come, and go on waiting if it is not all of a request."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.within_s, self._is_late)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _is_late(self) -> None:
        self._deadline = None
        # Whoever writes so slowly may read as slowly: what is left to send is not waited for.
        self.transport.abort()


def bound(settings: Settings, *, message_bytes: int, grace_s: int) -> None:
    """Bound the connections of the server that runs in this process, whoever has started it.

    Parameters
    ----------
    settings
        How long a request may be on its way.
    message_bytes
        The largest message that a live page may send.
    grace_s
        Seconds that what is under way is waited for when the server is asked to end. Streamlit
        leaves it without a bound, and a phone that has gone silent never takes the rest of its
        file.
    """
    InTime.within_s = float(settings.request_s)
    for held in gc.get_objects():
        if not issubclass(type(held), Config):
            continue
        held.ws_max_size = message_bytes
        if held.timeout_graceful_shutdown is None:
            held.timeout_graceful_shutdown = grace_s
        # Another one where somebody has installed it: it has its own ways.
        if getattr(held, "http_protocol_class", None) is H11Protocol:
            held.http_protocol_class = InTime


def open_many_files() -> None:
    """Let this process have as many connections as it may: shells and Docker start with 1,024."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
