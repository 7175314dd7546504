"""The Method page's texts: the same in both languages, and every number the code's own."""

import datetime as dt
import math
import re
from collections import Counter
from fractions import Fraction

import pytest

from analysis import observed, pooling
from analysis import record_views as views
from analysis.ballot_calendar import TUESDAYS, clocks
from analysis.ballot_calendar.deadlines import order_window
from analysis.drift import DEGREES_OF_FREEDOM, drift_estimate
from analysis.first_prior import first_rows
from analysis.informants import Wanted, case_of, known_by, pool_of
from analysis.language import LANGUAGES, speaking
from analysis.own_check.clustering import FEWEST_UNITS
from analysis.own_check.drivers import FILES_WITH_ALARM
from analysis.past_petitions import past_petitions
from analysis.petitions import presets
from analysis.rules import rule_sets
from analysis.scenario import read
from analysis.scenario.plan import PACE_PM
from analysis.sensitivity import RAW_SHIFT
from analysis.track_record.built import track_record
from analysis.track_record.rivals import RULES
from analysis.track_record.scores import LEAST_ODDS, LEVEL
from analysis.valid_count import DOTS
from analysis.validity import WIDEST_SD, Z95
from analysis.versions import today, versions
from analysis.wording import method
from analysis.wording.numbers import count, percent
from analysis.wording.odds import odds_phrase

TEXTS = {"text": method.text, "formulas": method.formulas}
FORMULA = re.compile(r"\$(.+?)\$", re.DOTALL)


def said(name: str, language: str = "en") -> str:
    """A text in one line."""
    with speaking(language):
        return " ".join(TEXTS[name]().split())


def formulas_of(text: str) -> list[str]:
    return [" ".join(formula.split()) for formula in FORMULA.findall(text)]


def numbers_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d(?:[\d,.]*\d)?", FORMULA.sub(" ", text)))


def headings_of(name: str, language: str) -> list[int]:
    with speaking(language):
        lines = TEXTS[name]().splitlines()
    return [line.count("#") for line in lines if line.startswith("#")]


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_have_the_same_sections_formulas_links_and_numbers(name: str) -> None:
    english, spanish = said(name), said(name, "es")
    assert english != spanish
    assert headings_of(name, "en") == headings_of(name, "es") != []
    assert formulas_of(english) == formulas_of(spanish)
    links = [re.findall(r"\]\((\S+?)\)", text) for text in (english, spanish)]
    assert links[0] == links[1]
    assert numbers_of(english) == numbers_of(spanish)


def test_the_page_for_anyone_is_one_page_without_a_formula() -> None:
    for language, most in (("en", 720), ("es", 850)):  # Spanish takes more words for the same
        with speaking(language):
            lines = method.text().splitlines()
        text = " ".join(line for line in lines if not line.startswith("#"))
        assert not re.search(r"[$\\{}]", text)
        assert 500 <= len(text.split()) <= most


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_is_closed(language: str) -> None:
    """KaTeX shows what it cannot read, and all that follows, as it is written."""
    with speaking(language):
        text = method.formulas()
    assert text.count("$") % 2 == 0
    assert "$$" not in text, "a block does not break where the page is narrow"
    for formula in formulas_of(text):
        assert formula.replace(r"\{", "").count("{") == formula.replace(r"\}", "").count("}")
        assert not re.search(r"[a-záéíóúñ]{4,} [a-záéíóúñ]{3,}", formula), formula


def test_the_petition_of_los_angeles_county_is_as_its_data() -> None:
    preset, text = presets()["gascon-2022"], said("text")
    at_sample, outcome = (read(f"as_of={step}").scenario for step in ("sample", "outcome"))
    assert at_sample is not None
    assert outcome is not None
    assert at_sample.sample_valid is not None
    assert outcome.counted_valid is not None
    assert outcome.counted_repeats is not None
    in_sample = percent(100.0 * at_sample.sample_valid / at_sample.sample)
    in_count = percent(100.0 * outcome.counted_valid / outcome.raw)
    repeats = percent(100.0 * outcome.counted_repeats / outcome.raw)
    assert f"{count(at_sample.sample_valid)} of {count(at_sample.sample)} signatures" in text
    assert f"were valid, or {in_sample}" in text
    assert f"{count(outcome.counted_valid)} of {count(outcome.raw)} were, or {in_count}" in text
    assert f"{count(outcome.counted_repeats)} repeats, {repeats} of all" in text
    assert "ended Aug. 15, 2022" in text
    assert preset.known_by("outcome")[-1].date == dt.date(2022, 8, 15)
    law = rule_sets()["ca-local-recall-2022"].ballot
    assert law is not None
    window = order_window(election=dt.date(2022, 11, 8), rule=law)
    assert "an election for Nov. 8 was Aug. 12" in text
    assert window.last == dt.date(2022, 8, 12)


