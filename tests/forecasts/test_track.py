"""Scores of forecasts: worked by hand, against scikit-learn, and what few forecasts cannot tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from cliffhanger.forecasts.track import difference, reliability, score

QUARTERS = np.array(["2022Q1", "2022Q2", "2022Q3", "2022Q4"])


def world(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Outcomes of a forecaster whose probabilities are true, and the quarter of each."""
    rng = np.random.default_rng(seed)
    p = rng.beta(2, 3, n)
    return (rng.random(n) < p).astype(float), p, QUARTERS[np.arange(n) % 4]


def test_no_forecast_has_no_score() -> None:
    """None for everything but the count, in the same keys."""
    nothing = np.array([])
    empty = score(nothing, nothing, nothing, nothing, 0)
    assert empty.pop("n") == 0
    assert set(empty.values()) == {None}
    y, p, quarter = world(40, 1)
    assert set(score(y, p, 0.4, quarter, 0)) == {"n", *empty}
    assert difference(nothing, nothing, nothing, nothing, 0) == {"n": 0, "difference": None, "lo90": None, "hi90": None}
    assert reliability(nothing, nothing)["n"] == []


def test_one_outcome_alone_has_no_auc_and_no_slope() -> None:
    """Nor has a perfect base rate a skill over it."""
    found = score(np.ones(3), np.array([0.5, 0.6, 0.7]), 1.0, np.array([1, 1, 2]), 0)
    undefined = ("auc", "auc_lo90", "auc_hi90", "slope", "skill", "skill_lo90", "skill_hi90")
    assert [found[key] for key in undefined] == [None] * 7
    assert found["brier"] == pytest.approx((0.25 + 0.16 + 0.09) / 3)


@pytest.mark.parametrize("p", [[0.1, 0.2, 0.8, 0.9], [0.9, 0.8, 0.2, 0.1], [0.3, 0.3, 0.3, 0.3]])
def test_forecasts_that_part_the_outcomes_or_never_differ_have_no_slope(p: list[float]) -> None:
    """It would be without end, or anything."""
    assert score(np.array([0.0, 0.0, 1.0, 1.0]), np.array(p), 0.5, np.zeros(4), 0)["slope"] is None


def test_scores_by_hand() -> None:
    """Five forecasts in five bins, one of them in vain certain."""
    y = np.array([1.0, 0.0, 1.0, 0.0, 0.0])
    p = np.array([0.9, 0.2, 0.4, 0.6, 1.0])
    found = score(y, p, np.array([0.5, 0.5, 0.4, 0.4, 0.4]), np.ones(5), 3)
    assert (found["n"], found["base_rate"]) == (5, 0.4)
    assert found["brier"] == pytest.approx((0.01 + 0.04 + 0.36 + 0.36 + 1.0) / 5)
    assert found["skill"] == pytest.approx(1 - 1.77 / (0.25 + 0.25 + 0.36 + 0.16 + 0.16))
    assert found["auc"] == pytest.approx(3 / 6)
    logs = [np.log(0.9), np.log(0.8), np.log(0.4), np.log(0.4), np.log(0.01)]
    assert found["log_loss"] == pytest.approx(-np.mean(logs))
    assert found["ece"] == pytest.approx((0.1 + 0.2 + 0.6 + 0.6 + 1.0) / 5)


def test_it_is_scikit_learns() -> None:
    """AUC with ties, Brier score, log loss and slope by another route."""
    y, p, quarter = world(300, 2)
    p = p.round(1).clip(0.05, 0.95)
    found = score(y, p, 0.4, quarter, 0)
    assert found["auc"] == pytest.approx(roc_auc_score(y, p))
    assert found["brier"] == pytest.approx(brier_score_loss(y, p))
    assert found["log_loss"] == pytest.approx(log_loss(y, p))
    plain = LogisticRegression(C=np.inf, tol=1e-8).fit(np.log(p / (1 - p))[:, None], y)
    assert found["slope"] == pytest.approx(plain.coef_[0, 0], rel=1e-3)


def test_the_base_rate_has_no_skill() -> None:
    """Forecasting the base rate: skill 0 with an interval of no width, AUC a half, and one bin."""
    y, _, quarter = world(60, 3)
    base = np.full(60, 0.37)
    found = score(y, base, base, quarter, 1)
    assert (found["skill"], found["skill_lo90"], found["skill_hi90"]) == (0, 0, 0)
    assert (found["auc"], found["auc_lo90"], found["auc_hi90"]) == (0.5, 0.5, 0.5)
    assert found["ece"] == pytest.approx(abs(y.mean() - 0.37))
    assert reliability(y, base)["n"] == [60]


