"""The table that a run ends with."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

START = time.monotonic()
HEADINGS = ("figure", "measured", "bound", "aim", "")


@dataclass(frozen=True)
class Figure:
    """One line of the table; ``passed`` is None where there is nothing to miss."""

    name: str
    measured: str
    bound: str = ""
    aim: str = ""
    passed: bool | None = None

    def cells(self) -> tuple[str, ...]:
        verdict = {True: "pass", False: "FAIL", None: ""}[self.passed]
        return self.name, self.measured, self.bound, self.aim, verdict


def at_most(
    name: str,
    value: float,
    *,
    bound: float,
    aim: float | None = None,
    unit: str = "",
    note: str = "",
) -> Figure:
    """A figure that may not be above its bound."""
    return Figure(
        name,
        f"{_number(value)}{unit}{note and f'  ({note})'}",
        f"<= {bound:g}{unit}",
        "" if aim is None else f"{aim:g}{unit}",
        value <= bound,
    )


def at_least(
    name: str, value: float, *, bound: float, aim: float | None = None, note: str = ""
) -> Figure:
    """A figure that may not be below its bound."""
    return Figure(
        name,
        f"{_number(value)}{note and f'  ({note})'}",
        f">= {bound:g}",
        "" if aim is None else f"{aim:g}",
        value >= bound,
    )


def median_ratio(ours: Sequence[float], stock: Sequence[float]) -> float:
    """The median of the turns' ratios: what slows a turn slows both."""
    return median(our / other for our, other in zip(ours, stock, strict=True))


def _number(value: float) -> str:
    """Three significant digits, never in powers of ten where a person can read it without."""
    return f"{value:#.3g}".rstrip(".") if 1e-4 < abs(value) < 1000 or not value else f"{value:.2g}"


def table(figures: Sequence[Figure]) -> str:
    """All figures in columns."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def progress(text: str) -> None:
    """Say what is being done."""
    print(f"[{time.monotonic() - START:5.0f} s] {text}", flush=True)
