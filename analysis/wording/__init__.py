"""Numbers in, sentences out. AP style; the same frame for success and failure."""

from analysis.wording.calendar import ballot_sentence, no_ballot_sentence, why_they_differ
from analysis.wording.first_view import FirstView, first_view
from analysis.wording.markdown import as_markdown, bullets, paragraphs
from analysis.wording.notices import ignored_sentence, law_sentence, notices
from analysis.wording.numbers import ap_date, count, list_of, percent, signed_count
from analysis.wording.odds import dots_phrase, odds_phrase, percent_phrase
from analysis.wording.pictures import (
    dots_alt,
    dots_title,
    end_label,
    now_label,
    swing_alt,
    swing_bar_label,
    swing_title,
)
from analysis.wording.prior import break_even_sentence, prior_sentence
from analysis.wording.sentences import (
    NOT_THE_BALLOT,
    TOOL,
    changed_sentence,
    footer,
    headline,
    margin_sentence,
    odds_again,
    option_name,
    outcome_sentence,
    petition_name,
    problem_sentence,
    quote,
    reasons_sentence,
    step_sentence,
)

__all__ = [
    "NOT_THE_BALLOT",
    "TOOL",
    "FirstView",
    "ap_date",
    "as_markdown",
    "ballot_sentence",
    "break_even_sentence",
    "bullets",
    "changed_sentence",
    "count",
    "dots_alt",
    "dots_phrase",
    "dots_title",
    "end_label",
    "first_view",
    "footer",
    "headline",
    "ignored_sentence",
    "law_sentence",
    "list_of",
    "margin_sentence",
    "no_ballot_sentence",
    "notices",
    "now_label",
    "odds_again",
    "odds_phrase",
    "option_name",
    "outcome_sentence",
    "paragraphs",
    "percent",
    "percent_phrase",
    "petition_name",
    "prior_sentence",
    "problem_sentence",
    "quote",
    "reasons_sentence",
    "signed_count",
    "step_sentence",
    "swing_alt",
    "swing_bar_label",
    "swing_title",
    "why_they_differ",
]
