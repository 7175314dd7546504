"""The defaults from past petitions: which petitions those are, and the arithmetic of both versions.

The first version has a table of its own and is proven from it; the second is proven from
``petitions.csv``, read here by itself.
"""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize, special, stats

from analysis import pooling, scenario
from analysis.first_prior import first_rows
from analysis.informants import Seen, known_by, pool_of
from analysis.observed import gross_validity
from analysis.past_petitions import PastPetition, past_petitions
from analysis.petitions import presets
from analysis.pooling import Design
from analysis.prior import AUTO, CLASSES, Prior, Wanted, default_prior
from analysis.scenario import Reading
from analysis.scenario.defaults import split_by_reason
from analysis.validity import Floats
from analysis.versions import today, versions
from analysis.wording.prior import (
    CLASS_NAMES,
    based_on,
    prior_sentence,
    reasons_from_sentence,
    repeats_sentence,
    where_from,
)

DATA = Path(__file__).parents[2] / "data"
GASCON_RAW_COUNT = dt.date(2022, 7, 9)
ONE_DAY = dt.timedelta(days=1)
FEWEST = 5
GASCON = Wanted.of(
    petition="gascon_2022", campaign="gascon_2022", state="CA", kind="recall", required=566_857,
    raw=715_833,
)  # fmt: skip


def read(string: str) -> Reading:
    reading = scenario.read(string)
    assert reading.problems == ()
    return reading


# The first version: 18 petitions of data/first_prior.csv, a t of their logits.


def first(as_of: dt.date, *, petition: str = "") -> Prior:
    wanted = Wanted.of(petition=petition)
    return default_prior(as_of=as_of, version=versions()["2026-11"], wanted=wanted)


def ids(found: Prior) -> set[str]:
    return {one.petition.petition_id for one in found.informants}


def test_july_9_2022() -> None:
    """Issue 9: 18 petitions, 24.5 +- 12.8."""
    found = first(GASCON_RAW_COUNT)
    assert len(found.informants) == 18
    assert (found.invalid_percent, found.invalid_pm) == (24.5, 12.8)
    assert not found.every_row
    assert read("model=2026-11").defaults.prior == first(GASCON_RAW_COUNT, petition="gascon_2022")
    assert prior_sentence(found) == (
        "The estimate of 24.5% ± 12.8 points is based on 18 petitions like this one decided "
        "before July 9, 2022."
    )


