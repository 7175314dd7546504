"""What the choice of petitions that became known does to the default.

Failures and narrow passes are news, easy passes are not; tables of certified measures hold no
failure. The default is worked out again from parts of the table, and held against shares that
others published of all petitions.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from scipy import special

from analysis.informants import Pool, Wanted, known_by, pool_of
from analysis.past_petitions import PastPetition
from analysis.track_record.record import Published, Selection
from analysis.versions import today

LARGE_CALIFORNIAN = Wanted.of(state="CA", kind="recall", required=100_000)
"""A petition as the Gascón one, its raw count left open."""

_PARTS: tuple[tuple[str, Callable[[PastPetition], bool]], ...] = (
    ("all", lambda _row: True),
    ("without_findings", lambda row: row.use == "yes"),
    ("qualified_only", lambda row: row.qualified is True),
    ("failed_only", lambda row: row.qualified is False),
    ("counted_only", lambda row: row.use == "result" or row.count == "whole"),
    ("recalls_only", lambda row: row.kind == "recall"),
    ("exact_raw_counts", lambda row: row.raw_is == "official"),
)


def selections() -> Iterator[Selection]:
    """The default from each part of the table."""
    for name, keeps in _PARTS:
        pool = _pool(keeps)
        found = pool.fitted.at(LARGE_CALIFORNIAN.case)
        low, middle, high = (float(special.expit(found.quantile(q))) for q in (0.05, 0.5, 0.95))
        yield Selection(
            name=name,
            petitions=len(pool.seen),
            invalid=round(100.0 * (1.0 - middle), 1),
            invalid_pm=round(50.0 * (high - low), 1),
        )


def published() -> Iterator[Published]:
    """Shares that others published of all petitions of a kind, and what the prior says of them.

    Spivak counted 51 California recalls with signatures submitted since 2011, all but six of them
    more than 72% valid. Ocamb counted 134 California measures that qualified from 1989 to 2013,
    nine of them more than 81% valid; measures hand in 142% of the requirement on average
    (Ballotpedia), and the prior is held against it given that it qualifies.
    """
    pool = _pool(lambda _row: True)
    recall = Wanted.of(state="CA", kind="recall", required=5_000)
    yield Published(
        name="recalls_above_72",
        published=45.0 / 51.0,
        prior=_share_above(pool, recall, net=0.72),
        source_url="https://recallelections.blogspot.com/2024/03",
    )
    measure = Wanted.of(state="CA", kind="initiative", required=500_000, raw=710_000)
    yield Published(
        name="measures_above_81",
        published=9.0 / 134.0,
        prior=_share_above(pool, measure, net=0.81) / _share_above(pool, measure, net=1.0 / 1.42),
        source_url="https://buckmire.blogspot.com/2013/12/saturday-politics-ca-anti-trans.html",
    )


def _pool(keeps: Callable[[PastPetition], bool]) -> Pool:
    rows = known_by(dt.date.max, LARGE_CALIFORNIAN)
    return pool_of(rows, version=today(), design=today().prior.design, keeps=keeps)


def _share_above(pool: Pool, wanted: Wanted, *, net: float) -> float:
    """P(net validity above a share), the repeat share at its median."""
    gross = min(net / (1.0 - float(pool.repeats.quantile(0.5))), 0.999)
    return 1.0 - pool.fitted.at(wanted.case).cdf(float(special.logit(gross)))
