"""What each column of the track record's tables is; see ``analysis.wording.columns``."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import mark
from analysis.wording.fields import (
    DATE,
    LINK,
    NONE,
    NUMBER,
    PERCENT,
    POINTS,
    PROBABILITY,
    SHARE,
    SIGNATURES,
    TEXT,
    WHOLE,
    YES_NO,
    Field,
)

_SET = Field(mark("Which forecasts: left_out, as_of or after_sample."), NONE, TEXT)
_REASON = Field(mark("Part of the invalid signatures with this reason."), PERCENT, NUMBER)
_LOW = Field(mark("Low end of the 95% interval."), NONE, NUMBER)
_HIGH = Field(mark("High end of the 95% interval."), NONE, NUMBER)
_AGAINST = Field(mark("Mean log score less that of one pool; below 0 is better."), NONE, NUMBER)
_CAMPAIGNS = Field(mark("How many campaigns were forecast."), NONE, WHOLE)
_SCORE = Field(mark("Mean log score; lower is better."), NONE, NUMBER)
_RELIABILITY: Mapping[str, Field] = MappingProxyType(
    {
        "odds given": Field(
            mark("Odds that the petition qualifies, as forecast."), PROBABILITY, NUMBER
        ),
        "how often at such odds": Field(
            mark("How often petitions with such odds qualified."), SHARE, NUMBER
        ),
        "band, low": Field(
            mark("Where that lies 9 times in 10 if the odds are right: low end."), SHARE, NUMBER
        ),
        "band, high": Field(
            mark("Where that lies 9 times in 10 if the odds are right: high end."), SHARE, NUMBER
        ),
        "happened": Field(mark("Whether it qualified."), NONE, YES_NO),
    }
)

RECORD: Mapping[tuple[str, str], Field] = MappingProxyType(
    {
        ("scores", "set"): _SET,
        ("scores", "forecaster"): Field(mark("Who forecast: the prior, or a rival."), NONE, TEXT),
        ("scores", "score"): Field(mark("Which score: brier, log or crps."), NONE, TEXT),
        ("scores", "mean"): Field(mark("Mean of the score; lower is better."), NONE, NUMBER),
        ("scores", "petitions"): Field(mark("How many petitions were scored."), NONE, WHOLE),
        ("scores", "ours less this"): Field(
            mark("The prior's mean less this one's; below 0 is better."), NONE, NUMBER
        ),
        ("scores", "low, 95%"): _LOW,
        ("scores", "high, 95%"): _HIGH,
        ("forecasts", "set"): _SET,
        ("forecasts", "odds"): Field(
            mark("Odds that the petition qualifies, as forecast."), PROBABILITY, NUMBER
        ),
        ("forecasts", "outcome"): Field(mark("What happened, by its id."), NONE, TEXT),
        ("forecasts", "log score"): Field(mark("Log score; lower is better."), NONE, NUMBER),
        ("forecasts", "net share, 10%"): Field(
            mark("Forecast share of valid signers; no more 1 time in 10."), SHARE, NUMBER
        ),
        ("forecasts", "net share, 50%"): Field(
            mark("Forecast share of valid signers; no more 1 time in 2."), SHARE, NUMBER
        ),
        ("forecasts", "net share, 90%"): Field(
            mark("Forecast share of valid signers; no more 9 times in 10."), SHARE, NUMBER
        ),
        ("forecasts", "net share found"): Field(
            mark("Share of valid signers that was found."), SHARE, NUMBER
        ),
        ("forecasts", "pit"): Field(
            mark("Forecast probability of no more than what was found."), PROBABILITY, NUMBER
        ),
        ("forecasts", "crps"): Field(
            mark("Continuous ranked probability score; lower is better."), NONE, NUMBER
        ),
        ("forecasts", "note"): Field(mark("What should be known of the row."), NONE, TEXT),
        ("coverage", "set"): _SET,
        ("coverage", "level"): Field(mark("Level of the interval."), PROBABILITY, NUMBER),
        ("coverage", "inside"): Field(
            mark("How many shares of valid signers fell inside."), NONE, WHOLE
        ),
        ("coverage", "of"): Field(mark("How many there were."), NONE, WHOLE),
        ("coverage", "low, 95%"): _LOW,
        ("coverage", "high, 95%"): _HIGH,
        ("replays", "date"): Field(mark("Day of the step."), NONE, DATE),
        ("replays", "step"): Field(mark("What became known, by its id."), NONE, TEXT),
        ("replays", "odds"): Field(
            mark("Odds of enough with what was known."), PROBABILITY, NUMBER
        ),
        ("replays", "string"): Field(mark("The scenario of that day."), NONE, LINK),
        ("prior_candidates", "way"): Field(mark("How past petitions are pooled."), NONE, TEXT),
        ("prior_candidates", "chosen"): Field(mark("Whether it is used."), NONE, YES_NO),
        ("prior_candidates", "log score, all others"): _SCORE,
        ("prior_candidates", "against one pool"): _AGAINST,
        ("prior_candidates", "low, 95%"): _LOW,
        ("prior_candidates", "high, 95%"): _HIGH,
        ("prior_candidates", "campaigns"): _CAMPAIGNS,
        ("prior_candidates", "log score, as of filing"): _SCORE,
        ("prior_candidates", "against one pool, as of filing"): _AGAINST,
        ("prior_candidates", "low, 95%, as of filing"): _LOW,
        ("prior_candidates", "high, 95%, as of filing"): _HIGH,
        ("prior_candidates", "campaigns, as of filing"): _CAMPAIGNS,
        ("prior_selection", "petitions"): Field(mark("Which past petitions are used."), NONE, TEXT),
        ("prior_selection", "number"): Field(mark("How many those are."), NONE, WHOLE),
        ("prior_selection", "invalid, %"): Field(
            mark("Default invalid rate that they give, of the raw signatures."), PERCENT, NUMBER
        ),
        ("prior_selection", "range, points"): Field(
            mark("Half the range that holds 9 times in 10."), POINTS, NUMBER
        ),
        ("past_petitions", "open"): Field(mark("The petition as a scenario."), NONE, LINK),
        ("past_petitions", "kind"): Field(mark("Kind of petition."), NONE, TEXT),
        ("past_petitions", "level"): Field(mark("Level of government."), NONE, TEXT),
        ("past_petitions", "jurisdiction"): Field(mark("Where it was circulated."), NONE, TEXT),
        ("past_petitions", "result"): Field(
            mark("Whether officials found it sufficient, insufficient, or neither is known."),
            NONE,
            TEXT,
        ),
        ("past_petitions", "outcome"): Field(mark("What happened, by its id."), NONE, TEXT),
        ("past_petitions", "missing"): Field(mark("Which counts are not known."), NONE, TEXT),
        ("past_petitions", "not scored"): Field(
            mark("Why it is not in the track record."), NONE, TEXT
        ),
        ("past_petitions", "filed"): Field(mark("Day of filing."), NONE, DATE),
        ("past_petitions", "note"): Field(mark("What should be known of the row."), NONE, TEXT),
        ("past_petitions", "source 2"): Field(mark("A second source."), NONE, LINK),
        ("past_shares", "raw / required"): Field(
            mark("Raw signatures for each one required."), NONE, NUMBER
        ),
        ("past_shares", "just enough, %"): Field(
            mark("Share valid that would just have been enough."), PERCENT, NUMBER
        ),
        ("past_shares", "5%"): Field(
            mark("Forecast share valid; no more 1 time in 20."), PERCENT, NUMBER
        ),
        ("past_shares", "95%"): Field(
            mark("Forecast share valid; no more 19 times in 20."), PERCENT, NUMBER
        ),
        ("past_shares", "found sufficient"): Field(
            mark("Whether officials found enough."), NONE, YES_NO
        ),
        ("past_reasons", "invalid"): Field(
            mark("Invalid signatures for reasons other than repeats."), SIGNATURES, WHOLE
        ),
        **{
            ("past_reasons", name): _REASON
            for name in (
                "not registered, %",
                "different address, %",
                "signature mismatch, %",
                "registration canceled, %",
                "outside the area, %",
                "form, %",
                "other reasons, %",
            )
        },
        **{
            (f"reliability_{name}", column): field
            for name in ("left_out", "as_of", "after_sample")
            for column, field in _RELIABILITY.items()
        },
    }
)
"""By table and by the column's English name."""
