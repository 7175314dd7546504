"""For whoever runs the server: readiness that tells the truth, metrics, a log without readers."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

import app
from analysis import scenario
from tests.web.loop import finished
from web import health, logs, metrics, shell
from web.places import Places
from web.settings import Settings

ROOT = Path(__file__).parents[2]


def test_it_is_ready_once_it_is_warm(server: TestClient) -> None:
    assert server.get("/live").json() == {"live": True}
    assert server.get("/ready").status_code == 200
    app.HEALTH.ready = False
    try:
        answer = server.get("/ready")
        assert (answer.status_code, answer.json()) == (503, {"ready": False})
        assert server.get("/live").status_code == 200
    finally:
        app.HEALTH.ready = True


def test_a_new_process_is_not_ready() -> None:
    assert not health.Health().ready


def counted(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def ask(
    path: str, *, peer: str, query: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Ask as a peer with an address of its own."""
    named = [(name.encode(), text.encode()) for name, text in (headers or {}).items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query, "headers": [(b"host", b"localhost"), *named], "client": (peer, 1),
        "server": ("localhost", 80),
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    finished(app.app(scope, receive, send))
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]).decode()


def test_metrics_count_what_was_answered(server: TestClient) -> None:
    def number(name: str, **labels: str) -> float:
        found = counted(ask("/metrics", peer="127.0.0.1")[1])
        return found.get((name, tuple(sorted(labels.items()))), 0.0)

    before = number("recall_odds_requests_total", route="/light", status="200")
    work = number("recall_odds_work_seconds_count")
    ask("/light", peer="192.0.2.1", query=b"name=zqSECRET")
    ask("/api/v1/zqSECRET", peer="192.0.2.1")
    assert number("recall_odds_requests_total", route="/light", status="200") == before + 1
    assert number("recall_odds_work_seconds_count") >= work + 1
    assert number("recall_odds_most_sessions") > 0
    text = ask("/metrics", peer="127.0.0.1")[1]
    assert "zqSECRET" not in text
    assert "192.0.2.1" not in text


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_metrics_are_not_for_readers(server: TestClient, path: str) -> None:
    assert ask(path, peer="1.1.1.1")[0] == 404
    assert ask(path, peer="10.0.0.7")[0] == 200
    assert ask(path, peer="::1")[0] == 200
    # Some clusters number their pods by RFC 6598.
    assert ask(path, peer="100.64.3.7")[0] == 200


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded"])
def test_metrics_are_not_for_whoever_comes_through_a_proxy(
    server: TestClient, path: str, header: str
) -> None:
    """One with a private address that nobody has told the server of, or one that names its own."""
    assert ask(path, peer="10.0.0.7", headers={header: "8.8.8.8"})[0] == 404
    assert ask(path, peer="10.0.0.7", headers={header: "10.0.0.9"})[0] == 404


@pytest.mark.parametrize(("setting", "shown"), [("public", True), ("off", False)])
def test_who_may_read_metrics_is_a_setting(setting: str, shown: bool) -> None:
    counting = metrics.Counted(
        lambda *_: None,  # type: ignore[arg-type]
        metrics=metrics.Metrics(Places(1)),
        paths=frozenset(),
        settings=Settings(metrics=setting),
    )
    assert counting._shown({"client": ("1.1.1.1", 1), "headers": []}) is shown


def test_a_log_line_is_json_and_tells_of_no_reader() -> None:
    code = (
        "import logging, sys; from web import logs; logs.set_up('json');"
        "logging.getLogger('uvicorn.error').addHandler(logging.StreamHandler());"
        "logs.set_up('json');"
        "logging.getLogger('web').warning('a \"line\"');"
        "logging.getLogger('uvicorn.error').error('%s - \"WebSocket %s\" [accepted]', 'ADDR', '/');"
        "logging.getLogger('uvicorn.access').error('ADDR')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["message"] for line in lines] == ['a "line"']
    assert {"time", "level", "logger"} <= lines[0].keys()


def test_a_failure_is_logged_without_the_scenario(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("of a page")

    monkeypatch.setattr(scenario, "read", fail)
    with caplog.at_level(logging.ERROR):
        assert b"Recall Odds" in shell.page("name=zqSECRET")
    assert len(caplog.records) == 1
    assert "zqSECRET" not in caplog.text


def test_text_at_a_terminal_and_json_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert logs.usual_style() == logs.TEXT
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert logs.usual_style() == logs.JSON


def test_being_asked_to_end_is_no_failure() -> None:
    with pytest.raises(SystemExit) as ended:
        app.end(signal.SIGTERM, None)
    assert ended.value.code == 0
