"""What the track record's parts are called: sets, forecasters, scores, outcomes."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark, t

SET_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "left_out": mark("Knowing all other petitions"),
        "as_of": mark("As of filing"),
        "after_sample": mark("After the sample"),
    }
)
"""The three sets of forecasts."""

FORECASTERS: Mapping[str, str] = MappingProxyType(
    {
        "prior": "Recall Odds",
        "base_rate": mark("the base rate"),
        "rule_80": mark("the 80% rule"),
        "rule_75.9": mark("the 75.9% rule"),
        "naive_sample": mark("the sample as it stands"),
    }
)
SCORE_SHORT: Mapping[str, str] = MappingProxyType({"brier": "Brier", "log": "Log", "crps": "CRPS"})
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "qualified_full": mark("Found sufficient, every signature checked"),
        "qualified_on_sample": mark("Found sufficient on the sample"),
        "qualified": mark("Found sufficient"),
        "failed_full": mark("Found insufficient, every signature checked"),
        "failed_on_sample": mark("Found insufficient on the sample"),
        "failed": mark("Found insufficient"),
    }
)
SCORES_HELP = mark(
    "Lower is better in all three. Brier: the mean squared distance of the odds from what "
    "happened; 0 is perfect, and always saying 1 in 2 gets 0.25. Log: minus the logarithm of the "
    "odds given to what happened; always saying 1 in 2 gets 0.69. CRPS: how far the whole "
    "distribution of the share of valid signers lies from the share found, in points."
)
RIVALS_HELP: Mapping[str, str] = MappingProxyType(
    {
        "base_rate": mark(
            "The base rate is the share of the other petitions that were found sufficient, "
            "whatever the petition."
        ),
        "rule_80": mark(
            "The 80% rule, a much quoted rule of thumb, takes 80% of the raw signatures to be "
            "valid; the 75.9% rule takes the mean of California measures that qualified from 1989 "
            "to 2013. A rule says yes or no; for its log score it gets the spread round it that "
            "fits the other petitions best."
        ),
        "naive_sample": mark(
            "The sample as it stands holds the sample's share of valid signatures against the "
            "share required, as if there were no repeats. It says yes or no; for its log score it "
            "gets the spread that fits the other petitions best."
        ),
    }
)
SEVERAL = mark("Petitions of one campaign count as one case in every interval.")


def decimal(value: float, *, places: int = 3) -> str:
    """A number with its sign if it is below 0.

    Examples
    --------
    >>> decimal(-0.06196), decimal(0.155063)
    ('−0.062', '0.155')
    """
    text = f"{abs(value):.{places}f}"
    return f"−{text}" if value < 0 and float(text) else text


def forecaster(name: str) -> str:
    """A forecaster inside a sentence."""
    return t(FORECASTERS[name]) if name in FORECASTERS else name.replace("_", " ")
