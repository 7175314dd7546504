"""Whoever opens a page gets the odds: live if there is a place, else light. Who is in stays in."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.loop import finished
from web.admission import COMING_BACK, SOCKET, TRY_AGAIN, Admission
from web.places import KEPT_S, RESERVED_S, SESSIONS_A_CORE, Places, memory_bytes, usual_most
from web.settings import Settings
from web.work import Bench

BROWSER = ((b"sec-fetch-dest", b"document"),)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Door:
    """Admission in front of an app that answers "live", with its clock and its refusals."""

    def __init__(self, *, most: int = 50, **settings: Any) -> None:
        self.clock = Clock()
        self.places = Places(most, clock=self.clock)
        self.refused: list[str] = []
        self.inner: Callable[..., Any] = live
        self.admission = Admission(
            self._inner,
            paths=("/", "/desk"),
            places=self.places,
            settings=Settings(**settings),
            bench=Bench(1),
            refused=self.refused.append,
        )

    async def _inner(self, *asgi: Any) -> None:
        await self.inner(*asgi)

    async def ask(
        self,
        path: str = "/",
        *,
        who: str = "192.0.2.1",
        method: str = "GET",
        headers: Any = BROWSER,
    ) -> tuple[int, dict[str, str], str]:
        scope = {
            "type": "http", "method": method, "path": path, "root_path": "",
            "query_string": b"invalid=20", "headers": list(headers), "client": (who, 1),
        }  # fmt: skip
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await self.admission(scope, silence, send)
        found = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
        return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:]).decode()

    def connect(
        self, who: str = "192.0.2.1", *, protocols: tuple[str, ...] = ("streamlit", "xsrf")
    ) -> "Connection":
        return Connection(self, who, protocols)


class Connection:
    """A live session: a socket that stays open until it is closed."""

    def __init__(self, door: Door, who: str, protocols: tuple[str, ...]) -> None:
        self.sent: list[Any] = []
        self._to_app: asyncio.Queue[Any] = asyncio.Queue()
        self._to_app.put_nowait({"type": "websocket.connect"})
        scope = {
            "type": "websocket", "path": SOCKET, "root_path": "", "client": (who, 1),
            "subprotocols": list(protocols),
        }  # fmt: skip
        self.task = asyncio.ensure_future(door.admission(scope, self._to_app.get, self._send))

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    async def open(self, *, says: bytes | str | None = b"rerun") -> None:
        if says is not None:
            form = "text" if isinstance(says, str) else "bytes"
            self._to_app.put_nowait({"type": "websocket.receive", form: says})
        while not self.sent and not self.task.done():
            await asyncio.sleep(0)

    async def close(self) -> None:
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait([self.task])


async def silence() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


async def live(scope: Any, receive: Any, send: Any) -> None:
    """What is behind: a page, or a session that goes on until it is closed."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"live"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def crash(_scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    raise RuntimeError("of a page")


def test_a_burst_of_a_thousand_gets_fifty_live_pages_and_the_light_page_for_the_rest() -> None:
    door = Door(most=50)

    async def arrive() -> list[tuple[int, dict[str, str], str]]:
        return [await door.ask(who=f"198.51.100.{number % 250}") for number in range(1000)]

    answers = finished(arrive())
    assert {status for status, _, _ in answers} == {200}
    assert [body for _, _, body in answers[:50]] == ["live"] * 50
    assert len(door.refused) == 950
    assert set(door.refused) == {"busy"}
    _, headers, body = answers[-1]
    assert "The odds of enough valid signatures are" in body
    assert "The live version is busy" in body
    assert 'href="./?invalid=20">' in body, "a link to try again"
    assert headers["cache-control"] == "no-store"
    assert int(headers["retry-after"]) > 0


def test_the_light_page_speaks_of_the_same_scenario() -> None:
    door = Door(most=1)

    async def two() -> str:
        await door.ask()
        return (await door.ask(who="198.51.100.7"))[2]

    assert "invalid rate 20% instead of" in finished(two())


def test_a_page_that_never_connects_gives_its_place_back() -> None:
    door = Door(most=2)

    async def later() -> list[str]:
        found = [(await door.ask(who=f"198.51.100.{number}"))[2] for number in range(2)]
        door.clock.now = RESERVED_S
        return [*found, (await door.ask(who="198.51.100.9"))[2]]

    assert finished(later()) == ["live"] * 3


def test_trying_again_leads_to_the_page_that_was_asked_for() -> None:
    door = Door(most=1)

    async def two() -> str:
        await door.ask()
        return (await door.ask("/desk", who="198.51.100.7"))[2]

    assert 'href="./desk?invalid=20">' in finished(two())


