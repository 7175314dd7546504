"""The page's address, answered with the answer.

Streamlit's own ``index.html`` is empty until its scripts have run, which takes a phone on a slow
line many seconds. The shell is that file plus the scenario's title, its description and, where
Streamlit will put the dashboard, the headline in plain HTML. React replaces it.
"""

import json
import logging
import re
from collections.abc import Sequence
from functools import cache, partial
from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis import scenario, wording
from analysis.charts.card import HEIGHT, WIDTH
from analysis.compare import Pairs, comparison, parted
from analysis.language import spoken, t
from analysis.wording import FirstView, interface
from analysis.wording import compare as compare_words
from analysis.wording.card import card_words
from web import cards, oembed, query_string
from web.assets import streamlit_folder
from web.place import COMPARE, Place, beside_string, own_string
from web.theme import COLOURS, theme, variables
from web.work import Bench

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
ENGLISH_PAGE = '<html lang="en">'
# Six dots and a line: the page in little.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cg fill='%232A9189'%3E%3Ccircle cx='3' cy='13' r='2'/%3E%3Ccircle cx='7.5' cy='13' r='2'/%3E"
    "%3Ccircle cx='7.5' cy='8' r='2'/%3E%3Cpath d='M13.5 10l2 3-2 3-2-3z'/%3E%3C/g%3E"
    "%3Cpath d='M10.5 1v14' stroke='%23B0578A' stroke-width='1.2'/%3E%3C/svg%3E"
)


def routes(paths: Sequence[str], *, place: Place, bench: Bench) -> list[BaseRoute]:
    """Return one route for each page of the dashboard.

    Parameters
    ----------
    paths
        The pages' addresses: ``("/", "/method")``. Not a catch-all, which would hide the icon.
    place
        Where the server is to be found.
    bench
        Where the pages are made.
    """
    _frame()  # A Streamlit that the shell does not know stops the start, not a reader.

    async def endpoint(request: Request) -> Response:
        path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        make = partial(page, query_string(request), base=place.base(request), path=path)
        headers = {"Cache-Control": "no-cache"}
        return Response(await bench.do(make), media_type="text/html", headers=headers)

    # Streamlit's own compression leaves "/" out, and only that.
    compressed = {"/": [Middleware(GZipMiddleware)]}
    return [Route(path, endpoint, middleware=compressed.get(path)) for path in paths]


def page(string: str, *, base: str | None = None, path: str = "/") -> bytes:
    """Return the HTML for a scenario string, whatever it holds.

    Parameters
    ----------
    string
        The query of the page's address.
    base
        The absolute address of the first page, for the tags of message previews; None leaves out
        those that need it.
    path
        The page's own address on this server.
    """
    try:
        own, beside = parted(string)
        reading = scenario.read(own)
        if path == COMPARE:
            view = compare_words.first_view(comparison(beside, reading))
            preview = _preview_of_many(reading, own, beside, base=base)
        else:
            view = wording.first_view(reading)
            preview = _preview(reading, own, base=base, path=path)
    except Exception:
        LOG.exception("no first answer at %s", path)
        view, preview = _no_words(), ""
    before_head, before_root, rest = _frame()
    # A link can hold half of a surrogate pair, which UTF-8 cannot write.
    answer = _first_answer(view, embedded="embed=true" in string.lower().split("&"))
    html = (
        before_head.replace(ENGLISH_PAGE, f'<html lang="{spoken()}">')
        + _head(view)
        + preview
        + before_root
        + answer
        + rest
    )
    return html.encode("utf-8", "replace")


def _no_words() -> FirstView:
    """Where the words for a scenario cannot be made: the dashboard then says what is wrong."""
    return FirstView(
        title=wording.TOOL,
        description=t(interface.TOOL_HELP),
        kicker="",
        notice="",
        headline="",
        number="",
        detail="",
    )


def _head(view: FirstView) -> str:
    title, description = escape(view.title), escape(view.description)
    return f"""<title>{title}</title>
    <meta name="description" content="{description}" />
    <meta property="og:site_name" content="{wording.TOOL}" />
    <meta property="og:type" content="website" />
    <meta property="og:title" content="{title}" />
    <meta property="og:description" content="{description}" />
    """


