"""The reliability diagram in words: whether what happened agrees with the odds."""

from analysis import record_views as views
from analysis.language import capital, mark, nt, t
from analysis.record_views import Half
from analysis.track_record.record import ScoreSet
from analysis.wording.numbers import count
from analysis.wording.record_names import decimal

ODDS_AXIS, AS_SAID = mark("Odds given"), mark("as often as said")
QUALIFIED, DID_NOT = mark("qualified"), mark("did not")
"""In the reliability diagram."""


def reliability_title(found: ScoreSet) -> str:
    """The finding of the reliability diagram: below and above even odds."""
    below, above = views.halves(found)
    parts = []
    if below.of:
        parts.append(
            nt(
                "below even odds {happened} of {n} qualified (the odds said {expected})",
                "below even odds {happened} of {n} qualified (the odds said {expected})",
                below.happened,
                **_half(below),
            )
        )
    if above.of:
        parts.append(
            nt(
                "above even odds {happened} of {n} qualified (the odds said {expected})",
                "above even odds {happened} of {n} qualified (the odds said {expected})",
                above.happened,
                **_half(above),
            )
        )
    return capital("; ".join(parts))


def _half(half: Half) -> dict[str, str]:
    return {
        "happened": count(half.happened),
        "n": count(half.of),
        "expected": _expected(half.expected),
    }


def _expected(number: float) -> str:
    return count(number) if number >= 1.0 else t("fewer than 1")


def reliability_alt(found: ScoreSet) -> str:
    """The reliability diagram in words."""
    diagram = t(
        "Reliability diagram of {n} forecasts: odds given against how often it happened at such "
        "odds. {title}.",
        n=count(found.of),
        title=reliability_title(found),
    )
    return f"{diagram} {band_sentence(found)}"


def in_all_sentence(found: ScoreSet) -> str:
    """Whether more or fewer qualified, all petitions together, than the odds said.

    Odds of petitions that hang together scatter more than the range says.
    """
    whole, sd = views.in_all(found)
    room = max(round(1.96 * sd), 1)
    off = whole.happened - whole.expected
    in_all = nt(
        "In all {happened} of {n} qualified where the odds said {expected}.",
        "In all {happened} of {n} qualified where the odds said {expected}.",
        whole.happened,
        **_half(whole),
    )
    return f"{in_all} {_by_chance(off, room)}"


def _by_chance(off: float, room: int) -> str:
    """Whether so large a difference is more than chance makes."""
    by = count(room)
    if abs(off) <= room:
        return t(
            "Right odds stray by {room} at most 19 times in 20: that is within chance.", room=by
        )
    if off > 0.0:
        return t(
            "Right odds stray by {room} at most 19 times in 20: the odds were too low by more than "
            "chance.",
            room=by,
        )
    return t(
        "Right odds stray by {room} at most 19 times in 20: the odds were too high by more than "
        "chance.",
        room=by,
    )


def band_sentence(found: ScoreSet) -> str:
    """How far the diagram strays from a calibrated forecaster, and what the score is made of."""
    out = views.outside_band(found)
    if not out:
        left = t(
            "The steps leave the band of a calibrated forecaster at none of {n} petitions; by "
            "chance, such a forecaster leaves it at 1 in 10.",
            n=count(found.of),
        )
    else:
        left = t(
            "The steps leave the band of a calibrated forecaster at {out} of {n} petitions; by "
            "chance, such a forecaster leaves it at 1 in 10.",
            out=count(out),
            n=count(found.of),
        )
    lowered = t(
        "Odds changed to the steps would have lowered the Brier score by {part}.",
        part=decimal(found.corp.miscalibration),
    )
    return f"{left} {lowered} {_size_of_misses(found.spiegelhalter_z)}"


def _size_of_misses(z: float) -> str:
    """Spiegelhalter's test in words."""
    written = decimal(z, places=1)
    if abs(z) <= 2.0:
        return t(
            "The size of all misses together is within what the odds themselves promise "
            "(Spiegelhalter's z is {z}; within 2 either way is chance).",
            z=written,
        )
    return t(
        "The size of all misses together is beyond what the odds themselves promise "
        "(Spiegelhalter's z is {z}; within 2 either way is chance).",
        z=written,
    )
