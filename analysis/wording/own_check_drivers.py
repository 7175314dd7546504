"""Sentences about what drives the rate of a campaign's own check: units and reasons."""

from collections.abc import Mapping, Sequence

from analysis.language import capital, mark, nt, pt, t
from analysis.own_check import FILES_WITH_ALARM, Drivers, ReasonShare, Unit, UnitRate
from analysis.table import Table
from analysis.wording.labels import label_of
from analysis.wording.numbers import count, signed_count
from analysis.wording.own_check import part_of
from analysis.wording.own_check_alike import units_phrase

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
_UNITS: Mapping[Unit, str] = {
    "circulator": mark("Circulator"),
    "day": mark("Day"),
    "sheet": mark("Sheet"),
}
_POOLED: Mapping[Unit, str] = {
    "circulator": mark(
        "A circulator of 20 signatures says little by itself, so each rate is pooled with the rest."
    ),
    "day": mark(
        "A day of 20 signatures says little by itself, so each rate is pooled with the rest."
    ),
    "sheet": mark(
        "A sheet of 20 signatures says little by itself, so each rate is pooled with the rest."
    ),
}


def units_title(found: Drivers, *, unit: Unit) -> str:
    """The finding: how many stand above and below the whole."""
    above, below = len(found.above), len(found.below)
    values = {"units": units_phrase(len(found.units), unit), "whole": part_of(found.overall)}
    if not above and not below:
        return t("None of {units} stands out from the {whole} invalid of the whole", **values)
    if not above:
        return nt(
            "{n} of {units} has a lower invalid rate than the whole's {whole}",
            "{n} of {units} have a lower invalid rate than the whole's {whole}",
            below,
            n=count(below),
            **values,
        )
    finding = nt(
        "{n} of {units} has a higher invalid rate than the whole's {whole}",
        "{n} of {units} have a higher invalid rate than the whole's {whole}",
        above,
        n=count(above),
        **values,
    )
    return t("{finding}, {n} a lower one", finding=finding, n=count(below)) if below else finding


def units_alt(found: Drivers, shown: Sequence[UnitRate], *, unit: Unit) -> str:
    """Alternative text of the chart: its finding, and the ends of what it shows."""
    top, bottom = shown[0], shown[-1]
    return t(
        "{title}. {shown} of {all} shown, from {top}, {top_range}, down to {bottom}, "
        "{bottom_range}.",
        title=units_title(found, unit=unit),
        shown=count(len(shown)),
        all=count(len(found.units)),
        top=top.name,
        top_range=_range(top),
        bottom=bottom.name,
        bottom_range=_range(bottom),
    )


def _range(unit: UnitRate) -> str:
    return t(
        "{middle} ({low} to {high})",
        middle=part_of(unit.middle),
        low=part_of(unit.low),
        high=part_of(unit.high),
    )


def unit_hover(unit: UnitRate) -> str:
    """What hovering says of a unit."""
    return t(
        "{invalid} of {checked} invalid; pooled {range}",
        invalid=count(unit.invalid),
        checked=count(unit.checked),
        range=_range(unit),
    )


def whole_name(found: Drivers) -> str:
    """The name of the line that is the whole file's rate."""
    return t("the whole: {share}", share=part_of(found.overall))


def not_shown(hidden: int) -> str:
    """What stands between the two ends of a chart that does not hold all."""
    return t("… {n} more …", n=count(hidden))


def rule_sentence(found: Drivers, *, unit: Unit) -> str:
    """When a unit is said to stand out."""
    many = len(found.units)
    rule = t(
        "One stands out only where the odds that it does not are below 1 in {bound}: were all "
        "{many} alike, about 1 file in {files} at most would have any that does.",
        bound=count(2.0 * many / FILES_WITH_ALARM),
        many=count(many),
        files=count(1.0 / FILES_WITH_ALARM),
    )
    return f"{t(_POOLED[unit])} {rule}"


def driver_sentences(found: Drivers, *, most: int = 5) -> list[str]:
    """Each of those that stand above the whole: what it adds, and the rate without it."""
    told = [
        t(
            "{name}: {invalid} of {checked} invalid ({share}), {beyond} more than at the whole's "
            "rate; without it the rate is {without}.",
            name=unit.name,
            invalid=count(unit.invalid),
            checked=count(unit.checked),
            share=part_of(unit.rate),
            beyond=count(unit.beyond),
            without=part_of(unit.without),
        )
        for unit in found.above[:most]
    ]
    if len(found.above) > 1:
        told.append(
            t(
                "Without all {n} the rate is {without} instead of {whole}.",
                n=count(len(found.above)),
                without=part_of(found.without_above),
                whole=part_of(found.overall),
            )
        )
    return told


def units_table(units: Sequence[UnitRate], *, unit: Unit) -> Table:
    """Units with their counts and rates; per cent with one decimal."""
    standing = {
        "above": pt("standing", "above"),
        "below": pt("standing", "below"),
        "": t("within chance"),
    }
    return Table(
        (
            t(_UNITS[unit]), pt("signatures", "Checked"), pt("signatures", "Invalid"), t(RATE_AXIS),
            t("Pooled, %"), t("From, %"), t("To, %"), t("Against the whole"),
            t("Invalid beyond the whole's rate"), t("Whole without it, %"),
        ),
        tuple(
            (
                one.name, one.checked, one.invalid, *map(_tenths, (one.rate, one.middle, one.low)),
                _tenths(one.high), standing[one.standing], signed_count(one.beyond),
                _tenths(one.without),
            )
            for one in units
        ),
    )  # fmt: skip


def reasons_title(shares: Sequence[ReasonShare]) -> str:
    """The finding: the reason of most invalid signatures, beside past petitions."""
    top = max(shares, key=_share)
    return t(
        "{reason}: {share} of the invalid signatures, {past} in past petitions",
        reason=capital(reason_name(top.reason)),
        share=part_of(top.share, places=0),
        past=part_of(top.past, places=0),
    )


def reasons_alt(shares: Sequence[ReasonShare]) -> str:
    """Alternative text of the reasons' chart."""
    parts = [
        t(
            "{reason} {share} ({low} to {high}; past petitions {past})",
            reason=reason_name(one.reason),
            share=part_of(one.share),
            low=part_of(one.low),
            high=part_of(one.high),
            past=part_of(one.past),
        )
        for one in shares
    ]
    return t(
        "{title}. Share of the invalid signatures: {parts}.",
        title=reasons_title(shares),
        parts="; ".join(parts),
    )


def reasons_table(shares: Sequence[ReasonShare]) -> Table:
    """Reasons with their counts and shares; per cent with one decimal."""
    return Table(
        (
            t("Reason"), t("Signatures"), t("Points of the rate"), t("Share, %"), t("From, %"),
            t("To, %"), t("Past petitions, %"),
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
    return t("past petitions: {share}", share=part_of(share))


def _share(one: ReasonShare) -> float:
    return one.share


def _tenths(share: float) -> float:
    return round(100.0 * share, 1)
