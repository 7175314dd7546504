"""The track record as it was built: what the page reads."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from analysis.data_files import DATA, DataError, named
from analysis.track_record.build import COMMAND, FILE, hashes
from analysis.track_record.record import TrackRecord
from analysis.versions import today


@cache
def track_record(folder: Path = DATA) -> TrackRecord:
    """The track record in ``data/built/``.

    Raises
    ------
    DataError
        If it does not hold what it must.
    """
    try:
        return TrackRecord.model_validate_json((folder / FILE).read_text("utf-8"))
    except ValidationError as error:
        raise DataError(f"data/{FILE}, {named(error)}; `{COMMAND}` builds it anew") from error


def is_current(record: TrackRecord, folder: Path = DATA) -> bool:
    """Whether it is that of the data and of today's model version."""
    return record.inputs == hashes(folder) and record.model == today().id
