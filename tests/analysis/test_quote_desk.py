"""The quote desk: short enough, never certain, one frame for success and failure, its caveat."""

import re
from dataclasses import fields, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis import scenario, wording
from analysis.forecast import Forecast, forecast
from analysis.language import LANGUAGES, speaking
from analysis.outlook import Path
from analysis.scenario import REASONS, Reading
from analysis.valid_count import ValidCount, certain
from analysis.wording.caveats import FEW, caveats_of
from analysis.wording.odds import percent_phrase
from analysis.wording.quote_desk import LENGTHS, MOST_WORDS, Length, Quotable, credit, quotable
from tests.analysis.strings import CUSTOM, OUTCOME

PASSED = f"{CUSTOM}&sample=3000&sample_valid=2700&sample_repeats=1&gate=sufficient"
FAILED = f"{CUSTOM}&sample=3000&sample_valid=1500&sample_repeats=1&gate=insufficient"
COUNTING = "counted=200000&counted_valid=161500&counted_repeats=600"
DECIDED = [
    OUTCOME,
    f"{OUTCOME}&required=520000",
    "petition=bonin-2022&as_of=outcome",
    PASSED,
    FAILED,
]
OPEN = [
    "", "as_of=announced", "as_of=filed", "as_of=sample", "invalid=8", COUNTING, CUSTOM,
    "raw=500000", "petition=newsom-2021", "petition=wa-2009-r71", "model=2026-11",
    "rules=every-signature", "not_registered=12&other=3", "gate=full_count",
]  # fmt: skip

changes = st.fixed_dictionaries(
    {},
    optional={
        "as_of": st.sampled_from(["announced", "filed", "raw", "sample"]),
        "raw": st.integers(400_000, 3_000_000),
        "invalid": st.integers(0, 100),
        "repeats": st.integers(0, 20),
        "model": st.sampled_from(["2026-11", "2026-11.2"]),
        "required": st.integers(1, 1_000_000),
        "rules": st.sampled_from(["ca-local-recall-2022", "every-signature", "wa"]),
        "check": st.just("1000&check_valid=800"),
    },
)
petitions = st.sampled_from(
    ["gascon-2022", "newsom-2021", "boudin-2022", "wa-2009-r71", "custom&raw=60000&required=45000"]
)


def asked(string: str) -> tuple[Reading, Forecast]:
    reading = scenario.read(string)
    assert reading.scenario is not None
    return reading, forecast(reading.scenario)


def desk(string: str) -> dict[str, Quotable]:
    reading, result = asked(string)
    return {length: quotable(reading, result, length=length) for length in LENGTHS}


def words_of(text: str) -> list[str]:
    return text.split()


def without_changes(text: str) -> str:
    """A text without the list of what was changed, which holds the sender's own numbers."""
    return re.sub(
        r"^With \d+ inputs? changed by the sender: .*?, (the (odds|full|sample))", r"\1", text
    )


def check_text(text: str) -> None:
    """No certainty before officials have decided."""
    plain = without_changes(text)
    assert not re.search(r"(?<![\d.,])(0|100)%", plain), plain
    assert not re.search(r"\b(will|certain(ly)?|sure(ly)?|guaranteed|always|never)\b", plain), plain
    assert "1,000 in 1,000" not in plain
    assert not re.search(r"\babout (\d+) in \1(?![\d,])", plain), plain


@settings(max_examples=100, derandomize=True, deadline=None)
@given(petition=petitions, given_keys=changes)
def test_texts_are_short_enough_and_never_certain(
    petition: str, given_keys: dict[str, object]
) -> None:
    if petition.startswith("custom"):
        given_keys = {
            key: given_keys[key] for key in given_keys.keys() - {"raw", "required", "as_of"}
        }
    string = "&".join(
        [f"petition={petition}", *(f"{key}={value}" for key, value in given_keys.items())]
    )
    reading = scenario.read(string)
    assume(reading.scenario is not None)
    assert reading.scenario is not None
    result = forecast(reading.scenario)
    assume(not result.decided)
    for length in LENGTHS:
        found = quotable(reading, result, length=length)
        check_text(found.text)
        assert found.caveat
        assert found.credit == credit(reading)
        # The numbers are those of the forecast, and what was changed is said in every length.
        assert percent_phrase(result.sufficient) in found.text
        assert ("changed" in found.text) is bool(reading.changed)
        if not reading.problems:
            assert ("changed" in found.caveat) is bool(reading.changed)
    for language, most in MOST_WORDS.items():
        with speaking(language):
            line = quotable(reading, result, length="line").text
        assert len(words_of(line)) <= most, line


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("string", DECIDED + OPEN)
def test_a_line_holds_no_more_words_than_it_may(string: str, language: str) -> None:
    reading, result = asked(string)
    with speaking(language):
        line = quotable(reading, result, length="line").text
    assert 5 <= len(words_of(line)) <= MOST_WORDS[language]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_line_with_many_changes_and_the_longest_odds_fits(language: str) -> None:
    keys = (*REASONS, "repeats", "repeats_pm", "order_lag")
    reading, result = asked("&".join(["raw=700000", *(f"{key}=1" for key in keys)]))
    assert len(reading.changed) == len(keys) + 1
    for odds in (0.00001, 0.99999):
        with speaking(language):
            line = quotable(reading, replace(result, sufficient=odds), length="line").text
        assert len(words_of(line)) <= MOST_WORDS[language], line


