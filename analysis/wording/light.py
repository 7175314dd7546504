"""The words of the light page: the same answer as one plain page, its inputs a form."""

from analysis.language import mark, t
from analysis.petitions import presets
from analysis.scenario import write
from analysis.wording.numbers import count, percent

LIVE = mark("Open the live dashboard with this scenario")
LIVE_HELP = mark("There the odds move with each slider, and every chart has its numbers.")
INPUTS = mark("Change the inputs")
INPUTS_HELP = mark("An emptied field takes its usual value again.")
ANSWER = mark("Show the odds")
OTHER = mark("Another petition")
OPEN = mark("Open it")
KNOWN = mark("What was known when")
BY_REASON = mark("Enter the invalid signatures by reason")
ONE_RATE = mark("Enter the invalid signatures as one rate")
UNCHANGED = mark("Undo the changes")
NUMBERS = mark("The numbers behind this")
SENTENCE = mark("A sentence to print")
ELSEWHERE = mark("As a picture, as data")
PICTURE, DATA = mark("Picture (PNG)"), mark("Answer (JSON)")
BUSY = mark(
    "The live version is busy: all its places are taken. This page has the same odds, and its "
    "form works."
)
AGAIN = mark("Try the live version again")


def bounds(key: str, *, low: float, high: float) -> str:
    """What a field may hold, as the beginning of a sentence.

    Examples
    --------
    >>> bounds("raw", low=1, high=100_000_000), bounds("invalid", low=0, high=100)
    ('1 to 100,000,000', '0% to 100%')
    >>> bounds("invalid_pm", low=0, high=30)
    '0 to 30 points'
    >>> from analysis.language import speaking
    >>> with speaking("es"):
    ...     bounds("invalid_pm", low=0, high=30)
    'De 0 a 30 puntos'
    """
    if key.endswith("_pm"):
        said = t("{low} to {high} points", low=write(float(low)), high=write(float(high)))
    else:
        number = count if key in ("raw", "required") else percent
        said = t("{low} to {high}", low=number(low), high=number(high))
    return said[:1].upper() + said[1:]


def petition_names() -> dict[str, str]:
    """Every petition that can be opened, by the value of its key."""
    return {key: f"{preset.title}, {preset.filed.year}" for key, preset in presets().items()}
