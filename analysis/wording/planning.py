"""The sentences of the plan: what has to be done for which odds, and what does nothing for them."""

from analysis.language import capital, nt, t
from analysis.planning import (
    MOST_RAW,
    Bounds,
    Next,
    Plan,
    Worth,
)
from analysis.wording.numbers import count, percent, rounded
from analysis.wording.odds import bare_phrase, odds_phrase, percent_phrase

EVEN, SAFE = 50, 95
"""The two targets that the first sentence names, in per cent."""

EXACT_BELOW = 10_000
"""Raw counts below it are told to the signature."""
_LEAST_RATE = 0.05


def target_phrase(target: int) -> str:
    """A target in odds, by the rule for all odds; it is what it is, so without an "about".

    Examples
    --------
    >>> [target_phrase(target) for target in (50, 80, 90, 95, 99)]
    ['1 in 2', '4 in 5', '9 in 10', '19 in 20', '99 in 100']
    """
    return bare_phrase(target / 100.0)


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
        return t("Decided: there is nothing left to plan")
    if plan.has_official_result:
        return t(
            "Under check: the odds of {count} raw signatures are {odds}",
            count=count(plan.raw),
            odds=percent_phrase(plan.odds),
        )
    even, safe, most = plan.raw_for.get(EVEN), plan.raw_for.get(SAFE), count(MOST_RAW)
    if even is None:
        return t(
            "No raw count up to {most} makes the odds {odds} at these rates",
            most=most,
            odds=target_phrase(EVEN),
        )
    found = capital(
        t(
            "{count} raw signatures make the odds {odds}",
            count=near(even),
            odds=target_phrase(EVEN),
        )
    )
    if safe is None:
        more = t("no count up to {most} makes them {odds}", most=most, odds=target_phrase(SAFE))
    else:
        more = t("{count} make them {odds}", count=near(safe), odds=target_phrase(SAFE))
    return f"{found}; {more}"


def standing_sentence(plan: Plan) -> str:
    """Where the scenario's own raw count stands against that; empty once officials look."""
    if plan.decided or plan.has_official_result:
        return ""
    start = t(
        "At {count} raw signatures the odds are {odds}",
        count=count(plan.raw),
        odds=odds_phrase(plan.odds),
    )
    even = plan.raw_for.get(EVEN)
    if even is None:
        return f"{start}."
    away = plan.raw - even
    apart = rounded(abs(away)) if even >= EXACT_BELOW else count(abs(away))
    if away < 0:
        end = t("{apart} short of the count for {odds}.", apart=apart, odds=target_phrase(EVEN))
    else:
        end = t("{apart} over the count for {odds}.", apart=apart, odds=target_phrase(EVEN))
    return f"{start}: {end}"


def rate_sentence(plan: Plan) -> str:
    """Which invalid rates reach the targets at this count, and the net validity that it takes."""
    if plan.decided:
        return ""
    if plan.required > plan.raw:
        return t(
            "{raw} raw signatures are fewer than the {required} required: no invalid rate is low "
            "enough.",
            raw=count(plan.raw),
            required=count(plan.required),
        )
    net = t(
        "{share} of {raw} raw signatures must be valid, repeats struck",
        share=rate_phrase(100.0 * plan.net_validity_needed),
        raw=count(plan.raw),
    )
    if plan.invalid_for is None:
        return f"{net}."
    even, safe = plan.invalid_for.get(EVEN), plan.invalid_for.get(SAFE)
    if even is None:
        none = t("No invalid rate, not even 0, makes the odds {odds}.", odds=target_phrase(EVEN))
        return f"{net}. {none}"
    found = t(
        "The odds are {odds} {with_rate}", odds=target_phrase(EVEN), with_rate=_with_up_to(even)
    )
    if safe is None:
        end = t("no rate, not even 0, makes them {odds}.", odds=target_phrase(SAFE))
        return f"{net}. {found}; {end}"
    end = t(
        "{found}, {odds} {with_rate}.",
        found=found,
        odds=target_phrase(SAFE),
        with_rate=_with_up_to(safe),
    )
    return f"{net}. {end}"


