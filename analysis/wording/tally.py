"""Sentences about a running count that was pasted as text."""

from analysis.language import mark, t
from analysis.tally import TallyProblem

_SAID_OF = {"row": mark("the line"), "header": mark("the header"), "text": mark("the text")}


def problem_sentence(problem: TallyProblem) -> str:
    """What of a pasted count could not be used, and why.

    Examples
    --------
    >>> problem_sentence(TallyProblem(3, "checked", "many", "a whole number from 0"))
    'Line 3, checked: “many” cannot be used. Allowed: a whole number from 0.'
    >>> problem_sentence(TallyProblem(4, "valid", "", "a whole number from 0"))
    'Line 4, valid: nothing was given. Allowed: a whole number from 0.'
    """
    known = _SAID_OF.get(problem.column)
    said = {
        "line": problem.line,
        "what": t(known) if known else problem.column,
        "allowed": problem.allowed,
    }
    if not problem.given:
        return t("Line {line}, {what}: nothing was given. Allowed: {allowed}.", **said)
    return t(
        "Line {line}, {what}: “{given}” cannot be used. Allowed: {allowed}.",
        given=problem.given,
        **said,
    )