@pytest.mark.parametrize("string", OPEN)
def test_a_sentence_is_the_api_s_own(string: str) -> None:
    reading, result = asked(string)
    assert desk(string)["sentence"].text == wording.quote(reading, result)


@pytest.mark.parametrize("string", DECIDED + OPEN)
def test_a_paragraph_begins_with_the_sentence_and_has_three_to_five(string: str) -> None:
    found = desk(string)
    text = found["paragraph"].text
    assert text.startswith(found["sentence"].text)
    # Months, names and clauses of a list hold full stops; a sentence begins after one with a space.
    rest = text.removeprefix(found["sentence"].text)
    begins = re.findall(r"(?<!Jan)(?<!Feb)(?<!Aug)(?<!Sept)(?<!Oct)(?<!Nov)(?<!Dec)\. [A-Z]", rest)
    assert 2 <= len(begins) + 1 <= 4, text


def mirror_of(result: Forecast) -> Forecast:
    """The forecast whose margins are the other way round, and whose odds are those of failing."""
    valid, twice = result.valid, 2.0 * result.required
    path = result.path
    names = [field.name for field in fields(ValidCount) if field.name.startswith("p")]
    turned = {
        name: twice - getattr(valid, other)
        for name, other in zip(names, reversed(names), strict=True)
    }
    return replace(
        result,
        sufficient=1.0 - result.sufficient,
        valid=replace(valid, mean=twice - valid.mean, **turned),
        path=Path(
            path.raw_short, path.sample_insufficient, path.full_count, path.sample_sufficient,
            path.full_count_insufficient, path.full_count_sufficient,
        ),
    )  # fmt: skip


ODDS = re.compile(
    r"(about [\d,]+ in [\d,]+|fewer than 1 in 1,000|more than 999 in 1,000)( \(\d+%\))?"
)
MARGIN = re.compile(r"([\d,]+) (short|over)\b")


def skeleton(text: str) -> str:
    """A text with its odds and margins taken out."""
    return MARGIN.sub("MARGIN", ODDS.sub("ODDS", text))


def margins(text: str) -> list[int]:
    """The middle, the low and the high end, in signatures from the requirement."""
    return [
        int(size.replace(",", "")) * (1 if side == "over" else -1)
        for size, side in MARGIN.findall(text)
    ]


@pytest.mark.parametrize("string", [
    "", "as_of=filed", "as_of=sample", "invalid=18", COUNTING, CUSTOM, "petition=newsom-2021",
    "model=2026-11",
])  # fmt: skip
@pytest.mark.parametrize("length", LENGTHS)
def test_success_and_failure_differ_in_odds_and_margins_only(string: str, length: Length) -> None:
    reading, result = asked(string)
    other = mirror_of(result)
    one, two = (quotable(reading, each, length=length) for each in (result, other))
    assert skeleton(one.text) == skeleton(two.text)
    assert one.caveat == two.caveat
    assert percent_phrase(result.sufficient) in one.text
    assert percent_phrase(1.0 - result.sufficient) in two.text
    if length == "paragraph":
        middle, low, high = margins(one.text)
        assert margins(two.text) == [-middle, -high, -low]


@pytest.mark.parametrize("margin", [1.0, 46_807.0])
def test_a_count_that_is_enough_and_one_that_is_short_swap_two_words(margin: float) -> None:
    reading, result = asked(OUTCOME)
    over, short = (
        replace(
            result,
            valid=certain(result.required + sign * margin),
            sufficient=float(sign > 0),
            path=Path(0.0, 0.0, 1.0, 0.0, float(sign > 0), float(sign < 0)),
        )
        for sign in (1, -1)
    )
    for length in LENGTHS[:2]:
        one, two = (quotable(reading, each, length=length).text for each in (over, short))
        swapped = one.replace(" over ", " short of ").replace(", enough", ", not enough")
        found = f"{result.required + margin:,.0f}", f"{result.required - margin:,.0f}"
        assert swapped.replace(found[0], found[1]) == two


