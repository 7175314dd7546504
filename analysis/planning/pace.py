"""Signatures a day from what is in hand to the deadline, with the pace not sure.

The average pace from here on is log-normal about a median: one unknown for the whole of the time
left, not a new one each day. Collecting goes on to the end of the day of the deadline, and the
count in hand is that at the end of ``collected_on``.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy import special

from analysis.planning.odds import MOST_RAW, odds_at_raw
from analysis.planning.rise import TOP_SCORE, rise_of
from analysis.planning.roots import last_reaching
from analysis.scenario import Scenario
from analysis.scenario.plan import PACE_PM
from analysis.validity import ROOT_TWO_PI, Z95, Floats

_REACH = 8.0
_KNOWN = 5e-4  # sd of the log, a pace sure to 0.1%: less counts as known
_PANEL = 2.0  # widest panel of the quadrature, in sd of the log
_NODES, _WEIGHTS = special.roots_legendre(8)
_AT_SCORES = np.array([-TOP_SCORE, -3.5, -1.5, 0.5, 2.5, TOP_SCORE])
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Day:
    """The raw count at the end of a day: 5%, 50% and 95% points."""

    day: dt.date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """The drive from here to its deadline.

    Attributes
    ----------
    started : datetime.date or None
    collected_on, deadline : datetime.date
    collected : int
        Raw signatures in hand at the end of ``collected_on``.
    days_left : int
        Days of collecting from then to the end of the deadline.
    pm : float
        Half the width, in %, of the average pace from here on, 9 times in 10.
    so_far : float or None
        Signatures a day from ``started`` (0) to ``collected_on``; None without ``started``.
    median : float or None
        The pace that is gone on with: the scenario's, else that so far.
    odds : float or None
        P(M >= R) as things go, over the pace; None without a pace.
    needed_if_sure : mapping
        By target, signatures a day if the pace were certain: what is missing over the days left.
        None where no count reaches it.
    needed : mapping
        By target, the smallest median pace at which the odds over the pace reach it.
    reached : mapping
        By target, the first day at whose end the middle of the projection has the raw count that
        it needs; None if not by the deadline, or without a pace.
    projection : tuple of Day
        From ``collected_on`` to the deadline; empty without a pace.
    """

    started: dt.date | None
    collected_on: dt.date
    deadline: dt.date
    collected: int
    days_left: int
    pm: float
    so_far: float | None
    median: float | None
    odds: float | None
    needed_if_sure: Mapping[int, float | None]
    needed: Mapping[int, float | None]
    reached: Mapping[int, dt.date | None]
    projection: tuple[Day, ...]

    @property
    def at_deadline(self) -> Day | None:
        """The raw count at the deadline as things go; None without a pace."""
        return self.projection[-1] if self.projection else None


def pace_of(scenario: Scenario, needed: Mapping[int, int | None]) -> Pace | None:
    """The drive's pace; None without a count in hand, its day and a deadline, or once it is over.

    Parameters
    ----------
    needed : mapping
        Raw counts by target, as ``raw_for`` gives them.
    """
    collected, day, deadline = scenario.collected, scenario.collected_on, scenario.deadline
    if collected is None or day is None or deadline is None or scenario.has_official_result:
        return None
    days = (deadline - day).days
    so_far = None
    if scenario.started is not None:
        so_far = collected / (day - scenario.started).days
    median = scenario.pace if scenario.pace is not None else so_far
    pm = scenario.pace_pm if scenario.pace_pm is not None else PACE_PM
    odds = None
    if median is not None:
        at = odds_at_pace(scenario, np.array([median]), collected=collected, days=days, pm=pm)
        odds = float(at[0])
    return Pace(
        started=scenario.started,
        collected_on=day,
        deadline=deadline,
        collected=collected,
        days_left=days,
        pm=pm,
        so_far=so_far,
        median=median,
        odds=odds,
        needed_if_sure=_if_sure(needed, collected, days),
        needed=_pace_needed(scenario, tuple(needed), collected=collected, days=days, pm=pm),
        reached=_days_reached(needed, collected, day, days, median),
        projection=_projection(collected, day, days, median, pm),
    )


def odds_at_pace(
    scenario: Scenario, median: Floats, *, collected: int, days: int, pm: float
) -> Floats:
    """P(M >= R) over the pace: E P(M >= R | N = collected + pace x days), for each median pace.

    Gauss-Legendre over the logarithm of the pace, on panels that end where the odds rise: as exact
    for a narrow prior as for a wide one. Absolute error below 5e-6.

    Parameters
    ----------
    median : numpy.ndarray
        Signatures a day, above 0, of shape (T,).
    pm : float
        Half the central 90% width in %: sigma of the log is ln(1 + pm / 100) / 1.645. Below 0.1
        the pace counts as known.
    """
    at = np.log(median)
    within = (float(at.min()), float(at.max()))
    return _over_pace(scenario, within, collected=collected, days=days, pm=pm)(at)


def _over_pace(
    scenario: Scenario, within: tuple[float, float], *, collected: int, days: int, pm: float
) -> Callable[[Floats], Floats]:
    """The odds over the pace as a function of the log of its median, between two such logs.

    The odds given a raw count are worked out once, at the nodes; a median only weighs them.
    """
    sd = float(np.log1p(pm / 100.0)) / Z95
    if sd < _KNOWN:
        return lambda at: odds_at_raw(scenario, collected + days * np.exp(at))
    rise = rise_of(scenario)
    turns = np.interp(_AT_SCORES, rise.scores, rise.raw)
    turns[0], turns[-1] = rise.raw[0], rise.raw[-1]
    turns = np.log(np.maximum(turns - collected, 1e-9) / days)
    low = max(float(turns[0]), within[0] - _REACH * sd)
    high = max(low, min(float(turns[-1]), within[1] + _REACH * sd))
    even = np.linspace(low, high, int((high - low) / (_PANEL * sd)) + 2)
    edges = np.unique(np.concatenate([even, np.clip(turns, low, high)]))
    half = 0.5 * np.diff(edges)[:, None]
    places = (half * _NODES + 0.5 * (edges[1:] + edges[:-1])[:, None]).ravel()
    odds = odds_at_raw(scenario, collected + days * np.exp(places))
    weights = (half * _WEIGHTS).ravel() * odds / (sd * ROOT_TWO_PI)
    most = float(odds_at_raw(scenario, min(collected + days * np.exp(high), MOST_RAW)))

    def expected(at: Floats) -> Floats:
        z = (places - at[:, None]) / sd
        above = most * special.ndtr((at - high) / sd)
        return np.asarray(np.clip(np.exp(-0.5 * z * z) @ weights + above, 0.0, 1.0))

    return expected


def _pace_needed(
    scenario: Scenario, targets: tuple[int, ...], *, collected: int, days: int, pm: float
) -> Mapping[int, float | None]:
    """The smallest median pace that reaches each target; 0 where what is in hand does.

    Bracketed for certain: with half of what the target leaves open to the pace and half to the
    signatures it is reached; with half of the target to each it is not.
    """
    rise = rise_of(scenario)
    in_hand = float(odds_at_raw(scenario, collected))
    found: dict[int, float | None] = {
        target: 0.0 if in_hand >= target / 100.0 else None for target in targets
    }
    asked = [target for target in targets if in_hand < target / 100.0 <= float(rise.odds[-1])]
    if not asked:
        return MappingProxyType(found)
    wanted = np.array(asked) / 100.0
    sd = float(np.log1p(pm / 100.0)) / Z95
    ends = []
    for share, beyond in ((0.5 * (1.0 + wanted), 1), (0.5 * wanted, -1)):
        raw = rise.next_to(share, beyond)
        ends.append(np.log(np.maximum(raw - collected, 1e-3) / days) + sd * special.ndtri(share))
    enough, short = ends
    odds = _over_pace(
        scenario, (float(short.min()), float(enough.max())), collected=collected, days=days, pm=pm
    )
    roots = last_reaching(
        odds, wanted=wanted, ends=(enough, short), at_ends=(odds(enough), odds(short))
    )
    limit = (MOST_RAW - collected) / days
    for target, root in zip(asked, np.exp(roots).tolist(), strict=True):
        found[target] = root if root <= limit else None
    return MappingProxyType(found)


def _if_sure(
    needed: Mapping[int, int | None], collected: int, days: int
) -> Mapping[int, float | None]:
    return MappingProxyType(
        {
            target: None if raw is None else max(raw - collected, 0) / days
            for target, raw in needed.items()
        }
    )


def _days_reached(
    needed: Mapping[int, int | None], collected: int, day: dt.date, days: int, median: float | None
) -> Mapping[int, dt.date | None]:
    """The day on which the middle of the projection has each target's raw count."""
    found: dict[int, dt.date | None] = dict.fromkeys(needed)
    for target, raw in needed.items():
        if raw is None or (median is None and raw > collected):
            continue
        wait = 0 if raw <= collected or not median else int(np.ceil((raw - collected) / median))
        if wait <= days:
            found[target] = day + dt.timedelta(days=wait)
    return MappingProxyType(found)


def _projection(
    collected: int, day: dt.date, days: int, median: float | None, pm: float
) -> tuple[Day, ...]:
    """The raw count at the end of each day; of a long drive not of every day."""
    if median is None:
        return ()
    spread = 1.0 + pm / 100.0
    after = np.unique(np.linspace(0, days, min(days, _MOST_DAYS) + 1).round().astype(int))
    return tuple(
        Day(
            day + dt.timedelta(days=int(passed)),
            collected + passed * median / spread,
            collected + passed * median,
            collected + passed * median * spread,
        )
        for passed in after.tolist()
    )
