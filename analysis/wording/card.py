"""The words of what stands for a scenario elsewhere: a card, an embedded view."""

from dataclasses import dataclass
from html import escape

from analysis.forecast import Forecast, forecast
from analysis.language import capital, mark, t
from analysis.scenario import KEYS, NOTHING, Reading
from analysis.wording.calendar import ballot_sentence
from analysis.wording.interface import CUSTOM_MISSING, METRIC
from analysis.wording.labels import name_of
from analysis.wording.numbers import ap_date, list_of
from analysis.wording.odds import percent_number
from analysis.wording.pictures import dots_title
from analysis.wording.sentences import (
    TOOL,
    changed_sentence,
    headline,
    petition_name,
)

EMBED_WIDTH = 600
"""Pixels: as wide as the embedded view is shown, and no wider."""
_EMBED_HEIGHTS = ((480, 640), (0, 800))
"""From a width on: the height that the embedded view needs, pixels."""
BAD_LINK = mark("This link cannot be used in full")
TWO_NUMBERS = mark("Two numbers are needed for the odds")
OPEN_PAGE = mark("Open it and change the inputs")
OPEN_BAD_LINK = mark("Open it to see what is used instead")


@dataclass(frozen=True, slots=True)
class CardWords:
    """Plain text, not escaped, in the order in which a card says it.

    ``first`` is what the sender changed, or that the link cannot be used; it may be empty, and so
    may be ``number``, ``ballot`` and ``finding``, of the dot plot.
    """

    first: str
    petition: str
    headline: str
    number: str
    ballot: str
    finding: str
    known: str
    credit: str

    @property
    def percentage(self) -> str:
        """The number where it stands by itself; empty without one."""
        return f"{t(METRIC)}: {self.number}." if self.number else ""

    @property
    def alt(self) -> str:
        """The card in words, with its numbers.

        Examples
        --------
        >>> from analysis.scenario import read
        >>> print(card_words(read("model=2026-11&as_of=outcome")).alt)
        Recall of Los Angeles County District Attorney George Gascón. Decided: 520,050 valid
        signatures where 566,857 were required. An insufficient petition leads to no election.
        The full count found 520,050 valid signatures. With what was known on Aug. 15, 2022.
        """
        number = f" ({self.number})" if self.number else ""
        parts = (
            self.first, self.petition, self.headline + number, self.ballot, self.finding,
            self.known,
        )  # fmt: skip
        return " ".join(f"{part.removesuffix('.')}." for part in parts if part)


def card_words(reading: Reading, result: Forecast | None = None) -> CardWords:
    """The words of a card; the forecast is made here if it is not at hand.

    A picture goes on without its link. So that of a link that cannot be used in full holds no
    odds, and none of the text that it was given.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> words = card_words(read("model=2026-11&invalid=8"))
    >>> words.first
    'With 1 input changed by the sender: invalid rate 8% instead of 24.5%.'
    >>> card_words(read("raw=many")).headline
    'This link cannot be used in full'
    """
    version = reading.defaults.version
    words = CardWords(
        first="",
        petition=petition_name(reading),
        headline="",
        number="",
        ballot="",
        finding="",
        known=t("With what was known on {date}", date=ap_date(reading.defaults.known_on)),
        credit=t("{tool}, model {version}", tool=TOOL, version=version.id),
    )
    if reading.scenario is None or reading.problems:
        return _without_odds(reading, words)
    result = result or forecast(reading.scenario)
    changed = changed_sentence(reading)
    return CardWords(
        first=f"{capital(changed)}." if changed else "",
        petition=words.petition,
        headline=headline(result),
        number="" if result.decided else percent_number(result.sufficient),
        ballot="" if result.no_calendar else ballot_sentence(reading.scenario, result),
        finding=dots_title(result),
        known=words.known,
        credit=words.credit,
    )


def _without_odds(reading: Reading, words: CardWords) -> CardWords:
    bad = unusable_sentence(reading)
    return CardWords(
        first=bad,
        petition=words.petition,
        headline=t(BAD_LINK) if bad else t(TWO_NUMBERS),
        number="",
        ballot=f"{t(OPEN_BAD_LINK)}." if bad else t(CUSTOM_MISSING),
        finding="",
        known=words.known,
        credit=words.credit,
    )


def unusable_sentence(reading: Reading) -> str:
    """Which inputs of a link cannot be used, none of its text repeated; empty if all can.

    What is not there is no bad input.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> unusable_sentence(read("raw=many&repeats=x&<b>=1"))
    'Cannot be used: raw signatures, repeat share and something that is no input.'
    """
    names: dict[str, None] = {}
    for problem in reading.problems:
        if problem.given == t(NOTHING):
            continue
        fields = (problem.field,) if isinstance(problem.field, str) else problem.field
        for field in fields:
            known = field in KEYS or field == "string"
            names[name_of(field) if known else t("something that is no input")] = None
    return t("Cannot be used: {names}.", names=list_of(list(names))) if names else ""


def ballot_line(reading: Reading, result: Forecast) -> str:
    """The odds of the ballot, or why there are none, in one line.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> reading = read("model=2026-11")
    >>> ballot_line(reading, forecast(reading.scenario))
    'On the ballot of Nov. 8, 2022: about 1 in 100.'
    """
    return ballot_sentence(reading.scenario, result) if reading.scenario else ""


def source_sentence(reading: Reading) -> str:
    """Where an embedded view comes from.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> source_sentence(read("model=2026-11"))
    'Source: Recall Odds, model 2026-11.'
    """
    version = reading.defaults.version.id
    return t("Source: {tool}, model {version}.", tool=TOOL, version=version)


def embed_height(width: int) -> int:
    """The height that the embedded view needs at a width. Pixels.

    Examples
    --------
    >>> embed_height(320) > embed_height(600)
    True
    """
    return next(height for least, height in _EMBED_HEIGHTS if width >= least)


def embed_code(
    address: str, *, title: str, width: int = EMBED_WIDTH, height: int | None = None
) -> str:
    """The HTML to paste into a page.

    Parameters
    ----------
    address
        Of the embedded view, absolute: ``https://example.org/embed?petition=gascon-2022``.
    title
        What a screen reader calls the frame: ``FirstView.title``.
    width, height
        Pixels. On a narrower page the frame becomes as narrow as that.

    Examples
    --------
    >>> embed_code("https://example.org/embed?a=1&b=2", title='"Odds"', width=600, height=600)
    '<iframe src="https://example.org/embed?a=1&amp;b=2" title="&quot;Odds&quot;" width="600"
    height="600" style="max-width:100%;border:0" loading="lazy"></iframe>'
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height or embed_height(width)}" style="max-width:100%;border:0" '
        'loading="lazy"></iframe>'
    )
