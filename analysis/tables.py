"""The numbers behind every chart, as tables and CSV."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from analysis.forecast import Forecast, forecast
from analysis.language import mark, nt, pt, t
from analysis.november_tables import (
    ballot_of_reading,
    calendar_of,
    filing_days_of_reading,
)
from analysis.observed import Basis
from analysis.planning_tables import (
    bounds_table,
    burn_up_of,
    needed_table,
    of_reading,
    striking_table,
    worth_table,
)
from analysis.scenario import REASONS, Reading, Scenario
from analysis.scenario.keys import KEYS, write
from analysis.sensitivity import HeatMap, Swing, TotalEffects, heat_map, swings, total_effects
from analysis.table import Cell, Table
from analysis.track_record_tables import TRACK_RECORD_TABLES
from analysis.valid_count import DOTS
from analysis.verification_tables import (
    gate_errors_of,
    past_drift_table,
    path_table,
    projection_table,
    repeats_seen_of,
)

__all__ = [
    "TABLES", "Cell", "Table", "constants_table", "dots_table", "inputs_table", "petitions_table",
    "swings_table",
]  # fmt: skip


def dots_table(result: Forecast) -> Table:
    """The equally likely outcomes, the lowest first. Signatures."""
    rows = (
        (
            place,
            round((place - 0.5) / DOTS, 4),
            round(dot),
            _yes(dot >= result.required),
        )
        for place, dot in enumerate(result.valid.dots, start=1)
    )
    columns = (t("dot"), t("probability of no more"), t("valid signatures"), t("enough"))
    return Table(columns, tuple(rows))


def _yes(is_so: bool) -> str:
    return t("yes") if is_so else t("no")


def swings_table(found: Sequence[Swing]) -> Table:
    """The odds at the ends of each input."""
    rows = (
        (
            swing.key,
            float(f"{swing.worse:.6g}"),
            float(f"{swing.better:.6g}"),
            round(swing.odds_worse, 4),
            round(swing.odds_better, 4),
        )
        for swing in found
    )
    columns = (
        t("input"), t("worse end"), t("better end"), t("odds at worse end"),
        t("odds at better end"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def effects_table(found: TotalEffects | None) -> Table:
    """Parts of the variance of the answer; no rows where it is sure."""
    columns = (t("input"), t("alone"), t("alone or with the other"))
    if found is None:
        return Table(columns, ())
    rows = (
        ("invalid", round(found.validity_alone, 4), round(found.validity_total, 4)),
        ("repeats", round(found.repeats_alone, 4), round(found.repeats_total, 4)),
    )
    return Table(columns, rows)


def heat_map_table(found: HeatMap) -> Table:
    """The odds at every cell of the map."""
    rows = (
        (raw, rate, round(odds, 4))
        for rate, row in zip(found.invalid_percent, found.odds, strict=True)
        for raw, odds in zip(found.raw, row, strict=True)
    )
    return Table((pt("column", "raw"), t("invalid, %"), t("odds")), tuple(rows))


def petitions_table(reading: Reading) -> Table:
    """The past petitions behind the default invalid rate, the weightiest first. Shares in %."""
    rows = (
        (
            one.petition.title,
            "" if one.basis == "result" else round(100.0 * (1.0 - one.gross), 1),
            round(100.0 * one.weight, 2),
            _yes(one.alike),
            _basis(one.basis),
            one.petition.place,
            str(one.petition.decided_on or one.petition.year or ""),
            one.petition.required or "",
            one.petition.raw or "",
            str(one.petition.source_url),
        )
        for one in reading.defaults.prior.informants
    )
    columns = (
        t("petition"), t("invalid, %"), t("weight, %"), t("like this one"), t("basis"),
        t("state"), pt("column", "decided"), pt("column", "required"), pt("column", "raw"),
        t("source"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _basis(basis: Basis) -> str:
    """What a share is read from, in the language of the moment."""
    return {
        "count": pt("basis", "count"),
        "sample": pt("basis", "sample"),
        "projection": pt("basis", "projection"),
        "result": pt("basis", "result"),
    }[basis]


def inputs_table(reading: Reading) -> Table:
    """Every input that counts, its value, and where that comes from."""
    scenario = _scenario(reading)
    changed = {change.key for change in reading.changed}
    if changed & set(REASONS):
        changed.add("invalid")
    values = scenario.values()
    rows = []
    for key in ("raw", "required", "invalid", "invalid_pm", "repeats", "repeats_pm"):
        origin, source = (t(BY_READER), "") if key in changed else _origin(reading, key)
        unit = t(KEYS[key].unit) if KEYS[key].unit else t("signatures")
        rows.append((key, write(values[key]), unit, origin, source))
    columns = (t("input"), t("value"), t("unit"), t("comes from"), t("source"))
    return Table(columns, tuple(rows))


def constants_table(reading: Reading) -> Table:
    """The constants of the reading's model version that this stage uses."""
    version = reading.defaults.version
    prior = reading.defaults.prior
    shown = len(prior.repeat_informants)
    repeats_from = (
        nt(
            "{n} past petition that shows its own",
            "{n} past petitions that show theirs",
            shown,
            n=shown,
        )
        if shown
        else t("set by the version")
    )
    rows = (
        (t("invalid rate, %"), prior.invalid_percent, t("median of past petitions")),
        (t("invalid rate, half of 90% width, points"), prior.invalid_pm, t("past petitions")),
        (t("repeat share, %"), prior.repeats_percent, t("median; {source}", source=repeats_from)),
        (t("repeat share, half of 90% width, points"), prior.repeats_pm, repeats_from),
        (
            t("widest standard deviation, logits"),
            version.widest_sd,
            t("limit of what can be entered"),
        ),
    )
    return Table((t("constant"), t("value"), t("comes from")), rows)


