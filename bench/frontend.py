"""What Streamlit's frontend knows and says, without the line: requests out, messages in."""

import random
from collections.abc import Sequence
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# A message not seen in this many runs is forgotten (global.maxCachedMessageAge).
CACHED_RUNS = 2
# The part of a slider's range in which it is moved: rates that a petition can have.
MOVED_FROM, MOVED_TO = 0.15, 0.40


class PageError(Exception):
    """The page answered, but not with what is to be measured."""


class Frontend:
    """One session's page as a browser would hold it.

    Parameters
    ----------
    address
        ``host:port`` of the server.
    slider
        What the key of the slider that is moved contains; empty where it has none.
    seed
        Decides to where the slider is moved.
    query_string
        What the address holds when the page is opened.
    """

    def __init__(self, address: str, *, slider: str, seed: int, query_string: str = "") -> None:
        self._address = address
        self._slider = slider
        self._random = random.Random(seed)
        self._query_string = query_string
        self._page_hash = ""
        self._pages: dict[str, str] = {}
        self._sliders: dict[str, Any] = {}
        self._values: dict[str, list[float]] = {}
        self._cached: list[set[str]] = []

    @property
    def can_move(self) -> bool:
        """Whether the page has the slider."""
        return any(self._slider in _key(name) for name in self._sliders)

    @property
    def pages(self) -> Sequence[str]:
        """The paths of the dashboard's pages, as its navigation has them."""
        return tuple(self._pages)

    def move(self) -> None:
        """Move the slider to somewhere else; the next request says so."""
        self._values[self._moved_id()] = [self._new_value()]

    def go(self, page: str) -> None:
        """Follow a link to another page; the next request asks for it."""
        self._page_hash = self._pages[page]
        self._sliders.clear()
        self._values.clear()

    def request(self) -> bytes:
        """Return what asks for a run."""
        request = BackMsg()
        state = request.rerun_script
        state.query_string = self._query_string
        state.page_script_hash = self._page_hash
        state.cached_message_hashes.extend(set().union(*self._cached))
        state.context_info.url = f"http://{self._address}/"
        state.context_info.timezone = "UTC"
        state.context_info.locale = "en-US"
        for identifier, values in self._values.items():
            widget = state.widget_states.widgets.add(id=identifier)
            widget.double_array_value.data.extend(values)
        return bytes(request.SerializeToString())

    def take_in(self, messages: Sequence[ForwardMsg]) -> None:
        """Do what the frontend does with a run's messages before it asks for the next one."""
        if not messages or messages[-1].script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise PageError(f"the script at {self._address} did not finish")
        for message in messages:
            match message.WhichOneof("type"):
                case "new_session":
                    self._page_hash = message.new_session.page_script_hash
                case "navigation":
                    pages = message.navigation.app_pages
                    self._pages = {page.url_pathname: page.page_script_hash for page in pages}
                case "page_info_changed":
                    self._query_string = message.page_info_changed.query_string
                case "page_not_found":
                    raise PageError(f"{self._address} does not know its own page")
                case "delta":
                    self._take_in_element(message.delta.new_element)
        seen = {message.ref_hash or message.hash for message in messages if _is_cacheable(message)}
        self._cached = [*self._cached, seen][-CACHED_RUNS:]

    def _take_in_element(self, element: Any) -> None:
        match element.WhichOneof("type"):
            case "exception":
                raise PageError(f"the page shows an error: {element.exception.message}")
            case "slider":
                slider = element.slider
                self._sliders[slider.id] = slider
                if slider.set_value:
                    self._values[slider.id] = list(slider.value)
                else:
                    self._values.setdefault(slider.id, list(slider.default))

    def _moved_id(self) -> str:
        matching = [name for name in self._sliders if self._slider in _key(name)]
        if not matching:
            raise PageError(f"no slider whose key contains {self._slider!r} at {self._address}")
        # "invalid" rather than "invalid_pm".
        return min(matching, key=lambda name: len(_key(name)))

    def _new_value(self) -> float:
        identifier = self._moved_id()
        slider = self._sliders[identifier]
        steps = round((slider.max - slider.min) / slider.step)
        value = self._values[identifier][0]
        while value == self._values[identifier][0]:
            step = self._random.randint(round(MOVED_FROM * steps), round(MOVED_TO * steps))
            value = slider.min + step * slider.step
        # As the browser writes it: 24.3, not 24.299999999999997.
        return round(float(value), 9)


def ends(message: ForwardMsg) -> bool:
    """Whether a run's last message has come.

    A page that calls st.rerun has another run to come, which counts as well.
    """
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


def _is_cacheable(message: ForwardMsg) -> bool:
    return message.metadata.cacheable or message.WhichOneof("type") == "ref_hash"


def _key(identifier: str) -> str:
    """``$$ID-<hash>-<key>`` ends with the key that the page gave."""
    return identifier.split("-", 2)[-1]
