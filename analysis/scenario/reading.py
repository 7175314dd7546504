"""From a scenario string to a scenario: every bad value named, nothing silently replaced."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from analysis.language import mark, t
from analysis.petitions import presets
from analysis.prior import AUTO
from analysis.scenario.calendar import idle_keys
from analysis.scenario.checks import check_together
from analysis.scenario.defaults import (
    CUSTOM,
    FIRST_PRESET,
    defaults_of,
    first_choice_of_step,
    step_of,
)
from analysis.scenario.draft import Draft
from analysis.scenario.keys import GROUPS, KEYS, OF_THE_PLAN, REASONS, BadValueError, Value
from analysis.scenario.model import Change, Defaults, Reading, Scenario, in_order
from analysis.versions import today, versions

LONGEST_STRING = 8192
NOTHING = mark("nothing")
"""What ``Problem.given`` says of an input that is not there, once it is translated."""
_FOR_DISPLAY = ("embed", "embed_options", "lang")
_PASSED_OVER = ("fbclid", "gclid", "msclkid", "ref")
_HERS_IF_CUSTOM = frozenset({"raw", "required", "name", "filed", "election", "rules", "statistic"})
_FIELD = {"class": "class_"}  # a word that Python keeps for itself
_NEVER_CHANGED = frozenset({"v", "model", "petition", "as_of", *OF_THE_PLAN})


def read(string: str | Iterable[tuple[str, str]]) -> Reading:
    """Read a scenario string.

    Parameters
    ----------
    string : str or iterable of pairs
        A query string, with or without a leading "?"; an address that holds one; or its
        key-value pairs.

    Returns
    -------
    Reading
        Never raises: whatever is wrong is among its problems.

    Examples
    --------
    >>> read("model=2026-11&invalid=8").changed
    (Change(key='invalid', before=24.5, after=8.0),)
    >>> read("petition=gascon-2022&raw=many").problems[0].field
    'raw'
    """
    draft = Draft()
    _collect(draft, _pairs(draft, string))
    defaults = _defaults(draft)
    draft.values = dict(defaults.values)
    draft.values.update(draft.given)
    check_together(draft, defaults)
    for key in ("raw", "required"):
        if draft.values[key] is None and key not in draft.named():
            draft.problem((key,), given=t(NOTHING), allowed=KEYS[key].allowed)
    computable = draft.values["raw"] is not None and draft.values["required"] is not None
    fields: dict[str, Any] = {_FIELD.get(key, key): value for key, value in draft.values.items()}
    scenario = Scenario(**fields) if computable else None
    return Reading(
        scenario=scenario,
        defaults=defaults,
        problems=draft.finished(),
        changed=_changed(draft, defaults),
        ignored=_ignored(draft),
        given={key: draft.given[key] for key in in_order(draft.given)},
    )


def _pairs(draft: Draft, string: str | Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    if not isinstance(string, str):
        return list(string)
    query = string.split("#", 1)[0].rpartition("?")[2]
    if len(query) > LONGEST_STRING:
        allowed = t("at most {count} characters", count=f"{LONGEST_STRING:,}")
        given = t("{count} characters", count=f"{len(query):,}")
        draft.problem(("string",), given=given, allowed=allowed)
        return []
    return parse_qsl(query, keep_blank_values=True, errors="replace")


def _collect(draft: Draft, pairs: list[tuple[str, str]]) -> None:
    """Read every value by itself; name the unknown, the repeated and the bad ones."""
    texts: dict[str, list[str]] = {}
    for key, text in pairs:
        if key not in _FOR_DISPLAY + _PASSED_OVER and not key.startswith(("utm_", "mc_")):
            texts.setdefault(key, []).append(text)
    for key in in_order(texts):
        given = texts[key]
        if key not in KEYS:
            draft.problem((key,), given=given[0], allowed=t("a key of the scenario string"))
        elif len(given) > 1:
            draft.problem((key,), given=", ".join(given), allowed=t("one value"))
        else:
            try:
                draft.given[key] = KEYS[key].parse(given[0])
            except BadValueError as error:
                draft.problem((key,), given=given[0], allowed=str(error))


def _defaults(draft: Draft) -> Defaults:
    """Defaults of the petition, step and version that the string names, if it names good ones."""
    given = draft.given
    petition = str(given.get("petition", FIRST_PRESET))
    if petition != CUSTOM and petition not in presets():
        draft.reject("petition", allowed=KEYS["petition"].allowed)
        petition = FIRST_PRESET
    as_of = _as_of(draft, petition)
    filed, rules, required = (given.get(key) for key in ("filed", "rules", "required"))
    return defaults_of(
        petition=petition,
        as_of=as_of,
        model=str(given.get("model", today().id))
        if given.get("model") in versions()
        else today().id,
        filed=filed if isinstance(filed, dt.date) else None,
        rules=str(rules) if rules else None,
        required=required if isinstance(required, int) else None,
        like=str(given.get("class", AUTO)),
    )


def _as_of(draft: Draft, petition: str) -> str | dt.date:
    as_of = draft.given.get("as_of")
    if petition == CUSTOM:
        if isinstance(as_of, dt.date) or as_of == "filed":
            return as_of
        if as_of is not None:
            draft.reject("as_of", allowed=t("a date as 2022-07-06, or filed"))
        return "filed"
    preset = presets()[petition]
    if isinstance(as_of, str | dt.date):
        if step_of(preset, as_of):
            return as_of
        steps = ", ".join(step.name for step in preset.steps)
        first = preset.steps[0].date.isoformat()
        allowed = t("{steps}, or a date from {first} on", steps=steps, first=first)
        draft.reject("as_of", allowed=allowed)
    return first_choice_of_step(preset)


def _changed(draft: Draft, defaults: Defaults) -> tuple[Change, ...]:
    skip = set(_NEVER_CHANGED)
    if defaults.preset is None:
        skip |= _HERS_IF_CUSTOM
    by_reason = draft.values["not_registered"] is not None
    skip |= {"invalid"} if by_reason else set(REASONS)
    if draft.values["election"] is None:
        skip.add("election")
    before: dict[str, Value] = {**defaults.values, **draft.follows}
    if by_reason:
        before.update(defaults.reason_split)
    return tuple(
        Change(key=key, before=before[key], after=draft.values[key])
        for key in KEYS
        if key not in skip and draft.values[key] != before[key]
    )


def _ignored(draft: Draft) -> tuple[str, ...]:
    """Dropped keys, those of a calendar that is not there, and a sample beside a count."""
    names = set(draft.dropped)
    idle = idle_keys(draft.values) | (set(GROUPS["sample"]) if draft.values["counted"] else set())
    for key in idle & draft.given.keys():
        value = draft.values[key]
        if value != draft.usual[key] and value not in (None, 0, ""):
            names.add(key)
    return in_order(names)