def _origin(reading: Reading, key: str) -> tuple[str, str]:
    preset = reading.defaults.preset
    prior = reading.defaults.prior
    if key in ("invalid", "invalid_pm"):
        return _from_past(len(prior.informants)), ""
    if key in ("repeats", "repeats_pm"):
        if prior.repeat_informants:
            return _from_past(len(prior.repeat_informants)), ""
        return t("model version {version}", version=reading.defaults.version.id), ""
    if preset is None:
        return t(BY_READER), ""
    if key == "required":
        note = t(preset.required_note) if preset.required_note else t("the law")
        return note, str(preset.required_source)
    step = next(step for step in reversed(preset.known_by(reading.defaults.step)) if step.raw)
    return t(_RAW_IS[step.raw_is]), str(step.source)


BY_READER = mark("set by the reader")
_RAW_IS: Mapping[str, str] = MappingProxyType(
    {
        "more_than": mark("the campaign says more than this"),
        "claim": mark("the campaign's claim"),
        "official": mark("official count"),
        "rounded": mark("a rounded count"),
        "derived": mark("worked out from other counts"),
    }
)


def _from_past(number: int) -> str:
    return nt("{n} past petition", "{n} past petitions", number, n=number)


def _scenario(reading: Reading) -> Scenario:
    if reading.scenario is None:
        raise ValueError("a reading without a scenario has no tables")
    return reading.scenario


TABLES: Mapping[str, Callable[[Reading], Table]] = MappingProxyType(
    {
        "dots": lambda reading: dots_table(forecast(_scenario(reading))),
        "swings": lambda reading: swings_table(swings(_scenario(reading))),
        "petitions": petitions_table,
        "inputs": inputs_table,
        "path": lambda reading: path_table(forecast(_scenario(reading))),
        "drift": past_drift_table,
        "projection": projection_table,
        "repeats_seen": repeats_seen_of,
        "gate_errors": gate_errors_of,
        "calendar": calendar_of,
        "ballot": ballot_of_reading,
        "filing_days": filing_days_of_reading,
        "needed": partial(of_reading, needed_table),
        "burn_up": partial(of_reading, burn_up_of),
        "worth": partial(of_reading, worth_table),
        "striking": partial(of_reading, striking_table),
        "bounds": partial(of_reading, bounds_table),
        "effects": lambda reading: effects_table(total_effects(_scenario(reading))),
        "heat_map": lambda reading: heat_map_table(heat_map(_scenario(reading))),
        **TRACK_RECORD_TABLES,
    }
)
"""Every table by the name that its address has."""
