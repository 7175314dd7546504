"""The sentences of corrections, and of how to cite."""

import datetime as dt

from analysis.corrections import Correction, corrections
from analysis.language import mark, t
from analysis.scenario import Reading
from analysis.wording.numbers import ap_date

CORRECTIONS_TITLE = mark("Corrections")
NONE_YET = mark("No correction has been made since the first version.")
CITE_TITLE = mark("How to cite")
CITE_WHY = mark(
    "With the link, which holds every input and the version of the model, a reader can work out "
    "the number again."
)
# As CITATION.cff has them.
AUTHOR = "Recall Odds contributors"
TITLE = mark("Recall Odds: how likely a recall petition is to have enough valid signatures")
VERSION = "0.1.0"


def correction_lines() -> tuple[str, ...]:
    """A line for each correction, the newest first; one that says so where there is none.

    Examples
    --------
    >>> correction_lines()
    ('No correction has been made since the first version.',)
    """
    return tuple(correction_sentence(one) for one in corrections()) or (t(NONE_YET),)


def correction_sentence(correction: Correction) -> str:
    """When, what was wrong and where, and each number before and after."""
    numbers = [
        t(
            "{what}: {after} instead of {before}",
            what=t(one.what),
            after=t(one.after),
            before=t(one.before),
        )
        for one in correction.changed
    ]
    return t(
        "{date}, {where}: {wrong} What it changed: {numbers}.",
        date=ap_date(correction.date),
        where=t(correction.where),
        wrong=t(correction.wrong),
        numbers="; ".join(numbers),
    )


def cite_sentence(reading: Reading, *, address: str, on: dt.date) -> str:
    """How to cite a number of ours.

    Parameters
    ----------
    reading
        Whose model version is named.
    address
        Of the page, with the whole scenario.
    on
        The day on which it was opened.

    Examples
    --------
    >>> import datetime as dt
    >>> from analysis.scenario import read
    >>> print(cite_sentence(read(""), address="https://example.org/?v=1", on=dt.date(2026, 12, 1)))
    Recall Odds contributors, “Recall Odds: how likely a recall petition is to have enough valid
    signatures,” version 0.1.0, model 2026-11.2 of Nov. 24, 2026, https://example.org/?v=1, opened
    Dec. 1, 2026.
    """
    version = reading.defaults.version
    return t(
        "{author}, “{title},” version {version}, model {model} of {date}, {address}, opened {day}.",
        author=AUTHOR,
        title=t(TITLE),
        version=VERSION,
        model=version.id,
        date=ap_date(version.date),
        address=address,
        day=ap_date(on),
    )
