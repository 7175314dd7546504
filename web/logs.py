"""The server's log: what happened, and nothing of whom it happened to.

No line holds a reader's address or a query string: her scenario is her own. As JSON, one object a
line, for programs that collect logs; as text for a person at a terminal.
"""

import logging
import sys
from typing import Final

from pythonjsonlogger.json import JsonFormatter

JSON, TEXT = "json", "text"
FIELDS: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}
# uvicorn tells of each request and each socket with its address and its query string.
ACCESS, SOCKETS = "uvicorn.access", "uvicorn.error"
_OF_A_SOCKET = ('%s - "WebSocket %s"', "connection open", "connection closed")


class _OfNobody(logging.Filter):
    """Lets through what is not about one reader's connection."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_OF_A_SOCKET)


def usual_style() -> str:
    """Return the style where none is set: text at a terminal, JSON for a program."""
    return TEXT if sys.stderr.isatty() else JSON


def set_up(style: str) -> None:
    """Write every log line in one style, those of the libraries too.

    To be called once they are imported: uvicorn and Streamlit have handlers of their own.
    """
    formatter = (
        JsonFormatter(FIELDS, rename_fields=NAMES) if style == JSON else logging.Formatter(FIELDS)
    )
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    for logger in (root, *_named()):
        for handler in logger.handlers:
            handler.setFormatter(formatter)
    logging.getLogger(ACCESS).disabled = True
    about_sockets = logging.getLogger(SOCKETS)
    if not any(isinstance(one, _OfNobody) for one in about_sockets.filters):
        about_sockets.addFilter(_OfNobody())


def no_news() -> None:
    """Keep what uvicorn says of each worker's start and end out of the log."""
    logging.getLogger(SOCKETS).setLevel(logging.WARNING)


def _named() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logger for logger in known if isinstance(logger, logging.Logger)]
