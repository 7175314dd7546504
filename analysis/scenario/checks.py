"""Checks between the keys of a scenario, and defaults that follow from other values."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from typing import cast

from analysis.language import t
from analysis.rules import rule_sets
from analysis.scenario.draft import Draft
from analysis.scenario.keys import GROUPS, REASONS, Value, write
from analysis.scenario.model import Defaults
from analysis.scenario.plan import PACE_PM, check_plan
from analysis.validity import widest_pm
from analysis.verification import BRANCHES, gates_possible


def check_together(draft: Draft, defaults: Defaults) -> None:
    """Hold the values of a draft against each other; what cannot stand is named and replaced."""
    draft.usual = dict.fromkeys(draft.values) | {
        "sample": 0,
        "check": 0,
        "counted": 0,
        "gate": "unknown",
    }
    if defaults.preset is not None and draft.given.pop("name", ""):
        draft.values["name"] = ""
        draft.dropped.add("name")
    _reasons(draft)
    _widths(draft, widest_sd=defaults.version.widest_sd)
    for group in GROUPS:
        _sizes(draft, group)
    _impossible(draft)
    _gate(draft)
    _dates(draft, defaults)
    check_plan(draft)
    _follow(draft, defaults)


def _number(draft: Draft, key: str) -> float:
    return cast(float, draft.values[key])


def _reasons(draft: Draft) -> None:
    """By reason: those not given are 0, and their sum is the invalid rate."""
    given = [reason for reason in REASONS if reason in draft.given]
    if not given:
        return
    total = round(sum(cast(float, draft.given[reason]) for reason in given), 9)
    if total > 100.0:
        draft.clash(given, allowed=t("reasons that add up to at most 100 percent"))
        for reason in given:
            del draft.given[reason]
            draft.values[reason] = None
        return
    for reason in REASONS:
        draft.values[reason] = draft.given.get(reason, 0.0)
    if "invalid" in draft.given and abs(_number(draft, "invalid") - total) > 0.05 + 1e-9:
        allowed = t("the sum of the reasons, {total}", total=write(total))
        draft.clash(("invalid", *given), allowed=allowed)
    draft.given.pop("invalid", None)
    draft.values["invalid"] = total


def _widths(draft: Draft, *, widest_sd: float) -> None:
    """A width must fit its centre: a given one is a problem, a default one shrinks."""
    for centre, width in (("invalid", "invalid_pm"), ("repeats", "repeats_pm")):
        percent = _number(draft, centre)
        if centre == "repeats" and percent == 0.0:
            continue  # no repeats, whatever the width
        widest = widest_pm(percent=percent, widest_sd=widest_sd)
        default = min(_number(draft, width), widest)
        if width not in draft.given:
            draft.values[width] = default
        elif _number(draft, width) > widest + 1e-9:
            allowed = t("at most {points} points beside {key}", points=write(widest), key=centre)
            draft.reject(width, allowed=allowed)


def _sizes(draft: Draft, group: str) -> None:
    """An evidence group is whole, and no part is larger than what it is a part of."""
    size, valid, *_ = GROUPS[group]
    if draft.named() & set(GROUPS[group]):
        draft.drop_group(group)  # one bad member is one problem
        return
    repeats = GROUPS[group][2] if group != "check" else None
    raw, looked_at, good = (draft.values[key] for key in ("raw", size, valid))
    seen = draft.values[repeats] if repeats else None
    if looked_at and raw and group != "check" and _number(draft, size) > _number(draft, "raw"):
        draft.clash(("raw", size), allowed=_at_most(size, "raw"), drop=group)
    elif looked_at and good is not None and _number(draft, valid) > _number(draft, size):
        draft.clash((size, valid), allowed=_at_most(valid, size), drop=group)
    elif looked_at and good is not None and repeats and seen is not None:
        _fits(draft, (size, valid, repeats), drop=group)
    _whole(draft, group)


def _at_most(part: str, whole: str) -> str:
    return t("{part} at most {whole}", part=part, whole=whole)


def _fits(draft: Draft, keys: tuple[str, str, str], *, drop: str) -> None:
    size, valid, repeats = keys
    if _number(draft, repeats) > _number(draft, valid):
        allowed = t(
            "{repeats} at most {valid}: each is the second copy of a valid one",
            repeats=repeats,
            valid=valid,
        )
        draft.clash(keys, allowed=allowed, drop=drop)
    elif _number(draft, valid) + _number(draft, repeats) > _number(draft, size):
        allowed = t(
            "{valid} and {repeats} together at most {size}", valid=valid, repeats=repeats, size=size
        )
        draft.clash(keys, allowed=allowed, drop=drop)


def _whole(draft: Draft, group: str) -> None:
    """A size without its valid count, or the reverse, is no evidence."""
    size, valid, last = GROUPS[group]
    has_size, has_valid = bool(draft.values[size]), draft.values[valid] is not None
    if has_size and has_valid:
        return
    parts = [valid, last] if group != "check" else [valid]
    loose = [key for key in parts if draft.given.get(key) is not None]
    if has_size:
        draft.clash((size, *loose), allowed=t("together with {key}", key=valid), drop=group)
    elif loose:
        fields = ([size] if size in draft.given else []) + loose
        draft.clash(fields, allowed=t("together with {key} above 0", key=size), drop=group)
    if not draft.values[size]:
        for key in (valid, last):
            inherited = key not in draft.given and draft.values[key] is not None
            unused_weight = key == "check_weight" and draft.given.pop(key, None) is not None
            if (inherited and size not in draft.given) or unused_weight:
                draft.dropped.add(key)
            draft.values[key] = None


def _impossible(draft: Draft) -> None:
    """Evidence to which a known rate of 0 or 100% gives no chance."""
    invalid, repeats = _number(draft, "invalid"), _number(draft, "repeats")
    for group, (size, valid, last) in GROUPS.items():
        if not draft.values[size]:
            continue
        looked_at, good = _number(draft, size), _number(draft, valid)
        seen = draft.values[last] if group != "check" else 0
        fields = [size, valid] + ([last] if group != "check" and seen is not None else [])
        if group != "check" and repeats == 0.0 and seen:
            allowed = t("repeats above 0 beside them")
            draft.clash(("repeats", last), allowed=allowed, drop=group)
        elif invalid == 100.0 and good + (cast(float, seen) if seen else 0.0) > 0.0:
            draft.clash(("invalid", *fields), allowed=t("invalid below 100"), drop=group)
        elif invalid == 0.0:
            could_repeat = seen is None and repeats > 0.0
            if not could_repeat and good + (cast(float, seen) if seen else 0.0) < looked_at:
                draft.clash(("invalid", *fields), allowed=t("invalid above 0"), drop=group)
        _whole(draft, group)  # of a sample that was dropped a given part may be left


def _gate(draft: Draft) -> None:
    """What officials announced must be an answer that the law and the sample's numbers allow."""
    if draft.values["counted"] and draft.values["gate"] in ("sufficient", "insufficient"):
        allowed = t("a gate of full_count or unknown beside a running count")
        draft.clash(("gate", "counted"), allowed=allowed, drop="counted")
    gate, possible = str(draft.values["gate"]), _announcements(draft)
    taken_out = draft.given.get("sample") == 0 and "gate" not in draft.given
    if gate == "unknown" or (gate in possible and not taken_out):
        return
    if "gate" not in draft.given:
        draft.drop_inherited("gate")
        return
    allowed = t("a gate of {answers}", answers=_one_of(("unknown", *sorted(possible))))
    if draft.values["sample"]:
        seen = ("sample_repeats",) if draft.values["sample_repeats"] is not None else ()
        fields = ("sample", "sample_valid", *seen, "gate")
        draft.clash(fields, allowed=allowed, drop="sample")
        _gate(draft)  # now without the sample
    else:
        draft.clash(("rules", "gate"), allowed=allowed)
        draft.given.pop("gate")
        draft.values["gate"] = "unknown"


