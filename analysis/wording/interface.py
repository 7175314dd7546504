"""The texts of the pages that hold no number of a scenario: headings, buttons, explanations."""

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import ENGLISH, SPANISH, mark

LANGUAGE_SWITCH: Mapping[str, str] = MappingProxyType(
    {ENGLISH: "Show this page in English", SPANISH: "Mostrar esta página en español"}
)
"""What a link to a page in each language does, in that language: its readers are to find it."""

TOOL_HELP = mark("How likely a recall petition is to have enough valid signatures")
ODDS_PAGE = mark("Odds")
METHOD_PAGE = mark("Method")
VERIFICATION_PAGE = mark("Verification")
VERIFICATION_PAGE_HELP = mark(
    "Where the petition is in the official check, and what a sample or a running count says."
)
NOVEMBER_PAGE = mark("November")
NOVEMBER_PAGE_HELP = mark(
    "The race against the calendar: deadlines, meetings, the order, and the odds of the ballot."
)
TRACK_PAGE = mark("Track record")
TRACK_PAGE_HELP = mark(
    "How past forecasts fared, where they missed, how the prior was chosen, and all past petitions."
)
ODDS_PAGE_HELP = mark(
    "How likely the petition is to have enough valid signatures, and what would change it."
)
METHOD_PAGE_HELP = mark(
    "How the odds are worked out, where every number comes from, and what is left out."
)

NO_SCRIPT = mark("Changing the inputs takes JavaScript, which is off.")
METRIC = mark("As a percentage")
STEP = mark("What was known when")
PETITION = mark("Petition")
PETITION_HELP = mark("Petitions of the table. Another one can be typed in further down.")
CUSTOM_OPTION = mark("Your own petition")
MODE = mark("Enter invalid signatures as")
ONE_RATE = mark("One rate")
BY_REASON = mark("By reason")
INPUTS = mark("Change the inputs")
UNDO = mark("Undo the changes")
COPY_LINK = mark("Copy full link")
COPY_QUOTE = mark("Copy sentence")
COPIED_QUOTE = mark("Sentence copied")
COPIED_LINK = mark("Link copied")
PROBLEMS_TITLE = mark("Part of this link cannot be used")
SENDER, READER = "sender", "reader"
"""Who changed an input: a key, whose words are whole sentences elsewhere."""
LAW_TITLE = mark("Another law than that of the date")
IGNORED_TITLE = mark("Not all of this is used")
HAPPENED = mark("### What happened")
PRINT = mark("### A sentence to print")
LINK_HELP = mark(
    "The link holds every input, the defaults too, and the version of the model, so that it still "
    "means the same after the defaults change."
)
NUMBERS = mark("The numbers behind this")
AS_CSV = mark("Download as CSV")
WHERE_FROM = mark("Where the inputs come from")
PAST = mark("The past petitions behind the estimate")
REPEATS_WHY = mark(
    "Repeats stand apart because a sample hardly sees them: it takes both copies, and a 5% sample "
    "draws both only one time in 400. A full count sees them all."
)
DOTS_HELP = mark(
    "Each dot is one of 50 equally likely results. Diamonds have enough signatures, "
    "circles fall short."
)
SWINGS_HELP = mark(
    "Each bar runs from the odds at the input's unfavorable end, where 1 time in 20 it is worse, "
    "to those at its favorable end. The raw count is known; it is moved by 1%."
)
CUSTOM_TITLE = mark("Try your own petition")
CUSTOM_SUBMIT = mark("Show the odds")
CUSTOM_PLACE = mark("State and kind")
CUSTOM_MISSING = mark("Enter the raw signatures and the valid signatures required.")
AT_WIDEST = mark("This is as unsure as it can be beside that rate.")
BASIS = mark(
    "Basis: a sample's validity as it is (it hardly sees repeats), or a count or an official "
    "projection led back to what it was before repeats were struck; or the result alone, enough or "
    "not, where no share is known. Weight: by how much the "
    "estimate moves with the petition. Petitions of one campaign count once."
)

PAST_DRIFT = mark("Past samples and the full counts that followed them")
PATH_HELP = mark(
    "Each bar is a way through the official check, as long as it is likely. Filled: enough valid "
    "signatures. Outlined: too few."
)
REPEATS_SEEN_HELP = mark(
    "The same sample, with each number of repeats that it may have shown. Two copies of one "
    "signature in a small sample stand for many in the petition."
)
SAMPLE_FORM = mark("Official sample")
COUNT_FORM = mark("Running full count")
CHECK_FORM = mark("The campaign's own check")
LAW_FORM = mark("The law of the check")
SAMPLE_WHY = mark("As officials announced it. Leave the repeats empty if they were not published.")
COUNT_WHY = mark("What a full count has found so far. It replaces the sample.")
CHECK_WHY = mark(
    "A check that the campaign made of its own signatures, repeats not struck. It is discounted: "
    "such checks are not random and tend to flatter."
)
APPLY = mark("Update the odds")
REMOVE_SAMPLE = mark("Remove the sample")
REMOVE_COUNT = mark("Remove the count")
REMOVE_CHECK = mark("Remove the check")
RULES_HELP = mark("Which law sets the sample, its thresholds and the rounding.")
STATISTIC_HELP = mark(
    "California's regulation takes the weight of each repeat off the projection; some announced "
    "figures leave that term out."
)
ROUNDING_HELP = mark("Where the projection is rounded. It moves the result by a signature or two.")
DRIFT_HELP = mark(
    "How far the next check may judge differently from the last, in logits: 0 is exactly alike; "
    "0.1 is about 1.7 points at 78% valid."
)
WEIGHT_HELP = mark("Share of its size that the check counts for: 1 as if random, 0 not at all.")
BIAS_HELP = mark("How much such checks flatter, in logits: 0.1 is about 1.7 points at 78% valid.")
PROJECTION = mark("The official projection, step by step")
NO_SAMPLE_YET = mark("No sample is known yet. Enter one to see its projection worked.")
GATE_ERRORS = mark("How often the sample alone is wrong")
DRIFT = mark("Sampling noise and drift, apart")
WITHOUT_DRIFT = mark("If the next check judges exactly as the last did")
WITH_DRIFT = mark("Allowing for how such checks have moved before")
TALLY = mark("A running count over time")
TALLY_WHY = mark(
    "Paste a line for each report: date, checked, valid, repeats. Repeats may be left empty. "
    "What you paste stays in this session only: it is not in the address, and a link does not "
    "carry it."
)
TALLY_LABEL = mark("Reports as CSV")
TALLY_EXAMPLE = "date,checked,valid,repeats\n2022-07-20,200000,146000,4100"
TALLY_APPLY = mark("Draw the odds over time")
TALLY_PROBLEMS = mark("Part of what you pasted cannot be used")
R71 = mark("Worked example: Washington's Referendum 71 of 2009")
TALLY_HELP = mark(
    "Strong line: allowing for drift between what is counted and the rest. Dotted line: sampling "
    "noise alone, as if the count ran through the signatures in random order."
)
NOT_PUBLISHED = mark("not published")
R71_TITLE = mark(
    "The Secretary of State published this count as it went. Of 137,881 signatures, 120,577 had to "
    "be valid."
)

