"""Reach by sketch: how many profiles, about, from one pass that keeps no profile at all.

HyperLogLog (Flajolet and others 2007), as DuckDB has it, estimates distinct counts from hashes. Rows are not checked
for duplicates or overlaps, which a count of profiles does not need; those set aside elsewhere are left out too.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from cliffhanger.viewing.catalogue import Catalogue
from cliffhanger.viewing.definitions import DAY, FEWEST_PROFILES, MOST_SECONDS, WINDOWS
from cliffhanger.viewing.kernel import WORLD
from cliffhanger.viewing.logs import Logs
from cliffhanger.viewing.outputs import country_word
from cliffhanger.viewing.reference import raw_sql
from cliffhanger.viewing_tables import VIEWING_REACH

ERROR = 0.1
"""Relative error that nearly all estimates stay within: about two standard errors, as measured on simulated logs
(`tests/viewing/test_measure.py` holds it)."""


def approximate_reach(
    logs: Logs, catalogue: Catalogue, *, fewest: int = FEWEST_PROFILES, threads: int = 2
) -> pa.Table:  # fmt: skip
    """Profiles with any row by season, window and country, about.

    Parameters
    ----------
    logs : Logs
        Local Parquet or CSV.
    catalogue : Catalogue
        Seasons and episodes.
    fewest : int
        Estimates below this are suppressed.
    threads : int
        Threads of DuckDB.

    Returns
    -------
    pyarrow.Table
        Contract VIEWING_REACH. By country a profile counts in each in which it viewed.
    """
    countries = "UNION ALL SELECT season, age, profile_id, country FROM used" if logs.columns.country else ""
    with duckdb.connect(":memory:", config={"threads": threads, "autoinstall_known_extensions": False}) as db:
        db.execute("SET TimeZone = 'UTC'")
        db.register("catalogue", catalogue.table())
        windows = ", ".join(f"({days})" for days in WINDOWS)
        rows = db.sql(f"""
            WITH used AS (
                SELECT c.season, r.start_s // {DAY} - c.premiere_s // {DAY} AS age, r.profile_id, r.country
                FROM ({raw_sql(logs)}) r JOIN catalogue c ON r.season_id = c.season_id AND r.episode = c.episode
                WHERE r.seconds BETWEEN 1 AND {MOST_SECONDS} AND r.start_s >= c.premiere_s
            ), placed AS (SELECT season, age, profile_id, {WORLD} AS country FROM used {countries})
            SELECT season, days, country, approx_count_distinct(profile_id) AS viewers
            FROM placed JOIN (VALUES {windows}) w(days) ON age < days GROUP BY ALL ORDER BY ALL
        """).fetchall()
    made = [
        {
            "season_id": catalogue.season_ids[season],
            "window_days": days,
            "country": country_word(country),
            "viewers": viewers if viewers >= fewest else None,
            "relative_error": ERROR,
            "status": "estimated" if viewers >= fewest else "suppressed",
            "reason": None if viewers >= fewest else f"fewer than {fewest:,} profiles: viewers",
        }
        for season, days, country, viewers in rows
    ]
    return pa.Table.from_pylist(made, schema=pa.schema([pa.field(c.name, c.type) for c in VIEWING_REACH.columns]))
