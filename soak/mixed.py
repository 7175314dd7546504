"""The mixed crowd: live readers, light pages, programs, cards and previews, for some minutes."""

from bench.report import Figure, progress
from soak import limits, report
from soak.crowd import EVERYONE, Play
from soak.scale import Scale
from soak.server import Server, loop_delay_ms

COME_IN_S = 30.0
LAST_STEP_S = 2.0


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Let them play; tell what each kind met."""
    progress(f"crowd: {scale.readers} readers for {scale.minutes:g} minutes")
    before = server.memory_mb()
    seconds = 60 * scale.minutes
    come_in_s = min(COME_IN_S, seconds / 4)
    play = Play(
        server.address,
        EVERYONE,
        users=scale.readers,
        per_s=scale.readers / come_in_s,
        last_step_s=LAST_STEP_S,
    )
    memory: list[float] = []
    play.goes_on(seconds, lambda: memory.append(server.memory_mb()))
    numbers = server.numbers()
    play.stops()
    failures = report.failures(play.stats) + server.tracebacks()
    log = server.log()
    report.tell(play.stats)
    if failures:
        progress(log[-3000:])
    visits = play.ended("first run", "live")[0]
    half = len(memory) // 2
    grown = f"{before:.0f} MB before, {memory[half]:.0f} halfway, {memory[-1]:.0f} at the end"
    return [
        limits.CROWD_ERRORS.met_by(failures, f"{play.stats.total.num_requests:,} requests"),
        Figure("mixed crowd: requests a second", f"{play.stats.total.total_rps:.1f}"),
        Figure("mixed crowd: memory", f"{grown}, {visits} live visits"),
        Figure("mixed crowd: event loop's delay, p95", f"<= {loop_delay_ms(numbers):g} ms"),
    ]
