"""Whatever dies, no reader loses her scenario: she does nothing, and her page is back."""

import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import expect

from analysis import own_check
from analysis.wording import files
from analysis.wording import own_check as check_words
from scripts.replicas import Replicas
from tests.browser.reader import controls, expect_answer, expect_controls, query
from tests.replicas.conftest import Visit, metric, until
from tests.replicas.crowd import Crowd

STRINGS = (
    "as_of=filed&raw=690000&invalid=18.3&invalid_pm=6.1&repeats=3.2&repeats_pm=1.9",
    "raw=705000&invalid=21.4",
)
CROWD = 17
LIVE = "recall_odds_live_sessions"
# How long it takes is printed; that it ends is what is asserted.
MOST_S = 20.0


class Readers:
    """Three in browsers, one of whom has handed in a file; the rest without."""

    def __init__(
        self, replicas: Replicas, visit: Callable[[str, str], Visit], folder: Path
    ) -> None:
        self.odds = [visit(replicas.url, f"/?{string}") for string in STRINGS]
        self.desk = visit(replicas.url, "/desk?invalid=20")
        file = folder / "check.csv"
        file.write_bytes(own_check.example_file())
        self.desk.page.locator("input[type=file]").set_input_files(file)
        self.expect_file()
        self.shown = [controls(one.page) for one in self.odds]
        self.addresses = [query(one.page) for one in (*self.odds, self.desk)]

    def expect_file(self) -> None:
        """What the file holds is told, and the browser still names it."""
        page = self.desk.page
        expect(page.get_by_role("button", name=check_words.USE, exact=True)).to_be_visible()
        expect(page.locator(".st-key-own_file").get_by_text("check.csv")).to_be_visible()
        expect(page.locator(".st-key-own_file").get_by_text(files.READING)).to_have_count(0)

    def expect_all_back(self, since: float) -> list[float]:
        """Every page is as it was; the seconds of those that had lost their connection."""
        times = [one.back(since) for one in (*self.odds, self.desk)]
        for one, string, shown in zip(self.odds, STRINGS, self.shown, strict=True):
            expect_answer(one.page, string)
            expect_controls(one.page, shown)
        self.expect_file()
        assert [query(one.page) for one in (*self.odds, self.desk)] == self.addresses
        return [seconds for seconds in times if seconds is not None]


def told(what: str, crowd: Crowd, since: float, *, browsers: Sequence[float] = ()) -> list[float]:
    """Print, and return, how long readers were away: from the loss to the first whole answer."""
    away = [
        back - lost
        for reader in crowd.readers
        for lost, back in zip(reader.lost, reader.back, strict=False)
        if lost >= since
    ]
    print(f"\n{what}: {len(away)} connections lost and back", end=" ")
    print(f"after {min(away):.2f} to {max(away):.2f} s" if away else "")
    if browsers:
        print(f"browsers whole within {', '.join(f'{one:.2f}' for one in sorted(browsers))} s")
    return away


def test_a_replica_is_killed_under_twenty_readers(
    replicas: Replicas, visit: Callable[[str, str], Visit], tmp_path: Path
) -> None:
    readers = Readers(replicas, visit, tmp_path)
    # One that a browser is on.
    until(lambda: sum(metric(port, LIVE) for port in replicas.ports) == 3)
    number = max((0, 1), key=lambda at: metric(replicas.ports[at], LIVE))
    with Crowd(replicas.url.removeprefix("http://"), CROWD) as crowd:
        until(crowd.all_have_run)
        live = [metric(port, LIVE) for port in replicas.ports]
        assert min(live) > 0, f"the readers are on both: {live}"
        killed = time.monotonic()
        replicas.processes[number].kill()
        replicas.processes[number].wait()
        readers.desk.page.wait_for_timeout(500)  # the browsers' events are taken in
        times = readers.expect_all_back(killed)
        assert times, "a browser was on the one that was killed"
        until(partial(crowd.all_have_run, crowd.runs()))
        away = told("killed", crowd, killed, browsers=times)
        replicas.restart(number)
    assert max((*times, *away)) < MOST_S
    assert away, "so were some of the others"
    assert [reader.wrong for reader in crowd.readers] == [[]] * CROWD


def test_both_are_restarted_one_after_the_other(
    replicas: Replicas, visit: Callable[[str, str], Visit], tmp_path: Path
) -> None:
    readers = Readers(replicas, visit, tmp_path)
    with Crowd(replicas.url.removeprefix("http://"), CROWD) as crowd:
        until(crowd.all_have_run)
        start = time.monotonic()
        for number in range(2):
            process = replicas.processes[number]
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
            replicas.restart(number)
            until(partial(crowd.all_have_run, crowd.runs()))
        readers.desk.page.wait_for_timeout(500)
        times = readers.expect_all_back(start)
        away = told("both restarted", crowd, start)
    assert times, "each browser was on one of them"
    assert max(away) < MOST_S
    assert [reader.wrong for reader in crowd.readers] == [[]] * CROWD
