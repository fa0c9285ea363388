"""The hazard of renewal and end: refusals, truth recovery, and the properties that probabilities must have."""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from cliffhanger.errors import TooLittleEvidence
from cliffhanger.forecasts import hazard as hazards
from cliffhanger.forecasts.hazard import EDGES_DAYS, ENDED, RENEWED, SILENT, Hazard, bootstrap, fit, interval

Reals = NDArray[np.float64]

ENTRY = 28.0
NAMES = ("audience", "english", "cost")
TRUTH = Hazard(
    NAMES,
    np.zeros(3),
    np.ones(3),
    np.array([[-3.0, -2.2, -1.8, -1.5, -1.2, -1.6], [-2.5, -2.0, -2.0, -1.4, -1.0, -1.2]]),
    np.array([[0.8, 0.3, -0.5], [-0.4, 0.0, 0.3]]),
    ENTRY,
)
UNSHRUNK = 1e4


class Seasons(NamedTuple):
    """Simulated seasons: what `fit` takes."""

    x: Reals
    days: Reals
    event: NDArray[np.int64]
    weight: Reals


def simulated(n: int, seed: int, truth: Hazard = TRUTH) -> Seasons:
    """Seasons that premiered over five years, decided by the true hazard, and known up to the end of these years."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 3))
    known_for = rng.uniform(ENTRY, 5 * 365.25, n)
    day = np.full(n, np.inf)
    event = np.full(n, SILENT)
    grown = truth.incidence(x)
    draw = rng.random(n)
    before = np.zeros(n)
    for k in range(grown.shape[1]):
        for kind in (RENEWED, ENDED):
            step = grown[:, k, kind - 1] - (grown[:, k - 1, kind - 1] if k else 0.0)
            hit = (draw >= before) & (draw < before + step)
            day[hit] = rng.uniform(max(EDGES_DAYS[k], ENTRY), EDGES_DAYS[k + 1], hit.sum())
            event[hit] = kind
            before = before + step
    event = np.where(day <= known_for, event, SILENT)
    return Seasons(x, np.minimum(day, known_for), event, np.ones(n))


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([RENEWED] * 15 + [ENDED] * 14, "15 renewed and 14 ended"),
        ([RENEWED] * 60, "60 renewed and 0 ended"),
        ([SILENT] * 60, "0 renewed and 0 ended"),
    ],
)
def test_too_few_decisions_or_one_kind_only_are_refused(kinds: list[int], found: str) -> None:
    """The refusal counts both kinds."""
    n = len(kinds)
    with pytest.raises(TooLittleEvidence, match=found):
        fit(np.zeros((n, 1)), np.full(n, 200.0), np.array(kinds), np.ones(n), ["a"], ENTRY)


def test_what_was_decided_by_entry_or_after_two_years_is_no_evidence() -> None:
    """Only decisions between entry and the last edge count."""
    n = 80
    days = np.where(np.arange(n) % 4 < 2, ENTRY, 800.0)
    kinds = np.where(np.arange(n) % 2, RENEWED, ENDED)
    with pytest.raises(TooLittleEvidence, match="0 renewed and 0 ended"):
        fit(np.zeros((n, 1)), days, kinds, np.ones(n), ["a"], ENTRY)


def odds(fits: list[Hazard], asked: np.ndarray) -> np.ndarray:
    """Odds that each fit gives."""
    return np.array([one.p_renew(asked) for one in fits])


def test_without_a_silent_interval_nothing_is_fitted() -> None:
    """All decided in the first interval: what silence looks like was not seen."""
    kinds = np.where(np.arange(80) % 2, RENEWED, ENDED)
    with pytest.raises(TooLittleEvidence, match="silent through an interval"):
        fit(np.zeros((80, 1)), np.full(80, 60.0), kinds, np.ones(80), ["a"], ENTRY)


def test_a_hazard_for_other_intervals_is_refused() -> None:
    """A file of a version with other intervals says to fit again."""
    document = json.loads(TRUTH.to_json())
    document["edges_days"][-1] = 900.0
    with pytest.raises(TooLittleEvidence, match="fit it again"):
        Hazard.from_json(json.dumps(document))


def test_truth_comes_back() -> None:
    """Twenty thousand seasons, most of them censored by the calendar: baseline, weights and incidence are recovered."""
    seasons = simulated(20_000, 3)
    assert 0.2 < (seasons.event == SILENT).mean() < 0.6
    found = fit(*seasons, NAMES, ENTRY, UNSHRUNK)
    assert found.baseline == pytest.approx(TRUTH.baseline, abs=0.15)
    assert found.weights / found.sd == pytest.approx(TRUTH.weights, abs=0.07)
    asked = np.random.default_rng(4).standard_normal((200, 3))
    assert np.abs(found.incidence(asked) - TRUTH.incidence(asked)).max() < 0.05
    assert np.abs(found.decision_days(asked) - TRUTH.decision_days(asked)).mean() < 8


def test_silence_teaches_and_is_not_taken_for_refusal() -> None:
    """Known for two years at most, half of them for less than one: the share renewed so far misleads, the hazard not.

    The interval that the day of knowledge cuts counts by the share observed; dropped, the odds would be 0.05 too high.
    """
    seasons = simulated(20_000, 5)
    known_for = np.random.default_rng(6).uniform(ENTRY, EDGES_DAYS[-1], 20_000)
    event = np.where(seasons.days > known_for, SILENT, seasons.event)
    young = seasons._replace(days=np.minimum(seasons.days, known_for), event=event)
    truth = TRUTH.p_renew(young.x).mean()
    assert (young.event == RENEWED).mean() < truth - 0.15
    assert fit(*young, NAMES, ENTRY, UNSHRUNK).p_renew(young.x).mean() == pytest.approx(truth, abs=0.02)


def test_the_bootstrap_interval_covers() -> None:
    """Worlds of 300 seasons, next to no ridge: the 80 % interval holds the true odds as often as 40 draws allow.

    Between the tenths of 40 draws lie 0.8 * 39 / 41 = 76 %; the seasons of a world err together, so that the mean of 24
    worlds has a standard deviation of about 0.04; three of them are allowed.
    """
    asked = np.random.default_rng(8).standard_normal((25, 3))
    truth = TRUTH.p_renew(asked)
    held = []
    for world in range(24):
        seasons = simulated(300, 100 + world)
        fits = bootstrap(*seasons, np.arange(300), NAMES, ENTRY, 40, world, UNSHRUNK)
        low, high = interval(odds(fits, asked))
        held.append(((low <= truth) & (truth <= high)).mean())
    assert 0.64 <= np.mean(held) <= 0.88, held


def test_seasons_of_a_series_share_their_draw() -> None:
    """The same seasons four times over, a quarter of the weight each: as one series no less doubt, as four less."""
    once = simulated(300, 9)
    four = Seasons(*(np.repeat(part, 4, axis=0) for part in once[:2]), np.repeat(once.event, 4), np.full(1_200, 0.25))
    asked = np.zeros((1, 3))
    groups = np.arange(300)
    one = interval(odds(bootstrap(*once, groups, NAMES, ENTRY, 30, 1), asked))
    same = interval(odds(bootstrap(*four, np.repeat(groups, 4), NAMES, ENTRY, 30, 1), asked))
    other = interval(odds(bootstrap(*four, np.arange(1_200), NAMES, ENTRY, 30, 1), asked))
    assert np.ravel(same) == pytest.approx(np.ravel(one), abs=1e-4)
    assert (other[1] - other[0])[0] < 0.7 * (one[1] - one[0])[0]


def test_it_is_the_penalised_likelihood() -> None:
    """Minimised another way, with a score for each of the three ends as the ridge counts them."""
    seasons = simulated(400, 11)
    seasons = seasons._replace(weight=np.random.default_rng(1).uniform(0.2, 1.0, 400))
    penalty, tall = 0.5, hazards.BASELINE_SCALE
    found = fit(*seasons, NAMES, ENTRY, penalty)
    z = (seasons.x - seasons.x.mean(axis=0)) / seasons.x.std(axis=0)
    rows, ends, weights = [], [], []
    for i in range(400):
        for k in range(6):
            begin, over = max(EDGES_DAYS[k], ENTRY), seasons.days[i] > EDGES_DAYS[k + 1]
            if seasons.days[i] > begin:
                cut = not over and seasons.event[i] == SILENT
                share = (seasons.days[i] - begin) / (EDGES_DAYS[k + 1] - begin) if cut else 1.0
                rows.append(np.concatenate([z[i], tall * np.eye(6)[k]]))
                ends.append(SILENT if over else seasons.event[i])
                weights.append(seasons.weight[i] * share)
    design, y, w = np.array(rows), np.eye(3)[ends], np.array(weights)

    def loss(flat: Reals) -> tuple[float, Reals]:
        slopes, level = flat[:27].reshape(3, 9), flat[27:]
        scores = design @ slopes.T + level
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        away = w[:, None] * (np.exp(logs) - y)
        value = -(w[:, None] * y * logs).sum() + (slopes**2).sum() / (2 * penalty)
        return value, np.concatenate([(away.T @ design + slopes / penalty).ravel(), away.sum(axis=0)])

    best = minimize(loss, np.zeros(30), jac=True, method="L-BFGS-B", options={"maxiter": 5_000, "ftol": 1e-15}).x
    slopes, level = best[:27].reshape(3, 9), best[27:]
    assert found.weights == pytest.approx(slopes[1:, :3] - slopes[0, :3], abs=1e-3)
    baseline = (level + tall * slopes[:, 3:].T).T
    assert found.baseline == pytest.approx(baseline[1:] - baseline[0], abs=2e-3)


def test_one_interval_is_a_plain_logistic_regression() -> None:
    """At an entry in the last interval it is scikit-learn's regression of three ends, with one constant column more."""
    seasons = simulated(3_000, 12)
    late = seasons.days > 600
    late &= (seasons.event != SILENT) | (seasons.days > EDGES_DAYS[-1])  # none that is censored in it
    x, days, event = seasons.x[late], seasons.days[late], seasons.event[late]
    found = fit(x, days, event, np.ones(len(x)), NAMES, 600.0, UNSHRUNK)
    event = np.where(days > EDGES_DAYS[-1], SILENT, event)
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    plain = LogisticRegression(C=UNSHRUNK, tol=1e-8, max_iter=1_000).fit(z, event)
    assert np.isnan(found.baseline[:, :-1]).all()
    assert found.incidence(x)[:, -1] == pytest.approx(plain.predict_proba(z)[:, 1:], abs=2e-3)


