"""What a check would do to a scenario, before it is in it.

Counts that nobody has put into the scenario are not to outlive the session. So nothing here goes
through what the process keeps: the caches of ``analysis.outlook`` and ``analysis.forecast``.
"""

from dataclasses import dataclass

from analysis.outlook import priors
from analysis.own_check.discount import Worth, with_check, worth_of
from analysis.own_check.found import Found
from analysis.repeats import odds_of_enough
from analysis.scenario import Reading, Scenario


@dataclass(frozen=True, slots=True)
class Offer:
    """A check beside the scenario that it may enter.

    Attributes
    ----------
    in_use : bool
        Whether the scenario holds this very check.
    worth : Worth
        After its discounts.
    before, after : float or None
        P(M >= R) without and with it; None where officials have found or announced anything.
    """

    in_use: bool
    worth: Worth
    before: float | None
    after: float | None


def offer(reading: Reading, found: Found) -> Offer | None:
    r"""What a file's check would do; None where it cannot enter the scenario.

    Examples
    --------
    >>> from analysis.own_check.found import found_in
    >>> from analysis.scenario import read
    >>> told = offer(read("model=2026-11"), found_in(b"checked,valid\n2000,1400\n"))
    >>> told.in_use, round(told.before, 3), told.after < told.before
    (False, 0.123, True)
    """
    if reading.scenario is None or found.check is None:
        return None
    after = with_check(reading, found.check, found.clustering).scenario
    told = worth_of(after) if after else None
    if after is None or told is None:
        return None
    return Offer(
        in_use=after == reading.scenario,
        worth=told,
        before=odds_with(reading.scenario),
        after=odds_with(after),
    )


def odds_with(scenario: Scenario) -> float | None:
    """P(M >= R) of a scenario, of which the process keeps nothing.

    The very number of ``forecast(scenario).sufficient``; None where there is an official result,
    whose odds take longer than a preview may.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(odds_with(read("model=2026-11").scenario), 3)
    0.123
    """
    if scenario.has_official_result:
        return None
    validity, repeats = priors.__wrapped__(scenario)
    required = float(scenario.required)
    return float(
        odds_of_enough(required=required, raw=scenario.raw, validity=validity, repeats=repeats)
    )
