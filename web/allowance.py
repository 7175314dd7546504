"""How much one client may ask for: how often, and how much at the same time."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager


class Turns:
    """How many requests of one client are worked on at the same time; the next ones wait.

    Hard questions of one client then stand in her own line, and not before everybody else's.

    Parameters
    ----------
    at_once
        Requests of one client.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lines: dict[str, tuple[asyncio.Semaphore, int]] = {}

    def __len__(self) -> int:
        """Return how many clients have a request under way."""
        return len(self._lines)

    @asynccontextmanager
    async def of(self, client: str) -> AsyncGenerator[None, None]:
        """Wait until it is the client's turn, and keep it until the block ends."""
        line, there = self._lines.get(client) or (asyncio.Semaphore(self._at_once), 0)
        self._lines[client] = line, there + 1
        try:
            async with line:
                yield
        finally:
            line, there = self._lines[client]
            if there == 1:
                del self._lines[client]
            else:
                self._lines[client] = line, there - 1


class Allowance:
    """A token bucket for each client, kept as the time at which it will be full again.

    Parameters
    ----------
    rate_per_s
        Tokens that come back in a second.
    burst
        Tokens in a full bucket.
    clients
        How many are remembered. Beyond that the one that was longest silent is forgotten, and
        starts with a full bucket.
    clock
        Seconds, from any beginning.
    """

    def __init__(
        self,
        *,
        rate_per_s: float,
        burst: int,
        clients: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._token_s = 1.0 / rate_per_s
        self._bucket_s = burst / rate_per_s
        self._clients = clients
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._full_at)

    def wait_s(self, client: str) -> float:
        """Take a token: 0 if there is one, else the seconds until there will be."""
        now = self._clock()
        # Taken out and put in again: the dictionary's order is that of the last requests.
        full_at = max(self._full_at.pop(client, now), now)
        # However the clock's digits round, nobody waits longer than a bucket takes to fill.
        wait_s = min(full_at + self._token_s - self._bucket_s - now, self._bucket_s)
        refused = wait_s > 1e-9
        self._full_at[client] = full_at if refused else full_at + self._token_s
        if len(self._full_at) > self._clients:
            del self._full_at[next(iter(self._full_at))]
        return wait_s if refused else 0.0
