"""The texts of the pages that hold no number of a scenario: headings, buttons, explanations."""

ODDS_PAGE = "Odds"
METHOD_PAGE = "Method"
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
COPIED = "Copied"
PROBLEMS_TITLE = "Part of this link cannot be used"
SENDER = "the sender"
READER = "hand"
IGNORED_TITLE = "Not all of this is used yet"
HAPPENED = "### What happened"
PRINT = "### A sentence to print"
LINK = "The link to this page as it stands"
LINK_HELP = (
    "It holds every input, the defaults too, and the version of the model, so that it still "
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
NOT_BALLOT = (
    "These are odds of enough valid signatures. A place on the November ballot also takes an order "
    "in time, which this version does not cover yet."
)
CUSTOM_TITLE = "Try your own petition"
CUSTOM_SUBMIT = "Show the odds"
CUSTOM_PLACE = "State and kind"
CUSTOM_MISSING = "Enter the raw signatures and the valid signatures required."
AT_WIDEST = "This is as unsure as it can be beside that rate."
BASIS = (
    "Basis: a sample's validity as it is (it hardly sees repeats), or a count or an official "
    "projection divided by 0.95, which takes repeats to be 5%."
)
