"""Sentences about a campaign's own check: its file, what it found, its discounts."""

from analysis.csv_fault import CsvFault, said
from analysis.language import mark, nt, pt, t
from analysis.own_check import Offer, OwnCheck, ReadCheck, Worth
from analysis.table import Cell, Table
from analysis.wording.numbers import count, list_of, percent
from analysis.wording.odds import odds_phrase
from analysis.wording.own_check_alike import (
    clustering_sentence,
    no_rates,
    size_phrase,
    units_phrase,
)

__all__ = [
    "AFTER_RESULT",
    "BIAS_SD_HELP",
    "DISCOUNTS",
    "DISCOUNTS_WHY",
    "EXAMPLE",
    "EXAMPLE_NAME",
    "FILE_WHY",
    "FORGET",
    "FROM_FILE",
    "HEADER",
    "IN_USE",
    "LEFT_OUT",
    "PRIVACY",
    "REFUSED",
    "TYPED_IN",
    "UPLOAD",
    "USE",
    "USE_REASONS",
    "USE_REASONS_HELP",
    "also_said",
    "bias_sentence",
    "clustering_sentence",
    "fault_sentence",
    "found_sentence",
    "no_rates",
    "not_used",
    "offer_sentence",
    "part_of",
    "size_phrase",
    "summary_sentence",
    "worth_table",
]

HEADER = mark("The campaign's own check")
TYPED_IN = mark("**Typed in**")
FROM_FILE = mark("**From a file: by circulator, day or sheet**")
FILE_WHY = mark(
    "A row for each circulator, day or sheet: a column of that name, checked, and valid or the "
    "counts by reason (not_registered, address, mismatch, cancelled, out_of_area, other), with "
    "repeats if they were looked for. Counts by circulator say most: what one person gathered is "
    "alike."
)
PRIVACY = mark(
    "Counts only, no names: a circulator goes by a code such as C-014, and a file with a column "
    "that looks like a person's data is refused whole. The file is let go once it is read. Its "
    "counts stay in this session only: they are not in the address, and a link does not carry "
    "them; the totals that you put into the scenario are."
)
UPLOAD = mark("CSV of counts, up to 20 MB and 250,000 rows")
EXAMPLE = mark("An example file (made-up counts)")
EXAMPLE_NAME = mark("recall-odds-internal-check-example.csv")
REFUSED = mark("The file is refused")
LEFT_OUT = mark("Part of the file is not used")
FORGET = mark("Put the counts away")
USE = mark("Use this check")
USE_REASONS = mark("Split the invalid rate by these reasons")
USE_REASONS_HELP = mark(
    "The invalid rate and the odds stay as they are; only its parts by reason become the check's. "
    "The check moves the rate by its valid signatures."
)
IN_USE = mark("The odds on every page now hold this check.")
AFTER_RESULT = mark(
    "Officials have announced a result: the odds with this check are told once it is used."
)
DISCOUNTS = mark("What the check is worth")
DISCOUNTS_WHY = mark(
    "Each size is that of a random sample without bias that would say as much. The weight and both "
    "numbers of the bias can be set beside the typed-in counts."
)
BIAS_SD_HELP = mark(
    "How unsure the bias is, in logits. It bounds what any check can say: at 0.15, no more than a "
    "random sample of some 280 signatures at 80% valid."
)
_WHERE = {"row": mark("the row"), "header": mark("the header"), "file": mark("the file")}


def fault_sentence(fault: CsvFault) -> str:
    """What of a file cannot be used, and why.

    Examples
    --------
    >>> fault_sentence(CsvFault(3, "checked", "text", "a whole number from 0"))
    'Line 3, checked: “text”. Allowed: a whole number from 0.'
    """
    where = _WHERE.get(fault.column)
    column = t(where) if where else said(fault.column)
    allowed = said(fault.allowed)
    if not fault.given:
        return t(
            "Line {line}, {column}: nothing was given. Allowed: {allowed}.",
            line=fault.line,
            column=column,
            allowed=allowed,
        )
    return t(
        "Line {line}, {column}: “{given}”. Allowed: {allowed}.",
        line=fault.line,
        column=column,
        given=said(fault.given),
        allowed=allowed,
    )


def not_used(read: ReadCheck) -> list[str]:
    """What of a file was not used, a sentence each; what is used is not among them."""
    told = [fault_sentence(fault) for fault in read.faults]
    more = read.left_out - len(read.faults)
    if more > 0:
        told.append(
            nt(
                "{n} more row is left out for a like reason.",
                "{n} more rows are left out for like reasons.",
                more,
                n=count(more),
            )
        )
    return told


def also_said(read: ReadCheck) -> str:
    """Columns passed over, rows of totals and the encoding, where there is anything to say."""
    told = []
    if read.passed_over:
        names = list_of([said(name) for name in read.passed_over])
        told.append(t("Columns not used and not kept: {names}.", names=names))
    if read.totals:
        told.append(
            nt(
                "{n} row of totals passed over.",
                "{n} rows of totals passed over.",
                read.totals,
                n=count(read.totals),
            )
        )
    if read.encoding == "Windows-1252":
        told.append(t("The text is not UTF-8 and was read as Windows-1252."))
    return " ".join(told)


