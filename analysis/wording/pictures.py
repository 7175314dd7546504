"""What the first pictures say: the dots of the valid count, and the bars of what moves the odds."""

from collections.abc import Iterable

from analysis.forecast import Forecast
from analysis.language import capital, nt, t
from analysis.sensitivity import Swing
from analysis.valid_count import DOTS
from analysis.wording.labels import name_of
from analysis.wording.numbers import count, percent, rounded
from analysis.wording.odds import dots_phrase, percent_number, percent_phrase


def dots_title(result: Forecast) -> str:
    """The finding of the dot plot."""
    if result.counted_out:
        found = count(result.valid.mean)
        return t("The full count found {count} valid signatures", count=found)
    return nt(
        "{dots} reach the {required} valid signatures required",
        "{dots} reach the {required} valid signatures required",
        result.dots_enough,
        dots=dots_phrase(result.dots_enough, dots=DOTS),
        required=count(result.required),
    )


def dots_alt(result: Forecast) -> str:
    """The dot plot in words, with its numbers."""
    valid = result.valid
    if result.counted_out:
        return t(
            "One mark at {count} valid signatures; {required} required.",
            count=count(valid.mean),
            required=count(result.required),
        )
    return t(
        "Dot plot of {dots} equally likely results of a full count. {title}. Half of them lie "
        "below {middle}; 9 in 10 between {low} and {high}.",
        dots=DOTS,
        title=dots_title(result),
        middle=rounded(valid.p50),
        low=rounded(valid.p05),
        high=rounded(valid.p95),
    )


def swing_title(found: Iterable[Swing]) -> str:
    """The finding of the tornado: what moves the odds most."""
    widest = max(found, key=lambda swing: swing.width)
    low, high = percent_phrase(widest.odds_worse), percent_phrase(widest.odds_better)
    if low == high:
        return t("No single input moves the odds from {odds}", odds=low)
    return t(
        "The {name} moves the odds most: from {low} to {high}",
        name=name_of(widest.key),
        low=low,
        high=high,
    )


def swing_bar_label(swing: Swing) -> str:
    """The input of a bar and its two ends."""
    label = t(
        "{name}, from {worse} to {better}",
        name=name_of(swing.key),
        worse=_end(swing.key, swing.worse),
        better=_end(swing.key, swing.better),
    )
    return capital(label)


def end_label(swing: Swing) -> str:
    """The odds at the better end of a bar."""
    return percent_number(swing.odds_better)


def now_label(result: Forecast) -> str:
    """The forecast itself, on the line through the bars."""
    return t("now {percent}", percent=percent_number(result.sufficient))


def swing_alt(found: Iterable[Swing]) -> str:
    """The bars in words, with their numbers."""
    found = list(found)
    bars = [
        t(
            "{bar}: from {low} to {high}",
            bar=swing_bar_label(swing),
            low=percent_phrase(swing.odds_worse),
            high=percent_phrase(swing.odds_better),
        )
        for swing in found
    ]
    return t(
        "Bars of the odds with one input at either end. {title}. {bars}.",
        title=swing_title(found),
        bars="; ".join(bars),
    )


def _end(key: str, value: float) -> str:
    return count(value) if key == "raw" else percent(value)
