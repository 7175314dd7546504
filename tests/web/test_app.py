"""The three ways of serving, each started from a folder that is not the project's."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

APP = Path(__file__).parents[2] / "app.py"
COMMANDS = {
    "python app.py": [str(APP)],
    "streamlit run app.py": ["-m", "streamlit", "run", str(APP), "--server.port={port}"],
    "uvicorn app:app": ["-m", "uvicorn", f"--app-dir={APP.parent}", "app:app", "--port={port}"],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(arguments: list[str], folder: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"CI": "true"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_dashboard_shell_and_api_come_from_one_process(command: str, tmp_path: Path) -> None:
    port = free_port()
    arguments = [part.format(port=port) for part in COMMANDS[command]]
    process = start(arguments, tmp_path, {"PORT": str(port)})
    assert process.stdout is not None
    try:
        printed = ""
        while f":{port}" not in printed:
            line = process.stdout.readline()
            assert line, f"ended before it said where it serves:\n{printed}"
            printed += line
        with httpx2.Client(base_url=f"http://localhost:{port}", timeout=60) as client:
            assert "first-answer" in client.get("/").text
            assert client.get("/api/v1/odds").json()["schema"] == 1
            assert client.get("/_stcore/health").text == "ok"
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
    # Streamlit greets, and asks an outside service for the public address, unless it found
    # .streamlit/config.toml.
    assert "Streamlit" not in printed + rest
    assert "Traceback" not in printed + rest
    if command != "uvicorn app:app":
        assert printed == f"Recall Odds is at http://localhost:{port}\n"


def test_settings_are_found_from_any_folder(tmp_path: Path) -> None:
    """Not found would mean a file watcher and a third of the throughput (PLATFORM, serving)."""
    code = "import app, streamlit; print(streamlit.get_option('server.fileWatcherType'))"
    process = start(["-c", code], tmp_path, {"PYTHONPATH": str(APP.parent)})
    printed, _ = process.communicate(timeout=60)
    assert printed == "none\n"
