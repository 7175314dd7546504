"""The sentences of the Track record page: how close the odds came, and where they did not."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from analysis import record_views as views
from analysis.language import mark, t
from analysis.record_views import Miss
from analysis.track_record.record import Against, ScoreSet, TrackRecord
from analysis.track_record.scores import Coverage
from analysis.wording.numbers import count, list_of, percent

SET_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "left_out": "Knowing all other petitions",
        "as_of": "As of filing",
        "after_sample": "After the sample",
    }
)
"""The three sets of forecasts."""

FORECASTERS: Mapping[str, str] = MappingProxyType(
    {
        "prior": "Recall Odds",
        "base_rate": "the base rate",
        "rule_80": "the 80% rule",
        "rule_75.9": "the 75.9% rule",
        "naive_sample": "the sample as it stands",
    }
)
SCORE_NAMES: Mapping[str, str] = MappingProxyType(
    {"brier": "Brier score", "log": "log score", "crps": "CRPS"}
)
SCORE_SHORT: Mapping[str, str] = MappingProxyType({"brier": "Brier", "log": "Log", "crps": "CRPS"})
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "qualified_full": "Found sufficient, every signature checked",
        "qualified_on_sample": "Found sufficient on the sample",
        "qualified": "Found sufficient",
        "failed_full": "Found insufficient, every signature checked",
        "failed_on_sample": "Found insufficient on the sample",
        "failed": "Found insufficient",
    }
)
SCORES_HELP = mark(
    "Lower is better in all three. Brier: the mean squared distance of the odds from what "
    "happened; 0 is perfect, and always saying 1 in 2 gets 0.25. Log: minus the logarithm of the "
    "odds given to what happened; always saying 1 in 2 gets 0.69. CRPS: how far the whole "
    "distribution of the share of valid signers lies from the share found, in points."
)
RIVALS_HELP: Mapping[str, str] = MappingProxyType(
    {
        "base_rate": (
            "The base rate is the share of the other petitions that were found sufficient, "
            "whatever the petition."
        ),
        "rule_80": (
            "The 80% rule, a much quoted rule of thumb, takes 80% of the raw signatures to be "
            "valid; the 75.9% rule takes the mean of California measures that qualified from 1989 "
            "to 2013. A rule says yes or no; for its log score it gets the spread round it that "
            "fits the other petitions best."
        ),
        "naive_sample": (
            "The sample as it stands holds the sample's share of valid signatures against the "
            "share required, as if there were no repeats. It says yes or no; for its log score it "
            "gets the spread that fits the other petitions best."
        ),
    }
)
ODDS_AXIS, AS_SAID = "Odds given", "as often as said"
QUALIFIED, DID_NOT = "qualified", "did not"
"""In the reliability diagram."""

SEVERAL = mark("Petitions of one campaign count as one case in every interval.")
_PLACES = {"CA": "California"}
_KINDS = {
    "recall": ("recall", "recalls"),
    "initiative": ("initiative", "initiatives"),
    "referendum": ("referendum", "referendums"),
}


def decimal(value: float, *, places: int = 3) -> str:
    """A number with its sign if it is below 0.

    Examples
    --------
    >>> decimal(-0.06196), decimal(0.155063)
    ('−0.062', '0.155')
    """
    text = f"{abs(value):.{places}f}"
    return f"−{text}" if value < 0 and float(text) else text


def forecaster(name: str) -> str:
    """A forecaster inside a sentence."""
    return FORECASTERS.get(name, name.replace("_", " "))


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def headline(found: ScoreSet) -> str:
    """The finding, with its number: how much closer to what happened than the base rate."""
    part = views.skill(found)
    side = "closer to" if part >= 0.0 else "farther from"
    given = {
        "left_out": "",
        "as_of": ", using only what was known at filing,",
        "after_sample": ", once their sample was known,",
    }[found.name]
    apart = views.told_apart(views.against(found, rival=views.BASE_RATE, score="brier"))
    doubt = "" if apart else ", too little to tell them apart"
    return (
        f"On {count(found.of)} past petitions{given} the odds came "
        f"{percent(100.0 * abs(part), places=0)} {side} what happened than the base rate{doubt}"
    )


def score_sentence(found: ScoreSet) -> str:
    """What the headline's number is: two Brier scores and their difference."""
    one = views.against(found, rival=views.BASE_RATE, score="brier")
    side = "leaves out zero" if views.told_apart(one) else "takes in zero"
    ours, theirs = views.brier(found, views.OURS), views.brier(found, views.BASE_RATE)
    return (
        "Closeness is the Brier score: the mean squared distance of the odds from what happened, "
        f"0 at best. That of the odds is {decimal(ours)}; that of always giving the share of the "
        f"other petitions that qualified, the base rate, {decimal(theirs)}. The 95% interval of "
        f"the difference, {decimal(one.low)} to {decimal(one.high)}, {side}."
    )


