"""Which stage of the official check a scenario has reached, and what is believed there.

Each stage takes a belief and returns a belief: the prior, the campaign's own check, what officials
announced after the sample, the sample itself, a running count. A count replaces the sample.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.belief import Belief, prior_belief, share_nodes
from analysis.evidence import Sampled, after_check, after_sample
from analysis.gate import branch_beliefs, gate_rule
from analysis.gate_smooth import Asked, smooth_gate
from analysis.repeats import RepeatShare, odds_of_enough, repeat_share
from analysis.rules import rule_sets
from analysis.running_count import Counted, during_count
from analysis.scenario import Scenario
from analysis.smooth import Cells
from analysis.validity import Floats, LogitNormal, elicit
from analysis.verification import BRANCHES, repeats_for_gate

MOST_REPEATS = 10**9
_TINY = 1e-250
_ANY_DRIFT = 0.05  # logits: with so much, no sample is out of the question


@dataclass(frozen=True, slots=True)
class Path:
    """The path through the check. Joint probabilities; the first four sum to 1.

    ``full_count`` is the sum of the last two.
    """

    raw_short: float
    sample_sufficient: float
    full_count: float
    sample_insufficient: float
    full_count_sufficient: float
    full_count_insufficient: float

    @property
    def qualifies(self) -> float:
        """The odds that the petition qualifies: on the sample, or by a full count."""
        return self.sample_sufficient + self.full_count_sufficient


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a stage says of the final valid count M.

    Attributes
    ----------
    sufficient : float
        P(M >= R).
    path : Path
    odds : callable
        P(M >= count) for counts.
    moments : callable, or None
        Gives mean and sd of M; None for the prior, whose moments its own quadrature gives.
    """

    sufficient: float
    path: Path
    odds: Callable[[Floats], Floats]
    moments: Callable[[], tuple[float, float]] | None


@lru_cache(maxsize=256)
def priors(scenario: Scenario) -> tuple[LogitNormal, RepeatShare]:
    """Beliefs of gross validity and the repeat share before any official check."""
    validity = elicit(percent=100.0 - scenario.invalid, pm=scenario.invalid_pm)
    share = repeat_share(percent=scenario.repeats, pm=scenario.repeats_pm)
    return after_own_check(validity, scenario), share


def after_own_check(validity: LogitNormal, scenario: Scenario) -> LogitNormal:
    """Beliefs of gross validity after the scenario's own check; without one as they are."""
    if not scenario.check or scenario.check_valid is None:
        return validity
    return after_check(
        validity,
        size=scenario.check,
        valid=scenario.check_valid,
        weight=scenario.check_weight if scenario.check_weight is not None else 1.0,
        bias=scenario.check_bias,
        bias_sd=scenario.check_bias_sd,
    )


def outlook(scenario: Scenario, *, drift: float) -> Outlook:
    """The outlook of a scenario at its stage.

    Parameters
    ----------
    scenario : Scenario
        Not with a complete count, which leaves nothing to look out for.
    drift : float
        The scenario's own, or 0 for a check that judges exactly as the one before.
    """
    if scenario.counted and scenario.counted_valid is not None:
        return _counting(scenario, drift)
    if scenario.sample and scenario.sample_valid is not None:
        return _sampled(scenario, drift)
    if scenario.raw < scenario.required:
        return _prior(scenario)
    announced = scenario.gate != "unknown"
    if not announced and (smooth := _smooth(scenario, drift)) is not None:
        return smooth
    rules = rule_sets()[scenario.rules]
    rule = gate_rule(
        rules=rules, raw=scenario.raw, required=scenario.required, statistic=scenario.statistic
    )
    if rule is None:
        return _prior(scenario)
    branches = branch_beliefs(*priors(scenario), rule=rule, drift=drift, announced=announced)
    if not announced:
        enough = float(branches["full_count"].odds(float(scenario.required), raw=scenario.raw))
        return _prior(scenario, {name: found.total for name, found in branches.items()}, enough)
    known = [branches[scenario.gate]]
    if not _possible(known) and drift < _ANY_DRIFT:
        return outlook(scenario, drift=_ANY_DRIFT)
    return _known(scenario, known, (scenario.gate,))


def _prior(
    scenario: Scenario, branches: dict[str, float] | None = None, enough: float = 0.0
) -> Outlook:
    """Before any official result; without branches every signature is counted."""
    validity, repeats = priors(scenario)

    def odds(counts: Floats) -> Floats:
        return odds_of_enough(required=counts, raw=scenario.raw, validity=validity, repeats=repeats)

    sufficient = _enough_before(scenario)
    if branches is None:
        path = _path(scenario, {"full_count": 1.0}, sufficient)
    else:
        path = _path(scenario, branches, enough)
    return Outlook(sufficient, path, odds, None)


@lru_cache(maxsize=256)
def _asked(scenario: Scenario) -> Asked | None:
    """The scenario as the quadrature for large samples takes it; drift has no part in it."""
    validity, repeats = priors(scenario)
    return Asked.of(
        Cells.of(
            raw=scenario.raw,
            mu=validity.mu,
            sigma=validity.sigma,
            repeats=(repeats.prior.mu, repeats.prior.sigma),
        ),
        np.full(1, float(scenario.required)),
        sufficient=np.full(1, _enough_before(scenario)),
        rules=rule_sets()[scenario.rules],
        statistic=scenario.statistic,
    )


def _smooth(scenario: Scenario, drift: float) -> Outlook | None:
    """Before any official result, by the quadrature for large samples; None where it is not."""
    asked = _asked(scenario)
    if asked is None:
        return None
    found = smooth_gate(asked, drift=drift)
    if not found.good[0]:
        return None
    passes, not_fails = float(found.passes[0]), float(found.not_fails[0])
    chances = (passes, not_fails - passes, 1.0 - not_fails)
    return _prior(scenario, dict(zip(BRANCHES, chances, strict=True)), float(found.enough[0]))


