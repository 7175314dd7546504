"""A slider is moved: the time until the page has answered, with one reader and with twenty.

From the rerun request to the message that the script has finished, over the WebSocket. Ours and the
stock app take turns and each turn gives a ratio, so that a busy machine slows both.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median

from bench import report, servers
from bench.reader import PageError, Reader

OUR_SLIDER = "invalid"
STOCK_SLIDER = ""
WARM_UP_RERUNS = 10
LATENCY_ROUNDS = 6
# About as long for either: two to three seconds.
OUR_LATENCY_RERUNS, STOCK_LATENCY_RERUNS = 80, 20
READERS = 20
THROUGHPUT_ROUNDS = 7
OUR_RERUNS_EACH, STOCK_RERUNS_EACH = 12, 2


def figures() -> list[report.Figure]:
    """Measure with both servers running."""
    report.progress("reruns: starting both servers")
    with servers.pair() as pair:
        return asyncio.run(_measured(pair))


async def _measured(pair: servers.Pair) -> list[report.Figure]:
    return [*await _latency(pair), *await _throughput(pair)]


async def _latency(pair: servers.Pair) -> list[report.Figure]:
    async with (
        readers(pair.ours, OUR_SLIDER, 1) as [ours],
        readers(pair.stock, STOCK_SLIDER, 1) as [stock],
    ):
        for reader in (ours, stock):
            await _answers_to_slider(reader)
            for _ in range(WARM_UP_RERUNS):
                await reader.rerun()
        ours_ms: list[float] = []
        stock_ms: list[float] = []
        for turn in range(LATENCY_ROUNDS):
            ours_ms.append(await _p50_ms(ours, OUR_LATENCY_RERUNS))
            stock_ms.append(await _p50_ms(stock, STOCK_LATENCY_RERUNS))
            report.progress(
                f"reruns, 1 reader, {turn + 1}/{LATENCY_ROUNDS}: p50 {ours_ms[-1]:.1f} ms,"
                f" stock {stock_ms[-1]:.1f} ms"
            )
    note = f"p50 {median(ours_ms):.1f} ms to {median(stock_ms):.1f} ms"
    ratio = report.median_ratio(ours_ms, stock_ms)
    return [report.at_most("rerun, 1 reader, to stock", ratio, bound=0.3, aim=0.12, note=note)]


async def _throughput(pair: servers.Pair) -> list[report.Figure]:
    async with (
        readers(pair.ours, OUR_SLIDER, READERS) as ours,
        readers(pair.stock, STOCK_SLIDER, READERS) as stock,
    ):
        # The first turn of each warms up and is not counted.
        await per_second(ours, 1)
        await per_second(stock, 1)
        ours_per_s: list[float] = []
        stock_per_s: list[float] = []
        for turn in range(THROUGHPUT_ROUNDS):
            ours_per_s.append(await per_second(ours, OUR_RERUNS_EACH))
            stock_per_s.append(await per_second(stock, STOCK_RERUNS_EACH))
            report.progress(
                f"reruns, {READERS} readers, {turn + 1}/{THROUGHPUT_ROUNDS}:"
                f" {ours_per_s[-1]:.1f} a second, stock {stock_per_s[-1]:.1f}"
            )
    note = f"{median(ours_per_s):.1f} to {median(stock_per_s):.1f} reruns a second"
    ratio = report.median_ratio(ours_per_s, stock_per_s)
    name = f"reruns a second, {READERS} readers, to stock"
    return [report.at_least(name, ratio, bound=5, aim=9, note=note)]


@asynccontextmanager
async def readers(address: str, slider: str, count: int) -> AsyncGenerator[list[Reader], None]:
    """Open sessions, one after the other: how sessions start is not what is measured here."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(Reader(address, slider=slider, seed=seed))
            for seed in range(count)
        ]


async def _answers_to_slider(reader: Reader) -> None:
    """Make sure that what is timed is an answer: the page changes with the slider."""
    if await reader.shown_after_move() == await reader.shown_after_move():
        raise PageError("the page does not change when the slider is moved")


async def _p50_ms(reader: Reader, reruns: int) -> float:
    return 1000 * median([await reader.rerun() for _ in range(reruns)])


async def per_second(readers: Sequence[Reader], reruns_each: int) -> float:
    """All readers move their sliders at once, each again as soon as it is answered."""

    async def moves(reader: Reader) -> None:
        for _ in range(reruns_each):
            await reader.rerun()

    start = time.perf_counter()
    await asyncio.gather(*(moves(reader) for reader in readers))
    return len(readers) * reruns_each / (time.perf_counter() - start)