def how_made(record: TrackRecord, found: ScoreSet) -> str:
    """What each forecast of a set was made from."""
    if found.name == "left_out":
        return (
            "Each petition was forecast before its check, by its raw count, requirement, state and "
            "kind, from all the others, later ones too: never from itself or its own campaign."
        )
    if found.name == "as_of":
        left = len(record.forecasts) - found.of
        return (
            "Each petition was forecast before its check, from petitions decided before it was "
            f"filed. Left out are {count(left)} for which too few had been decided by then."
        )
    derived = sum(one.derived for one in record.after_sample)
    return (
        "Each petition was forecast once its sample was known and every signature was to be "
        "checked, from that sample and all other petitions. Where the sample's own numbers were "
        f"not printed, they follow from the official projection ({count(derived)} of "
        f"{count(found.of)})."
    )


def where_from(record: TrackRecord) -> str:
    """Which petitions these are, and how many others cannot be scored."""
    rows = record.forecasts
    kinds = Counter(row.kind for row in rows)
    parts = [
        f"{count(number)} {_KINDS.get(kind, (kind, kind))[number != 1]}"
        for kind, number in kinds.most_common()
    ]
    places = Counter(row.place for row in rows)
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    passed = sum(row.qualified for row in rows)
    most, number = places.most_common(1)[0]
    return (
        f"The table below holds {count(len(rows))} that can be scored: {list_of(parts)} from "
        f"{count(len(places))} states, {count(number)} of them from {_PLACES.get(most, most)}, "
        f"filed from {first} to "
        f"{last}. Officials found {count(passed)} sufficient and {count(len(rows) - passed)} "
        "insufficient. They are petitions that became known, not a sample of all. "
        f"Another {count(len(record.excluded))} cannot be scored, each for a reason that the table "
        "gives."
    )


def compared(one: Against) -> str:
    """A difference in words, ours against a rival."""
    if not views.told_apart(one):
        return "cannot be told apart"
    return "closer" if one.high < 0.0 else "farther off"


def difference(one: Against) -> str:
    """A difference with its interval; it does not break over lines."""
    scale, places = (100.0, 1) if one.score == "crps" else (1.0, 3)
    mean, low, high = (decimal(scale * at, places=places) for at in (one.mean, one.low, one.high))
    unit = " points" if one.score == "crps" else ""
    return f"{mean}{unit} ({low} to {high})".replace(" ", "\u00a0")


def not_told_apart(found: ScoreSet) -> str:
    """From which rivals the odds cannot be told apart, and by which score."""
    parts = []
    for score, name in SCORE_NAMES.items():
        rivals = [
            forecaster(one.rival)
            for one in found.against
            if one.score == score and not views.told_apart(one)
        ]
        if rivals:
            parts.append(f"by the {name} from {list_of(rivals)}")
    if not parts:
        return "The odds can be told apart from every rival, by all three scores."
    return f"The odds cannot be told apart {'; '.join(parts)}."


def rivals_help(found: ScoreSet) -> str:
    """What the rivals of a set do."""
    told = [RIVALS_HELP[one.forecaster] for one in found.scores if one.forecaster in RIVALS_HELP]
    return " ".join((t(SCORES_HELP), *told, t(SEVERAL)))


