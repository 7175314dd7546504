"""Where this server is to be found: absolute addresses for tags, cards and frames.

A Host header is whatever its sender writes, and what stands in a tag is kept by others. So an
address is made from a setting, or from a host that a setting allows; otherwise there is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request

from analysis.compare import Pairs
from analysis.language import with_language
from analysis.scenario import Reading, address
from analysis.scenario.reading import LONGEST_STRING
from web.settings import SettingError

COMPARE = "/compare"
"""The page whose address holds several scenarios."""
URL, HOSTS = "RECALL_ODDS_URL", "RECALL_ODDS_HOSTS"
USUAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?P<port>:\d{1,5})?",
    re.ASCII,
)
_PATH = re.compile(r"(/[\w.~-]+)*", re.ASCII)
_ALLOWED_URL = "an address as https://odds.example.org or https://example.org/odds"
_ALLOWED_HOSTS = "names as odds.example.org,localhost:8501, with commas between them"
# What may stand in a query unescaped; anything else is percent-encoded again.
_QUERY = "=&%+,;:@/?-._~!$*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the settings say of the server's address.

    Attributes
    ----------
    url
        The address of the first page without a last slash; empty if it is not set.
    hosts
        Hosts that an address may be made from, in lower case. One without a port allows every
        port.
    """

    url: str = ""
    hosts: frozenset[str] = USUAL_HOSTS

    def base(self, request: Request) -> str | None:
        """Return the address of the first page without a last slash; None if it is not known."""
        if self.url:
            return self.url
        for header in ("x-forwarded-host", "host"):
            host = request.headers.get(header, "").rpartition(",")[2].strip().lower()
            if self.allows(host):
                # Below a mount, as the API is, root_path is that of the mount.
                root = request.scope.get("app_root_path", request.scope.get("root_path", ""))
                return f"{request.url.scheme}://{host}{root}"
        return None

    def allows(self, host: str) -> bool:
        """Say whether an address may be made from a host, with or without its port.

        Examples
        --------
        >>> Place().allows("localhost:8501"), Place().allows("example.org")
        (True, False)
        """
        found = _HOST.fullmatch(host)
        return found is not None and bool({host, found["name"]} & self.hosts)

    def string_of(self, url: str, request: Request, paths: frozenset[str]) -> str | None:
        """Return the query of an address of ours; None for another server or another path."""
        try:
            parts = urlsplit(url)
            host = parts.netloc.lower()
        except ValueError:
            return None
        base = urlsplit(self.base(request) or "")
        ours = self.allows(host) or (host != "" and host == base.netloc)
        path = parts.path.removeprefix(base.path) or "/"
        if parts.scheme not in ("http", "https") or not ours or path not in paths:
            return None
        return quote(parts.query, safe=_QUERY)


def read(variables: Mapping[str, str]) -> Place:
    """Return what environment variables say of the place.

    Raises
    ------
    SettingError
        If a variable holds something that is not allowed.

    Examples
    --------
    >>> read({"RECALL_ODDS_URL": "https://odds.example.org/"}).url
    'https://odds.example.org'
    """
    given = variables.get(URL, "").strip()
    url, hosts = given.rstrip("/"), variables.get(HOSTS, "").strip().lower()
    if given and not _is_address(url):
        raise SettingError(f"{URL} must be {_ALLOWED_URL}, not {given!r}")
    if not hosts:
        return Place(url=url)
    names = frozenset(name.strip() for name in hosts.split(","))
    if not all(_HOST.fullmatch(name) for name in names):
        raise SettingError(f"{HOSTS} must be {_ALLOWED_HOSTS}, not {hosts!r}")
    return Place(url=url, hosts=names)


def own_string(reading: Reading, string: str) -> str:
    """Return the string that an address of the same scenario ends with, "?" included, or nothing.

    Where all is well it is the address that the page itself shows, in the language of the moment.
    A bad string stays as it is, percent-encoded, so that whoever follows it is told what is wrong;
    one that is too long is left out.
    """
    if not reading.problems:
        return with_language(address(reading))
    query = quote(string.removeprefix("?"), safe=_QUERY, encoding="latin-1", errors="replace")
    return f"?{query}" if query and len(query) <= LONGEST_STRING else ""


def beside_string(own: str, beside: Pairs) -> str:
    """Return the string of a comparison's address: the page's own, then what stands beside it.

    Where that is too long it is left out, and the address is that of a comparison as it opens.

    Examples
    --------
    >>> beside_string("?invalid=8", (("s1", "as_of=sample"),))
    '?invalid=8&s1=as_of%3Dsample'
    """
    query = urlencode(beside, quote_via=quote, safe=",", errors="replace")
    if not query or len(query) > LONGEST_STRING:
        return own
    return f"{own}&{query}" if own else f"?{query}"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and _HOST.fullmatch(parts.netloc.lower()) is not None
        and _PATH.fullmatch(parts.path) is not None
        and not parts.query
        and not parts.fragment
    )
