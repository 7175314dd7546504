"""What would have been said once a petition's sample was known, before its full count.

Every petition in hand with both. Where the sample's own numbers were not printed they follow from
the official projection. The drift between sample and count is estimated from the other petitions.
"""

import math

from analysis import scenario
from analysis.drift import drift_estimate
from analysis.past_checks import SampleAndCount, samples_and_counts
from analysis.past_petitions import PastPetition, past_petitions
from analysis.petitions import presets
from analysis.scenario import Reading
from analysis.track_record.forecasts import said
from analysis.track_record.record import AfterSample


def after_samples() -> tuple[AfterSample, ...]:
    """The forecast of each petition with a sample and a full count."""
    by_id = {row.petition_id: row for row in past_petitions()}
    pairs = [(case, by_id.get(case.petition_id)) for case in samples_and_counts()]
    return tuple(
        _after(case, row)
        for case, row in pairs
        if row is not None and row.country == "US" and row.preset_id in presets()
    )


def _after(case: SampleAndCount, row: PastPetition) -> AfterSample:
    size = row.sample or case.sample or math.ceil(case.raw * (case.law_share or 0.0))
    drift = round(drift_estimate(leave_out=case.petition_id).scale, 3)
    first = scenario.read([("petition", row.preset_id), ("as_of", "raw")])
    assert first.scenario is not None, "it is a preset"
    valid, repeats = _sample_of(case, row, size=size, repeats_percent=first.scenario.repeats)
    reading = _with_sample(case, row, size=size, valid=valid, repeats=repeats, drift=drift)
    at = reading.scenario
    assert at is not None, "it is a preset"
    assert not reading.problems, f"{case.petition_id}: {reading.problems}"
    qualified = case.full_valid >= case.required
    return AfterSample(
        petition_id=row.petition_id,
        preset_id=row.preset_id,
        title=row.title,
        campaign=row.campaign,
        year=case.year,
        sample=size,
        sample_valid=valid,
        derived=row.sample_valid is None,
        drift=drift,
        required_share=at.required / at.raw,
        sample_share=valid / size,
        qualified=qualified,
        said=said(row, at, reading.defaults.prior),
    )


def _with_sample(
    case: SampleAndCount,
    row: PastPetition,
    *,
    size: int,
    valid: int,
    repeats: int | None,
    drift: float,
) -> Reading:
    """The scenario on the evening of the sample: a full count is ordered."""
    pairs = [
        ("petition", row.preset_id), ("as_of", "raw"), ("sample", str(size)),
        ("sample_valid", str(valid)), ("drift", scenario.write(drift)),
    ]  # fmt: skip
    if repeats is not None:
        pairs.append(("sample_repeats", str(repeats)))
    if case.repeats_term == "none":
        pairs.append(("statistic", "uncorrected"))
    ordered = scenario.read([*pairs, ("gate", "full_count")])
    # Some full counts came by another way than the gate: a court, or a rule set not modeled.
    return scenario.read(pairs) if ordered.problems else ordered


def _sample_of(
    case: SampleAndCount, row: PastPetition, *, size: int, repeats_percent: float
) -> tuple[int, int | None]:
    """Valid in the sample and repeats seen, as printed or as the projection has it.

    A projection with the term for repeats, P = A v - A (A - 1) d, gives v once d is taken to be
    what the usual repeat share leads one to expect, d = D q^2.
    """
    if row.sample_valid is not None:
        return row.sample_valid, row.sample_repeats
    weight = case.raw / size
    if case.repeats_term != "corrected":
        return round(case.projected / weight), None
    expected = round(repeats_percent / 100.0 * case.projected / weight**2)
    valid = round(case.projected / weight + (weight - 1.0) * expected)
    return min(valid, size - expected), expected
