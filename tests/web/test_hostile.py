"""Strings and headers that mean harm, at every address of ours that takes a scenario string.

Nothing fails, nothing is written to the log as failed, nothing that was sent comes back as markup,
and memory does not grow.
"""

import gc
import logging
import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import app
from analysis.scenario import KEYS
from tests.web.loop import finished
from web.safety import LONGEST_QUERY

PAGES = ("/", "/verification", "/november", "/desk", "/compare", "/track-record", "/method")
API = (
    "/api/v1/odds", "/api/v1/plan", "/api/v1/summary.html", "/api/v1/tables/inputs.csv",
    "/api/v1/tables/dots.csv", "/api/v1/results.csv",
)  # fmt: skip
PLAIN = ("/light", "/embed", "/print", "/card.svg", "/card.png", "/oembed")
STRINGS_EACH = 60
STRETCHES, STRINGS_A_STRETCH = 4, 2500
GROWTH_BYTES = 2_000_000

MARK = "zq<script>alert(1)</script>"
NASTY = (
    MARK,
    'zq"><img src=x onerror=alert(1)>',
    "zq'-alert(1)-'",
    "zq</title><script>alert(1)</script>",
    "zq</style><svg onload=alert(1)>",
    "zq]]><script>alert(1)</script>",
    "zq<!--<script>",
    "zq{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "zq' OR '1'='1'; DROP TABLE petitions; --",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "%s%s%s%n%x{0.__class__.__mro__}",
    "\0",
    "a\0b",
    "\r\nSet-Cookie: a=b\r\n\r\n<script>",
    "\ud800",
    "\udcff\ud83d",
    "\ufffe\uffff\u202e\u2066\u200b",
    "e\u0301" * 200,
    "🏳️‍🌈👨‍👩‍👧",
    "مرحبا <b>",
    "9" * 400,
    "-" + "9" * 400,
    "1e308", "1e-400", "inf", "-inf", "nan", "0x10", "1_0", "٣", "½", "1,5", "+1", " 1", "1 ",
    "9999-99-99", "2022-02-30", "0000-00-00", "2022-07-06T00:00", "2022-07-06," * 50,
    "None", "null", "[]", "true",
    "a" * 9000,
    "&" * 500,
    "=" * 500,
    "?" * 10,
    "#",
    "%",
    "%zz",
    "%" + "25" * 200 + "3cscript%3e",
)  # fmt: skip
RAW = (
    b"\xff\xfe", b"%ff%fe%00", b"name=%ed%a0%80", b"=", b"&&&", b"invalid",
    b"invalid=20&invalid=21", b"a" * 100_000, b"name=" + b"%3c" * 33_000,
    b"invalid=" + b"9" * 100_000,
    b"&".join(b"k%d=1" % number for number in range(1500)), b"v=2", b"v=1&model=2099-01",
    b"\x00\x01\x02<script>",
)  # fmt: skip
SCRIPT = quote(MARK, safe="")
PATHS = (
    f"/{SCRIPT}", f"/api/{SCRIPT}", f"/api/v1/{SCRIPT}", f"/api/v1/tables/{SCRIPT}.csv",
    f"/api/v1/odds/{SCRIPT}", f"/component/{SCRIPT}/a.js", f"/media/{SCRIPT}", f"/static/{SCRIPT}",
    f"/_stcore/{SCRIPT}", f"/_stcore/upload_file/{SCRIPT}/a", f"/card.svg/{SCRIPT}",
    f"/oembed?url={SCRIPT}", f"/oembed?url=http://localhost/&format={SCRIPT}",
    f"/oembed?url=http://localhost/%3Fname={SCRIPT}", "/..%2f..%2f..%2fetc/passwd",
    "/static/..%2f..%2f..%2f..%2fetc/passwd", "/api/v1/tables/..%2f..%2fetc%2fpasswd.csv",
    f"/{'a/' * 2000}", "/%00", "/%ff%fe", "/api/v1/tables/%00.csv",
)  # fmt: skip
HEADERS = (
    (b"accept-encoding", b"br;q=nan, gzip;q=-1, *;q=x"),
    (b"accept-encoding", b"gzip;q=1e999"),
    (b"accept-encoding", b"," * 5000),
    (b"if-none-match", b'"' * 3001),
    (b"if-none-match", b"W/*, \xff"),
    (b"x-forwarded-for", b"<script>, 1.2.3.4"),
    (b"x-forwarded-host", b"evil.example"),
    (b"host", b"evil.example\"><script>"),
    (b"referer", b"javascript:alert(1)"),
    (b"accept-language", b"\xff" * 100),
)  # fmt: skip


class Answer:
    """What came back, as it would travel."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


def ask(path: str, query: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    """Ask as the server asks the app; what a client library would tidy up stays as it is."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query, "headers": [(b"host", b"localhost"), *headers],
        "client": ("192.0.2.1", 1), "server": ("localhost", 80),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    finished(app.app(scope, receive, send))
    start, *rest = sent
    headers_sent = {
        name.decode("latin-1"): text.decode("latin-1") for name, text in start["headers"]
    }
    return Answer(start["status"], headers_sent, b"".join(part.get("body", b"") for part in rest))