def test_the_ballot_is_worked_out_for_local_recalls_in_california_only() -> None:
    with_ballot = [one for one in rule_sets().values() if one.ballot is not None]
    assert with_ballot
    for one in with_ballot:
        assert (one.state, tuple(one.kinds)) == ("CA", ("recall",))
        assert "state" not in one.levels


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_is_told_as_it_was_built(language: str) -> None:
    record, text = track_record(), said("text", language)
    for name in ("left_out", "as_of"):
        found = record.score_set(name)
        whole, _ = views.in_all(found)
        told = (found.of, whole.happened, round(whole.expected))
        scores = (views.brier(found, views.OURS), views.brier(found, views.BASE_RATE))
        for number in (*map(count, told), *(f"{score:.3f}" for score in scores)):
            assert number in text
    missed = sorted(views.forecasts_of(record, "left_out"), key=lambda one: -one.log)
    with speaking(language):
        for qualified in (True, False):
            worst = next(one for one in missed if one.qualified is qualified)
            assert f"“{worst.title}”" in text
            assert odds_phrase(worst.said.odds) in text
    assert f" {drift_estimate().petitions} " in text


def test_the_verdicts_of_the_text_are_those_of_the_record() -> None:
    """If one of these fails, the record has changed: both languages' sentences must follow."""
    record = track_record()
    left_out, as_of, after = map(record.score_set, ("left_out", "as_of", "after_sample"))
    assert views.told_apart(views.against(left_out, rival="base_rate", score="brier"))
    assert views.brier(left_out, views.OURS) < views.brier(left_out, views.BASE_RATE)
    assert not views.told_apart(views.against(as_of, rival="base_rate", score="brier"))
    for found in (left_out, as_of):
        for rival, share in RULES:
            assert percent(100.0 * share) in said("text")
            assert not views.told_apart(views.against(found, rival=rival, score="log"))
        whole, sd = views.in_all(found)
        assert whole.happened - whole.expected > max(round(1.96 * sd), 1)
    for score in ("brier", "log"):
        assert not views.told_apart(views.against(after, rival="naive_sample", score=score))


def test_petitions_of_the_same_state_and_size_have_most_of_the_weight() -> None:
    """Of the petition that the page opens with, and of one typed in: there are enough in both."""
    for string in ("", "petition=custom&raw=60000&required=45000"):
        prior = read(string).defaults.prior
        assert sum(one.weight for one in prior.alike) > 0.9
        assert sum(one.weight for one in prior.informants) == pytest.approx(1.0)


def test_large_petitions_differ_less_and_those_with_little_to_spare_are_cleaner() -> None:
    """What the formulas say of gamma and beta 1, from all petitions of the table."""
    pool = pool_of(known_by(dt.date.max, Wanted()), version=today(), design=today().prior.design)
    fitted = pool.fitted
    assert float(fitted.of_grid @ fitted.gamma) < 0.0
    assert float(fitted.of_grid @ fitted.beta[:, 1]) > 0.0


def test_constants_of_the_pool() -> None:
    text = said("formulas")
    assert "of 4.3 or more, about 17,800 signatures" in text
    assert pooling.LARGE_SIZE == pooling.MIDDLE_SIZE == 4.3
    # Rounding to 0.1 makes a petition large from 10 ** 4.25 on.
    sizes = {required: Wanted.of(required=required).size for required in (17_700, 17_800)}
    assert sizes[17_700] < pooling.LARGE_SIZE <= sizes[17_800]
    assert math.exp(pooling.MIDDLE_NEED) / (1.0 + math.exp(pooling.MIDDLE_NEED)) == pytest.approx(
        0.75
    )
    assert "at most 0.985, less that of 75%" in text
    nearly_all = Wanted.of(required=999, raw=1000).need + pooling.MIDDLE_NEED
    assert 1.0 / (1.0 + math.exp(-nearly_all)) == pytest.approx(0.985, abs=1e-4)
    unknown = next(row for row in past_petitions() if not row.required and row.raw)
    assert unknown.raw is not None
    assert case_of(unknown).size == round(math.log10(0.625 * unknown.raw), 1)
    assert r"$\tau$ (0.05 to 0.9), $\sigma_e$ (0.3 to 1.3) and $\gamma$ (−0.45 to 0.15" in text
    assert (pooling._TAU[0], pooling._TAU[-1]) == (0.05, 0.9)
    assert (pooling._SIGMA[0], round(float(pooling._SIGMA[-1]), 1)) == (0.3, 1.3)
    assert (pooling._GAMMA[0], pooling._GAMMA[-1]) == (-0.45, 0.15)
    assert "normal of sd 0.25" in text
    assert pooling._GAMMA_SD == 0.25
    assert "not finished with 0.12 more" in text
    assert observed.WITHIN_COUNT_SD == 0.12
    assert "both with 0.10 more" in text
    assert observed.BETWEEN_CHECKS_SD == 0.10
    assert "fewer than five campaigns" in text
    assert today().prior.fewest == 5
    assert "one pool of 18 large California petitions" in text
    assert len(first_rows()) == 18
    assert "central 90% interval" in text
    assert today().prior.interval == 0.9


