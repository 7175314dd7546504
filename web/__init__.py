"""What travels over plain HTTP: the shell, the API, the static files, the warm start."""

from starlette.requests import Request


def query_string(request: Request) -> str:
    """Return the query string as it travelled, still percent-encoded."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")
