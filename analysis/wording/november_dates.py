"""What the law says of a scenario's dates: by when the check must end, what follows if it misses.

Apart from `november`, whose labels the charts use: this one asks `analysis.deadline`.
"""

from analysis.deadline import tell
from analysis.forecast import Forecast
from analysis.language import mark, t
from analysis.on_ballot import deadlines_of
from analysis.rules import rule_sets
from analysis.scenario import Scenario, no_calendar_because
from analysis.wording import calendar as words

NO_DEADLINE = mark("No limit of the check in working days is in hand for this law.")


def check_by(scenario: Scenario) -> tuple[str, ...]:
    """The deadline, the days taken out, the window of the order, the last day that works."""
    rules = rule_sets()[scenario.rules]
    law = f"{t(rules.name)}. {t(rules.statute)}."
    if no_calendar_because(scenario) == "filed" or deadlines_of(scenario) is None:
        return (law, t(NO_DEADLINE), *words.periods_lines(rules))
    told = tell(scenario)
    said = [law, words.deadline_sentence(told.due), words.taken_out_sentence(told.due.taken_out)]
    if told.calendar is None or rules.ballot is None or scenario.election is None:
        return (*said, *words.periods_lines(rules))
    said.append(
        words.order_sentence(
            rules.ballot,
            window=told.calendar.window,
            election=scenario.election,
            filed=scenario.filed,
            working_day=told.working_day_of_last_order or 0,
        )
    )
    said.append(words.last_day_sentence(told.calendar.last_day, filed=scenario.filed))
    return tuple(said)


def missed(scenario: Scenario, result: Forecast) -> str:
    """What follows if the ballot is missed; empty without a calendar."""
    return words.if_it_misses(scenario, result.ballot.calendar) if result.ballot else ""
