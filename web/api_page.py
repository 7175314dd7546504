"""The API in words: one plain page, made from the OpenAPI document, without a script."""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from analysis.wording import api as words
from web.openapi import BAD_EXAMPLES, EXAMPLES, ROOT, document

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1, h2 { font-family: Charter, Cambria, serif; line-height: 1.2; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid #8886; }
th, td { text-align: left; vertical-align: top; }
code { font: 0.875rem/1.5 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
a { color: inherit; }
"""


@cache
def page() -> bytes:
    """Return the page."""
    made = document()
    components = made["components"]
    about = "".join(f"<p>{escape(text)}</p>" for text in made["info"]["description"].split("\n\n"))
    parts = (
        f"<h1>{escape(words.TITLE)}</h1>",
        about,
        f'<p>The same for programs: <a href="{ROOT}/openapi.json">{ROOT}/openapi.json</a></p>',
        _section("Addresses", ("address", "answer"), _addresses(made)),
        _section("Examples", ("address", "status"), _examples()),
        _section("Keys", ("key", "meaning", "example"), _keys(components["parameters"])),
        _section("The answer", ("part", "meaning"), _fields(words.FIELDS)),
        _section("The plan", ("part", "meaning"), _fields(words.PLAN_FIELDS)),
        _section("Other statuses", ("status", "meaning"), _statuses()),
        _section("Tables", ("name", "address"), _tables(made)),
    )
    title = escape(words.TITLE)
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
    return html.encode()


Row = tuple[str, ...]


def _addresses(made: dict[str, Any]) -> Iterable[Row]:
    return ((_code(path), escape(one["get"]["summary"])) for path, one in made["paths"].items())


def _examples() -> Iterable[Row]:
    for status, strings in (("200", EXAMPLES), ("422", BAD_EXAMPLES)):
        for string in strings:
            address = escape(f"{ROOT}/odds?{string}")
            yield f'<a href="{address}">{_code(f"{ROOT}/odds?{string}")}</a>', status


def _keys(parameters: dict[str, Any]) -> Iterable[Row]:
    for name, one in parameters.items():
        yield _code(name), escape(one["description"]), _code(str(one.get("example", "")))


def _fields(meanings: Mapping[str, str]) -> Iterable[Row]:
    return ((_code(name), escape(text)) for name, text in meanings.items())


def _statuses() -> Iterable[Row]:
    return ((str(status), escape(text)) for status, text in words.STATUSES.items())


def _tables(made: dict[str, Any]) -> Iterable[Row]:
    [name] = (
        one
        for one in made["paths"][f"{ROOT}/tables/{{name}}.csv"]["get"]["parameters"]
        if one.get("in") == "path"
    )
    for table in name["schema"]["enum"]:
        address = escape(f"{ROOT}/tables/{table}.csv")
        yield escape(table), f'<a href="{address}">{_code(address)}</a>'


def _section(title: str, columns: Row, rows: Iterable[Row]) -> str:
    """Return a heading and a table; the cells are HTML."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{escape(title)}</h2><div class="wide">{table}</div>'


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>" if text else ""
