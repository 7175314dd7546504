"""Where a function of one input reaches given odds: whole numbers exactly, rates to 1e-7 in odds.

The normal score of the odds is close to a straight line in the input's logarithm, so a straight
line through the ends of a bracket is the next guess; every third is the middle, for the rest.
"""

from collections.abc import Callable

import numpy as np
from scipy import special

from analysis.validity import Floats

CLOSE = 1e-7
"""Odds this near to what is wanted are it."""

_TOP_SCORE = 8.0
_NO_WIDTH = 1e-9
_MOST_TURNS = 40
_LINES = 6
_SHARES = np.arange(1, 16) / 16.0


def smallest_whole(
    odds: Callable[[int], float], *, wanted: float, least: int, most: int, guess: float, step: int
) -> int | None:
    """The smallest whole number from ``least`` to ``most`` at which rising odds reach ``wanted``.

    The pair is asked itself: the odds at the answer reach it, those at one fewer do not. Where
    rounding makes the odds rise and fall by less than 1e-7 it is one such pair.

    Parameters
    ----------
    odds : callable
        Of a whole number; it keeps what it has worked out.
    guess, step : float, int
        Where to look first, and how far from there next.

    Examples
    --------
    >>> smallest_whole(lambda n: 1.0 - 0.99**n, wanted=0.5, least=1, most=10**6, guess=9, step=2)
    69
    """
    at = min(max(int(np.ceil(guess)), least), most)
    if odds(at) >= wanted:
        low, high = _down(odds, wanted, at, least, step)
    else:
        found = _up(odds, wanted, at, most, step)
        if found is None:
            return None
        low, high = found
    turn = 0
    while high - low > 1:
        turn += 1
        at = (low + high) // 2 if turn % 3 == 0 or low < least else _line(odds, wanted, low, high)
        low, high = (low, at) if odds(at) >= wanted else (at, high)
    return high


def _down(
    odds: Callable[[int], float], wanted: float, high: int, least: int, step: int
) -> tuple[int, int]:
    """A bracket below a number that reaches it; ``least - 1`` counts as one that does not."""
    low = high - step
    while low >= least and odds(low) >= wanted:
        high, step = low, 4 * step
        low = high - step
    return max(low, least - 1), high


def _up(
    odds: Callable[[int], float], wanted: float, low: int, most: int, step: int
) -> tuple[int, int] | None:
    """A bracket above a number that does not reach it; None if nothing does."""
    while low < most:
        high = min(low + step, most)
        if odds(high) >= wanted:
            return low, high
        low, step = high, 4 * step
    return None


def _line(odds: Callable[[int], float], wanted: float, low: int, high: int) -> int:
    """The whole number next to where the line between two scores crosses, inside the bracket."""
    at_low, at_high, at = (_score(np.asarray(value)) for value in (odds(low), odds(high), wanted))
    share = float((at - at_low) / max(float(at_high - at_low), 1e-12))
    # Both neighbors of the crossing get asked in turn, and then the bracket is closed.
    place = low + share * (high - low)
    below = int(np.floor(place))
    chosen = below if below > low else below + 1
    return min(max(chosen, low + 1), high - 1)


def last_reaching(
    odds: Callable[[Floats], Floats],
    *,
    wanted: Floats,
    ends: tuple[Floats, Floats],
    at_ends: tuple[Floats, Floats],
) -> Floats:
    """Between ends of which the first reaches the odds and the second does not: the last that does.

    Parameters
    ----------
    odds : callable
        Of an array, cell by cell.
    wanted : numpy.ndarray
    ends, at_ends : pair of numpy.ndarray
        The brackets and the odds at their ends, all of one shape. The first end may be the larger
        one: the odds then rise.

    Returns
    -------
    numpy.ndarray
        Points whose odds are ``wanted`` to 1e-7; where the odds jump over it, the last to reach it.
    """
    low, high, at_low, at_high = (end.astype(float) for end in (*ends, *at_ends))
    aim = _score(wanted + 0.5 * CLOSE)  # so that the guesses end on the side that reaches it
    for turn in range(_MOST_TURNS):
        left = np.flatnonzero((at_low - wanted > CLOSE) & (np.abs(high - low) > _NO_WIDTH))
        if not left.size:
            break
        if turn >= _LINES:  # a jump, or a bend: many points of each bracket at once
            share = np.tile(_SHARES, (left.size, 1))
        elif turn % 3 == 2:
            share = np.full((left.size, 1), 0.5)
        else:
            first, second = _score(at_low[left]), _score(at_high[left])
            share = ((first - aim[left]) / np.maximum(first - second, 1e-12))[:, None]
        points = low[left, None] + (high - low)[left, None] * np.clip(share, 0.0, 1.0)
        found = odds(points.ravel()).reshape(points.shape)
        for row, cell in enumerate(left):
            reaching = np.flatnonzero(found[row] >= wanted[cell])
            last = int(reaching[-1]) if reaching.size else -1
            if last >= 0:
                low[cell], at_low[cell] = points[row, last], found[row, last]
            if last + 1 < points.shape[1]:
                high[cell], at_high[cell] = points[row, last + 1], found[row, last + 1]
    return low


def _score(odds: Floats) -> Floats:
    within = np.clip(odds, 0.0, 1.0)
    return np.asarray(np.clip(special.ndtri(within), -_TOP_SCORE, _TOP_SCORE))
