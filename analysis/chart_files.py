"""Every chart that an address holds, by name: what a page shows, to be drawn as a file.

The names are those of ``analysis.tables.TABLES`` where a chart's numbers are a table of their own.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from analysis import record_views, tally
from analysis.charts import Chart, dot_plot, tornado
from analysis.charts.bridge import bridge_chart
from analysis.charts.burn_up import burn_up_chart
from analysis.charts.calendar import calendar_chart
from analysis.charts.compare import ranges_chart
from analysis.charts.count import count_chart
from analysis.charts.cushion import cushion_chart
from analysis.charts.drawing import Note, draw_png, draw_svg
from analysis.charts.filing_days import filing_days_chart
from analysis.charts.heat_map import heat_map_chart
from analysis.charts.odds_curve import odds_curve_chart
from analysis.charts.path import path_picture
from analysis.charts.reasons import reasons_chart
from analysis.charts.reliability import reliability_chart
from analysis.charts.repeats_seen import repeats_seen_chart
from analysis.charts.replay import replay_chart
from analysis.compare import Pairs, bridge, comparison, side_of, with_odds
from analysis.forecast import Forecast, forecast
from analysis.language import kept, t
from analysis.november import asks_when_to_file
from analysis.on_ballot import filing_days_of
from analysis.planning import plan_of
from analysis.sample_questions import odds_by_repeats_seen
from analysis.scenario import Reading, Scenario, full_link, read
from analysis.sensitivity import heat_map, past_marks, swings
from analysis.track_record.built import track_record
from analysis.wording.card import card_words
from analysis.wording.interface import R71
from analysis.wording.replay import replay_name

_REPLAY = "replay_"
Maker = Callable[[Reading, Pairs], Chart | None]
PICTURES_KEPT = 128
"""In memory, the latest ones: some 10 MB."""
NOT_IN_AN_ADDRESS = MappingProxyType(
    {
        "tally": "of what was pasted into the session",
        "own_units": "of a file that was opened in the session",
        "own_reasons": "of a check that was opened in the session",
    }
)
"""Charts of the pages that no address holds, and why."""


@cache
def charts() -> Mapping[str, Maker]:
    """Every chart by its name; a maker gives None where a page shows none.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> charts()["dots"](read("model=2026-11"), ()).title
    '6 of 50 dots reach the 566,857 valid signatures required'
    >>> charts()["burn_up"](read(""), ()) is None
    True
    """
    of_one: dict[str, Callable[[Reading, Scenario], Chart | None]] = {
        "dots": lambda _reading, scenario: dot_plot(forecast(scenario)),
        "swings": lambda _reading, scenario: _swings(scenario),
        "path": lambda _reading, scenario: path_picture(forecast(scenario)),
        "repeats_seen": lambda _reading, scenario: _repeats_seen(scenario),
        "calendar": lambda _reading, scenario: _calendar(scenario, forecast(scenario)),
        "filing_days": lambda _reading, scenario: _filing_days(scenario, forecast(scenario)),
        "burn_up": lambda _reading, scenario: _burn_up(scenario),
        "worth": lambda _reading, scenario: _worth(scenario),
        "heat_map": _heat_map,
    }
    found: dict[str, Maker] = {name: _of_scenario(make) for name, make in of_one.items()}
    found |= {
        "scenarios": _ranges,
        "bridge": _bridge,
        "past_shares": lambda reading, _beside: cushion_chart(reading),
        "past_reasons": lambda reading, _beside: reasons_chart(reading),
        "r71": lambda _reading, _beside: worked_example(),
    }
    found |= {f"reliability_{name}": _reliability(name) for name in record_views.SETS}
    found |= {f"{_REPLAY}{name}": _replay(name) for name in record_views.replays(track_record())}
    return MappingProxyType(found)


def note_of(reading: Reading, name: str) -> Note:
    """What stands around a drawn chart: what was changed, the petition, the date, the credit.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> note_of(read("model=2026-11&invalid=8"), "dots").first
    'With 1 input changed by the sender: invalid rate 8% instead of 24.5%.'
    """
    words = card_words(reading)
    if name.startswith(("reliability_", "replay_", "r71", "scenarios", "bridge")):
        return Note(first="", source=" · ".join(filter(None, (_subject(name), words.credit))))
    return Note(first=words.first, source=f"{words.petition} · {words.known} · {words.credit}")


def _subject(name: str) -> str:
    """What a chart is of that does not follow from the scenario, where its title does not say."""
    if name == "r71":
        return t(R71)
    replays = record_views.replays(track_record())
    found = replays.get(name.removeprefix(_REPLAY))
    return replay_name(found) if name.startswith(_REPLAY) and found is not None else ""


def picture(reading: Reading, beside: Pairs, *, name: str, kind: str) -> bytes | None:
    """A chart as a file; the latest ones are kept.

    Parameters
    ----------
    reading, beside
        What an address says.
    name
        One of ``charts()``.
    kind
        ``"png"`` or ``"svg"``.

    Returns
    -------
    bytes or None
        None where a page shows no such chart for this reading.
    """
    return _drawn(full_link(reading), beside, name, kind)


@kept(maxsize=PICTURES_KEPT)
def _drawn(link: str, beside: Pairs, name: str, kind: str) -> bytes | None:
    reading = read(link)
    chart = charts()[name](reading, beside)
    if chart is None:
        return None
    return (draw_png if kind == "png" else draw_svg)(chart, note_of(reading, name))


def worked_example() -> Chart:
    """The odds over time of a count that officials published as it went."""
    string, rows = tally.worked_example()
    scenario = read(string).scenario
    assert scenario is not None, "the worked example is whole"
    points = tally.odds_over_time(scenario=scenario, rows=rows)
    return count_chart(points, raw=scenario.raw, required=scenario.required)


def _of_scenario(make: Callable[[Reading, Scenario], Chart | None]) -> Maker:
    def made(reading: Reading, _beside: Pairs) -> Chart | None:
        return make(reading, reading.scenario) if reading.scenario is not None else None

    return made


def _swings(scenario: Scenario) -> Chart | None:
    result = forecast(scenario)
    return None if result.has_evidence else tornado(swings(scenario), result)


def _repeats_seen(scenario: Scenario) -> Chart | None:
    if not scenario.sample or scenario.sample_repeats is not None or scenario.counted:
        return None
    return repeats_seen_chart(odds_by_repeats_seen(scenario))


def _calendar(scenario: Scenario, result: Forecast) -> Chart | None:
    return calendar_chart(scenario, result) if result.ballot is not None else None


def _filing_days(scenario: Scenario, result: Forecast) -> Chart | None:
    found = filing_days_of(scenario, result.path) if asks_when_to_file(result) else None
    if found is None or not found.days:
        return None
    return filing_days_chart(found, scenario.filed, result.qualifies)


def _burn_up(scenario: Scenario) -> Chart | None:
    plan = plan_of(scenario)
    if plan.has_official_result or plan.pace is None:
        return None
    return burn_up_chart(plan.pace, plan)


def _worth(scenario: Scenario) -> Chart | None:
    plan = plan_of(scenario)
    if plan.has_official_result or plan.worth is None:
        return None
    return odds_curve_chart(plan, plan.worth)


def _heat_map(reading: Reading, scenario: Scenario) -> Chart | None:
    if plan_of(scenario).has_official_result:
        return None
    marks = past_marks(reading.defaults.prior.informants, required=scenario.required)
    return heat_map_chart(heat_map(scenario), marks)


def _ranges(reading: Reading, beside: Pairs) -> Chart | None:
    shown = comparison(beside, reading)
    return ranges_chart(shown) if with_odds(shown.slots) else None


def _bridge(reading: Reading, beside: Pairs) -> Chart | None:
    shown = comparison(beside, reading)
    if len(with_odds(shown.slots)) < 2:
        return None
    return bridge_chart(shown, bridge(*(side_of(shown.slots[end].reading) for end in shown.ends)))


def _reliability(name: str) -> Maker:
    return lambda _reading, _beside: reliability_chart(name)


def _replay(petition_id: str) -> Maker:
    return lambda _reading, _beside: replay_chart(petition_id)
