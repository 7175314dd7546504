"""The OpenAPI document: true of what the API answers, for cases made from it and for its examples.

Schemathesis makes requests from the document and holds the answers against it. The second opinion
is that of ``jsonschema``, another implementation.
"""

import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from analysis import scenario
from analysis.scenario import KEYS
from analysis.tables import TABLES
from analysis.wording import api as words
from web import api
from web.openapi import BAD_EXAMPLES, EXAMPLES, PLAN_EXAMPLES, ROOT, document
from web.place import Place
from web.safety import LONGEST_QUERY, Limits
from web.settings import Settings
from web.work import Bench

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden.json").read_text("utf-8"))
STRINGS = sorted(
    {case["string"] for part in ("cases", "accepted", "problems") for case in GOLDEN[part]}
)
LINK = scenario.full_link(scenario.read(""))
CONFIG = {
    "seed": 14,
    "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    # No address makes anything that another could use.
    "phases": {"stateful": {"enabled": False}},
    # Values that are good one by one may contradict each other. That is 422 as well, and what is
    # said of single parameters cannot tell.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
}


def validator(name: str) -> Draft202012Validator:
    components = document()["components"]
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": components})


def examples(status: int, path: str = "odds") -> list[tuple[str, Any]]:
    """Query strings of the document's examples, with the bodies that it promises."""
    if status == 200:
        found = document()["paths"][f"{ROOT}/{path}"]["get"]["responses"]["200"]
    else:
        found = document()["components"]["responses"][str(status)]
    shown = found["content"]["application/json"]["examples"].values()
    return [(example["summary"], example["value"]) for example in shown]


def test_schemathesis_finds_no_failure() -> None:
    # Slow to import, and used here alone.
    import schemathesis
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events, from_schema

    # The API without the dashboard, which would start anew for each request.
    limits = Middleware(Limits, settings=Settings(rate_per_s=0))
    schema = schemathesis.openapi.from_asgi(
        f"{ROOT}/openapi.json",
        Starlette(routes=api.routes(place=Place(), bench=Bench()), middleware=[limits]),
        config=SchemathesisConfig.from_dict(CONFIG),
    )
    statuses: Counter[int] = Counter()
    failures = []
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.FatalError | events.NonFatalError), event
        if isinstance(event, events.ScenarioFinished):
            answered = event.recorder.interactions.values()
            statuses.update(one.response.status_code for one in answered if one.response)
            checks = (check for found in event.recorder.checks.values() for check in found)
            failures += [check for check in checks if check.status.name != "SUCCESS"]
    assert failures == []
    # Both good and bad requests were made, hundreds of them.
    assert statuses.keys() >= {200, 404, 405, 422}
    assert statuses[200] > 100
    assert statuses[422] > 100


def test_the_document_describes_every_address_and_no_other() -> None:
    [mount] = [
        route for route in api.routes(place=Place(), bench=Bench()) if isinstance(route, Mount)
    ]
    served = {f"/api{route.path}" for route in mount.routes if isinstance(route, Route)}
    assert document()["paths"].keys() == served


