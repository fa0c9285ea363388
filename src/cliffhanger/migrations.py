"""The steps that lead from an empty file to the present schema of the store."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from cliffhanger.tables import STORED

Run = Callable[[str], object]
"""Runs one statement on the store."""

_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
}


def _create_all(run: Run) -> None:
    """Create the tables that are not there, by their contracts."""
    for contract in STORED:
        columns = ", ".join(
            f'"{c.name}" {_SQL_TYPES[c.type]}' + (" NOT NULL" if c.required else "") for c in contract.columns
        )
        run(f'CREATE TABLE IF NOT EXISTS "{contract.name}" ({columns})')


def _reconstructed_anew(run: Run) -> None:
    """Make the tables of the reconstruction anew: their columns have changed, and `reconstruct` fills them again."""
    for table in ("reconstructed_season", "reconstructed_week"):
        run(f"DROP TABLE IF EXISTS {table}")
    _create_all(run)


def _note_spans(run: Run) -> None:
    """Note from when to when each copy of a list speaks and each premiere was the one known, and first printings."""
    run("DROP TABLE IF EXISTS copy")
    _create_all(run)
    # Spelled out: a step may not change with the code that came after it.
    run(
        """
        INSERT INTO copy (list_name, geography, period_end, file_id, snapshot_on, speaks_from, speaks_until)
        WITH held AS (
            SELECT r.list_name, r.geography, r.period_end, r.file_id, f.digest, max(r.snapshot_on) AS snapshot_on
            FROM release r JOIN file f USING (file_id)
            WHERE f.source IN ('netflix_top10', 'netflix_daily') AND r.measure = 'rank' AND r.period_end IS NOT NULL
            GROUP BY ALL
        ), of_day AS (
            -- Of two copies of one day one speaks, and the other never.
            SELECT * EXCLUDE (digest), row_number() OVER (
                PARTITION BY list_name, geography, period_end, snapshot_on ORDER BY digest
            ) = 1 AS heard FROM held
        )
        SELECT list_name, geography, period_end, file_id, snapshot_on,
               CASE WHEN NOT heard OR lag(file_id) OVER copies IS NOT NULL THEN snapshot_on END AS speaks_from,
               CASE WHEN heard THEN lead(snapshot_on) OVER copies ELSE snapshot_on END AS speaks_until
        FROM of_day WINDOW copies AS (PARTITION BY list_name, geography, period_end, heard ORDER BY snapshot_on)
        """
    )
    run(
        """
        INSERT INTO premiere (season_id, premiere, known_from, known_until)
        WITH said AS (
            SELECT l.season_id, try_cast(r.text AS DATE) AS day,
                   CASE WHEN starts_with(coalesce(r.publication, f.publisher), 'Wikipedia') THEN 'Wikipedia'
                        ELSE coalesce(r.publication, f.publisher) END AS witness, r.known_on AS printed_on,
                   greatest(r.known_on, l.known_on) AS known_on
            FROM release r JOIN link l USING (title_id) JOIN file f USING (file_id) WHERE r.measure = 'release_date'
        ), asked AS (
            SELECT DISTINCT season_id, known_on AS known_from FROM said
        ), counted AS (
            SELECT a.season_id, a.known_from, day, min(s.printed_on) AS first_on, count(DISTINCT witness) AS said_by
            FROM asked a JOIN said s ON s.season_id = a.season_id AND s.known_on <= a.known_from
            GROUP BY ALL
        )
        SELECT season_id, arg_min(day, (-said_by, first_on, day)) AS premiere, known_from,
               lead(known_from) OVER (PARTITION BY season_id ORDER BY known_from) AS known_until
        FROM counted GROUP BY season_id, known_from ORDER BY season_id, known_from
        """
    )
    run(
        """
        INSERT INTO printing (title_id, printed_on, file_id, "row", on_world_list)
        WITH first_copy AS (
            SELECT list_name, geography, period_end, min(snapshot_on) AS made_on FROM copy GROUP BY ALL
        ), seen AS (
            -- A premiere is known on its day, the wording beside it is not: so no release dates here.
            SELECT r.title_id, r.file_id, r."row", r.list_name LIKE 'global%' AS worldwide,
                   CASE WHEN r.measure = 'rank'
                             AND (r.snapshot_on > r.known_on + 14 OR r.snapshot_on > c.made_on)
                        THEN greatest(r.known_on, r.snapshot_on) ELSE r.known_on END AS printed_on
            FROM release r JOIN link USING (title_id) JOIN file f USING (file_id)
            LEFT JOIN first_copy c USING (list_name, geography, period_end)
            WHERE f.source = 'netflix_top10' AND r.measure = 'rank'
               OR f.source = 'netflix_engagement' AND r.measure = 'hours_viewed'
        ), place AS (
            SELECT title_id, file_id, printed_on, min("row") AS "row", bool_or(worldwide) AS worldwide
            FROM seen GROUP BY title_id, file_id, printed_on
        )
        SELECT p.title_id, p.printed_on, p.file_id, p."row",
               CASE WHEN p.worldwide THEN 'yes' ELSE 'no' END AS on_world_list
        FROM place p JOIN file f USING (file_id)
        QUALIFY row_number() OVER (PARTITION BY title_id ORDER BY printed_on, NOT worldwide, f.name) = 1
        ORDER BY title_id
        """
    )


MIGRATIONS: tuple[Callable[[Run], None], ...] = (
    _create_all, _create_all, _create_all, _create_all, _reconstructed_anew, _reconstructed_anew, _create_all,
    _create_all, _note_spans,
)  # fmt: skip
"""The steps in order; the number of steps done is the schema's version."""
