"""Checks between the keys of a collection drive: what is in hand, by when, what is to be struck."""

import datetime as dt

from analysis.language import t
from analysis.scenario.draft import Draft
from analysis.scenario.keys import OF_THE_PLAN

PACE_PM = 30.0
"""Half the width, in %, of the average pace from here on, 9 times in 10: an assumption."""


def check_plan(draft: Draft) -> None:
    """Dates in their order; not more struck than there are."""
    for key in OF_THE_PLAN:
        if draft.given.get(key, "") is None:
            del draft.given[key]  # empty is as good as not given
    _later(draft, "started", "collected_on")
    _later(draft, "collected_on", "deadline")
    _later(draft, "started", "deadline")
    strikes = [key for key in ("strike_invalid", "strike_repeats") if key in draft.given]
    raw = draft.values["raw"]
    struck = sum(int(str(draft.given[key])) for key in strikes)
    if isinstance(raw, int) and struck >= raw:
        draft.clash(("raw", *strikes), allowed=t("fewer to strike than raw"))
        for key in strikes:
            draft.given.pop(key)
            draft.values[key] = 0


def _later(draft: Draft, first: str, second: str) -> None:
    """The second day comes after the first, or is taken out."""
    before, after = draft.values[first], draft.values[second]
    if isinstance(before, dt.date) and isinstance(after, dt.date) and after <= before:
        allowed = t("a date after {key}, {date}", key=first, date=before.isoformat())
        draft.reject(second, allowed=allowed)
        draft.values[second] = None
