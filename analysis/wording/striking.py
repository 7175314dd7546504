"""The sentences about signatures struck before filing: what that does, and what it does not."""

from analysis.language import mark, nt, t
from analysis.planning import SampleRule, Striking
from analysis.wording.numbers import count, rounded
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.planning import points_phrase

_RULE_NAMES = {
    "corrected": mark("a sample rule that corrects for repeats"),
    "uncorrected": mark("a sample rule that does not correct for repeats"),
    "pairs": mark("a sample rule that limits the repeats seen"),
}


def striking_sentence(found: Striking) -> str:
    """What striking does not do under a full count."""
    if found.raw_after < found.required:
        return t(
            "Striking {struck} before filing leaves {left} raw signatures, fewer than the "
            "{required} required.",
            struck=_struck(found),
            left=count(found.raw_after),
            required=count(found.required),
        )
    said = t(
        "Striking {struck} before filing changes nothing in a full count: the raw signatures fall "
        "to {left}, the valid signers stay as many, and the odds stay {odds}.",
        struck=_struck(found),
        left=count(found.raw_after),
        odds=odds_phrase(found.odds),
    )
    if not found.more_than_expected:
        return said
    more = t(
        "That is more than the rates above expect in all, {invalid} invalid and {repeats} "
        "repeated: such a find would raise the rates.",
        invalid=rounded(found.before.raw - found.before.otherwise_valid),
        repeats=rounded(found.before.repeats),
    )
    return f"{said} {more}"


def sample_sentence(rule: SampleRule) -> str:
    """What striking does under a sample rule."""
    name = t(_RULE_NAMES[rule.statistic])
    if rule.after is None:
        return t("Under {rule} too few signatures would be left to qualify.", rule=name)
    before, after = rule.before, rule.after
    return t(
        "Under {rule} the odds of qualifying {moves}; those of passing on the sample without "
        "enough valid signers {short_moves}.",
        rule=name,
        moves=_moves(before.qualifies, after.qualifies),
        short_moves=_moves(before.passes_short, after.passes_short),
    )


def replacing_sentence(found: Striking) -> str:
    """What filling the freed places with ordinary signatures does."""
    return nt(
        "Collecting {n} ordinary signature in their place adds {gain} of odds: they are then "
        "{odds}.",
        "Collecting {n} ordinary signatures in their place adds {gain} of odds: they are then "
        "{odds}.",
        found.struck,
        n=count(found.struck),
        gain=points_phrase(100.0 * (found.odds_replaced - found.odds)),
        odds=odds_phrase(found.odds_replaced),
    )


def _struck(found: Striking) -> str:
    invalid, repeats = count(found.invalid), count(found.repeats)
    if found.invalid and found.repeats:
        return t(
            "{invalid} known invalid and {repeats} known repeated signatures",
            invalid=invalid,
            repeats=repeats,
        )
    if found.invalid:
        return nt(
            "{n} known invalid signature", "{n} known invalid signatures", found.invalid, n=invalid
        )
    return nt(
        "{n} known repeated signature", "{n} known repeated signatures", found.repeats, n=repeats
    )


def _moves(before: float, after: float) -> str:
    """How odds move; they stay where the words for them do."""
    first, last = percent_phrase(before), percent_phrase(after)
    if first == last:
        return t("stay {odds}", odds=first)
    return t("go from {first} to {last}", first=first, last=last)
