"""The sentences round past petitions' shares of valid signatures and their reasons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis.language import mark, nt, t
from analysis.past_shares import PastShare, Split, Yours, counted, middle_half
from analysis.wording.numbers import count, percent

JUST_ENOUGH = mark("just enough")
THIS_ONE = mark("this petition")
CUSHION_AXIS = mark("Raw signatures, times those required")
SHARE_AXIS = mark("Valid, %")
BASES: Mapping[str, str] = MappingProxyType(
    {
        "count": mark("every signature checked"),
        "rounded": mark("every signature checked, raw count rounded"),
        "sample": mark("the sample's share"),
        "projection": mark("the projection's share"),
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
        mark("Not registered"): ("not_registered",),
        mark("Different address"): ("address",),
        mark("Signature mismatch"): ("mismatch",),
        mark("Other"): ("cancelled", "out_of_area", "form", "other"),
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
        return t(
            "Of {n} past petitions checked in full, half had between {low} and {high} valid",
            n=count(len(shares)),
            low=percent(100.0 * low, places=0),
            high=percent(100.0 * high, places=0),
        )
    if mine.need > 1.0:
        return t("This petition has fewer signatures than are required: no share of them is enough")
    enough = sum(share >= mine.need for share in shares)
    return nt(
        "Of {n} past petitions checked in full, {enough} had the {need} valid that this one needs",
        "Of {n} past petitions checked in full, {enough} had the {need} valid that this one needs",
        enough,
        n=count(len(shares)),
        enough=count(enough),
        need=percent(100.0 * mine.need),
    )


def cushion_alt(shown: Sequence[PastShare], mine: Yours | None) -> str:
    """The chart in words."""
    passed = sum(one.qualified for one in shown)
    chart = t(
        "Raw signatures over those required against the share found valid, for {n} past "
        "petitions, {passed} found sufficient and {failed} found insufficient, with the line above "
        "which it is enough. {title}.",
        n=count(len(shown)),
        passed=count(passed),
        failed=count(len(shown) - passed),
        title=cushion_title(mine),
    )
    return f"{chart} {yours_sentence(mine)}" if mine else chart


def yours_sentence(mine: Yours) -> str:
    """Where the reader's petition stands in the chart."""
    times = f"{mine.cushion:.2f}"
    if mine.need > 1.0:
        start = t(
            "This petition has {times} times the signatures required, so even all of them would "
            "be too few",
            times=times,
        )
    else:
        start = t(
            "This petition has {times} times the signatures required, so {need} of them must be "
            "valid",
            times=times,
            need=percent(100.0 * mine.need),
        )
    if mine.low == mine.high:
        share = percent(100.0 * mine.middle)
        said = t("{start}; in this scenario {share} are.", start=start, share=share)
    else:
        said = t(
            "{start}; its forecast is {middle} valid, 9 times in 10 between {low} and {high}.",
            start=start,
            middle=percent(100.0 * mine.middle, places=0),
            low=percent(100.0 * mine.low, places=0),
            high=percent(100.0 * mine.high, places=0),
        )
    if mine.in_chart:
        return said
    beyond = t("That is beyond this chart.")
    return f"{said} {beyond}"


def point_label(one: PastShare) -> str:
    """A past petition on hover."""
    handed_in = t(
        "{petition}<br>{times} times the required, {share} valid ({basis})",
        petition=f"{one.title}, {one.year}",
        times=f"{one.cushion:.2f}",
        share=percent(100.0 * one.share),
        basis=t(BASES[one.basis]),
    )
    verdict = t("found sufficient") if one.qualified else t("found insufficient")
    return f"{handed_in}<br>{verdict}"


def reasons_title(splits: Sequence[Split]) -> str:
    """The finding of the reasons: how often the first one leads, and how widely it varies."""
    leads = sum(one.share("not_registered") == max(one.shares) for one in splits)
    shares = [one.share("not_registered") for one in splits]
    low, high = (percent(100.0 * at, places=0) for at in (min(shares), max(shares)))
    return t(
        "“Not registered” leads in {leads} of {n} breakdowns, with {low} to {high} of the invalid "
        "signatures",
        leads=count(leads),
        n=count(len(splits)),
        low=low,
        high=high,
    )


def reasons_alt(splits: Sequence[Split], mine: Split | None) -> str:
    """The reasons in words."""
    bars = t("Bars of the invalid signatures by reason. {title}.", title=reasons_title(splits))
    if mine is None:
        return bars
    share = percent(100.0 * mine.share("not_registered"), places=0)
    own = t("In the scenario it is {share}.", share=share)
    return f"{bars} {own}"


def split_label(one: Split) -> str:
    """A row of the chart: whose split, and of how many."""
    if one.of is None:
        return t("This scenario: {petition}", petition=one.title)
    petition = f"{one.title}, {one.year}"
    return t("{petition}: {n} invalid", petition=petition, n=count(one.of))
