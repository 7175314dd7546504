"""The numbers of the plan as tables."""

import datetime as dt
from collections.abc import Callable

from analysis.language import mark, pt, t
from analysis.planning import GateOdds, Pace, Plan, plan_of
from analysis.scenario import Reading
from analysis.table import Cell, Table
from analysis.wording.planning import target_phrase

_WHEN = {"before": mark("before"), "after": mark("after"), "replaced": mark("replaced")}
_SAMPLES = {
    "corrected": mark("corrected sample"),
    "uncorrected": mark("uncorrected sample"),
    "pairs": mark("pairs sample"),
}


def _needed() -> tuple[str, ...]:
    return (
        t("odds"), t("raw signatures"), t("more than now"), t("largest invalid rate (%)"),
        t("a day if the pace were certain"), t("a day"), t("reached on"),
    )  # fmt: skip


def _burn_up() -> tuple[str, ...]:
    return t("day"), t("low (5%)"), t("middle"), t("high (95%)")


def _worth() -> tuple[str, ...]:
    return (
        t("raw signatures"), t("odds"), t("odds of 1,000 more"), t("dollars a point"),
        t("net dollars"),
    )  # fmt: skip


def _striking() -> tuple[str, ...]:
    return (
        t("under"), t("when"), t("raw signatures"), t("passes"), t("full count"), t("fails"),
        t("passes without enough"), t("fails with enough"), t("qualifies"),
    )  # fmt: skip


def needed_table(plan: Plan) -> Table:
    """What each target takes; empty where nothing reaches it or the inputs are not there."""
    pace = plan.pace
    rows: list[tuple[Cell, ...]] = []
    for target, raw in plan.raw_for.items():
        rate = plan.invalid_for.get(target) if plan.invalid_for is not None else None
        rows.append(
            (
                target_phrase(target),
                _or_empty(raw),
                _or_empty(None if raw is None else raw - plan.raw),
                _or_empty(None if rate is None else round(rate, 3)),
                _or_empty(_rounded(pace.needed_if_sure.get(target) if pace else None)),
                _or_empty(_rounded(pace.needed.get(target) if pace else None)),
                _date(pace.reached.get(target) if pace else None),
            )
        )
    return Table(_needed(), tuple(rows))


def burn_up_table(pace: Pace | None) -> Table:
    """The raw count by day: nothing on the first day, what is in hand, the projection."""
    if pace is None:
        return Table(_burn_up(), ())
    rows: list[tuple[Cell, ...]] = []
    if pace.started is not None:
        rows.append((pace.started.isoformat(), 0, 0, 0))
    if not pace.projection:
        rows.append((pace.collected_on.isoformat(), *(pace.collected,) * 3))
    rows += [
        (one.day.isoformat(), round(one.low), round(one.middle), round(one.high))
        for one in pace.projection
    ]
    return Table(_burn_up(), tuple(rows))


def worth_table(plan: Plan) -> Table:
    """Raw counts against odds, what 1,000 more add, and money."""
    rows = (
        (
            row.raw,
            round(row.odds, 6),
            round(row.gain, 6),
            _or_empty(_rounded(row.dollars_a_point)),
            _or_empty(_rounded(row.net)),
        )
        for row in (plan.worth.table if plan.worth else ())
    )
    return Table(_worth(), tuple(rows))


def striking_table(plan: Plan) -> Table:
    """The odds before and after the striking, under a full count and under each sample rule."""
    found = plan.striking
    if found is None:
        return Table(_striking(), ())
    raws = {"before": plan.raw, "after": found.raw_after, "replaced": plan.raw}
    odds = {"before": found.odds, "after": found.odds, "replaced": found.odds_replaced}
    rows: list[tuple[Cell, ...]] = [
        (t("full count"), t(_WHEN[when]), raws[when], "", "", "", "", "", round(odds[when], 6))
        for when in raws
    ]
    for rule in found.rules:
        for when, gate in (("before", rule.before), ("after", rule.after)):
            rows.append((t(_SAMPLES[rule.statistic]), t(_WHEN[when]), raws[when], *_gate(gate)))
    return Table(_striking(), tuple(rows))


def _gate(odds: GateOdds | None) -> tuple[Cell, ...]:
    if odds is None:
        return ("",) * 6
    parts = (
        odds.passes, odds.full_count, odds.fails, odds.passes_short, odds.fails_enough,
        odds.qualifies,
    )  # fmt: skip
    return tuple(round(part, 6) for part in parts)


def bounds_table(plan: Plan) -> Table:
    """What a count under way can end at."""
    found = plan.bounds
    if found is None:
        return Table((t("what"), t("signatures")), ())
    needed = max(found.required - found.valid, 0)
    rows: tuple[tuple[Cell, ...], ...] = (
        (t("looked at"), found.counted),
        (t("valid so far"), found.valid),
        (pt("signatures", "left"), found.left),
        (t("required"), found.required),
        (t("least at the end"), found.worst),
        (t("most at the end"), found.best),
        (t("still needed"), needed),
    )
    return Table((t("what"), t("signatures")), rows)


def of_reading(table: Callable[[Plan], Table], reading: Reading) -> Table:
    """A table of a reading's plan; no rows where there is no scenario."""
    if reading.scenario is None:
        return Table((), ())
    return table(plan_of(reading.scenario))


def burn_up_of(plan: Plan) -> Table:
    """The raw count by day, of a plan."""
    return burn_up_table(plan.pace)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _or_empty(value: float | None) -> Cell:
    return "" if value is None else value


def _date(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
