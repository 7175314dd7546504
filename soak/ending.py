"""SIGTERM with live readers: they are told to come again, and the server ends well."""

from bench.report import Figure, progress
from soak import limits
from soak.insiders import Insiders
from soak.scale import Scale
from soak.server import Server

MOVES_S = 2.0
COME_AGAIN = 1012  # the IANA registry of close codes: service restart


def figures(scale: Scale, server: Server) -> list[Figure]:
    """Ask the server to end while everyone moves sliders."""
    progress(f"sigterm: {scale.live} live readers")
    with Insiders(server.address, scale.live) as insiders:
        insiders.timed_for(MOVES_S)
        before = len(insiders.problems)
        insiders.start()
        ending = server.end()
        insiders.stop()
        told = insiders.told(COME_AGAIN)
        tracebacks = server.tracebacks()
        log = server.log()
    if tracebacks or before:
        progress(log[-3000:])
    status = -1 if ending.status is None else ending.status
    problems = f"{tracebacks} tracebacks, {before} problems before"
    return [
        limits.SIGTERM_S.met_by(ending.seconds),
        limits.SIGTERM_TOLD.met_by(scale.live - told + before + tracebacks, problems),
        limits.SIGTERM_STATUS.met_by(abs(status)),
    ]
