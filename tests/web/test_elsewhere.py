"""A link with a slip in it leads to the page that was meant, scenario and all."""

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/Verification?as_of=sample", "/verification?as_of=sample"),
        ("/track-record/", "/track-record"),
        ("/odds?invalid=20&lang=es", "/?invalid=20&lang=es"),
        ("/index.html", "/"),
        ("/a/b/c?invalid=%0d%0a", "/?invalid=%0d%0a"),
        ("//example.org/method", "/"),
        ("//verification", "/"),
        ("/favicon.ico", "/favicon.png"),
    ],
)
def test_an_address_that_is_none_of_ours_leads_to_one(
    address: str, page: str, server: TestClient
) -> None:
    answer = server.get(f"http://localhost{address}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, page)


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/x.json", "/apple-touch-icon.png"])
def test_a_file_that_is_not_there_is_not_found(address: str, server: TestClient) -> None:
    assert server.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/method", "/light", "/favicon.png", "/_stcore/health", "/api/v1/odds", "/live", "/embed",
     "/card.png"],
)  # fmt: skip
def test_what_is_ours_is_answered(address: str, server: TestClient) -> None:
    assert server.get(address, follow_redirects=False).status_code == 200
