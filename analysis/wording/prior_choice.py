"""How the prior was chosen, in words: the candidates, parts of the table, published shares."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis import record_views as views
from analysis.language import mark, pt, t
from analysis.track_record.record import Against, Candidate, Published, Selection
from analysis.wording.numbers import count, list_of, percent
from analysis.wording.record_names import decimal

WAYS: Mapping[str, str] = MappingProxyType(
    {
        "one_pool": mark("One pool of all petitions"),
        "one_pool_t": mark("One pool, heavy tails"),
        "class_state": mark("Petitions of the same state only"),
        "class_kind": mark("Petitions of the same kind only"),
        "class_size": mark("Petitions of the same size only"),
        "class_state_kind": mark("Petitions of the same state and kind only"),
        "class_state_size": mark("Petitions of the same state and size only"),
        "state": mark("All, drawn to their state"),
        "state_spread": mark("All, drawn to their state, each with its own spread"),
        "state_spread_size_kind": mark(
            "All, drawn to their state, own spread, moved by size and kind"
        ),
        "state_size_spread": mark("All, drawn to state and size, each with its own spread"),
        "state_size_spread_need": mark(
            "All, drawn to state and size, own spread, moved by the cushion"
        ),
        "state_size_spread_need_kind": mark(
            "All, drawn to state and size, own spread, moved by cushion and kind"
        ),
        "state_size_spread_need_t": mark(
            "All, drawn to state and size, own spread, moved by the cushion, heavy tails"
        ),
        "without_findings": mark("As chosen, without petitions whose result alone is known"),
    }
)
"""The candidates in plain words."""

PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "all": (mark("All that can inform"), mark("The default.")),
        "without_findings": (
            mark("Those with a share"),
            mark("Leaves out petitions of which only the result is known."),
        ),
        "qualified_only": (
            mark("Found sufficient only"),
            mark("Too favorable: it holds no failure."),
        ),
        "failed_only": (
            mark("Found insufficient only"),
            mark("Too unfavorable: it holds no success."),
        ),
        "counted_only": (
            mark("Without shares of a sample"),
            mark("Whole counts and bare results: no sample's standard is in it."),
        ),
        "recalls_only": (mark("Recalls only"), mark("Nearest in kind, but fewer.")),
        "exact_raw_counts": (
            mark("Official raw counts only"),
            mark("No claim of a campaign and no rounded count is in it."),
        ),
    }
)
"""Parts of the table: name, and what it means."""

_PUBLISHED: Mapping[str, str] = MappingProxyType(
    {
        "recalls_above_72": mark(
            "California recalls with signatures handed in since 2011 that were more than 72% "
            "valid, of 51 that Spivak counted"
        ),
        "measures_above_81": mark(
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
    return t(WAYS[name]) if name in WAYS else name.replace("_", " ")


def against_one_pool(one: Against) -> str:
    """A candidate's difference to one pool, with its interval, and what it says."""
    if one.mean == one.low == one.high == 0.0:
        return t("the measure")
    numbers = {"mean": decimal(one.mean), "low": decimal(one.low), "high": decimal(one.high)}
    if not views.told_apart(one):
        return t("{mean} ({low} to {high}): cannot be told apart", **numbers)
    if one.high < 0.0:
        return t("{mean} ({low} to {high}): better", **numbers)
    return t("{mean} ({low} to {high}): worse", **numbers)


def choice_title(found: Sequence[Candidate]) -> str:
    """The finding: where the chosen way stands among all."""
    chosen = next(one for one in found if one.chosen)
    left, then = (
        1 + sum(getattr(one, name) < getattr(chosen, name) for one in found)
        for name in ("left_out", "as_of")
    )
    n = count(len(found))
    if left == then == 1:
        return t("The chosen way has the lowest score of {n}, judged both ways", n=n)
    return t(
        "The chosen way stands {left} of {n} knowing all other petitions, {then} as of filing",
        left=_rank(left),
        n=n,
        then=_rank(then),
    )


def _rank(place: int) -> str:
    if place == 1:
        return pt("rank", "first")
    if place == 2:
        return pt("rank", "second")
    return pt("rank", "third") if place == 3 else pt("rank", "No. {place}", place=place)


def choice_sentence(found: Sequence[Candidate]) -> str:
    """What the choice rests on, and how much of it may be luck."""
    chosen = next(one for one in found if one.chosen)
    both = (chosen.left_out_against, chosen.as_of_against)
    apart = sum(views.told_apart(one) and one.high < 0.0 for one in both)
    near = min((one.left_out for one in found if not one.chosen), default=chosen.left_out)
    close = t(
        "The next best is {gap} away, so the choice among the best few is close. It was made with "
        "these scores in view, which flatters the one chosen.",
        gap=decimal(abs(near - chosen.left_out)),
    )
    return f"{_how_much_better(apart)} {close}"


def _how_much_better(ways_apart: int) -> str:
    """Than one pool, in how many of the two ways to judge it."""
    if ways_apart == 2:
        return t("It is better than one pool by more than chance, judged either way.")
    if ways_apart == 1:
        return t("It is better than one pool by more than chance when judged one of the two ways.")
    return t("It cannot be told apart from one pool.")


def selection_title(found: Sequence[Selection]) -> str:
    """The finding: how far the default would move."""
    default = next((one for one in found if one.name == "all"), found[0])
    low, high = min(found, key=_invalid), max(found, key=_invalid)
    return t(
        "The default invalid rate of {default} would be {low} to {high} from parts of the table",
        default=percent(default.invalid),
        low=percent(low.invalid),
        high=percent(high.invalid),
    )


def _invalid(one: Selection) -> float:
    return one.invalid


def part_name(one: Selection) -> tuple[str, str]:
    """A part of the table, and what it means."""
    if one.name not in PARTS:
        return one.name.replace("_", " "), ""
    name, meaning = PARTS[one.name]
    return t(name), t(meaning)


def part_default(one: Selection) -> str:
    """The default invalid rate from a part of the table, with its range."""
    return t(
        "{rate} ± {range} points",
        rate=percent(one.invalid),
        range=percent(one.invalid_pm).removesuffix("%"),
    )


def published_name(one: Published) -> str:
    """What was counted, and by whom."""
    return t(_PUBLISHED[one.name]) if one.name in _PUBLISHED else one.name.replace("_", " ")


def published_meaning(one: Published) -> str:
    """What the prior expects beside what was counted."""
    if _whole(one.prior) == _whole(one.published):
        return t("The prior expects as many.")
    if one.prior > one.published:
        return t("The prior expects more: by this count it is too favorable.")
    return t("The prior expects fewer: by this count it is too unfavorable.")


def _whole(share: float) -> str:
    return percent(100.0 * share, places=0)


def published_sentence(found: Sequence[Published]) -> str:
    """Whether the published shares point the same way."""
    parts = [
        t(
            "{published} against the prior's {prior}",
            published=_whole(one.published),
            prior=_whole(one.prior),
        )
        for one in found
    ]
    told = t(
        "Shares that others published of all petitions of a kind: {shares}.", shares=list_of(parts)
    )
    return " ".join(filter(None, (told, _sides(found))))


def _sides(found: Sequence[Published]) -> str:
    """On which side of the published shares the prior lies; empty if on neither."""
    sides = {
        one.prior > one.published for one in found if _whole(one.prior) != _whole(one.published)
    }
    if len(sides) > 1:
        return t("One says the prior is too favorable, the other too unfavorable.")
    if sides == {True}:
        return t("By these counts the prior is too favorable.")
    return t("By these counts the prior is too unfavorable.") if sides else ""
