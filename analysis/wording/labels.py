"""What an input is called, how its value is written, and one sentence where a question arises."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

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
        "name": Label("name", "Name of the petition"),
        "as_of": Label("date", "What was known when"),
        "raw": Label(
            "raw signatures",
            "Raw signatures",
            "Signatures handed in, before anyone checks them.",
        ),
        "required": Label(
            "valid signatures required",
            "Valid signatures required",
            "The number that the law asks for.",
        ),
        "class": Label(
            "past petitions",
            "Estimate from past petitions",
            "Whose past checks the default rates come from. Each petition was decided before the "
            "date, and the petition itself is left out.",
        ),
        "invalid": Label(
            "invalid rate",
            "Invalid, % of raw",
            "Signatures that officials reject for any reason but one: the same person signing "
            "twice. That has a control of its own.",
        ),
        "invalid_pm": Label(
            "range of the invalid rate",
            "Invalid, ± points",
            "How sure the rate is: it falls within this range 9 times in 10.",
        ),
        "not_registered": Label("not registered", "Not registered, %"),
        "address": Label("different address", "Different address, %"),
        "mismatch": Label("signature mismatch", "Signature mismatch, %"),
        "cancelled": Label("registration canceled", "Registration canceled, %"),
        "out_of_area": Label("outside the area", "Outside the area, %"),
        "other": Label("other reasons", "Other reasons, %"),
        "repeats": Label(
            "repeat share",
            "Repeats, % of valid",
            "Copies beyond the first of the same person's signature. Officials strike them, "
            "but a 5% sample sees only about 1 in 400 of them, so they are kept apart from the "
            "invalid rate.",
        ),
        "repeats_pm": Label(
            "range of the repeat share",
            "Repeats, ± points",
            "How sure the share is: it falls within this range 9 times in 10.",
        ),
        "rules": Label("rule set", "Law of the check"),
        "statistic": Label("gate's statistic", "What the gate judges"),
        "rounding": Label("rounding of the projection", "Rounding of the projection"),
        "sample": Label("sample size", "Signatures in the sample"),
        "sample_valid": Label("valid in the sample", "Valid in the sample"),
        "sample_repeats": Label("repeats in the sample", "Repeats seen in the sample"),
        "gate": Label("what officials announced after the sample", "Announced after the sample"),
        "drift": Label("drift between checks", "Drift between checks"),
        "check": Label("size of the campaign’s own check", "Campaign's own check: size"),
        "check_valid": Label("valid in the campaign’s own check", "Valid in it"),
        "check_weight": Label("weight of the campaign’s own check", "Its weight"),
        "check_bias": Label("bias of the campaign’s own check", "Its bias"),
        "check_bias_sd": Label("spread of that bias", "Spread of its bias"),
        "counted": Label("signatures counted so far", "Counted so far"),
        "counted_valid": Label("valid signers counted so far", "Valid signers so far"),
        "counted_repeats": Label("repeats struck so far", "Repeats struck so far"),
        "filed": Label("filing date", "Filed on"),
        "election": Label("election date", "Election on"),
        "holidays_add": Label("days closed besides", "Days closed besides"),
        "holidays_drop": Label("holidays worked", "Holidays worked"),
        "sample_days": Label("working days to the sample", "Working days to the sample"),
        "speed": Label("signatures checked a working day", "Checked a working day"),
        "speed_pm": Label("range of that speed", "Range of that speed, %"),
        "meetings": Label("meetings of the governing body", "Meetings"),
        "order_lag": Label("days from meeting to order", "Days from meeting to order"),
        "collected": Label(
            "signatures collected so far",
            "Collected so far",
            "Raw signatures in hand, before anyone checks them.",
        ),
        "collected_on": Label("date of that count", "Counted on"),
        "started": Label(
            "first day of collecting",
            "Collecting began on",
            "Gives the pace so far: what is in hand, over the days since.",
        ),
        "deadline": Label(
            "last day to file",
            "Last day to file",
            "The law's last day to hand in the petition. Collecting goes on to the end of it.",
        ),
        "pace": Label(
            "signatures a day from here on",
            "Signatures a day from here on",
            "Empty: as many a day as so far.",
        ),
        "pace_pm": Label(
            "range of that pace",
            "Range of that pace, %",
            "The average pace from here on falls within this range 9 times in 10.",
        ),
        "cost": Label(
            "cost of a raw signature",
            "Cost of a raw signature, $",
            "What one more signature costs, valid or not.",
        ),
        "worth": Label(
            "what enough signatures are worth",
            "What enough signatures are worth, $",
            "The most that you would pay to go from no chance to certainty.",
        ),
        "strike_invalid": Label(
            "invalid signatures to strike",
            "Known invalid ones",
            "Signatures that your own check knows to be invalid, struck before filing.",
        ),
        "strike_repeats": Label(
            "repeats to strike",
            "Known repeats",
            "Second copies that your own check has found, struck before filing.",
        ),
        "v": Label("schema version", "Schema version"),
        "model": Label("model version", "Model version"),
        "petition": Label("petition", "Petition"),
        "string": Label("link", "Link"),
    }
)
"""Every key of the scenario string."""

STEP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "announced": "Announced",
        "filed": "Filed",
        "raw": "Raw count",
        "sample": "Sample",
        "outcome": "Outcome",
    }
)


def name_of(key: str) -> str:
    """Name of an input in a sentence; an unknown key is its own name."""
    return LABELS[key].name if key in LABELS else key


def value_of(key: str, value: Value) -> str:
    """A value as a reader writes it.

    Examples
    --------
    >>> value_of("invalid", 24.5), value_of("raw", 715833), value_of("invalid_pm", 12.8)
    ('24.5%', '715,833', '±12.8 points')
    """
    unit = KEYS[key].unit if key in KEYS else ""
    if value is None or value in ("", ()) or (value == 0 and key in GROUPS):
        return "none"
    if key == "class":
        return f"“{CLASS_NAMES.get(str(value), str(value))}”"
    if isinstance(value, float) and unit == "percent":
        return percent(value, places=2).replace(".00", "") if value % 1 else percent(value)
    if unit == "points":
        return f"±{write(value)} {'point' if value == 1 else 'points'}"
    if isinstance(value, dt.date):
        return ap_date(value)
    if isinstance(value, int):
        return count(value)
    return write(value).replace(",", ", ").replace("_", " ")
