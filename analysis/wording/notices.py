"""What is said of a link before its odds: bad values, what is not used, a law out of its time."""

from analysis.language import t
from analysis.rules import rule_sets
from analysis.scenario import Reading
from analysis.wording.labels import name_of
from analysis.wording.numbers import ap_date, list_of
from analysis.wording.sentences import problem_sentence


def ignored_sentence(reading: Reading) -> str:
    """Which keys are kept but not used; empty if none is."""
    if not reading.ignored:
        return ""
    names = list_of([name_of(key) for key in reading.ignored])
    return t("Kept in the link, but not used in these odds: {names}.", names=names)


def law_sentence(reading: Reading) -> str:
    """That the rule set was not law on the filing date, or its text then is not in hand; or empty.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> law_sentence(read("rules=ca-local-recall-2024"))[:58]
    'The rule set “California, recall of a local officer (law s'
    """
    if reading.scenario is None:
        return ""
    law, filed = rule_sets()[reading.scenario.rules], reading.scenario.filed
    if not law.in_force(filed):
        return t(
            "The rule set “{law}” was not in force on {date}. It is used as given.",
            law=t(law.name),
            date=ap_date(filed),
        )
    if law.in_hand_from is not None and filed < law.in_hand_from:
        return t(
            "The law's text before {date} is not in hand. The rule set “{law}” is used instead.",
            date=ap_date(law.in_hand_from),
            law=t(law.name),
        )
    return ""


def notices(reading: Reading) -> tuple[str, ...]:
    """All that stands above the headline but the changes: problems, and what is not used."""
    found = [problem_sentence(problem) for problem in reading.problems]
    found += [
        sentence for sentence in (ignored_sentence(reading), law_sentence(reading)) if sentence
    ]
    return tuple(found)
