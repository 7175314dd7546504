"""The sentences: one frame for success and failure, no certainty before a certificate."""

import re
from itertools import product

import pytest

from analysis import scenario, wording
from analysis.forecast import forecast
from analysis.scenario import KEYS, REASONS, Reading
from analysis.sensitivity import swings
from analysis.valid_count import DOTS
from analysis.wording import labels
from analysis.wording.interface import READER
from analysis.wording.numbers import rounded
from analysis.wording.odds import percent_number

CUSTOM = "petition=custom&raw=60000&required=45000"
SCENARIOS = [
    "",
    "as_of=announced",
    "invalid=8",
    "invalid=90",
    "invalid=0&repeats=0",
    "raw=500000",
    "raw=2000000",
    "raw=100000000",
    "required=1",
    "invalid=100",
    "not_registered=12&other=3",
    f"{CUSTOM}&invalid=18&invalid_pm=5",
    f"{CUSTOM}&name=Smith",
    "petition=custom&raw=12&required=9",
    "petition=newsom-2021",
]
DECIDED = ["as_of=outcome", "as_of=outcome&required=520000", "petition=bonin-2022&as_of=outcome"]


def texts(reading: Reading) -> list[str]:
    """Every sentence about a scenario."""
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    found = swings(reading.scenario)
    view = wording.first_view(reading)
    return [
        *(view.title, view.description, view.kicker, view.headline, view.number, view.detail),
        wording.headline(result),
        wording.margin_sentence(result),
        wording.dots_title(result),
        wording.dots_alt(result),
        wording.swing_title(found),
        wording.swing_alt(found),
        wording.quote(reading, result),
    ]


