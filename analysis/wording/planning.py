"""The sentences of the plan: what has to be done for which odds, and what does nothing for them."""

from collections.abc import Mapping

from analysis.planning import (
    MOST_RAW,
    Bounds,
    Next,
    Pace,
    Plan,
    Worth,
)
from analysis.wording.numbers import ap_date, count, list_of, percent, rounded
from analysis.wording.odds import odds_phrase, percent_phrase

EVEN, SAFE = 50, 95
"""The two targets that the first sentence names, in per cent."""

EXACT_BELOW = 10_000
"""Raw counts below it are told to the signature."""


def target_phrase(target: int) -> str:
    """A target in odds, by the rule for all odds; it is what it is, so without an "about".

    Examples
    --------
    >>> [target_phrase(target) for target in (50, 80, 90, 95, 99)]
    ['1 in 2', '4 in 5', '9 in 10', '19 in 20', '99 in 100']
    """
    return percent_phrase(target / 100.0).removeprefix("about ")


def headline(plan: Plan) -> str:
    """What has to be done: the raw counts for even and for safe odds. The same frame if none do.

    Examples
    --------
    >>> from analysis.planning import plan_of
    >>> from analysis.scenario import read
    >>> headline(plan_of(read("model=2026-11&invalid=20&invalid_pm=0&repeats_pm=0").scenario))
    'About 746,000 raw signatures make the odds 1 in 2; about 747,000 make them 19 in 20'
    """
    if plan.decided:
        return "Decided: there is nothing left to plan"
    if plan.has_official_result:
        odds = percent_phrase(plan.odds)
        return f"Under check: the odds of {count(plan.raw)} raw signatures are {odds}"
    even, safe = plan.raw_for.get(EVEN), plan.raw_for.get(SAFE)
    if even is None:
        most = count(MOST_RAW)
        return f"No raw count up to {most} makes the odds {target_phrase(EVEN)} at these rates"
    start = near(even)
    found = f"{start[:1].upper()}{start[1:]} raw signatures make the odds {target_phrase(EVEN)}"
    if safe is None:
        return f"{found}; no count up to {count(MOST_RAW)} makes them {target_phrase(SAFE)}"
    return f"{found}; {near(safe)} make them {target_phrase(SAFE)}"


def standing_sentence(plan: Plan) -> str:
    """Where the scenario's own raw count stands against that; empty once officials look."""
    if plan.decided or plan.has_official_result:
        return ""
    start = f"At {count(plan.raw)} raw signatures the odds are {odds_phrase(plan.odds)}"
    even = plan.raw_for.get(EVEN)
    if even is None:
        return f"{start}."
    away = plan.raw - even
    side = "short of" if away < 0 else "over"
    apart = rounded(abs(away)) if even >= EXACT_BELOW else count(abs(away))
    return f"{start}: {apart} {side} the count for {target_phrase(EVEN)}."


def rate_sentence(plan: Plan) -> str:
    """Which invalid rates reach the targets at this count, and the net validity that it takes."""
    if plan.decided:
        return ""
    if plan.required > plan.raw:
        return (
            f"{count(plan.raw)} raw signatures are fewer than the {count(plan.required)} required: "
            "no invalid rate is low enough."
        )
    net = (
        f"{rate_phrase(100.0 * plan.net_validity_needed)} of {count(plan.raw)} raw signatures must "
        "be valid, repeats struck"
    )
    if plan.invalid_for is None:
        return f"{net}."
    even, safe = plan.invalid_for.get(EVEN), plan.invalid_for.get(SAFE)
    if even is None:
        return f"{net}. No invalid rate, not even 0, makes the odds {target_phrase(EVEN)}."
    found = f"{net}. The odds are {target_phrase(EVEN)} {_with_up_to(even)}"
    if safe is None:
        return f"{found}; no rate, not even 0, makes them {target_phrase(SAFE)}."
    return f"{found}, {target_phrase(SAFE)} {_with_up_to(safe)}."


def next_sentence(found: Next) -> str:
    """What the next 1,000 add, for how much."""
    points = 100.0 * found.gain
    added = f"{points_phrase(points)} of odds"
    cost = "" if found.cost is None else f", for {_dollars(found.cost)}"
    price = found.dollars_a_point
    each = f": {_dollars(price)} a point" if price is not None and points >= 0.05 else ""
    return f"The next 1,000 raw signatures add {added}{cost}{each}."


def pace_sentence(pace: Pace) -> str:
    """What it takes a day from here to the deadline, beside what it was."""
    start = (
        f"From {count(pace.collected)} on {ap_date(pace.collected_on)} to the end of the deadline "
        f"of {ap_date(pace.deadline)}"
    )
    even, safe = pace.needed.get(EVEN), pace.needed.get(SAFE)
    if even is None:
        takes = f"no pace makes the odds {target_phrase(EVEN)}"
    elif even == 0.0:
        takes = f"nothing more is needed for odds of {target_phrase(EVEN)}"
    else:
        takes = f"odds of {target_phrase(EVEN)} take {_pace(even)}"
    if even is not None:
        takes += f"; of {target_phrase(SAFE)} {_pace(safe)}" if safe else ""
    so_far = f"; so far it was {_pace(pace.so_far)}" if pace.so_far is not None else ""
    return f"{start}, {takes}{so_far}."


