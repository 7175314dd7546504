"""Model versions: the constants and defaults of each, for ever. ``data/model_versions.toml``."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

from analysis.petitions import DATA, DataError


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PriorChoice(_Table):
    """Which past petitions make the default invalid rate."""

    table: Literal["past_petitions"]
    fewest: int = Field(ge=2)
    interval: float = Field(gt=0.0, lt=1.0)


class ReasonCounts(_Table):
    """Counts by reason of one full breakdown; they split the default invalid rate."""

    petition: str
    source: HttpUrl
    not_registered: int = Field(ge=0)
    address: int = Field(ge=0)
    mismatch: int = Field(ge=0)
    cancelled: int = Field(ge=0)
    out_of_area: int = Field(ge=0)
    other: int = Field(ge=0)


class ModelVersion(_Table):
    """Constants and defaults of one version of the model. Units: see the data file."""

    id: str = Field(max_length=20)
    date: dt.date
    changes: str
    repeats: float
    repeats_pm: float
    drift: float
    drift_counted: float
    check_weight: float
    check_bias: float
    check_bias_sd: float
    sample_days: int
    speed_pm: float
    widest_sd: float
    prior: PriorChoice
    reasons: ReasonCounts


@cache
def versions() -> Mapping[str, ModelVersion]:
    """All model versions by id, oldest first."""
    found: dict[str, ModelVersion] = {}
    tables = tomllib.loads((DATA / "model_versions.toml").read_text("utf-8"))
    for name, table in tables.items():
        try:
            found[name] = ModelVersion.model_validate({"id": name, **table})
        except ValidationError as error:
            first = error.errors()[0]
            column = ".".join(str(part) for part in first["loc"])
            message = f"data/model_versions.toml, table {name}, {column}: {first['msg']}"
            raise DataError(message) from error
    return MappingProxyType(found)


def today() -> ModelVersion:
    """The version that computes new links."""
    return list(versions().values())[-1]
