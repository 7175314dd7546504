"""Headers on everything, how much one client may ask for, and settings that name what is wrong."""

import asyncio
import logging
import re
import threading
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from analysis.scenario.reading import LONGEST_STRING
from tests.web.loop import finished
from web import api, settings, shell
from web.allowance import Allowance
from web.openapi import ROOT
from web.place import Place
from web.safety import LONGEST_QUERY, Limits, SafetyHeaders, client, script_hashes, server_error
from web.settings import Settings
from web.work import Bench

PATHS = (
    "/", "/method", "/nosuch", "/embed", "/_stcore/health", "/static/nosuch.js", f"{ROOT}/odds",
    f"{ROOT}/odds?raw=abc", f"{ROOT}/docs", f"{ROOT}/tables/dots.csv", "/api/nosuch", "//nosuch",
    "/media/nosuch", "/_stcore/host-config",
)  # fmt: skip


def policy(response_headers: object, name: str) -> str:
    """One directive of an answer's policy."""
    text: str = response_headers["content-security-policy"]  # type: ignore[index]
    directives = dict(part.strip().partition(" ")[::2] for part in text.split(";"))
    return directives[name]


async def silence() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def small_app(setting: Settings) -> TestClient:
    """A server with our middleware, a page that fails, and a socket."""

    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("page")

    async def fail(_: Request) -> PlainTextResponse:
        raise ZeroDivisionError("secret")

    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("live")
        await socket.close()

    served = Starlette(
        routes=[
            *api.routes(place=Place(), bench=Bench()),
            Route("/", page),
            Route("/static/a.js", page),
            Route("/fail", fail),
            WebSocketRoute("/_stcore/stream", echo),
        ],
        middleware=[
            Middleware(SafetyHeaders, settings=setting, page=lambda: shell.page("")),
            Middleware(Limits, settings=setting),
        ],
        exception_handlers={Exception: server_error},
    )
    return TestClient(served, raise_server_exceptions=False)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(path: str, server: TestClient) -> None:
    headers = server.get(f"http://localhost{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    assert policy(headers, "base-uri") in ("'self'", "'none'")
    # A name would do no harm; a version says which holes to try.
    assert not re.search(r"\d", headers.get("server", ""))
    assert "x-powered-by" not in headers


def test_static_files_have_them_too(server: TestClient) -> None:
    path = re.search(r"\./(static/js/index\.[^\"]+)", server.get("/").text)
    assert path is not None
    headers = server.get(f"/{path[1]}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in headers


def test_scripts_in_the_page_are_named_by_their_hash(server: TestClient) -> None:
    for path in ("/", "/?invalid=20&name=x", "/track-record"):
        response = server.get(path)
        allowed = policy(response.headers, "script-src").split()
        hashes = script_hashes(response.content)
        assert len(hashes) >= 1
        assert set(hashes) <= set(allowed)
        assert "'unsafe-inline'" not in allowed
        assert "'unsafe-eval'" not in allowed
        assert not re.search(r"<[^>]+\son\w+=", response.text)  # handlers have no hash


@pytest.mark.parametrize("path", [f"{ROOT}/odds", f"{ROOT}/docs", f"{ROOT}/tables/dots.csv"])
def test_the_api_runs_no_script(path: str, server: TestClient) -> None:
    headers = server.get(path).headers
    assert policy(headers, "default-src") == "'none'"
    assert "script-src" not in headers["content-security-policy"]


def test_only_the_embed_view_may_be_framed_by_others() -> None:
    usual = small_app(Settings(rate_per_s=0))
    assert policy(usual.get("/embed").headers, "frame-ancestors") == "*"
    for path in ("/", "/embedded", f"{ROOT}/odds", "/?embed=true"):
        assert policy(usual.get(path).headers, "frame-ancestors") == "'self'"


def test_settings_say_who_may_frame() -> None:
    read = settings.read(
        {
            "RECALL_ODDS_RATE": "0",
            "RECALL_ODDS_FRAMED_BY": "'self' https://news.example.org",
            "RECALL_ODDS_EMBEDDED_BY": "https://*.example.org",
        }
    )
    served = small_app(read)
    assert policy(served.get("/").headers, "frame-ancestors") == "'self' https://news.example.org"
    assert policy(served.get("/embed").headers, "frame-ancestors") == "https://*.example.org"


@pytest.mark.parametrize(("name", "value"), [
    ("RECALL_ODDS_RATE", "-1"),
    ("RECALL_ODDS_RATE", "nan"),
    ("RECALL_ODDS_RATE", "many"),
    ("RECALL_ODDS_BURST", "0"),
    ("RECALL_ODDS_BURST", "2.5"),
    ("RECALL_ODDS_BURST", "1" * 5000),
    ("RECALL_ODDS_THREADS", "65"),
    ("RECALL_ODDS_THREADS", "٣"),
    ("RECALL_ODDS_FRAMED_BY", "*; script-src *"),
    ("RECALL_ODDS_FRAMED_BY", "https://a.example,https://b.example"),
    ("RECALL_ODDS_EMBEDDED_BY", "javascript:alert(1)"),
    ("RECALL_ODDS_EMBEDDED_BY", "https://a.example\r\nSet-Cookie: a=b"),
])  # fmt: skip
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(settings.SettingError, match=f"^{name} must be "):
        settings.read({name: value})


def test_what_is_not_set_takes_its_default() -> None:
    assert settings.read({"RECALL_ODDS_RATE": " ", "RECALL_ODDS_FRAMED_BY": ""}) == Settings()


# The rate


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_the_burst_and_fills_at_the_rate() -> None:
    clock = Clock()
    allowance = Allowance(rate_per_s=2, burst=3, clock=clock)
    assert [allowance.wait_s("a") for _ in range(3)] == [0, 0, 0]
    assert allowance.wait_s("a") == pytest.approx(0.5)
    assert allowance.wait_s("b") == 0  # another client has a bucket of its own
    clock.now += 0.5
    assert allowance.wait_s("a") == 0
    assert allowance.wait_s("a") == pytest.approx(0.5)
    clock.now += 60
    assert [allowance.wait_s("a") > 0 for _ in range(4)] == [False, False, False, True]


@given(
    rate=st.floats(0.1, 1000),
    burst=st.integers(1, 100),
    gaps=st.lists(st.floats(0, 5), max_size=200),
)
@example(rate=3.0, burst=1, gaps=[0.0, 0.0])
def test_no_stretch_of_time_lets_more_through(rate: float, burst: int, gaps: list[float]) -> None:
    """A token bucket: at most burst + rate × t requests in any t seconds."""
    clock = Clock()
    allowance = Allowance(rate_per_s=rate, burst=burst, clock=clock)
    passed = []
    for gap in gaps:
        clock.now += gap
        wait_s = allowance.wait_s("a")
        if not wait_s:
            passed.append(clock.now)
        else:
            # Waiting as long as it says is enough.
            assert 0 < wait_s <= burst / rate
    for place, start in enumerate(passed):
        for count, end in enumerate(passed[place:], start=1):
            assert count <= burst + rate * (end - start) + 1e-6


def test_memory_for_clients_is_bounded() -> None:
    allowance = Allowance(rate_per_s=1, burst=1, clients=100, clock=Clock())
    for number in range(10_000):
        allowance.wait_s(f"192.0.2.{number}")
    assert len(allowance) == 100
    assert allowance.wait_s("192.0.2.9999") > 0  # the last one is remembered


@pytest.mark.parametrize(("one", "other", "same"), [
    ("192.0.2.1", "192.0.2.2", False),
    ("2001:db8::1", "2001:db8::ffff:1", True),
    ("2001:db8::1", "2001:db8:0:1::1", False),
    ("::ffff:192.0.2.1", "192.0.2.1", True),
    ("fe80::1%eth0", "fe80::1%eth1", True),
    ("no:address", "no:address", True),
])  # fmt: skip
def test_who_is_one_client(one: str, other: str, same: bool) -> None:
    assert (client(one) == client(other)) is same


def test_too_many_requests_are_told_when_to_come_back() -> None:
    served = small_app(Settings(rate_per_s=0.1, burst=3))
    assert [served.get(f"{ROOT}/odds").status_code for _ in range(3)] == [200] * 3
    refused = served.get(f"{ROOT}/odds")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 10
    assert refused.json()["error"].startswith("too many requests")
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.headers["cache-control"] == "no-store"
    page = served.get("/")
    assert page.status_code == 429
    assert page.headers["content-type"].startswith("text/plain")
    assert "frame-ancestors" in page.headers["content-security-policy"]


def test_files_and_the_live_page_are_not_counted() -> None:
    served = small_app(Settings(rate_per_s=0.1, burst=1))
    assert served.get("/").status_code == 200
    assert served.get("/").status_code == 429
    assert served.get("/static/a.js").status_code == 200
    for _ in range(3):
        with served.websocket_connect("/_stcore/stream") as live:
            assert live.receive_text() == "live"


@pytest.mark.parametrize("path", ["/live", "/ready", "/metrics"])
def test_who_asks_how_the_server_is_does_not_wait_behind_readers(path: str) -> None:
    """Else a busy one would pass for a dead one where probes and readers share an address."""
    served = small_app(Settings(rate_per_s=0.1, burst=1))
    assert served.get("/").status_code == 200
    assert {served.get(path).status_code for _ in range(5)} == {404}, "this app has none"


@pytest.mark.parametrize("path", ["/", f"{ROOT}/odds"])
def test_an_address_longer_than_any_of_ours_is_not_read(path: str) -> None:
    """60 kB of short pairs take 30 ms to tell apart, wherever that is done."""
    served = small_app(Settings(rate_per_s=0))
    fits = "a=1&" * (LONGEST_QUERY // 4)
    assert served.get(f"{path}?{fits}").status_code in (200, 422)
    refused = served.get(f"{path}?{fits}a")
    assert refused.status_code == 414
    assert "more than 20,000 characters" in refused.text


def test_the_longest_comparison_is_an_address_of_ours() -> None:
    assert 2 * LONGEST_STRING + len("?&lang=es") < LONGEST_QUERY


def test_a_turn_ends_when_the_answer_is_made_and_not_when_it_is_read() -> None:
    """Whoever does not read keeps no other reader at her address waiting."""

    async def story() -> list[str]:
        stuck, told = asyncio.Event(), []

        async def answers(_scope: Any, _receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"x"})

        limits = Limits(answers, settings=Settings(threads=1))
        scope = {
            "type": "http", "method": "GET", "path": "/", "root_path": "", "headers": [],
            "query_string": b"", "client": ("192.0.2.1", 1),
        }  # fmt: skip

        async def never_read(_message: Any) -> None:
            await stuck.wait()

        async def read(message: Any) -> None:
            told.append(message["type"])

        waits = asyncio.ensure_future(limits(scope, silence, never_read))
        await asyncio.sleep(0)
        await asyncio.wait_for(limits(scope, silence, read), 20)
        stuck.set()
        await waits
        return told

    assert finished(story()) == ["http.response.start", "http.response.body"]


def test_a_rate_of_0_is_no_limit() -> None:
    served = small_app(Settings(rate_per_s=0, burst=1))
    assert {served.get("/").status_code for _ in range(50)} == {200}


def test_a_header_cannot_name_another_client(caplog: pytest.LogCaptureFixture) -> None:
    """The server itself puts the reader's address in place, for proxies that it trusts."""
    served = small_app(Settings(rate_per_s=0.1, burst=1))
    statuses = [
        served.get("/", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(3)
    ]
    assert statuses == [200, 429, 429]
    assert caplog.text.count("FORWARDED_ALLOW_IPS") == 1


def test_a_proxy_that_is_trusted_names_the_client(caplog: pytest.LogCaptureFixture) -> None:
    """uvicorn's part (FORWARDED_ALLOW_IPS), here around the same small app."""
    inside = small_app(Settings(rate_per_s=0.1, burst=1)).app
    # uvicorn and Starlette describe the same messages by types of their own.
    proxied: Any = ProxyHeadersMiddleware(cast("Any", inside), trusted_hosts="testclient")
    served = TestClient(proxied)
    asked = ["192.0.2.1", "192.0.2.2", "192.0.2.1", "198.51.100.9, 192.0.2.2"]
    statuses = [served.get("/", headers={"X-Forwarded-For": one}).status_code for one in asked]
    # The last address is the one that the proxy itself saw.
    assert statuses == [200, 200, 429, 429]
    assert "FORWARDED_ALLOW_IPS" not in caplog.text


# Bodies and failures


@pytest.mark.parametrize("path", ["/", f"{ROOT}/odds"])
def test_a_question_has_no_body(path: str) -> None:
    served = small_app(Settings(rate_per_s=0))
    refused = served.request("GET", path, content=b"x" * 1000)
    assert refused.status_code == 413
    chunked = served.request("GET", path, content=iter([b"x"]))
    assert chunked.status_code == 413
    assert served.request("GET", path, content=b"").status_code == 200


def test_a_failure_says_nothing_of_the_inside() -> None:
    response = small_app(Settings(rate_per_s=0)).get("/fail")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Error" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


# The work


def test_the_loop_goes_on_while_an_answer_is_worked_out() -> None:
    async def both() -> tuple[str, bool]:
        go_on = threading.Event()

        def slow() -> str:
            assert go_on.wait(timeout=60)  # set by the loop, so a loop that waits never ends
            return "done"

        work = asyncio.create_task(Bench(1).do(slow))
        await asyncio.sleep(0)
        under_way = not work.done()
        go_on.set()
        return await work, under_way

    assert finished(both()) == ("done", True)


def test_no_more_is_worked_out_at_once_than_there_are_threads() -> None:
    at_work = most = 0
    lock = threading.Lock()

    def job() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.002)
        with lock:
            at_work -= 1

    async def crowd() -> None:
        bench = Bench(2)
        await asyncio.gather(*(bench.do(job) for _ in range(20)))

    finished(crowd())
    assert most <= 2


def test_the_log_has_what_the_answer_leaves_out(
    server: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(api, "answer", fail)
    with caplog.at_level(logging.ERROR):
        response = server.get(f"{ROOT}/odds?invalid=20")
    assert response.status_code == 500
    assert "inside" in caplog.text
    assert "inside" not in response.text
