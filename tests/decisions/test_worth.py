"""What a season is worth: the figures' order, their assumptions, and what nobody knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cliffhanger import Store, gather, open_store
from cliffhanger.decision_tables import MONEY
from cliffhanger.decisions import retention
from cliffhanger.decisions.assumptions import assumptions
from cliffhanger.decisions.draws import Z80, quantiles, spread
from cliffhanger.decisions.economy import OPTIONS, Season, economy
from cliffhanger.decisions.revenue import halves, rate_on
from cliffhanger.decisions.worth import Worth, worth
from cliffhanger.errors import TooLittleEvidence

DAY = dt.date(2026, 6, 30)
SQUID_GAME, INSIDE, CLOSER = (
    "squid-game/1",
    "bo-burnham-inside/bo-burnham-inside",
    "dave-chappelle-the-closer/dave-chappelle-the-closer",
)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Store]:
    """A store of the casebook."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        yield store


def figures(found: Worth) -> dict[str, dict[str, object]]:
    """Rows of the table by figure."""
    return {row["figure"]: row for row in found.table().to_pylist()}


def three(middle: float, width: float = 1.1) -> np.ndarray:
    """An interval around a figure."""
    return np.array([middle / width, middle, middle * width])


def season(**more: object) -> Season:
    """A season of 100 M launch hours and as many later ones, at 0.2 dollars, that cost 40 M dollars."""
    plain = Season(
        three(1e8), three(1.3e8), three(1e8), three(2e7), three(2e7), three(5e6), three(4e7), False, 1, 480.0, True, 1.0
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def test_no_cost_and_no_audience_are_refused(shipped: Store) -> None:
    """An unknown cost is not nought, and a season nobody counted has no value."""
    with pytest.raises(TooLittleEvidence, match="known cost"):
        worth(shipped, "the-residence/1", as_of=DAY)
    with pytest.raises(TooLittleEvidence, match="audience"):
        worth(shipped, "the-peripheral/1", as_of=DAY)


def test_no_revenue_was_known_before_the_first_half_year() -> None:
    """The table of revenue begins in July 2019."""
    with pytest.raises(TooLittleEvidence, match="revenue"):
        halves(dt.date(2019, 1, 1), assumptions(dt.date(2019, 1, 1)))


def test_the_known_ratios_come_in_their_order(shipped: Store) -> None:
    """Squid Game far above 1 (Netflix: 41.7), Inside above it (2.8), The Closer below (0.8), as shipped."""
    known = {name: float(str(figures(worth(shipped, name, as_of=DAY))["efficiency"]["middle"]))
             for name in (SQUID_GAME, INSIDE, CLOSER)}  # fmt: skip
    assert known[SQUID_GAME] > 20
    assert 1 < known[INSIDE] < 10
    assert 0.3 < known[CLOSER] < 1


def test_the_weight_of_launch_hours_is_what_its_source_says() -> None:
    """Netflix's impact value of Squid Game over its hours of 28 days, against revenue an hour of that half-year."""
    day = dt.date(2022, 6, 30)
    known = halves(day, assumptions(day))
    plain = float(rate_on(known, np.array(["2021-09-17"], dtype="datetime64[D]"))[0])
    assert assumptions(day)["launch_weight"].value == pytest.approx(891.1e6 / 1.645e9 / plain, abs=0.05)
    assert assumptions(day)["launch_weight"].high == pytest.approx(891.1e6 / 1.4e9 / plain, abs=0.05)


def test_a_second_season_of_hit_and_run_would_have_earned_less(shipped: Store) -> None:
    """Nine episodes of 4 M dollars and the premium; a second season costs more for fewer hours."""
    found = figures(worth(shipped, "hit-and-run/1", as_of=DAY))
    assert 30e6 < float(str(found["value_28d_usd"]["middle"])) < 80e6
    assert found["price_usd"]["middle"] == pytest.approx(36e6 * 1.3, rel=0.03)
    assert float(str(found["next_efficiency"]["middle"])) < float(str(found["efficiency"]["middle"]))
    assert float(str(found["p_next_pays"]["middle"])) < float(str(found["p_worth_its_price"]["middle"]))


def test_nothing_of_later_days_is_used(shipped: Store) -> None:
    """On 31 December 2021 the value of launch hours rests on that day's revenue, and no report is known."""
    found = worth(shipped, "hit-and-run/1", as_of=dt.date(2021, 12, 31))
    assert found.half.end == dt.date(2021, 6, 30)
    assert not found.half.reported


def test_an_assumption_of_ones_own_changes_the_figures(shipped: Store, tmp_path: Path) -> None:
    """Twice the premium makes the price higher, and nothing of the hours."""
    path = tmp_path / "mine.toml"
    path.write_text("[cost_plus_premium]\nvalue = 0.6\n", encoding="utf-8")
    plain, own = (figures(worth(shipped, "hit-and-run/1", as_of=DAY, assumptions_file=one)) for one in (None, path))
    assert float(str(own["price_usd"]["middle"])) > 1.15 * float(str(plain["price_usd"]["middle"]))
    assert own["hours_28d"] == plain["hours_28d"]


def test_the_same_question_has_the_same_answer_and_obeys_its_contract(shipped: Store) -> None:
    """Draws are seeded by name; the table holds what its contract says."""
    once, again = (worth(shipped, "hit-and-run/1", as_of=DAY).table() for _ in range(2))
    assert once.equals(again)
    assert shipped.check(replace(MONEY, key=()), once).num_rows == once.num_rows


def test_value_is_counted_as_written() -> None:
    """With all ranges shut: (2.8 x 20 M + 0.79 x 20 M) over 40 M x 1.3."""
    shut = {name: replace(one, low=one.value, high=one.value) for name, one in assumptions(DAY).all.items()}
    exact = season(launch=three(1e8, 1), launch_usd=three(2e7, 1), tail_usd=three(2e7, 1), cost_usd=three(4e7, 1))
    found = economy(exact, shut, hours_known=True, many=50)
    assert found["efficiency"] == pytest.approx((2.8 * 20 + 0.79 * 20) / (40 * 1.3))
    assert found["next_efficiency"] == pytest.approx(found["efficiency"] * 0.75 / 1.1)
    assert found["stop: net"] == pytest.approx(0.0)
    assert {name.split(":")[0] for name in found if name.endswith(": net")} == set(OPTIONS)


def test_the_platforms_own_figure_bears_no_premium() -> None:
    """A leaked cost is what the platform paid."""
    own, told = (
        economy(season(internal=flag), assumptions(DAY).all, hours_known=True, many=200) for flag in (True, False)
    )
    assert np.array_equal(own["price_usd"], own["cost_usd"])
    assert (told["price_usd"] > told["cost_usd"]).all()


def test_completion_of_own_logs_weighs_the_hours() -> None:
    """Seventy of a hundred against the usual fifty: each hour counts for more."""
    plain, loved = (
        economy(season(completion=share), assumptions(DAY).all, hours_known=True, many=2000) for share in (None, 0.7)
    )
    assert float(np.median(loved["value_usd"] / plain["value_usd"])) == pytest.approx(1.4, rel=0.03)


def test_intervals_hold_what_they_say() -> None:
    """Draws of a range lie below its low end in a tenth of cases and above its high end in another."""
    z = np.random.default_rng(721).standard_normal(100_000)
    assert quantiles(spread(2.0, 3.0, 9.0, z)) == pytest.approx((2.0, 3.0, 9.0), rel=0.02)
    assert quantiles(spread(-0.1, 0.1, 0.3, z)) == pytest.approx((-0.1, 0.1, 0.3), abs=0.01)


def test_retention_is_found_and_needs_pairs() -> None:
    """First seasons that lose half and later ones that lose a tenth give just that; thirty pairs are needed."""

    def row(series: int, number: int, hours: float) -> dict[str, object]:
        return {"series_id": f"s{series}", "number": number, "unit": "season", "hours_4_weeks": hours,
                "lists_known": True, "premiere": dt.date(2022, number, 1)}  # fmt: skip

    noise = np.exp(np.random.default_rng(1).normal(0, 0.1, (200, 3)))
    rows = [row(n, number, 1e7 * share * noise[n, number - 1])
            for n in range(200) for number, share in ((1, 1.0), (2, 0.5), (3, 0.45))]  # fmt: skip
    found = retention.fit(retention.pairs(rows, DAY))
    assert found is not None
    assert np.exp([found.log_ratio(1), found.log_ratio(2)]) == pytest.approx([0.5, 0.9], rel=0.05)
    assert found.sd == pytest.approx(0.1 * np.sqrt(2), rel=0.15)
    assert retention.fit(retention.pairs(rows[:60], DAY)) is not None
    assert retention.fit(retention.pairs(rows[:30], DAY)) is None
    assert retention.pairs(rows, dt.date(2022, 2, 20)) == []
    assert abs(Z80 - 1.2816) < 1e-4