@pytest.mark.parametrize("as_of", [dt.date(2014, 3, 1), dt.date(2019, 1, 1), GASCON_RAW_COUNT])
def test_the_first_is_the_t_predictive_of_the_logits(as_of: dt.date) -> None:
    """From the file itself: t with J - 1 degrees of freedom, scale s sqrt(1 + 1/J)."""
    with (DATA / "first_prior.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["decided_on"] < as_of.isoformat()]
    logits = special.logit([float(row["gross"]) for row in rows])
    scale = np.std(logits, ddof=1) * (1.0 + 1.0 / len(rows)) ** 0.5
    low, high = stats.t.interval(0.9, len(rows) - 1, loc=np.mean(logits), scale=scale)
    found = first(as_of)
    assert ids(found) == {row["petition_id"] for row in rows}
    assert found.invalid_percent == round(100.0 * (1.0 - special.expit(np.mean(logits))), 1)
    assert found.invalid_pm == round(50.0 * (special.expit(high) - special.expit(low)), 1)


def test_the_first_counts_only_petitions_decided_before_the_day() -> None:
    last = first_rows()[-1]
    assert [row.decided_on for row in first_rows()] == sorted(
        row.decided_on for row in first_rows()
    )
    assert last.petition_id not in ids(first(last.decided_on))
    assert last.petition_id in ids(first(last.decided_on + ONE_DAY))


def test_the_first_with_fewer_than_five_takes_every_row_and_says_so() -> None:
    days = [row.decided_on + ONE_DAY for row in first_rows()]
    four, five = first(days[FEWEST - 2]), first(days[FEWEST - 1])
    assert four.every_row
    assert ids(four) == {row.petition_id for row in first_rows()}
    assert "18 petitions like this one of any date" in prior_sentence(four)
    assert "because too few were decided before" in prior_sentence(four)
    assert not five.every_row
    assert len(five.informants) == FEWEST
    assert "too few" not in prior_sentence(five)


def test_the_first_counts_too_few_without_the_petition_itself() -> None:
    """With five decided, one of which is the petition that is forecast, four are left."""
    fifth = first_rows()[FEWEST - 1]
    found = first(fifth.decided_on + ONE_DAY, petition=fifth.petition_id)
    assert found.every_row
    assert ids(found) == {row.petition_id for row in first_rows()} - {fifth.petition_id}


def test_the_first_has_repeats_and_a_split_of_its_own() -> None:
    """5.0 +- 4.3, and Costa Mesa 2016: 490, 126, 138, 0, 12 and 107 of 873."""
    found = first(GASCON_RAW_COUNT)
    assert (found.repeats_percent, found.repeats_pm) == (5.0, 4.3)
    assert found.repeat_informants == found.reason_informants == ()
    assert repeats_sentence(found) == reasons_from_sentence(found) == ""
    assert where_from(found) == (prior_sentence(found),)
    split = split_by_reason(found, 24.5)
    expected = [24.5 * count / 873 for count in (490, 126, 138, 0, 12, 107)]
    assert list(split) == list(scenario.REASONS)
    assert list(split.values()) == pytest.approx(expected, abs=0.1)
    assert split["cancelled"] == 0.0


@pytest.mark.parametrize("model", list(versions()))
@pytest.mark.parametrize("digits", [0, 1, 2])
def test_split_by_reason_adds_up_exactly(model: str, digits: int) -> None:
    found = read(f"model={model}").defaults.prior
    assert sum(found.reasons) == pytest.approx(1.0)
    for number in range(10 ** (digits + 2) + 1):
        percent = number / 10**digits
        split = split_by_reason(found, percent)
        assert round(sum(split.values()), 9) == percent
        assert min(split.values()) >= 0.0


# The second version: which petitions.

Cells = Mapping[str, str]


def table() -> list[dict[str, str]]:
    """The file, without the checks and the types of its loader."""
    with (DATA / "petitions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_from(row: Cells) -> str:
    """The day of the decision; the last one of the year if only that is known."""
    return row["decided_on"] or f"{row['year']}-12-31"


def before(day: dt.date, *, but: str = "gascon_2022") -> list[dict[str, str]]:
    """Rows that may inform others and were decided before a day, one campaign apart."""
    return [
        row
        for row in table()
        if row["use"] != "no" and known_from(row) < day.isoformat() and row["campaign"] != but
    ]


def campaigns_of(rows: list[dict[str, str]]) -> set[str]:
    return {row["campaign"] for row in rows}


def default(
    as_of: dt.date = GASCON_RAW_COUNT, *, wanted: Wanted = GASCON, like: str = AUTO
) -> Prior:
    return default_prior(as_of=as_of, version=versions()["2026-11.2"], wanted=wanted, like=like)


def behind(found: Prior) -> Iterator[tuple[str, str]]:
    """Petition and campaign of everything that the defaults come from."""
    rows = [one.petition for one in found.informants]
    for row in (*rows, *found.repeat_informants, *found.reason_informants):
        yield row.petition_id, row.campaign


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("announced", dt.date(2022, 7, 5)),
        ("filed", dt.date(2022, 7, 6)),
        ("raw", dt.date(2022, 7, 9)),
        ("sample", dt.date(2022, 7, 14)),
    ],
)
def test_gascon_has_what_was_decided_before_each_of_its_steps(step: str, day: dt.date) -> None:
    """All of it and nothing else, from the file itself; its own result is of Aug. 15, 2022."""
    found = read(f"model=2026-11.2&as_of={step}").defaults.prior
    assert found.decided_before == day
    assert not found.every_row
    assert {one.petition.campaign for one in found.informants} == campaigns_of(before(day))
    assert all(one.decided_on < day for one in found.informants)
    for row in (*found.repeat_informants, *found.reason_informants):
        assert row.known_from is not None
        assert row.known_from < day
    assert not {"gascon_2022"} & {part for pair in behind(found) for part in pair}


