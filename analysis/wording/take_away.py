"""The words of what can be taken away: where a value comes from, the archive's note, links."""

from analysis.language import mark, t
from analysis.scenario import Reading
from analysis.wording.corrections import AUTHOR, TITLE, VERSION
from analysis.wording.numbers import ap_date
from analysis.wording.sentences import petition_name

HEADING = mark("Take it with you")
RESULTS_CSV = mark("All results as CSV")
RESULTS_JSON = mark("All results as JSON")
DICTIONARY = mark("What the columns mean")
ARCHIVE = mark("Everything in one archive (ZIP)")
PRINT = mark("A page to print")
AGAIN = mark("Open it again:")
CITE = mark("To cite it:")
_YEAR = "2026"


def by_reader() -> str:
    """Say that a value is the reader's, or the sender's."""
    return t("set by the reader")


def worked_out(reading: Reading) -> str:
    """Say that a value is a result.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> worked_out(read("model=2026-11"))
    'worked out by model version 2026-11'
    """
    return t("worked out by model version {version}", version=reading.defaults.version.id)


def of_version(reading: Reading) -> str:
    """Say that a value is a default of the model version."""
    return t("model version {version}", version=reading.defaults.version.id)


def of_petition() -> str:
    """Say that a value is a fact of the petition."""
    return t("what is known of the petition")


def read_me(reading: Reading, *, address: str) -> str:
    """Return what the archive says of itself: what it holds, its date, link, citation, license.

    Parameters
    ----------
    reading
        With a scenario.
    address
        Where the scenario can be opened again.
    """
    version = reading.defaults.version
    cited = t(
        "{author}, “{title},” version {version}, model {model} of {date}, {address}.",
        author=AUTHOR,
        title=t(TITLE),
        version=VERSION,
        model=version.id,
        date=ap_date(version.date),
        address=address,
    )
    parts = (
        t(TITLE),
        t(
            "{petition}, with what was known on {date}.",
            petition=petition_name(reading),
            date=ap_date(reading.defaults.known_on),
        ),
        t(
            "results.csv and results.json hold every input and every result, tables/ the numbers "
            "behind each chart and table, and dictionary.csv says what each of them means and in "
            "which unit. Texts are UTF-8, dates ISO 8601."
        ),
        f"{t(AGAIN)}\n{address}",
        f"{t(CITE)}\n{cited}",
        t("License: MIT. Copyright {year} {author}.", year=_YEAR, author=AUTHOR),
    )
    return "\n\n".join(parts) + "\n"
