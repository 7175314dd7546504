"""What past samples and the full counts that followed them say of drift."""

from analysis.drift import DriftEstimate
from analysis.wording.numbers import percent


def drift_found_sentence(found: DriftEstimate, *, used: float) -> str:
    """The estimate with its range, beside the value that the scenario uses.

    Examples
    --------
    >>> from analysis.drift import drift_estimate
    >>> drift_found_sentence(drift_estimate(), used=0.07)[:66]
    'In 5 petitions that were counted in full after an official project'
    """
    higher = "higher" if found.mean_percent >= 0.0 else "lower"
    mean = percent(abs(found.mean_percent))
    return (
        f"In {found.petitions} petitions that were counted in full after an official projection "
        f"with the duplicate term, the full count came out {mean} {higher} on average. Sampling "
        f"noise taken off, that fits a drift of {found.scale:.2f}, and of {found.low:.2f} to "
        f"{found.high:.2f}, 9 times in 10: few petitions, a wide range. These odds use {used:.2f}."
    )
