"""Past petitions that inform a new one: which, how alike, and what they predict.

One campaign counts once, and the petition itself and its own campaign are left out. The gross
validity and the repeat share are observed by ``analysis.observed`` and pooled by
``analysis.pooling``; a split by reason is the mean of whole breakdowns.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import special

from analysis.observed import Basis, Observed, from_results, gross_validity, repeat_share
from analysis.past_petitions import PastPetition, past_petitions
from analysis.past_reasons import INVALID, breakdowns
from analysis.pooling import (
    LARGE_SIZE,
    MIDDLE_NEED,
    MIDDLE_SIZE,
    Case,
    Design,
    Fitted,
    Observation,
    fit,
)
from analysis.validity import Z95, LogitNormal, elicit
from analysis.versions import ModelVersion

AUTO = "auto"
CLASSES = (AUTO, "all", "state", "kind", "size", "state_kind", "state_size")
"""Whose petitions the defaults come from: the version's own choice, or one pool of a class."""

_ALMOST_ALL = 0.985  # a petition that needs every signature is one that needs almost all

ONE_POOL = Design(groups="none", by_size=False, effects=())


class Wanted(NamedTuple):
    """The petition that the defaults are for."""

    petition: str = ""
    campaign: str = ""
    state: str = ""
    kind: str = ""
    size: float = MIDDLE_SIZE
    need: float = 0.0

    @property
    def case(self) -> Case:
        """The petition as the model sees it before its check."""
        return Case(self.state, self.size, self.kind == "recall", self.need)

    @classmethod
    def of(
        cls,
        *,
        petition: str = "",
        campaign: str = "",
        state: str = "",
        kind: str = "",
        required: int | None = None,
        raw: int | None = None,
    ) -> "Wanted":
        """A petition by its requirement and, where it is a fact, the raw count it was filed with.

        Sizes are told apart to a tenth of a decimal logarithm, needs to a hundredth of a logit.
        """
        size = round(float(np.log10(required)), 1) if required else MIDDLE_SIZE
        return cls(petition, campaign, state, kind, size, round(_need(required, raw), 2))


NOBODY = Wanted()
"""No petition in particular."""


def _need(required: int | None, raw: int | None) -> float:
    """How large a part of the raw signatures has to be valid, as a logit from the middle."""
    if required is None or raw is None or raw < required:
        return 0.0
    return float(special.logit(min(required / raw, _ALMOST_ALL))) - MIDDLE_NEED


@dataclass(frozen=True, slots=True)
class Informant:
    """A past petition behind the defaults.

    Attributes
    ----------
    gross : float
        Gross validity that its numbers imply, from 0 to 1.
    weight : float
        By how much the predicted logit moves with this petition's; all of them add up to 1.
    alike : bool
        Whether it is of the class itself, not only of the rest that steadies it.
    """

    petition: PastPetition
    gross: float
    basis: Basis
    weight: float
    alike: bool

    @property
    def decided_on(self) -> dt.date:
        """The day from which its result counts as known."""
        assert self.petition.known_from is not None, "an informant has a year"
        return self.petition.known_from


@dataclass(frozen=True, slots=True)
class Seen:
    """What a campaign shows: one observation, and the petition whose numbers they are."""

    petition: PastPetition
    observed: Observed


def known_by(news: dt.date, wanted: Wanted) -> tuple[PastPetition, ...]:
    """Past petitions decided on or before a day that may inform others, its own campaign apart."""
    return tuple(
        row
        for row in past_petitions()
        if row.use != "no" and row.known_from is not None and row.known_from <= news
        if wanted.petition != row.petition_id and wanted.campaign != row.campaign
    )


def campaigns(rows: Sequence[PastPetition]) -> int:
    """How many campaigns there are among petitions."""
    return len({row.campaign for row in rows})


def observed_campaigns(rows: Sequence[PastPetition], *, repeats: LogitNormal) -> tuple[Seen, ...]:
    """One observation a campaign: the mean of its petitions, under the first one's name.

    Petitions of one campaign are one drive, often the same sheets: they do not add up.
    """
    together: dict[str, list[Seen]] = {}
    for row in rows:
        found = gross_validity(row, repeats=repeats) if row.use == "yes" else None
        if found is not None:
            together.setdefault(row.campaign, []).append(Seen(row, found))
    return tuple(_mean(seen) for seen in together.values())


def _mean(seen: list[Seen]) -> Seen:
    if len(seen) == 1:
        return seen[0]
    logit = float(np.mean([one.observed.logit for one in seen]))
    sd = float(np.mean([one.observed.sd**2 for one in seen])) ** 0.5
    return Seen(seen[0].petition, Observed(logit, sd, seen[0].observed.basis))


def predicted_repeats(
    rows: Sequence[PastPetition], *, version: ModelVersion, wanted: Wanted = NOBODY
) -> tuple[LogitNormal, tuple[PastPetition, ...]]:
    """The repeat share of a new petition, and the petitions that show theirs.

    The version's own if it has one; else one pool of the petitions whose full count or sample
    shows repeats. With fewer than it takes, all petitions that ever did, but its own campaign's.
    """
    if version.repeats is not None and version.repeats_pm is not None:
        prior = elicit(percent=version.repeats, pm=version.repeats_pm)
        return prior, ()
    shown = [row for row in rows if row.use == "yes" and repeat_share(row) is not None]
    if len(shown) < version.prior.fewest:
        ever = known_by(dt.date.max, wanted)
        shown = [row for row in ever if row.use == "yes" and repeat_share(row) is not None]
    seen = [one for row in shown if (one := repeat_share(row)) is not None]
    anywhere = Case("", MIDDLE_SIZE, recall=False)
    past = [Observation(one.logit, one.sd, anywhere) for one in seen]
    found = fit(past, design=ONE_POOL).at(anywhere)
    low, middle, high = (found.quantile(part) for part in (0.05, 0.5, 0.95))
    sigma = (high - low) / (2.0 * Z95)
    return LogitNormal(np.asarray(middle), np.asarray(sigma)), tuple(shown)


