"""One page about a plan, to print and to hand on: what it takes, where it stands, from what."""

from dataclasses import dataclass

from analysis import wording
from analysis.forecast import Forecast, forecast
from analysis.language import capital, t
from analysis.own_check import worth_of
from analysis.planning import Plan, plan_of
from analysis.scenario import Reading, full_link
from analysis.table import Table
from analysis.tables import inputs_table
from analysis.wording import desk
from analysis.wording import planning as words
from analysis.wording.own_check import summary_sentence


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences below it, and a table; any of them may be empty."""

    heading: str
    lines: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The page. Plain text, not escaped.

    ``link`` is the string of the scenario: put behind an address it gives the same numbers again.
    """

    title: str
    kicker: str
    notice: str
    headline: str
    sections: tuple[Section, ...]
    caveat: str
    footer: str
    link: str


def summary_of(reading: Reading) -> Summary:
    """The summary of a reading's plan.

    Raises
    ------
    ValueError
        If the reading has no scenario.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> [section.heading for section in summary_of(read("")).sections][:2]
    ['Where it stands', 'What it takes, by the odds wanted']
    """
    if reading.scenario is None:
        raise ValueError("a reading without a scenario has no summary")
    result, plan = forecast(reading.scenario), plan_of(reading.scenario)
    view = wording.first_view(reading, result)
    changed = wording.changed_sentence(reading)
    return Summary(
        title=f"{t(desk.DESK_PAGE)}: {wording.petition_name(reading)} · {wording.TOOL}",
        kicker=view.kicker,
        notice=f"{capital(changed)}." if changed else "",
        headline=words.headline(plan),
        sections=_sections(reading, result, plan),
        caveat=t(wording.NOT_THE_BALLOT),
        footer=wording.footer(reading),
        link=full_link(reading),
    )


def _sections(reading: Reading, result: Forecast, plan: Plan) -> tuple[Section, ...]:
    """What there is to say, in the order of the page."""
    assert reading.scenario is not None, "asked by summary_of"
    stands = (
        f"{wording.headline(result)}.",
        wording.margin_sentence(result),
        *desk.standing_sentences(plan),
        wording.ballot_sentence(reading.scenario, result),
        summary_sentence(worth_of(reading.scenario)),
    )
    takes = None if plan.has_official_result else desk.needed_table_in_words(plan)
    drive = desk.pace_sentences(plan) if plan.pace is not None else ()
    count = (words.bounds_sentence(plan.bounds),) if plan.bounds is not None else ()
    struck = desk.striking_sentences(plan.striking) if plan.striking is not None else ()
    found = (
        Section(t(desk.STANDS), tuple(filter(None, stands))),
        Section(t(desk.TARGETS), (), takes),
        Section(t(desk.DRIVE_FORM), drive),
        Section(t(desk.DECIDED), count),
        Section(t(desk.NEXT), desk.worth_sentences(plan, reading.scenario)),
        Section(t(desk.STRIKE), struck),
        Section(t(desk.INPUTS), (), inputs_table(reading)),
    )
    return tuple(section for section in found if any(section.lines) or section.table is not None)
