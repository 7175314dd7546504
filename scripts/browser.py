"""Print the path of a Chromium that runs, installing one where there is none.

In this order: `$CHROMIUM`; a Chromium or Chrome on PATH; as root on Debian or Ubuntu, the
distribution's package; Playwright's own download. Standard output holds the path and nothing else.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from playwright.sync_api import sync_playwright

NAMES_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
ADVICE = """\
The browser tests and the benchmark need Chromium, and it could not be installed here. Either
  - install it (Debian: apt-get install chromium; elsewhere Chromium or Google Chrome), or
  - run: .venv/bin/python -m playwright install --with-deps chromium, or
  - set CHROMIUM to the path of a Chromium or Chrome."""


class NoBrowserError(Exception):
    """There is no Chromium, and none can be installed."""


def chromium() -> str:
    """Return the path of a Chromium that runs; install one if need be."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not runs(chosen):
            raise NoBrowserError(f"CHROMIUM={chosen} is not a browser that runs.")
        return chosen
    for find in (on_path, from_apt, from_playwright):
        path = find()
        if path:
            return path
    raise NoBrowserError(ADVICE)


def on_path() -> str | None:
    """Return the first Chromium or Chrome on PATH that runs."""
    found = (shutil.which(name) for name in NAMES_ON_PATH)
    return next((path for path in found if path and runs(path)), None)


def from_apt() -> str | None:
    """Install the distribution's Chromium, with fonts, where that needs no password."""
    if not (shutil.which("apt-get") and is_root()):
        return None
    say("Installing Chromium with apt-get ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt_get = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
    run([*apt_get, "update"], environment)
    run([*apt_get, "install", "--yes", "--no-install-recommends", *APT_PACKAGES], environment)
    return on_path()


def from_playwright() -> str | None:
    """Return Playwright's own Chromium, downloaded if it is not there yet."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    # Playwright knows the system libraries of Debian and Ubuntu, and refuses on other systems.
    attempts = [["--with-deps"], []] if is_root() else [[]]
    for with_libraries in attempts:
        if not runs(path):
            say("Installing Chromium with Playwright ...")
            run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])
    return path if runs(path) else None


def runs(path: str) -> bool:
    """Say whether the program starts: Ubuntu's `chromium-browser` may only say what to install."""
    try:
        version = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run an installer, its words to standard error; whether it worked is seen by what it left."""
    subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False
    )


def is_root() -> bool:
    """Say whether system packages can be installed without a password."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def say(words: str) -> None:
    """Tell what is being done, beside standard output."""
    print(words, file=sys.stderr)


if __name__ == "__main__":
    try:
        print(chromium())
    except NoBrowserError as problem:
        sys.exit(str(problem))
