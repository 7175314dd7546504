"""The gate for arrays of petitions: against the grid for one, and whatever its neighbors."""

import numpy as np
import pytest
from scipy import special

from analysis.gate import branch_beliefs, gate_rule
from analysis.gate_smooth import Asked, smooth_gate
from analysis.repeats import odds_of_enough, repeat_share
from analysis.rules import rule_sets
from analysis.smooth import Cells, is_smooth, smooth_odds, smooth_quantiles
from analysis.validity import Floats, elicit

Rates = tuple[Floats, Floats, Floats, Floats]


def petitions(count: int, *, seed: int, least: float, most: float) -> tuple[Floats, Floats, Rates]:
    """raw, required, and the rates in per cent with their widths in points."""
    random = np.random.default_rng(seed)
    raw = np.exp(random.uniform(np.log(least), np.log(most), count)).round()
    invalid, repeats = random.uniform(8, 40, count), random.uniform(2, 9, count)
    rates = (
        invalid, random.uniform(3, 13, count), repeats, repeats * random.uniform(0.1, 0.9, count),
    )  # fmt: skip
    kept = (1.0 - invalid / 100.0) * (1.0 - repeats / 100.0)
    return raw, (raw * kept * np.exp(random.normal(0.0, 0.1, count))).round(), rates


def cells_of(raw: Floats, rates: Rates) -> Cells:
    invalid, invalid_pm, repeats, repeats_pm = rates
    validity = elicit(percent=100.0 - invalid, pm=invalid_pm)
    prior = repeat_share(percent=repeats, pm=repeats_pm).prior
    return Cells.of(raw=raw, mu=validity.mu, sigma=validity.sigma, repeats=(prior.mu, prior.sigma))


@pytest.mark.parametrize(
    ("rules", "statistic", "drift", "least"),
    [
        ("ca-local-recall-2022", "corrected", 0.07, 4e5),
        ("ca-local-recall-2022", "corrected", 0.0, 4e5),
        ("ca-local-recall-2022", "corrected", 0.07, 1.5e5),
        ("ca-local-recall-2022", "uncorrected", 0.07, 1e4),
        ("ca-statewide-initiative", "corrected", 0.15, 1e6),
        ("md", "uncorrected", 0.07, 1e5),
        ("co", "uncorrected", 0.07, 1e5),
        ("or", "corrected", 0.07, 5e5),
    ],
)
def test_the_gate_is_that_of_the_grid(
    rules: str, statistic: str, drift: float, least: float
) -> None:
    """The grid for one petition is itself exact to 3e-4; see test_gate.py for both."""
    law = rule_sets()[rules]
    raw, required, rates = petitions(25, seed=len(rules), least=least, most=8.0 * least)
    cells = cells_of(raw, rates)
    asked = Asked.of(
        cells,
        required,
        sufficient=smooth_odds(cells, required),
        rules=law,
        statistic=statistic,
    )
    assert asked is not None
    found = smooth_gate(asked, drift=drift)
    assert found.good.mean() > 0.25
    for place in np.flatnonzero(found.good):
        rule = gate_rule(
            rules=law, raw=int(raw[place]), required=int(required[place]), statistic=statistic
        )
        assert rule is not None
        invalid, invalid_pm, repeats, repeats_pm = (float(part[place]) for part in rates)
        due = branch_beliefs(
            elicit(percent=100.0 - invalid, pm=invalid_pm),
            repeat_share(percent=repeats, pm=repeats_pm),
            rule=rule,
            drift=drift,
        )
        enough = float(due["full_count"].odds(required[place], raw=int(raw[place])))
        chances = (found.passes[place], 1.0 - found.not_fails[place], found.enough[place])
        expected = (due["sufficient"].total, due["insufficient"].total, enough)
        assert chances == pytest.approx(expected, rel=0, abs=6e-4), (raw[place], rates)


def test_cells_do_not_depend_on_their_neighbors() -> None:
    """One cell, some of them, and all in another order."""
    raw, required, rates = petitions(2_500, seed=4, least=2e4, most=2e6)
    cells, law = cells_of(raw, rates), rule_sets()["ca-local-recall-2022"]

    def all_of(which: np.ndarray) -> np.ndarray:
        chosen, need = cells.chosen(which), required[which]
        asked = Asked.of(
            chosen, need, sufficient=smooth_odds(chosen, need), rules=law, statistic="corrected"
        )
        assert asked is not None
        gate = smooth_gate(asked, drift=0.07)
        counts, good = smooth_quantiles(chosen, np.full(need.shape, 1.2))
        odds = np.where(is_smooth(chosen), smooth_odds(chosen, need), 0.0)
        columns = (gate.passes, gate.not_fails, gate.enough, gate.good, counts, good, odds)
        return np.stack([np.asarray(column, dtype=float) for column in columns])

    whole = all_of(np.arange(raw.size))
    turned = all_of(np.arange(raw.size)[::-1])[:, ::-1]
    np.testing.assert_allclose(turned, whole, rtol=1e-11, atol=1e-13)
    for place in (0, 1_023, 1_024, 2_499):
        alone = all_of(np.array([place]))
        np.testing.assert_allclose(alone[:, 0], whole[:, place], rtol=1e-11, atol=1e-13)


def test_quantiles_put_back_give_the_odds() -> None:
    raw, _, rates = petitions(300, seed=6, least=2e4, most=2e6)
    cells = cells_of(raw, rates)
    for score in (-1.645, 0.0, 2.3):
        counts, good = smooth_quantiles(cells, np.full(raw.shape, score))
        assert good.mean() > 0.8
        back = smooth_odds(cells.chosen(good), counts[good])
        from_score = float(special.ndtr(score))
        np.testing.assert_allclose(back, from_score, rtol=0, atol=1e-7)


def test_odds_of_a_cell_are_the_same_in_any_array() -> None:
    """Smooth cells, known shares, and cells for the longer rules, in one array and alone."""
    raw, required, rates = petitions(60, seed=8, least=50, most=2e6)
    invalid, invalid_pm, repeats, repeats_pm = rates
    repeats_pm = np.where(np.arange(60) % 3 == 0, 0.0, repeats_pm)
    invalid_pm = np.where(np.arange(60) % 4 == 0, 0.01, invalid_pm)

    def odds(which: slice) -> Floats:
        return odds_of_enough(
            required=required[which],
            raw=raw[which],
            validity=elicit(percent=100.0 - invalid[which], pm=invalid_pm[which]),
            repeats=repeat_share(percent=repeats[which], pm=repeats_pm[which]),
        )

    whole = odds(slice(None))
    for place in range(60):
        alone = odds(slice(place, place + 1))
        assert float(alone[0]) == pytest.approx(float(whole[place]), rel=0, abs=1e-12)
