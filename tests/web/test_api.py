"""The API: SCENARIO's answer, its problems, and errors that are JSON too."""

import csv
import io
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from analysis import scenario
from analysis.answer import answer, problems_body
from analysis.tables import TABLES
from analysis.versions import today
from web import api

BAD = ["raw=abc", "raw=", "raw=1&raw=2", "invalid=nan", "nonsense=1", "petition=custom"]


@pytest.mark.parametrize("string", ["", "invalid=20", "invalid=20&invalid_pm=6&utm_source=x"])
def test_odds_are_the_answer_of_the_analysis(server: TestClient, string: str) -> None:
    response = server.get(f"/api/v1/odds?{string}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == answer(scenario.read(string))


def test_the_default_is_the_gascon_petition_at_its_raw_count(server: TestClient) -> None:
    body = server.get("/api/v1/odds").json()
    assert body["scenario"]["petition"] == "gascon-2022"
    assert body["scenario"]["raw"] == 715833
    assert body["scenario"]["model"] == today().id


def test_the_first_version_says_what_it_said(server: TestClient) -> None:
    """Issue 9: on July 9, 2022, 24.5 ± 12.8 from 18 petitions gives odds of .123."""
    body = server.get("/api/v1/odds?model=2026-11").json()
    assert body["scenario"]["invalid"] == 24.5
    assert body["scenario"]["invalid_pm"] == 12.8
    assert body["odds"]["sufficient"] == pytest.approx(0.123, abs=5e-4)


@pytest.mark.parametrize("string", BAD)
def test_problems_are_422_with_the_list(server: TestClient, string: str) -> None:
    reading = scenario.read(string)
    for path in ("/api/v1/odds", f"/api/v1/tables/{next(iter(TABLES))}.csv"):
        response = server.get(f"{path}?{string}")
        assert response.status_code == 422
        assert response.json() == problems_body(reading)
        assert response.json()["problems"]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_csv_files(server: TestClient, name: str) -> None:
    response = server.get(f"/api/v1/tables/{name}.csv")
    table = TABLES[name](scenario.read(""))
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    rows = list(csv.reader(io.StringIO(response.text)))
    assert tuple(rows[0]) == table.columns
    assert len(rows) == 1 + len(table.rows)


def test_a_senders_text_cannot_leave_its_json_string(server: TestClient) -> None:
    name = "</script>\"'\n é"
    string = urlencode({"petition": "custom", "raw": 60000, "required": 45000, "name": name})
    body = server.get(f"/api/v1/odds?{string}").json()
    assert body.get("problems") or body["scenario"]["name"] == name


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v1", "/api/v2/odds", "/api/v1/odds/x", "/api/v1/tables/nosuch.csv"],
)
def test_unknown_api_paths_are_json_404(server: TestClient, path: str) -> None:
    """Streamlit alone would answer them with its page and 200 (PLATFORM: soft 404)."""
    response = server.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.json()["schema"] == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_reading_is_allowed(server: TestClient, method: str) -> None:
    response = server.request(method, "/api/v1/odds")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]
    assert response.json()["error"]


def test_head_answers_without_work_for_the_reader(server: TestClient) -> None:
    response = server.head("/api/v1/odds")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/api/v1/odds", "/api/v1/odds?raw=abc", "/api/nosuch"])
def test_any_page_may_read_the_api(server: TestClient, path: str) -> None:
    assert server.get(path).headers["access-control-allow-origin"] == "*"


def test_an_error_of_ours_is_json_without_a_traceback(
    server: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(api, "answer", fail)
    response = server.get("/api/v1/odds")
    assert response.status_code == 500
    assert response.json().keys() == {"schema", "error"}
    assert "secret" not in response.text
    assert "ZeroDivisionError" in caplog.text


def test_long_answers_travel_compressed(server: TestClient) -> None:
    response = server.get("/api/v1/odds", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(("kind", "first"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_chart_is_a_file(server: TestClient, kind: str, first: bytes) -> None:
    answer = server.get(f"/api/v1/charts/dots.{kind}?invalid=20")
    assert answer.status_code == 200
    assert answer.content.startswith(first)
    assert answer.headers["content-disposition"] == f'inline; filename="recall-odds-dots.{kind}"'
    known = {"If-None-Match": answer.headers["etag"]}
    assert server.get(f"/api/v1/charts/dots.{kind}?invalid=20", headers=known).status_code == 304


def test_a_chart_of_a_comparison_takes_the_scenarios_beside(server: TestClient) -> None:
    beside = "s1=invalid%3D8&s2=invalid%3D20"
    answer = server.get(f"/api/v1/charts/bridge.svg?{beside}")
    assert answer.status_code == 200
    assert answer.content != server.get("/api/v1/charts/bridge.svg").content
    assert server.get(f"/api/v1/odds?{beside}").status_code == 422


def test_a_chart_that_the_pages_do_not_show_is_not_there(server: TestClient) -> None:
    answer = server.get("/api/v1/charts/burn_up.png")
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        "there is no such chart for this scenario",
    )
    for name in ("nosuch.png", "dots.gif", "dots"):
        assert server.get(f"/api/v1/charts/{name}").status_code == 404
    assert server.get("/api/v1/charts/dots.png?raw=many").status_code == 422
