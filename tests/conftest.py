"""What every test shares."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.in_chromium import launched

# A busy machine is no reason to fail. Under CI Hypothesis has settings of its own, which are kept.
settings.register_profile(
    "recall-odds",
    parent=settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
)
settings.load_profile("recall-odds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, for the tests of the pages and of the replicas."""
    with launched() as running:
        yield running
