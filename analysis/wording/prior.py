"""Where the defaults come from, in words: past petitions, and whose."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.forecast import Forecast
from analysis.prior import Prior
from analysis.scenario import Scenario
from analysis.wording.numbers import ap_date, count, list_of, percent

CLASS_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "auto": "Weighted by state, size and cushion",
        "all": "All petitions alike",
        "state": "This state only",
        "kind": "This kind only",
        "size": "This size only",
        "state_kind": "This state and kind",
        "state_size": "This state and size",
    }
)
"""The classes of past petitions that a reader can choose from."""


_FEW = 3  # petitions that a sentence can name


def _range(middle: float, pm: float) -> str:
    return f"{percent(middle)} ± {percent(pm).replace('%', '')} points"


def _petitions(number: int) -> str:
    return "1 petition" if number == 1 else f"{count(number)} petitions"


def break_even_sentence(result: Forecast, scenario: Scenario, prior: Prior) -> str:
    """The invalid rate at which it would be just enough, beside that of past petitions."""
    history = (
        f"Past petitions point to {percent(prior.invalid_percent)}, "
        f"give or take {percent(prior.invalid_pm).replace('%', '')} points."
    )
    if result.break_even_invalid is None:
        return (
            f"With {percent(scenario.repeats)} repeats even an invalid rate of 0% "
            f"would not be enough. {history}"
        )
    return (
        f"Just enough at an invalid rate of {percent(result.break_even_invalid)}, "
        f"repeats at {percent(scenario.repeats)}. {history}"
    )


def based_on(prior: Prior) -> str:
    """What the estimate is based on, as a title over the list of them."""
    return f"Based on {_petitions(len(prior.alike))} like this one"


def prior_sentence(prior: Prior) -> str:
    """Where the default invalid rate comes from."""
    rate = _range(prior.invalid_percent, prior.invalid_pm)
    alike, rest = len(prior.alike), len(prior.informants) - len(prior.alike)
    when = f"decided before {ap_date(prior.decided_before)}"
    if prior.every_row:
        when = f"of any date, because too few were {when}"
    steadied = ""
    if rest:
        weight = 100.0 * sum(one.weight for one in prior.informants if not one.alike)
        steadied = f"; {count(rest)} others have {percent(weight, places=0)} of the weight"
    too_few = ""
    if prior.asked != prior.like:
        too_few = (
            f" “{CLASS_NAMES[prior.asked]}” has too few of them, so all are used, weighted by "
            "state, size and cushion."
        )
    return (
        f"The estimate of {rate} is based on {_petitions(alike)} like this one {when}{steadied}."
        f"{too_few}"
    )


def repeats_sentence(prior: Prior) -> str:
    """Where the default repeat share comes from; empty where the version sets it."""
    if not prior.repeat_informants:
        return ""
    return (
        f"The repeat share of {_range(prior.repeats_percent, prior.repeats_pm)} comes from the "
        f"{_petitions(len(prior.repeat_informants))} whose count or sample shows repeats."
    )


def reasons_from_sentence(prior: Prior) -> str:
    """Whose breakdown splits the default invalid rate by reason; empty where the version does."""
    if not prior.reason_informants:
        return ""
    titles = [row.title for row in prior.reason_informants]
    if len(titles) > _FEW:
        return f"The split by reason is the mean of {count(len(titles))} past breakdowns."
    return f"The split by reason is that of past breakdowns: {list_of(titles)}."


def where_from(prior: Prior) -> tuple[str, ...]:
    """Where all the defaults come from."""
    found = (prior_sentence(prior), repeats_sentence(prior), reasons_from_sentence(prior))
    return tuple(sentence for sentence in found if sentence)
