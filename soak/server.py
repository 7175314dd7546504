"""The server under load: a process of its own, with the settings that the part wants."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from typing import Self

import psutil
from prometheus_client.parser import text_string_to_metric_families

from bench.servers import REPOSITORY, free_port

START_TIMEOUT_S = 90
STOP_TIMEOUT_S = 20
POLL_S = 0.05
RESTS_S = 0.5
READY = "Recall Odds is at"
MB = 1e6


@dataclass(frozen=True)
class Ending:
    """How the server ended when it was asked to."""

    status: int | None
    seconds: float


class Server:
    """``python app.py``, from its start to its end; used with ``with``.

    Parameters
    ----------
    settings
        Environment variables beside those of this process. The limit on how often one client may
        ask is off, for all the load comes from this machine, unless it is named here.
    """

    def __init__(self, **settings: str) -> None:
        self._settings = {"RECALL_ODDS_RATE": "0", **settings}
        self._port = free_port()
        self._process: subprocess.Popen[bytes]
        self._folder: tempfile.TemporaryDirectory[str]
        self.address = f"127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="soak-")
        # CI: no browser is opened.
        env: Mapping[str, str] = {**environ, "PORT": str(self._port), "CI": "1", **self._settings}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=REPOSITORY, env=env,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        if not self._waits_until(self._is_ready, START_TIMEOUT_S):
            self._process.kill()
            raise RuntimeError(f"the server did not start:\n{self.log()[-3000:]}")
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._folder.cleanup()

    def end(self) -> Ending:
        """Ask the server to end, and wait until it has; without an answer, kill it."""
        start = time.perf_counter()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            status = None
        return Ending(status, time.perf_counter() - start)

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a path; the status is 0 where nobody answers."""
        line = HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""
        finally:
            line.close()

    def memory_mb(self) -> float:
        """Return the resident memory of all the server's processes."""
        return sum(process.memory_info().rss for process in self._everyone()) / MB

    def numbers(self) -> dict[str, float]:
        """Return the server's own metrics: ``name`` or ``name{label=value}``."""
        found: dict[str, float] = {}
        for family in text_string_to_metric_families(self.get("/metrics")[1].decode()):
            for one in family.samples:
                labels = ",".join(f"{name}={value}" for name, value in sorted(one.labels.items()))
                found[f"{one.name}{labels and f'{{{labels}}}'}"] = one.value
        return found

    def tracebacks(self) -> int:
        """Return how many failures the server has logged."""
        return self.log().count("Traceback (most recent call last)")

    def log(self) -> str:
        """Return all that the server has written so far."""
        return self._log.read_text(errors="replace")

    def _everyone(self) -> list[psutil.Process]:
        first = psutil.Process(self._process.pid)
        return [first, *first.children(recursive=True)]

    def _is_ready(self) -> bool:
        """One process says so as soon as it is; the others have then still to warm up."""
        if READY not in self.log():
            return False
        before = self._worked_s()
        time.sleep(RESTS_S)
        return self._worked_s() - before < RESTS_S / 5

    def _worked_s(self) -> float:
        times = [process.cpu_times() for process in self._everyone()]
        return sum(spent.user + spent.system for spent in times)

    @property
    def _log(self) -> Path:
        return Path(self._folder.name) / "log"

    def _waits_until(self, there: Callable[[], bool], timeout_s: float) -> bool:
        deadline = time.monotonic() + timeout_s
        while self._process.poll() is None and time.monotonic() < deadline:
            if there():
                return True
            time.sleep(POLL_S)
        return False


def loop_delay_ms(numbers: Mapping[str, float], *, quantile: float = 0.95) -> float:
    """Return the event loop's delay that this share of the looks did not exceed."""
    name = "recall_odds_event_loop_delay_seconds"
    total = numbers.get(f"{name}_count", 0.0)
    prefix = f"{name}_bucket{{le="
    ends = sorted(
        (float(key.removeprefix(prefix).rstrip("}")), count)
        for key, count in numbers.items()
        if key.startswith(prefix)
    )
    return 1000 * next((end for end, count in ends if count >= quantile * total), float("nan"))
