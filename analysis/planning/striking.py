"""What striking known bad or repeated signatures before filing does.

Of N signatures b known to be invalid and r known to be repeats are struck: the raw count falls by
b + r, the otherwise valid and the repeats among them by r each, and the valid signers M = Y - D
by nothing. A full count is where it was. A sample rule is not: what stands for each line of the
sample, and the repeats that it may meet, are others.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.belief import REACH_SD, Belief, Shares, narrowed, share_nodes
from analysis.evidence import judged_by_sample
from analysis.gate import Rule, gate_rule, holds, turning_points
from analysis.outlook import priors
from analysis.planning.odds import odds_as_it_is, odds_with_raw
from analysis.rules import rule_sets
from analysis.scenario import Scenario
from analysis.validity import Floats

_ALL_VALID = 1e-9


@dataclass(frozen=True, slots=True)
class GateOdds:
    """The way through a sample rule. Probabilities; the first three sum to 1.

    Attributes
    ----------
    passes, full_count, fails : float
        Found sufficient on the sample, counted in full, found insufficient on it.
    passes_short, fails_enough : float
        The luck of the draw: passes without enough valid signers, fails with enough.
    qualifies : float
        Passes, or is counted in full and has enough.
    """

    passes: float
    full_count: float
    fails: float
    passes_short: float
    fails_enough: float
    qualifies: float


@dataclass(frozen=True, slots=True)
class SampleRule:
    """A sample rule before and after the striking; ``after`` is None where too few are left."""

    statistic: str
    before: GateOdds
    after: GateOdds | None


@dataclass(frozen=True, slots=True)
class Lines:
    """A petition at the middle of what is expected: raw, otherwise valid, repeats, valid signers.

    Not rounded.
    """

    raw: float
    otherwise_valid: float
    repeats: float

    @property
    def valid(self) -> float:
        """M = Y - D."""
        return self.otherwise_valid - self.repeats


@dataclass(frozen=True, slots=True)
class Striking:
    """What striking does, and what replacing what was struck does.

    Attributes
    ----------
    invalid, repeats : int
        b and r, signatures struck.
    raw_after, required : int
        N - b - r, and R.
    odds : float
        P(M >= R), before and after the same.
    before, after : Lines
        The middle of what is expected: Y, D and N fall together, M stays.
    rules : tuple of SampleRule
        Under the rule set's sample: corrected and uncorrected; one of "pairs" in Washington; none
        where no sample is taken.
    odds_replaced : float
        P(M >= R) with b + r ordinary signatures in their place: the odds at N + b + r.
    """

    invalid: int
    repeats: int
    raw_after: int
    required: int
    odds: float
    before: Lines
    after: Lines
    rules: tuple[SampleRule, ...]
    odds_replaced: float

    @property
    def struck(self) -> int:
        """Signatures struck in all."""
        return self.invalid + self.repeats

    @property
    def more_than_expected(self) -> bool:
        """Whether more are known of a kind than the scenario's rates expect in all."""
        bad = self.before.raw - self.before.otherwise_valid
        return self.repeats > self.before.repeats or self.invalid > bad


def striking_of(scenario: Scenario) -> Striking | None:
    """What striking does; None where nothing is to be struck, or once officials have looked."""
    invalid, repeats = scenario.strike_invalid, scenario.strike_repeats
    if invalid + repeats == 0 or scenario.has_official_result:
        return None
    raw = scenario.raw
    validity, share = priors(scenario)
    valid = raw * float(validity.quantile(0.5))
    copies = valid * float(share.quantile(0.5))
    left = max(copies - repeats, 0.0)
    return Striking(
        invalid=invalid,
        repeats=repeats,
        raw_after=raw - invalid - repeats,
        required=scenario.required,
        odds=odds_as_it_is(scenario),
        before=Lines(float(raw), valid, copies),
        after=Lines(float(raw - invalid - repeats), valid - copies + left, left),
        rules=_sample_rules(scenario),
        odds_replaced=odds_with_raw(scenario, raw + invalid + repeats),
    )


