"""What a batch says of its rows."""

from collections.abc import Sequence

from analysis.csv_text import CsvFault
from analysis.scenario import Problem
from analysis.wording.numbers import count


def problems(found: Sequence[Problem]) -> str:
    """What is wrong with a row, key by key.

    Examples
    --------
    >>> problems([Problem("raw", "many", "a whole number", None)])
    'raw: given “many”, allowed a whole number'
    """
    return "; ".join(_problem(one) for one in found)


def _problem(problem: Problem) -> str:
    fields = (problem.field,) if isinstance(problem.field, str) else problem.field
    return f"{', '.join(fields)}: given “{problem.given}”, allowed {problem.allowed}"


def row_problem(fault: CsvFault) -> str:
    """What is wrong with a row that does not fit the header."""
    return f"{fault.column}: given {fault.given}, allowed {fault.allowed}"


def fault(name: str, found: CsvFault) -> str:
    """Why a file cannot be read to its end."""
    given = f"given {found.given}, " if found.given else ""
    return (
        f"{name}, line {count(found.line)}, {found.column}: {given}allowed {found.allowed}. "
        "Nothing was written."
    )


def not_there(name: str, why: str) -> str:
    """Why a file cannot be opened."""
    return f"{name} cannot be read: {why or 'no such file'}. Nothing was written."


def bad_line(line: int, problem: str) -> str:
    """A bad row.

    Examples
    --------
    >>> bad_line(1042, "raw: given “many”, allowed a whole number")
    'Line 1,042: raw: given “many”, allowed a whole number.'
    """
    return f"Line {count(line)}: {problem}."


def more_bad_lines(number: int) -> str:
    """Bad rows beyond those that are listed."""
    return f"{count(number)} more lines have a problem; the column “problem” says which and what."


def not_keys(names: Sequence[tuple[str, str]]) -> str:
    """Columns that are kept and not used, each with the key that it may be meant for.

    Examples
    --------
    >>> not_keys([("id", ""), ("invalids", "invalid")])
    'Not keys of a scenario, kept and not used: id, invalids (is invalid meant?).'
    """
    parts = [f"{name} (is {key} meant?)" if key else name for name, key in names]
    return f"Not keys of a scenario, kept and not used: {', '.join(parts)}."


def encoding(name: str) -> str:
    """A file in another encoding than expected."""
    return f"The file is not in UTF-8; it was read as {name}."


def summary(*, rows: int, bad: int, target: str) -> str:
    """How a run ended.

    Examples
    --------
    >>> summary(rows=1200, bad=2, target="out.csv")
    '1,200 scenarios read, 1,198 with odds, 2 with a problem; written to out.csv.'
    """
    found = (
        f"{count(rows)} scenarios read, {count(rows - bad)} with odds, {count(bad)} with a problem"
    )
    return f"{found}; written to {target}."
