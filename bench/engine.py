"""The model's times, beside a plain simulation of the same answer."""

import csv
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit

from analysis import batch, scenario
from analysis.answer import answer
from analysis.forecast import forecast, odds_sufficient
from analysis.gate_smooth import Asked, smooth_gate
from analysis.repeats import odds_of_enough, repeat_share
from analysis.rules import rule_sets
from analysis.smooth import Cells, smooth_odds
from analysis.valid_count import distribution
from analysis.validity import elicit
from bench import report

DRAWS = 1_000_000
SIMULATIONS = 5
WARM_UP_ANSWERS = 50
ANSWERS = 200
# One string for each stage of the check; the invalid rate is varied.
STAGES = {
    "before the sample": "petition=gascon-2022",
    "after the sample": "petition=gascon-2022&as_of=sample",
    "during a count": "petition=gascon-2022&counted=300000&counted_valid=225000",
}
BATCH_ROWS, BATCH_RUNS, BATCH_SINGLES = 20_000, 3, 100
GRIDS = 25
GRID_RAW = np.linspace(600_000, 1_000_000, 100).round()
GRID_INVALID_PERCENT = np.linspace(5, 45, 100)
# The standard normal's 95 % point: a central 90 % interval is twice as wide.
Z95 = 1.6448536269514722


def figures() -> list[report.Figure]:
    """Measure in this process."""
    report.progress("engine: one scenario, then a grid, then the simulation")
    default = answer(scenario.read(""))
    return [
        _odds_alone(default["scenario"]),
        *(_one_scenario(name, string) for name, string in STAGES.items()),
        *_grid(default["scenario"]),
        _branches(default["scenario"]),
        *_batch(),
        *_simulation(default),
    ]


def _odds_alone(values: Mapping[str, Any]) -> report.Figure:
    """Odds, distribution, break-even: what there was to say before the path through the check."""
    repeats = repeat_share(percent=values["repeats"], pm=values["repeats_pm"])

    def odds(invalid: float) -> object:
        validity = elicit(percent=100.0 - invalid, pm=values["invalid_pm"])
        known = {"raw": values["raw"], "validity": validity, "repeats": repeats}
        return odds_of_enough(required=values["required"], **known), distribution(**known)

    times_ms = [_ms(partial(odds, 10 + 0.1 * i)) for i in range(WARM_UP_ANSWERS + ANSWERS)]
    name = "odds and distribution before the check"
    return report.at_most(name, median(times_ms[WARM_UP_ANSWERS:]), bound=1, unit=" ms")


def _one_scenario(name: str, string: str) -> report.Figure:
    # All different, so that nothing remembered is timed.
    readings = [
        scenario.read(f"{string}&invalid={10 + 0.1 * i:.1f}&invalid_pm=8")
        for i in range(WARM_UP_ANSWERS + ANSWERS)
    ]
    for reading in readings[:WARM_UP_ANSWERS]:
        answer(reading)
    times_ms = [_ms(partial(answer, reading)) for reading in readings[WARM_UP_ANSWERS:]]
    return report.at_most(f"all outputs, {name}", median(times_ms), bound=5, unit=" ms")


def _branches(values: Mapping[str, Any]) -> report.Figure:
    """The gate's three answers for petitions that share nothing but the requirement."""
    raw, invalid = (part.ravel() for part in np.meshgrid(GRID_RAW, GRID_INVALID_PERCENT))
    validity = elicit(percent=100.0 - invalid, pm=values["invalid_pm"])
    repeats = repeat_share(percent=values["repeats"], pm=values["repeats_pm"]).prior
    required = np.full(raw.shape, float(values["required"]))

    def grid() -> object:
        cells = Cells.of(
            raw=raw, mu=validity.mu, sigma=validity.sigma, repeats=(repeats.mu, repeats.sigma)
        )
        asked = Asked.of(
            cells,
            required,
            sufficient=smooth_odds(cells, required),
            rules=rule_sets()[values["rules"]],
            statistic=values["statistic"],
        )
        assert asked is not None
        return smooth_gate(asked, drift=values["drift"])

    grid()
    times_ms = [_ms(grid) for _ in range(GRIDS)]
    return report.Figure("the gate of 10,000 petitions", f"{median(times_ms):.0f} ms")


