"""Addresses that are none of ours: a reader who follows one finds the first page.

Streamlit answers every unknown address with its own page, which is empty until its scripts have
run. A link with a slip in it would show nobody the odds, and would be a way round admission.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLITS_OWN = ("/static/", "/_stcore/", "/media/", "/component/")
ICON = "/favicon.png"
FILES = (ICON, "/manifest.json")


class Elsewhere:
    """ASGI middleware.

    Parameters
    ----------
    app
        What answers.
    routes
        The addresses that are ours.
    """

    def __init__(self, app: ASGIApp, *, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours; lead what looks like a page to the first one, scenario and all."""
        if scope["type"] != "http" or self._is_ours(scope) or _is_streamlits(scope):
            await self._app(scope, receive, send)
            return
        path = PurePosixPath(scope["path"])
        if path.name == "favicon.ico":  # what browsers look for where a page names no icon
            await RedirectResponse(f"{scope.get('root_path', '')}{ICON}")(scope, receive, send)
        elif path.suffix in ("", ".html"):
            await RedirectResponse(self._nearest(scope))(scope, receive, send)
        else:  # a file that somebody looks for, such as robots.txt
            await PlainTextResponse("Not Found\n", status_code=404)(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is not Match.NONE for route in self._routes)

    def _nearest(self, scope: Scope) -> str:
        """Return the page whose address was written another way, else the first."""
        path = scope["path"].rstrip("/").lower()
        if not self._is_ours({**scope, "path": path}):
            path = f"{scope.get('root_path', '')}/"
        query = scope["query_string"].decode("latin-1")
        return f"{path}?{query}" if query else path


def _is_streamlits(scope: Scope) -> bool:
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    return path in FILES or any(own in path for own in STREAMLITS_OWN)
