"""Who comes: live readers, light pages, programs, cards and previews, played by Locust.

All come from this machine; each names an address of its own, as a proxy on this machine would for
a reader, so that what is counted by client is counted as for a crowd.
"""

import itertools
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter, time

import gevent
from gevent.event import Event
from locust import FastHttpUser, between, constant, task
from locust.env import Environment
from locust.exception import StopUser

from analysis.petitions import presets
from soak.readers import ODDS, LiveSession, files, is_live

REQUEST_TIMEOUT_S = 30.0
SHOWN = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
PETITIONS = tuple(presets())[:3]
VISIT_MOVES = 6
_numbers = itertools.count(1)


class Someone(FastHttpUser):
    """One client with an address of its own; its name in the report is that of its kind."""

    abstract = True
    network_timeout = connection_timeout = REQUEST_TIMEOUT_S

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.number = next(_numbers)
        # Of the addresses that are for tests of a network's speed (RFC 2544).
        self.own_address = f"198.18.{self.number // 250 % 250}.{self.number % 250 + 1}"
        self.random = random.Random(self.number)

    def fetch(self, path: str, *, name: str, holds: str = "", **headers: str) -> str:
        """Ask for a path; whatever is not a whole answer is an error. Return the text."""
        headers = {"X-Forwarded-For": self.own_address, **headers}
        with self.client.get(path, name=name, headers=headers, catch_response=True) as answer:
            text = "" if holds == "" else str(answer.text or "")
            if answer.status_code not in (200, 304):
                answer.failure(f"status {answer.status_code}")
            elif holds and holds not in text:
                answer.failure("not what was asked for")
            return text

    @contextmanager
    def noted(self, kind: str, name: str) -> Iterator[None]:
        """Note how long something other than a request took, and whether it failed."""
        start, clock = time(), perf_counter()
        problem: Exception | None = None
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it goes into the report
            problem = error
        self.environment.events.request.fire(
            request_type=kind, name=name, response_time=1000 * (perf_counter() - clock),
            response_length=0, exception=problem, context={}, start_time=start,
        )  # fmt: skip
        if problem:
            raise StopUser from problem

    def session(self) -> LiveSession:
        """Return a live session of this reader, not yet connected."""
        address = str(self.host).removeprefix("http://")
        return LiveSession(address, client=self.own_address, seed=self.number)

    def scenario(self) -> str:
        """Return a scenario string that hardly anyone else has."""
        petition = self.random.choice(PETITIONS)
        return f"petition={petition}&invalid={self.random.uniform(15, 30):.2f}"


class LiveReader(Someone):
    """Opens the page, moves the slider every few seconds, looks at other pages, and leaves."""

    weight = 4
    wait_time = between(1, 3)
    pause_s = (1.0, 4.0)

    @task
    def visit(self) -> None:
        """One visit, live or light."""
        html = self.fetch("/", name="page", holds="</html>", **SHOWN)
        if not is_live(html):
            self.fetch(f"/light?{self.scenario()}", name="light page", holds="</html>")
            return
        session = self.session()
        with self.noted("live", "first run"):
            session.__enter__()
        try:
            for _ in range(self.random.randint(1, VISIT_MOVES)):
                gevent.sleep(self.random.uniform(*self.pause_s))
                with self.noted("live", "rerun"):
                    session.move()
            with self.noted("live", "page change"):
                session.go(self.random.choice(session.pages))
        finally:
            session.__exit__(None, None, None)


class LightReader(Someone):
    """Opens the light page and changes inputs by its form."""

    weight = 3
    wait_time = between(1, 4)

    @task
    def change(self) -> None:
        """Send the form once."""
        string = f"{self.scenario()}&raw=&repeats="
        self.fetch(f"/light?{string}", name="light page", holds="</html>")


class Program(Someone):
    """Asks the API."""

    weight = 1
    wait_time = between(1, 3)

    @task
    def ask(self) -> None:
        """Ask for the odds of one scenario."""
        self.fetch(f"/api/v1/odds?{self.scenario()}", name="API", holds='"odds"')


class CardFetcher(Someone):
    """Fetches pictures, of a few links that many share."""

    weight = 1
    wait_time = between(2, 5)

    @task
    def fetch_card(self) -> None:
        """Fetch one picture."""
        petition = self.random.choice(PETITIONS)
        kind = self.random.choice(("png", "svg"))
        self.fetch(f"/card.{kind}?petition={petition}", name=f"card.{kind}")


class Preview(Someone):
    """Reads the page's head, as a message service does, and never connects."""

    weight = 1
    wait_time = between(1, 4)

    @task
    def read_head(self) -> None:
        """Read the page as it is sent."""
        self.fetch("/?petition=gascon-2022", name="preview", holds="<title>")


class Arrival(Someone):
    """Opens the page for the first time, and stays if it is the live one."""

    stays_s = 20.0

    def on_start(self) -> None:
        """Locust starts a second's users at once; readers come one by one."""
        gevent.sleep(self.random.random())

    @task
    def arrive(self) -> None:
        """Get the odds: from the light page, or by the live page's first run."""
        with ExitStack() as stack:
            with self.noted("arrival", "odds at hand"):
                html = self.fetch("/", name="page", holds="</html>", **SHOWN)
                if is_live(html):
                    for path in files(html):
                        self.fetch(path, name="file of the live page")
                    stack.enter_context(self.session())
                elif not ODDS.search(html):
                    raise ValueError("neither the live page nor the odds")
            gevent.sleep(self.stays_s)
        # Locust would send somebody else for whoever goes before all have come.
        Event().wait()


class Sitting(Someone):
    """Opens a session, moves the slider once, closes it, and begins anew."""

    wait_time = constant(0)
    left: Iterator[int] = iter(())

    @classmethod
    def most(cls, sessions: int) -> type["Sitting"]:
        """Return this kind, for so many sessions by all of them together."""
        return type("Sitting", (cls,), {"left": iter(range(sessions))})

    @task
    def sit(self) -> None:
        """One session."""
        if next(self.left, None) is None:
            raise StopUser
        html = self.fetch("/", name="page", holds="</html>", **SHOWN)
        with self.noted("live", "session"):
            if not is_live(html):
                raise ValueError("not the live page")
            with self.session() as session:
                session.move()


class VaryingLinks(Someone):
    """Asks for light pages, each of another scenario, as fast as they come."""

    wait_time = constant(0)

    @task
    def ask(self) -> None:
        """One page."""
        self.fetch(f"/light?{self.scenario()}", name="light page", holds="</html>")


class OneLink(Someone):
    """Asks for the light page of one link, as fast as it comes."""

    wait_time = constant(0)

    @task
    def ask(self) -> None:
        """One page."""
        self.fetch("/light", name="light page", holds="</html>")


class Other(Someone):
    """Reads light pages at leisure while others are hostile."""

    wait_time = between(0.2, 0.6)

    @task
    def read(self) -> None:
        """One page."""
        self.fetch(f"/light?{self.scenario()}", name="light page", holds="</html>")
