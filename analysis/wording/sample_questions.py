"""The sentences on what a sample's repeats would say, how its gate errs, and what came of one."""

from analysis.language import mark, nt, t
from analysis.rules import RuleSet
from analysis.sample_questions import GateErrors, RepeatsSeen, Seen
from analysis.sample_story import SampleStory
from analysis.scenario import Scenario
from analysis.wording.numbers import count, percent
from analysis.wording.odds import percent_number, percent_phrase

REPEATS_AXIS = mark("Repeats seen in the sample")


def repeats_seen_title(found: RepeatsSeen) -> str:
    """The finding of the odds over the repeats seen.

    Examples
    --------
    >>> repeats_seen_title(RepeatsSeen((), Seen(39, 0.747, ""), Seen(90, 0.04, ""), None))
    'Ask how many repeats the sample showed: 39 or 90 move the odds from about 3 in 4 to about \
4 in 100'
    """
    low, high = percent_phrase(found.low.sufficient), percent_phrase(found.high.sufficient)
    if low == high:
        return t("However many repeats the sample showed, the odds are {odds}", odds=low)
    return t(
        "Ask how many repeats the sample showed: {few} or {many} move the odds from {low} to "
        "{high}",
        few=count(found.low.repeats),
        many=count(found.high.repeats),
        low=low,
        high=high,
    )


def repeats_seen_why(found: RepeatsSeen) -> str:
    """Which number to ask for, and how many repeats are to be expected."""
    asked = t(
        "The number to ask the registrar for: how many signatures in the sample were struck "
        "because the same person's signature was in the sample already. With the repeat share of "
        "these inputs it lies, 8 times in 10, between {low} and {high}.",
        low=count(found.low.repeats),
        high=count(found.high.repeats),
    )
    if found.insufficient_from is None:
        return asked
    fails = t(
        "With {n} or more, the official projection would have been insufficient.",
        n=count(found.insufficient_from),
    )
    return f"{asked} {fails}"


def repeats_seen_alt(found: RepeatsSeen) -> str:
    """The line in words, with its numbers."""
    points = "; ".join(
        _point(at, odds=percent_phrase(at.sufficient))
        for at in (found.points[0], found.low, found.high, found.points[-1])
    )
    return t(
        "Line of the odds over the repeats seen. {title}. {points}.",
        title=repeats_seen_title(found),
        points=points,
    )


def insufficient_label(found: RepeatsSeen) -> str:
    """The mark from which on the sample alone is insufficient."""
    return t("{n} or more: insufficient", n=count(found.insufficient_from or 0))


def point_label(at: Seen) -> str:
    """A point of the line.

    Examples
    --------
    >>> point_label(Seen(39, 0.747, "full_count"))
    '39 repeats:<br>75%'
    """
    return nt(
        "{n} repeats:<br>{odds}",
        "{n} repeats:<br>{odds}",
        at.repeats,
        n=count(at.repeats),
        odds=percent_number(at.sufficient),
    )


def point_hover(at: Seen) -> str:
    """Any point of the line on hover.

    Examples
    --------
    >>> point_hover(Seen(39, 0.747, "full_count"))
    '39 repeats: 74.7%'
    """
    return _point(at, odds=f"{at.sufficient:.1%}")


def _point(at: Seen, *, odds: str) -> str:
    return nt(
        "{n} repeats: {odds}", "{n} repeats: {odds}", at.repeats, n=count(at.repeats), odds=odds
    )


def gate_errors_sentence(scenario: Scenario, found: tuple[GateErrors, ...]) -> str:
    """How often the sample alone is wrong about a petition like this one."""
    own = found[0]
    passes = t(
        "With {short} valid signers, 1 in 1,000 fewer than required, a sample of {size} would "
        "pass the petition {odds} times.",
        short=count(own.short),
        size=count(own.size),
        odds=percent_phrase(own.wrong_pass),
    )
    if own.statistic == "pairs":
        fails = t("This test never fails a petition; it orders every signature checked.")
    else:
        fails = t(
            "With exactly the {required} required, it would fail it {odds} times.",
            required=count(scenario.required),
            odds=percent_phrase(own.wrong_fail),
        )
    return f"{passes} {fails}"


def no_gate_errors_sentence(scenario: Scenario, rules: RuleSet) -> str:
    """Why there are no error rates."""
    if rules.sample is None or not rules.sample.size(scenario.raw):
        return t("No sample decides here, so it cannot be wrong.")
    return t(
        "With a repeat share of {share}, {raw} signatures cannot hold the {required} valid "
        "signers required.",
        share=percent(scenario.repeats),
        raw=count(scenario.raw),
        required=count(scenario.required),
    )


def error_words(chance: float) -> str:
    """An error rate in a table.

    Examples
    --------
    >>> error_words(0.0), error_words(0.0088)
    ('fewer than 1 in 1,000', 'about 9 in 1,000')
    """
    return percent_phrase(chance)


def story_title(story: SampleStory) -> str:
    """The finding of a sample and the count that followed.

    Examples
    --------
    >>> from analysis.petitions import presets
    >>> from analysis.sample_story import sample_story
    >>> story_title(sample_story(presets()["gascon-2022"]))
    'Why the sample said 78.18% valid and the full count 72.65%'
    """
    return t(
        "Why the sample said {sample} valid and the full count {counted}",
        sample=percent(story.sample_percent, places=2),
        counted=percent(story.counted_percent, places=2),
    )


def story_text(story: SampleStory) -> str:
    """The story in announced numbers, in short paragraphs."""
    raw, sample, valid = count(story.raw), count(story.sample), count(story.sample_valid)
    counted, repeats = count(story.counted_valid), count(story.counted_repeats)
    announced = t(
        "{valid} of {sample} signatures in the sample were valid ({sample_share}); {counted} of "
        "{raw} in the full count ({counted_share}). The full count struck {repeats} repeats.",
        valid=valid,
        sample=sample,
        sample_share=percent(story.sample_percent, places=2),
        counted=counted,
        raw=raw,
        counted_share=percent(story.counted_percent, places=2),
        repeats=repeats,
    )
    seen = t(
        "A sample sees a repeat only if both copies are drawn, about 1 time in {one_in}. Of "
        "{repeats} it was expected to show {expected}; the full count found all of them.",
        one_in=count(story.one_in),
        repeats=repeats,
        expected=f"{story.pairs_expected:,.1f}",
    )
    expected = t(
        "{naive_sum} is {naive}. Less the repeats that a sample leaves unseen, {unseen_sum}, it is "
        "{expected} expected. The count found {counted}.",
        naive_sum=f"{raw} × {valid} ÷ {sample}",
        naive=count(story.naive),
        unseen_sum=f"(1 − {sample} ÷ {raw}) × {repeats}",
        expected=count(story.expected),
        counted=counted,
    )
    return f"{announced}\n\n{seen}\n\n{expected}"
