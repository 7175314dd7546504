"""What a campaign's check is worth after each discount, and how it enters the scenario.

The model takes logit p-hat as normal about logit p + bias, with variance
``1 / (weight n p-hat (1 - p-hat)) + bias_sd**2`` (``analysis.evidence.after_check``): signatures
that are alike count for less, and however many there are the check says no more than
``1 / bias_sd**2``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scipy import special

from analysis.own_check.clustering import Clustering
from analysis.own_check.counts import OwnCheck
from analysis.scenario import REASONS, Reading, Scenario, with_values, write
from analysis.scenario.defaults import split_by_reason


@dataclass(frozen=True, slots=True)
class Worth:
    """Sizes of the random sample, without bias, that would say as much. Signatures.

    Attributes
    ----------
    size, valid : int
        Of the check itself.
    clustered : float
        As its signatures are alike.
    biased : float
        As such checks are off by more or less, too.
    ceiling : float or None
        What no check exceeds, however large; None where the bias is taken as known.
    share, as_official : float
        Share otherwise valid as the check has it, and as officials would, bias taken off.
    weight, bias, bias_sd : float
        The discounts: of the size, and the bias with its spread, logits.
    """

    size: int
    valid: int
    clustered: float
    biased: float
    ceiling: float | None
    share: float
    as_official: float
    weight: float
    bias: float
    bias_sd: float


def worth(*, size: int, valid: int, weight: float, bias: float, bias_sd: float) -> Worth:
    """What a check is worth.

    Examples
    --------
    >>> told = worth(size=10000, valid=8200, weight=0.1, bias=0.1, bias_sd=0.15)
    >>> round(told.clustered), round(told.biased), round(told.ceiling), round(told.as_official, 3)
    (1000, 231, 301, 0.805)
    """
    share = (valid + 0.5) / (size + 1.0)
    spread = share * (1.0 - share)
    clustered = weight * size
    ceiling = 1.0 / (spread * bias_sd**2) if bias_sd > 0.0 else None
    biased = clustered
    if ceiling is not None and clustered:
        biased = 1.0 / (1.0 / clustered + 1.0 / ceiling)
    return Worth(
        size=size,
        valid=valid,
        clustered=clustered,
        biased=biased,
        ceiling=ceiling,
        share=valid / size,
        as_official=float(special.expit(special.logit(share) - bias)),
        weight=weight,
        bias=bias,
        bias_sd=bias_sd,
    )


def worth_of(scenario: Scenario) -> Worth | None:
    """What the check in a scenario is worth; None without one."""
    if not scenario.check or scenario.check_valid is None:
        return None
    return worth(
        size=scenario.check,
        valid=scenario.check_valid,
        weight=scenario.check_weight or 0.0,
        bias=scenario.check_bias,
        bias_sd=scenario.check_bias_sd,
    )


def keys_of(check: OwnCheck, found: Clustering | None) -> Mapping[str, str | None]:
    """The keys that put a check into the scenario; without clusters the weight is the usual one.

    Examples
    --------
    >>> from analysis.own_check.counts import in_all
    >>> keys_of(in_all(size=2000, valid=1600), None)
    {'check': '2000', 'check_valid': '1600', 'check_weight': None}
    """
    return {
        "check": write(check.size),
        "check_valid": write(check.valid),
        "check_weight": write(found.weight) if found else None,
    }


def with_check(reading: Reading, check: OwnCheck, found: Clustering | None) -> Reading:
    """The reading with a check in it."""
    return with_values(reading, keys_of(check, found))


def reason_keys(reading: Reading, check: OwnCheck) -> Mapping[str, str | None]:
    """The keys that split the scenario's invalid rate as the check's reasons are split.

    The rate stays: the check has moved the odds once already, by its valid signatures. Empty
    where the file does not part all reasons: one that was not looked for is not absent.
    """
    whole = set(check.reasons) == set(REASONS) and check.invalid.sum() > 0
    if reading.scenario is None or check.by_reason is None or not whole:
        return {}
    counts = check.by_reason.sum(axis=0)
    shares = tuple(float(count) / float(counts.sum()) for count in counts)
    prior = replace(reading.defaults.prior, reasons=shares)
    split = split_by_reason(prior, reading.scenario.invalid)
    return {"invalid": None} | {reason: write(split[reason]) for reason in REASONS}
