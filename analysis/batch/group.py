"""Rows that differ in the sliders only: read once, and then checked and worked out as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.ballot_calendar import ballot_calendar
from analysis.batch.columns import SLIDERS, Columns
from analysis.batch.odds import Petitions, Rows, odds_of
from analysis.batch.sliders import Slider, slider, widest
from analysis.on_ballot import race_of
from analysis.rules import rule_sets
from analysis.scenario import CUSTOM, Reading, Scenario, read
from analysis.smooth import Bools, Floats

_DEFAULTED = ("invalid", "invalid_pm", "repeats", "repeats_pm")
_TRIES = 3  # rows of a group that may be bad before none of it is taken together


@dataclass(frozen=True, slots=True)
class Template:
    """What the rows of a group have in common."""

    scenario: Scenario
    defaults: dict[str, float]
    widest_sd: float


def group_key(columns: Columns, cells: Sequence[str]) -> tuple[str, ...]:
    """Rows with the same key differ in the sliders only.

    The usual rates of a petition that is typed in depend on its requirement: where a row leaves a
    rate to them, the requirement is part of the key.
    """
    key = tuple(cells[place] for place in columns.others.values())
    place = columns.others.get("petition")
    if place is None or cells[place] != CUSTOM:
        return key
    given = (columns.sliders.get(name) for name in _DEFAULTED)
    if all(at is not None and cells[at] for at in given):
        return key
    return (*key, cells[columns.sliders["required"]] if "required" in columns.sliders else "")


def template_of(columns: Columns, rows: Sequence[Sequence[str]]) -> Template | None:
    """The template of a group, from its first good row; None if its rows go one by one.

    That is so where anything official is known, or the campaign's own check; with rates by reason,
    a speed of the count or signatures to strike, whose checks and clocks take more than arrays.
    """
    for cells in rows[:_TRIES]:
        reading = read(columns.pairs(cells))
        if reading.scenario is not None and not reading.problems:
            return _template(reading, reading.scenario)
    return None


def _template(reading: Reading, scenario: Scenario) -> Template | None:
    usual = reading.defaults.values
    evidence = any(
        values[key]
        for values in (scenario.values(), usual)
        for key in ("sample", "counted", "check")
    )
    announced = scenario.gate != "unknown" or usual["gate"] != "unknown"
    more = scenario.by_reason or scenario.speed is not None
    struck = scenario.strike_invalid or scenario.strike_repeats
    if evidence or announced or more or struck:
        return None
    defaults = {key: float(str(usual[key])) for key in SLIDERS if usual[key] is not None}
    return Template(scenario, defaults, reading.defaults.version.widest_sd)


def odds_of_group(
    template: Template, columns: Columns, rows: Sequence[Sequence[str]]
) -> tuple[Rows, Bools]:
    """The odds of the rows of a group, and where they hold; the others go one by one."""
    found = {
        key: slider(key, [cells[place] for cells in rows], delimiter=columns.delimiter)
        for key, place in columns.sliders.items()
    }
    good = np.ones(len(rows), dtype=bool)
    values: dict[str, Floats] = {}
    for key in SLIDERS:
        part = found.get(key)
        if part is None:
            part = Slider(np.zeros(len(rows)), *(np.zeros(len(rows), dtype=bool),) * 2)
            part = replace(part, good=~part.given)
        usual = template.defaults.get(key)
        good &= part.good & (part.given | (usual is not None))
        values[key] = np.where(part.given, part.values, 0.0 if usual is None else usual)
        if key in ("invalid_pm", "repeats_pm"):
            centre = values[key.removesuffix("_pm")]
            values[key], fits = _width(part, values[key], centre, template, none=key[0] == "r")
            good &= fits
    which = np.flatnonzero(good)
    petitions = _petitions(template, {key: part[which] for key, part in values.items()})
    rows_of, done = odds_of(petitions)
    good[which] = done
    return rows_of.spread(which, len(rows)), good


def _width(
    part: Slider, width: Floats, centre: Floats, template: Template, *, none: bool
) -> tuple[Floats, Bools]:
    """A width that is not given shrinks to the widest; a given one that is wider is not good."""
    most, sure = widest(centre, widest_sd=template.widest_sd)
    whatever = none & (centre == 0.0)
    fits = np.where(part.given, (width <= most + 1e-9) | whatever, True) & (sure | whatever)
    return np.where(part.given | whatever, width, np.minimum(width, most)), fits


def _petitions(template: Template, values: dict[str, Floats]) -> Petitions:
    scenario = template.scenario
    return Petitions(
        **values,
        rules=rule_sets()[scenario.rules],
        statistic=scenario.statistic,
        drift=scenario.drift,
        in_time=in_time_of(scenario, values["raw"]),
    )


def in_time_of(scenario: Scenario, raw: Floats) -> tuple[Floats, Floats] | None:
    """P(in time | the path) by the sample and by a full count; None without a calendar.

    With no speed given they depend on the raw count only by whether a sample is taken.
    """
    if race_of(scenario) is None:
        return None
    rule = rule_sets()[scenario.rules].sample
    sampled = np.zeros(raw.shape, dtype=bool) if rule is None else raw > rule.only_above
    by_sample, by_count = np.zeros(raw.shape), np.zeros(raw.shape)
    for taken in (False, True):
        here = sampled == taken
        if here.any():
            race = race_of(replace(scenario, raw=int(raw[here][0])))
            assert race is not None, "a calendar does not depend on the raw count"
            found = ballot_calendar(race)
            by_sample[here], by_count[here] = found.sample_in_time, found.full_count_in_time
    return by_sample, by_count