def test_the_day_of_the_decision_is_not_before_it() -> None:
    """Every day on which something was decided: unknown on the day itself, known on the next."""
    days = sorted({known_from(row) for row in before(dt.date(2030, 1, 1))})
    for text in days[-12:]:
        day = dt.date.fromisoformat(text)
        fresh = campaigns_of(before(day + ONE_DAY)) - campaigns_of(before(day))
        on, after = default(day), default(day + ONE_DAY)
        assert not fresh & {one.petition.campaign for one in on.informants}
        assert fresh <= {one.petition.campaign for one in after.informants}


def test_between_two_decisions_nothing_moves() -> None:
    """Nothing was decided from July 6 to July 14, 2022, so the day of these steps is no input."""
    assert before(dt.date(2022, 7, 6)) == before(dt.date(2022, 7, 15))
    early, late = default(dt.date(2022, 7, 6)), default(dt.date(2022, 7, 15))
    assert early.informants == late.informants
    assert (early.invalid_percent, early.invalid_pm) == (late.invalid_percent, late.invalid_pm)
    assert (early.decided_before, late.decided_before) == (
        dt.date(2022, 7, 6),
        dt.date(2022, 7, 15),
    )


@pytest.mark.parametrize("model", list(versions()))
@pytest.mark.parametrize("petition", list(presets()))
def test_a_petition_never_informs_itself(petition: str, model: str) -> None:
    """Nor does its campaign, at any step or later; what informs it was decided before."""
    own = next(row for row in past_petitions() if row.preset_id == petition)
    for as_of in (*(step.name for step in presets()[petition].steps), "2030-01-01"):
        found = read(f"petition={petition}&as_of={as_of}&model={model}").defaults
        petitions = {one for one, _ in behind(found.prior)}
        campaigns = {one for _, one in behind(found.prior)}
        assert own.petition_id not in petitions
        assert own.campaign not in campaigns
        assert found.prior.decided_before == found.known_on
        assert found.prior.every_row or all(
            one.decided_on < found.known_on for one in found.prior.informants
        )
        assert sum(one.weight for one in found.prior.informants) == pytest.approx(1.0)
        assert 0.0 < found.prior.invalid_percent < 100.0
        assert found.prior.invalid_pm > 0.0


@pytest.mark.parametrize("like", CLASSES)
def test_one_campaign_counts_once(like: str) -> None:
    """Covina 1993 was five petitions of one drive: one informant, as of any other."""
    found = default(dt.date(2026, 1, 1), like=like)
    campaigns = [one.petition.campaign for one in found.informants]
    assert len(campaigns) == len(set(campaigns))
    assert len(campaigns) < len(before(dt.date(2026, 1, 1))), "some are of one campaign"


def test_petitions_of_one_campaign_are_the_mean_of_their_logits() -> None:
    """Under the name of the first one in the file; they do not add up."""
    day, version = dt.date(2026, 1, 1), versions()["2026-11.2"]
    known = [row for row in known_by(day - ONE_DAY, GASCON) if row.use == "yes"]
    repeats = pool_of(known, version=version, design=version.prior.design).repeats
    together: dict[str, list[PastPetition]] = {}
    for row in known:
        together.setdefault(row.campaign, []).append(row)
    of_several = [rows for rows in together.values() if len(rows) > 1]
    assert of_several
    found = {one.petition.campaign: one for one in default(day).informants}
    for rows in of_several:
        shown = [gross_validity(row, repeats=repeats) for row in rows]
        informant = found[rows[0].campaign]
        assert informant.petition == rows[0]
        logit = np.mean([one.logit for one in shown if one is not None])
        assert special.logit(informant.gross) == pytest.approx(logit)


