"""The sentences of the Track record page: how close the odds came, and where they did not."""

from collections import Counter

from analysis import record_views as views
from analysis.language import capital, mark, nt, t
from analysis.record_views import Miss
from analysis.track_record.record import Against, ScoreSet, TrackRecord
from analysis.track_record.scores import Coverage
from analysis.wording.numbers import count, list_of, percent
from analysis.wording.record_names import (
    FORECASTERS,
    OUTCOMES,
    RIVALS_HELP,
    SCORE_SHORT,
    SCORES_HELP,
    SET_NAMES,
    SEVERAL,
    decimal,
    forecaster,
)
from analysis.wording.reliability import (
    band_sentence,
    in_all_sentence,
    reliability_alt,
    reliability_title,
)

__all__ = [
    "FORECASTERS", "OUTCOMES", "SCORE_SHORT", "SET_NAMES", "band_sentence", "compared",
    "coverage_sentence", "decimal", "difference", "forecaster", "headline", "how_made",
    "in_all_sentence", "misses_title", "net_found", "not_told_apart", "reliability_alt",
    "reliability_title", "rivals_help", "score_sentence", "where_from",
]  # fmt: skip

_PLACES = {"CA": mark("California")}


def headline(found: ScoreSet) -> str:
    """The finding, with its number: how much closer to what happened than the base rate."""
    part = views.skill(found)
    start, by = _on(found), percent(100.0 * abs(part), places=0)
    if part >= 0.0:
        finding = t(
            "{start} the odds came {part} closer to what happened than the base rate",
            start=start,
            part=by,
        )
    else:
        finding = t(
            "{start} the odds came {part} farther from what happened than the base rate",
            start=start,
            part=by,
        )
    if views.told_apart(views.against(found, rival=views.BASE_RATE, score="brier")):
        return finding
    return t("{finding}, too little to tell them apart", finding=finding)


def _on(found: ScoreSet) -> str:
    """How the headline begins: on which petitions, and what was known of them."""
    of = count(found.of)
    if found.name == "as_of":
        return t("On {n} past petitions, using only what was known at filing,", n=of)
    if found.name == "after_sample":
        return t("On {n} past petitions, once their sample was known,", n=of)
    return t("On {n} past petitions", n=of)


def score_sentence(found: ScoreSet) -> str:
    """What the headline's number is: two Brier scores and their difference."""
    one = views.against(found, rival=views.BASE_RATE, score="brier")
    ends = {"low": decimal(one.low), "high": decimal(one.high)}
    scores = t(
        "Closeness is the Brier score: the mean squared distance of the odds from what happened, "
        "0 at best. That of the odds is {ours}; that of always giving the share of the other "
        "petitions that qualified, the base rate, {theirs}.",
        ours=decimal(views.brier(found, views.OURS)),
        theirs=decimal(views.brier(found, views.BASE_RATE)),
    )
    if views.told_apart(one):
        apart = t("The 95% interval of the difference, {low} to {high}, leaves out zero.", **ends)
    else:
        apart = t("The 95% interval of the difference, {low} to {high}, takes in zero.", **ends)
    return f"{scores} {apart}"


def how_made(record: TrackRecord, found: ScoreSet) -> str:
    """What each forecast of a set was made from."""
    if found.name == "left_out":
        return t(
            "Each petition was forecast before its check, by its raw count, requirement, state and "
            "kind, from all the others, later ones too: never from itself or its own campaign."
        )
    if found.name == "as_of":
        left = len(record.forecasts) - found.of
        return nt(
            "Each petition was forecast before its check, from petitions decided before it was "
            "filed. Left out is {n} for which too few had been decided by then.",
            "Each petition was forecast before its check, from petitions decided before it was "
            "filed. Left out are {n} for which too few had been decided by then.",
            left,
            n=count(left),
        )
    return t(
        "Each petition was forecast once its sample was known and every signature was to be "
        "checked, from that sample and all other petitions. Where the sample's own numbers were "
        "not printed, they follow from the official projection ({derived} of {n}).",
        derived=count(sum(one.derived for one in record.after_sample)),
        n=count(found.of),
    )