@dataclass(frozen=True, slots=True)
class Pool:
    """Past petitions, what each shows, and the model with them in it.

    Attributes
    ----------
    repeats : LogitNormal
        What is believed of a repeat share, and ``repeat_informants``, whose show it.
    """

    seen: tuple[Seen, ...]
    fitted: Fitted
    repeats: LogitNormal
    repeat_informants: tuple[PastPetition, ...]


def pool_of(
    rows: Sequence[PastPetition],
    *,
    version: ModelVersion,
    design: Design,
    wanted: Wanted = NOBODY,
    keeps: Callable[[PastPetition], bool] | None = None,
) -> Pool:
    """The model with past petitions in it; repeats are learned from all, validity from those kept.

    Petitions with a share of valid signatures come first; then, beside what these say of them,
    those of which only the finding is known. Without them the pool would lean to petitions whose
    numbers were news: failures and narrow passes. Of several of a campaign the first counts.
    """
    repeats, shown = predicted_repeats(rows, version=version, wanted=wanted)
    kept = rows if keeps is None else [row for row in rows if keeps(row)]
    shares = observed_campaigns(kept, repeats=repeats)
    seen, fitted = with_findings(kept, shares, repeats=repeats, design=design)
    return Pool(seen, fitted, repeats, shown)


def with_findings(
    rows: Sequence[PastPetition],
    shares: tuple[Seen, ...],
    *,
    repeats: LogitNormal,
    design: Design,
) -> tuple[tuple[Seen, ...], Fitted]:
    """The model with the shares of past petitions in it, and the findings of the others."""
    fitted = fit(_observations(shares), design=design)
    counted = {one.petition.campaign for one in shares}
    bare = {row.campaign: row for row in reversed(rows) if row.use == "result"}
    findings = [row for row in bare.values() if row.campaign not in counted]
    if not findings:
        return shares, fitted
    mean, variance = fitted.moments([case_of(row) for row in findings])
    said = from_results(findings, mean=mean, variance=variance, repeats=repeats)
    seen = (*shares, *(Seen(row, one) for row, one in zip(findings, said, strict=True)))
    return seen, fit(_observations(seen), design=design)


def _observations(seen: Sequence[Seen]) -> list[Observation]:
    return [Observation(one.observed.logit, one.observed.sd, case_of(one.petition)) for one in seen]


def case_of(row: PastPetition) -> Case:
    """A past petition as the model sees it before its check."""
    raw = row.raw if row.raw_is != "pooled" else None
    return _case(row.place, row.required, raw, row.kind == "recall")


@cache
def _case(state: str, required: int | None, raw: int | None, recall: bool) -> Case:
    """Worked out once a petition: a back-test asks a hundred thousand times.

    The size is that of five eighths of the raw count where the requirement is not known.
    """
    signatures = required or (0.625 * raw if raw else None)
    size = round(float(np.log10(signatures)), 1) if signatures else MIDDLE_SIZE
    return Case(state, size, recall, _need(required, raw))


def is_alike(row: PastPetition, wanted: Wanted, like: str) -> bool:
    """Whether a past petition is of the class that a new one belongs to."""
    by_state = row.place == wanted.state
    by_kind = (row.kind == "recall") is (wanted.kind == "recall")
    by_size = (case_of(row).size >= LARGE_SIZE) is (wanted.size >= LARGE_SIZE)
    classes = {
        AUTO: by_state and by_size,
        "all": True,
        "state": by_state,
        "kind": by_kind,
        "size": by_size,
        "state_kind": by_state and by_kind,
        "state_size": by_state and by_size,
    }
    return classes[like]


def informants_of(pool: Pool, wanted: Wanted, like: str) -> tuple[Informant, ...]:
    """The petitions behind a prediction, the weightiest first."""
    alike = [is_alike(one.petition, wanted, like) for one in pool.seen]
    nobody = not any(alike)
    weights = pool.fitted.influence(wanted.case)
    found = [
        Informant(
            one.petition, one.observed.share, one.observed.basis, float(weight), same or nobody
        )
        for one, weight, same in zip(pool.seen, weights, alike, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.petition.petition_id)))


def split_of(
    known: Sequence[PastPetition], wanted: Wanted
) -> tuple[tuple[float, ...], tuple[PastPetition, ...]]:
    """Shares of the invalid ones by reason: the mean of whole breakdowns, of the state if any."""
    whole = breakdowns()
    broken_down = [row for row in known if row.petition_id in whole]
    if not broken_down:
        broken_down = [row for row in past_petitions() if row.petition_id in whole]
        broken_down = [row for row in broken_down if row.campaign != wanted.campaign]
    of_state = [row for row in broken_down if row.place == wanted.state]
    used = of_state or broken_down
    counts = np.array([[whole[row.petition_id][name] for name in INVALID] for row in used], float)
    shares = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    by_name = dict(zip(INVALID, shares.tolist(), strict=True))
    by_name["other"] += by_name.pop("form")  # the scenario has no reason of its own for form
    return tuple(by_name.values()), tuple(used)
