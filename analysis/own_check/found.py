"""What a file was found to hold: its check, how alike its units are, and what drives its rate."""

from dataclasses import dataclass

from analysis.own_check.clustering import Clustering, clustering
from analysis.own_check.counts import OwnCheck
from analysis.own_check.drivers import Drivers, ReasonShare, drivers, reason_shares
from analysis.own_check.reading import ReadCheck, read_check
from analysis.scenario import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a file.

    Attributes
    ----------
    read : ReadCheck
    clustering : Clustering or None
        None where the counts cannot tell how alike the signatures of a unit are.
    drivers : Drivers or None
        None there too: rates are pooled by what the clustering says.
    """

    read: ReadCheck
    clustering: Clustering | None
    drivers: Drivers | None

    @property
    def check(self) -> OwnCheck | None:
        """The counts; None if the file is refused, or has no row that can be used."""
        return self.read.check


def found_in(data: bytes) -> Found:
    r"""Read a file, and find what its counts say by themselves. Never raises.

    Examples
    --------
    >>> told = found_in(b"checked,valid\n2000,1600\n")
    >>> told.check.valid, told.clustering, told.drivers
    (1600, None, None)
    """
    read = read_check(data)
    alike = clustering(read.check) if read.check else None
    return Found(
        read=read,
        clustering=alike,
        drivers=drivers(read.check, alike) if read.check and alike else None,
    )


def reasons_found(reading: Reading, found: Found) -> tuple[ReasonShare, ...]:
    """The reasons beside those of the past petitions that a scenario's prior rests on.

    Their ranges are those of a check of the weight found, or of the usual one.
    """
    if found.check is None:
        return ()
    usual = reading.defaults.version.check_weight
    return reason_shares(
        found.check,
        weight=found.clustering.weight if found.clustering else usual,
        past=reading.defaults.prior.reasons,
    )
