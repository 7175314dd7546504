"""The answer as JSON and the tables behind the charts as CSV, under ``/api/v1/``.

Nothing here parses a parameter: the query string goes to ``analysis.scenario`` as it came. What
each address takes and gives is in ``web.openapi``.
"""

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from analysis import plan, scenario
from analysis.answer import answer, problems_body
from analysis.scenario import Reading
from analysis.summary import summary_of
from analysis.tables import TABLES
from web import api_page, openapi, query_string, summary
from web.etag import tagged
from web.place import Place
from web.work import Bench

LOG = logging.getLogger(__name__)
METHODS = "GET, HEAD, OPTIONS"
# Anyone's page may read the answers: they are public and depend on the address alone. They hold
# a sender's text, so no browser may take them for something other than they say.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT = HEADERS | {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
JSON = "application/json"
# Valid in JSON's strings, and nothing that a page could take for its own.
HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Respond = Callable[[Request], Response]


def routes(*, place: Place, bench: Bench) -> list[BaseRoute]:
    """Return the API's routes, for the server's table of routes.

    Parameters
    ----------
    place
        Where the server is to be found: the summary's link leads back there.
    bench
        Where the answers are worked out.
    """
    addresses: dict[str, Respond] = {
        "/v1/odds": partial(_of_reading, _odds),
        "/v1/plan": partial(_of_reading, _plan),
        "/v1/summary.html": partial(_of_reading, partial(_summary, place)),
        "/v1/tables/{name}.csv": partial(_of_reading, _table),
        "/v1/openapi.json": _document,
        "/v1/docs": _page,
    }
    api = Starlette(
        routes=[
            Route(path, _endpoint(respond, bench), methods=["GET", "OPTIONS"])
            for path, respond in addresses.items()
        ],
        exception_handlers={HTTPException: _http_error},
    )
    # Without the second, Streamlit would answer "/api" with its page.
    return [Mount("/api", app=api), Route("/api", _missing)]


def error(text: str, *, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as the API says it."""
    return _json({"schema": 1, "error": text}, status=status, headers=headers)


def _odds(reading: Reading, request: Request) -> Response:
    return tagged(request, _dump(answer(reading)), media_type=JSON, headers=HEADERS)


def _plan(reading: Reading, request: Request) -> Response:
    assert reading.scenario is not None, "no problems, so there is a scenario"
    body = _dump(plan.body(plan.tell(reading.scenario)))
    return tagged(request, body, media_type=JSON, headers=HEADERS)


def _summary(place: Place, reading: Reading, request: Request) -> Response:
    """The plan on one page, to print; its link leads back here, from paper too."""
    html = summary.page(summary_of(reading), base=place.base(request) or "")
    return tagged(
        request,
        html.encode("utf-8", "replace"),
        media_type="text/html",
        headers=HEADERS,
        # It may hold the host that a header names, which caches on the way do not look at.
        cache_control="no-cache",
    )


def _table(reading: Reading, request: Request) -> Response:
    name = request.path_params["name"]
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="recall-odds-{name}.csv"'}
    body = TABLES[name](reading).csv().encode("utf-8", "replace")
    return tagged(request, body, media_type="text/csv", headers=headers)


def _document(request: Request) -> Response:
    return tagged(request, _dump(openapi.document()), media_type=JSON, headers=HEADERS)


def _page(request: Request) -> Response:
    return tagged(request, api_page.page(), media_type="text/html", headers=HEADERS)


def _of_reading(respond: Callable[[Reading, Request], Response], request: Request) -> Response:
    """Read the scenario first: 422 where the string has problems."""
    if request.path_params.get("name", "dots") not in TABLES:
        raise HTTPException(404)
    reading = scenario.read(query_string(request))
    if reading.problems:
        return _json(problems_body(reading), status=422)
    return respond(reading, request)


def _endpoint(respond: Respond, bench: Bench) -> Callable[[Request], Any]:
    """Answer in a thread beside the loop; 500 without a traceback where that fails."""

    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        try:
            return await bench.do(partial(respond, request))
        except HTTPException:
            raise
        except Exception:
            LOG.exception("no answer at %s", request.scope["path"])
            return error("the server could not work this out", status=500)

    return endpoint


async def _http_error(_request: Request, raised: Exception) -> Response:
    assert isinstance(raised, HTTPException)
    headers = dict(raised.headers or {})
    if raised.status_code == 405:
        headers["Allow"] = METHODS
    return error(raised.detail, status=raised.status_code, headers=headers)


async def _missing(_request: Request) -> Response:
    return error("Not Found", status=404)


def _json(
    body: dict[str, Any], *, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    made = HEADERS | {"Cache-Control": "no-store"} | dict(headers or {})
    return Response(_dump(body), status_code=status, headers=made, media_type=JSON)


def _dump(body: Mapping[str, Any]) -> bytes:
    text = json.dumps(body, allow_nan=False, separators=(",", ":"))
    return text.translate(HARMLESS).encode("ascii")
