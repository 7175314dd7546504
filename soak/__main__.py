"""Play the parts, print what they met and one table, and exit with 1 where a figure is missed.

``python -m soak`` plays all; ``python -m soak arrivals sessions`` those that are named. The crowd
is one process on the same machine as the server: on two cores it takes one of them.
"""

# Before anything opens a socket.
from gevent import monkey

monkey.patch_all()

import argparse
import importlib
import logging
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace

from bench.report import Figure, table
from soak.neighbors import Neighbors
from soak.scale import SHORT, Scale

PARTS = {
    "light": "light", "arrivals": "arrivals", "hostile": "hostile", "sigterm": "ending",
    "crowd": "mixed", "sessions": "sessions",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Play; return the exit status."""
    wanted = read(arguments)
    # A terminated run stops its servers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    logging.basicConfig(level=logging.WARNING)
    scale = SHORT if wanted.short else replace(
        Scale(), minutes=wanted.minutes, readers=wanted.readers, sessions=wanted.sessions
    )  # fmt: skip
    figures = [figure for part in wanted.parts or PARTS for figure in played(part, scale)]
    print(f"\n{table(figures)}")
    missed = [figure.name for figure in figures if figure.passed is False]
    if missed:
        print(f"\nMissed: {'; '.join(missed)}")
    return 1 if missed else 0


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    usual = Scale()
    parser = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    parser.add_argument("--minutes", type=float, default=usual.minutes, help="of the crowd")
    parser.add_argument("--readers", type=int, default=usual.readers, help="in the crowd")
    parser.add_argument("--sessions", type=int, default=usual.sessions, help="opened and closed")
    parser.add_argument("--short", action="store_true", help="a little of everything")
    return parser.parse_args(arguments)


def played(part: str, scale: Scale) -> list[Figure]:
    """Return the part's figures; a part that cannot be played is a missed one."""
    neighbors = Neighbors()
    try:
        found: list[Figure] = importlib.import_module(f"soak.{PARTS[part]}").figures(scale)
    except Exception as error:  # noqa: BLE001 - the other parts are played all the same
        traceback.print_exc()
        return [Figure(part, f"not measured: {type(error).__name__}", passed=False)]
    return [*found, Figure(f"{part}: cores that others used", f"{neighbors.cores():.2f}")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
