"""The campaign’s own check, from counts by circulator, day or sheet."""

from analysis.own_check.clustering import FEWEST_UNITS, Clustering, clustering
from analysis.own_check.counts import OwnCheck, Unit
from analysis.own_check.discount import (
    Worth,
    keys_of,
    reason_keys,
    with_check,
    worth,
    worth_of,
)
from analysis.own_check.drivers import (
    FILES_WITH_ALARM,
    Drivers,
    ReasonShare,
    UnitRate,
    drivers,
    reason_shares,
)
from analysis.own_check.example import example_file
from analysis.own_check.reading import (
    MOST_BYTES,
    MOST_MEGABYTES,
    MOST_ROWS,
    ReadCheck,
    read_check,
    refuse_size,
)

__all__ = [
    "FEWEST_UNITS",
    "FILES_WITH_ALARM",
    "MOST_BYTES",
    "MOST_MEGABYTES",
    "MOST_ROWS",
    "Clustering",
    "Drivers",
    "OwnCheck",
    "ReadCheck",
    "ReasonShare",
    "Unit",
    "UnitRate",
    "Worth",
    "clustering",
    "drivers",
    "example_file",
    "keys_of",
    "read_check",
    "reason_keys",
    "reason_shares",
    "refuse_size",
    "with_check",
    "worth",
    "worth_of",
]
