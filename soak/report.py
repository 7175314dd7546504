"""What a crowd met: latencies by kind, throughput and errors."""

from collections.abc import Sequence

from locust.stats import RequestStats

from bench.report import progress

HEADINGS = ("what", "number", "errors", "p50 ms", "p95 ms", "p99 ms", "max ms", "a second")


def tell(stats: RequestStats) -> None:
    """Print what each kind of request took, and every error that there was."""
    entries = sorted(stats.entries.values(), key=lambda entry: (entry.method, entry.name))
    rows = [
        (
            entry.name,
            f"{entry.num_requests:,}",
            f"{entry.num_failures:,}",
            *(f"{entry.get_response_time_percentile(part):,.0f}" for part in (0.5, 0.95, 0.99)),
            f"{entry.max_response_time:,.0f}",
            f"{entry.total_rps:,.1f}",
        )
        for entry in entries
    ]
    print(columns([HEADINGS, *rows]))
    for problem in stats.errors.values():
        progress(f"error, {problem.occurrences} times: {problem.name}: {problem.error}")


def columns(rows: Sequence[Sequence[str]]) -> str:
    """All rows, the first column to the left and the numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def failures(stats: RequestStats) -> int:
    """How many requests, runs and arrivals did not end well."""
    return sum(problem.occurrences for problem in stats.errors.values())


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed; not a number where there are none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))] if ranked else float("nan")