def test_the_ridge_does_not_shrink_what_all_share() -> None:
    """Columns of noise under the default ridge: the mean odds are the true ones, the columns next to silent."""
    flat = Hazard(NAMES, np.zeros(3), np.ones(3), TRUTH.baseline, np.zeros((2, 3)), ENTRY)
    seasons = simulated(3_000, 13, flat)
    found = fit(*seasons, NAMES, ENTRY)
    assert found.p_renew(seasons.x).mean() == pytest.approx(flat.p_renew(np.zeros((1, 3)))[0], abs=0.03)
    assert np.abs(found.weights).max() < 0.1


COLUMNS = st.lists(
    st.lists(st.floats(-9, 9) | st.just(float("nan")), min_size=3, max_size=3), min_size=1, max_size=6
).map(np.array)
ENTRIES = st.none() | st.floats(0, 900)


@settings(deadline=None, derandomize=True)
@given(x=COLUMNS, entry=ENTRIES)
def test_incidence_grows_and_leaves_room_for_silence(x: Reals, entry: float | None) -> None:
    """Neither end ever shrinks, and both together stay within nought and one."""
    grown = TRUTH.incidence(x, entry)
    assert grown.shape == (len(x), 6, 2)
    assert (np.diff(grown, axis=1) >= 0).all()
    assert (grown >= 0).all()
    assert (grown.sum(axis=2) <= 1 + 1e-9).all()
    over = EDGES_DAYS[1:] <= max(entry or 0.0, ENTRY)
    assert (grown[:, over] == 0).all()


