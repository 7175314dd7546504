"""What would have been said of each past petition before its check, without its own result.

Twice: as of the day of filing, from petitions decided before it; and leaving the petition and its
campaign out of all the others, later ones too, which tests the model on more past than a reader
had. In both the odds are those of the page: the same scenario, the same forecast.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis import scenario
from analysis.outlook import outlook
from analysis.past_petitions import PastPetition
from analysis.prior import Prior, Wanted, default_prior
from analysis.scenario import Scenario
from analysis.track_record.record import Said
from analysis.track_record.scores import crps_from_cdf
from analysis.validity import Floats
from analysis.versions import today

_GRID = np.linspace(0.0, 1.0, 201)
_EVER = dt.date.max


def as_of_filing(row: PastPetition) -> Said:
    """The forecast on the day of filing, or on January 1 where only the year is known."""
    reading = scenario.read([("petition", row.preset_id), ("as_of", "raw")])
    assert reading.scenario is not None, "a scored petition opens as a scenario"
    return said(row, reading.scenario, reading.defaults.prior)


def leaving_it_out(row: PastPetition) -> Said:
    """The forecast from all other petitions, whenever they were decided."""
    reading = scenario.read([("petition", row.preset_id), ("as_of", "raw")])
    assert reading.scenario is not None, "a scored petition opens as a scenario"
    wanted = Wanted.of(
        petition=row.petition_id,
        campaign=row.campaign,
        state=row.place,
        kind=row.kind,
        required=row.required,
        raw=row.raw,
    )
    prior = default_prior(as_of=_EVER, version=today(), wanted=wanted)
    return said(row, with_prior(reading.scenario, prior), prior)


def with_prior(at: Scenario, prior: Prior) -> Scenario:
    """A scenario with the rates of another prior."""
    return replace(
        at,
        invalid=prior.invalid_percent,
        invalid_pm=prior.invalid_pm,
        repeats=prior.repeats_percent,
        repeats_pm=prior.repeats_pm,
    )


def said(row: PastPetition, at: Scenario, prior: Prior) -> Said:
    """The forecast of a scenario, held against what happened to its petition."""
    found_at = outlook(at, drift=at.drift)
    odds = found_at.odds
    cdf = _net_cdf(odds, raw=at.raw)
    net = _net(row)
    low, middle, high = (float(np.interp(part, cdf, _GRID)) for part in (0.1, 0.5, 0.9))
    found = None if net is None else np.asarray([net * at.raw + 0.5, net * at.raw + 1.0])
    return Said(
        odds=found_at.path.qualifies,
        invalid=at.invalid,
        invalid_pm=at.invalid_pm,
        repeats=at.repeats,
        repeats_pm=at.repeats_pm,
        informants=len(prior.informants),
        too_few=prior.every_row,
        net_low=low,
        net_middle=middle,
        net_high=high,
        net=net,
        pit=None if found is None else 1.0 - float(odds(found)[0]),
        crps=None if net is None else crps_from_cdf(grid=_GRID, cdf=cdf, outcome=net),
    )


def _net_cdf(odds: Callable[[Floats], Floats], *, raw: int) -> Floats:
    """P(net validity is at most each point of the grid)."""
    below = 1.0 - odds(np.maximum(_GRID * raw + 0.5, 0.5))
    return np.asarray(np.maximum.accumulate(np.clip(below, 0.0, 1.0)))


def _net(row: PastPetition) -> float | None:
    """Valid signers over raw signatures, where every signature was checked."""
    if row.count != "whole" or row.valid is None or not row.raw or row.raw_is == "rounded":
        return None
    return row.valid / (row.checked or row.raw)
