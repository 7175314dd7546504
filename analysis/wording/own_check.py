"""Sentences about a campaign's own check: its file, what it found, its discounts."""

from analysis.csv_text import CsvFault
from analysis.language import mark, t
from analysis.own_check import (
    FEWEST_UNITS,
    MOST_MEGABYTES,
    MOST_ROWS,
    Clustering,
    Offer,
    OwnCheck,
    ReadCheck,
    Unit,
    Worth,
)
from analysis.scenario import REASONS
from analysis.table import Cell, Table
from analysis.wording.numbers import count, list_of, percent
from analysis.wording.odds import odds_phrase

HEADER = mark("The campaign's own check")
TYPED_IN = mark("**Typed in**")
FROM_FILE = mark("**From a file: by circulator, day or sheet**")
FILE_WHY = (
    "A row for each circulator, day or sheet: a column of that name, checked, and valid or the "
    "counts by reason (" + ", ".join(REASONS) + "), with repeats if they were looked for. Counts "
    "by circulator say most: what one person gathered is alike."
)
PRIVACY = mark(
    "Counts only, no names: a circulator goes by a code such as C-014, and a file with a column "
    "that looks like a person's data is refused whole. The file is let go once it is read. Its "
    "counts stay in this session only: they are not in the address, and a link does not carry "
    "them; the totals that you put into the scenario are."
)
UPLOAD = f"CSV of counts, up to {MOST_MEGABYTES} MB and {MOST_ROWS:,} rows"
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
_WHERE = {"row": "the row", "header": "the header", "file": "the file"}


def fault_sentence(fault: CsvFault) -> str:
    """What of a file cannot be used, and why.

    Examples
    --------
    >>> fault_sentence(CsvFault(3, "checked", "text", "a whole number from 0"))
    'Line 3, checked: “text”. Allowed: a whole number from 0.'
    """
    given = f"“{fault.given}”" if fault.given else "nothing was given"
    where = _WHERE.get(fault.column, fault.column)
    return f"Line {fault.line}, {where}: {given}. Allowed: {fault.allowed}."


def not_used(read: ReadCheck) -> list[str]:
    """What of a file was not used, a sentence each; what is used is not among them."""
    said = [fault_sentence(fault) for fault in read.faults]
    more = read.left_out - len(read.faults)
    if more > 0:
        are = "is left out for a like reason" if more == 1 else "are left out for like reasons"
        said.append(f"{plural(more, 'more row')} {are}.")
    return said


def also_said(read: ReadCheck) -> str:
    """Columns passed over, rows of totals and the encoding, where there is anything to say."""
    said = []
    if read.passed_over:
        said.append(f"Columns not used and not kept: {list_of(read.passed_over)}.")
    if read.totals:
        said.append(f"{plural(read.totals, 'row')} of totals passed over.")
    if read.encoding == "Windows-1252":
        said.append("The text is not UTF-8 and was read as Windows-1252.")
    return " ".join(said)


def found_sentence(check: OwnCheck) -> str:
    """What the check found."""
    units = f" from {plural(check.units, check.unit)}" if check.unit else ""
    whole = {0: "none", check.size: "all"}
    share = whole.get(check.valid) or part_of(check.valid / check.size)
    repeats = ""
    if check.repeats:
        counts = "counts" if check.repeats == 1 else "count"
        repeats = (
            f" The {plural(check.repeats, 'repeat')} found {counts} as valid here: the model "
            "strikes repeats by itself."
        )
    return (
        f"{plural(check.size, 'signature')} checked{units}: {count(check.valid)} valid but for "
        f"repeats ({share}).{repeats}"
    )


def clustering_sentence(check: OwnCheck, found: Clustering | None, told: Worth) -> str:
    """How alike the signatures of a unit are, and what that makes the check worth."""
    if found is None or check.unit is None:
        size, worth = plural(check.size, "signature"), size_phrase(told.clustered)
        counts = "counts" if check.size == 1 else "count"
        return f"{_cannot_tell(check)}, so the usual weight stays: {size} {counts} as {worth}."
    low, high = (size_phrase(check.size * end) for end in found.weights)
    caveat = "" if check.unit == "circulator" else f" {_CAVEATS[check.unit]}"
    return (
        f"Signatures of one {check.unit} are alike: the correlation between two is {found.rho:.3f} "
        f"({found.low:.3f} to {found.high:.3f}, 9 times in 10), and a signature is in a "
        f"{check.unit} of {count(found.mean_size)} on average. That makes the design effect "
        f"{found.design_effect:.1f}: {count(check.size)} signatures count as "
        f"{size_phrase(check.size * found.weight)} ({low} to {high}).{caveat}"
    )


