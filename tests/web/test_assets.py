"""Streamlit's static files leave compressed; all else is Streamlit's own answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from web.assets import SUFFIXES, CompressedStatic, preferred_encoding, streamlit_folder

FOLDER = streamlit_folder()


def streamlit_alone() -> Starlette:
    handler = create_streamlit_static_handler(directory=str(FOLDER), base_url="")
    return Starlette(routes=[Mount("/", app=handler)])


def some(suffix: str) -> str:
    """Return the address of the largest static file of this kind."""
    files = (FOLDER / "static").rglob(f"*{suffix}")
    largest = max(files, key=lambda path: path.stat().st_size)
    return f"/{largest.relative_to(FOLDER).as_posix()}"


@pytest.fixture(scope="module")
def plain() -> Iterator[TestClient]:
    with TestClient(streamlit_alone()) as client:
        yield client


@pytest.fixture(scope="module")
def packed() -> Iterator[TestClient]:
    static = CompressedStatic(streamlit_alone())
    with TestClient(static) as client:
        assert static.ready.wait(timeout=60)
        yield client


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_file_arrives_as_streamlit_sends_it_in_fewer_bytes(
    plain: TestClient, packed: TestClient, suffix: str, encoding: str
) -> None:
    asked = {"Accept-Encoding": encoding}
    theirs, ours = (client.get(some(suffix), headers=asked) for client in (plain, packed))
    assert ours.content == theirs.content == (FOLDER / some(suffix)[1:]).read_bytes()
    assert ours.headers["content-encoding"] == encoding
    assert ours.headers["content-type"] == theirs.headers["content-type"]
    assert ours.headers["cache-control"] == theirs.headers["cache-control"]
    assert "immutable" in ours.headers["cache-control"]
    assert ours.headers["vary"] == "Accept-Encoding"
    assert int(ours.headers["content-length"]) < 0.6 * len(theirs.content)


def test_brotli_is_smaller_and_comes_first(packed: TestClient) -> None:
    sizes = {
        encoding: int(
            packed.get(some(".js"), headers={"Accept-Encoding": accept}).headers["content-length"]
        )
        for encoding, accept in (("gzip", "gzip"), ("br", "gzip, deflate, br, zstd"))
    }
    assert sizes["br"] < sizes["gzip"]


def test_a_reader_who_has_it_gets_304(packed: TestClient) -> None:
    asked = {"Accept-Encoding": "br"}
    first = packed.get(some(".css"), headers=asked)
    again = packed.get(some(".css"), headers=asked | {"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    weak = packed.get(
        some(".css"), headers=asked | {"If-None-Match": f'"x", W/{first.headers["etag"]}'}
    )
    assert weak.status_code == 304
    other = packed.get(some(".css"), headers=asked | {"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_each_encoding_has_its_own_etag(packed: TestClient) -> None:
    """RFC 9110, 8.8.3: representations that differ in encoding differ in their strong ETag."""
    tags = {
        packed.get(some(".js"), headers={"Accept-Encoding": e}).headers["etag"]
        for e in ("br", "gzip")
    }
    assert len(tags) == 2


def test_head_has_the_headers_of_get(packed: TestClient) -> None:
    asked = {"Accept-Encoding": "br"}
    head, get = packed.head(some(".css"), headers=asked), packed.get(some(".css"), headers=asked)
    assert head.status_code == 200
    assert head.headers == get.headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (some(".js"), {"Range": "bytes=0-99", "Accept-Encoding": "br"}),
        (some(".js"), {"Accept-Encoding": "identity"}),
        (some(".woff2"), {"Accept-Encoding": "br"}),
        ("/static/js/nosuch.js", {"Accept-Encoding": "br"}),
        ("/static/", {"Accept-Encoding": "br"}),
        ("/static/%2e%2e/%2e%2e/__init__.py", {"Accept-Encoding": "br"}),
        ("/static/..%2f..%2f__init__.py", {"Accept-Encoding": "br"}),
        ("/static/js/..%5c..%5cindex.html", {"Accept-Encoding": "br"}),
        ("//static/js/x.js", {"Accept-Encoding": "br"}),
        ("/index.html", {"Accept-Encoding": "br"}),
    ],
)
def test_everything_else_is_streamlits_own_answer(
    plain: TestClient, packed: TestClient, path: str, headers: dict[str, str]
) -> None:
    theirs, ours = (
        client.get(f"http://testserver{path}", headers=headers, follow_redirects=False)
        for client in (plain, packed)
    )
    assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
    assert {k: v for k, v in ours.headers.items() if k != "vary"} == {
        k: v for k, v in theirs.headers.items() if k != "vary"
    }


def test_shared_caches_are_told_of_the_plain_form_too(packed: TestClient) -> None:
    response = packed.get(some(".js"), headers={"Accept-Encoding": "identity"})
    assert response.headers["vary"] == "Accept-Encoding"


def test_writing_is_streamlits_to_refuse(packed: TestClient) -> None:
    assert packed.post(some(".js"), headers={"Accept-Encoding": "br"}).status_code == 405


def test_until_a_file_is_ready_streamlit_sends_it() -> None:
    # No lifespan: nothing was compressed.
    client = TestClient(CompressedStatic(streamlit_alone()))
    response = client.get(some(".css"), headers={"Accept-Encoding": "br"})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers


def test_only_the_static_tree_is_held(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "index.html").write_text("")
    (tmp_path / "outside.js").write_text("secret")
    (tmp_path / "static" / "inside.js").write_text("x" * 1000)
    static = CompressedStatic(Starlette(), folder=tmp_path)
    with TestClient(static) as client:
        assert static.ready.wait(timeout=60)
        assert client.get("/static/inside.js", headers={"Accept-Encoding": "br"}).text == "x" * 1000
        assert client.get("/outside.js", headers={"Accept-Encoding": "br"}).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("", None),
        ("identity", None),
        ("deflate, zstd", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("GZIP ; Q=1.0", "gzip"),
        ("br;q=nonsense", None),
    ],
)
def test_accept_encoding_is_read_as_rfc_9110_says(accepted: str, best: str | None) -> None:
    assert preferred_encoding(accepted) == best