def where_from(record: TrackRecord) -> str:
    """Which petitions these are, and how many others cannot be scored."""
    rows = record.forecasts
    kinds = Counter(row.kind for row in rows)
    places = Counter(row.place for row in rows)
    passed = sum(row.qualified for row in rows)
    most, number = places.most_common(1)[0]
    return t(
        "The table below holds {n} that can be scored: {kinds} from {states} states, {number} of "
        "them from {place}, filed from {first} to {last}. Officials found {passed} sufficient and "
        "{failed} insufficient. They are petitions that became known, not a sample of all. "
        "Another {excluded} cannot be scored, each for a reason that the table gives.",
        n=count(len(rows)),
        kinds=list_of([_of_kind(kind, many) for kind, many in kinds.most_common()]),
        states=count(len(places)),
        number=count(number),
        place=t(_PLACES[most]) if most in _PLACES else most,
        first=min(row.year for row in rows),
        last=max(row.year for row in rows),
        passed=count(passed),
        failed=count(len(rows) - passed),
        excluded=count(len(record.excluded)),
    )


def _of_kind(kind: str, number: int) -> str:
    """So many petitions of a kind."""
    many = count(number)
    if kind == "recall":
        return nt("{n} recall", "{n} recalls", number, n=many)
    if kind == "initiative":
        return nt("{n} initiative", "{n} initiatives", number, n=many)
    if kind == "referendum":
        return nt("{n} referendum", "{n} referendums", number, n=many)
    return f"{many} {kind}"


def compared(one: Against) -> str:
    """A difference in words, ours against a rival."""
    if not views.told_apart(one):
        return t("cannot be told apart")
    return t("closer") if one.high < 0.0 else t("farther off")


def difference(one: Against) -> str:
    """A difference with its interval; it does not break over lines."""
    in_points = one.score == "crps"
    scale, places = (100.0, 1) if in_points else (1.0, 3)
    mean, low, high = (decimal(scale * at, places=places) for at in (one.mean, one.low, one.high))
    if in_points:
        text = t("{mean} points ({low} to {high})", mean=mean, low=low, high=high)
    else:
        text = t("{mean} ({low} to {high})", mean=mean, low=low, high=high)
    return text.replace(" ", "\u00a0")


def not_told_apart(found: ScoreSet) -> str:
    """From which rivals the odds cannot be told apart, and by which score."""
    open_ones = [one for one in found.against if not views.told_apart(one)]
    parts = [
        _by(score, list_of([forecaster(one.rival) for one in open_ones if one.score == score]))
        for score in SCORE_SHORT
        if any(one.score == score for one in open_ones)
    ]
    if not parts:
        return t("The odds can be told apart from every rival, by all three scores.")
    return t("The odds cannot be told apart {by}.", by="; ".join(parts))


def _by(score: str, rivals: str) -> str:
    """By a score from some rivals, after "cannot be told apart"."""
    if score == "brier":
        return t("by the Brier score from {rivals}", rivals=rivals)
    if score == "log":
        return t("by the log score from {rivals}", rivals=rivals)
    return t("by the CRPS from {rivals}", rivals=rivals)


def rivals_help(found: ScoreSet) -> str:
    """What the rivals of a set do."""
    told = [t(RIVALS_HELP[one.forecaster]) for one in found.scores if one.forecaster in RIVALS_HELP]
    return " ".join((t(SCORES_HELP), *told, t(SEVERAL)))


def coverage_sentence(found: ScoreSet) -> str:
    """Whether the intervals of the share of valid signers hold what they promise."""
    broken = [one for one in found.coverage if not one.low <= one.level <= one.high]
    first = t(
        "In {n} of these petitions every signature was checked, and the share of valid signers "
        "can be held against the interval given for it.",
        n=count(found.coverage[0].of),
    )
    if not broken:
        kept = t("All three intervals held about as many as they promise.")
        return f"{first} {kept}"
    return f"{first} {capital(list_of([_held(one) for one in broken]))}."


def _held(one: Coverage) -> str:
    """An interval that does not hold as many as it promises."""
    level = percent(100.0 * one.level)
    if one.high < one.level:
        return t("the {level} interval held fewer than it promises", level=level)
    return t("the {level} interval held more than it promises", level=level)


def misses_title(found: ScoreSet, worst: tuple[Miss, ...]) -> str:
    """The finding of the list of misses: how many of them were on the wrong side of even odds."""
    passed = sum(one.qualified for one in worst)
    return t(
        "The {worst} worst of {n}: {passed} found sufficient, {failed} found insufficient",
        worst=count(len(worst)),
        n=count(found.of),
        passed=count(passed),
        failed=count(len(worst) - passed),
    )


def net_found(one: Miss) -> str:
    """The share of valid signers that was found, beside the interval given for it."""
    said = one.said
    low, high = (percent(100.0 * at, places=0) for at in (said.net_low, said.net_high))
    if said.net is None:
        return t("not known (4 in 5 within {low} to {high})", low=low, high=high)
    return t(
        "{share} (4 in 5 within {low} to {high})",
        share=percent(100.0 * said.net),
        low=low,
        high=high,
    )