def test_its_schemas_are_valid_ones() -> None:
    for name, schema in document()["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object", name
    for parameter in document()["components"]["parameters"].values():
        Draft202012Validator.check_schema(parameter["schema"])


@pytest.mark.parametrize("path", [
    "odds", "plan", "summary.html", "tables/{name}.csv", "results.csv", "results.json", "all.zip",
])  # fmt: skip
def test_every_key_is_a_parameter(path: str) -> None:
    listed = document()["paths"][f"{ROOT}/{path}"]["get"]["parameters"]
    names = [one["$ref"].rpartition("/")[2] for one in listed if "$ref" in one]
    assert names == list(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_a_parameter_says_what_its_key_allows(name: str) -> None:
    key = KEYS[name]
    parameter = document()["components"]["parameters"][name]
    assert key.allowed in parameter["description"]
    schema = parameter["schema"]
    if key.kind in ("whole", "number"):
        assert (schema["minimum"], schema["maximum"]) == (key.low, key.high)
    if key.kind == "choice":
        assert tuple(schema["enum"]) == key.choices
    assert parameter.get("allowEmptyValue", False) == key.may_be_empty


@pytest.mark.parametrize("name", KEYS)
def test_the_example_of_a_parameter_is_good_by_itself(name: str, server: TestClient) -> None:
    parameter = document()["components"]["parameters"][name]
    if "example" in parameter:
        response = server.get(f"{ROOT}/odds", params={name: parameter["example"]})
        assert response.status_code == 200
        assert Draft202012Validator(parameter["schema"]).is_valid(parameter["example"])
    else:
        # Absent from the default scenario, so there is no good value to show.
        assert f"&{name}=&" in LINK or f"&{name}=" not in LINK


@pytest.mark.parametrize(("string", "status"), [
    *((string, 200) for string in EXAMPLES),
    *((string, 422) for string in BAD_EXAMPLES),
])  # fmt: skip
def test_every_example_answers_as_documented(string: str, status: int, server: TestClient) -> None:
    response = server.get(f"{ROOT}/odds?{string}")
    assert response.status_code == status
    assert response.json() == dict(examples(status))[f"?{string}"]
    validator("Answer" if status == 200 else "Problems").validate(response.json())


@pytest.mark.parametrize("string", PLAN_EXAMPLES)
def test_every_example_of_a_plan_answers_as_documented(string: str, server: TestClient) -> None:
    response = server.get(f"{ROOT}/plan?{string}")
    assert response.json() == dict(examples(200, "plan"))[f"?{string}"]
    validator("Plan").validate(response.json())


@pytest.mark.parametrize("string", STRINGS)
def test_golden_strings_answer_as_documented(string: str, server: TestClient) -> None:
    for path, good in (("odds", "Answer"), ("plan", "Plan")):
        response = server.get(f"{ROOT}/{path}?{string}")
        name = {200: good, 422: "Problems"}[response.status_code]
        validator(name).validate(response.json())


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/api/nosuch", 404),
    ("GET", f"{ROOT}/tables/nosuch.csv", 404),
    ("POST", f"{ROOT}/odds", 405),
    ("GET", f"{ROOT}/odds", 413),
    ("GET", f"{ROOT}/odds?name={'a' * LONGEST_QUERY}", 414),
])  # fmt: skip
def test_an_error_is_as_documented(method: str, path: str, status: int, server: TestClient) -> None:
    content = b"body" if status == 413 else None
    response = server.request(method, path, content=content)
    assert response.status_code == status
    assert str(status) in document()["components"]["responses"]
    validator("Error").validate(response.json())


def test_the_answer_has_every_part_that_the_document_explains(server: TestClient) -> None:
    # An earlier model version: its answer has today's besides.
    body = server.get(f"{ROOT}/odds?model=2026-11").json()
    assert {name.split(".")[0] for name in words.FIELDS} == body.keys()
    plan = server.get(f"{ROOT}/plan").json()
    assert {name.split(".")[0] for name in words.PLAN_FIELDS} == plan.keys()


@pytest.mark.parametrize("string", ["", "model=2026-11", "model=2026-11&sample=0&invalid=8"])
def test_all_results_are_as_documented(string: str, server: TestClient) -> None:
    validator("Results").validate(server.get(f"{ROOT}/results.json?{string}").json())
    validator("Answer").validate(server.get(f"{ROOT}/odds?{string}").json())


def test_the_dictionary_is_as_documented(server: TestClient) -> None:
    validator("Dictionary").validate(server.get(f"{ROOT}/dictionary.json").json())


class Page(HTMLParser):
    """Tags and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.links += [value for name, value in attrs if name in ("href", "src") and value]


def test_the_page_in_words_names_every_key_table_and_status(server: TestClient) -> None:
    response = server.get(f"{ROOT}/docs")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    named = (*KEYS, *words.FIELDS, *words.PLAN_FIELDS, *(str(status) for status in words.STATUSES))
    assert all(f"<code>{name}</code>" in response.text or f"<td>{name}" in response.text
               for name in named)  # fmt: skip
    page = Page(response.text)
    assert page.tags["script"] == 0
    assert page.tags["h1"] == 1
    tables = {link for link in page.links if link.endswith(".csv")}
    assert tables == {f"{ROOT}/tables/{name}.csv" for name in TABLES}
    assert all(link.startswith(ROOT) for link in page.links)


@pytest.mark.parametrize("string", EXAMPLES)
def test_links_of_the_page_lead_to_answers(string: str, server: TestClient) -> None:
    page = Page(server.get(f"{ROOT}/docs").text)
    assert f"{ROOT}/odds?{string}" in page.links


@pytest.mark.parametrize("path", ["odds", "plan", "summary.html", "tables/dots.csv", "docs"])
def test_another_page_may_ask_first(path: str, server: TestClient) -> None:
    """A preflight, as browsers make before a request with If-None-Match."""
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    response = server.options(f"{ROOT}/{path}", headers=asked)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "If-None-Match" in response.headers["access-control-allow-headers"]
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
