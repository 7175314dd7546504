"""Streamlit's static files, compressed once and sent from memory.

Streamlit leaves ``/static/`` uncompressed because compressing on every request would cost more
than it saves. Here each file is compressed once, in a thread at start-up; a file that is not
ready yet, and everything else, goes through to Streamlit untouched.
"""

import gzip
import hashlib
import importlib.util
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Fonts and the other pictures are compressed already.
SUFFIXES = frozenset({".js", ".css", ".svg"})
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Streamlit's own: the file names carry a hash of the content.
CACHE_CONTROL = "public, immutable, max-age=31536000"


def streamlit_folder() -> Path:
    """Return the folder of Streamlit's own web page (index.html and static/)."""
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("streamlit is not installed")
    return Path(spec.origin).parent / "static"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One static file in its two compressed forms."""

    name: str
    digest: str
    bodies: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, *, name: str, content: bytes) -> "Asset":
        """Compress ``content`` both ways."""
        return cls(
            name=name,
            digest=hashlib.blake2b(content, digest_size=12).hexdigest(),
            bodies={
                "br": brotli.compress(content, quality=BROTLI_QUALITY),
                "gzip": gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0),
            },
        )

    def response(self, *, encoding: str, headers: Headers) -> Response:
        """Return the file in ``encoding``, or 304 where the reader has it already."""
        etag = f'"{self.digest}-{encoding}"'
        answer = {"Cache-Control": CACHE_CONTROL, "ETag": etag, "Vary": "Accept-Encoding"}
        known = {
            tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")
        }
        if etag in known or "*" in known:
            return Response(status_code=304, headers=answer)
        # Asked now, not at compression: Streamlit adds to the table of types when it starts.
        media_type, _ = mimetypes.guess_type(self.name)
        answer["Content-Encoding"] = encoding
        return Response(self.bodies[encoding], headers=answer, media_type=media_type)


def preferred_encoding(accept_encoding: str) -> str | None:
    """Return ``"br"`` or ``"gzip"``, whichever an Accept-Encoding header likes best.

    ``None`` where it takes neither (RFC 9110, 12.5.3). Brotli wins a tie.
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=") or "1"
        try:
            weights[name.strip()] = float(weight)
        except ValueError:
            weights[name.strip()] = 0.0
    liked = {name: weights.get(name, weights.get("*", 0.0)) for name in ("br", "gzip")}
    best = max(liked, key=liked.__getitem__)
    return best if liked[best] > 0 else None


class CompressedStatic:
    """ASGI middleware: Streamlit's static files, compressed, before they reach Streamlit.

    Parameters
    ----------
    app
        What answers everything else.
    folder
        The folder that holds Streamlit's ``index.html`` and ``static/``.
    """

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        self._app = app
        self._folder = folder or streamlit_folder()
        self._assets: dict[str, Asset] = {}
        self.ready = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on."""
        if scope["type"] == "lifespan":
            # Compressing lets go of the interpreter lock, so the start goes on beside it.
            threading.Thread(target=self._compress_all, name="compress-static", daemon=True).start()
        asset = self._asset(scope)
        if asset is None:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = preferred_encoding(headers.get("accept-encoding", ""))
        if encoding is None or "range" in headers:
            await self._app(scope, receive, _with_vary(send))
            return
        await asset.response(encoding=encoding, headers=headers)(scope, receive, send)

    def _asset(self, scope: Scope) -> Asset | None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        # A name that is not in the table, such as one with "..", is Streamlit's to answer.
        return self._assets.get(scope["path"].removeprefix(scope.get("root_path", "")))

    def _compress_all(self) -> None:
        for path in self._files():
            address = f"/{path.relative_to(self._folder).as_posix()}"
            self._assets[address] = Asset.of(name=path.name, content=path.read_bytes())
        self.ready.set()

    def _files(self) -> Iterator[Path]:
        """Yield the files worth compressing, those that the first page view asks for first."""
        index = (self._folder / "index.html").read_text(encoding="utf-8")
        files = [p for p in (self._folder / "static").rglob("*") if p.suffix in SUFFIXES]
        return iter(sorted(files, key=lambda path: path.name not in index))


def _with_vary(send: Send) -> Send:
    """Tell shared caches that the plain form is one of several."""

    async def send_with_vary(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return send_with_vary
