"""Sentences about the files of data/: what was loaded, what is left out, what is wrong."""

from collections.abc import Sequence

from analysis.wording.numbers import count

LEFT_OUT = {
    "petitions.csv": "do not inform others",
    "invalid_reasons.csv": "are in no whole breakdown",
    "sample_and_count.csv": "do not compare",
}
"""By file, what rows that are left out do not do."""

NOT_WHOLE = {
    "sheets": "sheets only: struck before any signer was checked",
    "part": "confined to a part of the petition",
    "scope": "a fuller count of the same petition is used",
    "rounded": "rounded counts",
    "not_registered": "those who are not registered are not itemized",
    "one_reason": "no second reason is itemized",
    "unnamed": "less than nine tenths of the invalid are itemized",
}
"""By code, why a breakdown by reason is not whole, or a row is no part of it."""

_A_FEW = 3


def file_line(file: str, *, loaded: int, excluded: int) -> str:
    """How many rows of a file were loaded, and how many of them are left out.

    Examples
    --------
    >>> file_line("petitions.csv", loaded=374, excluded=249)
    'petitions.csv: 374 rows loaded, 249 of them do not inform others'
    >>> file_line("presets.toml", loaded=1, excluded=0)
    'presets.toml: 1 table loaded'
    """
    noun = "table" if file.endswith(".toml") else "row"
    text = f"{file}: {count(loaded)} {noun}{'' if loaded == 1 else 's'} loaded"
    return f"{text}, {count(excluded)} of them {LEFT_OUT[file]}" if excluded else text


def excluded_line(reason: str, *, rows: int, ids: Sequence[str]) -> str:
    """How many rows are left out for a reason, and the first of their petitions.

    Examples
    --------
    >>> excluded_line("foreign law", rows=5, ids=["a", "b", "c", "d"])
    '  foreign law: 5 (a, b, c, …)'
    """
    few = ", ".join([*ids[:_A_FEW], *(["…"] if len(ids) > _A_FEW else [])])
    return f"  {reason.removesuffix('.')}: {count(rows)} ({few})"


def problem_line(*, file: str, row: int | str | None, column: str, problem: str) -> str:
    """Where something is wrong, and what.

    Examples
    --------
    >>> problem_line(file="petitions.csv", row=5, column="raw", problem="at least 1")
    'data/petitions.csv, row 5, raw: at least 1'
    >>> problem_line(file="rules.toml", row="wa", column="gate", problem="needed")
    'data/rules.toml, table wa, gate: needed'
    """
    place = f"data/{file}"
    if row is not None:
        place += f", row {row}" if isinstance(row, int) else f", table {row}"
    return f"{place}, {column}: {problem}" if column else f"{place}: {problem}"


def warning_line(where: str) -> str:
    """A difference that is worth a look and breaks nothing."""
    return f"Worth a look: {where}"


def sound_line(problems: int) -> str:
    """What there is to do.

    Examples
    --------
    >>> sound_line(0)
    'The data are sound.'
    >>> sound_line(1)
    '1 problem; each is named by file, row and column. Columns are described in data/README.md.'
    """
    if not problems:
        return "The data are sound."
    noun = "problem; each is" if problems == 1 else "problems; each is"
    return (
        f"{count(problems)} {noun} named by file, row and column. "
        "Columns are described in data/README.md."
    )


def unreadable(reason: str) -> str:
    """Why a file cannot be read at all."""
    return f"the file cannot be read: {reason}"


def no_such_column() -> str:
    """What is wrong with a column that the file does not have."""
    return "no such column in this file"


def column_missing() -> str:
    """What is wrong with a header that lacks a column."""
    return "the column is missing from the header line"


def column_twice() -> str:
    """What is wrong with a header that names a column twice."""
    return "the column stands twice in the header line"


def cells_of(*, given: int, wanted: int) -> str:
    """A row with too many cells or too few.

    Examples
    --------
    >>> cells_of(given=6, wanted=7)
    '6 cells in place of 7; a cell that holds a comma needs quotation marks around it'
    """
    return (
        f"{given} cells in place of {wanted}; "
        "a cell that holds a comma needs quotation marks around it"
    )


def bad_cell(allowed: str, given: object) -> str:
    """A value that is not allowed.

    Examples
    --------
    >>> bad_cell("Input should be a valid integer", "many")
    'Input should be a valid integer; given: many'
    >>> bad_cell("Input should be a valid integer", None)
    'Input should be a valid integer; the cell is empty'
    """
    return f"{allowed}; the cell is empty" if given is None else f"{allowed}; given: {given}"


def not_a_table() -> str:
    """What is wrong with a TOML key outside any table."""
    return "a table is needed"


def unknown_petition(name: str) -> str:
    """An id that stands in no row of petitions.csv."""
    return f"{name!r} is no petition_id of petitions.csv; add the petition there, or mend the id"


def stands_twice(name: str, *, first: int | str) -> str:
    """An id that two rows have."""
    return f"{name!r} stands in row {first} too"


def falls(*, before: object, now: object) -> str:
    """A running total that falls."""
    return f"{now} is below {before}, the report before it"


def over_count(*, total: int, most: int, what: str, code: str) -> str:
    """Reasons that add up to more than what was invalid.

    Examples
    --------
    >>> over_count(total=12, most=10, what="full count", code="over_count")[:59]
    'the reasons of the full count add up to 12, but 10 were inv'
    """
    return (
        f"the reasons of the {what} add up to {count(total)}, but {count(most)} were invalid "
        f"by petitions.csv; if that is right, say why in a note: “{code}: reason”"
    )


def differs(*, here: int, column: str, there: int, code: str) -> str:
    """A figure that another file has otherwise.

    Examples
    --------
    >>> differs(here=12, column="raw", there=10, code="differs")
    '12 here, 10 as raw of petitions.csv; the note may say why: “differs: reason”'
    """
    return (
        f"{count(here)} here, {count(there)} as {column} of petitions.csv; "
        f"the note may say why: “{code}: reason”"
    )
