"""Model versions: the constants and defaults of each, for ever. ``data/model_versions.toml``."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import Field, HttpUrl

from analysis.data_files import DATA, Row, read_tables
from analysis.pooling import Design


class PriorChoice(Row):
    """Which past petitions make the defaults, and by which model.

    Attributes
    ----------
    fewest : int
        With fewer decided before the date, later ones are used too.
    interval : float
        Share of the predictive distribution within the default width.
    design : Design
        Of the model of ``analysis.pooling``; the table ``first_prior`` has a rule of its own.
    """

    table: Literal["first_prior", "petitions"]
    fewest: int = Field(ge=2)
    interval: float = Field(gt=0.0, lt=1.0)
    design: Design = Design()


class ReasonCounts(Row):
    """Counts by reason of one full breakdown; they split the default invalid rate."""

    petition: str
    source: HttpUrl
    not_registered: int = Field(ge=0)
    address: int = Field(ge=0)
    mismatch: int = Field(ge=0)
    cancelled: int = Field(ge=0)
    out_of_area: int = Field(ge=0)
    other: int = Field(ge=0)

    def shares(self) -> tuple[float, ...]:
        """Share of each reason, in their order here."""
        counts = (
            self.not_registered, self.address, self.mismatch, self.cancelled, self.out_of_area,
            self.other,
        )  # fmt: skip
        return tuple(count / sum(counts) for count in counts)


class ModelVersion(Row):
    """Constants and defaults of one version of the model. Units: see the data file.

    ``repeats``, ``repeats_pm`` and ``reasons`` are None where past petitions give them.
    ``formula`` says what a version changed in a formula itself, in a sentence without its full
    stop; empty where none did.
    """

    id: str = Field(max_length=20)
    date: dt.date
    changes: str
    formula: str = ""
    repeats: float | None = None
    repeats_pm: float | None = None
    drift: float
    drift_counted: float
    check_weight: float
    check_bias: float
    check_bias_sd: float
    sample_days: int
    speed_pm: float
    widest_sd: float
    prior: PriorChoice
    reasons: ReasonCounts | None = None


@cache
def versions() -> Mapping[str, ModelVersion]:
    """All model versions by id, oldest first.

    Raises
    ------
    DataError
        If a table breaks the schema.
    """
    return read_tables(DATA, "model_versions.toml", ModelVersion)


def today() -> ModelVersion:
    """The version that computes new links."""
    return list(versions().values())[-1]


def since(version: str) -> tuple[ModelVersion, ...]:
    """The versions after one, oldest first.

    Examples
    --------
    >>> [later.id for later in since("2026-11")]
    ['2026-11.2']
    """
    found = list(versions().values())
    return tuple(found[list(versions()).index(version) + 1 :])


def computable(version: str) -> bool:
    """Whether the numbers of a version can be worked out today: no later one changed a formula.

    Constants and defaults are kept, formulas are not.

    Examples
    --------
    >>> computable("2026-11")
    True
    """
    return not any(later.formula for later in since(version))
