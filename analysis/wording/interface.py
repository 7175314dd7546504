"""The texts of the pages that hold no number of a scenario: headings, buttons, explanations."""

ODDS_PAGE = "Odds"
METHOD_PAGE = "Method"
VERIFICATION_PAGE = "Verification"
VERIFICATION_PAGE_HELP = (
    "Where the petition is in the official check, and what a sample or a running count says."
)
NOVEMBER_PAGE = "November"
NOVEMBER_PAGE_HELP = (
    "The race against the calendar: deadlines, meetings, the order, and the odds of the ballot."
)
TRACK_PAGE = "Track record"
TRACK_PAGE_HELP = (
    "How past forecasts fared, where they missed, how the prior was chosen, and all past petitions."
)
ODDS_PAGE_HELP = (
    "How likely the petition is to have enough valid signatures, and what would change it."
)
METHOD_PAGE_HELP = (
    "How the odds are worked out, where every number comes from, and what is left out."
)

METRIC = "As a percentage"
STEP = "What was known when"
PETITION = "Petition"
PETITION_HELP = "Petitions of the table. Another one can be typed in further down."
CUSTOM_OPTION = "Your own petition"
MODE = "Enter invalid signatures as"
ONE_RATE = "One rate"
BY_REASON = "By reason"
INPUTS = "Change the inputs"
UNDO = "Undo the changes"
COPY_LINK = "Copy full link"
COPY_QUOTE = "Copy sentence"
COPIED_QUOTE = "Sentence copied"
COPIED_LINK = "Link copied"
PROBLEMS_TITLE = "Part of this link cannot be used"
SENDER = "the sender"
READER = "hand"
LAW_TITLE = "Another law than that of the date"
IGNORED_TITLE = "Not all of this is used"
HAPPENED = "### What happened"
PRINT = "### A sentence to print"
LINK_HELP = (
    "The link holds every input, the defaults too, and the version of the model, so that it still "
    "means the same after the defaults change."
)
NUMBERS = "The numbers behind this"
AS_CSV = "Download as CSV"
WHERE_FROM = "Where the inputs come from"
PAST = "The past petitions behind the estimate"
REPEATS_WHY = (
    "Repeats stand apart because a sample hardly sees them: it takes both copies, and a 5% sample "
    "draws both only one time in 400. A full count sees them all."
)
DOTS_HELP = (
    "Each dot is one of 50 equally likely results. Diamonds have enough signatures, "
    "circles fall short."
)
SWINGS_HELP = (
    "Each bar runs from the odds at the input's unfavorable end, where 1 time in 20 it is worse, "
    "to those at its favorable end. The raw count is known; it is moved by 1%."
)
CUSTOM_TITLE = "Try your own petition"
CUSTOM_SUBMIT = "Show the odds"
CUSTOM_PLACE = "State and kind"
CUSTOM_MISSING = "Enter the raw signatures and the valid signatures required."
AT_WIDEST = "This is as unsure as it can be beside that rate."
BASIS = (
    "Basis: a sample's validity as it is (it hardly sees repeats), or a count or an official "
    "projection led back to what it was before repeats were struck; or the result alone, enough or "
    "not, where no share is known. Weight: by how much the "
    "estimate moves with the petition. Petitions of one campaign count once."
)

PAST_DRIFT = "Past samples and the full counts that followed them"
PATH_HELP = (
    "Each bar is a way through the official check, as long as it is likely. Filled: enough valid "
    "signatures. Outlined: too few."
)
REPEATS_SEEN_HELP = (
    "The same sample, with each number of repeats that it may have shown. Two copies of one "
    "signature in a small sample stand for many in the petition."
)
SAMPLE_FORM = "Official sample"
COUNT_FORM = "Running full count"
CHECK_FORM = "The campaign's own check"
LAW_FORM = "The law of the check"
SAMPLE_WHY = "As officials announced it. Leave the repeats empty if they were not published."
COUNT_WHY = "What a full count has found so far. It replaces the sample."
CHECK_WHY = (
    "A check that the campaign made of its own signatures, repeats not struck. It is discounted: "
    "such checks are not random and tend to flatter."
)
APPLY = "Update the odds"
REMOVE_SAMPLE = "Remove the sample"
REMOVE_COUNT = "Remove the count"
REMOVE_CHECK = "Remove the check"
RULES_HELP = "Which law sets the sample, its thresholds and the rounding."
STATISTIC_HELP = (
    "California's regulation takes the weight of each repeat off the projection; some announced "
    "figures leave that term out."
)
ROUNDING_HELP = "Where the projection is rounded. It moves the result by a signature or two."
DRIFT_HELP = (
    "How far the next check may judge differently from the last, in logits: 0 is exactly alike; "
    "0.1 is about 1.7 points at 78% valid."
)
WEIGHT_HELP = "Share of its size that the check counts for: 1 as if random, 0 not at all."
BIAS_HELP = "How much such checks flatter, in logits: 0.1 is about 1.7 points at 78% valid."
PROJECTION = "The official projection, step by step"
NO_SAMPLE_YET = "No sample is known yet. Enter one to see its projection worked."
GATE_ERRORS = "How often the sample alone is wrong"
DRIFT = "Sampling noise and drift, apart"
WITHOUT_DRIFT = "If the next check judges exactly as the last did"
WITH_DRIFT = "Allowing for how such checks have moved before"
TALLY = "A running count over time"
TALLY_WHY = (
    "Paste a line for each report: date, checked, valid, repeats. Repeats may be left empty. "
    "What you paste stays in this session only: it is not in the address, and a link does not "
    "carry it."
)
TALLY_LABEL = "Reports as CSV"
TALLY_EXAMPLE = "date,checked,valid,repeats\n2022-07-20,200000,146000,4100"
TALLY_APPLY = "Draw the odds over time"
TALLY_PROBLEMS = "Part of what you pasted cannot be used"
R71 = "Worked example: Washington's Referendum 71 of 2009"
TALLY_HELP = (
    "Strong line: allowing for drift between what is counted and the rest. Dotted line: sampling "
    "noise alone, as if the count ran through the signatures in random order."
)
NOT_PUBLISHED = "not published"
R71_TITLE = (
    "The Secretary of State published this count as it went. Of 137,881 signatures, 120,577 had to "
    "be valid."
)

