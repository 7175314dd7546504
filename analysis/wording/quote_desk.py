"""The quote desk: a scenario in a line, a sentence and a paragraph, each with its caveat.

One frame for success and failure: a text and its mirror differ in the odds, in "short" against
"over", and in nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from analysis.forecast import Forecast
from analysis.language import nt, t
from analysis.scenario import Reading, Scenario
from analysis.wording.calendar import ballot_sentence
from analysis.wording.caveats import caveats_of, caveats_of_the_ballot
from analysis.wording.numbers import ap_date, count, percent, rounded
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.sentences import TOOL, margin_sentence, quote

Length = Literal["line", "sentence", "paragraph"]
LENGTHS: tuple[Length, ...] = ("line", "sentence", "paragraph")
"""The shortest first."""
MOST_WORDS: Mapping[str, int] = MappingProxyType({"en": 12, "es": 16})
"""What a line may hold, by language."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """A text to print, the caveat that belongs to it, and where it comes from. Plain text."""

    text: str
    caveat: str
    credit: str

    @property
    def whole(self) -> str:
        """All three, as they are copied together."""
        return "\n".join(part for part in (self.text, self.caveat, self.credit) if part)


def quotable(reading: Reading, result: Forecast, *, length: Length) -> Quotable:
    """A scenario in one of three lengths.

    Parameters
    ----------
    reading, result
        A reading with a scenario, and its forecast.
    length
        ``line`` of at most 12 words (16 in Spanish), ``sentence``, or ``paragraph`` of three to
        five sentences.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.forecast import forecast
    >>> from analysis.scenario import read
    >>> reading = read("model=2026-11&invalid=20")
    >>> found = quotable(reading, forecast(reading.scenario), length="line")
    >>> found.text
    'Enough valid signatures: about 3 in 10 with 1 input changed'
    >>> found.caveat
    '1 input was changed by the sender: this is not the tool’s own estimate.'
    """
    scenario = reading.scenario
    if scenario is None:
        raise ValueError("a reading without a scenario has no odds to quote")
    caveats = caveats_of(reading, result)
    if length == "line":
        text = _line(reading, result)
    elif length == "sentence":
        text = quote(reading, result)
    else:
        text = " ".join(_paragraph(reading, scenario, result))
        caveats += caveats_of_the_ballot(scenario, result)
    return Quotable(
        text=text,
        caveat=" ".join(caveats if length == "paragraph" else caveats[:1]),
        credit=credit(reading),
    )


def credit(reading: Reading) -> str:
    """Who says so, by which version, as of when.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> credit(read("model=2026-11"))
    'Source: Recall Odds, model 2026-11, with what was known on July 9, 2022.'
    """
    return t(
        "Source: {tool}, model {version}, with what was known on {date}.",
        tool=TOOL,
        version=reading.defaults.version.id,
        date=ap_date(reading.defaults.known_on),
    )


def _line(reading: Reading, result: Forecast) -> str:
    number = len(reading.changed)
    if result.counted_out:
        return _count_line(number, result)
    if result.decided:
        return _sample_line(number, enough=result.qualifies > 0.5)
    if not number:
        odds = odds_phrase(result.sufficient)
        return t("Odds of enough valid signatures: {odds}", odds=odds)
    return nt(
        "Enough valid signatures: {odds} with {n} input changed",
        "Enough valid signatures: {odds} with {n} inputs changed",
        number,
        n=number,
        odds=percent_phrase(result.sufficient),
    )


def _count_line(number: int, result: Forecast) -> str:
    margin = result.valid.mean - result.required
    values = {"margin": count(abs(margin)), "required": count(result.required), "n": number}
    if margin < 0 and not number:
        return t("Full count: {margin} short of the {required} required", **values)
    if not number:
        return t("Full count: {margin} over the {required} required", **values)
    if margin < 0:
        return nt(
            "Full count, {n} input changed: {margin} short of the {required} required",
            "Full count, {n} inputs changed: {margin} short of the {required} required",
            number,
            **values,
        )
    return nt(
        "Full count, {n} input changed: {margin} over the {required} required",
        "Full count, {n} inputs changed: {margin} over the {required} required",
        number,
        **values,
    )


def _sample_line(number: int, *, enough: bool) -> str:
    if not number:
        if enough:
            return t("Officials found the petition sufficient on the sample")
        return t("Officials found the petition insufficient on the sample")
    if enough:
        return nt(
            "With {n} input changed, officials found the petition sufficient on the sample",
            "With {n} inputs changed, officials found the petition sufficient on the sample",
            number,
            n=number,
        )
    return nt(
        "With {n} input changed, officials found the petition insufficient on the sample",
        "With {n} inputs changed, officials found the petition insufficient on the sample",
        number,
        n=number,
    )


def _paragraph(reading: Reading, scenario: Scenario, result: Forecast) -> tuple[str, ...]:
    """The odds, the margin, what decides, the ballot, what it rests on."""
    parts = (
        quote(reading, result),
        _margin(result),
        _decides(scenario, result),
        _ballot(scenario, result),
        _basis(reading, scenario, result),
    )
    return tuple(part for part in parts if part)


def _margin(result: Forecast) -> str:
    """The middle outcome and the range, in signatures from the requirement."""
    if result.counted_out or result.raw < result.required:
        return margin_sentence(result)
    valid = result.valid
    ends = {
        "middle": _short_or_over(valid.p50 - result.required),
        "low": _short_or_over(valid.p05 - result.required),
        "high": _short_or_over(valid.p95 - result.required),
    }
    if result.decided:
        return t(
            "A full count would most likely have ended {middle}, and 9 times in 10 between {low} "
            "and {high}.",
            **ends,
        )
    return t(
        "A full count most likely ends {middle}, and 9 times in 10 between {low} and {high}.",
        **ends,
    )


def _short_or_over(margin: float) -> str:
    size = rounded(abs(margin))
    return t("{count} short", count=size) if margin < 0 else t("{count} over", count=size)


def _decides(scenario: Scenario, result: Forecast) -> str:
    """What of the official check decides; empty where nothing is left to."""
    path = result.path
    if result.decided or path.raw_short:
        return ""
    if scenario.counted:
        return t("A full count is under way, and its end decides.")
    if not path.sample_sufficient and not path.sample_insufficient:
        return t("Every signature is to be checked, and that count decides.")
    return t(
        "The odds that the official sample alone finds it sufficient are {enough}, insufficient "
        "{few}; otherwise every signature is checked.",
        enough=percent_phrase(path.sample_sufficient),
        few=percent_phrase(path.sample_insufficient),
    )


def _ballot(scenario: Scenario, result: Forecast) -> str:
    if result.ballot is None or scenario.election is None:
        return ""
    if result.decided and result.qualifies < 0.5:
        return ballot_sentence(scenario, result)
    return t(
        "The odds of a place on the ballot of {date} are {odds}.",
        date=ap_date(scenario.election),
        odds=odds_phrase(result.ballot.on_ballot),
    )


def _basis(reading: Reading, scenario: Scenario, result: Forecast) -> str:
    """What the numbers rest on: officials' findings before past petitions."""
    if result.counted_out:
        share = percent(100.0 * result.valid.mean / result.raw)
        return t("Of {raw} raw signatures, {share} were valid.", raw=count(result.raw), share=share)
    if scenario.counted:
        return t(
            "The estimate rests on the {counted} of {raw} signatures that officials have looked "
            "at.",
            counted=count(scenario.counted),
            raw=count(scenario.raw),
        )
    if scenario.sample and scenario.sample_valid is not None:
        return t(
            "The estimate rests on the official sample, with {valid} of {sample} signatures valid, "
            "and on past petitions.",
            valid=count(scenario.sample_valid),
            sample=count(scenario.sample),
        )
    values = {
        "rate": percent(reading.defaults.prior.invalid_percent),
        "pm": percent(reading.defaults.prior.invalid_pm).removesuffix("%"),
    }
    if scenario.invalid != reading.defaults.prior.invalid_percent:
        return t(
            "The invalid rate is set by hand; past petitions point to {rate}, give or take {pm} "
            "points.",
            **values,
        )
    return t(
        "The invalid rate comes from past petitions, which point to {rate}, give or take {pm} "
        "points.",
        **values,
    )
