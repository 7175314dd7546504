"""Several processes that take turns at one port: the one with more readers steps back.

Left to the system, whichever process wakes up first takes a connection, and a live session stays
where it began: of twenty readers sixteen were found in one process, which then had four fifths of
the work. uvicorn does the serving; only the taking of connections is different.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import socket
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

from uvicorn import Config, Server
from uvicorn.supervisors.multiprocess import Process

LOG = logging.getLogger(__name__)
REST_S = 0.5
"""How long none is taken after that has failed: until some of the open ones have been closed."""
STEP_BACK_S = 0.003
"""How long one that has more readers waits: longer than it takes an idle process to wake up."""
TURN_S = 0.001
"""How long one that has just taken a connection waits."""
_LIVE = "SELECT count(*), coalesce(sum(worker = ?), 0) FROM live"


class FairServer(Server):
    """uvicorn's server, with the number of each process's readers in view.

    Parameters
    ----------
    config
        As uvicorn has it; how many ``workers`` there are.
    folder
        Where the processes keep who is in: see web.places.
    """

    def __init__(self, config: Config, *, folder: Path) -> None:
        super().__init__(config)
        self._folder = folder
        self._taken: set[asyncio.Task[object]] = set()
        self._listening: list[socket.socket] = []
        self._live: sqlite3.Connection | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Warm up as uvicorn does, then take connections."""
        await super().startup(sockets=[])
        # The app has made the file by now.
        self._live = sqlite3.connect(self._folder / "places.db", isolation_level=None)
        self._listening = list(sockets or ())
        for listening in self._listening:
            listening.setblocking(False)
            self._listen(listening)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more, then end as uvicorn does."""
        listening, self._listening = self._listening, []
        for one in listening:
            asyncio.get_running_loop().remove_reader(one)
        await super().shutdown(sockets)

    def _listen(self, listening: socket.socket) -> None:
        if listening in self._listening:
            asyncio.get_running_loop().add_reader(listening, self._called, listening)

    def _called(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(listening)
        if self._has_more_than_its_share():
            loop.call_later(STEP_BACK_S, self._take_what_is_left, listening)
        else:
            # In a burst none of those just taken is a session yet: one each, in turns.
            loop.call_later(self._take(listening, rest_s=TURN_S), self._listen, listening)

    def _take_what_is_left(self, listening: socket.socket) -> None:
        if listening in self._listening:
            loop = asyncio.get_running_loop()
            loop.call_later(self._take(listening, rest_s=0.0), self._listen, listening)

    def _take(self, listening: socket.socket, *, rest_s: float) -> float:
        """Take a connection; return after how many seconds to look for the next."""
        try:
            connection, _ = listening.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return rest_s  # another process was first
        except OSError as error:  # too many open files, most likely: some will be closed
            LOG.warning("no connection taken: %s", error.strerror)
            return REST_S
        connection.setblocking(False)
        task = asyncio.ensure_future(self._serve_on(connection))
        self._taken.add(task)
        task.add_done_callback(self._taken.discard)
        return rest_s

    async def _serve_on(self, connection: socket.socket) -> None:
        with suppress(OSError):  # gone already
            await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made

    def _has_more_than_its_share(self) -> bool:
        if self._live is None:
            return False
        try:
            everybody, own = self._live.execute(_LIVE, (os.getpid(),)).fetchone()
        except sqlite3.OperationalError:  # no answer is no reason not to serve
            return False
        return bool(own * self.config.workers > everybody)


class FairProcess(Process):
    """A worker of uvicorn's that serves with a fair server."""

    folder: Path
    """Set before the first is made."""

    def __init__(self, config: Config, sockets: list[socket.socket]) -> None:
        self._folder = self.folder
        super().__init__(config, sockets)

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve, in the worker itself."""
        threading.Thread(target=_end_with_the_watcher, daemon=True).start()
        super().target(sockets)

    def kill(self) -> None:
        """End what has ended by itself or does not answer; the watcher then starts another."""
        how = "does not answer" if self.exitcode is None else f"ended with status {self.exitcode}"
        LOG.warning("worker %s %s: another one takes its place", self.pid, how)
        super().kill()

    @property
    def server(self) -> Server:
        """Make the server in the worker itself."""
        if self._server is None:
            self._server = FairServer(self.config, folder=self._folder)
        return self._server


def _end_with_the_watcher() -> None:
    """End as if asked to once the watcher is gone: nobody else would, and the port stays taken."""
    watcher = multiprocessing.parent_process()
    if watcher is not None:
        watcher.join()
        os.kill(os.getpid(), signal.SIGTERM)
