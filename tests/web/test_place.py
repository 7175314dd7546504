"""Absolute addresses: from a setting, or from a host that a setting allows."""

import pytest
from starlette.requests import Request

from analysis import scenario
from web import place
from web.place import Place, beside_string, own_string
from web.settings import SettingError


def request(*, scheme: str = "http", root: str = "", **headers: str) -> Request:
    return Request(
        {
            "type": "http",
            "scheme": scheme,
            "root_path": root,
            "path": f"{root}/",
            "server": ("127.0.0.1", 80),
            "headers": [
                (name.replace("_", "-").encode(), value.encode("latin-1"))
                for name, value in headers.items()
            ],
        }
    )


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("localhost:8501", "http://localhost:8501"),
        ("LOCALHOST", "http://localhost"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("[::1]:80", "http://[::1]:80"),
        ("evil.example", None),
        ("localhost.evil.example", None),
        ("evil.example:80@localhost", None),
        ("localhost/path", None),
        ("localhost:80:80", None),
        ("localhost:port", None),
        ('localhost"><b>', None),
        ("", None),
    ],
)
def test_only_an_allowed_host_makes_an_address(host: str, found: str | None) -> None:
    assert Place().base(request(host=host)) == found


def test_a_proxy_names_the_host_that_readers_use() -> None:
    allowed = Place(hosts=frozenset({"odds.example.org"}))
    behind = request(host="10.0.0.7:8501", x_forwarded_host="odds.example.org", scheme="https")
    assert allowed.base(behind) == "https://odds.example.org"
    assert allowed.base(request(host="localhost")) is None
    # The last proxy's own word is the last in the list.
    chain = request(host="10.0.0.7", x_forwarded_host="evil.example, odds.example.org")
    assert allowed.base(chain) == "http://odds.example.org"


def test_a_host_with_a_port_allows_that_port_only() -> None:
    allowed = Place(hosts=frozenset({"odds.example.org:8443"}))
    assert allowed.base(request(host="odds.example.org:8443")) == "http://odds.example.org:8443"
    assert allowed.base(request(host="odds.example.org")) is None


def test_below_a_folder_the_address_holds_the_folder() -> None:
    assert Place().base(request(host="localhost", root="/odds")) == "http://localhost/odds"


def test_below_a_mount_the_address_is_that_of_the_whole_server() -> None:
    asked = request(host="localhost", root="/odds/api")
    asked.scope["app_root_path"] = "/odds"
    assert Place().base(asked) == "http://localhost/odds"


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://localhost:8501/", "https://example.org/a/b-c_d/"]
)
def test_the_setting_is_the_address(url: str) -> None:
    found = place.read({"RECALL_ODDS_URL": f" {url} "})
    assert found.base(request(host="evil.example")) == url.rstrip("/")


@pytest.mark.parametrize(
    "variables",
    [
        {"RECALL_ODDS_URL": "example.org"},
        {"RECALL_ODDS_URL": "ftp://example.org"},
        {"RECALL_ODDS_URL": "https://example.org/?a=1"},
        {"RECALL_ODDS_URL": "https://example.org/#a"},
        {"RECALL_ODDS_URL": "https://user:word@example.org/"},
        {"RECALL_ODDS_URL": 'https://example.org/"><b>'},
        {"RECALL_ODDS_URL": "https://[::1"},
        {"RECALL_ODDS_HOSTS": "*"},
        {"RECALL_ODDS_HOSTS": "https://example.org"},
        {"RECALL_ODDS_HOSTS": "a.example,,b.example"},
    ],
)
def test_a_bad_setting_is_named(variables: dict[str, str]) -> None:
    ((name, value),) = variables.items()
    with pytest.raises(SettingError, match=f"{name} must be") as caught:
        place.read(variables)
    assert repr(value) in str(caught.value)


def test_without_settings_only_this_machine_is_allowed() -> None:
    assert place.read({}) == place.read({"RECALL_ODDS_URL": " ", "RECALL_ODDS_HOSTS": ""})
    assert place.read({}).hosts == {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize("string", ["invalid=8&utm_source=x", "as_of=sample", "raw=abc", "raw=é"])
def test_an_address_means_what_the_string_meant(string: str) -> None:
    reading = scenario.read(string)
    again = scenario.read(own_string(reading, string))
    assert again.scenario == reading.scenario
    assert again.changed == reading.changed
    assert bool(again.problems) == bool(reading.problems)


def test_a_string_that_is_too_long_is_left_out() -> None:
    string = "x" * 9000
    assert own_string(scenario.read(string), string) == ""


def test_nothing_in_an_address_could_end_a_tag() -> None:
    string = "raw=\"><script>'\x00 \\"
    own = own_string(scenario.read(string), string)
    assert not set("\"<>' \\\x00") & set(beside_string(own, (("s1", string), ("s2", "\ud800"))))


def test_a_comparison_that_is_too_long_is_left_out() -> None:
    assert beside_string("?invalid=8", (("s1", "x" * 9000),)) == "?invalid=8"
