"""Whether this process is alive, and whether it should be sent readers. For whoever runs it.

``/live`` answers as soon as the process answers at all. ``/ready`` only once the model is warm, and
no longer when the process is about to end.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

LIVE, READY = "/live", "/ready"
HEADERS = {"Cache-Control": "no-store"}


class Health:
    """What a process knows of itself."""

    def __init__(self) -> None:
        self.ready = False


def routes(health: Health) -> list[BaseRoute]:
    """Return both routes."""

    async def live(_request: Request) -> JSONResponse:
        return JSONResponse({"live": True}, headers=HEADERS)

    async def ready(_request: Request) -> JSONResponse:
        status = 200 if health.ready else 503
        return JSONResponse({"ready": health.ready}, status_code=status, headers=HEADERS)

    return [Route(LIVE, live), Route(READY, ready)]
