"""The API's OpenAPI document, made from the keys of the scenario string.

A key that is added there is in the document; a route that is added to ``web.api`` needs its
operation here, and a test says so.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from analysis import scenario
from analysis.answer import SCHEMA, answer, problems_body
from analysis.petitions import presets
from analysis.scenario import CUSTOM, KEYS, WEEKDAYS, write
from analysis.scenario.keys import STEPS, Key
from analysis.tables import TABLES
from analysis.wording import api as words

Json = dict[str, Any]

ROOT = "/api/v1"
EXAMPLES = (
    "petition=gascon-2022",
    "petition=gascon-2022&invalid=20",
    "petition=gascon-2022&as_of=sample",
    "petition=custom&raw=60000&required=45000",
)
"""Strings whose answers the document shows."""
BAD_EXAMPLES = ("raw=abc", "petition=custom", "sample=100&sample_valid=200&petition=gascon-2022")
"""Strings whose problems it shows."""

_PROBABILITY: Json = {"type": "number", "minimum": 0, "maximum": 1}
_DAY = "(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_DATE: Json = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
_DATES: Json = {"type": "array", "items": _DATE, "uniqueItems": True}
_CACHED = {
    "ETag": "Names this answer.",
    "Cache-Control": "How long it may be kept.",
}


@cache
def document() -> Json:
    """Return the document (OpenAPI 3.1)."""
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
            f"{ROOT}/tables/{{name}}.csv": {"get": _table()},
            f"{ROOT}/openapi.json": {"get": _plain("document", words.DOCUMENT, "application/json")},
            f"{ROOT}/docs": {"get": _plain("page", words.PAGE, "text/html")},
        },
        "components": {
            "parameters": {name: _parameter(key) for name, key in KEYS.items()},
            "schemas": _schemas(),
            "responses": _responses(),
        },
    }


def _odds() -> Json:
    content = {"schema": _ref("schemas/Answer"), "examples": _examples(EXAMPLES, answer)}
    return _operation("odds", words.ODDS, "application/json", content) | {"parameters": _keys()}


def _table() -> Json:
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "description": words.TABLE,
        "schema": {"type": "string", "enum": list(TABLES)},
    }
    content = {"schema": {"type": "string"}}
    made = _operation("table", words.TABLE, "text/csv", content)
    made["responses"]["404"] = _ref("responses/404")
    return made | {"parameters": [name, *_keys()]}


def _plain(identifier: str, summary: str, media_type: str) -> Json:
    kind = "object" if media_type == "application/json" else "string"
    made = _operation(identifier, summary, media_type, {"schema": {"type": kind}})
    del made["responses"]["422"]
    return made


def _operation(identifier: str, summary: str, media_type: str, content: Json) -> Json:
    found = {"description": summary, "headers": _headers(_CACHED), "content": {media_type: content}}
    others = {
        str(status): _ref(f"responses/{status}") for status in words.STATUSES if status != 404
    }
    return {"operationId": identifier, "summary": summary, "responses": {"200": found, **others}}


def _keys() -> list[Json]:
    return [_ref(f"parameters/{name}") for name in KEYS]


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


def _answered(key: Key) -> Json:
    """Return the schema of a value as the answer holds it: absent is null."""
    if key.kind in ("dates", "meetings"):
        return {"type": "array", "items": {"type": "string"}}
    kinds = {"whole": "integer", "number": "number"}
    return {"type": [kinds.get(key.kind, "string"), "null"], "description": words.parameter(key)}


def _tidy(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _schemas() -> Json:
    odds = {
        name: _PROBABILITY | _meaning(f"odds.{name}")
        for name in ("sufficient", "qualifies", "on_ballot")
    }
    ways = (
        "raw_short", "sample_sufficient", "full_count", "sample_insufficient",
        "full_count_sufficient", "full_count_insufficient",
    )  # fmt: skip
    counts = ("mean", "sd", "p05", "p25", "p50", "p75", "p95")
    anything: Json = {}
    return {
        "Answer": _object(
            {
                "schema": {"const": SCHEMA},
                "model": {"enum": list(KEYS["model"].choices)},
                "decided": {"type": "boolean"},
                "scenario": _ref("schemas/Scenario"),
                "odds": _ref("schemas/Odds"),
                "odds_without_drift": _ref("schemas/Odds"),
                "path": _object(dict.fromkeys(ways, _PROBABILITY)),
                "valid": _object({name: {"type": "number", "minimum": 0} for name in counts}),
                "break_even": _object(
                    {
                        "invalid": {"type": ["number", "null"]} | _meaning("break_even.invalid"),
                        "net_validity": {"type": "number"} | _meaning("break_even.net_validity"),
                    }
                ),
                "changed": {"type": "array", "items": _ref("schemas/Change")},
                "ignored": {"type": "array", "items": {"enum": list(KEYS)}},
                "notes": {"type": "array", "items": {"type": "string"}},
                "sentence": {"type": "string"},
                "link": {"type": "string", "pattern": r"^\?v=1&"},
            },
            told=True,
        ),
        "Odds": _object(odds, optional=("on_ballot",)),
        "Scenario": _object({name: _answered(key) for name, key in KEYS.items()}),
        "Change": _object({"key": {"enum": list(KEYS)}, "from": anything, "to": anything}),
        "Problems": _object(
            {
                "schema": {"const": SCHEMA},
                "problems": {"type": "array", "minItems": 1, "items": _ref("schemas/Problem")},
            }
        ),
        "Problem": _object(
            {
                "field": {
                    "oneOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}, "minItems": 2},
                    ]
                },
                "given": {"type": "string"},
                "allowed": {"type": "string"},
                "used": anything,
            }
        ),
        "Error": _object({"schema": {"const": SCHEMA}, "error": {"type": "string"}}),
    }


def _responses() -> Json:
    error = {"application/json": {"schema": _ref("schemas/Error")}}
    problems = {
        "schema": _ref("schemas/Problems"),
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


def _object(properties: Json, *, optional: tuple[str, ...] = (), told: bool = False) -> Json:
    """Return an object's schema. More properties may come, so others are not forbidden."""
    if told:
        properties = {name: schema | _meaning(name) for name, schema in properties.items()}
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _meaning(name: str) -> Json:
    return {"description": words.FIELDS[name]}


def _headers(texts: Mapping[str, str]) -> Json:
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in texts.items()
    }


def _ref(place: str) -> Json:
    return {"$ref": f"#/components/{place}"}
