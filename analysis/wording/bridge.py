"""The sentences of the bridge between two scenarios."""

from collections.abc import Sequence

from analysis.compare import THE_REST, TOGETHER, Bridge, Comparison, Step
from analysis.forecast import Forecast, forecast
from analysis.language import capital, mark, nt, pt, t
from analysis.scenario import REASONS, Reading, Scenario
from analysis.wording.compare import NO_ODDS, as_of, margin, short_name
from analysis.wording.factors import FACTOR_NAMES, SEPARATES, factor_in_sentence, from_to
from analysis.wording.labels import name_of
from analysis.wording.numbers import list_of, percent, signed_count
from analysis.wording.odds import odds_phrase, percent_number, percent_phrase
from analysis.wording.sentences import TOOL, changed_sentence, in_sentence
from analysis.wording.sentences import quote as decided_quote

BRIDGE_HELP = mark(
    "Each part is a Shapley value (Shapley 1953): the mean, over every order in which the inputs "
    "can change one after another, of what its own change does. So no order counts more than "
    "another, the parts add up to the difference exactly, and the way back is the same with every "
    "sign turned. Within the invalid rate each reason gets a part in proportion to its change "
    "(Billera and Heath 1982). Filled bars add, outlined ones take away."
)
RULE = mark(
    "Every order of the changes counts the same (the Shapley rule), so the parts add up to the "
    "difference, whatever the order."
)
TOO_FEW = mark("It takes two scenarios with odds to build a bridge.")
RANGES_MOVE = mark(
    "The range of a rate says how sure it is. It moves the odds: a wider one reaches farther to "
    "either side of the requirement. It moves the expected margin too, as no range is quite "
    "symmetric."
)
MOVE_TOGETHER = mark(
    "The raw count and the official evidence move together: the one’s evidence cannot stand beside "
    "the other’s raw count."
)
PANELS = (mark("Signatures"), mark("Percentage points"))
"""Over the numbers of either half of the chart."""


def points(tenths: int) -> str:
    """Tenths of a point with their sign.

    Examples
    --------
    >>> points(-238), points(5), points(0)
    ('−23.8', '+0.5', '0')
    """
    return "0" if not tenths else f"{'−' if tenths < 0 else '+'}{abs(tenths) / 10:.1f}"


def signatures(whole: int) -> str:
    """Signatures with their sign; 0 has none."""
    return signed_count(whole) if whole else "0"


def signatures_noun(whole: int) -> str:
    """The same with its noun.

    Examples
    --------
    >>> signatures_noun(-44730), signatures_noun(1)
    ('−44,730 signatures', '+1 signature')
    """
    return nt("{n} signature", "{n} signatures", abs(whole), n=signatures(whole))


def step_name(step: Step) -> str:
    """What a step of the bridge is called; a reason by its own name."""
    if step.name in REASONS:
        return capital(name_of(step.name))
    return t(FACTOR_NAMES[step.name])


def step_label(step: Step, first: Scenario, other: Scenario) -> str:
    """A step with what it goes from and to."""
    name = step_name(step)
    if step.name == THE_REST:
        names = list_of([factor_in_sentence(factor) for factor in step.factors])
        return f"{name}: {names}"
    if step.name in REASONS and not (first.by_reason and other.by_reason):
        return name
    before, after = _sides(step, first, other)
    if before == after:
        return name
    return t("{name}, {before} to {after}", name=name, before=before, after=after)


def _sides(step: Step, first: Scenario, other: Scenario) -> tuple[str, str]:
    """What a step goes from and to; the raw count and what was found of it move together."""
    if step.name != TOGETHER:
        return from_to(step.factors[0], first, other)
    raw, evidence = (from_to(factor, first, other) for factor in step.factors)
    before, after = (t("{raw}, {evidence}", raw=raw[at], evidence=evidence[at]) for at in (0, 1))
    return before, after


def widest(found: Bridge) -> Step | None:
    """The step that separates the two most: by points, or where none has any by signatures."""
    return max(found.steps, key=lambda step: (abs(step.tenths), abs(step.whole)), default=None)


def bridge_title(found: Bridge) -> str:
    """The finding of the bridge."""
    most = widest(found)
    if most is None:
        return t("Nothing separates them: what moves these odds is the same")
    if not most.tenths and not most.whole:
        return t("Next to nothing separates them")
    parts = [t("{n} percentage points", n=points(most.tenths)), signatures_noun(most.whole)]
    if {found.start.tenths, found.end.tenths} <= {0, 1000}:
        parts = parts[1:]  # two complete counts: there are no odds to speak of
    return t(SEPARATES[most.name], difference=list_of(parts))


def bridge_sentence(shown: Comparison, found: Bridge) -> str:
    """From which scenario to which, in odds and in signatures.

    A complete count leaves no odds: what it found is said instead.
    """
    numbers = [place + 1 for place in shown.ends]
    results = [forecast_of(shown, place) for place in shown.ends]
    margins = [margin(end.whole) for end in (found.start, found.end)]
    if any(result.counted_out for result in results):
        return _counted_sentence(numbers, results, margins)
    return t(
        "From {first} to {other}: the odds go from {before} to {after}, the expected margin from "
        "{margin_before} to {margin_after}.",
        first=numbers[0],
        other=numbers[1],
        before=end_odds(results[0]),
        after=end_odds(results[1]),
        margin_before=margins[0],
        margin_after=margins[1],
    )


