"""What came of a sample: why a full count of the same petition found fewer valid.

A sample sees a repeat only if both copies are drawn; a full count sees them all (2 CCR 20531).
"""

from dataclasses import dataclass

from analysis.petitions import Preset
from analysis.sample_questions import pair_share


@dataclass(frozen=True, slots=True)
class SampleStory:
    """A sample and the full count that followed, in announced numbers and what follows from them.

    Attributes
    ----------
    one_in : int
        A repeat is seen in the sample one time in so many.
    pairs_expected : float
        Repeats that the sample was expected to show.
    naive : float
        N v / n: the sample's projection without repeats. Signatures.
    expected : float
        The same less the repeats that the sample did not see, N v / n - (1 - n/N) D.
    """

    raw: int
    sample: int
    sample_valid: int
    counted_valid: int
    counted_repeats: int
    one_in: int
    pairs_expected: float
    naive: float
    expected: float

    @property
    def sample_percent(self) -> float:
        """Valid in the sample, %."""
        return 100.0 * self.sample_valid / self.sample

    @property
    def counted_percent(self) -> float:
        """Valid in the full count, %."""
        return 100.0 * self.counted_valid / self.raw


def sample_story(preset: Preset | None) -> SampleStory | None:
    """The story of a petition of the table; None without a sample, or a count with its repeats.

    Examples
    --------
    >>> from analysis.petitions import presets
    >>> story = sample_story(presets()["gascon-2022"])
    >>> round(story.expected), round(story.pairs_expected, 1), story.one_in
    (518226, 109.0, 400)
    """
    if preset is None:
        return None
    told: dict[str, int | str] = {}
    for step in preset.steps:
        told.update(step.evidence)
    names = ("sample", "sample_valid", "counted", "counted_valid", "counted_repeats")
    if not all(isinstance(told.get(name), int) for name in names):
        return None
    n, v, raw, valid, repeats = (int(told[name]) for name in names)
    naive = raw * v / n
    both = pair_share(raw=raw, sample=n)
    return SampleStory(
        raw=raw,
        sample=n,
        sample_valid=v,
        counted_valid=valid,
        counted_repeats=repeats,
        one_in=round(1.0 / both),
        pairs_expected=repeats * both,
        naive=naive,
        expected=naive - (1.0 - n / raw) * repeats,
    )
