"""The back-test: every forecast and score worked out and written to ``data/built/``.

Deterministic: the same data and model give the same file, byte for byte. It holds the hash of each
file that it comes from, so that a page, and a test, can tell whether it is current.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from analysis.data_files import DATA
from analysis.past_petitions import PastPetition
from analysis.track_record.after_sample import after_samples
from analysis.track_record.cases import excluded, scored
from analysis.track_record.forecasts import as_of_filing, leaving_it_out
from analysis.track_record.prior_choice import WAYS, candidates
from analysis.track_record.record import Excluded, Forecast, TrackRecord
from analysis.track_record.replay import replays
from analysis.track_record.scoring import after_the_sample, before_the_check
from analysis.track_record.selection import published, selections
from analysis.versions import today

FILE = "built/track_record.json"
COMMAND = "recall-odds backtest"
_INPUTS = (
    "petitions.csv", "sample_and_count.csv", "running_counts.csv", "invalid_reasons.csv",
    "presets.toml", "rules.toml", "model_versions.toml",
)  # fmt: skip
_DIGITS = 6

Item = TypeVar("Item")
Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""Passes items through and shows how far it is: items, what they are, how many."""


def quietly(items: Iterable[Item], what: str, of: int) -> Iterable[Item]:
    """Progress that nobody watches."""
    del what, of
    return items


def build(progress: Progress = quietly) -> TrackRecord:
    """The track record of today's model version.

    Parameters
    ----------
    progress : callable
        Wraps the long loops.
    """
    rows = scored()
    forecasts = tuple(_forecast(row) for row in progress(rows, "petitions", len(rows)))
    sampled = after_samples()
    return TrackRecord(
        model=today().id,
        command=COMMAND,
        inputs=hashes(),
        sets=(
            before_the_check("left_out", forecasts),
            before_the_check("as_of", forecasts),
            after_the_sample(sampled),
        ),
        forecasts=forecasts,
        after_sample=sampled,
        candidates=tuple(progress(candidates(), "ways to pool", len(WAYS))),
        selection=tuple(selections()),
        published=tuple(published()),
        replays=replays(),
        excluded=tuple(
            Excluded(petition_id=row.petition_id, title=row.title, reason=reason)
            for row, reason in excluded()
        ),
    )


def _forecast(row: PastPetition) -> Forecast:
    assert row.required is not None, "a scored petition has a requirement"
    assert row.raw is not None, "a scored petition has a raw count"
    assert row.year is not None, "a scored petition has a year"
    return Forecast(
        petition_id=row.petition_id,
        preset_id=row.preset_id,
        title=row.title,
        campaign=row.campaign,
        place=row.place,
        kind=row.kind,
        year=row.year,
        filed=row.filed,
        decided=row.known_from or dt.date(row.year, 12, 31),
        required=row.required,
        raw=row.raw,
        outcome=row.outcome,
        qualified=bool(row.qualified),
        as_of=as_of_filing(row),
        left_out=leaving_it_out(row),
        note=row.note or "",
    )


def hashes(folder: Path = DATA) -> dict[str, str]:
    """SHA-256 of every file that the track record comes from, line ends as LF."""
    return {
        name: hashlib.sha256((folder / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for name in _INPUTS
    }


def as_text(record: TrackRecord) -> str:
    """The file's text: numbers to six significant digits, a petition a line."""
    body = _short(record.model_dump(mode="json"))
    return _lines(body) + "\n"


def write(record: TrackRecord, folder: Path = DATA) -> Path:
    """Write the file, whole or not at all."""
    target = folder / FILE
    target.parent.mkdir(exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_text(as_text(record), "utf-8")
    draft.replace(target)
    return target


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _short(part) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list) else value


def _lines(body: dict[str, Any]) -> str:
    """JSON with one line for each item of its lists."""
    parts = []
    for key, value in body.items():
        if isinstance(value, list):
            items = ",\n".join(json.dumps(item, ensure_ascii=False) for item in value)
            text = f"[\n{items}\n]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}"
