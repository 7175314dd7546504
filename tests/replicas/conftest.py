"""Two processes of the dashboard behind a real nginx, real browsers, and readers without one."""

import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

from scripts.replicas import PROXY_FILE, Replicas, free_ports
from tests.browser.conftest import (
    SCRIPT_HAS_RUN,
    watch_over,
)
from tests.in_chromium import WAIT_TIMEOUT_MS

STICKY = re.compile(r"^\s*hash .*;\n", re.MULTILINE)
SETTINGS = {"RECALL_ODDS_RATE": "0", "RECALL_ODDS_LOG": "text"}


@pytest.fixture
def replicas(tmp_path: Path) -> Iterator[Replicas]:
    """As `make replicas` starts them."""
    tmp_path.chmod(0o755)
    with replicas_in(tmp_path, PROXY_FILE) as running:
        yield running
        assert "Traceback" not in running.log.read_text(encoding="utf-8", errors="replace")


@pytest.fixture
def in_turns(tmp_path: Path) -> Iterator[Replicas]:
    """The same without affinity: each request and each socket lands on the other process."""
    text, times = STICKY.subn("", PROXY_FILE.read_text(encoding="utf-8"))
    assert times == 1
    file = tmp_path / "in-turns.conf"
    file.write_text(text, encoding="utf-8")
    with replicas_in(tmp_path, file) as running:
        yield running
        assert "Traceback" not in running.log.read_text(encoding="utf-8", errors="replace")


def replicas_in(folder: Path, proxy_file: Path) -> Replicas:
    port, *ports = free_ports(3)
    return Replicas(
        port=port, ports=ports, folder=folder, proxy_file=proxy_file, variables=SETTINGS
    )


@dataclass
class Visit:
    """A reader's browser, and when its live page lost and regained its connection."""

    page: Page
    closed: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)

    def back(self, since: float) -> float | None:
        """Wait until the page is whole; the seconds it took, None if it never lost anything."""
        self.page.wait_for_selector(SCRIPT_HAS_RUN, state="attached", timeout=60_000)
        lost = [at for at in self.closed if at >= since]
        return time.monotonic() - since if lost else None


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str, str], Visit]]:
    """Open an address as a reader of her own."""
    contexts: list[BrowserContext] = []

    def go(base_url: str, address: str) -> Visit:
        context = browser.new_context(
            base_url=base_url, viewport={"width": 1280, "height": 900}, locale="en-US",
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(WAIT_TIMEOUT_MS)
        seen = Visit(context.new_page())

        def note(socket: WebSocket) -> None:
            seen.opened.append(time.monotonic())
            socket.on("close", lambda _: seen.closed.append(time.monotonic()))

        seen.page.on("websocket", note)
        seen.page.goto(address)
        seen.page.wait_for_selector(SCRIPT_HAS_RUN, state="attached")
        return seen

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def problems(browser: Browser) -> Callable[[Visit, str], list[str]]:
    def over(seen: Visit, base_url: str) -> list[str]:
        found: list[str] = []
        watch_over(seen.page.context, base_url, found)
        return found

    return over


def metric(port: int, name: str) -> float:
    """What a process says of itself."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return sum(
        float(line.rpartition(" ")[2])
        for line in text.splitlines()
        if re.match(rf"{name}(\{{|\s)", line)
    )


def until(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait for what happens elsewhere."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
