"""First runs in turn, so that a burst of new readers does not slow those who are in.

Whoever comes has the answer before her eyes: it is in the page as it is sent. Whoever is in has
her hand on a slider.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 1
"""First runs at the same time in a process; with 3 a rerun beside them took six times as long."""
_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def in_turn(*, first: bool) -> Iterator[None]:
    """Run the block, a first run when its turn comes."""
    if not first:
        yield
        return
    with _turns:
        yield
