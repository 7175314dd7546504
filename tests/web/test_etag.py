"""Caching: a strong tag made from the body, one for each compressed form, and 304."""

import gzip
from collections.abc import Mapping

import brotli
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from analysis.answer import answer
from analysis.scenario import Reading
from web import api
from web.etag import SMALLEST_BYTES, tagged
from web.openapi import ROOT

PATHS = (
    f"{ROOT}/odds", f"{ROOT}/odds?invalid=20", f"{ROOT}/plan", f"{ROOT}/tables/dots.csv",
    f"{ROOT}/tables/past_petitions.csv", f"{ROOT}/openapi.json", f"{ROOT}/docs",
)  # fmt: skip
LONG = b"0123456789" * SMALLEST_BYTES


def respond(body: bytes, *, media_type: str = "text/csv", **headers: str) -> Response:
    given = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return tagged(Request({"type": "http", "headers": given}), body, media_type=media_type)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_what_is_known_is_not_sent_again(path: str, encoding: str, server: TestClient) -> None:
    first = server.get(path, headers={"Accept-Encoding": encoding})
    assert first.status_code == 200
    tag = first.headers["etag"]
    assert tag.startswith('"')  # strong
    assert "max-age" in first.headers["cache-control"]
    assert "Accept-Encoding" in first.headers["vary"]

    again = server.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert "Accept-Encoding" in again.headers["vary"]
    for name in ("etag", "cache-control", "access-control-allow-origin"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", PATHS)
def test_each_form_has_a_tag_of_its_own_and_the_same_content(path: str, server: TestClient) -> None:
    """RFC 9110, 8.8.3.3: a strong tag belongs to one sequence of bytes."""
    forms = {
        e: server.get(path, headers={"Accept-Encoding": e}) for e in ("br", "gzip", "identity")
    }
    assert len({form.headers["etag"] for form in forms.values()}) == len(
        {form.headers.get("content-encoding") for form in forms.values()}
    )
    assert len({form.text for form in forms.values()}) == 1


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_the_same_question_gets_the_same_bytes(encoding: str) -> None:
    first, second = (respond(LONG, accept_encoding=encoding) for _ in range(2))
    assert first.body == second.body
    assert first.headers["etag"] == second.headers["etag"]
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    assert unpack(bytes(first.body)) == LONG


def test_another_body_has_another_tag() -> None:
    assert respond(b"one").headers["etag"] != respond(b"two").headers["etag"]


@pytest.mark.parametrize(("given", "status"), [
    ("{tag}", 304),
    ('"other", {tag}', 304),
    ("W/{tag}", 304),
    ("*", 304),
    ('"other"', 200),
    ("", 200),
])  # fmt: skip
def test_if_none_match(given: str, status: int) -> None:
    """RFC 9110, 13.1.2: a list, compared weakly; "*" is any."""
    tag = respond(LONG).headers["etag"]
    assert respond(LONG, if_none_match=given.format(tag=tag)).status_code == status


def test_short_bodies_and_pictures_travel_as_they_are() -> None:
    short = respond(LONG[: SMALLEST_BYTES - 1], accept_encoding="br, gzip")
    picture = respond(LONG, media_type="image/png", accept_encoding="br, gzip")
    for response in (short, picture):
        assert "content-encoding" not in response.headers
        assert "-" not in response.headers["etag"]


def test_the_tag_changes_with_the_model_and_with_the_code(
    server: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tag(string: str) -> str:
        return server.get(f"{ROOT}/odds?{string}").headers["etag"]

    before = tag("invalid=20")
    assert tag("invalid=20&model=2026-11") != before
    assert tag("invalid=20&utm_source=x") == before  # the same answer

    def other(reading: Reading) -> Mapping[str, object]:
        return answer(reading) | {"sentence": "Other words."}

    monkeypatch.setattr(api, "answer", other)
    assert tag("invalid=20") != before


@pytest.mark.parametrize(
    "path", [f"{ROOT}/odds?raw=abc", f"{ROOT}/nosuch", f"{ROOT}/tables/nosuch.csv"]
)
def test_what_went_wrong_is_not_kept(path: str, server: TestClient) -> None:
    response = server.get(path)
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
