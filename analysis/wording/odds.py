"""Odds in words. Odds before per cent, never 0 or 100%, no ladder of adjectives."""

from bisect import bisect
from math import ceil, gcd

from analysis.language import t

_DENOMINATORS = (2, 3, 4, 5, 6, 8, 10, 20)
# In ascending order; of equal fractions the one with the smallest denominator.
_FRACTIONS = sorted((k / n, n, k) for n in _DENOMINATORS for k in range(1, n) if gcd(k, n) == 1)


def odds_phrase(probability: float) -> str:
    """Odds in words.

    Parameters
    ----------
    probability : float
        From 0 to 1.

    Returns
    -------
    str
        From .05 to .95 the nearest k in n with n of 2, 3, 4, 5, 6, 8, 10 or 20 (the smaller n of
        equals) and whole per cent; beyond, in 100 or in 1,000, with the mirror above .95.

    Examples
    --------
    >>> odds_phrase(0.123), odds_phrase(0.0067), odds_phrase(0.99996)
    ('about 1 in 8 (12%)', 'about 7 in 1,000', 'more than 999 in 1,000')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     odds_phrase(0.123), odds_phrase(0.0004)
    ('alrededor de 1 en 8 (12%)', 'menos de 1 en 1,000')
    """
    short = percent_phrase(probability)
    return f"{short} ({_whole_percent(probability)}%)" if _middle(probability) else short


def percent_phrase(probability: float) -> str:
    """The odds without the per cent.

    Examples
    --------
    >>> percent_phrase(0.123), percent_phrase(0.97)
    ('about 1 in 8', 'about 97 in 100')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     percent_phrase(0.97)
    'alrededor de 97 en 100'
    """
    bare = bare_phrase(probability)
    return bare if _beyond(probability) else t("about {odds}", odds=bare)


def bare_phrase(probability: float) -> str:
    """The odds without the per cent and without "about".

    Examples
    --------
    >>> bare_phrase(0.9), bare_phrase(0.123), bare_phrase(0.9999)
    ('9 in 10', '1 in 8', 'more than 999 in 1,000')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     bare_phrase(0.9), bare_phrase(0.9999)
    ('9 en 10', 'más de 999 en 1,000')
    """
    if _beyond(probability):
        return t("fewer than 1 in 1,000") if probability < 0.5 else t("more than 999 in 1,000")
    part, whole = _nearest(probability) if _middle(probability) else _extreme(probability)
    return t("{part} in {whole}", part=f"{part:,}", whole=f"{whole:,}")


def percent_number(probability: float) -> str:
    """The one number that stands beside the words.

    Examples
    --------
    >>> percent_number(0.123), percent_number(0.0004), percent_number(0.9999)
    ('12%', 'less than 0.1%', 'more than 99.9%')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     percent_number(0.123), percent_number(0.0004)
    ('12%', 'menos del 0.1%')
    """
    if probability < 0.001:
        return t("less than 0.1%")
    if probability > 0.999:
        return t("more than 99.9%")
    if probability < 0.01 or probability > 0.99:
        return f"{100.0 * probability:.1f}%"
    return f"{_whole_percent(probability)}%"


def dots_phrase(enough: int, *, dots: int) -> str:
    """The dot plot's own count.

    Examples
    --------
    >>> dots_phrase(6, dots=50)
    '6 of 50 dots'
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     dots_phrase(6, dots=50)
    '6 de 50 puntos'
    """
    return t("{enough} of {dots} dots", enough=enough, dots=dots)


def _middle(probability: float) -> bool:
    return 0.05 <= probability <= 0.95


def _beyond(probability: float) -> bool:
    """Whether the odds are beyond what in 1,000 says."""
    return min(probability, 1.0 - probability) < 0.001


def _whole_percent(probability: float) -> int:
    return int(100.0 * probability + 0.5)


def _nearest(probability: float) -> tuple[int, int]:
    """Nearest of the allowed fractions; of equally near ones that with the smaller denominator."""
    above = bisect(_FRACTIONS, (probability,))
    _, denominator, numerator = min(
        _FRACTIONS[max(above - 1, 0) : above + 1],
        key=lambda item: (round(abs(item[0] - probability), 12), item[1]),
    )
    return numerator, denominator


def _extreme(probability: float) -> tuple[int, int]:
    """Odds below .05 in 100 or 1,000, and their mirror above .95."""
    mirror = probability > 0.5
    # Both sides are rounded as the smaller one, so that they add up to the whole.
    small = 1.0 - probability if mirror else probability
    whole = 100 if small >= 0.01 else 1000
    part = max(1, min(whole, ceil(round(whole * small, 9) - 0.5)))
    return (whole - part if mirror else part), whole
