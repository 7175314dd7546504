"""Answers that depend on their address alone: named by their content, so that none is sent twice.

The tag is strong and made from the body. What an address answers depends on the model, on the
data and on the code, and the body shows a change of any of them.
"""

import gzip
import hashlib
from collections.abc import Mapping
from functools import lru_cache

import brotli
from starlette.requests import Request
from starlette.responses import Response

from web.assets import preferred_encoding

# An answer may change with the next model or the next petition, and is cheap to ask for again.
CACHE_CONTROL = "public, max-age=300"
# Below this, compressing saves nothing worth the work.
SMALLEST_BYTES = 500
# A link that goes round is one answer for everybody. So many are kept, of so many bytes at most.
KEPT, KEPT_BYTES = 128, 100_000
# Made beside the event loop's other work: half the time of what files have, a tenth more to send.
BROTLI_QUALITY, GZIP_LEVEL = 3, 4
COMPRESSED = frozenset({"application/zip", "image/png"})


def tagged(
    request: Request,
    body: bytes,
    *,
    media_type: str,
    headers: Mapping[str, str] | None = None,
    cache_control: str = CACHE_CONTROL,
) -> Response:
    """Return ``body``, compressed as the reader likes, or 304 where it is there already.

    Each compressed form has a tag of its own, as a strong tag must (RFC 9110, 8.8.3.3).
    """
    small = len(body) < SMALLEST_BYTES or media_type in COMPRESSED
    accepted = request.headers.get("accept-encoding", "")
    encoding = None if small else preferred_encoding(accepted)
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    tag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
    answer = {"Cache-Control": cache_control, "ETag": tag, "Vary": "Accept-Encoding"}
    answer |= headers or {}
    if _known(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=answer)
    if encoding:
        answer["Content-Encoding"] = encoding
        body = (_kept if len(body) <= KEPT_BYTES else _compress)(body, encoding)
    return Response(body, headers=answer, media_type=media_type)


def _known(if_none_match: list[str], tag: str) -> bool:
    """Compare as RFC 9110, 13.1.2 wants it: weakly, and "*" is any."""
    tags = {one.strip().removeprefix("W/") for line in if_none_match for one in line.split(",")}
    return tag in tags or "*" in tags


def _compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return compressed
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


_kept = lru_cache(maxsize=KEPT)(_compress)
