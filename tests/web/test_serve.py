"""All cores: several processes on one port, and nothing that a reader would notice of it."""

import errno
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx2
import pytest
from uvicorn import Config

from bench.reader import Reader
from tests.browser.conftest import free_port
from tests.web.loop import finished
from web import serve
from web.fair import REST_S, FairServer
from web.places import FIRST_BYTES, Places
from web.settings import SettingError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "٣"])
def test_a_bad_port_is_named(port: str) -> None:
    with pytest.raises(SettingError, match=f"from 1 to 65535, not '{port}'"):
        serve.port_wanted({"PORT": port})
    assert serve.port_wanted({"PORT": ""}) is None
    assert serve.port_wanted({"PORT": "9000"}) == 9000


@pytest.mark.parametrize("number", ["0", "-1", "two", "65", "1.5"])
def test_a_bad_number_of_workers_is_named(number: str) -> None:
    with pytest.raises(SettingError, match=f"RECALL_ODDS_WORKERS .* not '{number}'"):
        serve.workers({serve.WORKERS: number})
    assert serve.workers({serve.WORKERS: "3"}) == 3


@pytest.mark.parametrize(
    ("cores", "memory", "usual"),
    [(1, 64, 1), (4, 64, 4), (64, 64, 8), (4, 2, 2), (4, 0.5, 1)],
)
def test_the_usual_number_follows_cores_and_memory(
    cores: int, memory: float, usual: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "cores", lambda: cores)
    monkeypatch.setattr(serve, "memory_bytes", lambda: memory * FIRST_BYTES)
    assert serve.workers({}) == usual


def test_a_container_that_may_use_half_a_core_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_CGROUP_CPU", tmp_path / "cpu.max")
    for text, most in (("50000 100000\n", 1), ("max 100000\n", 1024)):
        (tmp_path / "cpu.max").write_text(text, encoding="ascii")
        assert 1 <= serve.cores() <= most


def test_processes_share_their_places(tmp_path: Path) -> None:
    """One hands out the page, the other gets the socket, the first the page loaded anew."""
    one, other = (Places(2, folder=tmp_path, key=b"secret") for _ in range(2))
    assert one.admits("192.0.2.1", most_of_client=9)
    assert other.reserved == 1
    other.enter("192.0.2.1")
    assert (one.live, one.reserved) == (1, 0)
    assert other.admits("192.0.2.2", most_of_client=9)
    assert not one.admits("192.0.2.3", most_of_client=9), "the places are those of both together"
    other.leave("192.0.2.1")
    assert one.admits("192.0.2.1", most_of_client=9), (
        "who has just left finds her place, wherever she asks"
    )
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"192.0.2" not in held


def test_sessions_of_a_process_that_was_killed_are_given_up(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    one = Places(2, folder=tmp_path)
    one.enter("192.0.2.1")
    one._worker = int(dead.stdout)
    one.enter("192.0.2.2")
    assert Places(2, folder=tmp_path).live == 1


@contextmanager
def served(workers: int) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The dashboard as `python app.py` serves it; ready when the block begins."""
    port = free_port()
    environment = {
        **os.environ, "CI": "true", "PORT": str(port), "RECALL_ODDS_WORKERS": str(workers),
        "RECALL_ODDS_RATE": "0", "RECALL_ODDS_LOG": "text",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        printed = ""
        while f"http://localhost:{port}\n" not in printed:
            line = process.stdout.readline()
            assert line, printed
            printed += line
        yield process, port
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()


def workers_of(pid: int) -> set[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in found}
    return {child for child, command in commands.items() if b"spawn_main" in command}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process table of Linux")
def test_one_that_dies_is_started_again_and_all_end_as_asked() -> None:
    with served(2) as (process, port):
        first = workers_of(process.pid)
        assert len(first) == 2
        os.kill(min(first), signal.SIGKILL)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            deadline = time.monotonic() + 60
            while len(second := workers_of(process.pid)) < 2 or min(first) in second:
                assert time.monotonic() < deadline
                assert client.get("/api/v1/odds").status_code == 200
            assert max(first) in second
            assert "recall_odds_most_sessions" in client.get("/metrics").text
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert f"worker {min(first)} ended with status -9: another one takes its place" in rest
        assert "Recall Odds is at" not in rest, "the address is printed once"
        assert "Traceback" not in rest


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process table of Linux")
def test_readers_are_spread_over_the_processes() -> None:
    """A session stays where it began, so twenty in one process would leave the other idle."""
    with served(2) as (process, port):
        workers = workers_of(process.pid)
        environment = Path(f"/proc/{min(workers)}/environ").read_bytes().decode().split("\0")
        shared = serve.shared_folder(dict(line.split("=", 1) for line in environment if line))
        assert shared is not None

        async def arrive() -> dict[int, int]:
            async with AsyncExitStack() as stack:
                for seed in range(12):
                    reader = Reader(f"127.0.0.1:{port}", slider="invalid", seed=seed)
                    await stack.enter_async_context(reader)
                with closing(sqlite3.connect(shared / "places.db")) as places:
                    return dict(places.execute("SELECT worker, count(*) FROM live GROUP BY worker"))

        found = finished(arrive())
    assert found.keys() == workers
    assert min(found.values()) >= 5


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process table of Linux")
def test_workers_do_not_outlive_whoever_watches_over_them() -> None:
    with served(2) as (process, port):
        workers = workers_of(process.pid)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 30
        while any(alive(worker) for worker in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def alive(pid: int) -> bool:
    """Whether it runs: what init has not taken away yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_port_that_is_taken_is_named() -> None:
    with served(2) as (_, port):
        environment = {
            **os.environ, "CI": "true", "PORT": str(port), "RECALL_ODDS_WORKERS": "2",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == f"Port {port} is not available\n"


class Refusing:
    """A listening socket that has run out of files once."""

    def __init__(self) -> None:
        self.asked = 0

    def accept(self) -> tuple[socket.socket, object]:
        self.asked += 1
        raise OSError(errno.EMFILE, "Too many open files") if self.asked == 1 else BlockingIOError


def test_a_process_out_of_files_takes_connections_again() -> None:
    """Else it would stay deaf for good, and still tell its watcher that it is well."""
    server = FairServer(Config("app:app"), folder=Path())
    refusing: Any = Refusing()
    assert server._take(refusing, rest_s=0.0) == REST_S
    assert server._take(refusing, rest_s=0.0) == 0.0


@pytest.mark.parametrize(
    ("address", "shown"),
    [("0.0.0.0", "localhost"), ("127.0.0.1", "127.0.0.1"), ("::", "localhost"), ("::1", "[::1]")],
)  # fmt: skip
def test_the_address_that_is_announced_is_where_it_listens(
    address: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Opener:
        status = 200

        def open(self, url: str, **_: Any) -> Any:
            asked.append(url)
            return nullcontext(self)

    class Listening:
        def getsockname(self) -> tuple[str, int]:
            return address, 8501

    listening: Any = Listening()
    monkeypatch.setattr("urllib.request.build_opener", lambda *_: Opener())
    monkeypatch.setattr(serve, "announce", asked.append)
    serve._announce_when_ready(listening, threading.Event())
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address, shown)
    assert asked == [f"http://{host}:8501/ready", f"http://{shown}:8501"]
