"""What each part of an answer and of a plan is: its meaning, its unit and its type, once for all.

The API's document, the data dictionary and the results of a scenario all say it from here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from analysis.language import capital, mark, t
from analysis.wording.labels import LABELS

NONE = ""
SIGNATURES = mark("signatures")
PROBABILITY = mark("probability, 0 to 1")
SHARE = mark("share, 0 to 1")
PERCENT = mark("percent")
POINTS = mark("points")
DOLLARS = mark("dollars")
DAYS = mark("days")
A_DAY = mark("signatures a day")

WHOLE, NUMBER, TEXT, YES_NO = "integer", "number", "text", "boolean"
DATE, LIST, OBJECT, LINK = "date", "list", "object", "link"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        WHOLE: mark("whole number"),
        NUMBER: mark("number"),
        TEXT: mark("text"),
        YES_NO: mark("yes or no"),
        DATE: mark("date"),
        LIST: mark("list"),
        OBJECT: mark("group"),
        LINK: mark("link"),
    }
)
"""What a type is called, by the name that it has in JSON."""


class Field(NamedTuple):
    """What something is. ``meaning`` and ``unit`` are messages; ``kind`` is one of ``KINDS``."""

    meaning: str
    unit: str
    kind: str


ANSWER: Mapping[str, Field] = MappingProxyType(
    {
        "schema": Field(mark("Version of this form of answer."), NONE, WHOLE),
        "model": Field(mark("The model version that was used."), NONE, TEXT),
        "decided": Field(
            mark("Whether officials have decided; the odds are then 0 or 1."), NONE, YES_NO
        ),
        "scenario": Field(mark("Every key, defaults too."), NONE, OBJECT),
        "odds": Field(mark("Probabilities from 0 to 1."), NONE, OBJECT),
        "odds.sufficient": Field(
            mark("That the valid signatures reach the number required."), PROBABILITY, NUMBER
        ),
        "odds.qualifies": Field(
            mark("That the official check finds it so, the luck of a sample included."),
            PROBABILITY,
            NUMBER,
        ),
        "odds.on_ballot": Field(
            mark("That it is on the ballot; left out where no calendar is known."),
            PROBABILITY,
            NUMBER,
        ),
        "odds_without_drift": Field(
            mark("The same, if nothing moved between one official check and the next."),
            NONE,
            OBJECT,
        ),
        "odds_without_drift.*": Field(
            mark("The odds of that name, if nothing moved between one check and the next."),
            PROBABILITY,
            NUMBER,
        ),
        "path": Field(mark("Probabilities of the ways through the official check."), NONE, OBJECT),
        "path.raw_short": Field(
            mark("That the raw count is below the requirement."), PROBABILITY, NUMBER
        ),
        "path.sample_sufficient": Field(
            mark("That the sample alone finds enough."), PROBABILITY, NUMBER
        ),
        "path.full_count": Field(mark("That every signature is checked."), PROBABILITY, NUMBER),
        "path.sample_insufficient": Field(
            mark("That the sample alone finds too few."), PROBABILITY, NUMBER
        ),
        "path.full_count_sufficient": Field(
            mark("That every signature is checked and enough are valid."), PROBABILITY, NUMBER
        ),
        "path.full_count_insufficient": Field(
            mark("That every signature is checked and too few are valid."), PROBABILITY, NUMBER
        ),
        "valid": Field(
            mark("The final count of valid signatures: mean, spread, 5 quantiles."), NONE, OBJECT
        ),
        "valid.mean": Field(mark("Mean of the final count."), SIGNATURES, NUMBER),
        "valid.sd": Field(mark("Standard deviation of the final count."), SIGNATURES, NUMBER),
        "valid.p05": Field(mark("The final count is no more 1 time in 20."), SIGNATURES, NUMBER),
        "valid.p25": Field(mark("The final count is no more 1 time in 4."), SIGNATURES, NUMBER),
        "valid.p50": Field(mark("The final count is no more 1 time in 2."), SIGNATURES, NUMBER),
        "valid.p75": Field(mark("The final count is no more 3 times in 4."), SIGNATURES, NUMBER),
        "valid.p95": Field(mark("The final count is no more 19 times in 20."), SIGNATURES, NUMBER),
        "break_even": Field(mark("What would just be enough."), NONE, OBJECT),
        "break_even.invalid": Field(
            mark("Invalid rate, % of raw, with repeats at their median."), PERCENT, NUMBER
        ),
        "break_even.net_validity": Field(
            mark("Share of the raw signatures that must be valid."), SHARE, NUMBER
        ),
        "changed": Field(
            mark("What differs from the defaults of that petition, date and model version."),
            NONE,
            LIST,
        ),
        "ignored": Field(mark("Keys that were given and are not used."), NONE, LIST),
        "notes": Field(mark("Sentences about what is left out."), NONE, LIST),
        "sentence": Field(mark("The odds in words, ready to quote."), NONE, TEXT),
        "link": Field(
            mark("The whole scenario as a query string that keeps its meaning."), NONE, LINK
        ),
        "today": Field(
            mark("For a link of an earlier model version: what today's says, and why."),
            NONE,
            OBJECT,
        ),
        "today.model": Field(mark("Today's model version."), NONE, TEXT),
        "today.odds": Field(
            mark("Today's odds; null where today's version cannot take what was set."),
            NONE,
            OBJECT,
        ),
        "today.odds.*": Field(
            mark("The odds of that name under today's version."), PROBABILITY, NUMBER
        ),
        "today.why": Field(
            mark("Defaults that differ, and what they add to the odds; the largest part first."),
            NONE,
            LIST,
        ),
        "today.differs_too": Field(mark("Defaults that differ and move nothing here."), NONE, LIST),
        "today.link": Field(mark("The scenario under today's version."), NONE, LINK),
    }
)
"""Parts of an answer by their path; "*" stands for any name."""


def meaning_of_key(key: str) -> str:
    """What a key of the scenario string means, in the language of the moment.

    Examples
    --------
    >>> meaning_of_key("order_lag"), meaning_of_key("required")
    ('Days from meeting to order.', 'The number that the law asks for.')
    """
    label = LABELS[key]
    return t(label.help) if label.help else f"{capital(t(label.name))}."
