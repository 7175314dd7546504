"""What moves the odds most: each input from its 5% to its 95% point, the others as they are."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.outlook import priors
from analysis.repeats import RepeatShare, odds_of_enough
from analysis.scenario import Scenario
from analysis.validity import Floats, LogitNormal

RAW_SHIFT = 0.01
"""Shift of the raw count, which is known: one per cent down and up."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The odds with one input at its ends.

    ``worse`` and ``better`` are the input's values (% for invalid and repeats, signatures for raw),
    ``odds_worse`` and ``odds_better`` the odds with the input known to be that.
    """

    key: str
    worse: float
    better: float
    odds_worse: float
    odds_better: float

    @property
    def width(self) -> float:
        """By how much the odds move."""
        return self.odds_better - self.odds_worse


@lru_cache(maxsize=1024)
def swings(scenario: Scenario) -> tuple[Swing, ...]:
    """The swing of each input, the widest first.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> [swing.key for swing in swings(read("petition=gascon-2022").scenario)]
    ['invalid', 'repeats', 'raw']
    """
    validity, repeats = priors(scenario)
    ends = np.array([0.95, 0.05])
    invalid = 100.0 * (1.0 - validity.quantile(1.0 - ends))
    copies = 100.0 * repeats.quantile(ends)
    raw = scenario.raw * (1.0 + np.array([-RAW_SHIFT, RAW_SHIFT]))
    as_it_is = np.full(2, float(scenario.raw))
    odds = odds_of_enough(
        required=scenario.required,
        raw=np.stack([as_it_is, as_it_is, raw]),
        validity=_stacked(_known(1.0 - invalid / 100.0), validity, validity),
        repeats=RepeatShare(_stacked(repeats.prior, _known(copies / 100.0), repeats.prior)),
    )
    found = [
        Swing(key, float(values[0]), float(values[1]), float(worse), float(better))
        for key, values, (worse, better) in zip(
            ("invalid", "repeats", "raw"), (invalid, copies, raw), odds, strict=True
        )
    ]
    return tuple(sorted(found, key=lambda swing: -swing.width))


def _stacked(*rows: LogitNormal) -> LogitNormal:
    """Distributions of one or two cells each, as rows of two."""
    return LogitNormal(
        mu=np.stack([np.broadcast_to(row.mu, 2) for row in rows]),
        sigma=np.stack([np.broadcast_to(row.sigma, 2) for row in rows]),
    )


def _known(share: Floats) -> LogitNormal:
    with np.errstate(divide="ignore"):
        return LogitNormal(mu=np.log(share / (1.0 - share)), sigma=np.zeros_like(share))
