"""Where what takes time is worked out: in a few threads beside the event loop.

The loop also carries every reader's live page, and a petition of some thirty signatures with wide
ranges takes over a second. Requests that find all threads busy wait in line.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from web.settings import Settings

T = TypeVar("T")


class Bench:
    """A bounded number of threads.

    Parameters
    ----------
    threads
        How many answers are worked out at the same time.
    """

    def __init__(self, threads: int = Settings().threads) -> None:
        self._places = CapacityLimiter(threads)

    async def do(self, work: Callable[[], T]) -> T:
        """Call ``work`` in a thread, and wait for what it returns."""
        return await to_thread.run_sync(work, limiter=self._places)
