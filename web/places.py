"""Who is in the live version: its places, the pages handed out for them, and those just left.

A reader's live session costs memory and processor time for as long as she is there. So there is a
most; beyond it the address of a page gets the light page, and nobody waits for a place that does
not come. It closes when it is full and opens again only when a tenth is free, so that it does not
flap. Who is in stays in: nothing here ever ends a session.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

RESERVED_S = 15.0
"""Seconds from a page to its socket: a phone on a slow line loads a megabyte first."""
LOCKED_S = 0.25
"""Seconds for which another process's turn is waited for: all readers of this one wait too."""
KEPT_S = 10.0
"""Seconds that the place of a reader who has left waits for her: she may be loading anew."""
SESSIONS_A_CORE = 150
"""Readers who each move a slider every 15 seconds use about two thirds of a core."""
SESSION_BYTES = 1_000_000
FIRST_BYTES = 600_000_000
"""Memory of a process before its first reader, with room for the caches and the system."""
_RESERVED, _KEPT = "reserved", "kept"
# What a killed process leaves behind is sound without waiting for the disk.
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS live (client TEXT, worker INTEGER);
CREATE TABLE IF NOT EXISTS waiting (kind TEXT, client TEXT, until REAL);
CREATE TABLE IF NOT EXISTS state (only_row INTEGER PRIMARY KEY, full INTEGER);
INSERT OR IGNORE INTO state VALUES (1, 0);
"""
_CGROUP_LIMITS = (
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
)


class Places:
    """The places of one port, whether one process serves it or several.

    They are kept in SQLite, which several processes can write to: one of them hands out the page,
    another gets its socket, a third the page that is loaded anew. In memory where there is one.

    Parameters
    ----------
    most
        Live sessions at once, in all processes together.
    clock
        Seconds, from any beginning; the same for all processes.
    folder
        Where the processes of one port keep what they share; None where there is one.
    key
        Makes numbers of clients, so that no file holds a reader's address.
    """

    def __init__(
        self,
        most: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        folder: Path | None = None,
        key: bytes = b"",
    ) -> None:
        self.most = most
        self._clock = clock
        self._key = key[:64]
        self._worker = os.getpid()
        self._db = sqlite3.connect(
            folder / "places.db" if folder else ":memory:",
            isolation_level=None,  # transactions are begun and ended here
            check_same_thread=False,
            timeout=LOCKED_S,
        )
        self._db.executescript(_TABLES)
        with self._at_once():
            self._forget_the_dead()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def live(self) -> int:
        """Return how many sessions are live."""
        return self._number("SELECT count(*) FROM live")

    @property
    def reserved(self) -> int:
        """Return how many places are waiting for a page that was handed out, or for a return."""
        return self._number("SELECT count(*) FROM waiting WHERE until > ?", self._clock())

    def admits(self, client: str, *, reserve: bool = True, most_of_client: int) -> bool:
        """Say whether a page of the live version may be handed out.

        Parameters
        ----------
        client
            Who asks; whoever has just left finds her place.
        reserve
            Whether a place is kept for it: not for what never connects, such as a crawler.
        most_of_client
            Sessions and pages that one client may have at once.
        """
        name = self._named(client)
        with self._at_once():
            live = self._number("SELECT count(*) FROM live WHERE client = ?", name)
            if not reserve:
                return live > 0 or not self._is_full()
            if live + self._reserved_of(name) >= most_of_client:
                return False
            # A browser asks for a page anew before it leaves the old one.
            again = self._take(_KEPT, name) or (live > 0 and self._has_room_for_one_who_is_in())
            admitted = again or not self._is_full()
            if admitted:
                self._wait(_RESERVED, name, RESERVED_S)
        return admitted

    def enter(self, client: str) -> None:
        """Note that a socket has been accepted; it takes the place that waits for its client."""
        name = self._named(client)
        with self._at_once():
            _ = self._take(_RESERVED, name) or self._take(_KEPT, name)
            self._db.execute("INSERT INTO live VALUES (?, ?)", (name, self._worker))

    def leave(self, client: str) -> None:
        """Note that a socket has been closed."""
        name = self._named(client)
        with self._at_once():
            self._db.execute(
                "DELETE FROM live WHERE rowid ="
                " (SELECT min(rowid) FROM live WHERE client = ? AND worker = ?)",
                (name, self._worker),
            )
            self._wait(_KEPT, name, KEPT_S)

    def _reserved_of(self, name: str) -> int:
        return self._number(
            "SELECT count(*) FROM waiting WHERE kind = ? AND client = ? AND until > ?",
            _RESERVED, name, self._clock(),
        )  # fmt: skip

    def _has_room_for_one_who_is_in(self) -> bool:
        """Say so up to a tenth beyond the most: her old session is about to end."""
        return self.live + self.reserved < self.most + max(1, self.most // 10)

    def _is_full(self) -> bool:
        """Say whether no place is free; once full, it stays so until a tenth is."""
        taken = self.live + self.reserved
        was = self._number("SELECT full FROM state")
        full = taken > self.most - max(1, self.most // 10) if was else taken >= self.most
        if full != was:
            self._db.execute("UPDATE state SET full = ?", (full,))
        return full

    def _wait(self, kind: str, name: str, seconds: float) -> None:
        until = self._clock() + seconds
        self._db.execute("INSERT INTO waiting VALUES (?, ?, ?)", (kind, name, until))

    def _take(self, kind: str, name: str) -> bool:
        self._db.execute("DELETE FROM waiting WHERE until <= ?", (self._clock(),))
        taken = self._db.execute(
            "DELETE FROM waiting WHERE rowid ="
            " (SELECT min(rowid) FROM waiting WHERE kind = ? AND client = ?)",
            (kind, name),
        )
        return taken.rowcount > 0

    def _forget_the_dead(self) -> None:
        """Take out the sessions of a process that was killed: its readers come to others."""
        for (worker,) in self._db.execute("SELECT DISTINCT worker FROM live").fetchall():
            if not alive(worker):
                self._db.execute("DELETE FROM live WHERE worker = ?", (worker,))

    def _named(self, client: str) -> str:
        if not self._key:
            return client
        return hashlib.blake2b(client.encode(), digest_size=8, key=self._key).hexdigest()

    def _number(self, query: str, *values: float | str) -> int:
        return int(self._db.execute(query, values).fetchone()[0])

    @contextmanager
    def _at_once(self) -> Generator[None, None, None]:
        """Let nobody else look or write until the block ends."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def alive(pid: int) -> bool:
    """Say whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def usual_most(processes: int = 1) -> int:
    """Return how many live sessions this machine has room for, by its cores and its memory.

    Each process serves them on one core. A session takes under a megabyte once the libraries are
    in memory.
    """
    by_memory = int((memory_bytes() - processes * FIRST_BYTES) / SESSION_BYTES)
    return max(10, min(processes * SESSIONS_A_CORE, by_memory))


def memory_bytes() -> float:
    """Return the memory that this process may use: the machine's, or its container's if less."""
    try:
        found = float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):  # not a POSIX system
        found = 4e9
    for path in _CGROUP_LIMITS:
        try:
            found = min(found, float(Path(path).read_text(encoding="ascii")))
        except (OSError, ValueError):  # no container, or one without a limit: "max"
            continue
    return found
