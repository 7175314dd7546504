"""The texts of data/ that readers see as sentences or in one: messages that no code holds.

They are said by ``t`` where they are used, as a constant of the code is; a catalogue has to have
them all, and why a past petition is not used. Titles, notes and sources of past petitions are data
and stay as their source has them.
"""

from collections.abc import Iterator

from analysis.ballot_calendar.working_days import default_holidays
from analysis.data_files import DATA, read_tables
from analysis.past_petitions import past_petitions
from analysis.petitions import Preset
from analysis.rules import RuleSet, places, rule_sets
from analysis.versions import versions

_YEARS = range(2000, 2051)
"""Every default holiday, observed or not, falls in some of these years."""


def data_messages() -> tuple[str, ...]:
    """Return every such text, each once, in the order of the files.

    Examples
    --------
    >>> "Labor Day" in data_messages(), "the Gascón recall petition" in data_messages()
    (True, True)
    """
    told_step_by_step = read_tables(DATA, "presets.toml", Preset).values()
    found = (
        *(text for rules in rule_sets().values() for text in _of_rules(rules)),
        *places(),
        *(text for preset in told_step_by_step for text in _of_preset(preset)),
        *(text for version in versions().values() for text in (version.changes, version.formula)),
        *(name for year in _YEARS for name in default_holidays(year).values()),
        *(row.why_not or "" for row in past_petitions() if row.use == "no"),
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _of_rules(rules: RuleSet) -> Iterator[str]:
    """The name of a rule set, its sections, and its sentences."""
    yield from (rules.name, rules.statute)
    yield from (rules.rounding_note, rules.middle_note, rules.deadline_note, *rules.not_modeled)
    if rules.ballot is not None:
        yield from (
            rules.ballot.window_statute,
            rules.ballot.certificate_statute,
            rules.ballot.order_statute,
        )
    for period in rules.periods:
        yield from (period.counted_from, period.what)


def _of_preset(preset: Preset) -> Iterator[str]:
    """What a petition is called, and what became known of it."""
    yield from (preset.title, preset.short, preset.required_note)
    yield from (step.says for step in preset.steps)
