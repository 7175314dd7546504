"""The dashboard as `python app.py` serves it, in a real Chromium.

Fixtures: `base_url`, `page` and `context` (new for each test), `new_context` for a test that needs
a second reader or a phone, `visit` to open an address and wait until its script has run, and
`browser_problems`, which fails the test unless it is empty at the end. So does a traceback in the
server's log.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    WebError,
)

from tests.in_chromium import WAIT_TIMEOUT_MS

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 90
STOP_TIMEOUT_S = 15
# A connected page that has not begun to run its script is "notRunning" too, but still empty.
SCRIPT_HAS_RUN = (
    "[data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']"
    " [data-testid='stElementContainer']"
)


@dataclass(frozen=True)
class Watch:
    """What one test's browser contexts showed, and where to look when it fails."""

    server_log: Path
    log_start: int
    screenshots: Path
    contexts: list[BrowserContext] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


WATCH = pytest.StashKey[Watch]()


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    url: str
    log: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("server") / "server.log"
    port = free_port()
    # Under CI the server opens no browser of its own, even on a developer's desktop.
    environment = {**os.environ, "CI": "true", "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", log)
    try:
        wait_until_healthy(process, server)
        yield server
    finally:
        stop(process)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"The server did not start.\n{server.log.read_text()[-5000:]}", pytrace=False)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.url


@pytest.fixture
def watch(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Watch:
    name = re.sub(r"\W+", "-", request.node.name)[:60]
    watch = Watch(
        server_log=server.log,
        log_start=server.log.stat().st_size,
        screenshots=tmp_path_factory.mktemp(name),
    )
    request.node.stash[WATCH] = watch
    return watch


@pytest.fixture
def browser_problems(watch: Watch) -> list[str]:
    """Errors that the browser met so far; a test that provokes one takes it out."""
    return watch.problems


@pytest.fixture
def new_context(
    browser: Browser, base_url: str, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """Make a reader with an empty cache; keywords are those of `Browser.new_context`."""

    def make(**options: Any) -> BrowserContext:
        usual: dict[str, Any] = {
            "base_url": base_url,
            "viewport": {"width": 1280, "height": 900},
            "locale": "en-US",
            "timezone_id": "America/Los_Angeles",
            "reduced_motion": "reduce",
            "permissions": ["clipboard-read", "clipboard-write"],
        }
        context = browser.new_context(**usual | options)
        context.set_default_timeout(WAIT_TIMEOUT_MS)
        watch_over(context, base_url, watch.problems)
        watch.contexts.append(context)
        return context

    yield make
    for context in watch.contexts:
        context.close()


def watch_over(context: BrowserContext, base_url: str, problems: list[str]) -> None:
    """Note every console error, uncaught exception and request to another host."""

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_exception(error: WebError) -> None:
        problems.append(f"uncaught: {error.error}")

    def note_outside(request: Request) -> None:
        if not request.url.startswith((base_url, "data:", "blob:", "about:")):
            problems.append(f"fetched from outside: {request.url}")

    context.on("console", note_console)
    context.on("weberror", note_exception)
    context.on("request", note_outside)


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def visit(page: Page) -> Callable[..., Page]:
    """Open an address (`/?raw=700000`) and wait until the page's script has run."""

    def go(address: str = "/", *, on: Page = page) -> Page:
        on.goto(address)
        on.wait_for_selector(SCRIPT_HAS_RUN, state="attached")
        return on

    return go


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    watch = item.stash.get(WATCH, None)
    if watch and watch.problems:
        pytest.fail("The browser met errors:\n" + "\n".join(watch.problems), pytrace=False)
    if watch and "Traceback" in logged(watch):
        pytest.fail("The server logged a traceback.", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    watch = item.stash.get(WATCH, None)
    if watch and report.failed and report.when == "call":
        report.sections.append(("screenshots", "\n".join(screenshots(watch))))
        report.sections.append(("server log", logged(watch)[-5000:]))
        if watch.problems:
            report.sections.append(("browser errors", "\n".join(watch.problems)))
    return report


def logged(watch: Watch) -> str:
    """Return what the server has logged since the test began."""
    return watch.server_log.read_bytes()[watch.log_start :].decode(errors="replace")


def screenshots(watch: Watch) -> Iterator[str]:
    """Take a picture of every open page; give each one's address and file."""
    pages = (page for context in watch.contexts for page in context.pages)
    for number, page in enumerate(pages, start=1):
        file = watch.screenshots / f"{number}.png"
        try:
            page.screenshot(path=file, full_page=True)
        except Error as problem:
            yield f"{page.url}: no picture ({problem.message.splitlines()[0]})"
        else:
            yield f"{page.url}: {file}"
