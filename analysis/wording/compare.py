"""The texts of the Compare page: the scenarios side by side, and the bridge between two."""

import textwrap

from analysis.compare import Comparison, Slot, differ
from analysis.forecast import Forecast, forecast
from analysis.language import capital, mark, nt, t
from analysis.scenario import Reading, Scenario
from analysis.versions import today
from analysis.wording.factors import evidence_of, factor_in_sentence, from_to
from analysis.wording.first_view import FirstView
from analysis.wording.interface import READER
from analysis.wording.labels import value_of
from analysis.wording.numbers import ap_date, count, list_of, rounded
from analysis.wording.odds import percent_number, percent_phrase
from analysis.wording.sentences import (
    TOOL,
    changed_sentence,
    margin_sentence,
    petition_name,
    problem_sentence,
)

PAGE = mark("Compare")
PAGE_HELP = mark("Up to four scenarios side by side, and what separates one from another.")
OPENS_WITH = mark(
    "Nothing was chosen yet: the scenario at hand stands beside one that follows from it. Add "
    "others below; the address then holds them all."
)
ADD = mark("Add a scenario")
ADD_THIS = mark("Add the scenario at hand")
ADD_PRESET = mark("Add a petition of the table")
ADD_PRESET_HELP = mark("Type a few letters of its name. It opens with what past petitions suggest.")
CHOOSE = mark("Choose one")
ADD_LINK = mark("Add from a link")
ADD_LINK_HELP = mark(
    "A link copied from a page of this tool, or the part of it after the question mark. A link to "
    "a comparison adds all of its scenarios."
)
ADD_LINK_SUBMIT = mark("Add it")
FULL = mark("Four scenarios are shown, the most that there is room for. Remove one to add another.")
NOT_ADDED = mark("This was not added")
REMOVE = mark("Remove")
OPEN = mark("Open on the Odds page")
LINK_HELP = mark(
    "The link holds every scenario whole, with the version of the model that each was made with, "
    "so that it still means the same after the defaults change."
)
PROBLEMS = mark("Part of this link cannot be used")
FROM, TO = mark("From"), mark("To")
RANGES_HELP = mark(
    "The mark is the middle outcome of a full count: a diamond reaches the requirement, an open "
    "circle falls short. The bar holds half of the outcomes, the line 9 in 10."
)
NO_ODDS = mark("No odds: the raw signatures or the valid signatures required are missing.")
_IN_A_CHART = (mark("Gascón recall"),)
"""What ``_cut`` leaves of the presets' names, which are data."""
_LONGEST_NAME = 28
_MOST_LISTED = 6


def headline(shown: Comparison) -> str:
    """The odds of all scenarios, in their order; those that are decided in a clause of their own.

    Examples
    --------
    >>> from analysis.compare import comparison
    >>> from analysis.scenario import read
    >>> headline(comparison((("s1", "model=2026-11"), ("s2", "petition=custom")), read("")))
    'The odds of enough valid signatures: about 1 in 8 and unknown'
    """
    odds = [short_odds(slot) for slot in shown.slots]
    settled = [place for place, slot in _all(shown) if _is_decided(slot)]
    if not settled:
        return t("The odds of enough valid signatures: {odds}", odds=list_of(odds))
    clause = list_of(
        [t("scenario {n} is {decided}", n=place + 1, decided=odds[place]) for place in settled]
    )
    open_ones = [
        t("{odds} for scenario {n}", odds=said, n=place + 1)
        for place, said in enumerate(odds)
        if place not in settled
    ]
    if not open_ones:
        return capital(clause)
    return t(
        "The odds of enough valid signatures: {odds}; {decided}",
        odds=list_of(open_ones),
        decided=clause,
    )


def _is_decided(slot: Slot) -> bool:
    return slot.reading.scenario is not None and slot.reading.scenario.decided


def short_odds(slot: Slot) -> str:
    """The odds of a scenario in words alone."""
    if slot.reading.scenario is None:
        return t("unknown")
    result = forecast(slot.reading.scenario)
    return decided(result) or percent_phrase(result.sufficient)


def decided(result: Forecast) -> str:
    """What officials found, on the sample or by a complete count; empty where there are odds."""
    if result.counted_out:
        return t("decided (enough)") if result.sufficient else t("decided (not enough)")
    if not result.decided:
        return ""
    if result.qualifies:
        return t("decided (sufficient on the sample)")
    return t("decided (insufficient on the sample)")


def first_view(shown: Comparison) -> FirstView:
    """The first view of a comparison: its title, what a shared link says of it, its headline."""
    names = list_of(
        [f"{slot_title(shown, place)}, {as_of(slot.reading)}" for place, slot in _all(shown)]
    )
    said, number = headline(shown), len(shown.slots)
    # English has the plural for one scenario too, as the page has always said it.
    scenarios = nt("{n} scenarios", "{n} scenarios", number, n=number)
    return FirstView(
        title=f"{t(PAGE)}: {scenarios} · {TOOL}",
        description=f"{said}. {names}.",
        kicker=f"{t(PAGE)} · {scenarios}",
        notice=" ".join(_all_notices(shown)),
        headline=said,
        number="",
        detail=f"{names}.",
    )


def _all(shown: Comparison) -> list[tuple[int, Slot]]:
    return list(enumerate(shown.slots))


def _all_notices(shown: Comparison) -> list[str]:
    """What cannot be used, and by number what the sender changed."""
    found = [problem_sentence(problem) for problem in shown.problems]
    for place, slot in _all(shown):
        found += [f"{place + 1}: {line}" for line in slot_notices(slot)]
    return found


def remove_name(place: int) -> str:
    """The button that takes a scenario out."""
    return f"{t(REMOVE)} {place + 1}"


