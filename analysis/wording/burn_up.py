"""The words of the burn-up chart and of the odds over the raw count."""

from analysis.language import mark
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
    end = pace.at_deadline
    if end is None or pace.odds is None:
        a_day = pace.needed_if_sure[50]
        if a_day is None:
            return f"No number up to {count(MOST_RAW)} makes the odds even"
        if a_day == 0.0:
            return "What is in hand already makes the odds even"
        return f"Even odds take {rounded(a_day)} signatures a day to {ap_date(pace.deadline)}"
    return (
        f"At this pace about {rounded(end.middle)} by {ap_date(pace.deadline)}: "
        f"odds of {percent_phrase(pace.odds)}"
    )


def burn_up_alt(pace: Pace, plan: Plan) -> str:
    """The chart in words, with its numbers."""
    levels = "; ".join(
        f"{target_phrase(target)} takes {count(raw)}"
        for target, raw in plan.raw_for.items()
        if raw is not None
    )
    end = pace.at_deadline
    ahead = (
        f" On {ap_date(pace.deadline)} between {rounded(end.low)} and {rounded(end.high)}, "
        "9 times in 10."
        if end
        else ""
    )
    return (
        f"Raw signatures over time. {burn_up_title(pace)}. {count(pace.collected)} in hand on "
        f"{ap_date(pace.collected_on)}.{ahead} {levels}."
    )


def curve_title(plan: Plan) -> str:
    """The finding of the odds over the raw count."""
    needed = plan.raw_for[90]
    if needed is None:
        return f"No raw count up to {count(MOST_RAW)} makes the odds 9 in 10"
    side = "more" if needed > plan.raw else "fewer"
    apart = abs(needed - plan.raw)
    if apart == 0:
        return f"These {count(plan.raw)} are just enough for odds of 9 in 10"
    exact = needed < EXACT_BELOW
    more = count(apart) if exact else rounded(apart)
    return f"Odds of 9 in 10 take {near(needed)}: {more} {side} than these"


def curve_alt(plan: Plan) -> str:
    """The curve in words, with its numbers."""
    reached = "; ".join(
        f"{target_phrase(target)} at {count(raw)}"
        for target, raw in plan.raw_for.items()
        if raw is not None
    )
    return (
        f"The odds of enough valid signatures over the raw count. {curve_title(plan)}. "
        f"At {count(plan.raw)}: {percent_phrase(plan.odds)}. {reached}."
    )
