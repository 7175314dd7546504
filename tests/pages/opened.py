"""A page as Streamlit's own test harness runs it, without a browser."""

from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).parents[2] / "pages" / "main.py"


def opened(string: str) -> AppTest:
    """The Odds page of a scenario string, after its first run, without an exception."""
    page = AppTest.from_file(str(MAIN), default_timeout=30)
    for key, texts in parse_qs(string, keep_blank_values=True).items():
        page.query_params[key] = texts
    page.run()
    assert not page.exception
    return page
