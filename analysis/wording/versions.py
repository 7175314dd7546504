"""The sentences of a link of an earlier model version: its number, today's, and why they differ."""

from analysis.forecast import Forecast
from analysis.language import capital, mark, t
from analysis.scenario import Change
from analysis.table import Table
from analysis.two_versions import WIDEST, Cause, TwoVersions
from analysis.versions import ModelVersion, computable, versions
from analysis.wording.bridge import points
from analysis.wording.labels import name_of, value_of
from analysis.wording.numbers import ap_date, list_of, percent
from analysis.wording.odds import odds_phrase, percent_phrase
from analysis.wording.sentences import problem_sentence

TITLE = mark("Versions of the model, and what each changed")
WHY = mark("Why the two versions differ")
OPEN_TODAY = mark("Open it under today's model")
KEPT = mark(
    "The link keeps the version that made it. What the sender changed is the same under both; "
    "only what nobody set follows the version."
)
TODAYS = mark("It is today's.")
RULE = mark("Every order of the changes counts the same, so the parts add up to the difference.")


def versions_sentence(both: TwoVersions) -> str:
    """What the link's own version gives, and today's. The same frame whichever is higher.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> from analysis.two_versions import two_versions
    >>> print(versions_sentence(two_versions(read("model=2026-11"))))
    This link was made under model 2026-11, which gives about 1 in 8 (12%). Today's, 2026-11.2,
    gives about 3 in 10 (29%).
    """
    ids = {"then": both.then.defaults.version.id, "now": both.now.defaults.version.id}
    then, now = both.then_result, both.now_result
    if then is None:
        return _gone_sentence(both)
    if now is None:
        return t(
            "This link was made under model {then}, which gives {odds}. Today's, {now}, cannot "
            "take all of its inputs.",
            odds=_odds(then, now),
            **ids,
        )
    if then.decided:
        return t(
            "This link was made under model {then}. The petition is decided, so today's, {now}, "
            "says the same.",
            **ids,
        )
    return t(
        "This link was made under model {then}, which gives {before}. Today's, {now}, gives "
        "{after}.",
        before=_odds(then, now),
        after=_odds(now, then),
        **ids,
    )


def _odds(result: Forecast, other: Forecast | None) -> str:
    """The odds in words, to a tenth of a per cent where words alone would be the other's too."""
    odds, said = result.sufficient, odds_phrase(result.sufficient)
    if other is None or said != odds_phrase(other.sufficient) or not 0.001 <= odds <= 0.999:
        return said
    return f"{percent_phrase(odds)} ({percent(100.0 * odds)})"


def _gone_sentence(both: TwoVersions) -> str:
    """That the number of the link's own version is not worked out any more."""
    values = {
        "then": both.then.defaults.version.id,
        "now": both.now.defaults.version.id,
        "changed": "; ".join(formula_lines(both.since)),
    }
    if both.now_result is None:
        return t(
            "This link was made under model {then}. {changed}, so the number that it had then is "
            "not worked out any more, and today's model, {now}, cannot take all of its inputs.",
            **values,
        )
    if both.now_result.decided:
        return t(
            "This link was made under model {then}. {changed}. The petition is decided, so "
            "today's, {now}, says the same.",
            **values,
        )
    return t(
        "This link was made under model {then}. {changed}, so the number that it had then is not "
        "worked out any more. Today's, {now}, gives {after}.",
        after=_odds(both.now_result, None),
        **values,
    )


def formula_lines(since: tuple[ModelVersion, ...]) -> tuple[str, ...]:
    """What later versions changed in a formula, without full stops."""
    return tuple(
        t("Model {version} changed a formula ({what})", version=one.id, what=t(one.formula))
        for one in since
        if one.formula
    )


def why_sentences(both: TwoVersions) -> tuple[str, ...]:
    """Why the two numbers differ: what later versions changed, and what each default does here.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> from analysis.two_versions import two_versions
    >>> print(why_sentences(two_versions(read("model=2026-11")))[1])
    Invalid rate 19.8% instead of 24.5%: +18.3 percentage points in the odds.
    """
    found = [version_line(version) for version in both.since]
    found += [_cause_sentence(cause) for cause in both.causes if cause.tenths]
    small = tuple(
        change for cause in both.causes if not cause.tenths for change in cause.changes
    )  # fmt: skip
    if small + both.others:
        rest = list_of([_change(change) for change in small + both.others])
        found.append(t("Different too, without moving these odds: {changes}.", changes=rest))
    found += [problem_sentence(problem) for problem in both.now.problems]
    return tuple(found)


def version_line(version: ModelVersion) -> str:
    """What a version changed, with its date."""
    said = t(
        "Model {version} of {date}: {changes}",
        version=version.id,
        date=ap_date(version.date),
        changes=t(version.changes),
    )
    return " ".join((said, *(f"{line}." for line in formula_lines((version,)))))


def history_lines() -> tuple[str, ...]:
    """Every version, the newest first: what it changed, and what becomes of its links.

    Examples
    --------
    >>> print(history_lines()[-1])
    Model 2026-11 of Nov. 24, 2026: First version: the odds before and during the official check.
    Its links are worked out under it and under today's.
    """
    newest, *earlier = reversed(list(versions().values()))
    first = f"{version_line(newest)} {t(TODAYS)}"
    return (first, *(f"{version_line(one)} {_links_of(one.id)}" for one in earlier))


def _links_of(version: str) -> str:
    """Whether links of an earlier version still give the number of their day."""
    if computable(version):
        return t("Its links are worked out under it and under today's.")
    return t("Its links are worked out under today's only, since a formula has changed.")


def versions_table(both: TwoVersions) -> Table:
    """Defaults and constants that differ: then, now, and their part of the difference."""
    parts = {cause.changes: points(cause.tenths) for cause in both.causes}
    rows = [(change, part) for changes, part in parts.items() for change in changes]
    rows += [(change, "") for change in both.others]
    columns = (
        t("constant or default"),
        t("model {version}", version=both.then.defaults.version.id),
        t("model {version}", version=both.now.defaults.version.id),
        t("effect, points"),
    )
    return Table(
        columns,
        tuple(
            (capital(_name(change.key)), _value(change, now=False), _value(change, now=True), part)
            for change, part in rows
        ),
    )


def _cause_sentence(cause: Cause) -> str:
    return t(
        "{changes}: {points} percentage points in the odds.",
        changes=capital(list_of([_change(change) for change in cause.changes])),
        points=points(cause.tenths),
    )


def _change(change: Change) -> str:
    return t(
        "{name} {after} instead of {before}",
        name=_name(change.key),
        after=_value(change, now=True),
        before=_value(change, now=False),
    )


def _name(key: str) -> str:
    return t("widest standard deviation, logits") if key == WIDEST else name_of(key)


def _value(change: Change, *, now: bool) -> str:
    return value_of(change.key, change.after if now else change.before)
