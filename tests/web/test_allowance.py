"""One client's hard questions stand in her own line."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.web.loop import finished
from web.allowance import Turns


def test_only_so_many_of_one_client_at_the_same_time() -> None:
    turns, leave, inside = Turns(2), asyncio.Event(), []

    async def ask(who: str) -> None:
        async with turns.of(who):
            inside.append(who)
            await leave.wait()

    async def story() -> tuple[list[str], int]:
        asked = [asyncio.ensure_future(ask(who)) for who in ("a", "a", "a", "a", "b")]
        for _ in range(5):
            await asyncio.sleep(0)
        found = sorted(inside)
        leave.set()
        await asyncio.wait(asked)
        return found, len(inside)

    assert finished(story()) == (["a", "a", "b"], 5)
    assert len(turns) == 0, "nobody is remembered"


@pytest.mark.parametrize("ends", [ValueError, asyncio.CancelledError])
def test_a_turn_ends_however_its_request_does(ends: type[BaseException]) -> None:
    turns = Turns(1)

    async def story() -> int:
        for _ in range(3):
            with pytest.raises(ends):
                async with turns.of("a"):
                    raise ends
        return len(turns)

    assert finished(story()) == 0


def test_who_goes_while_she_waits_leaves_the_line() -> None:
    turns = Turns(1)

    async def hold(until: Callable[[], Awaitable[object]]) -> None:
        async with turns.of("a"):
            await until()

    async def story() -> int:
        leave = asyncio.Event()
        first = asyncio.ensure_future(hold(leave.wait))
        second = asyncio.ensure_future(hold(leave.wait))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait([second])
        leave.set()
        await first
        return len(turns)

    assert finished(story()) == 0
