"""Scores of the forecasts on a set of petitions, beside those of the rivals."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from analysis.track_record.calibration import corp, pit_counts, reliability
from analysis.track_record.record import (
    AfterSample,
    Against,
    Forecast,
    ReliabilityPoint,
    Said,
    Score,
    ScoreSet,
)
from analysis.track_record.rivals import RULES, Rival, base_rate, may_inform, rule
from analysis.track_record.scores import (
    brier,
    coverage,
    log_score,
    paired_difference,
    spiegelhalter_z,
)
from analysis.validity import Floats

OURS = "prior"
LEVELS = (0.5, 0.8, 0.95)


def before_the_check(name: str, forecasts: Sequence[Forecast]) -> ScoreSet:
    """Scores before any check. ``name`` is ``as_of`` or ``left_out``.

    As of filing, petitions for which too little had been decided are left out, and the rivals too
    learn only from petitions decided before.
    """
    kept = [one for one in forecasts if name == "left_out" or not one.as_of.too_few]
    said = [getattr(one, name) for one in kept]
    required = np.array([one.required / one.raw for one in kept])
    happened = np.array([float(one.qualified) for one in kept])
    groups = [one.campaign for one in kept]
    net = _net(said)
    filed = [one.filed or dt.date(one.year, 1, 1) for one in kept]
    others = may_inform(
        groups=groups,
        filed=filed if name == "as_of" else None,
        decided=[one.decided for one in kept],
    )
    shared = {"required": required, "happened": happened, "net": net, "others": others}
    rivals = [
        base_rate(happened=happened, net=net, others=others),
        *(rule(rule_name, share=np.full(len(kept), share), **shared) for rule_name, share in RULES),
    ]
    return _score_set(name, said, happened, groups, rivals)


def after_the_sample(found: Sequence[AfterSample]) -> ScoreSet:
    """Scores after the sample; the naive rival holds its validity against the requirement."""
    said = [one.said for one in found]
    happened = np.array([float(one.qualified) for one in found])
    groups = [one.campaign for one in found]
    net = _net(said)
    others = may_inform(groups=groups, filed=None, decided=())
    naive = rule(
        "naive_sample",
        share=np.array([one.sample_share for one in found]),
        required=np.array([one.required_share for one in found]),
        happened=happened,
        net=net,
        others=others,
    )
    rivals = [base_rate(happened=happened, net=net, others=others), naive]
    return _score_set("after_sample", said, happened, groups, rivals)


def _net(said: Sequence[Said]) -> Floats:
    return np.array([np.nan if one.net is None else one.net for one in said])


def _score_set(
    name: str,
    said: Sequence[Said],
    happened: Floats,
    groups: Sequence[str],
    rivals: Sequence[Rival],
) -> ScoreSet:
    odds = np.array([one.odds for one in said])
    crps = np.array([np.nan if one.crps is None else one.crps for one in said])
    ours = Rival(OURS, odds, odds, crps)
    pit = np.array([one.pit for one in said if one.pit is not None])
    return ScoreSet(
        name=name,
        of=len(said),
        happened=int(happened.sum()),
        scores=tuple(_score(one, happened) for one in (ours, *rivals)),
        against=tuple(
            _against(ours, rival, score, happened, groups)
            for rival in rivals
            for score in ("brier", "log", "crps")
        ),
        coverage=tuple(coverage(pit=pit, level=level) for level in LEVELS),
        pit_counts=tuple(int(count) for count in pit_counts(pit=pit, bins=10)),
        corp=corp(odds=odds, happened=happened),
        spiegelhalter_z=spiegelhalter_z(odds=odds, happened=happened),
        reliability=_points(odds, happened),
    )


def _cases(one: Rival, score: str, happened: Floats) -> Floats:
    """One score of each petition."""
    if score == "crps":
        return one.crps
    if score == "brier":
        return brier(odds=one.odds, happened=happened)
    return log_score(odds=one.softened, happened=happened)


def _score(one: Rival, happened: Floats) -> Score:
    known = np.isfinite(one.crps)
    return Score(
        forecaster=one.name,
        of=len(happened),
        brier=float(_cases(one, "brier", happened).mean()),
        log=float(_cases(one, "log", happened).mean()),
        crps=float(one.crps[known].mean()) if known.any() else None,
        crps_of=int(known.sum()),
    )


def _against(
    ours: Rival, rival: Rival, score: str, happened: Floats, groups: Sequence[str]
) -> Against:
    mine, theirs = _cases(ours, score, happened), _cases(rival, score, happened)
    known = np.isfinite(mine) & np.isfinite(theirs)
    found = paired_difference(
        ours=mine[known],
        theirs=theirs[known],
        groups=[name for name, keep in zip(groups, known, strict=True) if keep],
    )
    return Against(
        rival=rival.name,
        score=score,
        of=int(known.sum()),
        mean=found.mean,
        low=found.low,
        high=found.high,
    )


def _points(odds: Floats, happened: Floats) -> tuple[ReliabilityPoint, ...]:
    found = reliability(odds=odds, happened=happened)
    columns = (found.odds, found.recalibrated, found.band_low, found.band_high, found.happened)
    return tuple(
        ReliabilityPoint(
            odds=float(at), recalibrated=float(often), low=float(low), high=float(high),
            happened=bool(did),
        )
        for at, often, low, high, did in zip(*columns, strict=True)
    )  # fmt: skip
