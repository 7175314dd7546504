"""The sentences round past petitions' shares of valid signatures and their reasons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis.language import mark
from analysis.past_shares import PastShare, Split, Yours, counted, middle_half
from analysis.wording.numbers import count, percent

JUST_ENOUGH = mark("just enough")
THIS_ONE = mark("this petition")
CUSHION_AXIS = mark("Raw signatures, times those required")
SHARE_AXIS = mark("Valid, %")
BASES: Mapping[str, str] = MappingProxyType(
    {
        "count": "every signature checked",
        "rounded": "every signature checked, raw count rounded",
        "sample": "the sample's share",
        "projection": "the projection's share",
    }
)
MARKS = mark(
    "Diamond: found sufficient, every signature checked. Circle: found insufficient, every "
    "signature checked. Triangles: the share comes from a sample, a projection or a rounded raw "
    "count; it points up where the petition was found sufficient, down where insufficient. A "
    "sample hardly sees repeats, so its share lies higher than that of a count."
)
REASON_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Not registered": ("not_registered",),
        "Different address": ("address",),
        "Signature mismatch": ("mismatch",),
        "Other": ("cancelled", "out_of_area", "form", "other"),
    }
)
NOT_COMPARABLE = mark(
    "These splits are not alike. Each county and state names its reasons in its own way: a voter "
    "who moved is “not registered” in one and a “different address” in another, and some print no "
    "mismatches. Where sheets with a defect of form are struck first, those signers are never "
    "looked up. Some are whole counts and some samples. Repeats are left out everywhere: they "
    "have a control of their own. The reader's split has no reason for form; it is under “other.”"
)


def cushion_title(mine: Yours | None) -> str:
    """The finding of the chart: past petitions beside what the reader's needs."""
    shares = [one.share for one in counted()]
    if mine is None:
        low, high = middle_half()
        return (
            f"Of {count(len(shares))} past petitions checked in full, half had between "
            f"{percent(100.0 * low, places=0)} and {percent(100.0 * high, places=0)} valid"
        )
    if mine.need > 1.0:
        return "This petition has fewer signatures than are required: no share of them is enough"
    enough = sum(share >= mine.need for share in shares)
    return (
        f"Of {count(len(shares))} past petitions checked in full, {count(enough)} had the "
        f"{percent(100.0 * mine.need)} valid that this one needs"
    )


def cushion_alt(shown: Sequence[PastShare], mine: Yours | None) -> str:
    """The chart in words."""
    passed = sum(one.qualified for one in shown)
    return (
        "Raw signatures over those required against the share found valid, for "
        f"{count(len(shown))} past petitions, {count(passed)} found sufficient and "
        f"{count(len(shown) - passed)} found insufficient, with the line above which it is "
        f"enough. {cushion_title(mine)}." + (f" {yours_sentence(mine)}" if mine else "")
    )


def yours_sentence(mine: Yours) -> str:
    """Where the reader's petition stands in the chart."""
    if mine.low == mine.high:
        found = f"in this scenario {percent(100.0 * mine.middle)} are"
    else:
        found = (
            f"its forecast is {percent(100.0 * mine.middle, places=0)} valid, 9 times in 10 "
            f"between {percent(100.0 * mine.low, places=0)} and "
            f"{percent(100.0 * mine.high, places=0)}"
        )
    needs = f"so {percent(100.0 * mine.need)} of them must be valid"
    if mine.need > 1.0:
        needs = "so even all of them would be too few"
    outside = "" if mine.in_chart else " That is beyond this chart."
    return (
        f"This petition has {mine.cushion:.2f} times the signatures required, {needs}; {found}."
        f"{outside}"
    )


def point_label(one: PastShare) -> str:
    """A past petition on hover."""
    verdict = "sufficient" if one.qualified else "insufficient"
    return (
        f"{one.title}, {one.year}<br>{one.cushion:.2f} times the required, "
        f"{percent(100.0 * one.share)} valid ({BASES[one.basis]})<br>found {verdict}"
    )


def reasons_title(splits: Sequence[Split]) -> str:
    """The finding of the reasons: how often the first one leads, and how widely it varies."""
    leads = sum(one.share("not_registered") == max(one.shares) for one in splits)
    shares = [one.share("not_registered") for one in splits]
    low, high = (percent(100.0 * at, places=0) for at in (min(shares), max(shares)))
    return (
        f"“Not registered” leads in {count(leads)} of {count(len(splits))} breakdowns, "
        f"with {low} to {high} of the invalid signatures"
    )


def reasons_alt(splits: Sequence[Split], mine: Split | None) -> str:
    """The reasons in words."""
    own = ""
    if mine is not None:
        share = percent(100.0 * mine.share("not_registered"), places=0)
        own = f" In the scenario it is {share}."
    return f"Bars of the invalid signatures by reason. {reasons_title(splits)}.{own}"


def split_label(one: Split) -> str:
    """A row of the chart: whose split, and of how many."""
    if one.of is None:
        return f"This scenario: {one.title}"
    return f"{one.title}, {one.year}: {count(one.of)} invalid"
