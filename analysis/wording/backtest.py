"""The back-test on the command line, in words."""

from analysis.track_record.record import ScoreSet, TrackRecord
from analysis.wording.numbers import count, percent
from analysis.wording.track_record import FORECASTERS

SETS = {
    "left_out": "knowing all other petitions",
    "as_of": "knowing those decided before the filing",
    "after_sample": "after the sample, before the full count",
}
"""What was known, in a sentence."""


def lines(record: TrackRecord) -> list[str]:
    """The scores of every set, and the coverage of the chosen prior."""
    scored, left_out = len(record.forecasts), len(record.excluded)
    found = [f"Model {record.model}: {count(scored)} petitions scored, {count(left_out)} not."]
    for one in record.sets:
        found += ["", *_set_lines(one)]
    return found


def _set_lines(one: ScoreSet) -> list[str]:
    found = [f"{count(one.of)} petitions, {SETS[one.name]}; {count(one.happened)} were enough."]
    found.append(f"{'':28}{'Brier':>8}{'log':>8}{'CRPS':>8}")
    for score in one.scores:
        crps = "" if score.crps is None else f"{score.crps:.4f}"
        name = FORECASTERS[score.forecaster]
        found.append(f"{name:28}{score.brier:8.4f}{score.log:8.4f}{crps:>8}")
    inside = "; ".join(
        f"{percent(100.0 * part.level, places=0)} interval: {part.inside} of {part.of}, "
        f"{percent(100.0 * part.share, places=0)} "
        f"({percent(100.0 * part.low, places=0)} to {percent(100.0 * part.high, places=0)})"
        for part in one.coverage
    )
    found.append(f"Net validity inside the {inside}.")
    return found


def written(path: str) -> str:
    """Where the file went."""
    return f"Written to {path}"
