"""Questions that the Track record page asks of the built record: how much closer, who missed most.

Nothing is worked out anew: these are sums and orders of what ``data/built/`` holds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.petitions import presets
from analysis.track_record.record import (
    AfterSample,
    Against,
    Forecast,
    Replay,
    Said,
    ScoreSet,
    TrackRecord,
)
from analysis.track_record.scores import LEAST_ODDS

OURS, BASE_RATE = "prior", "base_rate"
SETS = ("left_out", "as_of", "after_sample")
MISSES = 10

_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Miss:
    """A forecast and what happened; ``log`` is its log score, the higher the worse."""

    petition_id: str
    preset_id: str
    title: str
    year: int
    outcome: str
    qualified: bool
    said: Said
    note: str

    @property
    def log(self) -> float:
        """Minus the logarithm of the odds given to what happened."""
        given = self.said.odds if self.qualified else 1.0 - self.said.odds
        return -math.log(min(max(given, LEAST_ODDS), 1.0 - LEAST_ODDS))


@dataclass(frozen=True, slots=True)
class Half:
    """Petitions on one side of even odds: how many, how many qualified, how many were expected."""

    of: int
    happened: int
    expected: float


def forecasts_of(record: TrackRecord, name: str) -> tuple[Miss, ...]:
    """Every forecast of a set, in the record's order."""
    if name == "after_sample":
        return tuple(_after_sample(one, record) for one in record.after_sample)
    return tuple(
        _before_the_check(one, getattr(one, name))
        for one in record.forecasts
        if name == "left_out" or not one.as_of.too_few
    )


def misses(record: TrackRecord, name: str, *, most: int = MISSES) -> tuple[Miss, ...]:
    """The forecasts with the highest log score, the worst first."""
    return tuple(sorted(forecasts_of(record, name), key=lambda one: -one.log)[:most])


def _before_the_check(one: Forecast, said: Said) -> Miss:
    return Miss(
        petition_id=one.petition_id,
        preset_id=one.preset_id,
        title=one.title,
        year=one.year,
        outcome=one.outcome,
        qualified=one.qualified,
        said=said,
        note=one.note,
    )


def _after_sample(one: AfterSample, record: TrackRecord) -> Miss:
    notes = {row.petition_id: row.note for row in record.forecasts}
    return Miss(
        petition_id=one.petition_id,
        preset_id=one.preset_id,
        title=one.title,
        year=one.year,
        outcome="qualified_full" if one.qualified else "failed_full",
        qualified=one.qualified,
        said=one.said,
        note=notes.get(one.petition_id, ""),
    )


def against(found: ScoreSet, *, rival: str, score: str) -> Against:
    """Ours less a rival's score."""
    return next(one for one in found.against if (one.rival, one.score) == (rival, score))


def told_apart(one: Against) -> bool:
    """Whether the interval of the difference leaves out zero."""
    return one.low > 0.0 or one.high < 0.0


def brier(found: ScoreSet, forecaster: str) -> float:
    """The mean Brier score of a forecaster."""
    return next(one.brier for one in found.scores if one.forecaster == forecaster)


def skill(found: ScoreSet) -> float:
    """The part of the base rate's Brier score that ours saves; below 0 where it adds to it."""
    return 1.0 - brier(found, OURS) / brier(found, BASE_RATE)


def halves(found: ScoreSet) -> tuple[Half, Half]:
    """What became of the forecasts below even odds, and of those from even odds on."""
    below = [at for at in found.reliability if at.odds < _EVEN]
    above = [at for at in found.reliability if at.odds >= _EVEN]
    lower, upper = (
        Half(len(side), sum(at.happened for at in side), math.fsum(at.odds for at in side))
        for side in (below, above)
    )
    return lower, upper


def in_all(found: ScoreSet) -> tuple[Half, float]:
    """All petitions of a set, and the sd of how many qualify if the odds are calibrated."""
    odds = [at.odds for at in found.reliability]
    spread = math.sqrt(math.fsum(at * (1.0 - at) for at in odds))
    return Half(found.of, found.happened, math.fsum(odds)), spread


def outside_band(found: ScoreSet) -> int:
    """At how many petitions the recalibrated odds lie outside the band of a calibrated one."""
    return sum(not at.low <= at.recalibrated <= at.high for at in found.reliability)


def replays(record: TrackRecord) -> Mapping[str, Replay]:
    """The replays by petition, that of the petition that the dashboard opens with first."""
    first = next(iter(presets()))
    in_order = sorted(record.replays, key=lambda one: preset_of(one) != first)
    return MappingProxyType({one.petition_id: one for one in in_order})


def preset_of(replay: Replay) -> str:
    """The id by which a scenario names the replay's petition."""
    return replay.petition_id.replace("_", "-")
