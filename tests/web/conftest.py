"""One server for the tests of this folder: the very app that app.py serves."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import app


@pytest.fixture(scope="session")
def server() -> Iterator[TestClient]:
    # The base address is not "testserver" so that nothing depends on the host's name.
    with TestClient(app.app, base_url="http://localhost") as client:
        yield client
