"""The sentences of the replay: what was known on a day, and what the odds then were."""

from analysis.language import capital, mark, t
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
    if step.step == "count":
        return t(COUNT)
    return t(STEP_NAMES[step.step]) if step.step in STEP_NAMES else step.step


def known(replay: Replay, step: ReplayStep) -> str:
    """What was known on the day of a step."""
    if step.step == "count":
        at = (replay.petition_id, step.date)
        reports = [one for one in running_counts() if (one.petition_id, one.date) == at]
        return _report(reports[-1]) if reports else t("A count was under way.")
    preset = presets().get(preset_of(replay))
    told = preset.step(step.step) if preset is not None else None
    return told.told() if told is not None else ""


def _report(report: CountReport) -> str:
    checked, valid = count(report.checked), count(report.valid)
    if report.repeats is None:
        return t(
            "Of {checked} signatures looked at so far, {valid} are valid signers.",
            checked=checked,
            valid=valid,
        )
    return t(
        "Of {checked} signatures looked at so far, {valid} are valid signers, {repeats} repeats "
        "struck.",
        checked=checked,
        valid=valid,
        repeats=count(report.repeats),
    )


def odds_then(step: ReplayStep) -> str:
    """The odds of a step in words; a decision is none."""
    if not step.decided:
        return odds_phrase(step.odds)
    return t("Decided: found sufficient") if step.odds > 0.5 else t("Decided: found insufficient")


def replay_title(replay: Replay) -> str:
    """The finding: the odds first and last before the decision, and how it ended."""
    finding = _way(replay)
    if replay.qualified is None:
        return finding
    if replay.qualified:
        return t("{finding}; found sufficient", finding=finding)
    return t("{finding}; found insufficient", finding=finding)


def _way(replay: Replay) -> str:
    """From the first odds to the last, by way of those that lie beyond both."""
    open_steps = [step for step in replay.steps if not step.decided]
    if not open_steps:
        return t("Decided on {date}", date=ap_date(replay.steps[0].date))
    first, last = open_steps[0], open_steps[-1]
    start, day = percent_phrase(first.odds), ap_date(first.date)
    if first == last:
        return capital(t("{odds} on {date}", odds=start, date=day))
    odds = [step.odds for step in open_steps]
    far = percent_phrase(max(odds) if max(odds) > max(odds[0], odds[-1]) else min(odds))
    end, last_day = percent_phrase(last.odds), ap_date(last.date)
    if far in (start, end):
        return t(
            "From {start} on {day} to {end} on {last_day}",
            start=start,
            day=day,
            end=end,
            last_day=last_day,
        )
    return t(
        "From {start} on {day} by way of {far} to {end} on {last_day}",
        start=start,
        day=day,
        far=far,
        end=end,
        last_day=last_day,
    )


def replay_alt(replay: Replay) -> str:
    """The replay in words."""
    return t(
        "Steps of the odds by date. {petition}: {title}.",
        petition=t(replay.title),
        title=replay_title(replay),
    )


def replay_name(replay: Replay) -> str:
    """A replay in the select box."""
    return f"{t(replay.title)}, {replay.steps[0].date.year}"