def test_too_few_before_the_day_takes_every_row_and_says_so() -> None:
    """In 1999 fewer than five campaigns with numbers had been decided."""
    early = dt.date(1999, 1, 1)
    with_numbers = campaigns_of([row for row in before(early) if row["use"] == "yes"])
    assert len(with_numbers) < FEWEST
    found = default(early)
    assert found.every_row
    every = campaigns_of(before(dt.date(2200, 1, 1)))
    assert {one.petition.campaign for one in found.informants} == every
    sentence = prior_sentence(found)
    assert "of any date, because too few were decided before Jan. 1, 1999" in sentence
    assert found.decided_before == early
    assert "too few" not in prior_sentence(default())


def test_enough_before_the_day_takes_those_only() -> None:
    """The first day with five campaigns with numbers."""
    rows = [row for row in before(dt.date(2026, 1, 1)) if row["use"] == "yes"]
    for day in sorted({dt.date.fromisoformat(known_from(row)) + ONE_DAY for row in rows}):
        known = campaigns_of([row for row in rows if known_from(row) < day.isoformat()])
        found = default(day)
        assert found.every_row is (len(known) < FEWEST), day
        if not found.every_row:
            assert {one.petition.campaign for one in found.informants} == campaigns_of(before(day))
            break
    else:
        raise AssertionError("five campaigns are never reached")


def test_a_custom_petition_has_every_past_one() -> None:
    string = "petition=custom&raw=60000&required=45000&as_of=2026-01-01"
    found = read(f"model=2026-11.2&{string}").defaults.prior
    every = campaigns_of(before(dt.date(2026, 1, 1), but=""))
    assert {one.petition.campaign for one in found.informants} == every
    first_version = read(f"model=2026-11&{string}").defaults.prior
    assert ids(first_version) == {row.petition_id for row in first_rows()}


# The second version: classes.


def large(row: Cells) -> bool:
    """From 20,000 signatures required, told to a tenth of a decimal logarithm; of five eighths of
    the raw count where the requirement is not known."""
    signatures = float(row["required"] or 0) or 0.625 * float(row["raw"] or 0)
    return not signatures or round(float(np.log10(signatures)), 1) >= 4.3


OWN = {
    "all": lambda row: True,
    "state": lambda row: row["state"] == "CA",
    "kind": lambda row: row["kind"] == "recall",
    "size": large,
    "state_kind": lambda row: row["state"] == "CA" and row["kind"] == "recall",
    "state_size": lambda row: row["state"] == "CA" and large(row),
}


@pytest.mark.parametrize("like", OWN)
def test_a_class_holds_its_own_and_no_others(like: str) -> None:
    """Of a large Californian recall."""
    found = default(like=like)
    assert (found.asked, found.like) == (like, like)
    own = [row for row in before(GASCON_RAW_COUNT) if OWN[like](row)]
    assert {one.petition.campaign for one in found.informants} == campaigns_of(own)
    assert found.alike == found.informants
    assert sum(one.weight for one in found.informants) == pytest.approx(1.0)
    assert min(one.weight for one in found.informants) > 0.0
    assert "others" not in prior_sentence(found)
    assert based_on(found) == f"Based on {len(campaigns_of(own))} petitions like this one"
    reading = read(f"model=2026-11.2&class={like}")
    assert reading.defaults.prior == found
    assert reading.scenario is not None
    assert reading.scenario.invalid == found.invalid_percent


def test_every_class_has_a_name_and_is_one_of_the_string() -> None:
    assert set(OWN) | {AUTO} == set(CLASSES) == set(CLASS_NAMES)