def next_sentence(found: Next) -> str:
    """What the next 1,000 add, for how much."""
    points = 100.0 * found.gain
    added = t("The next 1,000 raw signatures add {points} of odds", points=points_phrase(points))
    if found.cost is not None:
        added = t("{added}, for {dollars}", added=added, dollars=_dollars(found.cost))
    price = found.dollars_a_point
    if price is None or points < 0.05:
        return f"{added}."
    return t("{added}: {dollars} a point.", added=added, dollars=_dollars(price))


def stop_sentence(worth: Worth, *, has_money: bool) -> str:
    """Where more stops paying; without cost and worth, from where more is slack."""
    if has_money and worth.stop_at is None:
        if not worth.start:
            return t("At this cost and worth no raw count pays for itself.")
        return t(
            "At this cost and worth no raw count above the {count} in hand pays for itself.",
            count=count(worth.start),
        )
    if has_money and worth.stop_at is not None:
        return t(
            "More stops paying at {count} raw signatures, where the odds are {odds}: there one "
            "more costs what it adds.",
            count=near(worth.stop_at),
            odds=odds_phrase(worth.stop_odds or 0.0),
        )
    if worth.slack_from is None:
        return t(
            "Up to {most} raw signatures, 1% more always add at least 1 point of odds past the "
            "steepest place.",
            most=count(MOST_RAW),
        )
    return t(
        "From {count} raw signatures on, 1% more signatures add less than 1 point of odds.",
        count=near(worth.slack_from),
    )


def bounds_sentence(found: Bounds) -> str:
    """What the count can still end at, and whether that decides it."""
    valid, required = count(found.valid), count(found.required)
    if found.left == 0:
        apart = count(abs(found.valid - found.required))
        if found.valid < found.required:
            return t(
                "The count is complete: {valid} valid signatures, {apart} short of the {required} "
                "required.",
                valid=valid,
                apart=apart,
                required=required,
            )
        return t(
            "The count is complete: {valid} valid signatures, {apart} over the {required} "
            "required.",
            valid=valid,
            apart=apart,
            required=required,
        )
    span = t(
        "With {left} signatures left to look at, the count ends between {worst} and {best} valid "
        "signatures",
        left=count(found.left),
        worst=count(found.worst),
        best=count(found.best),
    )
    if found.decided == "enough":
        end = t("the {required} required are reached whatever is left.", required=required)
        return f"{span}: {end}"
    if found.decided == "not_enough":
        end = t("the {required} required are out of reach whatever is left.", required=required)
        return f"{span}: {end}"
    end = t(
        "{needed} of what is left must be valid and new, and {so_far} was so far.",
        needed=percent(100.0 * (found.share_needed or 0.0)),
        so_far=percent(100.0 * found.share_so_far),
    )
    return f"{span}; {end}"


def near(raw: float) -> str:
    """A raw count in prose: rounded where three figures are near enough, else as it is.

    Examples
    --------
    >>> near(755_543), near(1_019)
    ('about 756,000', '1,019')
    """
    return t("about {count}", count=rounded(raw)) if raw >= EXACT_BELOW else count(raw)


def rate_phrase(rate: float) -> str:
    """An invalid rate, never 0 or 100%.

    Examples
    --------
    >>> rate_phrase(15.34), rate_phrase(0.02), rate_phrase(99.99)
    ('15.3%', 'less than 0.1%', 'more than 99.9%')
    """
    if rate >= 99.95:
        return t("more than 99.9%")
    return t("less than 0.1%") if rate < _LEAST_RATE else percent(rate)


def _with_up_to(rate: float) -> str:
    if rate < _LEAST_RATE:
        return t("with {rate} invalid", rate=rate_phrase(rate))
    return t("with up to {rate} invalid", rate=rate_phrase(rate))


def points_phrase(points: float) -> str:
    """Percentage points of odds, in tenths."""
    if points < 0.05:
        return t("less than 0.1 points")
    value = percent(points).removesuffix("%")
    return nt("about {n} point", "about {n} points", float(value), n=value)


def _dollars(amount: float) -> str:
    """Dollars: to the cent below $100, whole or rounded above.

    Examples
    --------
    >>> _dollars(6.5), _dollars(6500.0), _dollars(11774.3)
    ('$6.50', '$6,500', '$11,800')
    """
    return f"${amount:,.2f}" if amount < 100.0 else f"${rounded(amount)}"