CERTAINTY = re.compile(
    r"\b(certain(ly)?|surely?|guaranteed?|impossible|always|never|definitely|no chance|will)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("string", SCENARIOS)
def test_no_sentence_is_certain_before_a_certificate(string: str) -> None:
    for text in texts(scenario.read(string)):
        assert not CERTAINTY.search(text), text
        assert not re.search(r"(odds|chance)[^.;]*\b(0|100)%", text.split(" changed by ")[0]), text
        assert "1,000 in 1,000" not in text
        assert "about 0 in" not in text
        assert not re.search(r"about (\d+) in \1\b", text), text


@pytest.mark.parametrize("string", SCENARIOS)
def test_headline_and_quote_hold_the_numbers_of_the_answer(string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    view, quote = wording.first_view(reading), wording.quote(reading, result)
    odds = wording.percent_phrase(result.sufficient)
    assert view.headline == f"The odds of enough valid signatures are {odds}"
    assert view.number == percent_number(result.sufficient)
    assert view.title.lower().startswith(odds)
    assert wording.petition_name(reading) in view.title
    assert wording.petition_name(reading) in view.kicker
    assert view.description == quote
    known = wording.ap_date(reading.defaults.known_on)
    for part in (
        wording.odds_phrase(result.sufficient),
        wording.count(reading.scenario.required),
        known,
        "Recall Odds",
    ):
        assert part in quote
    assert known in view.kicker
    assert wording.dots_phrase(result.dots_enough, dots=DOTS) in wording.dots_title(result)
    assert wording.dots_title(result) in wording.dots_alt(result)


def side(margin: float) -> str:
    return f"{rounded(abs(margin))} {'short' if margin < 0 else 'over'}"


@pytest.mark.parametrize("string", ["", "invalid=8", "invalid=90", CUSTOM])
def test_margin_is_that_of_the_distribution(string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    low, middle, high = (
        side(value - result.required)
        for value in (result.valid.p05, result.valid.p50, result.valid.p95)
    )
    sentence = wording.margin_sentence(result)
    assert sentence == f"Most likely {middle}; 9 times in 10 between {low} and {high}."
    assert wording.first_view(reading).detail == sentence


def test_a_short_raw_count_is_said_to_be_short() -> None:
    reading = scenario.read("raw=500000")
    assert reading.scenario is not None
    sentence = wording.margin_sentence(forecast(reading.scenario))
    assert "500,000 signatures are fewer than the 566,857 required" in sentence


@pytest.mark.parametrize("string", DECIDED)
def test_a_decided_petition_gets_its_outcome_and_no_odds(string: str) -> None:
    reading = scenario.read(string)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    view = wording.first_view(reading)
    valid, required = wording.count(result.valid.mean), wording.count(result.required)
    assert view.headline == f"Decided: {valid} valid signatures where {required} were required"
    assert view.title.startswith("Decided: ")
    assert view.number == ""
    assert valid in view.description
    assert required in view.description
    enough = result.valid.mean >= result.required
    assert (", enough for" in view.description) == enough
    assert (", not enough for" in view.description) != enough
    margin = abs(round(result.valid.mean) - result.required)
    assert f"{margin:,} {'over' if enough else 'short'}" in view.detail
    for text in texts(reading)[:-1]:
        assert not re.match(r"The odds", text)


def test_success_and_failure_have_one_frame() -> None:
    def frame(sentence: str) -> str:
        return re.sub(r"[\d,.]+|short|over|about|fewer than|more than| \([^)]*\)", "#", sentence)

    frames = set()
    for string in ("invalid=8", "invalid=90", "invalid=24.5"):
        reading = scenario.read(string)
        assert reading.scenario is not None
        result = forecast(reading.scenario)
        frames.add(frame(wording.headline(result)) + frame(wording.margin_sentence(result)))
    assert len(frames) == 1


@pytest.mark.parametrize(
    ("string", "sentence"),
    [
        ("", ""),
        (
            "model=2026-11&invalid=8",
            "with 1 input changed by the sender: invalid rate 8% instead of 24.5%",
        ),
        (
            "model=2026-11&invalid=8&raw=700000&repeats_pm=2",
            (
                "with 3 inputs changed by the sender: raw signatures 700,000 instead of 715,833, "
                "invalid rate 8% instead of 24.5% and range of the repeat share ±2 points "
                "instead of ±4.3 points"
            ),
        ),
        (
            "model=2026-11&invalid=8.25",
            "with 1 input changed by the sender: invalid rate 8.25% instead of 24.5%",
        ),
        (
            "filed=2022-07-07",
            "with 1 input changed by the sender: filing date July 7, 2022 instead of July 6, 2022",
        ),
    ],
)
def test_changed_sentence(string: str, sentence: str) -> None:
    reading = scenario.read(string)
    assert wording.changed_sentence(reading) == sentence
    if sentence:
        by_hand = wording.changed_sentence(reading, by=READER)
        assert sentence.replace("by the sender", "by hand") == by_hand
        assert sentence[1:] in wording.first_view(reading).notice


@pytest.mark.parametrize(
    "string",
    [
        "invalid=8",
        "as_of=outcome&required=520000",
        "counted=715833&counted_valid=600000",
        f"{CUSTOM}&counted=60000&counted_valid=50000&repeats=3",
    ],
)
def test_a_quote_says_what_the_sender_changed(string: str) -> None:
    """Most of all where the sender's own count would pass for an official one."""
    reading = scenario.read(string)
    assert reading.scenario is not None
    changed = wording.changed_sentence(reading)
    assert changed
    quote = wording.quote(reading, forecast(reading.scenario))
    assert quote.startswith(changed[0].upper() + changed[1:])


def test_values_are_written_for_readers() -> None:
    """No code of a key or of a choice stands in a sentence."""
    string = "gate=full_count&sample_days=6&statistic=uncorrected&rules=co&rounding=regulation"
    sentence = wording.changed_sentence(scenario.read(string))
    assert "_" not in sentence


@pytest.mark.parametrize("key", [*KEYS, "string"])
def test_every_key_has_its_label(key: str) -> None:
    label = labels.LABELS[key]
    assert label.name
    assert label.control
    assert labels.name_of(key) == label.name
    assert "_" not in label.name + label.control


def test_labels_tell_keys_apart() -> None:
    names = [labels.LABELS[key].name for key in KEYS]
    assert len(names) == len(set(names))
    assert labels.name_of("nosuchkey") == "nosuchkey"
    assert set(REASONS) <= labels.LABELS.keys() <= {*KEYS, "string"}


@pytest.mark.parametrize(("key", "string"), list(product(KEYS, ["", "as_of=outcome", CUSTOM])))
def test_every_value_can_be_written(key: str, string: str) -> None:
    given = scenario.read(string).scenario
    assert given is not None
    assert labels.value_of(key, given.values()[key])


def test_problems_say_field_given_allowed_and_used() -> None:
    problem = scenario.read("raw=many").problems[0]
    sentence = wording.problem_sentence(problem)
    for part in ("Raw signatures", "(raw)", "“many”", "1 to 100,000,000", "715,833"):
        assert part in sentence
    clash = scenario.read(f"{CUSTOM}&sample=500&sample_valid=501").problems[0]
    sentence = wording.problem_sentence(clash)
    for part in ("(sample)", "(sample_valid)", "500", "501", "at most"):
        assert part in sentence


def test_notices_name_problems_and_what_is_not_used() -> None:
    reading = scenario.read("raw=many&order_lag=3&speed=9000&invalid=8&rules=every-signature")
    problem, ignored = wording.notices(reading)
    assert problem == wording.problem_sentence(reading.problems[0])
    assert ignored == wording.ignored_sentence(reading)
    assert labels.name_of("speed") in ignored
    assert labels.name_of("order_lag") in ignored
    notice = wording.first_view(reading).notice
    assert problem in notice
    assert ignored in notice
    assert wording.changed_sentence(reading)[1:] in notice
    assert wording.notices(scenario.read("")) == ()
    assert wording.first_view(scenario.read("")).notice == ""


def test_a_form_without_numbers_has_no_odds() -> None:
    view = wording.first_view(scenario.read("petition=custom&name=Smith"))
    assert view.number == ""
    assert "“Smith”" in view.title
    assert "odds" not in view.detail.lower()


def test_a_senders_name_is_shown_as_the_senders_words() -> None:
    reading = scenario.read(f"{CUSTOM}&name=County+certifies+Smith")
    assert reading.scenario is not None
    quote = wording.quote(reading, forecast(reading.scenario))
    assert "the petition that the sender calls “County certifies Smith”" in quote


def test_what_happened() -> None:
    sentence = wording.outcome_sentence(scenario.read(""))
    for part in ("Aug. 15, 2022", "520,050", "715,833", "46,807 short", "566,857"):
        assert part in sentence
    assert wording.outcome_sentence(scenario.read(CUSTOM)) == ""
    assert "over" in wording.outcome_sentence(scenario.read("petition=newsom-2021"))


def test_break_even_beside_what_past_petitions_had() -> None:
    reading = scenario.read("model=2026-11")
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    sentence = wording.break_even_sentence(result, reading.scenario, reading.defaults.prior)
    for part in ("16.6%", "repeats at 5%", "24.5%", "12.8 points"):
        assert part in sentence
    few = scenario.read("petition=custom&raw=1000&required=960")
    assert few.scenario is not None
    sentence = wording.break_even_sentence(forecast(few.scenario), few.scenario, few.defaults.prior)
    assert "even an invalid rate of 0% would not be enough" in sentence


def test_swings_name_the_widest_and_their_ends() -> None:
    given = scenario.read("").scenario
    assert given is not None
    found = swings(given)
    assert wording.swing_title(found).startswith("The invalid rate moves the odds most")
    alt = wording.swing_alt(found)
    for swing in found:
        assert wording.swing_bar_label(swing) in alt
        assert wording.percent_phrase(swing.odds_worse) in alt
        assert wording.percent_phrase(swing.odds_better) in alt
