"""The track record as it is written and read: every forecast, every score, every comparison.

``data/built/track_record.json`` is one ``TrackRecord``. Odds and rates run from 0 to 1, invalid
rates and repeat shares are in %. A score is lower the better it is.
"""

import datetime as dt

from analysis.data_files import Row
from analysis.track_record.calibration import Corp
from analysis.track_record.scores import Coverage


class Said(Row):
    """A forecast of a past petition, held against what happened.

    Attributes
    ----------
    odds : float
        That officials find it sufficient.
    informants : int
        Petitions behind the defaults.
    too_few : bool
        True where fewer than the least number had been decided, so that later ones were used.
    net_low, net_middle, net_high : float
        Net validity (valid signers over raw): ends of the 80% interval, and median.
    net, pit, crps : float or None
        What a whole count found; P(no more than that); and the CRPS: where it is known.
    """

    odds: float
    invalid: float
    invalid_pm: float
    repeats: float
    repeats_pm: float
    informants: int
    too_few: bool
    net_low: float
    net_middle: float
    net_high: float
    net: float | None
    pit: float | None
    crps: float | None


class Forecast(Row):
    """A petition's forecasts before its check: as of filing, and leaving only itself out.

    ``decided`` is the last day of its year where the day is not known.
    """

    petition_id: str
    preset_id: str
    title: str
    campaign: str
    place: str
    kind: str
    year: int
    filed: dt.date | None
    decided: dt.date
    required: int
    raw: int
    outcome: str
    qualified: bool
    as_of: Said
    left_out: Said
    note: str


class AfterSample(Row):
    """A petition's forecast once its sample was known and every signature was to be counted.

    ``derived`` is True where the sample's own numbers were not printed and follow from the
    projection. ``drift`` is estimated from the other petitions.
    """

    petition_id: str
    preset_id: str
    title: str
    campaign: str
    year: int
    sample: int
    sample_valid: int
    derived: bool
    drift: float
    required_share: float
    sample_share: float
    qualified: bool
    said: Said


class Score(Row):
    """Mean scores of one forecaster; the CRPS is that of the net validity, where it is known."""

    forecaster: str
    of: int
    brier: float
    log: float
    crps: float | None
    crps_of: int


class Against(Row):
    """Ours less a rival's mean score, and its 95% bootstrap interval over campaigns."""

    rival: str
    score: str
    of: int
    mean: float
    low: float
    high: float


class ReliabilityPoint(Row):
    """Odds given, how often it happened at such odds, and the band of a calibrated forecaster."""

    odds: float
    recalibrated: float
    low: float
    high: float
    happened: bool


class ScoreSet(Row):
    """Scores on one set of petitions: ``as_of``, ``left_out`` or ``after_sample``."""

    name: str
    of: int
    happened: int
    scores: tuple[Score, ...]
    against: tuple[Against, ...]
    coverage: tuple[Coverage, ...]
    pit_counts: tuple[int, ...]
    corp: Corp
    spiegelhalter_z: float
    reliability: tuple[ReliabilityPoint, ...]


class Candidate(Row):
    """A way to pool past petitions, by its mean log score of gross validity (lower is better).

    ``left_out`` and ``as_of`` with the interval of the difference to one pool.
    """

    name: str
    chosen: bool
    left_out: float
    left_out_against: Against
    as_of: float
    as_of_against: Against


class Selection(Row):
    """What the choice of petitions does to the default of a large California petition.

    ``invalid``, ``invalid_pm`` in %; ``petitions`` behind it.
    """

    name: str
    petitions: int
    invalid: float
    invalid_pm: float


class Published(Row):
    """A share that someone else published of all petitions, and what the prior says of it."""

    name: str
    published: float
    prior: float
    source_url: str


class ReplayStep(Row):
    """What would have been said on a day, with what was known by then.

    ``step`` is a step's name or ``count`` (of a count under way); ``string`` opens the scenario.
    """

    date: dt.date
    step: str
    odds: float
    decided: bool
    string: str


class Replay(Row):
    """A petition day by day."""

    petition_id: str
    title: str
    qualified: bool | None
    steps: tuple[ReplayStep, ...]


class Excluded(Row):
    """A petition that cannot be scored, and why."""

    petition_id: str
    title: str
    reason: str


class TrackRecord(Row):
    """Everything. ``inputs`` holds the hash of every file that it was worked out from."""

    model: str
    command: str
    inputs: dict[str, str]
    sets: tuple[ScoreSet, ...]
    forecasts: tuple[Forecast, ...]
    after_sample: tuple[AfterSample, ...]
    candidates: tuple[Candidate, ...]
    selection: tuple[Selection, ...]
    published: tuple[Published, ...]
    replays: tuple[Replay, ...]
    excluded: tuple[Excluded, ...]

    def score_set(self, name: str) -> ScoreSet:
        """The scores on one set of petitions."""
        return next(one for one in self.sets if one.name == name)
