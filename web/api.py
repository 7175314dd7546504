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

from analysis import dictionary, plan, scenario
from analysis.answer import SCHEMA, answer, problems_body
from analysis.chart_files import charts, picture
from analysis.compare import parted
from analysis.language import with_language
from analysis.scenario import Reading, full_link
from analysis.summary import summary_of
from analysis.tables import TABLES, Table
from analysis.take_away import archive, results_body, results_table
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
JSON, CSV, ZIP = "application/json", "text/csv", "application/zip"
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
# Valid in JSON's strings, and nothing that a page could take for its own.
HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

Respond = Callable[[Request], Response]


def routes(*, place: Place, bench: Bench) -> list[BaseRoute]:
    """Return the API's routes, for the server's table of routes.

    Parameters
    ----------
    place
        Where the server is to be found: links on paper and in an archive lead back there.
    bench
        Where the answers are worked out.
    """
    addresses: dict[str, Respond] = {
        "/v1/odds": partial(_of_reading, _odds),
        "/v1/plan": partial(_of_reading, _plan),
        "/v1/summary.html": partial(_of_reading, partial(_summary, place)),
        "/v1/tables/{name}.csv": partial(_of_reading, _table),
        "/v1/charts/{name}.{kind}": partial(_of_reading, _chart),
        "/v1/results.csv": partial(_of_reading, _results_csv),
        "/v1/results.json": partial(_of_reading, _results_json),
        "/v1/all.zip": partial(_of_reading, partial(_all, place)),
        "/v1/dictionary.csv": _dictionary_csv,
        "/v1/dictionary.json": _dictionary_json,
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
    return _csv(request, TABLES[name](reading), name=name)


def _results_csv(reading: Reading, request: Request) -> Response:
    return _csv(request, results_table(reading), name="results")


def _results_json(reading: Reading, request: Request) -> Response:
    return tagged(request, _dump(results_body(reading)), media_type=JSON, headers=HEADERS)


def _dictionary_csv(request: Request) -> Response:
    return _csv(request, dictionary.table(), name="dictionary")


def _dictionary_json(request: Request) -> Response:
    body = {"schema": SCHEMA, "files": dictionary.body()}
    return tagged(request, _dump(body), media_type=JSON, headers=HEADERS)


def _all(place: Place, reading: Reading, request: Request) -> Response:
    """Everything in one archive, whose note says where to open the scenario again."""
    address = f"{place.base(request) or ''}/{with_language(full_link(reading))}"
    return tagged(
        request,
        archive(reading, address=address),
        media_type=ZIP,
        headers=HEADERS | _kept_as("recall-odds.zip"),
        cache_control="no-cache",  # as of the summary
    )


def _csv(request: Request, table: Table, *, name: str) -> Response:
    headers = HEADERS | _kept_as(f"recall-odds-{name}.csv")
    return tagged(request, table.csv().encode("utf-8", "replace"), media_type=CSV, headers=headers)


def _kept_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _chart(reading: Reading, request: Request) -> Response:
    """A chart as a file to keep; 404 where the pages show none for this scenario."""
    name, kind = request.path_params["name"], request.path_params["kind"]
    _own, beside = parted(query_string(request))
    drawn = picture(reading, beside, name=name, kind=kind)
    if drawn is None:
        raise HTTPException(404, "there is no such chart for this scenario")
    headers = HEADERS | {"Content-Disposition": f'inline; filename="recall-odds-{name}.{kind}"'}
    return tagged(request, drawn, media_type=PICTURES[kind], headers=headers)


def _document(request: Request) -> Response:
    return tagged(request, _dump(openapi.document()), media_type=JSON, headers=HEADERS)


def _page(request: Request) -> Response:
    return tagged(request, api_page.page(), media_type="text/html", headers=HEADERS)


def _of_reading(respond: Callable[[Reading, Request], Response], request: Request) -> Response:
    """Read the scenario first: 422 where the string has problems."""
    if not _is_known(request.path_params):
        raise HTTPException(404)
    string = query_string(request)
    # Only a chart shows scenarios beside each other.
    reading = scenario.read(parted(string)[0] if "kind" in request.path_params else string)
    if reading.problems:
        return _json(problems_body(reading), status=422)
    return respond(reading, request)


def _is_known(path: Mapping[str, str]) -> bool:
    """Whether there is such a table or chart, where an address names one."""
    if "kind" in path:
        return path["kind"] in PICTURES and path["name"] in charts()
    return path.get("name", "dots") in TABLES


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
