"""`make replicas`: says where it is when it is ready, puts the dead back, ends when asked."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from scripts.replicas import free_ports, is_ready
from tests.replicas.conftest import until

ROOT = Path(__file__).parents[2]


def test_it_serves_puts_back_who_dies_and_ends_on_ctrl_c() -> None:
    port, *own = free_ports(3)
    environment = {
        **os.environ, "PORT": str(port), "REPLICA_PORTS": ",".join(map(str, own)),
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "scripts/replicas.py"], cwd=ROOT, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == f"Recall Odds is at http://localhost:{port}\n"
        assert is_ready(port)
        first = re.findall(r"\d+", process.stdout.readline())[0]
        os.kill(int(first), signal.SIGKILL)
        assert process.stdout.readline().startswith(f"Process {first} has ended")
        assert is_ready(port), "the other one answers"
        until(lambda: is_ready(own[0]))
    finally:
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0, printed
    assert not any(is_ready(one) for one in (port, *own))
