"""The sentences of the drive: what it takes a day, and where the pace leads."""

from collections.abc import Mapping

from analysis.language import t
from analysis.planning import Pace
from analysis.wording.numbers import ap_date, count, list_of, percent, rounded
from analysis.wording.odds import odds_phrase
from analysis.wording.planning import EVEN, SAFE, target_phrase


def pace_sentence(pace: Pace) -> str:
    """What it takes a day from here to the deadline, beside what it was."""
    start = t(
        "From {count} on {day} to the end of the deadline of {deadline}",
        count=count(pace.collected),
        day=ap_date(pace.collected_on),
        deadline=ap_date(pace.deadline),
    )
    parts = [_takes(pace)]
    if pace.so_far is not None:
        parts.append(t("so far it was {pace}", pace=_pace(pace.so_far)))
    return f"{start}, {'; '.join(parts)}."


def _takes(pace: Pace) -> str:
    """What each of the two targets takes a day."""
    even, safe = pace.needed.get(EVEN), pace.needed.get(SAFE)
    if even is None:
        return t("no pace makes the odds {odds}", odds=target_phrase(EVEN))
    if even == 0.0:
        takes = t("nothing more is needed for odds of {odds}", odds=target_phrase(EVEN))
    else:
        takes = t("odds of {odds} take {pace}", odds=target_phrase(EVEN), pace=_pace(even))
    if not safe:
        return takes
    return t("{takes}; of {odds} {pace}", takes=takes, odds=target_phrase(SAFE), pace=_pace(safe))


def going_on_sentence(pace: Pace) -> str:
    """The odds and the raw count as things go; empty without a pace."""
    if pace.median is None or pace.odds is None or pace.at_deadline is None:
        return ""
    end = pace.at_deadline
    if pace.pm:
        start = t(
            "At {pace}, give or take {percent}, the odds are {odds}",
            pace=_pace(pace.median),
            percent=percent(pace.pm),
            odds=odds_phrase(pace.odds),
        )
    else:
        start = t(
            "At {pace} the odds are {odds}", pace=_pace(pace.median), odds=odds_phrase(pace.odds)
        )
    return t(
        "{start}: most likely {middle} raw signatures at the deadline, 9 times in 10 between "
        "{low} and {high}.",
        start=start,
        middle=rounded(end.middle),
        low=rounded(end.low),
        high=rounded(end.high),
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
    by_day = [
        t("{odds} on {day}", odds=target_phrase(target), day=ap_date(day))
        for target, day in ahead.items()
        if day
    ]
    late = [target_phrase(target) for target, day in ahead.items() if day is None]
    said = []
    if by_day:
        said.append(
            t("At this pace the raw count is reached for odds of {days}.", days=list_of(by_day))
        )
    if late:
        said.append(
            t(
                "At this pace the deadline comes before the raw count for odds of {odds}.",
                odds=late[0],
            )
        )
    return " ".join(said)


def _pace(a_day: float | None) -> str:
    if a_day is None:
        return t("more than can be collected")
    if a_day < 1.0:
        return t("fewer than 1 a day")
    return t("about {count} a day", count=rounded(a_day))
