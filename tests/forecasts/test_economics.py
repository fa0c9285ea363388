"""Cost, ownership and completion: which way they move the odds, and that nothing known moves nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from written_cases import case, fact

from cliffhanger import gather, open_store
from cliffhanger.forecasts.design import NAMES
from cliffhanger.forecasts.economics import Known, Weights, known_economics, weighed
from cliffhanger.forecasts.fit import fitted

DAY = dt.date(2025, 6, 30)
AUDIENCE = NAMES.index("audience against the platform")


def _odds(*known: Known, audience: float = 1.0) -> np.ndarray:
    """Odds of seasons that are alike but for what is known of their economics, by the shipped model of day 28."""
    with open_store(":memory:") as store:
        model = fitted(store, DAY)[28].model
    x = np.full((len(known), len(NAMES)), np.nan)
    x[:, AUDIENCE] = audience
    return weighed(model.p_renew, x, Weights.of(known))


def test_nothing_known_moves_nothing() -> None:
    """A season without cost, owner and completion keeps its odds to the last bit."""
    with open_store(":memory:") as store:
        model = fitted(store, DAY)[28].model
    x = np.zeros((2, len(NAMES)))
    assert (weighed(model.p_renew, x, Weights.of([Known(), Known()])) == model.p_renew(x)).all()


def test_each_fact_moves_the_odds_its_way() -> None:
    """Dear, outside and dropped lower them; cheap and finished lift them."""
    plain, dear, cheap, outside, dropped, finished = _odds(
        Known(), Known(12e6), Known(1e6), Known(ownership="outside studio: Somebody"), Known(completed=0.42),
        Known(completed=0.7),
    )  # fmt: skip
    assert dropped < plain < finished
    assert dear < outside < plain < cheap
    assert (
        str(Known(12e6, 0.42, "outside studio: Somebody"))
        == "12.0 M USD an episode, an outside studio, 42 % completed it"
    )


def test_the_dear_and_the_dropped_fall_below_the_cheap_and_finished_whatever_their_audience() -> None:
    """The matched cases: twice the audience does not outweigh cost, owner and completion once they are entered.

    Audience alone puts the two larger ones above; the figures of completion are entered for the test, since none were
    published.
    """
    residence, waterfront, forever = (
        Known(12e6, 0.45),
        Known(8e6, 0.45, "outside studio: Universal"),
        Known(5e6, 0.65),
    )
    larger, smaller = np.log(2.8), np.log(1.6)
    before = [_odds(Known(), audience=one)[0] for one in (larger, larger, smaller)]
    assert min(before[:2]) > before[2]
    after = [_odds(one, audience=size)[0]
             for one, size in ((residence, larger), (waterfront, larger), (forever, smaller))]  # fmt: skip
    assert max(after[:2]) < after[2]


def test_what_becomes_known_later_is_not_known_before(tmp_path: Path) -> None:
    """A cost of August is nothing in June; of two figures the later speaks."""
    path = tmp_path / "tide.toml"
    told = (fact("cost_per_episode_usd", 9_000_000, "2025-08-01"),
            fact("share_completed", 0.6, "2025-05-01", more='note = "of starters"'),
            fact("share_completed", 0.4, "2025-06-01", more='note = "of starters"'))  # fmt: skip
    path.write_text(case("Tide", "2025-03-01", *told), encoding="utf-8")
    with open_store(":memory:") as store:
        gather(store, [path])
        assert known_economics(store, dt.date(2025, 4, 30)) == {}
        assert known_economics(store, DAY) == {"tide/1": Known(None, 0.4, None)}
        assert known_economics(store, dt.date(2025, 9, 1))["tide/1"].cost_usd == pytest.approx(9e6)
