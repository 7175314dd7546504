"""What a campaign's own check has found: counts, by unit where the file has one."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Unit = Literal["circulator", "day", "sheet"]
UNITS: tuple[Unit, ...] = get_args(Unit)
"""Of several in one file the first is used: the coarser one holds what its parts share."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class OwnCheck:
    """Counts of a campaign's own check. Signatures; U units, or one for a file without units.

    Attributes
    ----------
    unit : str or None
        What the units are; None where the file does not part its counts.
    names : tuple of str
        The units' codes, in the file's order.
    checked, invalid : numpy.ndarray
        Looked at, and otherwise invalid (everything but repeats), of shape (U,).
    by_reason : numpy.ndarray or None
        The invalid ones by reason of ``analysis.scenario.REASONS``, of shape (U, 6).
    repeats : int or None
        Second copies found, in all; None where the file does not say. They count as otherwise
        valid: the model strikes repeats by itself.
    reasons : tuple of str
        The reasons that the file parts; invalid ones of no such reason are ``other``.
    """

    unit: Unit | None
    names: tuple[str, ...]
    checked: Counts
    invalid: Counts
    by_reason: Counts | None
    repeats: int | None
    reasons: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Signatures looked at."""
        return int(self.checked.sum())

    @property
    def valid(self) -> int:
        """Signatures otherwise valid, repeats not struck."""
        return self.size - int(self.invalid.sum())

    @property
    def units(self) -> int:
        """How many units the counts are parted by; 0 where they are not."""
        return len(self.names)


def in_all(*, size: int, valid: int) -> OwnCheck:
    """A check of which only the totals are known.

    Examples
    --------
    >>> in_all(size=2000, valid=1600).valid
    1600
    """
    return OwnCheck(
        unit=None,
        names=(),
        checked=np.array([size]),
        invalid=np.array([size - valid]),
        by_reason=None,
        repeats=None,
    )
