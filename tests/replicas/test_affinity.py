"""A page and its socket go to the replica that keeps a place for them; who found none is free."""

import http.client
import re
from ast import literal_eval
from pathlib import Path

from scripts.replicas import PROXY_FILE, ROOT, Replicas, free_ports
from tests.replicas.conftest import SETTINGS

SHOWN = {"Sec-Fetch-Dest": "document"}
TRIES = 40  # of a coin: all of them on one side once in a million million


def asked(running: Replicas, **headers: str) -> http.client.HTTPMessage:
    """The headers of a page that a browser is going to show."""
    line = http.client.HTTPConnection(running.url.removeprefix("http://"), timeout=30)
    try:
        line.request("GET", "/", headers=SHOWN | headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200
        return answer.headers
    finally:
        line.close()


def test_a_page_keeps_its_place_where_its_socket_will_go(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    port, *ports = free_ports(3)
    settings = {**SETTINGS, "RECALL_ODDS_MAX_SESSIONS": "1"}
    with Replicas(port=port, ports=ports, folder=tmp_path, variables=settings) as running:
        live = asked(running)
        cookie = live["set-cookie"].partition(";")[0]
        again = asked(running, Cookie=cookie)
        assert again["retry-after"], "the very replica that has its one place given away"
        others = [asked(running) for _ in range(TRIES)]
        light = [answer for answer in others if answer["retry-after"]]
        assert len(light) == TRIES - 1, "the other replica had one place"
        assert not any(answer["set-cookie"] for answer in light), "they may try elsewhere"
        assert sum(answer["set-cookie"] is not None for answer in others) == 1


def test_the_proxy_knows_the_live_pages() -> None:
    """They alone get the cookie: other answers are for caches, and the same for everybody."""
    [pattern] = re.findall(r"location ~ (\S+) \{", PROXY_FILE.read_text(encoding="utf-8"))
    [pages] = re.findall(r"^PAGES = (.*)$", (ROOT / "app.py").read_text("utf-8"), re.MULTILINE)
    for page in (*literal_eval(pages), "/_stcore/health"):
        assert re.fullmatch(pattern, page), page
    for other in ("/light", "/api/v1/odds", "/card.png", "/static/x.js", "/method/x", "/embed"):
        assert not re.fullmatch(pattern, other)
