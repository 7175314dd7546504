"""The texts of the chart of scenarios on one axis: what a full count would find in each."""

from analysis.compare import Comparison
from analysis.forecast import Forecast
from analysis.language import t
from analysis.wording.compare import short_name, short_odds
from analysis.wording.numbers import count, percent


def ranges_title(results: list[Forecast]) -> str:
    """The finding of the distributions."""
    reach = sum(result.valid.p50 >= result.required for result in results)
    number = len(results)
    if number == 1 and reach:
        return t("The middle outcome reaches what is required")
    if number == 1:
        return t("The middle outcome falls short of what is required")
    if reach == 0 and number == 2:
        return t("The middle outcome falls short of what is required in both scenarios")
    if reach == 0:
        return t(
            "The middle outcome falls short of what is required in all {n} scenarios", n=number
        )
    if reach < number:
        return t(
            "The middle outcome reaches what is required in {reach} of {n} scenarios",
            reach=reach,
            n=number,
        )
    if number == 2:
        return t("The middle outcome reaches what is required in both scenarios")
    return t("The middle outcome reaches what is required in all {n} scenarios", n=number)


def ranges_alt(results: list[Forecast], labels: list[str], *, shares: bool) -> str:
    """The distributions in words, with their numbers."""

    def written(result: Forecast, value: float) -> str:
        return percent(100.0 * value / result.required) if shares else count(value)

    rows = "; ".join(
        t(
            "{label}: middle {middle}, 9 times in 10 between {low} and {high}",
            label=label,
            middle=written(result, result.valid.p50),
            low=written(result, result.valid.p05),
            high=written(result, result.valid.p95),
        )
        for label, result in zip(labels, results, strict=True)
    )
    title = ranges_title(results)
    if shares:
        return t(
            "Ranges of what a full count would find, in % of the requirement. {title}. {rows}.",
            title=title,
            rows=rows,
        )
    return t(
        "Ranges of what a full count would find, in valid signatures. {title}. {rows}.",
        title=title,
        rows=rows,
    )


def range_hover(result: Forecast) -> str:
    """What hovering says of the middle outcome; plotly's markup."""
    valid = result.valid
    return t(
        "middle {middle} valid<br>9 in 10 from {low} to {high}",
        middle=count(round(valid.p50)),
        low=count(round(valid.p05)),
        high=count(round(valid.p95)),
    )


def range_label(shown: Comparison, place: int) -> str:
    """A row of the distributions: the scenario and its odds, which no line break parts."""
    odds = short_odds(shown.slots[place]).replace(" ", "\N{NO-BREAK SPACE}")
    return f"{short_name(shown, place)}: {odds}"


def required_label(result: Forecast, *, shares: bool) -> str:
    """The line of the requirement."""
    return t("just enough") if shares else t("{count} required", count=count(result.required))
