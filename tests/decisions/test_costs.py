"""Costs: claims make a range, a ratio is evidence, kin make a wide interval."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import numpy as np
import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.decisions.cost_claims import Ratio, episodes, ratio, said
from cliffhanger.decisions.cost_model import Kin, fit, leave_one_series_out
from cliffhanger.decisions.costs import Z80, costs
from cliffhanger.errors import TooLittleEvidence

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Store]:
    """A store of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        yield store


def claim(value: float, publication: str = "The Daily Reel", note: str = "", **more: object) -> dict[str, object]:
    """A fact about a cost."""
    row = {"measure": "cost_per_episode_usd", "value": value, "publication": publication, "note": note}
    return row | {"known_on": dt.date(2021, 1, 1), "text": None} | more


def kin(number: int, platform: str = "Netflix") -> Kin:
    """A season of a series of its own."""
    return Kin(f"series-{number}", 1, 2020, (platform, "scripted", "English", None))


def test_too_few_known_costs_give_no_law() -> None:
    """With eleven there is no estimate, and the message says how many there must be."""
    with pytest.raises(TooLittleEvidence, match="12 seasons of known cost"):
        fit([kin(n) for n in range(11)], np.zeros(11), np.zeros(11))


def test_nobody_said_so_and_no_kin_is_a_status(shipped: Store) -> None:
    """The casebook knows four costs: an unknown one is unknown, not low and not nothing."""
    row = costs(shipped, ["forever-2025/1"], as_of=DAY).to_pylist()[0]
    assert (row["status"], row["cost_usd"]) == ("unknown", None)
    assert "12 seasons of known cost" in row["reason"]


def test_claims_make_a_range_and_one_said_twice_counts_once() -> None:
    """Two publications of one figure are two claims; the same again is not."""
    twice = said([claim(4e6), claim(4e6), claim(9e6, "Another")], None)
    assert twice is not None
    assert twice.claims == 2
    assert twice.log_cost == pytest.approx((math.log(4e6) + math.log(9e6)) / 2)
    assert twice.sd > 0.5


def test_the_platforms_own_figure_speaks_alone() -> None:
    """A leaked figure goes before what lists say."""
    own = said([claim(2.4e6, note="internal document"), claim(9e6, "A list")], None)
    assert own is not None
    assert own.internal
    assert own.log_cost == pytest.approx(math.log(2.4e6))


def test_a_season_s_cost_needs_its_episodes() -> None:
    """Without them it says nothing of an episode; a note may count them."""
    row = claim(36e6, measure="cost_per_season_usd")
    assert said([row], None) is None
    assert episodes([row | {"note": "reported; 9 episodes"}]) == 9
    assert episodes([row | {"note": "six 40-minute episodes"}]) == 6


def test_a_ratio_in_words_is_read() -> None:
    """Number words and digits, seasons and episodes; a sentence without one is nothing."""
    assert ratio(
        '"One episode of our show is the equivalent of two full seasons of Fauda", speaking of cost.'
    ) == Ratio(1, 2, True, "Fauda")
    assert ratio("3 episodes of Nimbus cost as much as 10 episodes of The Lake") == Ratio(3, 10, False, "The Lake")
    assert ratio("one episode of talk about seasons") is None


def test_fauda_costs_what_its_ratio_says(shipped: Store) -> None:
    """One episode of Hit & Run at 4 M dollars as two seasons of Fauda: 2 M a season, and only once it was said."""
    row = costs(shipped, ["fauda/3"], as_of=DAY).to_pylist()[0]
    assert row["status"] == "by ratio"
    assert row["cost_usd"] == pytest.approx(2e6)
    assert row["cost_usd_lo80"] < 1.5e6
    assert row["cost_usd_hi80"] > 2.7e6
    assert "1 episode of Hit & Run cost as much as 2 seasons" in row["reason"]
    before = costs(shipped, ["fauda/3"], as_of=dt.date(2021, 9, 19)).to_pylist()[0]
    assert before["status"] == "unknown"


def test_hit_and_run_cost_36_million(shipped: Store) -> None:
    """Nine episodes of 4 M dollars, as Haaretz said while it was filmed."""
    row = costs(shipped, ["hit-and-run/1"], as_of=dt.date(2021, 9, 14)).to_pylist()[0]
    assert (row["status"], row["claims"], row["episodes"]) == ("claimed", 1, 9)
    assert row["cost_usd"] == pytest.approx(36e6)


def test_the_law_finds_what_it_was_drawn_from() -> None:
    """Simulated costs of two platforms: the difference comes back, and intervals of unseen series cover."""
    generator = np.random.default_rng(721)
    many = [kin(n, "Dear" if n % 2 else "Cheap") for n in range(120)]
    truth = np.array([16.0 if one.traits[0] == "Dear" else 14.5 for one in many]) + generator.normal(0, 0.5, 120)
    model = fit(many, truth, np.zeros(120))
    dear, cheap = (model.predict(kin(999, name)) for name in ("Dear", "Cheap"))
    assert dear[0] - cheap[0] == pytest.approx(1.5, abs=0.25)
    left = leave_one_series_out(many[:40], truth[:40], np.zeros(40))
    assert 0.65 <= float((np.abs(left[:, 2] - left[:, 0]) <= Z80 * left[:, 1]).mean()) <= 0.95


def test_more_of_what_is_unknown_makes_a_wider_interval() -> None:
    """A platform of which no cost is known is less sure than one that taught."""
    model = fit([kin(n) for n in range(30)], np.linspace(15, 16, 30), np.zeros(30))
    assert model.predict(kin(99, "Elsewhere"))[1] > model.predict(kin(99))[1]