def _one_of(names: Iterable[str]) -> str:
    return reduce(lambda one, other: t("{one} or {other}", one=one, other=other), names)


def _announcements(draft: Draft) -> frozenset[str]:
    """The answers of the gate that are possible, "unknown" apart."""
    rules = rule_sets()[str(draft.values["rules"])]
    sampled = draft.values["sample"] and draft.values["sample_valid"] is not None
    if not draft.values["raw"] or not draft.values["required"]:
        return frozenset(BRANCHES)
    size = rules.sample.size(int(_number(draft, "raw"))) if rules.sample else 0
    if rules.gate is None or (size == 0 and not sampled):
        return frozenset({"full_count"})
    if not sampled:
        return frozenset(BRANCHES) - rules.gate.never
    return gates_possible(
        rules=rules,
        raw=int(_number(draft, "raw")),
        required=int(_number(draft, "required")),
        sample=int(_number(draft, "sample")),
        sample_valid=int(_number(draft, "sample_valid")),
        sample_repeats=cast("int | None", draft.values["sample_repeats"]),
        statistic=str(draft.values["statistic"]),
        rounding=str(draft.values["rounding"]),
    )


def _dates(draft: Draft, defaults: Defaults) -> None:
    """The election comes after the filing; a custom petition's is then the next in November."""
    filed, election = draft.values["filed"], draft.values["election"]
    if not isinstance(filed, dt.date) or not isinstance(election, dt.date) or election > filed:
        return
    if "election" in draft.given:
        allowed = t("a date after {key}, {date}", key="filed", date=filed.isoformat())
        draft.reject("election", allowed=allowed)
    else:
        draft.dropped.add("election")
    usual = defaults.values["election"]
    draft.values["election"] = usual if isinstance(usual, dt.date) and usual > filed else None


def _follow(draft: Draft, defaults: Defaults) -> None:
    """Defaults that depend on other values: drift on a count, weights and widths on their size."""
    version = defaults.version
    follows: dict[str, Value] = {
        "drift": version.drift_counted if draft.values["counted"] else version.drift,
        "check_weight": version.check_weight if draft.values["check"] else None,
        "speed_pm": version.speed_pm if draft.values["speed"] else None,
        "pace_pm": PACE_PM if draft.values["pace"] or draft.values["started"] else None,
    }
    for centre, width in (("invalid", "invalid_pm"), ("repeats", "repeats_pm")):
        percent = _number(draft, centre)
        own = cast(float, defaults.values[width])
        if centre == "repeats" and percent == 0.0:
            follows[width] = own
        else:
            follows[width] = min(own, widest_pm(percent=percent, widest_sd=version.widest_sd))
    for key, value in follows.items():
        if key not in draft.given:
            draft.values[key] = value
    draft.follows = follows
    draft.usual.update({key: defaults.values[key] for key in draft.usual if key not in _EVIDENCE})
    draft.usual.update(follows)


_EVIDENCE = {key for members in GROUPS.values() for key in members} | {"gate"}
