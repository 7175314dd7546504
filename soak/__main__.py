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
from soak.server import Server

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
    parts = wanted.parts or list(PARTS)
    figures = together(parts, scale) if wanted.short else apart(parts, scale)
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


def apart(parts: Sequence[str], scale: Scale) -> list[Figure]:
    """Play each part on a server of its own; tell beside whom."""
    figures: list[Figure] = []
    for part in parts:
        neighbors = Neighbors()
        with Server(**scale.settings(part)) as server:
            figures += played(part, scale, server)
        figures.append(Figure(f"{part}: cores that others used", f"{neighbors.cores():.2f}"))
    return figures


def together(parts: Sequence[str], scale: Scale) -> list[Figure]:
    """Play all on one server, with the settings of all, but for what fills or ends it."""
    own = [part for part in parts if part == "arrivals"]
    shared = sorted((part for part in parts if part not in own), key="sigterm".__eq__)
    figures = apart(own, scale)
    settings = {name: text for part in shared for name, text in scale.settings(part).items()}
    with Server(**settings) as server:
        figures += [figure for part in shared for figure in played(part, scale, server)]
    return figures


def played(part: str, scale: Scale, server: Server) -> list[Figure]:
    """Return the part's figures; a part that cannot be played is a missed one."""
    try:
        found: list[Figure] = importlib.import_module(f"soak.{PARTS[part]}").figures(scale, server)
    except Exception as error:  # noqa: BLE001 - the other parts are played all the same
        traceback.print_exc()
        return [Figure(part, f"not measured: {type(error).__name__}", passed=False)]
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
