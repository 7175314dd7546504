"""Shares of valid signatures and reasons of invalidity of past petitions, beside the reader's.

The share is the net one (valid signers over raw) where every signature was counted; it is rough
where the raw count is. Elsewhere it is that of the sample or of the projection; a sample hardly
sees repeats, so its share lies higher.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from analysis.forecast import Forecast, forecast
from analysis.past_petitions import PastPetition, past_petitions
from analysis.past_reasons import INVALID, breakdowns
from analysis.scenario import REASONS, Reading
from analysis.track_record.built import track_record

Basis = Literal["count", "rounded", "sample", "projection"]
"""``rounded``: a whole count of valid signers over a raw count that is not exact."""


WIDEST = 5.0
"""Times the requirement beyond which a petition is not drawn beside past ones."""


@dataclass(frozen=True, slots=True)
class PastShare:
    """A past petition: how many times the requirement it handed in, and the share found valid."""

    title: str
    year: int
    required: int
    raw: int
    share: float
    basis: Basis
    qualified: bool

    @property
    def cushion(self) -> float:
        """Raw signatures over those required."""
        return self.raw / self.required


@dataclass(frozen=True, slots=True)
class Yours:
    """The reader's petition at her scenario's cushion; shares of the raw signatures.

    ``low`` and ``high`` are the ends of the range that holds 9 times in 10.
    """

    cushion: float
    need: float
    low: float
    middle: float
    high: float

    @property
    def in_chart(self) -> bool:
        """Whether it stands so near past petitions that one chart can hold both."""
        return self.cushion <= WIDEST


@dataclass(frozen=True, slots=True)
class Split:
    """Shares of the invalid signatures by reason of ``INVALID``; ``of`` is None for the reader's.

    They add up to 1.
    """

    title: str
    year: int | None
    place: str
    of: int | None
    shares: tuple[float, ...]

    def share(self, reason: str) -> float:
        """The share of one reason."""
        return self.shares[INVALID.index(reason)]


def share_of(row: PastPetition) -> tuple[float, Basis] | None:
    """The share of valid signatures that a past petition shows, and on what basis."""
    if row.count == "whole" and row.valid is not None and row.looked_at is not None:
        exact = row.checked is not None or row.raw_is in ("official", "derived")
        return row.valid / row.looked_at, "count" if exact else "rounded"
    if row.sample is not None and row.sample_valid is not None:
        return row.sample_valid / row.sample, "sample"
    if row.projected is not None and row.raw is not None:
        return row.projected / row.raw, "projection"
    return None


@cache
def past_shares() -> tuple[PastShare, ...]:
    """The petitions of the track record whose share is known."""
    rows = {row.petition_id: row for row in past_petitions()}
    found = []
    for one in track_record().forecasts:
        net = one.left_out.net
        row = rows.get(one.petition_id)
        known: tuple[float, Basis] | None = (net, "count") if net is not None else None
        if known is None and row is not None:
            known = share_of(row)
        if known is not None:
            share, basis = known
            found.append(
                PastShare(
                    title=one.title, year=one.year, required=one.required, raw=one.raw,
                    share=share, basis=basis, qualified=one.qualified,
                )
            )  # fmt: skip
    return tuple(found)


def counted() -> tuple[PastShare, ...]:
    """Those counted in full: their share alone compares with what a petition needs."""
    return tuple(one for one in past_shares() if one.basis == "count")


def middle_half() -> tuple[float, float]:
    """Between which shares half of those counted in full lie."""
    low, high = np.quantile([one.share for one in counted()], [0.25, 0.75])
    return float(low), float(high)


def yours(reading: Reading) -> Yours | None:
    """The reader's petition; None where its counts are not known."""
    if reading.scenario is None:
        return None
    result: Forecast = forecast(reading.scenario)
    low, middle, high = (
        at / result.raw for at in (result.valid.p05, result.valid.p50, result.valid.p95)
    )
    return Yours(
        cushion=result.raw / result.required, need=result.required / result.raw,
        low=low, middle=middle, high=high,
    )  # fmt: skip


@cache
def past_splits() -> tuple[Split, ...]:
    """Every whole breakdown, that with most signatures first."""
    rows = {row.petition_id: row for row in past_petitions()}
    found = []
    for name, counts in breakdowns().items():
        row, total = rows.get(name), sum(counts.values())
        if row is not None:
            shares = tuple(counts[reason] / total for reason in INVALID)
            found.append(Split(row.title, row.year, row.place, total, shares))
    return tuple(sorted(found, key=lambda one: -(one.of or 0)))


def your_split(reading: Reading, *, name: str) -> Split | None:
    """The reader's split: as she set it, or the default; None where nothing is invalid."""
    scenario = reading.scenario
    percents: Mapping[str, float] = reading.defaults.reason_split
    if scenario is not None and scenario.by_reason:
        percents = {reason: getattr(scenario, reason) or 0.0 for reason in REASONS}
    total = sum(percents.values())
    if scenario is None or total <= 0.0:
        return None
    # The reader's reasons have none for the form of a signature: it is among the other ones.
    shares = tuple(percents.get(reason, 0.0) / total for reason in INVALID)
    return Split(name, None, "", None, shares)
