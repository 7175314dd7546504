"""The sentences of the replay: what was known on a day, and what the odds then were."""

from analysis.language import mark, t
from analysis.past_checks import CountReport, running_counts
from analysis.petitions import presets
from analysis.record_views import preset_of
from analysis.track_record.record import Replay, ReplayStep
from analysis.wording.labels import STEP_NAMES
from analysis.wording.numbers import ap_date, count
from analysis.wording.odds import odds_phrase, percent_phrase

COUNT = mark("Count")
ABOUT_COUNTS = mark(
    "“Looked at so far” is a running total that officials published while they were checking every "
    "signature: the odds are those of a scenario that holds this count and nothing later."
)


def step_name(step: ReplayStep) -> str:
    """What a step is called."""
    return t(COUNT) if step.step == "count" else STEP_NAMES.get(step.step, step.step)


def known(replay: Replay, step: ReplayStep) -> str:
    """What was known on the day of a step."""
    if step.step == "count":
        at = (replay.petition_id, step.date)
        reports = [one for one in running_counts() if (one.petition_id, one.date) == at]
        return _report(reports[-1]) if reports else "A count was under way."
    preset = presets().get(preset_of(replay))
    told = preset.step(step.step) if preset is not None else None
    return told.told() if told is not None else ""


def _report(report: CountReport) -> str:
    repeats = "" if report.repeats is None else f", {count(report.repeats)} repeats struck"
    return (
        f"Of {count(report.checked)} signatures looked at so far, {count(report.valid)} are valid "
        f"signers{repeats}."
    )


def odds_then(step: ReplayStep) -> str:
    """The odds of a step in words; a decision is none."""
    if not step.decided:
        return odds_phrase(step.odds)
    return f"Decided: found {_verdict(qualified=step.odds > 0.5)}"


def _verdict(*, qualified: bool) -> str:
    return "sufficient" if qualified else "insufficient"


def replay_title(replay: Replay) -> str:
    """The finding: the odds first and last before the decision, and how it ended."""
    open_steps = [step for step in replay.steps if not step.decided]
    end = "" if replay.qualified is None else f"; found {_verdict(qualified=replay.qualified)}"
    if not open_steps:
        return f"Decided on {ap_date(replay.steps[0].date)}{end}"
    first, last = open_steps[0], open_steps[-1]
    then = f"{percent_phrase(first.odds)} on {ap_date(first.date)}"
    if first == last:
        return f"{then[:1].upper()}{then[1:]}{end}"
    odds = [step.odds for step in open_steps]
    far = max(odds) if max(odds) > max(odds[0], odds[-1]) else min(odds)
    phrase = percent_phrase(far)
    told = {percent_phrase(first.odds), percent_phrase(last.odds)}
    through = "" if phrase in told else f" by way of {phrase}"
    return f"From {then}{through} to {percent_phrase(last.odds)} on {ap_date(last.date)}{end}"


def replay_alt(replay: Replay) -> str:
    """The replay in words."""
    return f"Steps of the odds by date. {replay.title}: {replay_title(replay)}."


def replay_name(replay: Replay) -> str:
    """A replay in the select box."""
    return f"{replay.title}, {replay.steps[0].date.year}"