def test_without_https_a_browser_is_known_by_what_it_asks_for() -> None:
    """Fetch metadata is sent to trustworthy addresses only (W3C Fetch Metadata, 2)."""
    door = Door(most=1)
    finished(door.ask(headers=((b"upgrade-insecure-requests", b"1"),)))
    assert door.places.reserved == 1


def test_one_client_cannot_reserve_every_place() -> None:
    door = Door(most=100, sockets_per_client=3)

    async def many() -> tuple[list[str], str]:
        own = [(await door.ask(who="192.0.2.66"))[2] for _ in range(5)]
        return own, (await door.ask(who="192.0.2.1"))[2]

    own, other = finished(many())
    assert [body == "live" for body in own] == [True] * 3 + [False] * 2
    assert other == "live"


def test_whose_socket_would_be_refused_gets_the_light_page() -> None:
    door = Door(most=100, sockets_per_client=1)

    async def story() -> str:
        session = door.connect("192.0.2.66")
        await session.open()
        body = (await door.ask(who="192.0.2.66"))[2]
        await session.close()
        return body

    assert "busy" in finished(story())


def test_a_count_that_fails_is_no_reason_not_to_serve() -> None:
    door = Door(most=1)
    door.places.close()

    async def story() -> tuple[str, str]:
        body = (await door.ask())[2]
        session = door.connect()
        await session.open()
        accepted = session.sent[0]["type"]
        await session.close()
        return body, accepted

    assert finished(story()) == ("live", "websocket.accept")


@pytest.mark.parametrize(
    "headers",
    [
        (),  # a crawler, or the preview of a message
        ((b"sec-fetch-dest", b"empty"),),
        ((b"sec-fetch-dest", b"document"), (b"sec-purpose", b"prefetch;prerender")),
    ],
)
def test_what_is_not_shown_takes_no_place(headers: Any) -> None:
    door = Door(most=1)

    async def many() -> set[str]:
        return {(await door.ask(headers=headers))[2] for _ in range(20)}

    assert finished(many()) == {"live"}
    assert door.places.reserved == 0


def test_it_opens_again_only_when_a_tenth_is_free() -> None:
    """Otherwise the last place would go to and fro, and the page with it."""
    door = Door(most=20)

    async def story() -> list[bool]:
        sessions = []
        for number in range(20):
            await door.ask(who=f"198.51.100.{number}")
            sessions.append(door.connect(f"198.51.100.{number}"))
            await sessions[-1].open()
        found = []
        for left in range(4):
            found.append((await door.ask(who="203.0.113.1", headers=()))[2] == "live")
            await sessions[left].close()
            door.clock.now += KEPT_S
        for session in sessions[4:]:
            await session.close()
        return found

    assert finished(story()) == [False, False, True, True]


def test_who_is_in_stays_in() -> None:
    """A reconnection needs no new page, and whoever loads hers anew finds her place."""
    door = Door(most=1)

    async def story() -> tuple[bool, str, str]:
        await door.ask(who="192.0.2.1")
        first = door.connect("192.0.2.1")
        await first.open()
        again = door.connect("192.0.2.1")  # before the server has seen that the first is gone
        await again.open()
        accepted = again.sent[0]["type"] == "websocket.accept"
        await first.close()
        await again.close()
        stranger = (await door.ask(who="203.0.113.1"))[2]
        own = (await door.ask(who="192.0.2.1"))[2]
        return accepted, stranger, own

    accepted, stranger, own = finished(story())
    assert accepted
    assert "busy" in stranger
    assert own == "live"


def test_a_page_is_loaded_anew_before_the_old_one_is_left() -> None:
    """So browsers do it; and what they fetch ahead takes nothing from it."""
    door = Door(most=1)

    async def story() -> tuple[str, str, str]:
        await door.ask(who="192.0.2.1")
        session = door.connect("192.0.2.1")
        await session.open()
        again = (await door.ask(who="192.0.2.1"))[2]
        stranger = (await door.ask(who="203.0.113.1"))[2]
        await session.close()
        await door.ask(who="192.0.2.1", method="HEAD")
        return again, stranger, (await door.ask(who="192.0.2.1"))[2]

    again, stranger, then = finished(story())
    assert (again, then) == ("live", "live")
    assert "busy" in stranger


def test_a_crash_frees_its_place() -> None:
    door = Door(most=1)
    door.inner = crash

    async def story() -> int:
        broken = door.connect()
        await broken.open()
        await asyncio.wait([broken.task])
        assert isinstance(broken.task.exception(), RuntimeError)
        return door.places.live

    assert finished(story()) == 0


