"""What a past petition's numbers say of its gross validity and of its repeat share.

Gross validity p is what a full count would accept, repeats apart. A full count whose repeats are
known shows it; one that reports valid signers alone shows p (1 - delta), and what is believed of
the repeat share delta leads back to p; a sample shows p by its own standard. Each observation is a
logit with the standard deviation of its error, so that a pool of them can weigh it.

Sources: MODEL.md 0 and 3 (what a count and a sample show); Goodman (1949) for the repeats of a
petition from those in a sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from analysis.past_petitions import PastPetition
from analysis.validity import Floats, LogitNormal

Basis = Literal["count", "sample", "projection", "result"]

BETWEEN_CHECKS_SD = 0.10
"""Logits by which a sample's standard and a full count's differ: t with scale .07, sd 1.41 times
that (the version's drift)."""

WITHIN_COUNT_SD = 0.12
"""Logits by which the rest of an unfinished count differs from what was looked at first."""

_LEAST_PRECISION = 1e-4  # a finding that says nothing is an observation with a spread of 100
_ALL_BUT_ALL = 0.9995
_ROOT_TWO_PI = float(np.sqrt(2.0 * np.pi))
_ASSUMED_SHARE = 0.03  # of a projection whose sample size was not printed
_WIDE = LogitNormal(mu=np.asarray(1.2), sigma=np.asarray(0.9))  # any petition's gross validity
_NODES, _node_weights = special.roots_hermitenorm(21)
_NODE_WEIGHTS = _node_weights / _node_weights.sum()
_parts, _part_weights = special.roots_legendre(32)
_PARTS, _PART_WEIGHTS = 0.5 * (_parts + 1.0), 0.5 * _part_weights


@dataclass(frozen=True, slots=True)
class Observed:
    """A share on the logit scale, and the standard deviation of its error."""

    logit: float
    sd: float
    basis: Basis

    @property
    def share(self) -> float:
        """The share itself, from 0 to 1."""
        return float(special.expit(self.logit))


def gross_validity(row: PastPetition, *, repeats: LogitNormal) -> Observed | None:
    """Gross validity as a petition's numbers show it; None if they do not.

    Parameters
    ----------
    row : PastPetition
    repeats : LogitNormal
        What is believed of the repeat share of a petition whose repeats are not known.
    """
    looked_at = row.looked_at
    if row.valid is not None and looked_at is not None:
        return _from_count(row, row.valid, looked_at, repeats)
    if row.sample is not None and row.sample_valid is not None:
        return _from_sample(row, row.sample, row.sample_valid)
    if row.projected is not None and row.raw is not None:
        return _from_projection(row, row.projected, row.raw, repeats)
    return None


def _from_count(row: PastPetition, valid: int, looked_at: int, repeats: LogitNormal) -> Observed:
    unfinished = WITHIN_COUNT_SD if row.count != "whole" else 0.0
    if row.repeats is None:
        found = _from_net(valid, looked_at, repeats)
        return Observed(found.logit, float(np.hypot(found.sd, unfinished)), "count")
    seen = _counted(valid + row.repeats, looked_at)
    return Observed(seen.logit, float(np.hypot(seen.sd, unfinished)), "count")


def _from_sample(row: PastPetition, sample: int, valid: int) -> Observed:
    seen = _counted(valid + (row.sample_repeats or 0), sample)
    return Observed(seen.logit, float(np.hypot(seen.sd, BETWEEN_CHECKS_SD)), "sample")


def _from_projection(row: PastPetition, projected: int, raw: int, repeats: LogitNormal) -> Observed:
    """A projection without the term for repeats is the sample's share; one with it is net."""
    size = row.sample or max(round(_ASSUMED_SHARE * raw), 1)
    share = min(projected / raw, 1.0 - 0.5 / raw)
    noise = _counted(round(share * size), size).sd
    if row.projected_is == "uncorrected":
        logit, sd = float(special.logit(share)), noise
    else:
        net = _from_net(share * raw, raw, repeats)
        # Each pair that a sample shows stands for 1 / q^2: the projection's own noise.
        pairs = float(repeats.quantile(0.5)) * share * raw * (size / raw) ** 2
        from_pairs = pairs**0.5 * (raw / size) ** 2 / (raw * share * (1.0 - share))
        logit, sd = net.logit, float(np.hypot(np.hypot(net.sd, noise), min(from_pairs, 1.0)))
    return Observed(logit, float(np.hypot(sd, BETWEEN_CHECKS_SD)), "projection")


def _counted(found: int, looked_at: int) -> Observed:
    """A share counted out, with the binomial's error; never quite 0 or 1."""
    share = (found + 0.5) / (looked_at + 1.0)
    return Observed(
        float(special.logit(share)), (looked_at * share * (1.0 - share)) ** -0.5, "count"
    )


def _from_net(valid: float, looked_at: float, repeats: LogitNormal) -> Observed:
    """Gross validity from the share of valid signers, over what the repeat share may be.

    p = net / (1 - delta) has to stay below 1: a share near 1 leaves little room for repeats, so
    the repeat share is taken from its distribution below 1 - net.
    """
    net = (valid + 0.5) / (looked_at + 1.0)
    room = float(special.logit(min(1.0 - net, 0.5)) - repeats.mu) / float(repeats.sigma)
    score = special.ndtri(special.ndtr(room) * _PARTS)
    gross = net / (1.0 - special.expit(repeats.mu + repeats.sigma * score))
    logit = special.logit(np.minimum(gross, 1.0 - 1e-12))
    density = np.exp(-0.5 * ((logit - _WIDE.mu) / _WIDE.sigma) ** 2)
    weight = _PART_WEIGHTS * density / np.maximum(1.0 - gross, 1e-12)
    weight /= weight.sum()
    mean = float(weight @ logit)
    of_repeats = float(weight @ (logit - mean) ** 2) ** 0.5
    of_signers = (looked_at * net * (1.0 - net)) ** -0.5
    return Observed(mean, float(np.hypot(of_repeats, of_signers)), "count")


def from_results(
    rows: Sequence[PastPetition], *, mean: Floats, variance: Floats, repeats: LogitNormal
) -> list[Observed]:
    """What bare findings say: enough, so gross validity is at least so much; or at most.

    The finding's likelihood, Phi of the distance to the gross validity that was just enough, is
    taken as the normal observation that leads from the belief before it to the same mean and
    variance after it (expectation propagation, one step: Minka 2001). One that was all but
    certain says next to nothing.

    Parameters
    ----------
    rows : sequence of PastPetition
        Each with raw, required and a finding; shape (K,).
    mean, variance : numpy.ndarray
        Of each petition's logit before the finding, shape (K,).
    repeats : LogitNormal
        What is believed of its repeat share.
    """
    net = np.array([(row.required or 0) / (row.raw or 1) for row in rows])
    needed, blur = _just_enough(net, repeats)
    sign = np.array([1.0 if row.qualified else -1.0 for row in rows])
    total = variance + blur**2
    z = sign * (mean - needed) / np.sqrt(total)
    slope = np.exp(-0.5 * z * z - special.log_ndtr(z)) / _ROOT_TWO_PI
    after_mean = mean + sign * variance * slope / np.sqrt(total)
    after = variance - variance**2 * slope * (z + slope) / total
    precision = np.maximum(1.0 / after - 1.0 / variance, _LEAST_PRECISION)
    logit = mean + (after_mean - mean) * (1.0 + 1.0 / (precision * variance))
    return [
        Observed(float(at), float(sd), "result")
        for at, sd in zip(logit, precision**-0.5, strict=True)
    ]


def _just_enough(net: Floats, repeats: LogitNormal) -> tuple[Floats, Floats]:
    """Gross validity, as a logit, that is just enough; and its spread over the repeat share."""
    delta = np.minimum(special.expit(repeats.mu + repeats.sigma * _NODES), 0.5)
    logit = special.logit(np.minimum(net[:, None] / (1.0 - delta), _ALL_BUT_ALL))
    mean = logit @ _NODE_WEIGHTS
    return mean, np.sqrt((logit - mean[:, None]) ** 2 @ _NODE_WEIGHTS)


def repeat_share(row: PastPetition) -> Observed | None:
    """The share of repeats among otherwise valid signatures, from a count or a sample; or None.

    A part that is looked at shows a pair only if both copies are in it, so what it shows grows
    with the square of the part.
    """
    looked_at = row.looked_at
    if row.repeats is not None and row.valid is not None and looked_at is not None:
        part = min(looked_at / row.raw, 1.0) if row.raw else 1.0
        return _shown(row.repeats, row.valid, part=part, basis="count")
    if row.sample_repeats is None or row.sample_valid is None or not (row.sample and row.raw):
        return None
    return _shown(
        row.sample_repeats, row.sample_valid,
        part=row.sample / row.raw, basis="sample",
    )  # fmt: skip


def _shown(seen: int, valid: int, *, part: float, basis: Basis) -> Observed:
    otherwise_valid = (valid + seen) / part
    share = min((seen + 0.5) / part**2 / otherwise_valid, 0.5)
    # Pairs seen are close to Poisson; an unfinished or sampled part may differ from the rest.
    unfinished = WITHIN_COUNT_SD if part < 1.0 else 0.0
    sd = float(np.hypot((seen + 0.5) ** -0.5 / (1.0 - share), unfinished))
    return Observed(float(special.logit(share)), sd, basis)
