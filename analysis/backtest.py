"""The back-test as a command: builds the track record, writes it, and gives its scores."""

import sys
from collections.abc import Iterable
from typing import Any

import click

from analysis.track_record.build import build, write
from analysis.track_record.record import TrackRecord
from analysis.wording import backtest as words

SCHEMA = 1


def run() -> tuple[TrackRecord, str]:
    """Build the track record with a progress bar on stderr; returns it and where it stands."""
    record = build(_watched)
    return record, str(write(record))


def lines(record: TrackRecord, path: str) -> list[str]:
    """The scores as text."""
    return [*words.lines(record), "", words.written(path)]


def body(record: TrackRecord) -> dict[str, Any]:
    """The scores as JSON: coverage and scores with nothing but the petition itself left out.

    ``naive_sample`` and ``prior_after_sample`` are scored on the petitions with a sample and a
    full count. ``sets`` holds everything by what was known.
    """
    before, after = record.score_set("left_out"), record.score_set("after_sample")
    scores = {one.forecaster: one for one in before.scores}
    sampled = {one.forecaster: one for one in after.scores}
    scores["prior_after_sample"] = sampled["prior"]
    scores["naive_sample"] = sampled["naive_sample"]
    return {
        "schema": SCHEMA,
        "model": record.model,
        "petitions": len(record.forecasts),
        "coverage": {_level(one.level): one.share for one in before.coverage},
        "coverage_interval": {_level(one.level): [one.low, one.high] for one in before.coverage},
        "scores": {
            name: {"brier": one.brier, "log": one.log, "crps": one.crps}
            for name, one in scores.items()
        },
        "differences": [one.model_dump(mode="json") for one in before.against],
        "sets": [one.model_dump(mode="json", exclude={"reliability"}) for one in record.sets],
        "excluded": [
            {"petition": one.petition_id, "reason": one.reason} for one in record.excluded
        ],
    }


def _level(level: float) -> str:
    return f"{100.0 * level:.0f}"


def _watched(items: Iterable[Any], what: str, of: int) -> Iterable[Any]:
    with click.progressbar(items, length=of, label=what, file=sys.stderr) as bar:
        yield from bar