def _half(of: int, happened: int, expected: float) -> str:
    return f"{count(happened)} of {count(of)} qualified (the odds said {_expected(expected)})"


def _expected(number: float) -> str:
    return count(number) if number >= 1.0 else "fewer than 1"


def reliability_title(found: ScoreSet) -> str:
    """The finding of the reliability diagram: below and above even odds."""
    sides = zip(("below", "above"), views.halves(found), strict=True)
    parts = [
        f"{side} even odds {_half(half.of, half.happened, half.expected)}"
        for side, half in sides
        if half.of
    ]
    return capital("; ".join(parts))


def reliability_alt(found: ScoreSet) -> str:
    """The reliability diagram in words."""
    return (
        f"Reliability diagram of {count(found.of)} forecasts: odds given against how often it "
        f"happened at such odds. {reliability_title(found)}. {band_sentence(found)}"
    )


def in_all_sentence(found: ScoreSet) -> str:
    """Whether more or fewer qualified, all petitions together, than the odds said.

    Odds of petitions that hang together scatter more than the range says.
    """
    whole, sd = views.in_all(found)
    room = max(round(1.96 * sd), 1)
    off = whole.happened - whole.expected
    if abs(off) <= room:
        side = "that is within chance"
    else:
        side = f"the odds were too {'low' if off > 0.0 else 'high'} by more than chance"
    return (
        f"In all {count(whole.happened)} of {count(whole.of)} qualified where the odds said "
        f"{_expected(whole.expected)}. Right odds stray by {count(room)} at most 19 times in 20: "
        f"{side}."
    )


def band_sentence(found: ScoreSet) -> str:
    """How far the diagram strays from a calibrated forecaster, and what the score is made of."""
    out, parts = views.outside_band(found), found.corp
    where = "at none" if not out else f"at {count(out)}"
    z = found.spiegelhalter_z
    spread = "within" if abs(z) <= 2.0 else "beyond"
    return (
        f"The steps leave the band of a calibrated forecaster {where} of {count(found.of)} "
        "petitions; by chance, such a forecaster leaves it at 1 in 10. Odds changed to the steps "
        f"would have lowered the Brier score by {decimal(parts.miscalibration)}. The size of all "
        f"misses together is {spread} what the odds themselves promise (Spiegelhalter's z is "
        f"{decimal(z, places=1)}; within 2 either way is chance)."
    )


def coverage_sentence(found: ScoreSet) -> str:
    """Whether the intervals of the share of valid signers hold what they promise."""
    broken = [one for one in found.coverage if not one.low <= one.level <= one.high]
    of = found.coverage[0].of
    first = (
        f"In {count(of)} of these petitions every signature was checked, and the share of valid "
        "signers can be held against the interval given for it."
    )
    if not broken:
        return f"{first} All three intervals held about as many as they promise."
    told = [f"the {percent(100.0 * one.level)} interval held {_less(one)}" for one in broken]
    return f"{first} {capital(list_of(told))}."


def _less(one: Coverage) -> str:
    side = "fewer" if one.high < one.level else "more"
    return f"{side} than it promises"


def misses_title(found: ScoreSet, worst: tuple[Miss, ...]) -> str:
    """The finding of the list of misses: how many of them were on the wrong side of even odds."""
    passed = sum(one.qualified for one in worst)
    return (
        f"The {count(len(worst))} worst of {count(found.of)}: {count(passed)} found sufficient, "
        f"{count(len(worst) - passed)} found insufficient"
    )


def net_found(one: Miss) -> str:
    """The share of valid signers that was found, beside the interval given for it."""
    said = one.said
    given = (
        f"{percent(100.0 * said.net_low, places=0)} to {percent(100.0 * said.net_high, places=0)}"
    )
    if said.net is None:
        return f"not known (4 in 5 within {given})"
    return f"{percent(100.0 * said.net)} (4 in 5 within {given})"