def _preview(reading: scenario.Reading, string: str, *, base: str | None, path: str) -> str:
    """Return the tags of a message preview that need an absolute address."""
    if base is None:
        return ""
    own = own_string(reading, string)
    url, picture = f"{base}{path}{own}", escape(f"{base}{cards.PNG}{own}")
    asked = escape(f"{base}{oembed.OEMBED}?format=json&url={quote(url, safe='')}")
    alt = escape(card_words(reading).alt)
    return f"""<meta property="og:url" content="{escape(url)}" />
    <meta property="og:image" content="{picture}" />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="{WIDTH}" />
    <meta property="og:image:height" content="{HEIGHT}" />
    <meta property="og:image:alt" content="{alt}" />
    <meta name="twitter:card" content="summary_large_image" />
    <meta name="twitter:image:alt" content="{alt}" />
    <link rel="alternate" type="application/json+oembed" href="{asked}" />
    """


def _preview_of_many(
    reading: scenario.Reading, string: str, beside: Pairs, *, base: str | None
) -> str:
    """Return the tags for a comparison: the words alone.

    The card and the frame show one scenario, which would pass for the answer of them all.
    """
    if base is None:
        return ""
    url = f"{base}{COMPARE}{beside_string(own_string(reading, string), beside)}"
    return f"""<meta property="og:url" content="{escape(url)}" />
    <meta name="twitter:card" content="summary" />
    """


def _first_answer(view: FirstView, *, embedded: bool) -> str:
    parts = [
        ("p", "kicker", view.kicker),
        ("p", "notice", view.notice),
        ("h1", "headline", view.headline),
        ("p", "label", t(interface.METRIC) if view.number else ""),
        ("p", "number", view.number),
        ("p", "detail", view.ballot),
        ("p", "detail", view.detail),
    ]
    html = "".join(
        f'<{tag} class="{name}">{escape(text)}</{tag}>' for tag, name, text in parts if text
    )
    of_kind = ' class="embedded"' if embedded else ""
    no_script = f"<noscript><p>{escape(t(interface.NO_SCRIPT))}</p></noscript>"
    return f'<div id="first-answer"{of_kind}><main>{html}{no_script}</main></div>'


@cache
def _frame() -> tuple[str, str, str]:
    """Cut Streamlit's page where the title and the first answer go."""
    html = (streamlit_folder() / "index.html").read_text(encoding="utf-8")
    html = html.replace('href="./favicon.png"', f'href="{ICON}"')
    # The theme names fonts of the reader's own system: this one would be fetched for nothing.
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*/>', "", html)
    html = re.sub(r"<noscript>.*</noscript>", "", html, flags=re.DOTALL)
    style = variables() + (HERE / "shell.css").read_text(encoding="utf-8")
    html = html.replace("</head>", f"<style>{style}</style></head>")
    html = html.replace("</body>", f"<script>{_script()}</script></body>")
    try:
        before_head, after_title = html.split("<title>Streamlit</title>")
        before_root, after_root = after_title.split('<div id="root">')
        if ENGLISH_PAGE not in before_head:
            raise ValueError(ENGLISH_PAGE)
    except ValueError as error:
        raise RuntimeError("Streamlit's index.html is not the one that the shell knows") from error
    return before_head, f'{before_root}<div id="root">', after_root


def _script() -> str:
    """Return the script, and the theme that Streamlit starts with.

    Without it Streamlit starts in its own theme until the server has sent ours, and fetches a
    font of 170 kB for the interval.
    """
    first = {
        f"{mode.upper()}_THEME": {"bodyFont": theme()["font"]}
        | {key: theme()[mode][key] for key in COLOURS.values()}
        for mode in ("light", "dark")
    }
    script = (HERE / "shell.js").read_text(encoding="utf-8")
    # Without the base Streamlit asks below the page's own path first, and is told 404.
    base = 'window.__streamlit.BACKEND_BASE_URL = new URL(".", location.href).href;'
    return f"window.__streamlit = {json.dumps(first)};\n{base}\n{script}"
