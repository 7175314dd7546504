"""Who is in the live version: its places, the pages handed out for them, and those just left.

A reader's live session costs memory and processor time for as long as she is there. So there is a
most; beyond it the address of a page gets the light page, and nobody waits for a place that does
not come. It closes when it is full and opens again only when a tenth is free, so that it does not
flap. Who is in stays in: nothing here ever ends a session.
"""

import os
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

RESERVED_S = 15.0
"""Seconds from a page to its socket: a phone on a slow line loads a megabyte first."""
KEPT_S = 10.0
"""Seconds that the place of a reader who has left waits for her: she may be loading anew."""
SESSIONS_A_CORE = 150
"""Readers who each move a slider every 15 seconds use about two thirds of a core."""
SESSION_BYTES = 1_000_000
FIRST_BYTES = 600_000_000
"""Memory of a process before its first reader, with room for the caches and the system."""
_CGROUP_LIMITS = (
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
)


class Places:
    """The places of one process. Not for several threads: it belongs to the event loop.

    Parameters
    ----------
    most
        Live sessions at once.
    clock
        Seconds, from any beginning.
    """

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._clock = clock
        self._live: Counter[str] = Counter()
        self._reserved: deque[tuple[float, str]] = deque()
        self._kept: deque[tuple[float, str]] = deque()
        self._full = False

    @property
    def live(self) -> int:
        """Return how many sessions are live."""
        return self._live.total()

    @property
    def reserved(self) -> int:
        """Return how many places are waiting for a page that was handed out, or for a return."""
        self._expire()
        return len(self._reserved) + len(self._kept)

    def live_of(self, client: str) -> int:
        """Return how many sessions one client has."""
        return self._live[client]

    def admits(self, client: str, *, reserve: bool = True) -> bool:
        """Say whether a page of the live version may be handed out.

        Parameters
        ----------
        client
            Who asks; whoever has just left finds her place.
        reserve
            Whether a place is kept for it: not for what never connects, such as a crawler.
        """
        if self._take(self._kept, client):
            if reserve:
                self._reserved.append((self._clock() + RESERVED_S, client))
            return True
        taken = self.live + self.reserved
        self._full = taken > self._reopens_at if self._full else taken >= self.most
        if self._full:
            return False
        if reserve:
            self._reserved.append((self._clock() + RESERVED_S, client))
        return True

    def enter(self, client: str) -> None:
        """Note that a socket has been accepted; it takes the place that waits for its client."""
        self._expire()
        _ = self._take(self._reserved, client) or self._take(self._kept, client)
        self._live[client] += 1

    def leave(self, client: str) -> None:
        """Note that a socket has been closed."""
        self._live[client] -= 1
        if not self._live[client]:
            del self._live[client]
        self._kept.append((self._clock() + KEPT_S, client))

    @property
    def _reopens_at(self) -> int:
        return self.most - max(1, self.most // 10)

    def _take(self, line: deque[tuple[float, str]], client: str) -> bool:
        self._expire()
        for waiting in line:
            if waiting[1] == client:
                line.remove(waiting)
                return True
        return False

    def _expire(self) -> None:
        now = self._clock()
        for line in (self._reserved, self._kept):
            while line and line[0][0] <= now:
                line.popleft()


def usual_most() -> int:
    """Return how many live sessions this machine has room for, by its cores and its memory.

    One process serves them, on one core. A session takes under a megabyte once the libraries are
    in memory.
    """
    by_memory = int((memory_bytes() - FIRST_BYTES) / SESSION_BYTES)
    return max(10, min(SESSIONS_A_CORE, by_memory))


def memory_bytes() -> float:
    """Return the memory that this process may use: the machine's, or its container's if less."""
    try:
        found = float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):  # not a POSIX system
        found = 4e9
    for path in _CGROUP_LIMITS:
        try:
            found = min(found, float(Path(path).read_text(encoding="ascii")))
        except (OSError, ValueError):  # no container, or one without a limit: "max"
            continue
    return found
