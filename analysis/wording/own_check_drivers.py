"""Sentences about what drives the rate of a campaign's own check: units and reasons."""

from collections.abc import Sequence

from analysis.language import mark
from analysis.own_check import FILES_WITH_ALARM, Drivers, ReasonShare, Unit, UnitRate
from analysis.table import Table
from analysis.wording.labels import label_of
from analysis.wording.numbers import count, signed_count
from analysis.wording.own_check import part_of, plural

UNITS_HELP = mark(
    "Marks: the invalid rate of each, pooled with the rest; lines: the range that holds it 9 times "
    "in 10. Triangles stand out; circles do not, though a line may miss the rate of the whole."
)
REASONS_HELP = mark(
    "Marks: the share of the invalid signatures that has this reason, with the range that holds it "
    "9 times in 10; the upright stroke is the share in past petitions, among the same "
    "reasons."
)
RATE_AXIS = mark("Invalid, %")
SHARE_AXIS = mark("Share of the invalid signatures, %")


def units_title(found: Drivers, *, unit: Unit) -> str:
    """The finding: how many stand above and below the whole."""
    above, below, whole = len(found.above), len(found.below), part_of(found.overall)
    of = plural(len(found.units), unit)
    if not above and not below:
        return f"None of {of} stands out from the {whole} invalid of the whole"
    number, way = (above, "higher") if above else (below, "lower")
    has = "has" if number == 1 else "have"
    rest = f", {count(below)} a lower one" if above and below else ""
    return f"{count(number)} of {of} {has} a {way} invalid rate than the whole's {whole}{rest}"


def units_alt(found: Drivers, shown: Sequence[UnitRate], *, unit: Unit) -> str:
    """Alternative text of the chart: its finding, and the ends of what it shows."""
    top, bottom = shown[0], shown[-1]
    return (
        f"{units_title(found, unit=unit)}. {count(len(shown))} of {count(len(found.units))} shown, "
        f"from {top.name}, {_range(top)}, down to {bottom.name}, {_range(bottom)}."
    )


def _range(unit: UnitRate) -> str:
    return f"{part_of(unit.middle)} ({part_of(unit.low)} to {part_of(unit.high)})"


def unit_hover(unit: UnitRate) -> str:
    """What hovering says of a unit."""
    return f"{count(unit.invalid)} of {count(unit.checked)} invalid; pooled {_range(unit)}"


def whole_name(found: Drivers) -> str:
    """The name of the line that is the whole file's rate."""
    return f"the whole: {part_of(found.overall)}"


def not_shown(hidden: int) -> str:
    """What stands between the two ends of a chart that does not hold all."""
    return f"… {count(hidden)} more …"


def rule_sentence(found: Drivers, *, unit: Unit) -> str:
    """When a unit is said to stand out."""
    many = len(found.units)
    return (
        f"A {unit} of 20 signatures says little by itself, so each rate is pooled with the rest. "
        f"One stands out only where the odds that it does not are below 1 in "
        f"{count(2.0 * many / FILES_WITH_ALARM)}: were all {count(many)} alike, about 1 file in "
        f"{count(1.0 / FILES_WITH_ALARM)} at most would have any that does."
    )


def driver_sentences(found: Drivers, *, most: int = 5) -> list[str]:
    """Each of those that stand above the whole: what it adds, and the rate without it."""
    said = [
        f"{unit.name}: {count(unit.invalid)} of {count(unit.checked)} invalid "
        f"({part_of(unit.rate)}), {count(unit.beyond)} more than at the whole's rate; "
        f"without it the rate is {part_of(unit.without)}."
        for unit in found.above[:most]
    ]
    if len(found.above) > 1:
        said.append(
            f"Without all {count(len(found.above))} the rate is "
            f"{part_of(found.without_above)} instead of {part_of(found.overall)}."
        )
    return said


def units_table(units: Sequence[UnitRate], *, unit: Unit) -> Table:
    """Units with their counts and rates; per cent with one decimal."""
    return Table(
        (
            unit.capitalize(), "Checked", "Invalid", "Invalid, %", "Pooled, %", "From, %", "To, %",
            "Against the whole", "Invalid beyond the whole's rate", "Whole without it, %",
        ),
        tuple(
            (
                one.name, one.checked, one.invalid, *map(_tenths, (one.rate, one.middle, one.low)),
                _tenths(one.high), one.standing or "within chance", signed_count(one.beyond),
                _tenths(one.without),
            )
            for one in units
        ),
    )  # fmt: skip


def reasons_title(shares: Sequence[ReasonShare]) -> str:
    """The finding: the reason of most invalid signatures, beside past petitions."""
    top = max(shares, key=_share)
    name = reason_name(top.reason)
    return (
        f"{name[:1].upper()}{name[1:]}: {part_of(top.share, places=0)} of the invalid "
        f"signatures, {part_of(top.past, places=0)} in past petitions"
    )


def reasons_alt(shares: Sequence[ReasonShare]) -> str:
    """Alternative text of the reasons' chart."""
    parts = [
        f"{reason_name(one.reason)} {part_of(one.share)} ({part_of(one.low)} to "
        f"{part_of(one.high)}; past petitions {part_of(one.past)})"
        for one in shares
    ]
    return f"{reasons_title(shares)}. Share of the invalid signatures: {'; '.join(parts)}."


def reasons_table(shares: Sequence[ReasonShare]) -> Table:
    """Reasons with their counts and shares; per cent with one decimal."""
    return Table(
        (
            "Reason", "Signatures", "Points of the rate", "Share, %", "From, %", "To, %",
            "Past petitions, %",
        ),
        tuple(
            (
                reason_name(one.reason), one.count, round(one.points, 1), _tenths(one.share),
                _tenths(one.low), _tenths(one.high), _tenths(one.past),
            )
            for one in shares
        ),
    )  # fmt: skip


def reason_name(reason: str) -> str:
    """A reason as a sentence names it.

    Examples
    --------
    >>> reason_name("address")
    'different address'
    """
    return label_of(reason).name


def past_name(share: float) -> str:
    """What hovering says of past petitions' share."""
    return f"past petitions: {part_of(share)}"


def _share(one: ReasonShare) -> float:
    return one.share


def _tenths(share: float) -> float:
    return round(100.0 * share, 1)