def test_constants_of_the_odds_and_of_evidence() -> None:
    text, version = said("formulas"), today()
    assert "$e^{1.645\\sigma}$" in text
    assert round(Z95, 3) == 1.645
    assert "No $\\sigma$ above 2.5" in text
    assert WIDEST_SD == version.widest_sd == 2.5
    assert f"tfrac12)/{DOTS}$ quantiles" in text
    assert "4 degrees of freedom and scale $\\kappa$, the drift (0.07)" in text
    assert (DEGREES_OF_FREEDOM, version.drift, version.drift_counted) == (4, 0.07, 0.12)
    assert "a normal drift (sd 0.12)" in text
    assert "(0.1 where nothing is known of it), the bias $b$ 0.10 and its sd $s_b$ 0.15" in text
    found = (version.check_weight, version.check_bias, version.check_bias_sd)
    assert found == (0.1, 0.10, 0.15)
    assert "five units or more" in text
    assert FEWEST_UNITS == 5
    assert "$0.05 / (2U)$" in text
    assert FILES_WITH_ALARM == 0.05


def test_constants_of_the_law() -> None:
    text = said("formulas")
    local = [one for one in rule_sets().values() if one.id.startswith("ca-local-recall")]
    assert len(local) == 3
    for law in local:
        assert law.sample is not None
        assert law.gate is not None
        assert law.ballot is not None
        assert (Fraction(law.sample.share), law.sample.at_least) == (Fraction(1, 20), 500)
        assert (float(law.gate.sufficient_at or 0), float(law.gate.insufficient_at or 0)) == (
            1.10, 0.90,
        )  # fmt: skip
        first = 125 if law.id.endswith("2022") else 180
        assert (law.ballot.first_order_days, law.ballot.last_order_days) == (first, 88)
    assert "the sample is 5%, at least 500; above 110% of $R$" in text
    assert "below 90% insufficient" in text
    assert "from 125 days (180 under the rules from 2023 on) to 88 days" in text
    assert "a repeat seen takes 380 from the projection" in text
    assert 20 * (20 - 1) == 380
    assert "on a Tuesday unless set otherwise" in text
    assert TUESDAYS.weekday == 1
    assert "ends on working day 10" in text
    assert today().sample_days == 10
    assert r"\tfrac13(\tfrac23)^i" in text
    assert pytest.approx(2 / 3) == clocks.EARLY_RATIO
    assert "$c = 0.25$" in text
    assert clocks.DAILY_CV == 0.25


def test_constants_of_planning_and_scores() -> None:
    text = said("formulas")
    assert "$\\pm r$% (30 unless set)" in text
    assert PACE_PM == 30.0
    assert "the raw count 1% down and up" in text
    assert RAW_SHIFT == 0.01
    assert "$P$ held $10^{-6}$ from 0 and 1" in text
    assert LEAST_ODDS == 1e-6
    assert "95% bootstrap interval" in text
    assert LEVEL == 0.95
    levels = [one.level for one in track_record().score_set("left_out").coverage]
    assert levels == [0.5, 0.8, 0.95]
    assert "the 50%, 80% and 95% intervals" in text


def test_the_text_is_of_the_last_version() -> None:
    """A new version's text has to be gone through: its constants, its way of pooling."""
    assert list(versions()) == ["2026-11", "2026-11.2"]
    assert (today().prior.design.groups, today().prior.design.effects) == ("state_size", ("need",))
    assert (today().prior.design.by_size, today().prior.design.heavy_tails) == (True, False)
