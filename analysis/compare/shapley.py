"""Sharing a difference among the factors that make it, so that no order of them counts more.

The Shapley value of a factor is the mean, over all orders in which the factors may change from one
scenario's to the other's, of what its own change does. Numbers are exact fractions: the shares add
up to the difference itself, in any order of adding.

Sources: Shapley (1953), in Contributions to the Theory of Games II, 307-317; Billera and Heath
(1982), Mathematics of Operations Research 7, 32-39 (within a sum, in proportion to the changes).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, floor, lcm


def shapley(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The Shapley value of each of k factors.

    Parameters
    ----------
    values : sequence of Fraction
        One for each of the 2**k corners: bit i of its place says whether factor i has changed.

    Returns
    -------
    tuple of Fraction
        They add up to the last value less the first, exactly.

    Examples
    --------
    >>> shapley([Fraction(0), Fraction(1), Fraction(3), Fraction(10)])
    (Fraction(4, 1), Fraction(6, 1))
    """
    count = len(values).bit_length() - 1
    denominator = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (denominator // value.denominator) for value in values]
    weights = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    shares = []
    for place in range(count):
        bit = 1 << place
        total = sum(
            weights[corner.bit_count()] * (whole[corner | bit] - whole[corner])
            for corner in range(len(whole))
            if not corner & bit
        )
        shares.append(Fraction(total, denominator * factorial(count)))
    return tuple(shares)


def with_rest(shares: Sequence[Fraction], total: Fraction) -> tuple[Fraction, ...]:
    """Shares that add up to ``total``: the largest of them, or of equals the first, takes the rest.

    Examples
    --------
    >>> with_rest([Fraction(1), Fraction(-3)], Fraction(-1))
    (Fraction(1, 1), Fraction(-2, 1))
    """
    if not shares:
        return ()
    largest = max(range(len(shares)), key=lambda place: abs(shares[place]))
    rest = total - sum(shares)
    return tuple(share + rest if place == largest else share for place, share in enumerate(shares))


def nearest(value: Fraction) -> int:
    """The nearest whole number; of two the upper one."""
    return floor(value + Fraction(1, 2))


def whole_parts(parts: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Whole numbers near ``parts`` that add up to ``total``, by the largest remainder.

    Each is rounded down, and what is missing goes in ones to those that lost most. A part of 0
    stays 0 while there are others.

    Examples
    --------
    >>> whole_parts([Fraction(14, 10), Fraction(14, 10), Fraction(12, 10)], 4)
    (2, 1, 1)
    """
    found = [floor(part) for part in parts]
    lost = [part - down for part, down in zip(parts, found, strict=True)]
    missing = total - sum(found)
    turn = sorted(
        (place for place, part in enumerate(parts) if part),
        key=lambda place: -lost[place] if missing > 0 else lost[place],
    )
    for step in range(abs(missing)):
        if turn:
            found[turn[step % len(turn)]] += 1 if missing > 0 else -1
    return tuple(found)
