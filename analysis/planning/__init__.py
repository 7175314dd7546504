"""The inverse questions: not what the odds are, but what has to be done for them."""

from analysis.planning.bounds import Bounds, bounds_of
from analysis.planning.needed import invalid_for, raw_for
from analysis.planning.odds import MOST_RAW, TARGETS
from analysis.planning.pace import Day, Pace, odds_at_pace, pace_of
from analysis.planning.pay import A_STEP, AtRaw, Next, Worth, per_1000, worth_of
from analysis.planning.plan import Plan, plan_of
from analysis.planning.striking import (
    GateOdds,
    Lines,
    SampleRule,
    Striking,
    odds_when_struck,
    striking_of,
)

__all__ = [
    "A_STEP",
    "MOST_RAW",
    "TARGETS",
    "AtRaw",
    "Bounds",
    "Day",
    "GateOdds",
    "Lines",
    "Next",
    "Pace",
    "Plan",
    "SampleRule",
    "Striking",
    "Worth",
    "bounds_of",
    "invalid_for",
    "odds_at_pace",
    "odds_when_struck",
    "pace_of",
    "per_1000",
    "plan_of",
    "raw_for",
    "striking_of",
    "worth_of",
]