@lru_cache(maxsize=256)
def _enough_before(scenario: Scenario) -> float:
    """P(M >= R) before any official result; drift has no part in it."""
    validity, repeats = priors(scenario)
    return float(
        odds_of_enough(
            required=float(scenario.required),
            raw=scenario.raw,
            validity=validity,
            repeats=repeats,
        )
    )


def _path(scenario: Scenario, branches: dict[str, float], enough: float) -> Path:
    if scenario.raw < scenario.required:
        return Path(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    passes, counted, fails = (min(max(branches.get(name, 0.0), 0.0), 1.0) for name in BRANCHES)
    enough = min(max(enough, 0.0), counted)
    return Path(0.0, passes, counted, fails, enough, counted - enough)


def _sampled(scenario: Scenario, drift: float) -> Outlook:
    """After an official sample, its repeats published or not."""
    assert scenario.sample_valid is not None, "a sample is whole"
    sampled = Sampled(scenario.raw, scenario.sample, scenario.sample_valid, scenario.sample_repeats)
    ranges = _ranges(scenario)
    names = tuple(ranges) if scenario.gate == "unknown" else (scenario.gate,)
    between = [ranges.get(name, (0, MOST_REPEATS)) for name in names]
    seen = scenario.sample_repeats
    if seen is not None and len(names) > 1:
        names = tuple(name for name in names if ranges[name][0] <= seen <= ranges[name][1])
        between = [ranges[name] for name in names]
    beliefs = after_sample(*priors(scenario), sampled=sampled, drift=drift, repeats_between=between)
    if not _possible(beliefs):
        # What was announced is all but impossible with these numbers: the numbers alone are used.
        names = names[:1]
        beliefs = after_sample(*priors(scenario), sampled=sampled, drift=drift)
    if not _possible(beliefs) and drift < _ANY_DRIFT:
        # The inputs exclude the sample, unless the two checks differ.
        return _sampled(scenario, _ANY_DRIFT)
    return _known(scenario, beliefs, names)


def _possible(beliefs: list[Belief]) -> bool:
    return sum(belief.total for belief in beliefs) > _TINY


def _known(scenario: Scenario, beliefs: list[Belief], names: tuple[str, ...]) -> Outlook:
    """From beliefs of any total; from the prior where the evidence is impossible."""
    if not _possible(beliefs):
        validity, repeats = priors(scenario)
        beliefs, names = [prior_belief(validity, share_nodes(repeats))], names[:1]
    scale = 1.0 / sum(belief.total for belief in beliefs)
    return _of_beliefs(scenario, [belief.scaled(scale) for belief in beliefs], names)


@lru_cache(maxsize=256)
def turns_of_gate(scenario: Scenario) -> tuple[int, int]:
    """Most repeats seen with which the sample is sufficient, fewest with which it is not enough."""
    assert scenario.sample_valid is not None, "a sample is whole"
    return repeats_for_gate(
        rules=rule_sets()[scenario.rules],
        raw=scenario.raw,
        required=scenario.required,
        sample=scenario.sample,
        sample_valid=scenario.sample_valid,
        statistic=scenario.statistic,
        rounding=scenario.rounding,
    )


@lru_cache(maxsize=256)
def _ranges(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """How many repeats seen go with each answer of the gate; only answers that are possible."""
    rules = rule_sets()[scenario.rules]
    if rules.gate is None:
        return {"full_count": (0, MOST_REPEATS)}
    most, fewest = turns_of_gate(scenario)
    assert scenario.sample_valid is not None, "a sample is whole"
    largest = min(scenario.sample - scenario.sample_valid, scenario.sample_valid)
    ends = {
        "sufficient": (0, most if most < largest else MOST_REPEATS),
        "full_count": (most + 1, fewest - 1 if fewest <= largest else MOST_REPEATS),
        "insufficient": (fewest, MOST_REPEATS),
    }
    possible = {
        "sufficient": most >= 0, "full_count": fewest - most > 1, "insufficient": fewest <= largest,
    }  # fmt: skip
    return {name: ends[name] for name in BRANCHES if possible[name]}


def _of_beliefs(scenario: Scenario, parts: list[Belief], names: tuple[str, ...]) -> Outlook:
    """From the beliefs of each answer of the gate, whose totals sum to 1."""
    density = np.sum([part.density for part in parts], axis=0)
    whole = Belief(parts[0].logits, parts[0].shares, density)
    required = float(scenario.required)
    enough = {
        name: float(part.odds(required, raw=scenario.raw))
        for name, part in zip(names, parts, strict=True)
    }
    totals = {name: part.total for name, part in zip(names, parts, strict=True)}
    sufficient = min(max(sum(enough.values()), 0.0), 1.0)
    return Outlook(
        sufficient,
        _path(scenario, totals, enough.get("full_count", 0.0)),
        lambda counts: whole.odds(counts, raw=scenario.raw),
        lambda: whole.moments(raw=scenario.raw),
    )


def _counting(scenario: Scenario, drift: float) -> Outlook:
    """During a full count."""
    assert scenario.counted_valid is not None, "a count is whole"
    counted = Counted(
        scenario.raw, scenario.counted, scenario.counted_valid, scenario.counted_repeats
    )
    belief = during_count(*priors(scenario), counted=counted, drift=drift)
    sufficient = min(max(float(belief.odds(np.asarray(float(scenario.required)))), 0.0), 1.0)
    path = _path(scenario, {"full_count": 1.0}, sufficient)
    return Outlook(sufficient, path, belief.odds, belief.moments)
