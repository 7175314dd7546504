"""What past samples and the full counts that followed them say of drift."""

from analysis.drift import DriftEstimate
from analysis.language import t
from analysis.wording.numbers import percent


def drift_found_sentence(found: DriftEstimate, *, used: float) -> str:
    """The estimate with its range, beside the value that the scenario uses.

    Examples
    --------
    >>> from analysis.drift import drift_estimate
    >>> drift_found_sentence(drift_estimate(), used=0.07)[:66]
    'In 5 petitions that were counted in full after an official project'
    """
    values = {"n": found.petitions, "mean": percent(abs(found.mean_percent))}
    if found.mean_percent >= 0.0:
        average = t(
            "In {n} petitions that were counted in full after an official projection with the "
            "duplicate term, the full count came out {mean} higher on average.",
            **values,
        )
    else:
        average = t(
            "In {n} petitions that were counted in full after an official projection with the "
            "duplicate term, the full count came out {mean} lower on average.",
            **values,
        )
    fits = t(
        "Sampling noise taken off, that fits a drift of {scale}, and of {low} to {high}, 9 times "
        "in 10: few petitions, a wide range. These odds use {used}.",
        scale=f"{found.scale:.2f}",
        low=f"{found.low:.2f}",
        high=f"{found.high:.2f}",
        used=f"{used:.2f}",
    )
    return f"{average} {fits}"
