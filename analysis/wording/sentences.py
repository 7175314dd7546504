"""The sentences of the pages, the cards and the answers."""

from analysis.forecast import Forecast
from analysis.language import capital, mark, nt, t
from analysis.petitions import Step, presets
from analysis.scenario import Change, Problem, Reading, Scenario
from analysis.wording.interface import CUSTOM_OPTION, READER, SENDER
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import ap_date, count, list_of, percent, rounded
from analysis.wording.odds import odds_phrase, percent_phrase

TOOL = "Recall Odds"
NOT_THE_BALLOT = mark(
    "Enough signatures is not a place on the ballot: the election must also be ordered in time."
)


def petition_name(reading: Reading) -> str:
    """The petition, at the beginning of a sentence or as a title."""
    if reading.defaults.preset is not None:
        return t(reading.defaults.preset.title)
    name = str(reading.scenario.name) if reading.scenario else str(reading.given.get("name", ""))
    return f"“{name}”" if name else t(CUSTOM_OPTION)


def in_sentence(reading: Reading) -> str:
    """The petition, inside a sentence."""
    preset = reading.defaults.preset
    if preset is not None and preset.short == f"the petition “{preset.title}”":
        return t("the petition “{title}”", title=t(preset.title))
    if preset is not None:
        return t(preset.short)
    name = reading.scenario.name if reading.scenario else ""
    if name:
        return t("the petition that the sender calls “{name}”", name=name)
    return t("the petition")


def kicker(reading: Reading) -> str:
    """Which petition, and as of when."""
    return t(
        "{petition} · with what was known on {date}",
        petition=petition_name(reading),
        date=ap_date(reading.defaults.known_on),
    )


def _short_or_over(margin: float) -> str:
    size = rounded(abs(margin))
    return t("{count} short", count=size) if margin < 0 else t("{count} over", count=size)


def headline(result: Forecast) -> str:
    """The strong sentence. The same frame whatever the odds."""
    if result.counted_out:
        return t(
            "Decided: {found} valid signatures where {required} were required",
            found=count(result.valid.mean),
            required=count(result.required),
        )
    if result.decided and result.qualifies > 0.5:
        return t("Decided: officials found the petition sufficient on the sample")
    if result.decided:
        return t("Decided: officials found the petition insufficient on the sample")
    odds = percent_phrase(result.sufficient)
    return t("The odds of enough valid signatures are {odds}", odds=odds)


def margin_sentence(result: Forecast) -> str:
    """The middle outcome and the range, in signatures from the requirement."""
    low, middle, high = (
        value - result.required for value in (result.valid.p05, result.valid.p50, result.valid.p95)
    )
    required = count(result.required)
    if result.counted_out:
        exact = count(abs(middle))
        if middle < 0:
            return t(
                "The count ended {count} short of the {required} required.",
                count=exact,
                required=required,
            )
        return t(
            "The count ended {count} over the {required} required.",
            count=exact,
            required=required,
        )
    if result.raw < result.required:
        return t(
            "{raw} signatures are fewer than the {required} required: even if all of them were "
            "valid, they would fall short.",
            raw=count(result.raw),
            required=required,
        )
    ends = {
        "middle": _short_or_over(middle), "low": _short_or_over(low), "high": _short_or_over(high),
    }  # fmt: skip
    if result.decided:
        return t(
            "Had every signature been counted: most likely {middle}; 9 times in 10 between {low} "
            "and {high}.",
            **ends,
        )
    return t("Most likely {middle}; 9 times in 10 between {low} and {high}.", **ends)


def changed_sentence(reading: Reading, *, by: str = SENDER) -> str:
    """What was changed from the tool's own estimate; empty if nothing was.

    Parameters
    ----------
    by
        ``interface.SENDER`` or ``interface.READER``, not translated.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> changed_sentence(read("model=2026-11&invalid=8"))
    'with 1 input changed by the sender: invalid rate 8% instead of 24.5%'
    """
    number = len(reading.changed)
    if not number:
        return ""
    changes = list_of([_change(change) for change in reading.changed])
    if by == READER:
        return nt(
            "with {n} input changed by hand: {changes}",
            "with {n} inputs changed by hand: {changes}",
            number,
            n=number,
            changes=changes,
        )
    return nt(
        "with {n} input changed by the sender: {changes}",
        "with {n} inputs changed by the sender: {changes}",
        number,
        n=number,
        changes=changes,
    )


