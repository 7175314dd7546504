"""Ways to pool past petitions, held against each other by the log score of gross validity.

Each campaign's gross validity is predicted from the others, twice: from all others, and from those
decided before its filing. The prediction is scored as the page uses it: logit-normal with the
median and the width of the central 90% interval of the pool, its error of observation added.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from analysis.informants import (
    ONE_POOL,
    Seen,
    Wanted,
    case_of,
    is_alike,
    observed_campaigns,
    predicted_repeats,
    with_findings,
)
from analysis.past_petitions import PastPetition, past_petitions
from analysis.pooling import Case, Design
from analysis.track_record.record import Against, Candidate
from analysis.track_record.scores import paired_difference
from analysis.validity import Z95, Floats, LogitNormal
from analysis.versions import today

_FEWEST = 10  # campaigns behind a prediction that is scored


class _Way(NamedTuple):
    """A class of petitions, a model of them, and whether bare findings count."""

    like: str
    design: Design
    findings: bool = True


ONE = "one_pool"
CHOSEN = "state_size_spread_need"
_PLAIN = Design(groups="none", by_size=False, effects=())
WAYS: Mapping[str, _Way] = MappingProxyType(
    {
        ONE: _Way("all", _PLAIN),
        "one_pool_t": _Way("all", Design("none", False, (), heavy_tails=True)),
        "class_state": _Way("state", ONE_POOL),
        "class_kind": _Way("kind", ONE_POOL),
        "class_size": _Way("size", ONE_POOL),
        "class_state_kind": _Way("state_kind", ONE_POOL),
        "class_state_size": _Way("state_size", ONE_POOL),
        "state": _Way("all", Design("state", False, ())),
        "state_spread": _Way("all", Design("state", True, ())),
        "state_spread_size_kind": _Way("all", Design("state", True, ("size", "kind"))),
        "state_size_spread": _Way("all", Design("state_size", True, ())),
        CHOSEN: _Way("all", Design("state_size", True, ("need",))),
        "state_size_spread_need_kind": _Way("all", Design("state_size", True, ("need", "kind"))),
        "state_size_spread_need_t": _Way(
            "all", Design("state_size", True, ("need",), heavy_tails=True)
        ),
        "without_findings": _Way("all", Design("state_size", True, ("need",)), findings=False),
    }
)
"""Every candidate by name; the chosen one is that of today's model version."""


def candidates() -> Iterator[Candidate]:
    """Each way with its scores, one after the other as they are worked out."""
    tests = {as_of: tuple(_tests(as_of=as_of)) for as_of in (False, True)}
    pools = {as_of: _scores(WAYS[ONE], tests[as_of]) for as_of in tests}
    assert WAYS[CHOSEN].design == today().prior.design, "the chosen way is the version's"
    for name, way in WAYS.items():
        left_out, as_of = (
            pools[when] if name == ONE else _scores(way, tests[when]) for when in (False, True)
        )
        yield Candidate(
            name=name,
            chosen=name == CHOSEN,
            left_out=float(left_out.mean()),
            left_out_against=_against(left_out, pools[False], tests[False]),
            as_of=float(as_of.mean()),
            as_of_against=_against(as_of, pools[True], tests[True]),
        )


class _Test(NamedTuple):
    """A campaign to be predicted, from what."""

    target: Seen
    wanted: Wanted
    known: tuple[PastPetition, ...]
    shares: tuple[Seen, ...]
    repeats: LogitNormal


def _tests(*, as_of: bool) -> Iterator[_Test]:
    rows = [row for row in past_petitions() if row.use != "no" and row.known_from is not None]
    version = today()
    for campaign in dict.fromkeys(row.campaign for row in rows if row.use == "yes"):
        own = [row for row in rows if row.campaign == campaign and row.use == "yes"]
        first = own[0]
        day = (first.filed or dt.date(first.year or 1, 1, 1)) if as_of else dt.date.max
        known = tuple(row for row in rows if row.campaign != campaign and _before(row, day))
        repeats, _ = predicted_repeats(known, version=version, wanted=_wanted(first))
        shares = observed_campaigns(known, repeats=repeats)
        if len(shares) >= _FEWEST:
            (target,) = observed_campaigns(own, repeats=repeats)
            yield _Test(target, _wanted(first), known, shares, repeats)


def _before(row: PastPetition, day: dt.date) -> bool:
    return row.known_from is not None and row.known_from < day


def _wanted(row: PastPetition) -> Wanted:
    case: Case = case_of(row)
    return Wanted(row.petition_id, row.campaign, row.place, row.kind, case.size, case.need)


def _scores(way: _Way, tests: Sequence[_Test]) -> Floats:
    return np.array([_score(way, test) for test in tests])


def _score(way: _Way, test: _Test) -> float:
    """Minus the log density of what was observed."""
    shares, known = test.shares, test.known
    if way.like != "all":
        shares = tuple(one for one in shares if is_alike(one.petition, test.wanted, way.like))
        known = tuple(row for row in known if is_alike(row, test.wanted, way.like))
    if len(shares) < today().prior.fewest:
        shares, known = test.shares, test.known
    _, fitted = with_findings(
        known if way.findings else (), shares, repeats=test.repeats, design=way.design
    )
    found = fitted.at(test.wanted.case)
    low, middle, high = (found.quantile(part) for part in (0.05, 0.5, 0.95))
    sd = math.hypot((high - low) / (2.0 * Z95), test.target.observed.sd)
    z = (test.target.observed.logit - middle) / sd
    return 0.5 * z * z + math.log(sd) + 0.5 * math.log(2.0 * math.pi)


def _against(scores: Floats, pool: Floats, tests: Sequence[_Test]) -> Against:
    groups = [test.wanted.campaign for test in tests]
    found = paired_difference(ours=scores, theirs=pool, groups=groups)
    return Against(
        rival=ONE, score="log", of=len(tests), mean=found.mean, low=found.low, high=found.high
    )
