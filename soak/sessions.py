"""Sessions opened and closed by the thousand: what of the memory does not come back."""

from statistics import linear_regression

from bench.report import Figure, progress
from soak import limits, report
from soak.crowd import Play
from soak.people import Sitting
from soak.scale import Scale
from soak.server import Server

AT_ONCE = 10
PATIENCE_S = 3600.0


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Open and close; look at the memory once a second; the slope after the warm-up counts."""
    progress(f"sessions: {scale.sessions} opened and closed, {AT_ONCE} at once")
    sittings = Sitting.most(scale.sessions)
    play = Play(server.address, (sittings,), users=AT_ONCE, per_s=AT_ONCE)
    seen = [(0, server.memory_mb())]

    def look() -> None:
        done = play.ended("session", "live")[0]
        if done >= seen[-1][0] + scale.sessions // 50:
            seen.append((done, server.memory_mb()))
            progress(f"sessions: {done}, {seen[-1][1]:.0f} MB")

    play.goes_on(PATIENCE_S, look)
    seen.append((play.ended("session", "live")[0], server.memory_mb()))
    play.stops()
    failures = report.failures(play.stats) + server.tracebacks()
    log = server.log()
    report.tell(play.stats)
    if failures:
        progress(log[-3000:])
    warm = [point for point in seen if point[0] >= scale.warm_up]
    growth = 1000 * linear_regression(*zip(*warm, strict=True)).slope
    note = (
        f"{seen[0][1]:.0f} MB, then {warm[0][1]:.0f} at {warm[0][0]}, {seen[-1][1]:.0f} at the end"
    )
    return [
        limits.SESSIONS_ERRORS.met_by(failures, f"{seen[-1][0]:,} sessions"),
        limits.SESSIONS_MB.met_by(growth, note),
    ]
