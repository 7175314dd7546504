"""What the server must bear: each figure by its name, and its bound."""

from dataclasses import dataclass

from bench.report import Figure, at_least, at_most


@dataclass(frozen=True)
class Limit:
    """One figure: what it is, and the most (or least) that it may be."""

    name: str
    bound: float
    unit: str = ""
    least: bool = False

    def met_by(self, value: float, note: str = "") -> Figure:
        """The row of the table for what was measured."""
        if self.least:
            return at_least(self.name, value, bound=self.bound, note=note)
        return at_most(self.name, value, bound=self.bound, unit=self.unit, note=note)


LIGHT_MS = Limit("light page, uncached, in process, p50", 15, " ms")
LIGHT_PER_S = Limit("light pages a second, 50 clients", 200, least=True)
LIGHT_KB = Limit("light page, compressed", 30, " kB")
LIGHT_ERRORS = Limit("light pages: errors", 0)
ARRIVALS_ERRORS = Limit("arrivals: 5xx, time-outs and other errors", 0)
ARRIVALS_WITHOUT = Limit("arrivals who did not get the odds", 0)
ARRIVALS_RATIO = Limit("arrivals: rerun p95 of who is in, to unloaded", 4)
SESSIONS_ERRORS = Limit("sessions opened and closed: errors", 0)
SESSIONS_MB = Limit("memory growth a 1,000 sessions", 10, " MB")
HOSTILE_MS = Limit("hostile clients: light page of the others, p95", 100, " ms")
HOSTILE_KINDS = Limit("hostile clients: kinds of mischief done", 4, least=True)
HOSTILE_ERRORS = Limit("hostile clients: errors of the others", 0)
SIGTERM_S = Limit("SIGTERM with 20 live readers: end", 10, " s")
SIGTERM_TOLD = Limit("SIGTERM with 20 live readers: not told to come again", 0)
SIGTERM_STATUS = Limit("SIGTERM with 20 live readers: exit status", 0)
CROWD_ERRORS = Limit("mixed crowd: errors", 0)

EVERY = (
    LIGHT_MS,
    LIGHT_PER_S,
    LIGHT_KB,
    LIGHT_ERRORS,
    ARRIVALS_ERRORS,
    ARRIVALS_WITHOUT,
    ARRIVALS_RATIO,
    SESSIONS_ERRORS,
    SESSIONS_MB,
    HOSTILE_MS,
    HOSTILE_KINDS,
    HOSTILE_ERRORS,
    SIGTERM_S,
    SIGTERM_TOLD,
    SIGTERM_STATUS,
    CROWD_ERRORS,
)