def test_a_sample_that_decides_swaps_one_word() -> None:
    passed, failed = desk(PASSED), desk(FAILED)
    assert passed["line"].text.replace(" sufficient", " insufficient") == failed["line"].text
    assert "sufficient on the sample" in passed["line"].text


@pytest.mark.parametrize(("string", "line"), [
    ("model=2026-11", "Odds of enough valid signatures: about 1 in 8 (12%)"),
    ("model=2026-11&invalid=20", "Enough valid signatures: about 3 in 10 with 1 input changed"),
    ("as_of=announced", "Odds of enough valid signatures: fewer than 1 in 1,000"),
    (OUTCOME, "Full count: 46,807 short of the 566,857 required"),
    (f"{OUTCOME}&required=520000",
     "Full count, 1 input changed: 50 over the 520,000 required"),
    (PASSED, "With 4 inputs changed, officials found the petition sufficient on the sample"),
])  # fmt: skip
def test_lines(string: str, line: str) -> None:
    """The numbers of Gascón's petition: golden.json, and the county's of Aug. 15, 2022."""
    assert desk(string)["line"].text == line


@pytest.mark.parametrize(("string", "said"), [
    ("", "Officials have not checked a signature yet"),
    ("as_of=filed", "The raw count is the campaign’s claim"),
    ("as_of=announced", "The raw count is the campaign’s claim"),
    ("as_of=filed&raw=700000", "1 input was changed by the sender"),
    ("as_of=sample", "A sample hardly sees repeats"),
    ("invalid=8", "1 input was changed by the sender"),
    ("invalid=8&repeats=3", "2 inputs were changed by the sender"),
    ("raw=many", "Part of the link cannot be used"),
    (CUSTOM, "The petition and its counts are the sender’s"),
    ("model=2026-11", "This is model 2026-11 of Nov. 24, 2026"),
    ("petition=wa-2009-r71", "The estimate has only 1 past petition like this one"),
    (OUTCOME, "This is a count, not a forecast."),
    (f"model=2026-11&{OUTCOME}", "This is a count, not a forecast."),
])  # fmt: skip
def test_the_caveat_is_that_of_the_scenario(string: str, said: str) -> None:
    found = desk(string)
    assert found["line"].caveat.startswith(said)
    assert found["sentence"].caveat == found["line"].caveat
    assert found["paragraph"].caveat.startswith(said)


@pytest.mark.parametrize(("string", "said"), [
    (COUNTING, "What is left of the count can be judged otherwise than what is done."),
    (PASSED, "Officials have decided on the sample; there was no full count."),
    ("petition=valley-vote-secession-1998&model=2026-11", "Too few petitions were decided before"),
    ("", "assume that the body that orders the election meets every Tuesday."),
    ("meetings=mon", "Enough signatures is not a place on the ballot"),
])  # fmt: skip
def test_a_paragraph_has_every_caveat(string: str, said: str) -> None:
    assert said in desk(string)["paragraph"].caveat


def test_few_means_few() -> None:
    reading, result = asked("petition=wa-2009-r71")
    assert len(reading.defaults.prior.alike) < FEW
    reading, result = asked("")
    assert len(reading.defaults.prior.alike) >= FEW
    assert not any("to go by" in caveat for caveat in caveats_of(reading, result))


def test_what_is_copied_whole_is_text_caveat_and_source() -> None:
    found = desk("model=2026-11")["line"]
    assert found.whole.split("\n") == [found.text, found.caveat, found.credit]
    assert (
        found.credit == "Source: Recall Odds, model 2026-11, with what was known on July 9, 2022."
    )


def test_without_a_scenario_there_is_nothing_to_quote() -> None:
    reading = scenario.read("petition=custom")
    assert caveats_of(reading, asked("")[1]) == ()
    with pytest.raises(ValueError, match="no odds to quote"):
        quotable(reading, asked("")[1], length="line")


@pytest.mark.parametrize("string", DECIDED + OPEN)
def test_nothing_stays_english_in_spanish(string: str) -> None:
    """But for names and the reader's own words."""
    reading, result = asked(string)
    english = {length: quotable(reading, result, length=length) for length in LENGTHS}
    with speaking("es"):
        for length in LENGTHS:
            found = quotable(reading, result, length=length)
            assert found.text != english[length].text
            assert found.credit.startswith("Fuente: Recall Odds, modelo ")
            said = f"{found.text} {found.caveat}".lower()
            assert not re.search(
                r"\b(odds of|signatures|sample|changed|officials|estimate)\b", said
            )
