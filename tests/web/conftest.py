"""One server for the tests of this folder: the very app that app.py serves."""

import os
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

# The tests are one client that asks more often than a reader would; app.py reads it when imported.
os.environ["RECALL_ODDS_RATE"] = "0"

import app


@pytest.fixture(scope="session")
def server() -> Iterator[TestClient]:
    # The base address is not "testserver" so that nothing depends on the host's name.
    with TestClient(app.app, base_url="http://localhost") as client:
        yield client
