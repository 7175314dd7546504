"""From a scenario to a string: the full link, the address, and steps from one to another."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from analysis.scenario.defaults import FIRST_PRESET, first_choice_of_step, split_by_reason
from analysis.scenario.keys import GROUPS, KEYS, OF_THE_PLAN, REASONS, write
from analysis.scenario.model import Reading, Scenario
from analysis.scenario.reading import read
from analysis.versions import today


def full_link(reading: Reading) -> str:
    """The string that means the same after defaults change: every key, ``v`` and ``model``.

    Left out are the members of an absent evidence group, what is absent of a plan, and in by-reason
    mode ``invalid``.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> full_link(read("model=2026-11"))[:55]
    '?v=1&model=2026-11&petition=gascon-2022&name=&as_of=raw'
    """
    if reading.scenario is None:
        raise ValueError("a reading without a scenario has no link")
    values = reading.scenario.values()
    skip = {"invalid"} if reading.scenario.by_reason else set(REASONS)
    for group, members in GROUPS.items():
        if not values[group]:
            skip.update(members)
            if reading.defaults.values[group]:
                skip.discard(group)
    if values["election"] is None:
        skip.add("election")
    skip.update(key for key in OF_THE_PLAN if values[key] == reading.defaults.values[key])
    return as_string({key: write(values[key]) for key in KEYS if key not in skip})


def address(reading: Reading) -> str:
    """The string of the page's address: what the reader set, with ``v`` and ``model``.

    Empty for the first preset as it opens.

    Examples
    --------
    >>> address(read("model=2026-11&invalid=8&invalid_pm=12.8"))
    '?v=1&model=2026-11&invalid=8'
    >>> address(read(""))
    ''
    """
    return as_string(address_values(reading))


def address_values(reading: Reading) -> Mapping[str, str]:
    """The keys and texts of ``address``."""
    kept = hers(reading)
    petition = str(reading.defaults.values["petition"])
    as_of = reading.defaults.values["as_of"]
    texts: dict[str, str] = {}
    if petition != FIRST_PRESET:
        texts["petition"] = petition
    preset = reading.defaults.preset
    if as_of != (first_choice_of_step(preset) if preset else "filed"):
        texts["as_of"] = write(as_of)
    texts.update(kept)
    if not texts and reading.defaults.version.id == today().id:
        return {}
    texts["v"] = "1"
    texts["model"] = str(reading.defaults.values["model"])
    return {key: texts[key] for key in KEYS if key in texts}


def hers(reading: Reading) -> Mapping[str, str]:
    """What the reader set: the changed keys, her reasons, and a custom petition's own."""
    names = {change.key for change in reading.changed}
    values = reading.scenario.values() if reading.scenario else dict(reading.given)
    if any(values.get(reason) is not None for reason in REASONS):
        names.update(REASONS)
    if reading.defaults.preset is None:
        own = ("name", "raw", "required", "rules", "statistic", "filed", "election")
        names.update(key for key in own if key in reading.given)
    names.update(
        key
        for key in OF_THE_PLAN
        if key in reading.given and values.get(key) != reading.defaults.values[key]
    )
    if names & set(GROUPS["sample"]):
        names.add("gate")  # the preset's gate goes with the preset's sample
    for group in GROUPS:
        if group in names and not values.get(group):
            names.difference_update(GROUPS[group][1:])
    if values.get("election") is None:
        names.discard("election")
    return {key: write(values[key]) for key in KEYS if key in names and key in values}


def with_values(reading: Reading, changes: Mapping[str, str | None]) -> Reading:
    """The reading with some keys set anew (None: back to their defaults).

    Examples
    --------
    >>> with_values(read("model=2026-11&invalid=8"), {"invalid": None}).scenario.invalid
    24.5
    """
    texts = dict(address_values(reading))
    for key, text in changes.items():
        if text is None:
            texts.pop(key, None)
        else:
            texts[key] = text
    return read(texts.items())


def without_changes(reading: Reading) -> Reading:
    """The same petition, date and version with nothing set by anybody."""
    keep: tuple[str, ...] = ("petition", "as_of", "v", "model")
    if reading.defaults.preset is None:
        keep += ("name", "raw", "required", "rules", "statistic", "filed", "election")
    texts = address_values(reading)
    return read([(key, texts[key]) for key in texts if key in keep])


def at_step(reading: Reading, as_of: str) -> Reading:
    """The same petition at another step: what came from preset or prior goes, hers stays."""
    return with_values(reading, {"as_of": as_of})


def by_reason(reading: Reading, *, on: bool) -> Reading:
    """Switch between one invalid rate and the rate by reason, the sum staying as it is."""
    scenario = _needed(reading)
    if on == scenario.by_reason:
        return reading
    if not on:
        gone: dict[str, str | None] = dict.fromkeys(REASONS)
        return with_values(reading, gone | {"invalid": write(scenario.invalid)})
    from_default = scenario.invalid == reading.defaults.values["invalid"]
    split = (
        reading.defaults.reason_split
        if from_default
        else split_by_reason(reading.defaults.prior, scenario.invalid)
    )
    return with_values(reading, {"invalid": None} | {key: write(split[key]) for key in REASONS})


def _needed(reading: Reading) -> Scenario:
    if reading.scenario is None:
        raise ValueError("there is no scenario to change")
    return reading.scenario


def as_string(texts: Mapping[str, str]) -> str:
    """Keys and texts as a query string; empty for none.

    Examples
    --------
    >>> as_string({"name": "A & B"})
    '?name=A%20%26%20B'
    """
    return "?" + urlencode(texts, quote_via=quote, safe=",") if texts else ""
