"""The verb: what it keeps, what it says of too little evidence, and that it knows nothing later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest

from cliffhanger import Store, gather, open_store, reconstruct
from cliffhanger.audience.halves import half_end
from cliffhanger.audience.priors import from_json, known_by, to_json
from cliffhanger.audience.season_curve import season_curve
from cliffhanger.errors import TooLittleEvidence

DAY = dt.date(2021, 12, 31)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The shipped casebook, reconstructed as of the end of 2021."""
    with open_store(":memory:") as opened:
        gather(opened, ["casebook"])
        reconstruct(opened, as_of=DAY)
        yield opened


def test_before_the_first_model_there_is_none() -> None:
    """Weekly hours were first published in November 2021: nothing was fitted on less."""
    with open_store(":memory:") as opened:
        gather(opened, ["casebook"])
        with pytest.raises(TooLittleEvidence, match="2021-12-31"):
            reconstruct(opened, as_of=dt.date(2021, 9, 14))


def test_a_shipped_model_knows_nothing_later_than_the_date() -> None:
    """Of those shipped the latest one of before speaks."""
    assert known_by(dt.date(2021, 12, 31))[0] == dt.date(2021, 12, 31)
    assert known_by(dt.date(2024, 3, 1))[0] == dt.date(2023, 12, 31)


def test_a_model_survives_being_written() -> None:
    """To the digits that are kept."""
    _, prior = known_by(dt.date(2025, 7, 31))
    again = from_json(to_json(prior))
    assert again.gamma == pytest.approx(prior.gamma)
    assert again.traits == prior.traits


def test_a_model_for_other_traits_is_refused() -> None:
    """It would be read column by column into the wrong ones."""
    _, prior = known_by(dt.date(2025, 7, 31))
    with pytest.raises(TooLittleEvidence, match="traits"):
        from_json(to_json(prior).replace("later season", "much later season"))


def test_listed_weeks_stand_beside_the_curve(store: Store) -> None:
    """Hit & Run: four weeks as printed, each within the curve's 95 % interval, and 26 weeks beyond the date."""
    rows = store.query("SELECT * FROM reconstructed_week WHERE season_id = 'hit-and-run/1' ORDER BY week").to_pylist()
    assert [row["hours_listed"] for row in rows[:5]] == [23_570_000, 45_190_000, 20_660_000, 10_090_000, None]
    for row in rows[:4]:
        assert row["hours_q025"] < row["hours_listed"] < row["hours_q975"]
    assert sum(row["ahead"] == "yes" for row in rows) == 26 + (DAY.weekday() != 6)
    quantiles = [[row[name] for name in sorted(row) if name.startswith("hours_q")] for row in rows]
    assert all(sorted(week) == week for week in quantiles)


def test_totals_hold_what_was_listed(store: Store) -> None:
    """The first 28 days are at least their listed hours, and no interval is upside down."""
    for row in store.get("reconstructed_season").to_pylist():
        assert row["as_of"] == DAY
        if row["status"] in {"later weeks alone", "unknown"}:
            continue
        for name in ("hours_28d", "hours_91d", "share_after_28d", "half_life_days", "weekly_decay"):
            assert row[f"{name}_lo80"] <= row[name] <= row[f"{name}_hi80"]
        assert row["hours_28d"] <= row["hours_91d"]
    (one,) = (r for r in store.get("reconstructed_season").to_pylist() if r["season_id"] == "hit-and-run/1")
    assert one["hours_28d"] > 99_510_000 * 0.98
    assert one["status"] == "reconstructed"


def test_nothing_is_told_of_the_first_weeks_of_a_season_older_than_the_lists(store: Store) -> None:
    """No list nor report showed them, of it or of its kin: no hours, and a reason; weeks from its first figure on."""
    old = [r for r in store.get("reconstructed_season").to_pylist() if r["premiere"] < dt.date(2021, 1, 1)]
    assert old
    for row in old:
        assert row["hours_28d"] is None or row["figures"] > 0
        assert (row["reason"] is None) == (row["status"] == "reconstructed")
    assert all(
        row["hours_28d"] is None and row["half_life_days"] is None
        for row in old
        if row["status"] in {"later weeks alone", "unknown"}
    )
    weeks = store.query(
        "SELECT count(*) AS n FROM reconstructed_week JOIN reconstructed_season USING (season_id) "
        "WHERE status = 'unknown'"
    )
    assert weeks["n"][0].as_py() == 0


def test_a_season_of_which_nothing_is_known_says_so(store: Store) -> None:
    """Its kin speak alone, where lists showed what its kin had, with a reason."""
    alone = [row for row in store.get("reconstructed_season").to_pylist() if row["figures"] == 0]
    assert alone
    assert {row["status"] for row in alone} <= {"kin alone", "unknown"}
    assert all(row["reason"] for row in alone)


def test_the_run_is_noted(store: Store) -> None:
    """With its date and the rows written."""
    run = store.get("run").to_pylist()[-1]
    assert (run["verb"], run["as_of"]) == ("reconstruct", DAY)
    assert run["rows"] == store.get("reconstructed_season").num_rows


def test_a_second_run_takes_the_place_of_the_first(store: Store) -> None:
    """The tables hold one date; the same date gives the same figures."""
    before = store.get("reconstructed_season")
    reconstruct(store, as_of=DAY)
    assert store.get("reconstructed_season").equals(before)


def test_weeks_put_together_in_parts_are_those_of_the_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seasons at a time, on several threads."""
    weeks = store.get("reconstructed_week")
    monkeypatch.setattr("cliffhanger.audience.weekly_curve._PART", 3)
    reconstruct(store, as_of=DAY)
    assert store.get("reconstructed_week").equals(weeks)


def test_the_curve_of_one_season_is_that_of_the_whole(store: Store) -> None:
    """The dossier's curve under the shipped model is what the verb keeps where that model spoke."""
    found = season_curve(store, "hit-and-run/1", DAY)
    assert found is not None
    kept = store.query("SELECT hours_q500 FROM reconstructed_week WHERE season_id = 'hit-and-run/1' ORDER BY week")
    assert found.weeks.hours[:, 3] == pytest.approx(kept["hours_q500"].to_numpy(), rel=1e-3)
    assert found.knows == DAY


def test_a_season_without_figures_has_no_curve_in_the_dossier(store: Store) -> None:
    """A curve of kin alone would look like one of the season."""
    alone = next(row for row in store.get("reconstructed_season").to_pylist() if row["figures"] == 0)
    assert season_curve(store, alone["season_id"], DAY) is None
    assert season_curve(store, "no-such-series/1", DAY) is None


def test_half_years_end_in_june_and_december() -> None:
    """The day after."""
    days = np.array(["2023-01-01", "2023-06-30", "2023-12-31"], dtype="datetime64[D]")
    assert half_end(days).astype(str).tolist() == ["2023-07-01", "2023-07-01", "2024-01-01"]
