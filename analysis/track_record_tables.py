"""The numbers of the track record as tables for CSV."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from analysis import record_views as views
from analysis.language import pt, t
from analysis.past_list import Asked, basis_name, columns_of, rows_of
from analysis.past_reasons import INVALID
from analysis.past_shares import past_shares, past_splits, your_split, yours
from analysis.scenario import Reading
from analysis.table import Cell, Table
from analysis.track_record.built import track_record
from analysis.track_record.record import Against, Replay, ScoreSet
from analysis.wording import past_list as list_words
from analysis.wording import prior_choice as choice
from analysis.wording.labels import name_of
from analysis.wording.sentences import petition_name


def scores_table(_: object = None) -> Table:
    """Every score of every forecaster, and the difference of ours to it."""
    rows = (
        (one.name, score.forecaster, name, value, of, *_interval(one, score.forecaster, name))
        for one in track_record().sets
        for score in one.scores
        for name, value, of in (
            ("brier", score.brier, score.of),
            ("log", score.log, score.of),
            ("crps", "" if score.crps is None else score.crps, score.crps_of),
        )
    )
    columns = (
        t("set"), t("forecaster"), t("score"), pt("column", "mean"), t("petitions"),
        t("ours less this"), t("low, 95%"), t("high, 95%"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _interval(found: ScoreSet, forecaster: str, score: str) -> tuple[Cell, Cell, Cell]:
    if forecaster == views.OURS:
        return "", "", ""
    one = views.against(found, rival=forecaster, score=score)
    return one.mean, one.low, one.high


def reliability_table(name: str, _: object = None) -> Table:
    """The reliability diagram of a set: one row a forecast, the lowest odds first."""
    rows = (
        (at.odds, at.recalibrated, at.low, at.high, _yes(at.happened))
        for at in track_record().score_set(name).reliability
    )
    columns = (
        t("odds given"), t("how often at such odds"), t("band, low"), t("band, high"),
        t("happened"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def forecasts_table(_: object = None) -> Table:
    """Every forecast of every set, and what happened."""
    rows = (
        (
            name, one.petition_id, one.title, one.year, one.said.odds, one.outcome,
            round(one.log, 4), one.said.net_low, one.said.net_middle, one.said.net_high,
            _or_empty(one.said.net), _or_empty(one.said.pit), _or_empty(one.said.crps), one.note,
        )
        for name in views.SETS
        for one in views.forecasts_of(track_record(), name)
    )  # fmt: skip
    columns = (
        t("set"), "id", t("petition"), t("year"), t("odds"), pt("column", "outcome"),
        t("log score"), t("net share, 10%"), t("net share, 50%"), t("net share, 90%"),
        t("net share found"), "pit", "crps", t("note"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _yes(is_so: bool) -> str:
    return t("yes") if is_so else t("no")


def _or_empty(value: Cell | None) -> Cell:
    return "" if value is None else value


def coverage_table(_: object = None) -> Table:
    """How often central intervals of the share of valid signers held it, in every set."""
    rows = (
        (found.name, one.level, one.inside, one.of, one.low, one.high)
        for found in track_record().sets
        for one in found.coverage
    )
    columns = (
        t("set"), pt("interval", "level"), t("inside"), pt("column", "of"), t("low, 95%"),
        t("high, 95%"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def past_shares_table(reading: Reading) -> Table:
    """Past petitions by cushion and share valid; the reader's first, if its counts are known."""
    mine = yours(reading)
    own: Iterator[tuple[Cell, ...]] = (
        (
            petition_name(reading), "", round(at.cushion, 4), round(100.0 * at.need, 2),
            round(100.0 * at.middle, 2), pt("basis", "forecast"), round(100.0 * at.low, 2),
            round(100.0 * at.high, 2), "",
        )
        for at in ([mine] if mine else [])
    )  # fmt: skip
    past = (
        (
            one.title, one.year, round(one.cushion, 4), round(100.0 / one.cushion, 2),
            round(100.0 * one.share, 2), basis_name(one.basis), "", "", _yes(one.qualified),
        )
        for one in past_shares()
    )  # fmt: skip
    columns = (
        t("petition"), t("year"), t("raw / required"), t("just enough, %"), t("valid, %"),
        t("basis"), "5%", "95%", t("found sufficient"),
    )  # fmt: skip
    return Table(columns, (*own, *past))


