"""The sentences of the pages, the cards and the answers."""

import re
from collections.abc import Iterable

from analysis.forecast import Forecast
from analysis.language import mark, t
from analysis.petitions import Step, presets
from analysis.rules import rule_sets
from analysis.scenario import Problem, Reading, Scenario
from analysis.sensitivity import Swing
from analysis.valid_count import DOTS
from analysis.wording.interface import CUSTOM_OPTION
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import ap_date, count, list_of, percent, rounded
from analysis.wording.odds import dots_phrase, odds_phrase, percent_number, percent_phrase

TOOL = "Recall Odds"
NOT_THE_BALLOT = mark(
    "Enough signatures is not a place on the ballot: the election must also be ordered in time."
)


def petition_name(reading: Reading) -> str:
    """The petition, at the beginning of a sentence or as a title."""
    if reading.defaults.preset is not None:
        return reading.defaults.preset.title
    name = str(reading.scenario.name) if reading.scenario else str(reading.given.get("name", ""))
    return f"“{name}”" if name else "Your own petition"


def in_sentence(reading: Reading) -> str:
    """The petition, inside a sentence."""
    if reading.defaults.preset is not None:
        return reading.defaults.preset.short
    name = reading.scenario.name if reading.scenario else ""
    return f"the petition that the sender calls “{name}”" if name else "the petition"


def kicker(reading: Reading) -> str:
    """Which petition, and as of when."""
    known = ap_date(reading.defaults.known_on)
    return f"{petition_name(reading)} · with what was known on {known}"


def _short_or_over(margin: float) -> str:
    return f"{rounded(abs(margin))} {'short' if margin < 0 else 'over'}"


def headline(result: Forecast) -> str:
    """The strong sentence. The same frame whatever the odds."""
    if result.counted_out:
        found, needed = count(result.valid.mean), count(result.required)
        return f"Decided: {found} valid signatures where {needed} were required"
    if result.decided:
        return f"Decided: officials found the petition {_verdict(result)} on the sample"
    return f"The odds of enough valid signatures are {percent_phrase(result.sufficient)}"


def margin_sentence(result: Forecast) -> str:
    """The middle outcome and the range, in signatures from the requirement."""
    low, middle, high = (
        value - result.required for value in (result.valid.p05, result.valid.p50, result.valid.p95)
    )
    if result.counted_out:
        exact = f"{count(abs(middle))} {'short' if middle < 0 else 'over'}"
        return f"The count ended {exact} of the {count(result.required)} required."
    if result.raw < result.required:
        return (
            f"{count(result.raw)} signatures are fewer than the {count(result.required)} required: "
            "even if all of them were valid, they would fall short."
        )
    if_counted = (
        "Had every signature been counted: most likely" if result.decided else "Most likely"
    )
    return (
        f"{if_counted} {_short_or_over(middle)}; 9 times in 10 "
        f"between {_short_or_over(low)} and {_short_or_over(high)}."
    )


def _verdict(result: Forecast) -> str:
    return "sufficient" if result.qualifies > 0.5 else "insufficient"


def dots_title(result: Forecast) -> str:
    """The finding of the dot plot."""
    if result.counted_out:
        return f"The full count found {count(result.valid.mean)} valid signatures"
    reach = dots_phrase(result.dots_enough, dots=DOTS)
    return f"{reach} reach the {count(result.required)} valid signatures required"


def dots_alt(result: Forecast) -> str:
    """The dot plot in words, with its numbers."""
    valid = result.valid
    if result.counted_out:
        return (
            f"One mark at {count(valid.mean)} valid signatures; {count(result.required)} required."
        )
    return (
        f"Dot plot of {DOTS} equally likely results of a full count. {dots_title(result)}. "
        f"Half of them lie below {rounded(valid.p50)}; 9 in 10 between "
        f"{rounded(valid.p05)} and {rounded(valid.p95)}."
    )


def swing_title(found: Iterable[Swing]) -> str:
    """The finding of the tornado: what moves the odds most."""
    widest = max(found, key=lambda swing: swing.width)
    name = name_of(widest.key)
    low, high = percent_phrase(widest.odds_worse), percent_phrase(widest.odds_better)
    if low == high:
        return f"No single input moves the odds from {low}"
    return f"The {name} moves the odds most: from {low} to {high}"


def swing_bar_label(swing: Swing) -> str:
    """The input of a bar and its two ends."""
    name = name_of(swing.key)
    worse, better = _end(swing.key, swing.worse), _end(swing.key, swing.better)
    return f"{name[:1].upper()}{name[1:]}, from {worse} to {better}"


def end_label(swing: Swing) -> str:
    """The odds at the better end of a bar."""
    return percent_number(swing.odds_better)


def now_label(result: Forecast) -> str:
    """The forecast itself, on the line through the bars."""
    return f"now {percent_number(result.sufficient)}"


def swing_alt(found: Iterable[Swing]) -> str:
    """The bars in words, with their numbers."""
    found = list(found)
    bars = "; ".join(
        f"{swing_bar_label(swing)}: from {percent_phrase(swing.odds_worse)} "
        f"to {percent_phrase(swing.odds_better)}"
        for swing in found
    )
    return f"Bars of the odds with one input at either end. {swing_title(found)}. {bars}."


def _end(key: str, value: float) -> str:
    return count(value) if key == "raw" else percent(value)