def at_hand(reading: Reading) -> str:
    """What the scenario of the other pages is."""
    changed = changed_sentence(reading, by=READER)
    parts = [petition_name(reading), as_of(reading)]
    return ", ".join([*parts, changed] if changed else parts) + "."


def slot_title(shown: Comparison, place: int) -> str:
    """Number and petition of a scenario."""
    return f"{place + 1}. {petition_name(shown.slots[place].reading)}"


def as_of(reading: Reading) -> str:
    """What is known in a scenario."""
    return t("with what was known on {date}", date=ap_date(reading.defaults.known_on))


def short_name(shown: Comparison, place: int) -> str:
    """A scenario in a list or a chart: by its date where all are of one petition.

    Examples
    --------
    >>> from analysis.compare import comparison
    >>> from analysis.scenario import read
    >>> short_name(comparison((), read("as_of=raw")), 1)
    '2. July 14, 2022'
    """
    names = [_cut(slot.reading) for slot in shown.slots]
    reading, name = shown.slots[place].reading, names[place]
    if names.count(name) == 1:
        return f"{place + 1}. {name}"
    known = ap_date(reading.defaults.known_on)
    if len(set(names)) > 1:
        return f"{place + 1}. {name}, {known}"
    changes = len(reading.changed)
    if changes:
        known = nt(
            "{date}, {n} input changed",
            "{date}, {n} inputs changed",
            changes,
            date=known,
            n=changes,
        )
    return f"{place + 1}. {known}"


def _cut(reading: Reading) -> str:
    """A petition in a few words, for which a phone has room."""
    preset = reading.defaults.preset
    name = petition_name(reading)
    if preset is not None and preset.title not in preset.short:
        name = t(preset.short.removeprefix("the ").removesuffix(" petition"))
    return textwrap.shorten(name, _LONGEST_NAME, placeholder=" …")


def odds_of(result: Forecast) -> tuple[str, str]:
    """The odds of a scenario in words, and as the number beside them."""
    known = decided(result)
    if known:
        return capital(known), ""
    return capital(percent_phrase(result.sufficient)), percent_number(result.sufficient)


def slot_lines(shown: Comparison, place: int) -> tuple[str, ...]:
    """What a scenario says besides its odds, a line each; plain text."""
    slot = shown.slots[place]
    scenario = slot.reading.scenario
    if scenario is None:
        return (t(NO_ODDS),)
    result, raw = forecast(scenario), count(scenario.raw)
    lines = [
        expected_sentence(result),
        t("Raw {raw}, required {required}.", raw=raw, required=count(scenario.required)),
        _rates(scenario),
    ]
    if scenario.has_official_result:
        lines.append(t("Official evidence: {evidence}.", evidence=evidence_of(scenario)))
    version = slot.reading.defaults.version
    if version.id != today().id:
        lines.append(t("Made with model {version}.", version=version.id))
    if place:
        lines.append(differs(shown, place))
    return tuple(line for line in lines if line)


def expected_sentence(result: Forecast) -> str:
    """The expected margin, which the bridge is about, and the range of outcomes.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> expected_sentence(forecast(read("model=2026-11").scenario))
    'Expected margin: 61,941 short; 9 times in 10 between 160,000 short and 19,700 over.'
    """
    if result.counted_out or result.raw < result.required:
        return margin_sentence(result)
    low, high = (short_or_over(at - result.required) for at in (result.valid.p05, result.valid.p95))
    values = {"margin": margin(result.valid.mean - result.required), "low": low, "high": high}
    if result.decided:
        return t(
            "Had every signature been counted, expected margin: {margin}; 9 times in 10 between "
            "{low} and {high}.",
            **values,
        )
    return t("Expected margin: {margin}; 9 times in 10 between {low} and {high}.", **values)


def short_or_over(signatures: float) -> str:
    """Signatures from the requirement, rounded."""
    size = rounded(abs(signatures))
    return t("{count} short", count=size) if signatures < 0 else t("{count} over", count=size)


def slot_notices(slot: Slot) -> tuple[str, ...]:
    """What stands above a scenario's odds: bad values, and what was changed."""
    changed = changed_sentence(slot.reading)
    found = [problem_sentence(problem) for problem in slot.reading.problems]
    return (*found, *([f"{capital(changed)}."] if changed else []))


def _rates(scenario: Scenario) -> str:
    invalid, repeats = (
        f"{value_of(key, getattr(scenario, key))} ({value_of(f'{key}_pm', width)})"
        for key, width in (("invalid", scenario.invalid_pm), ("repeats", scenario.repeats_pm))
    )
    return t("Invalid {invalid}, repeats {repeats}.", invalid=invalid, repeats=repeats)


def margin(signatures: float) -> str:
    """Signatures from the requirement.

    Examples
    --------
    >>> margin(-46807.2), margin(5809.0)
    ('46,807 short', '5,809 over')
    """
    size = count(abs(signatures))
    return t("{count} short", count=size) if signatures < 0 else t("{count} over", count=size)


def differs(shown: Comparison, place: int) -> str:
    """What of a scenario differs from the first, in words."""
    first, other = (shown.slots[at].reading.scenario for at in (0, place))
    if first is None or other is None:
        return ""
    parts = [
        t(
            "{name} {after} instead of {before}",
            name=factor_in_sentence(name),
            after=after,
            before=before,
        )
        for name in differ(first, other)
        for before, after in [from_to(name, first, other)]
    ]
    if not parts:
        return t("Nothing that moves these odds differs from 1.")
    listed = parts[:_MOST_LISTED]
    if len(parts) > _MOST_LISTED:
        listed.append(t("{n} more", n=len(parts) - _MOST_LISTED))
    return t("Differs from 1: {differences}.", differences=list_of(listed))