def test_by_itself_every_petition_counts_and_the_rest_is_told_apart() -> None:
    found = default()
    assert (found.asked, found.like) == (AUTO, AUTO)
    own = {one.petition.campaign for one in found.alike}
    assert own == campaigns_of([row for row in before(GASCON_RAW_COUNT) if OWN["state_size"](row)])
    rest = len(found.informants) - len(found.alike)
    weight = round(100.0 * sum(one.weight for one in found.informants if not one.alike))
    sentence = prior_sentence(found)
    assert f"is based on {len(found.alike)} petitions like this one" in sentence
    assert f"; {rest} others have {weight}% of the weight" in sentence
    weights = [one.weight for one in found.informants]
    assert weights == sorted(weights, reverse=True)
    assert found.informants[0].alike, "the weightiest is a large one of its state"


@pytest.mark.parametrize(
    ("state", "like"),
    [("WY", "state"), ("WY", "state_kind"), ("WY", "state_size"), ("OH", "state")],
)
def test_a_class_with_too_few_falls_back_and_says_so(state: str, like: str) -> None:
    wanted = Wanted.of(state=state, kind="recall", required=566_857)
    of_state = campaigns_of([row for row in before(GASCON_RAW_COUNT) if row["state"] == state])
    assert len(of_state) < FEWEST
    found, usual = default(wanted=wanted, like=like), default(wanted=wanted)
    assert (found.asked, found.like) == (like, AUTO)
    assert found.informants == usual.informants
    assert (found.invalid_percent, found.invalid_pm) == (usual.invalid_percent, usual.invalid_pm)
    assert f"“{CLASS_NAMES[like]}” has too few of them, so all are used" in prior_sentence(found)
    assert "has too few" not in prior_sentence(usual)


@pytest.mark.parametrize("like", ["all", "kind", "size", "state_kind", "state_size", "state"])
def test_a_class_can_be_chosen_under_the_first_version_too(like: str) -> None:
    """It keeps its repeats; its own table is its own choice only."""
    found = read(f"model=2026-11&class={like}").defaults.prior
    assert found.like == like
    assert ids(found) == ids(default(like=like))
    assert (found.repeats_percent, found.repeats_pm) == (5.0, 4.3)


# The second version: numbers.


def test_what_a_petition_shows_is_its_own_share() -> None:
    """A count with its repeats: valid and repeats of those looked at. A sample: the same of it."""
    found = {one.petition.petition_id: one for one in default(dt.date(2026, 1, 1)).informants}
    every = before(dt.date(2026, 1, 1))
    alone = [row for row in every if [one["campaign"] for one in every].count(row["campaign"]) == 1]
    shown = {"count": 0, "net count": 0, "sample": 0}
    for row in alone:
        if row["use"] != "yes":
            continue
        one = found[row["petition_id"]]
        looked_at = row["checked"] or (row["raw"] if row["count"] == "whole" else "")
        if row["valid"] and looked_at:
            net = int(row["valid"]) / int(looked_at)
            assert one.basis == "count"
            if row["repeats"]:
                shown["count"] += 1
                share = net + int(row["repeats"]) / int(looked_at)
                assert one.gross == pytest.approx(share, abs=0.5 / int(looked_at) + 1e-9)
            else:
                shown["net count"] += 1
                assert one.gross > net or net > 0.99
        elif row["sample"] and row["sample_valid"]:
            shown["sample"] += 1
            valid = int(row["sample_valid"]) + int(row["sample_repeats"] or 0)
            assert one.basis == "sample"
            assert one.gross == pytest.approx(
                valid / int(row["sample"]), abs=0.5 / int(row["sample"]) + 1e-9
            )
    assert min(shown.values()) > 5, shown


