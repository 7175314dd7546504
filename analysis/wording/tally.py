"""Sentences about a running count that was pasted as text."""

from analysis.tally import TallyProblem

_SAID_OF = {"row": "the line", "header": "the header", "text": "the text"}


def problem_sentence(problem: TallyProblem) -> str:
    """What of a pasted count could not be used, and why.

    Examples
    --------
    >>> problem_sentence(TallyProblem(3, "checked", "many", "a whole number from 0"))
    'Line 3, checked: “many” cannot be used. Allowed: a whole number from 0.'
    >>> problem_sentence(TallyProblem(4, "valid", "", "a whole number from 0"))
    'Line 4, valid: nothing was given. Allowed: a whole number from 0.'
    """
    what = _SAID_OF.get(problem.column, problem.column)
    given = f"“{problem.given}” cannot be used" if problem.given else "nothing was given"
    return f"Line {problem.line}, {what}: {given}. Allowed: {problem.allowed}."
