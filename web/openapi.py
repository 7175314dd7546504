"""The API's OpenAPI document, made from the keys of the scenario string.

A key that is added there is in the document; a route that is added to ``web.api`` needs its
operation here, and a test says so.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from analysis import plan, scenario
from analysis.answer import SCHEMA, answer, problems_body
from analysis.chart_files import charts
from analysis.compare.slots import BRIDGE, SLOTS
from analysis.language import ENGLISH, speaking
from analysis.petitions import presets
from analysis.scenario import CUSTOM, KEYS, WEEKDAYS, Reading, write
from analysis.scenario.keys import STEPS, Key
from analysis.tables import TABLES
from analysis.wording import api as words
from web.schemas import Json, ref, schemas

ROOT = "/api/v1"
EXAMPLES = (
    "petition=gascon-2022",
    "petition=gascon-2022&invalid=20",
    "petition=gascon-2022&as_of=sample",
    "petition=custom&raw=60000&required=45000",
)
"""Strings whose answers the document shows."""
PLAN_EXAMPLES = (
    "petition=gascon-2022",
    (
        "petition=gascon-2022&collected=400000&collected_on=2022-05-01&started=2022-01-27"
        "&deadline=2022-07-06&cost=6.5&worth=20000000&strike_repeats=10000"
    ),
)
"""The same for plans."""
BAD_EXAMPLES = ("raw=abc", "petition=custom", "sample=100&sample_valid=200&petition=gascon-2022")
"""Strings whose problems it shows."""

_DAY = "(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_DATE: Json = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
_DATES: Json = {"type": "array", "items": _DATE, "uniqueItems": True}
_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
_CACHED = {
    "ETag": "Names this answer.",
    "Cache-Control": "How long it may be kept.",
}


@cache
def document() -> Json:
    """Return the document (OpenAPI 3.1), in English whoever asks."""
    with speaking(ENGLISH):
        return _document()


def _document() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words.TITLE,
            "version": str(SCHEMA),
            "description": words.INTRODUCTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            f"{ROOT}/odds": {"get": _odds()},
            f"{ROOT}/plan": {"get": _plan()},
            f"{ROOT}/summary.html": {"get": _summary()},
            f"{ROOT}/tables/{{name}}.csv": {"get": _table()},
            f"{ROOT}/charts/{{name}}.{{kind}}": {"get": _chart()},
            f"{ROOT}/results.csv": {"get": _file("results_csv", words.RESULTS_CSV, "text/csv")},
            f"{ROOT}/results.json": {"get": _results()},
            f"{ROOT}/all.zip": {"get": _file("all", words.ALL, "application/zip")},
            f"{ROOT}/dictionary.csv": {
                "get": _plain("dictionary_csv", words.DICTIONARY, "text/csv")
            },
            f"{ROOT}/dictionary.json": {"get": _dictionary()},
            f"{ROOT}/openapi.json": {"get": _plain("document", words.DOCUMENT, "application/json")},
            f"{ROOT}/docs": {"get": _plain("page", words.PAGE, "text/html")},
        },
        "components": {
            "parameters": {name: _parameter(key) for name, key in KEYS.items()},
            "schemas": schemas(),
            "responses": _responses(),
        },
    }


def _odds() -> Json:
    content = {"schema": ref("schemas/Answer"), "examples": _examples(EXAMPLES, answer)}
    return _operation("odds", words.ODDS, "application/json", content) | {"parameters": _keys()}


def _plan() -> Json:
    content = {"schema": ref("schemas/Plan"), "examples": _examples(PLAN_EXAMPLES, _plan_body)}
    return _operation("plan", words.PLAN, "application/json", content) | {"parameters": _keys()}


def _plan_body(reading: Reading) -> Mapping[str, Any]:
    assert reading.scenario is not None, "an example without problems"
    return plan.body(plan.tell(reading.scenario))


def _summary() -> Json:
    return _file("summary", words.SUMMARY, "text/html")


def _file(identifier: str, summary: str, media_type: str) -> Json:
    """Return the operation of a file that follows from a scenario."""
    content: Json = {"schema": {"type": "string"}} if media_type != "application/zip" else {}
    return _operation(identifier, summary, media_type, content) | {"parameters": _keys()}


def _results() -> Json:
    content = {"schema": ref("schemas/Results")}
    made = _operation("results", words.RESULTS_JSON, "application/json", content)
    return made | {"parameters": _keys()}


def _dictionary() -> Json:
    content = {"schema": ref("schemas/Dictionary")}
    made = _operation("dictionary", words.DICTIONARY, "application/json", content)
    del made["responses"]["422"]
    return made


def _table() -> Json:
    name = _in_path("name", words.TABLE, {"type": "string", "enum": list(TABLES)})
    content = {"schema": {"type": "string"}}
    made = _operation("table", words.TABLE, "text/csv", content)
    made["responses"]["404"] = ref("responses/404")
    return made | {"parameters": [name, *_keys()]}


def _chart() -> Json:
    names = {"type": "string", "enum": list(charts())}
    kinds = {"type": "string", "enum": list(_PICTURES)}
    own = [_in_path("name", words.CHART_NAME, names), _in_path("kind", words.KIND, kinds)]
    beside = [_in_query(name, words.BESIDE) for name in SLOTS]
    made = _operation("chart", words.CHART, "image/png", {"schema": {"type": "string"}})
    made["responses"]["200"]["content"] = {
        kind: {"schema": {"type": "string"}} for kind in _PICTURES.values()
    }
    made["responses"]["404"] = ref("responses/404")
    return made | {"parameters": [*own, *_keys(), *beside, _in_query(BRIDGE, words.ENDS)]}


def _in_path(name: str, text: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "description": text, "schema": schema}


def _in_query(name: str, text: str) -> Json:
    return {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}


def _plain(identifier: str, summary: str, media_type: str) -> Json:
    kind = "object" if media_type == "application/json" else "string"
    made = _operation(identifier, summary, media_type, {"schema": {"type": kind}})
    del made["responses"]["422"]
    return made


def _operation(identifier: str, summary: str, media_type: str, content: Json) -> Json:
    found = {"description": summary, "headers": _headers(_CACHED), "content": {media_type: content}}
    others = {str(status): ref(f"responses/{status}") for status in words.STATUSES if status != 404}
    return {"operationId": identifier, "summary": summary, "responses": {"200": found, **others}}


def _keys() -> list[Json]:
    return [ref(f"parameters/{name}") for name in KEYS]


def _parameter(key: Key) -> Json:
    """Return one key of the string as a query parameter."""
    made: Json = {
        "name": key.name,
        "in": "query",
        "description": words.parameter(key),
        "schema": _given(key),
    }
    if key.kind == "dates":
        made |= {"style": "form", "explode": False}
    if key.may_be_empty:
        made["allowEmptyValue"] = True
    value = _default_scenario()[key.name]
    if value not in (None, "", ()):
        made["example"] = value if isinstance(value, int | float) else write(value)
    return made


@cache
def _default_scenario() -> Mapping[str, Any]:
    found = scenario.read("").scenario
    assert found is not None
    return found.values()


def _given(key: Key) -> Json:
    """Return the schema of a value as it is given."""
    if key.kind in ("whole", "number"):
        kind = "integer" if key.kind == "whole" else "number"
        return {"type": kind, "minimum": _tidy(key.low), "maximum": _tidy(key.high)}
    if key.kind == "choice":
        return {"type": "string", "enum": list(key.choices)}
    if key.kind == "petition":
        return {"type": "string", "enum": [*presets(), CUSTOM]}
    if key.kind == "as_of":
        return {"anyOf": [{"type": "string", "enum": list(STEPS)}, _DATE]}
    if key.kind == "meetings":
        days = {"type": "string", "pattern": f"^{_DAY}(,{_DAY})*$"}
        return {"anyOf": [{"type": "string", "enum": list(WEEKDAYS)}, days]}
    if key.kind == "date":
        return _DATE
    if key.kind == "dates":
        return _DATES
    return {"type": "string", "maxLength": int(key.high)}


def _tidy(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _responses() -> Json:
    error = {"application/json": {"schema": ref("schemas/Error")}}
    problems = {
        "schema": ref("schemas/Problems"),
        "examples": _examples(BAD_EXAMPLES, problems_body),
    }
    made: Json = {
        str(status): {"description": text, "content": error}
        for status, text in words.STATUSES.items()
    }
    made["304"] = {"description": words.STATUSES[304], "headers": _headers(_CACHED)}
    made["405"]["headers"] = _headers({"Allow": "The methods that there are."})
    made["422"]["content"] = {"application/json": problems}
    made["429"]["headers"] = _headers({"Retry-After": "Seconds to wait."})
    return made


def _examples(strings: tuple[str, ...], body: Any) -> Json:
    """Return answers to show; the summary of each is the string that it answers."""
    return {
        f"example_{place}": {"summary": f"?{string}", "value": body(scenario.read(string))}
        for place, string in enumerate(strings, start=1)
    }


def _headers(texts: Mapping[str, str]) -> Json:
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in texts.items()
    }
