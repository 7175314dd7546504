"""Where the odds leave 0 and where they reach 1 as the raw count grows; before official results."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.planning.odds import MOST_RAW, odds_at_raw
from analysis.scenario import Scenario
from analysis.validity import Floats

TOP_SCORE = 6.0
"""Normal score of the odds from which on they count as 1, below minus which as 0: 1e-9."""

_SCANS = (24, 16, 32)


@dataclass(frozen=True, slots=True)
class Rise:
    """The rise of the odds over the raw count, scanned: a first guess of what reaches which odds.

    Attributes
    ----------
    raw : numpy.ndarray
        Raw counts, rising, not whole; from the last where the odds are 0 to the first where they
        are 1, within what a scenario can have.
    scores : numpy.ndarray
        Normal scores of the odds there, rising.
    """

    raw: Floats
    scores: Floats

    @property
    def odds(self) -> Floats:
        """The odds at the raw counts."""
        return np.asarray(special.ndtr(self.scores))

    def near(self, odds: ArrayLike) -> Floats:
        """Raw counts where the odds are about these, by interpolation."""
        scores = special.ndtri(np.asarray(odds, dtype=float))
        return np.interp(scores, self.scores, self.raw)

    def next_to(self, odds: ArrayLike, beyond: int) -> Floats:
        """Scanned raw counts whose odds are at least these, or with ``beyond`` -1 at most."""
        scores = special.ndtri(np.asarray(odds, dtype=float))
        if beyond > 0:
            place = np.searchsorted(self.scores, scores, side="left")
        else:
            place = np.searchsorted(self.scores, scores, side="right") - 1
        return self.raw[np.clip(place, 0, self.raw.size - 1)]


@lru_cache(maxsize=256)
def rise_of(scenario: Scenario) -> Rise:
    """The rise of a scenario's odds, its own raw count apart.

    Counts stand evenly in the logarithm of what is above the requirement, then closer where the
    odds change: a prior of any width is resolved.
    """
    least = scenario.required - 1.0
    places = np.linspace(0.0, np.log(MOST_RAW - least + 1.0), _SCANS[0])
    for size in _SCANS[1:]:
        scores = _scores(scenario, least + np.exp(places))
        first = max(int(np.searchsorted(scores, -TOP_SCORE, side="right")) - 1, 0)
        last = min(int(np.searchsorted(scores, TOP_SCORE)), len(places) - 1)
        first = min(first, len(places) - 2)
        places = np.linspace(places[first], places[max(last, first + 1)], size)
    raw = least + np.exp(places)
    return Rise(raw, _scores(scenario, raw))


def _scores(scenario: Scenario, raw: Floats) -> Floats:
    scores = special.ndtri(np.clip(odds_at_raw(scenario, raw), 0.0, 1.0))
    return np.asarray(np.maximum.accumulate(np.clip(scores, -TOP_SCORE, TOP_SCORE)))
