"""What a scenario needs: raw signatures at its invalid rate, or the invalid rate at its count."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analysis.planning.odds import (
    MOST_RAW,
    TARGETS,
    odds_at_invalid,
    odds_at_raw,
    odds_with_raw,
)
from analysis.planning.rise import rise_of
from analysis.planning.roots import last_reaching, smallest_whole
from analysis.scenario import Scenario
from analysis.validity import Floats

_RATES = np.concatenate([[0.0, 0.003, 0.03, 0.1, 0.2, 0.5, 1.0, 2.0], np.arange(4.0, 101.0, 4.0)])
_ONE_PERCENT = 6  # its place among them

Bools = NDArray[np.bool_]


def raw_for(scenario: Scenario, *, targets: Sequence[int] = TARGETS) -> Mapping[int, int | None]:
    """The smallest raw counts that reach the odds, everything else as it stands.

    Put back into the scenario as ``raw`` the forecast's odds reach the target, and with one
    signature fewer they do not. The signatures more or fewer are like the others.

    With an official result the sample, the announcement or the count stays what it is and only N
    is another: what the odds would be had the same been found in a petition of that many. It is
    not below what officials have looked at; where that already reaches the target it is the answer.
    An announced answer of the gate says something else of another N, so there the odds may also
    fall as N grows: the answer is then one N that reaches the target where N - 1 does not.

    Parameters
    ----------
    targets : sequence of int
        Odds in per cent, above 0 and below 100.

    Returns
    -------
    mapping
        By target; None where 100,000,000 are not enough.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = raw_for(read("model=2026-11&invalid=20").scenario, targets=(50, 80))
    >>> found[50] < found[80]
    True
    """
    official = scenario.has_official_result
    least = max(scenario.required, scenario.sample, scenario.counted)

    @cache
    def odds(raw: int) -> float:
        return odds_with_raw(scenario, raw)

    if official:
        guesses = [float(scenario.raw)] * len(targets)
        step = max(scenario.raw // 50, 1)
    else:
        guesses, step = list(_close_guesses(scenario, targets)), 1
    return MappingProxyType(
        {
            target: smallest_whole(
                odds, wanted=target / 100.0, least=least, most=MOST_RAW, guess=guess, step=step
            )
            for target, guess in zip(targets, guesses, strict=True)
        }
    )


def _close_guesses(scenario: Scenario, targets: Sequence[int]) -> Floats:
    """Raw counts near the answers, all targets at once: false position in the scanned brackets."""
    wanted = np.asarray(targets, dtype=float) / 100.0
    rise = rise_of(scenario)
    above = np.clip(np.searchsorted(rise.odds, wanted), 1, len(rise.raw) - 1)
    return last_reaching(
        lambda raw: odds_at_raw(scenario, raw),
        wanted=wanted,
        ends=(rise.raw[above], rise.raw[above - 1]),
        at_ends=(rise.odds[above], rise.odds[above - 1]),
    )


def _last_before_fall(reaches: Bools) -> int | None:
    """The scanned rate after which the odds fall below a target; None where none reaches it.

    Near 0 and 100 the width shrinks and the odds may rise again, with a check of the campaign's own
    even at a rate that no petition had: what counts is the first fall from 1% up, and the rates
    below 1% only where that one does not reach it.
    """
    if reaches[_ONE_PERCENT]:
        falls = np.flatnonzero(~reaches[_ONE_PERCENT:])
        return _ONE_PERCENT + int(falls[0]) - 1 if falls.size else len(_RATES) - 2
    below = np.flatnonzero(reaches[:_ONE_PERCENT])
    return int(below[-1]) if below.size else None


def invalid_for(
    scenario: Scenario, *, targets: Sequence[int] = TARGETS
) -> Mapping[int, float | None] | None:
    """The largest invalid rates that reach the odds at this raw count, in % of raw.

    The width stays the scenario's, or shrinks to what the rate leaves room for, as in every
    scenario string. That goes by tenths of a point: where the odds jump over the target there, the
    rate is the largest that still reaches it; elsewhere the odds at it are the target to 1e-6.

    Returns
    -------
    mapping or None
        By target; None for one that not even a rate of 0 reaches. None as a whole once officials
        have found something: then it is no longer the expected rate that decides.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = invalid_for(read("model=2026-11").scenario, targets=(50, 80))
    >>> round(found[50], 1), found[80] < found[50]
    (16.0, True)
    """
    if scenario.has_official_result:
        return None

    def odds(rates: Floats) -> Floats:
        return odds_at_invalid(scenario, rates)

    at_rates = odds(_RATES)
    last = {
        target: fall
        for target in targets
        if (fall := _last_before_fall(at_rates >= target / 100.0)) is not None
    }
    found: dict[int, float | None] = dict.fromkeys(targets)
    if last:
        place = np.array(list(last.values()))
        roots = last_reaching(
            odds,
            wanted=np.array(list(last)) / 100.0,
            ends=(_RATES[place], _RATES[place + 1]),
            at_ends=(at_rates[place], at_rates[place + 1]),
        )
        found.update(zip(last, roots.tolist(), strict=True))
    return MappingProxyType(found)
