"""The server: one ASGI app from the dashboard (pages/) and what travels over plain HTTP (web/).

Run it with ``python app.py``, ``streamlit run app.py`` or ``uvicorn app:app``.
"""

import importlib
import os
import signal
import sys
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

from web import serve

if __name__ == "__main__":
    # Where there are several cores this does not return: other processes import this file then.
    serve.on_all_cores()

import streamlit as st
from starlette.middleware import Middleware

from web import (
    admission,
    api,
    assets,
    cards,
    connections,
    elsewhere,
    embed,
    health,
    light,
    light_forms,
    logs,
    metrics,
    oembed,
    place,
    places,
    print_view,
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
    if serve.worker_of(os.environ) > 1:
        logs.no_news()
    connections.bound(SETTINGS, message_bytes=serve.message_bytes(), grace_s=serve.GRACE_S)
    connections.open_many_files()
    async with warm.lifespan(served), METRICS.watching():
        HEALTH.ready = True
        if OWN_PROGRAM:
            serve.announce(f"http://localhost:{st.get_option('server.port')}")
        yield
        HEALTH.ready = False


try:
    SETTINGS = settings.read(os.environ)
    PLACE = place.read(os.environ)
except settings.SettingError as error:
    sys.exit(str(error))

HEALTH = health.Health()
serve.forget_the_dead(os.environ)
PLACES = places.Places(
    SETTINGS.max_sessions or places.usual_most(serve.worker_of(os.environ)),
    folder=serve.shared_folder(os.environ),
    key=os.environ.get(serve.COOKIES, "").encode(),
)
METRICS = metrics.Metrics(PLACES)
# One for all: what is worked out at once is bounded, whoever asks.
BENCH = work.Bench(SETTINGS.threads, took=METRICS.work.observe)

ROUTES = [
    *shell.routes(PAGES, place=PLACE, bench=BENCH),
    *api.routes(place=PLACE, bench=BENCH),
    *cards.routes(bench=BENCH),
    *embed.routes(bench=BENCH),
    *light.routes(bench=BENCH),
    *oembed.routes(PAGES, place=PLACE, bench=BENCH),
    *print_view.routes(place=PLACE, bench=BENCH),
    *health.routes(HEALTH),
    *metrics.routes(METRICS),
]

# `streamlit run` finds the app by reading this line.
app = st.App(
    HERE / "pages" / "main.py",
    lifespan=lifespan,
    routes=ROUTES,
    # The first is the outermost.
    middleware=[
        Middleware(metrics.Counted, metrics=METRICS, paths=frozenset(COUNTED), settings=SETTINGS),
        Middleware(safety.SafetyHeaders, settings=SETTINGS, page=partial(shell.page, "")),
        Middleware(safety.Limits, settings=SETTINGS),
        Middleware(elsewhere.Elsewhere, routes=ROUTES),
        Middleware(assets.CompressedStatic),
        Middleware(spoken.Spoken),
        Middleware(
            admission.Admission,
            paths=PAGES,
            places=PLACES,
            settings=SETTINGS,
            bench=BENCH,
            refused=METRICS.refused,
        ),
    ],
    exception_handlers={Exception: safety.server_error},
)


def end(_signal: int, _frame: object) -> None:
    """End as asked: the server has closed its connections and hands the signal on."""
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    PORT = serve.port_wanted(os.environ)
    # Before the server listens: whoever could connect would have to wait.
    warm.up()
    app.run(config={"server.port": PORT} if PORT else {})
