"""First runs wait for their turn; whoever is in does not."""

import threading

import pytest

from pages import turns
from pages.turns import AT_ONCE, in_turn


def started(
    *, first: bool, inside: threading.Semaphore, leave: threading.Event, client: str = "192.0.2.1"
) -> threading.Thread:
    def run() -> None:
        with in_turn(first=first, client=client):
            inside.release()
            leave.wait()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_first_runs_go_one_after_the_other_and_reruns_beside_them() -> None:
    inside, leave = threading.Semaphore(0), threading.Event()
    threads = [
        started(first=True, inside=inside, leave=leave, client=f"192.0.2.{number}")
        for number in range(AT_ONCE + 3)
    ]
    try:
        for _ in range(AT_ONCE):
            assert inside.acquire(timeout=10)
        threads.append(started(first=False, inside=inside, leave=leave))
        # One more gets in: the rerun, since no first run has left.
        assert inside.acquire(timeout=10)
        assert not inside.acquire(blocking=False)
    finally:
        leave.set()
        for thread in threads:
            thread.join()
    assert sum(inside.acquire(blocking=False) for _ in threads) == 3


def test_a_first_run_that_fails_hands_its_turn_on() -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="stopped"), in_turn(first=True, client=None):
            raise ValueError("stopped")


def test_one_client_has_one_place_in_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes second from there waits in its own line, and the common one is free."""
    monkeypatch.setattr(turns, "_turns", threading.BoundedSemaphore(2))
    inside, leave = threading.Semaphore(0), threading.Event()
    threads = [started(first=True, inside=inside, leave=leave) for _ in range(3)]
    try:
        assert inside.acquire(timeout=10)
        threads.append(started(first=True, inside=inside, leave=leave, client="192.0.2.9"))
        assert inside.acquire(timeout=10)
        assert not inside.acquire(blocking=False)
    finally:
        leave.set()
        for thread in threads:
            thread.join()
    assert not turns._lines, "nobody is remembered"
