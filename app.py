"""The server: one ASGI app from the dashboard (pages/) and what travels over plain HTTP (web/).

Run it with ``python app.py``, ``streamlit run app.py`` or ``uvicorn app:app``.
"""

import importlib
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Streamlit looks for .streamlit/config.toml in the working folder when it is imported.
os.chdir(HERE)
# The matrices here are small, and readers are served side by side: threads of the linear algebra
# library would only stand in one another's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st
from starlette.middleware import Middleware

from web import (
    admission,
    api,
    assets,
    cards,
    embed,
    health,
    light,
    light_forms,
    logs,
    metrics,
    oembed,
    place,
    places,
    safety,
    settings,
    shell,
    spoken,
    warm,
    work,
)

PAGES = ("/", "/verification", "/november", "/desk", "/compare", "/track-record", "/method")
# What is counted under its own name.
COUNTED = (
    *PAGES, light_forms.LIGHT, embed.EMBED, cards.PNG, cards.SVG, oembed.OEMBED, health.LIVE,
    health.READY, metrics.METRICS, "/api/v1/odds", "/api/v1/plan", "/api/v1/summary.html",
)  # fmt: skip
# uvicorn prints its address itself, and only it knows that address.
OWN_PROGRAM = Path(sys.argv[0]).resolve() == HERE / "app.py"


@asynccontextmanager
async def lifespan(served: st.App) -> AsyncGenerator[None, None]:
    """Warm up, then say where the page is."""
    for name in ("address", "controls", "custom", "parts"):
        importlib.import_module(f"pages.{name}")
    logs.set_up(SETTINGS.log or logs.usual_style())
    async with warm.lifespan(served), METRICS.watching():
        HEALTH.ready = True
        if OWN_PROGRAM:
            announce(f"http://localhost:{st.get_option('server.port')}")
        yield
        HEALTH.ready = False


def announce(url: str) -> None:
    """Print the address and, for a person at a display, open it."""
    print(f"Recall Odds is at {url}", flush=True)
    display = (
        sys.platform in {"darwin", "win32"} or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    )
    if __name__ == "__main__" and display and "CI" not in os.environ:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


try:
    SETTINGS = settings.read(os.environ)
    PLACE = place.read(os.environ)
except settings.SettingError as error:
    sys.exit(str(error))

HEALTH = health.Health()
PLACES = places.Places(SETTINGS.max_sessions or places.usual_most())
METRICS = metrics.Metrics(PLACES)
# One for all: what is worked out at once is bounded, whoever asks.
BENCH = work.Bench(SETTINGS.threads, took=METRICS.work.observe)

# `streamlit run` finds the app by reading this line.
app = st.App(
    HERE / "pages" / "main.py",
    lifespan=lifespan,
    routes=[
        *shell.routes(PAGES, place=PLACE, bench=BENCH),
        *api.routes(place=PLACE, bench=BENCH),
        *cards.routes(bench=BENCH),
        *embed.routes(bench=BENCH),
        *light.routes(bench=BENCH),
        *oembed.routes(PAGES, place=PLACE, bench=BENCH),
        *health.routes(HEALTH),
        *metrics.routes(METRICS),
    ],
    # The first is the outermost.
    middleware=[
        Middleware(metrics.Counted, metrics=METRICS, paths=frozenset(COUNTED), settings=SETTINGS),
        Middleware(safety.SafetyHeaders, settings=SETTINGS, page=partial(shell.page, "")),
        Middleware(safety.Limits, settings=SETTINGS),
        Middleware(assets.CompressedStatic),
        Middleware(spoken.Spoken),
        Middleware(admission.Admission, paths=PAGES, places=PLACES, settings=SETTINGS, bench=BENCH),
    ],
    exception_handlers={Exception: safety.server_error},
)


def port_wanted() -> dict[str, int]:
    """Return the port that ``PORT`` names, as Streamlit's setting; none where it is not set."""
    wanted = os.environ.get("PORT", "")
    if not wanted:
        return {}
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
        sys.exit(f"PORT must be a whole number from 1 to 65535, not {wanted!r}")
    return {"server.port": int(wanted)}


def end(_signal: int, _frame: object) -> None:
    """End as asked: the server has closed its connections and hands the signal on."""
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    app.run(config=port_wanted())