def _batch() -> list[report.Figure]:
    """Rows without evidence, all of whose numbers differ from row to row; and single calls."""
    random = np.random.default_rng(13)
    columns = [
        random.integers(600_000, 900_000, BATCH_ROWS).tolist(),
        *(
            random.uniform(low, high, BATCH_ROWS).round(3).tolist()
            for low, high in ((12, 35), (5, 13), (3, 8), (1.5, 2.5))
        ),
    ]
    header = ("raw", "invalid", "invalid_pm", "repeats", "repeats_pm")
    rows = list(zip(*columns, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        with source.open("w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        times_ms = [_ms(partial(batch.run, source, target)) for _ in range(1 + BATCH_RUNS)]
    a_second = 1000 * BATCH_ROWS / min(times_ms[1:])
    strings = ["&".join(map("{}={}".format, header, row)) for row in rows[:BATCH_SINGLES]]
    single_ms = [_ms(partial(_single, string)) for string in strings]
    times = a_second * median(single_ms) / 1000
    return [
        report.at_least("batch, rows a second without evidence", a_second, bound=20_000),
        report.Figure("batch, in rows by single calls", f"{times:.0f} to 1"),
    ]


def _single(string: str) -> object:
    reading = scenario.read(string)
    assert reading.scenario is not None
    return forecast(reading.scenario)


def _grid(values: Mapping[str, Any]) -> list[report.Figure]:
    common = {
        "required": values["required"],
        "invalid_pm": values["invalid_pm"],
        "repeats_percent": values["repeats"],
        "repeats_pm": values["repeats_pm"],
    }

    def grid() -> np.ndarray:
        return np.asarray(
            odds_sufficient(
                raw=GRID_RAW[:, None], invalid_percent=GRID_INVALID_PERCENT[None, :], **common
            )
        )

    odds = grid()
    times_ms = [_ms(grid) for _ in range(GRIDS)]
    apart = max(
        abs(odds[i, j] - float(odds_sufficient(raw=raw, invalid_percent=invalid, **common)))
        for i, raw in enumerate(GRID_RAW.tolist())
        for j, invalid in enumerate(GRID_INVALID_PERCENT.tolist())
    )
    return [
        report.at_most("100 x 100 grid, raw x invalid", median(times_ms), bound=50, unit=" ms"),
        report.at_most("the grid against 10,000 scalar answers", apart, bound=1e-6),
    ]


def _simulation(default: Mapping[str, Any]) -> list[report.Figure]:
    """Draw the default scenario's answer: odds, mean, spread and quantiles of the final count."""
    values = default["scenario"]
    results: list[float] = []
    times_ms: list[float] = []
    for seed in range(SIMULATIONS):
        start = time.perf_counter()
        results.append(_simulated(values, seed=seed))
        times_ms.append(1000 * (time.perf_counter() - start))
    simulated = float(np.mean(results))
    error = sqrt(simulated * (1 - simulated) / (DRAWS * SIMULATIONS))
    exact = default["odds"]["sufficient"]
    return [
        report.Figure("the same by simulation, 10^6 draws", f"{median(times_ms):.0f} ms"),
        report.Figure("odds by simulation, standard error", f"{simulated:.6f} +- {error:.6f}"),
        report.at_most(
            "model against simulation, in standard errors",
            abs(exact - simulated) / error,
            bound=4,
            note=f"{exact:.6f}",
        ),
    ]


def _simulated(values: Mapping[str, Any], *, seed: int) -> float:
    random = np.random.default_rng(seed)
    raw, required = values["raw"], values["required"]
    validity = _drawn(random, 100 - values["invalid"], values["invalid_pm"])
    repeat_share = np.minimum(_drawn(random, values["repeats"], values["repeats_pm"]), 0.5)
    final = random.binomial(raw, validity) * (1 - repeat_share)
    final.mean(), final.std(), np.quantile(final, (0.05, 0.25, 0.5, 0.75, 0.95))
    return float(np.mean(final >= required))


def _drawn(random: np.random.Generator, median_percent: float, half_width: float) -> np.ndarray:
    """Draw shares: logit-normal, the central 90 % interval ``2 * half_width`` points wide."""
    centre = logit(median_percent / 100)

    def too_wide(sigma: float) -> float:
        low, high = expit(centre + np.array([-Z95, Z95]) * sigma)
        return float(100 * (high - low) - 2 * half_width)

    sigma = brentq(too_wide, 0, 10, xtol=1e-12)
    return expit(random.normal(centre, sigma, DRAWS))


def _ms(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)