def found_sentence(check: OwnCheck) -> str:
    """What the check found."""
    values = {"n": count(check.size), "valid": count(check.valid), "share": _share_of(check)}
    if check.unit:
        told = nt(
            "{n} signature checked from {units}: {valid} valid but for repeats ({share}).",
            "{n} signatures checked from {units}: {valid} valid but for repeats ({share}).",
            check.size,
            units=units_phrase(check.units, check.unit),
            **values,
        )
    else:
        told = nt(
            "{n} signature checked: {valid} valid but for repeats ({share}).",
            "{n} signatures checked: {valid} valid but for repeats ({share}).",
            check.size,
            **values,
        )
    if not check.repeats:
        return told
    repeats = nt(
        "The {n} repeat found counts as valid here: the model strikes repeats by itself.",
        "The {n} repeats found count as valid here: the model strikes repeats by itself.",
        check.repeats,
        n=count(check.repeats),
    )
    return f"{told} {repeats}"


def _share_of(check: OwnCheck) -> str:
    """The valid share of a check, with words of its own where that is all or nothing."""
    if check.valid == 0:
        return pt("signatures", "none")
    if check.valid == check.size:
        return pt("signatures", "all")
    return part_of(check.valid / check.size)


def worth_table(told: Worth) -> Table:
    """The discounts, step by step."""
    alike = t("As signatures found together are alike: weight {weight}", weight=f"{told.weight:g}")
    biased = t(
        "As the bias of such checks is not known: spread {spread}", spread=f"{told.bias_sd:g}"
    )
    rows: list[tuple[Cell, ...]] = [
        (t("Signatures checked"), told.size),
        (alike, _size(told.clustered)),
        (biased, _size(told.biased)),
    ]
    if told.ceiling is not None:
        rows.append((t("The most that any check counts for"), _size(told.ceiling)))
    return Table((t("Step"), t("Counts as")), tuple(rows))


def _size(signatures: float) -> Cell:
    """A size in a table."""
    return round(signatures) or size_phrase(signatures)


def bias_sentence(told: Worth) -> str:
    """What the bias does to the share."""
    share, bias = part_of(told.share), f"{abs(told.bias):g}"
    official = part_of(told.as_official)
    if not told.bias:
        return t(
            "The check has {share} valid, and officials are taken to find as many.", share=share
        )
    if told.bias > 0.0:
        return t(
            "The check has {share} valid. Such checks are taken to flatter by {bias} logits, so "
            "officials would find about {official}, repeats not struck.",
            share=share,
            bias=bias,
            official=official,
        )
    return t(
        "The check has {share} valid. Such checks are taken to be too strict by {bias} logits, so "
        "officials would find about {official}, repeats not struck.",
        share=share,
        bias=bias,
        official=official,
    )


def summary_sentence(told: Worth | None) -> str:
    """A check that is in the scenario, in one sentence; empty without one.

    Examples
    --------
    >>> from analysis.own_check import worth
    >>> summary_sentence(worth(size=2000, valid=1640, weight=0.1, bias=0.1, bias_sd=0.15))
    "The campaign's own check found 82% of 2,000 signatures otherwise valid; it counts for as much \
as a random sample of 120."
    """
    if told is None:
        return ""
    return nt(
        "The campaign's own check found {share} of {n} signature otherwise valid; it counts for as "
        "much as a random sample of {size}.",
        "The campaign's own check found {share} of {n} signatures otherwise valid; it counts for "
        "as much as a random sample of {size}.",
        told.size,
        share=part_of(told.share),
        n=count(told.size),
        size=size_phrase(told.biased),
    )


def offer_sentence(offered: Offer) -> str:
    """What the check would do to the odds, or that they hold it."""
    if offered.in_use:
        return t(IN_USE)
    if offered.before is None or offered.after is None:
        return t(AFTER_RESULT)
    now, then = odds_phrase(offered.before), odds_phrase(offered.after)
    if now == then:
        return t("With this check the odds of enough valid signatures stay {now}.", now=now)
    return t(
        "With this check the odds of enough valid signatures go from {now} to {then}.",
        now=now,
        then=then,
    )


def part_of(share: float, *, places: int = 1) -> str:
    """A share from 0 to 1 in per cent, never as 0 or 100.

    Examples
    --------
    >>> part_of(0.8), part_of(0.0), part_of(1.0), part_of(0.996, places=0)
    ('80%', 'less than 0.1%', 'more than 99.9%', 'more than 99%')
    """
    text, least = percent(100.0 * share, places=places), 10.0**-places
    if text == "0%":
        return t("less than {percent}", percent=percent(least, places=places))
    if text == "100%":
        return t("more than {percent}", percent=percent(100.0 - least, places=places))
    return text
