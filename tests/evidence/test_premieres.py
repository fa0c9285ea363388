"""Premieres and copies: what was the answer from when to when is the answer of each of these dates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cliffhanger.evidence.ledger import SPEAKING
from cliffhanger.evidence.premieres import PREMIERES, WITNESS
from cliffhanger.sources.gather import gather
from cliffhanger.store import Store, open_store

GOLDEN = Path(__file__).parents[1] / "golden" / "sources"


@pytest.fixture(scope="module")
def store() -> Store:
    """The casebook and the fictional lists, some in two copies."""
    made = open_store(":memory:")
    gather(made, ["casebook", GOLDEN])
    return made


def _days(store: Store) -> list[dt.date]:
    """Every day on which something became known or a copy was made, with the days around it."""
    days = store.query("SELECT known_on AS day FROM release UNION SELECT snapshot_on FROM copy")["day"].to_pylist()
    return sorted({day + dt.timedelta(days=by) for day in days if day for by in (-1, 0, 1)})


def test_the_premiere_known_on_a_date_is_what_most_had_said_by_then(store: Store) -> None:
    """Asked anew of what was said by each day, the answer is the one that was noted for it."""
    for day in _days(store):
        anew = store.query(
            f"""
            SELECT season_id, arg_min(day, (-said_by, known_on, day)) AS premiere FROM (
                SELECT l.season_id, try_cast(r.text AS DATE) AS day, min(r.known_on) AS known_on,
                       count(DISTINCT {WITNESS}) AS said_by
                FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id)
                WHERE r.measure = 'release_date' AND r.known_on <= $as_of AND l.known_on <= $as_of GROUP BY ALL
            ) GROUP BY season_id ORDER BY season_id
            """,
            {"as_of": day},
        )
        noted = store.query(f"WITH {PREMIERES} SELECT * FROM premieres ORDER BY season_id", {"as_of": day})
        assert noted.to_pylist() == anew.to_pylist(), day
    assert anew.num_rows > 3


def test_the_copy_that_speaks_is_the_latest_made_by_the_date_else_the_oldest(store: Store) -> None:
    """Of each list and week one copy speaks on every day, and it is the nearest."""
    copies = store.query("SELECT c.*, digest FROM copy c JOIN file USING (file_id)").to_pylist()
    several = 0
    for day in _days(store):
        speaking = store.query(f"WITH {SPEAKING} SELECT * FROM speaking", {"as_of": day}).to_pylist()
        found = {(row["list_name"], row["geography"], row["period_end"]): row["file_id"] for row in speaking}
        nearest: dict[tuple[object, ...], tuple[object, ...]] = {}
        for row in copies:
            key = (row["list_name"], row["geography"], row["period_end"])
            made = row["snapshot_on"]
            order = (made > day, abs((made - day).days), row["digest"], row["file_id"])
            several += key in nearest
            nearest[key] = min(nearest.get(key, order), order)
        assert len(speaking) == len(found)
        assert found == {key: order[-1] for key, order in nearest.items()}, day
    assert several
