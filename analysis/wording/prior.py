"""Where the defaults come from, in words: past petitions, and whose."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.forecast import Forecast
from analysis.language import mark, nt, t
from analysis.prior import Prior
from analysis.scenario import Scenario
from analysis.wording.numbers import ap_date, count, list_of, percent

CLASS_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "auto": mark("Weighted by state, size and cushion"),
        "all": mark("All petitions alike"),
        "state": mark("This state only"),
        "kind": mark("This kind only"),
        "size": mark("This size only"),
        "state_kind": mark("This state and kind"),
        "state_size": mark("This state and size"),
    }
)
"""The classes of past petitions that a reader can choose from."""


_FEW = 3  # petitions that a sentence can name


def _range(middle: float, pm: float) -> str:
    return t("{rate} ± {pm} points", rate=percent(middle), pm=_points(pm))


def _points(pm: float) -> str:
    return percent(pm).replace("%", "")


def break_even_sentence(result: Forecast, scenario: Scenario, prior: Prior) -> str:
    """The invalid rate at which it would be just enough, beside that of past petitions."""
    history = t(
        "Past petitions point to {rate}, give or take {pm} points.",
        rate=percent(prior.invalid_percent),
        pm=_points(prior.invalid_pm),
    )
    repeats = percent(scenario.repeats)
    if result.break_even_invalid is None:
        needed = t(
            "With {repeats} repeats even an invalid rate of 0% would not be enough.",
            repeats=repeats,
        )
    else:
        needed = t(
            "Just enough at an invalid rate of {rate}, repeats at {repeats}.",
            rate=percent(result.break_even_invalid),
            repeats=repeats,
        )
    return f"{needed} {history}"


def based_on(prior: Prior) -> str:
    """What the estimate is based on, as a title over the list of them."""
    alike = len(prior.alike)
    return nt(
        "Based on {n} petition like this one",
        "Based on {n} petitions like this one",
        alike,
        n=count(alike),
    )


def prior_sentence(prior: Prior) -> str:
    """Where the default invalid rate comes from."""
    based, others = _estimate(prior), len(prior.informants) - len(prior.alike)
    weight = 100.0 * sum(one.weight for one in prior.informants if not one.alike)
    if others:
        said = nt(
            "{estimate}; {n} others have {percent} of the weight.",
            "{estimate}; {n} others have {percent} of the weight.",
            others,
            estimate=based,
            n=count(others),
            percent=percent(weight, places=0),
        )
    else:
        said = f"{based}."
    if prior.asked == prior.like:
        return said
    too_few = t(
        "“{choice}” has too few of them, so all are used, weighted by state, size and cushion.",
        choice=t(CLASS_NAMES[prior.asked]),
    )
    return f"{said} {too_few}"


def _estimate(prior: Prior) -> str:
    """The default invalid rate and the petitions that it is based on, without a full stop."""
    values = {
        "rate": _range(prior.invalid_percent, prior.invalid_pm),
        "n": count(len(prior.alike)),
        "date": ap_date(prior.decided_before),
    }
    if prior.every_row:
        return nt(
            "The estimate of {rate} is based on {n} petition like this one of any date, because "
            "too few were decided before {date}",
            "The estimate of {rate} is based on {n} petitions like this one of any date, because "
            "too few were decided before {date}",
            len(prior.alike),
            **values,
        )
    return nt(
        "The estimate of {rate} is based on {n} petition like this one decided before {date}",
        "The estimate of {rate} is based on {n} petitions like this one decided before {date}",
        len(prior.alike),
        **values,
    )


def repeats_sentence(prior: Prior) -> str:
    """Where the default repeat share comes from; empty where the version sets it."""
    if not prior.repeat_informants:
        return ""
    number = len(prior.repeat_informants)
    return nt(
        "The repeat share of {share} comes from the {n} petition whose count or sample shows "
        "repeats.",
        "The repeat share of {share} comes from the {n} petitions whose count or sample shows "
        "repeats.",
        number,
        share=_range(prior.repeats_percent, prior.repeats_pm),
        n=count(number),
    )


def reasons_from_sentence(prior: Prior) -> str:
    """Whose breakdown splits the default invalid rate by reason; empty where the version does."""
    if not prior.reason_informants:
        return ""
    titles = [row.title for row in prior.reason_informants]
    if len(titles) > _FEW:
        number = count(len(titles))
        return t("The split by reason is the mean of {count} past breakdowns.", count=number)
    return t("The split by reason is that of past breakdowns: {titles}.", titles=list_of(titles))


def where_from(prior: Prior) -> tuple[str, ...]:
    """Where all the defaults come from."""
    found = (prior_sentence(prior), repeats_sentence(prior), reasons_from_sentence(prior))
    return tuple(sentence for sentence in found if sentence)