def mixture_quantiles(weight: Floats, mean: Floats, sd: Floats) -> list[float]:
    """The 5%, 50% and 95% quantiles of a mixture of normals."""

    def off(at: float, probability: float) -> float:
        return float(weight @ stats.norm.cdf(at, mean, sd)) - probability

    return [optimize.brentq(off, -12.0, 12.0, args=(part,), xtol=1e-10)
            for part in (0.05, 0.5, 0.95)]  # fmt: skip


def test_repeats_are_one_pool_of_those_that_show_them() -> None:
    """From the file: share = repeats over otherwise valid ones; a part f shows pairs as f^2.

    Each share's error on the logit is that of a Poisson count of pairs, with a spread of 0.12
    beside it where only a part was looked at; the level is flat, the spread on a grid.
    """
    logits, variances, who = [], [], set()
    for row in before(GASCON_RAW_COUNT):
        looked_at = row["checked"] or (row["raw"] if row["count"] == "whole" else "")
        if row["use"] != "yes":
            continue
        if row["repeats"] and row["valid"] and looked_at:
            pairs, valid = int(row["repeats"]), int(row["valid"])
            part = min(int(looked_at) / int(row["raw"]), 1.0) if row["raw"] else 1.0
        elif row["sample_repeats"] and row["sample_valid"] and row["raw"]:
            pairs, valid = int(row["sample_repeats"]), int(row["sample_valid"])
            part = int(row["sample"]) / int(row["raw"])
        else:
            continue
        who.add(row["petition_id"])
        share = min((pairs + 0.5) / part / (valid + pairs), 0.5)
        logits.append(special.logit(share))
        of_rest = 0.12**2 if part < 1.0 else 0.0
        variances.append(1.0 / (pairs + 0.5) / (1.0 - share) ** 2 + of_rest)
    y, sigma = np.array(logits), pooling._SIGMA
    precision = 1.0 / (np.array(variances) + sigma[:, None] ** 2)
    total = precision.sum(axis=1)
    mean = (precision @ y) / total
    misfit = (precision * (y - mean[:, None]) ** 2).sum(axis=1)
    likelihood = 0.5 * (np.log(precision).sum(axis=1) - np.log(total) - misfit)
    low, middle, high = mixture_quantiles(
        special.softmax(likelihood), mean, np.sqrt(1.0 / total + sigma**2)
    )
    # The share is then taken to be logit-normal, of that median and width.
    half = 0.5 * (high - low)
    ends = special.expit(middle + half) - special.expit(middle - half)
    found = default()
    assert {row.petition_id for row in found.repeat_informants} == who
    assert found.repeats_percent == round(100.0 * special.expit(middle), 1)
    assert found.repeats_pm == round(50.0 * ends, 1)
    assert repeats_sentence(found) == (
        f"The repeat share of {found.repeats_percent}% ± {found.repeats_pm} points comes from the "
        f"{len(who)} petitions whose count or sample shows repeats."
    )


