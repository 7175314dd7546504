"""Readers who are in: each moves her slider about once a second, and is timed."""

import random
from typing import Self

import gevent
from gevent.event import Event
from gevent.pool import Group

from soak.readers import LiveSession

PAUSE_S = (0.5, 1.5)
WARM_UP_MOVES = 5


class Insiders:
    """Live readers on one server; used with ``with``.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    count
        How many.
    """

    def __init__(self, address: str, count: int) -> None:
        self._sessions = [
            LiveSession(address, client=f"203.0.113.{number + 1}", seed=number)
            for number in range(count)
        ]
        self._moving = Group()
        self._done = Event()
        self._taken_s: list[float] = []
        self.problems: list[str] = []

    def __enter__(self) -> Self:
        for session in self._sessions:
            session.__enter__()
            for _ in range(WARM_UP_MOVES):
                session.move()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for session in self._sessions:
            session.__exit__()

    def start(self) -> None:
        """Begin to move, beside whatever else is going on."""
        self._done.clear()
        self._taken_s = []
        for number, session in enumerate(self._sessions):
            self._moving.spawn(self._moves, session, random.Random(number))

    def stop(self) -> list[float]:
        """End it; return the seconds that each move took."""
        self._done.set()
        self._moving.join()
        return self._taken_s

    def timed_for(self, seconds: float) -> list[float]:
        """Move for so long; return the seconds that each move took."""
        self.start()
        gevent.sleep(seconds)
        return self.stop()

    def told(self, code: int) -> int:
        """Return how many sockets the server has closed with this code."""
        return sum(session.close_code == code for session in self._sessions)

    def _moves(self, session: LiveSession, chance: random.Random) -> None:
        while not self._done.wait(chance.uniform(*PAUSE_S)):
            try:
                self._taken_s.append(session.move())
            except Exception as error:  # noqa: BLE001 - told, and this reader is out
                self.problems.append(repr(error))
                return
