"""Forecast: rows, statuses, the change within a week, and what facts that a user enters do to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from written_cases import case, fact

from cliffhanger import Store, forecast, gather, open_store
from cliffhanger.errors import TooLittleEvidence

DAY = dt.date(2025, 6, 30)


def entered(measure: str, value: object, known_on: str = "2025-06-25") -> str:
    """A fact as a user enters it."""
    return fact(measure, value, known_on, more='note = "of starters, entered by hand"')


def rows(folder: Path, *texts: str, day: dt.date = DAY) -> dict[str, dict[str, Any]]:
    """The forecast of a store of these cases."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"case{number}.toml").write_text(text, encoding="utf-8")
    with open_store(":memory:") as store:
        gather(store, sorted(folder.glob("*.toml")))
        return {row["season_id"]: row for row in forecast(store, as_of=day).to_pylist()}


def test_before_the_first_model_it_is_refused() -> None:
    """No model that ships was fitted before the end of 2022, and a later one would know too much."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        with pytest.raises(TooLittleEvidence, match="knows nothing later than 2022-06-30"):
            forecast(store, as_of=dt.date(2022, 6, 30))


def test_nothing_undecided_is_an_empty_table() -> None:
    """A store without seasons has no rows and no error."""
    with open_store(":memory:") as store:
        assert forecast(store, as_of=DAY).num_rows == 0


def test_who_gets_no_odds_is_told_why(tmp_path: Path) -> None:
    """Another platform, too young, too old, of unknown kind: each a row with a status and a reason."""
    found = rows(
        tmp_path / "cases",
        case("Away", "2025-03-01", platform="Hulu"),
        case("Young", "2025-06-26"),
        case("Old", "2023-01-01"),
        case("Unkind", "2025-03-01").replace("scripted", "unscripted"),
        case("Asked", "2025-03-01"),
    )
    assert {name: row["status"] for name, row in found.items()} == {
        "away/1": "not forecast", "young/1": "too early", "old/1": "overdue", "unkind/1": "not forecast",
        "asked/1": "forecast",
    }  # fmt: skip
    for row in found.values():
        assert row["reason"]
        given = [row[name] is not None for name in ("p_renew", "lo80", "hi80", "decision_expected_on")]
        assert given == [row["status"] == "forecast"] * 4
    assert next(iter(found)) == "asked/1"


def test_odds_lie_in_their_interval_and_the_decision_is_not_in_the_past() -> None:
    """Of every season of the casebook on three days."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        for day in (dt.date(2023, 6, 30), dt.date(2024, 12, 31), DAY):
            given = [row for row in forecast(store, as_of=day).to_pylist() if row["status"] == "forecast"]
            assert given == sorted(given, key=lambda row: -row["p_renew"])
            for row in given:
                assert 0 < row["lo80"] <= row["p_renew"] <= row["hi80"] < 1
                assert row["decision_expected_on"] >= day == row["as_of"]


def test_the_change_within_a_week_is_that_of_the_evidence(tmp_path: Path) -> None:
    """A completion that became known within the week moves it, one from before does not; a new season has none."""
    texts = (case("Steady", "2025-03-01", entered("share_completed", 0.4, "2025-06-01")),
             case("News", "2025-03-01", entered("share_completed", 0.4)), case("New", "2025-06-20"))  # fmt: skip
    found = rows(tmp_path / "cases", *texts)
    assert found["steady/1"]["change_week"] == 0.0
    assert found["news/1"]["change_week"] < -0.05
    assert found["new/1"]["change_week"] is None
    assert found["steady/1"]["p_renew"] == pytest.approx(found["news/1"]["p_renew"])


def test_entered_economics_put_the_dear_below_the_cheap(tmp_path: Path) -> None:
    """Two seasons alike in all that is public cannot be told apart; cost, owner and completion decide.

    The figures are entered for the test: of The Residence, The Waterfront and Forever none were published.
    """
    names = ("Residence", "Waterfront", "Forever")
    before = rows(tmp_path / "before", *(case(name, "2025-03-20") for name in names))
    assert len({row["p_renew"] for row in before.values()}) == 1
    after = rows(
        tmp_path / "after",
        case("Residence", "2025-03-20", entered("cost_per_episode_usd", 12_000_000), entered("share_completed", 0.45)),
        case("Waterfront", "2025-03-20", entered("ownership", "outside studio: Universal Television"),
             entered("share_completed", 0.45)),
        case("Forever", "2025-03-20", entered("cost_per_episode_usd", 4_000_000), entered("share_completed", 0.6)),
    )  # fmt: skip
    p = {name: after[f"{name.lower()}/1"] for name in names}
    assert max(p["Residence"]["p_renew"], p["Waterfront"]["p_renew"]) < p["Forever"]["p_renew"] - 0.1
    assert "12.0 M USD an episode, 45 % completed it" in p["Residence"]["reason"]
    assert "an outside studio" in p["Waterfront"]["reason"]


def test_a_fact_of_tomorrow_changes_nothing(tmp_path: Path) -> None:
    """The same rows with and without a cost, a completion and an outcome that become known later."""
    later = [entered("cost_per_episode_usd", 12_000_000, "2025-07-01"), entered("share_completed", 0.2, "2025-07-01"),
             fact("outcome", "cancelled", "2025-07-01", more="period = [2025-07-01, 2025-07-01]")]  # fmt: skip
    plain = rows(tmp_path / "plain", case("Tide", "2025-03-01"))
    assert rows(tmp_path / "later", case("Tide", "2025-03-01", *later)) == plain


def test_the_same_store_gives_the_same_rows() -> None:
    """Twice the same, and the table in the store is the one returned."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"])
        one, two = (_kept(store) for _ in range(2))
    assert one == two


def _kept(store: Store) -> list[dict[str, Any]]:
    found = forecast(store, as_of=DAY)
    assert sorted(store.get("forecast").to_pylist(), key=str) == sorted(found.to_pylist(), key=str)
    return list(found.to_pylist())
