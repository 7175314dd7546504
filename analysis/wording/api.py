"""What the API's document and its page in words say."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.scenario.keys import Key
from analysis.wording.fields import ANSWER, meaning_of_key
from analysis.wording.plan_fields import PLAN as PLAN_PARTS

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
RESULTS_CSV = "Every key and every result of a scenario, one a row, as CSV"
RESULTS_JSON = "The answer, the plan and what each part of them means"
DICTIONARY = "What every result and every column of the tables means: the data dictionary"
ALL = "Everything of a scenario in one archive: results, tables, data dictionary, how to cite"
DOCUMENT = "This API as an OpenAPI document"
PAGE = "This API in words"

STATUSES: Mapping[int, str] = MappingProxyType(
    {
        304: "Nothing has changed since the answer that If-None-Match names.",
        404: "There is no such address.",
        405: "Another method than GET, HEAD or OPTIONS.",
        413: "The request has a body.",
        414: "The query has more than 20,000 characters.",
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
    {name: field.meaning for name, field in ANSWER.items()}
)
"""What each part of the answer is."""

PLAN_FIELDS: Mapping[str, str] = MappingProxyType(
    {name: field.meaning for name, field in PLAN_PARTS.items()}
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
    return f"{meaning_of_key(key.name)} Allowed: {key.allowed}."