def test_a_perfect_forecaster_stays_within_the_null() -> None:
    """At n = 159 its ECE passes the 95 % point in about one world of twenty; that of one too sure does in most."""
    perfect, sharp = [], []
    for seed in range(100):
        y, p, quarter = world(159, seed)
        found = score(y, p, 0.4, quarter, seed, many=200)
        perfect.append(found["ece"] > found["ece_null95"])
        odds = (p / (1 - p)) ** 2.5
        over = score(y, odds / (1 + odds), 0.4, quarter, seed, many=200)
        sharp.append(over["ece"] > over["ece_null95"])
    assert 0.0 <= np.mean(perfect) <= 0.11
    assert np.mean(sharp) > 0.8


def test_the_intervals_cover() -> None:
    """Worlds of 240: the 90 % intervals of skill and AUC hold those of ten thousand at least about as often as said."""
    y, p, quarter = world(100_000, 5)
    truth = score(y, p, 0.4, quarter, 0, many=1)
    held = {"skill": [], "auc": []}
    for seed in range(100):
        found = score(*world(240, 1_000 + seed)[:2], 0.4, world(240, 0)[2], seed, many=200)
        for key, hits in held.items():
            hits.append(found[f"{key}_lo90"] <= truth[key] <= found[f"{key}_hi90"])
    assert all(0.84 <= np.mean(hits) <= 1.0 for hits in held.values())


def test_quarters_that_differ_widen_the_interval() -> None:
    """Forecasts that fail for whole quarters: the interval knows that there are but four of them."""
    y = np.tile([1.0, 1.0, 0.0, 0.0], 50)
    p = np.full(200, 0.8)
    blocks, single = (score(y, p, 0.5, quarter, 1) for quarter in (np.arange(200) % 4, np.zeros(200)))
    assert blocks["skill_hi90"] - blocks["skill_lo90"] > 3 * (single["skill_hi90"] - single["skill_lo90"])


def test_the_difference_is_paired() -> None:
    """The better forecast is ahead with both ends; turned around the sign turns; against itself there is nothing."""
    y, p, quarter = world(600, 6)
    flat = np.full(600, y.mean())
    ahead, behind = difference(y, p, flat, quarter, 1), difference(y, flat, p, quarter, 1)
    assert 0 < ahead["lo90"] < ahead["difference"] < ahead["hi90"]
    assert behind["difference"] == -ahead["difference"]
    assert (behind["lo90"], behind["hi90"]) == pytest.approx((-ahead["hi90"], -ahead["lo90"]))
    assert difference(y, p, p, quarter, 1) == {"n": 600, "difference": 0, "lo90": 0, "hi90": 0}


def test_reliability_by_hand() -> None:
    """Two bins of three; equal forecasts are never parted; none of three happened: the upper end is 1 - 0.05^(1/3)."""
    y = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 0.0])
    p = np.array([0.1, 0.1, 0.1, 0.7, 0.8, 0.9])
    found = reliability(y, p, bins=2)
    assert found["n"] == [3, 3]
    assert found["p_mean"] == pytest.approx([0.1, 0.8])
    assert found["share"] == pytest.approx([0, 2 / 3])
    assert (found["lo90"][0], found["hi90"][0]) == (0, pytest.approx(1 - 0.05 ** (1 / 3)))
    assert found["lo90"][1] < 2 / 3 < found["hi90"][1]


FORECASTS = st.integers(1, 30).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 1), min_size=n, max_size=n),
        st.lists(st.floats(0, 1), min_size=n, max_size=n),
        st.lists(st.integers(1, 4), min_size=n, max_size=n),
    )
)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(drawn=FORECASTS)
def test_any_few_forecasts_have_scores_in_bounds(drawn: tuple[list[int], list[float], list[int]]) -> None:
    """No warning, no not-a-number; the same by the same seed; ECE and bins whatever the order of rows."""
    y, p, quarter = np.array(drawn[0], dtype=float), np.array(drawn[1]), np.array(drawn[2])
    found = score(y, p, 0.5, quarter, 7, many=20)
    assert found == score(y, p, 0.5, quarter, 7, many=20)
    assert all(value is None or np.isfinite(value) for value in found.values())
    for key in ("auc", "brier", "ece", "ece_null95"):
        assert found[key] is None or 0 <= found[key] <= 1
    assert score(y[::-1], p[::-1], 0.5, quarter[::-1], 7, many=20)["ece"] == pytest.approx(found["ece"])
    assert sum(reliability(y, p)["n"]) == len(y)
