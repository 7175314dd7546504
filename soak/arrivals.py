"""A thousand readers within ten seconds, where there is room for fifty."""

from statistics import median

from bench.report import Figure, progress
from soak import limits, report
from soak.crowd import Play
from soak.insiders import Insiders
from soak.people import Arrival
from soak.scale import Scale
from soak.server import Server, loop_delay_ms

PATIENCE_S = 120.0
GOT = "odds at hand", "arrival"


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Time those who are in, alone and while the others arrive."""
    progress(
        f"arrivals: {scale.arrivals} at {scale.arrivals_per_s} a second, {scale.places} places"
    )
    with Insiders(server.address, scale.insiders) as insiders:
        alone = insiders.timed_for(scale.insiders_s)
        play = Play(
            server.address, (Arrival,), users=scale.arrivals, per_s=scale.arrivals_per_s,
            last_step_s=0,
        )  # fmt: skip
        insiders.start()
        play.goes_on(PATIENCE_S, until=lambda: play.ended(*GOT)[0] >= scale.arrivals)
        beside = insiders.stop()
        numbers = server.numbers()
        play.stops()
        failures = report.failures(play.stats) + len(insiders.problems) + server.tracebacks()
    report.tell(play.stats)
    light = numbers.get("recall_odds_light_pages_total{why=busy}", 0.0)
    note = (
        f"p95 {1000 * report.p95(alone):.0f} to {1000 * report.p95(beside):.0f} ms, p50"
        f" {1000 * median(alone):.0f} to {1000 * median(beside):.0f}, {len(beside)} moves"
    )
    ratio = report.p95(beside) / report.p95(alone)
    ended, failed = play.ended(*GOT)
    without = scale.arrivals - (ended - failed)
    return [
        limits.ARRIVALS_ERRORS.met_by(failures, "; ".join(insiders.problems)),
        limits.ARRIVALS_WITHOUT.met_by(without, f"{light:.0f} had the light page"),
        limits.ARRIVALS_RATIO.met_by(ratio, note),
        Figure("arrivals: event loop's delay, p95", f"<= {loop_delay_ms(numbers):g} ms"),
    ]
