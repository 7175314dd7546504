"""A file to download and try; its counts are made up."""

from analysis.data_files import DATA

EXAMPLE = "examples/internal_check.csv"


def example_file() -> bytes:
    """The example, as it stands in data/.

    Examples
    --------
    >>> example_file().splitlines()[0][:18]
    b'circulator,checked'
    """
    return (DATA / EXAMPLE).read_bytes()
