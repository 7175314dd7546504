"""The sentences on what a sample's repeats would say, how its gate errs, and what came of one."""

from analysis.rules import RuleSet
from analysis.sample_questions import GateErrors, RepeatsSeen, Seen
from analysis.sample_story import SampleStory
from analysis.scenario import Scenario
from analysis.wording.numbers import count, percent
from analysis.wording.odds import percent_number, percent_phrase


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
        return f"However many repeats the sample showed, the odds are {low}"
    return (
        f"Ask how many repeats the sample showed: {count(found.low.repeats)} or "
        f"{count(found.high.repeats)} move the odds from {low} to {high}"
    )


def repeats_seen_why(found: RepeatsSeen) -> str:
    """Which number to ask for, and how many repeats are to be expected."""
    text = (
        "The number to ask the registrar for: how many signatures in the sample were struck "
        "because the same person's signature was in the sample already. With the repeat share of "
        f"these inputs it lies, 8 times in 10, between "
        f"{count(found.low.repeats)} and {count(found.high.repeats)}."
    )
    if found.insufficient_from is not None:
        text += (
            f" With {count(found.insufficient_from)} or more, the official projection would have "
            "been insufficient."
        )
    return text


def repeats_seen_alt(found: RepeatsSeen) -> str:
    """The line in words, with its numbers."""
    points = "; ".join(
        f"{count(at.repeats)} repeats: {percent_phrase(at.sufficient)}"
        for at in (found.points[0], found.low, found.high, found.points[-1])
    )
    return f"Line of the odds over the repeats seen. {repeats_seen_title(found)}. {points}."


def insufficient_label(found: RepeatsSeen) -> str:
    """The mark from which on the sample alone is insufficient."""
    return f"{count(found.insufficient_from or 0)} or more: insufficient"


def point_label(at: Seen) -> str:
    """A point of the line.

    Examples
    --------
    >>> point_label(Seen(39, 0.747, "full_count"))
    '39 repeats:<br>75%'
    """
    return f"{count(at.repeats)} repeats:<br>{percent_number(at.sufficient)}"


def gate_errors_sentence(scenario: Scenario, found: tuple[GateErrors, ...]) -> str:
    """How often the sample alone is wrong about a petition like this one."""
    own = found[0]
    passed, failed = percent_phrase(own.wrong_pass), percent_phrase(own.wrong_fail)
    start = (
        f"With {count(own.short)} valid signers, 1 in 1,000 fewer than required, a sample of "
        f"{count(own.size)} would pass the petition {passed} times"
    )
    if own.statistic == "pairs":
        return f"{start}. This test never fails a petition; it orders every signature checked."
    return (
        f"{start}. With exactly the {count(scenario.required)} required, it would fail it "
        f"{failed} times."
    )


def no_gate_errors_sentence(scenario: Scenario, rules: RuleSet) -> str:
    """Why there are no error rates."""
    if rules.sample is None or not rules.sample.size(scenario.raw):
        return "No sample decides here, so it cannot be wrong."
    return (
        f"With a repeat share of {percent(scenario.repeats)}, {count(scenario.raw)} signatures "
        f"cannot hold the {count(scenario.required)} valid signers required."
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
    sample, counted = (
        percent(share, places=2) for share in (story.sample_percent, story.counted_percent)
    )
    return f"Why the sample said {sample} valid and the full count {counted}"


def story_text(story: SampleStory) -> str:
    """The story in announced numbers, in short paragraphs."""
    announced = (
        f"{count(story.sample_valid)} of {count(story.sample)} signatures in the sample were valid "
        f"({percent(story.sample_percent, places=2)}); {count(story.counted_valid)} of "
        f"{count(story.raw)} in the full count ({percent(story.counted_percent, places=2)}). "
        f"The full count struck {count(story.counted_repeats)} repeats."
    )
    seen = (
        f"A sample sees a repeat only if both copies are drawn, about 1 time in "
        f"{count(story.one_in)}. Of {count(story.counted_repeats)} it was expected to show "
        f"{story.pairs_expected:,.1f}; the full count found all of them."
    )
    expected = (
        f"{count(story.raw)} × {count(story.sample_valid)} ÷ {count(story.sample)} is "
        f"{count(story.naive)}. Less the repeats that a sample leaves unseen, "
        f"(1 − {count(story.sample)} ÷ {count(story.raw)}) × {count(story.counted_repeats)}, it is "
        f"{count(story.expected)} expected. The count found {count(story.counted_valid)}."
    )
    return f"{announced}\n\n{seen}\n\n{expected}"
