"""The answer as JSON: what the API and the command line give. Names are fixed, see SCHEMA."""

import datetime as dt
from dataclasses import fields
from typing import Any

from analysis.ballot_calendar import Ballot
from analysis.forecast import Forecast, forecast, without_drift
from analysis.scenario import Change, Reading, full_link
from analysis.scenario.keys import Value
from analysis.two_versions import TwoVersions, standing, two_versions
from analysis.wording import no_ballot_sentence, quote
from analysis.wording.versions import versions_sentence

SCHEMA = 1


def answer(reading: Reading) -> dict[str, Any]:
    """The whole answer to a reading.

    A link of an earlier model version gets today's odds besides, under ``today``. Where a formula
    has changed since that version, the whole answer is today's, and a note says so.

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
    if reading.scenario is None:
        raise ValueError("a reading without a scenario has no answer")
    both, reading = two_versions(reading), standing(reading)
    scenario = reading.scenario
    assert scenario is not None, "today's version takes the counts of any other"
    result, steady = forecast(scenario), without_drift(scenario)
    gone = versions_sentence(both) if both and both.then_result is None else ""
    said = (gone, no_ballot_sentence(scenario, result.no_calendar))
    return {
        "schema": SCHEMA,
        "model": reading.defaults.version.id,
        "decided": result.decided,
        "scenario": {key: _plain(value) for key, value in scenario.values().items()},
        "odds": _odds(result.sufficient, result.qualifies, result.ballot),
        "odds_without_drift": _odds(steady.sufficient, steady.qualifies, steady.ballot),
        "path": {field.name: getattr(result.path, field.name) for field in fields(result.path)},
        "valid": _valid(result),
        "break_even": {
            "invalid": result.break_even_invalid,
            "net_validity": result.net_validity_needed,
        },
        "changed": _changes(reading.changed),
        "ignored": list(reading.ignored),
        "notes": [note for note in said if note],
        "sentence": quote(reading, result),
        "link": full_link(reading),
        **({} if both is None or gone else {"today": _today(both)}),
    }


def _today(both: TwoVersions) -> dict[str, Any]:
    """What today's version says of a link of an earlier one, and why, the largest part first.

    ``odds`` is null where today's version cannot take what the sender set.
    """
    result = both.now_result
    return {
        "model": both.now.defaults.version.id,
        "odds": _odds(result.sufficient, result.qualifies, result.ballot) if result else None,
        "why": [{"changes": _changes(cause.changes), "odds": cause.odds} for cause in both.causes],
        "differs_too": _changes(both.others),
        "link": full_link(both.now),
    }


def _changes(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [
        {"key": change.key, "from": _plain(change.before), "to": _plain(change.after)}
        for change in changes
    ]


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
