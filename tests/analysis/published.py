"""The rows of checks.json: values that an independent program worked out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHECKS = Path(__file__).parents[1] / "data" / "checks.json"
ROWS: Mapping[str, Mapping[str, Any]] = {
    row["id"]: row for row in json.loads(CHECKS.read_text("utf-8"))["checks"]
}
