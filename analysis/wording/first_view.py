"""What a reader sees before the dashboard has loaded, and what a message preview says."""

from dataclasses import dataclass

from analysis.forecast import Forecast, forecast
from analysis.language import capital, nt, t
from analysis.scenario import Reading, Scenario
from analysis.wording.calendar import ballot_sentence, why_they_differ
from analysis.wording.card import BAD_LINK, OPEN_BAD_LINK, TWO_NUMBERS, unusable_sentence
from analysis.wording.interface import CUSTOM_MISSING
from analysis.wording.notices import notices
from analysis.wording.odds import percent_number, percent_phrase
from analysis.wording.sentences import (
    TOOL,
    changed_sentence,
    headline,
    kicker,
    margin_sentence,
    petition_name,
    quote,
)


@dataclass(frozen=True, slots=True)
class FirstView:
    """Plain text, not escaped. ``notice`` may be empty; ``number`` is empty without odds.

    ``ballot`` is the other question: a place on the ballot, and why its odds are not these.
    """

    title: str
    description: str
    kicker: str
    notice: str
    headline: str
    number: str
    detail: str
    ballot: str = ""


def first_view(reading: Reading, result: Forecast | None = None) -> FirstView:
    """The first view of a reading; its forecast is made here if it is not at hand.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> first_view(read("model=2026-11")).number
    '12%'
    """
    lines = list(notices(reading))
    if reading.scenario is None:
        return FirstView(
            title=f"{petition_name(reading)} · {TOOL}",
            description=t("Odds that a recall petition has enough valid signatures."),
            kicker=petition_name(reading),
            notice=" ".join(lines),
            headline=t(TWO_NUMBERS),
            number="",
            detail=t(CUSTOM_MISSING),
        )
    result = result or forecast(reading.scenario)
    changed = changed_sentence(reading)
    if changed:
        lines.append(f"{capital(changed)}.")
    bad = unusable_sentence(reading)
    return FirstView(
        title=f"{_title(reading, result)} · {TOOL}",
        # A preview goes on without the page that says what is used instead.
        description=f"{bad} {t(OPEN_BAD_LINK)}." if bad else quote(reading, result),
        kicker=kicker(reading),
        notice=" ".join(lines),
        headline=headline(result),
        number="" if result.decided else percent_number(result.sufficient),
        detail=margin_sentence(result),
        ballot=ballot_line(reading.scenario, result),
    )


def _title(reading: Reading, result: Forecast) -> str:
    """The odds, that they are not the tool's own where something was changed, the petition."""
    petition = petition_name(reading)
    if reading.problems:
        return f"{t(BAD_LINK)}: {petition}"
    number = len(reading.changed)
    changed = nt("with {n} input changed", "with {n} inputs changed", number, n=number)
    if result.decided:
        decided = t("Decided: {petition}", petition=petition)
        return f"{decided} {changed}" if number else decided
    odds = capital(percent_phrase(result.sufficient))
    return f"{odds} {changed}: {petition}" if number else f"{odds}: {petition}"


def ballot_line(scenario: Scenario, result: Forecast) -> str:
    """The odds of the ballot, and in one sentence why they are not those of enough signatures.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> scenario = read("as_of=outcome").scenario
    >>> ballot_line(scenario, forecast(scenario))
    'An insufficient petition leads to no election.'
    """
    said = ballot_sentence(scenario, result)
    if result.decided and result.qualifies < 0.5:
        return said
    return " ".join(filter(None, (said, why_they_differ(scenario, result))))
