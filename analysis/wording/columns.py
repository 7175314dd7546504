"""What each column of the tables is; those of the track record stand in ``record_columns``.

By table and by the column's English name. A name alone is a column that means the same in every
table that has it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark
from analysis.wording.fields import (
    A_DAY,
    DATE,
    DOLLARS,
    LINK,
    NONE,
    NUMBER,
    PERCENT,
    PROBABILITY,
    SHARE,
    SIGNATURES,
    TEXT,
    WHOLE,
    YES_NO,
    Field,
)
from analysis.wording.record_columns import RECORD

_LOGITS = mark("logits")
_RAW = Field(mark("Raw signatures."), SIGNATURES, WHOLE)

SHARED: Mapping[str, Field] = MappingProxyType(
    {
        "petition": Field(mark("What the petition is called."), NONE, TEXT),
        "source": Field(mark("Where that stands."), NONE, LINK),
        "state": Field(mark("State or country of the petition."), NONE, TEXT),
        "year": Field(mark("Year of the petition."), NONE, WHOLE),
        "required": Field(mark("Valid signatures required."), SIGNATURES, WHOLE),
        "raw": _RAW,
        "raw signatures": _RAW,
        "decided": Field(
            mark("Day, or year, on which officials decided; yes where a step is decided."),
            NONE,
            TEXT,
        ),
        "basis": Field(
            mark("What the share is read from: a count, a sample, a projection or the result."),
            NONE,
            TEXT,
        ),
        "valid, %": Field(
            mark("Share valid before repeats are struck, of the raw signatures."), PERCENT, NUMBER
        ),
        "id": Field(mark("A name that stays the same."), NONE, TEXT),
    }
)
"""Columns that mean the same wherever they stand, by name."""

_SCENARIO: Mapping[tuple[str, str], Field] = MappingProxyType(
    {
        ("dots", "dot"): Field(
            mark("Place among 50 equally likely outcomes, the lowest first."), NONE, WHOLE
        ),
        ("dots", "probability of no more"): Field(
            mark("That the final count is no more."), PROBABILITY, NUMBER
        ),
        ("dots", "valid signatures"): Field(
            mark("The final count of this outcome."), SIGNATURES, WHOLE
        ),
        ("dots", "enough"): Field(mark("Whether that reaches the requirement."), NONE, YES_NO),
        ("swings", "input"): Field(mark("The key that is moved."), NONE, TEXT),
        ("swings", "worse end"): Field(
            mark("Its value at the end that makes enough less likely, in its own unit."),
            NONE,
            NUMBER,
        ),
        ("swings", "better end"): Field(
            mark("Its value at the end that makes enough more likely, in its own unit."),
            NONE,
            NUMBER,
        ),
        ("swings", "odds at worse end"): Field(mark("Odds of enough there."), PROBABILITY, NUMBER),
        ("swings", "odds at better end"): Field(mark("Odds of enough there."), PROBABILITY, NUMBER),
        ("petitions", "invalid, %"): Field(
            mark("Invalid before repeats are struck, of the raw signatures."), PERCENT, NUMBER
        ),
        ("petitions", "weight, %"): Field(
            mark("How much of the estimate moves with this petition."), PERCENT, NUMBER
        ),
        ("petitions", "like this one"): Field(
            mark("Whether it counts as like the petition of the scenario."), NONE, YES_NO
        ),
        ("inputs", "input"): Field(mark("A key of the scenario."), NONE, TEXT),
        ("inputs", "value"): Field(mark("Its value."), NONE, TEXT),
        ("inputs", "unit"): Field(mark("Unit of the value."), NONE, TEXT),
        ("inputs", "comes from"): Field(mark("Who or what says so."), NONE, TEXT),
        ("path", "end"): Field(mark("A way through the official check."), NONE, TEXT),
        ("path", "probability"): Field(mark("That it goes that way."), PROBABILITY, NUMBER),
        ("drift", "projected"): Field(
            mark("Valid signatures that the sample projected."), SIGNATURES, WHOLE
        ),
        ("drift", "full count"): Field(
            mark("Valid signatures that the full count found."), SIGNATURES, WHOLE
        ),
        ("drift", "is a bound"): Field(
            mark("“at least” where the full count stopped before its end."), NONE, TEXT
        ),
        ("drift", "difference, %"): Field(
            mark("Full count less projection, of the projection."), PERCENT, NUMBER
        ),
        ("drift", "sampling noise, sd, %"): Field(
            mark("Standard deviation that the size of the sample alone brings."), PERCENT, NUMBER
        ),
        ("drift", "drift net of noise, logits"): Field(
            mark("How far the full count judged otherwise than the sample."), _LOGITS, NUMBER
        ),
        ("projection", "statistic"): Field(
            mark("With the duplicate term, or without."), NONE, TEXT
        ),
        ("projection", "section"): Field(mark("Section of the regulation."), NONE, TEXT),
        ("projection", "step"): Field(mark("What is worked out."), NONE, TEXT),
        ("projection", "result"): Field(
            mark("What comes out: a number, or the answer of the gate."), NONE, TEXT
        ),
        ("repeats_seen", "repeats seen"): Field(
            mark("Second copies in the sample."), SIGNATURES, WHOLE
        ),
        ("repeats_seen", "odds of enough"): Field(
            mark("Odds of enough if the sample showed so many."), PROBABILITY, NUMBER
        ),
        ("repeats_seen", "official projection"): Field(
            mark("What officials would then say."), NONE, TEXT
        ),
        ("gate_errors", "gate judges"): Field(
            mark("With the duplicate term, or without."), NONE, TEXT
        ),
        ("gate_errors", "sample"): Field(mark("Size of the sample."), SIGNATURES, WHOLE),
        ("gate_errors", "valid signers just short"): Field(
            mark("Valid signers that are just too few."), SIGNATURES, WHOLE
        ),
        ("gate_errors", "wrong pass"): Field(
            mark("That the sample alone finds enough where they are just too few."),
            PROBABILITY,
            NUMBER,
        ),
        ("gate_errors", "wrong fail"): Field(
            mark("That the sample alone finds too few where they are just enough."),
            PROBABILITY,
            NUMBER,
        ),
        ("calendar", "what"): Field(mark("What falls on that day."), NONE, TEXT),
        ("calendar", "from"): Field(mark("First day."), NONE, DATE),
        ("calendar", "to"): Field(mark("Last day."), NONE, DATE),
        ("calendar", "probability"): Field(
            mark("That the check ends that day, if it goes that way."), PROBABILITY, NUMBER
        ),
        ("calendar", "in time"): Field(mark("Whether that is in time."), NONE, YES_NO),
        ("ballot", "path"): Field(mark("A way through the official check."), NONE, TEXT),
        ("ballot", "found sufficient"): Field(
            mark("That it is found sufficient that way."), PROBABILITY, NUMBER
        ),
        ("ballot", "in time if so"): Field(
            mark("That the order then falls in the window."), PROBABILITY, NUMBER
        ),
        ("ballot", "on the ballot"): Field(mark("Both."), PROBABILITY, NUMBER),
        ("filing_days", "filed"): Field(mark("A day to file on."), NONE, DATE),
        ("filing_days", "odds of the ballot"): Field(
            mark("Odds of the ballot if filed that day."), PROBABILITY, NUMBER
        ),
        ("filing_days", "sample in time"): Field(
            mark("That a sample that decides comes in time."), PROBABILITY, NUMBER
        ),
        ("filing_days", "full count in time"): Field(
            mark("That a full count comes in time."), PROBABILITY, NUMBER
        ),
        ("needed", "odds"): Field(mark("Odds wanted, in words."), NONE, TEXT),
        ("needed", "more than now"): Field(
            mark("How many more than in hand that is."), SIGNATURES, WHOLE
        ),
        ("needed", "largest invalid rate (%)"): Field(
            mark("The largest invalid rate that still gives those odds."), PERCENT, NUMBER
        ),
        ("needed", "a day if the pace were certain"): Field(
            mark("Pace that gives those odds, if it were certain."), A_DAY, NUMBER
        ),
        ("needed", "a day"): Field(mark("Pace that gives those odds."), A_DAY, NUMBER),
        ("needed", "reached on"): Field(
            mark("Day on which those odds are reached at the pace to come."), NONE, DATE
        ),
        ("burn_up", "day"): Field(mark("End of that day."), NONE, DATE),
        ("burn_up", "low (5%)"): Field(
            mark("Raw signatures; no more 1 time in 20."), SIGNATURES, WHOLE
        ),
        ("burn_up", "middle"): Field(
            mark("Raw signatures; no more 1 time in 2."), SIGNATURES, WHOLE
        ),
        ("burn_up", "high (95%)"): Field(
            mark("Raw signatures; no more 19 times in 20."), SIGNATURES, WHOLE
        ),
        ("worth", "odds"): Field(mark("Odds of enough with so many."), PROBABILITY, NUMBER),
        ("worth", "odds of 1,000 more"): Field(
            mark("What 1,000 more add to them."), PROBABILITY, NUMBER
        ),
        ("worth", "dollars a point"): Field(
            mark("Dollars for a percentage point of odds."), DOLLARS, NUMBER
        ),
        ("worth", "net dollars"): Field(
            mark("What the odds are worth, less what the signatures cost."), DOLLARS, NUMBER
        ),
        ("striking", "under"): Field(
            mark("A full count, or what a sample is judged by."), NONE, TEXT
        ),
        ("striking", "when"): Field(
            mark("Before the striking, after it, or with new signatures in their place."),
            NONE,
            TEXT,
        ),
        ("striking", "passes"): Field(
            mark("That the sample alone finds enough."), PROBABILITY, NUMBER
        ),
        ("striking", "full count"): Field(
            mark("That every signature is checked."), PROBABILITY, NUMBER
        ),
        ("striking", "fails"): Field(
            mark("That the sample alone finds too few."), PROBABILITY, NUMBER
        ),
        ("striking", "passes without enough"): Field(
            mark("That the sample finds enough where a full count would not."),
            PROBABILITY,
            NUMBER,
        ),
        ("striking", "fails with enough"): Field(
            mark("That the sample finds too few where a full count would find enough."),
            PROBABILITY,
            NUMBER,
        ),
        ("striking", "qualifies"): Field(
            mark("That the official check finds it so, the luck of a sample included."),
            PROBABILITY,
            NUMBER,
        ),
        ("bounds", "what"): Field(mark("A part of the count under way."), NONE, TEXT),
        ("bounds", "signatures"): Field(mark("How many those are."), SIGNATURES, WHOLE),
        ("effects", "input"): Field(mark("The key that is unsure."), NONE, TEXT),
        ("effects", "alone"): Field(
            mark("Part of the doubt that goes if this alone were known."), SHARE, NUMBER
        ),
        ("effects", "alone or with the other"): Field(
            mark("Part of the doubt that stays if all but this were known."),
            SHARE,
            NUMBER,
        ),
        ("heat_map", "invalid, %"): Field(mark("Invalid rate of the cell."), PERCENT, NUMBER),
        ("heat_map", "odds"): Field(mark("Odds of enough there."), PROBABILITY, NUMBER),
    }
)
COLUMNS: Mapping[tuple[str, str], Field] = MappingProxyType({**_SCENARIO, **RECORD})
"""Every other column, by table and name."""
