"""The sentences of a running count over time."""

from collections.abc import Sequence
from functools import reduce

from analysis.language import mark, nt, t
from analysis.tally import TallyPoint
from analysis.wording.numbers import ap_date, count
from analysis.wording.odds import percent_phrase

COUNT_AXIS = mark("Signatures looked at")
WITH_DRIFT = mark("allowing for drift")
WITHOUT_DRIFT = mark("sampling noise alone")


def tally_title(points: Sequence[TallyPoint], *, raw: int, required: int) -> str:
    """The finding of the odds over time: where they stand, and how far they went.

    Examples
    --------
    >>> first = TallyPoint(None, 400, 300, 5, 0.3, 0.2, 0.0, 0.0, 0.0)
    >>> last = TallyPoint(None, 1000, 780, 20, 1.0, 1.0, 0.0, 0.0, 0.0)
    >>> tally_title([first, last], raw=1000, required=700)
    'The count found enough; on the way the odds ran from about 3 in 10 to about 3 in 10'
    """
    last = points[-1]
    before = [at.sufficient for at in points if at.checked < raw]
    if last.checked < raw:
        start = t(
            "After {n} signatures the odds are {odds}",
            n=count(last.checked),
            odds=percent_phrase(last.sufficient),
        )
    elif last.valid >= required:
        start = t("The count found enough")
    else:
        start = t("The count found too few")
    if len(before) < 1 or len(points) < 2:
        return start
    low, high = percent_phrase(min(before)), percent_phrase(max(before))
    if low == high and last.checked < raw:
        return start
    return t(
        "{start}; on the way the odds ran from {low} to {high}", start=start, low=low, high=high
    )


def tally_alt(points: Sequence[TallyPoint], *, raw: int, required: int) -> str:
    """The two lines in words, with the first and the last report and the widest gap."""
    named = {id(at): at for at in (points[0], widest_gap(points), points[-1])}
    told = "; ".join(
        t(
            "{report}: {odds} allowing for drift, {without} from sampling noise alone",
            report=report_name(at),
            odds=percent_phrase(at.sufficient),
            without=percent_phrase(at.sufficient_without_drift),
        )
        for at in named.values()
    )
    return t(
        "Two lines of the odds after each report of a running count. {title}. {told}.",
        title=tally_title(points, raw=raw, required=required),
        told=told,
    )


def widest_gap(points: Sequence[TallyPoint]) -> TallyPoint:
    """The report at which the two lines are farthest apart."""
    return max(points, key=lambda at: abs(at.sufficient - at.sufficient_without_drift))


def report_name(at: TallyPoint) -> str:
    """A report: its date if it has one, and how many signatures had been looked at.

    Examples
    --------
    >>> report_name(TallyPoint(None, 48289, 43147, None, 0.9, 1.0, 0.0, 0.0, 0.0))
    '48,289 looked at'
    """
    looked_at = nt("{n} looked at", "{n} looked at", at.checked, n=count(at.checked))
    return f"{ap_date(at.date)}, {looked_at}" if at.date else looked_at


def sampling_only_sentence(points: Sequence[TallyPoint]) -> str:
    """What a model of sampling noise alone would have said: its lowest, then its deepest fall."""
    odds = [at.sufficient_without_drift for at in points]
    pairs = [(i, j) for j in range(len(points)) for i in range(j)]
    fall = max(pairs, key=lambda pair: odds[pair[0]] - odds[pair[1]], default=(0, 0))
    moments = [points[place] for place in sorted({odds.index(min(odds)), *fall})]
    alone = [f"{percent_phrase(at.sufficient_without_drift)} ({report_name(at)})" for at in moments]
    return t(
        "A model of sampling noise alone would have said {alone}. Allowing for drift, the odds "
        "were {drifting}.",
        alone=_one_after_another(alone),
        drifting=_one_after_another([percent_phrase(at.sufficient) for at in moments]),
    )


def _one_after_another(said: Sequence[str]) -> str:
    return reduce(lambda before, then: t("{before}, then {then}", before=before, then=then), said)
