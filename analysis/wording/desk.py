"""The texts of the Campaign desk, and its sentences in the order in which it shows them."""

from analysis.language import mark, pt, t
from analysis.planning import Plan, Striking
from analysis.scenario import Scenario
from analysis.table import Cell, Table
from analysis.wording import pace as drive
from analysis.wording import planning as words
from analysis.wording import striking
from analysis.wording.numbers import count, rounded, signed_count
from analysis.wording.sentences import NOT_THE_BALLOT

DESK_PAGE = mark("Campaign desk")
DESK_PAGE_HELP = mark(
    "How many signatures a petition needs, by when and at what cost, and what the campaign's own "
    "check says."
)
APPLY = mark("Update the plan")
CLEAR = mark("Clear the plan")
DRIVE_FORM = mark("The collection so far")
DRIVE_WHY = mark(
    "What you enter here stands in this page's address and moves no odds on the other pages. Leave "
    "empty what you do not know."
)
DRIVE_ASKED = mark(
    "Enter how many signatures are in hand, when they were counted, and the last day to file, and "
    "this page says how many a day it takes."
)
STRIKE = mark("Striking signatures before filing")
STRIKE_WHY = mark(
    "Signatures that the campaign's own check knows to be bad, or to be second copies."
)
TARGETS = mark("What it takes, by the odds wanted")
TARGETS_WHY = mark(
    "Raw: the smallest count of raw signatures whose odds of enough valid ones reach the target, "
    "with the invalid rate and the repeats as they are set, and how far that is from the count of "
    "this scenario. A day: what it takes on average to the last day to file. Invalid: the highest "
    "invalid rate at which the count of this scenario reaches the target; a range that a low rate "
    "leaves no room for shrinks."
)
NEXT = mark("What more signatures are worth")
IS_DECIDED = mark("What it would have taken stands here at an earlier step of the petition.")
IS_CHECKED = mark(
    "The petition is being checked, and no signature can be added. What it takes before that is on "
    "this page at an earlier step, or once what officials found is taken out on the Verification "
    "page."
)
NOT_REACHED = mark("not reached")
BURN_UP_HELP = mark(
    "The line so far, and where it leads by the last day to file: the band holds the total 9 times "
    "in 10. Each level is what the odds named at it take."
)
DECIDED = mark("What is decided already")
SUMMARY_WHY = mark(
    "One page with these numbers, their date and the link that gives them again. It prints on one "
    "sheet."
)
SUMMARY_LINK = mark("Open the one-page summary")
SAVE = mark("Download it")
INPUTS = mark("What the plan rests on")
STANDS = mark("Where it stands")
AGAIN = mark("The same numbers again, and everything that they rest on:")
CURVE_HELP = mark(
    "How the odds rise with the raw count, everything else as it is. Diamonds: the counts that "
    "reach the targets. The square is this scenario."
)


def standing_sentences(plan: Plan) -> tuple[str, ...]:
    """Where the raw count stands, which rates would do, or why there is nothing to plan."""
    if plan.decided:
        return (t(IS_DECIDED),)
    if plan.has_official_result:
        return (t(IS_CHECKED),)
    return tuple(filter(None, (words.standing_sentence(plan), words.rate_sentence(plan))))


def worth_sentences(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What the next 1,000 add, and from where more adds little."""
    if plan.decided or plan.has_official_result:
        return ()
    money = bool(scenario.cost and scenario.worth)
    stop = words.stop_sentence(plan.worth, has_money=money) if plan.worth is not None else ""
    return tuple(filter(None, (words.next_sentence(plan.next_1000), stop)))


def pace_sentences(plan: Plan) -> tuple[str, ...]:
    """What it takes a day, and where the pace leads."""
    pace = plan.pace
    if pace is None:
        return ()
    found = (
        drive.pace_sentence(pace),
        drive.going_on_sentence(pace),
        drive.reached_sentence(pace, plan.raw_for),
    )
    return tuple(filter(None, found))


def striking_sentences(found: Striking) -> tuple[str, ...]:
    """What striking does in a full count, under a sample rule, and what replacing adds."""
    rules = (striking.sample_sentence(rule) for rule in found.rules)
    return (striking.striking_sentence(found), *rules, striking.replacing_sentence(found))


def sentences(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """All of the plan in sentences, the headline first, the caveat last."""
    found = (
        f"{words.headline(plan)}.",
        words.standing_sentence(plan),
        words.rate_sentence(plan),
        *worth_sentences(plan, scenario),
        *pace_sentences(plan),
        *(striking_sentences(plan.striking) if plan.striking is not None else ()),
        words.bounds_sentence(plan.bounds) if plan.bounds is not None else "",
    )
    return (*filter(None, found), t(NOT_THE_BALLOT))


def needed_table_in_words(plan: Plan) -> Table:
    """What each target takes, as a page shows it."""
    rows: list[tuple[Cell, ...]] = []
    for target, raw in plan.raw_for.items():
        row = [words.target_phrase(target), t(NOT_REACHED) if raw is None else count(raw)]
        row.append("" if raw is None else signed_count(raw - plan.raw))
        if plan.pace is not None:
            a_day = plan.pace.needed[target]
            row.append(_a_day(a_day))
        if plan.invalid_for is not None:
            rate = plan.invalid_for[target]
            row.append(t(NOT_REACHED) if rate is None else words.rate_phrase(rate))
        rows.append(tuple(row))
    columns = [t("Odds"), pt("column", "Raw"), t("From here")]
    columns += [t("A day")] if plan.pace is not None else []
    columns += [pt("column", "Invalid")] if plan.invalid_for is not None else []
    return Table(tuple(columns), tuple(rows))


def _a_day(pace: float | None) -> str:
    if pace is None:
        return t(NOT_REACHED)
    return t("fewer than 1") if 0.0 < pace < 1.0 else rounded(pace)
