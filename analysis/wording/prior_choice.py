"""How the prior was chosen, in words: the candidates, parts of the table, published shares."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis import record_views as views
from analysis.language import mark
from analysis.track_record.record import Against, Candidate, Published, Selection
from analysis.wording.numbers import count, list_of, percent
from analysis.wording.track_record import decimal

WAYS: Mapping[str, str] = MappingProxyType(
    {
        "one_pool": "One pool of all petitions",
        "one_pool_t": "One pool, heavy tails",
        "class_state": "Petitions of the same state only",
        "class_kind": "Petitions of the same kind only",
        "class_size": "Petitions of the same size only",
        "class_state_kind": "Petitions of the same state and kind only",
        "class_state_size": "Petitions of the same state and size only",
        "state": "All, drawn to their state",
        "state_spread": "All, drawn to their state, each with its own spread",
        "state_spread_size_kind": "All, drawn to their state, own spread, moved by size and kind",
        "state_size_spread": "All, drawn to state and size, each with its own spread",
        "state_size_spread_need": (
            "All, drawn to state and size, own spread, moved by the cushion"
        ),
        "state_size_spread_need_kind": (
            "All, drawn to state and size, own spread, moved by cushion and kind"
        ),
        "state_size_spread_need_t": (
            "All, drawn to state and size, own spread, moved by the cushion, heavy tails"
        ),
        "without_findings": "As chosen, without petitions whose result alone is known",
    }
)
"""The candidates in plain words."""

PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "all": ("All that can inform", "The default."),
        "without_findings": (
            "Those with a share",
            "Leaves out petitions of which only the result is known.",
        ),
        "qualified_only": ("Found sufficient only", "Too favorable: it holds no failure."),
        "failed_only": ("Found insufficient only", "Too unfavorable: it holds no success."),
        "counted_only": (
            "Without shares of a sample",
            "Whole counts and bare results: no sample's standard is in it.",
        ),
        "recalls_only": ("Recalls only", "Nearest in kind, but fewer."),
        "exact_raw_counts": (
            "Official raw counts only",
            "No claim of a campaign and no rounded count is in it.",
        ),
    }
)
"""Parts of the table: name, and what it means."""

_PUBLISHED: Mapping[str, str] = MappingProxyType(
    {
        "recalls_above_72": (
            "California recalls with signatures handed in since 2011 that were more than 72% "
            "valid, of 51 that Spivak counted"
        ),
        "measures_above_81": (
            "California measures that qualified from 1989 to 2013 with more than 81% valid, of "
            "134 that Ocamb counted"
        ),
    }
)
MEANING = mark(
    "Each candidate foretells the share of valid signatures, before repeats are struck, of every "
    "campaign from the others. The score is the log score: lower is better. The differences are "
    "to one pool, with their 95% interval. “Cushion” is how many signatures were handed in for "
    "each one required."
)
SELECTION_MEANING = mark(
    "Which petitions become known is no accident: failures and narrow passes are news, and tables "
    "of certified measures hold no failure. So the default for a large California recall is worked "
    "out again from parts of the table."
)


def way_name(name: str) -> str:
    """A candidate in plain words, by itself."""
    return WAYS.get(name, name.replace("_", " "))


def against_one_pool(one: Against) -> str:
    """A candidate's difference to one pool, with its interval, and what it says."""
    if one.mean == one.low == one.high == 0.0:
        return "the measure"
    said = "cannot be told apart"
    if views.told_apart(one):
        said = "better" if one.high < 0.0 else "worse"
    return f"{decimal(one.mean)} ({decimal(one.low)} to {decimal(one.high)}): {said}"


def choice_title(found: Sequence[Candidate]) -> str:
    """The finding: where the chosen way stands among all."""
    chosen = next(one for one in found if one.chosen)
    left, then = (
        1 + sum(getattr(one, name) < getattr(chosen, name) for one in found)
        for name in ("left_out", "as_of")
    )
    if left == then == 1:
        return f"The chosen way has the lowest score of {count(len(found))}, judged both ways"
    return (
        f"The chosen way stands {_rank(left)} of {count(len(found))} knowing all other petitions, "
        f"{_rank(then)} as of filing"
    )


def _rank(place: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(place, f"No. {place}")


def choice_sentence(found: Sequence[Candidate]) -> str:
    """What the choice rests on, and how much of it may be luck."""
    chosen = next(one for one in found if one.chosen)
    both = (chosen.left_out_against, chosen.as_of_against)
    apart = sum(views.told_apart(one) and one.high < 0.0 for one in both)
    how = {
        2: "It is better than one pool by more than chance, judged either way.",
        1: "It is better than one pool by more than chance when judged one of the two ways.",
        0: "It cannot be told apart from one pool.",
    }[apart]
    near = min((one.left_out for one in found if not one.chosen), default=chosen.left_out)
    return (
        f"{how} The next best is {decimal(abs(near - chosen.left_out))} away, so the choice among "
        "the best few is close. It was made with these scores in view, which flatters the one "
        "chosen."
    )


def selection_title(found: Sequence[Selection]) -> str:
    """The finding: how far the default would move."""
    default = next((one for one in found if one.name == "all"), found[0])
    low, high = min(found, key=_invalid), max(found, key=_invalid)
    return (
        f"The default invalid rate of {percent(default.invalid)} would be {percent(low.invalid)} "
        f"to {percent(high.invalid)} from parts of the table"
    )


def _invalid(one: Selection) -> float:
    return one.invalid


def part_name(one: Selection) -> tuple[str, str]:
    """A part of the table, and what it means."""
    return PARTS.get(one.name, (one.name.replace("_", " "), ""))


def published_name(one: Published) -> str:
    """What was counted, and by whom."""
    return _PUBLISHED.get(one.name, one.name.replace("_", " "))


def published_meaning(one: Published) -> str:
    """What the prior expects beside what was counted."""
    if _whole(one.prior) == _whole(one.published):
        return "The prior expects as many."
    more = one.prior > one.published
    return (
        f"The prior expects {'more' if more else 'fewer'}: by this count it is too "
        f"{'favorable' if more else 'unfavorable'}."
    )


def _whole(share: float) -> str:
    return percent(100.0 * share, places=0)


def published_sentence(found: Sequence[Published]) -> str:
    """Whether the published shares point the same way."""
    sides = {
        one.prior > one.published for one in found if _whole(one.prior) != _whole(one.published)
    }
    parts = [f"{_whole(one.published)} against the prior's {_whole(one.prior)}" for one in found]
    told = f"Shares that others published of all petitions of a kind: {list_of(parts)}."
    if len(sides) > 1:
        return f"{told} One says the prior is too favorable, the other too unfavorable."
    if sides == {True}:
        return f"{told} By these counts the prior is too favorable."
    if sides == {False}:
        return f"{told} By these counts the prior is too unfavorable."
    return told
