"""What the first reader would have to wait for is done before the server listens."""

import gc
import sys

from starlette.testclient import TestClient

from web.warm import HEAVY


def test_the_heavy_libraries_are_in_memory(server: TestClient) -> None:
    assert set(HEAVY) <= sys.modules.keys()


def test_the_collector_does_not_look_at_them_again(server: TestClient) -> None:
    """Streamlit collects after each run; frozen objects are passed over (PLATFORM, serving)."""
    assert gc.get_freeze_count() > 100_000
