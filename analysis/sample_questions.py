"""Questions that a sample raises: what its repeats would say, and how often its gate errs.

Each answer is a forecast, or the gate's own law, asked again with one number changed.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from analysis.forecast import forecast
from analysis.gate import gate_odds, gate_rule
from analysis.outlook import priors, turns_of_gate
from analysis.rules import rule_sets
from analysis.scenario import Scenario
from analysis.verification import gates_possible, most_repeats

POINTS = 25
"""How many numbers of repeats are tried."""

SHORT_BY = 0.001
"""Of the requirement: how far a petition that must not pass falls short."""

_FARTHEST_SHARE = 0.975  # the repeat share at this point of its prior ends the range tried
_USUAL = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a number of repeats in the sample would say.

    Attributes
    ----------
    repeats : int
        Repeats seen in the sample, d.
    sufficient : float
        The odds that a full count finds enough.
    gate : str
        What the official projection then says: sufficient, full_count or insufficient.
    """

    repeats: int
    sufficient: float
    gate: str


@dataclass(frozen=True, slots=True)
class RepeatsSeen:
    """The odds over the repeats that the sample may have shown.

    ``low`` and ``high`` are two of the points: with the repeat share at the ends that hold it 8
    times in 10, as far as what officials announced allows them. ``insufficient_from`` is the fewest
    repeats with which the official projection is insufficient; None if no number is.
    """

    points: tuple[Seen, ...]
    low: Seen
    high: Seen
    insufficient_from: int | None


@lru_cache(maxsize=256)
def odds_by_repeats_seen(scenario: Scenario) -> RepeatsSeen:
    """The odds for every number of repeats that the sample may have shown.

    Parameters
    ----------
    scenario : Scenario
        With a sample; its own number of repeats is not used.

    Raises
    ------
    ValueError
        If the scenario has no sample.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> string = "model=2026-11&as_of=sample&sample_valid=29500&gate=unknown"
    >>> found = odds_by_repeats_seen(read(string).scenario)
    >>> found.low.repeats, round(found.low.sufficient, 2)
    (39, 0.75)
    >>> found.insufficient_from
    211
    """
    if not scenario.sample or scenario.sample_valid is None:
        raise ValueError("a scenario without a sample has no repeats seen")
    _, share = priors(scenario)
    ends = share.quantile([*_USUAL, _FARTHEST_SHARE])
    low, high, last = (expected_pairs_seen(scenario, share=float(end)) for end in ends)
    most = most_repeats(sample=scenario.sample, sample_valid=scenario.sample_valid)
    end = min(most, math.ceil(last + math.sqrt(last)) + 2)
    tried = {*np.unique(np.linspace(0, end, POINTS - 2).round()).astype(int).tolist()}
    usual = [min(round(low), end), min(round(high), end)]
    most_sufficient, insufficient = turns_of_gate(scenario)
    tried |= {at for at in (*usual, most_sufficient + 1, insufficient) if at <= end}
    points = tuple(_seen(scenario, repeats) for repeats in sorted(tried))
    allowed = [at for at in points if scenario.gate in ("unknown", at.gate)] or list(points)
    named = [min(allowed, key=lambda at: abs(at.repeats - wanted)) for wanted in usual]
    from_on = insufficient if insufficient <= most else None
    return RepeatsSeen(points, low=named[0], high=named[1], insufficient_from=from_on)


def _gate(scenario: Scenario, repeats: int) -> str:
    assert scenario.sample_valid is not None, "a sample is whole"
    (gate,) = gates_possible(
        rules=rule_sets()[scenario.rules],
        raw=scenario.raw,
        required=scenario.required,
        sample=scenario.sample,
        sample_valid=scenario.sample_valid,
        sample_repeats=repeats,
        statistic=scenario.statistic,
        rounding=scenario.rounding,
    )
    return gate


def _seen(scenario: Scenario, repeats: int) -> Seen:
    gate = _gate(scenario, repeats)
    kept = scenario.gate if scenario.gate == gate else "unknown"
    found = forecast(replace(scenario, sample_repeats=repeats, gate=kept))
    return Seen(repeats, found.sufficient, gate)


def expected_pairs_seen(scenario: Scenario, *, share: float) -> float:
    """How many repeats a scenario's sample is expected to show at a repeat share.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> round(expected_pairs_seen(read("as_of=sample").scenario, share=0.05), 1)
    70.0
    """
    assert scenario.sample_valid is not None, "a sample is whole"
    copies = share * scenario.raw * scenario.sample_valid / scenario.sample
    return copies * pair_share(raw=scenario.raw, sample=scenario.sample)


def pair_share(*, raw: int, sample: int) -> float:
    """How often a sample draws both of two given signatures, n(n - 1)/(N(N - 1)).

    Examples
    --------
    >>> round(1.0 / pair_share(raw=715_833, sample=35_793))
    400
    """
    return sample * (sample - 1) / (raw * (raw - 1)) if raw > 1 else float(sample == raw)


@dataclass(frozen=True, slots=True)
class GateErrors:
    """How often the gate is wrong about a petition that is just enough, or just short.

    Attributes
    ----------
    statistic : {"corrected", "uncorrected", "pairs"}
        What the gate judges; under Washington's law the pairs, which never fail a petition.
    size : int
        Signatures in the sample.
    short : int
        Valid signers of the petition that is just short.
    wrong_pass : float
        Chance that the sample alone passes the petition that is just short.
    wrong_fail : float
        Chance that the sample alone fails the petition that has exactly enough.
    """

    statistic: str
    size: int
    short: int
    wrong_pass: float
    wrong_fail: float


@lru_cache(maxsize=256)
def gate_errors(scenario: Scenario) -> tuple[GateErrors, ...]:
    """The gate's error rates, the scenario's own statistic first.

    Repeats are at the scenario's median share. Under Washington's test of pairs there is one
    statistic.

    Returns
    -------
    tuple of GateErrors
        Empty where no sample decides, or where the petition cannot have that many signers.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = gate_errors(read("").scenario)
    >>> [(one.statistic, one.wrong_fail < 0.001, one.wrong_pass < 0.001) for one in found]
    [('corrected', True, True), ('uncorrected', True, True)]
    """
    rules = rule_sets()[scenario.rules]
    kept = 1.0 - min(scenario.repeats / 100.0, 0.5)
    valid = round(scenario.required / kept)
    if valid > scenario.raw or rules.gate is None:
        return ()
    short = math.floor(scenario.required * (1.0 - SHORT_BY))
    by_pairs = rules.gate.kind == "pairs"
    other = "uncorrected" if scenario.statistic == "corrected" else "corrected"
    found = []
    for statistic in (scenario.statistic,) if by_pairs else (scenario.statistic, other):
        rule = gate_rule(
            rules=rules,
            raw=scenario.raw,
            required=scenario.required,
            statistic=statistic,
            size=scenario.sample or None,
        )
        if rule is None:
            return ()
        enough = gate_odds(rule=rule, valid=valid, pairs=valid - scenario.required)
        just_short = round(short / kept)
        passed = gate_odds(rule=rule, valid=just_short, pairs=just_short - short)
        wrong = (max(passed["sufficient"], 0.0), max(enough["insufficient"], 0.0))
        name = "pairs" if by_pairs else statistic
        found.append(GateErrors(name, rule.size, short, *wrong))
    return tuple(found)
