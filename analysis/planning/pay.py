"""What more signatures are worth: the next 1,000, a table, and where more stops paying."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.planning.odds import (
    MOST_RAW,
    odds_as_it_is,
    odds_at_raw,
    odds_with_raw,
)
from analysis.planning.rise import rise_of
from analysis.scenario import Scenario
from analysis.validity import Floats

A_STEP = 1_000
"""Raw signatures that the odds are told for."""

SLACK_SHARE, SLACK_POINTS = 0.01, 1.0
"""More is slack where this share of the raw count more adds less than so many points of odds."""

_ENDS = (0.01, 0.995)
_MOST_ROWS = 24
_SCAN = 96
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Next:
    """What the next 1,000 raw signatures do.

    Attributes
    ----------
    odds, odds_after : float
        P(M >= R) at the raw count, and with 1,000 more.
    cost : float or None
        Dollars for them; None without a cost of a signature.
    """

    odds: float
    odds_after: float
    cost: float | None

    @property
    def gain(self) -> float:
        """The odds gained, a probability."""
        return self.odds_after - self.odds

    @property
    def dollars_a_point(self) -> float | None:
        """Dollars for a percentage point of odds at this place; None without a cost or a gain."""
        if self.cost is None or self.gain <= 0.0:
            return None
        return self.cost / (100.0 * self.gain)


@dataclass(frozen=True, slots=True)
class AtRaw:
    """A raw count against its odds.

    Attributes
    ----------
    gain : float
        The odds that 1,000 more would add.
    dollars_a_point : float or None
        Dollars for a percentage point of odds there.
    net : float or None
        Dollars: worth times the odds, less the cost of all signatures.
    """

    raw: int
    odds: float
    gain: float
    dollars_a_point: float | None
    net: float | None


@dataclass(frozen=True, slots=True)
class Worth:
    """Raw counts against what they bring, and where more stops paying.

    Attributes
    ----------
    table : tuple of AtRaw
        Round raw counts from odds of about 1 in 100 to about 199 in 200.
    steepest : int
        The raw count at which one more adds most, to the rounding of the table's scan.
    slack_from : int or None
        The first raw count past the steepest place from which 1% more adds less than 1 point of
        odds; None where that is beyond 100,000,000.
    start : int
        What is in hand: collected signatures, or 0. They are paid for.
    stop_at : int or None
        The raw count above ``start`` at which worth x odds - cost x signatures is largest: where
        one more signature adds as much as it costs. None without cost and worth, or where no
        count above ``start`` beats stopping there.
    stop_odds : float or None
        The odds at it.
    """

    table: tuple[AtRaw, ...]
    steepest: int
    slack_from: int | None
    start: int
    stop_at: int | None
    stop_odds: float | None


def per_1000(scenario: Scenario) -> Next:
    """What the next 1,000 raw signatures are worth, in odds and in cost.

    A forward difference of the forecast's own odds, so that both can be put back.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = per_1000(read("model=2026-11&cost=6.5").scenario)
    >>> round(100 * found.gain, 1), found.cost
    (0.4, 6500.0)
    """
    odds = odds_as_it_is(scenario)
    after = odds_with_raw(scenario, scenario.raw + A_STEP)
    cost = None if scenario.cost is None else A_STEP * scenario.cost
    return Next(odds, after, cost)


def worth_of(scenario: Scenario) -> Worth | None:
    """Raw counts against odds and money; None once officials have found something.

    Sources: the first-order condition of ``worth * P(N) - cost * N``, P the odds.
    """
    if scenario.has_official_result or rise_of(scenario).scores[-1] < 0.0:
        return None
    counts = _scan(scenario)
    odds = odds_at_raw(scenario, counts)
    steepest = float(counts[int(np.argmax(np.diff(odds) / np.diff(counts)))])
    start = scenario.collected or 0
    stop = None
    if scenario.cost is not None and scenario.worth is not None:
        stop = stop_at(
            lambda raw: odds_at_raw(scenario, raw),
            counts=counts,
            start=start,
            cost=scenario.cost,
            worth=scenario.worth,
        )
    return Worth(
        table=_table(scenario),
        steepest=round(steepest),
        slack_from=_slack_from(scenario, counts[counts >= steepest]),
        start=start,
        stop_at=stop,
        stop_odds=None if stop is None else float(odds_at_raw(scenario, stop)),
    )


def _scan(scenario: Scenario) -> Floats:
    """Raw counts that resolve the rise of the odds: half even in count, half in score."""
    rise = rise_of(scenario)
    scores = np.linspace(float(rise.scores[0]), float(rise.scores[-1]), _SCAN // 2)
    by_score = np.interp(scores, rise.scores, rise.raw)
    low, high = float(rise.raw[0]), float(min(rise.raw[-1], 1.5 * by_score[-8]))
    by_count = np.linspace(low, max(high, low + 1.0), _SCAN // 2)
    whole = np.unique(np.round(np.concatenate([by_score, by_count, [low, low + 1.0]])))
    return np.asarray(whole[whole <= MOST_RAW])


def _table(scenario: Scenario) -> tuple[AtRaw, ...]:
    low, high = (float(end) for end in rise_of(scenario).near(_ENDS))
    size = max((high - low) / _MOST_ROWS, 1.0)
    step = next(
        round(unit * 10.0**power)
        for power in range(9)
        for unit in (1, 2, 5)
        if unit * 10.0**power >= size
    )
    first, last = step * int(low // step), step * int(np.ceil(high / step))
    raw = np.arange(max(first, step), last + 1, step, dtype=float)
    both = odds_at_raw(scenario, np.concatenate([raw, raw + A_STEP]))
    odds, after = both[: raw.size], both[raw.size :]
    return tuple(
        _row(scenario, int(n), float(p), float(q)) for n, p, q in zip(raw, odds, after, strict=True)
    )


def _row(scenario: Scenario, raw: int, odds: float, after: float) -> AtRaw:
    cost, worth = scenario.cost, scenario.worth
    there = Next(odds, after, None if cost is None else A_STEP * cost)
    net = None if cost is None or worth is None else worth * odds - cost * raw
    return AtRaw(raw, odds, there.gain, there.dollars_a_point, net)


def _slack_from(scenario: Scenario, counts: Floats) -> int | None:
    """The first of the counts and those between them from which 1% more adds less than a point."""
    while True:
        more = odds_at_raw(scenario, np.concatenate([counts, counts * (1.0 + SLACK_SHARE)]))
        gain = more[counts.size :] - more[: counts.size]
        little = np.flatnonzero(gain < SLACK_POINTS / 100.0)
        if not little.size:
            return None
        first = int(little[0])
        low, high = float(counts[max(first - 1, 0)]), float(counts[first])
        if high - low <= 1.0:
            return int(high)
        counts = _between(low, high)


def _between(low: float, high: float) -> Floats:
    """Whole counts between two, ends included."""
    return np.unique(np.round(np.linspace(low, high, _NEAR)))


def stop_at(
    odds: Callable[[Floats], Floats], *, counts: Floats, start: int, cost: float, worth: float
) -> int | None:
    """The raw count above ``start`` where ``worth * odds - cost * count`` is largest.

    There one more signature adds as much as it costs, and after it less.

    Parameters
    ----------
    odds : callable
        Odds over raw counts, for arrays.
    counts : numpy.ndarray
        Whole counts, rising, that resolve the rise of the odds.
    start : int
        What is in hand, and paid for.
    cost, worth : float
        Dollars a signature, and dollars of a petition with enough.

    Returns
    -------
    int or None
        None where no count above ``start`` beats stopping there.
    """
    later = counts > start
    if not later.any():
        return None
    counts = np.append(start + 1.0, counts[later])
    while True:
        net = worth * odds(counts) - cost * counts
        best = int(np.argmax(net))
        low = float(counts[max(best - 1, 0)])
        high = float(counts[min(best + 1, counts.size - 1)])
        if high - low <= 2.0:
            break
        counts = _between(low, high)
    in_hand = float(odds(np.array([float(start)]))[0]) if start else 0.0
    return int(counts[best]) if net[best] > worth * in_hand - cost * start else None
