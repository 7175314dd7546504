"""The language of a request: that which its address asks for by ``lang``, else English.

The reader's browser is not asked: a link shows everyone the same words, and caches may keep them.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from analysis.language import language_of, speaking


class Spoken:
    """ASGI middleware: whatever answers speaks the language of the address.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set the language, and pass on."""
        asked = scope.get("query_string", b"") if scope["type"] == "http" else b""
        with speaking(language_of(asked.decode("latin-1"))):
            await self._app(scope, receive, send)
