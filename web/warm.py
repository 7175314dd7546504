"""What is done once, before the first reader comes."""

import gc
import importlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from analysis import scenario, wording
from analysis.answer import answer

# Imported by the first session otherwise, which would wait for it (1.4 to 1.9 s).
HEAVY = ("pandas", "plotly.graph_objects", "scipy.special", "scipy.stats")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncGenerator[None, None]:
    """Warm the process, then let the server start."""
    for module in HEAVY:
        importlib.import_module(module)
    # The first forecast reads data/ and fills the caches of quadrature nodes.
    reading = scenario.read("")
    answer(reading)
    wording.first_view(reading)
    # Streamlit forces a full collection after each run. What is loaded by now stays for good,
    # so the collector need not look at it again: reruns are 4 to 5 times cheaper.
    gc.collect()
    gc.freeze()
    yield
