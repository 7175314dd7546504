"""What the API's document and its page in words say."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.scenario.keys import Key
from analysis.wording.labels import LABELS

TITLE = "Recall Odds API"
ABOUT = (
    "How likely a recall petition is to have enough valid signatures. One scenario is one query "
    "string, the same as in a link to a page: what is left out takes its default. Answers are "
    "public, need no key, and depend on the address alone."
)
STRANGERS = (
    "A key that the API does not know is a problem. Passed over are utm_*, mc_*, fbclid, gclid, "
    "msclkid and ref, which others add to links, and embed, embed_options and lang, which are for "
    "pages. A key may be given once."
)
METHODS = "Every address takes GET, HEAD and OPTIONS, from any page. None takes a body."
CACHING = (
    "An answer has a strong ETag: ask again with If-None-Match, and 304 says that nothing has "
    "changed. The next model version or the next petition in the data may change an answer; "
    "name a model to keep the numbers."
)

INTRODUCTION = f"{ABOUT}\n\n{STRANGERS}\n\n{METHODS}\n\n{CACHING}"

ODDS = "The odds of one scenario, and everything behind them"
PLAN = "What a scenario needs: how many signatures for which odds, by when, at what cost"
SUMMARY = "The same on one page of HTML, to print"
TABLE = "A table of the pages, as CSV (RFC 4180) with a header line"
CHART = "A chart of the pages as a picture for print, with its finding, its source and its date"
CHART_NAME = "The chart. Some are there only for some scenarios: 404 elsewhere."
BESIDE = "A whole scenario string beside this one, for the charts scenarios and bridge."
ENDS = "Which two of the scenarios the chart bridge joins, as 1-2."
KIND = "PNG is 1,440 pixels wide; SVG needs no font."
DOCUMENT = "This API as an OpenAPI document"
PAGE = "This API in words"

STATUSES: Mapping[int, str] = MappingProxyType(
    {
        304: "Nothing has changed since the answer that If-None-Match names.",
        404: "There is no such address.",
        405: "Another method than GET, HEAD or OPTIONS.",
        413: "The request has a body.",
        422: (
            "The string has problems: each with the field, what was given, what is allowed, and "
            "what a page would use instead. A list of fields are values that contradict each "
            "other. A string of more than 8,192 characters is a problem of the field “string”."
        ),
        429: "Too many requests from one address; Retry-After says how many seconds to wait.",
        500: "The answer could not be worked out. It is our fault, and is in our log.",
    }
)
"""What each status but 200 means."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "schema": "Version of this form of answer.",
        "model": "The model version that was used.",
        "decided": "Whether officials have decided; the odds are then 0 or 1.",
        "scenario": "Every key, defaults too.",
        "odds": "Probabilities from 0 to 1.",
        "odds.sufficient": "That the valid signatures reach the number required.",
        "odds.qualifies": "That the official check finds it so, the luck of a sample included.",
        "odds.on_ballot": "That it is on the ballot; left out where no calendar is known.",
        "odds_without_drift": "The same, if nothing moved between one official check and the next.",
        "path": "Probabilities of the ways through the official check.",
        "valid": "The final count of valid signatures: mean, spread, 5 quantiles.",
        "break_even": "What would just be enough.",
        "break_even.invalid": "Invalid rate, % of raw, with repeats at their median.",
        "break_even.net_validity": "Share of the raw signatures that must be valid.",
        "changed": "What differs from the defaults of that petition, date and model version.",
        "ignored": "Keys that were given and are not used.",
        "notes": "Sentences about what is left out.",
        "sentence": "The odds in words, ready to quote.",
        "link": "The whole scenario as a query string that keeps its meaning.",
    }
)
"""What each part of the answer is."""

PLAN_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "schema": FIELDS["schema"],
        "petition": "The petition's id.",
        "raw": "Raw signatures.",
        "required": "Valid signatures required.",
        "odds": "Probability that the valid signatures reach the number required.",
        "decided": "Whether officials have decided.",
        "raw_for": (
            "By odds wanted, in %: the smallest raw count that reaches them; null beyond "
            "100,000,000."
        ),
        "invalid_for": (
            "By odds wanted, in %: the largest invalid rate, % of raw, that reaches them; null "
            "where none does, or once officials have found something."
        ),
        "net_validity_needed": "Share of the raw signatures that must be valid.",
        "per_1000": "What 1,000 more raw signatures add to the probability.",
        "per_1000_cost": "Dollars for them.",
        "dollars_a_point": "Dollars for a percentage point of odds.",
        "pace": "The drive up to its deadline: signatures a day, and when which odds are reached.",
        "worth": "Raw counts against their odds and cost, and where more stops paying.",
        "striking": "The odds, and those of passing a sample, with known bad signatures struck.",
        "bounds": "The least and the most that a count under way can end at.",
    }
)
"""What each part of the plan is. A part without its inputs is null."""


def parameter(key: Key) -> str:
    """What a key means, and what it allows.

    Examples
    --------
    >>> from analysis.scenario import KEYS
    >>> parameter(KEYS["order_lag"])
    'Days from meeting to order. Allowed: a whole number from 0 to 14 days.'
    """
    label = LABELS[key.name]
    meaning = label.help or f"{label.name[:1].upper()}{label.name[1:]}."
    return f"{meaning} Allowed: {key.allowed}."
