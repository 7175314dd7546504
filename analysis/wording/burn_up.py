"""The words of the burn-up chart and of the odds over the raw count."""

from analysis.language import mark, t
from analysis.planning import MOST_RAW, Pace, Plan
from analysis.wording.numbers import ap_date, count, rounded
from analysis.wording.odds import percent_phrase
from analysis.wording.planning import EXACT_BELOW, near, target_phrase

COUNT_AXIS = mark("Raw signatures")
ODDS_AXIS = mark("Odds of enough")
LAST_DAY = mark("last day to file")
SO_FAR = mark("in hand")


def burn_up_title(pace: Pace) -> str:
    """Where the drive leads, or what it takes where no pace is known."""
    end, day = pace.at_deadline, ap_date(pace.deadline)
    if end is None or pace.odds is None:
        a_day = pace.needed_if_sure[50]
        if a_day is None:
            return t("No number up to {most} makes the odds even", most=count(MOST_RAW))
        if a_day == 0.0:
            return t("What is in hand already makes the odds even")
        return t("Even odds take {count} signatures a day to {day}", count=rounded(a_day), day=day)
    return t(
        "At this pace about {count} by {day}: odds of {odds}",
        count=rounded(end.middle),
        day=day,
        odds=percent_phrase(pace.odds),
    )


def burn_up_alt(pace: Pace, plan: Plan) -> str:
    """The chart in words, with its numbers."""
    said = [
        t("Raw signatures over time."),
        f"{burn_up_title(pace)}.",
        t(
            "{count} in hand on {day}.",
            count=count(pace.collected),
            day=ap_date(pace.collected_on),
        ),
    ]
    if pace.at_deadline:
        said.append(
            t(
                "On {day} between {low} and {high}, 9 times in 10.",
                day=ap_date(pace.deadline),
                low=rounded(pace.at_deadline.low),
                high=rounded(pace.at_deadline.high),
            )
        )
    levels = "; ".join(
        t("{odds} takes {count}", odds=target_phrase(target), count=count(raw))
        for target, raw in plan.raw_for.items()
        if raw is not None
    )
    return f"{' '.join(said)} {levels}."


def curve_title(plan: Plan) -> str:
    """The finding of the odds over the raw count."""
    needed = plan.raw_for[90]
    if needed is None:
        return t("No raw count up to {most} makes the odds 9 in 10", most=count(MOST_RAW))
    apart = abs(needed - plan.raw)
    if apart == 0:
        return t("These {count} are just enough for odds of 9 in 10", count=count(plan.raw))
    away = count(apart) if needed < EXACT_BELOW else rounded(apart)
    if needed > plan.raw:
        return t(
            "Odds of 9 in 10 take {count}: {more} more than these", count=near(needed), more=away
        )
    return t(
        "Odds of 9 in 10 take {count}: {fewer} fewer than these", count=near(needed), fewer=away
    )


def curve_alt(plan: Plan) -> str:
    """The curve in words, with its numbers."""
    reached = "; ".join(
        t("{odds} at {count}", odds=target_phrase(target), count=count(raw))
        for target, raw in plan.raw_for.items()
        if raw is not None
    )
    return t(
        "The odds of enough valid signatures over the raw count. {title}. At {count}: {odds}. "
        "{reached}.",
        title=curve_title(plan),
        count=count(plan.raw),
        odds=percent_phrase(plan.odds),
        reached=reached,
    )


def raw_hover(odds: str) -> str:
    """What hovering over a raw count says; the count is the point's own.

    Examples
    --------
    >>> raw_hover("%{text}")
    '%{x:,d} raw: %{text}<extra></extra>'
    """
    return f"{t('{count} raw: {odds}', count='%{x:,d}', odds=odds)}<extra></extra>"


def day_hover(count_text: str, day: str) -> str:
    """What hovering over a day says.

    Examples
    --------
    >>> day_hover("712,000", "July 6")
    'July 6: about 712,000'
    """
    return t("{day}: about {count}", day=day, count=count_text)


def in_hand_hover(count_text: str, day: str) -> str:
    """What hovering over a count in hand says.

    Examples
    --------
    >>> in_hand_hover("600,000", "June 1")
    'June 1: 600,000 in hand'
    """
    return t("{day}: {count} in hand", day=day, count=count_text)
