"""Numbers in, sentences out. AP style; the same frame for success and failure."""

from analysis.wording.first_view import FirstView, first_view
from analysis.wording.numbers import ap_date, count, list_of, percent, signed_count
from analysis.wording.odds import dots_phrase, odds_phrase, percent_phrase
from analysis.wording.sentences import (
    break_even_sentence,
    changed_sentence,
    dots_title,
    headline,
    ignored_sentence,
    margin_sentence,
    notices,
    outcome_sentence,
    petition_name,
    prior_sentence,
    problem_sentence,
    quote,
    swing_title,
)

__all__ = [
    "FirstView",
    "ap_date",
    "break_even_sentence",
    "changed_sentence",
    "count",
    "dots_phrase",
    "dots_title",
    "first_view",
    "headline",
    "ignored_sentence",
    "list_of",
    "margin_sentence",
    "notices",
    "odds_phrase",
    "outcome_sentence",
    "percent",
    "percent_phrase",
    "petition_name",
    "prior_sentence",
    "problem_sentence",
    "quote",
    "signed_count",
    "swing_title",
]
