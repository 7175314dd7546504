"""The odds of many petitions of which nothing official is known yet, as arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.gate_smooth import Asked, smooth_gate
from analysis.repeats import repeat_share
from analysis.rules import RuleSet
from analysis.smooth import Bools, Cells, Floats, is_smooth, smooth_odds, smooth_quantiles
from analysis.validity import elicit

_SCORES = tuple(float(special.ndtri(1.0 - part)) for part in (0.05, 0.5, 0.95))


@dataclass(frozen=True, slots=True)
class Petitions:
    """Petitions under one law. The arrays have one shape; units are those of the scenario.

    ``in_time`` holds P(in time | path) by the sample and by a full count; None: no calendar.
    """

    raw: Floats
    required: Floats
    invalid: Floats
    invalid_pm: Floats
    repeats: Floats
    repeats_pm: Floats
    rules: RuleSet
    statistic: str
    drift: float
    in_time: tuple[Floats, Floats] | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The results, in the order of their columns; ``on_ballot`` is None without a calendar."""

    sufficient: Floats
    qualifies: Floats
    on_ballot: Floats | None
    p05: Floats
    p50: Floats
    p95: Floats

    def spread(self, places: NDArray[np.intp], size: int) -> "Rows":
        """The same rows at places of a longer table."""

        def placed(part: Floats) -> Floats:
            whole = np.zeros(size)
            whole[places] = part
            return whole

        return Rows(
            placed(self.sufficient),
            placed(self.qualifies),
            None if self.on_ballot is None else placed(self.on_ballot),
            placed(self.p05),
            placed(self.p50),
            placed(self.p95),
        )


def odds_of(petitions: Petitions) -> tuple[Rows, Bools]:
    """The results, and where they hold: those of ``forecast`` to the last digits.

    Elsewhere the quadratures for large petitions and samples are not exact enough.
    """
    raw, required = petitions.raw, petitions.required
    validity = elicit(percent=100.0 - petitions.invalid, pm=petitions.invalid_pm)
    repeats = repeat_share(percent=petitions.repeats, pm=petitions.repeats_pm).prior
    cells = Cells.of(
        raw=raw, mu=validity.mu, sigma=validity.sigma, repeats=(repeats.mu, repeats.sigma)
    )
    good = is_smooth(cells)
    quantiles = []
    for score in _SCORES:
        counts, found = smooth_quantiles(cells, np.full(raw.shape, score))
        quantiles.append(counts)
        good &= found
    sufficient = np.zeros(raw.shape)
    sufficient[good] = smooth_odds(cells.chosen(good), required[good])
    passes, enough, fine = _path(petitions, cells, sufficient)
    on_ballot = None
    if petitions.in_time is not None:
        by_sample, by_count = petitions.in_time
        on_ballot = passes * by_sample + enough * by_count
    return Rows(sufficient, passes + enough, on_ballot, *quantiles), good & fine


def _path(petitions: Petitions, cells: Cells, sufficient: Floats) -> tuple[Floats, Floats, Bools]:
    """P(the sample is sufficient), P(a full count finds enough after it), and where they hold."""
    short = petitions.raw < petitions.required
    rules = petitions.rules
    whole = rules.gate is None or rules.sample is None
    counted = np.full(short.shape, whole)
    if rules.sample is not None:
        counted |= petitions.raw <= rules.sample.only_above
    passes, enough = np.zeros(short.shape), np.where(counted & ~short, sufficient, 0.0)
    fine = counted | short
    gated = np.flatnonzero(~fine)
    if gated.size:
        asked = Asked.of(
            cells.chosen(gated),
            petitions.required[gated],
            sufficient=sufficient[gated],
            rules=rules,
            statistic=petitions.statistic,
        )
        if asked is None:
            return passes, enough, fine
        found = smooth_gate(asked, drift=petitions.drift)
        passes[gated], enough[gated], fine[gated] = found.passes, found.enough, found.good
    return passes, enough, fine