def _counted_sentence(
    numbers: Sequence[int], results: Sequence[Forecast], margins: Sequence[str]
) -> str:
    """The sentence of a bridge with a complete count at an end, or at both."""
    said = [_end_clause(number, result) for number, result in zip(numbers, results, strict=True)]
    before, after = (
        t("{margin} (counted)", margin=written)
        if result.counted_out
        else t("{margin} (expected)", margin=written)
        for written, result in zip(margins, results, strict=True)
    )
    return t(
        "From {first} to {other}: {findings}. The margin goes from {before} to {after}.",
        first=numbers[0],
        other=numbers[1],
        findings="; ".join(said),
        before=before,
        after=after,
    )


def _end_clause(number: int, result: Forecast) -> str:
    """What a complete count found in a scenario, or its odds."""
    if not result.counted_out:
        return t("the odds in {n} are {odds}", n=number, odds=end_odds(result))
    if result.sufficient:
        return t("in {n} the full count found enough valid signatures", n=number)
    return t("in {n} the full count found not enough valid signatures", n=number)


def forecast_of(shown: Comparison, place: int) -> Forecast:
    """The forecast of a scenario that has one."""
    scenario = shown.slots[place].reading.scenario
    assert scenario is not None, "a bridge has odds at both ends"
    return forecast(scenario)


def end_odds(result: Forecast) -> str:
    """The odds at an end without a complete count, to a tenth of a point; never 0 or 100%.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> end_odds(forecast(read("model=2026-11").scenario))
    'about 1 in 8 (12.3%)'
    """
    odds = result.sufficient
    exact = percent(100.0 * odds) if 0.001 <= odds <= 0.999 else percent_number(odds)
    return f"{percent_phrase(odds)} ({exact})"


def end_name(shown: Comparison, at: int) -> str:
    """An end of the bridge in chart and table: number and name of the scenario."""
    return short_name(shown, shown.ends[at])


def tight_odds(shown: Comparison, at: int) -> str:
    """The odds at an end, in the room that a phone has beside a bar."""
    result = forecast_of(shown, shown.ends[at])
    if result.counted_out:
        return pt("beside a bar", "enough") if result.sufficient else pt("beside a bar", "short")
    if 0.001 <= result.sufficient <= 0.999:
        return percent(100.0 * result.sufficient)
    return "<0.1%" if result.sufficient < 0.5 else ">99.9%"


def bridge_alt(shown: Comparison, found: Bridge, labels: list[str]) -> str:
    """The bridge in words, with its numbers."""
    steps = "; ".join(
        t(
            "{label}: {signatures}, {points} points",
            label=label,
            signatures=signatures_noun(step.whole),
            points=points(step.tenths),
        )
        for label, step in zip(labels, found.steps, strict=True)
    )
    said = t(
        "Waterfall in signatures and in percentage points. {title}. {sentence}",
        title=bridge_title(found),
        sentence=bridge_sentence(shown, found),
    )
    return f"{said} {steps}." if steps else said


def bridge_notes(shown: Comparison, found: Bridge) -> tuple[str, ...]:
    """The rule, and what of this bridge is assumed."""
    notes = [t(RULE)] if found.steps else []
    invalid = found.step("invalid")
    if invalid is not None and invalid.parts and any(found.assumed):
        notes.append(_assumed_note(shown, found))
    if any(step.name in ("invalid_pm", "repeats_pm") for step in found.steps):
        notes.append(t(RANGES_MOVE))
    if found.step(TOGETHER) is not None:
        notes.append(t(MOVE_TOGETHER))
    on_sample = [
        str(place + 1)
        for place in shown.ends
        for result in [forecast_of(shown, place)]
        if result.decided and not result.counted_out
    ]
    if on_sample:
        notes.append(
            nt(
                "Officials decided scenario {numbers} on the sample. The odds here are those that "
                "a full count would have found enough.",
                "Officials decided scenario {numbers} on the sample. The odds here are those that "
                "a full count would have found enough.",
                len(on_sample),
                numbers=list_of(on_sample),
            )
        )
    return tuple(notes)


def _assumed_note(shown: Comparison, found: Bridge) -> str:
    """Whose split by reason is that of past petitions."""
    numbers = [
        str(place + 1) for place, assumed in zip(shown.ends, found.assumed, strict=True) if assumed
    ]
    return nt(
        "Scenario {numbers} has one invalid rate, not one by reason: it is split here as past "
        "petitions’ invalid signatures are. That split is an assumption.",
        "Scenarios {numbers} have one invalid rate, not one by reason: it is split here as past "
        "petitions’ invalid signatures are. That split is an assumption.",
        len(numbers),
        numbers=list_of(numbers),
    )


def quote(shown: Comparison, found: Bridge | None) -> str:
    """What separates them, to print: the odds of either, what was changed, the finding.

    A decided scenario has a sentence of its own.
    """
    places = shown.ends if found is not None else range(len(shown.slots))
    told = [
        (shown.slots[place].reading, forecast_of(shown, place))
        for place in places
        if shown.slots[place].reading.scenario is not None
    ]
    odds = [_told(reading, result) for reading, result in told if not result.decided]
    sentences = [decided_quote(reading, result) for reading, result in told if result.decided]
    if odds:
        said = t(
            "The odds of enough valid signatures are, according to {tool}, {odds}.",
            tool=TOOL,
            odds="; ".join(odds),
        )
        sentences.insert(0, said)
    if found is not None:
        sentences.append(f"{bridge_title(found)}.")
    return " ".join(sentences) or t(NO_ODDS)


def _told(reading: Reading, result: Forecast) -> str:
    changed = changed_sentence(reading)
    parts = [in_sentence(reading), as_of(reading), *([changed] if changed else [])]
    odds = odds_phrase(result.sufficient)
    return t("{odds} for {petition}", odds=odds, petition=", ".join(parts))
