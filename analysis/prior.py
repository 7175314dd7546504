"""The defaults of a petition as of a date, from past petitions decided before it.

``analysis.informants`` says which petitions those are and what they predict. Version 2026-11 has
a rule of its own, in ``analysis.first_prior``.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from scipy import special

from analysis.first_prior import first_prior
from analysis.informants import (
    AUTO,
    CLASSES,
    ONE_POOL,
    Informant,
    Pool,
    Wanted,
    campaigns,
    informants_of,
    is_alike,
    known_by,
    pool_of,
    split_of,
)
from analysis.past_petitions import PastPetition, past_petitions
from analysis.pooling import Predictive
from analysis.versions import ModelVersion

__all__ = ["AUTO", "CLASSES", "Prior", "Wanted", "default_prior"]


@dataclass(frozen=True, slots=True)
class Prior:
    """The defaults that come from past petitions, and which those are.

    Attributes
    ----------
    invalid_percent, invalid_pm : float
        Otherwise invalid signatures in % of raw: median, and half the width of the 90% interval.
    repeats_percent, repeats_pm : float
        The same for repeats in % of otherwise valid ones. All four to 0.1.
    reasons : tuple of float
        Shares of the invalid ones by reason, in the order of ``analysis.scenario.REASONS``.
    informants, repeat_informants, reason_informants : tuple
        The petitions behind each.
    decided_before : datetime.date
        The date before which they were decided.
    every_row : bool
        True if too few were decided by then, so that later ones are among them.
    asked, like : str
        The class of ``CLASSES`` that was asked for, and the one that is used: ``auto`` where the
        class has too few petitions.
    """

    invalid_percent: float
    invalid_pm: float
    repeats_percent: float
    repeats_pm: float
    reasons: tuple[float, ...]
    informants: tuple[Informant, ...]
    repeat_informants: tuple[PastPetition, ...]
    reason_informants: tuple[PastPetition, ...]
    decided_before: dt.date
    every_row: bool
    asked: str
    like: str

    @property
    def alike(self) -> tuple[Informant, ...]:
        """Those of the class itself."""
        return tuple(one for one in self.informants if one.alike)


def default_prior(
    *, as_of: dt.date, version: ModelVersion, wanted: Wanted, like: str = AUTO
) -> Prior:
    """The defaults of a petition as of a date.

    Parameters
    ----------
    as_of : datetime.date
        Only petitions decided before this day count.
    version : ModelVersion
        Its choice of table and model.
    wanted : Wanted
        The petition that is being forecast; it never informs itself.
    like : str
        A class of ``CLASSES``.

    Examples
    --------
    >>> from analysis.versions import versions
    >>> found = default_prior(as_of=dt.date(2022, 7, 9), version=versions()["2026-11"],
    ...                       wanted=Wanted.of(petition="gascon_2022"))
    >>> len(found.informants), found.invalid_percent, found.invalid_pm
    (18, 24.5, 12.8)
    """
    if like == AUTO and version.prior.table == "first_prior":
        return _first(as_of, version, wanted)
    news = max((day for day in _decision_days() if day < as_of), default=dt.date.min)
    return replace(_pooled(news, version, wanted, like), decided_before=as_of)


@cache
def _decision_days() -> tuple[dt.date, ...]:
    """The days on which something became known that may inform others."""
    days = {row.known_from for row in past_petitions() if row.use != "no"}
    return tuple(sorted(day for day in days if day is not None))


def _first(as_of: dt.date, version: ModelVersion, wanted: Wanted) -> Prior:
    """The defaults of version 2026-11: its own table, repeats and breakdown."""
    found = first_prior(
        as_of=as_of,
        leave_out=wanted.petition,
        fewest=version.prior.fewest,
        interval=version.prior.interval,
    )
    by_id = {row.petition_id: row for row in past_petitions()}
    informants = tuple(
        Informant(by_id[row.petition_id], row.gross, row.basis, 1.0 / len(found.rows), alike=True)
        for row in found.rows
    )
    assert version.repeats is not None, "the version has its own"
    assert version.repeats_pm is not None, "the version has its own"
    return Prior(
        invalid_percent=found.invalid_percent,
        invalid_pm=found.invalid_pm,
        repeats_percent=version.repeats,
        repeats_pm=version.repeats_pm,
        reasons=version.reasons.shares() if version.reasons else (),
        informants=informants,
        repeat_informants=(),
        reason_informants=(),
        decided_before=as_of,
        every_row=found.every_row,
        asked=AUTO,
        like=AUTO,
    )


@lru_cache(maxsize=1024)
def _pooled(news: dt.date, version: ModelVersion, wanted: Wanted, like: str) -> Prior:
    """The defaults from all that was known on the evening of a day."""
    known, every_row = _known(news, version, wanted)

    def keeps(row: PastPetition) -> bool:
        return is_alike(row, wanted, like)

    used = like if like == AUTO or _enough(filter(keeps, known), version) else AUTO
    if used == AUTO:
        pool = _whole_pool(news, version, wanted.petition, wanted.campaign)
    else:
        pool = pool_of(known, version=version, design=ONE_POOL, wanted=wanted, keeps=keeps)
    low, middle, high = _interval(pool.fitted.at(wanted.case), version.prior.interval)
    delta = pool.repeats.quantile([0.05, 0.5, 0.95])
    reasons, reason_informants = split_of(known, wanted)
    return Prior(
        invalid_percent=round(100.0 * (1.0 - middle), 1),
        invalid_pm=round(50.0 * (high - low), 1),
        repeats_percent=round(100.0 * float(delta[1]), 1),
        repeats_pm=round(50.0 * float(delta[2] - delta[0]), 1),
        reasons=reasons,
        informants=informants_of(pool, wanted, used),
        repeat_informants=pool.repeat_informants,
        reason_informants=reason_informants,
        decided_before=news,
        every_row=every_row,
        asked=like,
        like=used,
    )


def _known(
    news: dt.date, version: ModelVersion, wanted: Wanted
) -> tuple[tuple[PastPetition, ...], bool]:
    """What was known on a day; all petitions, and True, where that was too little."""
    known = known_by(news, wanted)
    if _enough(known, version):
        return known, False
    return known_by(dt.date.max, wanted), True


def _enough(rows: Iterable[PastPetition], version: ModelVersion) -> bool:
    return campaigns([row for row in rows if row.use == "yes"]) >= version.prior.fewest


@lru_cache(maxsize=64)
def _whole_pool(news: dt.date, version: ModelVersion, petition: str, campaign: str) -> Pool:
    """The version's model with all that was known: the same for every petition but its own."""
    own = Wanted.of(petition=petition, campaign=campaign)
    known, _ = _known(news, version, own)
    return pool_of(known, version=version, design=version.prior.design, wanted=own)


def _interval(found: Predictive, interval: float) -> tuple[float, float, float]:
    """Ends and median of the interval of gross validity, from 0 to 1."""
    tail = (1.0 - interval) / 2.0
    low, middle, high = (
        float(special.expit(found.quantile(part))) for part in (tail, 0.5, 1.0 - tail)
    )
    return low, middle, high
