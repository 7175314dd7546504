"""The sentences about signatures struck before filing: what that does, and what it does not."""

from analysis.planning import SampleRule, Striking
from analysis.wording.numbers import count, list_of, rounded
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.planning import points_phrase

_RULE_NAMES = {
    "corrected": "a sample rule that corrects for repeats",
    "uncorrected": "a sample rule that does not correct for repeats",
    "pairs": "a sample rule that limits the repeats seen",
}


def striking_sentence(found: Striking) -> str:
    """What striking does not do under a full count."""
    if found.raw_after < found.required:
        return (
            f"Striking {_struck(found)} before filing leaves {count(found.raw_after)} raw "
            f"signatures, fewer than the {count(found.required)} required."
        )
    said = (
        f"Striking {_struck(found)} before filing changes nothing in a full count: the raw "
        f"signatures fall to {count(found.raw_after)}, the valid signers stay as many, and the "
        f"odds stay {odds_phrase(found.odds)}."
    )
    if not found.more_than_expected:
        return said
    bad = found.before.raw - found.before.otherwise_valid
    return (
        f"{said} That is more than the rates above expect in all, {rounded(bad)} invalid and "
        f"{rounded(found.before.repeats)} repeated: such a find would raise the rates."
    )


def sample_sentence(rule: SampleRule) -> str:
    """What striking does under a sample rule."""
    name = _RULE_NAMES[rule.statistic]
    if rule.after is None:
        return f"Under {name} too few signatures would be left to qualify."
    before, after = rule.before, rule.after
    return (
        f"Under {name} the odds of qualifying {_moves(before.qualifies, after.qualifies)}; those "
        "of passing on the sample without enough valid signers "
        f"{_moves(before.passes_short, after.passes_short)}."
    )


def replacing_sentence(found: Striking) -> str:
    """What filling the freed places with ordinary signatures does."""
    noun = "signature" if found.struck == 1 else "signatures"
    gain = points_phrase(100.0 * (found.odds_replaced - found.odds))
    return (
        f"Collecting {count(found.struck)} ordinary {noun} in their place adds {gain} of odds: "
        f"they are then {odds_phrase(found.odds_replaced)}."
    )


def _struck(found: Striking) -> str:
    parts = []
    if found.invalid:
        parts.append(f"{count(found.invalid)} known invalid")
    if found.repeats:
        parts.append(f"{count(found.repeats)} known repeated")
    return f"{list_of(parts)} {'signature' if found.struck == 1 else 'signatures'}"


def _moves(before: float, after: float) -> str:
    """How odds move; they stay where the words for them do."""
    first, last = percent_phrase(before), percent_phrase(after)
    return f"stay {first}" if first == last else f"go from {first} to {last}"
