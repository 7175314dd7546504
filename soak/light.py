"""The light page: one in this process, its size, and how many a second a server gives."""

import gzip
import time
from statistics import median

from bench.report import Figure, progress
from soak import limits, report
from soak.crowd import Play
from soak.people import OneLink, Someone, VaryingLinks
from soak.scale import Scale
from soak.server import Server
from web import light
from web.etag import GZIP_LEVEL

CLIENTS = 50
WARM_UP_PAGES = 5


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Measure in this process, then against a server."""
    progress("light: one page in process")
    varying = _per_s(server, VaryingLinks, scale)
    same, failed = _per_s(server, OneLink, scale)
    kb = len(gzip.compress(light.page(""), compresslevel=GZIP_LEVEL)) / 1000
    return [
        limits.LIGHT_MS.met_by(_page_ms(scale.pages), f"{scale.pages} scenarios"),
        limits.LIGHT_PER_S.met_by(varying[0], f"all different; one link {same:.0f}"),
        limits.LIGHT_KB.met_by(kb),
        limits.LIGHT_ERRORS.met_by(failed + varying[1]),
    ]


def _page_ms(pages: int) -> float:
    """Scenarios that differ by a hundredth of a point, so that nothing remembered is timed."""
    taken_ms = []
    for number in range(WARM_UP_PAGES + pages):
        start = time.perf_counter()
        light.page(f"invalid={15 + number / 100:.2f}")
        taken_ms.append(1000 * (time.perf_counter() - start))
    return median(taken_ms[WARM_UP_PAGES:])


def _per_s(server: Server, kind: type[Someone], scale: Scale) -> tuple[float, int]:
    """Return the answers a second, once all are there, and the errors."""
    progress(f"light: {CLIENTS} clients, {kind.__name__}")
    play = Play(server.address, (kind,), users=CLIENTS, per_s=CLIENTS)
    began: list[tuple[float, int]] = []

    def look() -> None:
        began.append((time.perf_counter(), play.stats.total.num_requests))

    play.goes_on(scale.clients_s, look)
    play.stops()
    report.tell(play.stats)
    (start, before), (end, after) = began[0], began[-1]
    return (after - before) / (end - start), report.failures(play.stats)
