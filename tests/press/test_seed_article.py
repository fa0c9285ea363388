"""One real article: all that it says is found, and nothing that it does not say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger import claims, gather, open_store, outcomes

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "hit-and-run-2021-09-21.txt"
FOUND = {
    ("platform", "Netflix", None, None),
    ("decision", "cancelled", 1.0, None),
    ("ending", "open", None, "cliffhanger"),
    ("ending", "open", None, "open-ended"),
    ("person", "co-creator", None, "Lior Raz"),
    ("person", "executive producer", None, "Lior Raz"),
    ("person", "star", None, "Lior Raz"),
    ("person", "co-creator", None, "Avi Issacharoff"),
    ("person", "showrunner", None, "Dawn Prestwich"),
    ("person", "showrunner", None, "Nicole Yorkin"),
    ("premiere", "premiere", None, None),
    ("production", "delay", None, "pandemic"),
    ("production", "time", 3.0, None),
    ("chart", "listed", None, "top 10"),
    ("chart", "weeks", 3.0, "Nielsen originals"),
    ("episodes", "episodes", 9.0, None),
    ("reviews", "critics", 70.0, "over"),
    ("reviews", "audience", 70.0, "over"),
    ("cost", "high", None, None),
    ("cost", "ratio", 2.0, "Fauda"),
    ("reason", "cost against expectation", None, None),
    ("plan", "seasons", 2.0, "2 or 3"),
}


@pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not on this machine")
def test_the_article_on_hit_and_run() -> None:
    """Every fact of the article, by its kind, word, number and detail; on the one series; and no other."""
    with open_store(":memory:") as store:
        gather(store, ["casebook"], press=[SEED])
        rows = claims(store, "Hit & Run").to_pylist()
        on = outcomes(store, series="Hit & Run", as_of=dt.date(2021, 9, 21)).to_pylist()
        assert claims(store).num_rows == 0
    assert {(r["kind"], r["word"], r["value"], r["detail"]) for r in rows} == FOUND
    assert {r["series_text"] for r in rows} == {"Hit & Run"}
    assert {r["standing"] for r in rows} == {"stated"}
    assert {r["cited"] for r in rows} - {None} == {"Deadline", "The Hollywood Reporter"}
    premiere = next(r for r in rows if r["kind"] == "premiere")
    assert (premiere["happened_from"], premiere["happened_to"]) == (dt.date(2021, 8, 1), dt.date(2021, 8, 10))
    assert {r["season"] for r in rows if r["kind"] in ("decision", "episodes")} == {1}
    assert [(r["outcome"], r["claims"]) for r in on if r["season_id"] == "hit-and-run/1"] == [("cancelled", 2)]
