"""What would have saved it, and which fact would move the odds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.decision_tables import BREAKEVEN, GRID, KNOWING
from cliffhanger.decisions.breakeven import Odds, breakeven, grid, knowing, sloped
from cliffhanger.decisions.worth import worth
from cliffhanger.errors import TooLittleEvidence

DAY = dt.date(2024, 6, 30)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Store]:
    """A store of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        yield store


def test_flat_odds_have_no_audience_at_which_they_are_a_half() -> None:
    """Where the audience does not move the odds, no audience saves the season, and none is named."""
    assert Odds(0.2, 0.1, 0.3, np.array([0.0, 0.0, 0.01])).times_for_half() is None
    assert Odds(0.2, 0.1, 0.3, np.array([0.17, 0.2, 0.15])).times_for_half() is None
    assert Odds(0.2, 0.1, 0.3, np.array([0.5, -0.5, -0.4, -0.2])).times_for_half() is None


def test_the_slope_is_that_of_the_horizon_that_the_season_has_reached(shipped: Store) -> None:
    """Of the shipped models known by the date; before the first horizon the first speaks, before any model none."""
    given = (0.2, 0.15, 0.3)
    at_91, at_28, early = (sloped(shipped, DAY, age, given) for age in (100, 30, 3))
    assert (at_91.p, at_91.lo80, at_91.hi80) == given
    assert len(at_91.slopes) == len(at_28.slopes) > 5
    assert at_91.slopes[0] != at_28.slopes[0]
    assert early.slopes.tolist() == sloped(shipped, DAY, 7, given).slopes.tolist()
    with pytest.raises(TooLittleEvidence, match="knows nothing later than 2021-09-14"):
        sloped(shipped, dt.date(2021, 9, 14), 39, given)


def test_odds_of_a_fifth_need_four_times_the_audience_at_slope_one() -> None:
    """Log-odds of 0.2 are -ln 4: at slope 1 four times the audience, at slope 2 twice."""
    assert Odds(0.2, 0.2, 0.2, np.array([1.0, 1.0])).times_for_half() == pytest.approx((4, 4, 4))
    assert Odds(0.2, 0.2, 0.2, np.array([2.0, 2.0])).at(2.0) == pytest.approx(0.5)


def test_the_break_even_is_where_efficiency_is_one(shipped: Store) -> None:
    """Hours at break-even times efficiency are the hours there were; so with the cost, the other way round."""
    found = worth(shipped, "hit-and-run/1", as_of=DAY)
    saved = breakeven(found, Odds(0.2, 0.15, 0.3, np.array([0.5, 0.4, 0.6])))
    rows = {row["question"]: row for row in saved.answers.to_pylist()}
    hours = rows["hours in 28 days at which this season is worth its price"]
    efficiency = float(np.median(found.draws["efficiency"]))
    assert hours["middle"] == pytest.approx(hours["against"] / efficiency, rel=0.02)
    cost = rows["cost of an episode at which this season is worth its price"]
    assert cost["middle"] == pytest.approx(4e6 * efficiency, rel=0.03)
    assert rows["hours in 28 days at which the odds are 50 %"]["middle"] > hours["against"]
    assert rows["cost of an episode at which the odds are 50 %"]["middle"] < 4e6
    for table, contract in ((saved.answers, BREAKEVEN), (saved.grid, GRID), (saved.knowing, KNOWING)):
        assert table.schema == contract.schema


def test_the_grid_grows_with_the_audience_and_falls_with_the_cost(shipped: Store) -> None:
    """At the expected audience and cost it says what the dossier says."""
    found = worth(shipped, "hit-and-run/1", as_of=DAY)
    rows = grid(found.draws, None).to_pylist()
    at = {(row["audience_times"], row["cost_times"]): row for row in rows}
    assert at[1.0, 1.0]["p_pays"] == found.share("next_efficiency", 1.0)
    assert at[2.0, 1.0]["p_pays"] > at[1.0, 1.0]["p_pays"] > at[1.0, 2.0]["p_pays"]
    assert at[2.0, 2.0]["efficiency"] == pytest.approx(at[1.0, 1.0]["efficiency"])
    assert at[1.0, 1.0]["p_renew"] is None


def test_the_fact_that_decides_is_named_first() -> None:
    """Of two unknowns the one that makes efficiency is worth knowing, the other one nothing but noise."""
    generator = np.random.default_rng(721)
    loud, still = generator.normal(0, 1, (2, 4000))
    nets = {f"{option}: net": np.zeros(4000) for option in ("cheaper", "final", "wrap-up", "stop")}
    draws = {"next_efficiency": np.exp(loud), "renew: net": loud, "in: cost": loud, "in: weather": still, **nets}
    rows = knowing(draws).to_pylist()
    assert [row["fact"] for row in rows] == ["cost", "weather"]
    assert rows[0]["moves_points"] == pytest.approx(50, abs=1)
    assert rows[0]["worth_usd"] == pytest.approx(float(np.maximum(loud, 0).mean() - max(0, loud.mean())), abs=0.02)
    assert rows[1]["moves_points"] < 5
