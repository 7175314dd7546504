"""The simple rivals that a forecast has to beat.

A rule of thumb says yes or no: it gets a Brier score as it stands, and a log score through the
spread that makes the results of other petitions likeliest.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.track_record.scores import crps_of_ensemble, crps_of_point, odds_of_rule
from analysis.validity import Floats

RULES = (("rule_80", 0.80), ("rule_75.9", 0.759))
"""Share of raw signatures taken to be valid: a much quoted rule of thumb, and the mean of
California measures that qualified from 1989 to 2013."""


_FEWEST = 10  # petitions that a rival learns from


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival's odds: as they stand, and softened for the log score; and its CRPS, shape (n,).

    ``crps`` is NaN where the net validity is not known.
    """

    name: str
    odds: Floats
    softened: Floats
    crps: Floats


def may_inform(
    *, groups: Sequence[str], filed: Sequence[dt.date] | None, decided: Sequence[dt.date]
) -> NDArray[np.bool_]:
    """Which petitions a rival may learn from for each, shape (n, n): not its own campaign's.

    With ``filed``, only those decided before that day, unless they are fewer than ten: then all.
    """
    names = np.array(groups)
    others: NDArray[np.bool_] = names[:, None] != names[None, :]
    if filed is None:
        return others
    before = others & (np.array(decided)[None, :] < np.array(filed)[:, None])
    enough = before.sum(axis=1) >= _FEWEST
    found: NDArray[np.bool_] = np.where(enough[:, None], before, others)
    return found


def base_rate(*, happened: Floats, net: Floats, others: NDArray[np.bool_]) -> Rival:
    """The share that qualified among the others, and their net validities."""
    odds = np.array([happened[mask].mean() for mask in others])
    crps = np.full(len(net), np.nan)
    for place in np.flatnonzero(np.isfinite(net)):
        members = net[others[place] & np.isfinite(net)]
        if len(members):
            crps[place] = crps_of_ensemble(members=members, outcome=net[place])
    return Rival("base_rate", odds, odds, crps)


def rule(
    name: str,
    *,
    share: Floats,
    required: Floats,
    happened: Floats,
    net: Floats,
    others: NDArray[np.bool_],
) -> Rival:
    """A rule that takes a share of the raw signatures to be valid.

    Parameters
    ----------
    share, required : numpy.ndarray
        What it takes to be valid, and what is required, as shares of raw.
    others : numpy.ndarray of bool
        What the spread of each is fitted to, see ``may_inform``.
    """
    margins = share - required
    points = [
        crps_of_point(point=float(point), outcome=float(found)) if np.isfinite(found) else np.nan
        for point, found in zip(share, net, strict=True)
    ]
    return Rival(
        name,
        (margins >= 0.0).astype(float),
        odds_of_rule(margins=margins, happened=happened, others=others),
        np.array(points),
    )
