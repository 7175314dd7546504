"""Who else is at work on this machine: what is measured beside others is not the server's alone."""

import resource
import time

import psutil


class Neighbors:
    """Looks from its making on."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._others_s = _busy_s() - _own_s()

    def cores(self) -> float:
        """Return how many cores others have used on average, once our servers have ended."""
        taken_s = time.perf_counter() - self._start
        return max(0.0, _busy_s() - _own_s() - self._others_s) / taken_s


def _busy_s() -> float:
    spent = psutil.cpu_times()
    idle_s = spent.idle + getattr(spent, "iowait", 0.0)
    # Linux counts a guest's time in that of its host's users as well.
    return sum(spent) - idle_s - getattr(spent, "guest", 0.0) - getattr(spent, "guest_nice", 0.0)


def _own_s() -> float:
    """This process and all that it has waited for, which have counted theirs."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)