def test_one_client_cannot_take_every_place() -> None:
    door = Door(most=1000, sockets_per_client=3)

    async def story() -> list[str]:
        sessions = [door.connect("192.0.2.66") for _ in range(5)]
        for session in sessions:
            await session.open()
        other = door.connect("192.0.2.1")
        await other.open()
        found = [session.sent[0]["type"] for session in [*sessions, other]]
        assert sessions[3].sent[0]["code"] == TRY_AGAIN
        for session in [*sessions[:3], other]:
            await session.close()
        return found

    accepted = ["websocket.accept"] * 3
    assert finished(story()) == [*accepted, "websocket.close", "websocket.close", accepted[0]]
    assert door.refused == ["sockets", "sockets"]


def test_new_sockets_all_the_time_are_too_many() -> None:
    """Each costs, though it is closed at once; as many again in a minute are let in."""
    door = Door(most=1000, sockets_per_client=3)

    async def opened(who: str, *protocols: str) -> bool:
        session = door.connect(who, protocols=("streamlit", "xsrf", *protocols))
        await session.open()
        entered: bool = session.sent[0]["type"] == "websocket.accept"
        if entered:
            await session.close()
        return entered

    async def story() -> list[int]:
        new = [await opened("192.0.2.66") for _ in range(5)]
        back = [await opened("192.0.2.66", "session") for _ in range(3 * COMING_BACK + 2)]
        others = [await opened(f"192.0.2.{number}") for number in range(5)]
        return [sum(new), sum(back), sum(others)]

    assert finished(story()) == [3, 3 * COMING_BACK, 5]


def test_readers_of_one_address_who_lose_a_replica_are_let_in_by_the_other() -> None:
    """A newsroom had three here and three there: they bring their sessions along."""
    door = Door(sockets_per_client=3)

    async def story() -> list[str]:
        here = [door.connect("192.0.2.1") for _ in range(3)]
        there = [
            door.connect("192.0.2.1", protocols=("streamlit", "xsrf", f"session{number}"))
            for number in range(3)
        ]
        for session in [*here, *there]:
            await session.open()
        found = [session.sent[0]["type"] for session in [*here, *there]]
        for session in [*here, *there]:
            await session.close()
        return found

    assert finished(story()) == ["websocket.accept"] * 6


def test_a_message_in_text_ends_the_session_and_fails_nothing() -> None:
    """Streamlit's page speaks in bytes, and Streamlit fails on anything else."""
    door = Door()

    async def story() -> int:
        session = door.connect()
        await session.open(says="text")
        await asyncio.wait([session.task], timeout=20)
        assert session.task.exception() is None
        return door.places.live

    assert finished(story()) == 0


def test_a_socket_on_which_nothing_is_said_is_closed() -> None:
    door = Door(first_message_s=0.01)

    async def story() -> int:
        silent = door.connect()
        await silent.open(says=None)
        await asyncio.wait([silent.task], timeout=20)
        assert silent.task.done()
        assert silent.sent[-1] == {"type": "websocket.close", "code": 1008}
        return door.places.live

    assert finished(story()) == 0
    assert door.refused == ["silent"]


def test_who_comes_back_to_her_session_may_be_silent() -> None:
    """Streamlit's page says nothing when it has connected again, and names its session."""
    door = Door(first_message_s=0.0)

    async def story() -> list[str]:
        session = door.connect(protocols=("streamlit", "xsrf", "session"))
        await session.open(says=None)
        await session.close()
        return [message["type"] for message in session.sent]

    assert finished(story()) == ["websocket.accept"]
    assert door.refused == []


def test_other_addresses_are_no_pages() -> None:
    door = Door(most=1)

    async def story() -> list[str]:
        await door.ask()
        return [(await door.ask(path, who="203.0.113.1"))[2] for path in ("/light", "/api/v1/odds")]

    assert finished(story()) == ["live", "live"]  # what is behind answers them


def test_the_usual_number_follows_the_machine() -> None:
    assert 10 <= usual_most() <= SESSIONS_A_CORE
    assert memory_bytes() > 1e8


def test_what_cannot_be_written_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a full disk; a transaction that stayed open would fail every later one."""
    places = Places(5)
    real = places._db

    class FullDisk:
        full = True

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

        def execute(self, statement: str, *values: Any) -> Any:
            if statement == "COMMIT" and self.full:
                raise sqlite3.OperationalError("database or disk is full")
            return real.execute(statement, *values)

    disk = FullDisk()
    monkeypatch.setattr(places, "_db", disk)
    with pytest.raises(sqlite3.OperationalError):
        places.enter("192.0.2.1")
    disk.full = False
    places.enter("192.0.2.2")
    assert places.live == 1
