"""The Method page's two texts: a page for anyone, and the formulas with their sources.

``method.md`` and ``method_formulas.md`` hold them, ``….es.md`` the same in Spanish. What the first
says of past forecasts is filled in from the built record, so it says what the Track record page
says.
"""

from functools import cache
from pathlib import Path

from analysis import record_views as views
from analysis.drift import drift_estimate
from analysis.language import kept, mark, spoken, t
from analysis.track_record.built import track_record
from analysis.track_record.record import ScoreSet
from analysis.wording.numbers import count
from analysis.wording.odds import odds_phrase
from analysis.wording.track_record import decimal

CONSTANTS_TITLE = mark("The constants of this version")
FORMULAS_TITLE = mark("The formulas and their sources")

_FOLDER = Path(__file__).parent
_ENGLISH = ".md"


@kept(maxsize=None)
def text() -> str:
    """The page for anyone: Markdown without a formula, in the language of the moment.

    Examples
    --------
    >>> text().splitlines()[0]
    '# How the odds are worked out'
    """
    own = _written("method")
    return own.format(**_values()) if own else t(_file(f"method{_ENGLISH}"), **_values())


@kept(maxsize=None)
def formulas() -> str:
    """The formulas and their sources: Markdown with TeX, in the language of the moment.

    Examples
    --------
    >>> formulas().splitlines()[0]
    '### Notation, and the odds'
    """
    return _written("method_formulas") or t(_file(f"method_formulas{_ENGLISH}"))


def _written(name: str) -> str:
    """The file of the language of the moment; empty where it has none of its own."""
    own = f"{name}.{spoken()}.md"
    return _file(own) if (_FOLDER / own).exists() else ""


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _values() -> dict[str, str]:
    """What the text says of past forecasts, written out."""
    record = track_record()
    left_out, as_of = record.score_set("left_out"), record.score_set("as_of")
    then = views.against(as_of, rival=views.BASE_RATE, score="brier")
    worst = sorted(views.forecasts_of(record, "left_out"), key=lambda one: -one.log)
    failed = next(one for one in worst if not one.qualified)
    passed = next(one for one in worst if one.qualified)
    return {
        "drift_petitions": count(drift_estimate().petitions),
        "of_after": count(record.score_set("after_sample").of),
        **_scored(left_out, ""),
        **_scored(as_of, "_then"),
        "low_then": decimal(then.low),
        "high_then": decimal(then.high),
        "failed": t(failed.title),
        "failed_odds": odds_phrase(failed.said.odds),
        "passed": t(passed.title),
        "passed_odds": odds_phrase(passed.said.odds),
    }


def _scored(found: ScoreSet, ending: str) -> dict[str, str]:
    """How many, two Brier scores, and how many qualified where the odds said how many."""
    whole, _ = views.in_all(found)
    return {
        f"of{ending}": count(found.of),
        f"brier{ending}": decimal(views.brier(found, views.OURS)),
        f"base{ending}": decimal(views.brier(found, views.BASE_RATE)),
        f"happened{ending}": count(whole.happened),
        f"expected{ending}": count(whole.expected),
    }
