"""What would have been said, and when: petitions whose dates are known, day by day."""

import datetime as dt
from collections.abc import Iterator

from analysis import scenario
from analysis.forecast import forecast
from analysis.past_checks import CountReport, running_counts
from analysis.past_petitions import PastPetition, by_preset
from analysis.petitions import Preset, presets
from analysis.scenario import Reading
from analysis.track_record.record import Replay, ReplayStep


def replays() -> tuple[Replay, ...]:
    """Every petition with two known days or more, the latest first."""
    found = []
    for preset in presets().values():
        row = by_preset().get(preset.id)
        steps = tuple(sorted(_steps(preset, row), key=lambda step: step.date))
        if len({step.date for step in steps}) > 1:
            qualified = row.qualified if row is not None else None
            name = row.petition_id if row is not None else preset.id.replace("-", "_")
            found.append(
                Replay(petition_id=name, title=preset.title, qualified=qualified, steps=steps)
            )
    return tuple(found)


def _steps(preset: Preset, row: PastPetition | None) -> Iterator[ReplayStep]:
    for step in preset.steps:
        if step.name == "outcome":
            known = row is None or row.decided_on is not None
        else:
            known = preset.filed_to == "day"
        if known:
            pairs = [("petition", preset.id), ("as_of", step.name)]
            yield _step(step.date, step.name, scenario.read(pairs))
    if row is None:
        return
    for report in running_counts():
        if report.petition_id == row.petition_id and preset.steps[0].raw is not None:
            reading = _during(preset, report)
            if not reading.problems:
                yield _step(report.date, "count", reading)


def _during(preset: Preset, report: CountReport) -> Reading:
    pairs = [
        ("petition", preset.id),
        ("as_of", "raw"),
        ("counted", str(report.checked)),
        ("counted_valid", str(report.valid)),
    ]
    if report.repeats is not None:
        pairs.append(("counted_repeats", str(report.repeats)))
    return scenario.read(pairs)


def _step(day: dt.date, name: str, reading: Reading) -> ReplayStep:
    assert reading.scenario is not None, "a preset has a scenario"
    found = forecast(reading.scenario)
    return ReplayStep(
        date=day,
        step=name,
        odds=found.qualifies,
        decided=found.decided,
        string=scenario.address(reading),
    )
