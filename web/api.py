"""The answer as JSON and the tables behind the charts as CSV, under ``/api/v1/``.

Nothing here parses a parameter: the query string goes to ``analysis.scenario`` as it came.
"""

import logging
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from analysis import plan, scenario
from analysis.answer import answer, problems_body
from analysis.scenario import Reading
from analysis.summary import summary_of
from analysis.tables import TABLES
from web import query_string, summary

LOG = logging.getLogger(__name__)
# Anyone's page may read the answers: they are public and depend on the address alone. They hold
# a sender's text, so no browser may take them for something other than they say.
HEADERS = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}


def routes() -> list[BaseRoute]:
    """Return the API's routes, for the server's table of routes."""
    api = Starlette(
        routes=[
            Route("/v1/odds", _answering(_odds)),
            Route("/v1/plan", _answering(_plan)),
            Route("/v1/summary.html", _answering(_summary)),
            Route("/v1/tables/{name}.csv", _answering(_table)),
        ],
        exception_handlers={HTTPException: _http_error},
    )
    # Without the second, Streamlit would answer "/api" with its page.
    return [Mount("/api", app=api), Route("/api", _missing)]


def _odds(reading: Reading, _request: Request) -> Response:
    return _json(answer(reading))


def _plan(reading: Reading, _request: Request) -> Response:
    assert reading.scenario is not None, "no problems, so there is a scenario"
    return _json(plan.body(plan.tell(reading.scenario)))


def _summary(reading: Reading, request: Request) -> Response:
    """The plan on one page, to print; its link leads back here, from paper too."""
    html = summary.page(summary_of(reading), base=str(request.base_url).removesuffix("api/"))
    return Response(html.encode("utf-8", "replace"), media_type="text/html", headers=HEADERS)


def _table(reading: Reading, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in TABLES:
        raise HTTPException(404)
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="recall-odds-{name}.csv"'}
    return Response(TABLES[name](reading).csv(), media_type="text/csv", headers=headers)


def _answering(
    respond: Callable[[Reading, Request], Response],
) -> Callable[[Request], Any]:
    """Read the scenario first: 422 where the string has problems, 500 without a traceback."""

    async def endpoint(request: Request) -> Response:
        try:
            reading = scenario.read(query_string(request))
            if reading.problems:
                return _json(problems_body(reading), status=422)
            return respond(reading, request)
        except HTTPException:
            raise
        except Exception:
            LOG.exception("no answer for %s?%s", request.url.path, query_string(request))
            return _error("the server could not work this out", status=500)

    return endpoint


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(error.detail, status=error.status_code, headers=error.headers)


async def _missing(_request: Request) -> Response:
    return _error("Not Found", status=404)


def _error(text: str, *, status: int, headers: Any = None) -> Response:
    return _json({"schema": 1, "error": text}, status=status, headers=headers)


def _json(body: dict[str, Any], *, status: int = 200, headers: Any = None) -> Response:
    return JSONResponse(body, status_code=status, headers=HEADERS | dict(headers or {}))
