"""What each part of a plan is; see ``analysis.wording.fields``."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark
from analysis.wording.fields import (
    A_DAY,
    ANSWER,
    DATE,
    DAYS,
    DOLLARS,
    LIST,
    NONE,
    NUMBER,
    OBJECT,
    PERCENT,
    PROBABILITY,
    SHARE,
    SIGNATURES,
    TEXT,
    WHOLE,
    YES_NO,
    Field,
)

_RAW = mark("Raw signatures.")
_REQUIRED = mark("Valid signatures required.")
_BEFORE_AFTER = mark("The sample's three answers, before the striking or after it.")
PLAN: Mapping[str, Field] = MappingProxyType(
    {
        "schema": ANSWER["schema"],
        "petition": Field(mark("The petition's id."), NONE, TEXT),
        "raw": Field(_RAW, SIGNATURES, WHOLE),
        "required": Field(_REQUIRED, SIGNATURES, WHOLE),
        "odds": Field(
            mark("Probability that the valid signatures reach the number required."),
            PROBABILITY,
            NUMBER,
        ),
        "decided": Field(mark("Whether officials have decided."), NONE, YES_NO),
        "raw_for": Field(
            mark(
                "By odds wanted, in %: the smallest raw count that reaches them; null beyond "
                "100,000,000."
            ),
            NONE,
            OBJECT,
        ),
        "raw_for.*": Field(
            mark("The smallest raw count that reaches the odds named last, in %."),
            SIGNATURES,
            WHOLE,
        ),
        "invalid_for": Field(
            mark(
                "By odds wanted, in %: the largest invalid rate, % of raw, that reaches them; null "
                "where none does, or once officials have found something."
            ),
            NONE,
            OBJECT,
        ),
        "invalid_for.*": Field(
            mark("The largest invalid rate that reaches the odds named last, in %."),
            PERCENT,
            NUMBER,
        ),
        "net_validity_needed": ANSWER["break_even.net_validity"],
        "per_1000": Field(
            mark("What 1,000 more raw signatures add to the probability."), PROBABILITY, NUMBER
        ),
        "per_1000_cost": Field(mark("Dollars for them."), DOLLARS, NUMBER),
        "dollars_a_point": Field(mark("Dollars for a percentage point of odds."), DOLLARS, NUMBER),
        "pace": Field(
            mark(
                "The drive up to its deadline: signatures a day, and when which odds are reached."
            ),
            NONE,
            OBJECT,
        ),
        "pace.started": Field(mark("First day of collecting."), NONE, DATE),
        "pace.collected_on": Field(mark("Day of the count in hand."), NONE, DATE),
        "pace.deadline": Field(mark("Last day to file."), NONE, DATE),
        "pace.collected": Field(mark("Raw signatures in hand."), SIGNATURES, WHOLE),
        "pace.days_left": Field(mark("Days from that count to the deadline."), DAYS, WHOLE),
        "pace.pace_pm": Field(
            mark("Half the range of the pace to come that holds 9 times in 10."), PERCENT, NUMBER
        ),
        "pace.so_far": Field(mark("Pace up to the count in hand."), A_DAY, NUMBER),
        "pace.median": Field(mark("Pace to come, in the middle of its range."), A_DAY, NUMBER),
        "pace.odds": Field(mark("Odds of enough at that pace."), PROBABILITY, NUMBER),
        "pace.needed": Field(
            mark("Signatures a day from here on, by odds wanted, in %."), NONE, OBJECT
        ),
        "pace.needed.*": Field(mark("Pace that reaches the odds named last, in %."), A_DAY, NUMBER),
        "pace.needed_if_sure": Field(mark("The same, if the pace were certain."), NONE, OBJECT),
        "pace.needed_if_sure.*": Field(
            mark("Pace that reaches the odds named last, in %, if it were certain."),
            A_DAY,
            NUMBER,
        ),
        "pace.reached": Field(
            mark("The day on which odds are reached, by odds wanted, in %."), NONE, OBJECT
        ),
        "pace.reached.*": Field(
            mark("The day on which the odds named last, in %, are reached."), NONE, DATE
        ),
        "pace.at_deadline": Field(
            mark("Raw signatures at the deadline: middle and ends of the range."), NONE, OBJECT
        ),
        "pace.at_deadline.*": Field(
            mark("Raw signatures at the deadline; no more with the odds named last, in %."),
            SIGNATURES,
            NUMBER,
        ),
        "worth": Field(
            mark("Raw counts against their odds and cost, and where more stops paying."),
            NONE,
            OBJECT,
        ),
        "worth.stop_at": Field(
            mark("Raw count at which one more signature stops paying."), SIGNATURES, WHOLE
        ),
        "worth.stop_odds": Field(mark("Odds of enough there."), PROBABILITY, NUMBER),
        "worth.slack_from": Field(
            mark("Raw count from which 1% more adds less than a percentage point of odds."),
            SIGNATURES,
            WHOLE,
        ),
        "worth.steepest": Field(
            mark("Raw count at which one more signature adds most."), SIGNATURES, WHOLE
        ),
        "worth.table": Field(
            mark("Raw counts with their odds, gain and money, as the table “worth” has them."),
            NONE,
            LIST,
        ),
        "striking": Field(
            mark("The odds, and those of passing a sample, with known bad signatures struck."),
            NONE,
            OBJECT,
        ),
        "striking.invalid": Field(
            mark("Invalid signatures struck before filing."), SIGNATURES, WHOLE
        ),
        "striking.repeats": Field(mark("Repeats struck before filing."), SIGNATURES, WHOLE),
        "striking.raw_after": Field(mark("Raw signatures after that."), SIGNATURES, WHOLE),
        "striking.odds": Field(mark("Odds of enough after the striking."), PROBABILITY, NUMBER),
        "striking.odds_replaced": Field(
            mark("Odds of enough if what is struck is replaced by new signatures."),
            PROBABILITY,
            NUMBER,
        ),
        "striking.rules": Field(
            mark("By what the sample's gate judges, before the striking and after it."),
            NONE,
            OBJECT,
        ),
        "striking.rules.*": Field(mark("Under the statistic named last."), NONE, OBJECT),
        "striking.rules.*.before": Field(_BEFORE_AFTER, NONE, OBJECT),
        "striking.rules.*.after": Field(_BEFORE_AFTER, NONE, OBJECT),
        "striking.rules.*.*.passes": Field(
            mark("That the sample alone finds enough."), PROBABILITY, NUMBER
        ),
        "striking.rules.*.*.full_count": Field(
            mark("That every signature is checked."), PROBABILITY, NUMBER
        ),
        "striking.rules.*.*.fails": Field(
            mark("That the sample alone finds too few."), PROBABILITY, NUMBER
        ),
        "striking.rules.*.*.passes_short": Field(
            mark("That the sample finds enough where a full count would not."),
            PROBABILITY,
            NUMBER,
        ),
        "striking.rules.*.*.fails_enough": Field(
            mark("That the sample finds too few where a full count would find enough."),
            PROBABILITY,
            NUMBER,
        ),
        "striking.rules.*.*.qualifies": ANSWER["odds.qualifies"],
        "bounds": Field(
            mark("The least and the most that a count under way can end at."), NONE, OBJECT
        ),
        "bounds.worst": Field(mark("The least that it can end at."), SIGNATURES, WHOLE),
        "bounds.best": Field(mark("The most that it can end at."), SIGNATURES, WHOLE),
        "bounds.left": Field(mark("Signatures not yet looked at."), SIGNATURES, WHOLE),
        "bounds.decided": Field(
            mark("Whether that settles it: enough, not_enough or open."), NONE, TEXT
        ),
        "bounds.share_needed": Field(
            mark("Share of what is left that must be valid."), SHARE, NUMBER
        ),
        "bounds.share_so_far": Field(mark("Share valid so far."), SHARE, NUMBER),
    }
)
"""The same of a plan. A part without its inputs is null."""