def going_on_sentence(pace: Pace) -> str:
    """The odds and the raw count as things go; empty without a pace."""
    if pace.median is None or pace.odds is None or pace.at_deadline is None:
        return ""
    end = pace.at_deadline
    spread = f", give or take {percent(pace.pm)}," if pace.pm else ""
    return (
        f"At {_pace(pace.median)}{spread} the odds are "
        f"{odds_phrase(pace.odds)}: most likely {rounded(end.middle)} raw signatures at the "
        f"deadline, 9 times in 10 between {rounded(end.low)} and {rounded(end.high)}."
    )


def reached_sentence(pace: Pace, raw_for: Mapping[int, int | None]) -> str:
    """When the raw counts of the targets are reached at this pace; empty without one."""
    if pace.median is None:
        return ""
    ahead = {
        target: pace.reached.get(target)
        for target, raw in raw_for.items()
        if raw is None or raw > pace.collected
    }
    by_day = [f"{target_phrase(target)} on {ap_date(day)}" for target, day in ahead.items() if day]
    late = [target_phrase(target) for target, day in ahead.items() if day is None]
    said = []
    if by_day:
        said.append(f"At this pace the raw count is reached for odds of {list_of(by_day)}.")
    if late:
        said.append(f"At this pace the deadline comes before the raw count for odds of {late[0]}.")
    return " ".join(said)


def stop_sentence(worth: Worth, *, has_money: bool) -> str:
    """Where more stops paying; without cost and worth, from where more is slack."""
    if has_money:
        if worth.stop_at is None:
            start = f" above the {count(worth.start)} in hand" if worth.start else ""
            return f"At this cost and worth no raw count{start} pays for itself."
        return (
            f"More stops paying at {near(worth.stop_at)} raw signatures, where the odds "
            f"are {odds_phrase(worth.stop_odds or 0.0)}: there one more costs what it adds."
        )
    if worth.slack_from is None:
        return (
            f"Up to {count(MOST_RAW)} raw signatures, 1% more always add at least 1 point of odds "
            "past the steepest place."
        )
    return (
        f"From {near(worth.slack_from)} raw signatures on, 1% more signatures add less than 1 "
        "point of odds."
    )


def bounds_sentence(found: Bounds) -> str:
    """What the count can still end at, and whether that decides it."""
    if found.left == 0:
        end = abs(found.valid - found.required)
        side = "short of" if found.valid < found.required else "over"
        return (
            f"The count is complete: {count(found.valid)} valid signatures, {count(end)} {side} "
            f"the {count(found.required)} required."
        )
    span = (
        f"With {count(found.left)} signatures left to look at, the count ends between "
        f"{count(found.worst)} and {count(found.best)} valid signatures"
    )
    if found.decided == "enough":
        return f"{span}: the {count(found.required)} required are reached whatever is left."
    if found.decided == "not_enough":
        return f"{span}: the {count(found.required)} required are out of reach whatever is left."
    return (
        f"{span}; {percent(100.0 * (found.share_needed or 0.0))} of what is left must be valid and "
        f"new, and {percent(100.0 * found.share_so_far)} was so far."
    )


def near(raw: float) -> str:
    """A raw count in prose: rounded where three figures are near enough, else as it is.

    Examples
    --------
    >>> near(755_543), near(1_019)
    ('about 756,000', '1,019')
    """
    return f"about {rounded(raw)}" if raw >= EXACT_BELOW else count(raw)


def rate_phrase(rate: float) -> str:
    """An invalid rate, never 0 or 100%.

    Examples
    --------
    >>> rate_phrase(15.34), rate_phrase(0.02), rate_phrase(99.99)
    ('15.3%', 'less than 0.1%', 'more than 99.9%')
    """
    if rate >= 99.95:
        return "more than 99.9%"
    return "less than 0.1%" if rate < 0.05 else percent(rate)


def _with_up_to(rate: float) -> str:
    phrase = rate_phrase(rate)
    return f"with {phrase if phrase.startswith('less') else f'up to {phrase}'} invalid"


def points_phrase(points: float) -> str:
    """Percentage points of odds, in tenths."""
    if points < 0.05:
        return "less than 0.1 points"
    value = percent(points).removesuffix("%")
    return f"about {value} {'point' if value == '1' else 'points'}"


def _pace(a_day: float | None) -> str:
    if a_day is None:
        return "more than can be collected"
    return f"about {rounded(a_day)} a day" if a_day >= 1.0 else "fewer than 1 a day"


def _dollars(amount: float) -> str:
    """Dollars: to the cent below $100, whole or rounded above.

    Examples
    --------
    >>> _dollars(6.5), _dollars(6500.0), _dollars(11774.3)
    ('$6.50', '$6,500', '$11,800')
    """
    return f"${amount:,.2f}" if amount < 100.0 else f"${rounded(amount)}"
