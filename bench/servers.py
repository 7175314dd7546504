"""The two servers that are compared, each a process that ends with its ``with`` block."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 10
POLL_S = 0.05


@dataclass(frozen=True)
class Pair:
    """Where ours and the stock app answer: ``127.0.0.1:8501``."""

    ours: str
    stock: str


@contextmanager
def pair() -> Generator[Pair, None, None]:
    """Serve our app and the stock one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stock-app-")))
        stock = stack.enter_context(_stock(folder))
        ours = stack.enter_context(ours_alone())
        yield Pair(ours, stock)


@contextmanager
def ours_alone(*, workers: int = 1) -> Generator[str, None, None]:
    """Serve our app, one process as the stock app is; no limit on how often one client may ask."""
    port = free_port()
    # CI: no browser is opened.
    env = {**os.environ, "PORT": str(port), "CI": "true", "RECALL_ODDS_RATE": "0"}
    env["RECALL_ODDS_WORKERS"] = str(workers)
    with _served([sys.executable, "app.py"], port=port, folder=REPOSITORY, env=env) as address:
        yield address


@contextmanager
def _stock(folder: Path) -> Generator[str, None, None]:
    shutil.copy(HERE / "stock_app.py", folder / "streamlit_app.py")
    port = free_port()
    # Streamlit as it comes: neither this machine's settings nor this repository's. The settings
    # given are those without which it would not start by itself, or would call outside services.
    env = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    env["HOME"] = str(folder)
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--logger.hideWelcomeMessage", "true"]
    with _served(command, port=port, folder=folder, env=env) as address:
        yield address


@contextmanager
def _served(
    command: Sequence[str], *, port: int, folder: Path, env: Mapping[str, str]
) -> Generator[str, None, None]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            if not _becomes_healthy(process, port):
                log.seek(0)
                text = log.read().decode(errors="replace")[-3000:]
                raise RuntimeError(f"{' '.join(command)} did not start:\n{text}")
            yield f"127.0.0.1:{port}"
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _becomes_healthy(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_S
    while process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(port):
            return True
        time.sleep(POLL_S)
    return False


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