def check(path: str, query: bytes, *headers: tuple[bytes, bytes]) -> None:
    """Ask, and look at what came back."""
    if path == "/oembed":  # the string is that of the link which it is asked about
        query = b"url=http%3A%2F%2Flocalhost%2F%3F" + quote_from_bytes(query).encode()
    answer = ask(path, query, *headers)
    allowed = {200} if path in PAGES else {200, 304, 422}
    if len(query) > LONGEST_QUERY:
        allowed = {414}
    assert answer.status in allowed, (path, query[:200])
    body = answer.body
    assert b"Traceback" not in body
    kind = answer.headers.get("content-type", "")
    # Neither a tag nor the end of an attribute or of a string. A picture's bytes are any bytes, and
    # a file to keep holds a name as it is: no browser shows it.
    kept = kind.startswith("text/csv") and "nosniff" in answer.headers["x-content-type-options"]
    for echo in (b"zq<", b'zq"', b"<script>alert", b"<img src=x", b"<svg onload", b"evil.example"):
        assert kept or kind == "image/png" or echo not in body, (path, query[:200], echo)
    for name, text in answer.headers.items():
        assert "\r" not in name + text
        assert "\n" not in name + text
    assert "set-cookie" not in answer.headers
    if not kind.startswith("text/csv"):
        return
    cells = [cell for line in body.split(b"\r\n") for cell in line.split(b",")]
    # A negative number is a number; every other text that starts like a formula is quoted.
    assert not [cell for cell in cells if cell[:1] in (b"=", b"@", b"+", b"\t")]


@pytest.fixture
def no_failures(server: TestClient, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The page says something even where its words cannot be made; the log tells."""
    with caplog.at_level(logging.ERROR):
        yield
    assert [record.getMessage()[:300] for record in caplog.records] == []


def encoded(text: str) -> bytes:
    return quote(text.encode("utf-8", "surrogatepass"), safe="").encode()


@pytest.mark.usefixtures("no_failures")
@pytest.mark.parametrize("path", PAGES + API + PLAIN)
def test_hostile_values_of_text_and_number(path: str) -> None:
    for text in NASTY:
        value = encoded(text)
        check(path, b"petition=custom&raw=60000&required=45000&name=" + value)
        check(path, b"invalid=" + value)
        check(path, b"as_of=" + value + b"&" + value + b"=1")


@pytest.mark.usefixtures("no_failures")
@pytest.mark.parametrize("path", PAGES + API + PLAIN)
def test_hostile_query_strings(path: str) -> None:
    for query in RAW:
        check(path, query)
    for text in NASTY:
        # As no browser would send it.
        check(path, text.encode("utf-8", "surrogatepass"))


@pytest.mark.usefixtures("no_failures")
@pytest.mark.parametrize("path", PAGES[:1] + API + PLAIN)
def test_hostile_headers(path: str) -> None:
    for name, text in HEADERS:
        check(path, b"", (name, text))


@pytest.mark.parametrize("path", PATHS)
def test_hostile_paths(path: str, server: TestClient) -> None:
    """Streamlit's own addresses as well, and its page for what it does not know."""
    answer = server.get(path)
    assert answer.status_code in {200, 400, 403, 404, 405, 501}  # 501: an oEmbed format
    for echo in ("zq<", "<script>alert", "root:x:", "Traceback"):
        assert echo not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("no_failures")
@pytest.mark.parametrize("key", KEYS)
def test_every_key_takes_anything(key: str) -> None:
    for text in NASTY[::4]:
        check("/api/v1/odds", key.encode() + b"=" + encoded(text))


@given(text=st.text(), more=st.binary(max_size=40))
@settings(max_examples=STRINGS_EACH)
def test_any_text_at_all(server: TestClient, text: str, more: bytes) -> None:
    name = f"zq<{text}".encode("utf-8", "surrogatepass")
    for path in ("/", "/api/v1/odds", *PLAIN):
        check(
            path,
            b"petition=custom&raw=60000&required=45000&name=" + quote_from_bytes(name).encode(),
        )
        check(path, more)


def random_queries(seed: int) -> Iterator[bytes]:
    """Yield query strings of hostile, good and random parts, without end."""
    chance = random.Random(seed)
    good = ("20", "5", "715833", "custom", "gascon-2022", "2022-07-09", "sample", "tue", "")
    while True:
        parts = []
        for _ in range(chance.randint(0, 6)):
            key = chance.choice(list(KEYS)) if chance.random() < 0.95 else chance.choice(NASTY)
            kind = chance.random()
            if kind < 0.4:
                value = encoded(chance.choice(NASTY))
            elif kind < 0.7:
                value = chance.choice(good).encode()
            else:
                value = chance.randbytes(chance.randint(0, 30))
            parts.append(encoded(key) + b"=" + value)
        yield b"&".join(parts)


def ask_often(count: int, *, seed: int) -> None:
    queries = random_queries(seed)
    for number in range(count):
        paths = PAGES + API + PLAIN
        check(paths[number % len(paths)], next(queries))


def held_after_each_stretch(work: Callable[[int], None]) -> list[int]:
    """How many bytes are held after each stretch of work."""
    tracemalloc.start()
    try:
        held = []
        for stretch in range(STRETCHES):
            work(stretch)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    return held


@pytest.mark.usefixtures("no_failures")
def test_memory_is_steady_under_ten_thousand_random_strings() -> None:
    """What is kept is bounded, and full after the first stretches."""
    held = held_after_each_stretch(lambda stretch: ask_often(STRINGS_A_STRETCH, seed=stretch))
    assert held[-1] - held[-2] < GROWTH_BYTES, held
