"""The settings of the public server: environment variables, read once, at the start.

README ("Settings") says what each is for.
"""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

# What may stand in a frame-ancestors directive (CSP 3, 6.4.2): nothing that could end it.
_ANCESTOR = re.compile(
    r"\*|'self'|'none'|https?:|(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?",
    re.ASCII | re.IGNORECASE,
)


class SettingError(ValueError):
    """A variable that cannot be used; the message names it, and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How many readers are live, how much one client may ask for, who may show us in a frame.

    Attributes
    ----------
    rate_per_s
        Requests a second that one client address may make for long; 0 is no limit.
    burst
        Requests that it may make at once.
    threads
        Answers that are worked out at the same time.
    max_sessions
        Live sessions at once; None follows the machine's memory and cores. Beyond it a page's
        address answers with the light page.
    sockets_per_client
        Live sessions that one client address may have: a newsroom shares one.
    first_message_s
        Seconds after which a socket on which nothing was said is closed.
    request_s
        Seconds within which a request has to arrive.
    metrics
        Who may read the metrics: peers on "private" addresses, the "public", or nobody ("off").
    log
        How the log is written: "json" or "text"; empty is text at a terminal, else JSON.
    frame_ancestors
        Whose pages may show any page of ours in a frame.
    embed_ancestors
        Whose pages may show the embed view in a frame.
    """

    rate_per_s: float = 50.0
    burst: int = 500
    threads: int = min(4, os.cpu_count() or 1)
    max_sessions: int | None = None
    sockets_per_client: int = 60
    first_message_s: int = 20
    request_s: int = 10
    metrics: str = "private"
    log: str = ""
    frame_ancestors: str = "'self'"
    embed_ancestors: str = "*"


def read(variables: Mapping[str, str]) -> Settings:
    """Return the settings that environment variables make.

    Raises
    ------
    SettingError
        If a variable holds something that is not allowed.

    Examples
    --------
    >>> read({"RECALL_ODDS_RATE": "0"}).rate_per_s
    0.0
    """
    usual = Settings()
    given = {name: value.strip() for name, value in variables.items() if value.strip()}
    return Settings(
        rate_per_s=_number(given, "RECALL_ODDS_RATE", usual.rate_per_s, low=0, high=1e6),
        burst=_whole(given, "RECALL_ODDS_BURST", usual.burst, high=1_000_000),
        threads=_whole(given, "RECALL_ODDS_THREADS", usual.threads, high=64),
        max_sessions=(
            _whole(given, "RECALL_ODDS_MAX_SESSIONS", 1, high=100_000)
            if "RECALL_ODDS_MAX_SESSIONS" in given
            else None
        ),
        sockets_per_client=_whole(
            given, "RECALL_ODDS_SOCKETS_PER_CLIENT", usual.sockets_per_client, high=100_000
        ),
        first_message_s=_whole(
            given, "RECALL_ODDS_FIRST_MESSAGE_S", usual.first_message_s, high=3600
        ),
        request_s=_whole(given, "RECALL_ODDS_REQUEST_S", usual.request_s, high=3600),
        metrics=_one_of(given, "RECALL_ODDS_METRICS", usual.metrics, ("private", "public", "off")),
        log=_one_of(given, "RECALL_ODDS_LOG", usual.log, ("json", "text")),
        frame_ancestors=_ancestors(given, "RECALL_ODDS_FRAMED_BY", usual.frame_ancestors),
        embed_ancestors=_ancestors(given, "RECALL_ODDS_EMBEDDED_BY", usual.embed_ancestors),
    )


def _number(given: Mapping[str, str], name: str, usual: float, *, low: float, high: float) -> float:
    text = given.get(name)
    if text is None:
        return usual
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise SettingError(f"{name} must be a number from {low:g} to {high:,.0f}, not {text!r}")
    return number


def _whole(given: Mapping[str, str], name: str, usual: int, *, high: int) -> int:
    text = given.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= high):
        raise SettingError(f"{name} must be a whole number from 1 to {high:,}, not {text!r}")
    return int(text)


def _one_of(given: Mapping[str, str], name: str, usual: str, allowed: tuple[str, ...]) -> str:
    text = given.get(name, usual)
    if name in given and text not in allowed:
        raise SettingError(f"{name} must be {' or '.join(allowed)}, not {text!r}")
    return text


def _ancestors(given: Mapping[str, str], name: str, usual: str) -> str:
    text = given.get(name)
    if text is None:
        return usual
    if not all(_ANCESTOR.fullmatch(one) for one in text.split()):
        allowed = "'self', 'none', * or addresses as https://example.org, with spaces between them"
        raise SettingError(f"{name} must be {allowed}, not {text!r}")
    return " ".join(text.split())
