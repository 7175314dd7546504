"""Where what takes time is worked out: in a few threads beside the event loop.

The loop also carries every reader's live page, and a petition of some thirty signatures with wide
ranges takes over a second. Requests that find all threads busy wait in line.
"""

import time
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
    took
        Called with the seconds that each answer took.
    """

    def __init__(
        self,
        threads: int = Settings().threads,
        *,
        took: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._places = CapacityLimiter(threads)
        self._took = took

    async def do(self, work: Callable[[], T]) -> T:
        """Call ``work`` in a thread, and wait for what it returns."""

        def timed() -> T:
            start = time.perf_counter()
            try:
                return work()
            finally:
                self._took(time.perf_counter() - start)

        return await to_thread.run_sync(timed, limiter=self._places)
