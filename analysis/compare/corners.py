"""The scenarios between two: each group of factors as the one or as the other has it.

Before officials have found anything all of them are worked out in one call of the array functions.
Beside evidence each takes the outlook of its own stage. A width that another centre does not allow
is cut to the widest that it does, as in reading a scenario; repeats that were seen are left out
beside a share known to be 0, which gives them no chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from analysis.compare.factors import Group
from analysis.evidence import after_check
from analysis.outlook import outlook, priors
from analysis.repeats import odds_of_enough, repeat_share
from analysis.scenario import Scenario
from analysis.validity import Floats, LogitNormal, elicit, widest_pm
from analysis.versions import versions

_CENTRES = (("invalid", "invalid_pm"), ("repeats", "repeats_pm"))


@dataclass(frozen=True, slots=True)
class Worth:
    """P(M >= R), and the mean of M less R in signatures, of each corner."""

    odds: tuple[Fraction, ...]
    signatures: tuple[Fraction, ...]


def corners(a: Scenario, b: Scenario, moved: Sequence[Group]) -> list[Scenario]:
    """All 2**k of them; bit i of the place says that group i is as ``b`` has it."""
    return [_corner(a, b, moved, place) for place in range(1 << len(moved))]


def _corner(a: Scenario, b: Scenario, moved: Sequence[Group], place: int) -> Scenario:
    keys = {key for bit, group in enumerate(moved) if place >> bit & 1 for key in group.keys}
    values = {key: getattr(b, key) for key in keys}
    widest_sd = max(versions()[one.model].widest_sd for one in (a, b))
    for centre, width in _CENTRES:
        if (centre in keys) != (width in keys):
            percent = values.get(centre, getattr(a, centre))
            widest = widest_pm(percent=percent, widest_sd=widest_sd)
            values[width] = min(values.get(width, getattr(a, width)), widest)
    corner = replace(a, **values)
    if corner.repeats:
        return corner
    return replace(
        corner,
        sample_repeats=0 if corner.sample_repeats == 0 else None,
        counted_repeats=0 if corner.counted_repeats == 0 else None,
    )


def worth(scenarios: Sequence[Scenario]) -> Worth:
    """The two values of each scenario."""
    plain = [place for place, one in enumerate(scenarios) if not one.has_official_result]
    found = dict(zip(plain, _before_evidence([scenarios[i] for i in plain]), strict=True))
    for place, one in enumerate(scenarios):
        if place not in found:
            found[place] = _beside_evidence(one)
    in_order = [found[place] for place in range(len(scenarios))]
    return Worth(
        odds=tuple(Fraction(odds) for odds, _ in in_order),
        signatures=tuple(
            Fraction(mean) - one.required
            for (_, mean), one in zip(in_order, scenarios, strict=True)
        ),
    )


def _before_evidence(scenarios: Sequence[Scenario]) -> list[tuple[float, float]]:
    """Odds and mean of M, N E[p] E[1 - delta], in one go."""
    if not scenarios:
        return []

    def column(key: str) -> Floats:
        return np.array([getattr(one, key) for one in scenarios], dtype=float)

    validity = _checked(
        scenarios, elicit(percent=100.0 - column("invalid"), pm=column("invalid_pm"))
    )
    repeats = repeat_share(percent=column("repeats"), pm=column("repeats_pm"))
    raw = column("raw")
    odds = odds_of_enough(required=column("required"), raw=raw, validity=validity, repeats=repeats)
    mean = np.minimum(raw * validity.moments()[0] * repeats.kept_moments()[0], raw)
    return list(zip(odds.tolist(), mean.tolist(), strict=True))


def _checked(scenarios: Sequence[Scenario], validity: LogitNormal) -> LogitNormal:
    """The priors of validity, after the campaign's own check where there is one.

    A check moves as a whole, so there are two different ones at most.
    """
    checks = [
        (one.check, one.check_valid, one.check_weight, one.check_bias, one.check_bias_sd)
        for one in scenarios
    ]
    mu, sigma = validity.mu, validity.sigma
    for size, valid, weight, bias, bias_sd in set(checks):
        if not size or valid is None:
            continue
        weight_used = 1.0 if weight is None else weight
        after = after_check(
            validity, size=size, valid=valid, weight=weight_used, bias=bias, bias_sd=bias_sd
        )
        has = np.array([check == (size, valid, weight, bias, bias_sd) for check in checks])
        mu, sigma = np.where(has, after.mu, mu), np.where(has, after.sigma, sigma)
    return LogitNormal(mu, sigma)


def _beside_evidence(scenario: Scenario) -> tuple[float, float]:
    """Odds and mean of M at the scenario's stage; a complete count says all."""
    if scenario.counted_out and scenario.counted_valid is not None:
        enough = scenario.counted_valid >= scenario.required
        return float(enough), float(scenario.counted_valid)
    found = outlook(scenario, drift=scenario.drift)
    if found.moments is not None:
        return found.sufficient, found.moments()[0]
    validity, repeats = priors(scenario)
    mean = scenario.raw * float(validity.moments()[0]) * float(repeats.kept_moments()[0])
    return found.sufficient, min(mean, float(scenario.raw))
