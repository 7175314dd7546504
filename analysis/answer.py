"""The answer as JSON: what the API and the command line give. Names are fixed, see SCHEMA."""

import datetime as dt
from dataclasses import fields
from typing import Any

from analysis.ballot_calendar import Ballot
from analysis.forecast import Forecast, forecast
from analysis.scenario import Reading, full_link
from analysis.scenario.keys import Value
from analysis.wording import no_ballot_sentence, quote

SCHEMA = 1


def answer(reading: Reading) -> dict[str, Any]:
    """The whole answer to a reading.

    Parameters
    ----------
    reading : Reading
        With a scenario.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Probabilities from 0 to 1, counts in signatures, rates in %.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(answer(read("model=2026-11"))["odds"]["sufficient"], 3)
    0.123
    """
    scenario = reading.scenario
    if scenario is None:
        raise ValueError("a reading without a scenario has no answer")
    result = forecast(scenario)
    return {
        "schema": SCHEMA,
        "model": reading.defaults.version.id,
        "decided": result.decided,
        "scenario": {key: _plain(value) for key, value in scenario.values().items()},
        "odds": _odds(result.sufficient, result.qualifies, result.ballot),
        "odds_without_drift": _odds(
            result.sufficient_without_drift,
            result.qualifies_without_drift,
            result.ballot_without_drift,
        ),
        "path": {field.name: getattr(result.path, field.name) for field in fields(result.path)},
        "valid": _valid(result),
        "break_even": {
            "invalid": result.break_even_invalid,
            "net_validity": result.net_validity_needed,
        },
        "changed": [
            {"key": change.key, "from": _plain(change.before), "to": _plain(change.after)}
            for change in reading.changed
        ],
        "ignored": list(reading.ignored),
        "notes": [note for note in (no_ballot_sentence(scenario, result.no_calendar),) if note],
        "sentence": quote(reading, result),
        "link": full_link(reading),
    }


def problems_body(reading: Reading) -> dict[str, Any]:
    """The body that bad input gets.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> problems_body(read("raw=-5"))["problems"][0]["used"]
    715833
    """
    return {
        "schema": SCHEMA,
        "problems": [
            {
                "field": problem.field if isinstance(problem.field, str) else list(problem.field),
                "given": problem.given,
                "allowed": problem.allowed,
                "used": _plain(problem.used),
            }
            for problem in reading.problems
        ],
    }


def _odds(sufficient: float, qualifies: float, ballot: Ballot | None) -> dict[str, float]:
    """The three odds; where there is no calendar, without that of the ballot."""
    found = {"sufficient": sufficient, "qualifies": qualifies}
    return found if ballot is None else found | {"on_ballot": ballot.on_ballot}


def _valid(result: Forecast) -> dict[str, float]:
    valid = result.valid
    return {
        name: getattr(valid, name) for name in ("mean", "sd", "p05", "p25", "p50", "p75", "p95")
    }


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value
