"""The columns that differ from row to row, as arrays; what is unusual in them is only marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.batch.columns import plain
from analysis.scenario import KEYS
from analysis.scenario.keys import BadValueError
from analysis.smooth import Bools, Floats
from analysis.validity import Z95

_WHOLE = re.compile(r"[0-9]{1,9}(\n[0-9]{1,9})*", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{0,12})?(\n[0-9]{1,9}(\.[0-9]{0,12})?)*", re.ASCII)
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Slider:
    """One column: its values, where there is one, and where it is one that the key allows."""

    values: Floats
    given: Bools
    good: Bools


def slider(key: str, texts: Sequence[str], *, delimiter: str) -> Slider:
    """Read a column.

    Examples
    --------
    >>> found = slider("raw", ["10", "", "many", "1,000"], delimiter=",")
    >>> found.values.tolist(), found.given.tolist(), found.good.tolist()
    ([10.0, 0.0, 0.0, 1000.0], [True, False, True, True], [True, True, False, True])
    """
    bounds, pattern = KEYS[key], _WHOLE if KEYS[key].kind == "whole" else _NUMBER
    if pattern.fullmatch("\n".join(texts)):
        values = np.array(list(map(float, texts)))
        good = (values >= bounds.low) & (values <= bounds.high)
        return Slider(values, np.ones(values.shape, dtype=bool), good)
    values, good = np.zeros(len(texts)), np.ones(len(texts), dtype=bool)
    for place, text in enumerate(texts):
        if text:
            try:
                values[place] = float(str(bounds.parse(plain(key, text, delimiter=delimiter))))
            except BadValueError:
                good[place] = False
    return Slider(values, np.array([bool(text) for text in texts]), good)


def widest(percent: Floats, *, widest_sd: float) -> tuple[Floats, Bools]:
    """Largest half-width beside each centre, as ``widest_pm``; and where rounding leaves no doubt.

    Examples
    --------
    >>> found, sure = widest(np.array([0.5, 24.5]), widest_sd=2.5)
    >>> found.tolist(), sure.tolist()
    ([11.7, 47.3], [True, True])
    """
    with np.errstate(divide="ignore"):
        mu = special.logit(percent / 100.0)
    reach = Z95 * widest_sd
    tenths = 500.0 * (special.expit(mu + reach) - special.expit(mu - reach))
    sure = np.abs(tenths - np.round(tenths)) > _NEAR
    return np.floor(tenths) / 10.0, sure
