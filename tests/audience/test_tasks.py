"""The tasks, the trees on what the curve leaves, the simple methods, and the scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger import open_store
from cliffhanger.audience.scores import interval_error, score
from cliffhanger.audience.stack import FEWEST, Law, Stack, curve_alone
from cliffhanger.audience.windows import unseen_days
from cliffhanger.errors import CliffhangerError, TooLittleEvidence
from cliffhanger.forecasts.backtest import backtest

MONDAYS = np.arange(np.datetime64("2022-01-03"), np.datetime64("2029-01-01"), 7)


def test_an_unknown_backtest_is_refused() -> None:
    """The refusal names the one there is."""
    with open_store(":memory:") as store, pytest.raises(CliffhangerError, match="'audience'"):
        backtest(store, "weather")


def test_without_reports_there_is_nothing_to_score() -> None:
    """An empty store has settled nothing."""
    with open_store(":memory:") as store, pytest.raises(TooLittleEvidence, match="three engagement reports"):
        backtest(store)


@pytest.mark.parametrize(
    ("weeks", "visible", "gaps"),
    [
        ([], 0.0, [(0.0, 28.0)]),
        ([(0, 4, 8.0), (4, 11, 14.0)], 22.0, [(11.0, 28.0)]),
        ([(0, 4, 8.0), (11, 18, 14.0)], 22.0, [(4.0, 11.0), (18.0, 28.0)]),
        ([(25, 32, 14.0)], 6.0, [(0.0, 25.0)]),
        ([(0, 28, 7.0)], 7.0, []),
    ],
)
def test_days_that_no_week_covers_are_unseen(weeks: list, visible: float, gaps: list) -> None:
    """A week that reaches beyond the window counts by its days within it."""
    rows = np.array([(*week, np.nan) for week in weeks], dtype=float).reshape(len(weeks), 4)
    found = unseen_days(rows, 0.0, 28.0)
    assert found == (pytest.approx(visible), gaps)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), max_size=8), st.floats(1, 200))
def test_seen_and_unseen_days_are_all_days(lengths: list[int], end: float) -> None:
    """Whatever the weeks, each day of the window is in one of them or in a gap."""
    edges = np.cumsum([0, *lengths])
    weeks = np.array([(a, b, 1.0, 0.0) for a, b in zip(edges[::2], edges[1::2], strict=False)]).reshape(-1, 4)
    _, gaps = unseen_days(weeks, 0.0, end)
    covered = sum(max(0.0, min(b, end) - min(a, end)) for a, b, *_ in weeks)
    assert covered + sum(b - a for a, b in gaps) == pytest.approx(end)


def taught(many: int, rng: np.random.Generator) -> tuple[Stack, np.ndarray]:
    """Trees taught that the curve misses what a feature says, with noise of 0.1."""
    x = rng.normal(size=(many, 3))
    return Stack(x, 0.5 * x[:, 0] + 0.1 * rng.standard_normal(many), np.full(many, 0.3), MONDAYS[:many]), x


def test_what_the_curve_misses_is_learned_and_the_interval_covers() -> None:
    """On seasons it never saw: less error than the curve alone, and 80 % within the 80 % interval, give or take."""
    rng = np.random.default_rng(5)
    stack, _ = taught(240, rng)
    x, eta = rng.normal(size=(400, 3)), rng.normal(14, 1, 400)
    truth = eta + 0.5 * x[:, 0] + 0.1 * rng.standard_normal(400)
    alone = score(truth, curve_alone(eta, np.full(400, 0.3)).quantile)
    found = score(truth, stack.law(x, eta, np.full(400, 0.3)).quantile)
    assert found["crps_log"] < 0.5 * alone["crps_log"]
    assert found["cover80"] == pytest.approx(0.8, abs=0.1)
    assert abs(found["bias_log"]) < 0.05


def test_of_too_few_seasons_nothing_is_learned() -> None:
    """Then the curve speaks alone."""
    stack, x = taught(FEWEST - 1, np.random.default_rng(5))
    law = stack.law(x, np.full(len(x), 14.0), np.full(len(x), 0.2))
    assert law.quantile(0.5) == pytest.approx(14.0)
    assert law.quantile(0.9) == pytest.approx(14.0 + 1.28155 * 0.2)


def test_quantiles_rise() -> None:
    """Of any law."""
    law = Law(np.zeros(3), np.array([0.1, 0.2, 0.3]), np.sort(np.random.default_rng(1).standard_normal(50)))
    ladder = np.array([law.quantile(share) for share in (0.05, 0.25, 0.5, 0.75, 0.95)])
    assert (np.diff(ladder, axis=0) > 0).all()


def test_scores_are_those_worked_by_hand() -> None:
    """Estimates of twice and half the truth: errors 1 and 0.5, no bias of the logarithm."""
    truth = np.log(np.array([10.0, 10.0]))
    found = score(truth, lambda share: np.log(np.array([20.0, 5.0])) + (share - 0.5) * 0.1)
    assert found["median_error"] == pytest.approx(0.75)
    assert found["bias_log"] == pytest.approx(0.0)
    assert found["rmse_log"] == pytest.approx(np.log(2))
    assert found["cover95"] == 0
    assert found["width80"] == pytest.approx(0.08)


def test_between_the_ends_there_is_no_error() -> None:
    """Beyond them the distance to the nearer end counts."""
    low, high = np.log(np.array([10.0, 10.0, 10.0])), np.log(np.array([20.0, 20.0, 10.0]))
    found = interval_error(low, high, np.log(np.array([15.0, 40.0, 10.0])))
    assert found["median_error"] == pytest.approx(0.0)
    assert found["bias_log"] == pytest.approx(np.log(2) / 3)
