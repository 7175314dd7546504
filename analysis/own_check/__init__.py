"""The campaign's own check, from counts by circulator, day or sheet."""

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
from analysis.own_check.found import Found, found_in, reasons_found
from analysis.own_check.offer import Offer, odds_with, offer
from analysis.own_check.reading import (
    MOST_BYTES,
    MOST_MEGABYTES,
    MOST_ROWS,
    ReadCheck,
    read_check,
)

__all__ = [
    "FEWEST_UNITS",
    "FILES_WITH_ALARM",
    "MOST_BYTES",
    "MOST_MEGABYTES",
    "MOST_ROWS",
    "Clustering",
    "Drivers",
    "Found",
    "Offer",
    "OwnCheck",
    "ReadCheck",
    "ReasonShare",
    "Unit",
    "UnitRate",
    "Worth",
    "clustering",
    "drivers",
    "example_file",
    "found_in",
    "keys_of",
    "odds_with",
    "offer",
    "read_check",
    "reason_keys",
    "reason_shares",
    "reasons_found",
    "with_check",
    "worth",
    "worth_of",
]
