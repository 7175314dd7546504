"""The defaults of a petition as of a date, under a model version."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from analysis.past_petitions import by_preset
from analysis.petitions import Preset, presets
from analysis.prior import AUTO, Prior, Wanted, default_prior
from analysis.rules import law_for, rule_sets
from analysis.scenario.keys import KEYS, REASONS, Value
from analysis.scenario.model import Defaults
from analysis.versions import ModelVersion, versions

CUSTOM = "custom"
FIRST_PRESET = "gascon-2022"
CUSTOM_FILED = dt.date(2022, 7, 6)


def next_november_election(after: dt.date) -> dt.date:
    """First Tuesday after the first Monday of the next November of an even year.

    Examples
    --------
    >>> import datetime as dt
    >>> next_november_election(dt.date(2022, 7, 6)).isoformat()
    '2022-11-08'
    >>> next_november_election(dt.date(2026, 11, 24)).isoformat()
    '2028-11-07'
    """
    for year in range(after.year, after.year + 3):
        first = dt.date(year, 11, 1)
        tuesday = first + dt.timedelta(days=(7 - first.weekday()) % 7 + 1)
        if year % 2 == 0 and tuesday > after:
            return tuesday
    raise AssertionError("an even year comes within three")


def step_of(preset: Preset, as_of: str | dt.date) -> str | None:
    """The step that ``as_of`` names: itself, or the last one on or before a date; None if none."""
    if isinstance(as_of, str):
        return as_of if preset.step(as_of) else None
    past = [step.name for step in preset.steps if step.date <= as_of]
    return past[-1] if past else None


def first_choice_of_step(preset: Preset) -> str:
    """The step at which a preset opens: its raw count if that is known."""
    return "raw" if preset.step("raw") else preset.steps[0].name


@lru_cache(maxsize=1024)
def defaults_of(
    *,
    petition: str,
    as_of: str | dt.date,
    model: str,
    filed: dt.date | None = None,
    rules: str | None = None,
    required: int | None = None,
    like: str = AUTO,
) -> Defaults:
    """Everything that a petition is taken to be as of a step or date.

    ``filed``, ``rules``, ``required`` and ``like`` (the class) are what the string gives: other
    defaults follow from them.
    """
    version = versions()[model]
    preset = presets().get(petition)
    filed_on = filed or (preset.filed if preset else CUSTOM_FILED)
    if preset is None:
        step = "filed" if isinstance(as_of, str) else ""
        known_on = filed_on if isinstance(as_of, str) else as_of
    else:
        step = step_of(preset, as_of) or preset.steps[0].name
        named = preset.step(step)
        assert named is not None, "step_of gives steps of the preset"
        known_on = as_of if isinstance(as_of, dt.date) else named.date
    law = _law(preset, filed_on)
    wanted = _wanted(preset, step, rules or law, required)
    prior = default_prior(as_of=known_on, version=version, wanted=wanted, like=like)
    values = _everywhere(version, prior)
    values.update(petition=petition, as_of=as_of, rules=law)
    values["filed"] = preset.filed if preset else CUSTOM_FILED
    values["statistic"] = rule_sets()[rules or law].statistic
    if preset is None:
        values["election"] = next_november_election(filed_on)
    else:
        values["required"] = preset.required
        values["election"] = preset.election
        for known in preset.known_by(step):
            if known.raw is not None:
                values["raw"] = known.raw
            values.update(known.evidence)
    return Defaults(
        values=MappingProxyType(values),
        preset=preset,
        step=step,
        known_on=known_on,
        version=version,
        prior=prior,
        reason_split=split_by_reason(prior, float(prior.invalid_percent)),
    )


def _law(preset: Preset | None, filed: dt.date) -> str:
    if preset is None:
        return law_for(state="CA", kind="recall", level="county", filed=filed).id
    return law_for(state=preset.state, kind=preset.kind, level=preset.level, filed=filed).id


def _wanted(preset: Preset | None, step: str, rules: str, required: int | None) -> Wanted:
    """The petition as the past ones are compared with it: a custom one by its law and size.

    How large a part of its signatures has to be valid counts where the raw count is a fact, as of
    the step. A typed-in one is there to be moved, and the estimate must not move with it.
    """
    if preset is None:
        law = rule_sets()[rules]
        return Wanted.of(
            state=law.state, kind=law.kinds[0] if law.kinds else "recall", required=required
        )
    past = by_preset().get(preset.id)
    return Wanted.of(
        petition=past.petition_id if past else "",
        campaign=past.campaign if past else "",
        state=preset.state,
        kind=preset.kind,
        required=preset.required,
        raw=next((known.raw for known in reversed(preset.known_by(step)) if known.is_count), None),
    )


def _everywhere(version: ModelVersion, prior: Prior) -> dict[str, Value]:
    """Defaults that hold for every petition, with nothing known."""
    values: dict[str, Value] = dict.fromkeys(KEYS)
    values["class"] = AUTO
    values.update(
        v=1,
        model=version.id,
        name="",
        invalid=prior.invalid_percent,
        invalid_pm=prior.invalid_pm,
        repeats=prior.repeats_percent,
        repeats_pm=prior.repeats_pm,
        rounding="worksheet",
        sample=0,
        gate="unknown",
        check=0,
        check_bias=version.check_bias,
        check_bias_sd=version.check_bias_sd,
        counted=0,
        holidays_add=(),
        holidays_drop=(),
        sample_days=version.sample_days,
        meetings=("tue",),
        order_lag=0,
        strike_invalid=0,
        strike_repeats=0,
    )
    return values


def split_by_reason(prior: Prior, invalid_percent: float) -> Mapping[str, float]:
    """An invalid rate split as past petitions' breakdowns are, to 0.1, adding up to it exactly.

    Rounded down, then the largest remainders get the tenths that are missing.

    Examples
    --------
    >>> prior = defaults_of(petition="gascon-2022", as_of="raw", model="2026-11").prior
    >>> split = split_by_reason(prior, 24.5)
    >>> split["not_registered"], round(sum(split.values()), 9)
    (13.8, 24.5)
    """
    tenths = round(invalid_percent * 10.0)
    exact = {reason: tenths * share for reason, share in zip(REASONS, prior.reasons, strict=True)}
    floor = {reason: int(part) for reason, part in exact.items()}
    missing = tenths - sum(floor.values())
    for reason in sorted(REASONS, key=lambda name: floor[name] - exact[name])[:missing]:
        floor[reason] += 1
    split = {reason: part / 10.0 for reason, part in floor.items()}
    rest = round(invalid_percent - tenths / 10.0, 9)
    split["not_registered"] = round(split["not_registered"] + rest, 9)
    return MappingProxyType(split)