def _change(change: Change) -> str:
    return t(
        "{name} {after} instead of {before}",
        name=name_of(change.key),
        after=value_of(change.key, change.after),
        before=value_of(change.key, change.before),
    )


def problem_sentence(problem: Problem) -> str:
    """A bad value: field, what was given, what is allowed, what is used instead."""
    fields = (problem.field,) if isinstance(problem.field, str) else problem.field
    names = list_of([f"{name_of(field)} ({field})" for field in fields])
    if len(fields) > 1 and not problem.used:
        instead = t("none of it")
    else:
        instead = t("nothing") if problem.used is None else value_of(fields[0], problem.used)
    return t(
        "{names}: given “{given}”, allowed {allowed}, used instead: {instead}.",
        names=capital(names),
        given=problem.given,
        allowed=problem.allowed,
        instead=instead,
    )


def outcome_sentence(reading: Reading) -> str:
    """What happened to a petition of the table; empty if its count is not known."""
    preset = reading.defaults.preset
    if preset is None or preset.outcome is None:
        return ""
    outcome = preset.outcome
    margin = outcome.valid - preset.required
    values = {
        "date": ap_date(outcome.date),
        "valid": count(outcome.valid),
        "checked": count(outcome.checked),
        "margin": count(abs(margin)),
        "required": count(preset.required),
    }
    if margin < 0:
        return t(
            "On {date}, officials found {valid} of {checked} signatures valid, {margin} short of "
            "the {required} required.",
            **values,
        )
    return t(
        "On {date}, officials found {valid} of {checked} signatures valid, {margin} over the "
        "{required} required.",
        **values,
    )


def quote(reading: Reading, result: Forecast) -> str:
    """One sentence to print, with what was changed and as of when."""
    said, changed = _quoted(reading, result), changed_sentence(reading)
    return capital(t("{changed}, {sentence}", changed=changed, sentence=said) if changed else said)


def _quoted(reading: Reading, result: Forecast) -> str:
    """The sentence to print, as it goes on after what was changed."""
    subject, required = in_sentence(reading), count(result.required)
    if result.counted_out:
        values = {
            "found": count(result.valid.mean), "petition": subject, "required": required,
        }  # fmt: skip
        if result.sufficient:
            return t(
                "the full count found {found} valid signatures for {petition}, enough for the "
                "{required} required.",
                **values,
            )
        return t(
            "the full count found {found} valid signatures for {petition}, not enough for the "
            "{required} required.",
            **values,
        )
    if result.decided and result.qualifies > 0.5:
        return t(
            "the sample was enough for officials to find {petition} sufficient.", petition=subject
        )
    if result.decided:
        return t(
            "the sample was enough for officials to find {petition} insufficient.", petition=subject
        )
    return t(
        "the odds that {petition} has the {required} valid signatures it needs are {odds}, "
        "according to {tool}, with what was known on {date}.",
        petition=subject,
        required=required,
        odds=odds_phrase(result.sufficient),
        tool=TOOL,
        date=ap_date(reading.defaults.known_on),
    )


def option_name(petition: str) -> str:
    """A petition in a list of them."""
    preset = presets().get(petition)
    return t(CUSTOM_OPTION) if preset is None else f"{t(preset.title)}, {preset.filed.year}"


def step_sentence(step: Step) -> str:
    """What became known at a step, and when."""
    return f"{ap_date(step.date)}: {step.told()}"


def reasons_sentence(scenario: Scenario) -> str:
    """The sum of the reasons."""
    total = percent(scenario.invalid)
    return t("The reasons add up to {percent} of the raw signatures.", percent=total)


def odds_again(result: Forecast) -> str:
    """The odds once more, beside the controls."""
    if result.decided:
        return f"**{headline(result)}**"
    return t("Enough valid signatures: **{odds}**", odds=odds_phrase(result.sufficient))


def footer(reading: Reading) -> str:
    """Version of the model, and what the tool is not."""
    version = reading.defaults.version
    return t(
        "{tool}, model {version} of {date}. It takes no position on any petition and gives no "
        "legal advice.",
        tool=TOOL,
        version=version.id,
        date=ap_date(version.date),
    )