TRACK_SET = "Which forecasts"
NOT_CURRENT_TITLE = "Not up to date"
NOT_CURRENT = (
    "The data or the model have changed since these forecasts were made. They are as of the last "
    "build; the odds on the other pages are not touched by it."
)
SCORES = "Scores beside simple rivals"
SCORES_MEAN = "What the scores and the rivals are"
RELIABILITY_HELP = (
    "Forecasts in the order of their odds; the steps show how often petitions with such odds "
    "qualified. Gray: where the steps of right odds would lie 9 times in 10. Each tick is a "
    "petition: at the top it qualified, at the bottom it did not."
)
COVERAGE = "The intervals of the share of valid signers"
CUSHION_HELP = (
    "Each mark is a past petition. To the right: more signatures handed in for each one required. "
    "Above the line, enough of them are valid."
)
REASONS_HELP = (
    "Each bar is all signatures of a petition that were invalid for a reason other than repeats."
)
MISSES = "The worst misses by name"
REPLAY = "Day by day"
REPLAY_PETITION = "Petition of the replay"
PRIOR_CHOICE = "How the prior was chosen"
SELECTION = "What the choice of petitions does"
PUBLISHED = "Shares that others published"
ALL_PAST = "All past petitions"
OPEN_PAST = "Filter, sort and download the table"
FILTER_TEXT = "Words in title, place or note"
FILTER_KIND = "Kind"
FILTER_STATE = "State or country"
FILTER_LEVEL = "Level"
FILTER_RESULT = "Found"
FILTER_YEARS = "Years"
FILTER_REQUIRED = "Required, at least"
DOWNLOAD_ROWS = "Download these rows as CSV"
DOWNLOAD_ALL = "Download all as CSV"
OPEN_SCENARIO = "Open"
ANY = "Any"
PAST_TABLE_ALT = "Past petitions, one a row, the latest first"

ON_BALLOT = "On the ballot"
ENOUGH = "Enough valid signatures"
CALENDAR_HELP = (
    "One time axis. Diamonds are days that count for the ballot, circles meetings that do not. "
    "Bars: when the check may end, as high as each day is likely. Filled: still in time. "
    "Outlined: too late or too early. The dotted line is the last day that works."
)
BY_PATH = "The odds of the ballot, way by way"
BY_PATH_WHY = (
    "Each way through the check has its own clock. Enough: found sufficient that way. In time: an "
    "order in the window, given that. Ballot: the one times the other; the odds of the ballot are "
    "its sum. Odds are rounded."
)
CHECK_BY = "By when the check must end"
IF_MISSED = "If it misses"
ASSUMED = "What is assumed here"
SILENT = "Where the law is silent"
FILING_HELP = (
    "A bar for each working day on which the petition could be filed. Filled: the check can take "
    "all its time. Outlined: the odds depend on how soon it ends. What more days of collecting "
    "would bring is not in it."
)
CALENDAR_FORM = "Dates and speeds"
CALENDAR_WHY = (
    "Of these, only the filing date, which sets the law, changes the odds of enough signatures."
)
MEETING_DAY = "The governing body meets every"
MEETING_DATES = "or on these dates"
MEETING_DATES_HELP = "As 2022-08-02,2022-08-09, with commas. They replace the weekday."
SPEED_HELP = (
    "Signatures that the office checks a working day. Empty: a full count ends near its deadline, "
    "or goes at the speed that it has shown so far."
)
DAYS_OFF = "Days that do not count"
DAYS_OFF_HELP = (
    "County schedules differ. Chosen: the office is closed and the day is not a working day."
)
OTHER_DAYS = "Other dates"
OTHER_DAYS_HELP = "As 2022-07-18,2022-07-19, with commas; empty for none."
USUAL_CALENDAR = "Back to the usual calendar"
