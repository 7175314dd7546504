"""All cores: one process a core on one port, and one more that watches over them.

``python app.py`` becomes that watcher where there is more than one core: uvicorn's own worker
mode, with the settings that Streamlit gives it. Each worker imports app.py and serves all of it;
whichever takes a connection answers, and none holds anything that a reader would miss.
"""

import contextlib
import math
import os
import secrets
import socket
import sys
import tempfile
import threading
import time
import tomllib
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from web import logs, settings
from web.places import FIRST_BYTES, Places, alive, memory_bytes

ROOT = Path(__file__).resolve().parents[1]
WORKERS = "RECALL_ODDS_WORKERS"
SHARED = "RECALL_ODDS_SHARED_FOLDER"
"""Set for workers by the one that starts them: how many there are, and where they share."""
WORKER_OF = "RECALL_ODDS_WORKER_OF"
METRICS = "PROMETHEUS_MULTIPROC_DIR"
COOKIES = "STREAMLIT_SERVER_COOKIE_SECRET"
USUAL_PORT = 8501
PORTS_TRIED = 100
MOST_USUAL, MOST = 8, 64
READY_TIMEOUT_S = 120.0
# Where a server that listens to every address is to be asked from its own machine.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
# Docker and Kubernetes kill after 10 and 30 seconds; a forecast takes less than these.
GRACE_S = 8
STARTUP_FAILURE = 3
_CGROUP_CPU = Path("/sys/fs/cgroup/cpu.max")


def workers(variables: Mapping[str, str]) -> int:
    """Return how many processes are to serve: what is set, else what fits the machine.

    Raises
    ------
    SettingError
        If what is set is no such number.
    """
    text = variables.get(WORKERS, "").strip()
    if not text:
        by_memory = int(memory_bytes() // FIRST_BYTES)
        usual = max(1, min(cores(), by_memory, MOST_USUAL))
    elif text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST:
        usual = int(text)
    else:
        raise settings.SettingError(
            f"{WORKERS} must be a whole number from 1 to {MOST}, not {text!r}"
        )
    # There a process cannot become another one, and the watcher would not be the one started.
    return 1 if sys.platform == "win32" else usual


def cores() -> int:
    """Return how many cores this process may use: not those that its container may not."""
    try:
        found = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        found = os.cpu_count() or 1
    try:
        quota, period = _CGROUP_CPU.read_text(encoding="ascii").split()
        found = min(found, math.ceil(float(quota) / float(period)))
    except (OSError, ValueError):  # no container, or one without a limit: "max"
        pass
    return max(1, found)


def worker_of(variables: Mapping[str, str]) -> int:
    """Return how many processes share the port that this one serves."""
    return int(variables.get(WORKER_OF, "1"))


def shared_folder(variables: Mapping[str, str]) -> Path | None:
    """Return where the processes of one port keep what they share; None where there is one."""
    return Path(variables[SHARED]) if SHARED in variables else None


def port_wanted(variables: Mapping[str, str]) -> int | None:
    """Return the port that ``PORT`` names; None where it is not set.

    Raises
    ------
    SettingError
        If it is no port.
    """
    wanted = variables.get("PORT", "")
    if not wanted:
        return None
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
        raise settings.SettingError(f"PORT must be a whole number from 1 to 65535, not {wanted!r}")
    return int(wanted)


def announce(url: str) -> None:
    """Print the address and, for a person at a display, open it."""
    print(f"Recall Odds is at {url}", flush=True)
    display = (
        sys.platform in {"darwin", "win32"} or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    )
    if display and "CI" not in os.environ:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def on_all_cores() -> None:
    """Become the watcher over several workers; return where one process is enough.

    Settings that cannot be used end the program here: a worker that ended over them would be
    started again and again.
    """
    from web import place  # knows of scenarios, which the watcher does not need to

    try:
        count = workers(os.environ)
        port_wanted(os.environ)
        settings.read(os.environ)
        place.read(os.environ)
    except settings.SettingError as error:
        sys.exit(str(error))
    if count == 1:
        return
    # The watcher needs nothing of the dashboard, so it does not keep it in memory.
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "web.serve"])


