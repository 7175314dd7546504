"""A crowd on a server: who they are, how many, and for how long. Locust plays it."""

from collections.abc import Callable
from time import perf_counter

import gevent
from locust.env import Environment
from locust.stats import RequestStats

from soak.people import (
    REQUEST_TIMEOUT_S,
    CardFetcher,
    LightReader,
    LiveReader,
    Preview,
    Program,
    Someone,
)

EVERYONE: tuple[type[Someone], ...] = (LiveReader, LightReader, Program, CardFetcher, Preview)


class Play:
    """A crowd that plays until it is told to stop.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    kinds
        Who comes, by their weights.
    users
        How many.
    per_s
        How many come in a second.
    last_step_s
        For how long everyone may finish the current step at the end.
    """

    def __init__(
        self,
        address: str,
        kinds: tuple[type[Someone], ...],
        *,
        users: int,
        per_s: float,
        last_step_s: float = REQUEST_TIMEOUT_S,
    ) -> None:
        environment = Environment(
            user_classes=list(kinds), host=f"http://{address}", stop_timeout=last_step_s
        )
        self._runner = environment.create_local_runner()
        self._users, self._per_s = users, per_s
        self.stats: RequestStats = environment.stats

    def ended(self, name: str, kind: str) -> tuple[int, int]:
        """Return how many of these have ended so far, and how many of them not well."""
        entry = self.stats.get(name, kind)
        return entry.num_requests, entry.num_failures

    def goes_on(
        self,
        seconds: float,
        look: Callable[[], None] = lambda: None,
        until: Callable[[], bool] = lambda: False,
    ) -> None:
        """Let it play.

        Parameters
        ----------
        seconds
            For how long at most. It ends before that when everyone has gone.
        look
            Called once a second.
        until
            Whether that was all.
        """
        self._runner.start(self._users, spawn_rate=self._per_s)
        deadline = perf_counter() + seconds
        while perf_counter() < deadline and not until():
            gevent.sleep(1.0)
            look()
            if self._runner.state != "spawning" and not self._runner.user_count:
                break

    def stops(self) -> None:
        """End everyone's play, each when done with the current step."""
        self._runner.quit()
