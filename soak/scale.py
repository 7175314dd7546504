"""How much of it is played: in full, or the short form that the tests run."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Numbers of people and seconds.

    Attributes
    ----------
    minutes, readers
        Of the mixed crowd.
    arrivals, arrivals_per_s, places, insiders
        Who comes at once, how many there is room for, and who is in already.
    insiders_s
        Seconds for which the insiders are timed before anybody comes.
    sessions, warm_up
        Sessions opened and closed, and after how many the memory is looked at.
    clients_s
        Seconds for which 50 clients ask for light pages.
    pages
        Light pages that are timed in this process.
    hostile, others, hostile_s
        Hostile clients, those who read meanwhile, and for how many seconds.
    live
        Readers who are in when the server is asked to end.
    """

    minutes: float = 5.0
    readers: int = 60
    arrivals: int = 1000
    arrivals_per_s: int = 100
    places: int = 50
    insiders: int = 10
    insiders_s: float = 20.0
    sessions: int = 5000
    warm_up: int = 1000
    clients_s: float = 20.0
    pages: int = 300
    hostile: int = 20
    others: int = 20
    hostile_s: float = 30.0
    live: int = 20

    def settings(self, part: str) -> dict[str, str]:
        """Return the settings of the server that a part plays on, beside the usual ones."""
        return {
            "arrivals": {"RECALL_ODDS_MAX_SESSIONS": str(self.places)},
            # The usual limits: it is they that are tried.
            "hostile": {"RECALL_ODDS_RATE": ""},
            # The place of whoever left is kept for a while: there must be room for those too.
            "sessions": {"RECALL_ODDS_MAX_SESSIONS": "5000"},
        }.get(part, {})


SHORT = Scale(
    minutes=0.1, readers=11, arrivals=40, arrivals_per_s=20, places=5, insiders=2, insiders_s=2.0,
    sessions=40, warm_up=0, clients_s=2.0, pages=20, hostile=4, others=4, hostile_s=3.0, live=5,
)  # fmt: skip