def dense(seen: tuple[Seen, ...], wanted: Wanted) -> list[float]:
    """Quantiles of a new petition's logit by covariance matrices of all petitions at once.

    y ~ N(x beta, V), V = diag(sd^2 + sigma^2 exp(2 gamma (size - 4.3))) + tau^2 where two are of
    one state and size; x is 1 and the need. beta is flat: generalized least squares, and the
    likelihood of what is left. gamma ~ N(0, 0.25).
    """
    rows = {row["petition_id"]: row for row in table()}
    past = [rows[one.petition.petition_id] for one in seen]
    y = np.array([one.observed.logit for one in seen])
    error = np.array([one.observed.sd for one in seen])
    size, need = np.array([size_and_need(row) for row in past]).T
    group = [(row["state"], is_large) for row, is_large in zip(past, size >= 4.3, strict=True)]
    same = np.array([[one == other for other in group] for one in group], dtype=float)
    own = np.array([one == (wanted.state, wanted.size >= 4.3) for one in group], dtype=float)
    x = np.column_stack([np.ones_like(y), need])
    x_new = np.array([1.0, wanted.need])
    found = []
    for tau in pooling._TAU:
        for sigma in pooling._SIGMA:
            for gamma in pooling._GAMMA:
                alone = error**2 + sigma**2 * np.exp(2.0 * gamma * (size - 4.3))
                covariance = np.diag(alone) + tau**2 * same
                inverse = np.linalg.inv(covariance)
                precision = x.T @ inverse @ x
                beta = np.linalg.solve(precision, x.T @ inverse @ y)
                left = y - x @ beta
                to_own = tau**2 * own @ inverse
                rest = x_new - to_own @ x
                log_likelihood = -0.5 * (
                    np.linalg.slogdet(covariance)[1]
                    + np.linalg.slogdet(precision)[1]
                    + left @ inverse @ left
                    + (gamma / 0.25) ** 2
                )
                variance = (
                    tau**2 - tau**2 * to_own @ own + rest @ np.linalg.solve(precision, rest)
                    + sigma**2 * np.exp(2.0 * gamma * (wanted.size - 4.3))
                )  # fmt: skip
                found.append((log_likelihood, x_new @ beta + to_own @ left, variance**0.5))
    likelihood, mean, sd = np.array(found).T
    return mixture_quantiles(special.softmax(likelihood), mean, sd)


def size_and_need(row: Cells) -> tuple[float, float]:
    """log10 of the requirement to 0.1; logit of its share of raw, from that of 75%."""
    required, raw = float(row["required"] or 0), float(row["raw"] or 0)
    size = round(float(np.log10(required or 0.625 * raw)), 1) if required or raw else 4.3
    if not required or not raw or raw < required or row["raw_is"] == "pooled":
        return size, 0.0
    return size, float(special.logit(min(required / raw, 0.985)) - special.logit(0.75))


@pytest.mark.parametrize(
    "wanted",
    [
        GASCON,
        Wanted.of(state="WA", kind="initiative", required=300_000, raw=400_000),
        Wanted.of(state="WY", kind="recall", required=500),
    ],
)
def test_the_default_is_the_models_prediction(wanted: Wanted) -> None:
    """The same model with no shortcut by groups: one matrix of all petitions."""
    version = versions()["2026-11.2"]
    assert version.prior.design == Design(
        groups="state_size", by_size=True, effects=("need",), heavy_tails=False
    )
    known = known_by(GASCON_RAW_COUNT - ONE_DAY, wanted)
    seen = pool_of(known, version=version, design=version.prior.design).seen
    low, middle, high = special.expit(dense(seen, wanted))
    found = default(wanted=wanted)
    assert len(found.informants) == len(seen)
    assert found.invalid_percent == pytest.approx(100.0 * (1.0 - middle), abs=0.051)
    assert found.invalid_pm == pytest.approx(50.0 * (high - low), abs=0.051)


def test_the_split_is_the_mean_of_whole_breakdowns() -> None:
    """Of its state if there is one: Gascón has those of California decided before the day."""
    found = default()
    assert {row.place for row in found.reason_informants} == {"CA"}
    elsewhere = default(wanted=Wanted.of(state="WY", kind="recall", required=1_000))
    assert len(elsewhere.reason_informants) >= len(found.reason_informants)
    with (DATA / "invalid_reasons.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shares = []
    for row in found.reason_informants:
        counts = dict.fromkeys((*scenario.REASONS, "form"), 0)
        for one in rows:
            if one["petition_id"] == row.petition_id and one["reason"] in counts:
                counts[one["reason"]] += int(one["count"])
        counts["other"] += counts.pop("form")
        shares.append([count / sum(counts.values()) for count in counts.values()])
    assert found.reasons == pytest.approx(np.mean(shares, axis=0))
    assert found.reason_informants[0].title in reasons_from_sentence(found)


def test_todays_default_is_that_of_the_last_version() -> None:
    assert read("").defaults.prior == default()
    assert today().id == list(versions())[-1]
    assert read("").scenario == read("model=2026-11.2").scenario
