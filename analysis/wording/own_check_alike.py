"""Sentences about how alike the signatures of a circulator, day or sheet are."""

from collections.abc import Mapping

from analysis.language import mark, nt, t
from analysis.own_check import FEWEST_UNITS, Clustering, OwnCheck, Unit, Worth
from analysis.wording.numbers import count


def units_phrase(number: int, unit: Unit) -> str:
    """So many circulators, days or sheets.

    Examples
    --------
    >>> units_phrase(1, "sheet"), units_phrase(2000, "circulator")
    ('1 sheet', '2,000 circulators')
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     units_phrase(1, "sheet"), units_phrase(5, "day")
    ('1 hoja', '5 días')
    """
    written = count(number)
    if unit == "circulator":
        return nt("{n} circulator", "{n} circulators", number, n=written)
    if unit == "day":
        return nt("{n} day", "{n} days", number, n=written)
    return nt("{n} sheet", "{n} sheets", number, n=written)


_ONE: Mapping[Unit, str] = {
    "circulator": mark("one circulator"),
    "day": mark("one day"),
    "sheet": mark("one sheet"),
}
_ALIKE: Mapping[Unit, str] = {
    "circulator": mark(
        "Signatures of one circulator are alike: the correlation between two is {rho} ({low} to "
        "{high}, 9 times in 10), and a signature is in a circulator of {size} on average."
    ),
    "day": mark(
        "Signatures of one day are alike: the correlation between two is {rho} ({low} to {high}, "
        "9 times in 10), and a signature is in a day of {size} on average."
    ),
    "sheet": mark(
        "Signatures of one sheet are alike: the correlation between two is {rho} ({low} to {high}, "
        "9 times in 10), and a signature is in a sheet of {size} on average."
    ),
}
_CAVEATS: Mapping[Unit, str] = {
    "sheet": mark(
        "Sheets of one circulator are alike too, which the file does not show: the weight is "
        "rather too large."
    ),
    "day": mark(
        "What one circulator gathered over several days is alike too, which the file does not "
        "show: the weight is rather too large."
    ),
}
_DIFFER: Mapping[Unit, str] = {
    "circulator": mark(
        "How much one circulator differs from the next cannot be told from these counts."
    ),
    "day": mark("How much one day differs from the next cannot be told from these counts."),
    "sheet": mark("How much one sheet differs from the next cannot be told from these counts."),
}


def clustering_sentence(check: OwnCheck, found: Clustering | None, told: Worth) -> str:
    """How alike the signatures of a unit are, and what that makes the check worth."""
    if found is None or check.unit is None:
        return nt(
            "{why}, so the usual weight stays: {n} signature counts as {worth}.",
            "{why}, so the usual weight stays: {n} signatures count as {worth}.",
            check.size,
            why=_cannot_tell(check),
            n=count(check.size),
            worth=size_phrase(told.clustered),
        )
    alike = t(
        _ALIKE[check.unit],
        rho=f"{found.rho:.3f}",
        low=f"{found.low:.3f}",
        high=f"{found.high:.3f}",
        size=count(found.mean_size),
    )
    low, high = (size_phrase(check.size * end) for end in found.weights)
    worth = t(
        "That makes the design effect {effect}: {n} signatures count as {worth} ({low} to {high}).",
        effect=f"{found.design_effect:.1f}",
        n=count(check.size),
        worth=size_phrase(check.size * found.weight),
        low=low,
        high=high,
    )
    caveat = [t(_CAVEATS[check.unit])] if check.unit in _CAVEATS else []
    return " ".join([alike, worth, *caveat])


def _cannot_tell(check: OwnCheck) -> str:
    """Why it is not known how alike signatures found together are."""
    if check.unit is None:
        return t(
            "The file does not say which signatures were found together, and so not how alike "
            "those are"
        )
    if check.units < FEWEST_UNITS:
        return t(
            "With fewer than {units}, how alike the signatures of one are cannot be told",
            units=units_phrase(FEWEST_UNITS, check.unit),
        )
    return t(
        "How alike the signatures of {one} are cannot be told from these counts",
        one=t(_ONE[check.unit]),
    )


def no_rates(check: OwnCheck) -> str:
    """Why rates are not compared: no units, too few of them, or counts that cannot tell."""
    if check.unit is None:
        return t(
            "The counts are not parted by circulator, day or sheet, so what drives the rate cannot "
            "be told."
        )
    if check.units < FEWEST_UNITS:
        return t(
            "With fewer than {units}, how much one differs from the next cannot be told.",
            units=units_phrase(FEWEST_UNITS, check.unit),
        )
    return t(_DIFFER[check.unit])


def size_phrase(signatures: float) -> str:
    """A size that a check counts for.

    Examples
    --------
    >>> size_phrase(119.6), size_phrase(0.1), size_phrase(0.0)
    ('120', 'less than 1', '0')
    """
    return t("less than 1") if 0.0 < signatures < 1.0 else count(signatures)
