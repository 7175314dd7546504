"""What a running count has decided already, whatever is left turns out to be."""

from dataclasses import dataclass
from typing import Literal

from analysis.scenario import Scenario

Decided = Literal["enough", "not_enough", "open"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a count under way can end at.

    Attributes
    ----------
    counted, valid, left : int
        Signatures looked at, distinct valid signers among them, signatures not yet looked at.
    worst, best : int
        The final valid count if none of what is left is valid and new, and if all of it is.
    required : int
    """

    counted: int
    valid: int
    left: int
    required: int

    @property
    def worst(self) -> int:
        """Nothing more is valid: a signer found valid stays one."""
        return self.valid

    @property
    def best(self) -> int:
        """All that is left is valid, and each by someone new."""
        return self.valid + self.left

    @property
    def decided(self) -> Decided:
        """Whether the count can still end either way."""
        if self.worst >= self.required:
            return "enough"
        return "not_enough" if self.best < self.required else "open"

    @property
    def share_needed(self) -> float | None:
        """The share of what is left that must be valid and new; None where it is decided."""
        return (self.required - self.valid) / self.left if self.decided == "open" else None

    @property
    def share_so_far(self) -> float:
        """The share that was, of what was looked at."""
        return self.valid / self.counted


def bounds_of(scenario: Scenario) -> Bounds | None:
    """The bounds of a count; None before one.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> found = bounds_of(read("counted=300000&counted_valid=215000").scenario)
    >>> found.worst, found.best, round(found.share_needed, 3)
    (215000, 630833, 0.846)
    """
    if not scenario.counted or scenario.counted_valid is None:
        return None
    return Bounds(
        counted=scenario.counted,
        valid=scenario.counted_valid,
        left=scenario.raw - scenario.counted,
        required=scenario.required,
    )
