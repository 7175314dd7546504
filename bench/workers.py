"""All cores: reruns a second of the Odds page with twenty readers, two processes against one.

Both servers run at once and take turns; the one that is not asked does nothing.
"""

import asyncio
import os
from statistics import median

from bench import report, servers
from bench.rerun import OUR_RERUNS_EACH, OUR_SLIDER, READERS, per_second, readers

ROUNDS = 7
WORKERS = 2


def figures() -> list[report.Figure]:
    """Measure with both servers running; nothing where there is one core."""
    if len(os.sched_getaffinity(0)) < WORKERS:
        return [report.Figure("two processes to one", "not measured: one core")]
    report.progress("all cores: starting one process and two")
    with servers.ours_alone() as one, servers.ours_alone(workers=WORKERS) as two:
        return asyncio.run(_measured(one, two))


async def _measured(one: str, two: str) -> list[report.Figure]:
    async with (
        readers(one, OUR_SLIDER, READERS) as of_one,
        readers(two, OUR_SLIDER, READERS) as of_two,
    ):
        # The first turn of each warms up and is not counted.
        await per_second(of_one, 1)
        await per_second(of_two, 1)
        one_per_s: list[float] = []
        two_per_s: list[float] = []
        for turn in range(ROUNDS):
            one_per_s.append(await per_second(of_one, OUR_RERUNS_EACH))
            two_per_s.append(await per_second(of_two, OUR_RERUNS_EACH))
            report.progress(
                f"all cores, {READERS} readers, {turn + 1}/{ROUNDS}: {two_per_s[-1]:.1f} a second"
                f" by two processes, {one_per_s[-1]:.1f} by one"
            )
    ratio = report.median_ratio(two_per_s, one_per_s)
    note = f"{median(two_per_s):.1f} to {median(one_per_s):.1f} reruns a second"
    return [report.at_least("two processes to one, 20 readers", ratio, bound=1.6, note=note)]