def test_the_three_ends_sum_to_one() -> None:
    """Renewed, ended and the product of staying silent, worked from the formula."""
    x = np.array([[0.5, -1.0, 2.0]])
    score = TRUTH.baseline + (TRUTH.weights @ x[0])[:, None]
    risk = np.exp(score) / (1 + np.exp(score).sum(axis=0))
    silent = np.prod(1 - risk.sum(axis=0))
    assert TRUTH.incidence(x)[0, -1].sum() + silent == pytest.approx(1)
    assert TRUTH.incidence(x)[0, 0] == pytest.approx(risk[:, 0])


@pytest.mark.parametrize("entry", [100.0, EDGES_DAYS[3], 640.0])
def test_silence_conditions(entry: float) -> None:
    """Given silence to an edge it is Bayes' rule; between edges the hazard that is left is the one of the days left."""
    x = np.zeros((1, 3))
    k = int(np.searchsorted(EDGES_DAYS, entry, side="right")) - 1
    whole, given_silence = TRUTH.incidence(x)[0], TRUTH.incidence(x, entry)[0]
    before = np.vstack([np.zeros(2), whole])
    silent_at_start = 1 - before[k].sum()
    kept = (1 - before[k + 1].sum()) / silent_at_start
    gone = kept ** ((entry - EDGES_DAYS[k]) / (EDGES_DAYS[k + 1] - EDGES_DAYS[k]))
    step = (before[k + 1] - before[k]) / silent_at_start
    first = step * (1 - kept / gone) / (1 - kept)
    assert given_silence[k] == pytest.approx(first)
    later = whole[-1] - whole[k]
    assert given_silence[-1] == pytest.approx(first + later / silent_at_start / gone)


