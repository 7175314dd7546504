"""A running count, pasted as text, and the odds after each of its reports.

A count in progress says more with every report, and misleads too: it is not worked off in random
order. The worked example is Washington's Referendum 71 (2009), whose count was published day by
day.
"""

from analysis.tally.odds import (
    TallyPoint,
    contradictions,
    counting_drift,
    odds_over_time,
    worked_example,
)
from analysis.tally.text import (
    COLUMNS,
    MOST_CHARACTERS,
    MOST_ROWS,
    Tally,
    TallyProblem,
    TallyRow,
    read_tally,
    write_tally,
)

__all__ = [
    "COLUMNS",
    "MOST_CHARACTERS",
    "MOST_ROWS",
    "Tally",
    "TallyPoint",
    "TallyProblem",
    "TallyRow",
    "contradictions",
    "counting_drift",
    "odds_over_time",
    "read_tally",
    "worked_example",
    "write_tally",
]
