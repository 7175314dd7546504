"""What has to be known of a quote before it is printed: which caveat belongs to which scenario."""

from analysis.forecast import Forecast
from analysis.language import nt, t
from analysis.petitions import Step
from analysis.scenario import Reading, Scenario
from analysis.versions import today
from analysis.wording.clocks import USUAL_MEETINGS, WEEKDAY_NAMES
from analysis.wording.numbers import ap_date
from analysis.wording.sentences import NOT_THE_BALLOT

FEW = 5
"""Past petitions like this one that are too few to go by without saying so: fewer than these."""


def caveats_of(reading: Reading, result: Forecast) -> tuple[str, ...]:
    """What has to be known of any quote of this scenario, the weightiest first.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> reading = read("as_of=sample")
    >>> caveats_of(reading, forecast(reading.scenario))[0]
    'A sample hardly sees repeats: it takes both copies of a signature.'
    """
    scenario = reading.scenario
    if scenario is None:
        return ()
    found = (
        _unusable(reading), _changed(reading), _own_numbers(reading),
        "" if result.decided else _version(reading),
        *_stage(reading, scenario, result),
    )  # fmt: skip
    return tuple(part for part in found if part)


def _unusable(reading: Reading) -> str:
    if not reading.problems:
        return ""
    return t("Part of the link cannot be used; these are the odds without it.")


def _changed(reading: Reading) -> str:
    number = len(reading.changed)
    if not number:
        return ""
    return nt(
        "{n} input was changed by the sender: this is not the tool’s own estimate.",
        "{n} inputs were changed by the sender: this is not the tool’s own estimate.",
        number,
        n=number,
    )


def _own_numbers(reading: Reading) -> str:
    if reading.defaults.preset is not None:
        return ""
    return t("The petition and its counts are the sender’s; nobody has checked them here.")


def _version(reading: Reading) -> str:
    version = reading.defaults.version
    if version.id == today().id:
        return ""
    return t(
        "This is model {version} of {date}; today’s can give other odds.",
        version=version.id,
        date=ap_date(version.date),
    )


def _stage(reading: Reading, scenario: Scenario, result: Forecast) -> tuple[str, ...]:
    """What the stage of the check leaves open."""
    if result.counted_out:
        return (t("This is a count, not a forecast."),)
    if result.decided:
        return (t("Officials have decided on the sample; there was no full count."),)
    if scenario.counted:
        return (t("What is left of the count can be judged otherwise than what is done."),)
    if scenario.sample:
        return (t("A sample hardly sees repeats: it takes both copies of a signature."),)
    return tuple(part for part in (_claim(reading), _few(reading), _unchecked()) if part)


def _claim(reading: Reading) -> str:
    """That the raw count is no official one; empty where it is, or where the sender set it."""
    preset = reading.defaults.preset
    if preset is None or any(change.key == "raw" for change in reading.changed):
        return ""
    known: list[Step] = [step for step in preset.known_by(reading.defaults.step) if step.raw]
    if known[-1].raw_is in ("claim", "more_than"):
        return t("The raw count is the campaign’s claim, not an official one.")
    return ""


def _few(reading: Reading) -> str:
    prior = reading.defaults.prior
    if prior.every_row:
        return t("Too few petitions were decided before that date, so later ones are used as well.")
    number = len(prior.alike)
    if number >= FEW:
        return ""
    if not number:
        return t("The estimate has no past petition like this one to go by.")
    return nt(
        "The estimate has only {n} past petition like this one to go by.",
        "The estimate has only {n} past petitions like this one to go by.",
        number,
        n=number,
    )


def _unchecked() -> str:
    return t("Officials have not checked a signature yet: the estimate is from past petitions.")


def caveats_of_the_ballot(scenario: Scenario, result: Forecast) -> tuple[str, ...]:
    """What the odds of the ballot take for granted, where they are told."""
    if result.decided or result.ballot is None:
        return ()
    if scenario.meetings != USUAL_MEETINGS:
        return (t(NOT_THE_BALLOT),)
    return (
        t(
            "The odds of the ballot assume that the body that orders the election meets every "
            "{weekday}.",
            weekday=t(WEEKDAY_NAMES[USUAL_MEETINGS[0]]),
        ),
    )