TRACK_SET = mark("Which forecasts")
NOT_CURRENT_TITLE = mark("Not up to date")
NOT_CURRENT = mark(
    "The data or the model have changed since these forecasts were made. They are as of the last "
    "build; the odds on the other pages are not touched by it."
)
SCORES = mark("Scores beside simple rivals")
SCORES_MEAN = mark("What the scores and the rivals are")
RELIABILITY_HELP = mark(
    "Forecasts in the order of their odds; the steps show how often petitions with such odds "
    "qualified. Gray: where the steps of right odds would lie 9 times in 10. Each tick is a "
    "petition: at the top it qualified, at the bottom it did not."
)
COVERAGE = mark("The intervals of the share of valid signers")
CUSHION_HELP = mark(
    "Each mark is a past petition. To the right: more signatures handed in for each one required. "
    "Above the line, enough of them are valid."
)
REASONS_HELP = mark(
    "Each bar is all signatures of a petition that were invalid for a reason other than repeats."
)
MISSES = mark("The worst misses by name")
REPLAY = mark("Day by day")
REPLAY_PETITION = mark("Petition of the replay")
PRIOR_CHOICE = mark("How the prior was chosen")
SELECTION = mark("What the choice of petitions does")
PUBLISHED = mark("Shares that others published")
ALL_PAST = mark("All past petitions")
OPEN_PAST = mark("Filter, sort and download the table")
FILTER_TEXT = mark("Words in title, place or note")
FILTER_KIND = mark("Kind")
FILTER_STATE = mark("State or country")
FILTER_LEVEL = mark("Level")
FILTER_RESULT = mark("Found")
FILTER_YEARS = mark("Years")
FILTER_REQUIRED = mark("Required, at least")
DOWNLOAD_ROWS = mark("Download these rows as CSV")
DOWNLOAD_ALL = mark("Download all as CSV")
OPEN_SCENARIO = mark("Open")
ANY = mark("Any")
PAST_TABLE_ALT = mark("Past petitions, one a row, the latest first")

ON_BALLOT = mark("On the ballot")
ENOUGH = mark("Enough valid signatures")
CALENDAR_HELP = mark(
    "One time axis. Diamonds are days that count for the ballot, circles meetings that do not. "
    "Bars: when the check may end, as high as each day is likely. Filled: still in time. "
    "Outlined: too late or too early. The dotted line is the last day that works."
)
BY_PATH = mark("The odds of the ballot, way by way")
BY_PATH_WHY = mark(
    "Each way through the check has its own clock. Enough: found sufficient that way. In time: an "
    "order in the window, given that. Ballot: the one times the other; the odds of the ballot are "
    "its sum. Odds are rounded."
)
CHECK_BY = mark("By when the check must end")
IF_MISSED = mark("If it misses")
ASSUMED = mark("What is assumed here")
SILENT = mark("Where the law is silent")
FILING_HELP = mark(
    "A bar for each working day on which the petition could be filed. Filled: the check can take "
    "all its time. Outlined: the odds depend on how soon it ends. What more days of collecting "
    "would bring is not in it."
)
CALENDAR_FORM = mark("Dates and speeds")
CALENDAR_WHY = mark(
    "Of these, only the filing date, which sets the law, changes the odds of enough signatures."
)
MEETING_DAY = mark("The governing body meets every")
MEETING_DATES = mark("or on these dates")
MEETING_DATES_HELP = mark("As 2022-08-02,2022-08-09, with commas. They replace the weekday.")
SPEED_HELP = mark(
    "Signatures that the office checks a working day. Empty: a full count ends near its deadline, "
    "or goes at the speed that it has shown so far."
)
DAYS_OFF = mark("Days that do not count")
DAYS_OFF_HELP = mark(
    "County schedules differ. Chosen: the office is closed and the day is not a working day."
)
OTHER_DAYS = mark("Other dates")
OTHER_DAYS_HELP = mark("As 2022-07-18,2022-07-19, with commas; empty for none.")
USUAL_CALENDAR = mark("Back to the usual calendar")