def changed_sentence(reading: Reading, *, by: str = "the sender") -> str:
    """What was changed from the tool's own estimate; empty if nothing was.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> changed_sentence(read("model=2026-11&invalid=8"))
    'with 1 input changed by the sender: invalid rate 8% instead of 24.5%'
    """
    changes = reading.changed
    if not changes:
        return ""
    parts = [
        f"{name_of(change.key)} {value_of(change.key, change.after)} "
        f"instead of {value_of(change.key, change.before)}"
        for change in changes
    ]
    noun = "input" if len(parts) == 1 else "inputs"
    return f"with {len(parts)} {noun} changed by {by}: {list_of(parts)}"


def ignored_sentence(reading: Reading) -> str:
    """Which keys are kept but not used; empty if none is."""
    if not reading.ignored:
        return ""
    names = list_of([name_of(key) for key in reading.ignored])
    return f"Kept in the link, but not used in these odds: {names}."


def law_sentence(reading: Reading) -> str:
    """That the rule set was not law on the filing date, or its text then is not in hand; or empty.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> law_sentence(read("rules=ca-local-recall-2024"))[:58]
    'The rule set “California, recall of a local officer (law s'
    """
    if reading.scenario is None:
        return ""
    law, filed = rule_sets()[reading.scenario.rules], reading.scenario.filed
    if not law.in_force(filed):
        return (
            f"The rule set “{law.name}” was not in force on {ap_date(filed)}. It is used as given."
        )
    if law.in_hand_from is not None and filed < law.in_hand_from:
        return (
            f"The law's text before {ap_date(law.in_hand_from)} is not in hand. The rule set "
            f"“{law.name}” is used instead."
        )
    return ""


def problem_sentence(problem: Problem) -> str:
    """A bad value: field, what was given, what is allowed, what is used instead."""
    fields = (problem.field,) if isinstance(problem.field, str) else problem.field
    names = list_of([f"{name_of(field)} ({field})" for field in fields])
    used = problem.used
    instead = "nothing" if used is None else value_of(fields[0], used) if len(fields) == 1 else ""
    if len(fields) > 1:
        instead = "none of it" if not used else f"{value_of(fields[0], used)}"
    return (
        f"{names[:1].upper()}{names[1:]}: given “{problem.given}”, "
        f"allowed {problem.allowed}, used instead: {instead}."
    )


def notices(reading: Reading) -> tuple[str, ...]:
    """All that stands above the headline but the changes: problems, and what is not used."""
    found = [problem_sentence(problem) for problem in reading.problems]
    found += [
        sentence for sentence in (ignored_sentence(reading), law_sentence(reading)) if sentence
    ]
    return tuple(found)


def outcome_sentence(reading: Reading) -> str:
    """What happened to a petition of the table; empty if its count is not known."""
    preset = reading.defaults.preset
    if preset is None or preset.outcome is None:
        return ""
    outcome = preset.outcome
    margin = outcome.valid - preset.required
    end = f"{count(abs(margin))} {'short of' if margin < 0 else 'over'} the"
    return (
        f"On {ap_date(outcome.date)}, officials found {count(outcome.valid)} of "
        f"{count(outcome.checked)} signatures valid, {end} {count(preset.required)} required."
    )


def quote(reading: Reading, result: Forecast) -> str:
    """One sentence to print, with what was changed and as of when."""
    known = ap_date(reading.defaults.known_on)
    subject = in_sentence(reading)
    changed = changed_sentence(reading)
    start = f"{changed[:1].upper()}{changed[1:]}, t" if changed else "T"
    if result.decided and not result.counted_out:
        return f"{start}he sample was enough for officials to find {subject} {_verdict(result)}."
    if result.decided:
        verdict = "enough" if result.sufficient else "not enough"
        return (
            f"{start}he full count found {count(result.valid.mean)} valid signatures for "
            f"{subject}, {verdict} for the {count(result.required)} required."
        )
    return (
        f"{start}he odds that {subject} has the {count(result.required)} valid signatures it "
        f"needs are {odds_phrase(result.sufficient)}, according to {TOOL}, with what was known on "
        f"{known}."
    )


def option_name(petition: str) -> str:
    """A petition in a list of them."""
    preset = presets().get(petition)
    return t(CUSTOM_OPTION) if preset is None else f"{preset.title}, {preset.filed.year}"


def step_sentence(step: Step) -> str:
    """What became known at a step, and when."""
    return f"{ap_date(step.date)}: {step.says}"


def reasons_sentence(scenario: Scenario) -> str:
    """The sum of the reasons."""
    return f"The reasons add up to {percent(scenario.invalid)} of the raw signatures."


def odds_again(result: Forecast) -> str:
    """The odds once more, beside the controls."""
    if result.decided:
        return f"**{headline(result)}**"
    return f"Enough valid signatures: **{odds_phrase(result.sufficient)}**"


def paragraphs(*parts: str) -> str:
    """Paragraphs of one Markdown text: one element on a page instead of several."""
    return "\n\n".join(parts)


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list of plain sentences."""
    return "\n".join(f"- {as_markdown(line)}" for line in lines)


def footer(reading: Reading) -> str:
    """Version of the model, and what the tool is not."""
    version = reading.defaults.version
    return (
        f"{TOOL}, model {version.id} of {ap_date(version.date)}. It takes no position on any "
        "petition and gives no legal advice."
    )


def as_markdown(text: str) -> str:
    r"""A plain text with what Markdown would read as a mark escaped: a name is a reader's words.

    Examples
    --------
    >>> as_markdown("*x* <b>")
    '\\*x\\* \\<b\\>'
    """
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in text)
    # Addresses become links after the escapes are gone: a word joiner, which nobody sees, stops it.
    return _ADDRESS.sub("\\g<0>\u2060", escaped)


_MARKS = frozenset("\\`*_{}[]<>()#+-!|~$:")
_ADDRESS = re.compile(r"(?i)https?|www|@")
