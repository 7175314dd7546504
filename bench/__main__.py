"""Measure, print one table, and exit with 1 where a bound is missed.

``python -m bench`` runs all parts; ``python -m bench engine rerun`` those that are named.
"""

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence

from bench import report

PARTS = ("engine", "api", "desk", "rerun", "workers", "view")


def main(wanted: Sequence[str]) -> int:
    """Run the parts; return the exit status."""
    # As app.py has it, before the parts import numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if not set(wanted) <= set(PARTS):
        print(f"usage: python -m bench [{' | '.join(PARTS)}] ...", file=sys.stderr)
        return 2
    # A terminated run stops its servers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    figures = [figure for part in wanted or PARTS for figure in measured(part)]
    print(f"\n{report.table(figures)}")
    missed = [figure.name for figure in figures if figure.passed is False]
    if missed:
        print(f"\nMissed: {'; '.join(missed)}")
    return 1 if missed else 0


def measured(part: str) -> list[report.Figure]:
    """Return the part's figures; a part that cannot be measured is a missed one."""
    try:
        figures: list[report.Figure] = importlib.import_module(f"bench.{part}").figures()
    except Exception as error:  # noqa: BLE001 - the other parts are measured all the same
        traceback.print_exc()
        return [report.Figure(part, f"not measured: {type(error).__name__}", passed=False)]
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
