"""Many scenarios from a CSV to a CSV: each row's odds are those of the same scenario by itself.

Rows of which nothing official is known yet are worked out as arrays; the others one by one, by the
function that answers a single string. Memory does not grow with the file.
"""

from analysis.batch.columns import RESULTS, NotUsableError
from analysis.batch.run import Summary, body, line, not_usable_body, run, warnings

__all__ = [
    "RESULTS", "NotUsableError", "Summary", "body", "line", "not_usable_body", "run", "warnings",
]  # fmt: skip