def _sample_rules(scenario: Scenario) -> tuple[SampleRule, ...]:
    gate = rule_sets()[scenario.rules].gate
    if gate is None:
        return ()
    names = ("pairs",) if gate.kind == "pairs" else ("corrected", "uncorrected")
    found = []
    for name in names:
        before = odds_when_struck(scenario, statistic=name, invalid=0, repeats=0)
        if before is not None:
            after = odds_when_struck(
                scenario,
                statistic=name,
                invalid=scenario.strike_invalid,
                repeats=scenario.strike_repeats,
            )
            found.append(SampleRule(name, before, after))
    return tuple(found)


def odds_when_struck(
    scenario: Scenario, *, statistic: str, invalid: int, repeats: int
) -> GateOdds | None:
    """The way through a sample rule with so many struck before filing.

    The sample judges by its own standard s, as before: of N s otherwise valid and delta N s repeats
    ``repeats`` are gone from both, and N is less by all that is struck. Where the belief leaves
    fewer than are struck, none are left. Whether M reaches R is what it was.

    Returns
    -------
    GateOdds or None
        None where no sample is taken or fewer than required are left.
    """
    raw = scenario.raw - invalid - repeats
    rules = rule_sets()[scenario.rules]
    rule = gate_rule(rules=rules, raw=raw, required=scenario.required, statistic=statistic)
    if rule is None or raw < scenario.required:
        return None
    parts = _struck_beliefs(scenario, rule=rule, repeats=repeats)
    totals = [part.total for part in parts]
    scale = 1.0 / sum(totals)
    passes, full, fails = (min(max(total * scale, 0.0), 1.0) for total in totals)
    required = float(scenario.required)
    enough = [float(part.odds(required, raw=scenario.raw)) * scale for part in parts]
    return GateOdds(
        passes=passes,
        full_count=full,
        fails=fails,
        passes_short=max(passes - enough[0], 0.0),
        fails_enough=max(enough[2], 0.0),
        qualifies=min(passes + enough[1], 1.0),
    )


def _struck_beliefs(scenario: Scenario, *, rule: Rule, repeats: int) -> list[Belief]:
    """The belief split by what the gate will say of what is left, totals in proportion."""
    validity, share = priors(scenario)
    shares = share_nodes(share)
    raw, left = float(scenario.raw), float(rule.raw)

    def likelihood(standard: Floats) -> Floats:
        valid = raw * special.expit(standard)[:, None]
        pairs = np.maximum(shares.nodes * valid - repeats, 0.0)
        otherwise = np.clip(valid - repeats, _ALL_VALID * left, (1.0 - _ALL_VALID) * left)
        # One standard of what is left for each row; its repeat shares differ from row to row.
        struck = Shares(np.minimum(pairs / otherwise, 0.5), shares.weights)
        at = special.logit(otherwise[:, 0] / left)
        passes = holds(rule, rule.passes, at, struck)
        fails_not = np.ones_like(passes)
        if rule.fails_not is not None:
            fails_not = np.maximum(holds(rule, rule.fails_not, at, struck), passes)
        return np.stack([passes, fails_not - passes, 1.0 - fails_not])

    turns = (left * special.expit(turning_points(rule, shares)[k]) + repeats * k for k in (0, 1))
    low, high = (float(special.logit(min(max(t / raw, 1e-9), 1.0 - 1e-9))) for t in turns)
    mu, sigma = narrowed(validity)
    reach = REACH_SD * sigma + 12.0 * scenario.drift
    low, high = max(low, mu - reach), min(high, mu + reach)
    return judged_by_sample(
        validity,
        shares,
        likelihood,
        drift=scenario.drift,
        low=low,
        high=max(high, low + 1e-3),
        step=float(np.sqrt((1.0 - rule.size / left) / (0.25 * rule.size))) + 1e-4,
    )
