"""Serve the dashboard from two processes behind nginx, with the proxy file that deploy/ uses.

``make replicas`` (``PORT=8501``; ``REPLICA_PORTS=9001,9002`` chooses the processes' own). A process
that dies is started again. Ctrl-C ends all of them.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

ROOT = Path(__file__).resolve().parents[1]
PROXY_FILE = ROOT / "deploy/nginx/nginx.conf"
USUAL_PORT = "8501"
START_TIMEOUT_S = 90.0
STOP_TIMEOUT_S = 15.0
LOOK_EVERY_S = 0.05
WATCH_EVERY_S = 0.5
PLACES = ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")
ADVICE = """\
This needs nginx, and it could not be installed here. Either
  - install it (Debian and Ubuntu: apt-get install nginx-light; macOS: brew install nginx), or
  - set NGINX to the path of an nginx."""


class NoNginxError(Exception):
    """There is no nginx, and none can be installed."""


class Replicas:
    """Processes of the dashboard behind one address; ``with`` starts and ends them.

    Parameters
    ----------
    port
        Where the proxy is to answer.
    ports
        Where the processes are.
    folder
        For logs, and for what nginx writes.
    proxy_file
        What nginx is told; the file of deploy/ but for tests.
    variables
        Settings of the processes besides this process's own.
    """

    def __init__(
        self,
        *,
        port: int,
        ports: Sequence[int],
        folder: Path,
        proxy_file: Path = PROXY_FILE,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.ports = tuple(ports)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.log = folder / "replicas.log"
        self._port = port
        self._folder = folder
        self._proxy_file = proxy_file
        self._proxy: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None
        # What one has signed, the other must be able to read; and one process each.
        self._environment = {
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            **os.environ,
            "CI": "true",  # no browser is opened
            "RECALL_ODDS_WORKERS": "1",
            **(variables or {}),
        }

    def __enter__(self) -> Self:
        self._output = self.log.open("ab")
        try:
            self.processes = [self._started(port) for port in self.ports]
            for port, process in zip(self.ports, self.processes, strict=True):
                self._wait_until_ready(port, process)
            self._start_proxy()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def restart(self, number: int) -> None:
        """Start a process anew, in the place of one that has ended, and wait until it is ready."""
        self.processes[number] = self._started(self.ports[number])
        self._wait_until_ready(self.ports[number], self.processes[number])

    def close(self) -> None:
        """End all."""
        ending = [self._proxy, *self.processes] if self._proxy else self.processes
        for process in ending:
            process.send_signal(signal.SIGTERM)
        for process in ending:
            try:
                process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._proxy, self.processes = None, []
        if self._output:
            self._output.close()

    def _started(self, port: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=self._environment | {"PORT": str(port)},
            stdin=subprocess.DEVNULL, stdout=self._output, stderr=self._output,
            # Ctrl-C is for this process, which ends the others in order.
            start_new_session=True,
        )  # fmt: skip

    def _start_proxy(self) -> None:
        proxy = self._folder / "proxy"
        proxy.mkdir()
        shutil.copy(self._proxy_file, proxy / "nginx.conf")
        lines = (f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in self.ports)
        (proxy / "replicas.conf").write_text("".join(lines), encoding="ascii")
        (proxy / "listen.conf").write_text(f"listen {self._port};\n", encoding="ascii")
        self._proxy = subprocess.Popen(
            [nginx(), "-p", str(proxy), "-c", str(proxy / "nginx.conf"), "-g", "daemon off;"],
            stdin=subprocess.DEVNULL, stdout=self._output, stderr=self._output,
            start_new_session=True,
        )  # fmt: skip
        self._wait_until_ready(self._port, self._proxy)

    def _wait_until_ready(self, port: int, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while process.poll() is None and time.monotonic() < deadline:
            if is_ready(port):
                return
            time.sleep(LOOK_EVERY_S)
        text = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise RuntimeError(f"nothing is ready at port {port}:\n{text}")


def is_ready(port: int) -> bool:
    """Say whether a process, or the proxy, has readers sent to it."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def nginx() -> str:
    """Return the path of an nginx; install one where that needs no password."""
    chosen = os.environ.get("NGINX") or _on_path() or _from_apt()
    if chosen is None:
        raise NoNginxError(ADVICE)
    return chosen


def _on_path() -> str | None:
    return shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), *PLACES)))


def _from_apt() -> str | None:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        return None
    print("Installing nginx with apt-get ...", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt_get = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "nginx-light"]):
        # Whether it worked is seen by what it left.
        subprocess.run([*apt_get, *words], env=environment, stdout=sys.stderr, check=False)
    return _on_path()


def free_ports(count: int) -> list[int]:
    """Return ports on which nothing listens."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def main() -> None:
    """Serve until asked to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    port = int(os.environ.get("PORT") or USUAL_PORT)
    chosen = os.environ.get("REPLICA_PORTS", "")
    ports = [int(text) for text in chosen.split(",")] if chosen else free_ports(2)
    with tempfile.TemporaryDirectory(prefix="recall-odds-replicas-") as folder:
        # nginx's own processes give up root, and have to reach their folder all the same.
        Path(folder).chmod(0o755)
        with Replicas(port=port, ports=ports, folder=Path(folder)) as replicas:
            processes = ", ".join(str(process.pid) for process in replicas.processes)
            print(f"Recall Odds is at http://localhost:{port}", flush=True)
            print(f"Processes: {processes}. Log: {replicas.log}", flush=True)
            while True:
                time.sleep(WATCH_EVERY_S)
                for number, process in enumerate(replicas.processes):
                    if process.poll() is not None:
                        print(f"Process {process.pid} has ended; another takes its place.")
                        replicas.restart(number)


if __name__ == "__main__":
    try:
        main()
    except NoNginxError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(0)
