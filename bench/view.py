"""The first view in a browser with nothing in its cache: time to the answer, and bytes.

The server is warm. Times are taken in the page, from the start of the navigation to the frame after
the one in which the text stands in a visible element; ours and the stock app take turns.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench import report, servers

# The bytes hardly differ from one view to the next, times do.
BYTE_ROUNDS = 3
FAST_ROUNDS = 9
SLOW_ROUNDS = 5
TIMEOUT_MS = 120_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A phone on a slow line, 1.6 Mb/s down.
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 1_600_000 / 8,
}
QUIET_S = 0.5

MAIN = '[data-testid="stMainBlockContainer"]'
ODDS = r"\d\s*%|\d\sin\s\d"
CHART = ".js-plotly-plot .main-svg"


@dataclass(frozen=True)
class Text:
    """What a reader waits for: a visible element that holds a text of this pattern."""

    selector: str
    pattern: str


# In the HTML as served, or in the live page where that is sooner.
OUR_ANSWER = Text("#first-answer, [data-first-answer], [data-headline]", ODDS)
# Rendered by React.
OUR_LIVE_ANSWER = Text(f"{MAIN} :is(h1, h2, h3, [data-headline])", ODDS)
STOCK_TITLE = Text("h1", r"\S")

# Nothing but a look at each frame; a frame is drawn only once the style sheet has come.
PROBE = """
([selector, pattern]) => {
  if (window !== window.top) return;
  const wanted = new RegExp(pattern);
  const stands = (element) => element.checkVisibility() && wanted.test(element.innerText);
  const look = () => {
    if ([...document.querySelectorAll(selector)].some(stands)) {
      requestAnimationFrame(() => { window.readableAtMs = performance.now(); });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}
"""


class Traffic:
    """What has come over the network since ``listen``, and whether more is on its way."""

    def __init__(self) -> None:
        self.received_bytes = 0
        self._under_way: set[str] = set()
        self._active_at_s = time.monotonic()

    def listen(self, cdp: CDPSession) -> None:
        cdp.on("Network.requestWillBeSent", lambda event: self._starts(event["requestId"]))
        cdp.on(
            "Network.loadingFinished", lambda event: self._ends(event, event["encodedDataLength"])
        )
        cdp.on("Network.loadingFailed", lambda event: self._ends(event, 0))
        # Unpacked, so ours is counted for more than what travels.
        cdp.on("Network.webSocketFrameReceived", lambda event: self._adds(_frame_bytes(event)))
        cdp.send("Network.enable")

    def is_quiet(self) -> bool:
        return not self._under_way and time.monotonic() - self._active_at_s > QUIET_S

    def _starts(self, request: str) -> None:
        self._under_way.add(request)
        self._adds(0)

    def _ends(self, event: dict[str, Any], size_bytes: float) -> None:
        self._under_way.discard(event["requestId"])
        self._adds(size_bytes)

    def _adds(self, size_bytes: float) -> None:
        self.received_bytes += int(size_bytes)
        self._active_at_s = time.monotonic()


def figures() -> list[report.Figure]:
    """Measure with both servers running and one browser."""
    report.progress("first view: starting both servers and the browser")
    with servers.pair() as pair, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_browser_path(), args=list(BROWSER_FLAGS)
        )
        try:
            # The bytes first: that warms servers and browser for the times.
            return [
                _bytes(browser, pair),
                _on_fast_line(browser, pair),
                _on_slow_line(browser, pair),
            ]
        finally:
            browser.close()


def _bytes(browser: Browser, pair: servers.Pair) -> report.Figure:
    ours, stock = _in_turn(
        "first view, bytes",
        BYTE_ROUNDS,
        " MB",
        lambda: _view_bytes(browser, pair.ours, OUR_LIVE_ANSWER) / 1e6,
        lambda: _view_bytes(browser, pair.stock, STOCK_TITLE) / 1e6,
    )
    return report.at_most(
        "first view until the chart stands, bytes to stock's",
        report.median_ratio(ours, stock),
        bound=0.4,
        note=f"{median(ours):.2f} MB to {median(stock):.2f} MB",
    )


def _on_fast_line(browser: Browser, pair: servers.Pair) -> report.Figure:
    ours, stock = _in_turn(
        "first view, fast line",
        FAST_ROUNDS,
        " s",
        lambda: _readable_s(browser, pair.ours, OUR_LIVE_ANSWER),
        lambda: _readable_s(browser, pair.stock, STOCK_TITLE),
    )
    return report.at_most(
        "first view, live headline to stock's title",
        report.median_ratio(ours, stock),
        bound=1,
        note=f"{median(ours):.2f} s to {median(stock):.2f} s",
    )


def _on_slow_line(browser: Browser, pair: servers.Pair) -> report.Figure:
    ours, stock = _in_turn(
        "first view, slow line",
        SLOW_ROUNDS,
        " s",
        lambda: _readable_s(browser, pair.ours, OUR_ANSWER, line=SLOW_LINE),
        lambda: _readable_s(browser, pair.stock, STOCK_TITLE, line=SLOW_LINE),
    )
    return report.at_most(
        "first view at 1.6 Mb/s, answer to stock's title",
        report.median_ratio(ours, stock),
        bound=0.2,
        note=f"{median(ours):.2f} s to {median(stock):.2f} s",
    )


def _in_turn(
    label: str, rounds: int, unit: str, ours: Callable[[], float], stock: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Measure both in each round, and say what came out."""
    ours_measured: list[float] = []
    stock_measured: list[float] = []
    for turn in range(rounds):
        ours_measured.append(ours())
        stock_measured.append(stock())
        report.progress(
            f"{label}, {turn + 1}/{rounds}: {ours_measured[-1]:.2f}{unit},"
            f" stock {stock_measured[-1]:.2f}{unit}"
        )
    return ours_measured, stock_measured


def _readable_s(
    browser: Browser, address: str, text: Text, *, line: dict[str, Any] | None = None
) -> float:
    """Open the page; return the seconds until the text can be read."""
    with _cold(browser) as (page, cdp):
        if line:
            cdp.send("Network.enable")
            cdp.send("Network.emulateNetworkConditions", line)
        return _open(page, address, text)


def _view_bytes(browser: Browser, address: str, text: Text) -> int:
    """Open the page; return the bytes that came until the chart stood and nothing was under way."""
    with _cold(browser) as (page, cdp):
        traffic = Traffic()
        traffic.listen(cdp)
        _open(page, address, text)
        page.locator(CHART).first.wait_for(timeout=TIMEOUT_MS)
        deadline = time.monotonic() + TIMEOUT_MS / 1000
        while not traffic.is_quiet():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the network is never quiet at {address}")
            # Events are taken in while the browser is asked something.
            page.evaluate("() => new Promise(requestAnimationFrame)")
        return traffic.received_bytes


@contextmanager
def _cold(browser: Browser) -> Generator[tuple[Page, CDPSession], None, None]:
    """A page whose browser has nothing in its cache."""
    context = browser.new_context()
    try:
        page = context.new_page()
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def _open(page: Page, address: str, text: Text) -> float:
    page.add_init_script(f"({PROBE})({json.dumps([text.selector, text.pattern])})")
    page.goto(f"http://{address}/", wait_until="commit", timeout=TIMEOUT_MS)
    readable = page.wait_for_function("() => window.readableAtMs", timeout=TIMEOUT_MS, polling=100)
    return float(readable.json_value()) / 1000


def _frame_bytes(event: dict[str, Any]) -> float:
    """A binary frame's payload is given in base64."""
    return len(event["response"]["payloadData"]) * 3 / 4


def _browser_path() -> str | None:
    """Return the Chromium to use; None for Playwright's own."""
    on_path = (shutil.which(name) for name in BROWSERS)
    return os.environ.get("CHROMIUM") or next((path for path in on_path if path), None)
