"""What an input is called, how its value is written, and one sentence where a question arises."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

from analysis.language import kept, mark, nt, pt, t
from analysis.scenario import KEYS, write
from analysis.scenario.keys import GROUPS, Value
from analysis.wording.numbers import ap_date, count, percent
from analysis.wording.prior import CLASS_NAMES


class Label(NamedTuple):
    """Name of an input in a sentence and over a control, and its help."""

    name: str
    control: str
    help: str = ""


LABELS: Mapping[str, Label] = MappingProxyType(
    {
        "name": Label(mark("name"), mark("Name of the petition")),
        "as_of": Label(mark("date"), mark("What was known when")),
        "raw": Label(
            mark("raw signatures"),
            mark("Raw signatures"),
            mark("Signatures handed in, before anyone checks them."),
        ),
        "required": Label(
            mark("valid signatures required"),
            mark("Valid signatures required"),
            mark("The number that the law asks for."),
        ),
        "class": Label(
            mark("past petitions"),
            mark("Estimate from past petitions"),
            mark(
                "Whose past checks the default rates come from. Each petition was decided before "
                "the date, and the petition itself is left out."
            ),
        ),
        "invalid": Label(
            mark("invalid rate"),
            mark("Invalid, % of raw"),
            mark(
                "Signatures that officials reject for any reason but one: the same person signing "
                "twice. That has a control of its own."
            ),
        ),
        "invalid_pm": Label(
            mark("range of the invalid rate"),
            mark("Invalid, ± points"),
            mark("How sure the rate is: it falls within this range 9 times in 10."),
        ),
        "not_registered": Label(mark("not registered"), mark("Not registered, %")),
        "address": Label(mark("different address"), mark("Different address, %")),
        "mismatch": Label(mark("signature mismatch"), mark("Signature mismatch, %")),
        "cancelled": Label(mark("registration canceled"), mark("Registration canceled, %")),
        "out_of_area": Label(mark("outside the area"), mark("Outside the area, %")),
        "other": Label(mark("other reasons"), mark("Other reasons, %")),
        "repeats": Label(
            mark("repeat share"),
            mark("Repeats, % of valid"),
            mark(
                "Copies beyond the first of the same person's signature. Officials strike them, "
                "but a 5% sample sees only about 1 in 400 of them, so they are kept apart from the "
                "invalid rate."
            ),
        ),
        "repeats_pm": Label(
            mark("range of the repeat share"),
            mark("Repeats, ± points"),
            mark("How sure the share is: it falls within this range 9 times in 10."),
        ),
        "rules": Label(mark("rule set"), mark("Law of the check")),
        "statistic": Label(mark("gate's statistic"), mark("What the gate judges")),
        "rounding": Label(mark("rounding of the projection"), mark("Rounding of the projection")),
        "sample": Label(mark("sample size"), mark("Signatures in the sample")),
        "sample_valid": Label(mark("valid in the sample"), mark("Valid in the sample")),
        "sample_repeats": Label(mark("repeats in the sample"), mark("Repeats seen in the sample")),
        "gate": Label(
            mark("what officials announced after the sample"), mark("Announced after the sample")
        ),
        "drift": Label(mark("drift between checks"), mark("Drift between checks")),
        "check": Label(
            mark("size of the campaign’s own check"), mark("Campaign's own check: size")
        ),
        "check_valid": Label(mark("valid in the campaign’s own check"), mark("Valid in it")),
        "check_weight": Label(mark("weight of the campaign’s own check"), mark("Its weight")),
        "check_bias": Label(mark("bias of the campaign’s own check"), mark("Its bias")),
        "check_bias_sd": Label(mark("spread of that bias"), mark("Spread of its bias")),
        "counted": Label(mark("signatures counted so far"), mark("Counted so far")),
        "counted_valid": Label(mark("valid signers counted so far"), mark("Valid signers so far")),
        "counted_repeats": Label(mark("repeats struck so far"), mark("Repeats struck so far")),
        "filed": Label(mark("filing date"), mark("Filed on")),
        "election": Label(mark("election date"), mark("Election on")),
        "holidays_add": Label(mark("days closed besides"), mark("Days closed besides")),
        "holidays_drop": Label(mark("holidays worked"), mark("Holidays worked")),
        "sample_days": Label(
            mark("working days to the sample"), mark("Working days to the sample")
        ),
        "speed": Label(mark("signatures checked a working day"), mark("Checked a working day")),
        "speed_pm": Label(mark("range of that speed"), mark("Range of that speed, %")),
        "meetings": Label(mark("meetings of the governing body"), mark("Meetings")),
        "order_lag": Label(mark("days from meeting to order"), mark("Days from meeting to order")),
        "collected": Label(
            mark("signatures collected so far"),
            mark("Collected so far"),
            mark("Raw signatures in hand, before anyone checks them."),
        ),
        "collected_on": Label(mark("date of that count"), mark("Counted on")),
        "started": Label(
            mark("first day of collecting"),
            mark("Collecting began on"),
            mark("Gives the pace so far: what is in hand, over the days since."),
        ),
        "deadline": Label(
            mark("last day to file"),
            mark("Last day to file"),
            mark(
                "The law's last day to hand in the petition. Collecting goes on to the end of it."
            ),
        ),
        "pace": Label(
            mark("signatures a day from here on"),
            mark("Signatures a day from here on"),
            mark("Empty: as many a day as so far."),
        ),
        "pace_pm": Label(
            mark("range of that pace"),
            mark("Range of that pace, %"),
            mark("The average pace from here on falls within this range 9 times in 10."),
        ),
        "cost": Label(
            mark("cost of a raw signature"),
            mark("Cost of a raw signature, $"),
            mark("What one more signature costs, valid or not."),
        ),
        "worth": Label(
            mark("what enough signatures are worth"),
            mark("What enough signatures are worth, $"),
            mark("The most that you would pay to go from no chance to certainty."),
        ),
        "strike_invalid": Label(
            mark("invalid signatures to strike"),
            mark("Known invalid ones"),
            mark("Signatures that your own check knows to be invalid, struck before filing."),
        ),
        "strike_repeats": Label(
            mark("repeats to strike"),
            mark("Known repeats"),
            mark("Second copies that your own check has found, struck before filing."),
        ),
        "v": Label(mark("schema version"), mark("Schema version")),
        "model": Label(mark("model version"), mark("Model version")),
        "petition": Label(mark("petition"), mark("Petition")),
        "string": Label(mark("link"), mark("Link")),
    }
)
"""Every key of the scenario string."""

STEP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "announced": mark("Announced"),
        "filed": mark("Filed"),
        "raw": mark("Raw count"),
        "sample": mark("Sample"),
        "outcome": mark("Outcome"),
    }
)


def label_of(key: str) -> Label:
    """The label of an input, in the language of the moment."""
    return Label(*(t(text) if text else "" for text in LABELS[key]))


def name_of(key: str) -> str:
    """Name of an input in a sentence; an unknown key is its own name."""
    return t(LABELS[key].name) if key in LABELS else key


def value_of(key: str, value: Value) -> str:
    """A value as a reader writes it.

    Examples
    --------
    >>> value_of("invalid", 24.5), value_of("raw", 715833), value_of("invalid_pm", 12.8)
    ('24.5%', '715,833', '±12.8 points')
    """
    unit = KEYS[key].unit if key in KEYS else ""
    if value is None or value in ("", ()) or (value == 0 and key in GROUPS):
        return pt("value", "none")
    if key == "class":
        return f"“{t(CLASS_NAMES.get(str(value), str(value)))}”"
    if isinstance(value, float) and unit == "percent":
        return percent(value, places=2).replace(".00", "") if value % 1 else percent(value)
    if unit == "points":
        return nt("±{n} point", "±{n} points", cast(float, value), n=write(value))
    if isinstance(value, dt.date):
        return ap_date(value)
    if isinstance(value, int):
        return count(value)
    if key in _IN_WORDS and write(value) in _choices():
        return _choices()[write(value)]
    return write(value).replace(",", ", ").replace("_", " ")


_IN_WORDS = frozenset({"as_of", "gate", "meetings", "rounding", "statistic"})
"""Keys whose values are words of ours; ids and a reader's own words stay as they are."""


@kept(None)
def _choices() -> Mapping[str, str]:
    return {
        "announced": pt("value", "announced"),
        "filed": pt("value", "filed"),
        "raw": pt("value", "raw"),
        "sample": pt("value", "sample"),
        "outcome": pt("value", "outcome"),
        "unknown": pt("value", "unknown"),
        "sufficient": pt("value", "sufficient"),
        "full_count": pt("value", "full count"),
        "insufficient": pt("value", "insufficient"),
        "corrected": pt("value", "corrected"),
        "uncorrected": pt("value", "uncorrected"),
        "regulation": pt("value", "regulation"),
        "worksheet": pt("value", "worksheet"),
        "mon": pt("value", "mon"),
        "tue": pt("value", "tue"),
        "wed": pt("value", "wed"),
        "thu": pt("value", "thu"),
        "fri": pt("value", "fri"),
    }