def watch() -> int:
    """Start the workers, start those anew that die, end all when asked; return the status."""
    # Not before: the workers import this module too.
    from uvicorn import Config
    from uvicorn.supervisors import multiprocess

    from web.fair import FairProcess

    count, server = workers(os.environ), _streamlits()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="recall-odds-")))
        _keep(folder, stack)
        address = _address(server["address"])
        listening = stack.enter_context(_listening(address, port_wanted(os.environ)))
        (folder / "metrics").mkdir()
        # Workers that made it at the same time would be in one another's way.
        Places(1, folder=folder).close()
        os.environ |= {METRICS: str(folder / "metrics"), SHARED: str(folder), WORKER_OF: f"{count}"}
        # What one worker has signed, the others must be able to read.
        os.environ.setdefault(COOKIES, secrets.token_hex(32))
        config = Config(
            "app:app",
            workers=count,
            # As Streamlit has it where it serves by itself.
            ws="websockets-sansio",
            ws_per_message_deflate=server["enableWebsocketCompression"],
            access_log=False,
            log_level="warning",
            use_colors=False,
            timeout_graceful_shutdown=GRACE_S,
            # A process that works out a hard answer may not hear the question in time.
            timeout_worker_healthcheck=30,
        )
        # Not before: uvicorn sets up its own.
        logs.set_up(settings.read(os.environ).log or logs.usual_style())
        FairProcess.folder = folder
        # uvicorn has no setting for what a worker is.
        multiprocess.Process = FairProcess  # type: ignore[misc]
        supervisor = multiprocess.Multiprocess(config, sockets=[listening])
        threading.Thread(
            target=_announce_when_ready, args=(listening, supervisor.should_exit), daemon=True
        ).start()
        supervisor.run()
    failed = any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes)
    return STARTUP_FAILURE if failed else 0


def _keep(folder: Path, stack: contextlib.ExitStack) -> None:
    """Have whoever tidies up temporary files pass this folder over (tmpfiles.d, "AGE")."""
    with contextlib.suppress(ImportError):  # Windows
        import fcntl

        held = os.open(folder, os.O_RDONLY)
        stack.callback(os.close, held)
        fcntl.flock(held, fcntl.LOCK_SH)


def message_bytes() -> int:
    """Return how large a message a live page may send: what Streamlit would refuse is not read."""
    return int(_streamlits()["maxWidgetStateSize"]) * 1_000_000


def _streamlits() -> dict[str, Any]:
    """Return what Streamlit's own settings say of the server."""
    text = (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["server"]
    return found


def _address(usual: str) -> str:
    """Return where to listen: as Streamlit's own setting has it."""
    return os.environ.get("STREAMLIT_SERVER_ADDRESS", usual)


def _listening(address: str, port: int | None) -> socket.socket:
    """Return the listening socket: of the port that is set, else of the next that is free."""
    ports = range(USUAL_PORT, USUAL_PORT + PORTS_TRIED) if port is None else (port,)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for tried in ports:
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # "::" is every address, those of IPv4 too.
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        # Connections inherit it: see web.warm.send_at_once.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            listening.bind((address, tried))
            listening.listen(2048)
        except OSError:
            listening.close()
            continue
        listening.set_inheritable(True)
        return listening
    sys.exit(f"Port {ports[0]} is not available")


def _announce_when_ready(listening: socket.socket, ending: threading.Event) -> None:
    host, port = listening.getsockname()[:2]
    if host in EVERYWHERE:
        host, shown = EVERYWHERE[host], "localhost"
    else:
        shown = host = f"[{host}]" if ":" in host else host
    deadline = time.monotonic() + READY_TIMEOUT_S
    # A proxy of the machine's environment is not for this.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not ending.is_set() and time.monotonic() < deadline:
        try:
            with direct.open(f"http://{host}:{port}/ready", timeout=10) as answer:
                if answer.status == 200:
                    announce(f"http://{shown}:{port}")
                    return
        except (OSError, urllib.error.URLError):
            ending.wait(0.1)


def forget_the_dead(variables: Mapping[str, str]) -> None:
    """Take the numbers of workers that have died out of the metrics: nobody is live in them."""
    from prometheus_client.multiprocess import mark_process_dead

    if METRICS not in variables:
        return
    found = {file.stem.rpartition("_")[2] for file in Path(variables[METRICS]).glob("gauge_*.db")}
    for pid in map(int, filter(str.isdigit, found)):
        if not alive(pid):
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    sys.exit(watch())