def _cannot_tell(check: OwnCheck) -> str:
    """Why it is not known how alike signatures found together are."""
    if check.unit is None:
        return (
            "The file does not say which signatures were found together, and so not how alike "
            "those are"
        )
    if check.units < FEWEST_UNITS:
        of = f"fewer than {FEWEST_UNITS} {check.unit}s"
        return f"With {of}, how alike the signatures of one are cannot be told"
    return f"How alike the signatures of one {check.unit} are cannot be told from these counts"


def no_rates(check: OwnCheck) -> str:
    """Why rates are not compared: no units, too few of them, or counts that cannot tell."""
    if check.unit is None:
        return (
            "The counts are not parted by circulator, day or sheet, so what drives the rate cannot "
            "be told."
        )
    if check.units < FEWEST_UNITS:
        of = f"fewer than {FEWEST_UNITS} {check.unit}s"
        return f"With {of}, how much one differs from the next cannot be told."
    return f"How much one {check.unit} differs from the next cannot be told from these counts."


_CAVEATS: dict[Unit, str] = {
    "sheet": "Sheets of one circulator are alike too, which the file does not show: the weight is "
    "rather too large.",
    "day": "What one circulator gathered over several days is alike too, which the file does not "
    "show: the weight is rather too large.",
}


def worth_table(told: Worth) -> Table:
    """The discounts, step by step."""
    rows: list[tuple[Cell, ...]] = [
        ("Signatures checked", told.size),
        (f"As signatures found together are alike: weight {told.weight:g}", _size(told.clustered)),
        (f"As the bias of such checks is not known: spread {told.bias_sd:g}", _size(told.biased)),
    ]
    if told.ceiling is not None:
        rows.append(("The most that any check counts for", _size(told.ceiling)))
    return Table(("Step", "Counts as"), tuple(rows))


def _size(signatures: float) -> Cell:
    """A size in a table."""
    return round(signatures) or size_phrase(signatures)


def size_phrase(signatures: float) -> str:
    """A size that a check counts for.

    Examples
    --------
    >>> size_phrase(119.6), size_phrase(0.1), size_phrase(0.0)
    ('120', 'less than 1', '0')
    """
    return "less than 1" if 0.0 < signatures < 1.0 else count(signatures)


def bias_sentence(told: Worth) -> str:
    """What the bias does to the share."""
    bias = told.bias
    start = f"The check has {part_of(told.share)} valid"
    if not bias:
        return f"{start}, and officials are taken to find as many."
    way = "flatter" if bias > 0.0 else "be too strict"
    return (
        f"{start}. Such checks are taken to {way} by {abs(bias):g} logits, so officials would find "
        f"about {part_of(told.as_official)}, repeats not struck."
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
    return (
        f"The campaign's own check found {part_of(told.share)} of "
        f"{plural(told.size, 'signature')} otherwise valid; it counts for as much as a random "
        f"sample of {size_phrase(told.biased)}."
    )


def offer_sentence(offered: Offer) -> str:
    """What the check would do to the odds, or that they hold it."""
    if offered.in_use:
        return t(IN_USE)
    if offered.before is None or offered.after is None:
        return t(AFTER_RESULT)
    now, then = odds_phrase(offered.before), odds_phrase(offered.after)
    if now == then:
        return f"With this check the odds of enough valid signatures stay {now}."
    return f"With this check the odds of enough valid signatures go from {now} to {then}."


def part_of(share: float, *, places: int = 1) -> str:
    """A share from 0 to 1 in per cent, never as 0 or 100.

    Examples
    --------
    >>> part_of(0.8), part_of(0.0), part_of(1.0), part_of(0.996, places=0)
    ('80%', 'less than 0.1%', 'more than 99.9%', 'more than 99%')
    """
    text, least = percent(100.0 * share, places=places), 10.0**-places
    if text == "0%":
        return f"less than {percent(least, places=places)}"
    if text == "100%":
        return f"more than {percent(100.0 - least, places=places)}"
    return text


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> plural(1, "sheet"), plural(2000, "sheet")
    ('1 sheet', '2,000 sheets')
    """
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
