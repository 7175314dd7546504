"""First runs wait for their turn; whoever is in does not."""

import queue
import threading
from collections.abc import Iterator

import pytest

from pages import turns
from pages.turns import AT_ONCE, in_turn


class Line:
    """First runs and reruns in threads of their own, which stay inside until all may leave."""

    def __init__(self) -> None:
        self.inside: queue.Queue[str] = queue.Queue()
        self._leave = threading.Event()
        self._threads: list[threading.Thread] = []

    def comes(self, client: str, *, first: bool = True) -> None:
        self._threads.append(threading.Thread(target=self._run, args=(client, first)))
        self._threads[-1].start()

    def let_go(self) -> None:
        self._leave.set()
        for thread in self._threads:
            thread.join()

    def _run(self, client: str, first: bool) -> None:
        with in_turn(first=first, client=client):
            self.inside.put(client)
            self._leave.wait()


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.let_go()


def test_first_runs_go_one_after_the_other_and_reruns_beside_them(line: Line) -> None:
    for number in range(AT_ONCE + 3):
        line.comes(f"192.0.2.{number}")
    for _ in range(AT_ONCE):
        line.inside.get(timeout=10)
    line.comes("who is in", first=False)
    # The next one that gets in is the rerun, since no first run has left.
    assert line.inside.get(timeout=10) == "who is in"
    line.let_go()
    assert line.inside.qsize() == 3


def test_a_first_run_that_fails_hands_its_turn_on() -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="stopped"), in_turn(first=True, client=None):
            raise ValueError("stopped")


def test_one_client_has_one_place_in_the_line(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is room for two, the second is whoever comes from elsewhere."""
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(2))
    for _ in range(3):
        line.comes("192.0.2.1")
    assert line.inside.get(timeout=10) == "192.0.2.1"
    line.comes("192.0.2.9")
    assert line.inside.get(timeout=10) == "192.0.2.9"
    line.let_go()
    assert line.inside.qsize() == 2
    assert not turns._lines, "nobody is remembered"