def test_each_season_may_have_its_own_age() -> None:
    """An array of ages is each by itself; an age before the hazard's is that of the hazard; after 24 months: nought."""
    x = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    ages = np.array([5.0, 300.0, 731.0])
    together = TRUTH.p_renew(x, ages)
    assert together == pytest.approx([TRUTH.p_renew(x[[i]], ages[i])[0] for i in range(3)])
    assert together[0] == TRUTH.p_renew(x)[0]
    assert together[2] == 0
    assert np.isnan(TRUTH.decision_days(x, entry_days=ages)[2])


def test_contributions_have_the_sign_of_what_they_say_and_nearly_add_up() -> None:
    """Audience lifts, cost lowers, a missing column adds nothing; small ones add up to the distance from the mean."""
    x = np.array([[0.2, np.nan, 0.1], [3.0, 0.0, 2.0]])
    added = TRUTH.contributions(x)
    assert (added[:, 0] > 0).all()
    assert (added[:, 2] < 0).all()
    assert added[0, 1] == 0
    assert added[0].sum() == pytest.approx((TRUTH.p_renew(x) - TRUTH.p_renew(np.zeros((1, 3))))[0], abs=0.003)


def test_decision_days_by_hand() -> None:
    """A constant hazard: half of the decisions by the day on which the incidence passes half its end."""
    even = Hazard(("a",), np.zeros(1), np.ones(1), np.zeros((2, 6)), np.zeros((2, 1)), 0.0)
    decided = 1 - (1 / 3) ** np.arange(7)
    wanted = np.interp(decided[-1] / 2, decided, EDGES_DAYS)
    x = np.zeros((1, 1))
    assert even.decision_days(x)[0] == pytest.approx(wanted)
    assert even.decision_days(x, 1.0)[0] == pytest.approx(EDGES_DAYS[-1])
    assert even.decision_days(x, 0.5, 200.0)[0] > 200
    assert even.decision_days(x, 0.1)[0] < wanted < even.decision_days(x, 0.9)[0]


def test_json_reads_back_and_reads_well() -> None:
    """Names beside their figures; the same odds to four digits; intervals over at entry are null."""
    seasons = simulated(1_000, 14)
    found = fit(*seasons, NAMES, 91.5)
    text = found.to_json()
    back = Hazard.from_json(text)
    assert back.p_renew(seasons.x) == pytest.approx(found.p_renew(seasons.x), abs=1e-4)
    assert back.to_json() == text
    document = json.loads(text)
    assert set(document["columns"]) == set(NAMES)
    assert set(document["columns"]["cost"]) == {"mean", "sd", "renewed", "ended"}
    assert document["baseline"]["renewed"][0] is None


def test_it_is_deterministic_and_rows_may_come_in_any_order() -> None:
    """Twice the same bytes; shuffled to the digits printed; bootstrap by its seed."""
    seasons = simulated(500, 15)
    first = fit(*seasons, NAMES, ENTRY)
    assert fit(*seasons, NAMES, ENTRY).to_json() == first.to_json()
    order = np.random.default_rng(0).permutation(500)
    shuffled = fit(*(part[order] for part in seasons), NAMES, ENTRY)
    assert shuffled.p_renew(seasons.x) == pytest.approx(first.p_renew(seasons.x), abs=1e-6)
    one, two = (bootstrap(*seasons, np.arange(500), NAMES, ENTRY, 3, 7) for _ in range(2))
    assert [a.to_json() for a in one] == [b.to_json() for b in two]
    assert one[0].to_json() != one[1].to_json()


def test_a_column_known_of_none_or_the_same_for_all_says_nothing() -> None:
    """No warning, no weight."""
    seasons = simulated(500, 16)
    x = np.column_stack([seasons.x, np.full(500, np.nan), np.full(500, 7.0)])
    found = fit(x, *seasons[1:], (*NAMES, "none", "constant"), ENTRY)
    assert found.weights[:, 3:] == pytest.approx(np.zeros((2, 2)), abs=1e-9)
    assert found.contributions(x)[:, 3:] == pytest.approx(np.zeros((500, 2)), abs=1e-9)