def past_reasons_table(reading: Reading) -> Table:
    """Whole breakdowns by reason, in % of the invalid; the reader's first."""
    mine = your_split(reading, name=petition_name(reading))
    splits = [*([mine] if mine else []), *past_splits()]
    rows = (
        (
            one.title, _or_empty(one.year), one.place, _or_empty(one.of),
            *(round(100.0 * share, 1) for share in one.shares),
        )
        for one in splits
    )  # fmt: skip
    reasons = (
        t("form, %") if reason == "form" else t("{reason}, %", reason=name_of(reason))
        for reason in INVALID
    )
    columns = (t("petition"), t("year"), t("state"), pt("column", "invalid"), *reasons)
    return Table(columns, tuple(rows))


def replays_table(_: object = None) -> Table:
    """Every step of every replay."""
    rows = (
        (
            one.petition_id, one.title, step.date.isoformat(), step.step, step.odds,
            _yes(step.decided), step.string,
        )
        for one in views.replays(track_record()).values()
        for step in one.steps
    )  # fmt: skip
    return Table(("id", t("petition"), *_replay_columns()), tuple(rows))


def _replay_columns() -> tuple[str, ...]:
    return t("date"), t("step"), t("odds"), pt("column", "decided"), pt("column", "string")


def replay_table(replay: Replay) -> Table:
    """The steps of one replay, as numbers."""
    rows = tuple(row[2:] for row in replays_table().rows if row[0] == replay.petition_id)
    return Table(_replay_columns(), rows)


def candidates_table(_: object = None) -> Table:
    """The ways to pool past petitions, as numbers."""
    rows = (
        (
            one.name, choice.way_name(one.name), _yes(one.chosen),
            one.left_out, *_ends(one.left_out_against), one.as_of, *_ends(one.as_of_against),
        )
        for one in track_record().candidates
    )  # fmt: skip
    columns = (
        "id", t("way"), t("chosen"),
        t("log score, all others"), t("against one pool"), t("low, 95%"), t("high, 95%"),
        t("campaigns"),
        t("log score, as of filing"), t("against one pool, as of filing"),
        t("low, 95%, as of filing"), t("high, 95%, as of filing"), t("campaigns, as of filing"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _ends(one: Against) -> tuple[Cell, ...]:
    return one.mean, one.low, one.high, one.of


def selection_table(_: object = None) -> Table:
    """The default from parts of the table, as numbers."""
    rows = (
        (one.name, choice.part_name(one)[0], one.petitions, one.invalid, one.invalid_pm)
        for one in track_record().selection
    )
    columns = ("id", t("petitions"), t("number"), t("invalid, %"), t("range, points"))
    return Table(columns, tuple(rows))


def past_petitions_table(_: object = None, *, asked: Asked | None = None) -> Table:
    """All past petitions, or those that are asked for."""
    rows = zip(*columns_of(rows_of(asked or Asked())).values(), strict=True)
    return Table(list_words.csv_columns(), tuple(tuple(map(_written, row)) for row in rows))


def _written(value: Any) -> Cell:
    return value if isinstance(value, str | int | float) else "" if value is None else str(value)


TRACK_RECORD_TABLES: Mapping[str, Callable[[Reading], Table]] = MappingProxyType(
    {
        "scores": scores_table,
        "forecasts": forecasts_table,
        "coverage": coverage_table,
        "replays": replays_table,
        "prior_candidates": candidates_table,
        "prior_selection": selection_table,
        "past_petitions": past_petitions_table,
        "past_shares": past_shares_table,
        "past_reasons": past_reasons_table,
        **{f"reliability_{name}": partial(reliability_table, name) for name in views.SETS},
    }
)
"""The tables of the Track record page, by the names that their addresses have."""
