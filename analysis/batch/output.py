"""A file that is there whole or not at all."""

import os
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from analysis.batch.columns import NotUsableError

_MODE = 0o666


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Write to a file beside the path, which takes the path's place at the end.

    Whatever stops the writing, an interrupt or a signal to end too, leaves the path as it was and
    nothing beside it.

    Raises
    ------
    NotUsableError
        If nothing can be written there.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise NotUsableError(f"{path} is not a file that can be written.")
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else _MODE & ~_umask()
    with _ending_raises():
        try:
            handle, name = tempfile.mkstemp(
                prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent
            )
        except OSError as error:
            raise NotUsableError(f"{path} cannot be written: {error.strerror}.") from None
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.chmod(mode)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _ending_raises() -> Iterator[None]:
    """While this lasts, the signal to end raises, so that what is half done is cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _: Any) -> None:
    raise SystemExit(128 + number)
