"""The front door: from a scenario to the odds, the distribution behind them, and the break-even.

M = Y (1 - delta) is what a full count would report. ``analysis.outlook`` says what is believed of
it at the scenario's stage; a complete count decides.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from analysis.ballot_calendar import Ballot
from analysis.on_ballot import ballot_of
from analysis.outlook import Outlook, Path, outlook, priors
from analysis.repeats import odds_of_enough, repeat_share
from analysis.scenario import NoCalendar, Scenario, no_calendar_because
from analysis.valid_count import ValidCount, certain, distribution, from_odds
from analysis.validity import Floats, elicit


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the model says of a scenario.

    Attributes
    ----------
    sufficient : float
        P(M >= R): the odds that a full count would find enough.
    valid : ValidCount
        The distribution of M that these odds are the tail of.
    break_even_invalid : float or None
        Invalid rate, in % of raw, at which M = R with repeats at their median; None if even a rate
        of 0 is not enough.
    net_validity_needed : float
        R / N.
    decided : bool
        Whether officials have decided; ``path`` is then 0 or 1.
    counted_out : bool
        Whether every signature has been counted; ``sufficient`` is then 0 or 1 too.
    has_evidence : bool
        Whether officials have found anything yet, be it only what they announced.
    path : Path
        The way through the official check, with the chance of each end.
    ballot : Ballot or None
        The odds of the ballot, path by path, with the calendar; None where there is none.
    no_calendar : str
        Why there is none; empty if there is.
    """

    required: int
    raw: int
    sufficient: float
    valid: ValidCount
    break_even_invalid: float | None
    net_validity_needed: float
    decided: bool
    counted_out: bool
    has_evidence: bool
    path: Path
    ballot: Ballot | None
    no_calendar: NoCalendar

    @property
    def on_ballot(self) -> float | None:
        """The odds that the election is ordered in time for the ballot; None without a calendar."""
        return None if self.ballot is None else self.ballot.on_ballot

    @property
    def qualifies(self) -> float:
        """The odds that the petition qualifies."""
        return self.path.qualifies

    @property
    def dots_enough(self) -> int:
        """How many of the dots reach the requirement."""
        return sum(dot >= self.required for dot in self.valid.dots)


def odds_sufficient(
    *,
    raw: ArrayLike,
    required: ArrayLike,
    invalid_percent: ArrayLike,
    invalid_pm: ArrayLike,
    repeats_percent: ArrayLike,
    repeats_pm: ArrayLike,
) -> Floats:
    """P(M >= R) before any check, for scalars and arrays alike.

    Parameters
    ----------
    raw, required : array_like
        N and R, signatures.
    invalid_percent, invalid_pm : array_like
        Otherwise invalid signatures in % of raw (median), and half the width in points that holds
        9 times in 10.
    repeats_percent, repeats_pm : array_like
        The same for the repeat share; a share of 0 is no repeats whatever the width.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the broadcast shape.

    Examples
    --------
    >>> odds_sufficient(raw=715833, required=566857, invalid_percent=24.5, invalid_pm=12.8,
    ...                 repeats_percent=5.0, repeats_pm=4.3).round(6).item()
    0.123053
    """
    return odds_of_enough(
        required=required,
        raw=raw,
        validity=elicit(percent=100.0 - np.asarray(invalid_percent, dtype=float), pm=invalid_pm),
        repeats=repeat_share(percent=repeats_percent, pm=repeats_pm),
    )


@lru_cache(maxsize=1024)
def forecast(scenario: Scenario) -> Forecast:
    """The forecast of a scenario. Pure: the same scenario always gives the same numbers.

    The last ones are kept: many readers open one link.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(forecast(read("model=2026-11").scenario).sufficient, 3)
    0.123
    """
    main = main_odds(scenario)
    return Forecast(
        required=scenario.required,
        raw=scenario.raw,
        sufficient=main.sufficient,
        valid=main.valid,
        break_even_invalid=break_even_invalid(
            raw=scenario.raw, required=scenario.required, repeats_percent=scenario.repeats
        ),
        net_validity_needed=scenario.required / scenario.raw,
        decided=scenario.decided,
        counted_out=scenario.counted_out,
        has_evidence=bool(scenario.counted or scenario.sample or scenario.gate != "unknown"),
        path=main.path,
        ballot=ballot_of(scenario, main.path),
        no_calendar=no_calendar_because(scenario),
    )


@dataclass(frozen=True, slots=True)
class WithoutDrift:
    """The odds of a scenario if the next check judged exactly as the one before.

    Attributes
    ----------
    sufficient, qualifies, ballot
        As in ``Forecast``.
    """

    sufficient: float
    qualifies: float
    ballot: Ballot | None


@lru_cache(maxsize=256)
def without_drift(scenario: Scenario) -> WithoutDrift:
    """The odds without drift; those of ``forecast`` where there is none, or all is counted.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(without_drift(read("model=2026-11").scenario).sufficient, 3)
    0.123
    """
    if scenario.drift == 0.0 or _is_known(scenario):
        usual = forecast(scenario)
        return WithoutDrift(usual.sufficient, usual.qualifies, usual.ballot)
    found = outlook(scenario, drift=0.0)
    path = _path(scenario, found)
    return WithoutDrift(found.sufficient, path.qualifies, ballot_of(scenario, path))


@dataclass(frozen=True, slots=True)
class MainOdds:
    """The odds of a scenario as its drift is, and nothing beside them."""

    sufficient: float
    valid: ValidCount
    path: Path


def main_odds(scenario: Scenario) -> MainOdds:
    """The odds of enough, the distribution behind them, and the path through the check.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(main_odds(read("model=2026-11").scenario).path.qualifies, 3)
    0.123
    """
    if _is_known(scenario):
        assert scenario.counted_valid is not None, "a known count is a number"
        enough = float(scenario.counted_valid >= scenario.required)
        path = Path(0.0, 0.0, 1.0, 0.0, enough, 1.0 - enough)
        return MainOdds(enough, certain(float(scenario.counted_valid)), path)
    found = outlook(scenario, drift=scenario.drift)
    if found.moments is None:
        validity, repeats = priors(scenario)
        valid = distribution(raw=scenario.raw, validity=validity, repeats=repeats)
    else:
        mean, sd = found.moments()
        valid = from_odds(found.odds, mean=mean, sd=sd, raw=scenario.raw)
    return MainOdds(found.sufficient, valid, _path(scenario, found))


def _is_known(scenario: Scenario) -> bool:
    """Whether a full count has told its number: nothing is left to look out for."""
    return scenario.counted_out and scenario.counted_valid is not None


def _path(scenario: Scenario, found: Outlook) -> Path:
    """The way through the check; a known one where officials have decided on the sample."""
    if not scenario.decided:
        return found.path
    passed = float(scenario.gate == "sufficient")
    return Path(0.0, passed, 0.0, 1.0 - passed, 0.0, 0.0)


def break_even_invalid(*, raw: int, required: int, repeats_percent: float) -> float | None:
    """Invalid rate in % of raw at which M = R with the repeat share at its median.

    None if not even an invalid rate of 0 would do.

    Examples
    --------
    >>> round(break_even_invalid(raw=715833, required=566857, repeats_percent=5.0), 2)
    16.64
    """
    needed = required / (raw * (1.0 - min(repeats_percent / 100.0, 0.5)))
    return None if needed > 1.0 else 100.0 * (1.0 - needed)
