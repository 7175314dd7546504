"""JSON Schemas of what the API answers."""

from collections.abc import Mapping
from typing import Any

from analysis.answer import SCHEMA
from analysis.planning import TARGETS
from analysis.scenario import KEYS
from analysis.scenario.keys import Key
from analysis.wording import api as words

Json = dict[str, Any]

_PROBABILITY: Json = {"type": "number", "minimum": 0, "maximum": 1}
_NUMBER: Json = {"type": "number"}
_WHOLE: Json = {"type": "integer"}
_DATE: Json = {"type": "string", "format": "date"}
_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "number", "minimum": 0}
_LINK: Json = {"type": "string", "pattern": r"^\?v=1&"}


def ref(place: str) -> Json:
    """Return a reference to a part of the document's components."""
    return {"$ref": f"#/components/{place}"}


def schemas() -> Json:
    """Return every schema by its name."""
    odds = {
        name: _PROBABILITY | _meaning(f"odds.{name}")
        for name in ("sufficient", "qualifies", "on_ballot")
    }
    anything: Json = {}
    return {
        "Answer": _answer(),
        "Results": _answer(plan=ref("schemas/Plan"), dictionary=_by_name(ref("schemas/Entry"))),
        "Entry": _object(dict.fromkeys(("meaning", "unit", "type"), _TEXT)),
        "Dictionary": _object(
            {
                "schema": {"const": SCHEMA},
                "files": _by_name(_by_name(ref("schemas/Entry"))),
            }
        ),
        "Today": _today(),
        "Odds": _object(odds, optional=("on_ballot",)),
        "Scenario": _object({name: _answered(key) for name, key in KEYS.items()}),
        "Change": _object({"key": {"enum": list(KEYS)}, "from": anything, "to": anything}),
        "Problems": _object(
            {
                "schema": {"const": SCHEMA},
                "problems": {"type": "array", "minItems": 1, "items": ref("schemas/Problem")},
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
        "Plan": _plan(),
        "Error": _object({"schema": {"const": SCHEMA}, "error": {"type": "string"}}),
    }


def _answer(**more: Json) -> Json:
    """The answer, or one that has more parts."""
    ways = (
        "raw_short", "sample_sufficient", "full_count", "sample_insufficient",
        "full_count_sufficient", "full_count_insufficient",
    )  # fmt: skip
    counts = ("mean", "sd", "p05", "p25", "p50", "p75", "p95")
    invalid = {"type": ["number", "null"]} | _meaning("break_even.invalid")
    validity = {"type": "number"} | _meaning("break_even.net_validity")
    parts: Json = {
        "schema": {"const": SCHEMA},
        "model": {"enum": list(KEYS["model"].choices)},
        "decided": {"type": "boolean"},
        "scenario": ref("schemas/Scenario"),
        "odds": ref("schemas/Odds"),
        "odds_without_drift": ref("schemas/Odds"),
        "path": _object({way: _PROBABILITY | _meaning(f"path.{way}") for way in ways}),
        "valid": _object({name: _COUNT | _meaning(f"valid.{name}") for name in counts}),
        "break_even": _object({"invalid": invalid, "net_validity": validity}),
        "changed": _array(ref("schemas/Change")),
        "ignored": {"type": "array", "items": {"enum": list(KEYS)}},
        "notes": _array(_TEXT),
        "sentence": _TEXT,
        "link": _LINK,
        "today": ref("schemas/Today"),
    }
    told = {name: schema | _meaning(name) for name, schema in parts.items()}
    return _object(told | more, optional=("today",))


def _today() -> Json:
    """What today's version says of a link of an earlier one."""
    anything: Json = {}
    change = {"key": _TEXT, "from": anything, "to": anything}
    why = _object({"changes": _array(_object(change)), "odds": _NUMBER})
    parts: Json = {
        "model": {"enum": list(KEYS["model"].choices)},
        "odds": _or_null(ref("schemas/Odds")),
        "why": _array(why),
        "differs_too": _array(_object(change)),
        "link": _LINK,
    }
    return _object({name: one | _meaning(f"today.{name}") for name, one in parts.items()})


def _plan() -> Json:
    """What a scenario needs. What has no answer, or lacks its inputs, is null."""
    probability, number = _or_null(_PROBABILITY), _or_null(_NUMBER)
    whole, date = _or_null(_WHOLE), _or_null(_DATE)
    found = _object(dict.fromkeys(
        ("passes", "full_count", "fails", "passes_short", "fails_enough", "qualifies"),
        _PROBABILITY,
    ))  # fmt: skip
    rule = _object({"before": found, "after": _or_null(found)})
    rules: Json = {"type": "object", "additionalProperties": rule}
    at_raw = {
        "raw": _WHOLE, "odds": _PROBABILITY, "gain": _NUMBER, "dollars_a_point": number,
        "net": number,
    }  # fmt: skip
    pace = {
        "started": date, "collected_on": _DATE, "deadline": _DATE, "collected": _WHOLE,
        "days_left": _WHOLE, "pace_pm": _NUMBER, "so_far": number, "median": number,
        "odds": probability, "needed": _by_target(number), "needed_if_sure": _by_target(number),
        "reached": _by_target(date),
        "at_deadline": _or_null(_object(dict.fromkeys(("p05", "p50", "p95"), _NUMBER))),
    }  # fmt: skip
    worth = {
        "stop_at": whole, "stop_odds": probability, "slack_from": whole, "steepest": _WHOLE,
        "table": {"type": "array", "items": _object(at_raw)},
    }  # fmt: skip
    striking = {
        "invalid": _WHOLE, "repeats": _WHOLE, "raw_after": _WHOLE, "odds": _PROBABILITY,
        "odds_replaced": _PROBABILITY, "rules": rules,
    }  # fmt: skip
    bounds = {
        "worst": _WHOLE, "best": _WHOLE, "left": _WHOLE,
        "decided": {"enum": ["enough", "not_enough", "open"]},
        "share_needed": probability, "share_so_far": _PROBABILITY,
    }  # fmt: skip
    return _object(
        {
            "schema": {"const": SCHEMA},
            "petition": {"type": "string"},
            "raw": _WHOLE,
            "required": _WHOLE,
            "odds": _PROBABILITY,
            "decided": {"type": "boolean"},
            "raw_for": _by_target(whole),
            "invalid_for": _by_target(number),
            "net_validity_needed": _NUMBER,
            "per_1000": _NUMBER,
            "per_1000_cost": number,
            "dollars_a_point": number,
            "pace": _or_null(_object(pace)),
            "worth": _or_null(_object(worth)),
            "striking": _or_null(_object(striking)),
            "bounds": _or_null(_object(bounds)),
        },
        told=words.PLAN_FIELDS,
    )


def _by_target(schema: Json) -> Json:
    return _object({str(target): schema for target in TARGETS})


def _by_name(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def _array(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _answered(key: Key) -> Json:
    """Return the schema of a value as the answer holds it: absent is null."""
    if key.kind in ("dates", "meetings"):
        return {"type": "array", "items": {"type": "string"}}
    kinds = {"whole": "integer", "number": "number"}
    return {"type": [kinds.get(key.kind, "string"), "null"], "description": words.parameter(key)}


def _object(
    properties: Json, *, optional: tuple[str, ...] = (), told: Mapping[str, str] | None = None
) -> Json:
    """Return an object's schema. More properties may come, so others are not forbidden."""
    if told:
        properties = {
            name: schema | {"description": told[name]} for name, schema in properties.items()
        }
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _meaning(name: str) -> Json:
    return {"description": words.FIELDS[name]}
